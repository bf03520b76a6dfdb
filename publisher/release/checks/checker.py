"""Checks an authority in batches, and checks again only what has changed, or what refers to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
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

LARGEST_BATCH, SMALLEST_BATCH = 1_500_000, 100_000
"""Bytes of Turtle. The largest holds some two hundred registers: memory stays flat, and shapes are set up seldom."""

_ENGINES = ("rdflib", "pyshacl", "pyoxigraph", "phonenumberslite")

Progress = Callable[[int, int], None]
"""Is told how many files have been checked, and how many there are to check."""


class _Job(NamedTuple):
    """A unit to be checked, with what the ledger tells of it, and a key to all that its check depends on.

    `is_private` tells that it has to do with internal facts.
    """

    unit: Unit
    entries: tuple[Entry, ...]
    key: str
    is_private: bool


class Checker:
    """Checks authorities, and remembers what it found.

    `kept` is what earlier runs found. With `trusts_times` a file of the same time and size as before is the same.
    `processes` is how many run at a time, else one for each core; `largest` bounds a batch, in bytes of Turtle.
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
        self._found: dict[str, dict[str, Found]] = {}
        self._nothing: dict[Found, Found] = {}
        self._progress = progress
        self._processes = processes or cores()
        self._largest = largest

    def findings(self, site: Site, authority: str, day: dt.date) -> tuple[Finding, ...]:
        """What `examine` finds in an authority, on a day. Raises LedgerError for a ledger that was edited."""
        base = site.authorities[authority]
        parts = Authority(self._surveys.of(site, authority), str(base.catalogue))
        entries, failure = _entries(site, authority)
        jobs = [_job(parts, unit, entries, base) for unit in parts.units]
        known = self._known(self._found.get(authority, {}), jobs, day)
        stale = [job for job in jobs if job.key not in known]
        known.update(self._look(site, authority, parts, stale, day))
        self._found[authority] = known
        found = [known[job.key] for job in jobs]
        reading = [finding for one in found for finding in one.reading]
        source = [*_without_catalogue(parts, base), *(finding for one in found for finding in one.source)]
        if reading or has_error(source):
            return in_order(reading or source)
        if failure:
            raise failure
        if any(one.public is None for one in found):
            return examine(site, authority, day=day)[0]
        return in_order((*source, *(finding for one in found for finding in one.public or ())))

    def _known(self, before: Mapping[str, Found], jobs: Sequence[_Job], day: dt.date) -> dict[str, Found]:
        """What was found before in units that are as they were, on a day on which it still holds."""
        known = {job.key: before[job.key] for job in jobs if job.key in before}
        unknown = [job.key for job in jobs if job.key not in known and not job.is_private]
        shared: dict[str, dict[str, str]] = {}
        for some in slices(unknown):
            told = self._kept.get(some)
            known.update({key: self._once(_found_of(value, shared)) for key, value in told.items()})
        return {key: found for key, found in known.items() if found.is_lasting and found.day <= day < found.until}

    def _look(
        self, site: Site, authority: str, parts: Authority, stale: Sequence[_Job], day: dt.date
    ) -> dict[str, Found]:
        found, done = dict[str, Found](), 0
        everything = sum(len(job.unit.files) for job in stale)
        groups = self._groups(stale)
        batches = _batches(site, authority, parts, groups, day)
        for group, seen in zip(groups, in_parallel(batches, self._processes), strict=True):
            is_same = cache(is_as_surveyed)
            new = {
                job.key: one
                if all(map(is_same, parts.files_of(job.unit, parts.context(job.unit))))
                else replace(one, until=one.day)
                for job, one in zip(group, seen, strict=True)
            }
            found.update({key: self._once(one) for key, one in new.items()})
            lasting = {job.key for job in group if not job.is_private} if day == today() else set()
            self._kept.put({key: _told(one) for key, one in new.items() if key in lasting and one.is_lasting})
            done += sum(len(job.unit.files) for job in group)
            self._progress(done, everything)
        return found

    def _once(self, found: Found) -> Found:
        """What was found, held once when it was nothing, as in most units."""
        return found if found.source or found.public else self._nothing.setdefault(found, found)

    def _groups(self, jobs: Sequence[_Job]) -> list[list[_Job]]:
        """Units to be checked together: enough of them to be worth while, and no more than memory has room for."""
        sizes = [sum(file.size for file in job.unit.files) for job in jobs]
        most = min(self._largest, max(SMALLEST_BATCH, sum(sizes) // (2 * self._processes)))
        groups: list[list[_Job]] = []
        room = 0
        for job, size in zip(jobs, sizes, strict=True):
            if room < size or not groups:
                groups.append([])
                room = most
            groups[-1].append(job)
            room -= size
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
    if any(not said.file.is_private for said in parts.about.get(str(base.catalogue), ())):
        return ()
    first = Place(parts.files[0].shown, 1)
    return without_catalogue(Source(start=first), base)


def _job(parts: Authority, unit: Unit, ledger: Mapping[str, list[Entry]], base: Base) -> _Job:
    context = parts.context(unit)
    entries = tuple(entry for iri in sorted(unit.things) for entry in ledger.get(iri, ()))
    key = parts.key(unit, context, _program(), base.iri, *(f"{entry.text} {entry.digest}" for entry in entries))
    return _Job(unit, entries, key, any(file.is_private for file in parts.files_of(unit, context)))


@cache
def _program() -> str:
    """What decides what is found: this program, its shapes and terms, and the libraries that it stands on."""
    return " ".join((program_digest(), *(f"{name} {version(name)}" for name in _ENGINES)))


def _batches(
    site: Site, authority: str, parts: Authority, groups: Sequence[Sequence[_Job]], day: dt.date
) -> Iterator[Batch]:
    """A batch for each group, made when it is wanted."""
    texts = _texts(
        parts, {iri for group in groups for job in group for iri in parts.context(job.unit)}, site, authority
    )
    roots = (site.data.resolve().parent, (site.private or site.data).resolve().parent)
    for group in groups:
        context = sorted({iri for job in group for iri in parts.context(job.unit)})
        yield Batch(
            units=tuple(_files(job.unit) for job in group),
            context=tuple((iri, texts[False][iri]) for iri in context if iri in texts[False]),
            private_context=tuple((iri, texts[True][iri]) for iri in context if iri in texts[True]),
            base=site.authorities[authority].iri,
            roots=roots,
            entries=tuple(entry for job in group for entry in job.entries),
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
        for said in parts.about.get(iri, ()):
            things.setdefault(said.file, set()).add(iri)
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
