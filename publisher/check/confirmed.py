"""Confirmations: none is given on a day that has not come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rdflib import Graph, Literal

from publisher.check.dates import day_of
from publisher.check.shacl import Located
from publisher.model.findings import Finding
from publisher.model.terms import RC, XSD

_LATER = {
    "sv": "dagen för bekräftelsen har inte kommit än. Skriv den dag då den gavs, eller vänta tills den är given",
    "fi": "vahvistuspäivä on vasta edessä. Kirjoita päivä, jona vahvistus annettiin, tai odota, kunnes se on annettu",
    "en": "the day of the confirmation has not come yet. Write the day on which it was given, or wait until it is",
}


def confirmed_later(source: Located, today: dt.date) -> Iterator[Finding]:
    """A finding for each confirmation whose day is after today."""
    for triple in source.graph.triples((None, RC.confirmedOn, None)):
        day = triple[2]
        if isinstance(day, Literal) and day.datatype == XSD.date and str(day) > today.isoformat():
            yield Finding(source.place(*triple), "error", _LATER, "confirmed-later")


def turning_days(graph: Graph) -> set[dt.date]:
    """The days on which the findings on a graph can change though nothing in it does."""
    return set(filter(None, map(day_of, graph.objects(None, RC.confirmedOn))))
