"""What a literal and an IRI may look like, and what is said when they look otherwise."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, XSD

from publisher.load.lexical import (
    LONGEST_LITERAL,
    SCHEMES,
    fault_of_iri,
    fault_of_literal,
    has_identity_code,
)
from publisher.load.messages import Fault
from publisher.model.languages import LANGUAGES

LEGAL = {
    "string": ("", "any text", "två\nrader", "tab\t", "\r\n", "\U0001f600"),
    "boolean": ("true", "false"),
    "integer": ("0", "12", "+12", "-12", "007", "9" * 30),
    "nonNegativeInteger": ("0", "12", "+12", "007", "9" * 30),
    "hexBinary": ("", "00", "9f86d081", "9F86"),
    "decimal": ("1", "1.5", "+1.50", "-0.1", ".5", "5.", "9" * 30 + "." + "9" * 30),
    "date": ("2026-01-31", "2024-02-29", "0001-01-01", "9999-12-31"),
    "dateTime": (
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00",
        "2026-01-31T12:00:00.5Z",
        "2026-01-31T23:59:59.123456+02:00",
        "2026-01-31T12:00:00-14:00",
    ),
    "anyURI": ("", "https://example.fi/", "mailto:someone@example.fi"),
}
ILLEGAL = {
    "boolean": ("yes", "TRUE", "1", "0", "", " true", "true\n"),
    "integer": ("", "1.0", "1e3", " 1", "1\n", "+-1", "one", "9" * 31, "\u0661\u0662", "\uff11"),
    "nonNegativeInteger": ("-1", "", "1.0", "9" * 31, "\u0661"),
    "hexBinary": ("0", "0x00", "9f 86", "gg", "00\n"),
    "decimal": ("", ".", "1E100000000", "1e1", "1,5", "INF", "NaN", "1.5.1", "9" * 31, "\u0661.5"),
    "date": (
        "",
        "2026-02-31",
        "2023-02-29",
        "2026-13-01",
        "2026-1-1",
        "20260101",
        "31.1.2026",
        "2026-01-31T12:00:00Z",
        "2026-W01-1",
        "0000-01-01",
        "2026-01-01\n",
        "\u0662026-01-01",
    ),
    "dateTime": (
        "",
        "2026-01-31",
        "2026-01-31 12:00:00",
        "2026-02-31T12:00:00Z",
        "2026-01-31T25:00:00Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:60Z",
        "2026-01-31T12:00Z",
        "2026-01-31T12:00:00.1234567Z",
        "2026-01-31T12:00:00+0200",
        "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00:00+14:30",
        "2026-01-31T12:00:00z",
    ),
    "anyURI": ("a b", "<x>", 'a"b', "a\nb", "a\\b"),
}
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters with the Unicode property Bidi_Control."""


def _said(fault: Fault | None) -> str:
    """The message of a fault, with what was found in its place."""
    assert fault is not None
    assert ("{found}" in fault.message) == bool(fault.found)
    return fault.message.replace("{found}", fault.found)


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in LEGAL.items() for t in texts])
def test_a_legal_literal_has_no_fault(kind: str, text: str) -> None:
    assert fault_of_literal(text, None, str(XSD[kind])) is None


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in ILLEGAL.items() for t in texts])
def test_an_ill_typed_literal_is_told_what_to_write(kind: str, text: str) -> None:
    """The message names the datatype and shows a legal example."""
    found = _said(fault_of_literal(text, None, str(XSD[kind])))
    assert re.fullmatch(rf"this is no legal {kind}\. Write for example \S.*", found)


