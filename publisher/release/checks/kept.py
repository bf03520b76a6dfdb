"""What checks have found before, kept by a digest of all that it depends on. Losing it costs time and nothing else.

Nothing that has to do with internal facts is kept. The file is the user's own, in the folder for such things, and what
was not asked for in two months is forgotten.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value TEXT NOT NULL, used INTEGER NOT NULL)"
_ASKED_AT_ONCE = 500
_FORGOTTEN_AFTER = 60
_FRESH = 7
"""Days."""


def usual_file() -> Path:
    """Where results are kept when nothing else is said: the XDG base directory for caches."""
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(folder) / "records-catalogue-publisher" / "checks.sqlite"


class Kept:
    """A store of JSON values. Without a file, or when the file cannot be used, nothing is kept and nothing is found."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        """The values of those of the keys that are kept."""
        found: dict[bytes, Any] = {}
        for some in slices(keys):
            self._do(partial(_collect, found, some))
        return found

    def put(self, values: Mapping[bytes, Any]) -> None:
        """Keeps values, and forgets what is old."""
        today = _today()
        rows = [(key, json.dumps(value, ensure_ascii=False), today) for key, value in values.items()]

        def write(database: sqlite3.Connection) -> None:
            database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            database.execute("DELETE FROM kept WHERE used < ?", (today - _FORGOTTEN_AFTER,))

        if rows:
            self._do(write)

    def _do(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Does something with the database, if there is one. One that is broken is made anew the next time."""
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=2)) as database, database:
                self._file.chmod(0o600)
                database.execute(_SCHEMA)
                work(database)
        except (sqlite3.OperationalError, OSError):
            return  # another check is at work in it, or nothing can be written there
        except (sqlite3.DatabaseError, ValueError):
            with suppress(OSError):
                self._file.unlink()


def slices(things: Iterable[T]) -> Iterator[list[T]]:
    """Many things, as many at a time as are asked for in one go."""
    coming = iter(things)
    while some := list(islice(coming, _ASKED_AT_ONCE)):
        yield some


def _collect(found: dict[bytes, Any], keys: Sequence[bytes], database: sqlite3.Connection) -> None:
    marks, today = ",".join("?" * len(keys)), _today()
    rows = database.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", keys)  # noqa: S608 - only marks
    found.update({key: json.loads(value) for key, value in rows})
    used = f"UPDATE kept SET used = ? WHERE used < ? AND key IN ({marks})"  # noqa: S608 - only marks
    database.execute(used, (today, today - _FRESH, *keys))


def _today() -> int:
    return dt.date.today().toordinal()  # noqa: DTZ011 - only to tell what is old
