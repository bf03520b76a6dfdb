"""The allow-list: which properties of which class may be published, are computed, or may be withheld.

It is read from `ontology/disclosure.ttl`, which a lawyer can read too. What it does not list is private.
"""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, Literal
from rdflib.term import Node

from publisher.model.languages import Text
from publisher.model.terms import RC, RDF, RDFS, VCARD

PERSON = (VCARD.fn, VCARD.hasTelephone, VCARD.hasEmail)
"""What a contact tells of the person who holds the post. Withholding the name, or a vacancy, hides all of it."""


@dataclass(frozen=True)
class Disclosure:
    """What may be published of things of some classes, and why.

    `types` are types that may be told beside the classes. `properties` may be authored and published, `computed` are
    added by the program. `whole` are properties of which no value remains when they are withheld, `partial` those of
    which some values may be withheld while others are public.
    """

    name: str
    reason: Text
    classes: frozenset[Node]
    types: frozenset[Node]
    properties: frozenset[Node]
    computed: frozenset[Node]
    whole: frozenset[Node]
    partial: frozenset[Node]

    @property
    def withholdable(self) -> frozenset[Node]:
        """The properties that may be withheld, wholly or in part."""
        return self.whole | self.partial

    def hidden(self, graph: Graph, subject: Node) -> frozenset[Node]:
        """The properties of a subject of which no value may be public, though they are listed."""
        fields = {f for mark in graph.objects(subject, RC.withheld) for f in graph.objects(mark, RC.field)}
        hidden = self.whole & fields
        if VCARD.fn in hidden or (subject, RC.vacant, Literal(True)) in graph:
            return hidden | frozenset(PERSON)
        return hidden


@dataclass(frozen=True)
class AllowList:
    """Everything that may be published."""

    entries: tuple[Disclosure, ...]

    @classmethod
    def read(cls, graph: Graph) -> AllowList:
        """The allow-list that `rc:Disclosure` entries state together, in order of their names."""

        def values(entry: Node, predicate: Node) -> frozenset[Node]:
            return frozenset(graph.objects(entry, predicate))

        return cls(
            tuple(
                Disclosure(
                    name=str(entry).rpartition("#")[2],
                    reason=Text.of(graph.objects(entry, RDFS.comment)),
                    classes=values(entry, RC.onClass),
                    types=values(entry, RC.withType),
                    properties=values(entry, RC.discloses),
                    computed=values(entry, RC.computes),
                    whole=values(entry, RC.mayWithhold),
                    partial=values(entry, RC.mayWithholdSome),
                )
                for entry in sorted(graph.subjects(RDF.type, RC.Disclosure), key=str)
            )
        )

    def of(self, graph: Graph, subject: Node) -> tuple[Disclosure, ...]:
        """The entries for the classes of a subject. It is public only when there is exactly one."""
        kinds = set(graph.objects(subject, RDF.type))
        return tuple(entry for entry in self.entries if entry.classes & kinds)
