"""The whole catalogue in pages, in a release: a harvest takes one state to its end, or begins again."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph

from publisher.model.terms import DCAT, HYDRA, RDF
from publisher.release.build import build, publish
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.formats import DOCUMENT_FORMATS, Format
from publisher.serve.answers import Answer
from publisher.serve.documents import answer
from tests.conftest import BASE

FORMATS = [form for form in DOCUMENT_FORMATS if not form.by_language]


@pytest.fixture
def paged(monkeypatch: pytest.MonkeyPatch, data: Path, tmp_path: Path) -> Release:
    """The example with three datasets on a page."""
    monkeypatch.setattr("publisher.release.documents.paging.PAGE", 3)
    return build(read_site(data, BASE), Store(tmp_path / "releases")).release


def asked(release: Release, address: str) -> Answer:
    """What an address answers to a harvester, which takes anything."""
    return answer(release, "GET", "/" + address.removeprefix(BASE), {"accept": "*/*"})


def read(found: Answer) -> Graph:
    """The graph in an answer, by its media type, as a reader not written in Python finds it."""
    form = ox.RdfFormat.from_media_type(dict(found.headers)["Content-Type"].partition(";")[0])
    triples = (quad.triple for quad in ox.parse(b"".join(found.pieces()), format=form))
    return Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def harvested(release: Release, address: str) -> list[Graph]:
    """Every page from an address on, as a harvester follows them."""
    pages = []
    while address:
        found = asked(release, address)
        assert found.status == 200
        pages.append(read(found))
        view = pages[-1].value(None, RDF.type, HYDRA.PartialCollectionView)
        address = str(pages[-1].value(view, HYDRA["next"]) or "")
    return pages


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("prefix", ["optima/", ""])
def test_all_pages_together_are_the_whole_catalogue(paged: Release, prefix: str, form: Format) -> None:
    """From the address that stays, in one format to the end; each dataset comes once."""
    pages = harvested(paged, f"{BASE}{prefix}pages.{form.extension}")
    assert [len(set(page.subjects(RDF.type, DCAT.Dataset))) for page in pages] == [3, 3, 2]
    together = Graph()
    for page in pages:
        together += page
    for triple in [t for t in together if str(t[1]).startswith(str(HYDRA)) or t[2] == HYDRA.PartialCollectionView]:
        together.remove(triple)
    assert set(together) == set(read(asked(paged, f"{BASE}{prefix}catalog.{form.extension}")))


def test_the_header_names_the_same_pages(paged: Release) -> None:
    """A harvester that reads no Hydra follows the Link header (RFC 8288)."""
    found = asked(paged, f"{BASE}optima/pages.ttl")
    view = read(found).value(None, RDF.type, HYDRA.PartialCollectionView)
    following = read(found).value(view, HYDRA["next"])
    assert f'<{following}>; rel="next"' in dict(found.headers)["Link"]
    assert 'rel="prev"' not in dict(found.headers)["Link"]


@pytest.mark.parametrize("page", ["0", "4", "1000000", "01", "x", ""])
def test_past_the_end_there_is_nothing(paged: Release, page: str) -> None:
    """A page that is not there is 404, and not an empty page, which would go on for ever."""
    view = read(asked(paged, f"{BASE}optima/pages.ttl")).value(None, RDF.type, HYDRA.PartialCollectionView)
    assert asked(paged, str(view)).status == 200
    assert asked(paged, str(view).replace("/1.ttl", f"/{page}.ttl")).status == 404


def test_a_harvest_does_not_go_on_in_another_state(paged: Release, data: Path) -> None:
    """When something is published meanwhile, the next page is told no more: the harvest begins again, and is whole."""
    first = read(asked(paged, f"{BASE}optima/pages.ttl"))
    following = str(first.value(first.value(None, RDF.type, HYDRA.PartialCollectionView), HYDRA["next"]))
    register = data / "optima" / "registers" / "unit4.ttl"
    register.write_text(register.read_text(encoding="utf-8").replace("Unit4 - ", "Unit4: "), encoding="utf-8")
    store = Store(paged.folder.parent)
    later = publish(read_site(data, BASE), store, "2030-01-01T00:00:00Z").release
    gone = asked(later, following)
    assert gone.status == 410
    assert '</optima/pages.ttl>; rel="first"' in dict(gone.headers)["Link"]
    assert len(harvested(later, f"{BASE}optima/pages.ttl")) == 3
