"""Every register, data group and data item is in its table once, with what the catalogue tells of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Register
from publisher.model.concepts import Confirmation, Post
from publisher.model.languages import LANGUAGES, NOTHING, Said, Text
from publisher.release.flow import prepare
from publisher.release.site import Site, read_site
from publisher.render.data.columns import SEPARATOR, in_language
from publisher.render.data.csvw import DESCRIBED, title
from publisher.render.data.tables import GROUPS, ITEMS, KEY, REGISTERS, TABLES, tables
from publisher.render.pages import locale
from tests.conftest import BASE, ROOT
from tests.render.data.test_columns import bare, begins_formula, flat
from tests.stated import stated
from tests.tables import HOSTILE, items, read, with_texts


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    """The example catalogue."""
    return prepare(site)[0].catalogue


def first(catalogue: Catalogue, **changes: object) -> Catalogue:
    """A catalogue of one register, with changes."""
    return replace(catalogue, registers=(replace(catalogue.registers[0], **changes),))


def emptied(register: Register) -> Register:
    """A register of which nothing is told that may be left out."""
    nothing = {
        name: type(getattr(register, name))()
        for name in register.__dataclass_fields__
        if isinstance(getattr(register, name), tuple | Text)
    }
    return replace(register, **nothing, notice=None, status=None, reviewed="", next_review="")


def test_everything_is_there_once_and_in_order(catalogue: Catalogue) -> None:
    """With the names that it has."""
    made = {name: read(table) for name, table in tables([catalogue]).items()}
    groups = [group for register in catalogue.registers for group in register.groups]
    assert list(made) == [table.name for table in TABLES] == [REGISTERS, GROUPS, ITEMS]
    assert [row[KEY] for row in made[REGISTERS]] == [register.iri for register in catalogue.registers]
    assert [row[KEY] for row in made[GROUPS]] == [group.iri for group in groups]
    assert [row[KEY] for row in made[ITEMS]] == [item.iri for item in items(catalogue)]
    assert len({row[KEY] for row in made[ITEMS]}) == len(made[ITEMS]) > 100
    for row, register in zip(made[REGISTERS], catalogue.registers, strict=True):
        assert [row[f"title_{tag}"] for tag in LANGUAGES] == [str(register.title.in_language(tag)) for tag in LANGUAGES]
    for row, part in zip([*made[GROUPS], *made[ITEMS]], [*groups, *items(catalogue)], strict=True):
        assert [row[f"label_{tag}"] for tag in LANGUAGES] == [str(part.label.in_language(tag)) for tag in LANGUAGES]


def test_what_a_row_refers_to_is_in_its_table(catalogue: Catalogue) -> None:
    made = {name: read(table) for name, table in tables([catalogue]).items()}
    for table in TABLES:
        for column in table.columns:
            if column.refers_to:
                known = {row[KEY] for row in made[column.refers_to]}
                assert {row[column.name] for row in made[table.name]} <= known, (table.name, column.name)
    under = {item.iri: above.iri for above in items(catalogue) for item in above.items}
    assert under
    assert {row[KEY]: row["within"] for row in made[ITEMS] if row["within"]} == under
    for row in made[ITEMS]:
        assert row["group"].startswith(f"{row['register']}#")


def test_counts_are_those_of_the_tables(catalogue: Catalogue) -> None:
    made = {name: read(table) for name, table in tables([catalogue]).items()}
    for row in made[REGISTERS]:
        assert int(row["groups"]) == len([one for one in made[GROUPS] if one["register"] == row[KEY]])
        assert int(row["items"]) == len([one for one in made[ITEMS] if one["register"] == row[KEY]])
    for row in made[GROUPS]:
        assert int(row["items"]) == len([one for one in made[ITEMS] if one["group"] == row[KEY]])


def test_a_contact_can_be_reached(catalogue: Catalogue) -> None:
    """The nth telephone number and address are those of the nth post, also where one has none."""
    one, other = [contact for contact in catalogue.contacts if contact.telephone][:2]
    without = replace(one, iri="http://local.example/x", telephone="", telephone_iri="")
    (row,) = read(tables([first(catalogue, contacts=(without, other))])[REGISTERS])
    assert row["contact"].split(SEPARATOR) == [without.iri, other.iri]
    assert row["contact_telephone"].split(SEPARATOR) == ["", other.telephone_iri]
    assert row["contact_email"].split(SEPARATOR) == [one.email, other.email]
    assert all(number.startswith("tel:") for number in row["contact_telephone"].split(SEPARATOR) if number)


def test_an_item_is_about_whom_its_group_is_about_unless_it_tells(catalogue: Catalogue) -> None:
    """As pages tell it."""
    group = next(g for r in catalogue.registers for g in r.groups if g.subjects and g.items)
    own = replace(group.subjects[0], iri="https://w3id.org/dpv#Own")
    plain = replace(group.items[0], iri="x#a", subjects=(), items=())
    telling = replace(plain, iri="x#b", subjects=(own,))
    made = tables([first(catalogue, groups=(replace(group, items=(plain, telling)),))])
    assert [row["subjects"] for row in read(made[ITEMS])] == [SEPARATOR.join(s.iri for s in group.subjects), own.iri]
    assert set(read(made[REGISTERS])[0]["subjects"].split(SEPARATOR)) == {s.iri for s in (*group.subjects, own)}


def test_what_is_withheld_is_told_with_its_ground() -> None:
    """And nothing else of it; the fields and grounds are those that the page shows."""
    catalogue = prepare(read_site(ROOT / "tests" / "withheld" / "data", BASE))[0].catalogue
    made = {name: read(table) for name, table in tables([catalogue]).items()}
    (register,) = catalogue.registers
    groups = {group.iri: group.withheld for group in register.groups}
    told = {register.iri: register.withheld, **groups, **{item.iri: item.withheld for item in items(catalogue)}}
    assert sum(map(len, told.values())) > 3
    for row in (row for rows in made.values() for row in rows):
        marks = told[row[KEY]]
        assert row["withheld"] == SEPARATOR.join(mark.field.iri for mark in marks)
        assert row["withheld_ground"] == SEPARATOR.join(mark.ground.iri for mark in marks)
        assert row["withheld_sv"] == SEPARATOR.join(str(mark.field.label.in_language("sv")) for mark in marks)
        assert row["withheld_until"].strip(" |") == SEPARATOR.join(filter(None, (mark.until for mark in marks)))


def test_a_gap_is_empty_and_named(catalogue: Catalogue) -> None:
    """What is not stated, and what does not apply, are told apart."""
    gap, other = [f for f in catalogue.registers[0].section_28 if not f.statements][:2]
    fields = (gap, replace(other, not_applicable=True))
    (row,) = read(tables([first(catalogue, section_28=fields, data_protection=())])[REGISTERS])
    assert (row["missing"], row["not_applicable"]) == (gap.name.iri, other.name.iri)
    assert row["search_keys_sv"] == row["legal_basis_sv"] == ""


def test_what_helps_to_find_a_register_and_what_it_is_elsewhere_is_told(tmp_path: Path) -> None:
    """Of an authority that states everything; there may be more keywords in one language than in another."""
    catalogue = prepare(read_site(stated(tmp_path), BASE))[0].catalogue
    (row,) = read(tables([catalogue])[REGISTERS])
    told = {
        "keywords_sv": "betyg | skolgång",
        "areas_fi": "Suomi",
        "areas": "http://publications.europa.eu/resource/authority/country/FIN",
        "period_start": "1998-01-01",
        "period_end": "2025-12-31",
        "frequency": "http://publications.europa.eu/resource/authority/frequency/CONT",
        "rights_en": "Given out under the law.",
        "services_en": "Search for programs",
        "services_address": "https://example.fi/api",
        "identifiers": "FI-2041",
        "identifiers_by_en": "Example catalogue",
        "same_as": "https://catalogue.example.fi/id/dataset/2041",
    }
    assert {name: row[name] for name in told} == told
    (one,) = catalogue.registers
    fewer = replace(one, keywords=Text((Said("betyg", "sv"), Said("=1", "en"), Said("a|b", "en"))), frequency=None)
    (row,) = read(tables([replace(catalogue, registers=(fewer,))])[REGISTERS])
    found = [row[name] for name in ("keywords_sv", "keywords_fi", "keywords_en", "frequency_sv", "frequency")]
    assert found == ["betyg", "", "'=1 | a¦b", "", ""]


def test_whose_text_it_is_stands_beside_it(catalogue: Catalogue) -> None:
    """So that nobody takes a translation for the authority's own words; and when the authority has confirmed it."""
    versions = catalogue.registers[0].text_versions
    own = replace(versions[0], confirmation=Confirmation(Post("x", NOTHING), "2026-03-02"))
    (row,) = read(tables([first(catalogue, text_versions=(own, *versions[1:]))])[REGISTERS])
    for version in versions:
        assert row[f"text_status_{version.language}"] == str(version.status.label.in_language(version.language))
    assert [row[f"text_confirmed_on_{tag}"] for tag in LANGUAGES] == ["2026-03-02", "", ""]


