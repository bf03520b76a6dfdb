"""The score that data.europa.eu gives to the metadata of a dataset: what it is made of, and what came of it.

The metrics, their points and the lists of good values are data: `ontology/mqa.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from rdflib import URIRef

from publisher.model.languages import Text
from publisher.model.resources import folder
from publisher.model.terms import expanded

Why = Literal["opening", "elsewhere", "unanswered", "unlisted", "unmet", "unstated"]
"""Why a metric gave no points: only open data has it; nobody asked the address, for it is elsewhere; the address gives
no good answer; no value is of the list; DCAT-AP's rules are not met; nothing is stated."""

WHYS: tuple[Why, ...] = get_args(Why)


@dataclass(frozen=True)
class Metric:
    """What gives points. `lists` has for each property the patterns of good values, one of which its whole IRI matches;
    `every` tells whether every property counts or one is enough; `opening` whether only open data can have it."""

    name: str
    dimension: str
    points: int
    of: Literal["dataset", "distribution"]
    test: Literal["stated", "listed", "answers", "conforms"]
    properties: tuple[URIRef, ...]
    lists: tuple[tuple[re.Pattern[str], ...], ...]
    every: bool
    opening: bool


@dataclass(frozen=True)
class Assessment:
    """The whole table: the metrics in order, the most points, the bands from the best down with their least points,
    and in which file an authority writes what a dataset lacks, by the end of its IRI."""

    metrics: tuple[Metric, ...]
    best: int
    bands: tuple[tuple[str, int], ...]
    files: tuple[tuple[re.Pattern[str], str], ...]

    @property
    def dimensions(self) -> Mapping[str, int]:
        """The points of each dimension, in order."""
        found: dict[str, int] = {}
        for metric in self.metrics:
            found[metric.dimension] = found.get(metric.dimension, 0) + metric.points
        return found

    def band(self, points: int) -> str:
        """The name of the band that points fall into."""
        return next(name for name, least in self.bands if points >= least)

    def file_of(self, iri: str) -> str:
        """The file of an authority's data that a dataset is written in; nothing when it is not of this program."""
        for pattern, file in self.files:
            if found := pattern.search(iri):
                return file.format(*found.groups())
        return ""


@dataclass(frozen=True)
class Missed:
    """A metric that gave no points, why, and what was found instead: an address and its status, or what SHACL says."""

    metric: Metric
    why: Why
    found: str = ""


@dataclass(frozen=True)
class DatasetScore:
    """The score of a dataset: `missed` are the metrics without points, all others gave theirs. `has_distribution` tells
    whether it is offered at all, `is_public` whether its data are open by its own access rights."""

    iri: str
    title: Text
    missed: tuple[Missed, ...]
    has_distribution: bool
    is_public: bool

    @property
    def points(self) -> int:
        """What it got."""
        return assessment().best - sum(one.metric.points for one in self.missed)

    def in_dimension(self, name: str) -> int:
        """What it got in a dimension."""
        lost = sum(one.metric.points for one in self.missed if one.metric.dimension == name)
        return assessment().dimensions[name] - lost

    def because(self, why: Why) -> tuple[Missed, ...]:
        """What it missed for a reason."""
        return tuple(one for one in self.missed if one.why == why)

    @property
    def within_reach(self) -> int:
        """What it would get if everything was stated that can be without opening the data."""
        return assessment().best - sum(one.metric.points for one in self.because("opening"))


@dataclass(frozen=True)
class CatalogueScore:
    """The scores of the datasets of a catalogue that was fetched from an address, in the order of their IRIs; and what
    SHACL says of things that belong to none of them, such as the catalogue itself."""

    url: str
    datasets: tuple[DatasetScore, ...]
    faults: tuple[str, ...]

    @property
    def points(self) -> int:
        """The average, in whole points, rounded down."""
        return sum(one.points for one in self.datasets) // len(self.datasets)

    @property
    def within_reach(self) -> int:
        """The average of what is within reach without opening anything."""
        return sum(one.within_reach for one in self.datasets) // len(self.datasets)

    def in_dimension(self, name: str) -> int:
        """The average in a dimension."""
        return sum(one.in_dimension(name) for one in self.datasets) // len(self.datasets)


@cache
def assessment() -> Assessment:
    """The table that the program counts by."""
    told = tomllib.loads((folder("ontology") / "mqa.toml").read_text(encoding="utf-8"))
    lists = {name: tuple(map(re.compile, patterns)) for name, patterns in told["lists"].items()}
    return Assessment(
        tuple(_metric(one, lists) for one in told["metrics"]),
        told["best"],
        tuple((band["name"], band["least"]) for band in told["bands"]),
        tuple((re.compile(f"{one['iri']}$"), one["file"]) for one in told["files"]),
    )


def _metric(told: Mapping[str, Any], lists: Mapping[str, tuple[re.Pattern[str], ...]]) -> Metric:
    return Metric(
        told["name"],
        told["dimension"],
        told["points"],
        told["of"],
        told["test"],
        tuple(URIRef(expanded(name)) for name in told["properties"]),
        tuple(lists[name] for name in told.get("lists", ())),
        told.get("every", False),
        told.get("opening", False),
    )
