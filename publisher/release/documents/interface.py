"""The HTTP interface of a release, read from what is in it; and the documents that tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from publisher.model.catalogue import Notice
from publisher.model.iris import FINDING, KINDS, Base
from publisher.model.languages import LANGUAGES
from publisher.release.documents.around import titled
from publisher.release.documents.representations import Writer
from publisher.release.segments import Document, Entry, Gone, Redirect, Representation
from publisher.release.site import Site
from publisher.render.data.links import Link
from publisher.render.data.openapi import MEDIA_TYPE, NAME, described
from publisher.render.formats import DOCUMENT_FORMATS, HTML
from publisher.render.frame import Crumb
from publisher.render.interface import (
    COMPUTED,
    DOCUMENT,
    FILE,
    QUERIES,
    REDIRECT,
    ApiPage,
    Interface,
    Resource,
    form_of,
    name_of,
)
from publisher.render.pages import locale

_MAY_END = (*KINDS, "pages")
"""What was here may be gone: a thing, or a state of a catalogue in pages."""

PAGE = "api"
"""The page that tells of the interface."""


class Gathered:
    """The forms of address of a release, gathered from the entries of its segments, each with one that exists.

    `values` are those that a search may be narrowed by, by facet.
    """

    def __init__(self, site: Site, values: Mapping[str, tuple[str, ...]]) -> None:
        self._site = site
        self._values = values
        self._found: dict[tuple[str, str, str], Resource] = {}
        self._register = ""

    def add(self, base: Base, entries: Mapping[str, Entry]) -> None:
        """Adds the entries of a segment: the addresses of the site, or those of an authority, by its base."""
        for path in sorted(entries, key=lambda path: (isinstance(entries[path], Gone), path)):
            if path.startswith("/"):
                self._add(base, path, entries)

    def interface(self) -> Interface:
        """What was gathered, in order of the addresses, with the pages that are computed."""
        for name in QUERIES:
            own = frozenset({"Cache-Control", "Content-Language"})
            negotiated = own | {"Content-Location", "Vary"}
            bare = Resource(f"/{name}", name, COMPUTED, (HTML.media_type,), negotiated)
            language = {"language": next(iter(LANGUAGES))}
            spoken = replace(bare, path=f"/{name}.{{language}}.html", headers=own, example=language)
            self._found |= {("", resource.path, COMPUTED): resource for resource in (bare, spoken)}
        below = (base for base in self._site.authorities.values() if self._is_below(base))
        authorities = tuple(sorted(self._site.base.relative(base.iri).rstrip("/") for base in below))
        return Interface(self._site.base.iri, authorities, tuple(self._merged()), self._values, self._register)

    def _merged(self) -> Iterator[Resource]:
        """What is alike on several servers as one."""
        alike: dict[tuple[str, str], list[Resource]] = {}
        for (_, path, kind), resource in sorted(self._found.items()):
            alike.setdefault((path, kind), []).append(resource)
        for _, found in sorted(alike.items()):
            servers = tuple(server for resource in found for server in resource.servers)
            own = ("",) if servers and not all(resource.servers for resource in found) else ()
            yield replace(found[0], servers=(*own, *servers))

    def _add(self, base: Base, path: str, entries: Mapping[str, Entry]) -> None:
        form, example = form_of(path.removeprefix(base.path)) if path.startswith(base.path) else ("", {})
        server = ""
        if base == self._site.base:
            full = f"/{form}"
        elif self._is_below(base):
            full = f"/{{authority}}/{form}" if path.startswith(base.path) else "/{authority}"
            example["authority"] = self._site.base.relative(base.iri).rstrip("/")
        else:
            full = f"{base.path}{form}" if path.startswith(base.path) else path
            server = base.iri.removesuffix(base.path)
        kind = _kind(entries[path], form)
        key = (server, full, kind)
        if form == "register/{slug}" and not self._register and kind == DOCUMENT:
            folder = next(folder for folder, own in self._site.authorities.items() if own == base)
            self._register = f"{folder}/{example['slug']}"
        if key not in self._found:
            media, headers = _told(entries, path)
            folder = form.removeprefix("id/").partition("/{")[0]
            may_be = (410,) if folder in _MAY_END else (303,) if folder in FINDING else ()
            servers = (server,) if server else ()
            self._found[key] = Resource(full, name_of(form), kind, media, headers, example, servers, may_be)

    def _is_below(self, base: Base) -> bool:
        """Whether a base is the site's own and one word more."""
        return self._site.base.holds(base.iri) and self._site.base.relative(base.iri).count("/") == 1


def add_interface(writer: Writer, gathered: Gathered, notices: tuple[Notice, ...]) -> None:
    """Adds the page about the interface and its description for programs, as far as the site is written.

    What is added later, themselves among it, they tell of when they are added again.
    """
    base = writer.site.base
    gathered.add(base, writer.entries)
    interface = gathered.interface()
    iri, description = base.iri + PAGE, base.iri + NAME
    page = ApiPage(interface, str(base.document(base.catalogue)), description, MEDIA_TYPE)
    titles = {tag: locale(tag)["api_heading"] for tag in LANGUAGES}
    writer.document(
        iri, page, titled(iri, titles), crumbs=(Crumb(base.iri),), notices=notices, more=described_by(base)[:1]
    )
    writer.file(description, MEDIA_TYPE, described(interface))


def described_by(base: Base) -> tuple[Link, ...]:
    """The links to what describes the interface of a site, for programs and for people (RFC 8631)."""
    return (
        Link("service-desc", base.iri + NAME, MEDIA_TYPE),
        Link("service-doc", base.iri + PAGE, HTML.media_type),
    )


def _kind(entry: Entry, form: str) -> str:
    match entry:
        case Document():
            return DOCUMENT
        case Representation():
            return FILE
        case Redirect():
            return REDIRECT
        case Gone():
            return REDIRECT if form.startswith("id/") else FILE if "." in form else DOCUMENT


def _told(entries: Mapping[str, Entry], path: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The media types in which an address answers, and the headers that it sends."""
    match entry := entries[path]:
        case Representation():
            modified = {"Last-Modified"} if entry.modified else set()
            names = {name for name, _ in entry.headers} - {"Content-Type"}
            media = next(value for name, value in entry.headers if name == "Content-Type")
            return (media.partition(";")[0],), frozenset({*names, *modified, "ETag", "Vary"})
        case Document():
            offered = tuple(dict.fromkeys(choice.media_type for choice in entry.choices))
            _, headers = _told(entries, entry.choices[0].path)
            return offered, headers | {"Content-Location"}
        case Redirect():
            return (), frozenset({"Location", "Cache-Control", "Access-Control-Allow-Origin"})
        case Gone():
            ending = path.rpartition(".")[2]
            return tuple(form.media_type for form in DOCUMENT_FORMATS if form.extension == ending), frozenset()
