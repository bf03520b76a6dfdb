"""The HTTP contract: every document, format and language, read from the release itself."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from publisher.model.errors import ReleaseError
from publisher.model.languages import LANGUAGES
from publisher.release.documents.catalogues import ERRORS
from publisher.release.segments import Choice, Document, Redirect, Representation
from publisher.release.store import Release
from publisher.render.formats import CSV, DOCUMENT_FORMATS, FORMATS, HTML
from publisher.serve.answers import Answer
from publisher.serve.documents import LONGEST_PATH, METHODS, answer, forget

REGISTER = "/optima/register/primus-wilma-kurre"


def ask(release: Release, path: str, method: str = "GET", **headers: str) -> Answer:
    """An answer; header names are written with underscores."""
    return answer(release, method, path, {name.replace("_", "-"): value for name, value in headers.items()})


def told(found: Answer) -> dict[str, str]:
    """The headers of an answer, of which none is told twice."""
    names = [name.lower() for name, _ in found.headers]
    assert len(names) == len(set(names)), names
    return {name.lower(): value for name, value in found.headers}


def body(found: Answer) -> bytes:
    """The whole body of an answer."""
    return b"".join(found.pieces())


def documents(release: Release) -> dict[str, Document]:
    """Every negotiated address of the release."""
    found = {path: release.entry("", path) for path in release.paths()}
    return {path: entry for path, entry in found.items() if isinstance(entry, Document)}


def representations(release: Release) -> list[str]:
    """Every address of a representation in the release."""
    return [path for path in release.paths() if isinstance(release.entry("", path), Representation)]


def choices(release: Release) -> Iterator[tuple[str, Choice]]:
    """Every document with each of its choices."""
    for path, document in documents(release).items():
        for choice in document.choices:
            yield path, choice


def test_every_document_is_offered_in_every_format_and_language(release: Release) -> None:
    """The matrix is the table of formats times the languages; whole catalogues have all formats, some have a table."""
    found = documents(release)
    assert len(found) > 30
    for path, document in found.items():
        formats = FORMATS if path.endswith(("/catalog", "/open")) else DOCUMENT_FORMATS
        formats += (CSV,) if path.endswith(("/catalog", "/items", "/open")) else ()
        wanted = {(f.media_type, tag) for f in formats for tag in (LANGUAGES if f.by_language else ("",))}
        assert {(c.media_type, c.language) for c in document.choices} == wanted, path


def test_each_choice_is_given_to_who_asks_for_it(release: Release) -> None:
    """Negotiated and direct answers are the same bytes, and the negotiated one names the direct address."""
    for path, choice in choices(release):
        found = ask(release, path, accept=choice.media_type, accept_language=choice.language or "sv")
        direct = ask(release, choice.path, accept="text/unheard-of")
        assert (found.status, direct.status) == (HTTPStatus.OK, HTTPStatus.OK), choice
        headers = told(found)
        assert headers["content-type"].partition(";")[0] == choice.media_type
        assert headers["content-location"] == choice.path
        assert headers.get("content-language", "") == choice.language
        assert headers["vary"] == "Accept, Accept-Language, Accept-Encoding"
        assert told(direct)["vary"] == "Accept-Encoding"
        assert body(found) == body(direct)
        assert headers["etag"] == told(direct)["etag"]
        assert int(headers["content-length"]) == len(body(found))


def test_only_registered_media_types_are_sent(release: Release) -> None:
    """IANA knows each of them."""
    data = {"text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples", "text/csv"}
    assert {c.media_type for _, c in choices(release)} == {"text/html", *data}


def test_etags_differ_between_representations_and_codings(release: Release) -> None:
    """A strong tag names one sequence of bytes."""
    tags: dict[str, bytes] = {}
    for path in representations(release):
        for coding in ("identity", "gzip"):
            found = ask(release, path, accept_encoding=coding)
            tag = told(found)["etag"]
            assert re.fullmatch(r'"[0-9a-f]{32}(-gzip)?"', tag)
            assert tags.setdefault(tag, body(found)) == body(found)


def test_gzip_is_the_same_document(release: Release) -> None:
    """Compressed ready, and only for who takes it."""
    for path in representations(release):
        packed = ask(release, path, accept_encoding="br, gzip")
        if told(packed).get("content-encoding") == "gzip":
            assert gzip.decompress(body(packed)) == body(ask(release, path))
            assert "content-encoding" not in told(ask(release, path, accept_encoding="gzip;q=0"))
        else:
            assert len(body(packed)) < 256


def test_head_is_get_without_a_body(release: Release) -> None:
    """The headers are the same, length included."""
    for path in [*release.paths(), "/nothing/here"]:
        got, head = ask(release, path), ask(release, path, "HEAD")
        assert (head.status, head.headers) == (got.status, got.headers)
        assert body(head) == b""


def test_who_has_it_gets_304(release: Release) -> None:
    """A list of tags, any tag, and weak tags match; another's tag does not."""
    for path, choice in choices(release):
        tag = told(ask(release, path, accept=choice.media_type))["etag"]
        for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
            found = ask(release, path, accept=choice.media_type, if_none_match=known)
            assert found.status is HTTPStatus.NOT_MODIFIED
            assert body(found) == b""
            assert {"etag", "vary", "cache-control", "content-location"} <= told(found).keys()
        assert ask(release, path, accept=choice.media_type, if_none_match='"other"').status is HTTPStatus.OK


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Fri, 01 Jan 2100 00:00:00 GMT", HTTPStatus.NOT_MODIFIED),
        ("Thu, 01 Jan 1970 00:00:00 GMT", HTTPStatus.OK),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", HTTPStatus.OK),
        ("Mon, 01 Jan 2100 00:00:00 +99999999999999999999", HTTPStatus.OK),
        ("Mon, 32 Jan 2100 00:00:00 GMT", HTTPStatus.OK),
    ],
)
def test_a_date_that_is_none_is_passed_over(release: Release, since: str, status: HTTPStatus) -> None:
    """As RFC 9110, section 13.1.3, says."""
    assert ask(release, REGISTER, if_modified_since=since).status is status


