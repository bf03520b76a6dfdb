"""Edits Turtle in place: the author's lines, order and comments stay as they are.

This is no parser. It finds where a status is written, in a text that has been parsed, and writes after it. Whoever
calls it parses the outcome and sees that nothing else has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from publisher.model.terms import RC, XSD, short

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    | (?P<text>\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>\s]*>)
    | (?P<directive>@(?:prefix|base)\b | \b(?i:prefix|base)(?=\s))
    | (?P<name>(?:\w(?:[\w.\-]*[\w\-])?)?:(?:[\w:\-]|\.(?=[\w:\-]))*)
    | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
"""The words of Turtle (RDF 1.1 Turtle, section 6.5), as far as they tell terms from texts and comments."""

_END_OF_HEAD = re.compile(r"[ \t]*\.?[ \t]*(?:#[^\n\r]*)?\r?\n")
_LOCAL = re.compile(r"\w(?:[\w-]*\w)?", re.ASCII)


@dataclass(frozen=True)
class Change:
    """A status to be confirmed: what it is and becomes, and where it stands.

    Of all values of the file that are `old` it is the one of the number `rank`, counted from nought, of `count`.
    """

    old: str
    new: str
    line: int
    rank: int
    count: int


@dataclass(frozen=True)
class Confirming:
    """Who confirms, and when: the IRI of a contact, and a day."""

    by: str
    on: str


def confirmed(text: str, changes: Iterable[Change], given: Confirming, base: str) -> str | None:
    """A Turtle text with statuses confirmed, and after each by whom and when; None when one of them is not found.

    `base` is the IRI that relative IRIs resolve against. When no prefix stands for dates, one is added after the first
    lines, which are those of prefixes.
    """
    script = _Script.read(text, base)
    found = [(script.find(change), change) for change in changes]
    pieces: list[str] = []
    end = len(text)
    for word, change in sorted(found, key=lambda item: item[0].start if item[0] else -1, reverse=True):
        if word is None:
            return None
        pieces += [text[word.end : end], script.said(word, change, given)]
        end = word.start
    pieces.append(text[:end])
    return script.with_prefix("".join(reversed(pieces)))


def by_hand(change: Change, given: Confirming, base: str) -> str:
    """What an author would write to confirm a status."""
    contact = given.by.removeprefix(base)
    said = [f"rc:confirmedBy <{contact}>", f'rc:confirmedOn "{given.on}"^^xsd:date']
    if change.new != change.old:
        said.insert(0, f"rc:classificationStatus {short(change.new)}")
    return " ; ".join(said)


@dataclass(frozen=True)
class _Word:
    """A term where it is written, and the prefixes that hold there."""

    start: int
    end: int
    prefixes: Mapping[str, str]


@dataclass
class _Script:
    """A text as its author wrote it: where each IRI stands, where the first lines of prefixes end, what they are."""

    text: str
    base: str
    words: dict[str, list[_Word]] = field(default_factory=dict)
    head: int = 0
    names: set[str] = field(default_factory=set)
    sets_base: bool = False
    needs_dates: bool = False

    @classmethod
    def read(cls, text: str, base: str) -> _Script:
        """Finds every term of a text."""
        script = cls(text, base)
        prefixes: dict[str, str] = {}
        directive: list[str] = []  # its keyword, and the prefix that it is about
        for kind, start, end in _tokens(text):
            word = text[start:end]
            if kind == "directive":
                directive = [word.strip("@").lower()]
            elif directive and kind == "name":
                directive.append(word[:-1])
            elif directive and kind == "iri":
                prefixes = script._directive(directive, word[1:-1], prefixes)
                script.head = script.head if script.words else end
                directive = []
            else:
                script.words.setdefault(_iri(word, prefixes), []).append(_Word(start, end, prefixes))
        return script

    def _directive(self, directive: list[str], iri: str, prefixes: dict[str, str]) -> dict[str, str]:
        if len(directive) == 1:
            self.sets_base = True
            return prefixes
        self.names.add(directive[1])
        return {**prefixes, directive[1]: _resolved(self.base, iri)}

    def find(self, change: Change) -> _Word | None:
        """Where a status is written: by its rank, else as the only one of its line."""
        words = self.words.get(change.old, [])
        if len(words) == change.count:
            return words[change.rank]
        on_line = [word for word in words if self.text.count("\n", 0, word.start) + 1 == change.line]
        return on_line[0] if len(on_line) == 1 else None

    def said(self, word: _Word, change: Change, given: Confirming) -> str:
        """What is to stand where a status stood."""
        date = self._short(str(XSD.date), word)
        if date.startswith("<") and self._may_add_prefix():
            self.needs_dates, date = True, "xsd:date"
        before, _, after = self.text[word.start : word.end].rpartition(_name(change.old))
        kept = before + _name(change.new) + after
        by, on = (self._short(str(predicate), word) for predicate in (RC.confirmedBy, RC.confirmedOn))
        return self._between(word).join([kept, f"{by} {self._short(given.by, word)}", f'{on} "{given.on}"^^{date}'])

    def with_prefix(self, text: str) -> str:
        """The changed text, with the prefix of dates when it needs one."""
        if not self.needs_dates:
            return text
        found = _END_OF_HEAD.match(text, self.head)
        assert found is not None  # noqa: S101 - _may_add_prefix has looked, and nothing above it has changed
        line = f"@prefix xsd: <{XSD}> ." + self._newline(self.head)
        return text[: found.end()] + line + text[found.end() :]

    def _may_add_prefix(self) -> bool:
        return "xsd" not in self.names and self.head > 0 and bool(_END_OF_HEAD.match(self.text, self.head))

    def _short(self, iri: str, word: _Word) -> str:
        """A term as the author would write it: with a prefix that holds there, else relative to the base."""
        own = self.text[word.start : word.end].partition(":")[0]
        for prefix, namespace in sorted(
            word.prefixes.items(), key=lambda item: (-len(item[1]), item[0] != own, item[0])
        ):
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return f"<{iri if self.sets_base else iri.removeprefix(self.base)}>"

    def _between(self, word: _Word) -> str:
        """What parts two things said of the same subject: a new line where this one begins a line."""
        line = self.text.rfind("\n", 0, word.start) + 1
        before = re.fullmatch(r"([ \t]+)\S+[ \t]+", self.text[line : word.start])
        return f" ;{self._newline(word.end)}{before[1]}" if before else " ; "

    def _newline(self, position: int) -> str:
        """How the line at a position ends, else the first one."""
        end = self.text.find("\n", position)
        end = end if end >= 0 else self.text.find("\n")
        return "\r\n" if self.text[max(end - 1, 0) : end] == "\r" else "\n"


def _name(iri: str) -> str:
    """The last part of an IRI, which is also the last part of how it is written."""
    return iri.rpartition("#")[2]


def _resolved(base: str, iri: str) -> str:
    """What an IRI is that may be relative; an empty fragment at its end stays."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri):
        return iri
    return urljoin(base, iri) + ("#" if iri.endswith("#") else "")


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """The directives, IRIs and names of a text, each with where it begins and ends."""
    for found in _TOKEN.finditer(text):
        if found.lastgroup in ("directive", "iri", "name"):
            yield found.lastgroup, found.start(), found.end()


def _iri(word: str, prefixes: Mapping[str, str]) -> str:
    """The IRI that a word stands for; one that is relative, or of no known prefix, as it is written."""
    if word.startswith("<"):
        return word[1:-1]
    prefix, _, local = word.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else word
