"""Which dates of a text may be the end of what it says, in every form in which people write dates."""

from __future__ import annotations

import datetime as dt
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.term import Node

from publisher.check import dates
from publisher.check.dates import Dated, day_after, day_of, last_days
from publisher.model.languages import LANGUAGES
from publisher.model.terms import XSD

NOTICEABLE = 0.05
"""Seconds of work, a hundred times what a linear search of the longest text takes."""

COUNTED = {
    "sv": (
        "31.12.2025",
        "Gäller till 31.12.2025.",
        "t.o.m. 31.12.2025",
        "till och med den 31 december 2025",
        "senast 31.12.2025",
        "före utgången av den 31 december 2025",
        "avtalet gäller till 31.12.2025",
        "den 31:a december 2025",
        "31 dec. 2025",
        "till 2025-12-31",
        "fram till\n  den\u00a031 DECEMBER 2025, om inget annat sägs",
        "31. 12. 2025",
        "fr.o.m. 1.1.2024 t.o.m. 31.12.2025",
        "från den 1 januari 2024 till den 31 december 2025",
        "mellan 1.1.2024 och 31.12.2025",
        "1.1.2024–31.12.2025",
        "1.1.2024 - 31.12.2025",
        "1.1–31.12.2025",
        "1.1.–31.12.2025",
        "1–31 december 2025",
        "den 1 december 2025–den 31 december 2025",
        "2024-01-01/2025-12-31",
        "2024-01-01–2025-12-31",
    ),
    "fi": (
        "31.12.2025",
        "31.12.2025 asti",
        "31.12.2025 saakka.",
        "viimeistään 31.12.2025",
        "31.12.2025 mennessä",
        "Voimassa 31. joulukuuta 2025 asti",
        "31. joulukuuta 2025",
        "31. joulukuu 2025",
        "31 päivään joulukuuta 2025",
        "joulukuun 31. päivään 2025",
        "joulukuun 31. päivänä 2025",
        "joulukuun 31. pv. 2025",
        "hyväksytty 31.12.2025 asti",
        "sopimus 31.12.2025 saakka",
        "1.1.2024 alkaen 31.12.2025 asti",
        "1.1.2024 ja 31.12.2025 välillä",
        "1.1.2024–31.12.2025",
        "1.12.–31.12.2025",
    ),
    "en": (
        "31.12.2025",
        "until 31.12.2025",
        "by 31 December 2025",
        "until the 31st of December 2025",
        "31st day of December, 2025",
        "December 31, 2025",
        "no later than 31 Dec. 2025",
        "the deadline of 31 December 2025",
        "valid through 2025-12-31",
        "from 1 January 2024 to 31 December 2025",
        "from January 1, 2024 until December 31, 2025",
        "between 1.1.2024 and 31.12.2025",
        "1 January 2024 – 31 December 2025",
        "1–31 December 2025",
    ),
}
"""Texts with one date that counts: the last day of 2025."""

