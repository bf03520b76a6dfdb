"""Builds a release from data and ledger; publishes: builds, adds to the ledger, and switches; purges; proves."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import NamedTuple

from publisher.descriptions import publisher_of
from publisher.model.errors import CheckFailed, LedgerError, PurgeError, ReleaseError
from publisher.model.findings import Finding, Place
from publisher.model.proof import Proof, Value
from publisher.model.resources import program_digest
from publisher.release.documents.catalogues import add_authority, add_site
from publisher.release.documents.discovery import add_of_authority, add_of_site
from publisher.release.documents.interface import Gathered, add_interface
from publisher.release.documents.representations import Writer, frame_of
from publisher.release.flow import Extend, Prepared, prepare
from publisher.release.ledger import Entry, Ledger, read_ledger, write_ledger
from publisher.release.scan import Needles, Scan, normal, private_values
from publisher.release.search.lookup import SearchIndex
from publisher.release.search.searching import write_index
from publisher.release.segments import write_segment
from publisher.release.site import Site
from publisher.release.store import SEARCH, Release, Store
from publisher.render.frame import notices_of
from publisher.render.pages import Pages


class Built(NamedTuple):
    """A release that is current now, what is overdue in it, and what was added to the ledgers."""

    release: Release
    findings: tuple[Finding, ...]
    added: Mapping[str, list[Entry]]


def build(site: Site, store: Store) -> Built:
    """Builds a release from data and ledger as they stand, verifies it and makes it current.

    Raises CheckFailed, LedgerError or ReleaseError; the current release then stays as it was.
    """
    with store.lock():
        prepared = prepare(site)
        release = _build(site, store, prepared)
        store.switch(release)
        return Built(release, _findings(prepared), {})


def publish(site: Site, store: Store, time: str) -> Built:
    """Builds a release in which everything is published at a time (UTC), adds to the ledgers, and switches.

    Raises as `build` does; ledgers and current release then stay as they were. The release is whole before the ledger
    tells of it: after a crash the next call goes on.
    """
    with store.lock():
        _require_whole_ledgers(site, store)
        prepared = prepare(site, _published(time))
        release = _build(site, store, prepared)
        added = {p.authority: _append(site, p) for p in prepared}
        store.switch(release)
        return Built(release, _findings(prepared), added)


def purge(site: Site, store: Store, what: str, time: str) -> Built:
    """Publishes, and removes every earlier state: of a thing, by its IRI, or of anything else that was public.

    The data must no longer hold it. Of a thing, a bare notice is left that it is gone, with the day; its lines in the
    ledger go, and so do the counts of every earlier state of all that may have held it. All releases but the new one
    are removed from the disk. Raises PurgeError when the data still holds it or it was never published, and else as
    `publish` does; nothing is then changed.
    """
    authority, iri = _purged_thing(site, what)

    def extend(owner: str, ledger: Ledger, digests: Mapping[str, str]) -> Ledger:
        if owner == authority:
            if iri in digests:
                raise PurgeError(what, "the data still describes this", "Delete it from the data first")
            if iri not in {entry.iri for entry in ledger.entries}:
                raise PurgeError(what, "nothing of this name was ever published", "Name it as its IRI does")
            ledger = ledger.purged(iri, time)
        ledger = _published(time)(owner, ledger, digests)
        return ledger.without_earlier_counts() if owner == authority or not iri else ledger

    with store.lock():
        _require_whole_ledgers(site, store)
        prepared = prepare(site, extend)
        release = _build(site, store, prepared, gone=what if not iri else "")
        added = {p.authority: _append(site, p) for p in prepared}
        store.switch(release)
        store.forget_all_but(release)
        return Built(release, _findings(prepared), added)


def prove(site: Site, store: Store, logs: Iterable[Path] = ()) -> Proof:
    """Builds apart, with and without the internal facts, and searches the result, the current release and logs.

    Nothing is switched and no ledger is written. Raises as `build` does, but for traces, which the proof tells.
    """
    prepared = prepare(site)
    scan = Scan(private_values(prepared))
    with tempfile.TemporaryDirectory() as folder:
        built = _build(site, Store(Path(folder)), prepared, scan=scan)
        without = replace(site, private=None)
        is_same = (
            not site.private or _build(without, Store(Path(folder)), prepare(without)).identifier == built.identifier
        )
        scan.folder(built.folder)
    current = store.current_name()
    if current and current != built.identifier:
        scan.folder(store.folder / current)
    for log in logs:
        scan.text(log.name, log.read_bytes())
    return Proof(
        release=built.identifier,
        compared=site.private is not None,
        is_same=is_same,
        searched=tuple(sorted(scan.needles.searched, key=lambda v: (v.place, v.field))),
        common=tuple(sorted(scan.needles.common, key=lambda v: (v.place, v.field))),
        places=scan.places,
        traces=scan.traces,
    )


def _published(time: str) -> Extend:
    return lambda _, ledger, digests: ledger.with_entries(ledger.changes(digests, time))


def _findings(prepared: Iterable[Prepared]) -> tuple[Finding, ...]:
    """The marks whose last day has passed: a build says so, for it publishes nothing by itself."""
    return tuple(finding for one in prepared for finding in one.findings if finding.rule == "withheld-until")


def _build(site: Site, store: Store, prepared: list[Prepared], *, scan: Scan | None = None, gone: str = "") -> Release:
    """A sealed release, not yet current. It is searched for what is private first, unless the caller's `scan` will."""
    pages, frame = Pages(site.addresses), frame_of(site)
    with store.draft() as draft:
        segments: dict[str, str] = {}
        opened, found = [], []
        notices = notices_of(one.catalogue for one in prepared)
        write_index(draft / SEARCH, (one.catalogue for one in prepared), site.base.iri)
        gathered = Gathered(site, SearchIndex(draft / SEARCH).keys())
        for authority in prepared:
            writer = Writer(site, draft, authority.authority, pages, frame, authority.catalogue.authority.iri)
            opened.append(add_authority(writer, authority))
            found.append(add_of_authority(writer, authority))
            gathered.add(authority.base, writer.entries)
            segments[authority.authority] = _write(draft, writer)
        author = publisher_of(site.settings.imprint.publisher, {one.catalogue.authority.iri for one in prepared})
        writer = Writer(site, draft, "_site", pages, frame, author)
        add_site(writer, prepared, opened)
        add_interface(writer, gathered, notices)  # the page is among those that sitemaps tell of
        add_of_site(writer, found)
        add_interface(writer, gathered, notices)  # and tells of itself and of sitemaps
        segments[""] = _write(draft, writer)
        if scan is None:
            _require_no_trace(draft, prepared)
        if gone:
            _require_gone(draft, gone)
        around = {
            "stylesheet": frame.stylesheet,
            "mark": frame.mark,
            "imprint": dict(site.settings.told),
            "notices": [asdict(notice) for notice in notices],
        }
        return store.seal(draft, {**_manifest(site, prepared, segments), **around})


