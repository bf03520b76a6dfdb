"""What follows from the public graph."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.derive import Publication, add_catalogue_dates, add_records, derive, site_catalogue
from publisher.model.iris import Base
from publisher.model.terms import DCAT, DCTERMS, DPV, FOAF, RC, RDF

BASE = Base("http://local.example/optima/")
REGISTER = URIRef(BASE.iri + "id/register/a")
RECORD = URIRef(BASE.iri + "register/a")
PD = "https://w3id.org/dpv/pd#"


def part(name: str) -> URIRef:
    """A part of the register."""
    return URIRef(f"{REGISTER}#{name}")


def register() -> Graph:
    """A register with three items on two levels."""
    graph = Graph()
    graph.add((REGISTER, RDF.type, DCAT.Dataset))
    graph.add((REGISTER, DPV.hasPersonalDataProcess, part("process")))
    graph.add((REGISTER, RC.dataGroup, part("group")))
    graph.add((part("process"), DPV.hasPurpose, part("purpose")))
    graph.add((part("purpose"), RC.classifiedAs, DPV.PaymentManagement))
    graph.add((part("group"), DPV.hasDataSubject, DPV.Student))
    for name in ("one", "two"):
        graph.add((part("group"), RC.dataItem, part(name)))
    graph.add((part("one"), RC.dataItem, part("inner")))
    graph.add((part("inner"), RC.classifiedAs, URIRef(PD + "Name")))
    graph.add((part("two"), DPV.hasDataSubject, DPV.GuardianOfDataSubject))
    return graph


def in_order(*names: str) -> dict[Node, int]:
    """The ranks of parts as an author listed them, with gaps where something was not disclosed."""
    return {part(name): 7 * rank for rank, name in enumerate(names)}


def derived(order: dict[Node, int]) -> Graph:
    """The register with what follows from it."""
    graph = register()
    derive(graph, BASE, lambda _subject, _predicate, value: order.get(value, 0))
    return graph


def test_the_process_has_what_the_items_at_any_depth_are_classified_as() -> None:
    """Data, data subjects and purposes."""
    graph = derived({})
    assert set(graph.objects(part("process"), DPV.hasPersonalData)) == {URIRef(PD + "Name")}
    assert set(graph.objects(part("process"), DPV.hasDataSubject)) == {DPV.Student, DPV.GuardianOfDataSubject}
    assert set(graph.objects(part("process"), DPV.hasPurpose)) == {part("purpose"), DPV.PaymentManagement}


def test_positions_count_from_one_without_gaps_in_the_order_of_the_author() -> None:
    """So that nothing tells of what was left out."""
    graph = derived(in_order("two", "left-out", "one", "inner", "purpose", "group"))
    positions = {str(s).partition("#")[2]: str(p) for s, p in graph.subject_objects(RC.position)}
    assert positions == {"two": "1", "one": "2", "inner": "1", "purpose": "1", "group": "1"}


def test_a_concept_has_no_position() -> None:
    """It belongs to no register."""
    assert not list(derived({}).objects(DPV.PaymentManagement, RC.position))


def test_the_catalogue_lists_the_registers() -> None:
    """And their records."""
    graph = derived({})
    add_records(graph, BASE, {})
    assert list(graph.objects(BASE.catalogue, DCAT.dataset)) == [REGISTER]
    assert list(graph.objects(BASE.catalogue, DCAT.record)) == [RECORD]
    assert graph.value(RECORD, FOAF.primaryTopic) == REGISTER


def test_a_register_that_was_never_published_is_a_draft_without_dates() -> None:
    """Nothing is said that did not happen."""
    graph = register()
    add_records(graph, BASE, {})
    assert graph.value(RECORD, RC.status) == RC.Draft
    assert not list(graph.objects(RECORD, DCTERMS.issued | DCTERMS.modified))


def test_a_register_that_changed_since_keeps_the_day_it_was_first_published() -> None:
    """And is a draft until it is published again."""
    graph = register()
    add_records(
        graph, BASE, {"id/register/a": Publication("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", current=False)}
    )
    assert graph.value(RECORD, RC.status) == RC.Draft
    assert str(graph.value(RECORD, DCTERMS.issued)) == "2026-01-01T00:00:00Z"
    assert graph.value(RECORD, DCTERMS.modified) is None


def test_dates_keep_their_lexical_form() -> None:
    """As the ledger has them."""
    graph = register()
    known = {"id/register/a": Publication("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", current=True)}
    add_records(graph, BASE, known)
    add_catalogue_dates(graph, BASE, known)
    for thing in (RECORD, BASE.catalogue):
        assert str(graph.value(thing, DCTERMS.issued)) == "2026-01-01T00:00:00Z"
        assert str(graph.value(thing, DCTERMS.modified)) == "2026-02-01T00:00:00Z"


def test_a_catalogue_of_which_nothing_is_published_has_no_date() -> None:
    """Like its registers."""
    graph = register()
    add_catalogue_dates(graph, BASE, {})
    assert not list(graph.predicate_objects(BASE.catalogue))


def test_the_site_has_a_publisher_only_when_all_its_catalogues_have_the_same() -> None:
    """Otherwise nobody may be named."""
    texts = {"sv": ("titel", "text"), "fi": ("otsikko", "teksti")}
    for publishers, wanted in ((("a", "a"), [URIRef("a")]), (("a", "b"), [])):
        graph = Graph()
        site_catalogue(graph, Base("http://local.example/"), list(zip(("c", "d"), publishers, strict=True)), texts)
        iri = URIRef("http://local.example/id/catalog")
        assert list(graph.objects(iri, DCTERMS.publisher)) == wanted
        assert set(graph.objects(iri, DCAT.catalog)) == {URIRef("c"), URIRef("d")}
        assert Literal("otsikko", lang="fi") in set(graph.objects(iri, DCTERMS.title))
