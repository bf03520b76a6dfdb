"""The faults that every field can have, by what its shape demands: each with all that must be found, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rdflib import XSD, Literal, URIRef
from rdflib.term import Node

from publisher.model.iris import without_fragment
from publisher.model.terms import DCAT, DCATAP, DCTERMS, DPV, FOAF, RC, RDF, SH, SKOS, SPDX, VCARD
from tests.catalogues import GROUNDS
from tests.described import Described, Expected
from tests.fields import Field, also, fields
from tests.spoiling import Fault, Inject

ADMS_TYPE = "http://purl.org/adms/publishertype/"
TABLES = "http://publications.europa.eu/resource/authority/"
OTHERS: dict[Node, Node] = {
    DCTERMS.type: URIRef(ADMS_TYPE + "NationalAuthority"),
    DCTERMS.format: URIRef(TABLES + "file-type/PDF"),
    DCTERMS.accrualPeriodicity: URIRef(TABLES + "frequency/QUARTERLY"),
    DCTERMS.issued: Literal("1998-01-31", datatype=XSD.date),
    DCTERMS.modified: Literal("2098-01-31", datatype=XSD.date),
    DCTERMS.license: URIRef(TABLES + "licence/CC_BYSA_4_0"),
    DCAT.byteSize: Literal("12", datatype=XSD.nonNegativeInteger),
    DCAT.downloadURL: URIRef("https://b.example/"),
    DCAT.mediaType: URIRef("https://www.iana.org/assignments/media-types/text/html"),
    DCATAP.availability: URIRef(TABLES + "planned-availability/TEMPORARY"),
    SPDX.checksumValue: Literal("11", datatype=XSD.hexBinary),
    DCAT.startDate: Literal("1990-01-01", datatype=XSD.date),
    SKOS.notation: Literal("other"),
    FOAF.homepage: URIRef("https://b.example/"),
    DCAT.accessURL: URIRef("https://b.example/"),
    VCARD.hasEmail: URIRef("mailto:other@example.fi"),
    VCARD.hasTelephone: URIRef("tel:+358-6-7654321"),
    VCARD["postal-code"]: Literal("00100"),
    DCTERMS.identifier: Literal("other"),
    RC.legalGround: URIRef(GROUNDS[1]),
    RC.confirmedOn: Literal("2001-01-31", datatype=XSD.date),
}
"""A further value, sound by itself, of fields that may have one only."""


def of_fields() -> Iterator[Fault]:
    """The faults that every field can have, by what its shape demands."""
    for field in fields():
        for name, applies, spoil in _KINDS:
            if applies(field):
                yield Fault(f"{field.rule}: {name}", field.rule, _of_field(field, spoil))


Spoil = Callable[[Described, Field, Node], "set[Expected] | None"]


def _of_field(field: Field, spoil: Spoil) -> Inject:
    def inject(one: Described) -> set[Expected] | None:
        subjects = [s for s in field.subjects(one) if field.property is None or one.is_open(s, field.property)]
        one.random.shuffle(subjects)
        for subject in subjects:
            if found := spoil(one, field, subject):
                return found
            one.undo()
        return None

    return inject


def _missing(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    if not (field.property and (gone := one.values(subject, field.property))):
        return None
    one.remove(subject, field.property)
    return {Expected(field.rule, subject)} | also(one, subject, *gone)


def _doubled(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    values = one.values(subject, field.property) if field.property else []
    other = _other(one, field, values[0]) if values else None
    if other is None:
        return None
    one.add(subject, field.property, other)
    own = {Expected(field.rule, subject)} | also(one, subject, other)
    if field.property == DCTERMS.identifier:
        own.add(Expected("other-identifier", subject, field.property, other))
    return own


def _other(one: Described, field: Field, value: Node) -> Node | None:
    if field.property in OTHERS:
        return OTHERS[field.property] if value != OTHERS[field.property] else None
    if field.property == RC.field:
        return DPV.hasThirdCountry if value == DPV.hasStorageCondition else None
    if kind := field.says(SH["class"]):
        choices = one.of_types(kind)
        thing = without_fragment(str(value))
        choices = [c for c in choices if c != value and ("#" not in str(c) or without_fragment(str(c)) == thing)]
        return one.pick(*choices) if choices else None
    if field.listed:
        return next((other for other in field.listed if other != value), None)
    datatype = field.says(SH.datatype)
    if datatype == XSD.boolean:
        return Literal("false" if str(value) == "true" else "true", datatype=XSD.boolean)
    if datatype == XSD.date:
        return Literal("2098-12-31", datatype=XSD.date)
    return Literal("annat", lang="fi") if datatype == RDF.langString else None


def _wrong(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    """A text where an IRI belongs or the other way round, or a text with no language."""
    is_text = field.says(SH.datatype) == RDF.langString
    return _put(one, field, subject, Literal("fel") if is_text else Literal("fel", lang="sv"))


def _unlisted(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    return _put(one, field, subject, URIRef("https://w3id.org/dpv/pd#Name"))


def _of_other_kind(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    agent = one.iri("id/agent/madeup")
    is_agent = (agent, RDF.type, field.says(SH["class"])) in one.data
    return _put(one, field, subject, one.iri("id/contact/registry") if is_agent else agent)


def _dangling(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    nothing = one.iri("id/contact/nobody")
    found = _put(one, field, subject, nothing)
    return found and found | {Expected("dangling-link", subject, field.property, nothing)}


def _put(one: Described, field: Field, subject: Node, value: Node) -> set[Expected]:
    """A further value, wrong by its field's shape."""
    one.add(subject, field.property, value)
    own = {Expected(field.rule, subject, field.property, value)} | also(one, subject)
    if field.property == RC.withheld:  # what is said of it is not what a mark says
        own |= {
            Expected("withheld-value", value, *said)
            for said in one.data.predicate_objects(value)
            if said[0] != RDF.type
        }
    if field.property == RC.field:
        own.add(Expected("withheld-field", subject, RC.field, value))
    if field.property == DCTERMS.identifier:
        own.add(Expected("other-identifier", subject, DCTERMS.identifier, value))
    if field.property == DCAT.endDate:  # a day cannot be before what is none
        starts = one.values(subject, DCAT.startDate)
        own |= {Expected("Period-startDate", subject, DCAT.startDate, start) for start in starts}
    if field.property == RC.legalGround:
        own.add(Expected("withheld-ground", subject, RC.legalGround, value))
    return own


