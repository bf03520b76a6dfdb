"""A request is cleaned, and what is wrong with it is told field by field."""

from __future__ import annotations

import datetime as dt
import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from publisher.model.asking import DOCUMENT, OWN
from publisher.model.request import ANSWERS, LONGEST, Fault, Typed, clean, day_of, received_on
from tests.asking import BARE, FULL


def faults(track: str, **form: str) -> list[tuple[str, str]]:
    """What is wrong with a form for a register that tells all."""
    fields = {name.replace("_", "-"): [value] for name, value in form.items()}
    return [(fault.field, fault.what) for fault in Typed.read(FULL, fields).faults(track)]


def test_a_public_document_asks_for_no_name() -> None:
    assert faults(DOCUMENT, words="beslut om skolskjuts") == []
    assert faults(DOCUMENT, part="results") == []
    assert faults(DOCUMENT, key_1="Öberg") == []


def test_a_request_for_a_document_says_what_is_looked_for() -> None:
    assert faults(DOCUMENT, name="Åsa") == [("words", "nothing_asked")]
    assert faults(DOCUMENT, part="no-such-part") == [("words", "nothing_asked")]


def test_own_data_is_asked_for_by_name_and_may_be_all_of_it() -> None:
    assert faults(OWN) == [("name", "no_name")]
    assert faults(OWN, name=" \t ") == [("name", "no_name")]
    assert faults(OWN, name="Åsa Öberg") == []


@pytest.mark.parametrize(("answer", "field"), [("email", "email"), ("post", "address"), ("telephone", "telephone")])
def test_an_answer_needs_where_it_goes(answer: str, field: str) -> None:
    assert faults(OWN, name="Åsa", answer=answer) == [(field, f"no_{field}")]
    assert faults(OWN, name="Åsa", answer=answer, **{field: "asa@example.fi"}) == []


def test_an_answer_on_site_needs_nothing() -> None:
    assert faults(OWN, name="Åsa", answer="visit") == []
    assert faults(OWN, name="Åsa", answer="by pigeon") == []


@pytest.mark.parametrize("field", [field for field in LONGEST if field != "key"])
def test_a_text_that_is_too_long_is_told(field: str) -> None:
    longest = "@".join(["x" * (LONGEST[field] - 2), "y"])
    assert (field, "too_long") not in faults(DOCUMENT, **{field: longest})
    assert (field, "too_long") in faults(DOCUMENT, **{field: longest + "z"})


def test_days_are_days_and_in_order() -> None:
    assert faults(DOCUMENT, words="x", since="2026-02-30", until="snart", received="31.13.2026") == [
        ("since", "bad_day"),
        ("until", "bad_day"),
        ("received", "bad_day"),
    ]
    assert faults(DOCUMENT, words="x", since="2026-02-02", until="1.2.2026") == [("until", "days_turned")]
    assert faults(DOCUMENT, words="x", since="1.2.2026", until="2026-02-01") == []


@pytest.mark.parametrize("email", ["asa", "a b@c.fi", "@", "a@b@c", "a@b,c@d", "<a@b.fi>", 'a"@b.fi'])
def test_what_is_no_address_is_told(email: str) -> None:
    assert faults(DOCUMENT, words="x", email=email) == [("email", "bad_email")]


def test_faults_are_told_in_the_order_of_the_form() -> None:
    found = faults(OWN, since="x", words="y" * 5000, answer="post", email="z")
    assert [field for field, _ in found] == ["words", "since", "name", "email", "address"]


def test_parts_come_once_and_in_the_order_of_the_register() -> None:
    typed = Typed.read(FULL, {"part": ["results", "pupils-name", "results", "x"]})
    assert typed.parts == ("pupils-name", "results")


def test_a_register_that_tells_nothing_can_be_asked_too() -> None:
    typed = Typed.read(BARE, {"words": ["allt"], "part": ["x"], "key-0": ["y"]})
    assert typed == Typed(words="allt")
    assert typed.faults(DOCUMENT) == ()
    assert typed.faults(OWN) == (Fault("name", "no_name"),)


@given(st.text(), st.booleans())
@example(text="0\r\x1b 0", lines=False)
def test_a_cleaned_text_has_no_control_character_and_no_turned_direction(text: str, lines: bool) -> None:
    found = clean(text, lines=lines)
    allowed = {"\n"} if lines else set()
    assert {c for c in found if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} <= allowed
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(found)
    assert clean(found, lines=lines) == found


@given(
    st.dictionaries(
        st.sampled_from(["part", "words", "name", "email", "answer", "since", "received", "key-0", "key-9", "x"]),
        st.lists(st.text(max_size=20), max_size=3).filter(bool),
    ),
    st.sampled_from([DOCUMENT, OWN]),
)
def test_any_form_is_read(form: dict[str, list[str]], track: str) -> None:
    typed = Typed.read(FULL, form)
    assert typed.answer in ("", *ANSWERS)
    assert all(isinstance(fault, Fault) for fault in typed.faults(track))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-31", "2026-01-31"),
        ("31.1.2026", "2026-01-31"),
        ("1.2.2026", "2026-02-01"),
        ("01.02.2026", "2026-02-01"),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: str) -> None:
    assert day_of(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("text", ["", "20260131", "2026-W05-1", "2026-1-1", "29.2.2026", "0.0.0000", "٣١.١.٢٠٢٦"])
def test_what_is_no_day_is_no_day(text: str) -> None:
    assert day_of(text) is None


def test_the_day_of_receipt_is_today_unless_another_is_typed() -> None:
    today = dt.date(2026, 11, 26)
    assert received_on("", today) == today
    assert received_on("1.12.2026", today) == dt.date(2026, 12, 1)
    for text in ("x", "0001-01-01", "9999-12-31"):
        with pytest.raises(ValueError, match="no day"):
            received_on(text, today)
