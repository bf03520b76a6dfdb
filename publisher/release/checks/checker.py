"""Checks an authority in batches, and checks again only what has changed, or what refers to it."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from typing import Any, NamedTuple

from publisher.check.links import without_catalogue
from publisher.load.survey import about
from publisher.load.turtle import Source
from publisher.model.errors import LedgerError
from publisher.model.findings import Finding, Place, Result, in_order
from publisher.model.iris import Base
from publisher.model.resources import program_digest
from publisher.release.checks.batches import Batch, Files, Found, cores, in_parallel
from publisher.release.checks.kept import Kept, slices
from publisher.release.checks.surveys import Surveys, content_of, is_as_surveyed
from publisher.release.checks.units import Authority, Surveyed, Unit
from publisher.release.flow import examine, has_error, today
from publisher.release.ledger import Entry, read_ledger
from publisher.release.site import Site

LARGEST_BATCH, SMALLEST_BATCH = 30_000, 2_000
"""Statements. The largest holds some three hundred registers: memory stays flat, and shapes are set up seldom."""

_ENGINES = ("rdflib", "pyshacl", "pyoxigraph", "phonenumberslite")

Progress = Callable[[int, int], None]
"""Is told how many files have been checked, and how many there are to check."""


class _Job(NamedTuple):
    """A unit to be checked, with what it depends on and a key to all of it.

    That is the things that it refers to, all files that say something of these or of its own, and what the ledger tells
    of its own. It is made when it is wanted: there may be very many.
    """

    unit: Unit
    context: frozenset[str]
    files: frozenset[Surveyed]
    entries: tuple[Entry, ...]
    key: bytes

    @property
    def is_private(self) -> bool:
        """Whether it has to do with internal facts."""
        return any(file.is_private for file in self.files)


_Jobs = Callable[[int], _Job]
"""Makes the job of a unit, by its number."""


class Checker:
    """Checks authorities, and remembers what it found.

    `kept` is what earlier runs found. With `trusts_times` a file of the same time and size as before is the same.
    `processes` is how many run at a time, else one for each core; `largest` bounds a batch, in statements.
    """

    def __init__(
        self,
        kept: Kept | None = None,
        *,
        trusts_times: bool = False,
        progress: Progress = lambda _done, _all: None,
        processes: int | None = None,
        largest: int = LARGEST_BATCH,
    ) -> None:
        self._kept = kept or Kept()
        self._surveys = Surveys(self._kept, trusts_times)
        self._found: dict[str, dict[bytes, Found]] = {}
        self._nothing: dict[Found, Found] = {}
        self._progress = progress
        self._processes = processes or cores()
        self._largest = largest

    def findings(self, site: Site, authority: str, day: dt.date) -> tuple[Finding, ...]:
        """What `examine` finds in an authority, on a day. Raises LedgerError for a ledger that was edited."""
        base = site.authorities[authority]
        parts = Authority(self._surveys.of(site, authority), str(base.catalogue))
        entries, failure = _entries(site, authority)
        job = partial(_job, parts, entries, base)
        known, stale = self._known(self._found.get(authority, {}), map(job, range(len(parts))), day)
        for new in self._look(site, authority, parts, stale, job, day):
            known.update(new)
        self._found[authority] = known
        found = known.values()
        reading = [finding for one in found for finding in one.reading]
        source = [*_without_catalogue(parts, base), *(finding for one in found for finding in one.source)]
        if reading or has_error(source):
            return in_order(reading or source)
        if failure:
            raise failure
        if any(one.public is None for one in found):
            return examine(site, authority, day=day)[0]
        return in_order((*source, *(finding for one in found for finding in one.public or ())))

    def _known(
        self, before: Mapping[bytes, Found], jobs: Iterable[_Job], day: dt.date
    ) -> tuple[dict[bytes, Found], Sequence[int]]:
        """What was found before in units that are as they were, and still holds on a day; and the numbers of others."""
        known, stale = dict[bytes, Found](), array("L")
        shared: dict[str, dict[str, str]] = {}
        for some in slices(enumerate(jobs)):
            told = self._kept.get(job.key for _, job in some if job.key not in before and not job.is_private)
            for number, job in some:
                found = before.get(job.key)
                if not found and job.key in told:
                    found = self._once(_found_of(told[job.key], shared))
                if found and found.is_lasting and found.day <= day < found.until:
                    known[job.key] = found
                else:
                    stale.append(number)
        return known, stale

    def _look(
        self, site: Site, authority: str, parts: Authority, stale: Sequence[int], job: _Jobs, day: dt.date
    ) -> Iterator[dict[bytes, Found]]:
        """What is found in units that are looked at, group by group."""
        done = 0
        everything = sum(len(parts.unit(number).files) for number in stale)
        groups = self._groups(parts, stale)
        batches = _batches(site, authority, parts, groups, job, day)
        for group, seen in zip(groups, in_parallel(batches, self._processes), strict=True):
            jobs, is_same = [job(number) for number in group], cache(is_as_surveyed)
            new = {
                job.key: self._once(one if all(map(is_same, job.files)) else replace(one, until=one.day))
                for job, one in zip(jobs, seen, strict=True)
            }
            lasting = {job.key for job in jobs if not job.is_private} if day == today() else set()
            self._kept.put({key: _told(one) for key, one in new.items() if key in lasting and one.is_lasting})
            done += sum(len(job.unit.files) for job in jobs)
            self._progress(done, everything)
            yield new

    def _once(self, found: Found) -> Found:
        """What was found, held once when it was nothing, as in most units."""
        return found if found.source or found.public else self._nothing.setdefault(found, found)

    def _groups(self, parts: Authority, stale: Sequence[int]) -> list[array[int]]:
        """Units to be checked together: enough of them to be worth while, and no more than memory has room for."""
        weights = [sum(file.weight for file in parts.unit(number).files) for number in stale]
        most = min(self._largest, max(SMALLEST_BATCH, sum(weights) // (2 * self._processes)))
        groups: list[array[int]] = []
        room = 0
        for number, weight in zip(stale, weights, strict=True):
            if room < weight or not groups:
                groups.append(array("L"))
                room = most
            groups[-1].append(number)
            room -= weight
        return groups


def _entries(site: Site, authority: str) -> tuple[Mapping[str, list[Entry]], LedgerError | None]:
    """What the ledger tells of each thing, by IRI; or why it cannot be read, which counts when all else is well."""
    base, found = site.authorities[authority], dict[str, list[Entry]]()
    try:
        ledger = read_ledger(site.ledger(authority))
    except LedgerError as error:
        return {}, error
    for entry in ledger.entries:
        found.setdefault(base.iri + entry.iri, []).append(entry)
    return found, None


def _without_catalogue(parts: Authority, base: Base) -> Iterable[Finding]:
    """The finding when no file of the data is about the catalogue."""
    if any(not file.is_private for file in parts.about.get(str(base.catalogue), ())):
        return ()
    first = Place(parts.files[0].shown, 1)
    return without_catalogue(Source(start=first), base)


def _job(parts: Authority, ledger: Mapping[str, list[Entry]], base: Base, number: int) -> _Job:
    unit = parts.unit(number)
    context = parts.context(unit)
    entries = tuple(entry for iri in sorted(unit.things) for entry in ledger.get(iri, ()))
    key = parts.key(unit, context, _program(), base.iri, *(f"{entry.text} {entry.digest}" for entry in entries))
    return _Job(unit, context, parts.files_of(unit, context), entries, key)


@cache
def _program() -> str:
    """What decides what is found: this program, its shapes and terms, and the libraries that it stands on."""
    return " ".join((program_digest(), *(f"{name} {version(name)}" for name in _ENGINES)))


def _batches(
    site: Site, authority: str, parts: Authority, groups: Sequence[Sequence[int]], job: _Jobs, day: dt.date
) -> Iterator[Batch]:
    """A batch for each group of units, made when it is wanted."""
    wanted = {iri for group in groups for number in group for iri in parts.context(parts.unit(number))}
    texts = _texts(parts, wanted, site, authority)
    roots = (site.data.resolve().parent, (site.private or site.data).resolve().parent)
    for group in groups:
        jobs = [job(number) for number in group]
        context = sorted({iri for one in jobs for iri in one.context})
        yield Batch(
            units=tuple(_files(one.unit) for one in jobs),
            context=tuple((iri, texts[False][iri]) for iri in context if iri in texts[False]),
            private_context=tuple((iri, texts[True][iri]) for iri in context if iri in texts[True]),
            base=site.authorities[authority].iri,
            roots=roots,
            entries=tuple(entry for one in jobs for entry in one.entries),
            day=day,
        )


def _files(unit: Unit) -> Files:
    return Files(
        tuple(file.file for file in unit.files if not file.is_private),
        tuple(file.file for file in unit.files if file.is_private),
        frozenset(file.shown for file in unit.files),
        unit.things,
    )


def _texts(parts: Authority, wanted: Collection[str], site: Site, authority: str) -> dict[bool, dict[str, bytes]]:
    """What data and internal facts say of the things that others refer to, by IRI."""
    things: dict[Surveyed, set[str]] = {}
    for iri in wanted:
        for file in parts.about.get(iri, ()):
            things.setdefault(file, set()).add(iri)
    found: dict[bool, dict[str, bytes]] = {False: {}, True: {}}
    for file, own in things.items():
        for iri, text in about(content_of(file.file), site.authorities[authority].iri, own).items():
            found[file.is_private][iri] = found[file.is_private].get(iri, b"") + text
    return found


def _told(found: Found) -> Any:
    """What was found as JSON."""
    public = None if found.public is None else _lines(found.public)
    return [found.day.toordinal(), found.until.toordinal(), _lines(found.source), public]


def _lines(findings: Iterable[Finding]) -> list[Any]:
    return [[*f.place, f.severity, f.messages, f.rule, f.found, f.is_private, list(f.result)] for f in findings]


def _found_of(told: Any, shared: dict[str, dict[str, str]]) -> Found:
    """What was found; equal messages are held once, for there may be many."""
    day, until, source, public = told
    return Found(
        (),
        tuple(_finding(line, shared) for line in source),
        None if public is None else tuple(_finding(line, shared) for line in public),
        dt.date.fromordinal(day),
        dt.date.fromordinal(until),
    )


def _finding(told: Any, shared: dict[str, dict[str, str]]) -> Finding:
    path, line, order, severity, messages, rule, found, is_private, result = told
    said = shared.setdefault(str(messages), messages)
    return Finding(Place(path, line, order), severity, said, rule, found, is_private, Result(*result))