def test_a_tag_of_one_coding_does_not_match_the_other(release: Release) -> None:
    """The bytes differ, so the tags do."""
    tag = told(ask(release, REGISTER + ".ttl"))["etag"]
    assert ask(release, REGISTER + ".ttl", if_none_match=tag, accept_encoding="gzip").status is HTTPStatus.OK


def test_the_date_of_the_ledger_is_last_modified(release: Release) -> None:
    """And who has it since then gets 304; a date that is none is passed over."""
    moment = told(ask(release, REGISTER))["last-modified"]
    assert moment.endswith(" GMT")
    assert ask(release, REGISTER, if_modified_since=moment).status is HTTPStatus.NOT_MODIFIED
    before = "Thu, 01 Jan 2015 00:00:00 GMT"
    assert ask(release, REGISTER, if_modified_since=before).status is HTTPStatus.OK
    assert ask(release, REGISTER, if_modified_since="yesterday").status is HTTPStatus.OK
    assert ask(release, REGISTER, if_modified_since=moment, if_none_match='"x"').status is HTTPStatus.OK


@pytest.mark.parametrize(
    "accept", [None, "*/*", "text/html", "text/*", "nonsense", "", ",", "a/b/c", "text/html;q=nan"]
)
def test_who_states_no_wish_gets_a_page(release: Release, accept: str | None) -> None:
    """Absent, any, and unreadable wishes."""
    found = ask(release, REGISTER) if accept is None else ask(release, REGISTER, accept=accept)
    if accept == "text/html;q=nan":
        assert found.status is HTTPStatus.OK
    assert told(found)["content-type"] == HTML.content_type


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("text/html;q=0.5, application/rdf+xml", "application/rdf+xml"),
        ("text/*;q=.5, text/turtle;q=0", "text/html"),
        ("text/html;q=0, */*;q=0.1", "text/turtle"),
        ("application/*", "application/ld+json"),
    ],
)
def test_accept_is_read_as_rfc_9110_says(release: Release, accept: str, wanted: str) -> None:
    """Weights, specificity, case and parameters."""
    assert told(ask(release, REGISTER, accept=accept))["content-type"].partition(";")[0] == wanted


