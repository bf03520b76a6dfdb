"""The description of the HTTP interface is true: it tells of every address, and what it tells happens."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from werkzeug.test import Client

from publisher.model.search import FACETS
from publisher.release.build import build, publish
from publisher.release.segments import Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.data.openapi import MEDIA_TYPE, NAME
from publisher.render.interface import BARE, ERRORS, FORMS, QUERIES, Resource, form_of, name_of
from publisher.render.pages import locale
from publisher.serve.app import create_app
from publisher.serve.computed import COMPUTED, LARGEST_FORM
from publisher.serve.computed import FORMS as TAKEN
from publisher.serve.documents import LONGEST_PATH, answer
from publisher.serve.problems import failed
from tests.conftest import BASE, ROOT

Json = dict[str, Any]


class Operation(NamedTuple):
    """A path of a description and an operation at it, with an address of it that exists."""

    path: str
    address: str
    told: Json


def description(release: Release) -> Json:
    """The description in a release."""
    path = "/" + release.base.split("/", 3)[3] + NAME
    entry = release.entry("", path)
    assert isinstance(entry, Representation)
    assert dict(entry.headers)["Content-Type"] == MEDIA_TYPE
    found: Json = json.loads(entry.body)
    return found


def resolved(told: Json, part: Json) -> Json:
    """A part of a description, also when it stands elsewhere in it."""
    found: Any = told
    if "$ref" not in part:
        return part
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    assert isinstance(found, dict)
    return found


def parameters(told: Json, item: Json) -> dict[str, Json]:
    """What varies in a path, by name."""
    return {p["name"]: p for p in (resolved(told, part) for part in item.get("parameters", ()))}


def addresses(told: Json, path: str, item: Json) -> list[str]:
    """An address of a path on each of its servers, made from the examples."""
    values = {name: str(found["example"]) for name, found in parameters(told, item).items()}
    known = re.sub(r"\{(\w+)\}", lambda found: values[found[1]], path)
    return [server["url"] + known for server in item.get("servers", told["servers"])]


def operations(told: Json, method: str = "get") -> Iterator[Operation]:
    """Every operation of a method."""
    for path, item in told["paths"].items():
        if method in item:
            yield Operation(path, addresses(told, path, item)[0], item[method])


def form(told: Json, path: str, item: Json) -> re.Pattern[str]:
    """What the addresses of a path look like, servers included."""

    def part(name: str) -> str:
        schema = parameters(told, item)[name]["schema"]
        if "enum" in schema:
            return "(?:" + "|".join(map(re.escape, schema["enum"])) + ")"
        return schema.get("pattern", r"^[0-9]+$" if schema["type"] == "integer" else r"^[^/.]+$")[1:-1]

    pieces = re.split(r"\{(\w+)\}", path)
    pattern = "".join(re.escape(piece) if n % 2 == 0 else part(piece) for n, piece in enumerate(pieces))
    servers = "|".join(re.escape(server["url"]) for server in item.get("servers", told["servers"]))
    return re.compile(f"(?:{servers}){pattern}")


@pytest.fixture(scope="module")
def told(release: Release) -> Json:
    """The description of the example catalogue."""
    return description(release)


@pytest.fixture(scope="module")
def client(release: Release) -> Client:
    """A client of the whole application."""
    return Client(create_app(release.folder.parent))


def get(client: Client, address: str, method: str = "GET", **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """Status, headers and body of an answer; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    found = client.open(address, method=method, headers=named)
    return found.status_code, found.headers, found.data


def test_every_address_of_the_release_is_one_of_a_path_and_no_other(release: Release, told: Json) -> None:
    """And every path has addresses in it, but for the pages that are computed."""
    forms = {path: form(told, path, item) for path, item in told["paths"].items()}
    met = set()
    for path in release.paths():
        found = [one for one, pattern in forms.items() if pattern.fullmatch(BASE.rstrip("/") + path)]
        assert len(found) == 1, (path, found)
        met.add(found[0])
    computed = {path for name in QUERIES for path in (f"/{name}", f"/{name}.{{language}}.html")}
    assert forms.keys() - met == computed


def test_every_example_answers_as_described(client: Client, told: Json) -> None:
    """With a status, a media type and the headers that are told; and to HEAD without the body."""
    for path, address, operation in operations(told):
        status, headers, body = get(client, address)
        answers = resolved(told, operation["responses"][str(status)])
        assert status in (200, 303), path
        needed = {name for name, part in answers.get("headers", {}).items() if resolved(told, part)["required"]}
        assert needed <= set(headers.keys()), path
        if status == 200:
            assert headers["Content-Type"].partition(";")[0] in answers["content"], path
            assert body
        assert get(client, address, "HEAD")[0] == status
        assert get(client, address, "OPTIONS")[0] == 204


