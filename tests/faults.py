"""Faults to put into a description: each says by which rule it must be found, where, and all that follows from it."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from publisher.model.terms import DCAT, DCTERMS, DPV, FOAF, OWL, RC, RDF, RDFS, VCARD
from tests.described import BASE, TAIL, Described, Expected
from tests.field_faults import of_fields
from tests.fields import CONFIRMATION, also, misnamed, named_shapes, of_no_class
from tests.mark_faults import OF_MARKS
from tests.spoiling import Fault, Inject, Made, on
from tests.time_faults import OF_TIME

Found = set[Expected]


def _renamed(kind: Node) -> Inject:
    """A capital letter in the name of a thing, and so of all its parts."""

    @on(kind)
    def inject(one: Described, thing: Node) -> Found | None:
        start = max(str(thing).rfind("/"), str(thing).rfind("#")) + 1
        new = str(thing)[:start] + str(thing)[start:].capitalize()
        one.rename(str(thing), new)
        things = {*one.data.subjects(), *one.private.subjects()}
        renamed = [s for s in things if s == URIRef(new) or str(s).startswith(f"{new}#")]
        found = {expected for s in renamed for expected in (Expected("no-place", s), *misnamed(one, s))}
        return found | ({Expected("no-catalogue", BASE.catalogue)} if kind == DCAT.Catalog else set())

    return inject


def _bare(kind: Node, predicate: Node, rule: str) -> Inject:
    """Nothing is left of what must be told or withheld."""

    @on(kind, needs=predicate)
    def inject(one: Described, thing: Node) -> Found | None:
        gone = one.values(thing, predicate)
        one.remove(thing, predicate)
        return {Expected(rule, thing)} | also(one, thing, *gone)

    return inject


def _inside(predicate: Node, kind: Node, rule: str) -> Inject:
    """Told among the internal facts only, with no mark: the source is whole, what is published is not."""

    @on(kind, needs=predicate)
    def inject(one: Described, thing: Node) -> Found | None:
        for value in one.values(thing, predicate):
            one.remove(thing, predicate, value)
            one.add(thing, predicate, value, inside=True)
        return {Expected(rule, thing)}

    return inject


def _typed(kind: Node, lost: Node, rule: str) -> Inject:
    @on(kind)
    def inject(one: Described, thing: Node) -> Found | None:
        if (thing, RDF.type, lost) not in one.data or any(one.private.subjects(None, thing)):
            return None
        one.remove(thing, RDF.type, lost)
        contact = {
            Expected("contact-data", thing, predicate, value)
            for predicate in (VCARD.hasTelephone, VCARD.hasEmail)
            for value in one.values(thing, predicate)
            if lost == VCARD.Kind
        }
        nothing = {  # may be withheld of what is of no kind
            Expected("withheld-field", mark, RC.field, field)
            for mark in one.values(thing, RC.withheld)
            for field in one.values(mark, RC.field)
            if lost in (RC.InformationPool, VCARD.Group, VCARD.Kind)
        }
        return {Expected(rule, thing)} | contact | nothing | of_no_class(one, thing, lost)

    return inject


def _says(kind: Node, predicate: Node, value: Node, rule: str, *, is_there: bool = True) -> Inject:
    """Something more is said, which must not be: it is found there, or on what it is said of, as one too many."""

    @on(kind)
    def inject(one: Described, thing: Node) -> Found | None:
        one.add(thing, predicate, value)
        return {Expected(rule, thing, predicate, value)} | also(one, thing) if is_there else {Expected(rule, thing)}

    return inject


def _retold(predicate: Node, kind: Node, text: str) -> Inject:
    """Text with something in it that belongs to a contact."""

    @on(kind, needs=predicate)
    def inject(one: Described, thing: Node) -> Found | None:
        old = one.values(thing, predicate)[0]
        assert isinstance(old, Literal)
        new = Literal(text, lang=old.language)
        one.remove(thing, predicate, old)
        one.add(thing, predicate, new)
        return {Expected("contact-data", thing, predicate, new)}

    return inject


@on(RC.Statement, needs=DCTERMS.description)
def _untranslated(one: Described, thing: Node) -> Found | None:
    texts = [text for text in one.values(thing, DCTERMS.description) if isinstance(text, Literal)]
    for old in texts:
        if old.language in ("sv", "fi"):
            one.remove(thing, DCTERMS.description, old)
    same = sorted(Literal("Skriv till skolans registrator", lang=tag) for tag in ("sv", "fi"))
    for text in same:
        one.add(thing, DCTERMS.description, text)
    return {Expected("same-text", thing, DCTERMS.description, same[-1], "info")} | also(one, thing)


@on(RC.DataItem, needs=RC.dataItem)
def _circle_of_items(one: Described, outer: Node) -> Found | None:
    inner = one.values(outer, RC.dataItem)[0]
    one.add(inner, RC.dataItem, outer)
    return {Expected("DataItem-cycle", inner), Expected("DataItem-cycle", outer)} | also(one, outer)


@on(RC.InformationSystem, needs=DCTERMS.hasPart)
def _circle_of_systems(one: Described, whole: Node) -> Found | None:
    part = one.values(whole, DCTERMS.hasPart)[0]
    one.add(part, DCTERMS.hasPart, whole)
    links = ((whole, part), (part, whole))
    circle = {Expected("circular-part", s, DCTERMS.hasPart, o) for s, o in links}
    return circle | {Expected("System-cycle", whole), Expected("System-cycle", part)}


@on(RC.InformationPool)
def _link_to_nothing(one: Described, thing: Node) -> Found | None:
    nothing = one.iri("id/system/nothing")
    one.add(thing, DCTERMS.source, nothing)
    return {Expected("dangling-link", thing, DCTERMS.source, nothing)}


@on(RC.InformationSystem)
def _system_of_no_type(one: Described, thing: Node) -> Found | None:
    if any(one.private.subjects(None, thing)) or (thing, None, None) in one.private:
        return None
    one.remove(thing, RDF.type)
    return {Expected("no-type", thing)} | of_no_class(one, thing, RC.InformationSystem)


@on(RC.Statement)
def _statement_and_purpose(one: Described, thing: Node) -> Found | None:
    one.add(thing, RDF.type, DPV.Purpose)
    return {Expected("two-kinds", thing)} | also(one, thing)


@on(VCARD.Kind, needs=VCARD.title)
def _contact_without_heading(one: Described, thing: Node) -> Found | None:
    one.remove(thing, VCARD.title)
    one.remove(thing, VCARD.fn)
    return {Expected("Contact-heading", thing)}


@on(RC.DataGroup)
def _status_of_nothing(one: Described, thing: Node) -> Found | None:
    if one.values(thing, RC.classificationStatus):
        return None
    one.add(thing, RC.classificationStatus, RC.Proposed)
    return {Expected("ClassificationStatus-subject", thing)}


@on(DPV.Purpose, needs=RC.confirmedBy)
def _confirmed_proposal(one: Described, thing: Node) -> Found | None:
    one.remove(thing, RC.classificationStatus)
    one.add(thing, RC.classificationStatus, RC.Proposed)
    return {Expected("Confirmation", thing)}


@on(DPV.Purpose, RC.TextVersion, needs=RC.confirmedOn)
def _confirmed_later(one: Described, thing: Node) -> Found | None:
    later = Literal("2098-12-31", datatype=XSD.date)
    one.remove(thing, RC.confirmedOn)
    one.add(thing, RC.confirmedOn, later)
    return {Expected("confirmed-later", thing, RC.confirmedOn, later)}


@on(DPV.Purpose, needs=RC.confirmedBy)
def _confirmed_by_nobody(one: Described, thing: Node) -> Found | None:
    for predicate in CONFIRMATION:
        one.remove(thing, predicate)
    return {Expected("ConfirmedClassification", thing, severity="warning")}


@on(VCARD.Kind)
def _link_to_a_part_of_another(one: Described, thing: Node) -> Found | None:
    part = one.pick(*one.of_types(RC.DataGroup))
    one.add(thing, DCTERMS.relation, part)
    return {Expected("misplaced-part", thing, DCTERMS.relation, part)}


@on(DCAT.Dataset)
def _same_as_itself(one: Described, thing: Node) -> Found | None:
    one.add(thing, OWL.sameAs, thing)
    return {Expected("same-as-own", thing, OWL.sameAs, thing)}


@on(DCAT.Dataset, needs=DCTERMS.identifier)
def _named_otherwise(one: Described, thing: Node) -> Found | None:
    old, new = one.values(thing, DCTERMS.identifier)[0], Literal("another-name")
    one.remove(thing, DCTERMS.identifier, old)
    one.add(thing, DCTERMS.identifier, new)
    return {Expected("other-identifier", thing, DCTERMS.identifier, new)}


@on(DCTERMS.PeriodOfTime, needs=DCAT.startDate)
def _period_without_days(one: Described, thing: Node) -> Found | None:
    one.remove(thing, DCAT.startDate)
    one.remove(thing, DCAT.endDate)
    return {Expected("Period-dates", thing)}


@on(DCTERMS.PeriodOfTime, needs=DCAT.endDate)
def _period_backwards(one: Described, thing: Node) -> Found | None:
    one.remove(thing, DCAT.startDate)
    one.add(thing, DCAT.startDate, LATE)
    return {Expected("Period-startDate", thing, DCAT.startDate, LATE)}


def _unreadable(predicate: Node, value: Node, rule: str) -> Inject:
    @on(RC.DataGroup)
    def inject(one: Described, thing: Node) -> Found | None:
        one.add(thing, predicate, value)
        return {Expected(rule, thing, predicate, value)}

    return inject


def _tail(text: bytes, rule: str) -> Inject:
    """A line at the end of a file that cannot be read."""

    def inject(one: Described) -> Found:
        one.tail = text
        return {Expected(rule, TAIL)}

    return inject


def _two_files(one: Described) -> Found:
    one.tail = f'<id/system/whole> <{RDFS.comment}> "mer"@sv .\n'.encode()
    return {Expected("subject", one.iri("id/system/whole"))}


PD = "https://w3id.org/dpv/pd#"
LATE = Literal("2021-01-01", datatype=XSD.date)

SAID: tuple[tuple[str, str, Node, Node, Node], ...] = (
    ("Contact-kind", "two kinds of contact", VCARD.Individual, RDF.type, VCARD.Group),
    ("Register-kind", "a pool that is a case register", RC.InformationPool, RDF.type, RC.CaseRegister),
    ("Process-computed", "what is computed", DPV.PersonalDataProcess, DPV.hasPersonalData, URIRef(PD + "Name")),
    ("unknown-term", "a misspelt property", RC.InformationPool, RC.rightToUze, Literal("mer", lang="sv")),
    ("unknown-term", "a misspelt type", RC.DataGroup, RDF.type, RC.DataGrupp),
    ("unknown-term", "a misspelt concept", RC.DataGroup, DPV.hasDataSubject, DPV.Studnet),
    ("contact-data", "a telephone outside a contact", RC.DataGroup, DCTERMS.source, URIRef("tel:+358-6-1")),
    ("withheld-value", "a mark that tells", RC.Withheld, RDFS.comment, Literal("mer", lang="sv")),
)
"""What must not be said: rule, name, and what is said of things of a type."""

MADE: tuple[Made, ...] = (
    ("contact-data", "a number in a text", _retold(RDFS.label, RC.DataItem, "Ring 040 123 4567 först")),
    ("contact-data", "an address in a text", _retold(DCTERMS.description, RC.Statement, "Skriv a.b@example.fi")),
    ("same-text", "a text that nobody translated", _untranslated),
    ("Contact-heading", "a contact without heading", _contact_without_heading),
    ("ClassificationStatus-subject", "a status of nothing", _status_of_nothing),
    ("Confirmation", "a proposal that is confirmed", _confirmed_proposal),
    ("confirmed-later", "a day that has not come", _confirmed_later),
    ("ConfirmedClassification", "a confirmation by nobody", _confirmed_by_nobody),
    ("dangling-link", "a link to what is nowhere", _link_to_nothing),
    ("misplaced-part", "a link to a part of another", _link_to_a_part_of_another),
    ("DataItem-cycle", "items in a circle", _circle_of_items),
    ("System-cycle", "systems in a circle", _circle_of_systems),
    ("circular-part", "systems that are parts of each other", _circle_of_systems),
    ("same-as-own", "the same as itself", _same_as_itself),
    ("other-identifier", "another short name", _named_otherwise),
    ("Period-dates", "a period without days", _period_without_days),
    ("Period-startDate", "a period that ends before it begins", _period_backwards),
    ("no-type", "a system of no type", _system_of_no_type),
    ("two-kinds", "a statement that is a purpose", _statement_and_purpose),
)
"""What is made wrong in a way of its own: rule, name and how."""


def _of_code() -> Iterator[Fault]:
    """The faults that are no field's own."""
    for rule, kind in named_shapes().items():
        yield Fault(f"{rule}: a name of another scheme", rule, _renamed(kind))
    yield Fault("a catalogue elsewhere", "no-catalogue", _renamed(DCAT.Catalog))
    yield Fault("a name outside the scheme", "no-place", _renamed(RC.DataItem))
    for kind, predicate, rule in (
        (RC.InformationPool, RC.dataGroup, "RegisterGroups"),
        (RC.InformationPool, RC.informationSystem, "RegisterSystems"),
        (DPV.PersonalDataProcess, DPV.hasPurpose, "ProcessPurposes"),
    ):
        yield Fault(f"{rule}: neither told nor withheld", rule, _bare(kind, predicate, rule))
        inside = _inside(predicate, kind, f"Public{rule}")
        yield Fault(f"{rule}: told inside only", f"Public{rule}", inside, is_alone=True)
    for kind, lost, rule in (
        (VCARD.Group, VCARD.Group, "Contact-kind"),
        (VCARD.Kind, VCARD.Kind, "Contact-type"),
        (RC.InformationPool, RC.InformationPool, "Register-kind"),
        (RC.InformationPool, DCAT.Resource, "Register-type"),
        (DCAT.Catalog, DCAT.Resource, "Catalogue-type"),
        (DPV.ActiveRight, URIRef("https://w3id.org/dpv/legal/eu/gdpr#A15"), "Right-type"),
    ):
        yield Fault(f"{rule}: a type missing", rule, _typed(kind, lost, rule))
    for rule, name, kind, predicate, value in SAID:
        is_there = rule not in ("Contact-kind", "Register-kind", "Process-computed")
        yield Fault(name, rule, _says(kind, predicate, value, rule, is_there=is_there))
    for rule, name, inject in (*MADE, *OF_MARKS, *OF_TIME):
        yield Fault(name, rule, inject)


