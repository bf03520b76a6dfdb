"""Every text of what is public can be read by people, letter by letter and in its language; and a page is light."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from rdflib import Literal

from publisher.release.build import build
from publisher.release.flow import prepare
from publisher.release.segments import Representation
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from publisher.render.style import stylesheet
from tests.catalogues import made_up
from tests.conftest import BASE, ROOT
from tests.html import PageReader
from tests.render.test_pages import Speech, pages

MARKUP = " <i>&lt;&#60;</i> \"' {{ 7*7 }}"
HEAVIEST = 30_000
"""Bytes of a register's page as it is sent."""

LOADED = {"img", "script", "iframe", "object", "embed", "video", "audio", "source", "track", "input"}
"""Elements that ask for more when they have a `src`, or that could."""


def texts(site: Site) -> set[tuple[str, str]]:
    """Language and text of every tagged literal of the public graphs."""
    found = (o for p in prepare(site) for o in p.public.objects() if isinstance(o, Literal) and o.language)
    return {(str(o.language), " ".join(str(o).split())) for o in found}


def spoken(release: Release) -> set[tuple[str, str]]:
    """Language and text of every piece of visible text on the pages."""
    return {piece for _, page in pages(release, Speech).values() if isinstance(page, Speech) for piece in page.pieces}


def test_every_text_of_the_example_is_shown(site: Site, release: Release) -> None:
    """On some page, in its language."""
    wanted = texts(site)
    assert len(wanted) > 400
    assert wanted - spoken(release) == set()


def test_every_text_is_shown_letter_by_letter(data: Path, tmp_path: Path) -> None:
    """When all of them hold markup too."""
    (data / "optima" / "ledger").unlink()
    written = MARKUP.replace("\\", "\\\\").replace('"', '\\"')
    for file in data.rglob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r'(?<!\\)"@(?=[a-z]{2}\b)', lambda _: written + '"@', text), encoding="utf-8")
    site = read_site(data, BASE)
    release = build(site, Store(tmp_path / "releases")).release
    wanted = texts(site)
    assert sum(text.endswith(MARKUP) for _, text in wanted) > 400
    assert wanted - spoken(release) == set()
    assert not [path for path, (_, page) in pages(release).items() if page.all("i")]


def test_every_text_is_shown_of_what_is_partly_withheld(tmp_path: Path) -> None:
    """Beside the marks."""
    data = Path(shutil.copytree(ROOT / "tests" / "withheld" / "data", tmp_path / "data"))
    site = read_site(data, BASE)
    assert texts(site) - spoken(build(site, Store(tmp_path / "releases")).release) == set()


def test_every_text_is_shown_of_a_made_up_authority(chance: int, tmp_path: Path) -> None:
    """Whatever it tells and leaves out, and in one language too."""
    made_up(chance).write(tmp_path)
    file = next((tmp_path / "data").rglob("*.ttl"))
    file.write_text(re.sub(r', "\w+"@en', "", file.read_text(encoding="utf-8")), encoding="utf-8")
    site = read_site(tmp_path / "data", BASE)
    wanted = texts(site)
    assert {language for language, _ in wanted} == {"sv", "fi"}
    assert wanted - spoken(build(site, Store(tmp_path / "releases")).release) == set()


def test_a_page_of_a_register_is_light(release: Release) -> None:
    """Also of the longest, whose bytes are packed."""
    found = {
        path: release.entry("", path) for path in release.paths() if re.search(r"/register/[^.]+\.\w+\.html$", path)
    }
    assert len(found) == 21
    for path, entry in found.items():
        assert isinstance(entry, Representation)
        packed = gzip.compress(entry.body) if entry.gzip is None else entry.gzip
        assert len(packed) < HEAVIEST, path


def test_a_page_of_a_register_asks_for_its_stylesheet_alone(release: Release) -> None:
    """Other pages may show pictures of the release too; the stylesheet asks for nothing."""
    for path, (_, page) in pages(release).items():
        sheet, *more = asked_for(page)
        assert sheet == release.frame.stylesheet, path
        assert not more or "/register/" not in path, (path, more)
        for address in more:
            entry = release.entry("", address)
            assert isinstance(entry, Representation), (path, address)
            assert ("Content-Type", "image/svg+xml") in entry.headers, (path, address)
    assert b"url(" not in stylesheet()
    assert b"@import" not in stylesheet()


def asked_for(page: PageReader) -> list[str]:
    """The addresses that a browser fetches to show a page."""
    links = page.all("link")
    sheets = [
        e.attributes["href"] for e in links if {"stylesheet", "icon", "preload"} & set(e.attributes["rel"].split())
    ]
    return sheets + [e.attributes["src"] for e in page.all(*LOADED) if "src" in e.attributes]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<link rel="stylesheet" href="/a.css"><link rel="alternate" href="/b">', ["/a.css"]),
        ('<img src="/c.svg" alt=""><link rel="shortcut icon" href="/d.ico">', ["/d.ico", "/c.svg"]),
        ('<script type="application/ld+json">{}</script>', []),
    ],
)
def test_what_a_browser_fetches_is_found(markup: str, expected: list[str]) -> None:
    """So that the test above sees something."""
    assert asked_for(PageReader.of(markup.encode())) == expected
