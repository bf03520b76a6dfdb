"""A client that reads the description of the interface and tries everything in it finds no fault."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.outside.conftest import HERE, Server

pytestmark = pytest.mark.outside

SCHEMATHESIS = HERE / ".venv" / "bin" / "schemathesis"
SEED, EXAMPLES, SECONDS = 1, 2, 240

SETTINGS = """
color = false

[[operations]]
include-method = "POST"
include-path-regex = "^/ask"
checks.positive_data_acceptance.enabled = false
"""
"""The form of a request is held against what no schema tells: a day that comes after another, a name for own data. What
is amiss answers 400 with the form, though each field is as described."""


def test_what_is_described_is_what_is_served(server: Server, tmp_path: Path) -> None:
    """Statuses, media types, headers and bodies; methods that are not described; values that are not valid."""
    settings = tmp_path / "schemathesis.toml"
    settings.write_text(SETTINGS, encoding="utf-8")
    command = [str(SCHEMATHESIS), "--config-file", str(settings), "run", "--checks", "all", "--workers", "1"]
    command += ["--seed", str(SEED), "--max-examples", str(EXAMPLES), "--generation-database", "none"]
    found = subprocess.run(
        [*command, f"{server.base}/openapi.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-10_000:] + found.stderr[-2_000:]
    counts = re.search(r"Selected: (\d+)/(\d+)\n\s+Tested: (\d+)\n", found.stdout)
    assert counts and len(set(counts.groups())) == 1, found.stdout[-1_000:]
    assert int(counts[1]) > 2 * len(_paths(server))


def _paths(server: Server) -> list[str]:
    """The paths that the description tells of."""
    with urllib.request.urlopen(f"{server.base}/openapi.json", timeout=10) as answer:
        return list(json.load(answer)["paths"])
