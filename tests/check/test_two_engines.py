"""One truth: an engine of SHACL that was written apart from pyshacl finds the same in everything that is checked here.

Compared are focus node, path, value, severity and source shape of each result. Messages are not: pyrudof 0.3 adds a
text of its own to those of a shape and leaves them out of a qualified count (SHACL section 2.1.5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from publisher.check.closed import closed_shapes
from publisher.check.shacl import Shapes, load_shapes
from publisher.model.terms import RDF, SH
from publisher.release.flow import Prepared, examine
from publisher.release.known import allow_list
from publisher.release.site import Site
from tests.engines import Result, found_by_publisher, found_by_rudof
from tests.shapes.test_shapes import FILES, INVALID, ROOT, VALID, all_shapes, file_of, load, shapes_of, shown


@cache
def shapes_from(folder: str) -> Shapes:
    """All shapes that a check holds against one graph: with the closed ones, when that graph is the public one."""
    more = (closed_shapes(allow_list()),) if folder == "public" else ()
    return load_shapes(ROOT / "shapes" / folder, *more)


def both(graph: Graph, shapes: Shapes) -> Counter[Result]:
    """What is found in a graph, which both engines agree on."""
    found = found_by_publisher(graph, shapes)
    assert found_by_rudof(graph, shapes) == found
    return found


@pytest.fixture(scope="module")
def prepared(site: Site) -> Prepared:
    """The example authority's catalogue."""
    found = examine(site, "optima")[1]
    assert found
    return found


def together(cases: Iterable[Path]) -> Graph:
    """Cases in one graph, each under a base of its own, so that a result tells by its focus node whose it is."""
    graph = Graph()
    for case in cases:
        graph += load(case, base_of(case)).graph
    return graph


def base_of(case: Path) -> str:
    """The base that a case has to itself."""
    return f"http://local.example/{shown(case).removesuffix('.ttl')}/"


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_both_engines_find_the_same_in_every_case_of_a_file_of_shapes(file: Path) -> None:
    """By the shapes of the file: all that is wrong with the invalid cases."""
    cases = [case for case in VALID + INVALID if file_of(case) == file]
    found = both(together(cases), Shapes(shapes_of(file)))
    told = {case: load(case, base_of(case)).graph.serialize(format="nt") for case in cases}
    spoilt = [case for case in cases if any(result.focus in told[case] for result in found)]
    assert set(spoilt) >= set(cases) & set(INVALID)


@pytest.mark.parametrize("folder", ["source", "public"])
def test_both_engines_find_the_same_in_all_cases_by_all_shapes_together(folder: str) -> None:
    """What a case does not describe is missing by other shapes: more than a thousand results."""
    cases = [case for case in VALID + INVALID if file_of(case).parent.name == folder]
    assert len(both(together(cases), shapes_from(folder))) > 500


def test_both_engines_find_the_same_in_the_example(prepared: Prepared) -> None:
    """In its source, and in what is published of it, where they find no error."""
    public = Graph()
    for triples in prepared.triples.by_subject.values():
        for triple in triples:
            public.add(triple)
    assert len(public) > 1000
    assert both(public, shapes_from("public")) == Counter()
    assert all(result.severity != "error" for result in both(prepared.source.graph, shapes_from("source")))


def test_both_engines_find_every_property_and_type_that_is_not_listed(prepared: Prepared) -> None:
    """A closed shape finds a foreign property of each thing, and the shape of types a foreign type."""
    public = Graph()
    foreign = URIRef("https://example.org/foreign")
    for subject in prepared.triples.by_subject:
        for predicate, value in prepared.source.graph.predicate_objects(URIRef(subject)):
            if predicate == RDF.type:
                public.add((URIRef(subject), predicate, value))
        public.add((URIRef(subject), foreign, Literal("foreign")))
        public.add((URIRef(subject), RDF.type, foreign))
    found = both(public, Shapes(closed_shapes(allow_list())))
    listed = {entry.name for entry in allow_list().entries if any((None, RDF.type, c) in public for c in entry.classes)}
    shapes = {result.shape for result in found if result.path == f"<{foreign}>"}
    assert {f"Allowed-{name}" for name in listed} == shapes
    assert len(shapes) > 10
    assert sum(found[result] for result in found if result.shape == "Allowed-type") == len(prepared.triples.by_subject)


def test_no_shape_has_two_patterns() -> None:
    """Such a shape is ill-formed (SHACL section 2.1.1), and engines differ on what it finds."""
    several = (SH.pattern, SH.flags, SH.qualifiedValueShape, SH.qualifiedMinCount, SH.qualifiedMaxCount, SH.closed)
    shapes = all_shapes()
    assert [
        (shape, parameter)
        for parameter in several
        for shape in set(shapes.subjects(parameter))
        if len(list(shapes.objects(shape, parameter))) > 1
    ] == []
