"""Shapes of others run in a process of its own, which ends in time and reaches nobody."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from rdflib import Graph, Literal, URIRef

from publisher.check import bounded
from publisher.check.bounded import Bounded, Result, Stopped
from publisher.model.terms import SH, XSD

PREFIXES = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix x: <http://x.fi/> . "
THING = URIRef("http://x.fi/thing")


def graph(text: str) -> Graph:
    """A graph from Turtle, with prefixes."""
    return Graph().parse(data=PREFIXES + text, format="turtle")


@pytest.fixture
def start() -> Iterator[list[Bounded]]:
    """The processes that a test starts; they end with it."""
    started: list[Bounded] = []
    yield started
    for process in started:
        process.close()


def run(start: list[Bounded], shapes: str, data: str = 'x:thing a x:C ; x:p "01"^^x:d .') -> list[Result] | Stopped:
    """What shapes find in data."""
    start.append(Bounded(graph(shapes)))
    return start[-1].run(graph(data))


def test_one_process_answers_for_graph_after_graph(start: list[Bounded]) -> None:
    """With the terms as they are written, and the messages of the shape alone."""
    shapes = (
        "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property x:P . "
        'x:P sh:path x:p ; sh:maxCount 0 ; sh:message "no"@en .'
    )
    (first,) = run(start, shapes)
    assert (first.focus, first.shape, first.severity) == (THING, URIRef("http://x.fi/P"), SH.Violation)
    assert first.messages == (Literal("no", lang="en"),)
    assert start[0].run(graph("x:thing a x:D .")) == []
    (again,) = start[0].run(graph('x:thing a x:C ; x:p "01"^^<http://www.w3.org/2001/XMLSchema#integer> .'))
    assert isinstance(again, Result)


def test_values_come_back_as_they_were_written(start: list[Bounded]) -> None:
    """Also in the second answer, for pyshacl turns the normalisation of literals on when it ends."""
    shapes = "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:nodeKind sh:IRI ] ."
    start.append(Bounded(graph(shapes)))
    written = Graph()
    written += graph("x:thing a x:C .")
    written.add((THING, URIRef("http://x.fi/p"), Literal("01", datatype=XSD.integer, normalize=False)))
    for _ in range(2):
        (result,) = start[0].run(written)
        assert isinstance(result, Result)
        assert str(result.value) == "01"


def test_the_background_is_looked_up(start: list[Bounded]) -> None:
    """Its terms have their classes in each graph."""
    shapes = "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:class x:K ] ."
    start.append(Bounded(graph(shapes), graph("x:known a x:K .")))
    assert start[0].run(graph("x:thing a x:C ; x:p x:known .")) == []
    assert len(start[0].run(graph("x:thing a x:C ; x:p x:unknown ."))) == 1


def test_a_runaway_pattern_ends_in_time_and_names_its_shape(start: list[Bounded]) -> None:
    """Not the process that asks: it goes on."""
    shapes = 'x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property x:P . x:P sh:path x:p ; sh:pattern "^(a+)+$" .'
    begun = time.monotonic()
    found = run(start, shapes, f'x:thing a x:C ; x:p "{"a" * 60}!" .')
    assert found == Stopped("time", URIRef("http://x.fi/P"))
    assert time.monotonic() - begun < 20  # ten seconds on a machine that has nothing else to do


def test_what_does_not_end_by_itself_is_killed(start: list[Bounded], monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next run is told that there is no process."""
    monkeypatch.setattr(bounded, "seconds", lambda *_: 0.0)  # for the one who waits, not for the one who works
    monkeypatch.setattr(bounded, "_GRACE", 0.5)
    shapes = 'x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:pattern "^(a+)+$" ] .'
    start.append(Bounded(graph(shapes)))
    assert start[0].run(graph(f'x:thing a x:C ; x:p "{"a" * 60}!" .')) == Stopped("time")
    assert isinstance(start[0].run(graph("x:thing a x:D .")), Stopped)


def test_memory_has_a_bound(start: list[Bounded]) -> None:
    """A query that doubles a text again and again does not take the machine."""
    doubled = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(16))
    query = (
        f"SELECT $this WHERE {{ $this a <http://x.fi/C> . BIND('{'a' * 2**15}' AS ?v0) {doubled} FILTER(?v16 = 'b') }}"
    )
    shapes = graph(f'x:S a sh:NodeShape ; sh:targetClass x:C ; sh:sparql [ sh:select """{query}""" ] .')
    start.append(Bounded(shapes, patience=60))
    found = start[-1].run(graph("x:thing a x:C ."))
    assert isinstance(found, Stopped)
    assert found.why == "memory"


@pytest.mark.parametrize(
    "shapes",
    [
        "x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property x:P .",
        'x:S a sh:NodeShape ; sh:targetClass x:C ; sh:property [ sh:path x:p ; sh:minCount "x" ] .',
        'x:S a sh:NodeShape ; sh:targetClass x:C ; sh:sparql [ sh:select "SELEKT $this" ] .',
    ],
)
def test_a_broken_shape_is_told(start: list[Bounded], shapes: str) -> None:
    """It is never taken for a clean report."""
    found = run(start, shapes)
    assert isinstance(found, Stopped)
    assert (found.why, bool(found.told)) == ("shape", True)


def test_no_shape_reaches_the_network(start: list[Bounded]) -> None:
    """Neither by what it imports nor by what it asks: nobody comes to a port that listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for query in (
            f"SELECT $this FROM <{there}> WHERE {{ $this a ?c }}",
            f"SELECT $this WHERE {{ SERVICE <{there}> {{ $this a ?c }} }}",
        ):
            run(
                start,
                f"<{there}> a <http://www.w3.org/2002/07/owl#Ontology> ; "
                f"<http://www.w3.org/2002/07/owl#imports> <{there}shapes.ttl> . "
                f'x:S a sh:NodeShape ; sh:targetClass x:C ; sh:sparql [ sh:select """{query}""" ] .',
            )
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket().connect(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "subprocess.run(['true'])",
        "os.system('true')",
    ],
)
def test_the_process_refuses_whatever_leads_elsewhere(attempt: str) -> None:
    """As soon as it has made ready."""
    program = (
        "import os, socket, subprocess, sys, urllib.request\n"
        "from publisher.check.bounded import _refuse\n"
        f"sys.addaudithook(_refuse)\ntry:\n    {attempt}\nexcept PermissionError as error:\n    print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "without a network" in told
