"""The catalogues that the program itself makes: of a site, and of what is open."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef

from publisher.descriptions import add_catalogue, add_publisher
from publisher.model.imprint import Publisher
from publisher.model.languages import Said, Text
from publisher.model.terms import DCAT, DCTERMS, FOAF, RDF

SITE = URIRef("https://x/id/catalog")
NAME = Text((Said("Register", "sv"), Said("Registers", "en")))


def test_a_catalogue_of_catalogues_has_each_catalogue_and_its_texts() -> None:
    graph = Graph()
    add_catalogue(graph, SITE, NAME, NAME, catalogues=["https://x/a/id/catalog", "https://y/id/catalog"])
    assert set(graph.objects(SITE, DCAT.catalog)) == {URIRef("https://x/a/id/catalog"), URIRef("https://y/id/catalog")}
    assert set(graph.objects(SITE, RDF.type)) == {DCAT.Catalog, DCAT.Resource}
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert set(graph.objects(SITE, predicate)) == {Literal("Register", lang="sv"), Literal("Registers", lang="en")}


@pytest.mark.parametrize(
    ("authorities", "told"),
    [(set(), []), ({"https://p"}, ["https://p"]), ({"https://p", "https://q"}, [])],
)
def test_a_site_has_its_only_authority_as_publisher(authorities: set[str], told: list[str]) -> None:
    """Of several, none is taken by chance: it is to be told in the settings."""
    graph = Graph()
    add_publisher(graph, SITE, None, authorities)
    assert [str(publisher) for publisher in graph.objects(SITE, DCTERMS.publisher)] == told


def test_the_publisher_that_the_settings_name_goes_before() -> None:
    """It is an agent with a name."""
    graph, agent = Graph(), URIRef("https://z/")
    add_publisher(graph, SITE, Publisher("https://z/", NAME), {"https://p"})
    assert list(graph.objects(SITE, DCTERMS.publisher)) == [agent]
    assert (agent, RDF.type, FOAF.Agent) in graph
    assert (agent, FOAF.name, Literal("Register", lang="sv")) in graph
