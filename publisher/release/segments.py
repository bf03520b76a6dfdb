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
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publisher.model.errors import ReleaseError

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, path TEXT NOT NULL, kind TEXT NOT NULL, meta TEXT NOT NULL,
                    body BLOB, gzip BLOB);
CREATE UNIQUE INDEX entry_path ON entry (path);
"""
_PAGE_SIZE = 8192


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
    draft = file.with_name(file.name + ".draft")
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        rows = ((path, *_row(entries[path], file.parent)) for path in sorted(entries))
        connection.executemany("INSERT INTO entry (path, kind, meta, body, gzip) VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
        connection.execute("VACUUM INTO ?", (str(file),))
    except sqlite3.Error as error:
        raise ReleaseError(
            str(file), f"this segment cannot be written: {error}", "Make room there and build again"
        ) from error
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


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
        self._file = file
        self._root = file.parent.parent
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    def __del__(self) -> None:
        """Gives the file back at once: a connection refers to itself and would wait for the garbage collector."""
        for connection in self._opened:
            connection.close()

    def entry(self, path: str) -> Entry | None:
        """The entry at a path. Raises ReleaseError when the segment cannot be read."""
        rows = self._rows("SELECT kind, meta, body, gzip FROM entry WHERE path = ?", path)
        return self._entry(*rows[0]) if rows else None

    def paths(self) -> Iterable[str]:
        """Every path in the segment, in order. Raises ReleaseError when the segment cannot be read."""
        return [path for (path,) in self._rows("SELECT path FROM entry ORDER BY path")]

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection().execute(query, values).fetchall()
        except UnicodeEncodeError:
            return []  # half a character: nothing has such a path
        except sqlite3.Error as error:
            raise ReleaseError(
                str(self._file), f"this segment cannot be read: {error}", "Build the release again"
            ) from error

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            uri = f"{self._file.resolve().as_uri()}?mode=ro&immutable=1"
            found = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            self._opened.append(found)
            self._local.connection = found
        return found

    def _entry(self, kind: str, meta: str, body: bytes | None, gzip: bytes | None) -> Entry:
        told = json.loads(meta)
        if kind == "representation":
            headers = tuple((name, value) for name, value in told["headers"])
            file = self._root / told["file"] if told["file"] else None
            return Representation(headers, told["etag"], told["modified"], body or b"", gzip, file)
        if kind == "document":
            return Document(tuple(Choice(*choice) for choice in told["choices"]))
        return Redirect(told["location"]) if kind == "redirect" else Gone(told["time"])
