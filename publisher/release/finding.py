"""The documents that help to find what an authority holds; each with the public triples that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import URIRef
from rdflib.term import Node

from publisher.model.holdings import Finding, Held, Holdings
from publisher.model.iris import FINDING
from publisher.model.languages import LANGUAGES
from publisher.model.terms import DPV, RC, RDF
from publisher.release.flow import Prepared
from publisher.release.representations import Writer, path_of
from publisher.release.segments import Redirect
from publisher.render.finding import ItemsPage, KindPage, KindsPage, OverviewPage, SubjectPage, SubjectsPage
from publisher.render.matrix import can_be_drawn, draw
from publisher.render.pages import Page


def finding_pages(prepared: Prepared, holdings: Holdings) -> Iterator[tuple[str, Page, Iterable[Node]]]:
    """Each document with its page and the things of which it tells."""
    catalogue, public = prepared.catalogue, prepared.public
    groups, items = (set(public.subjects(RDF.type, kind)) for kind in (RC.DataGroup, RC.DataItem))
    about = set(public.subjects(DPV.hasDataSubject))
    classified = set(public.subjects(RC.classifiedAs)) & (groups | items)
    people = {one.concept.iri: one.iri for one in holdings.subjects}
    yield catalogue.subjects, SubjectsPage(catalogue, holdings), about
    for one in holdings.subjects:
        yield one.iri, SubjectPage(catalogue, holdings, one), _things(one)
    yield catalogue.kinds, KindsPage(catalogue, holdings), classified
    for one in holdings.kinds:
        yield one.iri, KindPage(catalogue, one, people), _things(one)
    yield catalogue.items, ItemsPage(catalogue), items
    yield catalogue.overview, overview(prepared, holdings), {*about, *classified, *groups}


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


def _things(found: Finding) -> set[Node]:
    """The registers, parts and statements that a document about a concept tells of."""
    registers = [held.register for held in found.held] + list(found.for_others)
    iris = {register.iri for register in registers}
    iris |= {register.notice.iri for register in registers if register.notice}
    iris |= {iri for held in found.held for iri in _told(held)}
    return {URIRef(iri) for iri in iris}


def _told(held: Held) -> Iterator[str]:
    for top in held.parts:
        yield from (part.part.iri for part in top.within())
    yield from (statement.iri for statement in (*held.own, *held.register.right_to_use))
