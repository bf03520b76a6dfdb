"""Reading what a register is about besides its groups, and what it is called elsewhere."""

from __future__ import annotations

from rdflib import DCTERMS, OWL, RDFS, SKOS, XSD, Graph, Literal, URIRef

from publisher.model.languages import NOTHING, Said, Text
from publisher.model.offered import OtherIdentifier, Period, Rights
from publisher.model.scope import ScopeReader
from publisher.model.terms import ADMS, DCAT
from publisher.model.values import concept

REGISTER = URIRef("https://x/id/register/r")


def part(name: str) -> URIRef:
    """A part of the register."""
    return URIRef(f"{REGISTER}#{name}")


def day(text: str) -> Literal:
    """A day."""
    return Literal(text, datatype=XSD.date)


def test_nothing_is_read_where_nothing_is_stated() -> None:
    reader = ScopeReader(Graph(), Graph())
    assert (reader.periods(REGISTER), reader.rights(REGISTER)) == ((), ())
    assert (reader.identifiers(REGISTER), reader.same_as(REGISTER)) == ((), ())


def test_periods_may_be_open_at_either_end() -> None:
    graph = Graph()
    graph.add((REGISTER, DCTERMS.temporal, part("b")))
    graph.add((REGISTER, DCTERMS.temporal, part("a")))
    graph.add((part("a"), DCAT.startDate, day("1998-01-01")))
    graph.add((part("b"), DCAT.endDate, day("2020-12-31")))
    assert ScopeReader(graph, Graph()).periods(REGISTER) == (
        Period(str(part("a")), "1998-01-01", ""),
        Period(str(part("b")), "", "2020-12-31"),
    )


def test_rights_and_identifiers_are_read_with_their_words() -> None:
    graph = Graph()
    graph.add((REGISTER, DCTERMS.rights, part("rights")))
    graph.add((part("rights"), RDFS.label, Literal("Fritt", lang="sv")))
    graph.add((REGISTER, ADMS.identifier, part("entry")))
    graph.add((part("entry"), SKOS.notation, Literal("FI-1")))
    graph.add((REGISTER, OWL.sameAs, URIRef("https://b.example/2")))
    graph.add((REGISTER, OWL.sameAs, URIRef("https://b.example/1")))
    reader = ScopeReader(graph, Graph())
    assert reader.rights(REGISTER) == (Rights(str(part("rights")), Text((Said("Fritt", "sv"),))),)
    assert reader.identifiers(REGISTER) == (OtherIdentifier(str(part("entry")), "FI-1", NOTHING),)
    assert reader.same_as(REGISTER) == ("https://b.example/1", "https://b.example/2")


def test_a_term_of_a_table_of_the_eu_that_has_no_label_is_called_by_its_code() -> None:
    """Of any other the IRI is all that is known."""
    table = "http://publications.europa.eu/resource/authority/"
    for iri, name in ((f"{table}place/FIN_HEL", "FIN_HEL"), ("https://b.example/x", "https://b.example/x")):
        assert concept(Graph(), URIRef(iri)).label == Text((Said(name, ""),))
