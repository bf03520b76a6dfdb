"""Pages for asking: where to begin, the form of a request, and the letter with the latest day for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from publisher.model.asking import Deadline, Deadlines, Facts, Listing
from publisher.model.deadlines import Counting, LastDay
from publisher.model.request import Fault, Typed


@dataclass(frozen=True)
class Asking:
    """How to ask for something in a register; `form` is the address of the page that makes the letter."""

    facts: Facts
    deadlines: Deadlines
    form: str


@dataclass(frozen=True)
class AskPage:
    """Where one says what one wants and in which register.

    `key` and `track` are what was said already, `faults` what was wrong with it; `search` is the address of the page
    that searches, for when the registers are too many to list.
    """

    template: ClassVar[str] = "ask.html"
    listing: Listing
    key: str
    track: str
    faults: tuple[Fault, ...]
    search: str

    @property
    def is_long(self) -> bool:
        """Whether the registers are too many to list."""
        return not any(authority.registers for authority in self.listing.authorities)


@dataclass(frozen=True)
class RequestPage:
    """The form of a request, with what was typed into it."""

    template: ClassVar[str] = "request.html"
    facts: Facts
    track: str
    deadlines: Deadlines
    typed: Typed
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Due:
    """A deadline as it falls for one request; `last` is None where no rule is known that counts it."""

    deadline: Deadline
    last: LastDay | None
    rule: Counting | None


@dataclass(frozen=True)
class Letter:
    """A finished letter: whom it goes to, what it is about, and its text, in lines."""

    to: tuple[str, ...]
    subject: str
    text: str


@dataclass(frozen=True)
class LetterPage:
    """A letter to take along, and the latest day for an answer.

    `mail` opens it in a mail program, empty when it must be signed; `has_short_mail` when it does not hold the whole
    letter. `received` is the day that is counted from.
    """

    template: ClassVar[str] = "letter.html"
    facts: Facts
    track: str
    typed: Typed
    letter: Letter
    mail: str
    has_short_mail: bool
    received: str
    due: tuple[Due, ...]
    faults: tuple[Fault, ...] = ()
