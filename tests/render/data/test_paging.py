"""A catalogue in pages: nothing is lost, datasets are whole, and of those on other pages nothing is said."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from rdflib import Graph, Literal, URIRef

from publisher.model.terms import DCAT, DCTERMS, FOAF, HYDRA, RDF, RDFS, VCARD
from publisher.release.store import Release
from publisher.render.data.paging import Paged
from publisher.render.data.rdf import Triple, in_order

BASE = "http://local.example/town/"
ROOT = URIRef(f"{BASE}id/catalog")
ADDRESS = BASE + "pages/x/{page}.ttl"


def catalogue(registers: int, contacts: int = 3) -> list[Triple]:
    """A catalogue of registers with records and parts, which share contacts; the last contact is nobody's."""
    chance = itertools.cycle(range(contacts - 1))
    found = Graph()
    found.add((ROOT, RDF.type, DCAT.Catalog))
    found.add((ROOT, DCTERMS.title, Literal("Registers", lang="en")))
    posts = [URIRef(f"{BASE}id/contact/c{number}") for number in range(contacts)]
    for post in posts:
        found.add((post, RDF.type, VCARD.Kind))
        found.add((post, VCARD.hasEmail, URIRef("mailto:post@example.fi")))
    for number in range(registers):
        register, record = URIRef(f"{BASE}id/register/r{number:03}"), URIRef(f"{BASE}register/r{number:03}")
        found.add((register, RDF.type, DCAT.Dataset))
        found.add((register, DCTERMS.title, Literal(f"Register {number}", lang="en")))
        found.add((register, DCAT.distribution, register + "#way"))
        found.add((register + "#way", RDF.type, DCAT.Distribution))
        found.add((register, DCAT.contactPoint, posts[next(chance)]))
        found.add((record, RDF.type, DCAT.CatalogRecord))
        found.add((record, FOAF.primaryTopic, register))
        found.add((ROOT, DCAT.dataset, register))
        found.add((ROOT, DCAT.record, record))
    return in_order(found)


def subjects(page: list[Triple], kind: URIRef) -> set[str]:
    """What is of a kind on a page."""
    return {str(s) for s, p, o in page if p == RDF.type and o == kind}


@pytest.mark.parametrize("registers", [0, 1, 9, 10, 11, 25])
def test_the_pages_together_say_what_the_catalogue_says(registers: int) -> None:
    """Each triple is on a page, and none is there besides; there is one page for each ten datasets begun."""
    triples = catalogue(registers)
    paged = Paged(triples, ROOT, 10)
    pages = list(paged.pages())
    assert len(pages) == len(paged) == max(1, -(-registers // 10))
    assert {triple for page in pages for triple in page} == set(triples)


def test_a_dataset_is_on_one_page_with_all_that_it_refers_to() -> None:
    """Record, parts and contact are there; no other dataset has even a type there, and none is listed."""
    paged = Paged(catalogue(25), ROOT, 10)
    seen: list[str] = []
    for page in paged.pages():
        datasets = subjects(page, DCAT.Dataset)
        seen += sorted(datasets)
        assert {str(o) for _, p, o in page if p == DCAT.dataset} == datasets
        assert {str(o) for _, p, o in page if p == FOAF.primaryTopic} == datasets
        described = {s for s, _, _ in page}
        for _, predicate, value in page:
            if predicate in (DCAT.contactPoint, DCAT.distribution, DCAT.record):
                assert value in described
        assert subjects(page, DCAT.Catalog) == {str(ROOT)}
    assert seen == paged.datasets


def test_the_links_lead_from_the_first_page_to_the_last_and_no_further() -> None:
    """One view a page, with one next, but for the last; the total is that of all pages."""
    paged = Paged(catalogue(25), ROOT, 10)
    here, told = ADDRESS.format(page=1), []
    while here:
        graph = Graph()
        for triple in paged.links(len(told) + 1, ADDRESS):
            graph.add(triple)
        (view,) = graph.subjects(RDF.type, HYDRA.PartialCollectionView)
        assert str(view) == here
        assert graph.value(ROOT, HYDRA.view) == view
        assert str(graph.value(ROOT, HYDRA.totalItems)) == "25"
        told.append(here)
        here = str(graph.value(view, HYDRA["next"]) or "")
    assert told == [ADDRESS.format(page=number) for number in (1, 2, 3)]


def test_another_state_has_another_name() -> None:
    """One triple more or less is another state; the same triples are the same, whatever the pages."""
    triples = catalogue(3)
    states = {Paged(some, ROOT, 2).state for some in (triples, triples[1:], catalogue(4))}
    assert len(states) == 3
    assert Paged(triples, ROOT, 1).state == Paged(triples, ROOT, 2).state


def test_words_are_not_taken_for_addresses(caplog: pytest.LogCaptureFixture) -> None:
    """Texts are not looked up as things: rdflib would write each of them to the log."""
    list(Paged([*catalogue(2), (ROOT, RDFS.comment, Literal("no address <at> all"))], ROOT, 2).pages())
    assert caplog.records == []


def everything(release: Release) -> Iterator[tuple[str, Graph]]:
    """The whole catalogue and its pages, of the authority and of the site."""
    for name, base in (("optima", "/optima/"), ("_site", "/")):
        yield base, Graph().parse(release.folder / "dumps" / f"{name}.catalog.nt")


def test_the_pages_of_a_release_say_what_its_catalogues_say(release: Release) -> None:
    """For each authority and for the site, from the address that stays."""
    for base, whole in everything(release):
        first = release.entry("", f"{base}pages.ttl")
        assert first is not None
        assert first.file is not None
        page = Graph().parse(first.file, format="turtle")
        links = [t for t in page if str(t[1]).startswith(str(HYDRA)) or t[2] == HYDRA.PartialCollectionView]
        assert set(page) - set(links) == set(whole)
        assert len(links) == 5
