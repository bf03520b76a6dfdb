"""RDF readers not written in Python find the same triples in every format of every document."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from publisher.render.formats import FORMATS, JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from tests.outside.conftest import Server

pytestmark = pytest.mark.outside

RAPPER = {RDF_XML.media_type: "rdfxml", TURTLE.media_type: "turtle", N_TRIPLES.media_type: "ntriples"}


def asked(server: Server, media_types: set[str]) -> list[tuple[str, str]]:
    """Every document of the release with every RDF media type that it offers, of some."""
    return [
        (path, choice.media_type)
        for path, document in server.documents().items()
        for choice in document.choices
        if choice.media_type in media_types
    ]


def stated(server: Server, path: str) -> set[str]:
    """The triples of a document, by its Turtle, as pyoxigraph reads them."""
    request = urllib.request.Request(server.base + path, headers={"Accept": "text/turtle"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return canonical(response.read(), ox.RdfFormat.TURTLE)


def canonical(text: bytes, form: ox.RdfFormat) -> set[str]:
    """Triples as lines that compare: there are no blank nodes."""
    return {str(quad.triple) for quad in ox.parse(text, format=form)}


def test_n3_and_jsonld_find_the_same_triples(server: Server, node: Callable[[str, Any], Any]) -> None:
    """In Turtle, N-Triples and JSON-LD, with no context fetched."""
    jobs = asked(server, {TURTLE.media_type, N_TRIPLES.media_type, JSON_LD.media_type})
    assert len(jobs) > 60
    found = node("read_rdf.js", [{"url": server.base + path, "accept": media} for path, media in jobs])
    for (path, media), lines in zip(jobs, found, strict=True):
        assert canonical("\n".join(lines).encode(), ox.RdfFormat.N_TRIPLES) == stated(server, path), (path, media)


def test_rapper_finds_the_same_triples(server: Server) -> None:
    """In RDF/XML, Turtle and N-Triples."""
    jobs = asked(server, set(RAPPER))
    assert {media for _, media in jobs} == set(RAPPER)
    for path, media in jobs:
        request = urllib.request.Request(server.base + path, headers={"Accept": media})
        with urllib.request.urlopen(request, timeout=10) as response:
            text = response.read()
        command = ["rapper", "-q", "-i", RAPPER[media], "-o", "ntriples", "-", server.base + path]
        told = subprocess.run(command, input=text, capture_output=True, check=True)
        assert told.stderr == b"", (path, media)
        assert canonical(told.stdout, ox.RdfFormat.N_TRIPLES) == stated(server, path), (path, media)


def test_no_document_has_a_blank_node(server: Server) -> None:
    """Every node can be linked to."""
    for path in server.documents():
        assert not any(line.startswith("_:") or " _:" in line for line in stated(server, path)), path


def test_every_rdf_format_is_read_by_someone() -> None:
    """A new format needs a reader here."""
    assert {f.media_type for f in FORMATS if not f.by_language} == {JSON_LD.media_type, *RAPPER}
