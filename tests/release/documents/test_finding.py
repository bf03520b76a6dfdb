"""The documents that help to find: their data is public and theirs, and no address of one ever answers 404."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Document, Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.formats import DOCUMENT_FORMATS, HTML
from publisher.serve.documents import answer
from tests.conftest import BASE, ROOT
from tests.html import PageReader

FINDING = re.compile(r"/[a-z]+/(?:subjects|kinds|items|overview|(?:subject|kind)/[a-z0-9-]+)")


def documents(release: Release) -> dict[str, Document]:
    """The documents that help to find."""
    found = {path: release.entry("", path) for path in release.paths() if FINDING.fullmatch(path)}
    return {path: entry for path, entry in found.items() if isinstance(entry, Document)}


def triples(release: Release, path: str) -> set[ox.Triple]:
    """What a representation in Turtle says."""
    entry = release.entry("", path)
    assert isinstance(entry, Representation), path
    body = entry.file.read_bytes() if entry.file else entry.body
    return {quad.triple for quad in ox.parse(body, format=ox.RdfFormat.TURTLE)}


def test_there_is_a_document_for_every_group_of_people_and_every_kind(release: Release) -> None:
    """In every format and language; and pictures of the overview."""
    found = documents(release)
    assert len([path for path in found if "/subject/" in path]) == 9
    assert len([path for path in found if "/kind/" in path]) == 23
    assert {"/optima/subjects", "/optima/kinds", "/optima/items", "/optima/overview"} <= found.keys()
    for path, entry in found.items():
        formats = len(DOCUMENT_FORMATS) + (path == "/optima/items")
        assert len(entry.choices) == len(LANGUAGES) + formats - 1
    for language in LANGUAGES:
        assert isinstance(release.entry("", f"/optima/overview.{language}.svg"), Representation)


def test_their_data_is_part_of_the_public_catalogue(release: Release) -> None:
    """Nothing is said in them that the whole does not say, and nothing of the documents themselves."""
    whole = triples(release, "/optima/catalog.ttl")
    for path in documents(release):
        own = triples(release, path + ".ttl")
        assert own, path
        assert own <= whole, path


def test_the_data_of_a_group_of_people_names_exactly_the_items_about_them(release: Release) -> None:
    """Those of guardians stand in the group of students, which is told as what they are in."""
    items = {
        t.subject.value.partition("#")[2]
        for t in triples(release, "/optima/subject/guardian-of-data-subject.ttl")
        if t.object.value.endswith("#DataItem")
    }
    told = {"students-guardians", "students-guardians-name", "students-guardians-contact"}
    assert told | {"students-guardians-wilma-password"} == {i for i in items if "guardians" in i}


@pytest.fixture(scope="module")
def poorer(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The example after everything about guardians and account numbers has gone from it."""
    folder = tmp_path_factory.mktemp("poorer")
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    for file in (data / "optima" / "registers").iterdir():
        text = re.sub(
            r"  dpv:hasDataSubject dpv:GuardianOfDataSubject ;\n  rc:classificationStatus [^;]* ;\n",
            "",
            file.read_text(encoding="utf-8"),
        )
        text = re.sub(r"  rc:mayBeExercisedBy [^;]* ;\n", "", text)
        text = re.sub(
            r"@en ;\n  rc:classifiedAs pd:FinancialAccountNumber ;\n  rc:classificationStatus [^.]* \.", "@en .", text
        )
        file.write_text(text, encoding="utf-8")
    return build(read_site(data, BASE), Store(folder / "releases")).release


def addresses(release: Release) -> Iterator[str]:
    """Every address of a document that helps to find, in every format and language."""
    for path, entry in documents(release).items():
        yield path
        yield from (choice.path for choice in entry.choices)


def test_no_address_of_one_ever_answers_404(release: Release, poorer: Release) -> None:
    """What nothing is told of any more leads to the list in which it would stand, in the same language or format."""
    gone = set(addresses(release)) - set(addresses(poorer))
    assert {"/optima/subject/guardian-of-data-subject", "/optima/kind/financial-account-number.ttl"} <= gone
    for path in gone:
        found = answer(poorer, "GET", path, {})
        index, _, ending = path.partition("/optima/")[2].partition(".")
        wanted = f"{BASE}optima/{index.partition('/')[0]}s" + (f".{ending}" if ending else "")
        assert (found.status, dict(found.headers)["Location"]) == (303, wanted), path
        assert answer(poorer, "GET", wanted.removeprefix("http://local.example"), {}).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/optima/subject/",
        "/optima/kind/nothing",
        "/optima/subject/x.svg",
        "/optima/kind/%3Cscript%3E",
        "/optima/kind/x.y.z",
    ],
)
def test_an_unknown_one_leads_to_the_list_too(release: Release, path: str) -> None:
    """So nobody learns from the answer whether there was one. What was asked for is in no header."""
    for method in ("GET", "HEAD"):
        found = answer(release, method, path, {})
        location = dict(found.headers)["Location"]
        assert (found.status, location) == (303, f"{BASE}optima/{path.split('/')[2]}s")


@pytest.mark.parametrize(
    "path", ["/subject/x", "/optima/subjects/x", "/optima/register/subject/x", "/optima/subject/a/b", "/kind/"]
)
def test_nothing_else_leads_there(release: Release, path: str) -> None:
    assert answer(release, "GET", path, {}).status == 404


def test_a_base_that_ends_as_their_addresses_do_is_not_mistaken_for_one(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    (data / "site.toml").write_text('[authorities.optima]\nbase = "http://local.example/subject/"\n', encoding="utf-8")
    release = build(read_site(data, BASE), Store(tmp_path / "releases")).release
    assert answer(release, "GET", "/subject/nothing", {}).status == 404
    found = answer(release, "GET", "/subject/subject/nothing", {})
    assert dict(found.headers)["Location"] == f"{BASE}subject/subjects"
    assert answer(release, "GET", "/subject/subject/student", {}).status == 200


def test_an_authority_on_a_host_of_its_own_has_its_picture_there(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    base = "https://optima.example/records/"
    (data / "site.toml").write_text(f'[authorities.optima]\nbase = "{base}"\n', encoding="utf-8")
    release = build(read_site(data, BASE), Store(tmp_path / "releases")).release
    page = release.entry("optima.example", "/records/overview.fi.html")
    assert isinstance(page, Representation)
    (picture,) = PageReader.of(page.body).all("img")
    assert picture.attributes["src"] == f"{base}overview.fi.svg"
    assert isinstance(release.entry("optima.example", "/records/overview.fi.svg"), Representation)
    found = answer(release, "GET", "/records/subject/x.fi.html", {"host": "optima.example"})
    assert dict(found.headers)["Location"] == f"{base}subjects.fi.html"


def test_a_picture_may_use_its_own_style_and_a_page_its_own_pictures(release: Release) -> None:
    """And nothing else."""
    picture = dict(answer(release, "GET", "/optima/overview.sv.svg", {}).headers)
    assert picture["Content-Type"] == "image/svg+xml"
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'", picture["Content-Security-Policy"]
    )
    page = dict(answer(release, "GET", "/optima/overview.sv.html", {}).headers)
    assert "img-src 'self'" in page["Content-Security-Policy"]
    assert page["Content-Type"].startswith(HTML.media_type)
