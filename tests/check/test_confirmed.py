"""Confirmations and the day on which the check is made."""

from __future__ import annotations

import datetime as dt

import pytest

from publisher.check.confirmed import confirmed_later
from publisher.load.turtle import load_text
from publisher.model.languages import LANGUAGES

BASE = "https://x/"


@pytest.mark.parametrize(("day", "lines"), [("2026-03-01", [2, 4]), ("2026-03-02", [4]), ("2026-03-03", [])])
def test_a_confirmation_is_never_given_tomorrow(day: str, lines: list[int]) -> None:
    """The day itself is soon enough; the finding stands at the day. What is no day is for the shapes."""
    text = b"""@prefix rc: <https://w3id.org/records-catalogue#> .
<id/register/a#one> rc:confirmedOn "2026-03-02"^^<http://www.w3.org/2001/XMLSchema#date> .
<id/register/a#word> rc:confirmedOn "tomorrow"@en .
<id/register/a#two> rc:confirmedOn "2026-03-03"^^<http://www.w3.org/2001/XMLSchema#date> .
"""
    found = list(confirmed_later(load_text(text, BASE, "a.ttl"), dt.date.fromisoformat(day)))
    assert sorted(f.place.line for f in found) == lines
    assert all(f.severity == "error" and f.messages.keys() == LANGUAGES.keys() for f in found)