PASSED_OVER = {
    "sv": (
        "från 1.1.2020",
        "Från och med den 1 januari 2020",
        "fr.o.m. 1.1.2020",
        "Fr. o. m. 2020-01-01",
        "sedan den 1 januari 2020",
        "efter den 1 januari 2020",
        "1.1.2020 och framåt",
        "trädde i kraft den 1 januari 2020",
        "togs i bruk 1.8.2020",
        "infördes 1.8.2020",
        "beslutades den 1 augusti 2020",
        "daterad 12.3.2020",
        "godkänd 12.3.2020",
        "Uppdaterad: 12.3.2020",
        "lagen av den 21 maj 1999",
        "offentlighetslagen av den 21 maj 1999",
        "lag 22.12.2009/1672",
        "(22.12.2009/1672)",
        "förordning 22.12.2009 / 1672",
        "beslut den 16 april 1998",
        "rektorns beslut 1.2.2020",
        "protokollet av den 12 mars 2020",
    ),
    "fi": (
        "1.1.2020 alkaen",
        "1.1.2020 lähtien",
        "1.1.2020 lukien",
        "alkaen 1.1.2020",
        "1. tammikuuta 2020 alkaen",
        "tammikuun 1. päivästä 2020",
        "tulee voimaan 1.1.2020",
        "tulivat voimaan 1 päivänä joulukuuta 1999",
        "1.1.2020 voimaan tullut laki",
        "Julkaistu 3.2.2021",
        "Päivitetty: 15.12.2023",
        "annettu 22.12.2009",
        "22.12.2009 annettu laki",
        "12.3.2020 tehdyn päätöksen",
        "päätös 12.3.2020",
        "rehtorin päätöksellä 1.2.2020",
        "otettiin käyttöön 1.8.2020",
        "1.8.2020 käyttöön otettu",
        "laki 22.12.2009/1672",
    ),
    "en": (
        "from 1 January 2020",
        "since 1.1.2020",
        "as of 1 January 2020",
        "after 1 January 2020",
        "1 January 2020 onwards",
        "in force since 1.1.2020",
        "entered into force on 1 January 2020",
        "taken into use on 1.8.2020",
        "introduced on 1 August 2020",
        "adopted on the 12th of March 2020",
        "dated 2020-03-12",
        "Updated: 12 March 2020",
        "the Act of 21 May 1999",
        "decision of 12 March 2020",
        "the regulation of 27 April 2016",
        "act 22.12.2009/1672",
    ),
}
"""Texts whose dates do not count: something began or was done then."""

NONE = (
    "",
    "906/2019",
    "2025",
    "31.2.2025",
    "0.1.2025",
    "1.13.2025",
    "2025-02-30",
    "31.12.",
    "31.12.25",
    "1.2.3.2025",
    "version 10.1.2.2025",
    "31.12.20251",
    "a31.12.2025",
    "31.12.2025a",
    "2025-12-31T12:00:00Z",
    "läsåret 2024–2025",
    "tfn 044 7215 234",
    "december 2025",
    "joulukuussa 2025",
    "31 måndag 2025",
    "https://example.fi/2025-12-31/beslut",
)
"""Texts that are taken for a date in no language."""


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag in LANGUAGES for text in COUNTED[tag]])
def test_a_date_that_may_be_an_end_counts(language: str, text: str) -> None:
    """Alone, with a word for until or by, or as the last of joined dates; it is told as it is written."""
    [found] = last_days(text, language)
    assert found.day == dt.date(2025, 12, 31)
    assert found.written in " ".join(text.split())


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag in LANGUAGES for text in PASSED_OVER[tag]])
def test_a_date_on_which_something_began_or_was_done_does_not_count(language: str, text: str) -> None:
    """A description tells such dates for ever."""
    assert list(last_days(text, language)) == []


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag in LANGUAGES for text in PASSED_OVER[tag]])
def test_but_what_ends_does_count_in_the_same_text(language: str, text: str) -> None:
    """A beginning hides no end."""
    [found] = last_days(f"{text}. Gäller 31.12.2025", language)
    assert found == Dated("31.12.2025", dt.date(2025, 12, 31))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", NONE)
def test_what_is_no_whole_date_is_none(text: str, language: str) -> None:
    """Months, years, versions, numbers of acts, moments and addresses."""
    assert list(last_days(text, language)) == []


def test_each_date_of_a_text_counts_in_order() -> None:
    """As it is written."""
    text = "Ansök senast 1.3.2025 eller den 2 april 2024, dock inte 2026-05-06."
    assert [found.written for found in last_days(text, "sv")] == ["1.3.2025", "2 april 2024", "2026-05-06"]


def test_a_word_counts_only_right_beside_the_date() -> None:
    """And whole."""
    assert len(list(last_days("Från registret lämnas uppgifter 1.1.2020", "sv"))) == 1
    assert len(list(last_days("alkaen, kunnes 1.1.2020", "fi"))) == 1
    assert len(list(last_days("1.1.2020 alkaenkin", "fi"))) == 1


