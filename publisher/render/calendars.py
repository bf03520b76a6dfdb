"""A day to keep, as a calendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_LONGEST_LINE = 75


@dataclass(frozen=True)
class Event:
    """Something on a whole day. `uid` is its own among all events in the world, `made` when it was written, in UTC."""

    day: dt.date
    summary: str
    description: str
    url: str
    uid: str
    made: dt.datetime


def calendar(event: Event, language: str) -> bytes:
    """A calendar with one event, in lines that end with CRLF and have at most 75 bytes each."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//records-catalogue//publisher//EN",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{event.made:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}",
        f"SUMMARY;LANGUAGE={language}:{_escaped(event.summary)}",
        f"DESCRIPTION;LANGUAGE={language}:{_escaped(event.description)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    """A text as a value of type TEXT (RFC 5545, section 3.3.11)."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line as bytes, broken between characters where it is too long (RFC 5545, section 3.1)."""
    pieces, size = [b""], 0
    for character in line:
        one = character.encode()
        if size + len(one) > _LONGEST_LINE:
            pieces.append(b" ")
            size = 1
        pieces[-1] += one
        size += len(one)
    return b"\r\n".join(pieces) + b"\r\n"
