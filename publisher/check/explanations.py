"""What a rule is for, read from the shapes: its name, why it is there, the law, and an example of what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.languages import Said, Text
from publisher.model.report import Explanation, Law
from publisher.model.terms import DCTERMS, RC, RDFS, SH, SHAPE, SKOS, short

_TURTLE = r"(?=[<\"]|a \w+:|[\w-]*:\w)"
_WRITE = {
    "sv": re.compile(rf"(?:^|\. )Skriv (?:till exempel )?{_TURTLE}(.+)", re.DOTALL),
    "fi": re.compile(rf"(?:^|\. )Kirjoita (?:esimerkiksi )?{_TURTLE}(.+)", re.DOTALL),
    "en": re.compile(rf"(?:^|\. )Write (?:for example )?{_TURTLE}(.+)", re.DOTALL),
}
"""The last sentence of a message, when it says in Turtle what to write."""


def explain(rules: Iterable[str], terms: Graph, *shapes: Graph) -> dict[str, Explanation]:
    """Each rule with what the first of the shapes graphs that tells of it says; `terms` has the names of the laws."""
    return {rule: _explain(SHAPE[rule], terms, shapes) for rule in sorted(set(rules))}


def _explain(rule: URIRef, terms: Graph, shapes: Iterable[Graph]) -> Explanation:
    def first(*predicates: URIRef) -> list[Node]:
        said = (list(graph.objects(rule, predicate)) for predicate in predicates for graph in shapes)
        return next(filter(None, said), [])

    return Explanation(
        str(rule),
        Text.of(first(SH.name)),
        Text.of(first(SH.description)),
        tuple(_law(law, terms, *shapes) for law in sorted(first(RDFS.seeAlso), key=str)),
        Text.of(first(SKOS.example)) or Text(tuple(_examples(first(SH.message)))),
    )


def _law(law: Node, terms: Graph, *shapes: Graph) -> Law:
    """A law that is referred to; of a demand, the act with the provision that makes it."""
    act = terms.value(law, DCTERMS.source)
    if act is None:
        return Law(str(law), _label(law, terms, *shapes))
    provision = Text.of(terms.objects(law, RC.provision))
    said = (Said(f"{one}, {provision.in_language(one.language)}", one.language) for one in _label(act, terms))
    return Law(str(act), Text(tuple(said)))


def _label(law: Node, *graphs: Graph) -> Text:
    """What a law is called, else its IRI."""
    for graph in graphs:
        for predicate in (SKOS.prefLabel, RDFS.label):
            if label := Text.of(graph.objects(law, predicate)):
                return label
    return Text((Said(short(str(law)), ""),))


def _examples(messages: Iterable[Node]) -> Iterator[Said]:
    """What the last sentence of each message tells to write."""
    for message in messages:
        if isinstance(message, Literal) and message.language in _WRITE:
            found = _WRITE[message.language].findall(message)
            if found:
                yield Said(found[-1], message.language)
