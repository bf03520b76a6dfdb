"""A release tells how complete each description is, by the law of the day when it was last published."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, Graph, Literal, URIRef

from publisher.derive import Publication
from publisher.model.completeness import Counted
from publisher.model.demands import Demands
from publisher.model.iris import Base
from publisher.model.resources import folder
from publisher.model.terms import DCAT, DQV, RC
from publisher.release import flow
from publisher.release.build import build, publish
from publisher.release.ledger import read_ledger
from publisher.release.measuring import as_published
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from tests.release.test_build import BASE, LATER, NOON, edit, text_of

OPTIMA = Base(BASE + "optima/")
REGISTER = URIRef(OPTIMA.iri + "id/register/abilitas")
DEMANDS = folder("ontology") / "demands.ttl"
NEW_DEMAND = """
<https://w3id.org/records-catalogue/demand#made-up> a skos:Concept, rc:Demand ; skos:notation "28-6" ;
  skos:inScheme demand:section-28 ; rc:field rc:searchKey ; rc:validFrom "2026-02-01"^^xsd:date .
"""


@pytest.fixture
def draft_site(data: Path) -> Site:
    """A copy of the example of which nothing is published yet."""
    (data / "optima" / "ledger").unlink()
    return read_site(data, BASE)


@pytest.fixture
def new_law(monkeypatch: pytest.MonkeyPatch) -> Demands:
    """The law, with one demand more from the day of `LATER` on."""
    text = DEMANDS.read_text(encoding="utf-8")
    changed = Demands.read(Graph().parse(data=text + NEW_DEMAND, format="turtle"))
    monkeypatch.setattr(flow, "demands", lambda: changed)
    return changed


def measured(release: Release, name: str = "section-28", document: str = "register/abilitas") -> tuple[str, str]:
    """How many demands are answered in the RDF of a document, and out of how many."""
    graph = Graph().parse(data=text_of(release, f"/optima/{document}.ttl"), format="turtle")
    measurement = URIRef(f"{OPTIMA.iri}{document}#answered-{name}")
    return str(graph.value(measurement, DQV.value)), str(graph.value(measurement, RC.outOf))


def public(day: str | None) -> tuple[int, int]:
    """What is measured of section 28, of a register that was last published on a day, or is a draft."""
    graph = Graph()
    graph.add((REGISTER, RDF.type, DCAT.Dataset))
    graph.add((REGISTER, DCTERMS.title, Literal("Abilitas", lang="sv")))
    moment = f"{day}T23:59:59Z"
    known = {"id/register/abilitas": Publication(moment, moment, current=True)} if day else {}
    (one,) = as_published(graph, OPTIMA, Demands.read(Graph().parse(DEMANDS)), known)
    return one.measures.get("answered-section-28", (0, 0))


def test_a_published_description_is_asked_what_the_law_asked_on_that_day() -> None:
    assert public("2019-12-31") == (0, 0)
    assert public("2020-01-01") == (0, 5)


def test_a_draft_is_asked_what_the_law_asks_without_end() -> None:
    assert public(None) == (0, 5)


def test_three_of_five_can_be_read_from_the_data(release: Release) -> None:
    """Of a register, and of the whole catalogue."""
    assert measured(release) == ("3", "5")
    assert measured(release, document="catalog") == ("16", "35")


def test_a_law_that_changes_publishes_nothing_anew(draft_site: Site, tmp_path: Path, new_law: Demands) -> None:
    """What was published before is counted as before; what is a draft, or is published since, by the new law."""
    store = Store(tmp_path / "releases")
    assert measured(publish(draft_site, store, NOON).release) == ("3", "5")
    release, _, added = publish(draft_site, store, LATER)
    assert added == {"optima": []}
    assert measured(release) == ("3", "5")
    edit(draft_site.data, '"personbeteckning"@sv', '"personnummer"@sv')
    assert measured(build(draft_site, store).release) == ("3", "6")
    assert measured(publish(draft_site, store, LATER).release) == ("3", "6")
    assert measured(store.current(), document="catalog") == ("16", "36")
    assert new_law.of("section-28")[-1].holds_on(dt.date(2026, 2, 1))


def test_a_gap_that_is_mended_shows_in_the_numbers(draft_site: Site, tmp_path: Path) -> None:
    store = Store(tmp_path / "releases")
    publish(draft_site, store, NOON)
    edit(draft_site.data, "  rc:decidingAuthority", "  rc:notApplicable rc:openInterface ;\n  rc:decidingAuthority")
    release, _, added = publish(draft_site, store, LATER)
    assert [(entry.kind, entry.iri) for entry in added["optima"]] == [("updated", "id/register/abilitas")]
    assert measured(release) == ("4", "5")
    assert measured(release, document="catalog") == ("17", "35")


def mend(data: Path) -> None:
    """Says of one register that one more demand does not apply to it."""
    edit(data, "  rc:decidingAuthority", "  rc:notApplicable rc:openInterface ;\n  rc:decidingAuthority")


def section_28(history: tuple[Counted, ...]) -> list[tuple[str, tuple[int, int] | None]]:
    """When and what of section 28 was answered."""
    return [(one.time, one.answers["section-28"] if one.answers else None) for one in history]


def test_the_ledger_keeps_what_was_answered_before_and_after_a_gap_was_mended(draft_site: Site, tmp_path: Path) -> None:
    """Of the register, and of all together; of a register that did not change, once."""
    store = Store(tmp_path / "releases")
    publish(draft_site, store, NOON)
    mend(draft_site.data)
    publish(draft_site, store, LATER)
    found = flow.completeness(draft_site)["optima"]
    histories = {one.slug: section_28(one.history) for one in found.registers}
    assert histories["abilitas"] == [(NOON, (3, 5)), (LATER, (4, 5))]
    assert histories["webauto"] == [(NOON, (2, 5))]
    assert section_28(found.history) == [(NOON, (16, 35)), (LATER, (17, 35))]


def test_only_publishing_counts(draft_site: Site, tmp_path: Path) -> None:
    """A build of what is not yet published adds nothing to the history."""
    store = Store(tmp_path / "releases")
    publish(draft_site, store, NOON)
    before = draft_site.ledger("optima").read_bytes()
    mend(draft_site.data)
    build(draft_site, store)
    assert draft_site.ledger("optima").read_bytes() == before
    (one,) = [one for one in flow.completeness(draft_site)["optima"].registers if one.slug == "abilitas"]
    assert one.answers["section-28"] == (4, 5)
    assert section_28(one.history) == [(NOON, (3, 5))]


def test_a_ledger_from_before_there_were_counts_goes_on(draft_site: Site, tmp_path: Path) -> None:
    """Its old lines stay as they are; what is published from now on is counted."""
    store = Store(tmp_path / "releases")
    publish(draft_site, store, NOON)
    file = draft_site.ledger("optima")
    old = "".join(" ".join(line.split(" ")[:6]) + "\n" for line in file.read_text().splitlines())
    file.write_text(old)
    *_, added = publish(draft_site, store, LATER)
    assert added == {"optima": []}
    assert file.read_text() == old
    mend(draft_site.data)
    publish(draft_site, store, LATER)
    assert section_28(read_ledger(file).histories()["id/register/abilitas"]) == [(NOON, None), (LATER, (4, 5))]
    assert section_28(read_ledger(file).history()) == [(NOON, None), (LATER, None)]


def test_the_counts_are_by_the_law_of_the_day_of_publication(
    draft_site: Site, tmp_path: Path, new_law: Demands
) -> None:
    store = Store(tmp_path / "releases")
    publish(draft_site, store, NOON)
    mend(draft_site.data)
    publish(draft_site, store, LATER)
    history = read_ledger(draft_site.ledger("optima")).histories()["id/register/abilitas"]
    assert section_28(history) == [(NOON, (3, 5)), (LATER, (4, 6))]
    assert len(new_law.of("section-28")) == 6
