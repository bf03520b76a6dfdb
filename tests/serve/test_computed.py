"""Pages that are computed for each request: their addresses, languages and headers, and what they refuse."""

from __future__ import annotations

import re

import pytest
from werkzeug.test import Client

from publisher.model.languages import LANGUAGES
from publisher.release.store import Release
from publisher.serve.app import create_app
from publisher.serve.computed import COMPUTED, FORMS, LARGEST_FORM
from tests.html import PageReader


@pytest.fixture(scope="module")
def client(release: Release) -> Client:
    """A client of the whole application."""
    return Client(create_app(release.folder.parent))


def test_every_form_is_a_computed_page() -> None:
    """And there is a computed page."""
    assert COMPUTED
    assert set(COMPUTED) >= FORMS


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize(("wish", "expected"), [(None, "sv"), ("fi-FI, en;q=0.5", "fi"), ("en", "en"), ("de", "sv")])
def test_the_language_that_the_reader_likes_best_is_given(
    client: Client, name: str, wish: str | None, expected: str
) -> None:
    """Its own address is told, and that the answer depends on the wish."""
    found = client.get(f"/{name}", headers={"Accept-Language": wish} if wish else {})
    assert found.status_code == 200
    assert found.headers["Content-Language"] == expected
    assert found.headers["Content-Location"].partition("?")[0] == f"/{name}.{expected}.html"
    assert found.headers["Vary"] == "Accept-Language"
    assert PageReader.of(found.data).all("html")[0].attributes["lang"] == expected


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_in_a_language_gives_that_language(client: Client, name: str, language: str) -> None:
    """Whatever the reader likes; the same page as is negotiated."""
    found = client.get(f"/{name}.{language}.html", headers={"Accept-Language": "de, *;q=0"})
    assert (found.status_code, found.headers["Content-Language"]) == (200, language)
    assert "Vary" not in found.headers
    assert "Content-Location" not in found.headers
    assert found.data == client.get(f"/{name}", headers={"Accept-Language": language}).data


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_every_page_of_a_catalogue_says_is_said_here_too(
    client: Client, release: Release, name: str, language: str
) -> None:
    """The example is none of the authority's own pages, and no page lets that be forgotten."""
    text = " ".join(PageReader.of(client.get(f"/{name}.{language}.html").data).text.split())
    assert release.notices
    assert all(notice.text.in_language(language).text in text for notice in release.notices)


@pytest.mark.parametrize("name", COMPUTED)
def test_head_gives_the_headers_only_and_options_the_methods(client: Client, name: str) -> None:
    """As RFC 9110 has it."""
    whole, head = client.get(f"/{name}"), client.head(f"/{name}")
    assert head.data == b""
    assert head.headers == whole.headers
    options = client.options(f"/{name}")
    methods = {"GET", "HEAD", "OPTIONS"} | ({"POST"} if name in FORMS else set())
    assert (options.status_code, set(options.headers["Allow"].split(", "))) == (204, methods)


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "POST"])
def test_other_methods_are_refused_with_a_page(client: Client, name: str, method: str) -> None:
    """In the reader's language, with what is allowed; a form is sent by POST only where there is one."""
    if method == "POST" and name in FORMS:
        return
    found = client.open(f"/{name}", method=method, headers={"Accept-Language": "fi", "Accept": "text/html"})
    assert found.status_code == 405
    assert "GET" in found.headers["Allow"]
    assert PageReader.of(found.data).all("html")[0].attributes["lang"] == "fi"


@pytest.mark.parametrize("name", COMPUTED)
def test_a_computed_page_runs_nothing_and_tells_nobody(client: Client, name: str) -> None:
    """It may be asked for again, sends forms to the site only, and tells no other site where the reader came from."""
    headers = client.get(f"/{name}").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "form-action 'self'" in headers["Content-Security-Policy"]
    assert (headers["Referrer-Policy"], headers["X-Content-Type-Options"]) == ("no-referrer", "nosniff")
    assert headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("name", COMPUTED)
@pytest.mark.parametrize(
    "path",
    ["/{}.de.html", "/{}.sv", "/{}.sv.htm", "/{}/", "/{}.ttl", "/optima/{}", "/optima//{}", "/{}.sv.html/", "/{}%00"],
)
def test_addresses_like_that_of_a_computed_page_are_unknown(client: Client, name: str, path: str) -> None:
    """Nothing else answers in its name."""
    assert client.get(path.format(name)).status_code == 404


def test_the_query_is_kept_when_the_language_is_switched(client: Client) -> None:
    """In every language, and so is the address that the page says it has."""
    found = client.get("/search?subject=dpv%3AStudent&q=%C3%A5%26%3D", headers={"Accept-Language": "fi"})
    page = PageReader.of(found.data)
    ways = [e.attributes["href"] for e in page.all("a") if e.attributes.get("hreflang") in LANGUAGES]
    ending = "?q=%C3%A5%26%3D&subject=dpv%3AStudent"
    assert ways == [f"/search.{tag}.html{ending}" for tag in LANGUAGES]
    assert found.headers["Content-Location"] == f"/search.fi.html{ending}"


def test_a_computed_page_is_led_to_from_every_page(client: Client) -> None:
    """In the language of the page."""
    for language in LANGUAGES:
        for path in (f"/index.{language}.html", f"/optima/register/abilitas.{language}.html"):
            assert f"/search.{language}.html" in client.get(path).text


def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    """With a page, or for programs with problem details; what is sent to a page without a form is not read."""
    found = client.post("/search", data={"q": "x" * (LARGEST_FORM + 1)})
    assert found.status_code in (405, 413)
    assert not re.search("Traceback", found.text)
