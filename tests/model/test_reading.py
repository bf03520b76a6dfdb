"""Reading a public graph into the dataclasses of the catalogue."""

from __future__ import annotations

import pytest
from rdflib import DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.catalogue import Catalogue, Register, Statement
from publisher.model.contacts import Contact
from publisher.model.demands import Demands
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.reading import DATA_PROTECTION, SECTION_28, CatalogueReader
from publisher.model.resources import folder
from publisher.model.terms import DCAT, DPV, EU_GDPR, RC, VCARD
from publisher.model.values import concept
from publisher.release.known import terms as vocabulary

BASE = Base("https://x/")
CATALOGUE, AGENT, RECORD = BASE.catalogue, URIRef("https://x/id/agent/a"), URIRef("https://x/register/r")
REGISTER, CONTACT = URIRef("https://x/id/register/r"), URIRef("https://x/id/contact/c")
CONCEPT = URIRef("https://vocabulary.example/#Concept")

DEMANDS = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
FIELDS_28 = DEMANDS.fields(*SECTION_28)
FIELDS_OF_PROCESS = DEMANDS.fields(*DATA_PROTECTION)
"""What the law asks, of a register and of its process; rights are told in full elsewhere."""


def _part(name: str) -> URIRef:
    return URIRef(f"{REGISTER}#{name}")


SMALLEST: list[tuple[Node, Node, Node]] = [
    (CATALOGUE, DCAT.dataset, REGISTER),
    (CATALOGUE, DCTERMS.publisher, AGENT),
    (REGISTER, DPV.hasPersonalDataProcess, _part("process")),
    (REGISTER, DCTERMS.accessRights, CONCEPT),
    (RECORD, FOAF.primaryTopic, REGISTER),
    (RECORD, RC.status, RC.Draft),
]
"""What every register has once it has been checked."""


def _read(*triples: tuple[Node, Node, object], terms: Graph | None = None) -> Catalogue:
    graph = Graph()
    for subject, predicate, value in [*SMALLEST, *triples]:
        graph.add((subject, predicate, value if isinstance(value, Node) else Literal(value)))
    return CatalogueReader(graph, terms or Graph(), BASE, DEMANDS).catalogue()


def _register(*triples: tuple[Node, Node, object], terms: Graph | None = None) -> Register:
    [register] = _read(*triples, terms=terms).registers
    return register


def _contact(*triples: tuple[Node, Node, object]) -> Contact:
    [contact] = _read((CONTACT, RDF.type, VCARD.Kind), *triples).contacts
    return contact


def _statement(*triples: tuple[Node, Node, object]) -> Statement:
    [statement] = _register((REGISTER, RC.rightToUse, _part("use")), *triples).right_to_use
    return statement


def _at(node: Node, position: int) -> tuple[Node, Node, Node]:
    return node, RC.position, Literal(str(position), datatype=XSD.integer)


def _true(node: Node, predicate: Node) -> tuple[Node, Node, Node]:
    return node, predicate, Literal("true", datatype=XSD.boolean)


def test_the_smallest_catalogue_is_read_with_its_gaps() -> None:
    """What an authority may leave out is there as fields without statements, in the order of the law."""
    register = _register()
    assert (register.iri, register.slug, register.kind.iri) == (str(REGISTER), "r", str(RC.InformationPool))
    assert (register.contacts, register.groups, register.purposes, register.notice) == ((), (), (), None)
    assert [field.name.iri for field in register.section_28] == list(map(str, FIELDS_28))
    assert [field.name.iri for field in register.data_protection] == list(map(str, FIELDS_OF_PROCESS))
    for field in (*register.section_28, *register.data_protection):
        assert (field.statements, field.not_applicable) == ((), False)
    assert not register.title


@pytest.mark.parametrize(("predicate", "missing"), [(DCTERMS.accessRights, REGISTER), (RC.status, RECORD)])
def test_what_the_public_check_demands_is_not_guessed(predicate: URIRef, missing: URIRef) -> None:
    graph = Graph()
    for triple in SMALLEST:
        if triple[:2] != (missing, predicate):
            graph.add(triple)
    with pytest.raises(LookupError, match=str(missing)):
        CatalogueReader(graph, Graph(), BASE, DEMANDS).catalogue()


