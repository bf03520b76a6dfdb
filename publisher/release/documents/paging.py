"""The whole catalogue in pages: the first at an address that stays, all at addresses that name the state they tell of.

A harvest that has begun takes one state to its end, or hears that it is no longer told and begins again: it never
takes half of one and half of another (docs/decisions/0022-open-data-and-pages.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from publisher.model.iris import Base
from publisher.release.documents.representations import Writer, path_of
from publisher.render.data.links import Link
from publisher.render.data.paging import Paged
from publisher.render.data.rdf import Triple, joined, write
from publisher.render.formats import RDF_FORMATS, Format

PAGE = 100
"""Datasets on a page: some megabytes at most, which any harvester takes at once."""

_FORMATS = tuple(form for form in RDF_FORMATS if form.in_documents)


def add_pages(writer: Writer, base: Base, triples: Sequence[Triple], modified: str) -> None:
    """Adds a whole catalogue in pages of some datasets each, in every RDF format of documents."""
    paged = Paged(triples, base.catalogue, PAGE)
    for number, page in enumerate(paged.pages(), start=1):
        for form in _FORMATS:
            _add_page(writer, base, paged, number, page, form, modified)
    for form in _FORMATS:
        first = path_of(f"{base.pages}/{paged.state}/1.{form.extension}")
        writer.entries[path_of(f"{base.pages}.{form.extension}")] = writer.entries[first]


def _add_page(
    writer: Writer, base: Base, paged: Paged, number: int, page: list[Triple], form: Format, modified: str
) -> None:
    """Adds a page in a format; its links keep to that format, for harvesters go on in the one they began with."""
    address = f"{base.pages}/{paged.state}/{{page}}.{form.extension}"
    body = write(joined(page, paged.links(number, address)), form)
    ways = (("first", 1), ("prev", number - 1), ("next", number + 1), ("last", len(paged)))
    links = [Link(name, address.format(page=n)).value for name, n in ways if 1 <= n <= len(paged)]
    dump = f"pages.{number}.{form.extension}"
    writer.file(address.format(page=number), form.content_type, body, modified=modified, links=links, dump=dump)
