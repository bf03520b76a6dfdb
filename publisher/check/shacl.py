"""Shapes over a graph, by pyshacl: the only importer of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pyshacl
import rdflib
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.check.indexed import Indexed
from publisher.check.quick import Quick
from publisher.model.findings import Finding, Place, Result, Severity
from publisher.model.languages import LANGUAGES
from publisher.model.terms import RDF, SH, short

_SEVERITY: dict[Node, Severity] = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "info"}


class Located(Protocol):
    """A graph whose triples know where they stand."""

    @property
    def graph(self) -> Graph:
        """The triples."""

    def place(self, subject: Node, predicate: Node | None = None, value: Node | None = None) -> Place:
        """Where a triple stands, else its subject."""


@dataclass(frozen=True)
class Shapes:
    """Shapes ready to be held against a graph: as they are written, and as they are run, which finds the same."""

    graph: Graph

    @cached_property
    def quick(self) -> Quick:
        """The shapes in the form that they are run in."""
        return Quick.of(self.graph)


def load_shapes(folder: Path, *more: Graph) -> Shapes:
    """The shapes of a folder, one file per kind of thing, and more of them."""
    graph = Graph()
    for shapes in more:
        graph += shapes
    for file in sorted(folder.glob("*.ttl")):
        graph.parse(data=file.read_bytes(), format="turtle")
    return Shapes(graph)


def validate(source: Located, shapes: Shapes) -> list[Finding]:
    """What the shapes find in a graph, in no particular order.

    Raises RuntimeError when a shape itself is broken, which is a fault of the program.
    """
    quick, failing = shapes.quick, set()
    graph = Indexed(source.graph)
    report, found = _run(graph, quick.first), []
    for result in results(report):
        shape = quick.choices.get(report.value(result, SH.sourceShape))
        if shape is None:
            found.append(_finding(source, report, result))
        else:
            failing.add((shape, report.value(result, SH.focusNode)))
    if failing:
        report = _run(graph, quick.of_nodes(failing))
        found += [_finding(source, report, result) for result in results(report)]
    return found


def _run(graph: Graph, shapes: Graph) -> Graph:
    try:
        _, report, text = pyshacl.validate(
            graph,
            shacl_graph=shapes,
            allow_infos=True,
            allow_warnings=True,
            do_owl_imports=False,
            inplace=True,
            meta_shacl=False,
        )
    finally:
        rdflib.NORMALIZE_LITERALS = False  # pyshacl turns it on behind itself
    if not isinstance(report, Graph):
        raise RuntimeError(f"a shape is broken: {text}")
    return report


def results(report: Graph) -> Iterator[Node]:
    """The results of a report, without those that merely explain another one."""
    for node in report.subjects(RDF.type, SH.ValidationReport):
        yield from report.objects(node, SH.result)


def _finding(source: Located, report: Graph, result: Node) -> Finding:
    focus = report.value(result, SH.focusNode)
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    shape = report.value(result, SH.sourceShape)
    severity = report.value(result, SH.resultSeverity)
    messages = {
        m.language: str(m) for m in report.objects(result, SH.resultMessage) if isinstance(m, Literal) and m.language
    }
    messages.setdefault("en", str(report.value(result, SH.resultMessage)))
    filled = {"{field}": short(path) if isinstance(path, URIRef) else "", "{missing}": _missing(source, focus, path)}
    for name, text in filled.items():
        messages = {tag: said.replace(name, text) for tag, said in messages.items()}
    rule = str(shape).rpartition("#")[2] if isinstance(shape, URIRef) else "shape"
    assert focus is not None and severity is not None  # noqa: S101 - SHACL section 3.6.2 demands both
    component = report.value(result, SH.sourceConstraintComponent)
    told = Result(*(str(iri) if isinstance(iri, URIRef) else "" for iri in (focus, path, component)))
    return Finding(source.place(focus, path, value), _SEVERITY[severity], messages, rule, result=told)


def _missing(source: Located, focus: Node | None, path: Node | None) -> str:
    """A text, as Turtle, in each language in which there is none."""
    texts = source.graph.objects(focus, path) if isinstance(path, URIRef) else ()
    there = {text.language for text in texts if isinstance(text, Literal)}
    return ", ".join(f'"…"@{tag}' for tag in LANGUAGES if tag not in there)
