"""The ontology's own document: every term explained, with an example that is true Turtle, and where it is used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import OWL, Graph, URIRef

from publisher.model.languages import LANGUAGES
from publisher.model.terms import ONTOLOGY, PREFIXES, RC, RDF, RDFS, SKOS, local_name
from publisher.release.build import build
from publisher.release.documents.ontology import PREFIX, uses
from publisher.release.flow import Prepared, prepare
from publisher.release.known import terms
from publisher.release.segments import Representation
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from publisher.render.ontology import MOST_SHOWN
from publisher.render.pages import locale
from tests.conftest import BASE, ROOT
from tests.html import PageReader

OWN = sorted(term for term in terms().subjects(RDFS.isDefinedBy, ONTOLOGY) if isinstance(term, URIRef))
NEVER_PUBLISHED = ("https://w3id.org/records-catalogue/demand#", "https://w3id.org/records-catalogue/shape#")


@pytest.fixture(scope="module")
def prepared(site: Site) -> list[Prepared]:
    """The example catalogue, ready to render."""
    return prepare(site)


def page(release: Release, language: str) -> PageReader:
    """The page of the ontology."""
    found = release.entry("", f"/ontology.{language}.html")
    assert isinstance(found, Representation)
    return PageReader.of(found.body)


@pytest.mark.parametrize("term", OWN, ids=local_name)
def test_the_example_of_a_term_is_turtle_that_uses_it(term: URIRef) -> None:
    """As it would stand in a file of data: with the project's prefixes, and relative to the base of the authority."""
    (example,) = terms().objects(term, SKOS.example)
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    graph = Graph().parse(data=f"{head}{example}", format="turtle", publicID=f"{BASE}optima/")
    assert [triple for triple in graph if term in triple]
    assert BASE not in str(example)
    written = Graph().parse(data=f"{head}{' '.join(str(example).split())}", format="turtle", publicID=f"{BASE}optima/")
    assert set(written) == set(graph)


def test_what_an_example_says_of_a_term_of_the_ontology_is_known() -> None:
    """No example uses a term of the project's own that there is not."""
    head = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    for term in OWN:
        graph = Graph().parse(data=head + str(terms().value(term, SKOS.example)), format="turtle", publicID=BASE)
        used = {part for triple in graph for part in triple if str(part).startswith(str(RC))}
        assert used <= set(OWN), term


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_stands_at_its_name(release: Release, language: str) -> None:
    """With its IRI, its example, and a way to it from the contents."""
    found = page(release, language)
    ids = [e.attributes["id"] for e in found.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = {e.attributes["href"] for e in found.all("a") if "nav" in e.within}
    for term in OWN:
        assert local_name(term) in ids
        assert f"#{local_name(term)}" in links
        assert str(term) in found.text
    assert found.text.count(locale(language)["ontology_example"]) == len(OWN)


def test_the_short_form_is_the_prefix_of_the_project() -> None:
    assert PREFIXES[PREFIX] == str(RC)


def test_a_term_is_told_where_it_is_used(prepared: list[Prepared]) -> None:
    """On as many documents as have it in what they say of their own thing."""
    found = uses(prepared)
    assert set(found) == set(OWN)
    for term in OWN:
        expected = set()
        for one in prepared:
            for triple in one.public:
                if term in triple[1:]:
                    thing = str(triple[0]).partition("#")[0]
                    expected.add(str(one.base.document(thing) or thing))
        assert found[term].count == len(expected), term
        assert {use.iri for use in found[term].first} <= expected
        assert len(found[term].first) == min(MOST_SHOWN, len(expected))
    assert {str(term) for term in OWN if not found[term].count} > {f"{RC}Demand", f"{RC}Disclosure", f"{RC}computes"}
    assert found[RC.InformationPool].count == 6


def test_every_page_that_a_term_is_used_on_is_there(release: Release, prepared: list[Prepared]) -> None:
    """And has a name."""
    for term, used in uses(prepared).items():
        for use in used.first:
            assert release.entry("", "/" + use.iri.removeprefix(BASE)) is not None, term
            assert use.title or "completeness" in use.iri


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_that_nobody_uses_says_so(release: Release, prepared: list[Prepared], language: str) -> None:
    unused = [term for term, used in uses(prepared).items() if not used.count]
    assert page(release, language).text.count(locale(language)["ontology_unused"]) == len(unused)


def test_the_uses_of_all_authorities_are_counted_together(tmp_path: Path) -> None:
    """In the order of the authorities, wherever they lie."""
    data = tmp_path / "data"
    for folder in ("a", "b"):
        shutil.copytree(ROOT / "data" / "optima", data / folder)
    (data / "site.toml").write_text('[authorities.b]\nbase = "https://own.example/"\n', encoding="utf-8")
    site = read_site(data, BASE)
    both = prepare(site)
    once, together = uses(both[:1]), uses(both)
    assert all(together[term].count == 2 * once[term].count for term in OWN)
    assert uses(prepare(site)) == together
    release = build(site, Store(tmp_path / "releases")).release
    assert str(2 * once[RC.InformationPool].count - MOST_SHOWN) in page(release, "en").text


def test_a_release_of_nothing_has_an_ontology() -> None:
    assert {used.count for used in uses([]).values()} == {0}


def test_what_no_document_describes_is_in_no_document(release: Release) -> None:
    """Demands and shapes have IRIs, but nothing that is published refers to them."""
    for path in release.paths():
        found = release.entry("", path)
        if isinstance(found, Representation) and path.endswith((".ttl", ".nt")) and not path.startswith("/ontology"):
            body = found.file.read_text(encoding="utf-8") if found.file else found.body.decode()
            assert not [namespace for namespace in NEVER_PUBLISHED if namespace in body], path


def test_the_data_of_the_ontology_says_what_is_defined_where(release: Release) -> None:
    """Every term, its example with it."""
    found = release.entry("", "/ontology.ttl")
    assert isinstance(found, Representation)
    graph = Graph().parse(data=found.body, format="turtle")
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in graph
    assert set(graph.subjects(RDFS.isDefinedBy, ONTOLOGY)) == set(OWN) == set(graph.subjects(SKOS.example))
