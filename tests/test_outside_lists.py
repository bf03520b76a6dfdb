"""What the tests outside install is told to the last version, and nothing else is installed."""

from __future__ import annotations

import json
import re

from tests.conftest import ROOT

OUTSIDE = ROOT / "tests" / "outside"


def test_every_package_of_python_has_its_version() -> None:
    """None is chosen by the day; each is named once."""
    lines = [line for line in (OUTSIDE / "requirements.txt").read_text().splitlines() if line and line[0] != "#"]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", line) for line in lines)
    assert len({line.partition("==")[0] for line in lines}) == len(lines)


def test_every_package_of_npm_has_its_version_and_its_sum() -> None:
    """Those that are wanted, and all that they bring; and no address of where they were had."""
    wanted = json.loads((OUTSIDE / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
    kept = json.loads((OUTSIDE / "package-lock.json").read_text())["packages"]
    assert kept[""]["dependencies"] == wanted
    assert all("integrity" in one and "resolved" not in one for path, one in kept.items() if path)


def test_no_package_of_npm_runs_anything_when_it_is_installed() -> None:
    """Nor does Python's bring more than is listed."""
    text = (OUTSIDE / "install.sh").read_text()
    assert "npm ci --ignore-scripts" in text
    assert "--no-deps --requirement requirements.txt" in text
