"""What a description tells of what the law asks is counted by section and article, on what is public."""

from __future__ import annotations

import datetime as dt

import pytest
from rdflib import RDF, Graph, URIRef

from publisher.check.completeness import measure
from publisher.load.turtle import load_text
from publisher.model.completeness import Completeness
from publisher.model.demands import Demands
from publisher.model.resources import folder
from publisher.model.terms import DCAT, PREFIXES
from publisher.release.flow import completeness
from publisher.release.site import Site

BASE = "http://local.example/"
DEMANDS = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
TODAY = dt.date(2026, 11, 24)
ALL_OF_28 = """rc:informationSystem <id/system/a> ; dcat:contactPoint <id/contact/c> ;
  rc:decidingAuthority <id/contact/c> ;
  rc:dataGroup :g ; rc:searchKey :k ; rc:openInterface :i"""


def measured(register: str, rest: str = "", day: dt.date = TODAY) -> Completeness:
    """The completeness of the one register of a public graph."""
    prefixes = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    text = f"{prefixes}@prefix : <id/register/r#> .\n<id/register/r> a dcat:Dataset ; {register} .\n{rest}"
    source = load_text(text.encode(), BASE, "x.ttl")
    assert source.findings == []
    (one,) = measure(source.graph, DEMANDS, day)
    return one


def of_28(one: Completeness) -> tuple[list[str], list[str], list[str], list[str]]:
    """The demands of section 28 that are stated, withheld, not applicable and missing."""
    (count,) = [count for count in one.counts if count.scheme.name == "section-28"]
    kinds = (count.stated, count.withheld, count.not_applicable, count.missing)
    stated, withheld, not_applicable, missing = ([demand.notation for demand in kind] for kind in kinds)
    return stated, withheld, not_applicable, missing


def test_a_register_that_tells_everything_lacks_nothing() -> None:
    assert of_28(measured(ALL_OF_28)) == (["28-1", "28-2", "28-3", "28-4", "28-5"], [], [], [])


def test_a_demand_for_two_things_is_met_by_both() -> None:
    """Who decides, and whom to ask, is one demand."""
    for one in ("rc:decidingAuthority <id/contact/c>", "dcat:contactPoint <id/contact/c>"):
        assert "28-2" in of_28(measured(one))[3]
    assert of_28(measured("rc:decidingAuthority <id/contact/c> ; dcat:contactPoint <id/contact/c>"))[0] == ["28-2"]


def test_what_is_withheld_or_does_not_apply_is_told_from_what_is_missing() -> None:
    register = "rc:withheld :m ; rc:notApplicable rc:openInterface"
    assert of_28(measured(register, ":m rc:field rc:searchKey .")) == ([], ["28-4"], ["28-5"], ["28-1", "28-2", "28-3"])


def test_fields_of_the_process_count_for_the_register() -> None:
    one = measured(
        "dpv:hasPersonalDataProcess :p", ":p dpv:hasLegalBasis :b ; rc:withheld :m .\n:m rc:field dpv:hasRecipient ."
    )
    (count,) = [count for count in one.counts if count.scheme.name == "article-13"]
    assert [demand.iri.rpartition("#")[2] for demand in count.stated] == ["legal-basis"]
    assert [demand.iri.rpartition("#")[2] for demand in count.withheld] == ["recipients"]
    assert (count.answered, count.asked) == (2, 9)


def test_a_demand_for_a_value_of_a_type_is_met_by_such_a_value_only() -> None:
    """The right of access does not tell that one can complain."""
    for article, answered in (("A15", ["rights"]), ("A77", ["complaint", "rights"])):
        one = measured(
            "dpv:hasPersonalDataProcess :p", f":p dpv:hasRight :one .\n:one a dpv:ActiveRight, eu-gdpr:{article} ."
        )
        (count,) = [count for count in one.counts if count.scheme.name == "article-13"]
        assert sorted(demand.name for demand in count.stated) == answered


def test_only_what_is_in_force_on_the_day_is_asked() -> None:
    assert of_28(measured("dct:identifier 'r'", day=dt.date(2019, 12, 31))) == ([], [], [], [])


def test_a_register_may_be_measured_by_the_law_of_another_day() -> None:
    graph = Graph()
    for slug in "rs":
        graph.add((URIRef(f"{BASE}id/register/{slug}"), RDF.type, DCAT.Dataset))
    one, other = measure(graph, DEMANDS, TODAY, {f"{BASE}id/register/s": dt.date(2019, 12, 31)})
    assert [len(of_28(found)[3]) for found in (one, other)] == [5, 0]


def test_texts_are_counted_by_language() -> None:
    one = measured(
        'dct:title "a"@sv, "b"@fi ; rc:dataGroup :g', ':g rdfs:label "c"@sv .\n<id/system/s> dct:title "d"@sv .'
    )
    assert (one.texts, one.languages) == (2, {"sv": 2, "fi": 1, "en": 0})


@pytest.mark.parametrize(
    ("register", "answered"),
    [("abilitas", 3), ("primus-wilma-kurre", 3), ("itslearning", 2), ("tweb-valmu", 2), ("unit4", 2), ("webauto", 2)],
)
def test_the_example_is_as_complete_as_its_page(site: Site, register: str, answered: int) -> None:
    """Systems and data groups everywhere, who decides for two, search keys and interface nowhere."""
    (one,) = [one for one in completeness(site)["optima"].registers if one.slug == register]
    (count,) = [count for count in one.counts if count.scheme.name == "section-28"]
    assert (count.answered, count.asked) == (answered, 5)
