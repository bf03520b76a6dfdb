"""Tables are files of a release: at their addresses, negotiated where a page has one, and described."""

from __future__ import annotations

import json
import re
import shutil
from http import HTTPStatus
from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError
from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.data.csvw import DESCRIBED, DESCRIPTION
from publisher.render.data.open_table import OPEN
from publisher.render.data.tables import GROUPS, KEY, TABLES
from publisher.serve.documents import answer
from tests.conftest import BASE, ROOT
from tests.html import PageReader
from tests.tables import read

CSV = "text/csv; charset=utf-8; header=present"
NAMES = [table.name for table in DESCRIBED]
ON_PAGES = {"catalog": [table.name for table in TABLES], "items": [table.name for table in TABLES], "open": [OPEN.name]}
"""The tables that a page leads to."""
ELSEWHERE = "https://exempel.example/register/"


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Two authorities, one of them on a host of its own, on a site with a path."""
    folder = tmp_path_factory.mktemp("several")
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(ROOT / "tests" / "withheld" / "data" / "exempelstad", folder / "data" / "exempelstad")
    settings = f'[authorities.exempelstad]\nbase = "{ELSEWHERE}"\n[licence]\niri = "https://x.example/l"\n'
    (folder / "data" / "site.toml").write_text(settings + 'label = { sv = "Fri" }\n', encoding="utf-8")
    return build(read_site(folder / "data", f"{BASE}site/"), Store(folder / "releases")).release


def fetch(release: Release, address: str, **headers: str) -> tuple[HTTPStatus, dict[str, str], bytes]:
    """What is at an address."""
    host, _, path = address.partition("://")[2].partition("/")
    wishes = {name.replace("_", "-"): value for name, value in headers.items()}
    found = answer(release, "GET", f"/{path}", {"host": host, **wishes})
    return found.status, {name.lower(): value for name, value in found.headers}, b"".join(found.pieces())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("base", [BASE, f"{BASE}optima/"])
def test_every_table_is_at_its_address(release: Release, base: str, name: str) -> None:
    """Whatever the client likes; with the date of the ledger, and first of all links one to what describes it."""
    status, headers, body = fetch(release, base + name, accept="text/unheard-of")
    assert (status, headers["content-type"]) == (HTTPStatus.OK, CSV)
    assert headers["last-modified"]
    assert headers["access-control-allow-origin"] == "*"
    assert read(body)
    described = re.findall(r'<([^>]+)>; rel="describedby"; type="([^"]+)"', headers["link"])
    assert headers["link"].startswith(f"<{base}{DESCRIPTION}>")
    assert described[0] == (base + DESCRIPTION, "application/csvm+json")
    assert len([1 for _, media in described if media == "application/csvm+json"]) == 1


@pytest.mark.parametrize("base", [BASE, f"{BASE}optima/"])
def test_the_description_is_beside_them_and_names_them(release: Release, base: str) -> None:
    status, headers, body = fetch(release, base + DESCRIPTION)
    assert (status, headers["content-type"]) == (HTTPStatus.OK, "application/csvm+json")
    assert [table["url"] for table in json.loads(body)["tables"]] == NAMES


@pytest.mark.parametrize("document", ["catalog", "open", "optima/catalog", "optima/items", "optima/open"])
def test_a_page_with_a_table_gives_it_to_who_asks(release: Release, document: str) -> None:
    """And names its address, in its headers and to people."""
    document = BASE + document
    status, headers, body = fetch(release, document, accept="text/csv")
    assert (status, headers["content-type"]) == (HTTPStatus.OK, CSV)
    assert headers["content-location"] == document.removeprefix(BASE[:-1]) + ".csv"
    assert body == fetch(release, f"{document}.csv")[2]
    assert f'<{document}>; rel="canonical"' in headers["link"]
    assert fetch(release, document, accept="text/csv;q=0.1, text/html")[1]["content-type"].startswith("text/html")
    for language in LANGUAGES:
        _, of_page, page = fetch(release, f"{document}.{language}.html")
        assert f'<{document}.csv>; rel="alternate"; type="text/csv"' in of_page["link"]
        folder, _, name = document.removeprefix(BASE[:-1]).rpartition("/")
        links = {a.attributes["href"] for a in PageReader.of(page).all("a")}
        assert {f"{folder}/{table}" for table in ON_PAGES[name]} <= links


@pytest.mark.parametrize("document", ["", "optima/subjects", "optima/register/abilitas", "optima/groups"])
def test_no_other_page_has_a_table(release: Release, document: str) -> None:
    assert fetch(release, BASE + document, accept="text/csv")[0] in (HTTPStatus.NOT_ACCEPTABLE, HTTPStatus.NOT_FOUND)


def test_the_tables_of_the_site_are_those_of_its_authorities(several: Release) -> None:
    """Each with its own addresses, also on another host; a licence is told when it is configured."""
    for name in NAMES:
        whole = read(fetch(several, f"{BASE}site/{name}")[2])
        one = read(fetch(several, f"{ELSEWHERE}{name}")[2])
        other = read(fetch(several, f"{BASE}site/optima/{name}")[2])
        assert whole == one + other
        assert all(row[KEY].startswith(ELSEWHERE) for row in one)
    for base in (f"{BASE}site/", ELSEWHERE):
        assert json.loads(fetch(several, base + DESCRIPTION)[2])["dc:license"] == {"@id": "https://x.example/l"}
        assert f"<{base}{DESCRIPTION}>" in fetch(several, base + GROUPS)[1]["link"]
    page = PageReader.of(fetch(several, f"{ELSEWHERE}items.sv.html")[2])
    assert {ELSEWHERE + name for name in ON_PAGES["items"]} <= {a.attributes["href"] for a in page.all("a")}


def test_every_page_that_a_row_names_is_there(release: Release) -> None:
    for name in NAMES:
        for row in read(fetch(release, f"{BASE}optima/{name}")[2]):
            status, _, page = fetch(release, row["page"].partition("#")[0])
            assert status is HTTPStatus.OK
            anchor = row["page"].partition("#")[2]
            assert not anchor or f'id="{anchor}"'.encode() in page


def test_tables_are_files_of_the_release(release: Release) -> None:
    """Sent from disk, for they may be large; none takes the place of another."""
    wanted = {f"{owner}.{name}" for owner in ("optima", "_site") for name in NAMES}
    assert {file.name for file in (release.folder / "dumps").glob("*.csv")} == wanted


@pytest.mark.parametrize("name", [*NAMES, DESCRIPTION])
def test_no_authority_takes_their_addresses(tmp_path: Path, name: str) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "site.toml").write_text(f'[authorities.optima]\nbase = "{BASE}{name}/"\n', encoding="utf-8")
    with pytest.raises(ConfigurationError, match="the site itself has the address"):
        read_site(data, BASE)
