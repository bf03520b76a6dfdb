"""The allow-list as closed shapes: what is listed passes, and nothing else does."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from publisher.check.closed import closed_shapes, of_no_kind
from publisher.check.shacl import Shapes, load_shapes, validate
from publisher.disclose import _statement
from publisher.load.turtle import load_text
from publisher.model.disclosure import AllowList, Disclosure
from publisher.model.findings import Finding, in_order
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder
from publisher.model.terms import DCAT, DCTERMS, PREFIXES, RC, RDF, RDFS, SH, SHAPE, SKOS, short

BASE = "https://x/"
THING = URIRef(BASE + "id/register/thing#part")
CANARY = "Kvarnfall"
UNLISTED = RDFS.comment
"""Where an author writes notes to colleagues."""

ALLOWED = AllowList.read(Graph().parse(folder("ontology") / "disclosure.ttl"))
SHAPES = Shapes(closed_shapes(ALLOWED))
TERMS = Graph().parse(folder("ontology") / "records.ttl") + Graph().parse(folder("ontology") / "labels.ttl")
ACTS = sorted(TERMS.subjects(RDF.type, DCTERMS.Standard), key=str)

EVERY_PROPERTY = frozenset({RC.withheld}).union(*(e.properties | e.computed for e in ALLOWED.entries)) - {RDF.type}
BY_CLASS = [(entry, kind) for entry in ALLOWED.entries for kind in sorted(entry.classes, key=str)]


def _name(value: object) -> str | None:
    """An entry and a class as a test is named."""
    return value.name if isinstance(value, Disclosure) else short(str(value)) if isinstance(value, URIRef) else None


def _passed(entry: Disclosure) -> frozenset[Node]:
    """The properties that may be public of a thing of an entry."""
    own = {RC.withheld} if entry.withholdable else set()
    return (entry.properties | entry.computed | own) - {RDF.type}


def _described(types: list[Node], properties: list[Node], subject: URIRef = THING) -> str:
    """A thing of some types with a value of each property, one a line; the subject and its types on the first."""
    kinds = ", ".join(f"<{kind}>" for kind in types)
    rest = [f'<{p}> <https://example.fi/{CANARY}>, "{CANARY}"' for p in properties]
    return f"<{subject}> " + " ;\n".join(([f"a {kinds}"] if kinds else []) + rest) + " .\n"


def _found(text: str) -> tuple[Finding, ...]:
    source = load_text(text.encode(), BASE, "x.ttl")
    assert source.findings == []
    found = in_order([*of_no_kind(source, ALLOWED), *validate(source, SHAPES)])
    for finding in found:
        assert finding.severity == "error"
        assert finding.messages.keys() == LANGUAGES.keys()
        assert len(set(finding.messages.values())) == len(LANGUAGES)
        assert not any(CANARY in finding.text(language) for language in LANGUAGES)
    return found


def _rules(text: str) -> list[tuple[int, str]]:
    """Line and rule of each finding."""
    return [(f.place.line, f.rule) for f in _found(text)]


# What is listed


def test_there_is_an_allow_list() -> None:
    """An empty one would make every other test pass."""
    assert len(ALLOWED.entries) > 15
    assert len(EVERY_PROPERTY) > 50


@pytest.mark.parametrize(("entry", "kind"), BY_CLASS, ids=_name)
def test_a_thing_with_everything_that_is_listed_passes(entry: Disclosure, kind: Node) -> None:
    """Authored and computed properties, further types, and that something is withheld."""
    types = [kind, *sorted(entry.types, key=str)]
    assert _found(_described(types, sorted(_passed(entry), key=str))) == ()


@pytest.mark.parametrize(("entry", "kind"), BY_CLASS, ids=_name)
def test_a_thing_with_nothing_but_its_kind_passes(entry: Disclosure, kind: Node) -> None:
    assert _found(_described([kind], [])) == ()


@pytest.mark.parametrize("kind", sorted({kind for _, kind in BY_CLASS}, key=str), ids=_name)
def test_a_class_of_the_list_is_closed_by_one_shape(kind: Node) -> None:
    [shape] = SHAPES.graph.subjects(SH.targetClass, kind)
    assert (shape, SH.closed, Literal(True)) in SHAPES.graph
    [entry] = [e for e in ALLOWED.entries if kind in e.classes]
    assert shape == SHAPE[f"Allowed-{entry.name}"]


# What is not


@pytest.mark.parametrize(("entry", "kind"), BY_CLASS, ids=_name)
def test_an_unlisted_property_is_named_with_its_prefix_at_its_line(entry: Disclosure, kind: Node) -> None:
    [found] = _found(_described([kind], [UNLISTED]))
    assert (found.place.line, found.rule) == (2, f"Allowed-{entry.name}")
    assert found.messages == {
        "sv": "rdfs:comment får inte publiceras här. Ta bort egenskapen, eller för in den i ontology/disclosure.ttl",
        "fi": "rdfs:comment ei ole julkaistavien luettelossa. "
        "Poista ominaisuus tai lisää se tiedostoon ontology/disclosure.ttl",
        "en": "rdfs:comment must not be published here. Delete the property, or list it in ontology/disclosure.ttl",
    }


@pytest.mark.parametrize(("entry", "kind"), BY_CLASS, ids=_name)
def test_a_property_that_is_listed_for_another_class_only_is_found(entry: Disclosure, kind: Node) -> None:
    """All of them: what is public of one kind of thing may be secret of another."""
    others = sorted(EVERY_PROPERTY - _passed(entry), key=str)
    found = _found(_described([kind], others))
    assert [(f.place.line, f.message().partition(" ")[0]) for f in found] == [
        (line, short(str(predicate))) for line, predicate in enumerate(others, start=2)
    ]
    assert {f.rule for f in found} == {f"Allowed-{entry.name}"}


def test_a_property_of_no_known_vocabulary_is_found_by_its_whole_name() -> None:
    [found] = _found(_described([RC.DataItem], [URIRef("https://other.example/note")]))
    assert found.message().startswith("<https://other.example/note> must not be published here.")


@pytest.mark.parametrize("entry", [e for e in ALLOWED.entries if not e.withholdable], ids=_name)
def test_where_nothing_may_be_withheld_no_statement_of_it_passes(entry: Disclosure) -> None:
    kind = min(entry.classes, key=str)
    assert _rules(_described([kind], [RC.withheld])) == [(2, f"Allowed-{entry.name}")]


# Kinds


def test_a_thing_of_any_two_kinds_is_found() -> None:
    """Every pair of classes of which not the same may be told; the others are told apart by shapes of their own."""
    listed = [(entry.name, kind) for entry in ALLOWED.entries for kind in sorted(entry.classes, key=str)]
    pairs = [(a, b) for (one, a), (other, b) in combinations(listed, 2) if one != other]
    text = "".join(
        _described([one, other], [], URIRef(f"{BASE}id/register/t{number}"))
        for number, (one, other) in enumerate(pairs, start=1)
    )
    assert _rules(text) == [(line, "Allowed-kind") for line in range(1, len(pairs) + 1)]


def test_what_a_thing_of_no_or_of_two_kinds_is_told_to_write() -> None:
    [found] = _found(_described([RC.DataItem, RC.DataGroup], []))
    assert found.messages == {
        "sv": "det som publiceras är av exakt ett slag i ontology/disclosure.ttl. Skriv till exempel a rc:DataItem",
        "fi": "julkaistava on tasan yhtä tiedoston ontology/disclosure.ttl lajia. Kirjoita esimerkiksi a rc:DataItem",
        "en": "what is published is of exactly one kind in ontology/disclosure.ttl. Write for example a rc:DataItem",
    }


def test_a_thing_of_two_kinds_has_the_properties_of_neither_beside_what_both_may_have() -> None:
    text = _described([RC.DataItem, RC.Statement], [RDFS.label, DCTERMS.description])
    assert _rules(text) == [(1, "Allowed-kind"), (2, "Allowed-statement"), (3, "Allowed-data-item")]


@pytest.mark.parametrize("predicate", sorted(EVERY_PROPERTY, key=str), ids=_name)
def test_a_thing_of_no_kind_is_found_by_any_property_that_is_listed_somewhere(predicate: Node) -> None:
    """The closed shapes go by kind, so nothing is public without one."""
    assert _rules(_described([], [predicate])) == [(1, "Allowed-kind")]


@pytest.mark.parametrize("further", sorted({t for e in ALLOWED.entries for t in e.types}, key=str), ids=_name)
def test_a_further_type_is_no_kind_by_itself(further: Node) -> None:
    assert _rules(_described([further], [DCTERMS.title])) == [(1, "Allowed-kind")]


@pytest.mark.parametrize("other", [RC.Disclosure, SKOS.Concept, URIRef("https://other.example/Secret")], ids=_name)
def test_a_type_that_is_not_listed_is_found_beside_one_that_is_and_alone(other: Node) -> None:
    [found] = _found(_described([RC.DataItem, other], []))
    assert (found.place.line, found.rule) == (1, "Allowed-type")
    assert found.messages == {
        "sv": "den här typen får inte publiceras. Ta bort den, eller för in den i ontology/disclosure.ttl",
        "fi": "tätä tyyppiä ei saa julkaista. Poista se tai lisää se tiedostoon ontology/disclosure.ttl",
        "en": "this type must not be published. Delete it, or list it in ontology/disclosure.ttl",
    }
    assert _rules(_described([other], [])) == [(1, "Allowed-kind"), (1, "Allowed-type")]


def test_an_empty_list_lets_nothing_pass() -> None:
    """Not even a thing with nothing but a type."""
    source = load_text(_described([DCAT.Dataset], []).encode(), BASE, "x.ttl")
    one = AllowList((Disclosure("none", ALLOWED.entries[0].reason, *[frozenset[Node]()] * 6),))
    assert {f.rule for f in of_no_kind(source, one)} == {"Allowed-kind"}
    assert {f.rule for f in validate(source, Shapes(closed_shapes(one)))} == {"Allowed-type"}


def test_a_thing_without_a_type_is_found_by_any_property_at_all() -> None:
    """Also by one that no class has."""
    source = load_text(b'<id/register/a#x> <http://www.w3.org/2000/01/rdf-schema#comment> "x"@sv .', BASE, "x.ttl")
    assert [f.rule for f in of_no_kind(source, ALLOWED)] == ["Allowed-kind"]


# The shapes themselves


def test_the_closed_shapes_are_core_shapes_with_names_of_their_own() -> None:
    """Any SHACL processor can run them, and none is taken for one that is written by hand."""
    written = load_shapes(folder("shapes") / "public").graph + load_shapes(folder("shapes") / "source").graph
    made = set(SHAPES.graph.subjects(SH.message, None))
    assert len(made) == len(ALLOWED.entries) + 1
    assert made.isdisjoint(written.subjects())
    assert all((shape, SH.severity, SH.Violation) in SHAPES.graph for shape in made)
    named = {SHAPE["Allowed"], *(SHAPE[f"Allowed-{entry.name}"] for entry in ALLOWED.entries)}
    assert set(SHAPES.graph.subjects(RDF.type, SH.NodeShape)) == named
    assert SH.sparql not in set(SHAPES.graph.predicates())


def test_shapes_and_more_shapes_are_held_together() -> None:
    """The public check is the written shapes and the closed ones."""
    both = load_shapes(folder("shapes") / "public", SHAPES.graph).graph
    assert (SHAPE["PublicThing"], RDF.type, SH.NodeShape) in both
    assert (SHAPE["Allowed"], RDF.type, SH.NodeShape) in both


def test_the_order_of_the_list_and_of_its_file_does_not_matter() -> None:
    assert [entry.name for entry in ALLOWED.entries] == sorted(entry.name for entry in ALLOWED.entries)
    again = AllowList.read(Graph().parse(folder("ontology") / "disclosure.ttl"))
    assert again == ALLOWED


# What is said of what is withheld


@pytest.mark.parametrize("field", sorted({f for e in ALLOWED.entries for f in e.withholdable}, key=str), ids=_name)
def test_every_field_that_may_be_withheld_has_a_label_in_every_language(field: Node) -> None:
    """A citizen reads it, not the name of a property."""
    labels = [label for label in TERMS.objects(field, RDFS.label) if isinstance(label, Literal) and label.strip()]
    assert sorted(str(label.language) for label in labels) == sorted(LANGUAGES)


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_every_known_act_has_a_label_in_every_language_that_names_its_number(act: Node) -> None:
    labels = [label for label in TERMS.objects(act, RDFS.label) if isinstance(label, Literal)]
    assert sorted(str(label.language) for label in labels) == sorted(LANGUAGES)
    numbers = sorted(re.findall(r"\d+", str(act)))
    for label in labels:  # acts of the communities before 1999 are known by two digits of the year
        found = (f"19{number}" if len(number) == 2 else number for number in re.findall(r"\d+", label))
        assert sorted(found) == numbers


def test_every_known_act_and_every_field_makes_a_statement_of_its_own() -> None:
    """Two with the same IRI would become one, and say of both what is true of one."""
    assert len(ACTS) >= 4
    for entry in ALLOWED.entries:
        statements = [_statement(THING, field, act) for field in entry.withholdable for act in ACTS]
        assert len(set(statements)) == len(statements), entry.name


def test_the_number_of_an_act_is_in_the_iri_of_a_statement() -> None:
    endings = {str(_statement(THING, RC.searchKey, act)).partition("withheld-search-key-")[2] for act in ACTS}
    assert len(endings) == len(ACTS)
    assert all(re.fullmatch(r"\d{4}-\d+|\d+-\d{4}", ending) for ending in endings)
    assert {"1999-621", "2019-906", "2016-679"} <= endings


@pytest.mark.parametrize("subject", [URIRef(BASE + "id/register/thing"), THING], ids=str)
def test_the_iri_of_a_statement_is_one_that_the_public_shapes_let_pass(subject: URIRef) -> None:
    public = load_shapes(folder("shapes") / "public").graph
    shapes = [SHAPE["PublicThing"], *Collection(public, public.value(SHAPE["PublicWithheld"], SH["and"]))]
    patterns = [str(pattern) for shape in shapes for pattern in public.objects(shape, SH.pattern)]
    assert len(patterns) == 3
    for field in {field for entry in ALLOWED.entries for field in entry.withholdable}:
        for act in ACTS:
            assert all(re.search(pattern, _statement(subject, field, act)) for pattern in patterns)


def test_every_prefix_of_the_list_is_one_that_people_write() -> None:
    """A finding names a property by prefix, not by a long IRI."""
    assert {short(str(p)).partition(":")[0] for p in EVERY_PROPERTY} <= PREFIXES.keys()
