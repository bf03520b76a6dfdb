"""The documents that help to find what an authority holds; each with the public triples that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import URIRef
from rdflib.term import Node

from publisher.model.holdings import Finding, Held, Holdings
from publisher.model.iris import FINDING
from publisher.model.languages import LANGUAGES
from publisher.model.terms import DCTERMS, DPV, RC, RDF, RDFS
from publisher.release.documents.representations import Writer, path_of
from publisher.release.flow import Prepared
from publisher.release.segments import Redirect
from publisher.render.data.rdf import Triple, in_order
from publisher.render.finding import ItemsPage, KindPage, KindsPage, OverviewPage, SubjectPage, SubjectsPage
from publisher.render.matrix import can_be_drawn, draw
from publisher.render.pages import Page

_OF_REGISTERS = (RDF.type, DCTERMS.title, RC.dataGroup)
_OF_PARTS = (RDF.type, RDFS.label, RC.dataItem, RC.classifiedAs, DPV.hasDataSubject)
"""What the data of these documents says of registers, and of what is in them."""


def finding_pages(prepared: Prepared, holdings: Holdings, form: str) -> Iterator[tuple[str, Page, tuple[Triple, ...]]]:
    """Each document with its page and its triples, which are of the public graph; `form` is where to ask."""
    catalogue, public, only = prepared.catalogue, prepared.public, prepared.triples.only
    items = set(public.subjects(RDF.type, RC.DataItem))
    parts = items.union(public.subjects(RDF.type, RC.DataGroup))
    about = set(public.subjects(DPV.hasDataSubject))
    people = {one.concept.iri: one.iri for one in holdings.subjects}
    yield catalogue.subjects, SubjectsPage(catalogue, holdings), only(about, (RDF.type, DPV.hasDataSubject))
    for one in holdings.subjects:
        told = {iri for held in one.held for iri in _statements(held)} | set(_notices(one))
        triples = {*_triples(prepared, one), *only(told)}
        yield one.iri, SubjectPage(catalogue, holdings, one, form), tuple(in_order(triples))
    yield catalogue.kinds, KindsPage(catalogue, holdings), only(parts, (RDF.type, RC.classifiedAs))
    for one in holdings.kinds:
        yield one.iri, KindPage(catalogue, one, people), _triples(prepared, one)
    yield catalogue.items, ItemsPage(catalogue), only(items, (RDF.type, RDFS.label))
    yield catalogue.overview, overview(prepared, holdings), only(parts, _OF_PARTS)


def overview(prepared: Prepared, holdings: Holdings) -> OverviewPage:
    """The page of the overview."""
    registers = len(prepared.catalogue.registers)
    return OverviewPage(prepared.catalogue, holdings, can_be_drawn(holdings, registers))


def add_pictures(writer: Writer, prepared: Prepared, holdings: Holdings) -> None:
    """Adds the pictures of the overview, and the ways from what is held no more to where it would be listed."""
    page = overview(prepared, holdings)
    if page.has_picture:
        for language in LANGUAGES:
            address = path_of(f"{prepared.base.overview}.{language}")
            writer.picture(page.picture(address + ".html"), draw(page, language), language)
    for folder in FINDING:
        writer.entries[f"{prepared.base.path}{folder}/"] = Redirect(str(prepared.base.index(folder)))


def _triples(prepared: Prepared, found: Finding) -> tuple[Triple, ...]:
    """What is said of the registers that hold something of a concept, and of the parts of them that are shown."""
    registers = [held.register for held in found.held] + list(found.for_others)
    parts = [URIRef(part.part.iri) for held in found.held for top in held.parts for part in top.within()]
    of_registers = prepared.triples.only([URIRef(register.iri) for register in registers], _OF_REGISTERS)
    return tuple(in_order({*of_registers, *prepared.triples.only(parts, _OF_PARTS)}))


def _statements(held: Held) -> Iterator[Node]:
    yield from (URIRef(statement.iri) for statement in (*held.own, *held.register.right_to_use))


def _notices(found: Finding) -> Iterator[Node]:
    """How the people ask for their data, and for someone else's."""
    for register in (*(held.register for held in found.held), *found.for_others):
        if register.notice:
            yield URIRef(register.notice.iri)