def test_a_text_is_never_shown_as_another_language(catalogue: Catalogue) -> None:
    """In an authority that writes Swedish alone, the other columns are empty."""
    only = replace(
        catalogue, registers=tuple(replace(r, title=_swedish(r.title), groups=()) for r in catalogue.registers)
    )
    for row in read(tables([only])[REGISTERS]):
        assert row["title_sv"]
        assert row["title_fi"] == row["title_en"] == ""


def _swedish(text: Text) -> Text:
    return Text(tuple(said for said in text if said.language == "sv"))


def test_nothing_at_all_is_no_fault(catalogue: Catalogue) -> None:
    """No catalogue, none with registers, and registers of which nothing is told."""
    heads = {table.name: [column.name for column in table.columns] for table in TABLES}
    for none in ([], [replace(catalogue, registers=())]):
        for name, table in tables(none).items():
            assert table.decode("utf-8-sig") == ",".join(heads[name]) + "\r\n"
    bare = replace(catalogue, registers=tuple(emptied(register) for register in catalogue.registers))
    made = {name: read(table) for name, table in tables([bare]).items()}
    assert [len(rows) for rows in made.values()] == [len(catalogue.registers), 0, 0]
    assert {row["title_sv"] + row["contact"] + row["systems"] + row["missing"] for row in made[REGISTERS]} == {""}
    group = DataGroup(
        "x#g", NOTHING, False, (), None, (), (), None, (DataItem("x#i", NOTHING, True, (), (), None, ()),)
    )
    made = {name: read(table) for name, table in tables([first(bare, groups=(group,))]).items()}
    assert (made[ITEMS][0]["group"], made[ITEMS][0]["open_ended"], made[ITEMS][0]["label_sv"]) == ("x#g", "true", "")


