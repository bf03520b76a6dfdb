"""A base of earlier times: every address under it leads to the same under the base that it has become."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from publisher.release.build import build
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.serve.app import create_app
from publisher.serve.documents import LONGEST_PATH
from tests.conftest import ROOT

BASE = "https://records.example/"
PRESENT = "https://records.example/new/"
SETTINGS = f"""
aliases = ["https://old.example/", "https://records.example/earlier/"]
[authorities.optima]
base = "{PRESENT}"
aliases = ["https://records.example/optima/", "https://optima.example:8443/registers/", "https://old.example/o/"]
"""

Ask = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, FlaskClient]:
    """The example catalogue under a base that is not its first, as a release and as an application."""
    folder = tmp_path_factory.mktemp("moved")
    (folder / "data").mkdir()
    (folder / "data" / "optima").symlink_to(ROOT / "data" / "optima")
    (folder / "data" / "site.toml").write_text(SETTINGS)
    store = Store(folder / "releases")
    release = build(read_site(folder / "data", BASE), store).release
    return release, create_app(store.folder).test_client()


@pytest.fixture
def ask(served: tuple[Release, FlaskClient]) -> Ask:
    """Asks for an absolute address, as it stands, by a method."""

    def asked(address: str, method: str = "GET") -> TestResponse:
        host, path = urlsplit(address).netloc, address.partition("://")[2].partition("/")[2]
        return served[1].open(f"/{path}", method=method, headers={"Host": host})

    return asked


def pairs(release: Release) -> Iterator[tuple[str, str]]:
    """Every base of earlier times with the base that it has become."""
    found: dict[str, str] = release.manifest["aliases"]
    assert len(found) == 5
    yield from found.items()


def test_every_address_of_earlier_times_leads_to_the_present_one(served: tuple[Release, FlaskClient], ask: Ask) -> None:
    release, _ = served
    for alias, present in pairs(release):
        prefix = urlsplit(present).path
        for path in release.paths():
            if path.startswith(prefix):
                found = ask(alias + path.removeprefix(prefix))
                assert found.status_code == HTTPStatus.MOVED_PERMANENTLY
                assert found.headers["Location"] == present + path.removeprefix(prefix)
                assert found.data == b""


@pytest.mark.parametrize("path", ["", "search?q=a", "ask.sv.html?register=optima%2Fabilitas", "nothing/here", "x//y/"])
def test_what_is_computed_and_what_is_unknown_leads_on_too(
    served: tuple[Release, FlaskClient], ask: Ask, path: str
) -> None:
    """What it is there is for the present base to say. The query is kept as it was."""
    for alias, present in pairs(served[0]):
        for method in ("GET", "HEAD"):
            found = ask(alias + path, method)
            assert (found.status_code, found.headers["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, present + path)
            assert found.headers["Access-Control-Allow-Origin"] == "*"
            assert "max-age=" in found.headers["Cache-Control"]
            assert "immutable" not in found.headers["Cache-Control"]


def test_a_base_without_its_last_slash_leads_on(ask: Ask) -> None:
    assert ask("https://records.example/optima").headers["Location"] == PRESENT


def test_what_is_sent_must_be_sent_again(ask: Ask) -> None:
    """With the same method, which 301 does not promise."""
    for method in ("POST", "PUT", "DELETE"):
        found = ask("https://old.example/ask.sv.html?track=x", method)
        assert found.status_code == HTTPStatus.PERMANENT_REDIRECT
        assert found.headers["Location"] == f"{BASE}ask.sv.html?track=x"


def test_a_browser_that_asks_what_it_may_do_is_answered(ask: Ask) -> None:
    found = ask("https://old.example/catalog.ttl", "OPTIONS")
    assert found.status_code == HTTPStatus.NO_CONTENT
    assert "If-None-Match" in found.headers["Access-Control-Allow-Headers"]


def test_of_bases_within_each_other_the_innermost_decides(ask: Ask) -> None:
    assert ask("https://old.example/o/catalog").headers["Location"] == f"{PRESENT}catalog"
    assert ask("https://old.example/other/catalog").headers["Location"] == f"{BASE}other/catalog"


@pytest.mark.parametrize(
    "address",
    [
        f"{PRESENT}catalog.ttl",
        f"{BASE}catalog.ttl",
        f"{BASE}optimax/catalog",
        "https://other.example/catalog.ttl",
        "https://optima.example:8443/elsewhere",
        "https://optima.example/registers/nothing",
    ],
)
def test_what_is_under_no_base_of_earlier_times_is_answered_as_ever(ask: Ask, address: str) -> None:
    assert ask(address).status_code in (HTTPStatus.OK, HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize(
    "path",
    [
        "/evil.example/",
        "//evil.example",
        "%2F%2Fevil.example",
        "\\evil.example",
        "%5Cevil.example",
        "@evil.example/",
        ":80@evil.example",
        "..%2f..%2f@evil.example",
        "%0d%0aSet-Cookie:%20a=b",
        "a?b=%0d%0aSet-Cookie:%20a=b",
        "a?//evil.example",
        "%00",
        "%ff%fe",
        "%E2%80%AE",
        "å/ä?ö=ü",
    ],
)
def test_no_address_leads_to_another_host_or_breaks_a_header(
    served: tuple[Release, FlaskClient], ask: Ask, path: str
) -> None:
    """Whatever stands in the path or in the query is escaped, and comes after the present base."""
    for alias, present in pairs(served[0]):
        found = ask(alias + path)
        assert found.status_code == HTTPStatus.MOVED_PERMANENTLY
        location = found.headers["Location"]
        assert location.startswith(present)
        assert urlsplit(location).netloc == "records.example"
        assert location.isascii()
        assert not set(location) & set('\r\n\0\\"<> ')
        assert "Set-Cookie" not in found.headers


@pytest.mark.parametrize("host", ["evil.example", "OLD.example", "old.example:80", "old.example@evil.example", "", "å"])
def test_a_host_only_chooses_among_bases(served: tuple[Release, FlaskClient], host: str) -> None:
    found = served[1].open("/catalog.ttl", headers={"Host": host})
    assert found.headers.get("Location") == (f"{BASE}catalog.ttl" if host == "OLD.example" else None)
    assert "evil" not in str(found.headers)


def test_an_overlong_address_answers_414(ask: Ask) -> None:
    assert ask("https://old.example/" + "a" * LONGEST_PATH).status_code == HTTPStatus.REQUEST_URI_TOO_LONG


def test_a_site_without_aliases_moves_nothing(release: Release) -> None:
    assert release.manifest["aliases"] == {}
    assert release.aliases.moved("local.example", "/optima/catalog") is None
