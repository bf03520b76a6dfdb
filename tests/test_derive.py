"""What follows from the public graph: positions, roll-ups, records, dates and the catalogue of catalogues."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, FOAF, RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.derive import (
    DATA_THEMES,
    ORDERED,
    Publication,
    add_catalogue_dates,
    add_measurements,
    add_records,
    derive,
)
from publisher.disclose import disclose
from publisher.load.turtle import Source, load_text
from publisher.model.completeness import Completeness, Overview
from publisher.model.disclosure import AllowList
from publisher.model.iris import Base
from publisher.model.languages import NOTHING
from publisher.model.terms import DCAT, DPV, DQV, RC
from tests.test_disclose import entry

BASE = Base("https://x/")
REGISTER, OTHER = URIRef("https://x/id/register/r"), URIRef("https://x/id/register/s")
PREFIXES = """@prefix : <id/register/r#> .
@prefix c: <https://vocabulary.example/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix rc: <https://w3id.org/records-catalogue#> .
"""


def _source(text: str) -> Source:
    source = load_text((PREFIXES + text).encode(), BASE.iri, "x.ttl")
    assert source.findings == []
    return source


def _derived(text: str) -> Graph:
    source = _source(text)
    public = Graph() + source.graph
    derive(public, BASE, source.order)
    return public


def _name(node: Node) -> str:
    return str(node).removeprefix(f"{REGISTER}#").removeprefix("https://vocabulary.example/")


def _positions(graph: Graph) -> dict[str, str]:
    """The lexical form of each position, by the name of its part."""
    positions = list(graph.subject_objects(RC.position))
    assert all(isinstance(p, Literal) and p.datatype == XSD.integer for _, p in positions)
    assert len(dict(positions)) == len(positions)
    return {_name(part): str(position) for part, position in positions}


def _values(graph: Graph, part: str, predicate: URIRef) -> set[str]:
    return {_name(value) for value in graph.objects(URIRef(f"{REGISTER}#{part}"), predicate)}


# Positions


@pytest.mark.parametrize("predicate", ORDERED)
def test_what_is_listed_is_numbered_from_one_in_the_order_of_reading(predicate: URIRef) -> None:
    """However the parts are called, on however many lines."""
    graph = _derived(f"<id/register/r> <{predicate}> :z, :b,\n  :y ;\n <{predicate}> :a .")
    assert _positions(graph) == {"z": "1", "b": "2", "y": "3", "a": "4"}


def test_the_tenth_comes_after_the_ninth() -> None:
    graph = _derived("<id/register/r> rc:dataGroup " + ", ".join(f":g{n}" for n in range(1, 12)) + " .")
    assert _positions(graph) == {f"g{n}": str(n) for n in range(1, 12)}


def test_each_list_is_numbered_by_itself() -> None:
    graph = _derived("<id/register/r> rc:dataGroup :a, :b .\n:a rc:dataItem :c, :d .\n:b rc:dataItem :e .")
    assert _positions(graph) == {"a": "1", "b": "2", "c": "1", "d": "2", "e": "1"}


def test_a_borrowed_concept_has_no_position() -> None:
    """A position on it would be said of it wherever it is used."""
    assert _positions(_derived(":process dpv:hasPurpose c:concept, :own, :second .")) == {"own": "1", "second": "2"}


def test_what_is_not_a_list_has_no_position() -> None:
    assert _positions(_derived("<id/register/r> rc:informationSystem :a, :b ; rc:decidingAuthority :c .")) == {}


KIND, LISTED = URIRef("https://p/#Kind"), URIRef("https://p/#Listed")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.booleans(), max_size=8))
def test_the_gap_that_something_private_leaves_is_closed(public: list[bool]) -> None:
    """Positions are counted on what is public, and so tell nothing of what is not."""
    text = f"<id/register/r> a <{KIND}> .\n"
    text += "".join(f"<id/register/r> rc:dataGroup :g{n} .\n" for n in range(len(public)))
    text += "".join(f":g{n} a <{LISTED if shown else 'https://p/#Private'}> .\n" for n, shown in enumerate(public))
    source = _source(text)
    allowed = AllowList((entry(KIND, RC.dataGroup), entry(LISTED, RC.openEnded)))
    graph = disclose(source.graph, allowed, BASE)
    derive(graph, BASE, source.order)
    shown = [f"g{n}" for n, is_shown in enumerate(public) if is_shown]
    assert _positions(graph) == {name: str(number) for number, name in enumerate(shown, start=1)}


# Roll-ups

REGISTER_WITH_PARTS = """
<id/register/r> a dcat:Dataset ; dpv:hasPersonalDataProcess :process ; rc:dataGroup :g, :h .
:process dpv:hasPurpose :why, :and-why .
:why rc:classifiedAs c:purpose, c:purpose-2 .
:g dpv:hasDataSubject c:student ; rc:dataItem :i .
:h dpv:hasDataSubject c:staff, c:student .
:i dpv:hasDataSubject c:guardian ; rc:classifiedAs c:name ; rc:dataItem :j .
:j rc:classifiedAs c:street .
"""


def test_a_process_has_the_data_subjects_of_groups_and_items_however_deep() -> None:
    graph = _derived(REGISTER_WITH_PARTS)
    assert _values(graph, "process", DPV.hasDataSubject) == {"student", "staff", "guardian"}


def test_a_process_has_the_personal_data_that_items_are_classified_as() -> None:
    assert _values(_derived(REGISTER_WITH_PARTS), "process", DPV.hasPersonalData) == {"name", "street"}


def test_how_a_group_is_handled_is_no_personal_data() -> None:
    """A group is classified by how it is handled, an item by what it is."""
    graph = _derived(REGISTER_WITH_PARTS + ":g rc:classifiedAs c:confidential .\n")
    assert _values(graph, "process", DPV.hasPersonalData) == {"name", "street"}


def test_a_process_has_its_own_purposes_and_the_concepts_they_are_classified_as() -> None:
    graph = _derived(REGISTER_WITH_PARTS)
    assert _values(graph, "process", DPV.hasPurpose) == {"why", "and-why", "purpose", "purpose-2"}


def test_parts_keep_what_was_rolled_up() -> None:
    graph = _derived(REGISTER_WITH_PARTS)
    assert set(_source(REGISTER_WITH_PARTS).graph) <= set(graph)


def test_a_process_has_nothing_of_another_register() -> None:
    graph = _derived(
        REGISTER_WITH_PARTS
        + "<id/register/s> dpv:hasPersonalDataProcess <id/register/s#p> ; rc:dataGroup <id/register/s#g> .\n"
        "<id/register/s#g> dpv:hasDataSubject c:supplier .\n"
    )
    assert "supplier" not in _values(graph, "process", DPV.hasDataSubject)
    assert set(graph.objects(URIRef(f"{OTHER}#p"), DPV.hasDataSubject)) == {
        URIRef("https://vocabulary.example/supplier")
    }


def test_items_within_each_other_are_gone_through_once() -> None:
    """They are an error, but a check in batches has them as context."""
    graph = _derived(
        """
