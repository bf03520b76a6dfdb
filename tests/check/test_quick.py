"""The quick form of shapes finds what the shapes find as they are written, by pyshacl alone and without the project."""

from __future__ import annotations

from collections import Counter

import pyshacl
import pytest
import rdflib
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.check.quick import Quick
from publisher.check.shacl import Shapes, load_shapes, results, validate
from publisher.model.resources import folder
from publisher.model.terms import SH, SHAPE
from tests.described import described
from tests.engines import Witness
from tests.shapes.test_shapes import INVALID, VALID, file_of, load

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <http://x.fi/> .
:choice a sh:NodeShape ; sh:targetClass :C ; sh:or ( [ sh:path :p ; sh:minCount 1 ] [ sh:path :q ; sh:minCount 1 ] ) .
:both a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:IRI ; sh:or ( [ sh:path :p ; sh:minCount 1 ] ) .
:off a sh:NodeShape ; sh:targetClass :C ; sh:deactivated true ; sh:property [ sh:path :r ; sh:minCount 1 ] .
:part a sh:NodeShape ; sh:property [ sh:path :r ; sh:minCount 1 ] .
:whole a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :s ; sh:node :part ] .
:back a sh:NodeShape ; sh:targetClass :C ;
  sh:property [ sh:path [ sh:alternativePath ( [ sh:inversePath :s ] [ sh:inversePath :t ] ) ] ; sh:maxCount 0 ] ;
  sh:property [ sh:path [ sh:alternativePath ( [ sh:inversePath :s ] :u ) ] ; sh:maxCount 0 ] .
:words a sh:NodeShape ; sh:targetSubjectsOf :label ; sh:or (
  [ sh:path :label ; sh:qualifiedValueShape [ sh:pattern "guard|vård" ; sh:flags "im" ] ; sh:qualifiedMaxCount 0 ]
  [ sh:path :q ; sh:minCount 1 ] ) .
:once a sh:NodeShape ; sh:targetSubjectsOf :label ; sh:or (
  [ sh:path :label ; sh:qualifiedValueShape [ sh:pattern "^guard" ] ; sh:qualifiedMaxCount 1 ] ) .
"""
DATA = """
@prefix : <http://x.fi/> .
:neither a :C . :first a :C ; :p 1 . :second a :C ; :q 1 . :linked a :C ; :p 1 ; :s :neither .
:worded :label "other", "first line\\n  the GUARDS\\nthird" . :allowed :label "Vård" ; :q 1 .
:wordless :label "one", 2, [], :guardian .
:twice :label "guards", "guardians" . :plain :label "one", 2, [] .
"""


def as_written(graph: Graph, shapes: Graph) -> Counter[tuple[Node | None, ...]]:
    """What pyshacl finds by shapes as they are written: focus, path, value, shape and component of each result."""
    _, report, _ = pyshacl.validate(Graph() + graph, shacl_graph=Graph() + shapes, inplace=True)
    rdflib.NORMALIZE_LITERALS = False
    assert isinstance(report, Graph)
    told = (SH.focusNode, SH.resultPath, SH.value, SH.sourceShape, SH.sourceConstraintComponent)
    return Counter(tuple(_bare(report.value(result, name)) for name in told) for result in results(report))


def _bare(term: Node | None) -> Node | None:
    """A term that means the same in two reports: no blank node does."""
    return term if isinstance(term, URIRef | Literal) else None


def quickly(graph: Graph, shapes: Graph) -> Counter[tuple[str, ...]]:
    """What is found by the quick form: focus, path and component of each finding, and its rule."""
    findings = validate(Witness(graph), Shapes(shapes))
    return Counter((f.result.focus, f.result.path, f.rule, f.result.component) for f in findings)


def plainly(graph: Graph, shapes: Graph) -> Counter[tuple[str, ...]]:
    """The same of what is found as written."""
    found: Counter[tuple[str, ...]] = Counter()
    for (focus, path, _, shape, component), count in as_written(graph, shapes).items():
        rule = str(shape).rpartition("#")[2] if isinstance(shape, URIRef) else "shape"
        told = (str(term) if isinstance(term, URIRef) else "" for term in (focus, path))
        found[(*told, rule, str(component))] += count
    return found


def graph_of(text: str) -> Graph:
    """The graph of a Turtle text."""
    return Graph().parse(data=text, format="turtle")


def test_shapes_within_shapes_choices_and_shapes_turned_off_find_the_same() -> None:
    """Each kind of shape that the quick form changes, and those that it must leave alone."""
    found = quickly(graph_of(DATA), graph_of(SHAPES))
    assert found == plainly(graph_of(DATA), graph_of(SHAPES))
    assert {focus.rpartition("/")[2] for focus, *_ in found} == {
        "neither",
        "second",
        "linked",
        "worded",
        "wordless",
        "twice",
    }


@pytest.mark.parametrize("name", ["source", "public"])
def test_all_cases_are_found_to_have_the_same_faults(name: str) -> None:
    """By all shapes together."""
    graph = Graph()
    for case in (case for case in VALID + INVALID if file_of(case).parent.name == name):
        graph += load(case, f"http://local.example/{case.parent.name}/{case.stem}/").graph
    shapes = load_shapes(folder("shapes") / name).graph
    assert quickly(graph, shapes) == plainly(graph, shapes)


@pytest.mark.parametrize("seed", range(3))
def test_a_made_up_authority_has_the_same_findings(seed: int) -> None:
    """Whole, so most choices are made by their first alternative, and some by another."""
    graph = described(seed).data
    shapes = load_shapes(folder("shapes") / "source").graph
    assert quickly(graph, shapes) == plainly(graph, shapes)


def test_the_shapes_are_mostly_asked_of_all_nodes_at_once() -> None:
    """Else the quick form is not quick: no node shape with targets names a property shape any more."""
    quick = Quick.of(load_shapes(folder("shapes") / "source").graph)
    assert {str(shape) for shape in quick.choices.values()} >= {str(SHAPE["Section-searchKey"])}
    assert [shape for shape in quick.first.subjects(SH.property) if isinstance(shape, URIRef)] == []


def test_words_are_looked_for_at_once() -> None:
    """Where the first alternative of a choice forbids them; else a shape is asked of each label by itself."""
    quick = Quick.of(load_shapes(folder("shapes") / "source").graph)
    alternative = next(first for first, shape in quick.choices.items() if shape == SHAPE.GuardianItem)
    assert quick.first.value(alternative, SH.pattern)
    assert not quick.first.value(alternative, SH.qualifiedValueShape)
    made_up = Quick.of(graph_of(SHAPES)).first
    assert [str(path) for path in made_up.objects(None, SH.path) if "label" in path] == ["http://x.fi/label"] * 2
    assert len(set(made_up.subjects(SH.pattern)) & set(made_up.subjects(SH.path))) == 1, "once is more than never"
