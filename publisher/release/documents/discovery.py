"""What machines find without having been told: sitemaps, robots.txt and the VoID description (RFC 8615).

The site answers for all that lies under its base. An authority whose base lies elsewhere answers for itself there too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.model.iris import Base
from publisher.release.documents.representations import Writer
from publisher.release.flow import Prepared
from publisher.render.data import sitemaps
from publisher.render.data.void import Dump, describe
from publisher.render.formats import TURTLE
from publisher.render.frame import NAVIGATION, site_name

ROBOTS, SITEMAP, VOID = "robots.txt", "sitemap.xml", ".well-known/void"
"""Addresses below a base."""

_XML = "application/xml"

Parts = tuple[tuple[str, str], ...]
"""Sitemaps: the address of each, and when any of its pages was modified, empty when that is not told of all."""


@dataclass(frozen=True)
class Found:
    """What an authority has for who comes without being told."""

    base: Base
    parts: Parts
    dump: Dump


def add_of_authority(writer: Writer, prepared: Prepared) -> Found:
    """Adds the sitemaps of the documents of an authority; and all that is at the root, where its base has its own."""
    base, catalogue = prepared.base, prepared.catalogue
    document = str(base.document(catalogue.iri))
    example = next((register.iri for register in catalogue.registers), catalogue.iri)
    dump = Dump(
        name=f"catalog-{prepared.authority}",
        title=catalogue.title,
        document=document,
        space=base.iri,
        homepage=document,
        example=example,
        publisher=catalogue.authority.iri,
        modified=writer.documents[document],
        size=writer.sizes[document],
    )
    found = Found(base, _add_sitemaps(writer, base), dump)
    if not writer.site.base.holds(base.iri):
        _add_roots(writer, base, found.parts, dump, ())
    return found


def add_of_site(writer: Writer, found: Sequence[Found]) -> None:
    """Adds the sitemaps of what spans authorities, and all that is at the root; `found` is what the authorities have.

    The index names the sitemaps of the authorities under the base of the site; on another host it would be passed over.
    """
    base = writer.site.base
    document = str(base.document(base.catalogue))
    dump = Dump(
        name="catalog",
        title=site_name(writer.site.settings.imprint),
        document=document,
        space=base.iri,
        homepage=base.iri,
        example=next((one.dump.example for one in found), str(base.catalogue)),
        publisher=writer.author,
        modified=writer.documents[document],
        size=writer.sizes[document],
    )
    writer.documents.update((base.iri + way, "") for _, way in NAVIGATION)
    parts = _add_sitemaps(writer, base)
    below = (part for one in found if base.holds(one.base.iri) for part in one.parts)
    _add_roots(writer, base, (*parts, *below), dump, [one.dump for one in found])


def _add_sitemaps(writer: Writer, base: Base) -> Parts:
    parts = []
    found = sitemaps.sitemaps(writer.documents, writer.site.addresses, most=sitemaps.MOST)
    for number, sitemap in enumerate(found, start=1):
        iri = f"{base.iri}sitemap-{number}.xml"
        writer.file(iri, _XML, sitemap.content, modified=sitemap.modified)
        parts.append((iri, sitemap.modified))
    return tuple(parts)


def _add_roots(writer: Writer, base: Base, parts: Parts, dump: Dump, within: Sequence[Dump]) -> None:
    """Adds what is at the root of a host, or below a base that has a path, where the host's own should point to it."""
    index, void = base.iri + SITEMAP, base.iri + VOID
    writer.file(index, _XML, sitemaps.sitemap_index(parts))
    robots = sitemaps.robots(base, index, with_computed=base == writer.site.base)
    writer.file(base.iri + ROBOTS, "text/plain; charset=utf-8", robots)
    site = writer.site
    writer.file(void, TURTLE.content_type, describe(void, dump, within, site.settings.imprint, site.addresses))
