"""Who asks for something that there is not is told what there is."""

from __future__ import annotations

import json
import shutil
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Document
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.serve.documents import answer
from tests.conftest import BASE, ROOT
from tests.html import PageReader

PROGRAM = {"accept": "application/problem+json"}


def told(release: Release, path: str, host: str = "") -> tuple[dict[str, Any], str]:
    """The problem details at an address, and the value of Link."""
    found = answer(release, "GET", path, {**PROGRAM, **({"host": host} if host else {})})
    assert found.status is HTTPStatus.NOT_FOUND
    assert isinstance(found.body, bytes)
    return json.loads(found.body), dict(found.headers)["Link"]


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("/optima/register/abilitas.pdf", "/optima/register/abilitas"),
        ("/optima/register/abilitas.de.html", "/optima/register/abilitas"),
        ("/optima/register/abilitas.", "/optima/register/abilitas"),
        ("/catalog.xlsx", "/catalog"),
        ("/index.php", "/"),
        ("/ontology.owl", "/ontology"),
    ],
)
def test_an_unknown_ending_is_told_those_that_there_are(release: Release, path: str, document: str) -> None:
    """As offers and as links; each answers."""
    problem, link = told(release, path)
    entry = release.entry("", document)
    assert isinstance(entry, Document)
    assert [offer["href"] for offer in problem["offers"]] == [choice.path for choice in entry.choices]
    for offer in problem["offers"]:
        assert answer(release, "GET", offer["href"], {}).status is HTTPStatus.OK
        assert f'<{offer["href"]}>; rel="alternate"; type="{offer["type"]}"' in link


@pytest.mark.parametrize(
    ("path", "catalogue"),
    [
        ("/nothing", f"{BASE}catalog"),
        ("/nothing.ttl", f"{BASE}catalog"),
        ("/optima/nothing", f"{BASE}optima/catalog"),
        ("/optima/register/nothing.ttl", f"{BASE}optima/catalog"),
        ("/nobody/register/abilitas", f"{BASE}catalog"),
        ("//", f"{BASE}catalog"),
    ],
)
def test_an_unknown_address_is_told_the_catalogue(release: Release, path: str, catalogue: str) -> None:
    """Of the authority where the address names one, else of the site."""
    problem, link = told(release, path)
    assert problem["catalogue"] == catalogue
    assert link == f'<{catalogue}>; rel="index"'
    assert "offers" not in problem


def test_an_authority_on_a_host_of_its_own_is_pointed_to_there(tmp_path: Path) -> None:
    """And a host that nobody knows is never told."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "site.toml").write_text('[authorities.optima]\nbase = "https://own.example/"\n', encoding="utf-8")
    release = build(read_site(data, BASE), Store(tmp_path / "releases")).release
    assert told(release, "/register/nothing", "own.example")[0]["catalogue"] == "https://own.example/catalog"
    assert told(release, "/register/nothing", "local.example")[0]["catalogue"] == f"{BASE}catalog"
    assert "evil" not in str(told(release, "/register/nothing", "evil.example"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_is_led_on(release: Release, language: str) -> None:
    """To the catalogue and the search, and is told how addresses end."""
    headers = {"accept": "text/html", "accept-language": language}
    for path, status in (("/nothing", 404), ("/optima/register/abilitas.pdf", 404)):
        found = answer(release, "GET", path, headers)
        assert found.status == status
        assert isinstance(found.body, bytes)
        page = PageReader.of(found.body)
        links = {e.attributes["href"] for e in page.all("a") if "main" in e.within}
        assert {f"/catalog.{language}.html", f"/search.{language}.html"} <= links
        assert [ending for ending in (".ttl", ".jsonld", ".rdf", f".{language}.html") if ending not in page.text] == []


def test_a_hostile_address_is_in_no_answer(release: Release) -> None:
    """What was asked for is not told back."""
    for path in ("/<script>alert(1)</script>.ttl", '/optima/register/"onload=x.pdf', "/%0d%0aX: y", "/a\r\nX: y"):
        problem, link = told(release, path)
        assert "script" not in link + str(problem)
        assert "onload" not in link + str(problem)
        assert "\n" not in link
