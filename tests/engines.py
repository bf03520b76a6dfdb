"""Two engines of SHACL that share no line of code, told alike: what each finds in a graph, as results that compare."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox
import pyrudof
from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.check.shacl import Shapes, validate
from publisher.model.findings import Place
from publisher.model.terms import SH, SHAPE

_SEVERITY = {str(SH.Violation): "error", str(SH.Warning): "warning", str(SH.Info): "info"}


class Result(NamedTuple):
    """One result: terms as N-Triples writes them; of a path that is no single property, and of no value, nothing."""

    focus: str
    path: str
    value: str
    severity: str
    shape: str


@dataclass
class Witness:
    """A graph that tells, instead of a place, which focus node, path and value a finding is about."""

    graph: Graph
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    def place(self, subject: Node, predicate: Node | None = None, value: Node | None = None) -> Place:
        """The number of the question stands for the line."""
        path = _written(predicate) if isinstance(predicate, URIRef) else ""
        self.asked.append((_written(subject), path, _written(value)))
        return Place("asked", len(self.asked) - 1)


def found_by_publisher(graph: Graph, shapes: Shapes) -> Counter[Result]:
    """What the publisher's own check finds, which is pyshacl."""
    witness = Witness(graph)
    findings = validate(witness, shapes)
    return Counter(Result(*witness.asked[f.place.line], f.severity, f.rule) for f in findings)


def found_by_rudof(graph: Graph, shapes: Shapes) -> Counter[Result]:
    """What pyrudof finds, as its report in RDF tells it."""
    rudof = pyrudof.Rudof(
        pyrudof.RudofConfig()
    )  # a new one each time: pyrudof 0.3 confuses a second graph with the first
    rudof.read_data(_n_triples(graph), format=pyrudof.RDFFormat.NTriples, reader_mode=pyrudof.ReaderMode.Strict)
    text = _n_triples(shapes.graph)
    rudof.read_shacl(text, format=pyrudof.ShaclFormat.NTriples, reader_mode=pyrudof.ReaderMode.Strict)
    count = len(rudof.validate_shacl())
    report = rudof.serialize_shacl_validation_results(pyrudof.ResultShaclValidationFormat.NTriples)
    found = Counter(_results(report))
    assert found.total() == count
    return found


def _results(report: str) -> list[Result]:
    told: dict[str, dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]] = {}
    own: set[str] = set()  # a result may have results as its detail
    for quad in ox.parse(report.encode(), format=ox.RdfFormat.N_TRIPLES):
        told.setdefault(str(quad.subject), {})[quad.predicate.value.removeprefix(str(SH))] = quad.object
        own |= {str(quad.object)} if quad.predicate.value == str(SH.result) else set()
    return [
        Result(
            str(said["focusNode"]),
            str(path) if isinstance(path := said.get("resultPath"), ox.NamedNode) else "",
            str(said.get("value", "")),
            _SEVERITY[str(said["resultSeverity"]).strip("<>")],
            str(said["sourceShape"]).strip("<>").removeprefix(str(SHAPE)),
        )
        for said in map(told.__getitem__, own)
    ]


def _n_triples(graph: Graph) -> str:
    return graph.serialize(format="nt")


def _written(term: Node | None) -> str:
    """A term as pyoxigraph writes it in N-Triples."""
    if term is None:
        return ""
    (quad,) = ox.parse(f"<x:> <x:> {term.n3()} .", format=ox.RdfFormat.TURTLE)
    return str(quad.object)
