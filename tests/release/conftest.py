"""A made-up authority with marks of every kind, and its internal facts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publisher.release.site import Site, read_site
from tests.conftest import BASE, ROOT

MADE_UP = ROOT / "tests" / "withheld"


@pytest.fixture
def withheld(tmp_path: Path) -> Site:
    """The made-up authority in folders of its own, to change."""
    for name in ("data", "private"):
        shutil.copytree(MADE_UP / name, tmp_path / name)
    return read_site(tmp_path / "data", BASE, tmp_path / "private")
