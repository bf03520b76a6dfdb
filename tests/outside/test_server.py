"""The real server: open connections, strange bytes, dripping clients, new releases under load, and the end."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from tests.outside.conftest import ROOT, Server, serving

pytestmark = pytest.mark.outside

REGISTER = "/optima/register/abilitas"
DUMP = "/optima/catalog.nt"
SLOW_FOR = 5.0
SLOW = 50

Told = tuple[int, dict[str, str], bytes]


def address(server: Server) -> tuple[str, int]:
    """Host and port."""
    host, port = server.base.removeprefix("http://").split(":")
    return host, int(port)


def connection(server: Server) -> closing[http.client.HTTPConnection]:
    """A connection that is kept alive until the end of the block."""
    return closing(http.client.HTTPConnection(*address(server), timeout=10))


def ask(kept: http.client.HTTPConnection, method: str, path: str, **headers: str) -> Told:
    """Status, headers and body; header names are written with underscores."""
    kept.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    found = kept.getresponse()
    told = {name.lower(): value for name, value in found.getheaders() if name.lower() != "date"}
    return found.status, told, found.read()


def test_every_address_answers_alike_over_one_connection(server: Server) -> None:
    """GET, HEAD, a conditional GET and gzip of every path, and the server closes the connection never."""
    with connection(server) as kept:
        kept.connect()
        opened = kept.sock
        for path in [*server.release.paths(), "/nothing"]:
            code, headers, body = ask(kept, "GET", path)
            assert ask(kept, "HEAD", path) == (code, headers, b""), path
            assert len(body) == int(headers["content-length"]), path
            packed_code, packed_headers, packed = ask(kept, "GET", path, Accept_Encoding="gzip")
            assert ask(kept, "HEAD", path, Accept_Encoding="gzip") == (packed_code, packed_headers, b""), path
            assert len(packed) == int(packed_headers["content-length"]), path
            is_packed = packed_headers.get("content-encoding") == "gzip"
            assert (gzip.decompress(packed) if is_packed else packed) == body, path
            if code == 200:
                assert is_packed == (headers["etag"] != packed_headers["etag"]), path
                assert "accept-encoding" in headers["vary"].lower(), path
                assert ask(kept, "GET", path, If_None_Match=headers["etag"])[::2] == (304, b""), path
                assert ask(kept, "GET", path, If_None_Match='"another"')[0] == 200, path
        assert kept.sock is opened


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n\r\n\r\n",
        b"\xff\xfe\xfd /\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nAccept: \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nAccept: \xff\xe4\r\nAccept-Language: \xe5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nIf-None-Match: \xff\r\nIf-Modified-Since: never\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://other.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET //other.example/.. HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        b"CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 5_000 + b"\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00" * 100,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    ],
    ids=lambda sent: repr(sent[:40]),
)
def test_strange_bytes_break_nothing(server: Server, sent: bytes) -> None:
    """They get an answer that is no fault of ours, or none; the next request is answered."""
    received = b""
    with socket.create_connection(address(server), timeout=5) as broken, suppress(OSError):
        broken.sendall(sent)
        broken.shutdown(socket.SHUT_WR)
        while piece := broken.recv(65536):
            received += piece
    assert not re.match(rb"HTTP/1\.[01] 5", received), received[:300]
    assert b"Traceback" not in received
    with connection(server) as kept:
        assert ask(kept, "GET", REGISTER)[0] == 200


@pytest.mark.parametrize("size", [9_000, 60_000])
def test_an_overlong_header_is_refused_or_passed_over(server: Server, size: int) -> None:
    """Never an error of ours."""
    with connection(server) as kept:
        assert ask(kept, "GET", REGISTER, Accept="a/b," * (size // 4))[0] < 500


def test_dripping_clients_keep_nobody_waiting_and_are_served(server: Server) -> None:
    """Fifty that send their headers byte by byte; honest requests beside them all succeed, and in the end they too."""
    request = f"GET {REGISTER}.ttl HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    honest: list[int] = []
    faults: list[object] = []
    done = threading.Event()

    def ask_on() -> None:
        while not done.is_set():
            try:
                with connection(server) as kept:
                    honest.append(ask(kept, "GET", REGISTER)[0])
            except (OSError, http.client.HTTPException) as error:
                faults.append(error)

    threads = [threading.Thread(target=ask_on) for _ in range(4)]
    with ExitStack() as kept:
        dripping = [kept.enter_context(socket.create_connection(address(server), timeout=10)) for _ in range(SLOW)]
        for thread in threads:
            thread.start()
        try:
            for byte in request:
                for client in dripping:
                    client.sendall(bytes([byte]))
                time.sleep(SLOW_FOR / len(request))
            answers = [b"".join(_received(client)) for client in dripping]
        finally:
            done.set()
            for thread in threads:
                thread.join(20)
    assert faults == []
    assert set(honest) == {200}
    assert all(one.startswith(b"HTTP/1.1 200") for one in answers)


def _received(client: socket.socket) -> Iterator[bytes]:
    while piece := client.recv(65536):
        yield piece


def test_release_after_release_is_taken_up_whole(tmp_path: Path) -> None:
    """By a server that builds nothing itself: no request fails, each body is its ETag's, the last release is there
    within five seconds, and whole catalogues, which are files, are never cut."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    releases = tmp_path / "releases"
    register = data / "optima" / "registers" / "abilitas.ttl"
    text = register.read_text(encoding="utf-8")
    assert "Kuratorerna." in text
    _build(data, releases)
    watched = [REGISTER, REGISTER + ".ttl", DUMP, "/catalog.jsonld"]
    with serving(data, releases, "--no-build") as server:
        seen: dict[str, set[str]] = {path: set() for path in watched}
        faults: list[object] = []
        done = threading.Event()

        def ask_on(coding: str) -> None:
            with connection(server) as kept:
                while not done.is_set():
                    for path in watched:
                        try:
                            code, headers, body = ask(kept, "GET", path, Accept_Encoding=coding)
                            faults.extend(_faults(path, code, headers, body))
                            seen[path].add(headers.get("etag", "").removesuffix('-gzip"').strip('"'))
                        except (OSError, EOFError, http.client.HTTPException) as error:
                            faults.append((path, repr(error)))
                            kept.close()

        threads = [threading.Thread(target=ask_on, args=(coding,)) for coding in ("identity", "gzip") * 2]
        for thread in threads:
            thread.start()
        try:
            for number in range(3):
                register.write_text(text.replace("Kuratorerna.", f"Kuratorerna, {number}."), encoding="utf-8")
                _build(data, releases)
            time.sleep(5)
            last = {path: server.release.entry("", path) for path in watched}
            for path, entry in last.items():
                for _ in range(8):  # more than there are workers
                    with connection(server) as kept:
                        tag = ask(kept, "GET", path, Accept="text/turtle")[1]["etag"].strip('"')
                    expected = server.release.entry("", path + ".ttl") if path == REGISTER else entry
                    assert tag == expected.etag, path
        finally:
            done.set()
            for thread in threads:
                thread.join(20)
    assert faults == []
    assert {path: len(tags) for path, tags in seen.items()} == dict.fromkeys(watched, 4)


