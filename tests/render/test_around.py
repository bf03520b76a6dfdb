"""What is around the registers: home, the pages on the site itself, the frame, and what an installation makes of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render import around, frame
from publisher.render.pages import locale
from tests.conftest import BASE, ROOT
from tests.html import PageReader
from tests.render.test_pages import APPROVED, outline

AROUND = ("about", "privacy", "accessibility")
HOSTILE = '\\"><script>alert(1)</script>'
SETTINGS = f"""
theme = "theme.css"
[name]
sv = "Exempelregister {HOSTILE}"
fi = "Esimerkkirekisterit"
[mark]
file = "mark.svg"
alt = {{ sv = "En bock {HOSTILE}" }}
[licence]
iri = "https://creativecommons.org/licenses/by/4.0/"
label = {{ sv = "CC BY 4.0" }}
[feedback]
email = "registry@example.fi"
unit = {{ sv = "Registratorn {HOSTILE}" }}
[accessibility]
made = 2026-01-31
updated = 2026-02-28
conformity = "mostly-not"
assessment = "outside"
assessor = {{ sv = "Granskarna" }}
failings = [{{ content = {{ sv = "Bilagor" }}, reason = {{ sv = "De är bilder." }} }}]
supervisor = {{ name = {{ sv = "Tillsynen" }}, url = "https://example.fi/tillsyn" }}
[privacy]
controller = {{ sv = "Exempelverket" }}
email = "privacy@example.fi"
url = "https://example.fi/privacy"
log = {{ sv = "Tid och adress." }}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'


