"""What is written of a test in browsers is what the accessibility statement reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.render import around
from tests.outside.statement import STANDARD, write_result

pytestmark = pytest.mark.outside


def test_the_result_of_a_test_is_read_as_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the versions of the programs that are installed here."""
    file = tmp_path / "accessibility.toml"
    write_result(150, file)
    monkeypatch.setattr(around, "RESULT", file)
    around.tested.cache_clear()
    try:
        found = around.tested()
    finally:
        around.tested.cache_clear()
    assert found
    assert (found.standard, found.pages, found.violations) == (STANDARD, 150, 0)
    assert [re.sub(r"[0-9.]+$", "", tool) for tool in found.tools] == ["axe-core ", "Chromium "]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found.day)
