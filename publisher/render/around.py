"""The pages around the registers: what this is, what is kept about its readers, and whether all can read it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from publisher.model.catalogue import Catalogue
from publisher.model.concepts import Concept

RESULT = Path(__file__).parent / "accessibility.toml"
"""What the last test in browsers came to. `make test-outside` writes it when told to (docs/site.md)."""


@dataclass(frozen=True)
class Tested:
    """What a test in browsers came to: the day, by which standard, how many pages and how many faults, with what."""

    day: str
    standard: str
    pages: int
    violations: int
    tools: tuple[str, ...]


@dataclass(frozen=True)
class AboutPage:
    """What this is, on which law it rests, what its words mean, and how the data is fetched.

    `texts`, `classifications` and `omissions` are the words that the pages use, with what each means.
    """

    template: ClassVar[str] = "about.html"
    catalogues: tuple[Catalogue, ...]
    whole: str
    texts: tuple[Concept, ...]
    classifications: tuple[Concept, ...]
    omissions: tuple[Concept, ...]


@dataclass(frozen=True)
class PrivacyPage:
    """What is kept about those who read the site, and by whom."""

    template: ClassVar[str] = "privacy.html"


@dataclass(frozen=True)
class AccessibilityPage:
    """The accessibility statement (act 306/2019): facts from the settings, and from the last test, if any was made."""

    template: ClassVar[str] = "accessibility.html"
    tested: Tested | None


@dataclass(frozen=True)
class LinkingPage:
    """What is promised to catalogues that link here: which address to use, how long it lasts, and how changes show.

    `thing` is one that they may link to, `document` its description, `term` one of the ontology, `whole` everything.
    """

    template: ClassVar[str] = "linking.html"
    thing: str
    document: str
    term: str
    whole: str


@cache
def tested() -> Tested | None:
    """What the last test in browsers came to; None when none is told."""
    if not RESULT.exists():
        return None
    told = tomllib.loads(RESULT.read_text(encoding="utf-8"))
    tools = tuple(f"{tool['name']} {tool['version']}" for tool in told["tools"])
    return Tested(told["day"].isoformat(), told["standard"], told["pages"], told["violations"], tools)
