"""The scheme of IRIs: what a thing, its document and their parts are called under an authority's base.

A thing is `<base>id/<kind>/<slug>`, its parts are fragments of it, and its document is `<base><kind>/<slug>`
(docs/decisions/0001-iri-scheme.md). The catalogues of an authority or of the site have no slug. Some documents describe
no thing: `<base>completeness`, and those that help to find (docs/decisions/0017-finding-pages.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from rdflib import URIRef

from publisher.model.errors import ConfigurationError
from publisher.model.terms import local_name, namespace_of

KINDS = ("register", "contact", "system", "agent", "dataset")
"""The kinds of thing that have a document of their own."""

CATALOGUES = ("catalog", "open")
"""What the catalogue of everything, and that of what is open, are called in addresses."""

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"

FINDING: Mapping[str, str] = {"subject": "subjects", "kind": "kinds"}
"""The documents about one concept each: what their addresses begin with -> the document that lists them."""

_VOCABULARIES: Mapping[str, str] = {
    "https://w3id.org/dpv#": "dpv",
    "https://w3id.org/dpv/pd#": "pd",
    "https://w3id.org/dpv/sector/education#": "edu",
    "https://w3id.org/dpv/legal/eu/gdpr#": "eu-gdpr",
    "https://w3id.org/records-catalogue#": "rc",
}
"""What vocabularies are called in addresses. A row that is added or changed moves the documents of its concepts."""

_AT_HOME: Mapping[str, tuple[str, ...]] = {"subject": ("dpv", "rc"), "kind": ("pd",)}
"""The vocabularies whose concepts are called by their name alone in an address."""

_DOCUMENT = re.compile(rf"completeness|items|overview|(?P<folder>{'|'.join(FINDING)})(?:s|/{SLUG})")
"""The documents that describe no thing."""

_THING = re.compile(
    rf"id/(?:(?P<kind>{'|'.join(KINDS)})/(?P<slug>{SLUG})|(?P<catalogue>{'|'.join(CATALOGUES)}))(?:#{SLUG})?"
)


_BASE = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/(?:(?!\.{1,2}/)[A-Za-z0-9._~-]+/)*"
)


def _is_base(iri: str) -> bool:
    try:
        parts = urlsplit(iri)
        return bool(_BASE.fullmatch(iri)) and parts.hostname is not None and parts.port != 0
    except ValueError:
        return False


@dataclass(frozen=True, order=True)
class Base:
    """An absolute http or https IRI ending with a slash, under which things have their IRIs."""

    iri: str

    def __post_init__(self) -> None:
        if not _is_base(self.iri):
            raise ConfigurationError(
                "base",
                f"{self.iri!r} is no absolute http or https IRI that ends with a slash",
                "Write for example https://records.example.fi/",
            )

    @property
    def path(self) -> str:
        """The path of the base, beginning and ending with a slash."""
        return urlsplit(self.iri).path

    @property
    def host(self) -> str:
        """Host and port as a Host header names them, in lower case."""
        return urlsplit(self.iri).netloc.lower()

    @property
    def catalogue(self) -> URIRef:
        """The IRI of the catalogue."""
        return URIRef(self.iri + "id/catalog")

    @property
    def open_catalogue(self) -> URIRef:
        """The IRI of the catalogue of what is open."""
        return URIRef(self.iri + "id/open")

    @property
    def descriptions(self) -> URIRef:
        """The IRI of the descriptions themselves, as one open dataset."""
        return URIRef(self.iri + "id/dataset/descriptions")

    @property
    def pages(self) -> str:
        """What the addresses of the catalogue in pages begin with."""
        return self.iri + "pages"

    @property
    def completeness(self) -> URIRef:
        """The document that tells how complete the descriptions of the catalogue are; it describes no thing."""
        return URIRef(self.iri + "completeness")

    @property
    def items(self) -> URIRef:
        """The document that lists every data item in order of its name."""
        return URIRef(self.iri + "items")

    @property
    def overview(self) -> URIRef:
        """The document that shows which register holds what kind of data about whom."""
        return URIRef(self.iri + "overview")

    def index(self, folder: str) -> URIRef:
        """The document that lists those of a folder of `FINDING`."""
        return URIRef(self.iri + FINDING[folder])

    def finding(self, folder: str, concept: str) -> URIRef:
        """The document of a folder of `FINDING` that is about a concept; the same whatever else there is."""
        return URIRef(f"{self.iri}{folder}/{_slug(concept, _AT_HOME[folder])}")

    def document_of_nothing(self, iri: str) -> URIRef | None:
        """The document that an IRI or a part of it names, if it is one that describes no thing."""
        document = without_fragment(iri)
        is_one = self.holds(document) and _DOCUMENT.fullmatch(self.relative(document))
        return document if is_one else None

    def relative(self, iri: str) -> str:
        """What follows the base in an IRI; the IRI itself when it lies outside."""
        return iri.removeprefix(self.iri)

    def holds(self, iri: str) -> bool:
        """Whether an IRI lies under this base."""
        return iri.startswith(self.iri)

    def document(self, thing: str) -> URIRef | None:
        """The document that describes a thing or a part of one; None when it has none."""
        found = _THING.fullmatch(self.relative(thing)) if self.holds(thing) else None
        if not found:
            return None
        if found["catalogue"]:
            return URIRef(self.iri + found["catalogue"])
        return URIRef(f"{self.iri}{found['kind']}/{found['slug']}")

    def thing(self, document: str) -> URIRef:
        """The thing that a document describes: the inverse of `document`."""
        return URIRef(self.iri + "id/" + self.relative(document))


def without_fragment(iri: str) -> URIRef:
    """The IRI of the thing that a part belongs to."""
    return URIRef(iri.partition("#")[0])


def _slug(concept: str, at_home: tuple[str, ...]) -> str:
    """A concept in an address: its name, after that of its vocabulary where it is not at home; else a digest of it."""
    vocabulary, name = _VOCABULARIES.get(namespace_of(concept)), local_name(concept)
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()
    slug = words if vocabulary in at_home else f"{vocabulary}-{words}"
    if vocabulary and name[:1].isupper() and re.fullmatch(SLUG, slug):
        return slug
    return f"concept-{hashlib.sha256(concept.encode()).hexdigest()[:12]}"
