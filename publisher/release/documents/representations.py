"""Representations: a document in every format and language, with its headers, as entries of a segment."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from publisher.model.catalogue import Notice
from publisher.model.errors import ReleaseError
from publisher.model.languages import LANGUAGES
from publisher.release.segments import Choice, Document, Entry, Gone, Redirect, Representation
from publisher.release.site import Site
from publisher.render.data import csvw
from publisher.render.data.links import TYPES, Landing, Link, header
from publisher.render.data.rdf import Triple, write
from publisher.render.data.void import Size
from publisher.render.formats import CSV, DOCUMENT_FORMATS, FORMATS, HTML, LINKSET, RDF_FORMATS, Format
from publisher.render.frame import Crumb, Frame
from publisher.render.matrix import STYLE
from publisher.render.pages import Page, Pages
from publisher.render.style import stylesheet

_SMALLEST_GZIP = 256
_OPEN = ("Access-Control-Allow-Origin", "*")
_SHOWN = ("Access-Control-Expose-Headers", "Content-Location, ETag, Link, Vary")
_SAFE = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"))
_POLICY = (
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
)
_PICTURE_POLICY = (
    "Content-Security-Policy",
    f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'",
)
_INERT = ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
_REVALIDATE = ("Cache-Control", "public, no-cache")
_FOREVER = ("Cache-Control", "public, max-age=31536000, immutable")


class Sheet(NamedTuple):
    """A table for spreadsheets, and the landing page of the dataset that it is a file of, if it is one."""

    body: bytes
    dataset: str = ""

    @property
    def links(self) -> tuple[Link, ...]:
        """Its way back to the dataset."""
        return (Link("collection", self.dataset, HTML.media_type),) if self.dataset else ()


@dataclass
class Writer:
    """Makes the entries of one segment. `folder` is the release's; whole catalogues become files in it.

    `author` is the IRI of who publishes what its documents tell, if it is one.
    """

    site: Site
    folder: Path
    name: str
    pages: Pages
    frame: Frame
    author: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    """The documents that were added, and when each was last modified, empty while it is a draft."""

    sizes: dict[str, Size] = field(default_factory=dict)
    """What there is in each whole catalogue that was added, by its document."""

    def document(
        self,
        iri: str,
        page: Page,
        triples: Iterable[Triple],
        *,
        thing: str = "",
        modified: str = "",
        crumbs: tuple[Crumb, ...] = (),
        notices: tuple[Notice, ...] = (),
        whole: str = "",
        table: Sheet | None = None,
        items: tuple[tuple[str, str], ...] = (),
        metadata: tuple[tuple[str, str], ...] = (),
        collection: str = "",
        more: tuple[Link, ...] = (),
    ) -> None:
        """Adds a document with all its representations and its links, and the redirect from what it describes.

        `whole` tells that the triples are a whole catalogue: they become files of this name, in every RDF format.
        `table` is what spreadsheets get.
        `items`, `metadata`, `collection` and `more` are those of `Landing`. Raises ReleaseError, naming the document
        and the cause, when it cannot be written.
        """
        formats = (*(FORMATS if whole else DOCUMENT_FORMATS), *((CSV,) if table else ()))
        known = list(triples)
        landing = Landing(
            self.site.addresses,
            iri,
            formats,
            thing=thing,
            types=TYPES.get(page.template, ("WebPage",)),
            author=self.author,
            licence=self.site.licence,
            items=items,
            metadata=metadata,
            collection=collection,
            more=more,
        )
        for language in LANGUAGES:
            links = landing.of_page(language)
            with _naming(iri, HTML):
                shell = self.frame.shell(iri, language, formats=formats, crumbs=crumbs, notices=notices, links=links)
                body = self.pages.render(page, shell)
            self._represent(iri, HTML, links, body, modified, language=language)
        self._add_data(landing, known, whole, modified)
        if table:
            name = self.site.addresses.variant(iri, CSV)
            links = (csvw.link(name), *landing.of_data(CSV), *table.links)  # some readers look at the first link alone
            self._represent(iri, CSV, links, table.body, modified, dump=name.rpartition("/")[2])
        self.file(landing.linkset, LINKSET.content_type, landing.as_linkset(), modified=modified)
        self.entries[path_of(iri)] = Document(tuple(self._choices(iri, formats)))
        self.documents[iri] = modified
        if whole:
            self.sizes[iri] = Size.of(known)
        if thing:
            self.entries[path_of(thing)] = Redirect(iri)

    def _add_data(self, landing: Landing, triples: list[Triple], whole: str, modified: str) -> None:
        """Adds a document in the formats of RDF that it has."""
        for form in RDF_FORMATS:
            if form in landing.formats:
                with _naming(landing.iri, form):
                    body = write(triples, form)
                dump = f"{whole}.{form.extension}" if whole else ""
                self._represent(landing.iri, form, landing.of_data(form), body, modified, dump=dump)

    def _represent(
        self,
        iri: str,
        form: Format,
        links: Iterable[Link],
        body: bytes,
        modified: str,
        *,
        language: str = "",
        dump: str = "",
    ) -> None:
        path = path_of(self.site.addresses.variant(iri, form, language))
        self._add(path, _headers(form, language, links), body, modified, dump=dump)

    def gone(self, thing: str, document: str, time: str) -> None:
        """Adds that a thing is gone: at its own address, its document's, and those of all representations."""
        variants = [choice.path for choice in self._choices(document, DOCUMENT_FORMATS)]
        links = path_of(self.site.addresses.variant(document, LINKSET))
        for path in (path_of(thing), path_of(document), links, *variants):
            self.entries[path] = Gone(time)

    def page(self, path: str, page: Page, language: str) -> None:
        """Adds a page that is no document: it has no address of its own."""
        headers = (("Content-Type", HTML.content_type), ("Content-Language", language), *_SAFE, _POLICY)
        self._add(path, headers, self.pages.render(page, self.frame.bare(language)), "")

    def file(
        self,
        iri: str,
        content_type: str,
        body: bytes,
        *,
        modified: str = "",
        links: Iterable[str] = (),
        dump: str = "",
    ) -> None:
        """Adds a file that is no document: it has one representation, for programs, at its own address.

        `links` are the values of its Link header (RFC 8288). What may be large lies in the release as a file of its
        own, which is called as the segment, a dot and `dump`.
        """
        linked = (("Link", ", ".join(links)),) if links else ()
        headers = (("Content-Type", content_type), *linked, *_SAFE, _REVALIDATE, _OPEN, _SHOWN)
        self._add(path_of(iri), headers, body, modified, dump=dump)

    def kept(self, path: str, content: bytes) -> None:
        """Adds what the server alone reads. Its path begins with no slash: it has no address."""
        self._add(path, (("Content-Type", "application/json"),), content, "")

    def picture(self, path: str, body: bytes, language: str) -> None:
        """Adds a picture in SVG, whose only style is its own."""
        content = (("Content-Type", "image/svg+xml"), ("Content-Language", language))
        self._add(path, (*content, *_SAFE, _PICTURE_POLICY, _REVALIDATE), body, "")

    def stylesheet(self) -> None:
        """Adds the stylesheet, at an address that changes with it."""
        headers = (("Content-Type", "text/css; charset=utf-8"), *_SAFE, _FOREVER)
        self._add(self.frame.stylesheet, headers, stylesheet() + self.site.theme, "")

    def mark(self) -> None:
        """Adds the mark of the site, if it has one, at an address that changes with it."""
        if mark := self.site.mark:
            headers = (("Content-Type", mark.media_type), *_SAFE, _INERT, _FOREVER)
            self._add(self.frame.mark, headers, mark.content, "")

    def _add(
        self,
        path: str,
        headers: tuple[tuple[str, str], ...],
        body: bytes,
        modified: str,
        *,
        dump: str = "",
    ) -> None:
        etag = hashlib.sha256(body).hexdigest()[:32]
        packed = _packed(body)
        file = None
        if dump:
            file = self.folder / "dumps" / f"{self.name}.{dump}"
            file.write_bytes(body)
            if packed:
                file.with_name(file.name + ".gz").write_bytes(packed)
            body, packed = b"", None
        self.entries[path] = Representation(headers, etag, _http_date(modified), body, packed, file)

    def _choices(self, iri: str, formats: tuple[Format, ...]) -> Iterator[Choice]:
        for form in formats:
            for language in form.languages:
                path = path_of(self.site.addresses.variant(iri, form, language))
                yield Choice(path, form.media_type, language)


