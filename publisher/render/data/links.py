"""The typed links of a document (RFC 8288) and its set of links (RFC 9264): FAIR Signposting, levels 1 and 2.

A document is the landing page of what it describes, and its address without extension the landing page's. Headers,
the head of each page and the set of links tell the same, from one definition.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from publisher.model.languages import LANGUAGES
from publisher.render.addresses import Addresses
from publisher.render.formats import HTML, LINKSET, Format

_SCHEMA_ORG = "https://schema.org/"

TYPES: Mapping[str, tuple[str, ...]] = {
    "about.html": ("AboutPage",),
    "agent.html": ("AboutPage", "GovernmentOrganization"),
    "catalogue.html": ("AboutPage", "DataCatalog"),
    "contact.html": ("AboutPage", "ContactPoint"),
    "dataset.html": ("AboutPage", "Dataset"),
    "home.html": ("CollectionPage",),
    "items.html": ("CollectionPage",),
    "kind.html": ("CollectionPage",),
    "kinds.html": ("CollectionPage",),
    "open.html": ("AboutPage", "DataCatalog"),
    "ontology.html": ("AboutPage", "DefinedTermSet"),
    "overview.html": ("CollectionPage",),
    "register.html": ("AboutPage", "Dataset"),
    "subject.html": ("CollectionPage",),
    "subjects.html": ("CollectionPage",),
    "system.html": ("AboutPage", "SoftwareApplication"),
}
"""What a page is, and what it describes, as schema.org calls them, by template. Any other is a WebPage."""


@dataclass(frozen=True)
class Link:
    """A typed link: its relation, where it leads, and what is found there; `language` may be `x-default`."""

    relation: str
    target: str
    media_type: str = ""
    language: str = ""

    @property
    def uri(self) -> str:
        """Where it leads, as a URI (RFC 3987, section 3.1)."""
        return _uri(self.target)

    @property
    def value(self) -> str:
        """The link as it stands in a Link header (RFC 8288, section 3)."""
        media = f'; type="{self.media_type}"' if self.media_type else ""
        language = f'; hreflang="{self.language}"' if self.language else ""
        return f'<{self.uri}>; rel="{self.relation}"{media}{language}'


@dataclass(frozen=True)
class Landing:
    """A document, as its links tell of it.

    `thing` is what it describes, if it describes one; `types` what both are; `author` the IRI of who publishes it;
    `items` and `metadata` are addresses with media types: of the files of what it describes, and of what describes it
    beside the document's own formats. `collection` is the landing page of what the thing belongs to; `more` are links
    of its pages alone.
    """

    addresses: Addresses
    iri: str
    formats: Sequence[Format]
    thing: str = ""
    types: Sequence[str] = ("WebPage",)
    author: str = ""
    licence: str = ""
    items: Sequence[tuple[str, str]] = ()
    metadata: Sequence[tuple[str, str]] = ()
    collection: str = ""
    more: Sequence[Link] = ()

    @property
    def linkset(self) -> str:
        """The address of its set of links."""
        return self.addresses.variant(self.iri, LINKSET)

    def of_page(self, language: str) -> tuple[Link, ...]:
        """The links of its page in a language."""
        return (
            *languages_of(self.addresses, self.iri, language),
            *self._alternates(),
            Link("cite-as", self.thing or self.iri),
            *(Link("type", _SCHEMA_ORG + name) for name in self.types),
            *((Link("author", self.author),) if self.author else ()),
            *((Link("license", self.licence),) if self.licence else ()),
            *(Link("describedby", target, media) for target, media in (*self._data(), *self.metadata)),
            *(Link("item", target, media) for target, media in self.items),
            *((Link("collection", self.collection, HTML.media_type),) if self.collection else ()),
            *self.more,
            Link("linkset", self.linkset, LINKSET.media_type),
        )

    def of_data(self, form: Format) -> tuple[Link, ...]:
        """The links of its representation in a format for programs."""
        own = self.addresses.variant(self.iri, form)
        return (
            Link("canonical", self.iri),
            *_pages(self.addresses, self.iri),
            *(link for link in self._alternates() if link.target != own),
            Link("cite-as", self.thing or self.iri),
            *((Link("license", self.licence),) if self.licence else ()),
            Link("describes", self.iri, HTML.media_type),
            Link("linkset", self.linkset, LINKSET.media_type),
        )

    def as_linkset(self) -> bytes:
        """Its set of links, in JSON: those of the landing page, and the ways back from what it links to."""
        page = [link for link in self.of_page(next(iter(LANGUAGES))) if link.relation not in ("canonical", "linkset")]
        back = [(target, [Link("describes", self.iri, HTML.media_type)]) for target, _ in self._data()]
        back += [(target, [Link("collection", self.iri, HTML.media_type)]) for target, _ in self.items]
        contexts = [_context(anchor, links) for anchor, links in ((self.iri, page), *back)]
        return json.dumps({"linkset": contexts}, separators=(",", ":")).encode() + b"\n"

    def _data(self) -> Iterator[tuple[str, str]]:
        """The representations for programs, each with its media type."""
        for form in self.formats:
            if not form.by_language:
                yield self.addresses.variant(self.iri, form), form.media_type

    def _alternates(self) -> Iterator[Link]:
        return (Link("alternate", target, media) for target, media in self._data())


def languages_of(addresses: Addresses, iri: str, language: str) -> tuple[Link, ...]:
    """The links of a page in a language to itself, to all its languages, and to where they are negotiated."""
    return (
        Link("canonical", addresses.variant(iri, HTML, language)),
        *_pages(addresses, iri),
        Link("alternate", iri, HTML.media_type, "x-default"),
    )


def header(links: Iterable[Link]) -> str:
    """Links as the value of one Link header."""
    return ", ".join(link.value for link in links)


def _pages(addresses: Addresses, iri: str) -> Iterator[Link]:
    return (Link("alternate", addresses.variant(iri, HTML, tag), HTML.media_type, tag) for tag in LANGUAGES)


def _context(anchor: str, links: Iterable[Link]) -> dict[str, object]:
    """What a resource links to, by relation (RFC 9264, section 4.2)."""
    found: dict[str, list[dict[str, object]]] = {}
    for link in links:
        media = {"type": link.media_type} if link.media_type else {}
        language = {"hreflang": [link.language]} if link.language else {}
        found.setdefault(link.relation, []).append({"href": link.uri, **media, **language})
    return {"anchor": _uri(anchor), **found}


def _uri(iri: str) -> str:
    return quote(iri, safe="%/:?#[]@!$&'()*+,;=~")
