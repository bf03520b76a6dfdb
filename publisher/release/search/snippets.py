"""Texts in which words were found, cut to the sentence that has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from publisher.model.passages import OPEN
from publisher.model.search import Snippet
from publisher.model.words import Word, words

_LONGEST = 240
"""Characters of a text that is shown whole."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_CUT = "…"


class Told(NamedTuple):
    """A passage, as the index has it."""

    iri: str
    kind: int
    language: str
    text: str
    within: str


def snippet(told: Told, found: Sequence[Collection[str]]) -> Snippet:
    """A text with the words in it that are among those found for any term; of a synonym that was found, all of it."""
    places = [word for word in words(told.text) if is_met(word.forms, found)]
    start, end = _shown(told.text, places)
    parts = _parts(told.text, start, end, places or [Word((), start, end)])
    return Snippet(told.iri, told.language, parts, told.within, told.kind == OPEN)


def is_met(forms: Iterable[str], found: Sequence[Collection[str]]) -> bool:
    """Whether one of the forms of a word is among the words found."""
    return any(form in one for form in forms for one in found)


def _shown(text: str, places: Sequence[Word]) -> tuple[int, int]:
    """From where to where a text is shown: a long one from the sentence in which the first word was found."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    first, last = (places[0].start, places[0].end) if places else (0, 0)
    start, end = 0, len(text)
    for gap in _SENTENCE.finditer(text):
        if gap.end() <= first:
            start = gap.end()
        elif gap.start() >= last:
            end = gap.start()
            break
    if end - start > _LONGEST:
        start = max(start, text.find(" ", max(start, first - _LONGEST // 2), first) + 1 if first > start else start)
        space = text.rfind(" ", last, start + _LONGEST)
        end = min(end, space if space > last else max(last, start + _LONGEST))
    return start, end


def _parts(text: str, start: int, end: int, places: Iterable[Word]) -> tuple[tuple[str, bool], ...]:
    """A text from one place to another, cut where words were found."""
    parts, done = [(_CUT if start else "", False)], start
    for word in places:
        if start <= word.start and word.end <= end:
            parts += [(text[done : word.start], False), (text[word.start : word.end], True)]
            done = word.end
    parts += [(text[done:end], False), (_CUT if end < len(text) else "", False)]
    return tuple(part for part in parts if part[0])
