"""Disclosure: what is not listed goes nowhere, wherever it stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from publisher.disclose import AllowList, disclose
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder
from publisher.model.terms import DCAT, DCTERMS, RC, RDF, RDFS, VCARD
from tests.conftest import ROOT

BASE = Base("http://local.example/optima/")
REGISTER = URIRef(BASE.iri + "id/register/a")
ALLOWED = AllowList(
    {
        DCAT.Dataset: frozenset({DCTERMS.title, RC.dataGroup, DCAT.contactPoint}),
        RC.DataGroup: frozenset({RDFS.label, RC.dataItem}),
        RC.DataItem: frozenset({RDFS.label, RC.dataItem}),
        VCARD.Kind: frozenset({VCARD.fn}),
    }
)


def part(name: str) -> URIRef:
    """A part of the register."""
    return URIRef(f"{REGISTER}#{name}")


def register() -> Graph:
    """A register with a group and an item in it, and a contact."""
    graph = Graph()
    contact = URIRef(BASE.iri + "id/contact/c")
    graph.add((REGISTER, RDF.type, DCAT.Dataset))
    graph.add((REGISTER, DCTERMS.title, Literal("t", lang="sv")))
    graph.add((REGISTER, RC.dataGroup, part("g")))
    graph.add((REGISTER, DCAT.contactPoint, contact))
    graph.add((part("g"), RDF.type, RC.DataGroup))
    graph.add((part("g"), RC.dataItem, part("i")))
    graph.add((part("i"), RDF.type, RC.DataItem))
    graph.add((part("i"), RDFS.label, Literal("l", lang="sv")))
    graph.add((contact, RDF.type, VCARD.Kind))
    graph.add((contact, VCARD.fn, Literal("n")))
    return graph


def test_what_is_listed_is_public() -> None:
    """All of it."""
    assert set(disclose(register(), ALLOWED, BASE)) == set(register())


SUBJECTS = st.sampled_from([*sorted(set(register().subjects())), part("loose"), URIRef(BASE.iri + "id/register/other")])
UNLISTED = st.sampled_from([DCTERMS.description, RC.note, RDFS.comment, DCTERMS.isPartOf])
VALUES = st.one_of(st.text().map(Literal), SUBJECTS, st.just(URIRef("https://example.fi/")))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(st.tuples(SUBJECTS, UNLISTED, VALUES), max_size=8))
def test_an_unlisted_property_changes_nothing(triples: list[tuple[URIRef, URIRef, Literal]]) -> None:
    """On any thing, with any value."""
    source = register()
    for triple in triples:
        source.add(triple)
    assert set(disclose(source, ALLOWED, BASE)) == set(register())


@settings(max_examples=200, derandomize=True, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("wxyz"), st.sampled_from([RDFS.label, RC.dataItem]), st.sampled_from("wxyz")))
)
def test_parts_that_no_public_link_reaches_stay_private(links: list[tuple[str, URIRef, str]]) -> None:
    """Though they are of a public class and link to each other."""
    source = register()
    for subject, predicate, value in links:
        source.add((part(subject), RDF.type, RC.DataItem))
        source.add((part(subject), predicate, part(value)))
    assert set(disclose(source, ALLOWED, BASE)) == set(register())


def test_a_link_to_something_private_goes_with_it() -> None:
    """No address tells that it exists."""
    source = register()
    source.remove((part("i"), RDF.type, RC.DataItem))
    found = disclose(source, ALLOWED, BASE)
    assert part("i") not in set(found.objects()) | set(found.subjects())


def test_a_private_group_takes_its_items_with_it() -> None:
    """Though they would be public elsewhere."""
    source = register()
    source.remove((REGISTER, RC.dataGroup, part("g")))
    found = disclose(source, ALLOWED, BASE)
    assert {part("g"), part("i")} & set(found.subjects()) == set()


def test_an_unlisted_class_is_not_told() -> None:
    """Of a thing that has a listed one too."""
    source = register()
    source.add((REGISTER, RDF.type, RC.InternalThing))
    assert set(disclose(source, ALLOWED, BASE)) == set(register())


def test_a_part_is_not_reached_from_another_thing() -> None:
    """It belongs to the thing whose IRI it has."""
    source = register()
    other = URIRef(BASE.iri + "id/register/b")
    hidden = URIRef(f"{other}#g")
    source.add((REGISTER, RC.dataGroup, hidden))
    source.add((hidden, RDF.type, RC.DataGroup))
    assert hidden not in set(disclose(source, ALLOWED, BASE).subjects())


def listing() -> Graph:
    """The committed allow-list."""
    return Graph().parse(folder("ontology") / "disclosure.ttl", format="turtle")


def test_every_entry_of_the_list_says_what_and_why() -> None:
    """In every language."""
    graph = listing()
    entries = set(graph.subjects())
    assert len(entries) > 10
    for entry in entries:
        assert list(graph.objects(entry, RC.onClass)), entry
        assert list(graph.objects(entry, RC.discloses)), entry
        reasons = {reason.language for reason in graph.objects(entry, RDFS.comment) if isinstance(reason, Literal)}
        assert reasons == set(LANGUAGES), entry


def test_all_that_the_example_says_is_listed() -> None:
    """An authority's public page has nothing private; a property that is lost here was forgotten."""
    source = Graph()
    for file in (ROOT / "data" / "optima").rglob("*.ttl"):
        source.parse(data=file.read_bytes(), format="turtle", publicID=BASE.iri)
    lost = set(source) - set(disclose(source, AllowList.read(listing()), BASE))
    assert lost == set()
