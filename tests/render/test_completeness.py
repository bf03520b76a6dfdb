"""The page of what is missing: what a gap means for a reader, and whom to ask instead."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import SKOS, XSD, Literal, URIRef

from publisher.model.demands import Demands
from publisher.model.languages import LANGUAGES
from publisher.model.terms import DQV, RC
from publisher.release import flow, known
from publisher.release.build import build, publish
from publisher.release.segments import Representation
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from publisher.render.pages import locale
from tests.conftest import BASE
from tests.html import PageReader
from tests.release.test_build import LATER, NOON, edit
from tests.release.test_measuring import mend


def page(release: Release, language: str = "en", document: str = "completeness") -> PageReader:
    """A page of the example."""
    entry = release.entry("", f"/optima/{document}.{language}.html")
    assert isinstance(entry, Representation)
    return PageReader.of(entry.body)


def links(shown: PageReader) -> set[str]:
    """Where a page leads."""
    return {element.attributes["href"] for element in shown.all("a")}


@pytest.fixture
def draft_site(data: Path) -> Site:
    """A copy of the example of which nothing is published yet."""
    (data / "optima" / "ledger").unlink()
    return read_site(data, BASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_gap_leads_to_what_it_means_and_what_to_do(site: Site, release: Release, language: str) -> None:
    shown = page(release, language)
    missing = flow.completeness(site)["optima"].missing
    assert len(missing) > 5
    for demand in missing:
        assert f"#gap_{demand.name}" in links(shown)
        assert demand.gap.in_language(language).text in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_and_each_register_lead_there(release: Release, language: str) -> None:
    """A register to its own part of the page, which leads back."""
    address = f"/optima/completeness.{language}.html"
    assert address in links(page(release, language, "catalog"))
    for register in ("abilitas", "tweb-valmu"):
        assert f"{address}#register_{register}" in links(page(release, language, f"register/{register}"))
        assert f"/optima/register/{register}.{language}.html" in links(page(release, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_whose_text_was_not_read_is_not_shown_as_law(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Neither by its name nor as it is cited in short; what was read is."""
    told = known.ontology("demands.ttl")
    for demand in list(told.subjects(SKOS.inScheme, URIRef("https://w3id.org/records-catalogue/demand#article-30"))):
        told.set((demand, RC.textRead, Literal("false", datatype=XSD.boolean)))
    demands = Demands.read(told, known.terms())
    monkeypatch.setattr(flow, "demands", lambda: demands)
    text = page(build(site, Store(tmp_path / "releases")).release, language).text
    for scheme in demands.schemes:
        if scheme.name == "section-28":
            assert scheme.notation in text
        if scheme.name in ("article-30", "deadlines"):
            assert scheme.notation not in text
            assert scheme.label.in_language(language).text not in text
    assert locale(language)["beside_law_text"] in text


def test_the_page_says_whom_to_ask_of_each_register(release: Release) -> None:
    shown = page(release)
    assert shown.text.count(locale("en")["ask_instead"]) == 7
    assert {"tel:+358-44-7215-234", "mailto:ann-may.pitkakangas@optimaedu.fi"} <= links(shown)
    assert locale("en")["no_way_to_reach"] not in shown.text


@pytest.mark.parametrize("homepage", [True, False])
def test_where_the_contact_cannot_be_reached_the_authority_is_named(
    draft_site: Site, tmp_path: Path, *, homepage: bool
) -> None:
    """Its website; where none is stated, that is a gap."""
    file = draft_site.data / "optima" / "contacts.ttl"
    text = re.sub(r"  vcard:has(Telephone|Email|Address) <[^>]*> ;\n", "", file.read_text(encoding="utf-8"))
    file.write_text(re.sub(r";\s*vcard:has(Telephone|Email|Address) <[^>]*> \.", ".", text), encoding="utf-8")
    if not homepage:
        edit(draft_site.data, "  foaf:homepage <https://optimaedu.fi/> ;\n", "", "authority.ttl")
    shown = page(build(draft_site, Store(tmp_path / "releases")).release)
    after = shown.text.split(locale("en")["no_way_to_reach"])[1:]
    wanted = "Website: Optima samkommun" if homepage else "Website: Not stated"
    assert after
    assert all(part.startswith(f" {wanted}") for part in after)


def test_the_page_tells_how_it_has_developed(draft_site: Site, tmp_path: Path) -> None:
    """Of a register and of all together, the newest first; what is not published has not developed."""
    store = Store(tmp_path / "releases")
    assert "How it has developed: not published yet" in page(build(draft_site, store).release).text
    publish(draft_site, store, NOON)
    mend(draft_site.data)
    text = page(publish(draft_site, store, LATER).release).text
    assert "How it has developed: 4 of 5 from 1 February 2026; 3 of 5 from 31 January 2026" in text
    assert "How it has developed: 17 of 35 from 1 February 2026; 16 of 35 from 31 January 2026." in text
    assert "Does not apply: open availability through a technical interface" in text


def test_a_publication_without_counts_is_shown_as_such(draft_site: Site, tmp_path: Path) -> None:
    store = Store(tmp_path / "releases")
    publish(draft_site, store, NOON)
    ledger = draft_site.ledger("optima")
    ledger.write_text("".join(" ".join(line.split(" ")[:6]) + "\n" for line in ledger.read_text().splitlines()))
    mend(draft_site.data)
    text = page(publish(draft_site, store, LATER).release).text
    assert "How it has developed: 4 of 5 from 1 February 2026; not counted from 31 January 2026" in text


def test_a_catalogue_without_registers_says_so(draft_site: Site, tmp_path: Path) -> None:
    for file in (draft_site.data / "optima" / "registers").iterdir():
        file.unlink()
    shown = page(build(draft_site, Store(tmp_path / "releases")).release)
    assert locale("en")["no_registers"] in shown.text
    assert not shown.all("table")


def test_an_authority_on_a_host_of_its_own_is_linked_in_the_language_of_the_page(data: Path, tmp_path: Path) -> None:
    (data / "site.toml").write_text(
        '[authorities.optima]\nbase = "https://optima.example/records/"\n', encoding="utf-8"
    )
    release = build(read_site(data, BASE), Store(tmp_path / "releases")).release
    entry = release.entry("", "/records/catalog.fi.html")
    assert isinstance(entry, Representation)
    assert "https://optima.example/records/completeness.fi.html" in links(PageReader.of(entry.body))


def test_the_data_of_the_page_is_every_measurement_and_nothing_else(release: Release) -> None:
    entry = release.entry("", "/optima/completeness.ttl")
    whole = release.entry("", "/optima/catalog.ttl")
    assert isinstance(entry, Representation)
    assert isinstance(whole, Representation)
    assert whole.file
    measured = [
        {q.subject.value for q in ox.parse(body, format=ox.RdfFormat.TURTLE) if q.predicate.value == str(DQV.value)}
        for body in (entry.body, whole.file.read_bytes())
    ]
    assert measured[0] == measured[1]
    assert len(measured[0]) == 8 * 8
    own = {q.subject.value for q in ox.parse(entry.body, format=ox.RdfFormat.TURTLE)}
    assert {iri for iri in own if iri.startswith(BASE) and "/id/" not in iri} == measured[0]


def test_every_page_stays_small(release: Release) -> None:
    """At most 30 kB compressed."""
    for path in release.paths():
        entry = release.entry("", path)
        if isinstance(entry, Representation) and path.endswith(".html"):
            assert len(gzip.compress(entry.body)) <= 30_000, path
