"""Nothing becomes public unless it is listed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.disclose import disclose
from publisher.load.turtle import load_files
from publisher.model.disclosure import AllowList, Disclosure
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES, Text
from publisher.model.resources import folder
from publisher.model.terms import DCAT, DCTERMS, PREFIXES, RC
from publisher.release.site import Site

BASE = Base("https://x/")
OTHER = URIRef("https://vocabulary.example/concept")
THING, PART = URIRef("https://p/#Thing"), URIRef("https://p/#Part")
LINK, TEXT, PART_TEXT = URIRef("https://p/#link"), URIRef("https://p/#text"), URIRef("https://p/#partText")
SECRET, SECRET_CLASS = URIRef("https://p/#secret"), URIRef("https://p/#Secret")


def entry(kind: URIRef, *properties: Node) -> Disclosure:
    """What may be published of a class: some properties, and nothing else."""
    nothing: frozenset[Node] = frozenset()
    return Disclosure(
        "entry",
        Text(),
        frozenset({kind}),
        nothing,
        frozenset(properties),
        nothing,
        frozenset({TEXT}),
        frozenset({LINK}),
    )


ALLOWED = AllowList((entry(THING, LINK, TEXT), entry(PART, LINK, PART_TEXT)))

Triple = tuple[Node, Node, Node]

THINGS = [URIRef(f"{BASE.iri}id/system/{name}") for name in "abc"]
PARTS = [URIRef(f"{thing}#{name}") for thing, name in product(THINGS, "xy")]
NODES = [*THINGS, *PARTS]
HIDDEN = [URIRef(f"{BASE.iri}id/system/hidden"), URIRef(f"{THINGS[0]}#hidden"), URIRef(f"{BASE.iri}id/system/hidden#x")]
"""Nodes that the generated source never links to."""

TEXTS = st.sampled_from(["one", "two"]).map(Literal)
SOURCES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NODES), st.just(RDF.type), st.sampled_from([THING, PART, SECRET_CLASS])),
        st.tuples(st.sampled_from(NODES), st.sampled_from([LINK, SECRET]), st.sampled_from([*NODES, OTHER])),
        st.tuples(st.sampled_from(NODES), st.sampled_from([TEXT, PART_TEXT, SECRET]), TEXTS),
    ),
    max_size=40,
)
LAW = settings(max_examples=100, deadline=None, derandomize=True)


def _graph(*triples: Triple) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _public(*triples: Triple) -> set[Triple]:
    return set(disclose(_graph(*triples), ALLOWED, BASE))


# Laws


@LAW
@given(SOURCES)
def test_what_is_public_was_in_the_source(source: list[Triple]) -> None:
    assert _public(*source) <= set(source)


@LAW
@given(SOURCES)
def test_what_is_public_is_of_a_listed_class_and_property(source: list[Triple]) -> None:
    graph = _graph(*source)
    for subject, predicate, value in disclose(graph, ALLOWED, BASE):
        (one,) = ALLOWED.of(graph, subject)
        assert predicate in one.properties or (predicate == RDF.type and value in one.classes)


@LAW
@given(SOURCES)
def test_every_public_link_under_the_base_leads_to_something_public(source: list[Triple]) -> None:
    public = _public(*source)
    subjects = {subject for subject, _, _ in public}
    assert all(v in subjects for _, p, v in public if isinstance(v, URIRef) and BASE.holds(v) and p != RDF.type)


@LAW
@given(SOURCES)
def test_every_public_part_is_reached_from_its_thing_by_public_links(source: list[Triple]) -> None:
    public = _graph(*_public(*source))
    for subject in set(public.subjects()):
        thing, fragment, _ = str(subject).partition("#")
        if fragment:
            assert subject in _within(public, URIRef(thing))


def _within(public: Graph, thing: URIRef) -> set[Node]:
    """The parts of a thing that its links reach without leaving it."""
    found: set[Node] = set()
    waiting: list[Node] = [thing]
    while waiting:
        for value in public.objects(waiting.pop()):
            if str(value).startswith(f"{thing}#") and value not in found:
                found.add(value)
                waiting.append(value)
    return found


@LAW
@given(
    SOURCES, st.sampled_from([*NODES, *HIDDEN]), st.sampled_from([SECRET, RDFS.seeAlso]), st.sampled_from([*NODES, 1])
)
def test_a_triple_with_an_unlisted_property_changes_nothing(
    source: list[Triple], subject: URIRef, predicate: URIRef, value: URIRef | int
) -> None:
    added = (subject, predicate, value if isinstance(value, URIRef) else Literal(value))
    assert _public(*source, added) == _public(*source)


@LAW
@given(SOURCES, st.sampled_from(NODES), TEXTS)
def test_a_property_that_is_listed_for_another_class_only_changes_nothing(
    source: list[Triple], subject: URIRef, value: Literal
) -> None:
    """A property is public on the classes it is listed for, not wherever it is met."""
    classes = {c for s, p, c in source if s == subject and p == RDF.type}
    if PART not in classes:
        assert _public(*source, (subject, PART_TEXT, value)) == _public(*source)
    if THING not in classes:
        assert _public(*source, (subject, TEXT, value)) == _public(*source)


@LAW
@given(SOURCES, st.sampled_from(HIDDEN), st.sampled_from([*NODES, OTHER]), st.sampled_from(NODES))
def test_a_node_of_an_unlisted_class_changes_nothing_even_when_it_is_linked_to(
    source: list[Triple], node: URIRef, value: URIRef, linker: URIRef
) -> None:
    added = [(node, RDF.type, SECRET_CLASS), (node, LINK, value), (node, TEXT, Literal("secret")), (linker, LINK, node)]
    assert _public(*source, *added) == _public(*source)


@LAW
@given(SOURCES, st.sampled_from(NODES), st.sampled_from(NODES))
def test_a_part_that_no_public_link_reaches_changes_nothing(
    source: list[Triple], linker: URIRef, value: URIRef
) -> None:
    """A part of a listed class, linked to by an unlisted property, or by itself, or from another thing."""
    part = HIDDEN[1]
    added: list[Triple] = [
        (part, RDF.type, PART),
        (part, PART_TEXT, Literal("secret")),
        (part, LINK, value),
        (part, LINK, part),
        (linker, SECRET, part),
    ]
    if not str(linker).startswith(str(THINGS[0])):
        added.append((linker, LINK, part))
    if not str(value).startswith(str(THINGS[0])):
        assert _public(*source, *added) == _public(*source)
    assert not [t for t in _public(*source, *added) if part in t]


@LAW
@given(SOURCES)
def test_disclosing_what_is_public_discloses_all_of_it(source: list[Triple]) -> None:
    public = _public(*source)
    assert _public(*public) == public


# Cases


def test_a_thing_and_its_parts_come_with_what_is_listed() -> None:
    thing, part, inner = THINGS[0], PARTS[0], PARTS[1]
    triples: set[Triple] = {
        (thing, RDF.type, THING),
        (thing, LINK, part),
        (thing, TEXT, Literal("ett", lang="sv")),
        (part, RDF.type, PART),
        (part, LINK, inner),
        (part, LINK, OTHER),
        (inner, RDF.type, PART),
        (inner, PART_TEXT, Literal("01", datatype=XSD.integer)),
        (inner, LINK, thing),
    }
    assert _public(*triples) == triples


def test_a_class_that_is_not_listed_is_left_out_beside_one_that_is() -> None:
    assert _public((THINGS[0], RDF.type, THING), (THINGS[0], RDF.type, SECRET_CLASS)) == {(THINGS[0], RDF.type, THING)}


def test_a_thing_of_two_listed_classes_is_private() -> None:
    """In doubt it stays private: neither class says what of the other may be told."""
    triples: set[Triple] = {
        (THINGS[0], RDF.type, THING),
        (THINGS[0], RDF.type, PART),
        (THINGS[0], TEXT, Literal("x")),
        (THINGS[0], PART_TEXT, Literal("y")),
    }
    assert _public(*triples) == set()


def test_a_link_to_what_is_not_public_vanishes_and_one_that_leads_out_stays() -> None:
    thing = THINGS[0]
    assert _public((thing, RDF.type, THING), (thing, LINK, THINGS[1]), (thing, LINK, OTHER)) == {
        (thing, RDF.type, THING),
        (thing, LINK, OTHER),
    }


def test_a_part_of_an_undisclosed_thing_is_not_public() -> None:
    part = URIRef(f"{HIDDEN[0]}#x")
    source: list[Triple] = [
        (THINGS[0], RDF.type, THING),
        (THINGS[0], LINK, part),
        (part, RDF.type, PART),
        (part, PART_TEXT, Literal("secret")),
    ]
    assert _public(*source) == {(THINGS[0], RDF.type, THING)}


def test_a_private_group_takes_its_items_with_it() -> None:
    """Though they would be public elsewhere."""
    group, item = PARTS[0], PARTS[1]
    parts: list[Triple] = [(group, RDF.type, SECRET_CLASS), (group, LINK, item), (item, RDF.type, PART)]
    assert _public((THINGS[0], RDF.type, THING), (THINGS[0], LINK, group), *parts) == {(THINGS[0], RDF.type, THING)}


# The allow-list of the catalogue


@pytest.fixture(scope="module")
def entries() -> Graph:
    """The allow-list as it is written."""
    return Graph().parse(folder("ontology") / "disclosure.ttl")


def test_every_entry_names_classes_and_properties_and_says_why_in_every_language(entries: Graph) -> None:
    subjects = set(entries.subjects())
    assert subjects == set(entries.subjects(RDF.type, RC.Disclosure)) != set()
    for entry in subjects:
        assert set(entries.objects(entry, RC.onClass))
        assert set(entries.objects(entry, RC.discloses)) | set(entries.objects(entry, RC.computes))
        reasons = [r.language for r in entries.objects(entry, RDFS.comment) if isinstance(r, Literal) and r.strip()]
        assert sorted(reasons, key=str) == sorted(LANGUAGES)


def test_a_class_is_listed_in_one_entry_only(entries: Graph) -> None:
    """Two entries would add up, and neither would tell what is public."""
    classes = list(entries.objects(None, RC.onClass))
    assert len(classes) == len(set(classes))


def test_entries_have_nothing_that_the_allow_list_does_not_read(entries: Graph) -> None:
    read = {RC.onClass, RC.withType, RC.discloses, RC.computes, RC.mayWithhold, RC.mayWithholdSome}
    assert set(entries.predicates()) == {RDF.type, RDFS.comment, RDFS.seeAlso} | read


def test_only_what_is_told_of_a_class_may_be_withheld(entries: Graph) -> None:
    for listed in AllowList.read(entries).entries:
        assert listed.withholdable <= listed.properties | listed.computed, listed.name
        assert listed.whole.isdisjoint(listed.partial), listed.name
        assert listed.properties.isdisjoint(listed.computed), listed.name


def test_no_entry_discloses_what_is_computed(entries: Graph) -> None:
    """Positions, records and dates follow from what is public; an author cannot put them there.

    A file that the authority offers has dates of its own.
    """
    computed = {RDF.type, RC.position, DCAT.dataset, DCAT.record, DCAT.service, DCTERMS.issued, DCTERMS.modified}
    found = {(s, o) for s, o in entries.subject_objects(RC.discloses) if o in computed}
    (offered,) = entries.subjects(RC.onClass, DCAT.Distribution)
    assert found == {(offered, DCTERMS.issued), (offered, DCTERMS.modified)}


def test_every_class_in_the_data_is_listed(entries: Graph, site: Site) -> None:
    """A class that is not would make things disappear without a word."""
    listed = set(entries.objects(None, RC.onClass)) | set(entries.objects(None, RC.withType))
    for authority, base in site.authorities.items():
        graph = load_files(site.files(authority), base.iri, site.data).graph
        assert set(graph.objects(None, RDF.type)) <= listed


def test_every_own_class_that_things_have_is_listed(entries: Graph) -> None:
    """But for those of the allow-list and of the demands of the law."""
    own = Graph().parse(folder("ontology") / "records.ttl")
    classes = {c for c in own.subjects(RDF.type, RDFS.Class) if str(c).startswith(PREFIXES["rc"])}
    assert classes - {RC.Demand, RC.Disclosure} <= set(entries.objects(None, RC.onClass))


def test_all_of_the_example_is_public(entries: Graph, site: Site) -> None:
    """It was made from what the authority itself has published."""
    for authority, base in site.authorities.items():
        graph = load_files(site.files(authority), base.iri, site.data).graph
        assert set(disclose(graph, AllowList.read(entries), base)) == set(graph)
