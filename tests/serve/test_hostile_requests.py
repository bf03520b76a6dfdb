"""Whatever is asked of a computed page, the answer is a page that helps, in the reader's language; never our error."""

from __future__ import annotations

import pytest
from werkzeug.test import Client, TestResponse

from publisher.model.languages import LANGUAGES
from publisher.release.store import Release
from publisher.serve.app import create_app
from publisher.serve.computed import COMPUTED, FORMS
from tests.html import PageReader

MARKUP = "</textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>\"'{{7*7}}"
NAMES = (
    "q",
    "subject",
    "kind",
    "system",
    "contact",
    "access",
    "authority",
    "page",
    "register",
    "track",
    "no-facet",
    "",
    "%",
)
"""Fields that some page knows, and fields that none knows."""

VALUES = {
    "nothing": "",
    "10 kB": "x" * 10_000,
    "10 kB of words": "abc " * 2_500,
    "markup": MARKUP,
    "control characters": "a\x00b\x1b[31m\x7f\u0085\u202e\ufeff\r\nX: y",
    "an enormous page": str(10**9),
    "a negative page": "-1",
    "other digits": "\u0661\u00b2",
    "a path": "../../etc/passwd",
    "no such register": "optima/nothing",
    "SQL": "' OR 1=1 --",
    "operators": 'NEAR( * AND "" ^ - : {} ) OR NOT',
    "half a pair": "\ud800",
    "a long word in marks": '"' * 999,
}
RAW = (
    *("%", "%zz", "%ff%fe", "q=%00", "q=%ed%a0%80", "=", "&&&", "q", "q[]=1", "q=a&q=b&q=c"),
    *("?" * 2000, "a=1&" * 2500, "q=" + "%F0" * 3000),
)
ANSWERED = (200, 400, 404, 413, 414)


@pytest.fixture(scope="module")
def client(release: Release) -> Client:
    """A client of the application."""
    return Client(create_app(release.folder.parent))


def helps(answer: TestResponse, language: str) -> None:
    """Asserts that an answer is a whole page in a language, with a way on, and without markup of what was sent."""
    assert answer.status_code in ANSWERED, answer.status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Language"] == language
    assert "Content-Security-Policy" in answer.headers
    assert "X" not in answer.headers
    body = answer.get_data()
    page = PageReader.of(body)
    assert page.all("html")[0].attributes["lang"] == language
    assert (len(page.all("h1")), len(page.all("main"))) == (1, 1)
    assert f"/index.{language}.html" in [a.attributes["href"] for a in page.all("a")]
    assert {e.attributes.get("type") for e in page.all("script")} <= {"application/ld+json"}
    assert not [n for e in page.elements for n in e.attributes if n.startswith("on")]
    assert b"Traceback" not in body
    assert not set(body) & (set(range(32)) - {9, 10})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", COMPUTED)
def test_any_field_with_any_value(client: Client, name: str, value: str, language: str) -> None:
    """In the query; at the address of the language, and at the one that is negotiated."""
    for field in NAMES:
        query = {field: VALUES[value].encode("utf-8", "surrogatepass")}
        helps(client.get(f"/{name}.{language}.html", query_string=query), language)
    helps(client.get(f"/{name}", query_string=query, headers={"Accept-Language": language}), language)


@pytest.mark.parametrize("sent", RAW, ids=lambda sent: sent[:20])
@pytest.mark.parametrize("name", COMPUTED)
def test_any_query(client: Client, name: str, sent: str) -> None:
    """Written as no form writes it."""
    helps(client.get(f"/{name}.fi.html", query_string=sent), "fi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", sorted(FORMS))
def test_any_form(client: Client, name: str, value: str, language: str) -> None:
    """In every field at once; with and without what the query needs."""
    sent = dict.fromkeys(
        (*NAMES, "part", "words", "name", "email", "since", "received", "answer", "do"),
        VALUES[value].encode("utf-8", "surrogatepass"),
    )
    for query in ({}, {"register": "optima/unit4", "track": "own"}, {"register": "optima/unit4", "track": "document"}):
        answer = client.post(f"/{name}.{language}.html", query_string=query, data=sent)
        helps(answer, language)
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMPUTED)
def test_a_form_of_a_megabyte(client: Client, name: str, language: str) -> None:
    """Is too large where forms are taken, and is not taken elsewhere; told in the language of the page."""
    answer = client.post(f"/{name}.{language}.html", data={"words": "x" * 2**20}, headers={"Accept-Language": "en"})
    if name in FORMS:
        assert answer.status_code == 413
        helps(answer, language)
    else:
        assert answer.status_code in (405, 413)
        assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize("name", COMPUTED)
def test_head_tells_what_get_tells(client: Client, name: str) -> None:
    """Without a body."""
    get, head = client.get(f"/{name}.sv.html?q=a"), client.head(f"/{name}.sv.html?q=a")
    assert (head.status, list(head.headers)) == (get.status, list(get.headers))
    assert head.get_data() == b""
