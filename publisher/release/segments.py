"""Segments: immutable SQLite files of ready answers. Written once, read by many.

An entry is one of
- a representation: headers and bytes at an address of its own;
- a document: an address that is negotiated, with its offers;
- a redirect: an address that sees other;
- a gone thing: an address where something was published once.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from publisher.release.database import Database, write_database

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, path TEXT NOT NULL, kind TEXT NOT NULL, meta TEXT NOT NULL,
                    body BLOB, gzip BLOB);
CREATE UNIQUE INDEX entry_path ON entry (path);
"""


@dataclass(frozen=True)
class Representation:
    """Bytes ready to send. `headers` lack those of coding, length and negotiation; `file` holds the bytes when many.

    `gzip` is None, and `file` has no `.gz` beside it, when compressing does not pay.
    """

    headers: tuple[tuple[str, str], ...]
    etag: str
    modified: str
    body: bytes = b""
    gzip: bytes | None = None
    file: Path | None = None


@dataclass(frozen=True)
class Choice:
    """One representation that a document offers."""

    path: str
    media_type: str
    language: str


@dataclass(frozen=True)
class Document:
    """A negotiated address and its choices, the preferred first."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Redirect:
    """See other."""

    location: str


@dataclass(frozen=True)
class Gone:
    """Something was published here: `time` is when it ended, empty when that is not told yet."""

    time: str


Entry = Representation | Document | Redirect | Gone


def write_segment(file: Path, entries: Mapping[str, Entry]) -> None:
    """Writes a segment. The same entries give the same bytes. Raises ReleaseError when it cannot be written."""
    rows = ((path, *_row(entries[path], file.parent)) for path in sorted(entries))
    insert = "INSERT INTO entry (path, kind, meta, body, gzip) VALUES (?, ?, ?, ?, ?)"

    def fill(database: sqlite3.Connection) -> None:
        database.executemany(insert, rows)

    write_database(file, _SCHEMA, fill)


def _row(entry: Entry, root: Path) -> tuple[str, str, bytes | None, bytes | None]:
    match entry:
        case Representation():
            file = entry.file.relative_to(root.parent).as_posix() if entry.file else None
            meta = {"headers": entry.headers, "etag": entry.etag, "modified": entry.modified, "file": file}
            return "representation", _json(meta), entry.body, entry.gzip
        case Document():
            choices = [[c.path, c.media_type, c.language] for c in entry.choices]
            return "document", _json({"choices": choices}), None, None
        case Redirect():
            return "redirect", _json({"location": entry.location}), None, None
        case Gone():
            return "gone", _json({"time": entry.time}), None, None


def _json(meta: Mapping[str, object]) -> str:
    return json.dumps(meta, ensure_ascii=False, sort_keys=True)


class Segment:
    """Reads a segment, from any thread."""

    def __init__(self, file: Path) -> None:
        self._database = Database(file)
        self._root = file.parent.parent

    def entry(self, path: str) -> Entry | None:
        """The entry at a path. Raises ReleaseError when the segment cannot be read."""
        rows = self._database.rows("SELECT kind, meta, body, gzip FROM entry WHERE path = ?", path)
        return self._entry(*rows[0]) if rows else None

    def paths(self) -> Iterable[str]:
        """Every path in the segment, in order. Raises ReleaseError when the segment cannot be read."""
        return [path for (path,) in self._database.rows("SELECT path FROM entry ORDER BY path")]

    def _entry(self, kind: str, meta: str, body: bytes | None, gzip: bytes | None) -> Entry:
        told = json.loads(meta)
        if kind == "representation":
            headers = tuple((name, value) for name, value in told["headers"])
            file = self._root / told["file"] if told["file"] else None
            return Representation(headers, told["etag"], told["modified"], body or b"", gzip, file)
        if kind == "document":
            return Document(tuple(Choice(*choice) for choice in told["choices"]))
        return Redirect(told["location"]) if kind == "redirect" else Gone(told["time"])
