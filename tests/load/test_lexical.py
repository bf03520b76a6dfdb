"""What a literal and an IRI may look like, and what is said when they look otherwise."""

from __future__ import annotations

import re

import pytest
from rdflib import RDF, XSD

from publisher.load.lexical import LONGEST_LITERAL, SCHEMES, fault_of_iri, fault_of_literal
from publisher.model.languages import LANGUAGES

LEGAL = {
    "string": ("", "any text", "två\nrader", "tab\t", "\r\n", "\U0001f600"),
    "boolean": ("true", "false"),
    "integer": ("0", "12", "+12", "-12", "007", "9" * 30),
    "nonNegativeInteger": ("0", "12", "+12", "007", "9" * 30),
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


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in LEGAL.items() for t in texts])
def test_a_legal_literal_has_no_fault(kind: str, text: str) -> None:
    assert fault_of_literal(text, None, str(XSD[kind])) is None


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, texts in ILLEGAL.items() for t in texts])
def test_an_ill_typed_literal_is_told_what_to_write(kind: str, text: str) -> None:
    """The message names the datatype and shows a legal example."""
    found = fault_of_literal(text, None, str(XSD[kind]))
    assert found is not None
    assert re.fullmatch(rf"this is no legal {kind}\. Write for example \S.*", found)


@pytest.mark.parametrize("kind", ILLEGAL)
def test_the_example_in_a_message_is_itself_legal(kind: str) -> None:
    said = fault_of_literal(" ", None, str(XSD[kind]))
    assert said is not None
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
        (XSD.hexBinary, "00"),
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
    found = fault_of_literal(text, None, str(datatype))
    assert found is not None
    assert f"<{datatype}> is not in use here. Write a text with a language tag" in found


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_in_a_language_of_the_catalogue_has_no_fault(tag: str) -> None:
    assert fault_of_literal("text", tag, str(RDF.langString)) is None


@pytest.mark.parametrize("tag", ["de", "swe", "sv-FI", "x-private", "fi-fi"])
def test_an_unknown_language_tag_is_told_the_known_ones(tag: str) -> None:
    found = fault_of_literal("text", tag, str(RDF.langString))
    assert found == f"the language tag @{tag} is not one of this catalogue. Write @sv, @fi or @en"


@pytest.mark.parametrize("language", ["sv", None])
@pytest.mark.parametrize("code", [*range(0x9), 0xB, 0xC, *range(0xE, 0x20), 0x7F, 0xFFFE, 0xFFFF])
def test_a_control_character_is_named_by_its_number(code: int, language: str | None) -> None:
    """These cannot be written in XML, or no reader sees them; with or without a language."""
    found = fault_of_literal(f"a{chr(code)}b", language, str(XSD.string))
    assert found == f"this text has the control character U+{code:04X}. Delete it"


@pytest.mark.parametrize("language", ["sv", None])
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(language: str | None) -> None:
    assert fault_of_literal("x" * LONGEST_LITERAL, language, str(XSD.string)) is None
    found = fault_of_literal("x" * (LONGEST_LITERAL + 1), language, str(XSD.string))
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
    found = fault_of_iri(iri)
    assert found is not None
    assert found.startswith(f"IRIs that begin with {iri.partition(':')[0].lower()}: are not allowed here.")
    assert all(f"{scheme}:" in found for scheme in SCHEMES)


@pytest.mark.parametrize("character", [*BIDI_CONTROLS, "\u200b", "\u200c", "\u200d", "\u2028", "\u2060", "\ufeff"])
def test_an_invisible_character_in_an_iri_is_named_by_its_number(character: str) -> None:
    """What turns the direction of writing, or is not seen, makes an IRI look like another."""
    found = fault_of_iri(f"https://example.fi/{character}x")
    assert found == f"this IRI has the invisible character U+{ord(character):04X}. Delete it"
