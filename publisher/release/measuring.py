"""How complete descriptions are, as a release tells it: each by the law of the day when it was last published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rdflib import Graph

from publisher.check.completeness import measure_one, registers
from publisher.derive import Publication
from publisher.model.completeness import Overview
from publisher.model.demands import Demands
from publisher.model.iris import Base

NEWEST = dt.date.max
"""The day that a draft is measured on: what it is asked is what the law asks without end."""


def overview(public: Graph, base: Base, demands: Demands, publications: Mapping[str, Publication]) -> Overview:
    """How complete the registers of a public graph are.

    No clock is asked, so a release stays a function of data, ledger and program (docs/decisions/0012-completeness.md).
    """
    days = {base.iri + iri: day_of(one.modified) for iri, one in publications.items() if one.current}
    return Overview(tuple(measure_one(public, one, demands, days.get(str(one), NEWEST)) for one in registers(public)))


def day_of(moment: str) -> dt.date:
    """The day of a moment of the ledger."""
    return dt.date.fromisoformat(moment[:10])
