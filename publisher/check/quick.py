"""Shapes in a form that finds the same and that pyshacl is quicker with: it is slow where one shape asks another.

Every shape within a shape is asked of one node at a time. So property shapes are asked of all nodes at once, and of a
choice (`sh:or`) only the first alternative is, the others being asked of the nodes that fail it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from publisher.check.indexed import Indexed
from publisher.model.terms import RDF, RDFS, SH, SKOS

_TARGETS = frozenset((SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf))
_SAID = frozenset((RDF.type, SH.name, SH.description, SH.message, SH.severity, RDFS.seeAlso, SKOS.example))
"""What a shape says of itself: nothing of it is a constraint."""
_FORBIDS = {SH.path, SH.qualifiedValueShape, SH.qualifiedMaxCount}


@dataclass(frozen=True)
class Quick:
    """Shapes to run first, and choices to run afterwards, on the nodes that fail their first alternative.

    `choices` maps the first alternative of each to the shape that is the choice.
    """

    first: Graph
    choices: Mapping[Node | None, Node]
    rest: Graph

    @classmethod
    def of(cls, shapes: Graph) -> Quick:
        """The quick form of a shapes graph."""
        first = with_own_targets(shapes)
        _inverse_once(first)
        choices: dict[Node | None, Node] = {}
        for shape, alternatives in shapes.subject_objects(SH["or"]):
            if set(shapes.predicates(shape)) <= {*_TARGETS, *_SAID, SH["or"]}:
                alternative = Collection(shapes, alternatives)[0]
                choices[alternative] = shape
                _words_at_once(first, alternative)
                _move_targets(first, shape, alternative)
        return cls(Indexed(first), choices, _without_targets(shapes, choices.values()))

    def of_nodes(self, failing: Iterable[tuple[Node, Node | None]]) -> Graph:
        """The choices, each to be made by the nodes that failed its first alternative."""
        graph = Graph() + self.rest
        for shape, node in failing:
            if node is not None:  # SHACL section 3.6.2.1: no result is without a focus node
                graph.add((shape, SH.targetNode, node))
        return Indexed(graph)


def with_own_targets(shapes: Graph) -> Graph:
    """The same shapes, in which each property shape has the targets of the node shapes that name it.

    The results of `sh:property` are the results of the property shape for the same node (SHACL section 4.8.2), so it
    may as well be asked of all its nodes at once. Node shapes without targets, which others refer to, stay as they are.
    """
    graph = Graph() + shapes
    for shape in {shape for target in _TARGETS for shape in shapes.subjects(target)}:
        if (shape, SH.deactivated, None) in shapes:
            continue
        for own in shapes.objects(shape, SH.property):
            if (own, SH.path, None) not in shapes:
                continue  # pyshacl is to say what is wrong with it
            graph.remove((shape, SH.property, own))
            for target, nodes in _targets(shapes, shape):
                graph.add((own, target, nodes))
        if set(graph.predicates(shape)) <= _TARGETS | _SAID:
            for target, nodes in _targets(shapes, shape):
                graph.remove((shape, target, nodes))
    return graph


def _inverse_once(graph: Graph) -> None:
    """Makes a choice of paths that are all followed back one path that is followed back, of a choice: it is the same.

    SHACL section 2.3.1.2: pyshacl asks for the kind of each path in a choice anew, for every node.
    """
    for choosing, several in list(graph.subject_objects(SH.alternativePath)):
        paths = list(graph.items(several))
        backwards = [one for path in paths if isinstance(one := graph.value(path, SH.inversePath), URIRef)]
        if len(backwards) == len(paths):
            choice, together = BNode(), BNode()
            Collection(graph, together, list(backwards))
            graph.remove((choosing, SH.alternativePath, several))
            graph.add((choice, SH.alternativePath, together))
            graph.add((choosing, SH.inversePath, choice))


def _words_at_once(graph: Graph, alternative: Node) -> None:
    """Makes of a first alternative that forbids values with certain words a pattern that no such value has.

    `sh:qualifiedValueShape` is a shape within a shape. Whoever fails is asked the choice as it is written, so it does
    no harm that values which no pattern fits fail this one too. `\\A` is the beginning also when lines have their own.
    """
    qualified = graph.value(alternative, SH.qualifiedValueShape)
    if set(graph.predicates(alternative)) != _FORBIDS or set(graph.predicates(qualified)) - {SH.pattern, SH.flags}:
        return
    words, most = graph.value(qualified, SH.pattern), graph.value(alternative, SH.qualifiedMaxCount)
    if not most and isinstance(words, Literal) and re.fullmatch(r"[\w |]+", words):
        graph.remove((alternative, SH.qualifiedValueShape, qualified))
        graph.remove((alternative, SH.qualifiedMaxCount, most))
        graph.add((alternative, SH.pattern, Literal(rf"\A(?![\s\S]*({words}))")))
        for flags in graph.objects(qualified, SH.flags):
            graph.add((alternative, SH.flags, flags))


def _targets(shapes: Graph, shape: Node) -> Iterator[tuple[Node, Node]]:
    return ((predicate, value) for predicate, value in shapes.predicate_objects(shape) if predicate in _TARGETS)


def _move_targets(graph: Graph, shape: Node, other: Node) -> None:
    for target, nodes in list(_targets(graph, shape)):
        graph.remove((shape, target, nodes))
        graph.add((other, target, nodes))


def _without_targets(shapes: Graph, wanted: Iterable[Node]) -> Graph:
    """The wanted shapes, with the shapes that they refer to, for no node as yet."""
    graph, waiting = Graph(), list(wanted)
    while waiting:
        shape = waiting.pop()
        if (shape, None, None) in graph:
            continue
        for predicate, value in shapes.predicate_objects(shape):
            if predicate not in _TARGETS:
                graph.add((shape, predicate, value))
                waiting.append(value)
    return graph
