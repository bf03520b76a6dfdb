"""Shapes of others: what is wrong with them, and what they find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from rdflib import Graph, URIRef

from publisher.check.bounded import Bounded, Stopped
from publisher.check.outside import Outside, faults_of, without_broken
from publisher.load.outside import read_shapes
from publisher.load.turtle import Source, load_text
from publisher.model.findings import Finding
from publisher.model.terms import SH

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix x: <http://x.fi/> .
"""
SHAPE = "x:S a sh:NodeShape ; sh:targetClass x:C ;\n"
DATA = b'@prefix x: <http://x.fi/> .\nx:thing a x:C ;\n  x:p "value" .\nx:other a x:C .\n'


def read(folder: Path, text: str) -> Source:
    """Shapes from a file; the first line of the text is the fourth of the file."""
    (folder / "shapes.ttl").write_text(PREFIXES + text, encoding="utf-8")
    source = read_shapes([folder / "shapes.ttl"])
    assert source.findings == []
    return source


FAULTS = {
    "sh:property to nothing": ("sh:property\n x:P .", 6, "sh:property <http://x.fi/P> is no shape"),
    "sh:property to what has no path": ("sh:property x:P .\n x:P sh:minCount 1 .", 5, "is no shape"),
    "sh:node to nothing": ("sh:node x:N .", 5, "sh:node <http://x.fi/N> is no shape"),
    "sh:not to nothing": ("sh:not x:N .", 5, "sh:not"),
    "sh:or with nothing": ("sh:or ( x:N [ sh:path x:p ] ) .", 4, "sh:or <http://x.fi/N> is no shape"),
    "sh:node to a text": ('sh:node "x:N" .', 5, "is no shape"),
    "a pattern that is none": ('sh:property [ sh:path x:p ;\n  sh:pattern "((" ] .', 6, "no regular expression"),
    "a pattern without end": (f'sh:pattern "{"a" * 5001}" .', 5, "more than 5000 characters"),
    "a query to another server": (
        'sh:sparql [\n sh:select "SELECT $this { service silent <http://y.fi/> { $this ?p ?o } }" ] .',
        6,
        "SERVICE asks another server",
    ),
    "JavaScript": ('sh:js [ sh:jsFunctionName "f" ] .', 5, "sh:js: JavaScript is not run here"),
    "a rule": ("sh:rule [ a sh:TripleRule ] .", 5, "sh:rule: rules are not run here"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_shape_that_cannot_be_run_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    """On one line, with what to do."""
    text, line, told = FAULTS[name]
    found = next(iter(faults_of(read(tmp_path, SHAPE + text))))
    assert (found.place.line, told in found.message(), found.severity) == (line, True, "error"), found
    assert ". " in found.message()


def test_good_shapes_have_no_faults(tmp_path: Path) -> None:
    """Whatever of SHACL they use; a variable called service is no SERVICE."""
    text = (
        'sh:property [ sh:path x:p ; sh:pattern "^v" ; sh:node x:N ] ; sh:or ( x:N [ sh:path x:p ] ) ;\n'
        'sh:sparql [ sh:select "SELECT $this { $this x:p ?service . FILTER(?service = 1) }" ] . x:N a sh:NodeShape .'
    )
    assert list(faults_of(read(tmp_path, SHAPE + text))) == []


def test_a_file_without_a_shape_is_told(tmp_path: Path) -> None:
    """Nothing would be checked."""
    (found,) = faults_of(read(tmp_path, 'x:thing x:p "value" .'))
    assert "there is no shape here" in found.message()


def test_broken_references_can_be_left_out() -> None:
    """And nothing else: what the shape demands besides stays."""
    graph = Graph().parse(data=PREFIXES + SHAPE + "sh:property x:P, x:Q . x:Q sh:path x:p .", format="turtle")
    left = without_broken(graph)
    assert set(graph - left) == {(URIRef("http://x.fi/S"), SH.property, URIRef("http://x.fi/P"))}


@pytest.fixture
def start() -> Iterator[list[Outside]]:
    """The processes that a test starts; they end with it."""
    started: list[Outside] = []
    yield started
    for outside in started:
        outside.process.close()


def find(start: list[Outside], folder: Path, text: str, background: str = "") -> list[Finding]:
    """What shapes find in the data, by line."""
    shapes = read(folder, text)
    start.append(Outside.start(shapes, shapes.files, Graph().parse(data=PREFIXES + background, format="turtle")))
    found = start[-1].findings(load_text(DATA, "http://x.fi/", "data/x.ttl"))
    return sorted(found, key=lambda finding: (finding.place.line, finding.severity))


def test_a_finding_tells_file_line_severity_message_and_shape(start: list[Outside], tmp_path: Path) -> None:
    """Like all findings."""
    text = 'sh:property [ sh:path x:p ; sh:maxCount 0 ; sh:severity sh:Warning ; sh:message "Bort"@sv, "Away"@en-GB ] .'
    (found,) = find(start, tmp_path, SHAPE + text)
    assert found.text("sv") == "data/x.ttl:2: warning: Bort"
    assert found.message("en") == found.message("fi") == "Away"
    assert found.rule == "http://x.fi/S"


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        ('"Bort"@sv, "Weg"@de', {"sv": "Bort", "fi": "Bort", "en": "Bort"}),
        ('"Weg"@de', {"sv": "Weg", "en": "Weg"}),
        ('"Plain", "Weg"@de', {"fi": "Plain", "en": "Plain"}),
        (r'"two\nlines \u001b[31m and \u202e"@en', {"en": "two lines [31m and"}),
        (f'"{"a" * 600}"@en', {"en": "a" * 500 + "…"}),
    ],
)
def test_a_message_is_in_the_language_asked_for_else_in_any(
    messages: str, told: dict[str, str], start: list[Outside], tmp_path: Path
) -> None:
    """On one line, with nothing in it that commands a terminal."""
    text = f"sh:property [ sh:path x:p ; sh:maxCount 0 ; sh:message {messages} ] ."
    (found,) = find(start, tmp_path, SHAPE + text)
    assert {tag: found.message(tag) for tag in told} == told


