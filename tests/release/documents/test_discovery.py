"""What machines find without having been told, wherever the site and its authorities have their bases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, VOID

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.documents.discovery import ROBOTS, SITEMAP
from publisher.release.documents.discovery import VOID as DESCRIPTION
from publisher.release.segments import Document, Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.data import sitemaps
from publisher.serve.computed import COMPUTED
from publisher.serve.documents import answer
from tests.conftest import ROOT

_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NT = "application/n-triples"
READERS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "nt": (NT, ox.RdfFormat.N_TRIPLES),
}
LICENCE = "https://licence.example/by/"
SETTINGS = f"""
[authorities.apart]
base = "https://apart.example/"
[authorities.deep]
base = "https://deep.example/registers/"
[licence]
iri = "{LICENCE}"
label = {{ en = "Some licence" }}
"""


def built(folder: Path, base: str, settings: str = "", others: tuple[str, ...] = ()) -> Release:
    """The example authority, and others like it, under bases of their own."""
    for name in ("optima", *others):
        shutil.copytree(ROOT / "data" / "optima", folder / "data" / name)
    (folder / "data" / "site.toml").write_text(settings)
    return build(read_site(folder / "data", base), Store(folder / "releases")).release


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Authorities under the base of a site, on a host of their own, and below a path of another host."""
    return built(tmp_path_factory.mktemp("several"), "https://records.example/", SETTINGS, ("apart", "deep"))


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A site whose base has a path."""
    return built(tmp_path_factory.mktemp("below"), "https://records.example/site/")


def fetched(release: Release, iri: str, media_type: str) -> bytes:
    """What is at an address, on the host that it names; it has a media type."""
    parts = urlsplit(iri)
    found = answer(release, "GET", parts.path, {"host": parts.netloc})
    assert found.status is HTTPStatus.OK, iri
    assert dict(found.headers)["Content-Type"].partition(";")[0] == media_type, iri
    return b"".join(found.pieces())


def listed(release: Release, iri: str) -> Iterator[tuple[str, str]]:
    """The addresses in a sitemap or an index of sitemaps, each with its date."""
    for entry in ElementTree.fromstring(fetched(release, iri, "application/xml")):  # noqa: S314 - made here
        yield entry.findtext(f"{_NAMESPACE}loc") or "", entry.findtext(f"{_NAMESPACE}lastmod") or ""


def pages(release: Release, base: str) -> dict[str, str]:
    """Every page that the sitemaps of a base name, with its date; the index names sitemaps of the same host only."""
    found: dict[str, str] = {}
    for part, newest in listed(release, base + SITEMAP):
        assert urlsplit(part).netloc == urlsplit(base).netloc
        own = dict(listed(release, part))
        assert not own.keys() & found.keys()
        assert all(page.startswith(part.rpartition("/")[0] + "/") for page in own), part
        assert newest == (max(own.values()) if all(own.values()) else ""), part
        found |= own
    return found


def of_documents(release: Release, name: str) -> Iterator[tuple[str, str]]:
    """Every page of a document in a segment of a release, with its date as HTTP tells it."""
    base = release.manifest["authorities"].get(name, release.base)
    segment = release._segments[name]
    for path in segment.paths():
        entry = segment.entry(path)
        if isinstance(entry, Document):
            for choice in entry.choices:
                if choice.media_type == "text/html":
                    found = segment.entry(choice.path)
                    assert isinstance(found, Representation)
                    yield f"{base.removesuffix(urlsplit(base).path)}{choice.path}", found.modified


@pytest.mark.parametrize("which", ["several", "below", "release"])
def test_every_page_is_in_one_sitemap_with_its_true_date(request: pytest.FixtureRequest, which: str) -> None:
    """And every address there is a page. An authority that lies elsewhere has its own."""
    release: Release = request.getfixturevalue(which)
    found: dict[str, str] = {}
    for base in roots(release):
        found |= pages(release, base)
    wanted = {
        page: date for name in ("", *release.manifest["authorities"]) for page, date in of_documents(release, name)
    }
    computed = {f"{release.base}{name}.{tag}.html" for name in COMPUTED for tag in LANGUAGES}
    assert found.keys() == {*wanted, *computed}
    for page, date in wanted.items():
        assert bool(found[page]) == bool(date), page
        fetched(release, page, "text/html")
    assert sum(map(bool, found.values())) > 60


def roots(release: Release) -> list[str]:
    """The bases that answer for themselves: the site's, and those of authorities that do not lie under it."""
    others = [base for base in release.manifest["authorities"].values() if not base.startswith(release.base)]
    return [release.base, *others]


