"""What follows from the public graph: order, roll-ups, the catalogue's links, the records. Computed, never authored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.completeness import Overview, metric
from publisher.model.iris import Base
from publisher.model.terms import DCAT, DCTERMS, DPV, DQV, FOAF, RC, RDF, XSD

ORDERED = (
    RC.dataGroup,
    RC.dataItem,
    DPV.hasPurpose,
    RC.rightToUse,
    RC.rightOfAccess,
    RC.searchKey,
    RC.openInterface,
)
"""Properties whose values are told in the order in which the author listed them."""

OF_SERVICES = (DCTERMS.publisher, DCAT.contactPoint, DCAT.theme, DCAT.keyword)
"""What is said of a register and holds for the services of it too."""

DATA_THEMES = URIRef("http://publications.europa.eu/resource/authority/data-theme")
"""The EU's table of themes: the shapes let a register have no others."""

Order = Callable[[Node, Node, Node], int]


@dataclass(frozen=True)
class Publication:
    """What the ledger knows of a thing: times in UTC; `current` when it is published as it now stands."""

    issued: str
    modified: str
    current: bool


def derive(public: Graph, base: Base, order: Order) -> None:
    """Adds to a public graph what follows from it. `order` ranks an authored triple."""
    _add_positions(public, base, order)
    for process in set(public.objects(None, DPV.hasPersonalDataProcess)):
        _roll_up(public, process)
    for register in set(public.subjects(RDF.type, DCAT.Dataset)):
        public.add((base.catalogue, DCAT.dataset, register))
        _add_services(public, base, register)
    if any(public.triples((None, DCAT.theme, None))):
        public.add((base.catalogue, DCAT.themeTaxonomy, DATA_THEMES))


def add_records(public: Graph, base: Base, publications: Mapping[str, Publication]) -> None:
    """Adds the record of each register: the publication of its description (DCAT 3, section 6.5).

    A register that `publications` does not hold is an unpublished draft and has no date.
    """
    for register in set(public.subjects(RDF.type, DCAT.Dataset)):
        record = base.document(str(register))
        assert record is not None  # noqa: S101 - the source shapes fix the IRI of a register
        publication = publications.get(base.relative(str(register)))
        public.add((base.catalogue, DCAT.record, record))
        public.add((record, RDF.type, DCAT.CatalogRecord))
        public.add((record, FOAF.primaryTopic, register))
        public.add((record, RC.status, RC.Published if publication and publication.current else RC.Draft))
        if publication:
            public.add((record, DCTERMS.issued, _moment(publication.issued)))
            if publication.current:
                public.add((record, DCTERMS.modified, _moment(publication.modified)))


def add_catalogue_dates(public: Graph, base: Base, publications: Mapping[str, Publication]) -> None:
    """Adds when the catalogue was first published and last changed; nothing while it is unpublished."""
    if publications:
        issued = min(p.issued for p in publications.values())
        modified = max(p.modified for p in publications.values())
        public.add((base.catalogue, DCTERMS.issued, _moment(issued)))
        public.add((base.catalogue, DCTERMS.modified, _moment(modified)))


def add_measurements(public: Graph, base: Base, overview: Overview) -> None:
    """Adds what is measured of each register and of the catalogue (DQV, section 5), as fragments of their documents.

    A measurement is no part of the description that it measures: the ledger's digests are taken without it.
    """
    measured = [(base.catalogue, overview.measures), *((URIRef(one.iri), one.measures) for one in overview.registers)]
    for thing, measures in measured:
        for name, (value, most) in measures.items():
            measurement = URIRef(f"{base.document(thing)}#{name}")
            public.add((thing, DQV.hasQualityMeasurement, measurement))
            public.add((measurement, RDF.type, DQV.QualityMeasurement))
            public.add((measurement, DQV.computedOn, thing))
            public.add((measurement, DQV.isMeasurementOf, metric(name)))
            public.add((measurement, DQV.value, _number(value)))
            public.add((measurement, RC.outOf, _number(most)))


def _add_positions(public: Graph, base: Base, order: Order) -> None:
    for predicate in ORDERED:
        for subject in set(public.subjects(predicate)):
            values = [v for v in public.objects(subject, predicate) if isinstance(v, URIRef) and base.holds(v)]
            values.sort(key=lambda v: order(subject, predicate, v))
            for position, value in enumerate(values, start=1):
                public.add((value, RC.position, _number(position)))


def _roll_up(public: Graph, process: Node) -> None:
    """A process has the data subjects, personal data and purposes of the public parts of its register.

    Personal data is what single items are classified as; a group is classified by how it is handled. Items that are
    within each other are an error, and no reason to go round for ever: a check in batches has such things as context.
    """
    register = public.value(None, DPV.hasPersonalDataProcess, process)
    groups = set(public.objects(register, RC.dataGroup))
    waiting, seen = list(groups), set[Node]()
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        waiting += public.objects(part, RC.dataItem)
        for subject in public.objects(part, DPV.hasDataSubject):
            public.add((process, DPV.hasDataSubject, subject))
        if part not in groups:
            for concept in public.objects(part, RC.classifiedAs):
                public.add((process, DPV.hasPersonalData, concept))
    for purpose in list(public.objects(process, DPV.hasPurpose)):
        for concept in public.objects(purpose, RC.classifiedAs):
            public.add((process, DPV.hasPurpose, concept))


def _add_services(public: Graph, base: Base, register: Node) -> None:
    """A service that a distribution of a register leads to serves that register, and is the catalogue's (DCAT 3, 6.6).

    Who answers for it, what it is about and its keywords are those of the register.
    """
    for distribution in public.objects(register, DCAT.distribution):
        for service in list(public.objects(distribution, DCAT.accessService)):
            public.add((base.catalogue, DCAT.service, service))
            public.add((service, DCAT.servesDataset, register))
            for predicate in OF_SERVICES:
                for value in list(public.objects(register, predicate)):
                    public.add((service, predicate, value))


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _moment(text: str) -> Literal:
    return Literal(text, datatype=XSD.dateTime)
