"""What time alone makes doubtful: reviews that are missing, old or due, and texts whose day has passed."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.check import staleness
from publisher.check.staleness import findings, may_turn, turning_days
from publisher.check.withheld import Marks
from publisher.load.turtle import Source, load_files, load_text
from publisher.model.disclosure import AllowList
from publisher.model.findings import Finding
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder
from publisher.model.terms import DCAT, DCTERMS, PREFIXES, RC, XSD
from tests.conftest import ROOT

BASE = "https://x/"
HEAD = "".join(f"@prefix {prefix}: <{namespace}> . " for prefix, namespace in PREFIXES.items())
TODAY = dt.date(2026, 6, 15)


def source(text: str) -> Source:
    """What a text states, whose first line is the first."""
    found = load_text((HEAD + text).encode(), BASE, "x.ttl")
    assert [finding.text() for finding in found.findings] == []
    return found


def register(reviewed: str = "", planned: str = "") -> Source:
    """A register with the days of its reviews: on the second line and on the third."""
    days = (("rc:reviewed", reviewed), ("rc:nextReview", planned))
    lines = " ;\n".join(f'{field} "{day}"^^xsd:date' if day else 'rdfs:comment "."@sv' for field, day in days)
    return source(f"<r> a dcat:Dataset ;\n{lines} .")


def said(of: Source, day: dt.date = TODAY) -> list[tuple[int, str]]:
    """Line and rule of each remark."""
    found = list(findings(of, day))
    assert {finding.severity for finding in found} <= {"info"}
    return sorted((finding.place.line, finding.rule) for finding in found)


# Reviews


def test_a_register_that_tells_no_review_has_one_remark_where_it_begins() -> None:
    """Worded as such; what is no register has none."""
    [found] = findings(source("\n<r> a dcat:Dataset, dcat:Resource .\n<c> a dcat:Catalog ."), TODAY)
    assert (found.place.line, found.severity, found.rule) == (2, "info", "no-review")
    assert found.messages == {
        "sv": "det framgår inte när myndigheten senast gick igenom beskrivningen. Gå igenom den och skriv dagen, till "
        'exempel rc:reviewed "2026-01-31"^^xsd:date',
        "fi": "kuvauksesta ei näy, milloin viranomainen on viimeksi tarkistanut sen. Tarkista se ja kirjoita päivä, "
        'esimerkiksi rc:reviewed "2026-01-31"^^xsd:date',
        "en": "nothing tells when the authority last reviewed the description. Review it and write the day, for "
        'example rc:reviewed "2026-01-31"^^xsd:date',
    }


@pytest.mark.parametrize(
    ("reviewed", "planned", "expected"),
    [
        ("2026-06-15", "", []),
        ("2025-06-15", "", []),
        ("2025-06-14", "", [(2, "old-review")]),
        ("1999-01-01", "", [(2, "old-review")]),
        ("2026-06-16", "", [(2, "review-ahead")]),
        ("9999-12-31", "", [(2, "review-ahead")]),
        ("", "2026-06-15", [(1, "no-review")]),
        ("", "2026-06-14", [(3, "passed-review")]),
        ("2026-01-31", "2026-06-15", []),
        ("2026-01-31", "2026-06-14", [(3, "passed-review")]),
        ("2024-01-31", "2026-06-14", [(3, "passed-review")]),
        ("2024-01-31", "2027-01-31", [(2, "old-review")]),
        ("2026-01-31", "2025-01-31", []),
        ("2026-01-31", "2026-01-31", []),
        ("2024-01-31", "2023-01-31", [(2, "old-review")]),
        ("2026-06-16", "2026-06-14", [(2, "review-ahead")]),
    ],
)
def test_a_register_has_at_most_one_remark_on_its_reviews(
    reviewed: str, planned: str, expected: list[tuple[int, str]]
) -> None:
    """On the line of the day to change. That the next comes before the last is for a shape to say."""
    assert said(register(reviewed, planned)) == expected


@pytest.mark.parametrize(
    ("reviewed", "first"),
    [
        ("2025-06-15", "2026-06-16"),
        ("2024-02-29", "2025-03-01"),
        ("2023-02-28", "2024-02-29"),
        ("2023-12-31", "2025-01-01"),
    ],
)
def test_a_review_is_old_when_its_day_came_again_the_year_after(reviewed: str, first: str) -> None:
    """On the day itself it is not; the last day of a leap February comes again as the last of the next."""
    day = dt.date.fromisoformat(first)
    assert said(register(reviewed), day - dt.timedelta(days=1)) == []
    assert said(register(reviewed), day) == [(2, "old-review")]


def test_the_last_days_that_there_are_break_nothing() -> None:
    assert said(register("9999-06-01"), dt.date.max) == []
    assert said(register("9999-06-01", "9999-12-31"), dt.date.max) == []
    assert dt.date.max in turning_days(register("9999-06-01", "9999-12-31").graph)


@pytest.mark.parametrize(
    "days",
    [
        'rc:reviewed "i januari"@sv',
        'rc:reviewed "2020-01-31"',
        "rc:reviewed <https://x/day>",
        'rc:reviewed "2020-01-31"^^xsd:date, "2021-01-31"^^xsd:date',
        'rc:reviewed "2020-01-31"^^xsd:date, "fel"@sv',
        'rc:reviewed "2020-01-31"^^xsd:date ; rc:nextReview "fel"@sv',
        'rc:nextReview "2020-01-31"^^xsd:date, "2021-01-31"^^xsd:date',
    ],
)
def test_days_that_are_not_written_as_they_should_be_are_for_a_shape_to_tell(days: str) -> None:
    assert said(source(f"<r> a dcat:Dataset ; {days} .")) == []


# Texts


def test_a_date_that_has_passed_is_told_where_it_stands() -> None:
    """In each language that has it, from the day after."""
    of = source(
        '<a> dct:description "Till den 14 juni 2026."@sv,\n "14. kesäkuuta 2026 asti."@fi,\n "By 15 June 2026."@en .'
    )
    assert said(of) == [(1, "passed-date"), (2, "passed-date")]
    assert said(of, dt.date(2026, 6, 14)) == []
    assert len(said(of, dt.date(2026, 6, 16))) == 3


def test_what_is_said_names_the_date_as_it_is_written() -> None:
    """Whatever the language of the message."""
    [found] = findings(source('<a> rdfs:label "Voimassa 1. tammikuuta 2026 asti"@fi .'), TODAY)
    assert [found.message(tag) for tag in LANGUAGES] == [
        "1. tammikuuta 2026 har gått, så texten kan vara föråldrad. Rätta den; om något började den dagen, säg det "
        "alldeles intill (från, alkaen, from)",
        "1. tammikuuta 2026 on mennyt, joten teksti voi olla vanhentunut. Korjaa se; jos jokin alkoi silloin, sano se "
        "aivan päivän vieressä (alkaen, från, from)",
        "1. tammikuuta 2026 has passed, so the text may be out of date. Correct it; if something began on that day, "
        "say so right beside it (from, alkaen, från)",
    ]


def test_each_date_of_a_text_is_told() -> None:
    assert said(source('<a> rdfs:label "1.1.2026 eller 2.2.2026"@sv .')) == [(1, "passed-date")] * 2


def test_only_texts_with_a_language_are_read() -> None:
    """Nor days that are values."""
    assert said(source('<a> rdfs:label "1.1.2026", "x"@sv ; rc:until "2026-01-01"^^xsd:date .')) == []


@pytest.mark.parametrize("rule", staleness._MESSAGES)
def test_every_message_is_told_in_every_language(rule: str) -> None:
    messages = staleness._MESSAGES[rule]
    assert set(messages) == set(LANGUAGES)
    assert len(set(messages.values())) == len(LANGUAGES)


def test_the_example_tells_no_review_and_no_date_that_has_passed() -> None:
    """One remark for each register: the authority's page says nothing of when it was reviewed."""
    files = sorted((ROOT / "data" / "optima").rglob("*.ttl"))
    found = [(f.rule, f.place.path) for f in findings(load_files(files, BASE, ROOT), TODAY)]
    assert sorted(found) == [
        ("no-review", f"data/optima/registers/{f.name}") for f in files if f.parent.name == "registers"
    ]