<id/register/r> dpv:hasPersonalDataProcess :p ; rc:dataGroup :g .
:g rc:dataItem :i .
:i rc:dataItem :j ; rc:classifiedAs c:One .
:j rc:dataItem :i ; rc:classifiedAs c:Two ."""
    )
    assert {_name(data) for data in graph.objects(None, DPV.hasPersonalData)} == {"One", "Two"}


def test_a_register_without_a_process_gets_no_roll_up() -> None:
    graph = _derived("<id/register/r> a dcat:Dataset ; rc:dataGroup :g .\n:g dpv:hasDataSubject c:student .")
    assert set(graph.subjects(DPV.hasDataSubject)) == {URIRef(f"{REGISTER}#g")}


def test_deriving_again_adds_nothing() -> None:
    source = _source(REGISTER_WITH_PARTS)
    graph = Graph() + source.graph
    derive(graph, BASE, source.order)
    once = set(graph)
    add_once = Graph() + graph
    derive(add_once, BASE, lambda s, p, o: source.places[s, p, o].order if (s, p, o) in source.places else 0)
    assert set(add_once) == once


def test_the_catalogue_lists_its_registers() -> None:
    graph = _derived("<id/register/r> a dcat:Dataset .\n<id/register/s> a dcat:Dataset .\n<id/system/x> a c:System .")
    assert set(graph.objects(BASE.catalogue, DCAT.dataset)) == {REGISTER, OTHER}


# Records and dates

TIMES = ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")


def _moment(text: str) -> Literal:
    return Literal(text, datatype=XSD.dateTime)


def _with_records(**publications: Publication) -> Graph:
    graph = Graph()
    graph.add((REGISTER, RDF.type, DCAT.Dataset))
    add_records(graph, BASE, {f"id/register/{name}": told for name, told in publications.items()})
    return graph


def _record(graph: Graph) -> dict[Node, Node]:
    """What is said of the record of the register."""
    [record] = graph.objects(BASE.catalogue, DCAT.record)
    assert record == BASE.document(str(REGISTER))
    said = dict(graph.predicate_objects(record))
    assert (said.pop(RDF.type), said.pop(FOAF.primaryTopic)) == (DCAT.CatalogRecord, REGISTER)
    return said


def test_a_register_that_was_never_published_is_a_draft_without_dates() -> None:
    assert _record(_with_records()) == {RC.status: RC.Draft}
    assert _record(_with_records(other=Publication(*TIMES[:2], current=True))) == {RC.status: RC.Draft}


def test_a_published_register_tells_when_it_was_first_and_last_published() -> None:
    assert _record(_with_records(r=Publication(*TIMES[:2], current=True))) == {
        RC.status: RC.Published,
        DCTERMS.issued: _moment(TIMES[0]),
        DCTERMS.modified: _moment(TIMES[1]),
    }


def test_a_register_that_was_changed_since_is_a_draft_that_keeps_its_first_date() -> None:
    """When it was last changed is not told before it is published again."""
    assert _record(_with_records(r=Publication(*TIMES[:2], current=False))) == {
        RC.status: RC.Draft,
        DCTERMS.issued: _moment(TIMES[0]),
    }


def test_the_catalogue_is_as_old_as_its_first_publication_and_as_new_as_its_last() -> None:
    graph = Graph()
    add_catalogue_dates(
        graph,
        BASE,
        {
            "id/register/r": Publication(TIMES[1], TIMES[1], current=True),
            "id/contact/c": Publication(TIMES[0], TIMES[2], current=True),
        },
    )
    assert set(graph) == {
        (BASE.catalogue, DCTERMS.issued, _moment(TIMES[0])),
        (BASE.catalogue, DCTERMS.modified, _moment(TIMES[2])),
    }


def test_an_unpublished_catalogue_has_no_dates() -> None:
    graph = Graph()
    add_catalogue_dates(graph, BASE, {})
    assert len(graph) == 0


# Measurements


def _measured(*registers: Completeness) -> Graph:
    graph = Graph()
    add_measurements(graph, BASE, Overview(registers))
    return graph


def _register(iri: str, **languages: int) -> Completeness:
    """A register with five texts, of which there are some in each language."""
    return Completeness(iri, iri[-1], NOTHING, (), 5, languages)


def test_a_measurement_is_a_fragment_of_the_document_of_what_it_measures() -> None:
    """With its metric, how many there are, and how many there could be; and it is reached from there."""
    measurement = URIRef("https://x/register/r#texts-sv")
    assert set(_measured(_register(REGISTER, sv=3)).triples((None, None, None))) >= {
        (REGISTER, DQV.hasQualityMeasurement, measurement),
        (measurement, RDF.type, DQV.QualityMeasurement),
        (measurement, DQV.computedOn, REGISTER),
        (measurement, DQV.isMeasurementOf, RC.TextsSv),
        (measurement, DQV.value, Literal("3", datatype=XSD.integer)),
        (measurement, RC.outOf, Literal("5", datatype=XSD.integer)),
    }


def test_the_catalogue_has_the_sums() -> None:
    graph = _measured(_register(REGISTER, sv=3, fi=5), _register(OTHER, sv=1, fi=0))
    of_catalogue = {
        str(measurement): (str(graph.value(measurement, DQV.value)), str(graph.value(measurement, RC.outOf)))
        for measurement in graph.objects(BASE.catalogue, DQV.hasQualityMeasurement)
    }
    assert of_catalogue == {"https://x/catalog#texts-fi": ("5", "10"), "https://x/catalog#texts-sv": ("4", "10")}


def test_a_catalogue_without_registers_has_no_measurement() -> None:
    assert len(_measured()) == 0


SERVED = """<id/register/r> a dcat:Dataset ; dcat:distribution :search, :file ; dcat:theme c:Theme ;
  dcat:contactPoint <id/contact/c> ; dcat:keyword "ord"@sv ; dct:publisher <id/agent/a> .
