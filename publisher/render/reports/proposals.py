"""What waits for the authority's confirmation, as lines for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publisher.model.concepts import Concept
from publisher.model.languages import LANGUAGES, Text
from publisher.model.proposals import Passage, Proposal
from publisher.model.terms import RC, short
from publisher.render.pages import day_in, locale

_LONGEST_PART = 8
"""Passages: what can be seen at once."""


@dataclass(frozen=True)
class Teller:
    """Tells of proposals in a language, in lines of a width."""

    language: str
    width: int

    def heading(self, proposal: Proposal, progress: str, line: int) -> list[str]:
        """Where it stands by now, what it belongs to and what it is; of a text also what to do."""
        above = " > ".join(self._say(text) for text in proposal.within)
        lines = ["", f"{progress}  {proposal.place.path}:{line}", *self._wrapped(above), self._say(proposal.what.label)]
        if proposal.language:
            t = locale(self.language)
            asked = t["confirm_translated"] if proposal.status == str(RC.Translated) else t["confirm_restated"]
            lines += [*self._concepts(proposal), "", *self._wrapped(asked)]
        return lines

    def parts(self, proposal: Proposal) -> list[list[str]]:
        """The words with what they are classified as; the words of a text part by part."""
        if proposal.language:
            shown = {said.language for passage in proposal.passages for said in passage.words}
            tags = [tag for tag in LANGUAGES if tag in shown - {proposal.language}] + [proposal.language]
            return [list(self._passages(part, tags)) for part in _parts(proposal.passages)] or [[]]
        words: list[str] = []
        for passage in proposal.passages:
            named = [self._say(passage.what.label)] if len(proposal.passages) > 1 else []
            words += ["", *named, *self._words(passage, [said.language for said in passage.words])]
        return [[*words, "", *self._concepts(proposal)]]

    def question(self, proposal: Proposal, part: int, parts: int) -> str:
        """What is asked after a part, counted from one."""
        t = locale(self.language)
        if part < parts:
            return t["confirm_part"].format(part=part, parts=parts) + "\n" + t["confirm_more"]
        asked = t["confirm_ask_text"] if proposal.language else t["confirm_ask_classification"]
        return asked + "\n" + t["confirm_answers"]

    def help(self, post: Text, day: str) -> list[str]:
        """What each answer does."""
        said = locale(self.language)["confirm_help"].format(post=self._say(post), day=day_in(self.language, day))
        return [line for one in said.splitlines() for line in self._wrapped(one, below="    ")]

    def done(self, post: Text, day: str, count: int, left: int) -> str:
        """How much was confirmed, by whom and for which day, and how much waits."""
        said = locale(self.language)["confirm_done"]
        return said.format(post=self._say(post), day=day_in(self.language, day), count=count, left=left)

    def _passages(self, passages: Iterable[Passage], languages: Iterable[str]) -> Iterator[str]:
        """Passages one below the other, those of a kind under its name."""
        several = len(list(languages)) > 1
        kind = ""
        for passage in passages:
            if (own := self._say(passage.what.label)) != kind:
                yield from ("", own)
            elif several:
                yield ""
            kind = own
            yield from self._words(passage, languages)

    def _words(self, passage: Passage, languages: Iterable[str]) -> Iterator[str]:
        """The words in each language; where there are none, a dash."""
        said = {one.language: one.text for one in passage.words}
        for tag in languages:
            yield from self._wrapped(said.get(tag, "–"), f"  {tag}  ")

    def _concepts(self, proposal: Proposal) -> Iterator[str]:
        """How it is classified, as what, and what that means; of a text, its language."""
        for how, what in proposal.concepts:
            said = f"{self._say(how.label)}: {self._say(what.label)}"
            yield from self._wrapped(said if proposal.language else f"{said} ({short(what.iri)})")
            if what.definition and not proposal.language:
                yield from self._wrapped(self._say(what.definition), "    ")

    def _wrapped(self, text: str, begin: str = "", below: str = "") -> list[str]:
        """A text in lines, those after the first below its beginning."""
        below = below or " " * len(begin)
        return textwrap.wrap(
            _visible(text), self.width, initial_indent=begin, subsequent_indent=below, break_on_hyphens=False
        )

    def _say(self, text: Text) -> str:
        return _visible(text.in_language(self.language).text) if text else ""


def _parts(passages: Iterable[Passage]) -> list[list[Passage]]:
    """Passages by part of the description: a data group with its items, the purposes, the statements."""
    parts: list[list[Passage]] = []
    for passage in passages:
        if not parts or len(parts[-1]) == _LONGEST_PART or _begins(parts[-1][-1].what, passage.what):
            parts.append([])
        parts[-1].append(passage)
    return parts


def _begins(before: Concept, now: Concept) -> bool:
    """Whether a part begins with a kind of thing, after another."""
    return now.iri == str(RC.DataGroup) or (now.iri != before.iri and now.iri != str(RC.DataItem))


def _visible(text: str) -> str:
    """A text on one line, with the code of each character that a terminal would obey."""
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in " ".join(text.split()))
