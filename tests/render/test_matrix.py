"""The overview as a picture: well-formed, deterministic, readable in both themes, and told by letters."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from publisher.model.catalogue import Catalogue
from publisher.model.concepts import Concept
from publisher.model.holdings import Holdings
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.matrix import panels
from publisher.render.finding import OverviewPage
from publisher.render.matrix import MARKS, MOST_REGISTERS, STYLE, can_be_drawn, draw
from publisher.render.pages import by_title, locale
from tests.holding import by_chance, catalogue, example, group, item, register

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ("</text><script>alert(1)</script>", "a & b", "]]>", "\u202edetrevni", "\ud800", "\x00\x1b", "W" * 400)


def picture(of: Catalogue, language: str = "en") -> ElementTree.Element:
    """A picture as a reader of XML has it."""
    holdings = Holdings.of(of, example().base)
    return ElementTree.fromstring(draw(OverviewPage(of, holdings, True), language))  # noqa: S314 - it is our own


def said(drawn: ElementTree.Element) -> list[str]:
    """The texts of a picture."""
    return [element.text or "" for element in drawn.iter(f"{SVG}text")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_has_a_title_a_description_and_every_mark_that_the_table_has(language: str) -> None:
    one = example().catalogue
    drawn = picture(one, language)
    assert drawn.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    assert locale(language)["overview_heading"] in (drawn.findtext(f"{SVG}title") or "")
    assert drawn.findtext(f"{SVG}desc") == locale(language)["picture_alt"]
    holdings = Holdings.of(one, example().base)
    rows = [row for panel in panels(one.registers, holdings.kinds, holdings.unclassified) for row in panel.rows]
    cells = [cell for row in rows for cell in row.cells if cell]
    people = [finding.concept.iri for finding in by_title(holdings.subjects, language)]
    wanted = dict.fromkeys((*MARKS[: len(people)], "?"), 1)  # the legend
    for cell in cells:
        for concept in cell.subjects:
            wanted[MARKS[people.index(concept.iri)]] += 1
        wanted["?"] += not cell.tells_whom
    found = [text.text for text in drawn.iter(f"{SVG}text") if text.attrib.get("class") == "m"]
    assert {mark: found.count(mark) for mark in wanted} == wanted
    for finding in holdings.subjects:
        assert finding.title.in_language(language).text in said(drawn)


@pytest.mark.parametrize("number", range(10))
def test_everything_stands_within_the_picture(number: int) -> None:
    """No mark lies outside it, and it is never wider than a phone."""
    drawn = picture(by_chance(number))
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    assert width == 360
    for element in drawn.iter(f"{SVG}rect"):
        if "x" in element.attrib:
            sides = {name: float(element.attrib[name]) for name in ("x", "y", "width", "height")}
            assert 0 <= sides["x"] <= sides["x"] + sides["width"] <= width
            assert 0 <= sides["y"] <= sides["y"] + sides["height"] <= height


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_stay_text(hostile: str) -> None:
    """Whatever a name holds, the picture is well-formed and has no element more."""
    kind = Concept("https://w3id.org/dpv/pd#Name", Text((Said(hostile, "sv"),)))
    tame = replace(kind, label=Text((Said("name", "sv"),)))

    def of(concept: Concept, title: str) -> ElementTree.Element:
        one = register("r", group("https://r#g", item("https://r#i", classes=(concept,), subjects=(concept,))))
        return picture(catalogue(replace(one, title=Text((Said(title, "sv"),)))))

    tags = {element.tag for element in of(tame, "title").iter()}
    drawn = of(kind, hostile)
    assert {element.tag for element in drawn.iter()} == tags
    assert {e.attrib.get("{http://www.w3.org/XML/1998/namespace}lang") for e in drawn.iter(f"{SVG}text")} == {
        None,
        "sv",
    }


def test_a_picture_that_would_not_be_read_is_not_drawn() -> None:
    none = Holdings.of(catalogue(), example().base)
    assert not can_be_drawn(none, 0)
    assert can_be_drawn(none, 1)
    assert can_be_drawn(none, MOST_REGISTERS)
    assert not can_be_drawn(none, MOST_REGISTERS + 1)
    people = tuple(Concept(f"https://w3id.org/dpv#P{n}", Text((Said(f"p {n}", "en"),))) for n in range(27))
    for number, expected in ((26, True), (27, False)):
        some = catalogue(register("r", group("https://r#g", item("https://r#i"), subjects=people[:number])))
        assert can_be_drawn(Holdings.of(some, example().base), 1) == expected


def test_the_picture_is_the_same_under_any_hash_seed() -> None:
    program = (
        "import hashlib; from tests.holding import example; from publisher.model.holdings import Holdings; "
        "from publisher.render.finding import OverviewPage; from publisher.render.matrix import draw; "
        "one = example(); holdings = Holdings.of(one.catalogue, one.base); "
        "print(hashlib.sha256(draw(OverviewPage(one.catalogue, holdings, True), 'fi')).hexdigest())"
    )
    seeds = ("1", "2")
    found = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in seeds
    }
    assert len(found) == 1


def luminance(colour: str) -> float:
    """How bright a colour is (WCAG 2.2, relative luminance)."""
    full = "".join(2 * sign for sign in colour) if len(colour) == 3 else colour
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_is_readable_on_what_it_stands_on(theme: str) -> None:
    """At least 4.5 to 1 on paper, on stripes, and on every mark."""
    light, dark = STYLE.split("@media (prefers-color-scheme:dark){")
    rules = light if theme == "light" else dark
    (ink,) = re.findall(r"text\{[^}]*fill:#([0-9a-f]{3,6})", rules)
    grounds = re.findall(r"\.(?:p|r|k\d)\{fill:#([0-9a-f]{3,6})", rules)
    assert len(grounds) == 8
    for ground in grounds:
        low, high = sorted((luminance(ink), luminance(ground)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, ground


def test_the_picture_fetches_nothing() -> None:
    """No link, no import, no script."""
    drawn = draw(OverviewPage(example().catalogue, Holdings.of(example().catalogue, example().base), True), "sv")
    assert not re.search(rb"url\(|@import|href|<script|<image|<a ", drawn)
