"""Every way to open data is in the table of what is open, once, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle

import pytest

from publisher.model.catalogue import Catalogue
from publisher.model.imprint import Licence
from publisher.model.languages import LANGUAGES, NOTHING, Said, Text
from publisher.model.offered import Distribution
from publisher.release.flow import prepare
from publisher.release.site import Site, read_site
from publisher.render.data.open_table import OPEN
from publisher.render.data.tables import KEY
from tests.conftest import BASE
from tests.render.data.test_columns import begins_formula
from tests.stated import stated
from tests.tables import HOSTILE, opened, public, read, with_texts

TABLE = "http://publications.europa.eu/resource/authority"
LICENCE = Licence("https://creativecommons.org/licenses/by/4.0/", Text((Said("CC Nimeä 4.0", "fi"),)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of an authority that states everything, with its register opened."""
    data = stated(tmp_path_factory.mktemp("stated"))
    return public(prepare(read_site(data, BASE))[0].catalogue)


def rows(*catalogues: Catalogue, licence: Licence | None = None) -> list[dict[str, str]]:
    """The rows about what is open of some catalogues."""
    return read(OPEN.written(opened(one, licence) for one in catalogues))


def test_the_files_of_the_descriptions_come_first_and_then_those_of_registers(whole: Catalogue) -> None:
    """Each with its dataset, and with the place on the page where it is told of."""
    (register,) = whole.registers
    found = [(row[KEY], row["dataset"], row["page"]) for row in rows(whole)]
    document = f"{BASE}town/dataset/descriptions"
    assert found == [
        *(
            (f"{whole.descriptions}#{name}", whole.descriptions, f"{document}#{name}")
            for name in ("turtle", "csv-items")
        ),
        *(
            (one.iri, register.iri, f"{register.record.iri}#{one.iri.partition('#')[2]}")
            for one in register.distributions
        ),
    ]
    assert {(row["authority"], row["authority_name"]) for row in rows(whole)} == {
        (whole.authority.iri, whole.authority.name.text)
    }


def test_what_is_told_of_a_file_stands_in_its_row(whole: Catalogue) -> None:
    """As the authority has written it; days as days, times as times."""
    _, _, file, search = rows(whole)
    told = {
        "title_sv": "Besluten som fil",
        "dataset_fi": "Oppilasrekisteri",
        "format_name": "CSV",
        "format": f"{TABLE}/file-type/CSV",
        "media_type": "text/csv",
        "size": "13",
        "address": "https://example.fi/decisions.csv",
        "licence": f"{TABLE}/licence/CC_BY_4_0",
        "issued": "2024-01-31",
        "modified": "2026-01-31T12:00:00Z",
    }
    assert {name: file[name] for name in told} == told
    assert search["address"] == "https://example.fi/search"
    assert search["size"] == search["media_type"] == search["issued"] == ""


def test_the_licence_of_the_descriptions_is_that_of_the_settings_and_of_no_register(whole: Catalogue) -> None:
    """By its name in the EU table, as in the data; none where none is set."""
    bare = replace(whole.registers[0], distributions=(Distribution("x#y", NOTHING, "https://example.fi/"),))
    changed = replace(whole, registers=(bare,))
    wanted = f"{TABLE}/licence/CC_BY_4_0"
    assert [row["licence"] for row in rows(changed, licence=LICENCE)] == [wanted, wanted, ""]
    assert [row["licence_fi"] for row in rows(changed, licence=LICENCE)] == ["CC Nimeä 4.0", "CC Nimeä 4.0", ""]
    assert [row["licence"] for row in rows(changed)] == ["", "", ""]


def test_what_is_not_told_is_empty(whole: Catalogue) -> None:
    """And a size with a sign is no formula."""
    least = Distribution("http://local.example/x#y", NOTHING, "https://example.fi/", size="+12")
    *_, row = rows(replace(whole, registers=(replace(whole.registers[0], distributions=(least,)),)))
    told = {name for name, value in row.items() if value}
    named = {f"dataset_{tag}" for tag in LANGUAGES}
    assert told == {KEY, "page", "dataset", "authority", "authority_name", "address", "size", *named}
    assert row["size"] == "12"


def test_a_name_in_no_language_stands_in_each(whole: Catalogue) -> None:
    """Such as that of a format, by which a file is called; never a text in another language."""
    names = (Said("Turtle", ""),), (Said("Fil", "sv"), Said("Turtle", "")), (Said("Fil", "sv"),)
    ways = tuple(Distribution(f"x#{n}", Text(name), "https://example.fi/") for n, name in enumerate(names))
    _, _, *found = rows(replace(whole, registers=(replace(whole.registers[0], distributions=ways),)))
    titles = [[row[f"title_{tag}"] for tag in LANGUAGES] for row in found]
    assert titles == [["Turtle"] * 3, ["Fil", "Turtle", "Turtle"], ["Fil", "", ""]]


def test_what_is_not_open_is_not_there(site: Site) -> None:
    """In the example only the descriptions are: a register that is not public has no row, nor one without a way."""
    catalogue = prepare(site)[0].catalogue
    assert any(register.distributions for register in catalogue.registers)
    assert {row["dataset"] for row in rows(catalogue)} == {catalogue.descriptions}
    ways = {register.iri for register in catalogue.registers if register.distributions}
    assert {row["dataset"] for row in rows(public(catalogue))} == {catalogue.descriptions, *ways}


def test_authorities_follow_each_other(whole: Catalogue) -> None:
    """And a site without any has a head alone."""
    other = replace(whole, authority=replace(whole.authority, iri="http://other.example/id/agent/other"))
    assert rows(whole, other) == rows(whole) + rows(other)
    assert OPEN.written([]).decode("utf-8-sig") == ",".join(column.name for column in OPEN.columns) + "\r\n"


def test_no_text_is_a_formula(whole: Catalogue) -> None:
    turn = cycle(HOSTILE)
    spoilt = with_texts(whole, lambda said: Said(next(turn), said.language))
    assert [row[KEY] for row in rows(spoilt)] == [row[KEY] for row in rows(whole)]
    for line in OPEN.written([opened(spoilt)]).decode("utf-8-sig").split("\r\n"):
        assert not [piece for piece in line.split(";") if begins_formula(piece)], line
