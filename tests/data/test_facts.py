"""Every fact of the authority's page is in the data and on the Swedish page; nothing that it does not say is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Register, System
from publisher.model.languages import LANGUAGES, Text
from publisher.model.terms import DCTERMS, DPV, RC, RDF, RDFS, VCARD
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
    assert [finding for finding in findings if finding.severity == "error"] == []
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


def turtle(release: Release, path: str) -> ox.Store:
    """A Turtle document of the release, parsed."""
    entry = release.entry("", path)
    assert isinstance(entry, Representation)
    store = ox.Store()
    store.load(entry.body, format=ox.RdfFormat.TURTLE)
    return store


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
    under = [" ".join(sv(s.title) for s in p.systems) for p in register.purposes]
    assert under == (facts["purpose_systems"] or [""] * len(under))
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
        for part in (
            sv(contact.address.street),
            contact.address.postal_code,
            sv(contact.address.locality),
            contact.email,
        )
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
    uses = [use for system in systems(register.systems) if (use := system.description)]
    assert [sv(use) for use in uses if sv(use) not in text] == []


def test_the_page_nests_the_items_as_the_authority_does(
    known: tuple[dict[str, Any], Register], release: Release
) -> None:
    """Each item in the list of the one above it, and every list that goes on says so."""
    facts, register = known
    reader = page(release, f"/optima/register/{register.slug}.sv.html")
    labels = {part.iri.partition("#")[2]: sv(part.label) for part in (*register.groups, *items(register.groups))}
    above: list[tuple[int, str]] = []
    shown = []
    for element in reader.all("section", "li"):
        if (label := labels.get(element.attributes.get("id", ""))) is None:
            continue
        depth = element.within.count("ul")
        above = [(level, name) for level, name in above if level < depth and element.tag == "li"]
        if above:
            shown.append([above[-1][1], label])
        above.append((depth, label))
    assert sorted(shown) == sorted(facts["in_group"] + facts["nesting"])
    marks = [e for e in reader.elements if e.attributes.get("class") == "more"]
    assert len(marks) == len(facts["open_ended"]) + sum(s.open_ended for s in register.systems)


def test_the_page_puts_purposes_under_their_systems(known: tuple[dict[str, Any], Register], release: Release) -> None:
    """Where the authority does."""
    facts, register = known
    blocks = [text for _, text in page(release, f"/optima/register/{register.slug}.sv.html").blocks]
    begin = len(blocks) - 1 - blocks[::-1].index(locale("sv")["purpose"])
    system, found = "", []
    for block in blocks[begin : blocks.index(locale("sv")["content"], begin)]:
        system = block if block in facts["systems"] else system
        found += [(purpose, system) for purpose in facts["purposes_sv"] if block.startswith(purpose)]
    wanted = facts["purpose_systems"] or [""] * len(facts["purposes_sv"])
    assert found == list(zip(facts["purposes_sv"], wanted, strict=True))


def test_the_page_says_how_to_ask_and_what_holds_in_practice(
    known: tuple[dict[str, Any], Register], release: Release
) -> None:
    """Identity, guardian, form and login where the authority says so, and nowhere else."""
    facts, register = known
    reader = page(release, f"/optima/register/{register.slug}.sv.html")
    lines, texts = [text for _, text in reader.blocks], locale("sv")
    assert (texts["identity_check"] in lines) == bool(register.notice and facts["identity_check"])
    assert (texts["may_also_ask"] in lines) == facts["guardian"]
    assert ("skriftlig och undertecknad" in lines) == facts["written_signed"]
    assert (f"{texts['channel']}: egen inloggning" in lines) == facts["self_login"]
    assert [line for line in lines if line.lower().startswith(texts["in_practice"])] == facts["in_practice"]
    assert {"InformationPool": "informationslager", "CaseRegister": "ärenderegister"}[facts["kind"]] in lines


def test_the_published_turtle_says_the_same(known: tuple[dict[str, Any], Register], release: Release) -> None:
    """Read from the document itself: kind, title, items and their nesting, purposes, statements, right of access."""
    facts, register = known
    graph = turtle(release, f"/optima/register/{register.slug}.ttl")

    def objects(predicate: str, subject: ox.NamedNode | None = None) -> list[tuple[ox.NamedNode, Any]]:
        found = graph.quads_for_pattern(subject, ox.NamedNode(predicate), None)
        return [(q.subject, q.object) for q in found if isinstance(q.subject, ox.NamedNode)]

    def said(predicate: str) -> dict[str, str]:
        return {s.value: o.value for s, o in objects(predicate) if getattr(o, "language", None) == "sv"}

    labels, sentences, thing = said(RDFS.label), said(DCTERMS.description), ox.NamedNode(register.iri)
    kinds = {o.value for _, o in objects(RDF.type, thing)}
    assert str(RC[facts["kind"]]) in kinds
    assert len(kinds & {str(RC.InformationPool), str(RC.CaseRegister)}) == 1
    assert said(DCTERMS.title)[register.iri] == facts["title_sv"]
    pairs = [[labels[s.value], labels[o.value]] for s, o in objects(RC.dataItem)]
    assert sorted(pairs) == sorted(facts["in_group"] + facts["nesting"])
    assert sorted(labels[o.value] for _, o in objects(RC.dataGroup)) == sorted(facts["data_groups"])
    own = [o.value for _, o in objects(DPV.hasPurpose) if o.value.startswith(register.iri)]
    assert sorted(labels[purpose] for purpose in own) == sorted(facts["purposes_sv"])
    open_ended = [labels[s.value] for s, _ in objects(RC.openEnded)]
    assert sorted(open_ended) == sorted(facts["open_ended"])
    assert sorted(sentences[o.value] for _, o in objects(RC.rightToUse)) == sorted(facts["use_sv"])
    assert sorted(sentences[o.value] for _, o in objects(RC.rightOfAccess)) == sorted(facts["access_sv"])
    assert sorted(sentences[s.value] for s, _ in objects(RC.inPractice)) == sorted(facts["in_practice"])
    rights = {o.value for _, right in objects(DPV.hasRight) for _, o in objects(RDF.type, right)}
    assert ("https://w3id.org/dpv/legal/eu/gdpr#A15" in rights) == facts["right_of_access"]


def test_the_published_turtle_has_every_way_to_reach_a_contact(
    known: tuple[dict[str, Any], Register], release: Release
) -> None:
    """Post, person, telephone and e-mail, in the contact's own document."""
    facts, register = known
    post, person, telephone, email = facts["contact"]
    [contact] = register.contacts
    graph = turtle(release, contact.iri.removeprefix("http://local.example").replace("/id/", "/") + ".ttl")
    told = {
        q.predicate.value: q.object.value
        for q in graph.quads_for_pattern(ox.NamedNode(contact.iri), None, None)
        if getattr(q.object, "language", None) in (None, "sv")
    }
    assert (told[VCARD.title.toPython()], told[VCARD.fn.toPython()]) == (post, person)
    assert told[VCARD.hasTelephone.toPython()].replace("-", "") == "tel:+358" + telephone.replace(" ", "")[1:]
    assert told[VCARD.hasEmail.toPython()] == f"mailto:{email}"


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
    document = release.entry("", f"/optima/register/{slug}.ttl")
    assert isinstance(document, Representation)
    for absent in (
        b"hasLegalBasis",
        b"hasStorageCondition",
        b"hasRecipient",
        b"license",
        b"searchKey",
        b"openInterface",
    ):
        assert absent not in document.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_it_is_an_unofficial_example(
    language: str, catalogue: Catalogue, release: Release
) -> None:
    """And points to the authority."""
    notice = catalogue.provenance.in_language(language)
    assert notice.language == language
    assert catalogue.authority.name.text in notice.text
    homepage = catalogue.authority.homepage
    for path in release.paths():
        if path.endswith(f".{language}.html") and "ontology" not in path:
            reader = page(release, path)
            assert notice.text in reader.text, path
            assert any("aside" in a.within and a.attributes["href"] == homepage for a in reader.all("a")), path
