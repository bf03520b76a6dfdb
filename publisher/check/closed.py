"""The allow-list as closed shapes: the public check lets nothing pass that is not listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from publisher.check.shacl import Located
from publisher.model.disclosure import AllowList
from publisher.model.findings import Finding
from publisher.model.terms import RC, RDF, SH, SHAPE

_NOT_LISTED = {
    "sv": "{field} får inte publiceras här. Ta bort egenskapen, eller för in den i ontology/disclosure.ttl",
    "fi": "{field} ei ole julkaistavien luettelossa. Poista ominaisuus tai lisää se tiedostoon ontology/disclosure.ttl",
    "en": "{field} must not be published here. Delete the property, or list it in ontology/disclosure.ttl",
}
_NAME = {
    "sv": "det som får publiceras",
    "fi": "mitä saa julkaista",
    "en": "what may be published",
}
_WHY = {
    "sv": "Allt är internt tills det står i listan över vad som får publiceras.",
    "fi": "Kaikki on sisäistä, kunnes se on julkaistavien luettelossa.",
    "en": "Everything is private until it is on the list of what may be published.",
}
_NO_KIND = {
    "sv": "det som publiceras är av exakt ett slag i ontology/disclosure.ttl. Skriv till exempel a rc:DataItem",
    "fi": "julkaistava on tasan yhtä tiedoston ontology/disclosure.ttl lajia. Kirjoita esimerkiksi a rc:DataItem",
    "en": "what is published is of exactly one kind in ontology/disclosure.ttl. Write for example a rc:DataItem",
}
_OTHER_TYPE = {
    "sv": "den här typen får inte publiceras. Ta bort den, eller för in den i ontology/disclosure.ttl",
    "fi": "tätä tyyppiä ei saa julkaista. Poista se tai lisää se tiedostoon ontology/disclosure.ttl",
    "en": "this type must not be published. Delete it, or list it in ontology/disclosure.ttl",
}


def closed_shapes(allowed: AllowList) -> Graph:
    """SHACL shapes (SHACL section 4.8.1) that the public graph must pass, made from the allow-list.

    For each entry a closed shape of its classes; and one of everything with a type: it has none that is not listed.
    """
    graph = Graph()
    for entry in allowed.entries:
        shape = SHAPE[f"Allowed-{entry.name}"]
        graph.add((shape, RDF.type, SH.NodeShape))
        for kind in entry.classes:
            graph.add((shape, SH.targetClass, kind))
        own = {RC.withheld} if entry.withholdable else set()
        passed = {RDF.type, *entry.properties, *entry.computed, *own}
        graph.add((shape, SH.closed, Literal(True)))
        graph.add((shape, SH.ignoredProperties, _list(graph, passed)))
        _say(graph, shape, _NOT_LISTED)
    _add_types(graph, allowed)
    return graph


def _add_types(graph: Graph, allowed: AllowList) -> None:
    thing, types = (URIRef(f"{SHAPE}Allowed{name}") for name in ("", "-type"))
    graph.add((thing, RDF.type, SH.NodeShape))
    graph.add((thing, SH.targetSubjectsOf, RDF.type))
    graph.add((thing, SH.property, types))
    graph.add((types, SH.path, RDF.type))
    listed = {kind for entry in allowed.entries for kind in entry.classes | entry.types}
    graph.add((types, SH["in"], _list(graph, listed)))
    _say(graph, types, _OTHER_TYPE)


def of_no_kind(source: Located, allowed: AllowList) -> Iterator[Finding]:
    """A finding for each subject, whatever is said of it, that is not of exactly one kind that is listed."""
    for subject in source.graph.subjects(unique=True):
        if len(allowed.of(source.graph, subject)) != 1:
            yield Finding(source.place(subject), "error", _NO_KIND, "Allowed-kind")


def _list(graph: Graph, members: Iterable[Node]) -> URIRef | BNode:
    node = BNode()
    Collection(graph, node, sorted(members, key=str))
    return node


def _say(graph: Graph, shape: URIRef, messages: dict[str, str]) -> None:
    graph.add((shape, SH.severity, SH.Violation))
    for predicate, texts in ((SH.name, _NAME), (SH.description, _WHY), (SH.message, messages)):
        for language, text in texts.items():
            graph.add((shape, predicate, Literal(text, lang=language)))
