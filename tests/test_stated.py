"""The authority that states everything: it does, nothing is wrong in it, and its pages and data tell all of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from publisher.model.languages import LANGUAGES
from publisher.model.terms import DCAT, DPV, RC, RDF
from publisher.release.build import build
from publisher.release.flow import examine
from publisher.release.known import allow_list
from publisher.release.segments import Representation
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from publisher.render.pages import locale
from tests.conftest import BASE
from tests.fields import fields
from tests.html import PageReader
from tests.render.test_every_text_is_shown import spoken, texts
from tests.stated import AUTHORITY, FILE, REGISTER, stated

NOT_STATED = {DPV.hasThirdCountry, RC.field, RC.legalGround, RC.until, RC.withheld}
"""What does not apply to the register, which is stated of it instead; and what would withhold something."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The authority as a site."""
    return read_site(stated(tmp_path_factory.mktemp("stated")), BASE)


@pytest.fixture(scope="module")
def built(whole: Site, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of it."""
    return build(whole, Store(tmp_path_factory.mktemp("releases"))).release


def test_nothing_is_wrong_in_it(whole: Site) -> None:
    """No error, no warning, no remark."""
    assert [finding.text() for finding in examine(whole, AUTHORITY)[0]] == []


def test_it_states_every_field_and_everything_that_may_be_published(whole: Site) -> None:
    """The fields come from the shapes, the rest from the allow-list."""
    graph = Graph()
    for file in whole.files(AUTHORITY):
        graph.parse(file, publicID=whole.authorities[AUTHORITY].iri)
    asked = {field.property for field in fields() if field.property}
    asked |= {listed for entry in allow_list().entries for listed in entry.properties}
    assert len(asked) > 80
    assert sorted(asked - set(graph.predicates()) - NOT_STATED) == []
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 1


def test_every_text_of_it_is_shown(whole: Site, built: Release) -> None:
    """In its language."""
    assert texts(whole) - spoken(built) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_page_tells_what_helps_to_find_it_and_what_it_offers(built: Release, language: str) -> None:
    """Also what is no text: identifiers, addresses, sizes and days."""
    page = _page(built, language)
    told = (
        "FI-2041",
        "text/csv",
        {"sv": f"{len(FILE)} byte", "fi": f"{len(FILE)} tavua", "en": f"{len(FILE)} bytes"}[language],
        "SHA-256",
        {"sv": "till och med 31.12.2025", "fi": "31.12.2025 asti", "en": "until 31 December 2025"}[language],
        {"sv": "betyg", "fi": "arvosanat", "en": "grades"}[language],
    )
    assert [text for text in told if text not in page.text] == []
    links = {link.attributes["href"] for link in page.all("a")}
    assert {
        "https://example.fi/decisions.csv",
        "https://example.fi/api",
        "https://example.fi/openapi.json",
        "https://catalogue.example.fi/id/dataset/2041",
        "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
    } <= links


def test_every_part_of_it_has_an_anchor(built: Release) -> None:
    """So that its IRI leads to it."""
    entry = built.entry("", f"/{AUTHORITY}/register/{REGISTER}.ttl")
    assert isinstance(entry, Representation)
    thing = f"{BASE}{AUTHORITY}/id/register/{REGISTER}#"
    subjects = {str(subject) for subject in Graph().parse(data=entry.body, format="turtle").subjects()}
    parts = {iri.removeprefix(thing) for iri in subjects if iri.startswith(thing)} - {"process", "right"}
    assert len(parts) > 20
    ids = [element.attributes["id"] for element in _page(built, "sv").elements if "id" in element.attributes]
    assert parts - set(ids) == set()
    assert len(ids) == len(set(ids))


def test_search_engines_are_told_of_the_file_and_not_of_the_search_as_a_download(built: Release) -> None:
    """And of words, area, time and what it is elsewhere."""
    told = json.loads(_page(built, "fi").scripts[0])
    assert [one["contentUrl"] for one in told["distribution"]] == ["https://example.fi/decisions.csv"]
    assert told["distribution"][0]["contentSize"] == f"{len(FILE)} B"
    assert told["keywords"] == ["arvosanat", "koulunkäynti"]
    assert told["temporalCoverage"] == ["1998-01-01/2025-12-31"]
    assert told["spatialCoverage"][0]["name"] == "Suomi"
    assert told["sameAs"] == ["https://catalogue.example.fi/id/dataset/2041"]
    assert told["identifier"][1] == {"@type": "PropertyValue", "propertyID": "Esimerkkiluettelo", "value": "FI-2041"}
    assert "license" not in told


def test_what_it_offers_can_lie_elsewhere(tmp_path: Path) -> None:
    """For tests that serve it."""
    file = stated(tmp_path, "http://127.0.0.1:8719") / AUTHORITY / "registers" / f"{REGISTER}.ttl"
    graph = Graph().parse(file, publicID=BASE)
    assert set(graph.objects(None, DCAT.downloadURL)) == {URIRef("http://127.0.0.1:8719/decisions.csv")}


def _page(release: Release, language: str) -> PageReader:
    entry = release.entry("", f"/{AUTHORITY}/register/{REGISTER}.{language}.html")
    assert isinstance(entry, Representation)
    return PageReader.of(entry.body)


def test_keywords_in_another_language_are_said_to_be_so_and_hold_markup_as_text(tmp_path: Path) -> None:
    """Where there are none in the language of the page."""
    data = stated(tmp_path)
    file = data / AUTHORITY / "registers" / f"{REGISTER}.ttl"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"dcat:keyword [^;]*;", 'dcat:keyword "<i>arvosanat</i>"@fi, "grades"@en ;', text)
    file.write_text(changed, encoding="utf-8")
    release = build(read_site(data, BASE), Store(tmp_path / "releases")).release
    assert f"<i>arvosanat</i> {locale('sv')['shown_in']} suomi" in _page(release, "sv").text
    assert locale("en")["shown_in"] not in _page(release, "en").text
    assert json.loads(_page(release, "sv").scripts[0]).get("keywords") is None
    assert not _page(release, "fi").all("i")
