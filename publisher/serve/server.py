"""The server: granian over the application, on one address."""

from __future__ import annotations

import functools
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from publisher.model.errors import AddressError
from publisher.serve.app import create_app

_THREADS = 16
"""Threads of a worker: each answers one request at a time."""

_LAST_WORDS = 5
"""Seconds that open connections have to end when the server is told to stop."""

_WAITING = 2000
"""Connections that may wait at once: slow clients keep a place here, not a thread."""


def require_free(host: str, port: int) -> str:
    """The numeric address of a host whose port can be listened on. Raises AddressError when it cannot be."""
    if not 0 < port < 65536:
        raise AddressError(f"port {port}", "there is no such port", "Name one from 1 to 65535 with --port")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return str(address[0])
    except OSError as error:
        reason = error.strerror or str(error)
        raise AddressError(
            f"{host}:{port}",
            f"this address cannot be listened on: {reason}",
            "Name another with --host or --port",
        ) from error


def serve(releases: Path, host: str, port: int, workers: int) -> None:
    """Serves a folder of releases until it is told to stop (SIGINT, SIGTERM).

    Raises AddressError when the address cannot be listened on.
    """
    server = Granian(
        "publisher",
        address=require_free(host, port),
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        backpressure=_WAITING,
        blocking_threads=_THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=_LAST_WORDS,
        log_level=LogLevels.error,
        process_name=None,
    )
    server.serve(target_loader=functools.partial(_load, releases), wrap_loader=False)


def _load(releases: Path, *_: Any) -> Callable[..., Any]:
    return create_app(releases).wsgi_app
