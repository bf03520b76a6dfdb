"""The faults that time makes: reviews that are missing, due or still to come, and texts whose day has passed."""

from __future__ import annotations

from rdflib import XSD, Literal
from rdflib.term import Node

from publisher.model.terms import DCAT, DCTERMS, RC
from tests.described import Described, Expected
from tests.spoiling import Inject, Made, on

Found = set[Expected]


def _reviewed(rule: str, at: Node | None, reviewed: str, planned: str) -> Inject:
    """Other days of reviews, found at one of them, else on the register."""

    @on(DCAT.Dataset, needs=RC.reviewed)
    def inject(one: Described, thing: Node) -> Found | None:
        days = {RC.reviewed: reviewed, RC.nextReview: planned}
        for field, day in days.items():
            one.remove(thing, field)
            if day:
                one.add(thing, field, Literal(day, datatype=XSD.date))
        value = Literal(days[at], datatype=XSD.date) if at else None
        return {Expected(rule, thing, at, value, "info")}

    return inject


@on(RC.Statement, needs=DCTERMS.description)
def _passed(one: Described, thing: Node) -> Found | None:
    for old in one.values(thing, DCTERMS.description):
        if isinstance(old, Literal) and old.language == "sv":
            new = Literal("Till den 31 januari 2026", lang="sv")
            one.remove(thing, DCTERMS.description, old)
            one.add(thing, DCTERMS.description, new)
            return {Expected("passed-date", thing, DCTERMS.description, new, "info")}
    return None


OF_TIME: tuple[Made, ...] = (
    ("no-review", "a register that was never reviewed", _reviewed("no-review", None, "", "")),
    ("old-review", "a review of long ago", _reviewed("old-review", RC.reviewed, "2019-01-31", "")),
    ("passed-review", "a review that is due", _reviewed("passed-review", RC.nextReview, "2026-01-31", "2026-02-28")),
    ("review-ahead", "a review still to come", _reviewed("review-ahead", RC.reviewed, "2027-01-31", "")),
    ("passed-date", "a text whose day has passed", _passed),
)
