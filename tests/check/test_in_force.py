"""A gap counts while a demand that asks for it is in force; an error counts always."""

from __future__ import annotations

import datetime as dt

import pytest
from rdflib import Graph, URIRef

from publisher.check.in_force import in_force
from publisher.check.shacl import load_shapes
from publisher.model.demands import Demands
from publisher.model.findings import Finding, Place, Severity
from publisher.model.resources import folder
from publisher.model.terms import RDFS, SHAPE

DEMANDS = Demands.read(
    Graph().parse(
        format="turtle",
        data="""@prefix rc: <https://w3id.org/records-catalogue#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<x:old> a rc:Demand ; rc:validFrom "2018-05-25"^^xsd:date ; rc:validUntil "2025-06-30"^^xsd:date .
<x:new> a rc:Demand ; rc:validFrom "2020-01-01"^^xsd:date .""",
    )
)
SHAPES = Graph()
for rule, law in (("old", "x:old"), ("new", "x:new"), ("both", "x:old"), ("both", "x:new"), ("act", "x:act")):
    SHAPES.add((SHAPE[rule], RDFS.seeAlso, URIRef(law)))
RULES = ("old", "new", "both", "act", "none")


def finding(rule: str, severity: Severity) -> Finding:
    """A finding of a rule."""
    return Finding(Place("x.ttl", 1), severity, {"en": rule}, rule)


@pytest.mark.parametrize(
    ("day", "counted"),
    [
        ("2018-05-24", ["act", "none"]),
        ("2018-05-25", ["old", "both", "act", "none"]),
        ("2019-12-31", ["old", "both", "act", "none"]),
        ("2020-01-01", ["old", "new", "both", "act", "none"]),
        ("2025-06-30", ["old", "new", "both", "act", "none"]),
        ("2025-07-01", ["new", "both", "act", "none"]),
    ],
)
@pytest.mark.parametrize("severity", ["warning", "info"])
def test_a_gap_counts_while_one_of_its_demands_holds(day: str, counted: list[str], severity: Severity) -> None:
    """One that refers to no demand counts always."""
    found = in_force([finding(rule, severity) for rule in RULES], SHAPES, DEMANDS, dt.date.fromisoformat(day))
    assert [one.rule for one in found] == counted


def test_an_error_counts_whatever_the_law() -> None:
    """It forbids a release on any day."""
    errors = [finding(rule, "error") for rule in RULES]
    assert in_force(errors, SHAPES, DEMANDS, dt.date(1809, 3, 29)) == errors


def test_what_counts_changes_on_the_turning_days_of_the_demands_only() -> None:
    """On each of them, and on no other day."""
    gaps = [finding(rule, "info") for rule in RULES]
    days = [dt.date(2018, 1, 1) + dt.timedelta(number) for number in range(3_000)]
    counted = [in_force(gaps, SHAPES, DEMANDS, day) for day in days]
    turns = {days[n] for n in range(1, len(days)) if counted[n] != counted[n - 1]}
    assert turns == DEMANDS.turning_days() == {dt.date(2018, 5, 25), dt.date(2020, 1, 1), dt.date(2025, 7, 1)}


def test_some_shapes_of_the_project_are_bound_to_a_day() -> None:
    """Else this would hold of nothing."""
    demands = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
    shapes = load_shapes(folder("shapes") / "source").graph
    gaps = [finding(rule, "warning") for rule in ("Section-searchKey", "Register-title")]
    assert [one.rule for one in in_force(gaps, shapes, demands, dt.date(2019, 12, 31))] == ["Register-title"]
