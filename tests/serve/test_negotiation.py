"""Negotiation as RFC 9110, section 12, has it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.serve.negotiation import best, language_quality, media_quality, takes_gzip

OFFERS = [
    ("html-sv", "text/html", "sv"),
    ("html-fi", "text/html", "fi"),
    ("turtle", "text/turtle", ""),
    ("json", "application/ld+json", ""),
]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, 1.0),
        ("", 1.0),
        ("text/turtle", 1.0),
        ("Text/Turtle;Q=0.3", 0.3),
        ("text/*;q=0.2, */*;q=0.9", 0.2),
        ("text/turtle;q=0, */*", 0.0),
        ("*/*;q=0", 0.0),
        ("text/turtle;charset=utf-8;q=0.7", 0.7),
        ("text/html", 0.0),
        ("*/turtle", 1.0),
        ("text/turtle;q=2", 1.0),
        ("text/html, text/turtle;q=nan", 0.0),
        (",, ,text/turtle;q=0.123,", 0.123),
        ("text/turtle;q=0, */*;q=0.5, text/*;q=1", 0.0),
        ("*/*;q=1, text/*;q=0", 0.0),
        ("text/turtle ; Q = 0.5", 0.5),
        ("text/html, text/turtle;q=-1", 0.0),
        ("text/html, text/turtle;q=1.001", 0.0),
        ("text/html, text/turtle;q=0.1234", 0.0),
        ("text/html, text/turtle;q=1e-1", 0.0),
        ("text/html, text/turtle;q=", 0.0),
        ("text/html, text/turtle;q=inf", 0.0),
        ("text/html, text", 0.0),
        ("text/html, /turtle, text/, */turtle", 0.0),
        (";;;,=,q=0,;q=0", 1.0),
        ("text/html, image/gif, *; q=.2, */*; q=.2", 0.2),
        ('text/turtle;profile="a, b";q=0.5', 0.5),
        ('text/html, text/turtle;profile="a;q=0.1"', 1.0),
        ('text/html;profile="a, text/turtle"', 0.0),
    ],
)
def test_the_most_specific_range_decides(header: str | None, wanted: float) -> None:
    """And what cannot be read is passed over; when nothing is left, anything goes."""
    assert media_quality(header, "text/turtle") == wanted


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, 1.0),
        ("fi", 1.0),
        ("FI-fi;q=0.4", 0.4),
        ("fi;q=0, *;q=0.5", 0.0),
        ("sv, *;q=0.5", 0.5),
        ("sv", 0.0),
        ("fin", 0.0),
        ("!", 1.0),
        ("fi-FI, fi;q=0.9, en;q=0.8", 1.0),
        ("fi-FI, sv;q=0.9, fi;q=0.8", 1.0),
        ("fi-Latn-FI;q=0.3", 0.3),
        ("fi;q=0, fi-FI;q=0", 0.0),
        ("fi;q=nan, sv", 0.0),
        ("fi_FI, sv", 0.0),
        ("f*, sv", 0.0),
    ],
)
def test_a_language_range_finds_the_language(header: str | None, wanted: float) -> None:
    """`fi-FI` finds Finnish, and `fin` does not."""
    assert language_quality(header, "fi") == wanted


@pytest.mark.parametrize(
    ("accept", "language", "wanted"),
    [
        (None, None, "html-sv"),
        ("*/*", "fi-FI, sv;q=0.5", "html-fi"),
        ("text/turtle", "fi", "turtle"),
        ("text/html;q=0.5, text/turtle;q=0.5", "fi", "html-fi"),
        ("application/*;q=0.9, text/*;q=0.8", None, "json"),
        ("application/pdf", None, None),
        ("text/html", "de", "html-sv"),
        ("text/html", "sv;q=0, *;q=0.1", "html-fi"),
        ("text/html", "sv;q=0.5, fi;q=0.5", "html-sv"),
        ("text/html", "fi;q=0.5, sv;q=0.5", "html-sv"),
        ("text/html;q=0, */*", "sv", "turtle"),
        ("*/*;q=0", None, None),
        ("text/*, text/html;q=0", "fi", "turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', None, "json"),
        ("text/turtle; charset=utf-8", None, "turtle"),
        ("TEXT/TURTLE", None, "turtle"),
    ],
)
def test_the_best_offer_is_given_the_earliest_of_equals(
    accept: str | None, language: str | None, wanted: str | None
) -> None:
    """Nothing when nothing is accepted; a language is never refused."""
    assert best(OFFERS, accept, language) == wanted


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("br, gzip;q=0.1", True),
        ("gzip;q=0", False),
        ("*", True),
        ("br", False),
    ],
)
def test_gzip_is_sent_only_to_who_takes_it(header: str | None, wanted: bool) -> None:
    """An absent header takes it not."""
    assert takes_gzip(header) is wanted


@settings(max_examples=500, derandomize=True, deadline=None)
@given(
    st.one_of(st.none(), st.text(), st.text("aht/*;q=0.1, -")), st.one_of(st.none(), st.text(), st.text("fisv-*;q=0,"))
)
def test_no_header_breaks_it(accept: str | None, language: str | None) -> None:
    """An offer or none."""
    assert best(OFFERS, accept, language) in {None, *(offer for offer, _, _ in OFFERS)}
    assert 0 <= media_quality(accept, "text/html") <= 1
    assert 0 <= language_quality(language, "fi") <= 1


@pytest.mark.parametrize("piece", ["a/b,", ",", ";", "text/html;q=0.1,", "x" * 50, '"', "q=0;", " ", "fi-FI,"])
def test_a_very_long_header_is_read_in_part_and_breaks_nothing(piece: str) -> None:
    """A hundred thousand characters of one thing; what is written first still counts."""
    header = (piece * 100_000)[:100_000]
    assert best(OFFERS, header, header) in {None, *(offer for offer, _, _ in OFFERS)}
    assert media_quality(f"text/turtle;q=0.5,{header}", "text/turtle") == 0.5
    assert language_quality(f"fi;q=0.5,sv,{header}", "sv") == 1.0
    assert takes_gzip(f"gzip,{header}")


def test_nothing_to_offer_is_nothing() -> None:
    assert best([], None, None) is None