def test_authorities_follow_each_other_and_are_told_apart(catalogue: Catalogue) -> None:
    """The table of several is that of each, one after another."""
    other = replace(catalogue, authority=replace(catalogue.authority, iri="http://other.example/id/agent/other"))
    for name, whole in tables([catalogue, other]).items():
        one, two = (read(tables([each])[name]) for each in (catalogue, other))
        assert read(whole) == one + two
        assert {row["authority"] for row in read(whole)} == {catalogue.authority.iri, other.authority.iri}


@given(texts=st.lists(st.one_of(st.sampled_from(HOSTILE), st.text()), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_no_text_breaks_a_table(catalogue: Catalogue, texts: list[str]) -> None:
    """Whatever each text of the catalogue is: the rows are the same, the texts come back, and none is a formula."""
    turn = cycle(texts)
    spoilt = with_texts(catalogue, lambda said: Said(next(turn), said.language))
    made = tables([spoilt])
    for name, plain in tables([catalogue]).items():
        assert [row[KEY] for row in read(made[name])] == [row[KEY] for row in read(plain)]
        for line in made[name].decode("utf-8-sig").split("\r\n"):
            assert not [piece for piece in line.split(";") if begins_formula(piece)], line
        assert not [value for row in read(made[name]) for value in row.values() if begins_formula(value)]
    for row, item in zip(read(made[ITEMS]), items(spoilt), strict=True):
        assert [bare(row[f"label_{tag}"]) for tag in LANGUAGES] == [
            flat(in_language(item.label, tag)) for tag in LANGUAGES
        ]


def test_every_title_of_a_column_is_used_and_there_in_every_language() -> None:
    columns = [column for table in DESCRIBED for column in table.columns]
    used = {name for c in columns for name in (c.title, c.detail, f"in_{c.language}" if c.language else "") if name}
    for language in LANGUAGES:
        assert {key.removeprefix("column_") for key in locale(language) if key.startswith("column_")} == used
        tables_named = {key for key in locale(language) if key.startswith("table_")}
        assert tables_named == {f"table_{table.name.partition('.')[0]}" for table in DESCRIBED}


def test_columns_have_one_name_and_the_key_comes_first() -> None:
    """Names are what programs may use as words (CSVW, section 5.6)."""
    for table in DESCRIBED:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert names[0] == KEY
        assert all(re.fullmatch(r"[a-z][a-z_0-9]*", name) for name in names)


def test_every_column_is_listed_in_the_documents(approved: Callable[[Path, str], None]) -> None:
    """In a page made from the columns."""
    lines = ["# The columns of the tables", "", "Made from `publisher/render/data/tables.py` and `open_table.py`.", ""]
    for table in DESCRIBED:
        lines += [f"## {table.name}", "", "| column | what | type |", "| --- | --- | --- |"]
        for column in table.columns:
            many = ", several" if column.is_list else ""
            lines.append(f"| `{column.name}` | {title(column, 'en')} | {column.datatype}{many} |")
        lines.append("")
    approved(ROOT / "docs" / "table-columns.md", "\n".join(lines))