@pytest.mark.parametrize(
    ("wish", "wanted"), [("fi-FI", "fi"), ("de", "sv"), ("de, en;q=0.1", "en"), ("sv;q=0, *", "fi"), ("", "sv")]
)
def test_a_language_is_found_and_never_refused(release: Release, wish: str, wanted: str) -> None:
    """`fi-FI` finds Finnish, and who wants none of ours gets the first."""
    assert told(ask(release, REGISTER, accept_language=wish))["content-language"] == wanted


def test_what_cannot_be_given_answers_406_with_the_offers(release: Release) -> None:
    """In the body and as links, and it varies as any negotiated answer."""
    found = ask(release, REGISTER, accept="application/pdf")
    assert found.status is HTTPStatus.NOT_ACCEPTABLE
    headers = told(found)
    assert headers["content-type"] == "application/problem+json"
    assert headers["vary"] == "Accept, Accept-Language"
    for choice in documents(release)[REGISTER].choices:
        assert f"<{choice.path}>" in headers["link"]
        assert choice.path.encode() in body(found)


@pytest.mark.parametrize("wish", [None, *LANGUAGES])
@pytest.mark.parametrize("path", ["/nothing", "/optima/register/nobody", "/optima/register/abilitas.pdf", "//", "/%00"])
def test_an_unknown_address_answers_404_in_the_readers_language(release: Release, path: str, wish: str | None) -> None:
    """As a page for people, as problem details for programs."""
    page = ask(release, path, accept="text/html", **({"accept_language": wish} if wish else {}))
    assert page.status is HTTPStatus.NOT_FOUND
    assert told(page)["content-language"] == (wish or "sv")
    assert told(page)["vary"] == "Accept, Accept-Language"
    problem = ask(release, path, accept="application/ld+json")
    assert told(problem)["content-type"] == "application/problem+json"


def test_every_error_has_a_page_in_every_language(release: Release) -> None:
    """Rendered when the release was built."""
    for status in ERRORS:
        for language in LANGUAGES:
            page = release.entry("", f"error/{status}.{language}")
            assert isinstance(page, Representation)
            assert f'lang="{language}"'.encode() in page.body
            assert ask(release, f"error/{status}.{language}").status is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_what_cannot_be_done_answers_405_with_what_can(release: Release, method: str) -> None:
    """On what exists; on what does not, 404."""
    found = ask(release, REGISTER, method)
    assert found.status is HTTPStatus.METHOD_NOT_ALLOWED
    assert told(found)["allow"] == ", ".join(METHODS)
    assert ask(release, "/nothing", method).status is HTTPStatus.NOT_FOUND


def test_options_tells_what_can_be_done(release: Release) -> None:
    """Without a body."""
    found = ask(release, REGISTER, "OPTIONS")
    assert (found.status, body(found)) == (HTTPStatus.NO_CONTENT, b"")
    assert told(found)["allow"] == "GET, HEAD, OPTIONS"


def test_scripts_of_other_sites_may_ask_conditionally(release: Release) -> None:
    """A browser asks first whether it may send such a header (Fetch, section 4.8)."""
    allowed = told(ask(release, REGISTER, "OPTIONS", access_control_request_headers="if-none-match"))
    assert "If-None-Match" in allowed["access-control-allow-headers"]