# Turning days

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))


@cache
def allowed() -> AllowList:
    """What may be published."""
    return AllowList.read(Graph().parse(folder("ontology") / "disclosure.ttl"))


@st.composite
def graphs(draw: st.DrawFn) -> Source:
    """Registers with days of reviews, texts with dates, and marks with last days; some of them ill written."""
    found = Source()
    for number in range(draw(st.integers(1, 3))):
        one, mark = URIRef(f"{BASE}id/register/r{number}"), URIRef(f"{BASE}id/register/r{number}#mark")
        found.graph.add((one, RDF.type, DCAT.Dataset))
        for field in (RC.reviewed, RC.nextReview, RC.until):
            for day in draw(st.lists(DAYS, max_size=2)):
                kind = draw(st.sampled_from([XSD.date, XSD.date, XSD.date, XSD.string]))
                subject = mark if field == RC.until else one
                found.graph.add((subject, field, Literal(day.isoformat(), datatype=kind)))
        found.graph.add((one, RC.withheld, mark))
        for day in draw(st.lists(DAYS, max_size=2)):
            form = draw(st.sampled_from(["till {}.{}.{}", "från {}.{}.{}", "{}.{}.{}–31.12.2027"]))
            found.graph.add((one, DCTERMS.description, Literal(form.format(day.day, day.month, day.year), lang="sv")))
    return found


