"""How much of what the law asks a description tells: counts by section and article, never one grade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

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


Steps = list[tuple[str, tuple[int, int] | None]]
"""When something came to how much, out of how much, oldest first, each only where it changed; None: not counted."""


@dataclass(frozen=True)
class Met:
    """Demands by how a register meets them: each is in one of the four."""

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

    def only(self, wanted: Callable[[Demand], bool]) -> Met:
        """Those demands that are wanted."""
        kinds = (self.stated, self.withheld, self.not_applicable, self.missing)
        return Met(*(tuple(filter(wanted, demands)) for demands in kinds))

    @staticmethod
    def of_all(parts: Iterable[Met]) -> Met:
        """What several sections and articles ask, each demand once, whichever of them ask it."""
        every, names = list(parts), ("stated", "withheld", "not_applicable", "missing")
        return Met(*(tuple(dict.fromkeys(d for part in every for d in getattr(part, name))) for name in names))


@dataclass(frozen=True)
class OfAct:
    """What a register tells of the demands of an act: by section and article, and of all of them, each once."""

    counts: Mapping[Scheme, Met]

    @property
    def law(self) -> str:
        """Its IRI."""
        return next(iter(self.counts)).law

    @property
    def label(self) -> Text:
        """What the act is called."""
        return next(iter(self.counts)).law_label

    @property
    def met(self) -> Met:
        """What it tells of all of them."""
        return Met.of_all(self.counts.values())


@dataclass(frozen=True)
class Count(Met):
    """What a register tells of the demands of a section or article."""

    scheme: Scheme


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
        return answered(self.counts)

    @property
    def as_law(self) -> dict[Scheme, Met]:
        """What is asked by rules whose own text was read, by section and article: only that is shown as law."""
        read = {count.scheme: count.only(lambda demand: demand.text_read) for count in self.counts}
        return {scheme: met for scheme, met in read.items() if met.asked}

    @property
    def beside_law(self) -> Met:
        """What is asked by rules whose own text was not read, each demand once, whichever of them ask it."""
        return Met.of_all(count.only(lambda demand: not demand.text_read) for count in self.counts)

    @property
    def acts(self) -> tuple[OfAct, ...]:
        """What is asked by rules whose own text was read, act by act."""
        found: dict[str, dict[Scheme, Met]] = {}
        for scheme, met in self.as_law.items():
            found.setdefault(scheme.law, {})[scheme] = met
        return tuple(map(OfAct, found.values()))

    @property
    def trends(self) -> dict[Scheme, Steps]:
        """What it came to and when, by section and article of which everything is shown as law."""
        return _trends(self.counts, self.history)

    @property
    def measures(self) -> Measures:
        """What is measured of it: answered demands by section and article, and texts by language."""
        demands = {f"answered-{name}": answers for name, answers in self.answers.items()}
        texts = {f"texts-{tag}": (number, self.texts) for tag, number in self.languages.items() if self.texts}
        return {**demands, **texts}


@dataclass(frozen=True)
class Column:
    """How many demands of an act each register answers, by its IRI, and how many there are.

    `schemes` are the sections and articles that make them; none for what is not shown as law.
    """

    schemes: dict[Scheme, None]
    answers: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Overview:
    """How complete the descriptions of a catalogue are, register by register; `history` is of them all together."""

    registers: tuple[Completeness, ...]
    history: tuple[Counted, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """What each register answers: act by act as far as it is law, then of the rest."""
        found: dict[str, Column] = {}
        for one in self.registers:
            for act in one.acts:
                column = found.setdefault(act.law, Column({}, {}))
                column.schemes.update(dict.fromkeys(act.counts))
                column.answers[one.iri] = (act.met.answered, act.met.asked)
        beside = ((one.iri, one.beside_law) for one in self.registers)
        rest = Column({}, {iri: (met.answered, met.asked) for iri, met in beside if met.asked})
        of_law = sorted(found.values(), key=lambda column: min(scheme.notation for scheme in column.schemes))
        return (*of_law, *([rest] if rest.answers else []))

    @property
    def missing(self) -> tuple[Demand, ...]:
        """What some register does not answer, in order of notation."""
        found = {demand: None for one in self.registers for count in one.counts for demand in count.missing}
        return tuple(sorted(found, key=lambda demand: (not demand.text_read, demand.notation)))

    @property
    def trends(self) -> dict[Scheme, Steps]:
        """What all registers together came to and when, by section and article of which everything is shown as law."""
        return _trends((count for one in self.registers for count in one.counts), self.history)

    @cached_property
    def by_iri(self) -> Mapping[str, Completeness]:
        """The registers by their IRIs."""
        return {one.iri: one for one in self.registers}

    @property
    def answers(self) -> Measures:
        """How many demands are answered in all registers, and how many there are, by section and article."""
        return summed(one.answers for one in self.registers)

    @property
    def measures(self) -> Measures:
        """What is measured of the whole."""
        return summed(one.measures for one in self.registers)


def answered(counts: Iterable[Count]) -> Measures:
    """How many demands are answered, and how many there are, by section and article that asks anything."""
    return {count.scheme.name: (count.answered, count.asked) for count in counts if count.asked}


def summed(parts: Iterable[Measures]) -> Measures:
    """Measures added up, name by name."""
    found: dict[str, tuple[int, int]] = {}
    for part in parts:
        for name, (value, most) in part.items():
            values, mosts = found.get(name, (0, 0))
            found[name] = (values + value, mosts + most)
    return found


def _trends(counts: Iterable[Count], history: tuple[Counted, ...]) -> dict[Scheme, Steps]:
    law = {c.scheme: None for c in counts if c.asked and c.only(lambda demand: demand.text_read).asked == c.asked}
    return {scheme: steps(history, scheme.name) for scheme in law}


def steps(history: Iterable[Counted], name: str) -> Steps:
    """What a section or article came to and when."""
    found: Steps = []
    for counted in history:
        answers = counted.answers.get(name) if counted.answers is not None else None
        if not found or found[-1][1] != answers:
            found.append((counted.time, answers))
    return found


def metric(name: str) -> URIRef:
    """The term for a metric: `answered-section-28` is `rc:AnsweredSection28`."""
    return RC["".join(word.capitalize() for word in name.split("-"))]
