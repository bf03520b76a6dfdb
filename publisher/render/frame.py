"""What is around the content of every page of a site: its languages, formats, and the ways to other pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.model.languages import LANGUAGES, Text
from publisher.render.addresses import Addresses
from publisher.render.formats import HTML, Format
from publisher.render.pages import Offer, Shell, locale

NAVIGATION: tuple[tuple[str, str], ...] = (("nav_search", "search"), ("nav_ask", "ask"))
"""Pages of the site that every page leads to: the name of each among the texts of pages, and its address."""


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
    """The frame of the pages of one site; `stylesheet` is the path of its stylesheet."""

    addresses: Addresses
    stylesheet: str

    def shell(
        self,
        iri: str,
        language: str,
        *,
        formats: Sequence[Format] = (HTML,),
        crumbs: Sequence[Crumb] = (),
        notices: Sequence[Text] = (),
        query: str = "",
    ) -> Shell:
        """The shell of a document in a language; `query` is what its address ends with, a question mark included."""

        def href(form: Format, tag: str) -> str:
            return self.addresses.path(self.addresses.variant(iri, form, tag)) + query

        return Shell(
            language=language,
            iri=iri,
            variants={tag: self.addresses.variant(iri, HTML, tag) for tag in LANGUAGES},
            languages={tag: href(HTML, tag) for tag in LANGUAGES},
            offers=tuple(Offer(f.label, f.media_type, href(f, "")) for f in formats if not f.by_language),
            crumbs=tuple((crumb.label(language), self.addresses.href(crumb.iri, language)) for crumb in crumbs),
            notices=tuple(notices),
            home=self._path("", language),
            navigation=self._navigation(language),
            stylesheet=self.stylesheet,
        )

    def bare(self, language: str) -> Shell:
        """The shell of a page that has no address of its own: what went wrong is told at any."""
        return Shell(
            language=language,
            iri=self.addresses.site.iri,
            variants={},
            languages={},
            offers=(),
            crumbs=(),
            notices=(),
            home=self._path("", language),
            navigation=self._navigation(language),
            stylesheet=self.stylesheet,
        )

    def _navigation(self, language: str) -> tuple[tuple[str, str], ...]:
        return tuple((locale(language)[name], self._path(address, language)) for name, address in NAVIGATION)

    def _path(self, address: str, language: str) -> str:
        return self.addresses.path(self.addresses.variant(self.addresses.site.iri + address, HTML, language))