def test_a_sitemap_is_split_where_it_must_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The index names all parts."""
    monkeypatch.setattr(sitemaps, "MOST", 30)
    release = built(tmp_path, "https://records.example/")
    parts = [part for part, _ in listed(release, "https://records.example/sitemap.xml")]
    assert "https://records.example/optima/sitemap-2.xml" in parts
    assert all(len(list(listed(release, part))) <= 30 for part in parts)
    assert len(pages(release, release.base)) > 90


@pytest.mark.parametrize("which", ["several", "below"])
def test_robots_may_read_everything_but_computed_answers(request: pytest.FixtureRequest, which: str) -> None:
    """At each root; it names the sitemap."""
    release: Release = request.getfixturevalue(which)
    for base in roots(release):
        rules = RobotFileParser()
        rules.parse(fetched(release, base + ROBOTS, "text/plain").decode().splitlines())
        assert rules.site_maps() == [base + SITEMAP]
        assert all(rules.can_fetch("any", page) for page in pages(release, base))
        assert rules.can_fetch("any", f"{base}catalog.ttl")


def test_computed_answers_are_kept_out_of_the_way(several: Release) -> None:
    rules = fetched(several, several.base + ROBOTS, "text/plain").decode().splitlines()
    for name in COMPUTED:
        for ending in ("", *(f".{tag}.html" for tag in LANGUAGES)):
            assert f"Disallow: /{name}{ending}?" in rules


@pytest.mark.parametrize("which", ["several", "below", "release"])
def test_the_description_counts_what_is_in_the_dumps(request: pytest.FixtureRequest, which: str) -> None:
    """In every format, as another program counts it; and what it names is there."""
    release: Release = request.getfixturevalue(which)
    for base in roots(release):
        void = Graph().parse(data=fetched(release, base + DESCRIPTION, "text/turtle"))
        whole = void.value(URIRef(base + DESCRIPTION), FOAF.primaryTopic)
        parts = set(void.objects(whole, VOID.subset))
        assert len(parts) == (len(release.manifest["authorities"]) if base == release.base else 0)
        for dataset in (whole, *parts):
            dumps = [str(dump) for dump in void.objects(dataset, VOID.dataDump)]
            assert {dump.rpartition(".")[2] for dump in dumps} == READERS.keys()
            assert len(list(void.objects(dataset, VOID.feature))) == len(dumps)
            told = [int(str(void.value(dataset, count))) for count in (VOID.triples, VOID.distinctSubjects)]
            for dump in dumps:
                media_type, reader = READERS[dump.rpartition(".")[2]]
                text = fetched(release, dump, media_type)
                triples = {quad.triple for quad in ox.parse(text, format=reader)}
                assert told == [len(triples), len({triple.subject for triple in triples})], dump
            dumped = Graph().parse(data=fetched(release, next(d for d in dumps if d.endswith(".nt")), NT), format="nt")
            assert told == [len(dumped), len(set(dumped.subjects()))]
            space = str(void.value(dataset, VOID.uriSpace))
            example = void.value(dataset, VOID.exampleResource)
            assert (example, None, None) in dumped
            assert space in release.manifest["authorities"].values() or space == release.base
            vocabularies = set(map(str, void.objects(dataset, VOID.vocabulary)))
            assert all(any(str(p).startswith(v) for v in vocabularies) for p in set(dumped.predicates()))
            assert void.value(dataset, DCTERMS.title)
            assert void.value(dataset, DCTERMS.modified)
            assert void.value(dataset, FOAF.homepage)


def test_the_licence_is_told_and_so_is_that_there_is_none(several: Release, release: Release) -> None:
    """In every language."""
    told = Graph().parse(data=fetched(several, several.base + DESCRIPTION, "text/turtle"))
    assert set(told.objects(None, DCTERMS.license)) == {URIRef(LICENCE)}
    untold = Graph().parse(data=fetched(release, release.base + DESCRIPTION, "text/turtle"))
    assert not list(untold.objects(None, DCTERMS.license))
    texts = []
    for graph in (told, untold):
        (rights,) = set(graph.objects(None, DCTERMS.rights))
        labels = list(graph.objects(rights, RDFS.label))
        assert {label.language for label in labels if isinstance(label, Literal)} == set(LANGUAGES)
        texts.append(sorted(labels))
    assert texts[0] != texts[1]


def test_the_home_page_leads_to_the_description(several: Release) -> None:
    links = dict(answer(several, "HEAD", "/", {}).headers)["Link"]
    assert f'<{several.base}{DESCRIPTION}>; rel="describedby"; type="text/turtle"' in links


def test_the_same_data_gives_the_same_bytes(below: Release, tmp_path: Path) -> None:
    again = built(tmp_path, below.base)
    for name, media_type in ((SITEMAP, "application/xml"), (ROBOTS, "text/plain"), (DESCRIPTION, "text/turtle")):
        assert fetched(below, below.base + name, media_type) == fetched(again, below.base + name, media_type)
    assert again.identifier == below.identifier


def test_another_authority_changes_no_sitemap_of_this_one(several: Release, tmp_path: Path) -> None:
    """Each has its own, in its own segment."""
    again = built(tmp_path, several.base)
    part = f"{several.base}optima/sitemap-1.xml"
    assert fetched(several, part, "application/xml") == fetched(again, part, "application/xml")