@pytest.mark.parametrize("kind", ILLEGAL)
def test_the_example_in_a_message_is_itself_legal(kind: str) -> None:
    said = _said(fault_of_literal(" ", None, str(XSD[kind])))
    example = said.partition("Write for example ")[2].partition("^^")[0].strip('"')
    assert all(fault_of_literal(written, None, str(XSD[kind])) is None for written in example.split(" or "))


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        (XSD.duration, "P" + "9" * 5000 + "Y"),
        (XSD.duration, "P1Y"),
        (XSD.double, "1E0"),
        (XSD.float, "1"),
        (XSD.gYear, "2026"),
        (XSD.base64Binary, "AA=="),
        (XSD.time, "12:00:00"),
        (XSD.normalizedString, "x"),
        (RDF.HTML, "<b>x</b>"),
        (RDF.XMLLiteral, "<b/>"),
        (RDF.JSON, "{}"),
        (str(XSD) + "nothing", "x"),
        ("https://example.fi/own", "x"),
    ],
)
def test_a_datatype_not_in_use_is_refused_whatever_the_text(datatype: str, text: str) -> None:
    found = _said(fault_of_literal(text, None, str(datatype)))
    assert f"<{datatype}> is not in use here. Write a text with a language tag" in found


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_in_a_language_of_the_catalogue_has_no_fault(tag: str) -> None:
    assert fault_of_literal("text", tag, str(RDF.langString)) is None


@pytest.mark.parametrize("tag", ["de", "swe", "sv-FI", "x-private", "fi-fi"])
def test_an_unknown_language_tag_is_told_the_known_ones(tag: str) -> None:
    found = _said(fault_of_literal("text", tag, str(RDF.langString)))
    assert found == f"the language tag @{tag} is not one of this catalogue. Write @sv, @fi or @en"


@pytest.mark.parametrize("language", ["sv", None])
@pytest.mark.parametrize("code", [*range(0x9), 0xB, 0xC, *range(0xE, 0x20), 0x7F, 0xFFFE, 0xFFFF])
def test_a_control_character_is_named_by_its_number(code: int, language: str | None) -> None:
    """These cannot be written in XML, or no reader sees them; with or without a language."""
    found = _said(fault_of_literal(f"a{chr(code)}b", language, str(XSD.string)))
    assert found == f"this text has the control character U+{code:04X}. Delete it"


@pytest.mark.parametrize("language", ["sv", None])
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(language: str | None) -> None:
    assert fault_of_literal("x" * LONGEST_LITERAL, language, str(XSD.string)) is None
    found = _said(fault_of_literal("x" * (LONGEST_LITERAL + 1), language, str(XSD.string)))
    assert found == f"this text has {LONGEST_LITERAL + 1} characters. Write at most {LONGEST_LITERAL}"


@pytest.mark.parametrize(
    "iri",
    ["https://example.fi/", "http://example.fi/å", "HTTPS://example.fi/", "mailto:a@example.fi", "tel:+358-9-123"],
)
def test_an_iri_of_an_allowed_scheme_has_no_fault(iri: str) -> None:
    assert fault_of_iri(iri) is None


@pytest.mark.parametrize(
    "iri",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/hosts", "ftp://x/", "urn:x:y"],
)
def test_an_iri_of_another_scheme_is_told_the_allowed_ones(iri: str) -> None:
    found = _said(fault_of_iri(iri))
    assert found.startswith(f"IRIs that begin with {iri.partition(':')[0].lower()}: are not allowed here.")
    assert all(f"{scheme}:" in found for scheme in SCHEMES)


@pytest.mark.parametrize("character", [*BIDI_CONTROLS, "\u200b", "\u200c", "\u200d", "\u2028", "\u2060", "\ufeff"])
def test_an_invisible_character_in_an_iri_is_named_by_its_number(character: str) -> None:
    """What turns the direction of writing, or is not seen, makes an IRI look like another."""
    found = _said(fault_of_iri(f"https://example.fi/{character}x"))
    assert found == f"this IRI has the invisible character U+{ord(character):04X}. Delete it"


@pytest.mark.parametrize("text", ["hemlig\x07", "x" * (LONGEST_LITERAL + 1)])
@pytest.mark.parametrize("language", ["sv", "hemligt", None])
@pytest.mark.parametrize("datatype", [str(XSD.string), str(XSD.date)])
def test_what_is_said_of_a_literal_never_repeats_it(text: str, language: str | None, datatype: str) -> None:
    """A finding may be read by others than the text."""
    assert text[:6] not in _said(fault_of_literal(text, language, datatype))


# Personal identity codes. Numbers from 900 on are never given to a person.

CENTURIES = {"-": "19", "+": "18"} | dict.fromkeys("UVWXY", "19") | dict.fromkeys("ABCDEF", "20")
"""The separators in use since 2023, with the century that each stands for."""

CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29))