def told(of: Source, day: dt.date) -> set[tuple[str, str, str]]:
    """Everything that is found on a day, here and in marks."""
    marks = Marks(of, allowed(), frozenset(), day).findings()
    everything: list[Finding] = [*findings(of, day), *marks]
    return {(finding.rule, finding.text(), finding.severity) for finding in everything}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(graphs(), st.data())
def test_between_two_turning_days_nothing_changes(of: Source, data: st.DataObject) -> None:
    """So what was found on a day holds until the day before the next of them."""
    turns = sorted({dt.date.min, *turning_days(of.graph), dt.date(2100, 1, 1)})
    for first, turn in pairwise(turns):
        last = turn - dt.timedelta(days=1)
        assert told(of, first) == told(of, data.draw(st.dates(first, last))) == told(of, last)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(graphs())
def test_only_registers_and_days_make_a_difference_to_the_turning_days(of: Source) -> None:
    dated = Graph()
    for triple in of.graph:
        if may_turn(triple[2]):
            dated.add(triple)
    assert turning_days(dated) == turning_days(of.graph)


@pytest.mark.parametrize(
    "value",
    [
        Literal("Post 1234", lang="sv"),
        Literal("from 1.1.2025", lang="en"),
        Literal("31.12.2025"),
        Literal("2025-12-31T12:00:00Z", datatype=XSD.dateTime),
        URIRef("https://x/2025-12-31"),
    ],
)
def test_a_figure_that_is_no_day_makes_none(value: Node) -> None:
    assert not may_turn(value)


def test_something_changes_on_every_turning_day_of_what_is_written_well() -> None:
    """A day too many would only cost time; here there is none."""
    of = source(
        """<id/register/r> a dcat:Dataset ; rc:reviewed "2025-03-01"^^xsd:date ; rc:withheld <id/register/r#m> ;
 dct:description "Till 3.4.2025 och från 5.5.2025"@sv .
<id/register/s> a dcat:Dataset ; rc:reviewed "2025-01-31"^^xsd:date ; rc:nextReview "2025-12-31"^^xsd:date .
<id/register/r#m> rc:until "2025-06-30"^^xsd:date ."""
    )
    days = [dt.date(2025, 1, 1) + dt.timedelta(number) for number in range(600)]
    changes = {day for before, day in pairwise(days) if told(of, before) != told(of, day)}
    assert changes == {
        dt.date(2025, 1, 31),
        dt.date(2025, 3, 1),
        dt.date(2025, 4, 4),
        dt.date(2025, 7, 1),
        dt.date(2026, 1, 1),
        dt.date(2026, 3, 2),
    }
    already_due = dt.date(2026, 2, 1)
    assert turning_days(of.graph) == changes | {already_due}
