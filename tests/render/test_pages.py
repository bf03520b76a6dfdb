"""Pages: what holds for every page in every language, and what the main ones say, approved."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.documents.catalogues import ERRORS
from publisher.release.segments import Document, Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.formats import DOCUMENT_FORMATS
from publisher.render.pages import locale
from publisher.serve.computed import name_of
from tests.conftest import ROOT
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
SPOILT = {
    "register/abilitas": 5,
    "contact/principal-education-services": 1,
    "system/abilitas": 1,
    "catalog": 7,
}
"""Documents of the spoilt example, and how many of their literals at least are hostile."""

SHOWN = (
    "index",
    "optima/catalog",
    "optima/register/abilitas",
    "optima/register/primus-wilma-kurre",
    "optima/register/tweb-valmu",
    "optima/contact/principal-education-services",
    "optima/system/office-365",
    "optima/agent/optima",
    "optima/completeness",
)


def pages(release: Release, reader: type[PageReader] = PageReader) -> dict[str, tuple[str, PageReader]]:
    """Every page of the release: path -> language and content."""
    found = {}
    for path in release.paths():
        entry = release.entry("", path)
        if isinstance(entry, Representation) and path.endswith(".html"):
            found[path] = (path.split(".")[-2], reader.of(entry.body))
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


def leads(release: Release, address: str) -> bool:
    """Whether there is something at an address of the site: in the release, or computed."""
    path = address.partition("?")[0]
    return release.entry("", path) is not None or name_of(release, path) is not None


def test_every_link_leads_somewhere(read: dict[str, tuple[str, PageReader]], release: Release) -> None:
    """On the site to what exists, at a part that exists; elsewhere by a scheme that is safe."""
    for path, (_, page) in read.items():
        for element in page.elements:
            target = element.attributes.get("href") or element.attributes.get("src")
            if target is None or target.startswith(("mailto:", "tel:")):
                continue
            target = target.removeprefix("http://local.example")
            assert target.startswith(("/", "#", "https://", "http://data.finlex.fi/", "http://data.europa.eu/")), (
                path,
                target,
            )
            if target.startswith(("/", "#")):
                address, _, fragment = target.partition("#")
                assert leads(release, address or path), (path, target)
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


def test_pages_hold_no_script_and_no_style(read: dict[str, tuple[str, PageReader]], release: Release) -> None:
    """Only data for machines, which parses; one stylesheet, of our own. What is sent, is sent to the site."""
    for path, (_, page) in read.items():
        assert {e.attributes.get("type") for e in page.all("script")} <= {"application/ld+json"}, path
        assert not page.all("style", "iframe", "object", "embed"), path
        assert all(leads(release, form.attributes["action"]) for form in page.all("form")), path
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
                named = {e.attributes.get("href") for e in page.all("link")}
                assert named >= {f"http://local.example{path}" for path in offered}, choice.path


def test_the_head_names_the_page_in_every_language(read: dict[str, tuple[str, PageReader]], release: Release) -> None:
    """And the address that is negotiated, for those who do not mind."""
    for path, (language, page) in read.items():
        stem = path.removesuffix(f".{language}.html").removesuffix("index")
        links = {e.attributes["hreflang"]: e.attributes["href"] for e in page.all("link") if "hreflang" in e.attributes}
        assert list(links) == [*LANGUAGES, "x-default"], path
        assert isinstance(release.entry("", links["x-default"].removeprefix("http://local.example")), Document)
        assert links["x-default"].endswith(stem), path
        for tag in LANGUAGES:
            address = links[tag].removeprefix("http://local.example")
            assert address in read, (path, tag)
            assert read[address][0] == tag
            assert address.rpartition(f".{tag}.")[0].removesuffix("index") == stem


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


@dataclass
class Speech(PageReader):
    """A page whose visible text is kept piece by piece with the language of each."""

    pieces: set[tuple[str, str]] = field(default_factory=set)

    def _end_block(self) -> None:
        self.pieces |= {(language, " ".join(piece.split())) for language, piece in self._text}
        super()._end_block()


def test_a_text_that_exists_in_another_language_only_is_shown_in_that_language(data: Path, tmp_path: Path) -> None:
    """With its `lang`, and said to be so, on every page that shows it; nothing is silently swapped."""
    register = data / "optima" / "registers" / "abilitas.ttl"
    text = register.read_text(encoding="utf-8")
    without = re.sub(r',\s*"[^"]*"@en', "", text)
    assert "@en" not in without
    register.write_text(without, encoding="utf-8")
    release = build(read_site(data, "http://local.example/"), Store(tmp_path / "releases")).release
    swedish = set(re.findall(r'"([^"]*)"@sv', text))
    assert len(swedish) > 15
    for path, (language, page) in pages(release, Speech).items():
        assert isinstance(page, Speech)
        if language == "en":
            assert {(tag, said) for tag, said in page.pieces if said in swedish and tag != "sv"} == set(), path
            if path.startswith("/optima/register/abilitas."):
                assert swedish <= {said for tag, said in page.pieces if tag == "sv"}
                assert page.text.count(f"{locale('en')['shown_in']} svenska") >= len(swedish)


def test_an_address_in_another_language_is_marked_as_such(release: Release) -> None:
    """So that it is read aloud as it is written; it is a name, and is not said to be foreign."""
    for path, (language, page) in pages(release, Speech).items():
        assert isinstance(page, Speech)
        if path.startswith(("/optima/contact/optima-samkommun.", "/optima/register/abilitas.")):
            assert {("sv", "Trädgårdsgatan 30"), ("sv", "Jakobstad")} <= page.pieces or language == "sv", path


def test_what_holds_in_practice_is_said_once(data: Path, tmp_path: Path) -> None:
    """By the sentence itself, else by a mark before it."""
    register = data / "optima" / "registers" / "webauto.ttl"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("I praktiken kommer du själv", "Du kommer själv"), encoding="utf-8")
    release = build(read_site(data, "http://local.example/"), Store(tmp_path / "releases")).release
    entry = release.entry("", "/optima/register/webauto.sv.html")
    assert isinstance(entry, Representation)
    text = PageReader.of(entry.body).text
    assert "i praktiken Du kommer själv åt" in text
    assert "I praktiken använder bara" in text
    assert "i praktiken I praktiken" not in text


def structure(page: PageReader) -> list[tuple[str, ...]]:
    """The elements of a page with the names of their attributes, but for their order, which follows titles."""
    return sorted((e.tag, *sorted(e.attributes)) for e in page.elements)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, ...]]]:
    """The structure of every page of the example while all of it is a draft."""
    data = tmp_path_factory.mktemp("draft") / "data"
    shutil.copytree(ROOT / "data", data)
    (data / "optima" / "ledger").unlink()
    release = build(read_site(data, "http://local.example/"), Store(data.parent / "releases")).release
    return {path: structure(page) for path, (_, page) in pages(release).items()}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_texts(
    hostile: str, data: Path, tmp_path: Path, harmless: dict[str, list[tuple[str, ...]]]
) -> None:
    """On every page, in its data for machines, and in every format: letter by letter, and no element more."""
    store = Store(tmp_path / "releases")
    (data / "optima" / "ledger").unlink()  # so that this release is a draft like the harmless one
    texts = {
        "registers/abilitas.ttl": [
            "Abilitas dokumenteringssystem för elevvård",
            "Uppgifter om studerande som kuratorerna träffar inom studerandevården.",
            "Uppgifter om studerande",
            "namn",
            "Kuratorerna.",
        ],
        "contacts.ttl": ["Ann-May Pitkäkangas"],
        "systems.ttl": ["Abilitas"],
    }
    for name, olds in texts.items():
        file = data / "optima" / name
        text = file.read_text(encoding="utf-8")
        for old in olds:
            assert f'"{old}"@sv' in text
            text = text.replace(f'"{old}"@sv', json.dumps(hostile, ensure_ascii=False) + "@sv")
        file.write_text(text, encoding="utf-8")
    release = build(read_site(data, "http://local.example/"), store).release
    shown = pages(release)
    assert shown.keys() == harmless.keys()
    for path, (_, page) in shown.items():
        if path != "/optima/items.sv.html":  # one name more: the others of the name are called as they were
            assert structure(page) == harmless[path], path
    register = shown["/optima/register/abilitas.sv.html"][1]
    assert " ".join(hostile.split()) in register.text
    told = json.loads(register.scripts[0])
    assert (told["name"], told["description"]) == (hostile, hostile)
    for extension, form in (
        ("ttl", ox.RdfFormat.TURTLE),
        ("rdf", ox.RdfFormat.RDF_XML),
        ("jsonld", ox.RdfFormat.JSON_LD),
        ("nt", ox.RdfFormat.N_TRIPLES),
    ):
        for name, property_count in SPOILT.items():
            entry = release.entry("", f"/optima/{name}.{extension}")
            if entry is None and extension == "nt":
                continue  # whole catalogues alone have N-Triples
            assert isinstance(entry, Representation)
            body = entry.file.read_bytes() if entry.file else entry.body
            literals = [q.object for q in ox.parse(body, format=form) if isinstance(q.object, ox.Literal)]
            assert sum(o.value == hostile and o.language == "sv" for o in literals) >= property_count, (name, form)


def outline(page: PageReader) -> str:
    """The visible text of a page, a line a block; days as DAY, for they are the ledger's."""
    return without_days("".join(text + "\n" for _, text in page.blocks))


