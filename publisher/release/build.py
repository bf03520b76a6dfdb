"""Builds a release from data and ledger, and publishes: builds, adds to the ledger, and switches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publisher.model.errors import LedgerError, ReleaseError
from publisher.model.resources import program_digest
from publisher.release.documents import add_authority, add_site
from publisher.release.flow import Prepared, prepare
from publisher.release.ledger import Entry, Ledger, read_ledger, write_ledger
from publisher.release.representations import Writer
from publisher.release.segments import write_segment
from publisher.release.site import Site
from publisher.release.store import Release, Store
from publisher.render.pages import Pages


def build(site: Site, store: Store) -> Release:
    """Builds a release from data and ledger as they stand, verifies it and makes it current.

    Raises CheckFailed, LedgerError or ReleaseError; the current release then stays as it was.
    """
    with store.lock():
        release = _build(site, store, prepare(site))
        store.switch(release)
        return release


def publish(site: Site, store: Store, time: str) -> tuple[Release, dict[str, list[Entry]]]:
    """Builds a release in which everything is published at a time (UTC), adds to the ledgers, and switches.

    Gives the release and the new entries by authority. Raises as `build` does; ledgers and current release then
    stay as they were. The release is whole before the ledger tells of it: after a crash the next call goes on.
    """
    with store.lock():
        prepared = prepare(site, lambda ledger, digests: ledger.with_entries(ledger.changes(digests, time)))
        _require_whole_ledgers(site, store, prepared)
        release = _build(site, store, prepared)
        added = {p.authority: _append(site, p) for p in prepared}
        store.switch(release)
        return release, added


def _build(site: Site, store: Store, prepared: list[Prepared]) -> Release:
    pages = Pages(site.addresses)
    with store.draft() as draft:
        segments: dict[str, str] = {}
        for authority in prepared:
            writer = Writer(site, draft, authority.authority, pages)
            add_authority(writer, authority)
            segments[authority.authority] = _write(draft, writer)
        writer = Writer(site, draft, "_site", pages)
        add_site(writer, prepared)
        segments[""] = _write(draft, writer)
        return store.seal(draft, _manifest(site, prepared, segments))


def _write(draft: Path, writer: Writer) -> str:
    name = f"segments/{writer.name}.sqlite"
    write_segment(draft / name, writer.entries)
    return name


def _manifest(site: Site, prepared: list[Prepared], segments: Mapping[str, str]) -> dict[str, object]:
    return {
        "program": program_digest(),
        "base": site.base.iri,
        "authorities": {folder: base.iri for folder, base in site.authorities.items()},
        "segments": dict(segments),
        "ledgers": {p.authority: {"lines": len(p.ledger.entries), "seal": p.ledger.seal} for p in prepared},
    }


def _require_whole_ledgers(site: Site, store: Store, prepared: list[Prepared]) -> None:
    """A ledger that lost lines since the current release would make published things unpublished."""
    try:
        known = store.current().manifest["ledgers"]
    except ReleaseError:
        return
    for authority in prepared:
        told = known.get(authority.authority, {"lines": 0, "seal": ""})
        kept = Ledger().with_entries(authority.ledger.entries[: told["lines"]])
        if kept.seal != told["seal"]:
            file = site.ledger(authority.authority)
            last = min(len(read_ledger(file).entries), told["lines"])
            raise LedgerError(
                f"{file}:{last or 1}",
                f"it does not go on from the {told['lines']} lines that the current release knows",
                "Restore the ledger from version control or a backup",
            )


def _append(site: Site, prepared: Prepared) -> list[Entry]:
    """Brings the ledger file up to what was built; gives the entries that are new."""
    file = site.ledger(prepared.authority)
    known = read_ledger(file)
    added = list(prepared.ledger.entries[len(known.entries) :])
    if added:
        write_ledger(file, prepared.ledger)
    return added
