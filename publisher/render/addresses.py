"""Addresses of documents and their representations: what a page links to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from publisher.model.iris import Base
from publisher.model.terms import ONTOLOGY
from publisher.render.formats import HTML, Format


@dataclass(frozen=True)
class Addresses:
    """The addresses of a site: `site` is its base, `authorities` the bases of its authorities by folder."""

    site: Base
    authorities: dict[str, Base]

    def document(self, iri: str) -> str:
        """The IRI of the document that describes a thing; the IRI itself when it lies outside the site."""
        if iri.partition("#")[0] == str(ONTOLOGY):
            return f"{self.site.iri}ontology"
        for base in self.authorities.values():
            if found := base.document_of_nothing(iri):
                return str(found)
        for base in (*self.authorities.values(), self.site):
            if found := base.document(iri):
                return str(found)
        return iri

    def href(self, iri: str, language: str) -> str:
        """What a page in a language links to: the variant in that language of a thing's document, at its part."""
        document = self.document(iri)
        if document == iri and not any(base.holds(iri) for base in (self.site, *self.authorities.values())):
            return iri
        fragment = iri.partition("#")[2]
        return self.path(self.variant(document, HTML, language)) + (f"#{fragment}" if fragment else "")

    def path(self, iri: str) -> str:
        """An address as it is linked from a page: without host when it is on the site's own."""
        return urlsplit(iri).path if urlsplit(iri).netloc == urlsplit(self.site.iri).netloc else iri

    def variant(self, document: str, form: Format, language: str = "") -> str:
        """The address of one representation of a document."""
        stem = document + "index" if document.endswith("/") else document
        return f"{stem}.{language}.{form.extension}" if form.by_language else f"{stem}.{form.extension}"