def test_a_register_without_a_record_is_a_look_up_error() -> None:
    graph = Graph()
    for triple in SMALLEST:
        if triple[0] != RECORD:
            graph.add(triple)
    with pytest.raises(LookupError):
        CatalogueReader(graph, Graph(), BASE, DEMANDS).catalogue()


def test_a_case_register_is_told_from_an_information_pool() -> None:
    assert _register((REGISTER, RDF.type, RC.CaseRegister)).kind.iri == str(RC.CaseRegister)


def test_the_days_of_reviews_are_read_as_they_are_written() -> None:
    """Empty when none is told."""
    days = ("2026-01-31", "2027-01-31")
    reviews = zip((RC.reviewed, RC.nextReview), days, strict=True)
    register = _register(*((REGISTER, field, Literal(day, datatype=XSD.date)) for field, day in reviews))
    assert (register.reviewed, register.next_review) == days
    assert (_register().reviewed, _register().next_review) == ("", "")


# Concepts


def test_a_concept_without_a_label_shows_its_iri() -> None:
    access = _register().access
    assert (access.iri, access.label) == (str(CONCEPT), Text((Said(str(CONCEPT), ""),)))
    assert str(access.label.in_language("fi")) == str(CONCEPT)


def test_a_concept_has_the_labels_and_definitions_of_its_vocabulary() -> None:
    terms = Graph()
    terms.add((CONCEPT, RDFS.label, Literal("rajoitettu", lang="fi")))
    terms.add((CONCEPT, RDFS.label, Literal("begränsad", lang="sv")))
    terms.add((CONCEPT, SKOS.definition, Literal("Inte för alla.", lang="sv")))
    access = _register(terms=terms).access
    assert [str(access.label.in_language(tag)) for tag in LANGUAGES] == ["begränsad", "rajoitettu", "begränsad"]
    assert access.definition == Text((Said("Inte för alla.", "sv"),))


def test_a_preferred_label_is_shown_before_any_other() -> None:
    """Concepts have one; terms of other vocabularies may have plain labels only."""
    terms = Graph()
    terms.add((CONCEPT, RDFS.label, Literal("also", lang="en")))
    terms.add((CONCEPT, SKOS.prefLabel, Literal("first", lang="en")))
    assert _register(terms=terms).access.label == Text((Said("first", "en"),))


# Contacts


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("tel:+358-44-7215-234", "044 7215 234"),
        ("tel:+358447215234", "0447215234"),
        ("tel:+358.9.123.456", "09 123 456"),
        ("tel:+358-9-123456", "09 123456"),
        ("tel:+46-8-123-456", "+46 8 123 456"),
        ("tel:+35-8", "+35 8"),
        ("tel:112", "112"),
    ],
)
def test_a_telephone_is_shown_as_it_is_dialled_at_home(iri: str, shown: str) -> None:
    """Finnish numbers without the country code, others with it; the separators of RFC 3966 are spaces.

    The IRI is kept for the link.
    """
    contact = _contact((CONTACT, VCARD.hasTelephone, URIRef(iri)))
    assert (contact.telephone, contact.telephone_iri) == (shown, iri)


def test_a_contact_without_telephone_or_address_has_none() -> None:
    contact = _contact((CONTACT, VCARD.title, Literal("Rektor", lang="sv")))
    assert (contact.telephone, contact.email, contact.address, contact.name) == ("", "", None, None)


def test_an_e_mail_address_is_shown_without_its_scheme() -> None:
    assert _contact((CONTACT, VCARD.hasEmail, URIRef("mailto:a@example.fi"))).email == "a@example.fi"


def test_a_postal_address_is_read_from_its_part() -> None:
    part = URIRef(f"{CONTACT}#address")
    address = _contact(
        (CONTACT, VCARD.hasAddress, part),
        (part, VCARD["street-address"], Literal("Gatan 1", lang="sv")),
        (part, VCARD["postal-code"], Literal("00100")),
        (part, VCARD.locality, Literal("Jakobstad", lang="sv")),
    ).address
    assert address is not None
    street, locality = address.street.in_language("fi"), address.locality.in_language("fi")
    assert (street, address.postal_code, locality) == (Said("Gatan 1", "sv"), "00100", Said("Jakobstad", "sv"))


def test_a_contact_is_called_by_its_post_and_else_by_its_name() -> None:
    name = (CONTACT, VCARD.fn, Literal("Optima", lang="sv"))
    assert _contact(name).heading == Text((Said("Optima", "sv"),))
    assert _contact(name, (CONTACT, VCARD.title, Literal("Rektor", lang="sv"))).heading == Text((Said("Rektor", "sv"),))
    assert not _contact().heading


