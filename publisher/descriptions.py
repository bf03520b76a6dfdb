"""The descriptions as open data, in DCAT: the dataset, its distributions, and the catalogues of what is open.

All of it is computed when a release is made, from what is public and from the settings: never authored, and no part
of what the ledger tells of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from rdflib import Graph, Literal, URIRef

from publisher.model.imprint import Feedback, Imprint, Licence, Publisher
from publisher.model.iris import Base
from publisher.model.languages import Text
from publisher.model.open_data import FILE_TYPE, PUBLIC, Download, OpenDataset
from publisher.model.terms import DCAT, DCTERMS, FOAF, RC, RDF, RDFS, SKOS, SPDX, VCARD, XSD

_SHA256 = URIRef("https://spdx.org/rdf/terms#checksumAlgorithm_sha256")
"""As the vocabulary shapes of DCAT-AP 3.0.1 want it, with https, though the terms of SPDX have http."""
MEDIA_TYPE = "http://www.iana.org/assignments/media-types/"


def add_terms_of_use(
    graph: Graph, thing: URIRef, rights: Text, licence: Licence | None, *, of: URIRef | None = None
) -> None:
    """Adds what may be done with a thing: the licence, if one is told, and what it covers or that there is none.

    The statement of rights is a part of the thing, or of another that has it too (DCAT-AP 3.0.1: licence, rights).
    """
    statement = URIRef(f"{of or thing}#rights")
    graph.add((thing, DCTERMS.rights, statement))
    graph.add((statement, RDF.type, DCTERMS.RightsStatement))
    _say(graph, statement, RDFS.label, rights)
    if licence:
        iri = URIRef(licence.known_as)
        graph.add((thing, DCTERMS.license, iri))
        graph.add((iri, RDF.type, DCTERMS.LicenseDocument))
        _say(graph, iri, RDFS.label, licence.label)
        if licence.known_as != licence.iri:
            graph.add((iri, SKOS.exactMatch, URIRef(licence.iri)))


def add_dataset(graph: Graph, public: Graph, base: Base, dataset: OpenDataset, imprint: Imprint) -> None:
    """Adds the dataset of descriptions to a graph, with its distributions and its record.

    `public` is the public graph that it holds: publisher, provenance and area are those of the catalogue there, and
    its themes those of the registers. Who answers for the site is its contact.
    """
    iri, record, catalogue = URIRef(dataset.iri), URIRef(dataset.document), base.catalogue
    for kind in (DCAT.Dataset, DCAT.Resource):
        graph.add((iri, RDF.type, kind))
    graph.add((catalogue, DCAT.dataset, iri))
    graph.add((iri, DCTERMS.identifier, Literal("descriptions")))
    _say(graph, iri, DCTERMS.title, dataset.title)
    _say(graph, iri, DCTERMS.description, dataset.description)
    for keyword in dataset.keywords:
        _say(graph, iri, DCAT.keyword, keyword)
    take_over(graph, public, catalogue, iri, DCTERMS.publisher, DCTERMS.provenance, DCTERMS.spatial, DCTERMS.language)
    for theme in set(public.objects(None, DCAT.theme)):
        graph.add((iri, DCAT.theme, theme))
    graph.add((iri, DCTERMS.accessRights, URIRef(PUBLIC)))
    graph.add((iri, DCAT.landingPage, record))
    _add_dates(graph, iri, dataset)
    if dataset.issued and dataset.modified:
        _add_period(graph, iri, dataset)
    if imprint.feedback and imprint.feedback.unit:
        _add_contact(graph, iri, imprint.feedback)
    for download in dataset.downloads:
        _add_distribution(graph, iri, dataset, download)
    graph.add((catalogue, DCAT.record, record))
    graph.add((record, RDF.type, DCAT.CatalogRecord))
    graph.add((record, FOAF.primaryTopic, iri))
    graph.add((record, RC.status, RC.Published if dataset.modified else RC.Draft))
    _add_dates(graph, record, dataset)


def add_catalogue(
    graph: Graph,
    iri: URIRef,
    title: Text,
    description: Text,
    *,
    datasets: Iterable[str] = (),
    catalogues: Iterable[str] = (),
) -> None:
    """Adds a catalogue: of what is open of an authority, with its `datasets`, or of a site, with its `catalogues`."""
    for kind in (DCAT.Catalog, DCAT.Resource):
        graph.add((iri, RDF.type, kind))
    _say(graph, iri, DCTERMS.title, title)
    _say(graph, iri, DCTERMS.description, description)
    for predicate, values in ((DCAT.dataset, datasets), (DCAT.catalog, catalogues)):
        for value in values:
            graph.add((iri, predicate, URIRef(value)))


def add_publisher(graph: Graph, catalogue: URIRef, publisher: Publisher | None, authorities: Collection[str]) -> None:
    """Adds who publishes the catalogue of a site, if anyone does, with its name where the settings tell it."""
    if iri := publisher_of(publisher, authorities):
        graph.add((catalogue, DCTERMS.publisher, URIRef(iri)))
    if publisher:
        agent = URIRef(publisher.iri)
        graph.add((agent, RDF.type, FOAF.Agent))
        _say(graph, agent, FOAF.name, publisher.name)


def publisher_of(publisher: Publisher | None, authorities: Collection[str]) -> str:
    """The IRI of who publishes what spans authorities: who is named, else the only authority, else nobody."""
    if publisher:
        return publisher.iri
    return next(iter(authorities)) if len(authorities) == 1 else ""


def take_over(graph: Graph, public: Graph, catalogue: URIRef, thing: URIRef, *predicates: URIRef) -> None:
    """Gives a thing the values that a catalogue has, with what is said of them."""
    for predicate in predicates:
        for value in public.objects(catalogue, predicate):
            graph.add((thing, predicate, value))
            for triple in public.triples((value, None, None)):
                graph.add(triple)


def _add_distribution(graph: Graph, dataset: URIRef, told: OpenDataset, download: Download) -> None:
    iri, url = URIRef(f"{dataset}#{download.name}"), URIRef(download.url)
    graph.add((dataset, DCAT.distribution, iri))
    graph.add((iri, RDF.type, DCAT.Distribution))
    _say(graph, iri, DCTERMS.title, download.title)
    _say(graph, iri, DCTERMS.description, download.description)
    for predicate in (DCAT.accessURL, DCAT.downloadURL):
        graph.add((iri, predicate, url))
    graph.add((url, RDF.type, RDFS.Resource))
    media_type, file_type = URIRef(MEDIA_TYPE + download.media_type), URIRef(FILE_TYPE + download.file_type)
    graph.add((iri, DCAT.mediaType, media_type))
    graph.add((media_type, RDF.type, DCTERMS.MediaType))
    graph.add((media_type, RDFS.label, Literal(download.media_type)))
    graph.add((iri, DCTERMS["format"], file_type))
    graph.add((file_type, RDF.type, DCTERMS.MediaTypeOrExtent))
    graph.add((file_type, SKOS.prefLabel, Literal(download.format)))
    graph.add((iri, DCAT.byteSize, Literal(str(download.size), datatype=XSD.nonNegativeInteger)))
    checksum = URIRef(f"{iri}-checksum")
    graph.add((iri, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, _SHA256))
    graph.add((_SHA256, RDF.type, SPDX.ChecksumAlgorithm))
    graph.add((checksum, SPDX.checksumValue, Literal(download.sha256, datatype=XSD.hexBinary)))
    for language in list(graph.objects(dataset, DCTERMS.language)):
        graph.add((iri, DCTERMS.language, language))
    add_terms_of_use(graph, iri, told.rights, told.licence, of=dataset)
    _add_dates(graph, iri, told)


def _add_contact(graph: Graph, dataset: URIRef, feedback: Feedback) -> None:
    """Who answers for the site: a unit, and how it is reached (vCard)."""
    contact = URIRef(f"{dataset}#contact")
    graph.add((dataset, DCAT.contactPoint, contact))
    for kind in (VCARD.Kind, VCARD.Organization):
        graph.add((contact, RDF.type, kind))
    _say(graph, contact, VCARD.fn, feedback.unit)
    if feedback.email:
        graph.add((contact, VCARD.hasEmail, URIRef(f"mailto:{feedback.email}")))
    elif "{page}" not in feedback.url:
        graph.add((contact, VCARD.hasURL, URIRef(feedback.url)))


def _add_period(graph: Graph, dataset: URIRef, told: OpenDataset) -> None:
    """The time that the descriptions are about: from the first publication to the last."""
    period = URIRef(f"{dataset}#period")
    graph.add((dataset, DCTERMS.temporal, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    for predicate, moment in ((DCAT.startDate, told.issued), (DCAT.endDate, told.modified)):
        graph.add((period, predicate, Literal(datetime.fromisoformat(moment).date().isoformat(), datatype=XSD.date)))


def _add_dates(graph: Graph, thing: URIRef, told: OpenDataset) -> None:
    for predicate, moment in ((DCTERMS.issued, told.issued), (DCTERMS.modified, told.modified)):
        if moment:
            graph.add((thing, predicate, Literal(moment, datatype=XSD.dateTime)))


def _say(graph: Graph, thing: URIRef, predicate: URIRef, text: Text) -> None:
    for said in text:
        graph.add((thing, predicate, Literal(said.text, lang=said.language or None)))
