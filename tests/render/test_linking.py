"""What is told to programs and to catalogues that link here: addresses that there are, and rights, stated or not."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Redirect, Representation
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from publisher.render.interface import ERRORS, FINE, PARAMETERS, QUERIES
from publisher.render.pages import locale
from tests.conftest import BASE, ROOT
from tests.html import PageReader

LICENCE = '[licence]\niri = "https://x.example/l"\nlabel = { fi = "Oma <b>lisenssi</b>" }\n'


def page(release: Release, name: str, language: str) -> PageReader:
    """A page of the site."""
    found = release.entry("", f"/{name}.{language}.html")
    assert isinstance(found, Representation)
    return PageReader.of(found.body)


def built(tmp_path: Path, settings: str = "") -> Release:
    """A release of the example with settings of its own."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "site.toml").write_text(settings, encoding="utf-8")
    return build(read_site(data, BASE), Store(tmp_path / "releases")).release


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_to_link_to_is_that_of_a_thing_and_leads_to_its_description(
    release: Release, language: str
) -> None:
    """And the other addresses that the page shows are there too."""
    text = page(release, "linking", language).text
    thing, document = f"{BASE}optima/id/register/abilitas", f"{BASE}optima/register/abilitas"
    assert release.entry("", thing.removeprefix(BASE.rstrip("/"))) == Redirect(document)
    assert thing in text
    assert document in text
    for address in set(re.findall(rf"{BASE}[\w./-]*", text)):
        assert release.entry("", address.removeprefix(BASE.rstrip("/"))) is not None, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_rights_that_nobody_states_are_said_not_to_be_stated(release: Release, language: str) -> None:
    """Of texts, data and program, and once more at the foot."""
    found = page(release, "linking", language)
    assert found.text.count(locale(language)["licence_none"]) == 4
    assert not [e for e in found.all("a") if e.attributes.get("rel") == "license"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_licence_that_is_stated_holds_for_texts_and_data_and_not_for_the_program(
    tmp_path: Path, language: str
) -> None:
    """In the language in which it is stated; markup in it is text."""
    found = page(built(tmp_path, LICENCE), "linking", language)
    links = [e for e in found.all("a") if e.attributes.get("rel") == "license"]
    assert [e.attributes["href"] for e in links] == ["https://x.example/l"] * 3
    assert found.text.count("Oma <b>lisenssi</b>") == 3
    assert found.text.count(locale(language)["licence_none"]) == 1
    assert ("Oma <b>lisenssi</b>", "fi") in [(text, tag) for tag, text in found.blocks] or language == "fi"


def test_a_catalogue_without_registers_is_linked_to_itself(site: Site, tmp_path: Path) -> None:
    """There is always something to link to."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    shutil.rmtree(data / "optima" / "registers")
    (data / "optima" / "ledger").unlink()
    release = build(read_site(data, BASE), Store(tmp_path / "releases")).release
    assert f"{BASE}id/catalog" in page(release, "linking", "en").text
    assert "/{authority}/register/{slug}" not in page(release, "api", "en").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_programs_tells_of_everything(release: Release, language: str) -> None:
    """Parameters, queries, statuses; and links to the description that programs read."""
    found = page(release, "api", language)
    text = found.text
    for name in (*PARAMETERS, *(name for names in QUERIES.values() for name in names)):
        assert locale(language)[f"api_parameter_{name}"] in text, name
    for status in (*FINE, *ERRORS):
        assert locale(language)[f"api_status_{status}"] in text, status
    links = {e.attributes["href"] for e in found.all("a", "link")}
    assert f"{BASE}openapi.json" in links
    for command in re.findall(r"curl [^ ]* ?(?:\"[^\"]*\" )?" + BASE + r"([\w./-]+)", text):
        assert release.entry("", f"/{command}") is not None or command.endswith(".pdf"), command


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_leads_to_both(release: Release, language: str) -> None:
    """At its foot; and the home page tells programs where the interface is described (RFC 8631)."""
    found = page(release, "index", language)
    links = {e.attributes["href"] for e in found.all("a")}
    assert {f"/api.{language}.html", f"/linking.{language}.html"} <= links
    told = {e.attributes["rel"]: e.attributes["href"] for e in found.all("link")}
    assert told["service-desc"] == f"{BASE}openapi.json"
    assert told["service-doc"] == f"{BASE}api"
