"""What the law demands of a description, as data: `ontology/demands.ttl`. A change of the law is a change there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.model.languages import Text
from publisher.model.terms import DCTERMS, RC, RDF, RDFS, SKOS

_FOREVER = "9999-12-31"


@dataclass(frozen=True)
class Demand:
    """One demand: what it asks, in which fields it is met, where it stands, and when it holds (days as `xsd:date`).

    `gap` tells readers what it means for them when it is not met, and what they can do. `schemes` are the names of the
    sections and articles that make it. Where there is a `field_type`, only a value of that type meets it. `text_read`
    tells that the rule's own text was read; a rule whose text was not read is not shown as law. `told_by` is the page
    that such a rule is told by, if any.
    """

    iri: str
    notation: str
    label: Text
    definition: Text
    gap: Text
    schemes: frozenset[str]
    fields: tuple[URIRef, ...]
    field_type: URIRef | None
    law: str
    provision: Text
    period: str
    text_read: bool
    told_by: str
    valid_from: str
    valid_until: str

    @property
    def name(self) -> str:
        """The end of its IRI."""
        return _name(URIRef(self.iri))

    def holds_on(self, day: dt.date) -> bool:
        """Whether the demand is in force on a day."""
        return self.valid_from <= day.isoformat() <= self.valid_until


@dataclass(frozen=True)
class Scheme:
    """A section or article of a law that makes demands; `name` is the end of its IRI, `notation` how it is cited."""

    name: str
    notation: str
    label: Text
    law: str
    law_label: Text


@dataclass(frozen=True)
class Demands:
    """All demands, and the sections and articles that make them, in order."""

    schemes: tuple[Scheme, ...]
    demands: tuple[Demand, ...]

    @classmethod
    def read(cls, graph: Graph, *terms: Graph) -> Demands:
        """The demands that a graph states, in order of their notation; `terms` have the names of the laws."""
        schemes = [_scheme(graph, scheme, *terms) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)]
        demands = [_demand(graph, demand) for demand in graph.subjects(RDF.type, RC.Demand)]
        return cls(
            tuple(sorted(schemes, key=lambda s: s.notation)), tuple(sorted(demands, key=lambda d: (d.notation, d.iri)))
        )

    def of(self, *schemes: str) -> tuple[Demand, ...]:
        """The demands that some sections and articles make."""
        return tuple(demand for demand in self.demands if demand.schemes & set(schemes))

    def turning_days(self) -> set[dt.date]:
        """The days on which a demand comes into force, and those on which one is in force no longer."""
        begins = {dt.date.fromisoformat(demand.valid_from) for demand in self.demands if demand.valid_from}
        ends = {demand.valid_until for demand in self.demands} - {_FOREVER}
        return begins | {dt.date.fromisoformat(end) + dt.timedelta(days=1) for end in ends}

    def fields(self, *schemes: str) -> tuple[URIRef, ...]:
        """The fields in which the demands of some sections and articles are met, each once."""
        return tuple(dict.fromkeys(field for demand in self.of(*schemes) for field in demand.fields))


def _scheme(graph: Graph, iri: Node, *terms: Graph) -> Scheme:
    label, law = Text.of(graph.objects(iri, SKOS.prefLabel)), graph.value(iri, DCTERMS.source)
    law_label = Text.of(label for one in terms for label in one.objects(law, RDFS.label))
    return Scheme(_name(iri), str(graph.value(iri, SKOS.notation)), label, str(law), law_label)


def _demand(graph: Graph, iri: Node) -> Demand:
    def lexical(predicate: Node, default: str = "") -> str:
        return str(graph.value(iri, predicate) or default)

    return Demand(
        iri=str(iri),
        notation=lexical(SKOS.notation),
        label=Text.of(graph.objects(iri, SKOS.prefLabel)),
        definition=Text.of(graph.objects(iri, SKOS.definition)),
        gap=Text.of(graph.objects(iri, SKOS.scopeNote)),
        schemes=frozenset(_name(scheme) for scheme in graph.objects(iri, SKOS.inScheme)),
        fields=tuple(sorted(f for f in graph.objects(iri, RC.field) if isinstance(f, URIRef))),
        field_type=next((t for t in graph.objects(iri, RC.fieldType) if isinstance(t, URIRef)), None),
        law=lexical(DCTERMS.source),
        provision=Text.of(graph.objects(iri, RC.provision)),
        period=lexical(RC.period),
        text_read=lexical(RC.textRead) == "true",
        told_by=lexical(RC.toldBy),
        valid_from=lexical(RC.validFrom),
        valid_until=lexical(RC.validUntil, _FOREVER),
    )


def _name(iri: Node) -> str:
    return str(iri).rpartition("#")[2]
