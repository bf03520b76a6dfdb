"""The description of whole catalogues as sets of triples, for who comes without being told: VoID."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import VOID

from publisher.model.imprint import Imprint
from publisher.model.languages import Text
from publisher.model.terms import DCTERMS, FOAF, RDF, RDFS, XSD, namespace_of
from publisher.render.addresses import Addresses
from publisher.render.data.rdf import Triple, write_turtle
from publisher.render.formats import RDF_FORMATS
from publisher.render.frame import rights_of

_FORMAT = Namespace("http://www.w3.org/ns/formats/")
_FEATURES = {"turtle": "Turtle", "json-ld": "JSON-LD", "rdf-xml": "RDF_XML", "n-triples": "N-Triples"}
"""What the W3C calls the formats."""


@dataclass(frozen=True)
class Size:
    """What there is in a set of triples: how many, about how many subjects, and terms of which vocabularies."""

    triples: int
    subjects: int
    vocabularies: tuple[str, ...]

    @classmethod
    def of(cls, triples: Collection[Triple]) -> Size:
        """The size of triples of which each is there once."""
        terms = {p for _, p, _ in triples} | {o for _, p, o in triples if p == RDF.type}
        vocabularies = sorted({namespace_of(str(term)) for term in terms})
        return cls(len(triples), len({s for s, _, _ in triples}), tuple(vocabularies))


@dataclass(frozen=True)
class Dump:
    """A whole catalogue: `document` is its document, `space` what its IRIs begin with, `example` one of them.

    `publisher` is the IRI of who publishes it, empty when there are several; `modified` is empty while it is a draft.
    """

    name: str
    title: Text
    document: str
    space: str
    homepage: str
    example: str
    publisher: str
    modified: str
    size: Size


def describe(iri: str, whole: Dump, parts: Sequence[Dump], imprint: Imprint, addresses: Addresses) -> bytes:
    """The description, at an IRI, of a catalogue and of those that it holds, as Turtle.

    Each is a part of the description, by its name. What may be done with the triples is told as the imprint has it.
    """
    known = {one.name: URIRef(f"{iri}#{one.name}") for one in (whole, *parts)}
    triples = [
        (URIRef(iri), RDF.type, VOID.DatasetDescription),
        (URIRef(iri), FOAF.primaryTopic, known[whole.name]),
        *_texts(URIRef(iri), DCTERMS.title, whole.title),
        *((known[whole.name], VOID.subset, known[part.name]) for part in parts),
    ]
    for one in (whole, *parts):
        triples += _dataset(known[one.name], one, addresses)
        triples += _rights(iri, known[one.name], imprint)
    return write_turtle(triples, {"void": str(VOID)})


def _dataset(iri: URIRef, one: Dump, addresses: Addresses) -> Iterator[Triple]:
    yield iri, RDF.type, VOID.Dataset
    yield from _texts(iri, DCTERMS.title, one.title)
    yield iri, FOAF.homepage, URIRef(one.homepage)
    yield iri, VOID.uriSpace, Literal(one.space)
    yield iri, VOID.exampleResource, URIRef(one.example)
    yield iri, VOID.triples, _number(one.size.triples)
    yield iri, VOID.distinctSubjects, _number(one.size.subjects)
    for form in RDF_FORMATS:
        yield iri, VOID.dataDump, URIRef(addresses.variant(one.document, form))
        yield iri, VOID.feature, _FORMAT[_FEATURES[form.name]]
    for vocabulary in one.size.vocabularies:
        yield iri, VOID.vocabulary, URIRef(vocabulary)
    if one.publisher:
        yield iri, DCTERMS.publisher, URIRef(one.publisher)
    if one.modified:
        yield iri, DCTERMS.modified, Literal(one.modified, datatype=XSD.dateTime)


def _rights(iri: str, dataset: URIRef, imprint: Imprint) -> Iterator[Triple]:
    """The licence, and what it covers; else that none is stated."""
    rights = URIRef(f"{iri}#rights")
    if imprint.licence:
        yield dataset, DCTERMS.license, URIRef(imprint.licence.iri)
    yield dataset, DCTERMS.rights, rights
    yield rights, RDF.type, DCTERMS.RightsStatement
    yield from _texts(rights, RDFS.label, rights_of(imprint))


def _texts(subject: URIRef, predicate: URIRef, text: Text) -> Iterable[Triple]:
    return ((subject, predicate, Literal(said.text, lang=said.language or None)) for said in text)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
