"""Typed links: what every answer names is there, of the type that it says, on the host that it says."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Document, Gone, Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.data.links import Link
from publisher.render.formats import LINKSET
from publisher.serve.answers import Answer
from publisher.serve.documents import answer
from tests.conftest import ROOT
from tests.html import PageReader

BASE = "https://records.example/site/"
APART = "https://apart.example/"
LICENCE = "https://licence.example/by/"
ELSEWHERE = ("https://schema.org/", LICENCE)
SETTINGS = f"""
[authorities.apart]
base = "{APART}"
[licence]
iri = "{LICENCE}"
label = {{ en = "Some licence" }}
"""
_LINK = re.compile(r'<([^<>"\s]+)>; rel="([a-z-]+)"(?:; type="([a-z/+.-]+)")?(?:; hreflang="([a-z-]+)")?')


@pytest.fixture(scope="module")
def licensed(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Two authorities, one of them on a host of its own; the base of the site has a path, and a licence is stated."""
    folder = tmp_path_factory.mktemp("licensed")
    for name in ("optima", "apart"):
        shutil.copytree(ROOT / "data" / "optima", folder / "data" / name)
    (folder / "data" / "site.toml").write_text(SETTINGS)
    return build(read_site(folder / "data", BASE), Store(folder / "releases")).release


def fetch(release: Release, address: str) -> Answer:
    """The answer at an absolute address."""
    parts = urlsplit(address)
    return answer(release, "GET", parts.path, {"host": parts.netloc})


def links_of(found: Answer) -> list[Link]:
    """The links of an answer. Its Link header holds nothing but whole links (RFC 8288)."""
    value = dict(found.headers).get("Link", "")
    links = [Link(m[2], m[1], m[3] or "", m[4] or "") for m in _LINK.finditer(value)]
    assert ", ".join(link.value for link in links) == value
    return links


def documents(release: Release) -> Iterator[tuple[str, Document]]:
    """Every document by its absolute address."""
    bases = {"": release.base, **release.manifest["authorities"]}
    for name, base in bases.items():
        for path in release._segments[name].paths():
            entry = release._segments[name].entry(path)
            if isinstance(entry, Document):
                yield _absolute(base, path), entry


def _absolute(base: str, path: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}{path}"


def representations(release: Release) -> Iterator[tuple[str, str, list[Link]]]:
    """Every representation of a document: the document's address, its own, and its links."""
    for document, entry in documents(release):
        for choice in entry.choices:
            address = _absolute(document, choice.path)
            found = fetch(release, address)
            assert found.status is HTTPStatus.OK, address
            yield document, address, links_of(found)


@pytest.mark.parametrize("which", ["licensed", "release"])
def test_every_link_leads_to_what_it_promises(request: pytest.FixtureRequest, which: str) -> None:
    """Its target answers, with the media type and the language that the link names; things answer 303."""
    release: Release = request.getfixturevalue(which)
    links = {link for _, _, found in representations(release) for link in found}
    assert len(links) > 500
    for link in links:
        if link.target.startswith(ELSEWHERE):
            assert link.relation in ("type", "license")
            continue
        found = fetch(release, link.target)
        headers = dict(found.headers)
        if found.status is HTTPStatus.SEE_OTHER:
            assert link.relation in ("cite-as", "author"), link
            found = fetch(release, headers["Location"])
        assert found.status is HTTPStatus.OK, link
        if link.media_type:
            assert headers["Content-Type"].partition(";")[0] == link.media_type, link
        if link.language in LANGUAGES:
            assert headers["Content-Language"] == link.language, link


def test_every_answer_with_a_document_has_the_links_of_its_kind(licensed: Release) -> None:
    """Pages are their own canonical and describe themselves by data; data has the document as canonical.

    A table is described too, by what tells of its columns.
    """
    for document, address, links in representations(licensed):
        by_relation = {link.relation: [one.target for one in links if one.relation == link.relation] for link in links}
        is_page = address.endswith(".html")
        assert by_relation["canonical"] == [address if is_page else document], address
        assert by_relation["linkset"] == [_linkset_of(licensed, document)], address
        assert by_relation["license"] == [LICENCE], address
        assert len(by_relation["cite-as"]) == 1
        wanted = {"type", "describedby"} if is_page else {"describes"}
        assert wanted <= by_relation.keys(), address
        of_others = {"describes"} if is_page else {"type"} if address.endswith(".csv") else {"describedby", "type"}
        assert not of_others & by_relation.keys(), address