def _headers(form: Format, language: str, links: Iterable[Link]) -> tuple[tuple[str, str], ...]:
    spoken = (("Content-Language", language),) if language else ()
    policy = (_POLICY,) if form is HTML else ()
    told = (("Content-Type", form.content_type), *spoken, ("Link", header(links)))
    return (*told, *_SAFE, *policy, _REVALIDATE, _OPEN, _SHOWN)


def frame_of(site: Site) -> Frame:
    """The frame of the pages of a site. The addresses of its stylesheet and mark change with them."""
    digest = hashlib.sha256(stylesheet() + site.theme).hexdigest()[:12]
    mark = site.base.path + site.mark.name if site.mark else ""
    return Frame(site.addresses, f"{site.base.path}style.{digest}.css", site.settings.imprint, mark)


def path_of(iri: str) -> str:
    """The path of an address."""
    return "/" + iri.partition("://")[2].partition("/")[2]


@contextmanager
def _naming(iri: str, form: Format) -> Iterator[None]:
    """Whatever goes wrong while a document is written becomes a ReleaseError that names it."""
    try:
        yield
    except Exception as error:
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        cure = "Take out what is unusual in its description"
        raise ReleaseError(iri, f"this cannot be written as {form.label}: {cause}", cure) from error


def _packed(body: bytes) -> bytes | None:
    if len(body) < _SMALLEST_GZIP:
        return None
    packed = gzip.compress(body, compresslevel=6, mtime=0)
    return packed if len(packed) < len(body) else None


def _http_date(moment: str) -> str:
    """A moment of the ledger as an HTTP date (RFC 9110, section 5.6.7)."""
    if not moment:
        return ""
    return format_datetime(dt.datetime.fromisoformat(moment), usegmt=True)