def test_contacts_and_systems_are_in_the_order_of_their_iris() -> None:
    names = ["https://x/id/contact/b", "https://x/id/contact/a", "https://x/id/contact/c"]
    catalogue = _read(*((URIRef(name), RDF.type, VCARD.Kind) for name in names))
    assert [contact.iri for contact in catalogue.contacts] == sorted(names)


# Order


def test_data_groups_items_purposes_and_statements_are_in_the_order_of_their_positions() -> None:
    """The tenth comes after the ninth; what the IRIs are called does not matter."""
    group, process = _part("g10"), _part("process")
    parts = [_part(name) for name in "kjihgfedcba"]
    for subject, predicate in (
        (REGISTER, RC.dataGroup),
        (REGISTER, RC.rightToUse),
        (process, DPV.hasPurpose),
        (group, RC.dataItem),
    ):
        triples = [(subject, predicate, part) for part in parts]
        labels = [(part, RDFS.label, Literal(part[-1], lang="sv")) for part in parts]
        positions = [_at(part, number) for number, part in enumerate(parts, 1)]
        inside = [(REGISTER, RC.dataGroup, group), _at(group, 99)] if predicate == RC.dataItem else []
        register = _register(*triples, *labels, *positions, *inside)
        found = {
            RC.dataGroup: [g.label for g in register.groups],
            RC.rightToUse: [s.text for s in register.right_to_use],
            DPV.hasPurpose: [p.label for p in register.purposes],
            RC.dataItem: [i.label for g in register.groups for i in g.items],
        }[predicate]
        assert "".join(str(label.in_language("sv")) for label in found) == "kjihgfedcba"


def test_items_are_read_under_their_items() -> None:
    group, above, below = _part("group"), _part("above"), _part("below")
    register = _register(
        (REGISTER, RC.dataGroup, group),
        (group, RC.dataItem, above),
        (above, RC.dataItem, below),
        (below, RC.classifiedAs, CONCEPT),
        _true(above, RC.openEnded),
    )
    [item] = register.groups[0].items
    [inner] = item.items
    assert (item.iri, item.open_ended, inner.iri, inner.open_ended) == (str(above), True, str(below), False)
    assert [concept.iri for concept in inner.classes] == [str(CONCEPT)]


def test_a_concept_that_a_purpose_was_rolled_up_to_is_no_purpose_of_the_authority() -> None:
    process, own = _part("process"), _part("own")
    register = _register((process, DPV.hasPurpose, own), (process, DPV.hasPurpose, CONCEPT))
    assert [purpose.iri for purpose in register.purposes] == [str(own)]


# Statements and fields


def test_a_statement_is_what_the_authority_says() -> None:
    part = _part("use")
    statement = _statement(
        (part, DCTERMS.description, Literal("Personalen.", lang="sv")),
        _true(part, RC.inPractice),
        (part, RC.accessChannel, CONCEPT),
        (part, RC.coverage, CONCEPT),
        (part, RC.accessibleTo, CONCEPT),
        (part, DCTERMS.relation, CONCEPT),
    )
    assert str(statement.text.in_language("sv")) == "Personalen."
    assert (statement.iri, statement.in_practice) == (str(part), True)
    assert statement.channel == statement.coverage == statement.accessible_to[0] == statement.laws[0]


@pytest.mark.parametrize("literal", ["false", "1", "TRUE"])
def test_only_the_literal_true_is_true(literal: str) -> None:
    assert not _statement((_part("use"), RC.inPractice, Literal(literal, datatype=XSD.boolean))).in_practice


def test_a_concept_that_stands_for_a_statement_is_told_by_its_label_and_else_its_iri() -> None:
    assert str(_statement((_part("use"), RDFS.label, Literal("x", lang="sv"))).text.in_language("sv")) == "x"
    assert str(_statement().text.in_language("sv")) == str(_part("use"))


def test_a_contact_that_stands_for_a_statement_is_told_by_its_heading() -> None:
    field = _register(
        (REGISTER, RC.decidingAuthority, CONTACT),
        (CONTACT, RDF.type, VCARD.Kind),
        (CONTACT, VCARD.title, Literal("Rektor", lang="sv")),
    ).section_28[FIELDS_28.index(RC.decidingAuthority)]
    assert [str(statement.text.in_language("sv")) for statement in field.statements] == ["Rektor"]