def _linkset_of(release: Release, document: str) -> str:
    return release.frame.addresses.variant(document, LINKSET)


def test_the_author_is_the_authority_whose_document_it_is(licensed: Release) -> None:
    """What spans several authorities has none."""
    for document, address, links in representations(licensed):
        bases = [base for base in licensed.manifest["authorities"].values() if document.startswith(base)]
        wanted = [f"{base}id/agent/optima" for base in bases] if address.endswith(".html") else []
        assert [link.target for link in links if link.relation == "author"] == wanted, address


def test_the_head_of_a_page_tells_the_same_as_its_header(licensed: Release) -> None:
    for _, address, links in representations(licensed):
        if address.endswith(".html"):
            page = PageReader.of(b"".join(fetch(licensed, address).pieces()))
            told = [element.attributes for element in page.all("link") if element.attributes["rel"] != "stylesheet"]
            assert [
                Link(one["rel"], one["href"], one.get("type", ""), one.get("hreflang", "")) for one in told
            ] == links


def test_every_document_has_a_set_of_links_that_tells_the_same(licensed: Release) -> None:
    """Anchored at its address and at each representation for programs; any script may read it."""
    for document, entry in documents(licensed):
        found = fetch(licensed, _linkset_of(licensed, document))
        assert dict(found.headers)["Content-Type"] == "application/linkset+json"
        assert dict(found.headers)["Access-Control-Allow-Origin"] == "*"
        contexts = {one.pop("anchor"): one for one in json.loads(b"".join(found.pieces()))["linkset"]}
        data = {_absolute(document, choice.path) for choice in entry.choices if not choice.language}
        page = [link for link in links_of(fetch(licensed, document)) if link.relation not in ("canonical", "linkset")]
        told = {(rel, one["href"], one.get("type", "")) for rel, found in contexts[document].items() for one in found}
        assert told == {(link.relation, link.target, link.media_type) for link in page}
        items = {link.target for link in page if link.relation == "item"}
        assert contexts.keys() == {document, *data, *items}
        back = [{"href": document, "type": "text/html"}]
        assert all(contexts[address] == {"describes": back} for address in data)
        assert all(contexts[address] == {"collection": back} for address in items)


def test_the_files_of_the_open_dataset_are_its_items_and_lead_back_to_it(licensed: Release) -> None:
    for base in licensed.manifest["authorities"].values():
        document = f"{base}dataset/descriptions"
        links = links_of(fetch(licensed, document))
        items = [link for link in links if link.relation == "item"]
        assert {item.target.rpartition(".")[2] for item in items} >= {"ttl", "jsonld", "rdf", "nt"}
        assert Link("collection", f"{base}open", "text/html") in links
        for item in items:
            assert Link("collection", document, "text/html") in links_of(fetch(licensed, item.target))


def test_headers_stay_short(licensed: Release) -> None:
    """A proxy takes four thousand bytes of them without being told otherwise."""
    for _, address, _ in representations(licensed):
        assert sum(len(name) + len(value) + 4 for name, value in fetch(licensed, address).headers) < 3000, address


def test_who_has_it_is_told_the_links_again(licensed: Release) -> None:
    """Also with 304, and without a body."""
    for document, _ in documents(licensed):
        parts = urlsplit(document)
        found = answer(licensed, "GET", parts.path, {"host": parts.netloc, "if-none-match": "*"})
        assert found.status is HTTPStatus.NOT_MODIFIED
        assert links_of(found) == links_of(fetch(licensed, document))


def test_the_set_of_links_of_what_is_withdrawn_is_gone(tmp_path: Path) -> None:
    """As every other address of it."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data" / "optima" / "registers" / "webauto.ttl").unlink()
    release = build(read_site(tmp_path / "data", BASE), Store(tmp_path / "releases")).release
    address = f"{BASE}optima/register/webauto.linkset.json"
    assert isinstance(release.entry("", urlsplit(address).path), Gone)
    assert fetch(release, address).status is HTTPStatus.GONE
    assert isinstance(release.entry("", "/site/optima/register/unit4.linkset.json"), Representation)
