"""What is around the content of every page of a site: its languages, formats, and the ways to other pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import quote

from publisher.model.catalogue import Catalogue, Notice
from publisher.model.imprint import NO_IMPRINT, Imprint
from publisher.model.languages import LANGUAGES, Text
from publisher.render.addresses import Addresses
from publisher.render.data.links import Link, languages_of
from publisher.render.formats import HTML, Format
from publisher.render.pages import Offer, Shell, locale, told

NAVIGATION: tuple[tuple[str, str], ...] = (("nav_search", "search"), ("nav_ask", "ask"))
"""Pages of the site that every page leads to: the name of each among the texts of pages, and its address."""


class Around(TypedDict):
    """The part of a shell that is the same for every page in a language."""

    base: str
    name: Text
    imprint: Imprint
    mark: str
    home: str
    navigation: tuple[tuple[str, str], ...]
    ways: dict[str, str]
    stylesheet: str


@dataclass(frozen=True)
class Crumb:
    """A page above another: where it is, and what it is called; the home page has no text of its own."""

    iri: str
    text: Text | None = None

    def label(self, language: str) -> str:
        """What the page is called."""
        return self.text.in_language(language).text if self.text else locale(language)["home"]


@dataclass(frozen=True)
class Frame:
    """The frame of the pages of one site, with the paths of its stylesheet and, if it has one, its mark."""

    addresses: Addresses
    stylesheet: str
    imprint: Imprint = NO_IMPRINT
    mark: str = ""

    def shell(
        self,
        iri: str,
        language: str,
        *,
        formats: Sequence[Format] = (HTML,),
        crumbs: Sequence[Crumb] = (),
        notices: Sequence[Notice] = (),
        query: str = "",
        links: Sequence[Link] = (),
    ) -> Shell:
        """The shell of a document in a language; `query` is what its address ends with, a question mark included.

        `links` are what its head tells programs; without them, where it is in each language.
        """

        def href(form: Format, tag: str) -> str:
            return self.addresses.path(self.addresses.variant(iri, form, tag)) + query

        return Shell(
            language=language,
            iri=iri,
            variants={tag: self.addresses.variant(iri, HTML, tag) for tag in LANGUAGES},
            languages={tag: href(HTML, tag) for tag in LANGUAGES},
            offers=tuple(Offer(f.label, f.media_type, href(f, "")) for f in formats if not f.by_language),
            crumbs=tuple((crumb.label(language), self.addresses.href(crumb.iri, language)) for crumb in crumbs),
            trail=tuple((crumb.label(language), self._variant_of(crumb.iri, language)) for crumb in crumbs),
            notices=tuple(dict.fromkeys(notices)),
            report=self._report(iri, language),
            links=tuple(links) or languages_of(self.addresses, iri, language),
            **self._around(language),
        )

    def bare(self, language: str) -> Shell:
        """The shell of a page that has no address of its own: what went wrong is told at any.

        Its links to other languages lead home.
        """
        return Shell(
            language=language,
            iri=self.addresses.site.iri,
            variants={},
            languages={tag: self._path("", tag) for tag in LANGUAGES},
            offers=(),
            crumbs=(),
            trail=(),
            notices=(),
            report=self._report("", language),
            links=(),
            **self._around(language),
        )

    def _around(self, language: str) -> Around:
        """What is the same around every page in a language."""
        return {
            "base": self.addresses.site.iri,
            "name": site_name(self.imprint),
            "imprint": self.imprint,
            "mark": self.mark,
            "home": self._path("", language),
            "navigation": tuple((locale(language)[name], self._path(way, language)) for name, way in NAVIGATION),
            "ways": {way: self._path(way, language) for _, way in NAVIGATION},
            "stylesheet": self.stylesheet,
        }

    def _report(self, iri: str, language: str) -> str:
        """Where an error on a page is reported: a message whose subject names the page, or a form elsewhere."""
        feedback = self.imprint.feedback
        if feedback is None:
            return ""
        if feedback.url:
            return feedback.url.replace("{page}", quote(iri, safe=""))
        subject = f"{locale(language)['report_subject']}: {iri}" if iri else locale(language)["report_subject"]
        return f"mailto:{feedback.email}?subject={quote(subject, safe='')}"

    def _variant_of(self, iri: str, language: str) -> str:
        return self.addresses.variant(self.addresses.document(iri), HTML, language)

    def _path(self, address: str, language: str) -> str:
        return self.addresses.path(self.addresses.variant(self.addresses.site.iri + address, HTML, language))


def site_name(imprint: Imprint) -> Text:
    """What a site is called: its own name, else what a site without one is."""
    return imprint.name or told("site_name")


def rights_of(imprint: Imprint) -> Text:
    """What is said of what may be done with the descriptions: what the licence covers, or that none is told."""
    return told("rights_licensed") if imprint.licence else told("rights_none")


def notices_of(catalogues: Iterable[Catalogue]) -> tuple[Notice, ...]:
    """What is said on every page that spans catalogues: each notice once."""
    return tuple(dict.fromkeys(notice for catalogue in catalogues for notice in catalogue.notices))
