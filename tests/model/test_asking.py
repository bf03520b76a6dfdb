"""Whom to ask, for what, and how soon the answer comes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from publisher.model.asking import DOCUMENT, OWN, Deadline, Deadlines
from publisher.model.concepts import Concept
from publisher.model.languages import Text
from tests.asking import BARE, FULL, office, text

GDPR, OPENNESS = "http://data.europa.eu/eli/reg/2016/679/oj", "http://data.finlex.fi/eli/sd/1999/621"


def deadline(period: str, law: str = GDPR, since: str = "2018-05-25", until: str = "9999-12-31") -> Deadline:
    return Deadline(text(period), Text(), Concept(law, text("x")), Text(), period, True, "", since, until)


def test_requests_go_to_the_office_of_their_kind() -> None:
    """Own data to who receives such requests, else to the contact, else to who decides; else nobody is invented."""
    assert [c.iri.rpartition("/")[2] for c in FULL.offices(DOCUMENT)] == ["Skol"]
    assert [c.iri.rpartition("/")[2] for c in FULL.offices(OWN)] == ["Registrators"]
    assert replace(FULL, notice=None).offices(OWN) == FULL.contacts
    assert replace(BARE, deciders=(office("x"),)).offices(DOCUMENT) == (office("x"),)
    assert BARE.offices(OWN) == BARE.offices(DOCUMENT) == ()


def test_every_part_is_found_with_the_parts_above_it() -> None:
    found = {name: [part.name for part in path] for name, path in FULL.all_parts().items()}
    assert list(found) == ["pupils", "pupils-name", "pupils-guardian", "guardian-telephone", "results"]
    assert found["guardian-telephone"] == ["pupils", "pupils-guardian", "guardian-telephone"]


def test_deadlines_are_those_of_the_way_of_asking_that_hold_shortest_first() -> None:
    old = deadline("P2M", until="2025-12-31")
    found = Deadlines((deadline("P3M"), old, deadline("P14D", OPENNESS, "1999-12-01"), deadline("P1M")))
    assert [d.period for d in found.of(OWN)] == ["P1M", "P3M"]
    assert [d.period for d in found.of(OWN, dt.date(2025, 12, 31))] == ["P1M", "P2M", "P3M"]
    assert [d.period for d in found.of(OWN, dt.date(2010, 1, 1))] == []
    assert [d.period for d in found.of(DOCUMENT)] == ["P14D"]


def test_a_deadline_is_counted_only_where_the_rule_is_known() -> None:
    last = deadline("P1M").last_day(dt.date(2026, 1, 31))
    assert last is not None
    assert last.day == dt.date(2026, 3, 2)
    assert deadline("P1M", "http://data.finlex.fi/eli/sd/2019/906").last_day(dt.date(2026, 1, 31)) is None
