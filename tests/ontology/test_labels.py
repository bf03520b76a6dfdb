"""Every term that a reader may meet has a name in every language."""

from __future__ import annotations

import pytest
from rdflib import OWL, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder
from publisher.model.terms import DCAT, ONTOLOGY, RC, RDF, RDFS, SKOS
from publisher.release.known import terms
from tests.conftest import ROOT
from tests.fields import CLASSIFIED

OWN = Graph().parse(folder("ontology") / "records.ttl", format="turtle")
BASE = "http://local.example/optima/"


def languages(graph: Graph, iri: Node, *predicates: URIRef) -> list[str | None]:
    """The languages in which something is said of a term, sorted."""
    found = [o.language for p in predicates for o in graph.objects(iri, p) if isinstance(o, Literal)]
    return sorted(found, key=str)


@pytest.mark.parametrize("term", sorted(s for s in set(OWN.subjects()) if s != ONTOLOGY))
def test_an_own_term_has_label_and_definition_in_every_language(term: URIRef) -> None:
    """And says where it is defined."""
    assert languages(OWN, term, RDFS.label, SKOS.prefLabel) == sorted(LANGUAGES)
    assert languages(OWN, term, SKOS.definition) == sorted(LANGUAGES)
    assert list(OWN.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]
    assert term.startswith(RC)
    assert list(OWN.objects(term, RDF.type))


def test_the_ontology_says_what_it_is() -> None:
    """In every language."""
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in OWN


def test_every_borrowed_term_in_the_data_has_a_name_in_every_language() -> None:
    """Concepts, classes, properties and acts of law; links to pages, telephones and mailboxes are no terms."""
    used: set[Node] = set()
    for file in (ROOT / "data").rglob("*.ttl"):
        for _, predicate, value in Graph().parse(data=file.read_bytes(), format="turtle", publicID=BASE):
            used |= {predicate, value}
    pages = ("mailto:", "tel:", BASE, "https://optimaedu.fi/")
    named = sorted(iri for iri in used if isinstance(iri, URIRef) and not str(iri).startswith(pages))
    assert len(named) > 100
    without = [iri for iri in named if languages(terms(), iri, RDFS.label, SKOS.prefLabel) != sorted(LANGUAGES)]
    assert without == []


def test_every_concept_that_data_is_classified_as_says_what_it_means() -> None:
    """In every language: those who confirm a classification must know what they confirm."""
    files = list((ROOT / "data").rglob("*.ttl"))
    graph = Graph()
    for file in files:
        graph.parse(data=file.read_bytes(), format="turtle", publicID=BASE)
    concepts = {concept for predicate in (*CLASSIFIED, DCAT.theme) for concept in graph.objects(None, predicate)}
    assert len(concepts) > 40
    assert [c for c in sorted(concepts) if languages(terms(), c, SKOS.definition) != sorted(LANGUAGES)] == []


def test_a_concept_is_named_as_skos_has_it() -> None:
    """Validators look for the preferred label of each."""
    for concept in terms().subjects(RDF.type, SKOS.Concept):
        assert languages(terms(), concept, SKOS.prefLabel) == sorted(LANGUAGES), concept
