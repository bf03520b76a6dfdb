"""The real server: slow clients, strange requests, and a new release under load."""

from __future__ import annotations

import hashlib
import http.client
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.outside.conftest import ROOT, Server, serving

pytestmark = pytest.mark.outside

REGISTER = "/optima/register/primus-wilma-kurre"


def connection(server: Server) -> closing[http.client.HTTPConnection]:
    """A connection that is kept alive until the end of the block."""
    return closing(http.client.HTTPConnection(server.base.removeprefix("http://"), timeout=10))


def status(server: Server, path: str, **headers: str) -> int:
    """The status of an answer over a connection of its own."""
    with connection(server) as found:
        return ask(found, "GET", path, **headers)[0]


def ask(found: http.client.HTTPConnection, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body; header names are written with underscores."""
    found.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = found.getresponse()
    told = {name.lower(): value for name, value in response.getheaders() if name.lower() != "date"}
    return response.status, told, response.read()


def test_head_is_get_without_a_body(server: Server) -> None:
    """Over one connection that stays open."""
    with connection(server) as kept:
        for path in (REGISTER, REGISTER + ".ttl", "/optima/catalog.nt", "/nothing", "/optima/id/catalog"):
            code, headers, body = ask(kept, "GET", path)
            assert ask(kept, "HEAD", path) == (code, headers, b"")
            assert int(headers["content-length"]) == len(body)


def test_who_has_it_gets_304(server: Server) -> None:
    """Also of a file."""
    with connection(server) as kept:
        for path in (REGISTER, "/optima/catalog.nt"):
            tag = ask(kept, "GET", path)[1]["etag"]
            assert ask(kept, "GET", path, If_None_Match=tag)[::2] == (304, b"")


@pytest.mark.parametrize("size", [9_000, 60_000])
def test_an_overlong_header_is_refused_or_passed_over(server: Server, size: int) -> None:
    """Never an error of ours."""
    assert status(server, REGISTER, Accept="a/b," * (size // 4)) < 500


@pytest.mark.parametrize(
    "line",
    [b"GET\r\n\r\n", b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"],
)
def test_a_malformed_request_harms_nobody(server: Server, line: bytes) -> None:
    """The next one is answered."""
    host, port = server.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as broken:
        broken.sendall(line)
        broken.settimeout(5)
        assert b" 500 " not in broken.recv(4096)
    assert status(server, REGISTER) == 200


def test_slow_clients_keep_nobody_waiting(server: Server) -> None:
    """Two hundred that never end their headers, and forty that never read, beside honest ones."""
    host, port = server.base.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port)), timeout=5) for _ in range(240)]
    for number, client in enumerate(slow):
        client.sendall(
            f"GET /optima/catalog.nt HTTP/1.1\r\nHost: x\r\n{'' if number < 200 else chr(13) + chr(10)}".encode()
        )
    try:
        for _ in range(100):
            assert status(server, REGISTER) == 200
    finally:
        for client in slow:
            client.close()


def test_a_new_release_is_taken_up_without_dropping_a_request(tmp_path: Path) -> None:
    """Every answer is wholly of the old release or wholly of the new one."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    with serving(data, tmp_path / "releases") as server:
        seen: dict[str, set[str]] = {}
        faults: list[object] = []
        done = threading.Event()

        def reader() -> None:
            with connection(server) as kept:
                while not done.is_set():
                    try:
                        code, headers, body = ask(kept, "GET", REGISTER + ".ttl")
                    except OSError as error:
                        faults.append(error)
                        return
                    if code != 200 or hashlib.sha256(body).hexdigest()[:32] != headers["etag"].strip('"'):
                        faults.append((code, headers))
                    seen.setdefault(headers["etag"], set()).add(hashlib.sha256(body).hexdigest())

        threads = [threading.Thread(target=reader) for _ in range(4)]
        for thread in threads:
            thread.start()
        register = data / "optima" / "registers" / "primus-wilma-kurre.ttl"
        register.write_text(
            register.read_text(encoding="utf-8").replace('"Foto"@sv', '"Fotografi"@sv'), encoding="utf-8"
        )
        options = ["--data", str(data), "--releases", str(server.releases), "--base", server.base + "/"]
        subprocess.run([sys.executable, "-m", "publisher.cli", "build", *options], check=True, capture_output=True)
        time.sleep(2)
        done.set()
        for thread in threads:
            thread.join(10)
        assert faults == []
        assert len(seen) == 2
        with urllib.request.urlopen(server.base + REGISTER + ".ttl", timeout=5) as response:
            assert "Fotografi" in response.read().decode()


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
