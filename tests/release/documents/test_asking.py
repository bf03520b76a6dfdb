"""What a release keeps for letters: all that is public of how to ask, and nothing at any address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import Graph

from publisher.model.asking import MANY, Part
from publisher.model.demands import Demands
from publisher.model.resources import folder
from publisher.release.build import build
from publisher.release.documents import asking
from publisher.release.documents.asking import LISTED, deadlines_of
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from tests.conftest import BASE, ROOT

REGISTERS = sorted(file.stem for file in (ROOT / "data" / "optima" / "registers").glob("*.ttl"))


@pytest.mark.parametrize("slug", REGISTERS)
def test_every_register_can_be_asked(release: Release, slug: str) -> None:
    found = asking.facts(release, f"optima/{slug}")
    assert found
    assert found.iri == f"{BASE}optima/id/register/{slug}"
    assert found.offices("document")
    assert found.offices("own")
    assert found.parts
    assert found.is_whole


def test_a_register_is_found_by_its_key_its_iri_and_its_address(release: Release) -> None:
    known = asking.facts(release, "optima/unit4")
    assert known
    for named in (f"{BASE}optima/id/register/unit4", f"{BASE}optima/register/unit4"):
        assert asking.facts(release, named) == known


@pytest.mark.parametrize(
    "named",
    [
        "",
        "/",
        "optima",
        "optima/",
        "optima/nix",
        "nix/unit4",
        "/unit4",
        "optima/../unit4",
        "optima/unit4.json",
        "\ud800",
        "%",
    ],
)
def test_what_is_no_register_is_not_found(release: Release, named: str) -> None:
    assert asking.facts(release, named) is None


def test_what_the_source_says_of_asking_is_kept(release: Release) -> None:
    abilitas, primus, tweb = (
        asking.facts(release, f"optima/{slug}") for slug in ("abilitas", "primus-wilma-kurre", "tweb-valmu")
    )
    assert abilitas
    assert primus
    assert tweb
    assert abilitas.notice
    assert abilitas.notice.form
    assert [contact.email for contact in abilitas.offices("own")] == ["samkommunen@optimaedu.fi"]
    assert [contact.email for contact in abilitas.offices("document")] == ["ann-may.pitkakangas@optimaedu.fi"]
    assert primus.logins
    assert tweb.notice is None
    assert tweb.searches
    assert tweb.deciders == ()
    assert [part.access is not None for part in tweb.parts] == [True, False, True]


def test_what_is_kept_for_the_server_has_no_address(release: Release) -> None:
    assert not [path for path in release.paths() if "ask" in path]
    assert release.entry("", "/ask/registers.json") is None
    assert release.entry("", "/optima/ask/register/unit4.json") is None


def test_the_list_names_every_register_of_every_authority(release: Release) -> None:
    (optima,) = asking.listing(release).authorities
    assert [one.key for one in optima.registers] == [f"optima/{slug}" for slug in REGISTERS]


def test_a_long_list_names_authorities_only(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "optima" / "ledger").unlink()
    unit4 = (data / "optima" / "registers" / "unit4.ttl").read_text(encoding="utf-8")
    for number in range(LISTED - len(REGISTERS) + 1):
        text = unit4.replace("id/register/unit4", f"id/register/copy-{number}").replace('"unit4"', f'"copy-{number}"')
        (data / "optima" / "registers" / f"copy-{number}.ttl").write_text(text, encoding="utf-8")
    release = build(read_site(data, BASE), Store(tmp_path / "releases")).release
    (optima,) = asking.listing(release).authorities
    assert optima.registers == ()
    assert asking.facts(release, "optima/copy-0")


def test_too_many_items_are_left_to_words() -> None:
    """The groups are still offered while they are not too many themselves."""
    one = Part("x", asking.Text(), open_ended=False)
    group = Part("g", asking.Text(), open_ended=False, items=(one,) * MANY)
    assert asking._offered((one,) * MANY) == (one,) * MANY
    assert asking._offered((group, group)) == (Part("g", asking.Text(), open_ended=False),) * 2
    assert asking._offered((one,) * (MANY + 1)) == ()


def test_deadlines_are_those_of_the_law(release: Release) -> None:
    demands = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
    found = deadlines_of(demands)
    assert found == asking.deadlines(release)
    assert {(d.definition, d.period) for d in found.deadlines} == {
        (demand.definition, demand.period) for demand in demands.of("deadlines")
    }
    assert [d.period for d in found.of("document")] == ["P14D", "P1M"]
    assert [d.period for d in found.of("own")] == ["P1M", "P3M"]
