"""How much of what the law asks a description tells: counts by section and article, never one grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from publisher.model.demands import Demand, Scheme
from publisher.model.languages import Text
from publisher.model.terms import RC

Measures = Mapping[str, tuple[int, int]]
"""Name of a metric, or of a section or article -> how many there are, and how many there could be."""


@dataclass(frozen=True)
class Counted:
    """What was answered at a publication, by section and article; None when no count was kept. `time` is in UTC."""

    time: str
    answers: Measures | None


@dataclass(frozen=True)
class Count:
    """What a register tells of the demands of a section or article: each demand is in one of the four."""

    scheme: Scheme
    stated: tuple[Demand, ...]
    withheld: tuple[Demand, ...]
    not_applicable: tuple[Demand, ...]
    missing: tuple[Demand, ...]

    @property
    def answered(self) -> int:
        """How many demands are stated, withheld in the open, or said not to apply."""
        return self.asked - len(self.missing)

    @property
    def asked(self) -> int:
        """How many demands there are."""
        return len(self.stated) + len(self.withheld) + len(self.not_applicable) + len(self.missing)


@dataclass(frozen=True)
class Completeness:
    """How complete a register's description is.

    `languages` maps each language to how many of its `texts` there are in it. `history` is what it answered when it was
    published, oldest first.
    """

    iri: str
    slug: str
    title: Text
    counts: tuple[Count, ...]
    texts: int
    languages: dict[str, int]
    history: tuple[Counted, ...] = ()

    @property
    def answers(self) -> Measures:
        """How many demands are answered, and how many there are, by section and article that asks anything."""
        return {count.scheme.name: (count.answered, count.asked) for count in self.counts if count.asked}

    @property
    def measures(self) -> Measures:
        """What is measured of it: answered demands by section and article, and texts by language."""
        answered = {f"answered-{name}": answers for name, answers in self.answers.items()}
        texts = {f"texts-{tag}": (number, self.texts) for tag, number in self.languages.items() if self.texts}
        return {**answered, **texts}


@dataclass(frozen=True)
class Overview:
    """How complete the descriptions of a catalogue are, register by register; `history` is of them all together."""

    registers: tuple[Completeness, ...]
    history: tuple[Counted, ...] = ()

    @property
    def answers(self) -> Measures:
        """How many demands are answered in all registers, and how many there are, by section and article."""
        return summed(one.answers for one in self.registers)

    @property
    def measures(self) -> Measures:
        """What is measured of the whole."""
        return summed(one.measures for one in self.registers)


def summed(parts: Iterable[Measures]) -> Measures:
    """Measures added up, name by name."""
    found: dict[str, tuple[int, int]] = {}
    for part in parts:
        for name, (value, most) in part.items():
            values, mosts = found.get(name, (0, 0))
            found[name] = (values + value, mosts + most)
    return found


def steps(history: Iterable[Counted], name: str) -> list[tuple[str, tuple[int, int] | None]]:
    """What a section or article came to and when, oldest first, each only where it changed; None where not counted."""
    found: list[tuple[str, tuple[int, int] | None]] = []
    for counted in history:
        answers = counted.answers.get(name) if counted.answers is not None else None
        if not found or found[-1][1] != answers:
            found.append((counted.time, answers))
    return found


def metric(name: str) -> URIRef:
    """The term for a metric: `answered-section-28` is `rc:AnsweredSection28`."""
    return RC["".join(word.capitalize() for word in name.split("-"))]
