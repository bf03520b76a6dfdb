"""The pages that help to find: what they say, approved, and what they say of authorities unlike the example."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from publisher.model.catalogue import DataGroup, DataItem
from publisher.model.holdings import Holdings
from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.finding import MOST_WHOLE
from publisher.render.pages import locale
from tests.conftest import BASE, ROOT
from tests.holding import example
from tests.html import PageReader
from tests.render import test_pages as every
from tests.render.test_pages import APPROVED, outline, pages

OWN = ("/optima/", "/exempelstad/")
"""What the addresses of an authority's documents begin with."""

SHOWN = (
    "optima/subjects",
    "optima/subject/student",
    "optima/subject/guardian-of-data-subject",
    "optima/kinds",
    "optima/kind/financial-account-number",
    "optima/items",
    "optima/overview",
)


def page(release: Release, path: str) -> PageReader:
    """A page of a release."""
    entry = release.entry("", path)
    assert isinstance(entry, Representation), path
    return PageReader.of(entry.body)


def links(shown: PageReader) -> set[str]:
    """Where a page leads."""
    return {element.attributes["href"] for element in shown.all("a")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_the_page_reads_as_approved(
    name: str, language: str, release: Release, approved: Callable[[Path, str], None]
) -> None:
    """Its visible text, line by line."""
    shown = page(release, f"/{name}.{language}.html")
    approved(APPROVED / f"{name.replace('/', '.')}.{language}.txt", outline(shown))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_leads_to_every_way_of_finding_and_each_leads_to_the_others(
    release: Release, language: str
) -> None:
    ways = {f"/optima/{name}.{language}.html" for name in ("subjects", "kinds", "items", "overview")}
    assert ways <= links(page(release, f"/optima/catalog.{language}.html"))
    for way in ways:
        assert ways - {way} <= links(page(release, way))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_lead_to_every_page_with_the_number_of_registers_on_it(release: Release, language: str) -> None:
    holdings = Holdings.of(example().catalogue, example().base)
    for name, findings in (("subjects", holdings.subjects), ("kinds", holdings.kinds)):
        shown = page(release, f"/optima/{name}.{language}.html")
        for one in findings:
            address = one.iri.removeprefix("http://local.example") + f".{language}.html"
            assert address in links(shown)
            text = f"{one.title.in_language(language).text} " + locale(language)["number_of_registers"].format(
                number=len(one.held)
            )
            assert text in shown.text
            registers = {held.register.slug for held in one.held}
            found = page(release, address)
            headings = [e for e in found.elements if e.tag == "a" and "h2" in e.within and "main" in e.within]
            assert {e.attributes["href"].split("/")[-1].split(".")[0] for e in headings} == registers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_items_leads_to_the_place_of_every_item(release: Release, language: str) -> None:
    """Its own place on the page of its register, and to nothing else there."""
    shown = links(page(release, f"/optima/items.{language}.html"))
    registers = example().catalogue.registers
    items = {place for r in registers for place in places(f"/optima/register/{r.slug}.{language}.html", r.groups)}
    assert {link for link in shown if "#" in link and "/register/" in link} == items


def places(page: str, parts: tuple[DataGroup | DataItem, ...]) -> Iterator[str]:
    """The places on a page of the items in some groups or items."""
    for part in parts:
        for item in part.items:
            yield f"{page}#{item.iri.partition('#')[2]}"
        yield from places(page, part.items)


def test_a_register_names_others_like_it_and_says_why(release: Release) -> None:
    shown = page(release, "/optima/register/abilitas.en.html")
    text = shown.text.partition(locale("en")["related_heading"])[2]
    assert "Primus-Wilma-Kurre About the same people: student Same kinds of data:" in text
    assert "/optima/register/primus-wilma-kurre.en.html" in links(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_register_that_holds_something_leads_to_a_letter_for_it(release: Release, language: str) -> None:
    """For one's own data, in the language of the page, and to how one asks otherwise."""
    for finding in Holdings.of(example().catalogue, example().base).subjects:
        shown = links(page(release, f"{urlsplit(finding.iri).path}.{language}.html"))
        for held in finding.held:
            letter = f"/ask.{language}.html?register={quote(held.register.iri)}&track=own"
            assert {letter, f"/optima/register/{held.register.slug}.{language}.html#the_asking"} <= shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_overview_every_cell_has_text_and_every_row_and_column_a_name(release: Release, language: str) -> None:
    """So that it can be read aloud, on paper, and without colours."""
    shown = page(release, f"/optima/overview.{language}.html")
    assert {e.attributes.get("scope") for e in shown.all("th")} == {"col", "row"}
    assert len(shown.all("caption")) == len(shown.all("table")) == 1
    (picture,) = shown.all("img")
    assert picture.attributes["alt"] == locale(language)["picture_alt"]
    assert isinstance(release.entry("", picture.attributes["src"]), Representation)
    assert picture.attributes["src"].endswith(f".{language}.svg")


# Authorities unlike the example


def made(folder: Path, change: Callable[[Path], None]) -> Release:
    """A release of the example's data after a change, as a draft."""
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    (data / "optima" / "ledger").unlink()
    change(data / "optima")
    return build(read_site(data, BASE), Store(folder / "releases")).release


def without(pattern: str, replacement: str = "") -> Callable[[Path], None]:
    """A change of every register."""

    def change(folder: Path) -> None:
        for file in (folder / "registers").iterdir():
            file.write_text(re.sub(pattern, replacement, file.read_text(encoding="utf-8")), encoding="utf-8")

    return change


def hold(release: Release) -> dict[str, tuple[str, PageReader]]:
    """Every page, after what holds for every page."""
    read = pages(release)
    every.test_a_page_says_its_language_and_has_one_heading_and_one_main(read)
    every.test_ids_are_unique(read)
    for path, (_, shown) in read.items():
        for link in links(shown):
            address, _, fragment = link.removeprefix("http://local.example").partition("#")
            if address.startswith(OWN) or (fragment and not address):
                assert release.entry("", address or path) is not None, (path, link)
                ids = {e.attributes.get("id") for e in read[address or path][1].elements} if fragment else {""}
                assert fragment in ids, (path, link)
    return read


def test_an_authority_that_names_no_people_says_so(tmp_path: Path) -> None:
    """And every register may hold something about anyone."""
    release = made(tmp_path, without(r"  dpv:hasDataSubject [^;]+ ;\n(  rc:classificationStatus rc:Proposed ;\n)?"))
    read = hold(release)
    assert not [path for path in read if "/subject/" in path and "guardian" not in path]
    shown = read["/optima/subjects.en.html"][1]
    assert locale("en")["number_of_registers"].format(number=7) not in shown.text
    headings = [e for e in shown.elements if e.tag == "a" and "h3" in e.within]
    assert len(headings) == 7
    assert "Student" not in read["/optima/overview.en.html"][1].text


def test_an_authority_of_one_language_is_told_in_it_and_says_so(tmp_path: Path) -> None:
    """Its own texts, on pages of every language; the words of the site are in the language of the page."""

    def change(folder: Path) -> None:
        for file in folder.rglob("*.ttl"):
            file.write_text(re.sub(r',\s*"[^"]*"@(en|fi)', "", file.read_text(encoding="utf-8")), encoding="utf-8")

    read = hold(made(tmp_path, change))
    shown = read["/optima/items.en.html"][1]
    assert {e.attributes.get("lang") for e in shown.all("bdi") if "dt" in e.within} == {"sv"}
    assert "personbeteckning" in shown.text
    student = read["/optima/subject/student.en.html"][1]
    assert "personbeteckning shown in svenska" in student.text
    assert "Data about you: student" in student.text


def test_an_authority_without_registers_has_every_list_and_each_says_that_it_is_empty(tmp_path: Path) -> None:
    def change(folder: Path) -> None:
        shutil.rmtree(folder / "registers")

    read = hold(made(tmp_path, change))
    assert not [path for path in read if "/subject/" in path or "/kind/" in path]
    for name, key in (
        ("subjects", "no_subjects"),
        ("kinds", "no_kinds"),
        ("items", "no_items"),
        ("overview", "no_registers"),
    ):
        assert locale("en")[key] in read[f"/optima/{name}.en.html"][1].text
    assert not read["/optima/overview.en.html"][1].all("img", "table")
    assert locale("en")["picture_none"] in read["/optima/overview.en.html"][1].text


def test_a_register_with_a_thousand_items_is_shown_whole(tmp_path: Path) -> None:
    """On the pages of its people and its kinds, and in the list of names."""

    def change(folder: Path) -> None:
        file = folder / "registers" / "abilitas.ttl"
        text = file.read_text(encoding="utf-8")
        names = [f":students-many-{number}" for number in range(1000)]
        items = "".join(
            f'{name} a rc:DataItem ; rdfs:label "sak {n}"@sv, "asia {n}"@fi, "thing {n}"@en ; rc:classifiedAs pd:Job ; '
            "rc:classificationStatus rc:Proposed .\n"
            for n, name in enumerate(names)
        )
        text = text.replace(":students-basic, :students-disc", f":students-basic, {', '.join(names)}, :students-disc")
        file.write_text(text + items, encoding="utf-8")

    release = made(tmp_path, change)
    for name in ("subject/student", "kind/job", "items"):
        assert len(re.findall(r"\bthing \d+\b", page(release, f"/optima/{name}.en.html").text)) == 1000, name


def test_where_registers_are_many_their_single_items_are_left_to_their_own_pages(tmp_path: Path) -> None:
    """Which the page says; the registers and their groups are all there, and there is no picture."""

    def change(folder: Path) -> None:
        text = (folder / "registers" / "abilitas.ttl").read_text(encoding="utf-8")
        for number in range(MOST_WHOLE):
            copy = text.replace("register/abilitas", f"register/copy-{number}").replace(
                '"abilitas"', f'"copy-{number}"'
            )
            (folder / "registers" / f"copy-{number}.ttl").write_text(copy, encoding="utf-8")

    release = made(tmp_path, change)
    shown = page(release, "/optima/subject/student.en.html")
    assert locale("en")["in_brief"] in shown.text
    assert shown.text.count("Data about students") == MOST_WHOLE + 5
    assert "personal identity code" not in shown.text
    overview = page(release, "/optima/overview.en.html")
    assert not overview.all("img")
    assert locale("en")["picture_none"] in overview.text
    assert len(overview.all("table")) == 16
    assert locale("en")["in_brief"] not in page(release, "/optima/subject/employee.en.html").text


def test_what_is_withheld_is_said_on_the_pages_of_all_who_may_be_meant(tmp_path: Path) -> None:
    """And the overview names the register as well."""
    data = Path(shutil.copytree(ROOT / "tests" / "withheld" / "data", tmp_path / "data"))
    read = hold(build(read_site(data, BASE), Store(tmp_path / "releases")).release)
    shown = read["/exempelstad/subjects.en.html"][1].text
    assert shown.count("Withheld: ") >= 2
    assert "Register of pupils (Withheld)" in read["/exempelstad/overview.en.html"][1].text
    student = read["/exempelstad/subject/student.en.html"][1].text
    assert "Withheld: decides on giving out data" in student
