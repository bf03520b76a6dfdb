"""Reads a catalogue that someone else wrote and a server gave: RDF by its media type, with nothing else fetched."""

from __future__ import annotations

import pyoxigraph as ox
from rdflib import Graph, URIRef

from publisher.load.turtle import term_of_many
from publisher.model.errors import FetchError
from publisher.model.terms import HYDRA, RDF

_VIEWS = (HYDRA.PartialCollectionView, URIRef(f"{HYDRA}PagedCollection"))
_NEXT = (HYDRA["next"], URIRef(f"{HYDRA}nextPage"))
"""The second of each is of an early draft, which CKAN still writes."""

_CURE = "Name the address of a catalogue in Turtle, JSON-LD, RDF/XML or N-Triples, such as /catalog.ttl"


def read_fetched(content: bytes, media_type: str, url: str, number: int = 1) -> Graph:
    """The triples that a body states, relative IRIs resolved against the address it came from.

    `number` tells one body of several apart: a blank node's label is of its own body alone.

    Raises FetchError when the media type is no RDF that is known here, or the body is not what it says. A context of
    JSON-LD elsewhere, and a document type of XML (where entities that grow without end are declared), are refused.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise FetchError(url, f"this is {media_type or 'of no media type'}, and no catalogue in RDF", _CURE)
    if form == ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in content.upper():
        raise FetchError(url, "this declares a document type, and is not read for that", _CURE)
    graph = Graph()
    try:
        for quad in ox.parse(content, format=form, base_iri=url):
            subject, predicate, value = (
                term_of_many(one, number) for one in (quad.subject, quad.predicate, quad.object)
            )
            graph.add((subject, predicate, value))
    except (SyntaxError, OSError, ValueError, TypeError, ArithmeticError) as error:
        told = " ".join((getattr(error, "msg", "") or str(error)).split())[:200]
        raise FetchError(url, f"this says that it is {media_type}, but cannot be read so: {told}", _CURE) from error
    return graph


def next_page(page: Graph) -> str | None:
    """The address of the page after this one, as Hydra tells it, and as its early draft did."""
    views = [view for kind in _VIEWS for view in page.subjects(RDF.type, kind)]
    return next((str(address) for name in _NEXT for view in views for address in page.objects(view, name)), None)
