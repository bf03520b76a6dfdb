"""Pages: what holds for every page in every language, and what the main ones say, approved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.documents import ERRORS
from publisher.release.segments import Document, Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.formats import DOCUMENT_FORMATS
from publisher.render.pages import locale
from tests.html import PageReader

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% raw %}",
    "<!-- & &amp; ]]>",
    "a\u2028b",
    "\u202edetrevni",
)
APPROVED = Path(__file__).parent / "approved"
SHOWN = (
    "index",
    "optima/catalog",
    "optima/register/abilitas",
    "optima/register/primus-wilma-kurre",
    "optima/register/tweb-valmu",
    "optima/contact/principal-education-services",
    "optima/system/office-365",
    "optima/agent/optima",
)


def pages(release: Release) -> dict[str, tuple[str, PageReader]]:
    """Every page of the release: path -> language and content."""
    found = {}
    for path in release.paths():
        entry = release.entry("", path)
        if isinstance(entry, Representation) and path.endswith(".html"):
            found[path] = (path.split(".")[-2], PageReader.of(entry.body))
    return found


@pytest.fixture(scope="module")
def read(release: Release) -> dict[str, tuple[str, PageReader]]:
    """Every page of the example, read once."""
    found = pages(release)
    assert len(found) > 90
    return found


def test_a_page_says_its_language_and_has_one_heading_and_one_main(read: dict[str, tuple[str, PageReader]]) -> None:
    """And no level of heading is skipped."""
    for path, (language, page) in read.items():
        assert page.all("html")[0].attributes["lang"] == language, path
        assert (len(page.all("h1")), len(page.all("main"))) == (1, 1), path
        levels = [int(e.tag[1]) for e in page.elements if re.fullmatch(r"h[1-6]", e.tag) and "nav" not in e.within]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_ids_are_unique(read: dict[str, tuple[str, PageReader]]) -> None:
    """So that a link to a part finds it."""
    for path, (_, page) in read.items():
        ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
        assert len(ids) == len(set(ids)), path
        assert "" not in ids


def test_every_link_leads_somewhere(read: dict[str, tuple[str, PageReader]], release: Release) -> None:
    """On the site to what exists, at a part that exists; elsewhere by a scheme that is safe."""
    for path, (_, page) in read.items():
        for element in page.elements:
            target = element.attributes.get("href") or element.attributes.get("src")
            if target is None or target.startswith(("mailto:", "tel:")):
                continue
            target = target.removeprefix("http://local.example")
            assert target.startswith(("/", "#", "https://", "http://data.finlex.fi/")), (path, target)
            if target.startswith(("/", "#")):
                address, _, fragment = target.partition("#")
                assert release.entry("", address or path) is not None, (path, target)
                if fragment and (address or path) in read:
                    ids = {e.attributes.get("id") for e in read[address or path][1].elements}
                    assert fragment in ids, (path, target)


def test_links_stay_in_the_language_of_the_page(read: dict[str, tuple[str, PageReader]]) -> None:
    """But for the language switch, which stays on the entry."""
    for path, (language, page) in read.items():
        for link in page.all("a"):
            target = link.attributes["href"].partition("#")[0]
            if target.endswith(".html") and target.startswith("/"):
                wanted = link.attributes.get("hreflang", language)
                assert target.endswith(f".{wanted}.html"), (path, target)
        switch = {a.attributes["hreflang"]: a.attributes["href"] for a in page.all("a") if "hreflang" in a.attributes}
        stem = path.removesuffix(f".{language}.html")
        assert switch == {tag: f"{stem}.{tag}.html" for tag in LANGUAGES}, path


def test_pages_hold_no_script_and_no_style(read: dict[str, tuple[str, PageReader]]) -> None:
    """Only data for machines, which parses; one stylesheet, of our own."""
    for path, (_, page) in read.items():
        assert {e.attributes.get("type") for e in page.all("script")} <= {"application/ld+json"}, path
        assert not page.all("style", "iframe", "object", "embed", "form"), path
        assert not [n for e in page.elements for n in e.attributes if n == "style" or n.startswith("on")], path
        sheets = [e.attributes["href"] for e in page.all("link") if e.attributes.get("rel") == "stylesheet"]
        assert len(sheets) == 1
        assert sheets[0].startswith("/style."), path
        for script in page.scripts:
            assert json.loads(script)["@context"] == "https://schema.org/"


def test_every_page_links_to_every_format(read: dict[str, tuple[str, PageReader]], release: Release) -> None:
    """As links to follow, and in its head."""
    for path in release.paths():
        document = release.entry("", path)
        if not isinstance(document, Document):
            continue
        offered = {c.path for c in document.choices if not c.language}
        assert len(offered) >= len(DOCUMENT_FORMATS) - 1
        for choice in document.choices:
            if choice.language:
                page = read[choice.path][1]
                assert {a.attributes["href"] for a in page.all("a")} >= offered, choice.path
                assert {e.attributes.get("href") for e in page.all("link")} >= offered, choice.path


def test_every_published_part_of_a_register_has_an_anchor_that_people_can_link_to(
    read: dict[str, tuple[str, PageReader]], release: Release
) -> None:
    """Groups, items, purposes, statements and text versions."""
    for path, (_, page) in read.items():
        if not re.fullmatch(r"/optima/register/[a-z0-9-]+\.sv\.html", path):
            continue
        entry = release.entry("", path.replace(".sv.html", ".ttl"))
        assert isinstance(entry, Representation)
        thing = "http://local.example/optima/id/register/" + path.split("/")[-1].removesuffix(".sv.html") + "#"
        parts = {q.subject.value for q in ox.parse(entry.body, format=ox.RdfFormat.TURTLE)}
        fragments = {p.removeprefix(thing) for p in parts if p.startswith(thing)} - {"process", "access"}
        assert fragments <= {e.attributes.get("id") for e in page.elements}, path


def test_a_text_that_exists_in_another_language_only_is_shown_in_that_language(data: Path, tmp_path: Path) -> None:
    """With its `lang`, and said to be so; nothing is silently swapped."""
    register = data / "optima" / "registers" / "abilitas.ttl"
    text = register.read_text(encoding="utf-8")
    without = text.replace(',\n    "The school social workers meet in student welfare."@en', "")
    without = re.sub(r',\s*"To invoice the municipalities"@en', "", without)
    assert without != text
    register.write_text(without, encoding="utf-8")
    release = build(read_site(data, "http://local.example/"), Store(tmp_path / "releases"))
    entry = release.entry("", "/optima/register/abilitas.en.html")
    assert isinstance(entry, Representation)
    page = PageReader.of(entry.body)
    assert [language for language, block in page.blocks if block.startswith("Att fakturera kommunerna")] == ["sv"]
    assert "svenska" in page.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_texts(hostile: str, data: Path, tmp_path: Path) -> None:
    """On every page, in its data for machines, and in every format: letter by letter, and no element more."""
    store = Store(tmp_path / "releases")
    (data / "optima" / "ledger").unlink()  # so that both releases are drafts
    texts = {
        "registers/abilitas.ttl": [
            "Abilitas dokumenteringssystem för elevvård",
            "Uppgifter om studerande",
            "namn",
            "Kuratorerna.",
        ],
        "contacts.ttl": ["Ann-May Pitkäkangas"],
        "systems.ttl": ["Abilitas"],
    }
    harmless = pages(build(read_site(data, "http://local.example/"), store))
    for name, olds in texts.items():
        file = data / "optima" / name
        text = file.read_text(encoding="utf-8")
        for old in olds:
            assert f'"{old}"@sv' in text
            text = text.replace(f'"{old}"@sv', json.dumps(hostile, ensure_ascii=False) + "@sv")
        file.write_text(text, encoding="utf-8")
    release = build(read_site(data, "http://local.example/"), store)
    for path, (_, page) in pages(release).items():
        before = sorted((e.tag, *sorted(e.attributes)) for e in harmless[path][1].elements)
        after = sorted((e.tag, *sorted(e.attributes)) for e in page.elements)
        assert after == before, path
    shown = pages(release)["/optima/register/abilitas.sv.html"][1]
    assert " ".join(hostile.split()) in shown.text
    assert json.loads(shown.scripts[0])["name"] == hostile
    for extension, form in (
        ("ttl", ox.RdfFormat.TURTLE),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ):
        entry = release.entry("", f"/optima/register/abilitas.{extension}")
        assert isinstance(entry, Representation)
        values = {q.object.value for q in ox.parse(entry.body, format=form)}
        assert hostile in values, extension


def outline(page: PageReader) -> str:
    """The visible text of a page, a line a block; days as DAY, for they are the ledger's."""
    day = re.compile(r"\b\d{1,2}(?:\.\d{1,2}\.| [A-Z][a-z]+ )\d{4}\b")
    return "".join(day.sub("DAY", text) + "\n" for _, text in page.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOWN)
def test_the_page_reads_as_approved(
    name: str, language: str, read: dict[str, tuple[str, PageReader]], approved: Callable[[Path, str], None]
) -> None:
    """Its visible text, line by line."""
    page = read[f"/{name}.{language}.html"][1]
    approved(APPROVED / f"{name.replace('/', '.')}.{language}.txt", outline(page))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_says_what_to_do(status: int, language: str, release: Release) -> None:
    """In plain words, without a word about the program, and with a way home."""
    entry = release.entry("", f"error/{status}.{language}")
    assert isinstance(entry, Representation)
    page = PageReader.of(entry.body)
    assert locale(language)[f"error_{status}_title"] in page.text
    assert locale(language)[f"error_{status}_text"] in page.text
    assert f"/index.{language}.html" in [a.attributes["href"] for a in page.all("a")]
    assert "Flask" not in page.text
