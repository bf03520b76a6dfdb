"""Reading what an authority itself offers of a register."""

from __future__ import annotations

from rdflib import DCTERMS, XSD, Graph, Literal, URIRef

from publisher.model.languages import NOTHING
from publisher.model.offered import Distribution
from publisher.model.offers import OfferReader
from publisher.model.terms import DCAT, SPDX

REGISTER = URIRef("https://x/id/register/r")
WAY, OTHER, SERVICE, CHECKSUM = (URIRef(f"{REGISTER}#{name}") for name in ("a", "b", "service", "checksum"))
SHA256 = URIRef("https://spdx.org/rdf/terms#checksumAlgorithm_sha256")


def test_nothing_is_offered_where_nothing_is_stated() -> None:
    assert OfferReader(Graph(), Graph()).distributions(REGISTER) == ()


def test_a_distribution_of_which_only_the_address_is_told_has_nothing_else() -> None:
    graph = Graph()
    graph.add((REGISTER, DCAT.distribution, WAY))
    graph.add((WAY, DCAT.accessURL, URIRef("https://b.example/")))
    assert OfferReader(graph, Graph()).distributions(REGISTER) == (
        Distribution(str(WAY), NOTHING, "https://b.example/"),
    )


def test_a_file_is_read_with_what_a_program_needs() -> None:
    """The media type by its name, the size and the checksum as they are written."""
    graph = Graph()
    graph.add((REGISTER, DCAT.distribution, WAY))
    for predicate, value in (
        (DCAT.downloadURL, URIRef("https://b.example/file.csv")),
        (DCAT.mediaType, URIRef("http://www.iana.org/assignments/media-types/application/ld+json")),
        (DCAT.byteSize, Literal("0012", datatype=XSD.nonNegativeInteger)),
        (DCTERMS.modified, Literal("2026-01-31T12:00:00Z", datatype=XSD.dateTime)),
        (SPDX.checksum, CHECKSUM),
    ):
        graph.add((WAY, predicate, value))
    graph.add((CHECKSUM, SPDX.algorithm, SHA256))
    graph.add((CHECKSUM, SPDX.checksumValue, Literal("9F86", datatype=XSD.hexBinary)))
    (one,) = OfferReader(graph, Graph()).distributions(REGISTER)
    assert (one.file, one.media_type, one.size) == ("https://b.example/file.csv", "application/ld+json", "0012")
    assert one.modified == "2026-01-31T12:00:00Z"
    assert one.checksum
    assert (one.checksum.algorithm.iri, one.checksum.value) == (str(SHA256), "9F86")


def test_a_service_of_two_distributions_is_the_same_service() -> None:
    graph = Graph()
    for way in (WAY, OTHER):
        graph.add((REGISTER, DCAT.distribution, way))
        graph.add((way, DCAT.accessService, SERVICE))
    for address in ("https://b.example/2", "https://b.example/1"):
        graph.add((SERVICE, DCAT.endpointURL, URIRef(address)))
    first, second = OfferReader(graph, Graph()).distributions(REGISTER)
    assert first.services == second.services
    assert first.services[0].addresses == ("https://b.example/1", "https://b.example/2")
