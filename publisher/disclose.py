"""What may be public: from a graph to a public graph, by an allow-list. A property is private until it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.model.disclosure import AllowList, Disclosure
from publisher.model.iris import Base
from publisher.model.terms import RC, RDF, local_name

Triple = tuple[Node, Node, Node]


def disclose(source: Graph, allowed: AllowList, base: Base) -> Graph:
    """The public part of a graph.

    Things come with the properties that are listed for their class. A part of a thing comes only when it can be
    reached from its thing by public links, and a link comes only when what it leads to is public. What is withheld
    leaves a statement that is made anew, one for each field and ground, so that nothing of the mark is in it.
    """
    kept: dict[Node, list[tuple[Node, Node]]] = {}
    waiting = [subject for subject in source.subjects(unique=True) if "#" not in str(subject)]
    while waiting:
        subject = waiting.pop()
        if subject in kept or not (public := list(_listed(source, subject, allowed))):
            continue
        kept[subject] = public
        waiting += [value for _, value in public if _thing(value) == _thing(subject)]
    graph = Graph()
    for subject, public in kept.items():
        for predicate, value in public:
            if value in kept or not (isinstance(value, URIRef) and base.holds(value)):
                graph.add((subject, predicate, value))
        for entry in allowed.of(source, subject):
            for triple in _withheld(source, subject, entry):
                if triple[1] != RC.decidingAuthority or triple[2] in kept:
                    graph.add(triple)
    return graph


def _listed(graph: Graph, subject: Node, allowed: AllowList) -> Iterator[tuple[Node, Node]]:
    """The predicates and values of a subject that its one entry lists, links included."""
    entries = allowed.of(graph, subject)
    if len(entries) != 1 or not entries[0].properties:
        return
    (entry,) = entries
    hidden = entry.hidden(graph, subject)
    for predicate, value in graph.predicate_objects(subject):
        is_listed = predicate in entry.properties and predicate not in hidden
        if is_listed or (predicate == RDF.type and value in entry.classes | entry.types):
            yield predicate, value


def _withheld(graph: Graph, subject: Node, entry: Disclosure) -> Iterator[Triple]:
    """What is said of the withheld fields of a subject: field, ground, until when, who decides. Nothing else."""
    for mark in graph.objects(subject, RC.withheld):
        fields = [field for field in graph.objects(mark, RC.field) if field in entry.withholdable]
        for field, ground in product(fields, graph.objects(mark, RC.legalGround)):
            statement = _statement(subject, field, ground)
            yield subject, RC.withheld, statement
            yield statement, RDF.type, RC.Withheld
            yield statement, RC.field, field
            yield statement, RC.legalGround, ground
            for predicate in (RC.until, RC.decidingAuthority):
                for value in graph.objects(mark, predicate):
                    yield statement, predicate, value


def _statement(subject: Node, field: Node, ground: Node) -> URIRef:
    """The IRI of what is said of a withheld field: from what is public alone, the same for all marks of a ground."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", local_name(str(field))).lower()
    number = "-".join(re.findall(r"\d+", str(ground)))
    return URIRef(f"{subject}{'-' if '#' in str(subject) else '#'}withheld-{name}-{number}")


def _thing(node: Node) -> str:
    """The IRI of the thing that a node is, or is a part of."""
    return str(node).partition("#")[0]
