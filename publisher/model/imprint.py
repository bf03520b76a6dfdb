"""What an installation says of itself: its name and mark, the licence, and who answers for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publisher.model.languages import LANGUAGES, NOTHING, Said, Text


@dataclass(frozen=True)
class Mark:
    """The picture beside the name: a file in the folder of data, and what it shows."""

    file: str
    alt: Text


_LICENCES = "http://publications.europa.eu/resource/authority/licence/"
_IN_TABLE: Mapping[str, str] = {
    "creativecommons.org/licenses/by/4.0": "CC_BY_4_0",
    "creativecommons.org/publicdomain/zero/1.0": "CC0",
}
"""Licences that the EU table has a name of its own for, by their address."""


@dataclass(frozen=True)
class Licence:
    """What may be done with the descriptions."""

    iri: str
    label: Text

    @property
    def known_as(self) -> str:
        """Its IRI in the EU table of licences, which catalogues compare with, if it is one of the commonest there."""
        name = _IN_TABLE.get(self.iri.partition("://")[2].removesuffix("/"))
        return _LICENCES + name if name else self.iri


@dataclass(frozen=True)
class Publisher:
    """Who publishes the catalogue of a site that has several authorities."""

    iri: str
    name: Text


@dataclass(frozen=True)
class Feedback:
    """Whom to tell of an error: one of `email` and `url`, and the unit that answers.

    In `url` stands `{page}` where the address of the page belongs, if anywhere.
    """

    email: str = ""
    url: str = ""
    unit: Text = NOTHING


@dataclass(frozen=True)
class Failing:
    """A content that is not accessible, and why."""

    content: Text
    reason: Text


@dataclass(frozen=True)
class Supervisor:
    """The authority that supervises accessibility."""

    name: Text
    url: str = ""


@dataclass(frozen=True)
class Accessibility:
    """What the accessibility statement tells (act 306/2019); empty where nothing is stated.

    `conformity` is full, mostly or mostly-not, `assessment` own or outside; `made` and `updated` are days.
    `failings` is None when nothing is stated, and empty when none is known.
    """

    conformity: str = ""
    made: str = ""
    updated: str = ""
    assessment: str = ""
    assessor: Text = NOTHING
    failings: tuple[Failing, ...] | None = None
    supervisor: Supervisor | None = None


@dataclass(frozen=True)
class Privacy:
    """Who is the controller of what is kept about the readers of the site, how to reach it, and what logs hold."""

    controller: Text = NOTHING
    email: str = ""
    url: str = ""
    log: Text = NOTHING


@dataclass(frozen=True)
class Imprint:
    """All that is told; everything may be missing, and is then shown as a gap."""

    name: Text = NOTHING
    mark: Mark | None = None
    licence: Licence | None = None
    publisher: Publisher | None = None
    feedback: Feedback | None = None
    accessibility: Accessibility = Accessibility()
    privacy: Privacy = Privacy()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Imprint:
        """The imprint that settings tell, which were found to be right; texts are tables of languages."""
        mark, licence, publisher = told.get("mark"), told.get("licence"), told.get("publisher")
        feedback = told.get("feedback")
        return cls(
            name=text(told.get("name")),
            mark=Mark(mark["file"], text(mark["alt"])) if mark else None,
            licence=Licence(licence["iri"], text(licence["label"])) if licence else None,
            publisher=Publisher(publisher["iri"], text(publisher["name"])) if publisher else None,
            feedback=Feedback(**{**feedback, "unit": text(feedback.get("unit"))}) if feedback else None,
            accessibility=_accessibility(told.get("accessibility", {})),
            privacy=_privacy(told.get("privacy", {})),
        )


NO_IMPRINT = Imprint()
"""Nothing is told."""


def text(told: Mapping[str, str] | None) -> Text:
    """A text from a table of languages."""
    return Text(tuple(Said(told[tag], tag) for tag in LANGUAGES if tag in told)) if told else NOTHING


def _accessibility(told: Mapping[str, Any]) -> Accessibility:
    failings, supervisor = told.get("failings"), told.get("supervisor")
    known = None if failings is None else tuple(Failing(text(f["content"]), text(f["reason"])) for f in failings)
    return Accessibility(
        conformity=told.get("conformity", ""),
        made=told.get("made", ""),
        updated=told.get("updated", ""),
        assessment=told.get("assessment", ""),
        assessor=text(told.get("assessor")),
        failings=known,
        supervisor=Supervisor(text(supervisor["name"]), supervisor.get("url", "")) if supervisor else None,
    )


def _privacy(told: Mapping[str, Any]) -> Privacy:
    return Privacy(
        controller=text(told.get("controller")),
        email=told.get("email", ""),
        url=told.get("url", ""),
        log=text(told.get("log")),
    )
