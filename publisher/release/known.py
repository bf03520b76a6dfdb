"""What the program itself knows: terms and their labels, demands of the law, what may be published, and the shapes."""

from __future__ import annotations

from functools import cache

from rdflib import Graph
from rdflib.term import Node

from publisher.check.closed import closed_shapes
from publisher.check.links import Vocabulary
from publisher.check.shacl import Shapes, load_shapes
from publisher.model.demands import Demands
from publisher.model.disclosure import AllowList
from publisher.model.resources import folder
from publisher.model.terms import DCTERMS, RDF, SH


@cache
def terms() -> Graph:
    """The labels and types of everything that a catalogue refers to: own terms and borrowed ones."""
    return ontology("records.ttl") + ontology("labels.ttl")


def acts() -> frozenset[Node]:
    """The acts of law that are known: each has its name in every language in `ontology/labels.ttl`."""
    return frozenset(terms().subjects(RDF.type, DCTERMS.Standard))


@cache
def joining() -> frozenset[str]:
    """The properties that a shape follows back, from value to subject."""
    found: set[str] = set()
    for graph in (source_shapes().graph, public_shapes().graph):
        for path in graph.objects(None, SH.inversePath):
            several = graph.value(path, SH.alternativePath)
            found.update(map(str, graph.items(several) if several else (path,)))
    return frozenset(found)


@cache
def shapes() -> Graph:
    """What the data is held against: the shapes of the source, and those of what is public."""
    return source_shapes().graph + public_shapes().graph


@cache
def source_shapes() -> Shapes:
    """What the source is held against."""
    return load_shapes(folder("shapes") / "source")


@cache
def public_shapes() -> Shapes:
    """What is held against the public graph: the closed lists of what may be published, and more."""
    return load_shapes(folder("shapes") / "public", closed_shapes(allow_list()))


@cache
def demands() -> Demands:
    """What the law demands of a description."""
    return Demands.read(ontology("demands.ttl"), terms())


@cache
def allow_list() -> AllowList:
    """What may be published."""
    return AllowList.read(ontology("disclosure.ttl"))


@cache
def vocabulary() -> Vocabulary:
    """The terms that there are."""
    return Vocabulary.read(folder("ontology") / "known-iris.tsv", ontology("records.ttl"))


@cache
def ontology(name: str) -> Graph:
    """A file of the folder `ontology`."""
    return Graph().parse(data=(folder("ontology") / name).read_bytes(), format="turtle")
