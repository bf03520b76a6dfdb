"""The page of a search, as its template knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from publisher.model.languages import Text
from publisher.model.search import Found


@dataclass(frozen=True)
class Way:
    """A link to another search: what it is called, where it leads, and how many registers it finds; 0 when not told."""

    label: Text
    href: str
    count: int = 0


@dataclass(frozen=True)
class SearchPage:
    """What was asked for and what was found.

    `fault` names what cannot be answered, empty when all is well, and `faulty` is the word that it is about. `facets`
    are the ways to narrow the search by each facet, `chosen` those to widen it again; `kept` are the values that the
    form keeps; `instead` are searches that may have been meant; `is_everything` when nothing was asked.
    """

    template: ClassVar[str] = "search.html"
    action: str
    text: str
    number: int
    found: Found
    facets: tuple[tuple[str, tuple[Way, ...]], ...]
    chosen: tuple[tuple[str, Way], ...]
    kept: tuple[tuple[str, str], ...]
    instead: tuple[tuple[str, str], ...]
    before: str
    after: str
    fault: str = ""
    faulty: str = ""
    is_everything: bool = False
