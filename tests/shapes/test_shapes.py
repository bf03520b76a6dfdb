"""The shapes: each is met by valid cases and broken by invalid ones, and says what to write in every language."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.check.shacl import Shapes, load_shapes, validate
from publisher.load.turtle import Source, load_files, load_text
from publisher.model.findings import Finding, in_order
from publisher.model.languages import LANGUAGES
from publisher.model.terms import RDF, SH, SHAPE

ROOT = Path(__file__).parents[2]
CASES = Path(__file__).parent
BASE = "http://local.example/optima/"

FILES = sorted((ROOT / "shapes").rglob("*.ttl"))
VALID = sorted(CASES.rglob("valid.*.ttl"))
INVALID = sorted(CASES.rglob("invalid.*.ttl"))

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
NOTICEABLE = 0.05
"""Seconds of work, a hundred times what a linear search of the longest text takes."""

SHORTEST = 20
"""Characters. What is shorter than this explains nothing."""

NO_CONSTRAINT = {RDF.type, *TARGETS, SH.property, SH.message, SH.severity}
"""What a node shape may say without being able to find anything by itself."""


def shown(path: Path) -> str:
    """A path as a test is named."""
    folder = CASES if path.is_relative_to(CASES) else ROOT / "shapes"
    return path.relative_to(folder).as_posix()


@cache
def shapes_of(file: Path) -> Graph:
    """The shapes of one file."""
    return Graph().parse(file, format="turtle")


@cache
def all_shapes() -> Graph:
    """The shapes of every file."""
    graph = Graph()
    for file in FILES:
        graph += shapes_of(file)
    return graph


def cases_of(file: Path) -> Path:
    """The folder of cases of a file of shapes."""
    return CASES / file.parent.name / file.stem


def file_of(case: Path) -> Path:
    """The file of shapes that a case is about."""
    return ROOT / "shapes" / case.parent.parent.name / f"{case.parent.name}.ttl"


def load(case: Path, base: str = BASE) -> Source:
    """The graph of a case, which is sound Turtle: only shapes can find fault with it."""
    source = load_text(case.read_bytes(), base, case.name)
    assert [f.text() for f in source.findings] == []
    return source


def findings_in(case: Path) -> tuple[Finding, ...]:
    """What the shapes of its one file find in a case."""
    return in_order(validate(load(case), Shapes(shapes_of(file_of(case)))))


def lines_of(findings: tuple[Finding, ...]) -> str:
    """Findings as an expectation writes them."""
    return "".join(f"{f.place.line}: {f.severity}: {f.rule}: {f.message()}\n" for f in findings)


def named(shape: Node) -> str:
    """The name of a shape, as findings give it."""
    return str(shape).removeprefix(str(SHAPE))


def node_shapes(graph: Graph) -> list[Node]:
    """The node shapes of a graph."""
    return sorted(graph.subjects(RDF.type, SH.NodeShape), key=str)


def property_shapes(graph: Graph) -> list[Node]:
    """The property shapes of a graph."""
    return sorted(graph.subjects(RDF.type, SH.PropertyShape), key=str)


def finds_by_itself(graph: Graph, shape: Node) -> bool:
    """Whether a node shape has constraints of its own, beside its property shapes."""
    return not set(graph.predicates(shape)) <= NO_CONSTRAINT


def languages_of(graph: Graph, shape: Node, predicate: URIRef) -> list[str]:
    """The language of each text that a shape says."""
    return sorted(str(text.language) for text in graph.objects(shape, predicate) if isinstance(text, Literal))


def bare(text: Node) -> str:
    """A text without what makes no difference: case, full stop, space around it."""
    return str(text).strip().rstrip(".").casefold()


def met(graph: Graph, shapes: Graph, shape: Node) -> bool:
    """Whether a graph has a node that the shape is about."""
    return (
        any((None, RDF.type, kind) in graph for kind in shapes.objects(shape, SH.targetClass))
        or any((None, p, None) in graph for p in shapes.objects(shape, SH.targetSubjectsOf))
        or any((None, p, None) in graph for p in shapes.objects(shape, SH.targetObjectsOf))
    )


def test_there_are_shapes_and_cases() -> None:
    """An empty folder would make every other test pass."""
    assert FILES
    assert VALID
    assert INVALID


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_file_of_shapes_has_valid_and_invalid_cases(file: Path) -> None:
    """A shape without cases is a claim that nobody checked."""
    assert list(cases_of(file).glob("valid.*.ttl"))
    assert list(cases_of(file).glob("invalid.*.ttl"))


def test_every_case_has_its_file_of_shapes_and_every_expectation_its_case() -> None:
    """Nothing is left behind when a shape or a case is renamed."""
    assert [shown(case) for case in VALID + INVALID if not file_of(case).exists()] == []
    expected = {path.with_suffix(".ttl") for path in CASES.rglob("*.expected")}
    assert sorted(shown(path) for path in expected - set(INVALID)) == []


@pytest.mark.parametrize("case", VALID, ids=shown)
def test_a_valid_case_meets_every_shape_of_its_file(case: Path) -> None:
    """A shape that meets no node passes silently."""
    shapes = shapes_of(file_of(case))
    graph = load(case).graph
    assert [named(shape) for shape in node_shapes(shapes) if not met(graph, shapes, shape)] == []


@pytest.mark.parametrize("case", VALID, ids=shown)
def test_a_valid_case_yields_no_finding(case: Path) -> None:
    """Neither an error nor a warning; a name that begins with `warning` allows the latter."""
    warned = case.name.startswith("valid.warning.")
    assert lines_of(tuple(f for f in findings_in(case) if not warned or f.severity == "error")) == ""


@pytest.mark.parametrize("case", INVALID, ids=shown)
def test_an_invalid_case_yields_exactly_the_expected_findings(case: Path, request: pytest.FixtureRequest) -> None:
    """Line, severity, rule and message are as the file beside the case says."""
    found = lines_of(findings_in(case))
    expected = case.with_suffix(".expected")
    if request.config.getoption("--approve", default=False):
        expected.write_text(found, encoding="utf-8")
    assert found
    assert found == (expected.read_text(encoding="utf-8") if expected.exists() else "")


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_shape_is_broken_by_some_case_of_its_file(file: Path) -> None:
    """A rule that no case breaks may be one that nothing can break."""
    expectations = [path.read_text(encoding="utf-8") for path in cases_of(file).glob("*.expected")]
    broken = {line.split(": ")[2] for text in expectations for line in text.splitlines()}
    shapes = shapes_of(file)
    rules = {named(s) for s in property_shapes(shapes)}
    rules |= {named(s) for s in node_shapes(shapes) if finds_by_itself(shapes, s)}
    assert sorted(rules - broken) == []


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_finding_is_said_in_every_language(file: Path) -> None:
    """Each shape that can find something has one message in each language and says how grave it is."""
    shapes = shapes_of(file)
    for shape in property_shapes(shapes) + [s for s in node_shapes(shapes) if finds_by_itself(shapes, s)]:
        assert languages_of(shapes, shape, SH.message) == sorted(LANGUAGES), named(shape)
        assert shapes.value(shape, SH.severity) in {SH.Violation, SH.Warning, SH.Info}, named(shape)


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_field_has_a_name_in_every_language_and_a_place_in_the_order(file: Path) -> None:
    """Forms, reports and pages take name and order of a field from its shape."""
    shapes = shapes_of(file)
    for shape in property_shapes(shapes):
        assert languages_of(shapes, shape, SH.name) == sorted(LANGUAGES), named(shape)
        assert len(list(shapes.objects(shape, SH.path))) == 1, named(shape)
    for shape in node_shapes(shapes):
        fields = list(shapes.objects(shape, SH.property))
        orders = sorted(int(str(order)) for field in fields for order in shapes.objects(field, SH.order))
        assert orders == list(range(1, len(fields) + 1)), named(shape)


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_field_says_in_every_language_why_it_is_there(file: Path) -> None:
    """Its description is a sentence that tells more than its name and its message."""
    shapes = shapes_of(file)
    for shape in property_shapes(shapes):
        assert languages_of(shapes, shape, SH.description) == sorted(LANGUAGES), named(shape)
        said = {bare(text) for predicate in (SH.name, SH.message) for text in shapes.objects(shape, predicate)}
        for text in shapes.objects(shape, SH.description):
            assert str(text).endswith("."), text
            assert len(str(text)) >= SHORTEST, text
            assert bare(text) not in said, text


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_every_shape_has_a_name_of_its_own(file: Path) -> None:
    """A finding names its rule, so a shape has an IRI; a field's begins with the name of its thing."""
    shapes = shapes_of(file)
    for shape in node_shapes(shapes) + property_shapes(shapes):
        assert re.fullmatch(r"[A-Z][A-Za-z]*(-[A-Za-z-]+)?", named(shape))
        assert named(shape).startswith("Public") == (file.parent.name == "public")
        assert [shown(other) for other in FILES if (shape, RDF.type, None) in shapes_of(other)] == [shown(file)]
    for field in property_shapes(shapes):
        assert [named(owner) for owner in shapes.subjects(SH.property, field)] == [named(field).partition("-")[0]]


