"""A calendar file is one that calendars read (RFC 5545)."""

from __future__ import annotations

import datetime as dt

import hypothesis.strategies as st
from hypothesis import given

from publisher.render.calendars import Event, calendar

MADE = dt.datetime(2026, 11, 26, 18, 5, 9, tzinfo=dt.UTC)


def event(summary: str = "x", description: str = "y") -> Event:
    return Event(dt.date(2026, 12, 31), summary, description, "http://local.example/x", "1-2-3", MADE)


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar, put together again."""
    assert content.endswith(b"\r\n")
    return content.decode().replace("\r\n ", "").split("\r\n")[:-1]


def value(content: bytes, name: str) -> str:
    """The text that a property has."""
    (line,) = (line for line in unfolded(content) if line.startswith(name))
    text = line.partition(":")[2]
    found, rest = "", iter(text)
    for character in rest:
        if character == "\\":
            character = next(rest)
            character = "\n" if character == "n" else character
        else:
            assert character not in ";,"
        found += character
    return found


def test_the_day_is_a_whole_day() -> None:
    lines = unfolded(calendar(event(), "sv"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    for line in ("DTSTAMP:20261126T180509Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "UID:1-2-3"):
        assert line in lines


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300), st.text("å\\;,\n🎓x", max_size=300))
def test_any_text_is_read_back_and_no_line_is_too_long(summary: str, description: str) -> None:
    """Whole characters stand in each line of at most 75 bytes, and no text becomes a line of its own."""
    content = calendar(event(summary, description), "fi")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
        assert b"\n" not in line
        assert b"\r" not in line
    assert value(content, "SUMMARY") == summary
    assert value(content, "DESCRIPTION") == description
    assert len(unfolded(content)) == 14
