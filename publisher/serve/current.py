"""The release that a process serves: always a whole one, taken up anew when the pointer moves."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

from publisher.model.errors import ReleaseError
from publisher.release.store import Release, Store
from publisher.serve.documents import forget

_INTERVAL = 0.2
"""Seconds between two looks at the pointer."""

_PATIENCE = 5.0
"""Seconds until a release that could not be opened is looked at again: a copy of it may not have been whole yet."""

_log = logging.getLogger(__name__)


class Current:
    """Gives the current release, from any thread. One that cannot be opened never takes the place of a good one."""

    def __init__(self, folder: Path) -> None:
        """Opens the current release of a folder of releases. Raises ReleaseError when none can be served."""
        self._store = Store(folder)
        self._lock = threading.Lock()
        self._release = self._opened()
        self._refused = ""
        self._next_look = time.monotonic() + _INTERVAL

    def release(self) -> Release:
        """The release to answer from."""
        if time.monotonic() >= self._next_look:
            self._look()
        return self._release

    def _look(self) -> None:
        """Takes up the current release when it is another; who comes meanwhile is answered from the one before."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            self._next_look = time.monotonic() + _INTERVAL
            name = self._store.current_name()
            if name not in ("", self._release.identifier):
                self._take_up(name)
        finally:
            self._lock.release()

    def _take_up(self, name: str) -> None:
        try:
            found = self._opened()
            if found.base != self._release.base:
                reason = f"this release is for {found.base}, and this server for {self._release.base}"
                raise ReleaseError(str(found.folder), reason, "Restart the server, or use another folder of releases")
            self._release = found
            forget()
        except (ReleaseError, OSError) as error:
            self._next_look = time.monotonic() + _PATIENCE
            if name != self._refused:
                _log.error("%s. The release before it stays", error)
            self._refused = name

    def _opened(self) -> Release:
        release = self._store.current()
        release.require_this_program()
        release.verify()
        return release
