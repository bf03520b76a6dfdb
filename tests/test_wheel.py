"""The wheel works by itself, from any folder."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

from tests.conftest import ROOT

QUIET = ("--quiet", "--disable-pip-version-check")


def test_the_installed_wheel_serves_data_from_anywhere(tmp_path: Path) -> None:
    """Ontology, shapes, templates, texts and stylesheet travel in it; data does not."""
    build = [sys.executable, "-m", "pip", "wheel", *QUIET, "--no-deps", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "ontology/records.ttl",
        "ontology/known-iris.tsv",
        "shapes/source/register.ttl",
        "render/static/style.css",
    ):
        assert f"publisher/{needed}" in names
    for kind in ("templates", "locales", "static"):
        files = (file for file in (ROOT / "publisher/render" / kind).rglob("*") if file.is_file())
        kept = {file.relative_to(ROOT).as_posix() for file in files}
        assert kept
        assert kept <= set(names)
    assert not [name for name in names if name.startswith(("data/", "tests/")) or "optima" in name]

    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", *QUIET, "--no-compile", wheel], check=True, capture_output=True)
    elsewhere = tmp_path / "elsewhere"
    data = shutil.copytree(ROOT / "data", elsewhere / "records")
    publisher = tmp_path / "empty" / "bin" / "publisher"
    told = subprocess.run(
        [publisher, "check", "--data", "records"], cwd=elsewhere, capture_output=True, text=True, check=True
    )
    assert told.stdout.splitlines()[-1].startswith("Errors: 0.")

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [publisher, "serve", "--data", str(data), "--port", str(port)]
    server = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
    try:
        assert b"a dcat:Dataset" in fetched(f"http://127.0.0.1:{port}/optima/register/abilitas")
    finally:
        server.terminate()
        assert server.wait(20) == 0


def fetched(url: str) -> bytes:
    """The Turtle at an address, once the server answers."""
    request = urllib.request.Request(url, headers={"Accept": "text/turtle"})
    for _ in range(300):
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return bytes(response.read())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")
