"""A real browser shows every page in every language: accessible, within the screen, with no fault, nothing foreign."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from publisher.release.documents.catalogues import ERRORS
from publisher.release.segments import Representation
from publisher.release.store import Release
from tests.outside.conftest import HERE, ROOT, Server, serving
from tests.outside.statement import write_result
from tests.page_types import View, others, views

pytestmark = pytest.mark.outside

HOSTILE = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1> {{7*7}} <!-- \u2028"


def looked_at(release: Release) -> dict[str, list[dict[str, object]]]:
    """The views of every type of page, and all other pages, as scripts read them."""
    closely = [view.job() for found in views(release).values() for view in found]
    return {"views": closely, "others": [view.job() for view in others(release)]}


def test_every_page_is_accessible_and_fits_the_screen(
    server: Server, node: Callable[[str, Any], Any], request: pytest.FixtureRequest
) -> None:
    """axe finds nothing: on every type of page at 320, 768 and 1280 px, light and dark, all details open; and on all
    other pages at 320 px. With `--approve` the accessibility statement tells so."""
    found = node("browse.js", {"base": server.base, **looked_at(server.release)})
    assert found["faults"] == []
    if request.config.getoption("--approve"):
        write_result(found["looked"])


def test_every_type_of_page_is_read_in_large_text_in_forced_colours_and_on_paper(
    server: Server, node: Callable[[str, Any], Any]
) -> None:
    """Nothing is cut, covered or out of the window at 200 %; every control is seen; all details are printed."""
    found = node("browse_otherwise.js", {"base": server.base, "views": looked_at(server.release)["views"]})
    assert found["faults"] == []


def test_pages_with_something_withheld_are_accessible_and_valid(
    tmp_path: Path, node: Callable[[str, Any], Any]
) -> None:
    """A made-up authority with marks of every kind, in every language."""
    data = Path(shutil.copytree(ROOT / "tests" / "withheld" / "data", tmp_path / "data"))
    with serving(data, tmp_path / "releases") as server:
        job = looked_at(server.release)
        assert sum(len(found) for found in job.values()) > 20
        found = node("browse.js", {"base": server.base, "others": [*job["views"], *job["others"]]})
        check_html(server, tmp_path / "html")
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
    with serving(data, tmp_path / "releases") as server:
        shown = [view for view in every_view(server.release) if view.language == "sv" and view.status == 200]
        paths = [view.path for view in shown if not view.form]
        found = node("browse.js", {"base": server.base, "hostile": paths})
    assert found["faults"] == []
    assert HOSTILE.split() == found["headings"]["/optima/register/abilitas.sv.html"].split()


def test_every_page_is_valid_html(server: Server, tmp_path: Path) -> None:
    """By the checker of the specification's editors: computed pages, errors, pictures and the stylesheet included."""
    check_html(server, tmp_path / "html")


def every_view(release: Release) -> list[View]:
    """Every page in every language."""
    return [*(view for found in views(release).values() for view in found), *others(release)]


def check_html(server: Server, folder: Path) -> None:
    """Holds all pages and pictures of a server, and its stylesheet, against the checker."""
    folder.mkdir()
    release = server.release
    shown = every_view(release)
    for number, view in enumerate(shown):
        (folder / f"{number}-{view.name}.{view.language}.html").write_bytes(fetched(server, view))
    for path in (*release.paths(), *(f"error/{status}.sv" for status in ERRORS)):
        entry = release.entry("", path)
        suffix = ".html" if path.startswith("error/") else Path(path).suffix
        if isinstance(entry, Representation) and (path.startswith("error/") or suffix in (".svg", ".css")):
            (folder / (path.strip("/").replace("/", "_") + suffix)).write_bytes(entry.body)
    assert len(list(folder.iterdir())) > len(shown)
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--also-check-css", "--also-check-svg", "--format", "gnu"]
    command = ["java", "-Xss8m", "-jar", str(jar), *options, str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout + told.stderr == ""


def fetched(server: Server, view: View) -> bytes:
    """The body of a page as the server answers with it."""
    sent = urlencode(view.form).encode() if view.form else None
    request = urllib.request.Request(server.base + view.path, data=sent, headers={"Accept-Language": view.language})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status, body = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            status, body = error.code, error.read()
    assert status == view.status, view.path
    return bytes(body)
