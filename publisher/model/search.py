"""A search: what is asked, and what is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.model.languages import Said, Text

FACETS = ("subject", "kind", "system", "contact", "access", "authority")
"""By what a search may be narrowed: whose data, kind of data, information system, contact, access, authority."""

LONGEST = 300
"""Characters of a question."""

MOST_CHOSEN = 20
"""Values of one facet that a search may be narrowed by at once."""


@dataclass(frozen=True)
class Query:
    """What is asked: words, values of facets (each facet's name and the value's key), and a page, counted from 1."""

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    page: int = 1


@dataclass(frozen=True)
class Snippet:
    """A text in which words were found: its parts, each with whether it is such a word, and what it belongs to.

    `within` is what the part that it names is a part of; `is_open` when it names a field in which nothing is said.
    """

    iri: str
    language: str
    parts: tuple[tuple[str, bool], ...]
    within: str
    is_open: bool


@dataclass(frozen=True)
class Hit:
    """A register that was found."""

    iri: str
    title: Text
    description: Text
    authority: Said
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class Value:
    """A value of a facet: its key in addresses, its name, and how many of the registers found have it."""

    key: str
    label: Text
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Found:
    """What a search finds: how many registers, those of one page, and the values that they can be narrowed by.

    `missing` are the words that are found nowhere, `instead` questions that may have been meant; `is_partly` when no
    register has all words, and those are told that have some; `unknown` are chosen values that there are none of.
    """

    total: int
    pages: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Value, ...]]
    instead: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    is_partly: bool = False
