"""How much of what the law asks a description tells: counts by section and article, never one grade."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.demands import Demand, Scheme
from publisher.model.languages import Text


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
