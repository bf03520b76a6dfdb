"""The faults of marks, and of what stands among the internal facts: each with all that must be found, and where."""

from __future__ import annotations

from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from publisher.model.iris import without_fragment
from publisher.model.terms import DCTERMS, DPV, RC, RDF, VCARD
from tests.catalogues import GROUNDS
from tests.described import Described, Expected
from tests.spoiling import Inject, Made, on

Found = set[Expected]

NO_ACT = URIRef("http://data.finlex.fi/eli/sd/1889/39")
PAST = Literal("2001-01-31", datatype=XSD.date)


def _mark(one: Described, thing: Node, field: Node, **said: Node) -> URIRef:
    """A whole mark beside a thing, but for what is said of it otherwise."""
    mark = URIRef(f"{without_fragment(str(thing))}#zz-mark")
    one.add(thing, RC.withheld, mark)
    one.add(mark, RDF.type, RC.Withheld)
    one.add(mark, RC.field, field)
    one.add(mark, RC.legalGround, said.get("ground", URIRef(GROUNDS[0])))
    one.add(mark, RC.decidingAuthority, one.iri("id/contact/registry"))
    if "until" in said:
        one.add(mark, RC.until, said["until"])
    return mark


@on(RC.InformationPool)
def _mark_of_a_title(one: Described, thing: Node) -> Found | None:
    mark = _mark(one, thing, DCTERMS.title)
    return {Expected("withheld-field", mark, RC.field, DCTERMS.title)}


@on(RC.InformationPool, needs=RC.rightToUse)
def _mark_beside_values(one: Described, thing: Node) -> Found | None:
    _mark(one, thing, RC.rightToUse)
    return {Expected("withheld-value", thing, RC.rightToUse, value) for value in one.values(thing, RC.rightToUse)}


@on(VCARD.Kind, needs=VCARD.fn)
def _mark_beside_a_person(one: Described, thing: Node) -> Found | None:
    _mark(one, thing, VCARD.fn)
    person = (VCARD.fn, VCARD.hasTelephone, VCARD.hasEmail)
    return {Expected("withheld-value", thing, p, value) for p in person for value in one.values(thing, p)}


@on(RC.InformationPool)
def _mark_of_what_does_not_apply(one: Described, thing: Node) -> Found | None:
    if one.values(thing, RC.decidingAuthority) or not one.is_open(thing, RC.decidingAuthority):
        return None
    one.add(thing, RC.notApplicable, RC.decidingAuthority)
    mark = _mark(one, thing, RC.decidingAuthority)
    return {Expected("withheld-not-applicable", mark, RC.field, RC.decidingAuthority)}


def _marked_process(**said: Node) -> Inject:
    @on(DPV.PersonalDataProcess)
    def inject(one: Described, thing: Node) -> Found | None:
        if one.values(thing, RC.withheld):
            return None
        mark = _mark(one, thing, DPV.hasThirdCountry, **said)
        if "until" in said:
            return {Expected("withheld-until", mark, RC.until, said["until"], "warning")}
        return {Expected("withheld-ground", mark, RC.legalGround, said["ground"])}

    return inject


@on(RC.Withheld, needs=RC.until)
def _marks_that_disagree(one: Described, old: Node) -> Found | None:
    things = sorted(one.data.subjects(RC.withheld, old))
    fields, grounds = one.values(old, RC.field), one.values(old, RC.legalGround)
    if not len(things) == len(fields) == len(grounds) == 1:
        return None
    (field,) = fields
    mark = _mark(one, things[0], field, ground=grounds[0])
    return {Expected("withheld-contradiction", mark, RC.field, field)}


@on(RC.Withheld, needs=RC.until)
def _mark_of_two(one: Described, mark: Node) -> Found | None:
    register = without_fragment(str(mark))
    one.add(register, RC.withheld, mark)
    return {Expected("Withheld-subject", mark), Expected("withheld-field", mark, RC.field, DPV.hasStorageCondition)}


@on(RC.InformationPool)
def _mark_inside(one: Described, thing: Node) -> Found | None:
    mark = URIRef(f"{thing}#zz-inside")
    for predicate, value in (
        (RDF.type, RC.Withheld),
        (RC.field, RC.openInterface),
        (RC.legalGround, URIRef(GROUNDS[0])),
        (RC.decidingAuthority, one.iri("id/contact/registry")),
    ):
        one.add(mark, predicate, value, inside=True)
    one.add(thing, RC.withheld, mark, inside=True)
    return {Expected("withheld-private", thing, RC.withheld, mark)}


@on(RC.InformationPool)
def _link_to_the_inside(one: Described, thing: Node) -> Found | None:
    system = one.iri("id/system/zz-inside")
    one.add(system, RDF.type, RC.InformationSystem, inside=True)
    one.add(system, DCTERMS.title, Literal("inuti", lang="sv"), inside=True)
    one.add(thing, RC.informationSystem, system)
    return {Expected("private-link", thing, RC.informationSystem, system)}


OF_MARKS: tuple[Made, ...] = (
    ("withheld-field", "a mark of a title", _mark_of_a_title),
    ("withheld-value", "a mark beside values", _mark_beside_values),
    ("withheld-value", "a mark beside a person", _mark_beside_a_person),
    ("withheld-not-applicable", "a mark of what does not apply", _mark_of_what_does_not_apply),
    ("withheld-ground", "a ground that is no act", _marked_process(ground=NO_ACT)),
    ("withheld-until", "a last day that has passed", _marked_process(until=PAST)),
    ("withheld-contradiction", "marks that disagree", _marks_that_disagree),
    ("Withheld-subject", "a mark of two things", _mark_of_two),
    ("withheld-private", "a mark inside", _mark_inside),
    ("private-link", "a link to the inside", _link_to_the_inside),
)
