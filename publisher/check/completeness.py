"""Measures a public graph against the demands of the law. Computed, never authored."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.completeness import Completeness, Count
from publisher.model.demands import Demand, Demands
from publisher.model.iris import without_fragment
from publisher.model.languages import LANGUAGES, Text
from publisher.model.terms import DCAT, DCTERMS, DPV, RC, RDF, RDFS

_TEXTS = (DCTERMS.title, DCTERMS.description, RDFS.label)


def measure(
    public: Graph, demands: Demands, day: dt.date, days: Mapping[str, dt.date] | None = None
) -> tuple[Completeness, ...]:
    """The completeness of each register of a public graph, as the law stands on a day, in order of their IRIs.

    `days` tells of some registers, by IRI, on which other day.
    """
    texts = _languages_of_texts(public)
    return tuple(
        Completeness(
            iri=str(register),
            slug=str(register).rpartition("/")[2],
            title=Text.of(public.objects(register, DCTERMS.title)),
            counts=counts(public, register, demands, (days or {}).get(str(register), day)),
            texts=len(texts[register]),
            languages={tag: sum(tag in found for found in texts[register].values()) for tag in LANGUAGES},
        )
        for register in registers(public)
    )


def registers(public: Graph) -> list[Node]:
    """The registers of a public graph, in order of their IRIs."""
    return sorted(public.subjects(RDF.type, DCAT.Dataset, unique=True), key=str)


def counts(public: Graph, register: Node, demands: Demands, day: dt.date) -> tuple[Count, ...]:
    """How a register meets what the law asks of content on a day, by section and article."""
    return tuple(
        _count(public, register, demands, scheme.name, day)
        for scheme in demands.schemes
        if any(demand.fields for demand in demands.of(scheme.name))
    )


def _count(public: Graph, register: Node, demands: Demands, scheme: str, day: dt.date) -> Count:
    found: dict[str, list[Demand]] = {"stated": [], "withheld": [], "not_applicable": [], "missing": []}
    for demand in demands.of(scheme):
        if demand.holds_on(day):
            found[_standing(public, register, demand)].append(demand)
    (own,) = [one for one in demands.schemes if one.name == scheme]
    return Count(scheme=own, **{name: tuple(of_kind) for name, of_kind in found.items()})


def _standing(public: Graph, register: Node, demand: Demand) -> str:
    """How a register meets a demand: as the worst of its fields does."""
    standings = [_standing_of_field(public, register, field, demand.field_type) for field in demand.fields]
    return next(name for name in ("missing", "withheld", "not_applicable", "stated") if name in standings)


def _standing_of_field(public: Graph, register: Node, field: URIRef, wanted: URIRef | None) -> str:
    subjects = [register, *public.objects(register, DPV.hasPersonalDataProcess)]
    values = (value for subject in subjects for value in public.objects(subject, field))
    if any(wanted is None or (value, RDF.type, wanted) in public for value in values):
        return "stated"
    marks = [mark for subject in subjects for mark in public.objects(subject, RC.withheld)]
    if any((mark, RC.field, field) in public for mark in marks):
        return "withheld"
    return "not_applicable" if (register, RC.notApplicable, field) in public else "missing"


def _languages_of_texts(public: Graph) -> Mapping[Node, dict[tuple[Node, Node], set[str]]]:
    """The languages of each text of each register and its parts."""
    found: defaultdict[Node, dict[tuple[Node, Node], set[str]]] = defaultdict(dict)
    for predicate in _TEXTS:
        for subject, value in public.subject_objects(predicate):
            if isinstance(value, Literal) and value.language:
                own = found[without_fragment(str(subject))]
                own.setdefault((subject, predicate), set()).add(value.language)
    return found