def test_a_concept_beside_the_purposes_is_no_purpose_that_the_authority_has_stated() -> None:
    """It is rolled up from how they are classified."""
    register = _register((_part("process"), DPV.hasPurpose, CONCEPT))
    assert [f.name.iri for f in register.data_protection if f.statements] == []


@pytest.mark.parametrize("name", [*FIELDS_28, *FIELDS_OF_PROCESS])
def test_a_field_that_does_not_apply_is_told_from_a_gap(name: URIRef) -> None:
    register = _register((REGISTER, RC.notApplicable, name))
    fields = {field.name.iri: field for field in (*register.section_28, *register.data_protection)}
    assert [iri for iri, field in fields.items() if field.not_applicable] == [str(name)]


@pytest.mark.parametrize("name", [*FIELDS_28, *FIELDS_OF_PROCESS])
def test_a_field_has_a_name_in_every_language(name: URIRef) -> None:
    """For the table of what is stated and what is missing."""
    labels = {label.language for label in concept(vocabulary(), name).label}
    assert labels == set(LANGUAGES)


@pytest.mark.parametrize("name", [field for field in FIELDS_OF_PROCESS if field != DPV.hasPurpose])
def test_a_field_of_data_protection_is_read_from_the_process(name: URIRef) -> None:
    register = _register((_part("process"), name, CONCEPT))
    assert [f.name.iri for f in register.data_protection if f.statements] == [str(name)]


# The rest


def test_a_record_without_dates_is_unpublished() -> None:
    record = _register().record
    assert (record.iri, record.status.iri) == (str(RECORD), str(RC.Draft))
    assert (record.issued, record.modified) == ("", "")


def test_the_times_of_a_record_are_told_as_they_are_written() -> None:
    time = "2026-01-01T00:00:00Z"
    record = _register((RECORD, DCTERMS.issued, Literal(time, datatype=XSD.dateTime))).record
    assert (record.issued, record.modified) == (time, "")


def test_text_versions_are_in_the_order_of_the_languages() -> None:
    triples = []
    for tag in ("en", "sv", "fi"):
        version = _part(f"text-{tag}")
        triples += [
            (REGISTER, RC.textStatus, version),
            (version, DCTERMS.language, LANGUAGES[tag]),
            (version, RC.status, RC.OwnText),
        ]
    versions = _register(*triples).text_versions
    assert [(v.language, v.iri) for v in versions] == [(tag, str(_part(f"text-{tag}"))) for tag in LANGUAGES]


def test_a_confirmed_text_keeps_its_kind_and_tells_by_which_post_and_when() -> None:
    version = _part("text-fi")
    triples = [
        (REGISTER, RC.textStatus, version),
        (version, DCTERMS.language, LANGUAGES["fi"]),
        (version, RC.status, RC.Translated),
    ]
    [unconfirmed] = _register(*triples).text_versions
    assert (unconfirmed.is_own, unconfirmed.confirmation) == (False, None)
    [confirmed] = _register(*triples, *_confirmation(version)).text_versions
    assert confirmed.status == unconfirmed.status
    assert confirmed.confirmation is not None
    assert (confirmed.confirmation.by.iri, confirmed.confirmation.on) == (str(CONTACT), "2026-03-02")
    assert str(confirmed.confirmation.by.heading.in_language("sv")) == "Registrator"


def _confirmation(thing: Node) -> tuple[tuple[Node, Node, object], ...]:
    """That a thing is confirmed by a post that has a holder."""
    return (
        (thing, RC.confirmedBy, CONTACT),
        (thing, RC.confirmedOn, Literal("2026-03-02", datatype=XSD.date)),
        (CONTACT, VCARD.title, Literal("Registrator", lang="sv")),
        (CONTACT, VCARD.fn, Literal("Förnamn Efternamn", lang="sv")),
    )