def without_days(text: str) -> str:
    """A text with DAY instead of days."""
    return re.sub(r"\b\d{1,2}(?:\.\d{1,2}\.| [A-Z][a-z]+ )\d{4}\b", "DAY", text)


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ERRORS)
def test_an_error_page_is_built_like_every_page(status: int, language: str, release: Release) -> None:
    """One language, one heading, one main, no script, and no link that leads nowhere."""
    entry = release.entry("", f"error/{status}.{language}")
    assert isinstance(entry, Representation)
    page = PageReader.of(entry.body)
    assert page.all("html")[0].attributes["lang"] == language
    assert (len(page.all("h1")), len(page.all("main"))) == (1, 1)
    assert not page.all("script", "style", "img", "form")
    assert not [n for e in page.elements for n in e.attributes if n == "style" or n.startswith("on")]
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    for target in (e.attributes["href"] for e in page.elements if "href" in e.attributes):
        assert target.removeprefix("#") in ids if target.startswith("#") else leads(release, target), target


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_an_unknown_address_reads_as_approved(
    language: str, release: Release, approved: Callable[[Path, str], None]
) -> None:
    """Its visible text, line by line."""
    entry = release.entry("", f"error/404.{language}")
    assert isinstance(entry, Representation)
    approved(APPROVED / f"error.404.{language}.txt", outline(PageReader.of(entry.body)))
