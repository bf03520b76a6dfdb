"""The flow from files to a checked public catalogue: load, check, disclose, derive, check, model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import Graph
from rdflib.term import Node

from publisher.check.links import Vocabulary, circular, dangling, misplaced, unpublishable, without_catalogue
from publisher.check.shacl import Shapes, load_shapes, validate
from publisher.derive import Publication, add_catalogue_dates, add_records, derive
from publisher.disclose import AllowList, disclose
from publisher.load.turtle import Source, load_files
from publisher.model.catalogue import Catalogue
from publisher.model.errors import CheckFailed
from publisher.model.findings import Finding, Place, in_order
from publisher.model.iris import Base, without_fragment
from publisher.model.reading import CatalogueReader
from publisher.model.resources import folder
from publisher.release.ledger import Ledger, digest, read_ledger
from publisher.release.site import Site
from publisher.render.rdf import Triples


@dataclass(frozen=True)
class Prepared:
    """An authority's public catalogue, checked and ready to render."""

    authority: str
    base: Base
    catalogue: Catalogue
    triples: Triples
    digests: Mapping[str, str]
    publications: Mapping[str, Publication]
    gone: Mapping[str, str]
    ledger: Ledger


@dataclass(frozen=True)
class _Public:
    """A public graph that still knows where its source stands, for findings on it."""

    graph: Graph
    source: Source

    def place(self, subject: Node, predicate: Node | None = None, value: Node | None = None) -> Place:
        known = subject if subject in self.source.subjects else without_fragment(str(subject))
        return self.source.place(known, predicate, value)


@cache
def terms() -> Graph:
    """The labels and types of everything that a catalogue refers to: own terms and borrowed ones."""
    return _ontology("records.ttl") + _ontology("labels.ttl")


Extend = Callable[[Ledger, Mapping[str, str]], Ledger]
"""What becomes of a ledger, given the digests of the things as they now stand."""


def as_it_stands(ledger: Ledger, _digests: Mapping[str, str]) -> Ledger:
    """Nothing becomes of the ledger: what it does not tell of is a draft."""
    return ledger


def examine(site: Site, authority: str, extend: Extend = as_it_stands) -> tuple[tuple[Finding, ...], Prepared | None]:
    """All findings on one authority, and its catalogue when none of them is an error."""
    base = site.authorities[authority]
    source = load_files(site.files(authority), base.iri, site.data.resolve().parent)
    findings = [*source.findings, *_check_source(source, base)]
    if _has_error(findings):
        return in_order(findings), None
    public = disclose(source.graph, _allow_list(), base)
    derive(public, base, source.order)
    digests = _digests(public, base)
    ledger = extend(read_ledger(site.ledger(authority)), digests)
    publications = ledger.publications(digests)
    add_records(public, base, publications)
    add_catalogue_dates(public, base, publications)
    findings += validate(_Public(public, source), _shapes("public"))
    if _has_error(findings):
        return in_order(findings), None
    catalogue = CatalogueReader(public, terms(), base).catalogue()
    prepared = Prepared(
        authority,
        base,
        catalogue,
        Triples.of(public, terms()),
        digests,
        publications,
        ledger.gone(digests),
        ledger,
    )
    return in_order(findings), prepared


def prepare(site: Site, extend: Extend = as_it_stands) -> list[Prepared]:
    """Every authority of the site. Raises CheckFailed when a finding forbids a release."""
    examined = [examine(site, authority, extend) for authority in site.authorities]
    prepared = [found for _, found in examined if found]
    if len(prepared) < len(examined):
        raise CheckFailed(tuple(finding for findings, _ in examined for finding in findings))
    return prepared


def _check_source(source: Source, base: Base) -> list[Finding]:
    if source.findings:
        return []  # what cannot be read would be reported once more as missing
    vocabulary = _vocabulary()
    return [
        *without_catalogue(source, base),
        *dangling(source, base.iri),
        *misplaced(source, base.iri),
        *unpublishable(source, base),
        *circular(source),
        *vocabulary.unknown(source),
        *validate(source, _shapes("source")),
    ]


def _digests(public: Graph, base: Base) -> dict[str, str]:
    """The digest of the public description of each thing that has a document, by relative IRI."""
    found: dict[str, list[tuple[Node, Node, Node]]] = {}
    for triple in public:
        thing = without_fragment(str(triple[0]))
        if base.document(thing):
            found.setdefault(base.relative(thing), []).append(triple)
    return {iri: digest(triples, base.iri) for iri, triples in found.items()}


def _has_error(findings: list[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


@cache
def _shapes(name: str) -> Shapes:
    return load_shapes(folder("shapes") / name)


@cache
def _allow_list() -> AllowList:
    return AllowList.read(_ontology("disclosure.ttl"))


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.read(folder("ontology") / "known-iris.tsv", _ontology("records.ttl"))


@cache
def _ontology(name: str) -> Graph:
    return Graph().parse(data=(folder("ontology") / name).read_bytes(), format="turtle")