def test_the_months_are_those_of_the_language() -> None:
    """The language of a text is known by its tag."""
    assert list(last_days("31. joulukuuta 2025", "sv")) == []
    assert list(last_days("31 december 2025", "fi")) == []
    assert list(last_days("31.12.2025", "de")) == []


def test_a_letter_of_two_characters_is_that_letter() -> None:
    """As some programs write it."""
    text = unicodedata.normalize("NFD", "kesäkuun 30. päivään 2025")
    assert [found.day for found in last_days(text, "fi")] == [dt.date(2025, 6, 30)]


def test_every_language_has_twelve_months_that_three_letters_tell_apart() -> None:
    """And says what stands beside its dates."""
    for table in (dates._MONTHS, dates._IN_WORDS, dates._BEGAN_BEFORE, dates._BEGAN_AFTER, dates._JOINS):
        assert set(table) == set(LANGUAGES)
    for months in dates._MONTHS.values():
        assert (len(months.split()), len({month[:3] for month in months.split()})) == (12, 12)


INFLECTED = ("{m}ta", "{m}", "{m}n", "{m}ssa")


def written(day: dt.date, language: str) -> list[str]:
    """The forms of a day in a language."""
    month = dates._MONTHS[language].split()[day.month - 1]
    figures = [f"{day.day}.{day.month}.{day.year:04}", f"{day.day:02}.{day.month:02}.{day.year:04}", day.isoformat()]
    if language == "sv":
        return [*figures, f"{day.day} {month} {day.year:04}", f"den {day.day} {month[:3]}. {day.year:04}"]
    if language == "fi":
        words = [f"{day.day}. {form.format(m=month)} {day.year:04}" for form in INFLECTED]
        return [*figures, *words, f"{month}n {day.day}. päivä {day.year:04}"]
    return [
        *figures,
        f"{day.day} {month} {day.year:04}",
        f"{month} {day.day}, {day.year:04}",
        f"{day.day} {month[:3]} {day.year:04}",
    ]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.dates(), st.sampled_from(sorted(LANGUAGES)))
def test_every_day_is_read_in_every_form(day: dt.date, language: str) -> None:
    for text in written(day, language):
        assert [found.day for found in last_days(f"x {text}, y", language)] == [day], text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(), st.sampled_from(sorted(LANGUAGES)))
def test_no_text_breaks_the_reading(text: str, language: str) -> None:
    for found in last_days(text, language):
        assert found.written


HOSTILE = (
    "1.",
    "1.1.",
    "1 ",
    "1 päivänä ",
    "1. joulukuu",
    "december ",
    "31 december 20",
    "2025-",
    "31.12.2025 ",
    "31.12.2025–",
    "https://",
    "aades ",
    "a",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("run", HOSTILE)
def test_a_text_twice_as_long_takes_no_more_than_twice_the_work(run: str, language: str) -> None:
    """So that a long hostile value cannot stop a check. Work too small to tell apart is linear enough."""

    def work(length: int) -> float:
        text = "2025 " + run * (length // len(run))
        start = time.process_time()
        list(last_days(text, language))
        return time.process_time() - start

    if work(25_000) > NOTICEABLE:
        assert work(100_000) < 3 * work(50_000)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (Literal("2026-01-31", datatype=XSD.date), dt.date(2026, 1, 31)),
        (Literal("2026-02-31", datatype=XSD.date), None),
        (Literal("2026-01-31"), None),
        (Literal("2026-01-31", lang="sv"), None),
        (Literal("2026-01-31T12:00:00Z", datatype=XSD.dateTime), None),
        (URIRef("https://x/2026-01-31"), None),
    ],
)
def test_a_day_is_a_value_of_its_type(value: Node, day: dt.date | None) -> None:
    assert day_of(value) == day


def test_after_the_last_day_there_is_none() -> None:
    assert day_after(dt.date(2025, 12, 31)) == dt.date(2026, 1, 1)
    assert day_after(dt.date.max) == dt.date.max
