"""A request as a person has typed it: cleaned, and held against what a request needs. Nothing of it is kept."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publisher.model.asking import DOCUMENT, OWN, Facts
from publisher.model.deadlines import FIRST, LAST

ANSWERS = ("email", "post", "visit", "telephone")
"""The ways in which an answer can be given."""

LONGEST: Mapping[str, int] = {
    "key": 300,
    "words": 4000,
    "name": 200,
    "other": 200,
    "email": 254,
    "telephone": 50,
    "address": 500,
}
"""How many characters a field takes."""

_DAYS = ("since", "until", "received")
_LINES = ("words", "address")
_NEEDED = {"email": "email", "post": "address", "telephone": "telephone"}
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field: `field` is its name in the form, `what` the fault."""

    field: str
    what: str


@dataclass(frozen=True)
class Typed:
    """What stands in the form.

    `keys` are the values of the register's search keys, in their order; days are as they were typed.
    """

    parts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    words: str = ""
    since: str = ""
    until: str = ""
    name: str = ""
    other: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    answer: str = ""
    received: str = ""

    @classmethod
    def read(cls, facts: Facts, form: Mapping[str, Sequence[str]]) -> Typed:
        """What a form holds; what is no field of it, no part of the register and no way of answering is left out."""

        def text(field: str) -> str:
            return clean(form.get(field, [""])[0], lines=field in _LINES)

        known, chosen = facts.all_parts(), set(form.get("part", ()))
        return cls(
            parts=tuple(name for name in known if name in chosen),
            keys=tuple(text(f"key-{number}") for number in range(len(facts.search_keys))),
            answer=text("answer") if text("answer") in ANSWERS else "",
            **{field: text(field) for field in ("words", "name", "other", "email", "telephone", "address", *_DAYS)},
        )

    def faults(self, track: str) -> tuple[Fault, ...]:
        """What is wrong, in the order of the form."""
        found = [Fault(field, "too_long") for field, text in self._texts() if len(text) > LONGEST[field.split("-")[0]]]
        if track == DOCUMENT and not (self.parts or self.words or any(self.keys)):
            found.append(Fault("words", "nothing_asked"))
        days = {field: day_of(getattr(self, field)) for field in _DAYS if getattr(self, field)}
        found += [Fault(field, "bad_day") for field, day in days.items() if not day]
        since, until = days.get("since"), days.get("until")
        if since and until and until < since:
            found.append(Fault("until", "days_turned"))
        if track == OWN and not self.name:
            found.append(Fault("name", "no_name"))
        if self.email and not _EMAIL.fullmatch(self.email):
            found.append(Fault("email", "bad_email"))
        needed = _NEEDED.get(self.answer, "")
        if needed and not getattr(self, needed):
            found.append(Fault(needed, f"no_{needed}"))
        return tuple(sorted(found, key=lambda fault: _place(fault.field)))

    def _texts(self) -> list[tuple[str, str]]:
        keys = [(f"key-{number}", text) for number, text in enumerate(self.keys)]
        return [*keys, *((field, getattr(self, field)) for field in LONGEST if field != "key")]


def clean(text: str, *, lines: bool = False) -> str:
    """A text without control characters and marks that turn the direction of writing; `lines` keeps its lines."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not lines:
        unified = "".join(" " if c.isspace() else c for c in unified)
    kept = (c for c in unified if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp"))
    said = "".join(c for c in kept if c not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return said.strip() if lines else " ".join(said.split())


def day_of(text: str) -> dt.date | None:
    """The day that a text tells: as forms send it, or as it is written in Finland. None when it tells none."""
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text, re.ASCII)
    written = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", written, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def received_on(text: str, today: dt.date) -> dt.date:
    """The day of receipt that was typed, today when none was. Raises ValueError for one that cannot be counted from."""
    day = day_of(text) if text else today
    if day is None or not FIRST <= day <= LAST:
        raise ValueError("no day to count from")
    return day


def _place(field: str) -> int:
    order = ("key", "words", "since", "until", "name", "other", "email", "telephone", "address", "received")
    return order.index(field.split("-")[0])
