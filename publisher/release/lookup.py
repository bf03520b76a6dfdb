"""Looks up what is asked in the search index of a release."""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.passages import OPEN, SAID, TITLE
from publisher.model.search import FACETS, Found, Hit, Query, Snippet, Value
from publisher.model.words import folded, stem, words
from publisher.release.database import Database
from publisher.release.searching import unpack

PAGE = 20
"""Registers on a page."""

MOST_WORDS = 12
"""Words that are asked for at once; the rest of a longer question is passed over."""

_EXACT, _STEM, _PREFIX, _INSIDE, _FOLDED = range(5)
_COST = {TITLE: 0, SAID: 1, OPEN: 4}
"""How much farther from the top a register comes by where a word stands; how well the word fits is added."""

_SHORTEST_INSIDE = 4
_MOST_ALIKE = 400
_MOST_SHOWN = 12
_SNIPPETS = 3


@dataclass(frozen=True)
class _Term:
    """A word that is asked for: the words that answer to it, each with how well it does (0 is best)."""

    asked: str
    answers: Mapping[str, int]


@dataclass(frozen=True)
class _Facet:
    key: str
    label: Text
    registers: int


class SearchIndex:
    """The search index of a release."""

    def __init__(self, file: Path) -> None:
        self._database = Database(file)

    def find(self, query: Query, language: str) -> Found:
        """What a query finds, for a reader of a language. Raises ReleaseError when the index cannot be read."""
        asked = [word.forms[0] for word in islice(words(query.text), MOST_WORDS)]
        terms = [_Term(word, self._answers(word)) for word in dict.fromkeys(asked)]
        narrowed, unknown = self._narrowed(query.chosen)
        buckets = list(self._buckets(terms, narrowed))
        result = 0
        for bucket in buckets:
            result |= bucket
        total = result.bit_count()
        numbers = [number for bucket in buckets for number in _numbers(bucket)]
        shown = numbers[(query.page - 1) * PAGE : query.page * PAGE]
        return Found(
            total,
            max(1, -(-total // PAGE)),
            tuple(self._hit(number, terms, language) for number in shown),
            {facet: self._values_of(facet, result, query.chosen) for facet in FACETS},
            self._instead(asked, terms) if not total else (),
            unknown,
        )

    def _answers(self, word: str) -> dict[str, int]:
        """The words that answer to one that is asked for. The better is told when a word answers in two ways."""
        found: dict[str, int] = {}
        stems = [f"{language}:{stem(word, language)}" for language in LANGUAGES]
        tiers: tuple[tuple[int, Iterable[str]], ...] = (
            (_EXACT, [word]),
            (_STEM, self._formed(stems)),
            (_PREFIX, self._holding(f"\n{word}") if len(word) > 1 else ()),
            (_INSIDE, self._holding(word) if len(word) >= _SHORTEST_INSIDE else ()),
            (_FOLDED, [folded(word), *self._formed([f"?{folded(word)}"])]),
        )
        for tier, alike in tiers:
            for one in alike:
                if f"\n{one}\n" in self._vocabulary:
                    found.setdefault(one, tier)
        return found

    def _formed(self, forms: Sequence[str]) -> list[str]:
        marks = ",".join("?" * len(forms))
        query = f"SELECT word FROM form WHERE form IN ({marks}) ORDER BY word"  # noqa: S608 - only marks
        return [word for (word,) in self._database.rows(query, *forms)]

    def _holding(self, part: str) -> Iterator[str]:
        """The words that hold a part; after a line break, those that begin with it."""
        place, told = self._vocabulary.find(part), 0
        while place >= 0 and told < _MOST_ALIKE:
            start = self._vocabulary.rfind("\n", 0, place + 1) + 1
            end = self._vocabulary.find("\n", start)
            yield self._vocabulary[start:end]
            told += 1
            place = self._vocabulary.find(part, end)

    def _buckets(self, terms: Sequence[_Term], narrowed: int) -> Iterator[int]:
        """The registers in which all terms are found, the better before the worse: each counts by its worst."""
        if not terms:
            yield narrowed
            return
        levels = [self._levels(term) for term in terms]
        seen = 0
        for level in range(max(_COST.values()) + _FOLDED + 1):
            now = narrowed
            for term in levels:
                now &= _union(bits for cost, bits in term.items() if cost <= level)
            yield now & ~seen
            seen |= now

    def _levels(self, term: _Term) -> dict[int, int]:
        """The registers that a term is found in, by how far it is from a word of their titles."""
        found: dict[int, int] = {}
        answers = list(term.answers)
        for start in range(0, len(answers), _MOST_ALIKE):
            some = answers[start : start + _MOST_ALIKE]
            marks = ",".join("?" * len(some))
            query = f"SELECT word, kind, registers FROM word WHERE word IN ({marks})"  # noqa: S608 - only marks
            for word, kind, registers in self._database.rows(query, *some):
                level = term.answers[word] + _COST[kind]
                found[level] = found.get(level, 0) | unpack(registers)
        return found

    def _narrowed(self, chosen: Iterable[tuple[str, str]]) -> tuple[int, tuple[tuple[str, str], ...]]:
        """The registers that have all chosen values, and the values that there are none of."""
        result, unknown = (1 << self._everything) - 1, []
        for facet, key in chosen:
            value = next((value for value in self._facets.get(facet, ()) if value.key == key), None)
            if value is None:
                unknown.append((facet, key))
            else:
                result &= value.registers
        return result, tuple(unknown)

    def _values_of(self, facet: str, result: int, chosen: Collection[tuple[str, str]]) -> tuple[Value, ...]:
        """The values of a facet that registers found have, the most frequent first; those that are chosen always."""
        found = []
        for value in self._facets.get(facet, ()):
            count, is_chosen = (result & value.registers).bit_count(), (facet, value.key) in chosen
            if count or is_chosen:
                found.append(Value(value.key, value.label, count, is_chosen))
        found.sort(key=lambda value: (not value.is_chosen, -value.count, value.key))
        return tuple(found[:_MOST_SHOWN])

    def _instead(self, asked: Sequence[str], terms: Sequence[_Term]) -> tuple[str, ...]:
        """What may have been meant: the question with nearest words in the place of those that are found nowhere."""
        unknown = {term.asked: self._nearest(term.asked) for term in terms if not term.answers}
        if not unknown:
            return ()
        said = []
        for number in range(_SNIPPETS):
            if any(len(nearest) > number for nearest in unknown.values()):
                meant = (unknown[w][min(number, len(unknown[w]) - 1)] if unknown.get(w) else w for w in asked)
                said.append(" ".join(meant))
        return tuple(dict.fromkeys(said))

    def _nearest(self, word: str) -> list[str]:
        alike = [
            one
            for one in self._vocabulary.split("\n")
            if abs(len(one) - len(word)) <= 2 and (one[:1] == word[:1] or one[-2:] == word[-2:])
        ]
        return difflib.get_close_matches(word, alike, n=_SNIPPETS, cutoff=0.7)

    def _hit(self, number: int, terms: Sequence[_Term], language: str) -> Hit:
        ((iri, told),) = self._database.rows("SELECT iri, told FROM register WHERE number = ?", number)
        title, description, authority = json.loads(told)
        snippets = self._snippets(number, terms, language) if terms else ()
        return Hit(iri, _text(title), _text(description), Said(*authority), snippets)

    def _snippets(self, number: int, terms: Sequence[_Term], language: str) -> tuple[Snippet, ...]:
        """The passages of a register in which most terms are found, those of the reader's language before others."""
        query = "SELECT iri, kind, language, text, also, within FROM passage WHERE number = ?"
        found = []
        for order, (iri, kind, spoken, text, also, within) in enumerate(self._database.rows(query, number)):
            places = [(word, _met(word.forms, terms)) for word in words(text)]
            met = {term for _, several in places for term in several}
            met |= {term for word in words(also) for term in _met(word.forms, terms)}
            if met and kind != TITLE:
                rank = (-len(met), spoken not in ("", language), kind, min(_cost(met, terms)), order)
                parts = _parts(text, [(word.start, word.end) for word, several in places if several])
                found.append((rank, Snippet(iri, spoken, parts, within, kind == OPEN)))
        found.sort(key=lambda one: one[0])
        told: dict[tuple[str, str], Snippet] = {}
        for _, snippet in found:
            of_part = "" if "#" in snippet.iri else "".join(part for part, _ in snippet.parts)
            told.setdefault((snippet.iri, of_part), snippet)
        best = list(told.values())
        spoken_first = [s for s in best if s.language in ("", language)] or best
        return tuple(spoken_first[:_SNIPPETS])

    @cached_property
    def _everything(self) -> int:
        return int(self._database.rows("SELECT count(*) FROM register")[0][0])

    @cached_property
    def _vocabulary(self) -> str:
        """All words, each between line breaks."""
        found = self._database.rows("SELECT DISTINCT word FROM word ORDER BY word")
        return "\n" + "\n".join(word for (word,) in found) + "\n"

    @cached_property
    def _facets(self) -> Mapping[str, list[_Facet]]:
        found: dict[str, list[_Facet]] = {}
        for facet, key, label, registers in self._database.rows("SELECT * FROM value ORDER BY facet, key"):
            found.setdefault(facet, []).append(_Facet(key, _text(json.loads(label)), unpack(registers)))
        return found


def _met(forms: Iterable[str], terms: Sequence[_Term]) -> set[int]:
    """The terms that one of the forms of a word answers to, by their numbers."""
    return {number for number, term in enumerate(terms) if any(form in term.answers for form in forms)}


def _cost(met: Iterable[int], terms: Sequence[_Term]) -> Iterator[int]:
    return (min(terms[number].answers.values()) for number in met)


def _parts(text: str, places: Iterable[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """A text cut where words were found."""
    parts, done = [], 0
    for start, end in places:
        parts += [(text[done:start], False), (text[start:end], True)]
        done = end
    return tuple(part for part in (*parts, (text[done:], False)) if part[0])


def _union(sets: Iterable[int]) -> int:
    result = 0
    for bits in sets:
        result |= bits
    return result


def _numbers(bits: int) -> Iterator[int]:
    """The numbers in a set, in order."""
    for index, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        for bit in range(8) if byte else ():
            if byte >> bit & 1:
                yield index * 8 + bit


def _text(told: Iterable[Sequence[str]]) -> Text:
    return Text(tuple(Said(text, language) for text, language in told))
