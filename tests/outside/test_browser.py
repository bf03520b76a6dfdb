"""A real browser shows every page in every language: accessible, within the screen, with no fault, nothing foreign."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.render.formats import HTML
from tests.outside.conftest import HERE, ROOT, Server, serving
from tests.outside.statement import write_result

pytestmark = pytest.mark.outside

HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1> {{7*7}} <!-- \u2028"


def pages(server: Server) -> list[str]:
    """The address of every page in every language, and of an unknown one."""
    found = [c.path for d in server.documents().values() for c in d.choices if c.media_type == HTML.media_type]
    return [*sorted(found), "/nothing-is-here"]


def test_every_page_is_accessible_and_fits_the_screen(
    server: Server, node: Callable[[str, Any], Any], request: pytest.FixtureRequest
) -> None:
    """axe finds nothing at phone and desktop width, light and dark; nothing scrolls sideways at 320 px.

    The language switch stays on the entry and the skip link works, with JavaScript turned off.
    """
    shots = HERE / "shots"
    shots.mkdir(exist_ok=True)
    shown = {
        str(shots / "catalogue"): "/optima/catalog.sv.html",
        str(shots / "primus-wilma-kurre"): "/optima/register/primus-wilma-kurre.sv.html",
    }
    found = node("browse.js", {"base": server.base, "pages": pages(server), "shots": shown})
    assert found["faults"] == []
    assert len(list(shots.glob("*.png"))) == 4
    if request.config.getoption("--approve"):
        write_result(len(pages(server)) - 1)


def test_pages_with_something_withheld_are_accessible_and_valid(
    tmp_path: Path, node: Callable[[str, Any], Any]
) -> None:
    """A made-up authority with marks of every kind, in every language."""
    data = Path(shutil.copytree(ROOT / "tests" / "withheld" / "data", tmp_path / "data"))
    with serving(data, tmp_path / "releases") as server:
        shown = [path for path in pages(server) if path.startswith("/exempelstad/")]
        assert len(shown) > 20
        found = node("browse.js", {"base": server.base, "pages": shown, "hostile": shown[:1]})
        check_html(server, shown, tmp_path / "html")
    assert found["faults"] == []


def test_hostile_texts_are_shown_as_texts(tmp_path: Path, node: Callable[[str, Any], Any]) -> None:
    """Markup in the data runs nowhere, and is read by people letter by letter."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    register = data / "optima" / "registers" / "abilitas.ttl"
    text = register.read_text(encoding="utf-8")
    title = '"Abilitas dokumenteringssystem för elevvård"@sv'
    assert title in text
    hostile = json.dumps(HOSTILE, ensure_ascii=False)
    for old in (title, '"Uppgifter om studerande"@sv', '"namn"@sv', '"Kuratorerna."@sv'):
        text = text.replace(old, hostile + "@sv")
    register.write_text(text, encoding="utf-8")
    hostile_pages = [f"/optima/{page}.sv.html" for page in ("register/abilitas", "catalog", "system/abilitas")]
    with serving(data, tmp_path / "releases") as server:
        found = node("browse.js", {"base": server.base, "pages": [], "hostile": hostile_pages})
    assert found["faults"] == []
    assert HOSTILE.split() == found["headings"][hostile_pages[0]].split()


def test_every_page_is_valid_html(server: Server, tmp_path: Path) -> None:
    """By the checker of the specification's editors, the stylesheet included."""
    check_html(server, pages(server)[:-1], tmp_path / "html")


def check_html(server: Server, paths: list[str], folder: Path) -> None:
    """Holds pages of a server, and the stylesheet, against the checker."""
    folder.mkdir()
    release = server.release
    for path in paths:
        entry = release.entry("", path)
        (folder / (path.strip("/").replace("/", "_"))).write_bytes(entry.body)  # type: ignore[union-attr]
    shutil.copy(ROOT / "publisher" / "render" / "static" / "style.css", folder)
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--also-check-css", "--format", "gnu", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout + told.stderr == ""
