"""Days that data tells: as values, and in running text, where the question is which may be the end of what it says.

The rule for texts is this. Every date counts, but for the first of two that are joined, the date of an act with its
number, and a date right beside a word that says that something began or was done then: from, since, dated, decided.
Whoever reads `31.12.2025` alone cannot tell what it means, so it counts.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from rdflib import Literal
from rdflib.term import Node

from publisher.model.terms import XSD

_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "en": "January February March April May June July August September October November December",
}
"""Language -> its months. No two of a language begin with the same three letters."""

_IN_FIGURES = (
    r"(?P<d>[0-9]{1,2})\. ?(?P<m>[0-9]{1,2})\. ?(?P<y>[0-9]{4})",
    r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
)
"""How dates in figures are written, in every language."""

_IN_WORDS = {
    "sv": (r"(?P<d>[0-9]{1,2})(?::[ae])? (?P<m>MONTH) (?P<y>[0-9]{4})",),
    "fi": (
        r"(?P<d>[0-9]{1,2})\.? ?(?:päiv\w{1,4} )?(?P<m>MONTH)\w{0,4} (?P<y>[0-9]{4})",
        r"(?P<m>MONTH)n (?P<d>[0-9]{1,2})\.?(?: (?:päiv\w{1,4}|pv)\.?)? (?P<y>[0-9]{4})",
    ),
    "en": (
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<m>MONTH),? (?P<y>[0-9]{4})",
        r"(?P<m>MONTH) (?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<y>[0-9]{4})",
    ),
}
"""How dates with the name of the month are written; Finnish declines the month and, where it is told, the day."""

_BEGAN_BEFORE = {
    "sv": r"från(?: och med)?|fr\. ?o\. ?m\.?|fom|sedan|efter|i kraft|i bruk|i användning|dat\.|given|givet|antagen"
    r"|antaget|godkänd|godkänt|fastställd|fastställt|\w{2,30}(?:ad|at|ade|ades|ats|des|tes)"
    r"|\w{0,40}(?:lag|beslut|förordning|direktiv|avtal|protokoll)(?:en|et)?(?: av)?",
    "fi": r"alkaen|lähtien|lukien|jälkeen|voimaan|käyttöön|\w{2,30}(?:t[uy]|ttiin|[lnrs][uy]t)"
    r"|\w{0,40}(?:laki|lain|asetus|asetuksen|päätös|päätöksen|päätöksellä|sopimus|sopimuksen|pöytäkirjan?)",
    "en": r"from|since|after|as of|as from|effective|starting|beginning|began|given|made|in(?:to)? (?:force|use)"
    r"|\w{2,30}ed|(?:act|law|decision|decree|regulation|directive|agreement|contract|minutes)(?: of)?",
}
"""What stands right before a date on which something began or was done: words for it, forms of the past, acts."""

_BEGAN_AFTER = {
    "sv": r"och (?:framåt|därefter|senare)",
    "fi": r"alkaen|lähtien|lukien|jälkeen|voimaan|käyttöön|\w{2,30}(?:t[uy]n?|d[uy]n|ttiin|[lnrs][uy]t)",
    "en": r"onwards?|and (?:onwards?|after|later)",
}
"""What stands right after such a date."""

_ENDS_AFTER = {"sv": r"(?!)", "fi": r"asti|saakka|mennessä|loppuun", "en": r"(?!)"}
"""What stands right after a date that counts, whatever stands before it."""

_JOINS = {"sv": r"till(?: och med)?|t\. ?o\. ?m\.?|och|samt", "fi": r"ja|sekä", "en": r"to|until|till|through|and"}
"""Words that join two dates, as a dash does: only the last of joined dates counts."""

_ARTICLES = r"(?:(?:den|dagen|on|on the|the|päivänä) )?"
_ADDRESS = re.compile(r"(?:https?|ftp)://\S+")
_MIGHT_BE = re.compile(r"[0-9]{4}")
_ACT = re.compile(r" ?/ ?[0-9]")
_FROM_THE_DAY = re.compile(r"päivästä", re.IGNORECASE)
_NEAR = 80
"""Characters before a date that are looked at."""


def day_of(value: Node) -> dt.date | None:
    """The day that a value tells; None when it is no `xsd:date`."""
    if isinstance(value, Literal) and value.datatype == XSD.date:
        with suppress(ValueError):
            return dt.date.fromisoformat(value)
    return None


def day_after(day: dt.date) -> dt.date:
    """The next day; of the last day that there is, that day."""
    return day + dt.timedelta(days=1) if day < dt.date.max else day


class Dated(NamedTuple):
    """A date as a text writes it."""

    written: str
    day: dt.date


@dataclass(frozen=True)
class _Language:
    """How a language writes dates, and what it says beside them."""

    months: tuple[str, ...]
    dates: tuple[re.Pattern[str], ...]
    began_before: re.Pattern[str]
    began_after: re.Pattern[str]
    ends_after: re.Pattern[str]
    joins: re.Pattern[str]

    @classmethod
    def of(cls, tag: str) -> _Language:
        """The language of a tag."""
        months = _MONTHS[tag].casefold().split()
        names = "|".join(months if tag == "fi" else [rf"{month}|{month[:3]}t?\.?" for month in months])
        forms = (*_IN_FIGURES, *(form.replace("MONTH", names) for form in _IN_WORDS[tag]))
        return cls(
            tuple(month[:3] for month in months),
            tuple(_compiled(rf"(?<![^\W_])(?<![0-9]\.)(?:{form})(?![^\W_])(?!\.[0-9])") for form in forms),
            _compiled(rf"(?<![^\W_])(?:{_BEGAN_BEFORE[tag]}):? {_ARTICLES}$"),
            _compiled(rf" (?:{_BEGAN_AFTER[tag]})(?![^\W_])"),
            _compiled(rf" (?:{_ENDS_AFTER[tag]})(?![^\W_])"),
            _compiled(rf"(?: ?[-–—−/] ?|,? (?:{_JOINS[tag]}) ){_ARTICLES}"),
        )

    def month(self, written: str) -> int:
        """The number of a month, written in figures or by its name."""
        return int(written) if written.isdigit() else self.months.index(written[:3].casefold()) + 1

    def tells_a_beginning(self, date: str, before: str, after: str) -> bool:
        """Whether something began, or was done, on a date, by what stands before and after it."""
        if self.ends_after.match(after):
            return False
        return bool(
            self.began_before.search(before)
            or self.began_after.match(after)
            or _FROM_THE_DAY.search(date)
            or _ACT.match(after)
        )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_LANGUAGES = {tag: _Language.of(tag) for tag in _MONTHS}


def last_days(text: str, language: str) -> Iterator[Dated]:
    """The dates in a text by which something that it says may have come to an end, in order.

    `language` is the tag of the text. A text in a language whose months are not known here has none.
    """
    known = _LANGUAGES.get(language)
    if known is None or not _MIGHT_BE.search(text):
        return
    plain = " ".join(_ADDRESS.sub(" ", unicodedata.normalize("NFC", text)).split())
    dates = sorted(_dates(plain, known))
    for (start, end, day), following in zip_longest(dates, dates[1:]):
        if following and known.joins.fullmatch(plain, end, following[0]):
            continue
        written = plain[start:end]
        if not known.tells_a_beginning(written, plain[max(0, start - _NEAR) : start], plain[end : end + _NEAR]):
            yield Dated(written, day)


def _dates(plain: str, known: _Language) -> Iterator[tuple[int, int, dt.date]]:
    """Where each date begins and ends, and which day it is."""
    for form in known.dates:
        for found in form.finditer(plain):
            with suppress(ValueError):  # there is no such day
                day = dt.date(int(found["y"]), known.month(found["m"]), int(found["d"]))
                yield found.start(), found.end(), day
