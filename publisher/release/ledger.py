"""The ledger: one line for each publication of a thing, append-only, each line sealed with all lines before it.

A line has time (UTC), kind, IRI relative to the authority's base, and seal; the last line of a thing that is public
also has the digest of its description as it now stands. Earlier lines have none, for a digest would let anyone who
guesses what was public once see that the guess is right. A line of a register may end with what its description
answered then, by section and article. The seal makes an edit visible; it is no signature.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from rdflib import URIRef
from rdflib.term import Node

from publisher.derive import Publication
from publisher.model.completeness import Counted, Measures, summed
from publisher.model.errors import LedgerError
from publisher.render.data.rdf import Triple, in_order, write
from publisher.render.formats import N_TRIPLES

KINDS = ("created", "updated", "withdrawn", "purged")
_GONE = ("withdrawn", "purged")
_REGISTER = "id/register/"
_COUNT = "[a-z0-9-]+:[0-9]+/[0-9]+"
_LINE = re.compile(
    rf"(?P<time>\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (?P<kind>{'|'.join(KINDS)}) (?P<iri>id/[a-z0-9/-]+) "
    r"(?P<seal>[0-9a-f]{16})(?: (?P<digest>[0-9a-f]{64}) (?P<check>[0-9a-f]{16}))?"
    rf"(?: (?P<counts>{_COUNT}(?:,{_COUNT})*) (?P<proof>[0-9a-f]{{16}}))?"
)
_DIGEST_BASE = "https://base.invalid/"


@dataclass(frozen=True)
class Entry:
    """One publication of a thing; `digest` is empty when a later entry tells of it, or it is gone.

    `counts` is what a description answered, as in `section-28:3/5,article-30:4/8`; empty when it was not counted.
    """

    time: str
    kind: str
    iri: str
    digest: str = ""
    counts: str = ""

    @property
    def text(self) -> str:
        """What the seal covers."""
        return f"{self.time} {self.kind} {self.iri}"

    @property
    def answers(self) -> Measures | None:
        """The counts, by section and article; None when there are none."""
        parts = (part.replace("/", ":").split(":") for part in self.counts.split(",") if part)
        return {name: (int(answered), int(asked)) for name, answered, asked in parts} or None


@dataclass(frozen=True)
class Ledger:
    """The entries of a ledger, oldest first, and the seal of the last."""

    entries: tuple[Entry, ...] = ()
    seal: str = ""

    def publications(self, digests: Mapping[str, str]) -> dict[str, Publication]:
        """What is published, by relative IRI, given the digests of the things as they now stand."""
        found: dict[str, Publication] = {}
        for entry in self.entries:
            first = found.get(entry.iri)
            issued = first.issued if first else entry.time
            found[entry.iri] = Publication(issued, entry.time, digests.get(entry.iri) == entry.digest)
        return {iri: publication for iri, publication in found.items() if iri in digests}

    def gone(self, present: Iterable[str]) -> dict[str, str]:
        """The things that were published and are no more: relative IRI -> time it ended, empty when not told."""
        last = {entry.iri: entry for entry in self.entries}
        for iri in present:
            last.pop(iri, None)
        return {iri: entry.time if entry.kind in _GONE else "" for iri, entry in last.items()}

    def changes(self, digests: Mapping[str, str], time: str) -> list[Entry]:
        """The entries that publishing things with these digests adds. The clock never runs backwards."""
        moment = max(time, self.entries[-1].time) if self.entries else time
        last = {entry.iri: entry for entry in self.entries}
        changes = []
        for iri in sorted(digests):
            if iri not in last:
                changes.append(Entry(moment, "created", iri, digests[iri]))
            elif last[iri].digest != digests[iri]:
                changes.append(Entry(moment, "updated", iri, digests[iri]))
        for iri in sorted(last.keys() - digests.keys()):
            if last[iri].kind not in _GONE:
                changes.append(Entry(moment, "withdrawn", iri))
        return changes

    def with_entries(self, entries: Iterable[Entry]) -> Ledger:
        """The ledger with entries added; digests that they supersede are forgotten."""
        added, seal = list(entries), self.seal
        for entry in added:
            seal = _seal(seal, entry.text)
        everything = [*self.entries, *added]
        last = {entry.iri: number for number, entry in enumerate(everything)}
        kept = (e if last[e.iri] == number else replace(e, digest="") for number, e in enumerate(everything))
        return Ledger(tuple(kept), seal)

    def purged(self, iri: str, time: str) -> Ledger:
        """The ledger in which nothing of a thing is left but that it was purged, and when."""
        others = Ledger().with_entries(entry for entry in self.entries if entry.iri != iri)
        moment = max(time, others.entries[-1].time) if others.entries else time
        return others.with_entries([Entry(moment, "purged", iri)])

    def counted(self, known: Ledger, count: Callable[[Entry], Measures]) -> Ledger:
        """The ledger in which what was published since another one has its counts."""
        told = {(entry.text, entry.digest) for entry in known.entries}
        return Ledger(
            tuple(
                replace(entry, counts=_written(count(entry)))
                if entry.digest and (entry.text, entry.digest) not in told
                else entry
                for entry in self.entries
            ),
            self.seal,
        )

    def without_earlier_counts(self) -> Ledger:
        """The ledger that counts nothing but what is public as it now stands."""
        return Ledger(tuple(e if e.digest else replace(e, counts="") for e in self.entries), self.seal)

    def histories(self) -> dict[str, tuple[Counted, ...]]:
        """What each register answered when it was published, by relative IRI, oldest first."""
        found: dict[str, list[Counted]] = {}
        for entry in self.entries:
            if entry.iri.startswith(_REGISTER) and entry.kind not in _GONE:
                found.setdefault(entry.iri, []).append(Counted(entry.time, entry.answers))
        return {iri: tuple(history) for iri, history in found.items()}

    def history(self) -> tuple[Counted, ...]:
        """What all registers together answered after each publication; None when one of them was not counted."""
        now: dict[str, Measures] = {}
        total: Measures = {}
        uncounted: set[str] = set()
        found = []
        registers = (entry for entry in self.entries if entry.iri.startswith(_REGISTER))
        for time, entries in groupby(registers, key=lambda entry: entry.time):
            for entry in entries:
                answers = {} if entry.kind in _GONE else entry.answers
                (uncounted.add if answers is None else uncounted.discard)(entry.iri)
                before = {name: (-value, -most) for name, (value, most) in now.get(entry.iri, {}).items()}
                now[entry.iri] = answers or {}
                total = summed((total, before, now[entry.iri]))
            known = {name: (value, most) for name, (value, most) in total.items() if most}
            found.append(Counted(time, None if uncounted else known))
        return tuple(found)

    @property
    def purges(self) -> tuple[str, ...]:
        """The things that were purged: they must never come back."""
        return tuple(entry.iri for entry in self.entries if entry.kind == "purged")


def read_ledger(file: Path) -> Ledger:
    """The ledger in a file; an empty one when there is no file.

    Raises LedgerError, with the line, for a ledger that was edited.
    """
    try:
        content = file.read_text(encoding="utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(str(file), f"the ledger cannot be read: {error}", _RESTORE) from error
    entries: list[Entry] = []
    seal = ""
    if content and not content.endswith("\n"):
        raise LedgerError(f"{file}:{content.count(chr(10)) + 1}", "the last line is cut", _RESTORE)
    for number, line in enumerate(content.splitlines(), start=1):
        found = _LINE.fullmatch(line)
        entry = Entry(*(text or "" for text in found.group(*Entry.__match_args__))) if found else None
        if not found or not entry or line != _line(entry, _seal(seal, entry.text)):
            raise LedgerError(f"{file}:{number}", "this line, or one before it, was edited", _RESTORE)
        entries.append(entry)
        seal = found["seal"]
    return Ledger(tuple(entries), seal)


def write_ledger(file: Path, ledger: Ledger) -> None:
    """Writes a ledger whole: a reader sees the old one or the new one, also after a crash."""
    lines, seal = [], ""
    for entry in ledger.entries:
        seal = _seal(seal, entry.text)
        lines.append(_line(entry, seal) + "\n")
    beside = file.with_name(file.name + ".new")
    with beside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def digest(triples: Iterable[Triple], base: str) -> str:
    """SHA-256 of triples, the same under any base."""

    def moved(node: Node) -> Node:
        is_local = isinstance(node, URIRef) and node.startswith(base)
        return URIRef(_DIGEST_BASE + str(node).removeprefix(base)) if is_local else node

    placed = in_order((moved(s), p, moved(o)) for s, p, o in triples)
    return hashlib.sha256(write(placed, N_TRIPLES)).hexdigest()


def _line(entry: Entry, seal: str) -> str:
    more = (f" {part} {_seal(seal, part)}" for part in (entry.digest, entry.counts) if part)
    return f"{entry.text} {seal}{''.join(more)}"


def _written(answers: Measures) -> str:
    return ",".join(f"{name}:{answered}/{asked}" for name, (answered, asked) in answers.items())


def _seal(before: str, text: str) -> str:
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()[:16]


_RESTORE = "Restore the ledger from version control or a backup"
