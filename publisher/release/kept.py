"""What checks have found before, kept by a digest of all that it depends on. Losing it costs time and nothing else.

Nothing that has to do with internal facts is kept. The file is the user's own, in the folder for such things, and what
was not asked for in two months is forgotten.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL, used INTEGER NOT NULL)"
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

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """The values of those of the keys that are kept."""
        wanted, found = list(keys), dict[str, Any]()
        today = dt.date.today().toordinal()  # noqa: DTZ011 - only to tell what is old
        with self._open() as database:
            if database:
                for start in range(0, len(wanted), _ASKED_AT_ONCE):
                    some = wanted[start : start + _ASKED_AT_ONCE]
                    marks = ",".join("?" * len(some))
                    rows = database.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", some)  # noqa: S608
                    found.update({key: json.loads(value) for key, value in rows})
                    database.execute(
                        f"UPDATE kept SET used = ? WHERE used < ? AND key IN ({marks})",  # noqa: S608 - only marks
                        (today, today - _FRESH, *some),
                    )
        return found

    def put(self, values: Mapping[str, Any]) -> None:
        """Keeps values, and forgets what is old."""
        today = dt.date.today().toordinal()  # noqa: DTZ011 - only to tell what is old
        with self._open() as database:
            if database:
                rows = ((key, json.dumps(value, ensure_ascii=False), today) for key, value in values.items())
                database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
                database.execute("DELETE FROM kept WHERE used < ?", (today - _FORGOTTEN_AFTER,))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        """The database, in a transaction; None when there is none. One that is broken is made anew the next time."""
        if self._file is None:
            yield None
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file, timeout=2)) as database, database:
                self._file.chmod(0o600)
                database.execute(_SCHEMA)
                yield database
        except (sqlite3.OperationalError, OSError):
            return  # another check is at work in it, or the folder is not for writing
        except (sqlite3.DatabaseError, ValueError):
            with suppress(OSError):
                self._file.unlink()