def page(release: Release, path: str) -> PageReader:
    """A page of a release."""
    entry = release.entry("", path)
    assert isinstance(entry, Representation), path
    return PageReader.of(entry.body)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """The example with every setting, and with texts that try to break out."""
    folder = tmp_path_factory.mktemp("own")
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    (data / "site.toml").write_text(SETTINGS, encoding="utf-8")
    (data / "theme.css").write_text(":root { --corner: 9px }", encoding="utf-8")
    (data / "mark.svg").write_text(SVG, encoding="utf-8")
    yield build(read_site(data, BASE), Store(folder / "releases")).release


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The example and a made-up authority."""
    folder = tmp_path_factory.mktemp("several")
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    shutil.copytree(ROOT / "tests" / "withheld" / "data" / "exempelstad", data / "exempelstad")
    return build(read_site(data, BASE), Store(folder / "releases")).release


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", AROUND)
def test_the_page_reads_as_approved(
    name: str, language: str, release: Release, approved: Callable[[Path, str], None]
) -> None:
    """Its visible text, line by line, with nothing configured."""
    approved(APPROVED / f"{name}.{language}.txt", outline(page(release, f"/{name}.{language}.html")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ("index", *AROUND))
def test_the_page_of_an_installation_reads_as_approved(
    name: str, language: str, own: Release, approved: Callable[[Path, str], None]
) -> None:
    """Its visible text, line by line, with everything configured."""
    approved(APPROVED / f"own.{name}.{language}.txt", outline(page(own, f"/{name}.{language}.html")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ("index", "catalog"))
def test_the_page_of_several_authorities_reads_as_approved(
    name: str, language: str, several: Release, approved: Callable[[Path, str], None]
) -> None:
    """Home lists the authorities and none of their registers."""
    approved(APPROVED / f"several.{name}.{language}.txt", outline(page(several, f"/{name}.{language}.html")))


def test_every_page_leads_to_the_pages_on_the_site(release: Release) -> None:
    """In its own language, the pages of errors too."""
    paths = [path for path in release.paths() if path.endswith(".html")]
    errors = [f"error/{status}.{tag}" for status in (404, 500) for tag in LANGUAGES]
    for path in (*paths, *errors):
        tag = path.removesuffix(".html").rpartition(".")[2]
        links = {link.attributes["href"] for link in page(release, path).all("a")}
        assert links >= {f"/{name}.{tag}.html" for name in AROUND}, path


@pytest.mark.parametrize("name", ("release", "several", "own"))
def test_no_two_pages_of_a_language_have_one_title_or_one_description(
    name: str, request: pytest.FixtureRequest
) -> None:
    """So that search engines and people with many open pages can tell them apart."""
    found: Release = request.getfixturevalue(name)
    seen: dict[tuple[str, str, str], str] = {}
    for path in (path for path in found.paths() if path.endswith(".html")):
        entry = found.entry("", path)
        assert isinstance(entry, Representation)
        text = entry.body.decode()
        title = re.search(r"<title>([^<]+)</title>", text)
        description = re.search(r'<meta name="description" content="([^"]+)">', text)
        assert title and description, path
        for kind, said in (("title", title[1]), ("description", description[1])):
            other = seen.setdefault((path.split(".")[-2], kind, said), path)
            assert other == path, (kind, said)


def test_settings_break_out_of_nothing_and_are_marked_with_their_language(own: Release) -> None:
    for path in (path for path in own.paths() if path.endswith(".html")):
        found = page(own, path)
        assert {script.attributes.get("type") for script in found.all("script")} <= {"application/ld+json"}, path
    swedish, finnish = page(own, "/index.sv.html"), page(own, "/index.fi.html")
    assert 'Exempelregister "><script>alert(1)</script>' in swedish.text
    assert "Esimerkkirekisterit" in finnish.text
    assert finnish.all("img")[0].attributes["lang"] == "sv"
    assert "lang" not in swedish.all("img")[0].attributes
    assert ("sv", "Exempelverket näytetään kielellä: svenska") in page(own, "/privacy.fi.html").blocks


def test_the_mark_and_the_theme_are_served_at_addresses_that_change_with_them(own: Release, release: Release) -> None:
    """The mark does nothing when it is opened by itself."""
    html = page(own, "/about.sv.html")
    mark = own.entry("", html.all("img")[0].attributes["src"])
    assert isinstance(mark, Representation)
    headers = dict(mark.headers)
    assert (mark.body.decode(), headers["Content-Type"]) == (SVG, "image/svg+xml")
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "immutable" in headers["Cache-Control"]
    sheets = [
        next(e.attributes["href"] for e in found.all("link") if e.attributes["rel"] == "stylesheet")
        for found in (html, page(release, "/about.sv.html"))
    ]
    assert sheets[0] != sheets[1]
    style = own.entry("", sheets[0])
    assert isinstance(style, Representation)
    assert style.body.endswith(b"@media screen{:root{--corner:9px}}")


def test_a_page_made_on_request_has_the_same_frame(own: Release) -> None:
    """Its name, mark, licence and where errors are reported come from the release."""
    shell = own.frame.shell(BASE + "search", "fi", query="?q=x")
    assert shell.name.in_language("fi").text == "Esimerkkirekisterit"
    assert own.entry("", shell.mark)
    assert shell.imprint.licence
    assert shell.report.startswith("mailto:registry@example.fi?subject=")


def test_the_message_on_an_error_names_the_page(own: Release) -> None:
    """By its lasting address."""
    iri = BASE + "optima/register/unit4"
    found = page(own, "/optima/register/unit4.sv.html")
    [report] = [a.attributes["href"] for a in found.all("a") if "subject=" in a.attributes["href"]]
    assert unquote(report) == f"mailto:registry@example.fi?subject={locale('sv')['report_subject']}: {iri}"
    assert re.fullmatch(r"mailto:[A-Za-z.@]+\?subject=[A-Za-z0-9%._-]+", report)


def test_a_form_elsewhere_is_told_the_page(data: Path) -> None:
    (data / "site.toml").write_text('[feedback]\nurl = "https://example.fi/form?about={page}&x=1"\n')
    site = read_site(data, BASE)
    shell = frame.Frame(site.addresses, "/style.css", site.settings.imprint).shell(BASE + "about", "sv")
    assert shell.report == "https://example.fi/form?about=http%3A%2F%2Flocal.example%2Fabout&x=1"


def test_home_offers_the_ways_that_exist(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A field to search with and the page that tells how to ask, where the site has them."""
    monkeypatch.setattr(frame, "NAVIGATION", ())
    without = page(build(read_site(data, BASE), Store(tmp_path / "a")).release, "/index.sv.html")
    assert not without.all("form")
    monkeypatch.setattr(frame, "NAVIGATION", (("nav_search", "search"), ("ask", "ask")))
    found = build(read_site(data, BASE), Store(tmp_path / "b")).release
    home = page(found, "/index.sv.html")
    [form] = home.all("form")
    assert (form.attributes["action"], form.attributes.get("method", "get")) == ("/search.sv.html", "get")
    [field] = [field for field in home.all("input") if field.attributes["type"] == "search"]
    assert field.attributes["name"] == "q"
    assert field.attributes["id"] in [label.attributes.get("for") for label in home.all("label")]
    assert "/ask.sv.html" in [link.attributes["href"] for link in home.all("a") if "main" in link.within]
    notice = page(found, "/privacy.sv.html").text
    assert locale("sv")["privacy_search"] in notice
    assert locale("sv")["privacy_letter"] in notice


def test_the_statement_tells_what_the_last_test_came_to(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says that it is no assessment by people."""
    file = tmp_path / "accessibility.toml"
    file.write_text(
        'day = 2026-01-31\nstandard = "WCAG 2.2 AA"\npages = 150\nviolations = 0\n'
        'tools = [{ name = "axe-core", version = "4.10.3" }]\n'
    )
    monkeypatch.setattr(around, "RESULT", file)
    around.tested.cache_clear()
    try:
        found = page(build(read_site(data, BASE), Store(tmp_path / "releases")).release, "/accessibility.en.html")
    finally:
        around.tested.cache_clear()
    for told in ("31 January 2026", "axe-core 4.10.3", "WCAG 2.2 AA", "150", locale("en")["tested_limits"]):
        assert told in found.text


def test_the_result_that_comes_with_the_program_can_be_read() -> None:
    """When there is one, it found nothing."""
    found = around.tested()
    assert found is None or (found.violations == 0 and found.pages > 0 and found.tools)


def test_many_notices_are_folded(several: Release) -> None:
    """A few are read at once; hundreds would push everything off the screen."""
    assert not [e for e in page(several, "/index.sv.html").all("details") if "aside" in e.within]