def test_every_status_in_a_register_is_known_at_any_depth() -> None:
    group, above, below, purpose = (_part(name) for name in ("group", "above", "below", "purpose"))
    register = _register(
        (REGISTER, RC.dataGroup, group),
        (group, RC.dataItem, above),
        (above, RC.dataItem, below),
        (_part("process"), DPV.hasPurpose, purpose),
        (REGISTER, RC.classificationStatus, RC.Proposed),
        (purpose, RC.classificationStatus, RC.Confirmed),
        (below, RC.classificationStatus, RC.Confirmed),
        *_confirmation(below),
    )
    assert sorted((s.is_confirmed, s.confirmation is not None) for s in register.statuses) == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_a_notice_tells_how_the_right_of_access_is_used() -> None:
    """Not how another right is."""
    right, notice = _part("access"), _part("notice")
    other, elsewhere = _part("a-complaint"), _part("a-notice")
    found = _register(
        (_part("process"), DPV.hasRight, right),
        (right, RDF.type, EU_GDPR.A15),
        (right, DPV.isExercisedAt, notice),
        (_part("process"), DPV.hasRight, other),
        (other, RDF.type, EU_GDPR.A77),
        (other, DPV.isExercisedAt, elsewhere),
        (notice, RC.mayBeExercisedBy, CONCEPT),
        _true(notice, RC.identityCheck),
        (notice, RC.requestForm, RC.WrittenSigned),
        (notice, DCAT.contactPoint, CONTACT),
    ).notice
    assert found is not None
    assert found.iri == str(notice)
    assert (found.identity_check, [c.iri for c in found.also_by], found.channel) == (True, [str(CONCEPT)], None)
    assert found.form is not None
    assert (found.form.iri, [c.iri for c in found.contacts]) == (str(RC.WrittenSigned), [str(CONTACT)])


def test_every_right_is_read_by_the_articles_that_give_it_and_how_it_is_used() -> None:
    """But that of access, whose notice is read with the register."""
    access, other, notice = _part("access"), _part("other"), _part("other-notice")
    names = Graph()
    for article in (EU_GDPR.A15, EU_GDPR.A16, EU_GDPR.A77):
        names.add((article, SKOS.prefLabel, Literal(f"rätt {article[-3:]}", lang="sv")))
    found = _register(
        (_part("process"), DPV.hasRight, access),
        *((access, RDF.type, kind) for kind in (DPV.ActiveRight, EU_GDPR.A15)),
        (access, DPV.isExercisedAt, _part("notice")),
        (_part("process"), DPV.hasRight, other),
        *((other, RDF.type, kind) for kind in (DPV.ActiveRight, EU_GDPR.A77, EU_GDPR.A16)),
        (other, DPV.isExercisedAt, notice),
        (notice, DCAT.contactPoint, CONTACT),
        terms=names,
    )
    (field,) = [field for field in found.data_protection if field.name.iri == str(DPV.hasRight)]
    told = [(str(one.text.in_language("sv").text), one.notice and one.notice.iri) for one in field.statements]
    assert told == [("rätt A15", None), ("rätt A16; rätt A77", str(notice))]


def test_a_right_without_a_notice_gives_none() -> None:
    assert _register((_part("process"), DPV.hasRight, _part("access"))).notice is None


def test_a_system_is_read_with_its_parts() -> None:
    whole, part = URIRef("https://x/id/system/whole"), URIRef("https://x/id/system/part")
    [system] = _register(
        (REGISTER, RC.informationSystem, whole), (whole, DCTERMS.hasPart, part), _true(whole, RC.openEnded)
    ).systems
    assert (system.iri, [p.iri for p in system.parts]) == (str(whole), [str(part)])
    assert (system.open_ended, system.parts[0].open_ended) == (True, False)


def test_distributions_and_landing_pages_are_public_ways_to_the_data() -> None:
    way, url = _part("way"), URIRef("https://docs.example.fi/")
    register = _register(
        (REGISTER, DCAT.distribution, way), (way, DCAT.accessURL, url), (REGISTER, DCAT.landingPage, url)
    )
    assert [(d.iri, d.url) for d in register.distributions] == [(str(way), str(url))]
    assert register.landing_pages == (str(url),)


def test_an_authority_without_a_name_shows_its_iri() -> None:
    assert _read().authority.name == Said(str(AGENT), "")
    assert _read((AGENT, FOAF.name, Literal("Optima", lang="sv"))).authority.name == Said("Optima", "sv")


def test_the_catalogue_tells_its_provenance_by_the_label_of_the_note() -> None:
    note = URIRef(f"{CATALOGUE}#provenance")
    catalogue = _read((CATALOGUE, DCTERMS.provenance, note), (note, RDFS.label, Literal("Exempel", lang="sv")))
    assert catalogue.provenance == Text((Said("Exempel", "sv"),))