def _repeated(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    if not any(isinstance(v, Literal) and v.language == "sv" for v in one.values(subject, field.property)):
        return None
    one.add(subject, field.property, Literal("en annan text", lang="sv"))
    return {Expected(field.rule, subject)}


def _blank(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    values = one.values(subject, field.property)
    if not values or not isinstance(values[0], Literal):
        return None
    blank = Literal("  ", lang=values[0].language)
    one.remove(subject, field.property, values[0])
    one.add(subject, field.property, blank)
    return {Expected(field.rule, subject, field.property, blank)}


def _untranslated(one: Described, field: Field, subject: Node) -> set[Expected] | None:
    texts = one.values(subject, field.property)
    if len(texts) < 2:
        return None
    one.remove(subject, field.property, texts[0])
    return {Expected(field.rule, subject, severity="warning")} | also(one, subject)


def _orphaned(one: Described, field: Field, part: Node) -> set[Expected] | None:
    links = [(s, back) for back in field.back for s in one.data.subjects(back, part)]
    for subject, back in links:
        one.remove(subject, back, part)
    if not links or any(_left_bare(one, subject, back) for subject, back in links):
        return None
    return {Expected(field.rule, part)} | also(one, part, *(subject for subject, _ in links))


def _left_bare(one: Described, subject: Node, predicate: Node) -> bool:
    """Whether a thing must have, or withhold, what was just taken from it: a fault of its own."""
    return predicate in (RC.dataGroup, DPV.hasPurpose) and not one.values(subject, predicate)


def _shared(one: Described, field: Field, part: Node) -> set[Expected] | None:
    """Another parent of the same kind, in the same register where there is one."""
    found = [(s, back) for back in field.back for s in one.data.subjects(back, part)]
    if not found:
        return None
    (parent, back), *_ = found
    kind = one.data.value(parent, RDF.type, any=True)
    choices = [s for s in one.of_types(kind) if s != parent and one.is_open(s, back)] if kind else []
    choices = [s for s in choices if s not in _descendants(one, part)]
    if not choices:
        return None
    near = [s for s in choices if without_fragment(str(s)) == without_fragment(str(part))]
    other = one.pick(*(near or choices))
    one.add(other, back, part)
    own = {Expected(field.rule, part)} | also(one, other)
    return own if near else own | {Expected("misplaced-part", other, back, part)}


def _descendants(one: Described, thing: Node) -> set[Node]:
    return set(one.data.transitive_objects(thing, RC.dataItem))


def _is_text(field: Field) -> bool:
    return field.says(SH.datatype) == RDF.langString


def _is_plain(field: Field) -> bool:
    return field.property not in (None, RDF.type)


def _restricts(field: Field) -> bool:
    return _is_plain(field) and any(field.says(p) for p in (SH.datatype, SH.nodeKind, SH["class"], SH["in"]))


def _has_others(field: Field) -> bool:
    is_part = field.says(SH["class"]) == DPV.PersonalDataProcess  # a register has one, which is its own
    return _is_plain(field) and field.is_single and len(field.listed) != 1 and not is_part


_KINDS: tuple[tuple[str, Callable[[Field], bool], Spoil], ...] = (
    ("missing", lambda f: _is_plain(f) and f.is_required, _missing),
    ("doubled", _has_others, _doubled),
    ("of the wrong kind", _restricts, _wrong),
    ("a value outside the list", lambda f: bool(f.listed), _unlisted),
    ("a link to another kind of thing", lambda f: _is_plain(f) and bool(f.says(SH["class"])), _of_other_kind),
    ("a link to nothing", lambda f: _is_plain(f) and bool(f.says(SH["class"])), _dangling),
    ("two texts in one language", lambda f: bool(f.says(SH.uniqueLang)), _repeated),
    ("a text of spaces", lambda f: _is_text(f) and bool(f.says(SH.pattern)), _blank),
    ("a language missing", lambda f: f.is_in_every_language, _untranslated),
    ("a part of nothing", lambda f: bool(f.back) and f.is_required, _orphaned),
    ("a part of two", lambda f: bool(f.back) and f.is_single and RC.withheld not in f.back, _shared),
)
