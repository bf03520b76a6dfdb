"""What the law demands is data that says where it stands, since when, and whether it was read."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from rdflib import DCTERMS, RDF, RDFS, Graph, URIRef

from publisher.model.demands import Demand, Demands
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder
from publisher.model.terms import SH
from tests.conftest import ROOT

NAMESPACE = "https://w3id.org/records-catalogue/demand#"
DEMANDS = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
ACTS = {str(act) for act in Graph().parse(folder("ontology") / "labels.ttl").subjects(RDF.type, DCTERMS.Standard)}


def shapes() -> Graph:
    """All source shapes."""
    graph = Graph()
    for file in (ROOT / "shapes" / "source").glob("*.ttl"):
        graph.parse(file)
    return graph


@pytest.mark.parametrize("demand", DEMANDS.demands, ids=lambda demand: demand.notation)
def test_a_demand_is_told_in_every_language_with_its_source_and_day(demand: Demand) -> None:
    for text in (demand.label, demand.definition):
        assert {said.language for said in text} == set(LANGUAGES)
    assert demand.law in ACTS
    assert dt.date.fromisoformat(demand.valid_from) <= dt.date(2026, 1, 1)
    assert demand.schemes <= {scheme.name for scheme in DEMANDS.schemes} != set()
    assert bool(demand.fields) != bool(demand.period)


def test_section_28_makes_five_demands() -> None:
    assert [demand.notation for demand in DEMANDS.of("section-28")] == ["28-1", "28-2", "28-3", "28-4", "28-5"]


@pytest.mark.parametrize("demand", [d for d in DEMANDS.demands if d.fields], ids=lambda demand: demand.notation)
def test_a_demand_for_content_was_read_and_says_where_it_stands(demand: Demand) -> None:
    """In each section and article that makes it, in every language: as `article 13(1)(c)` or `section 28`."""
    assert demand.text_read
    numbers = {scheme.rpartition("-")[2] for scheme in demand.schemes}
    assert {said.language for said in demand.provision} == set(LANGUAGES)
    for said in demand.provision:
        of_language = {
            "sv": r"(\d+)(?: §|\.\d)",
            "fi": r"(\d+) (?:§|artiklan)",
            "en": r"(?:section )?(\d+)(?:,|\(\d\))",
        }
        assert set(re.findall(of_language[said.language], said.text)) >= numbers, said


def test_a_deadline_was_read_or_names_the_page_that_tells_it() -> None:
    """What was read is the GDPR; of the Act on Openness it is a page of the judicial administration that tells it."""
    deadlines = DEMANDS.of("deadlines")
    assert [bool(demand.told_by) for demand in deadlines] == [not demand.text_read for demand in deadlines]
    assert {demand.law for demand in deadlines if demand.text_read} == {"http://data.europa.eu/eli/reg/2016/679/oj"}
    assert {d.told_by.partition("/en/")[0] for d in deadlines if d.told_by} == {"https://oikeus.fi"}


@pytest.mark.parametrize("demand", [d for d in DEMANDS.demands if d.fields], ids=lambda demand: demand.notation)
def test_a_demand_for_content_says_in_every_language_what_a_gap_means(demand: Demand) -> None:
    """For a reader, who is told what to do: in at least two sentences, without citing a law."""
    assert {said.language for said in demand.gap} == set(LANGUAGES)
    for said in demand.gap:
        assert said.text.count(".") >= 2, said
        assert not re.search(r"§|\d|artik|article|GDPR", said.text), said


@pytest.mark.parametrize("demand", [d for d in DEMANDS.demands if d.fields], ids=lambda demand: demand.notation)
def test_a_demand_for_content_has_a_shape(demand: Demand) -> None:
    """A shape that finds what is missing refers to it."""
    assert list(shapes().subjects(RDFS.seeAlso, URIRef(demand.iri)))


@pytest.mark.parametrize("demand", [d for d in DEMANDS.demands if d.fields], ids=lambda demand: demand.notation)
def test_what_says_that_a_demand_is_not_met_names_the_law(demand: Demand) -> None:
    """In every language: each of its articles (13–15 are three), or the act and section."""
    graph = shapes()
    for shape in graph.subjects(RDFS.seeAlso, URIRef(demand.iri)):
        if (shape, SH.severity, SH.Info) in graph:
            for message in graph.objects(shape, SH.message):
                (cited,) = re.findall(r"\((?:dataskyddsförordningen|tietosuoja-asetuksen|GDPR),? ([^)]*)\)", message)
                numbers = set(map(int, re.findall(r"\d+", cited))) | ({14} if "13–15" in cited else set())
                assert {f"article-{number}" for number in numbers} == demand.schemes, message


def test_shapes_refer_to_demands_that_exist() -> None:
    known = {demand.iri for demand in DEMANDS.demands}
    referred = {str(law) for law in shapes().objects(None, RDFS.seeAlso) if str(law).startswith(NAMESPACE)}
    assert referred <= known
    assert {str(p) for shape in shapes().subjects(RDFS.seeAlso) for p in shapes().objects(shape, SH.severity)}


def test_a_demand_holds_from_its_first_day_to_its_last() -> None:
    graph = Graph().parse(folder("ontology") / "demands.ttl")
    one = URIRef(f"{NAMESPACE}search-keys")
    graph.parse(data=f'<{one}> <https://w3id.org/records-catalogue#validUntil> "2030-06-30" .', format="turtle")
    (demand,) = [d for d in Demands.read(graph).demands if d.iri == str(one)]
    days = ("2019-12-31", "2020-01-01", "2030-06-30", "2030-07-01")
    assert [demand.holds_on(dt.date.fromisoformat(day)) for day in days] == [False, True, True, False]
