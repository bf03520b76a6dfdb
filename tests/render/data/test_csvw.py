"""The description of the tables is right, as a reader of CSVW that was written elsewhere finds."""

from __future__ import annotations

import json
import socket
import warnings
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from csvw import CSVW, TableGroup

from publisher.model.catalogue import Catalogue
from publisher.model.imprint import Licence
from publisher.model.languages import LANGUAGES, NOTHING, Said
from publisher.model.offered import Period
from publisher.release.flow import prepare
from publisher.release.site import Site, read_site
from publisher.render.data.csvw import DESCRIBED, DESCRIPTION, description, link
from publisher.render.data.open_table import OPEN
from publisher.render.data.tables import GROUPS, ITEMS, KEY, REGISTERS, tables
from tests.conftest import BASE, ROOT
from tests.stated import stated
from tests.tables import HOSTILE, opened, public, with_texts

LICENCE = Licence("http://creativecommons.org/licenses/by/4.0/", NOTHING)


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    """The example catalogue."""
    return prepare(site)[0].catalogue


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched: what a reader needs is beside the tables."""

    def refuse(*_: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def write(folder: Path, *catalogues: Catalogue) -> Path:
    """Writes tables and description into a folder; gives the description."""
    for name, table in tables(catalogues).items():
        (folder / name).write_bytes(table)
    (folder / OPEN.name).write_bytes(OPEN.written(opened(catalogue) for catalogue in catalogues))
    (folder / DESCRIPTION).write_bytes(description(catalogues, LICENCE))
    return folder / DESCRIPTION


def is_valid(file: Path) -> bool:
    """Whether tables and description hold, as the reader finds."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        group = TableGroup.from_file(file)
        try:
            for table in group.tables:
                list(table.iterdicts(strict=True))
            is_whole = group.check_referential_integrity(strict=True)
        except ValueError:
            return False
        return is_whole and CSVW(str(file), validate=True).is_valid and not told


def told(*catalogues: Catalogue, licence: Licence | None = None) -> dict[str, object]:
    """The description of some catalogues."""
    found: dict[str, object] = json.loads(description(catalogues, licence))
    return found


def with_periods(catalogue: Catalogue) -> Catalogue:
    """A catalogue whose registers have two periods, of which one has no end and one no beginning."""
    periods = (Period("x#a", "1998-01-01", ""), Period("x#b", "", "2025-12-31"))
    return replace(catalogue, registers=tuple(replace(one, periods=periods) for one in catalogue.registers))


@pytest.mark.parametrize(
    "kind", ["example", "stated", "withheld", "hostile", "one language", "several", "empty", "none"]
)
def test_a_reader_finds_tables_and_description_valid(catalogue: Catalogue, tmp_path: Path, kind: str) -> None:
    """Every cell is of the type that is told, what is required is there, and every reference is met."""
    turn = cycle(HOSTILE)
    swedish = with_texts(catalogue, lambda said: said if said.language == "sv" else Said("", said.language))
    found = {
        "example": [catalogue],
        "stated": [public(with_periods(prepare(read_site(stated(tmp_path), BASE))[0].catalogue))],
        "withheld": [prepare(read_site(ROOT / "tests" / "withheld" / "data", BASE))[0].catalogue],
        "hostile": [with_texts(catalogue, lambda said: Said(next(turn), said.language))],
        "one language": [swedish],
        "several": [catalogue, prepare(read_site(ROOT / "data", "http://other.example/"))[0].catalogue],
        "empty": [replace(catalogue, registers=())],
        "none": [],
    }[kind]
    file = write(tmp_path, *found)
    assert is_valid(file)
    group = TableGroup.from_file(file)
    registers, groups, items, files = (list(table.iterdicts(strict=True)) for table in group.tables)
    assert len(registers) == sum(len(one.registers) for one in found)
    assert len(groups) == sum(len(r.groups) for one in found for r in one.registers)
    if kind == "stated":
        assert len(files) == 2 + 2
    if kind == "example":
        assert len(items) > 100
        assert [str(row["groups"]) for row in registers] == [str(len(r.groups)) for r in catalogue.registers]
        assert {row["open_ended"] for row in items} <= {True, False}


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        (GROUPS, b"/register/abilitas,", b"/register/nothing,"),
        (ITEMS, b"/register/abilitas#students,", b"/register/abilitas#nothing,"),
        (REGISTERS, b"2026-", b"in 2026-"),
        (REGISTERS, b",title_fi,", b",nimi,"),
        (OPEN.name, b",1200,", b",1.2 kB,"),
    ],
)
def test_a_reader_finds_what_is_wrong(catalogue: Catalogue, tmp_path: Path, table: str, old: bytes, new: bytes) -> None:
    """So that the test above proves something."""
    file = write(tmp_path, catalogue)
    content = (tmp_path / table).read_bytes()
    assert old in content
    (tmp_path / table).write_bytes(content.replace(old, new))
    assert not is_valid(file)


