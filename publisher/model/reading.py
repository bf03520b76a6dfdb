"""Reads a public graph into the dataclasses of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from publisher.model.catalogue import (
    Authority,
    Catalogue,
    DataGroup,
    DataItem,
    Field,
    Purpose,
    Record,
    Register,
    Statement,
    System,
    TextVersion,
)
from publisher.model.contacts import ContactReader, RightNotice, by_iri
from publisher.model.demands import Demands
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.offers import OfferReader
from publisher.model.terms import DCAT, DCTERMS, DPV, EU_GDPR, FOAF, RC, RDF, RDFS, VCARD

SECTION_28 = ("section-28",)
DATA_PROTECTION = ("article-13", "article-14", "article-15", "article-30")
"""The schemes of demands that a register's page has a table of."""

_TAGS = {iri: tag for tag, iri in LANGUAGES.items()}


@dataclass(frozen=True)
class CatalogueReader(ContactReader):
    """Reads one authority's public graph.

    `terms` holds the labels of everything it refers to outside, `demands` what the law asks of it.
    """

    base: Base
    demands: Demands

    def catalogue(self) -> Catalogue:
        """The whole catalogue. The graph has passed the public check, so what must be there is there."""
        iri = self.base.catalogue
        registers = self.graph.objects(iri, DCAT.dataset)
        return Catalogue(
            iri=iri,
            title=self._text(iri, DCTERMS.title),
            description=self._text(iri, DCTERMS.description),
            provenance=Text.of(
                label
                for note in self.graph.objects(iri, DCTERMS.provenance)
                for label in self.graph.objects(note, RDFS.label)
            ),
            laws=self._concepts(iri, DCTERMS.conformsTo),
            authority=self._authority(self._one(iri, DCTERMS.publisher)),
            registers=tuple(self._register(r) for r in by_iri(registers)),
            contacts=tuple(self._contact(c) for c in by_iri(self.graph.subjects(RDF.type, VCARD.Kind))),
            systems=tuple(self._system(s) for s in by_iri(self.graph.subjects(RDF.type, RC.InformationSystem))),
            descriptions=str(self.base.descriptions),
            open_catalogue=str(self.base.open_catalogue),
            completeness=str(self.base.completeness),
            subjects=str(self.base.index("subject")),
            kinds=str(self.base.index("kind")),
            items=str(self.base.items),
            overview=str(self.base.overview),
            withheld=self._withheld(iri),
            areas=self._concepts(iri, DCTERMS.spatial),
        )

    def _register(self, iri: Node) -> Register:
        process, offers = self._one(iri, DPV.hasPersonalDataProcess), OfferReader(self.graph, self.terms)
        is_case_register = (iri, RDF.type, RC.CaseRegister) in self.graph
        return Register(
            iri=str(iri),
            slug=str(iri).rpartition("/")[2],
            kind=self._concept(RC.CaseRegister if is_case_register else RC.InformationPool),
            title=self._text(iri, DCTERMS.title),
            description=self._text(iri, DCTERMS.description),
            record=self._record(iri),
            contacts=self._contacts(iri, DCAT.contactPoint),
            deciders=self._contacts(iri, RC.decidingAuthority),
            systems=tuple(self._system(s) for s in by_iri(self.graph.objects(iri, RC.informationSystem))),
            themes=self._concepts(iri, DCAT.theme),
            access=self._concept(self._one(iri, DCTERMS.accessRights)),
            status=self._status(iri),
            purposes=tuple(self._purpose(p) for p in self._ordered(process, DPV.hasPurpose) if self.base.holds(str(p))),
            groups=tuple(self._group(g) for g in self._ordered(iri, RC.dataGroup)),
            right_to_use=self._statements(iri, RC.rightToUse),
            right_of_access=self._statements(iri, RC.rightOfAccess),
            notice=self._notice_of_access(process),
            landing_pages=tuple(sorted(str(p) for p in self.graph.objects(iri, DCAT.landingPage))),
            distributions=offers.distributions(iri),
            text_versions=self._text_versions(iri),
            section_28=tuple(self._field(iri, iri, name) for name in self.demands.fields(*SECTION_28)),
            data_protection=tuple(self._field(iri, process, name) for name in self.demands.fields(*DATA_PROTECTION)),
            withheld=(*self._withheld(iri), *self._withheld(process)),
            reviewed=self._lexical(iri, RC.reviewed),
            next_review=self._lexical(iri, RC.nextReview),
            keywords=self._text(iri, DCAT.keyword),
            areas=self._concepts(iri, DCTERMS.spatial),
            periods=offers.periods(iri),
            frequency=self._concept_or_none(iri, DCTERMS.accrualPeriodicity),
            rights=offers.rights(iri),
            identifiers=offers.identifiers(iri),
            same_as=offers.same_as(iri),
        )

    def _group(self, iri: Node) -> DataGroup:
        return DataGroup(
            iri=str(iri),
            label=self._text(iri, RDFS.label),
            open_ended=self._is_true(iri, RC.openEnded),
            subjects=self._concepts(iri, DPV.hasDataSubject),
            access=self._concept_or_none(iri, DCTERMS.accessRights),
            laws=self._concepts(iri, DCTERMS.relation),
            classes=self._concepts(iri, RC.classifiedAs),
            status=self._status(iri),
            items=self._items(iri),
            withheld=self._withheld(iri),
        )

    def _items(self, parent: Node) -> tuple[DataItem, ...]:
        return tuple(
            DataItem(
                iri=str(iri),
                label=self._text(iri, RDFS.label),
                open_ended=self._is_true(iri, RC.openEnded),
                subjects=self._concepts(iri, DPV.hasDataSubject),
                classes=self._concepts(iri, RC.classifiedAs),
                status=self._status(iri),
                items=self._items(iri),
                withheld=self._withheld(iri),
            )
            for iri in self._ordered(parent, RC.dataItem)
        )

    def _purpose(self, iri: Node) -> Purpose:
        return Purpose(
            iri=str(iri),
            label=self._text(iri, RDFS.label),
            classes=self._concepts(iri, RC.classifiedAs),
            status=self._status(iri),
            systems=tuple(self._system(s) for s in by_iri(self.graph.objects(iri, RC.informationSystem))),
        )

    def _statements(self, iri: Node, predicate: URIRef) -> tuple[Statement, ...]:
        return tuple(self._statement(s) for s in self._ordered(iri, predicate))

    def _statement(self, iri: Node) -> Statement:
        """A statement of the authority; a concept, contact or right stands for what it is called."""
        said = self._text(iri, DCTERMS.description) or self._text(iri, RDFS.label)
        name = self._text(iri, FOAF.name)
        if (iri, RDF.type, RC.InformationSystem) in self.graph:
            name = self._text(iri, DCTERMS.title)
        elif (iri, RDF.type, VCARD.Kind) in self.graph:
            said = self._contact(iri).heading
        elif (iri, RDF.type, DPV.ActiveRight) in self.graph:
            said = self._articles(iri)
        return Statement(
            iri=str(iri),
            text=name or said or self._concept(iri).label,
            is_name=bool(name),
            in_practice=self._is_true(iri, RC.inPractice),
            channel=self._concept_or_none(iri, RC.accessChannel),
            coverage=self._concept_or_none(iri, RC.coverage),
            accessible_to=self._concepts(iri, RC.accessibleTo),
            laws=self._concepts(iri, DCTERMS.relation),
            notice=None if self._is_access(iri) else self._notice(iri),
        )

    def _field(self, register: Node, subject: Node, name: URIRef) -> Field:
        return Field(
            name=self._concept(name),
            statements=tuple(s for s in self._statements(subject, name) if not _is_roll_up(name, s, self.base)),
            not_applicable=(register, RC.notApplicable, name) in self.graph,
            withheld=tuple(w for w in self._withheld(subject) if w.field.iri == str(name)),
        )

    def _articles(self, right: Node) -> Text:
        """What a right is called by the articles that give it."""
        articles = [t for t in by_iri(self.graph.objects(right, RDF.type)) if t != DPV.ActiveRight]
        labels = [self._concept(article).label for article in articles]
        return Text(tuple(Said("; ".join(one.in_language(tag).text for one in labels), tag) for tag in LANGUAGES))

    def _is_access(self, right: Node) -> bool:
        return (right, RDF.type, EU_GDPR.A15) in self.graph

    def _notice_of_access(self, process: Node) -> RightNotice | None:
        """How the right of access is used, which the page tells in full."""
        notices = map(self._notice, filter(self._is_access, by_iri(self.graph.objects(process, DPV.hasRight))))
        return next(filter(None, notices), None)

    def _record(self, register: Node) -> Record:
        iri = self._subject(FOAF.primaryTopic, register)
        return Record(
            iri=str(iri),
            status=self._concept(self._one(iri, RC.status)),
            issued=self._lexical(iri, DCTERMS.issued),
            modified=self._lexical(iri, DCTERMS.modified),
        )

    def _system(self, iri: Node) -> System:
        return System(
            iri=str(iri),
            title=self._text(iri, DCTERMS.title),
            description=self._text(iri, DCTERMS.description),
            open_ended=self._is_true(iri, RC.openEnded),
            parts=tuple(self._system(p) for p in by_iri(self.graph.objects(iri, DCTERMS.hasPart))),
            withheld=self._withheld(iri),
        )

    def _text_versions(self, iri: Node) -> tuple[TextVersion, ...]:
        found = {
            _TAGS[language]: self._text_version(version, _TAGS[language])
            for version in self.graph.objects(iri, RC.textStatus)
            for language in self.graph.objects(version, DCTERMS.language)
            if isinstance(language, URIRef)
        }
        return tuple(found[tag] for tag in LANGUAGES if tag in found)

    def _text_version(self, iri: Node, language: str) -> TextVersion:
        status = self._one(iri, RC.status)
        return TextVersion(str(iri), language, self._concept(status), status == RC.OwnText, self._confirmation(iri))

    def _authority(self, iri: Node) -> Authority:
        names = self._text(iri, FOAF.name)
        return Authority(str(iri), names.said[0] if names else Said(str(iri), ""), self._lexical(iri, FOAF.homepage))

    def _ordered(self, iri: Node, predicate: URIRef) -> list[Node]:
        def rank(node: Node) -> tuple[int, str]:
            position = self.graph.value(node, RC.position)
            return (int(str(position)) if position is not None else 0, str(node))

        return sorted(self.graph.objects(iri, predicate), key=rank)


def _is_roll_up(field: URIRef, statement: Statement, base: Base) -> bool:
    """Whether a value is a concept beside the purposes that the authority has stated."""
    return field == DPV.hasPurpose and not base.holds(statement.iri)
