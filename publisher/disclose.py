"""What may be public: from a graph to a public graph, by an allow-list. A property is private until it is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.model.iris import Base
from publisher.model.terms import RC, RDF


@dataclass(frozen=True)
class AllowList:
    """The properties that may be published, by class."""

    properties: Mapping[Node, frozenset[Node]]

    @classmethod
    def read(cls, graph: Graph) -> AllowList:
        """The allow-list that `rc:Disclosure` entries state together."""
        listed: dict[Node, set[Node]] = {}
        for entry in graph.subjects(RDF.type, RC.Disclosure):
            for kind in graph.objects(entry, RC.onClass):
                listed.setdefault(kind, set()).update(graph.objects(entry, RC.discloses))
        return cls({kind: frozenset(properties) for kind, properties in listed.items()})

    def of(self, graph: Graph, subject: Node) -> Iterator[tuple[Node, Node]]:
        """The predicates and values of a subject that are listed for one of its classes, links included."""
        classes = [c for c in graph.objects(subject, RDF.type) if c in self.properties]
        listed: set[Node] = set().union(*(self.properties[c] for c in classes))
        for predicate, value in graph.predicate_objects(subject):
            if predicate in listed or (predicate == RDF.type and value in classes):
                yield predicate, value


def disclose(source: Graph, allowed: AllowList, base: Base) -> Graph:
    """The public part of a graph.

    Things come with the properties that are listed for their classes. A part of a thing comes only when it can be
    reached from its thing by public links, and a link comes only when what it leads to is public.
    """
    kept: dict[Node, list[tuple[Node, Node]]] = {}
    waiting: list[Node] = [s for s in set(source.subjects()) if isinstance(s, URIRef) and "#" not in s]
    while waiting:
        subject = waiting.pop()
        if subject in kept or not (public := list(allowed.of(source, subject))):
            continue
        kept[subject] = public
        waiting += [o for _, o in public if isinstance(o, URIRef) and _is_part(o, subject)]
    graph = Graph()
    for subject, public in kept.items():
        for predicate, value in public:
            if value in kept or not (isinstance(value, URIRef) and base.holds(value)):
                graph.add((subject, predicate, value))
    return graph


def _is_part(iri: URIRef, of: Node) -> bool:
    return "#" in iri and iri.partition("#")[0] == str(of).partition("#")[0]