def test_every_media_type_is_given_to_who_asks_for_it(client: Client, told: Json) -> None:
    """And none that is not described is given."""
    for path, address, operation in operations(told):
        for media in operation["responses"].get("200", {}).get("content", {}):
            status, headers, _ = get(client, address, Accept=media)
            assert (status, headers["Content-Type"].partition(";")[0]) == (200, media), path


def test_what_varies_is_what_there_is_nothing_at_otherwise(client: Client, told: Json) -> None:
    """404 at an unknown name where it is told; but one of what helps to find leads to the list."""
    for path, _, operation in operations(told):
        item = told["paths"][path]
        if "{slug}" not in path:
            continue
        values = {name: str(found["example"]) for name, found in parameters(told, item).items()}
        unknown = re.sub(r"\{(\w+)\}", lambda found, own={**values, "slug": "no-such"}: own[found[1]], path)
        status, headers, body = get(client, unknown, Accept="application/problem+json")
        assert str(status) in operation["responses"], path
        assert status == (303 if re.search("/(subject|kind)/", path) else 404), path
        if status == 404:
            assert headers["Content-Type"] == "application/problem+json"
            assert_problem(told, json.loads(body), 404)


def assert_problem(told: Json, problem: Json, status: int) -> None:
    """Problem details hold what the schema lists, and nothing else."""
    schema = told["components"]["schemas"]["Problem"]
    assert set(schema["required"]) <= problem.keys() <= schema["properties"].keys()
    assert problem["status"] == status


def test_304_and_406_happen_where_they_are_told_and_nowhere_else(client: Client, told: Json) -> None:
    for path, address, operation in operations(told):
        if "200" in operation["responses"]:
            fresh = get(client, address, If_None_Match="*")[0]
            assert (fresh == 304) == ("304" in operation["responses"]), path
            refused = get(client, address, Accept="image/webp;q=1, application/problem+json;q=0")[0]
            assert (refused == 406) == ("406" in operation["responses"]), path


@pytest.mark.parametrize(
    ("status", "method", "address"),
    [
        (400, "GET", "/search?no-parameter=1"),
        (400, "GET", "/search?q=a&q=b"),
        (400, "GET", "/search?page=1&page=2"),
        (404, "GET", "/search?page=9999999"),
        (404, "GET", "/ask?register=no/register&track=own"),
        (400, "POST", "/ask?register=optima/abilitas&track=own"),
        (405, "POST", "/search"),
        (405, "PROPFIND", "/search"),
        (405, "PROPFIND", "/optima/catalog"),
        (414, "GET", f"/optima/register/{'x' * LONGEST_PATH}"),
    ],
)
def test_what_is_refused_is_refused_as_told(client: Client, status: int, method: str, address: str, told: Json) -> None:
    """By a page, and where the method is wrong with those that are right."""
    found, headers, _ = get(client, address, method)
    assert found == status
    answers = told["components"]["responses"][str(status)]
    assert headers["Content-Type"].partition(";")[0] in answers["content"]
    assert ("Allow" in headers) == ("Allow" in answers.get("headers", {}))


def test_a_form_that_is_too_large_is_refused_as_told(client: Client, told: Json) -> None:
    found = client.post("/ask", data={"words": "x" * (LARGEST_FORM + 1)})
    assert found.status_code == 413
    assert all("413" in operation["responses"] for _, _, operation in operations(told, "post"))


def test_errors_of_ours_are_as_told(release: Release, told: Json) -> None:
    """500 and 503, as a page and as problem details."""
    for status in (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE):
        for media in told["components"]["responses"][str(status.value)]["content"]:
            found = failed(release, status, {"accept": media})
            assert dict(found.headers)["Content-Type"].partition(";")[0] == media
            if media.endswith("json"):
                assert isinstance(found.body, bytes)
                assert_problem(told, json.loads(found.body), status.value)


def test_what_has_ended_is_gone_as_told(tmp_path: Path) -> None:
    """At the addresses for which it is told, also when nothing else of the kind is left."""
    data = Path(shutil.copytree(ROOT / "tests" / "withheld" / "data", tmp_path / "data"))
    store = Store(tmp_path / "releases")
    before = publish(read_site(data, BASE), store, "2026-01-01T00:00:00Z").release
    file = data / "exempelstad" / "registers" / "pupils.ttl"
    (ended,) = re.findall(r"<id/register/([a-z-]+)> a ", file.read_text(encoding="utf-8"))[:1]
    file.unlink()
    release = publish(read_site(data, BASE), store, "2026-01-02T00:00:00Z").release
    told = description(release)
    gone = set()
    for path in release.paths():
        if answer(release, "GET", path, {}).status is HTTPStatus.GONE:
            (item,) = [i for p, i in told["paths"].items() if form(told, p, i).fullmatch(BASE.rstrip("/") + path)]
            assert "410" in item["get"]["responses"], path
            gone.add(path)
    assert gone == {path for path in before.paths() if re.search(f"/register/{ended}(?:[.]|$)", path)}


