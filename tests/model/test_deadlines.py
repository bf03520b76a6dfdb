"""The last day of a time limit is counted and moved as the acts say."""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
import pytest
from hypothesis import given
from rdflib import DCTERMS, RDF, Graph

from publisher.model.deadlines import FIRST, LAST, Period, counting_of, countings, easter
from publisher.model.demands import Demands
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder

OPENNESS = "http://data.finlex.fi/eli/sd/1999/621"
GDPR = "http://data.europa.eu/eli/reg/2016/679/oj"
DEMANDS = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
ACTS = {str(act) for act in Graph().parse(folder("ontology") / "labels.ttl").subjects(RDF.type, DCTERMS.Standard)}
RECEIVED = st.dates(FIRST, LAST)
PERIODS = st.sampled_from(["P14D", "P1M", "P3M"])


def last(act: str, received: str, period: str) -> str:
    """The last day, and what it was moved from, in English."""
    rule = counting_of(act)
    assert rule
    found = rule.last_day(dt.date.fromisoformat(received), Period.read(period))
    return " ".join([found.day.isoformat(), *(f"<{label.in_language('en').text}" for _, label in found.moved)])


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1961, "04-02"),
        (2000, "04-23"),
        (2008, "03-23"),
        (2011, "04-24"),
        (2026, "04-05"),
        (2027, "03-28"),
        (2038, "04-25"),
    ],
)
def test_easter_is_known(year: int, day: str) -> None:
    assert easter(year) == dt.date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(
    ("received", "period", "wanted"),
    [
        ("2026-11-26", "P14D", "2026-12-10"),
        ("2026-03-20", "P14D", "2026-04-07 <Good Friday <a Saturday <Easter Sunday <Easter Monday"),
        ("2026-06-05", "P14D", "2026-06-22 <Midsummer Eve <Midsummer Day <a Sunday"),
        ("2026-10-17", "P14D", "2026-11-02 <All Saints’ Day <a Sunday"),
        ("2026-12-10", "P14D", "2026-12-28 <Christmas Eve <Christmas Day <Boxing Day <a Sunday"),
        ("2026-04-17", "P14D", "2026-05-04 <May Day <a Saturday <a Sunday"),
        ("2027-11-22", "P14D", "2027-12-07 <Independence Day"),
        ("2026-04-30", "P14D", "2026-05-15 <Ascension Day"),
        ("2027-01-31", "P1M", "2027-03-01 <a Sunday"),
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2027-08-31", "P1M", "2027-09-30"),
        ("2025-12-06", "P1M", "2026-01-07 <Epiphany"),
        ("2025-12-01", "P1M", "2026-01-02 <New Year’s Day"),
    ],
)
def test_the_time_for_a_public_document_ends_on_a_working_day(received: str, period: str, wanted: str) -> None:
    """Act 150/1930: the day of receipt is not counted, a month ends on the day of its number, closed days move it."""
    assert last(OPENNESS, received, period) == wanted


@pytest.mark.parametrize(
    ("received", "period", "wanted"),
    [
        ("2026-05-19", "P1M", "2026-06-19"),
        ("2026-11-24", "P1M", "2026-12-24"),
        ("2026-02-28", "P1M", "2026-03-30 <a Saturday <a Sunday"),
        ("2026-03-03", "P1M", "2026-04-07 <Good Friday <a Saturday <Easter Sunday <Easter Monday"),
        ("2027-11-30", "P3M", "2028-02-29"),
        ("2026-11-30", "P3M", "2027-03-01 <a Sunday"),
    ],
)
def test_the_time_for_own_data_is_not_moved_by_the_eves(received: str, period: str, wanted: str) -> None:
    """Regulation 1182/71 moves it from public holidays, Saturdays and Sundays; an eve is no public holiday."""
    assert last(GDPR, received, period) == wanted


@given(RECEIVED, PERIODS, st.sampled_from([OPENNESS, GDPR]))
def test_the_last_day_is_a_working_day_and_is_moved_no_further_than_it_must(
    received: dt.date, period: str, act: str
) -> None:
    rule = counting_of(act)
    assert rule
    found = rule.last_day(received, Period.read(period))
    assert found.day.isoweekday() < 6
    assert not any(closed.falls_on(found.day) for closed in rule.closed)
    assert received < found.counted <= found.day
    assert (found.day - found.counted).days == len(found.moved) <= 6
    assert [day for day, _ in found.moved] == [found.counted + dt.timedelta(days=n) for n in range(len(found.moved))]


@given(RECEIVED)
def test_two_weeks_end_on_the_same_day_of_the_week(received: dt.date) -> None:
    """Act 150/1930, section 3: on the day that corresponds by name."""
    assert Period.read("P14D").after(received).isoweekday() == received.isoweekday()


@given(RECEIVED, st.integers(1, 36))
def test_months_end_on_the_day_of_the_same_number_or_the_last_of_a_shorter_month(received: dt.date, n: int) -> None:
    found = Period(n, 0).after(received)
    assert (found.year - received.year) * 12 + found.month - received.month == n
    is_last = (found + dt.timedelta(days=1)).day == 1
    assert found.day == received.day or (is_last and found.day < received.day)


@given(RECEIVED, RECEIVED, PERIODS)
def test_who_asks_later_is_never_answered_earlier(one: dt.date, other: dt.date, period: str) -> None:
    rule = counting_of(OPENNESS)
    assert rule
    early, late = sorted((one, other))
    time = Period.read(period)
    assert rule.last_day(early, time).day <= rule.last_day(late, time).day


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    assert easter(year).isoweekday() == 7
    assert dt.date(year, 3, 22) <= easter(year) <= dt.date(year, 4, 25)


@pytest.mark.parametrize("text", ["", "P", "P1", "PT1H", "P1W", "-P1D", "P1.5M", "P1M ", "1M"])
def test_what_is_no_time_in_months_and_days_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no time"):
        Period.read(text)


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_a_day_of_receipt_that_cannot_be_is_refused(day: dt.date) -> None:
    with pytest.raises(ValueError, match="not between"):
        countings()[0].last_day(day, Period(1, 0))


def test_every_deadline_has_a_rule_that_counts_it_and_that_was_read() -> None:
    """An act whose rule of counting was not read would not be counted as law."""
    for demand in DEMANDS.of("deadlines"):
        rule = counting_of(demand.law)
        assert rule
        assert rule.text_read
        assert rule.law in ACTS
        assert Period.read(demand.period).after(dt.date(2026, 1, 1)) > dt.date(2026, 1, 1)
    assert counting_of("http://data.finlex.fi/eli/sd/2019/906") is None


def test_rules_and_days_have_names_in_every_language() -> None:
    for rule in countings():
        for label in (rule.label, *(closed.label for closed in rule.closed)):
            assert {said.language for said in label} == set(LANGUAGES)
