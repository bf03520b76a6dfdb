"""The pages that help to find: by whose data it is, by what kind, by name, and all in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from publisher.model.catalogue import Catalogue, Register
from publisher.model.holdings import Finding, Holdings, Named, named
from publisher.model.matrix import Panel, panels

MOST_WHOLE = 100
"""Where more registers than this are on one page, their single items are left to the pages of each."""

PICTURE = ".svg"
"""What the address of a picture ends with."""


@dataclass(frozen=True)
class SubjectsPage:
    """Does it hold something about me? The groups of people that an authority holds something about."""

    template: ClassVar[str] = "subjects.html"
    catalogue: Catalogue
    holdings: Holdings


@dataclass(frozen=True)
class SubjectPage:
    """What an authority holds about a group of people, who may use it, and how they see it themselves.

    `form` is the address of the page that makes a letter.
    """

    template: ClassVar[str] = "subject.html"
    catalogue: Catalogue
    holdings: Holdings
    finding: Finding
    form: str

    @property
    def is_whole(self) -> bool:
        """Whether single items are shown."""
        return len(self.finding.held) <= MOST_WHOLE


@dataclass(frozen=True)
class KindsPage:
    """The kinds of data that an authority holds."""

    template: ClassVar[str] = "kinds.html"
    catalogue: Catalogue
    holdings: Holdings


@dataclass(frozen=True)
class KindPage:
    """Which registers hold a kind of data, in which items, about whom; `subjects` are the documents about people."""

    template: ClassVar[str] = "kind.html"
    catalogue: Catalogue
    finding: Finding
    subjects: Mapping[str, str]


@dataclass(frozen=True)
class ItemsPage:
    """Every data item by its name, and where it stands."""

    template: ClassVar[str] = "items.html"
    catalogue: Catalogue

    def by_letter(self, language: str) -> list[tuple[str, list[Named]]]:
        """The names in a language by their first letter; `#` stands for all that is no letter."""
        found: dict[str, list[Named]] = {}
        for one in named(self.catalogue.registers, language):
            first = one.name.text.strip()[:1].upper()
            found.setdefault(first if first.isalpha() else "#", []).append(one)
        return list(found.items())


@dataclass(frozen=True)
class OverviewPage:
    """Which register holds what kind of data about whom; `has_picture` when there is a picture of it too."""

    template: ClassVar[str] = "overview.html"
    catalogue: Catalogue
    holdings: Holdings
    has_picture: bool

    def panels(self, registers: Sequence[Register], kinds: Sequence[Finding]) -> tuple[Panel, ...]:
        """The table in parts, in the order in which registers and kinds are given."""
        return panels(registers, kinds, self.holdings.unclassified)

    def picture(self, page: str) -> str:
        """The address of the picture beside a page."""
        return page.removesuffix(".html") + PICTURE