def test_shapes_are_core_shapes() -> None:
    """Any SHACL processor can run them: no SPARQL, no script, nothing fetched."""
    beyond = {SH.sparql, SH.js, SH.rule, SH.shapesGraph, SH.target, SH.prefixes}
    assert set(all_shapes().predicates()).isdisjoint(beyond)
    assert [
        shape for shape in node_shapes(all_shapes()) if not any(all_shapes().value(shape, t) for t in TARGETS)
    ] == []


def hostile_texts() -> Iterator[str]:
    """Long texts that nearly match: each beginning that a pattern knows, each run, and an end that it refuses."""
    beginnings = ("", "/id/register/", "/id/register/a#", "https://a/id/register/", "mailto:", "tel:+", "https://a")
    runs = ("a", "a-", "-", "1", "1-", "@", "@a", "/", "/id/register/", "/register/a", "#a", "withheld-", " ", "A")
    return (beginning + run * (20_000 // len(run)) + end for beginning in beginnings for run in runs for end in "!#")


@pytest.mark.parametrize("pattern", sorted({str(p) for p in all_shapes().objects(None, SH.pattern)}))
def test_a_text_twice_as_long_takes_no_pattern_more_than_twice_the_work(pattern: str) -> None:
    """So that a long hostile value cannot stop a check. Work too small to tell apart is linear enough."""
    compiled = re.compile(pattern)

    def work(text: str) -> float:
        start = time.process_time()
        compiled.search(text)
        return time.process_time() - start

    for text in hostile_texts():
        if work(text) > NOTICEABLE:
            assert work(text) < 3 * work(text[: len(text) // 2 - 1] + text[-1]), text[:40]


def test_the_data_of_this_repository_has_no_error() -> None:
    """Everything under `data/optima` passes the source shapes."""
    files = sorted((ROOT / "data" / "optima").rglob("*.ttl"))
    source = load_files(files, BASE, ROOT)
    found = in_order(source.findings + validate(source, load_shapes(ROOT / "shapes" / "source")))
    assert [f.text() for f in found if f.severity == "error"] == []
