"""One truth: engines of SHACL in JavaScript and Rust find what the publisher's own check finds.

By the project's own shapes, in all their cases and in what is served; and by the official ones of DCAT-AP, where they
lie beside the project. Compared are focus node, path, value, severity and, where it has a name, shape of each result.
"""

from __future__ import annotations

import re
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Identifier

from publisher.check.outside import without_broken
from publisher.check.shacl import Shapes, load_shapes
from publisher.load.outside import read_shapes, read_vocabularies
from publisher.model.terms import DCAT, DCTERMS, RDF, SH, SHAPE
from publisher.release.checks.outside import OFFICIAL as OFFICIAL_FILES
from publisher.release.flow import examine
from publisher.release.site import read_site
from tests.check.test_two_engines import shapes_from, together
from tests.engines import Result, found_by_publisher, found_by_rudof
from tests.outside.conftest import ROOT, Server
from tests.shapes.test_shapes import FILES, INVALID, VALID, file_of, shapes_of, shown

pytestmark = pytest.mark.outside

OFFICIAL = ROOT.parent / "shared" / "dcat-ap"
"""The official shapes as they are, where they lie beside the project; they are not its own to hold."""

SEVERITIES = {f"{SH}{name}": told for name, told in (("Violation", "error"), ("Warning", "warning"), ("Info", "info"))}

Node = Callable[[str, Any], Any]
Group = tuple[Graph, Graph]


def groups() -> Iterator[tuple[str, Shapes, Graph]]:
    """Shapes and the cases that they are held against: by file, and all of a folder together."""
    for file in FILES:
        cases = [case for case in VALID + INVALID if file_of(case) == file]
        yield shown(file), Shapes(shapes_of(file)), together(cases)
    for folder in ("source", "public"):
        cases = [case for case in VALID + INVALID if file_of(case).parent.name == folder]
        yield folder, shapes_from(folder), together(cases)


def written(graph: Graph) -> str:
    """As the script reads it."""
    return graph.serialize(format="nt")


def canonical(term: str | dict[str, str] | None) -> str:
    """A term as pyoxigraph writes it."""
    if term is None:
        return ""
    if isinstance(term, str):
        return str(ox.NamedNode(term))
    if term["language"]:
        return str(ox.Literal(term["value"], language=term["language"]))
    return str(ox.Literal(term["value"], datatype=ox.NamedNode(term["datatype"])))


def results(told: list[list[Any]]) -> Counter[Result]:
    """What the script tells, as results that compare."""
    return Counter(
        Result(
            canonical(focus),
            canonical(path),
            canonical(value),
            SEVERITIES[severity],
            re.sub(r"#\d+$", "", (shape or "").removeprefix(str(SHAPE))),
        )
        for focus, path, value, severity, shape, _ in told
    )


PATHS = (SH.inversePath, SH.alternativePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)


def with_paths_in_paths(shapes: Graph) -> set[str]:
    """The names of shapes that look along a path made of paths, which shacl-engine 1.1 follows otherwise than SHACL."""
    found = set()
    for operator in PATHS:
        for path, inner in shapes.subject_objects(operator):
            steps = list(Collection(shapes, inner)) if operator == SH.alternativePath else [inner]
            if any(isinstance(step, BNode) for step in steps):
                found |= owners(shapes, path)
    return found


def owners(shapes: Graph, node: Identifier) -> set[str]:
    """The named shapes that a node without a name is a part of."""
    if isinstance(node, URIRef):
        return {node.removeprefix(str(SHAPE))}
    return {name for subject in shapes.subjects(None, node) for name in owners(shapes, subject)}


def served(server: Server, path: str) -> Graph:
    """A whole catalogue, as it is served."""
    with urllib.request.urlopen(server.base + path, timeout=10) as response:
        graph = Graph().parse(data=response.read(), format="nt")
    assert len(graph) > 1000
    return graph


def example() -> Graph:
    """What the example authority tells, without what the program adds: that is what the public shapes are for."""
    prepared = examine(read_site(ROOT / "data", "http://local.example/"), "optima")[1]
    assert prepared
    graph = Graph()
    for triples in prepared.triples.by_subject.values():
        for triple in triples:
            graph.add(triple)
    return graph