def test_every_column_is_described_in_every_language(catalogue: Catalogue) -> None:
    """Its title, and beside it the word that stands in the head of the table."""
    for table, described in zip(DESCRIBED, told(catalogue)["tables"], strict=True):
        schema = described["tableSchema"]
        assert (described["url"], schema["primaryKey"], schema["aboutUrl"]) == (table.name, KEY, "{+iri}")
        for column, one in zip(table.columns, schema["columns"], strict=True):
            assert one["name"] == one["titles"]["und"] == column.name
            assert list(one["titles"]) == ["und", *LANGUAGES]
            assert one.get("lang", "") == column.language
        for tag in LANGUAGES:
            titles = [one["titles"][tag] for one in schema["columns"]]
            assert len(titles) == len(set(titles)), (table.name, tag)


def test_references_are_told(catalogue: Catalogue) -> None:
    keys = {
        (table["url"], key["columnReference"], key["reference"]["resource"])
        for table in told(catalogue)["tables"]
        for key in table["tableSchema"]["foreignKeys"]
    }
    assert keys == {(GROUPS, "register", REGISTERS), (ITEMS, "group", GROUPS), (ITEMS, "register", REGISTERS)}


def test_a_licence_is_told_when_there_is_one(catalogue: Catalogue) -> None:
    assert told(catalogue, licence=LICENCE)["dc:license"] == {"@id": LICENCE.iri}
    assert "dc:license" not in told(catalogue)


def test_it_says_how_the_tables_are_read_and_that_registers_are_withheld(catalogue: Catalogue) -> None:
    """In every language, once a ground, and nothing more of what is withheld."""
    (note,) = told(catalogue)["notes"]
    assert [body["@language"] for body in note["body"]] == [*LANGUAGES]
    assert note["target"] == [table.name for table in DESCRIBED]
    hidden = prepare(read_site(ROOT / "tests" / "withheld" / "data", BASE))[0].catalogue
    _, *marks = told(hidden)["notes"]
    assert len(marks) == len(hidden.withheld) > 0
    for mark, one in zip(hidden.withheld, marks, strict=True):
        assert one["target"] == [REGISTERS]
        for body in one["body"]:
            assert str(mark.ground.label.in_language(body["@language"])) in body["@value"]


def test_what_the_catalogue_says_of_itself_is_said(catalogue: Catalogue) -> None:
    found = told(catalogue)
    assert found["dc:source"] == [{"@id": str(catalogue.iri)}]
    assert [one["@value"] for one in found["dc:provenance"]] == [str(said) for said in catalogue.provenance]
    assert "dc:provenance" not in told(replace(catalogue, provenance=NOTHING))


def test_a_link_leads_to_the_description_beside_a_table() -> None:
    wanted = '<https://x.example/a/csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    assert link("https://x.example/a/items.csv").value == wanted