def _of_reading() -> Iterator[Fault]:
    """The faults that keep a file from being read, and so the rest from being checked."""
    for name, predicate, value, rule in (
        ("a language of another catalogue", DCTERMS.description, Literal("Text", lang="de"), "term"),
        ("an address of a file", DCTERMS.relation, URIRef("file:///etc/hosts"), "term"),
        ("an identity code", RDFS.comment, Literal("010101-123N", lang="sv"), "identity-code"),
    ):
        yield Fault(name, rule, _unreadable(predicate, value, rule), is_alone=True)
    for name, text, rule in (
        ("no Turtle", b"<id/agent/madeup> a .\n", "syntax"),
        ("an undeclared prefix", b"nowhere:a a nowhere:b .\n", "syntax"),
        ("another encoding", b"# \xe5\n", "encoding"),
        ("a day that is none", f'<id/catalog> <{RC.until}> "2026-02-31"^^<{XSD.date}> .\n'.encode(), "term"),
        ("a blank node", f"<id/agent/madeup> <{FOAF.page}> [] .\n".encode(), "term"),
        ("a thing of another authority", f'<http://b.example/x> <{RDFS.label}> "x"@sv .\n'.encode(), "term"),
    ):
        yield Fault(name, rule, _tail(text, rule), is_alone=True)
    yield Fault("a thing in two files", "subject", _two_files, is_alone=True)


FAULTS: tuple[Fault, ...] = (*of_fields(), *_of_code(), *_of_reading())