def test_an_overlong_address_answers_414(release: Release) -> None:
    """Whatever it begins with."""
    assert ask(release, "/" + "a" * LONGEST_PATH).status is HTTPStatus.REQUEST_URI_TOO_LONG


def test_every_thing_sees_other_to_its_document(release: Release) -> None:
    """303, with the absolute address of a document that exists."""
    things = [path for path in release.paths() if isinstance(release.entry("", path), Redirect)]
    assert {path.split("/")[3] for path in things if path.startswith("/optima/id/")} == {
        "agent",
        "catalog",
        "contact",
        "dataset",
        "open",
        "register",
        "system",
    }
    for path in things:
        found = ask(release, path, accept="text/turtle")
        assert found.status is HTTPStatus.SEE_OTHER
        location = told(found)["location"]
        assert location.startswith(release.base)
        assert ask(release, "/" + location.removeprefix(release.base)).status is HTTPStatus.OK


def test_anyone_may_read_from_any_origin(release: Release) -> None:
    """CORS on documents, redirects and errors."""
    for path in (REGISTER, REGISTER + ".ttl", "/optima/id/catalog", "/nothing"):
        assert told(ask(release, path, accept="text/turtle"))["access-control-allow-origin"] == "*"


def test_pages_forbid_scripts_and_frames(release: Release) -> None:
    """By their content security policy."""
    for path, choice in choices(release):
        if choice.media_type == "text/html":
            policy = told(ask(release, choice.path))["content-security-policy"]
            assert "default-src 'none'" in policy, path
            assert "unsafe" not in policy


def test_a_host_in_the_request_is_never_echoed(release: Release) -> None:
    """Absolute addresses come from the release."""
    for path in (REGISTER, "/optima/id/catalog", "/nothing"):
        found = ask(release, path, host="evil.example")
        assert b"evil" not in body(found)
        assert "evil" not in str(found.headers)


@pytest.mark.parametrize("name", ["accept", "accept_language", "accept_encoding", "if_none_match", "if_modified_since"])
@pytest.mark.parametrize("value", ["a" * 100_000, "," * 10_000, "\x00\xff", ";;q=", "q=1;q=2", "*/*" * 500])
def test_a_strange_header_never_breaks_an_answer(release: Release, name: str, value: str) -> None:
    """It is obeyed or passed over."""
    assert ask(release, REGISTER, **{name: value}).status.value in (200, 304, 406)


def test_the_same_request_gives_the_same_answer(release: Release) -> None:
    """The function is pure, its cache included."""
    again = Release(release.folder)
    for path in (REGISTER, "/optima/catalog", "/nothing"):
        first, second = ask(release, path), ask(again, path)
        assert (first.status, first.headers, body(first)) == (second.status, second.headers, body(second))


def test_a_dump_is_a_file_of_the_release(release: Release) -> None:
    """Whole catalogues are sent from plain files."""
    found = ask(release, "/optima/catalog.nt")
    assert isinstance(found.body, Path)
    assert found.body.parent == release.folder / "dumps"


def test_a_dump_that_is_gone_or_cut_is_an_error_of_the_release(release: Release, tmp_path: Path) -> None:
    """Also when it was asked for before: no answer promises bytes that are not there."""
    copy = Release(Path(shutil.copytree(release.folder, tmp_path / release.identifier)))
    path = "/optima/catalog.nt"
    for is_known, damage in ((False, Path.unlink), (True, Path.unlink), (True, lambda file: file.write_bytes(b"cut"))):
        whole = (copy.folder / "dumps" / "optima.catalog.nt").read_bytes()
        forget()
        if is_known:
            assert ask(copy, path).status is HTTPStatus.OK
        damage(copy.folder / "dumps" / "optima.catalog.nt")
        with pytest.raises(ReleaseError, match=r"dumps/optima\.catalog\.nt: error: .*\. Build the release again"):
            ask(copy, path)
        (copy.folder / "dumps" / "optima.catalog.nt").write_bytes(whole)
