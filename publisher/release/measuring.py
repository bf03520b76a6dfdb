"""How complete descriptions are, as a release tells it: each by the law of the day when it was last published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rdflib import Graph

from publisher.check.completeness import counts, measure, registers
from publisher.derive import Publication
from publisher.model.completeness import Completeness, Measures, Overview, answered
from publisher.model.demands import Demands
from publisher.model.iris import Base
from publisher.release.ledger import Entry, Ledger

NEWEST = dt.date.max
"""The day that a draft is measured on: what it is asked is what the law asks without end."""


def as_published(
    public: Graph, base: Base, demands: Demands, publications: Mapping[str, Publication]
) -> tuple[Completeness, ...]:
    """How complete each register of a public graph is.

    No clock is asked, so a release stays a function of data, ledger and program (docs/decisions/0012-completeness.md).
    """
    days = {base.iri + iri: _day(one.modified) for iri, one in publications.items() if one.current}
    return measure(public, demands, NEWEST, days)


def overview(measured: Iterable[Completeness], base: Base, ledger: Ledger) -> Overview:
    """Registers that were measured, with what the ledger tells of how they have developed."""
    histories = ledger.histories()
    return Overview(
        tuple(replace(one, history=histories.get(base.relative(one.iri), ())) for one in measured), ledger.history()
    )


def counted(public: Graph, base: Base, demands: Demands, *, ledger: Ledger, known: Ledger) -> Ledger:
    """A ledger in which each register that was published since another one, `known`, has its counts."""
    things = {base.relative(str(register)): register for register in registers(public)}

    def count(entry: Entry) -> Measures:
        if entry.iri not in things:
            return {}
        return answered(counts(public, things[entry.iri], demands, _day(entry.time)))

    return ledger.counted(known, count)


def _day(moment: str) -> dt.date:
    return dt.date.fromisoformat(moment[:10])
