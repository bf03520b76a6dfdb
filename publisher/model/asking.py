"""What one must know to ask for something in a register: the office, the ways, what can be asked for, and deadlines.

There are two ways, each under an act of its own, and they are kept apart: a public document, and one's own data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from publisher.model.catalogue import Authority, Notice, Statement
from publisher.model.concepts import Concept, Withheld
from publisher.model.contacts import Contact, RightNotice
from publisher.model.deadlines import LastDay, Period, counting_of
from publisher.model.languages import Text
from publisher.model.offered import Distribution

DOCUMENT, OWN = "document", "own"

TRACKS: Mapping[str, str] = {
    DOCUMENT: "http://data.finlex.fi/eli/sd/1999/621",
    OWN: "http://data.europa.eu/eli/reg/2016/679/oj",
}
"""The two ways of asking, and the act under which each is gone."""

MANY = 200
"""How many groups and items are offered to choose from at most. Who asks in a larger register uses their own words."""

_WITHOUT_END = "9999-12-31"


@dataclass(frozen=True)
class Part:
    """A data group or data item that one can ask for; `name` is the fragment of its IRI, `access` who may see it."""

    name: str
    label: Text
    open_ended: bool
    access: Concept | None = None
    items: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What a description tells of how to ask for something in a register.

    `key` names the register in addresses: the folder of its authority, and its slug. `logins` are the statements that
    tell of a way to see the data oneself; `is_whole` is false where there is more than `parts` offers.
    """

    key: str
    iri: str
    title: Text
    authority: Authority
    provenance: Text
    catalogue: str
    systems: tuple[Text, ...]
    parts: tuple[Part, ...]
    is_whole: bool
    search_keys: tuple[Text, ...]
    contacts: tuple[Contact, ...]
    deciders: tuple[Contact, ...]
    notice: RightNotice | None
    logins: tuple[Statement, ...]
    searches: tuple[Distribution, ...]
    withheld: tuple[Withheld, ...]

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the catalogue says on all its pages."""
        return Notice.of(self.provenance, self.authority)

    def offices(self, track: str) -> tuple[Contact, ...]:
        """Whom to ask: those who receive requests for own data, else the contacts, else who decides."""
        received = self.notice.contacts if self.notice and track == OWN else ()
        return received or self.contacts or self.deciders

    def all_parts(self) -> dict[str, tuple[Part, ...]]:
        """Each part by its name, with the parts above it: from the group to the part itself."""
        found: dict[str, tuple[Part, ...]] = {}
        waiting: list[tuple[Part, ...]] = [(part,) for part in reversed(self.parts)]
        while waiting:
            path = waiting.pop()
            found[path[-1].name] = path
            waiting += [(*path, item) for item in reversed(path[-1].items)]
        return found


@dataclass(frozen=True)
class Deadline:
    """How soon a request is answered, as a demand tells it (`publisher.model.demands`)."""

    label: Text
    definition: Text
    law: Concept
    provision: Text
    period: str
    text_read: bool
    told_by: str
    valid_from: str
    valid_until: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Where it stands: the act, the place in it, and the page that tells it."""
        return self.law.iri, str(self.provision), self.told_by

    def last_day(self, received: dt.date) -> LastDay | None:
        """The latest day for an answer. None where no rule is known that counts the time limits of the act.

        Raises ValueError for a day that nothing can be counted from.
        """
        rule = counting_of(self.law.iri)
        return rule.last_day(received, Period.read(self.period)) if rule else None


@dataclass(frozen=True)
class Deadlines:
    """All deadlines."""

    deadlines: tuple[Deadline, ...]

    def of(self, track: str, day: dt.date | None = None) -> tuple[Deadline, ...]:
        """The deadlines of a way of asking that hold on a day, shortest first; without a day, those without end."""
        shown = day.isoformat() if day else _WITHOUT_END
        found = [d for d in self.deadlines if d.law.iri == TRACKS[track] and d.valid_from <= shown <= d.valid_until]
        return tuple(sorted(found, key=lambda d: Period.read(d.period).after(dt.date(2001, 1, 1))))


@dataclass(frozen=True)
class Listed:
    """A register that can be asked, as a list names it."""

    key: str
    title: Text


@dataclass(frozen=True)
class ListedAuthority:
    """An authority and its registers, in order of their keys; none are named where there are too many to list."""

    name: Text
    catalogue: str
    catalogue_title: Text
    registers: tuple[Listed, ...]


@dataclass(frozen=True)
class Listing:
    """Whom one can ask."""

    authorities: tuple[ListedAuthority, ...]
