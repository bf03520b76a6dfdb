"""What search engines are told of a register: the truth about access, and nothing that is not known."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.model.catalogue import Catalogue
from publisher.model.imprint import NO_IMPRINT, Imprint
from publisher.model.languages import LANGUAGES, NOTHING
from publisher.model.offered import Distribution
from publisher.release.flow import prepare
from publisher.release.segments import Representation
from publisher.release.site import Site
from publisher.release.store import Release
from publisher.render.schema_org import breadcrumbs, data_catalogue, dataset
from tests.html import PageReader

ACCESS = "http://publications.europa.eu/resource/authority/access-right/"


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    """The example catalogue."""
    return prepare(site)[0].catalogue


def test_a_restricted_register_tells_its_conditions_and_is_not_said_to_be_free(catalogue: Catalogue) -> None:
    for register in catalogue.registers:
        told = dataset(catalogue, register, "en", "On request, under the law.")
        assert register.access.iri == ACCESS + "RESTRICTED"
        assert "isAccessibleForFree" not in told
        assert told["conditionsOfAccess"].endswith(". On request, under the law.")
        assert "license" not in told
        assert told["contactPoint"][0]["@type"] == "ContactPoint"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["dateModified"])


@pytest.mark.parametrize(
    ("access", "offered", "free"), [("PUBLIC", True, True), ("PUBLIC", False, False), ("NON_PUBLIC", True, False)]
)
def test_a_register_is_free_only_when_it_is_public_and_offered(
    catalogue: Catalogue, access: str, offered: bool, free: bool
) -> None:
    distributions = (Distribution("https://x/#d", NOTHING, "https://x/"),) if offered else ()
    first = catalogue.registers[0]
    register = replace(
        first, access=replace(first.access, iri=ACCESS + access), distributions=distributions, landing_pages=()
    )
    told = dataset(catalogue, register, "sv", "Begär.")
    assert told.get("isAccessibleForFree", False) is free
    assert ("conditionsOfAccess" in told) is (access != "PUBLIC")


def test_what_is_not_known_is_not_told(catalogue: Catalogue) -> None:
    first = catalogue.registers[0]
    draft = replace(first, record=replace(first.record, issued="", modified=""), contacts=(), description=NOTHING)
    told = dataset(catalogue, draft, "fi", "Pyynnöstä.")
    assert not {"datePublished", "dateModified", "contactPoint", "description"} & told.keys()
    nameless = replace(catalogue, authority=replace(catalogue.authority, homepage=""))
    assert "url" not in data_catalogue(nameless, "sv", NO_IMPRINT)["publisher"]


def test_the_licence_is_that_of_the_descriptions(catalogue: Catalogue) -> None:
    licence = {"iri": "https://example.fi/licence", "label": {"sv": "Licens"}}
    assert "license" not in data_catalogue(catalogue, "sv", NO_IMPRINT)
    assert data_catalogue(catalogue, "sv", Imprint.of({"licence": licence}))["license"] == licence["iri"]


def test_breadcrumbs_are_numbered_from_the_outermost() -> None:
    steps = breadcrumbs([("Home", "https://x/"), ("Catalogue", "https://x/catalog")])["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", "https://x/"),
        (2, "Catalogue", "https://x/catalog"),
    ]


def test_every_page_below_another_tells_the_way_to_it(release: Release) -> None:
    """With absolute addresses that exist, in the language of the page."""
    for path in release.paths():
        entry = release.entry("", path)
        if not (isinstance(entry, Representation) and path.endswith(".html")):
            continue
        page = PageReader.of(entry.body)
        told = [json.loads(script) for script in page.scripts]
        trails = [one for one in told if one["@type"] == "BreadcrumbList"]
        crumbs = [link for link in page.all("nav") if link.attributes.get("class", "").startswith("crumbs")]
        assert len(trails) == len(crumbs), path
        for step in (step for trail in trails for step in trail["itemListElement"]):
            assert step["item"].startswith("http://local.example/")
            assert step["item"].endswith(f".{path.split('.')[-2]}.html")
            assert release.entry("", Path(step["item"].removeprefix("http://local.example")).as_posix())


def test_no_page_tells_search_engines_what_it_has_from_another_language(release: Release) -> None:
    """A register's page is in its own."""
    for tag in LANGUAGES:
        entry = release.entry("", f"/optima/register/unit4.{tag}.html")
        assert isinstance(entry, Representation)
        assert json.loads(PageReader.of(entry.body).scripts[0])["inLanguage"] == tag
