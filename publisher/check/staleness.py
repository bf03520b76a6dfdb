"""What time alone makes doubtful: descriptions that nobody has reviewed for a year, and texts whose day has passed.

SHACL Core has no today, so no shape can say any of this. That the next review comes after the last one needs none, and
is a shape (`shapes/source/consistency.ttl`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rdflib import Graph, Literal
from rdflib.term import Node

from publisher.check import withheld
from publisher.check.dates import Dated, day_after, day_of, last_days
from publisher.check.shacl import Located
from publisher.model.findings import Finding, Place
from publisher.model.terms import DCAT, RC, RDF

_MESSAGES = {
    "no-review": {
        "sv": "det framgår inte när myndigheten senast gick igenom beskrivningen. Gå igenom den och skriv dagen, till "
        'exempel rc:reviewed "2026-01-31"^^xsd:date',
        "fi": "kuvauksesta ei näy, milloin viranomainen on viimeksi tarkistanut sen. Tarkista se ja kirjoita päivä, "
        'esimerkiksi rc:reviewed "2026-01-31"^^xsd:date',
        "en": "nothing tells when the authority last reviewed the description. Review it and write the day, for "
        'example rc:reviewed "2026-01-31"^^xsd:date',
    },
    "old-review": {
        "sv": "beskrivningen gicks igenom för mer än ett år sedan. Gå igenom den igen, rätta det som har "
        "ändrats och skriv den nya dagen i rc:reviewed",
        "fi": "kuvaus tarkistettiin yli vuosi sitten. Tarkista se uudelleen, korjaa se, mikä on muuttunut, ja "
        "kirjoita uusi päivä kohtaan rc:reviewed",
        "en": "the description was reviewed more than a year ago. Review it again, mend what has changed, and "
        "write the new day in rc:reviewed",
    },
    "passed-review": {
        "sv": "dagen för nästa genomgång har gått. Gå igenom beskrivningen, skriv dagen i rc:reviewed och en ny "
        "dag i rc:nextReview",
        "fi": "seuraavan tarkistuksen päivä on mennyt. Tarkista kuvaus, kirjoita sen päivä kohtaan rc:reviewed "
        "ja uusi päivä kohtaan rc:nextReview",
        "en": "the day of the next review has passed. Review the description, write the day in rc:reviewed and "
        "a new one in rc:nextReview",
    },
    "review-ahead": {
        "sv": "den här genomgången har inte skett ännu. Skriv i rc:reviewed den dag då beskrivningen senast "
        "gicks igenom; dagen för nästa genomgång skrivs i rc:nextReview",
        "fi": "tätä tarkistusta ei ole vielä tehty. Kirjoita kohtaan rc:reviewed päivä, jona kuvaus viimeksi "
        "tarkistettiin; seuraavan tarkistuksen päivä kuuluu kohtaan rc:nextReview",
        "en": "this review has not taken place yet. Write in rc:reviewed the day on which the description was "
        "last reviewed; the day of the next review is written in rc:nextReview",
    },
    "passed-date": {
        "sv": "{date} har gått, så texten kan vara föråldrad. Rätta den; om något började den dagen, säg det alldeles "
        "intill (från, alkaen, from)",
        "fi": "{date} on mennyt, joten teksti voi olla vanhentunut. Korjaa se; jos jokin alkoi silloin, sano se aivan "
        "päivän vieressä (alkaen, från, from)",
        "en": "{date} has passed, so the text may be out of date. Correct it; if something began on that day, say so "
        "right beside it (from, alkaen, från)",
    },
}

_FIELDS = {"old-review": RC.reviewed, "review-ahead": RC.reviewed, "passed-review": RC.nextReview}
"""Rule -> the field that it remarks on; a rule that is not here remarks on the register."""


def findings(source: Located, day: dt.date) -> Iterator[Finding]:
    """The remarks of a day: at most one on the reviews of each register, and one on each date in a text that is past.

    Days that are not written as they should be are passed over: a shape tells of them.
    """
    for register in _registers(source.graph):
        if rule := _of_reviews(source.graph, register, day):
            place = _place(source, register, _FIELDS.get(rule))
            yield Finding(place, "info", _MESSAGES[rule], rule)
    for triple, dated in _dated(source.graph):
        if dated.day < day:
            found = {"date": dated.written}
            yield Finding(source.place(*triple), "info", _MESSAGES["passed-date"], "passed-date", found)


def turning_days(graph: Graph) -> set[dt.date]:
    """The days on which findings can change though nothing in a graph does: those of this module, and those of marks.

    From one such day to the day before the next the findings are the same on every day.
    """
    registers = list(_registers(graph))
    reviewed = {day for register in registers for day in _days(graph, register, RC.reviewed)}
    planned = {day for register in registers for day in _days(graph, register, RC.nextReview)}
    told = {dated.day for _, dated in _dated(graph)}
    last = {*map(_a_year_after, reviewed), *planned, *told}
    return reviewed | set(map(day_after, last)) | withheld.turning_days(graph)


def may_turn(value: Node) -> bool:
    """Whether a statement with this value can make a difference to the turning days: it is of a register, or a day."""
    if not isinstance(value, Literal):
        return value == DCAT.Dataset
    return day_of(value) is not None or any(True for _ in last_days(str(value), value.language or ""))


def _of_reviews(graph: Graph, register: Node, day: dt.date) -> str | None:
    """The rule by which the reviews of a register are remarked on, if any."""
    values = [list(graph.objects(register, field)) for field in (RC.reviewed, RC.nextReview)]
    if any(len(told) > 1 or None in map(day_of, told) for told in values):
        return None
    reviewed, planned = (next(map(day_of, told), None) for told in values)
    if reviewed and reviewed > day:
        return "review-ahead"
    if planned and planned < day and not (reviewed and reviewed >= planned):
        return "passed-review"
    if not reviewed:
        return "no-review"
    return "old-review" if _a_year_after(reviewed) < day else None


def _registers(graph: Graph) -> Iterator[Node]:
    return graph.subjects(RDF.type, DCAT.Dataset, unique=True)


def _days(graph: Graph, register: Node, field: Node) -> Iterator[dt.date]:
    """The days that a register tells in a field."""
    return filter(None, map(day_of, graph.objects(register, field)))


def _a_year_after(day: dt.date) -> dt.date:
    """The same day of the next year; of the last day of a leap February the last one."""
    if day.year == dt.MAXYEAR:
        return dt.date.max
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _dated(graph: Graph) -> Iterator[tuple[tuple[Node, Node, Node], Dated]]:
    """Each date in a text with a language by which what is said may have come to an end."""
    for triple in graph:
        text = triple[2]
        if isinstance(text, Literal) and text.language:
            for dated in last_days(str(text), text.language):
                yield triple, dated


def _place(source: Located, register: Node, field: Node | None) -> Place:
    """Where a register tells a field, else where it begins."""
    return source.place(register, field, source.graph.value(register, field) if field else None)
