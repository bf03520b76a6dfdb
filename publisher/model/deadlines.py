"""The last day of a time limit: counted from the day of receipt, and moved from days when offices are closed.

How days are counted, and which days move the last one, is data: `ontology/deadlines.toml`. The arithmetic is that of
the Act on the Calculation of Statutory Time Limits (150/1930, sections 2, 3 and 5), which Council Regulation (EEC,
Euratom) 1182/71 (article 3) shares but for the days that move it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from publisher.model.languages import Said, Text
from publisher.model.resources import folder

FIRST, LAST = dt.date(2000, 1, 1), dt.date(2199, 12, 31)
"""The days of receipt that a last day is counted for."""

_PERIOD = re.compile(r"P(?=\d)(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,4})D)?")


@dataclass(frozen=True)
class Period:
    """A time in months and days, as an `xsd:duration` without hours tells it."""

    months: int
    days: int

    @classmethod
    def read(cls, duration: str) -> Period:
        """The time that a duration such as `P14D` or `P1M` tells. Raises ValueError for any other text."""
        found = _PERIOD.fullmatch(duration)
        if not found:
            raise ValueError(f"{duration!r} is no time in years, months and days")
        years, months, days = (int(number or 0) for number in found.groups())
        return cls(12 * years + months, days)

    def after(self, day: dt.date) -> dt.date:
        """The day on which the time ends that begins on a day.

        That day itself is not counted. Months end on the day of the same number, or on the last day of a month that
        has no such day.
        """
        months = day.year * 12 + day.month - 1 + self.months
        year, month = months // 12, months % 12 + 1
        ended = day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))
        return ended + dt.timedelta(days=self.days)


@dataclass(frozen=True)
class ClosedDay:
    """A kind of day that moves the last day, with its name, and the rule that finds it in a year."""

    kind: str
    label: Text
    rule: tuple[str, int, int]

    def falls_on(self, day: dt.date) -> bool:
        """Whether a day is such a day."""
        match self.rule:
            case ("weekday", weekday, _):
                return day.isoweekday() == weekday
            case ("easter", offset, _):
                return day == easter(day.year) + dt.timedelta(days=offset)
            case ("first", weekday, start):
                first = dt.date(day.year, start // 100, start % 100)
                return day.isoweekday() == weekday and 0 <= (day - first).days < 7
            case (_, month, number):
                return (day.month, day.day) == (month, number)


@dataclass(frozen=True)
class LastDay:
    """The last day of a time limit: `counted` is where the time ends, `day` the day that it is moved to.

    `moved` tells which days it was moved from, and what each of them is.
    """

    counted: dt.date
    day: dt.date
    moved: tuple[tuple[dt.date, Text], ...] = ()


@dataclass(frozen=True)
class Counting:
    """A rule of counting: the act it stands in, its name with the provision, and the days that move the last day."""

    name: str
    law: str
    acts: tuple[str, ...]
    label: Text
    text_read: bool
    closed: tuple[ClosedDay, ...]

    def last_day(self, received: dt.date, period: Period) -> LastDay:
        """The last day of a time that begins on the day of receipt. Raises ValueError outside `FIRST` to `LAST`."""
        if not FIRST <= received <= LAST:
            raise ValueError(f"{received} is not between {FIRST} and {LAST}")
        counted = day = period.after(received)
        moved = []
        while found := self._closed_on(day):
            moved.append((day, found.label))
            day += dt.timedelta(days=1)
        return LastDay(counted, day, tuple(moved))

    def _closed_on(self, day: dt.date) -> ClosedDay | None:
        """What a day is that moves the last one; a holiday is told rather than the day of the week it falls on."""
        found = [closed for closed in self.closed if closed.falls_on(day)]
        return found[-1] if found else None


def easter(year: int) -> dt.date:
    """Easter Sunday of a year, in the Gregorian calendar."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap_centuries, shift = century // 4, (century + 8) // 25
    moon = (19 * golden + century - leap_centuries - (century - shift + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    days = moon + weekday - 7 * late + 21
    return dt.date(year, 3, 1) + dt.timedelta(days=days)


@cache
def countings() -> tuple[Counting, ...]:
    """The rules of counting that the program knows."""
    told = tomllib.loads((folder("ontology") / "deadlines.toml").read_text(encoding="utf-8"))
    days = [ClosedDay(day["kind"], _text(day["label"]), _rule(day)) for day in told["day"]]
    return tuple(
        Counting(
            name=rule["name"],
            law=rule["law"],
            acts=tuple(rule["acts"]),
            label=_text(rule["label"]),
            text_read=rule["text_read"],
            closed=tuple(day for day in days if day.kind in rule["moves"]),
        )
        for rule in told["rule"]
    )


def counting_of(act: str) -> Counting | None:
    """The rule that counts the time limits of an act; None when it is not known."""
    return next((rule for rule in countings() if act in rule.acts), None)


def _rule(day: Mapping[str, Any]) -> tuple[str, int, int]:
    if "weekday" in day:
        return "weekday", day["weekday"], 0
    if "easter" in day:
        return "easter", day["easter"], 0
    if "first" in day:
        return "first", day["first"]["weekday"], int(day["first"]["from"].replace("-", ""))
    month, number = day["date"].split("-")
    return "date", int(month), int(number)


def _text(by_language: Mapping[str, str]) -> Text:
    return Text(tuple(Said(text, language) for language, text in by_language.items()))
