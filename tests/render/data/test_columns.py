"""A cell holds its values on one line, and no spreadsheet takes it for a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.render.data.columns import SEPARATOR, Column

FORMULA = "=+-@＝＋－＠"
"""What a formula begins with (OWASP), besides white space, which no cell begins with."""

HARD = st.text(st.one_of(st.sampled_from(f"{FORMULA};,\"'| \t\r\n\u00a0\ufeff\u200b\x00\u2028ä"), st.characters()))
"""Texts of the characters that matter, and of all others."""


def cell(*values: str, is_list: bool = False) -> str:
    """The cell of some values."""
    return Column("x", lambda _: values, "x", is_list=is_list).cell(None)


def flat(text: str) -> str:
    """A text on one line, as cells have it."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


def bare(told: str) -> str:
    """What a cell says, without the apostrophes that only spreadsheets need; as docs/fetch.md tells it."""
    return re.sub(rf"""(^|;)'(?=[\s"'\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[{FORMULA}])""", r"\1", told)


def line(*cells: str) -> str:
    """Cells as a line of a file."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(["http://local.example/", *cells])
    return stream.getvalue()


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, whatever it makes of quotation marks and unseen signs."""
    return re.sub(r"^[\s\"\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+", "", text)[:1] in [*FORMULA]


@given(st.lists(HARD), st.booleans())
def test_a_cell_is_on_one_line_and_comes_back(values: list[str], is_list: bool) -> None:
    told = cell(*values, is_list=is_list)
    assert told.splitlines() in ([told], [])
    ((_, again),) = csv.reader(io.StringIO(line(told), newline=""), strict=True)
    assert again == told


@given(st.lists(HARD), st.booleans())
def test_no_cell_is_a_formula_with_commas_or_with_semicolons(values: list[str], is_list: bool) -> None:
    """A spreadsheet that is Swedish or Finnish splits at semicolons, whatever is quoted for commas."""
    told = cell(*values, is_list=is_list)
    assert not begins_formula(told)
    assert not [piece for piece in line(told, "x").split(";") if begins_formula(piece)]


@given(HARD)
def test_what_was_put_before_a_formula_can_be_taken_away(text: str) -> None:
    assert bare(cell(text)) == flat(text)


@given(st.lists(HARD, min_size=1))
def test_a_list_has_as_many_values_as_were_told(values: list[str]) -> None:
    """Empty ones too, so that the nth of one column belongs to the nth of another; none at all where all are empty."""
    told = bare(cell(*values, is_list=True))
    wanted = [flat(value).replace("|", "¦") for value in values]
    assert told == (SEPARATOR.join(wanted) if any(wanted) else "")
    if told:
        assert len(told.split(SEPARATOR)) == len(values)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('=HYPERLINK("http://evil.example","x")', '\'=HYPERLINK("http://evil.example","x")'),
        ("+358 44 123", "'+358 44 123"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("  =1", "'=1"),
        ("＝1", "'＝1"),
        ("x;=1;y", "x;'=1;y"),
        ('x; "=1"', 'x;\' "=1"'),
        ("\ufeff=1", "'\ufeff=1"),
        ("tel:+358-44-123", "tel:+358-44-123"),
        ("a-b=c@d", "a-b=c@d"),
        ("'quoted'", "'quoted'"),
        ("one\r\ntwo", "one two"),
        ("", ""),
    ],
)
def test_an_apostrophe_stands_before_a_formula_and_nowhere_else(text: str, told: str) -> None:
    assert cell(text) == told
