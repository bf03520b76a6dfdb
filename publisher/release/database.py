"""Databases of a release: SQLite files that are written once and read by many."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from publisher.model.errors import ReleaseError

_PAGE_SIZE = 8192


def write_database(file: Path, schema: str, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Writes a database: the same rows in the same order give the same bytes.

    Raises ReleaseError when it cannot be written.
    """
    draft = file.with_name(file.name + ".draft")
    connection = sqlite3.connect(draft, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.executescript(schema)
        connection.execute("BEGIN")
        fill(connection)
        connection.execute("COMMIT")
        connection.execute("VACUUM INTO ?", (str(file),))
    except sqlite3.Error as error:
        raise ReleaseError(
            str(file), f"this segment cannot be written: {error}", "Make room there and build again"
        ) from error
    finally:
        connection.close()
        draft.unlink(missing_ok=True)


class Database:
    """Reads a database, from any thread."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    def __del__(self) -> None:
        """Gives the file back at once: a connection refers to itself and would wait for the garbage collector."""
        for connection in self._opened:
            connection.close()

    def rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        """The rows that a query gives. Raises ReleaseError when the file cannot be read."""
        try:
            return self._connection().execute(query, values).fetchall()
        except UnicodeEncodeError:
            return []  # half a character: nothing is called so
        except sqlite3.Error as error:
            raise ReleaseError(
                str(self.file), f"this segment cannot be read: {error}", "Build the release again"
            ) from error

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            uri = f"{self.file.resolve().as_uri()}?mode=ro&immutable=1"
            found = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
            self._opened.append(found)
            self._local.connection = found
        return found
