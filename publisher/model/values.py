"""What a graph says of a thing, as text, concept or literal."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.model.concepts import Concept, Confirmation, Post, Status
from publisher.model.languages import Said, Text
from publisher.model.terms import RC, RDFS, SKOS, VCARD, local_name

_TELEPHONE_HOME = "+358"
_TABLES = "http://publications.europa.eu/resource/authority/"


@dataclass(frozen=True)
class Values:
    """Looks up values in a graph; `terms` holds the labels of everything it refers to outside."""

    graph: Graph
    terms: Graph

    def _concepts(self, iri: Node, predicate: URIRef) -> tuple[Concept, ...]:
        return tuple(self._concept(c) for c in sorted(self.graph.objects(iri, predicate), key=str))

    def _concept_or_none(self, iri: Node, predicate: URIRef) -> Concept | None:
        found = self.graph.value(iri, predicate)
        return self._concept(found) if found is not None else None

    def _concept(self, iri: Node) -> Concept:
        return concept(self.terms, iri)

    def _status(self, iri: Node) -> Status | None:
        status = self.graph.value(iri, RC.classificationStatus)
        if status is None:
            return None
        return Status(self._concept(status), status == RC.Confirmed, self._confirmation(iri))

    def _confirmation(self, iri: Node) -> Confirmation | None:
        by = self.graph.value(iri, RC.confirmedBy)
        return Confirmation(self._post(by), self._lexical(iri, RC.confirmedOn)) if by is not None else None

    def _post(self, iri: Node) -> Post:
        return Post(str(iri), self._text(iri, VCARD.title) or self._text(iri, VCARD.fn))

    def _text(self, iri: Node, predicate: URIRef) -> Text:
        return Text.of(self.graph.objects(iri, predicate))

    def _lexical(self, iri: Node, predicate: URIRef) -> str:
        return str(self.graph.value(iri, predicate) or "")

    def _is_true(self, iri: Node, predicate: URIRef) -> bool:
        return self._lexical(iri, predicate) == "true"

    def _one(self, iri: Node, predicate: URIRef) -> Node:
        found = self.graph.value(iri, predicate)
        if found is None:
            raise LookupError(f"{iri} has no {predicate}")
        return found

    def _subject(self, predicate: URIRef, value: Node) -> Node:
        found = self.graph.value(None, predicate, value)
        if found is None:
            raise LookupError(f"nothing has {predicate} {value}")
        return found


def concept(terms: Graph, iri: Node) -> Concept:
    """A term with its label, definition and synonyms; one without shows its code in a table of the EU, else its IRI."""
    label = Text.of(terms.objects(iri, SKOS.prefLabel)) or Text.of(terms.objects(iri, RDFS.label))
    return Concept(
        str(iri),
        label or Text((Said(local_name(str(iri)) if str(iri).startswith(_TABLES) else str(iri), ""),)),
        Text.of(terms.objects(iri, SKOS.definition)),
        Text.of(terms.objects(iri, SKOS.altLabel)),
    )


def national(telephone: str) -> str:
    """A telephone IRI (RFC 3966) as it is dialled at home, its visual separators as spaces."""
    number = telephone.removeprefix("tel:").replace("-", " ").replace(".", " ")
    if number.startswith(_TELEPHONE_HOME):
        return "0" + number.removeprefix(_TELEPHONE_HOME).strip()
    return number
