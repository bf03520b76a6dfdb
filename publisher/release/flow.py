"""The flow from files to a checked public catalogue: load, check, disclose, derive, check, model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.check import confirmed, staleness
from publisher.check.closed import of_no_kind
from publisher.check.completeness import measure
from publisher.check.explanations import explain
from publisher.check.identifiers import misidentified
from publisher.check.in_force import in_force
from publisher.check.links import circular, dangling, misplaced, unpublishable, without_catalogue
from publisher.check.personal import contact_data
from publisher.check.shacl import validate
from publisher.check.texts import untranslated
from publisher.check.withheld import Marks, links_to_private, misplaced_marks
from publisher.derive import Publication, add_catalogue_dates, add_measurements, add_records, derive
from publisher.disclose import disclose
from publisher.load.turtle import Source, load_files
from publisher.model.catalogue import Catalogue
from publisher.model.completeness import Overview
from publisher.model.errors import CheckFailed
from publisher.model.findings import Finding, Place, in_order
from publisher.model.iris import Base, without_fragment
from publisher.model.reading import CatalogueReader
from publisher.model.report import Explanation
from publisher.release.known import (
    acts,
    allow_list,
    demands,
    ontology,
    public_shapes,
    source_shapes,
    terms,
    vocabulary,
)
from publisher.release.ledger import Ledger, digest, read_ledger
from publisher.release.measuring import as_published, counted, overview
from publisher.release.site import Site
from publisher.render.data.rdf import Triples


@dataclass(frozen=True)
class Prepared:
    """An authority's public catalogue, checked and ready to render.

    `findings` are the warnings and remarks on it; `source` and `private` are what it was made from, for the proof that
    nothing else of them is in it.
    """

    authority: str
    base: Base
    catalogue: Catalogue
    triples: Triples
    digests: Mapping[str, str]
    publications: Mapping[str, Publication]
    gone: Mapping[str, str]
    ledger: Ledger
    findings: tuple[Finding, ...]
    public: Graph
    source: Source
    private: Source
    overview: Overview


@dataclass(frozen=True)
class _Public:
    """A public graph that still knows where its source stands, for findings on it."""

    graph: Graph
    source: Source

    def place(self, subject: Node, predicate: Node | None = None, value: Node | None = None) -> Place:
        known = subject if subject in self.source.subjects else without_fragment(str(subject))
        return self.source.place(known, predicate, value)


Extend = Callable[[str, Ledger, Mapping[str, str]], Ledger]
"""What becomes of the ledger of an authority, given the digests of the things as they now stand."""


def as_it_stands(_authority: str, ledger: Ledger, _digests: Mapping[str, str]) -> Ledger:
    """Nothing becomes of the ledger: what it does not tell of is a draft."""
    return ledger


def examine(
    site: Site, authority: str, extend: Extend = as_it_stands, *, day: dt.date | None = None
) -> tuple[tuple[Finding, ...], Prepared | None]:
    """All findings on one authority, and its catalogue when none of them is an error; as of a day, else of today."""
    base = site.authorities[authority]
    source = load_files(site.files(authority), base.iri, site.data.resolve().parent)
    private = load_files(site.private_files(authority), base.iri, (site.private or site.data).resolve().parent)
    findings = source_findings(source, private, base, day or today())
    if has_error(findings):
        return in_order(findings), None
    told = read_ledger(site.ledger(authority))
    public = Disclosed.of(source, base, told, lambda ledger, digests: extend(authority, ledger, digests))
    findings += public.findings
    if has_error(findings):
        return in_order(findings), None
    catalogue = CatalogueReader(public.graph, terms(), base, demands()).catalogue()
    prepared = Prepared(
        authority,
        base,
        catalogue,
        Triples.of(public.graph, terms()),
        public.digests,
        public.publications,
        public.ledger.gone(public.digests),
        public.ledger,
        in_order(findings),
        public.graph,
        source,
        private,
        public.measured,
    )
    return in_order(findings), prepared


def source_findings(source: Source, private: Source, base: Base, day: dt.date) -> list[Finding]:
    """What is wrong with data and internal facts as they are written, on a day. Of what is internal nothing is told."""
    known = source.with_other(private)
    return [
        finding.as_private() if finding.place.path in private.files else finding
        for finding in (*known.findings, *_check_source(source, private, known, base, day))
    ]


@dataclass(frozen=True)
class Disclosed:
    """What is public of a source that has no errors, with what follows from it and what is wrong with it."""

    graph: Graph
    digests: Mapping[str, str]
    ledger: Ledger
    publications: Mapping[str, Publication]
    findings: tuple[Finding, ...]
    measured: Overview

    @classmethod
    def of(
        cls,
        source: Source,
        base: Base,
        told: Ledger,
        extend: Callable[[Ledger, Mapping[str, str]], Ledger] = lambda ledger, _: ledger,
        *,
        measures: bool = True,
    ) -> Disclosed:
        """Discloses a source. `told` is the ledger; `extend` what becomes of it, given the digests of the things.

        Without `measures` it is not measured: in what is measured nothing can be wrong that an author could mend.
        """
        public = disclose(source.graph, allow_list(), base)
        derive(public, base, source.order)
        digests = _digests(public, base)
        ledger = counted(public, base, demands(), ledger=extend(told, digests), known=told)
        publications = ledger.publications(digests)
        add_records(public, base, publications)
        add_catalogue_dates(public, base, publications)
        measured = Overview(())
        if measures:
            measured = overview(as_published(public, base, demands(), publications), base, ledger)
            add_measurements(public, base, measured)
        located = _Public(public, source)
        findings = (
            *_come_back(source, base, ledger, digests),
            *of_no_kind(located, allow_list()),
            *validate(located, public_shapes()),
        )
        return cls(public, digests, ledger, publications, findings, measured)


def prepare(site: Site, extend: Extend = as_it_stands) -> list[Prepared]:
    """Every authority of the site. Raises CheckFailed when a finding forbids a release."""
    examined = [examine(site, authority, extend) for authority in site.authorities]
    prepared = [found for _, found in examined if found]
    if len(prepared) < len(examined):
        raise CheckFailed(tuple(finding for findings, _ in examined for finding in findings))
    return prepared


def completeness(site: Site, day: dt.date | None = None) -> dict[str, Overview]:
    """How complete the registers of each authority are, as the law stands on a day, today if none is told.

    Raises CheckFailed when a finding forbids a release: what is counted is what would be public.
    """
    asked = day or today()
    return {
        one.authority: overview(measure(one.public, demands(), asked), one.base, one.ledger) for one in prepare(site)
    }


def _check_source(source: Source, private: Source, known: Source, base: Base, day: dt.date) -> list[Finding]:
    """What is wrong with the data, the internal facts, and both taken together, as of a day."""
    if known.findings:
        return []  # what cannot be read would be reported once more as missing
    return [
        *without_catalogue(source, base),
        *dangling(known, base.iri),
        *links_to_private(source, private),
        *misplaced(known, base.iri),
        *unpublishable(known, base, allow_list()),
        *circular(known),
        *misidentified(known, base),
        *vocabulary().unknown(known),
        *contact_data(source),
        *untranslated(source),
        *staleness.findings(source, day),
        *Marks(source, allow_list(), acts(), day).findings(),
        *confirmed.confirmed_later(known, day),
        *misplaced_marks(private),
        *in_force(validate(known, source_shapes()), source_shapes().graph, demands(), day),
    ]


def turning_days(graph: Graph) -> set[dt.date]:
    """The days on which what is found in a graph may become another, though it stays the same."""
    return staleness.turning_days(graph) | confirmed.turning_days(graph) | demands().turning_days()


def explanations(rules: Iterable[str]) -> dict[str, Explanation]:
    """What each rule of the check is for."""
    return explain(
        rules,
        terms() + ontology("demands.ttl"),
        source_shapes().graph,
        public_shapes().graph,
        ontology("rules.ttl"),
    )


def today() -> dt.date:
    """The day, in UTC."""
    return dt.datetime.now(dt.UTC).date()


def _come_back(source: Source, base: Base, ledger: Ledger, digests: Mapping[str, str]) -> Iterator[Finding]:
    """A finding for each thing that has the name of one that was purged."""
    for iri in sorted(set(ledger.purges) & digests.keys()):
        said = {
            "sv": "en sak med det här namnet har raderats för gott. Ge den ett annat namn",
            "fi": "tämänniminen on poistettu lopullisesti. Anna toinen nimi",
            "en": "a thing of this name was purged for good. Give it another name",
        }
        yield Finding(source.place(URIRef(base.iri + iri)), "error", said, "purged-name")


def _digests(public: Graph, base: Base) -> dict[str, str]:
    """The digest of the public description of each thing that has a document, by relative IRI."""
    found: dict[str, list[tuple[Node, Node, Node]]] = {}
    for triple in public:
        thing = without_fragment(str(triple[0]))
        if base.document(thing):
            found.setdefault(base.relative(thing), []).append(triple)
    return {iri: digest(triples, base.iri) for iri, triples in found.items()}


def has_error(findings: Iterable[Finding]) -> bool:
    """Whether a finding forbids a release."""
    return any(finding.severity == "error" for finding in findings)
