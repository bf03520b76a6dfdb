"""Pictures of every type of page, for the documentation: `make screenshots` makes them anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.outside.conftest import ROOT, Server, serving
from tests.pictures import FOLDER, HIGHEST, listing, pictures, size

pytestmark = pytest.mark.outside

BASE = "http://127.0.0.1:8000/"
"""What `make serve` publishes under: pages name their own addresses."""


@pytest.fixture
def pictured(tmp_path: Path) -> Iterator[Server]:
    """The example catalogue, as if served where it usually is."""
    with serving(ROOT / "data", tmp_path / "releases", "--base", BASE) as found:
        yield found


def test_a_picture_can_be_taken_of_every_type_of_page(
    pictured: Server, node: Callable[[str, Any], Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """With `--approve` they are kept, and those of types that are no more are removed."""
    folder = tmp_path
    if request.config.getoption("--approve"):
        folder = FOLDER
        folder.mkdir(exist_ok=True)
        for file in folder.glob("*.png"):
            file.unlink()
        (folder / "README.md").write_text(listing(pictured.release), encoding="utf-8")
    wanted = pictures(pictured.release)
    told = [{"file": str(p.file(folder)), "width": p.width, "view": p.view.job()} for p in wanted]
    job = {"base": pictured.base, "pictures": told, "highest": HIGHEST}
    assert node("pictures.js", job)["faults"] == []
    for picture in wanted:
        assert size(picture.file(folder).read_bytes())[0] == picture.width
