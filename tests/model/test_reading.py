"""From a public graph to the dataclasses of the catalogue."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef

from publisher.model.iris import Base
from publisher.model.reading import DATA_PROTECTION, SECTION_28, CatalogueReader
from publisher.model.terms import DCTERMS, DPV, RC, RDFS, VCARD
from publisher.release.flow import terms

BASE = Base("http://local.example/optima/")
THING = URIRef(BASE.iri + "id/register/a")


def reader(*triples: tuple[URIRef, URIRef, URIRef | Literal]) -> CatalogueReader:
    """A reader of some triples."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return CatalogueReader(graph, terms(), BASE)


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("tel:+358-44-7215-234", "044 7215 234"),
        ("tel:+358447215234", "0447215234"),
        ("tel:+358.6.123", "06 123"),
        ("tel:+46-8-123", "+46 8 123"),
    ],
)
def test_a_telephone_number_is_shown_as_dialled_at_home(iri: str, shown: str) -> None:
    """Grouped as the authority groups it; its IRI is kept for the link."""
    found = reader((THING, VCARD.hasTelephone, URIRef(iri)))._contact(THING)
    assert (found.telephone, found.telephone_iri) == (shown, iri)


def test_a_contact_is_called_by_its_post_else_its_name() -> None:
    """And has no more than is stated."""
    name, post = Literal("Optima", lang="sv"), Literal("Rektor", lang="sv")
    assert reader((THING, VCARD.fn, name))._contact(THING).heading.in_language("sv").text == "Optima"
    both = reader((THING, VCARD.fn, name), (THING, VCARD.title, post))._contact(THING)
    assert both.heading.in_language("sv").text == "Rektor"
    assert (both.telephone, both.email, both.address) == ("", "", None)


def test_items_come_in_the_order_of_their_positions() -> None:
    """As numbers, not as words."""
    triples = []
    for position in (10, 9, 1):
        item = URIRef(f"{THING}#i{position}")
        triples += [(THING, RC.dataItem, item), (item, RC.position, Literal(str(position)))]
    assert [i.iri.rpartition("#")[2] for i in reader(*triples)._items(THING)] == ["i1", "i9", "i10"]


def test_a_concept_without_a_label_shows_its_iri() -> None:
    """Never nothing."""
    found = reader()._concept(URIRef("https://example.fi/x"))
    assert found.label.in_language("sv").text == "https://example.fi/x"


def test_what_is_stated_in_an_optional_field_is_read_whatever_it_is() -> None:
    """A sentence, a concept or a contact; or that it does not apply."""
    part, contact = URIRef(f"{THING}#s"), URIRef(BASE.iri + "id/contact/c")
    found = reader(
        (THING, RC.searchKey, part),
        (part, DCTERMS.description, Literal("diarienummer", lang="sv")),
        (THING, DPV.hasRecipient, DPV.Student),
        (THING, RC.decidingAuthority, contact),
        (contact, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), VCARD.Kind),
        (contact, VCARD.title, Literal("Rektor", lang="sv")),
        (THING, RC.notApplicable, RC.openInterface),
    )

    def said(name: URIRef) -> list[str]:
        return [s.text.in_language("sv").text for s in found._field(THING, THING, name).statements]

    assert said(RC.searchKey) == ["diarienummer"]
    assert said(DPV.hasRecipient) == ["studerande"]
    assert said(RC.decidingAuthority) == ["Rektor"]
    assert found._field(THING, THING, RC.openInterface).not_applicable


@pytest.mark.parametrize("name", [*SECTION_28, *DATA_PROTECTION])
def test_every_field_has_a_name_in_every_language(name: URIRef) -> None:
    """For the table of what is stated and what is missing."""
    assert {label.language for label in terms().objects(name, RDFS.label) if isinstance(label, Literal)} >= {
        "sv",
        "fi",
        "en",
    }
