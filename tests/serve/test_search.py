"""The search as readers and programs meet it: addresses that can be shared, and a page for whatever is asked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from publisher.model.languages import LANGUAGES
from publisher.model.search import FACETS
from publisher.release.store import Release
from publisher.render.pages import locale
from publisher.serve.app import create_app
from publisher.serve.search import LONGEST, MOST_CHOSEN
from tests.html import Element, PageReader

HOSTILE = "\"><script>alert(1)</script>'&{{7*7}}"


@pytest.fixture(scope="module")
def client(release: Release) -> Client:
    """A client of the whole application."""
    return Client(create_app(release.folder.parent))


def ask(client: Client, language: str = "sv", **query: str) -> tuple[int, PageReader]:
    """The status and page of a search."""
    found = client.get(f"/search.{language}.html?{urlencode(query)}")
    return found.status_code, PageReader.of(found.data)


def links(page: PageReader) -> list[str]:
    """The searches that a page leads to, from its content."""
    found = [e.attributes["href"] for e in page.all("a") if "main" in e.within]
    return [href for href in found if href.startswith("/search.")]


def scripts(page: PageReader) -> list[Element]:
    """The scripts of a page; what it tells machines is none."""
    return [
        e for e in page.all("script") if e.attributes != {"type": "application/ld+json"} or e.within != ("html", "head")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_asked_lists_everything_with_facets(client: Client, language: str) -> None:
    """And may be found by search engines; the answers to questions not."""
    status, page = ask(client, language)
    assert status == 200
    assert len(page.all("article")) == 7
    assert locale(language)["search_many"].format(number=7) in page.text
    assert {name for href in links(page) for name in parse_qs(urlsplit(href).query)} >= {"subject", "kind", "system"}
    assert not [e for e in page.all("meta") if e.attributes.get("name") == "robots"]
    _, page = ask(client, language, q="namn")
    assert [e.attributes["content"] for e in page.all("meta") if e.attributes.get("name") == "robots"]


def test_a_hit_leads_to_the_item_and_marks_what_was_found(client: Client) -> None:
    """And an item of a register that says it in another language is marked with that."""
    _, page = ask(client, "fi", q="tunnus")
    assert "/optima/register/abilitas.fi.html#students-identity-code" in [
        e.attributes.get("href") for e in page.all("a")
    ]
    assert page.all("mark")
    _, page = ask(client, "en", q="puhelinnumero")
    assert {e.language for e in page.all("mark")} == {"fi"}


def test_facets_are_combined_and_each_is_removed_by_a_link(client: Client) -> None:
    """Every link gives as many registers as it says."""
    _, page = ask(client, "sv", subject="dpv:Student", q="uppgifter")
    chips = [e.attributes["href"] for e in page.all("a") if e.attributes.get("class") == "chip"]
    assert chips == ["/search.sv.html?q=uppgifter"]
    kept = [
        (e.attributes["name"], e.attributes["value"]) for e in page.all("input") if e.attributes.get("type") == "hidden"
    ]
    assert kept == [("subject", "dpv:Student")]
    for href in links(page):
        found = client.get(href)
        assert found.status_code == 200, href
        if "&" in href:
            assert PageReader.of(found.data).all("article"), href


def test_the_authority_is_no_choice_while_there_is_one(client: Client) -> None:
    """Nor is anything that all registers have."""
    assert not [href for href in links(ask(client)[1]) if "authority=" in href]


@pytest.mark.parametrize(
    ("query", "status", "fault"),
    [
        ({"subject": "dpv:Nobody"}, 400, "search_unknown"),
        ({"colour": "red"}, 400, "search_unknown"),
        ({"colour": HOSTILE, HOSTILE: "x"}, 400, "search_unknown"),
        ({"kind": HOSTILE}, 400, "search_unknown"),
        ({"q": "x" * (LONGEST + 1)}, 400, "search_too_long"),
        ({"q": "ord " * 2500}, 400, "search_too_long"),
        ({"q": " " * (LONGEST + 1)}, 400, "search_too_long"),
        ({"page": "2"}, 404, "search_no_page"),
        ({"page": "1000000000"}, 404, "search_no_page"),
        ({"page": "9" * 10_000}, 404, "search_no_page"),
        ({"page": "0"}, 404, "search_no_page"),
        ({"page": "-1"}, 404, "search_no_page"),
        ({"page": "²"}, 404, "search_no_page"),
        ({"page": HOSTILE}, 404, "search_no_page"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_answered_is_told_in_the_reader_s_language(
    client: Client, query: dict[str, str], status: int, fault: str, language: str
) -> None:
    """With the answer to the rest, and the choices that there are."""
    found, page = ask(client, language, **query)
    assert found == status
    assert locale(language)[fault] in page.text
    assert scripts(page) == []
    assert page.all("article") and links(page)


def test_the_rest_of_a_question_that_cannot_be_answered_is_kept(client: Client) -> None:
    """Words and choices that are known."""
    status, page = ask(client, q="namn", subject="dpv:Student", kind="pd:Nothing")
    assert status == 400
    assert [e.attributes["value"] for e in page.all("input")] == ["namn", "dpv:Student"]


def test_too_many_choices_are_refused(client: Client) -> None:
    """Nobody narrows a search so far."""
    many = "&".join(f"kind=pd:K{n}" for n in range(MOST_CHOSEN + 1))
    assert client.get(f"/search?{many}").status_code == 400


@pytest.mark.parametrize("name", ["q", "page"])
def test_what_may_stand_once_is_refused_twice(client: Client, name: str) -> None:
    """Nobody guesses which was meant; the page says which it was."""
    found = client.get(f"/search.en.html?{name}=1&{name}=2")
    assert found.status_code == 400
    page = PageReader.of(found.data)
    assert locale("en")["search_twice"] in page.text
    assert name in page.text.partition(locale("en")["search_twice"])[2].split()[0]


def test_a_word_that_is_found_nowhere_leads_to_one_that_was_meant(client: Client) -> None:
    """By a link; and to all registers."""
    status, page = ask(client, q="personbetekning")
    assert status == 200
    assert links(page) == ["/search.sv.html?q=personbeteckning", "/search.sv.html"]
    assert locale("sv")["search_none"] in page.text
    _, page = ask(client, q="personbeteckning qqqq")
    assert locale("sv")["search_partly"] in page.text
    assert f"{locale('sv')['search_missing']} qqqq" in page.text
    assert len(page.all("article")) == 3


@pytest.mark.parametrize(
    "asked", ["\0", "a\0b", "\x1b[31m", "\u202e", "\ud7ff\ue000", "%", "_", "*", '"', "' OR 1=1 --", "\u00ad"]
)
def test_odd_characters_are_answered(client: Client, asked: str) -> None:
    """And do not come back as they were."""
    found = client.get(f"/search?{urlencode({'q': asked})}")
    assert found.status_code == 200
    assert "\0" not in found.text and "\x1b" not in found.text
    PageReader.of(found.data)


@pytest.mark.parametrize(
    "query", ["q=%FF%FE", "q=%ED%A0%80", "q", "=", "&&&", "q=%", "q=%zz", "?q=a", "q=a;page=2", "q=a&q=b"]
)
def test_malformed_queries_are_answered(client: Client, query: str) -> None:
    """As far as they can be read."""
    assert client.get(f"/search?{query}").status_code in (200, 400)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.lists(
        st.tuples(st.sampled_from((*FACETS, "q", "page", "x")) | st.text(max_size=5), st.text(max_size=40)), max_size=4
    ),
    language=st.sampled_from(list(LANGUAGES)),
)
@example(query=[("q", HOSTILE)], language="fi")
def test_any_query_is_answered_with_a_whole_page(client: Client, query: list[tuple[str, str]], language: str) -> None:
    """Nothing that was asked becomes markup."""
    found = client.get(f"/search.{language}.html?{urlencode(query, errors='replace')}")
    assert found.status_code in (200, 400, 404)
    page = PageReader.of(found.data)
    assert page.all("html")[0].attributes["lang"] == language
    assert [*scripts(page), *page.all("img", "style", "iframe")] == []
    assert len(page.all("h1")) == 1
    for href in links(page):
        assert "\n" not in href and '"' not in href