def _code(day: str = "311299", separator: str = "-", number: int = 900) -> str:
    """An identity code with the check character that belongs to it."""
    return f"{day}{separator}{number}{CHECKS[int(f'{day}{number}') % 31]}"


@pytest.mark.parametrize("separator", CENTURIES)
@pytest.mark.parametrize("number", [900, 901, 999])
def test_an_identity_code_is_found_with_every_separator_and_in_either_case(separator: str, number: int) -> None:
    code = _code(separator=separator, number=number)
    assert has_identity_code(code)
    assert has_identity_code(code.lower())
    assert has_identity_code(f"Se {code}.")


@pytest.mark.parametrize("check", CHECKS)
def test_an_identity_code_is_found_with_every_check_character(check: str) -> None:
    code = next(c for c in (_code(f"{day:02}1299") for day in range(1, 32)) if c.endswith(check))
    assert has_identity_code(code)


@pytest.mark.parametrize("check", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_only_the_check_character_that_belongs_to_it_makes_a_code(check: str) -> None:
    """What only looks like a code, such as a number of a case, is none."""
    code = _code()
    assert has_identity_code(code[:-1] + check) == (code[-1] == check)


@pytest.mark.parametrize(
    ("day", "separator"),
    [
        ("000190", "-"),
        ("320190", "-"),
        ("310490", "-"),
        ("011390", "-"),
        ("010090", "-"),
        ("300290", "-"),
        ("290291", "-"),
        ("290200", "-"),
        ("290200", "U"),
        ("290200", "+"),
        ("290201", "A"),
    ],
)
def test_an_impossible_date_makes_no_code(day: str, separator: str) -> None:
    """1800 and 1900 were no leap years."""
    assert not has_identity_code(_code(day, separator))


@pytest.mark.parametrize(("day", "separator"), [("290200", "A"), ("290296", "-"), ("290296", "+"), ("290204", "F")])
def test_a_leap_day_of_its_century_makes_a_code(day: str, separator: str) -> None:
    assert has_identity_code(_code(day, separator))


@pytest.mark.parametrize("around", ["1{}", "{}1", "12{}34", "0{}", "a{}", "{}b", "X{}", "{}Z"])
def test_a_code_inside_a_longer_run_of_digits_or_letters_is_none(around: str) -> None:
    assert not has_identity_code(around.format(_code()))


@pytest.mark.parametrize(
    "around", ["({})", "<{}>", "/{}/", "#{}", "_{}_", "{}.", "x-{}-y", "\u00e5{}\u00e4", "{},", "\t{}\n"]
)
def test_a_code_beside_anything_else_is_found(around: str) -> None:
    assert has_identity_code(around.format(_code()))


@pytest.mark.parametrize("separator", ["", " ", "/", "G", "T", "Z", ".", "_", "--"])
def test_another_separator_makes_no_code(separator: str) -> None:
    code = _code()
    assert not has_identity_code(code[:6] + separator + code[7:])


def test_a_code_behind_something_like_one_is_found() -> None:
    assert has_identity_code(f"{_code()[:-1]}G, 010190-9001, {_code()}")


@pytest.mark.parametrize(
    "text",
    ["", "621/1999", "2026-01-31", "31.12.2026", "2026-01-31T12:00:00Z", "+358-44-7215-234", "0208852-7", "010190-123"],
)
def test_usual_numbers_are_no_identity_codes(text: str) -> None:
    assert not has_identity_code(text)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(DAYS, st.sampled_from(sorted(CENTURIES)), st.integers(900, 999), st.text(" .,;:()/#-\n", max_size=5))
def test_any_code_is_found_among_anything_and_without_its_check_character_is_none(
    day: dt.date, separator: str, number: int, around: str
) -> None:
    code = _code(f"{day:%d%m%y}", separator, number)
    assert has_identity_code(around + code + around)
    assert not has_identity_code(around + code[:-1] + around)


@pytest.mark.parametrize("text", ["0" * 100_000, "010190-" * 14_000, "010190-900" * 10_000, "-" * 100_000])
def test_a_long_text_is_searched_in_linear_time(text: str) -> None:
    """So that a long hostile value cannot stop a check."""
    start = time.process_time()
    assert not has_identity_code(text)
    assert time.process_time() - start < 2
