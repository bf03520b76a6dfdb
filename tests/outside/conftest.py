"""A real server for clients that were not written here."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publisher.release.segments import Document
from publisher.release.store import Release, Store

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@dataclass(frozen=True)
class Server:
    """A running server: its base without the last slash, and its folder of releases."""

    base: str
    releases: Path

    @property
    def release(self) -> Release:
        """The release that it serves."""
        return Store(self.releases).current()

    def documents(self) -> dict[str, Document]:
        """Every negotiated path of the release."""
        release = self.release
        found = {path: release.entry("", path) for path in release.paths()}
        return {path: entry for path, entry in found.items() if isinstance(entry, Document)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, releases: Path, *options: str) -> Iterator[Server]:
    """A server over a folder of data, until the end of the block; it must end cleanly when told to."""
    port = free_port()
    command = [sys.executable, "-m", "publisher.cli", "serve", "--data", str(data), "--releases", str(releases)]
    process = subprocess.Popen([*command, "--port", str(port), *options], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield Server(f"http://127.0.0.1:{port}", releases)
    finally:
        process.terminate()
        try:
            assert process.wait(20) == 0
        finally:
            process.kill()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{url} does not answer")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The example catalogue, served."""
    with serving(ROOT / "data", tmp_path_factory.mktemp("releases")) as found:
        yield found


@pytest.fixture(scope="session")
def node() -> Callable[[str, Any], Any]:
    """Runs a script of this folder with node: JSON in, JSON out."""
    program = shutil.which("node")
    assert program, "there is no node: run `make test-outside`, which installs it"

    def run(script: str, job: Any) -> Any:
        told = subprocess.run(
            [program, str(HERE / script)], input=json.dumps(job), capture_output=True, text=True, check=False, cwd=HERE
        )
        assert told.returncode == 0, told.stderr[-3000:]
        return json.loads(told.stdout)

    return run
