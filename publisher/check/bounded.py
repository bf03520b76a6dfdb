"""Runs shapes of others in a process of its own: bounded in time and memory, and with no way to the network.

Shapes are code: a pattern can run for ever, a query can ask a server. What cannot be stopped from within is killed.
"""

from __future__ import annotations

import logging
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import IO, Any, NamedTuple

import pyshacl
import rdflib
from pyshacl.shape import Shape
from rdflib import Graph, Literal
from rdflib.term import Node

from publisher.check.shacl import results
from publisher.model.resources import package
from publisher.model.terms import SH

SECONDS = 2.0
TRIPLES_IN_A_SECOND = 5_000
"""What a run may take of the processor: some seconds, and more for more triples. DCAT-AP needs a tenth of it."""

_GRACE = 2.0
_BYTES = 768 * 2**20
_BYTES_OF_A_TRIPLE = 4_096
_FORBIDDEN = (
    "os.exec",
    "os.posix_spawn",
    "os.system",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.sendto",
    "subprocess.",
    "urllib.",
)
"""Events of the interpreter that lead to another machine or program."""


class Result(NamedTuple):
    """One result of a validation; `messages` are the shape's own, if it has any."""

    focus: Node
    shape: Node | None
    component: Node | None
    path: Node | None
    value: Node | None
    severity: Node | None
    messages: tuple[Literal, ...]


class Stopped(NamedTuple):
    """Why a run gave no results: it ran out of time or memory, or a shape is broken; which shape, if that is known."""

    why: str
    shape: Node | None = None
    told: str = ""


class _OutOfTime(BaseException):
    """The time is up. No library catches this."""


@dataclass
class Bounded:
    """A process that holds shapes against graphs, one after the other; `background` is added to each graph.

    `patience` is what the smallest run may take of the processor, in seconds.

    It is started at once, so that it makes ready while the first graph is made. A run that was killed is the last one.
    """

    shapes: Graph
    background: Graph = field(default_factory=Graph)
    patience: float = SECONDS

    def __post_init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from publisher.check.bounded import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=package().parent,
        )
        assert self._process.stdin and self._process.stdout  # noqa: S101 - pipes were asked for
        self._to, self._from = self._process.stdin, self._process.stdout
        self._is_ready = False

    def run(self, graph: Graph) -> list[Result] | Stopped:
        """What the shapes find in a graph, or why that is not known."""
        if not self._is_ready:
            self._is_ready = bool(pickle.load(self._from))  # noqa: S301 - our own process wrote it
            first: list[object] = [(self.patience, list(self.shapes), list(self.background))]
        else:
            first = []
        most = seconds(len(graph) + len(self.background), self.patience) + _GRACE
        timer, start = threading.Timer(most, self._process.kill), time.monotonic()
        timer.start()
        try:
            for content in (*first, list(graph)):
                _send(self._to, content)
            found: list[Result] | Stopped = pickle.load(self._from)  # noqa: S301 - our own process wrote it
        except (OSError, EOFError, pickle.UnpicklingError):
            return Stopped("time" if time.monotonic() - start >= most else "memory")
        finally:
            timer.cancel()
        return found

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        for pipe in (self._to, self._from):
            with suppress(OSError):
                pipe.close()
        self._process.wait()


def seconds(triples: int, patience: float = SECONDS) -> float:
    """What a run over so many triples may take of the processor."""
    return patience + triples / TRIPLES_IN_A_SECOND


def serve() -> None:
    """The process: reads shapes and background, and then graph after graph, each answered."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints elsewhere
    logging.disable(logging.CRITICAL)
    sys.addaudithook(_refuse)
    for alarm in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(alarm, _end)
    _send(answers, True)
    patience, *graphs = pickle.load(sys.stdin.buffer)  # noqa: S301 - see Bounded
    shapes, background = map(_graph, graphs)
    with suppress(EOFError):
        while True:
            graph = _graph([*pickle.load(sys.stdin.buffer), *background])  # noqa: S301 - see Bounded
            _send(answers, _run(shapes, graph, seconds(len(graph), patience)))


def _run(shapes: Graph, graph: Graph, most: float) -> list[Result] | Stopped:
    _limit_memory(_BYTES + _BYTES_OF_A_TRIPLE * len(graph))
    try:
        _wake(most, most + _GRACE / 2)
        found = _validate(shapes, graph)
        _wake(0, 0)
    except _OutOfTime as error:
        return Stopped("time", _shape_at_work(error.__traceback__))
    except MemoryError as error:
        return Stopped("memory", _shape_at_work(error.__traceback__))
    except Exception as error:  # what pyshacl says of a broken shape has no class in common
        return Stopped("shape", _shape_at_work(error.__traceback__), str(error) or type(error).__name__)
    finally:
        _wake(0, 0)
        rdflib.NORMALIZE_LITERALS = False  # pyshacl turns it on behind itself
    return found


def _validate(shapes: Graph, graph: Graph) -> list[Result] | Stopped:
    _, report, text = pyshacl.validate(
        graph, shacl_graph=shapes, advanced=False, js=False, do_owl_imports=False, inplace=True, meta_shacl=False
    )
    if not isinstance(report, Graph):
        return Stopped("shape", None, text)
    return [_result(shapes, report, node) for node in results(report)]


def _result(shapes: Graph, report: Graph, node: Node) -> Result:
    focus = report.value(node, SH.focusNode)
    assert focus is not None  # noqa: S101 - SHACL section 3.6.2.1 demands it
    shape = report.value(node, SH.sourceShape)
    component = report.value(node, SH.sourceConstraintComponent)
    tellers = (shape, report.value(node, SH.sourceConstraint))
    is_own = not str(component).startswith(str(SH)) or any(
        teller is not None and (teller, SH.message, None) in shapes for teller in tellers
    )
    told = (m for m in report.objects(node, SH.resultMessage) if isinstance(m, Literal))
    return Result(
        focus,
        shape,
        component,
        report.value(node, SH.resultPath),
        report.value(node, SH.value),
        report.value(node, SH.resultSeverity),
        tuple(told) if is_own else (),
    )


def _shape_at_work(trace: TracebackType | None) -> Node | None:
    """The shape that was at work innermost when something was raised."""
    found: Node | None = None
    for frame in _frames(trace):
        for value in frame.f_locals.values():
            if isinstance(value, Shape):
                found = value.node
    return found


def _frames(trace: TracebackType | None) -> Iterator[FrameType]:
    while trace:
        yield trace.tb_frame
        trace = trace.tb_next


def _limit_memory(most: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # systems that have no such limit
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError("shapes are held against data without a network")


def _wake(processor: float, clock: float) -> None:
    """Ends what runs after so many seconds of the processor, or of the clock where others use the processor too."""
    signal.setitimer(signal.ITIMER_PROF, processor)
    signal.setitimer(signal.ITIMER_REAL, clock)


def _end(*_: object) -> None:
    raise _OutOfTime


def _graph(triples: list[tuple[Node, Node, Node]]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _send(pipe: IO[bytes], content: object) -> None:
    pickle.dump(content, pipe)
    pipe.flush()
