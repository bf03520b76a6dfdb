"""What tells crawlers where the pages are: sitemaps and their index (sitemaps.org, 0.9), and robots.txt (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES
from publisher.render.addresses import Addresses
from publisher.render.data.links import languages_of
from publisher.render.formats import HTML
from publisher.render.frame import NAVIGATION

MOST = 50_000
"""Addresses in one sitemap, at most: the protocol's limit."""

LARGEST = 50 * 2**20
"""Bytes of one sitemap, at most: the protocol's limit."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_OPEN = f'{_XML}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
_CLOSE = "</urlset>\n"


@dataclass(frozen=True)
class Sitemap:
    """A sitemap, and when any of its pages was last modified: empty when that is not told of all of them."""

    content: bytes
    modified: str


def sitemaps(
    documents: Mapping[str, str], addresses: Addresses, *, most: int = MOST, largest: int = LARGEST
) -> Iterator[Sitemap]:
    """The pages of documents in every language; `documents` tells when each was modified, empty while it is a draft.

    As many sitemaps as it takes for none to have more than `most` addresses or `largest` bytes.
    """
    entries: list[str] = []
    dates: list[str] = []
    size = len(_OPEN) + len(_CLOSE)
    for iri in sorted(documents):
        entry = _entry(iri, documents[iri], addresses)
        if entries and (len(LANGUAGES) * (len(entries) + 1) > most or size + len(entry) > largest):
            yield _sitemap(entries, dates)
            entries, dates, size = [], [], len(_OPEN) + len(_CLOSE)
        entries.append(entry)
        dates.append(documents[iri])
        size += len(entry)
    if entries:
        yield _sitemap(entries, dates)


def sitemap_index(parts: Iterable[tuple[str, str]]) -> bytes:
    """The index of sitemaps: the address of each, and when it was modified, empty when that is not told."""
    entries = "".join(f"<sitemap><loc>{escape(iri)}</loc>{_lastmod(time)}</sitemap>\n" for iri, time in parts)
    return f"{_XML}<sitemapindex {_NAMESPACE}>\n{entries}</sitemapindex>\n".encode()


def robots(base: Base, index: str, *, with_computed: bool) -> bytes:
    """Everything may be read, but for answers that are computed anew for each question; `index` is that of sitemaps.

    The pages that ask the question may be read.
    """
    names = [f"{base.path}{name}" for _, name in NAVIGATION] if with_computed else []
    pages = [page for name in names for page in (name, *(f"{name}.{tag}.{HTML.extension}" for tag in LANGUAGES))]
    lines = ["User-agent: *", "Allow: /", *(f"Disallow: {page}?" for page in pages), "", f"Sitemap: {index}", ""]
    return "\n".join(lines).encode()


def _sitemap(entries: Iterable[str], dates: list[str]) -> Sitemap:
    return Sitemap("".join((_OPEN, *entries, _CLOSE)).encode(), max(dates) if all(dates) else "")


def _entry(iri: str, modified: str, addresses: Addresses) -> str:
    """The page of a document in every language, each with all the others. Addresses are ASCII: a letter is a byte."""
    lastmod = _lastmod(modified)
    _, *links = languages_of(addresses, iri, next(iter(LANGUAGES)))
    alternates = "".join(
        f'<xhtml:link rel="{link.relation}" hreflang="{link.language}" href={quoteattr(link.uri)}/>\n' for link in links
    )
    pages = (escape(link.uri) for link in links if link.language in LANGUAGES)
    return "".join(f"<url><loc>{page}</loc>{lastmod}\n{alternates}</url>\n" for page in pages)


def _lastmod(moment: str) -> str:
    return f"<lastmod>{moment}</lastmod>" if moment else ""
