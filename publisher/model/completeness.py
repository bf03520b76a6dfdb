"""How much of what the law asks a description tells: counts by section and article, never one grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import URIRef

from publisher.model.demands import Demand, Scheme
from publisher.model.languages import Text
from publisher.model.terms import RC

Measures = Mapping[str, tuple[int, int]]
"""Name of a metric -> how many there are, and how many there could be."""


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

    `languages` maps each language to how many of its `texts` there are in it.
    """

    iri: str
    slug: str
    title: Text
    counts: tuple[Count, ...]
    texts: int
    languages: dict[str, int]

    @property
    def measures(self) -> Measures:
        """What is measured of it: answered demands by section and article, and texts by language."""
        answered = {f"answered-{count.scheme.name}": (count.answered, count.asked) for count in self.counts}
        texts = {f"texts-{tag}": (number, self.texts) for tag, number in self.languages.items()}
        return {name: (value, most) for name, (value, most) in {**answered, **texts}.items() if most}


@dataclass(frozen=True)
class Overview:
    """How complete the descriptions of a catalogue are, register by register."""

    registers: tuple[Completeness, ...]

    @property
    def measures(self) -> Measures:
        """What is measured of the whole: the sums."""
        found: dict[str, tuple[int, int]] = {}
        for one in self.registers:
            for name, (value, most) in one.measures.items():
                values, mosts = found.get(name, (0, 0))
                found[name] = (values + value, mosts + most)
        return found


def metric(name: str) -> URIRef:
    """The term for a metric: `answered-section-28` is `rc:AnsweredSection28`."""
    return RC["".join(word.capitalize() for word in name.split("-"))]