:search a dcat:Distribution ; dcat:accessService :service .
:file a dcat:Distribution ; dcat:accessService :service .
:service a dcat:DataService ; dcat:keyword "eget"@sv .
<id/register/s> a dcat:Dataset ; dcat:keyword "annat"@sv .
"""


def test_a_service_serves_its_register_and_has_what_holds_for_it() -> None:
    """And the catalogue leads to it; another register's things are not its own."""
    graph = _derived(SERVED)
    service = URIRef(f"{REGISTER}#service")
    assert set(graph.subjects(DCAT.service)) == {BASE.catalogue}
    assert set(graph.objects(BASE.catalogue, DCAT.service)) == {service}
    assert set(graph.objects(service, DCAT.servesDataset)) == {REGISTER}
    assert {str(word) for word in graph.objects(service, DCAT.keyword)} == {"eget", "ord"}
    assert set(graph.objects(service, DCAT.theme)) == {URIRef("https://vocabulary.example/Theme")}
    assert set(graph.objects(service, DCTERMS.publisher)) == {URIRef("https://x/id/agent/a")}
    assert set(graph.objects(service, DCAT.contactPoint)) == {URIRef("https://x/id/contact/c")}


def test_a_catalogue_names_the_table_of_its_themes_where_it_has_some() -> None:
    """A register without a theme is of none."""
    assert set(_derived(SERVED).objects(BASE.catalogue, DCAT.themeTaxonomy)) == {DATA_THEMES}
    assert not set(_derived("<id/register/r> a dcat:Dataset .").objects(None, DCAT.themeTaxonomy))