def _write(draft: Path, writer: Writer) -> str:
    name = f"segments/{writer.name}.sqlite"
    write_segment(draft / name, writer.entries)
    return name


def _require_no_trace(draft: Path, prepared: list[Prepared]) -> None:
    """Raises CheckFailed when anything private is in what was built or in a ledger."""
    scan = Scan(private_values(prepared))
    if scan.needles.searched:
        scan.folder(draft)
        for one in prepared:
            scan.text(f"ledger of {one.authority}", "\n".join(entry.text for entry in one.ledger.entries).encode())
    if scan.traces:
        raise CheckFailed(scan.traces)


def _require_gone(draft: Path, fact: str) -> None:
    """Raises PurgeError when a fact is still in what was built."""
    scan = Scan(Needles(texts={normal(fact): [Value(Place("", 0), "")]}))
    scan.folder(draft)
    for found in scan.traces:
        where = found.found["where"]
        raise PurgeError("purge", f"this is still public, in {where}", "Delete it from the data first")


def _purged_thing(site: Site, what: str) -> tuple[str, str]:
    """The authority and relative IRI of the thing that is meant, by its IRI or its document's; else nothing."""
    for authority, base in site.authorities.items():
        for prefix in (base.iri, base.path, ""):
            relative = what.removeprefix(prefix)
            for thing in (relative, f"id/{relative}"):
                is_own = what.startswith(prefix) and (prefix or len(site.authorities) == 1)
                if is_own and "#" not in thing and base.document(base.iri + thing):
                    return authority, thing
    return "", ""


def _manifest(site: Site, prepared: list[Prepared], segments: Mapping[str, str]) -> dict[str, object]:
    return {
        "program": program_digest(),
        "base": site.base.iri,
        "authorities": {folder: base.iri for folder, base in site.authorities.items()},
        "aliases": dict(site.aliases),
        "segments": dict(segments),
        "ledgers": {
            p.authority: {"lines": len(p.ledger.entries), "seal": p.ledger.seal, "purges": len(p.ledger.purges)}
            for p in prepared
        },
    }


def _require_whole_ledgers(site: Site, store: Store) -> None:
    """A ledger that lost lines since the current release would make published things unpublished.

    A purge takes lines away: a ledger that tells of more purges than the release knows is not held against it.
    """
    try:
        known = store.current().manifest["ledgers"]
    except ReleaseError:
        return
    for authority in site.authorities:
        told = known.get(authority, {"lines": 0, "seal": "", "purges": 0})
        file = site.ledger(authority)
        ledger = read_ledger(file)
        kept = Ledger().with_entries(ledger.entries[: told["lines"]])
        if kept.seal != told["seal"] and len(ledger.purges) <= told["purges"]:
            last = min(len(ledger.entries), told["lines"])
            raise LedgerError(
                f"{file}:{last or 1}",
                f"it does not go on from the {told['lines']} lines that the current release knows",
                "Restore the ledger from version control or a backup",
            )


def _append(site: Site, prepared: Prepared) -> list[Entry]:
    """Brings the ledger file up to what was built; gives the entries that are new."""
    file = site.ledger(prepared.authority)
    known = read_ledger(file)
    if known == prepared.ledger:
        return []
    write_ledger(file, prepared.ledger)
    old = {entry.text for entry in known.entries}
    return [entry for entry in prepared.ledger.entries if entry.text not in old]
