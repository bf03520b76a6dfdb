"""What pages keep without scripts, by keyboard and without their policy; and awkward texts in every RDF format."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from publisher.render.formats import RDF_FORMATS
from tests.outside.conftest import ROOT, Server, serving
from tests.outside.test_browser import looked_at

pytestmark = pytest.mark.outside

LANGUAGES = ("sv", "fi", "en")
TITLE = '"></title></script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>'
"""Breaks out of an attribute, a title and a script, wherever one of them is not escaped."""

AWKWARD = "]]> &amp; &#60; <b> \" ''' \\u0041 \\\\ {{ 7*7 }} %00 a\u030a \u05d0 \U0001f4c7 \u00a0end"
"""What each format escapes in its own way."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a register whose title is a script and whose description is awkward, in every language."""
    folder = tmp_path_factory.mktemp("hostile")
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    file = data / "optima" / "registers" / "abilitas.ttl"
    lines = file.read_text(encoding="utf-8").split("\n")
    for name, said in (("dct:title", TITLE), ("dct:description", AWKWARD)):
        start = next(i for i, line in enumerate(lines) if line.strip().startswith(name))
        end = next(i for i in range(start, len(lines)) if lines[i].endswith(" ;"))
        texts = ", ".join(f"{json.dumps(said, ensure_ascii=False)}@{tag}" for tag in LANGUAGES)
        lines[start : end + 1] = [f"  {name} {texts} ;"]
    file.write_text("\n".join(lines), encoding="utf-8")
    with serving(data, folder / "releases") as found:
        yield found


def test_pages_without_scripts_and_by_keyboard(server: Server, node: Callable[[str, Any], Any]) -> None:
    """No request fails, every page has its text and sets no cookie; on every type of page all controls are reached by
    Tab, in order, seen and seen to be focused."""
    assert node("browse_closely.js", {"base": server.base, **looked_at(server.release)})["faults"] == []


def test_escaping_alone_stops_a_script_of_the_data(hostile: Server, node: Callable[[str, Any], Any]) -> None:
    """With the content security policy switched off."""
    paths = [f"/optima/{path}.{tag}.html" for path in ("register/abilitas", "catalog") for tag in LANGUAGES]
    paths += [
        "/catalog.sv.html",
        "/index.sv.html",
        "/optima/system/abilitas.fi.html",
        "/optima/contact/principals.en.html",
    ]
    found = node("browse_closely.js", {"base": hostile.base, "hostile": paths})
    assert found["faults"] == []
    assert {found["headings"][path] for path in paths[:3]} == {TITLE}


@pytest.mark.parametrize("path", ["/optima/register/abilitas", "/optima/catalog", "/catalog"])
def test_readers_find_awkward_texts_as_written(hostile: Server, node: Callable[[str, Any], Any], path: str) -> None:
    """N3.js, jsonld.js and rapper, in every format of RDF."""
    triples = {form.media_type for form in RDF_FORMATS}
    media = [c.media_type for c in hostile.documents()[path].choices if c.media_type in triples]
    url = hostile.base + path
    in_node = [m for m in media if m != "application/rdf+xml"]
    read = node("read_rdf.js", [{"url": url, "accept": m} for m in in_node])
    found = {m: "\n".join(lines).encode() for m, lines in zip(in_node, read, strict=True)}
    request = urllib.request.Request(url, headers={"Accept": "application/rdf+xml"})
    with urllib.request.urlopen(request, timeout=10) as response:
        command = ["rapper", "-q", "-i", "rdfxml", "-o", "ntriples", "-", url]
        found["rapper"] = subprocess.run(command, input=response.read(), capture_output=True, check=True).stdout
    wanted = {ox.Literal(text, language=tag) for text in (TITLE, AWKWARD) for tag in LANGUAGES}
    for name, lines in found.items():
        objects = {quad.object for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}
        assert wanted <= objects, (name, wanted - objects)
