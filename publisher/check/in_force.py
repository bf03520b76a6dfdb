"""What the law demanded on a day: a gap counts only while a demand that asks for it is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rdflib import Graph

from publisher.model.demands import Demands
from publisher.model.findings import Finding
from publisher.model.terms import RDFS, SHAPE


def in_force(findings: Iterable[Finding], shapes: Graph, demands: Demands, day: dt.date) -> list[Finding]:
    """The findings that count on a day: all but the gaps of which every demand is out of force.

    The demands of a rule are those that its shape refers to by `rdfs:seeAlso`. A rule that refers to none counts on any
    day, and so does an error: what is broken is not published, whatever the law.
    """
    found = list(findings)
    holds = {rule: _holds(rule, shapes, demands, day) for rule in {finding.rule for finding in found}}
    return [finding for finding in found if finding.severity == "error" or holds[finding.rule]]


def _holds(rule: str, shapes: Graph, demands: Demands, day: dt.date) -> bool:
    laws = {str(law) for law in shapes.objects(SHAPE[rule], RDFS.seeAlso)}
    own = [demand for demand in demands.demands if demand.iri in laws]
    return not own or any(demand.holds_on(day) for demand in own)
