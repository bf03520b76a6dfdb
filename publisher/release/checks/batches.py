"""Checks batches of units: each in one graph with its context, several at a time where there are several cores."""

from __future__ import annotations

import datetime as dt
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing.connection import wait
from pathlib import Path

from rdflib import Graph

from publisher.check.staleness import may_turn
from publisher.load.survey import NOWHERE, add_context
from publisher.load.turtle import Source, load_files
from publisher.model.errors import ConfigurationError
from publisher.model.findings import Finding
from publisher.model.iris import Base
from publisher.release.flow import Disclosed, has_error, source_findings, turning_days
from publisher.release.ledger import Entry, Ledger

_FOREVER = dt.date.max
_MANY = 20
_WAITING = 3
"""Batches that are at work or wait for a core, for each core: one that is late holds up no other."""


@dataclass(frozen=True)
class Files:
    """A unit, as a batch has it: its files of data and of internal facts, their paths as shown, and its things."""

    public: tuple[Path, ...]
    private: tuple[Path, ...]
    shown: frozenset[str]
    things: frozenset[str]


@dataclass(frozen=True)
class Batch:
    """Units to be checked in one graph, on a day; with their context, public and internal: things as N-Triples.

    `roots` are the folders that paths are shown relative to, of data and of internal facts. `entries` are what the
    ledger tells of the things of the units.
    """

    units: tuple[Files, ...]
    context: tuple[tuple[str, bytes], ...]
    private_context: tuple[tuple[str, bytes], ...]
    base: str
    roots: tuple[Path, Path]
    entries: tuple[Entry, ...]
    day: dt.date


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a unit, on a day, and the first day on which that may be otherwise though nothing changes.

    Findings on the source that are not of reading only count when all of the authority could be read, those on what is
    `public` when nothing at all forbids a release. `public` is None when it is not known.
    """

    reading: tuple[Finding, ...]
    source: tuple[Finding, ...]
    public: tuple[Finding, ...] | None
    day: dt.date
    until: dt.date = _FOREVER

    @property
    def is_lasting(self) -> bool:
        """Whether it holds beyond a look, and no more is to be known. While there is an error nothing is public."""
        return self.day < self.until and not self.reading and (self.public is not None or has_error(self.source))


def look(batch: Batch) -> tuple[Found, ...]:
    """What is found in each unit of a batch.

    What one unit does wrong hides nothing of another: units without errors are looked at again without the others.
    """
    base = Base(batch.base)
    source = load_files((file for unit in batch.units for file in unit.public), base.iri, batch.roots[0])
    private = load_files((file for unit in batch.units for file in unit.private), base.iri, batch.roots[1])
    reading = [*source.findings, *(finding.as_private() for finding in private.findings)]
    source.findings, private.findings = [], []
    own = source.files | private.files
    things = {iri for unit in batch.units for iri in unit.things}
    add_context(source, (text for iri, text in batch.context if iri not in things))
    add_context(private, (text for iri, text in batch.private_context if iri not in things))
    found = [] if reading else source_findings(source, private, base, batch.day)
    if source.subjects.get(base.catalogue, NOWHERE).path not in own:
        found = [finding for finding in found if finding.rule != "no-catalogue"]  # another unit, or none, is about it
    if has_error(_in(found, own)) or reading:
        return _one_by_one(batch, reading, found)
    public = _public_findings(source, base, batch.entries)
    dated = _dated(source, private)
    return tuple(
        Found(
            (),
            _in(found, unit.shown),
            None if public is None else _in(public, unit.shown),
            batch.day,
            _until(unit, batch.day, dated),
        )
        for unit in batch.units
    )


def _in(findings: Iterable[Finding], files: Collection[str]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.place.path in files)


def _one_by_one(batch: Batch, reading: Iterable[Finding], found: Iterable[Finding]) -> tuple[Found, ...]:
    """The findings on units of which some have errors; the others are looked at by themselves."""
    tomorrow = batch.day + dt.timedelta(1)
    known = {
        unit: Found(_in(reading, unit.shown), _in(found, unit.shown), None, batch.day, tomorrow) for unit in batch.units
    }
    others = tuple(unit for unit, one in known.items() if not one.reading and not has_error(one.source))
    known.update(zip(others, look(replace(batch, units=others)) if others else (), strict=True))
    return tuple(known.values())


def _public_findings(source: Source, base: Base, entries: tuple[Entry, ...]) -> tuple[Finding, ...] | None:
    """The findings on what is public; None when context that is wrong itself does not let them be known."""
    try:
        return Disclosed.of(source, base, Ledger(entries), measures=False).findings
    except Exception:  # whatever it is, who asks looks at the whole authority then, and it is raised there
        return None


def _until(unit: Files, day: dt.date, dated: Mapping[str, Graph]) -> dt.date:
    """The first day after a day on which the findings on a unit may be others."""
    turning = (one for path in unit.shown for one in turning_days(dated.get(path, Graph())))
    return min((one for one in turning if one > day), default=_FOREVER)


def _dated(*sources: Source) -> dict[str, Graph]:
    """What each file says that a calendar can make a difference to."""
    found: dict[str, Graph] = {}
    for source in sources:
        for triple, place in source.places.items():
            if may_turn(triple[2]):
                found.setdefault(place.path, Graph()).add(triple)
    return found


def in_parallel(batches: Iterable[Batch], cores: int) -> Iterator[tuple[Found, ...]]:
    """What is found in the units of each batch, in their order; over several cores when there are several batches.

    No more batches are taken than keep the cores at work. Raises ConfigurationError when the system ends a process, for
    want of memory.
    """
    coming = iter(batches)
    first = list(islice(coming, 2))
    if cores < 2 or len(first) < 2:
        yield from map(_look, chain(first, coming))
        return
    spawn = multiprocessing.get_context("spawn")  # a fork would take the threads of whoever asks with it
    pool = ProcessPoolExecutor(cores, mp_context=spawn, initializer=_follow)
    running: deque[Future[tuple[Found, ...]]] = deque()
    try:
        for batch in chain(first, coming):
            if len(running) == _WAITING * cores:
                yield running.popleft().result()
            running.append(pool.submit(_look, batch))
        while running:
            yield running.popleft().result()
    except BrokenProcessPool as error:
        cure = "Give the system more memory, or check one authority at a time with --authority"
        raise ConfigurationError("check", "the system ended a process of the check", cure) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _look(batch: Batch) -> tuple[Found, ...]:
    """`look`, without a search for garbage at every turn: a fourth of the time would go to that."""
    gc.disable()
    try:
        return look(batch)
    finally:
        gc.enable()
        if len(batch.units) > _MANY:
            gc.collect()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _follow() -> None:
    """Whoever started the process is told to stop, and ends it; when they are gone themselves it ends too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if starter := multiprocessing.parent_process():
        threading.Thread(target=_end_after, args=(starter.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