def _build(data: Path, releases: Path) -> None:
    options = ["--data", str(data), "--releases", str(releases), "--base", "http://local.example/"]
    command = [sys.executable, "-m", "publisher.cli", "build", *options]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def _faults(path: str, code: int, headers: dict[str, str], body: bytes) -> list[object]:
    whole = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
    tag = headers.get("etag", "").removesuffix('-gzip"').strip('"')
    if code == 200 and hashlib.sha256(whole).hexdigest()[:32] == tag:
        return []
    return [(path, code, headers)]


def test_it_stops_when_told_with_connections_open(tmp_path: Path) -> None:
    """An idle one, one that waits for the end of its headers, and one that never reads; the port is free again."""
    with ExitStack() as opened, ExitStack() as served:
        server = served.enter_context(serving(ROOT / "data", tmp_path / "releases"))
        idle = opened.enter_context(connection(server))
        assert ask(idle, "GET", REGISTER)[0] == 200
        for sent in (b"GET / HTTP/1.1\r\nHo", f"GET {DUMP} HTTP/1.1\r\nHost: x\r\n\r\n".encode()):
            opened.enter_context(socket.create_connection(address(server), timeout=5)).sendall(sent)
        served.close()  # holds that it ends, and with status 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address(server), timeout=5)


def test_the_data_is_watched_when_asked(tmp_path: Path) -> None:
    """`--reload` builds again on each change, and goes on serving when the change is wrong."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    register = data / "optima" / "registers" / "abilitas.ttl"
    with serving(data, tmp_path / "releases", "--reload") as server:

        def shows(text: str) -> bool:
            for _ in range(100):
                with urllib.request.urlopen(server.base + "/optima/register/abilitas.ttl", timeout=5) as response:
                    if text in response.read().decode():
                        return True
                time.sleep(0.2)
            return False

        good = register.read_text(encoding="utf-8")
        register.write_text(good.replace("Kuratorerna.", "Kuratorerna och rektor."), encoding="utf-8")
        assert shows("Kuratorerna och rektor.")
        register.write_text("this is not Turtle", encoding="utf-8")
        time.sleep(2)
        assert shows("Kuratorerna och rektor.")
        register.write_text(good.replace("Kuratorerna.", "Bara kuratorerna."), encoding="utf-8")
        assert shows("Bara kuratorerna.")
