"""A graph that answers at once: pyshacl asks both of its graphs small questions, tens of thousands of times."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rdflib import Graph
from rdflib.namespace import NamespaceManager
from rdflib.term import Node

_Subject = Node | list[Node] | None


class Indexed(Graph):
    """The triples of a graph, which is not to change meanwhile, by each of the questions that pyshacl asks.

    IRIs are named in full, since pyshacl describes each result, shortens the IRIs in it, and nobody reads that.
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__(store=graph.store, identifier=graph.identifier)
        # Were it of this graph, the two would hold each other until garbage is looked for, which is seldom.
        self.namespace_manager = _InFull(Graph(), bind_namespaces="none")
        self._objects: defaultdict[tuple[Any, Any], list[Any]] = defaultdict(list)
        self._subjects: defaultdict[tuple[Any, Any], list[Any]] = defaultdict(list)
        self._statements: defaultdict[Any, list[tuple[Any, Any]]] = defaultdict(list)
        self._lists: dict[Node, tuple[Node, ...]] = {}
        for subject, predicate, value in graph:
            self._objects[subject, predicate].append(value)
            self._subjects[predicate, value].append(subject)
            self._statements[subject].append((predicate, value))

    def objects(self, subject: _Subject = None, predicate: Any = None, unique: bool = False) -> Any:
        if predicate is None or not isinstance(subject, Node):
            return super().objects(subject, predicate, unique)
        return iter(self._objects.get((subject, predicate), ()))

    def subjects(self, predicate: Any = None, object: _Subject = None, unique: bool = False) -> Any:
        if not isinstance(predicate, Node) or not isinstance(object, Node):
            return super().subjects(predicate, object, unique)
        return iter(self._subjects.get((predicate, object), ()))

    def predicate_objects(self, subject: Node | None = None, unique: bool = False) -> Any:
        if subject is None:
            return super().predicate_objects(subject, unique)
        return iter(self._statements.get(subject, ()))

    def items(self, list: Node) -> Any:
        found = self._lists.get(list)
        if found is None:
            found = self._lists[list] = tuple(super().items(list))
        return iter(found)


class _InFull(NamespaceManager):
    """No prefixes."""

    def bind(self, *given: Any, **named: Any) -> None:
        """Forgets it."""

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803 - the names are rdflib's
        return f"<{rdfTerm}>"