def test_every_engine_finds_the_same_by_our_shapes(server: Server, node: Node) -> None:
    """In all valid and invalid cases; and nothing in what the example tells, and in what is served as DCAT-AP."""
    mandatory = load_shapes(ROOT / "shapes" / "mandatory")
    sound = [("example", shapes_from("public"), example()), ("served", mandatory, served(server, "/catalog.nt"))]
    held = [*groups(), *sound]
    found = node("shacl.mjs", [{"shapes": written(shapes.graph), "data": written(data)} for _, shapes, data in held])
    count = 0
    for (name, shapes, data), told in zip(held, found, strict=True):
        expected = found_by_publisher(data, shapes)
        assert len(told) == 2
        for engine, listed in told.items():
            passed_over = with_paths_in_paths(shapes.graph) if engine == "shacl-engine" else set[str]()
            both = [
                Counter({one: number for one, number in several.items() if one.shape not in passed_over})
                for several in (results(listed), expected)
            ]
            assert both[0] == both[1], (name, engine, both[0] - both[1], both[1] - both[0])
            assert name != "public" or not passed_over
        assert bool(expected) == (name not in ("example", "served")), name
        count += expected.total()
    assert count > 1000


def official() -> Iterator[tuple[str, Graph]]:
    """The official shapes of each folder that lies beside the project; only those that any engine can run."""
    for folder in [OFFICIAL / "3.0.1" / name for name in ("html-shacl", "shacl")]:
        files = [folder / name for name in OFFICIAL_FILES if (folder / name).exists()]
        if files:
            yield folder.name, without_broken(read_shapes(files).graph)


def found_by_pyshacl(data: Graph, shapes: Graph) -> Counter[Result]:
    """What pyshacl finds, with no name of a shape."""
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, allow_infos=True, allow_warnings=True)
    finally:
        rdflib.NORMALIZE_LITERALS = False  # pyshacl turns it on behind itself
    assert isinstance(report, Graph)
    told = [
        [report.value(result, SH[name]) for name in ("focusNode", "resultPath", "value", "resultSeverity")]
        for subject in report.subjects(RDF.type, SH.ValidationReport)
        for result in report.objects(subject, SH.result)
    ]
    return Counter(
        Result(term(focus), term(path) if isinstance(path, URIRef) else "", term(value), SEVERITIES[str(severity)], "")
        for focus, path, value, severity in told
    )


def term(node: Identifier | None) -> str:
    """A term of rdflib as pyoxigraph writes it."""
    if node is None or isinstance(node, BNode):
        return ""
    return str(next(iter(ox.parse(f"<x:> <x:> {node.n3()} .", format=ox.RdfFormat.TURTLE))).object)


def of_own(found: Counter[Result], data: Graph) -> set[Result]:
    """What is found on things of a graph, not of the vocabularies; without the names of shapes, which not all have, and
    told once, as pyrudof does when two constraints of a shape find the same."""
    own = {term(subject) for subject in data.subjects()}
    return {result._replace(shape="") for result in found if result.focus in own}


def spoilt(data: Graph) -> Graph:
    """A catalogue without titles, with texts for links and links for texts."""
    graph = data + Graph()
    graph.remove((None, DCTERMS.title, None))
    for name in (DCTERMS.publisher, DCAT.contactPoint, DCAT.accessURL, DCTERMS.accessRights):
        for subject in set(graph.subjects(name)):
            graph.add((subject, name, Literal("text")))
    for subject in set(graph.subjects(DCTERMS.description)):
        graph.add((subject, DCTERMS.description, URIRef("https://example.org/link")))
    return graph


def test_every_engine_finds_the_same_by_the_official_shapes(server: Server, node: Node) -> None:
    """Of DCAT-AP 3.0.1, with the vocabularies that lie with them: no violation in what is served, many when spoilt."""
    whole_site = served(server, "/catalog.nt")
    for name, shapes in official():
        for data in (whole_site, spoilt(whole_site)):
            whole = data + read_vocabularies(sorted((OFFICIAL / "vocab").glob("mini-*.ttl"))).graph
            expected = of_own(found_by_pyshacl(whole, shapes), data)
            assert any(one.severity == "error" for one in expected) == (data is not whole_site)
            [told] = node("shacl.mjs", [{"shapes": written(shapes), "data": written(whole)}])
            assert len(told) == 2
            told = {engine: of_own(results(listed), data) for engine, listed in told.items()}
            told["pyrudof"] = of_own(found_by_rudof(whole, Shapes(shapes)), data)
            for engine, found in told.items():
                assert found == expected, (name, engine, found - expected, expected - found)
