"""Every fact of the authority's page is in the data and on the Swedish page; nothing that it does not say is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Register, System
from publisher.model.languages import LANGUAGES, Text
from publisher.release.flow import examine
from publisher.release.segments import Representation
from publisher.release.site import Site
from publisher.release.store import Release
from publisher.render.pages import locale
from tests.html import PageReader

FACTS = tomllib.loads((Path(__file__).parent / "facts.toml").read_text(encoding="utf-8"))
SLUGS = sorted(FACTS["registers"])


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    """The example catalogue."""
    findings, prepared = examine(site, "optima")
    assert findings == ()
    assert prepared is not None
    return prepared.catalogue


@pytest.fixture(params=SLUGS)
def known(request: pytest.FixtureRequest, catalogue: Catalogue) -> tuple[dict[str, Any], Register]:
    """The facts of a register, and the register."""
    return FACTS["registers"][request.param], next(r for r in catalogue.registers if r.slug == request.param)


def page(release: Release, path: str) -> PageReader:
    """A page of the release."""
    entry = release.entry("", path)
    assert isinstance(entry, Representation)
    return PageReader.of(entry.body)


def sv(text: Text) -> str:
    """A text in Swedish."""
    said = text.in_language("sv")
    assert said.language == "sv"
    return said.text


def items(parts: Iterable[DataGroup | DataItem]) -> Iterator[DataItem]:
    """Every item below some parts, an item before those under it."""
    for part in parts:
        for item in part.items:
            yield item
            yield from items([item])


def systems(found: Iterable[System]) -> Iterator[System]:
    """Systems and their parts."""
    for system in found:
        yield system
        yield from systems(system.parts)


def test_there_are_seven_registers(catalogue: Catalogue) -> None:
    """One of them is the case register."""
    assert sorted(r.slug for r in catalogue.registers) == SLUGS
    assert len(SLUGS) == FACTS["counts"]["registers"] == 7
    assert [r.slug for r in catalogue.registers if r.kind.iri.endswith("CaseRegister")] == ["tweb-valmu"]


def test_title_and_contact_are_those_of_the_page(known: tuple[dict[str, Any], Register]) -> None:
    """Post, person, telephone and e-mail."""
    facts, register = known
    assert sv(register.title) == facts["title_sv"]
    assert register.kind.iri.endswith("#" + facts["kind"])
    [contact] = register.contacts
    assert contact.name is not None
    assert [sv(contact.title), contact.name.text, contact.telephone, contact.email] == facts["contact"]


def test_purposes_and_their_systems_are_those_of_the_page(known: tuple[dict[str, Any], Register]) -> None:
    """In its order."""
    facts, register = known
    assert [sv(p.label) for p in register.purposes] == facts["purposes_sv"]
    assert [sv(s.title) for p in register.purposes for s in p.systems] == facts["purpose_systems"]
    assert sorted(sv(s.title) for s in register.systems) == sorted(facts["systems"])


def test_data_items_and_their_nesting_are_those_of_the_page(known: tuple[dict[str, Any], Register]) -> None:
    """Every item at every level, in order, and which lists go on."""
    facts, register = known
    found = list(items(register.groups))
    assert [sv(g.label) for g in register.groups] == facts["data_groups"]
    assert [sv(i.label) for i in found] == facts["data_items"]
    assert [[sv(g.label), sv(i.label)] for g in register.groups for i in g.items] == facts["in_group"]
    assert [[sv(i.label), sv(child.label)] for i in found for child in i.items] == facts["nesting"]
    assert sum(not i.items for i in found) == FACTS["counts"]["leaf_items"][register.slug]
    open_ended = [sv(part.label) for part in (*register.groups, *found) if part.open_ended]
    assert sorted(open_ended) == sorted(facts["open_ended"])


def test_statements_are_those_of_the_page(known: tuple[dict[str, Any], Register]) -> None:
    """Rights to use and of access, and what holds in practice."""
    facts, register = known
    statements = (*register.right_to_use, *register.right_of_access)
    assert [sv(s.text) for s in register.right_to_use] == facts["use_sv"]
    assert [sv(s.text) for s in register.right_of_access] == facts["access_sv"]
    assert [sv(s.text) for s in statements if s.in_practice] == facts["in_practice"]
    assert any(s.channel for s in register.right_of_access) == facts["self_login"]


def test_the_way_to_ask_is_that_of_the_page(known: tuple[dict[str, Any], Register]) -> None:
    """Who decides, identity, guardian, form and address."""
    facts, register = known
    assert [sv(c.heading) for c in register.deciders] == ([facts["deciding"]] if facts["deciding"] else [])
    notice = register.notice
    assert bool(notice and notice.identity_check) == facts["identity_check"]
    assert bool(notice and notice.also_by) == facts["guardian"]
    assert bool(notice and notice.form) == facts["written_signed"]
    addresses = [
        part
        for contact in (notice.contacts if notice else ())
        if contact.address
        for part in (contact.address.street, contact.address.postal_code, contact.address.locality, contact.email)
    ]
    assert addresses == facts["addresses"]
    assert sorted({*register.landing_pages, *(d.url for d in register.distributions)}) == facts["urls"]


def test_every_fact_is_on_the_swedish_page(known: tuple[dict[str, Any], Register], release: Release) -> None:
    """For people, in so many words."""
    facts, register = known
    text = page(release, f"/optima/register/{register.slug}.sv.html").text
    told = [facts["title_sv"], *facts["contact"], facts["deciding"], *facts["addresses"]]
    for field in ("purposes_sv", "systems", "data_groups", "data_items", "use_sv", "access_sv"):
        told += facts[field]
    assert [fact for fact in told if fact not in text] == []
    reader = page(release, f"/optima/register/{register.slug}.sv.html")
    assert {e.attributes.get("href") for e in reader.all("a")} >= set(facts["urls"])


def test_every_system_and_its_use_is_told(catalogue: Catalogue, release: Release) -> None:
    """Office 365 with its programs."""
    facts = FACTS["systems"]
    assert sorted(sv(s.title) for s in catalogue.systems) == sorted(facts["titles"])
    assert [[sv(s.title), sv(p.title)] for s in catalogue.systems for p in s.parts] == sorted(facts["parts"])
    assert sorted(sv(s.title) for s in catalogue.systems if s.open_ended) == facts["open_ended"]
    uses = {sv(s.title): s for s in systems(catalogue.systems)}
    text = page(release, "/optima/catalog.sv.html").text
    for title, use in facts["uses_sv"]:
        assert sv(uses[title].description) == use
        assert use in text


@pytest.mark.parametrize("slug", SLUGS)
def test_what_the_page_does_not_say_is_a_visible_gap(slug: str, catalogue: Catalogue, release: Release) -> None:
    """No legal basis, retention, recipient, licence, search key or interface is asserted."""
    register = next(r for r in catalogue.registers if r.slug == slug)
    gaps = [f for f in (*register.section_28, *register.data_protection) if not f.statements]
    assert len(gaps) >= 8
    for language in LANGUAGES:
        reader = page(release, f"/optima/register/{slug}.{language}.html")
        shown = [e for e in reader.elements if e.attributes.get("class") == "gap"]
        assert len(shown) >= len(gaps)
        assert locale(language)["not_stated"] in reader.text
    turtle = release.entry("", f"/optima/register/{slug}.ttl")
    assert isinstance(turtle, Representation)
    for absent in (
        b"hasLegalBasis",
        b"hasStorageCondition",
        b"hasRecipient",
        b"license",
        b"searchKey",
        b"openInterface",
    ):
        assert absent not in turtle.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_it_is_an_unofficial_example(
    language: str, catalogue: Catalogue, release: Release
) -> None:
    """And points to the authority."""
    notice = catalogue.provenance.in_language(language)
    assert notice.language == language
    for path in release.paths():
        if path.endswith(f".{language}.html") and "ontology" not in path:
            assert notice.text in page(release, path).text, path