@pytest.mark.parametrize(
    ("constraint", "told"),
    [
        ("sh:path dct:title ; sh:minCount 1", "dct:title is missing. Add it ("),
        ("sh:path dct:title ; sh:minCount 2", "dct:title stands fewer than 2 times"),
        ("sh:path [ sh:inversePath x:p ] ; sh:minCount 1", "^<http://x.fi/p> is missing"),
        ("sh:path ( x:p dct:title ) ; sh:minCount 1", "<http://x.fi/p>/dct:title is missing"),
        ("sh:path [ sh:alternativePath ( dct:a dct:b ) ] ; sh:minCount 1", "dct:a|dct:b is missing"),
        ("sh:path ( [ sh:zeroOrMorePath x:p ] x:q ) ; sh:minCount 1", "<http://x.fi/p>*/<http://x.fi/q> is missing"),
        ("sh:path x:p ; sh:maxCount 0", "stands more than 0 times"),
        ("sh:path x:p ; sh:class x:K", "value, the value of <http://x.fi/p>, is not of the class <http://x.fi/K>"),
        ("sh:path x:p ; sh:datatype x:d", "the value of <http://x.fi/p> is not of the datatype <http://x.fi/d>"),
        ('sh:path x:p ; sh:pattern "^w"', "<http://x.fi/p> value does not meet sh:pattern. Read the demand at "),
        ("sh:path x:p ; sh:nodeKind sh:IRI", "does not meet sh:nodeKind"),
    ],
)
def test_a_shape_that_says_nothing_is_told_in_three_languages(
    constraint: str, told: str, start: list[Outside], tmp_path: Path
) -> None:
    """With where it stands, for the demand can only be read there."""
    found = find(start, tmp_path, SHAPE + f"sh:property [ {constraint} ] .")[0]
    assert told in found.message("en")
    assert f"{(tmp_path / 'shapes.ttl').as_posix()}:5" in found.message("en")
    assert len({found.message(tag) for tag in ("sv", "fi", "en")}) == 3


def test_severities_of_others_are_errors_and_those_of_shacl_their_own(start: list[Outside], tmp_path: Path) -> None:
    """What an unknown one means is not known."""
    text = " ".join(
        f"x:S{n} a sh:NodeShape ; sh:targetNode x:other ; sh:nodeKind sh:Literal ; sh:severity {severity} ."
        for n, severity in enumerate(("sh:Violation", "sh:Warning", "sh:Info", "x:Grave"))
    )
    assert sorted(f.severity for f in find(start, tmp_path, text)) == ["error", "error", "info", "warning"]


def test_what_is_only_in_the_background_is_not_reported(start: list[Outside], tmp_path: Path) -> None:
    """It is not the authority's to mend."""
    found = find(start, tmp_path, SHAPE + "sh:property [ sh:path dct:title ; sh:minCount 1 ] .", "x:far a x:C .")
    assert [f.place.line for f in found] == [2, 4]


@pytest.mark.parametrize("target", ["sh:targetClass x:D", "sh:targetNode x:no", "sh:targetSubjectsOf x:q"])
def test_shapes_that_are_about_nothing_are_told(target: str, start: list[Outside], tmp_path: Path) -> None:
    """Else they would pass in silence."""
    (found,) = find(start, tmp_path, f"x:S a sh:NodeShape ; {target} ; sh:nodeKind sh:Literal .")
    assert (found.severity, "nothing was checked" in found.message("en")) == ("warning", True)


@pytest.mark.parametrize("target", ["sh:targetSubjectsOf x:p", "sh:targetObjectsOf x:p", "sh:targetClass x:Super"])
def test_every_kind_of_target_is_met(target: str, start: list[Outside], tmp_path: Path) -> None:
    """A class by its subclasses too."""
    background = "x:C <http://www.w3.org/2000/01/rdf-schema#subClassOf> x:Super ."
    found = find(start, tmp_path, f"x:S a sh:NodeShape ; {target} ; sh:nodeKind sh:BlankNode .", background)
    assert found
    assert {f.severity for f in found} == {"error"}


@pytest.mark.parametrize(
    ("constraint", "line", "told"),
    [
        ('sh:property [\n sh:path x:p ; sh:minCount "x" ]', 6, "this shape cannot be run: "),
        ('sh:sparql [ sh:select "SELEKT" ]', 4, "this shape cannot be run: "),
    ],
)
def test_a_broken_shape_is_told_by_its_line(
    constraint: str, line: int, told: str, start: list[Outside], tmp_path: Path
) -> None:
    """As far as the engine tells which one it is."""
    (found,) = find(start, tmp_path, SHAPE + constraint + " .")
    assert (found.place.line, told in found.message()) == (line, True), found
    assert found.severity == "error"


@pytest.mark.parametrize("why", ["time", "memory", "shape"])
def test_when_it_is_not_known_which_shape_it_was_all_files_are_named(why: str, tmp_path: Path) -> None:
    """Not the first alone, which may be a good one."""
    shapes = read(tmp_path, SHAPE + "sh:nodeKind sh:Literal .")
    process = SimpleNamespace(run=lambda _: Stopped(why, None, "oops"))
    outside = Outside(shapes, ("a.ttl", "b.ttl"), cast(Bounded, process))
    (found,) = outside.findings(load_text(DATA, "http://x.fi/", "data/x.ttl"))
    assert "(it may be any of a.ttl, b.ttl)" in found.message()