def test_a_state_of_a_catalogue_in_pages_may_be_gone(release: Release, told: Json) -> None:
    """As the server answers for a state that is told no more: with where to begin again."""
    found = answer(release, "GET", f"/pages/{'0' * 16}/1.ttl", {"accept": "application/problem+json"})
    assert found.status is HTTPStatus.GONE
    assert json.loads(b"".join(found.pieces())).keys() <= told["components"]["schemas"]["Problem"]["properties"].keys()
    pages = [item for path, item in told["paths"].items() if "/pages/{state}/" in path]
    assert pages
    assert all("410" in item["get"]["responses"] for item in pages)


def test_the_computed_pages_are_those_of_the_server(told: Json) -> None:
    """With the parameters that they take, and forms where they take one."""
    assert set(QUERIES) == set(COMPUTED)
    assert set(FORMS) == TAKEN
    for name, names in QUERIES.items():
        operation = told["paths"][f"/{name}"]["get"]
        asked = [resolved(told, part) for part in operation["parameters"]]
        assert tuple(part["name"] for part in asked if part["in"] == "query") == names
    assert {path for path, _, _ in operations(told, "post")} == {"/ask", "/ask.{language}.html"}


def test_the_values_of_a_search_are_those_that_it_takes(client: Client, told: Json) -> None:
    """Each finds something."""
    for facet in FACETS:
        values = told["components"]["parameters"][f"query-{facet}"]["schema"]["items"]["enum"]
        assert len(values) > 1
        for value in values:
            found = client.get("/search", query_string={facet: value})
            assert found.status_code == 200, value


def test_every_error_that_is_told_has_a_page(release: Release) -> None:
    """But for what is refused before a request is read whole."""
    for status in ERRORS:
        has_page = release.entry("", f"error/{status}.sv") is not None
        assert has_page == (status not in BARE)


def test_everything_of_the_example_is_told_of_by_a_text_of_its_own(told: Json) -> None:
    """What is called merely a file of the site should get a text."""
    other = locale("en")["api_path_other"]
    assert [path for path, _, operation in operations(told) if operation["summary"] == other] == []


def test_authorities_elsewhere_are_told_with_their_servers(tmp_path: Path) -> None:
    """One below the site, one on the same host, one on a host of its own; and the site's base has a path."""
    data = tmp_path / "data"
    for folder in ("optima", "own", "near"):
        shutil.copytree(ROOT / "data" / "optima", data / folder)
    settings = (
        '[authorities.own]\nbase = "https://own.example/"\n\n[authorities.near]\nbase = "http://local.example/n/"\n'
    )
    (data / "site.toml").write_text(settings, encoding="utf-8")
    release = build(read_site(data, f"{BASE}x/"), Store(tmp_path / "releases")).release
    told = description(release)
    assert told["servers"] == [{"url": f"{BASE}x"}]
    assert told["components"]["parameters"]["authority"]["schema"]["enum"] == ["optima"]
    assert told["paths"]["/catalog"]["servers"] == [{"url": f"{BASE}x"}, {"url": "https://own.example"}]
    assert "servers" not in told["paths"]["/{authority}/register/{slug}"]
    for path, item in told["paths"].items():
        for address in addresses(told, path, item)[:1]:  # the example is of the first server
            host, _, local = address.partition("://")[2].partition("/")
            name = local.partition(".")[0].rpartition("/")[2]
            if name not in QUERIES:
                assert release.entry(host, f"/{local}") is not None, address
    forms = [form(told, path, item) for path, item in told["paths"].items()]
    for path in release.paths():
        host = BASE.rstrip("/") if re.match("/[xn](?:/|$)", path) else "https://own.example"
        assert [pattern for pattern in forms if pattern.fullmatch(host + path)], (host, path)


@pytest.mark.parametrize(
    ("relative", "expected", "name"),
    [
        ("", "", "home"),
        ("about.fi.html", "about.{language}.html", "about"),
        ("register/a-b", "register/{slug}", "register"),
        ("register/a-b.sv.html", "register/{slug}.{language}.html", "register"),
        ("id/register/a-b", "id/register/{slug}", "id"),
        ("id/catalog", "id/catalog", "id"),
        ("kind/", "kind/", "kind"),
        ("pages/0a1b/2.ttl", "pages/{state}/{number}.ttl", "pages"),
        ("overview.en.svg", "overview.{language}.svg", "overview"),
        (".well-known/void", ".well-known/void", "well_known_void"),
        ("sitemap-2.xml", "sitemap-2.xml", "sitemap"),
        ("style.0d893eebe7e9.css", "style.0d893eebe7e9.css", "style"),
    ],
)
def test_the_form_of_an_address_has_what_varies_in_braces(relative: str, expected: str, name: str) -> None:
    found, example = form_of(relative)
    assert (found, name_of(found)) == (expected, name)
    assert Resource(found, name, "", example=example).known == relative
