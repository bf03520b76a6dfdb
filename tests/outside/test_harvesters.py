"""Programs that take catalogues, and programs that follow links, find everything: CKAN's harvester, and Comunica."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.model.terms import DCAT, DCTERMS, FOAF, RDF, VCARD
from publisher.release.build import build
from publisher.release.documents import paging
from publisher.release.scoring import score_catalogue
from publisher.release.site import read_site
from publisher.release.store import Store
from publisher.serve.documents import answer
from tests import open_catalogue
from tests.outside.conftest import HERE, ROOT, Server

pytestmark = pytest.mark.outside

FORMATS = ("ttl", "rdf", "jsonld")
WAYS = (VCARD.hasEmail, VCARD.hasTelephone)


def catalogues(server: Server) -> dict[str, str]:
    """The address of every catalogue to harvest, in every format, with the base of whose catalogue it is.

    Of the site and of each authority, whole, and page by page where it is offered so.
    """
    bases = {entry.removesuffix("catalog.nt") for entry in server.release.paths() if entry.endswith("/catalog.nt")}
    names = [f"{name}.{form}" for name in ("catalog", "pages") for form in FORMATS]
    known = set(server.release.paths())
    return {server.base + base + name: base for base in sorted(bases) for name in names if base + name in known}


@cache
def stated(server: Server, base: str) -> Graph:
    """What a catalogue states, as its N-Triples tell, which no harvester is given."""
    with urllib.request.urlopen(f"{server.base}{base}catalog.nt", timeout=10) as response:
        return Graph().parse(data=response.read(), format="nt")


def datasets(graph: Graph) -> set[Node]:
    """The datasets of a catalogue."""
    return set(graph.subjects(RDF.type, DCAT.Dataset)) - set(graph.subjects(RDF.type, DCAT.Catalog))


def texts(graph: Graph, subject: Node, *path: URIRef) -> set[str]:
    """What a thing has at the end of a path of properties."""
    found = {subject}
    for name in path:
        found = {value for one in found for value in graph.objects(one, name)}
    return set(map(str, found))


def has_contact(graph: Graph, dataset: Node) -> bool:
    """Whether a dataset tells whom one asks: every register does; the dataset of descriptions where a site has told."""
    told = bool(texts(graph, dataset, DCAT.contactPoint))
    assert told or str(dataset).endswith("/id/dataset/descriptions"), dataset
    return told


def extras(dataset: Mapping[str, Any]) -> dict[str, str]:
    """What CKAN keeps of a dataset beside its own fields."""
    return {one["key"]: one["value"] for one in dataset["extras"]}


def harvest(urls: list[str]) -> dict[str, Any]:
    """What CKAN's harvester gathers from each address."""
    command = [str(HERE / ".venv" / "bin" / "python"), str(HERE / "harvest.py")]
    told = subprocess.run(command, input=json.dumps(urls), capture_output=True, text=True, check=False, cwd=HERE)
    assert told.returncode == 0, told.stderr[-3000:]
    return dict(zip(urls, json.loads(told.stdout), strict=True))


@pytest.fixture(scope="module")
def harvested(server: Server) -> dict[str, Any]:
    """What it gathers from every catalogue of the example."""
    return harvest(list(catalogues(server)))


def test_ckan_harvests_every_dataset_once_in_every_format(server: Server, harvested: dict[str, Any]) -> None:
    """Without a complaint: the site's and each authority's, and page by page to the end."""
    assert {re.sub(r".*\.", "", url) for url in harvested} == set(FORMATS)
    for url, base in catalogues(server).items():
        expected = sorted(map(str, datasets(stated(server, base))))
        assert len(expected) >= 7
        assert harvested[url]["complaints"] == [], url
        assert sorted(one["guid"] for one in harvested[url]["datasets"]) == expected, url


def test_ckan_knows_publisher_and_contact_of_every_dataset(server: Server, harvested: dict[str, Any]) -> None:
    """By their IRIs, with a name, and the contact's address for mail where there is one."""
    for url, base in catalogues(server).items():
        graph = stated(server, base)
        for dataset in harvested[url]["datasets"]:
            iri, known = URIRef(dataset["guid"]), extras(dataset)
            assert dataset["title"] in texts(graph, iri, DCTERMS.title), iri
            assert dataset["notes"] in texts(graph, iri, DCTERMS.description), iri
            assert known["publisher_uri"] in texts(graph, iri, DCTERMS.publisher), iri
            assert known["publisher_name"] in texts(graph, iri, DCTERMS.publisher, FOAF.name), iri
            assert ("contact_uri" in known) == has_contact(graph, iri), iri
            if "contact_uri" in known:
                assert known["contact_uri"] in texts(graph, iri, DCAT.contactPoint), iri
                assert known["contact_name"] in texts(graph, iri, DCAT.contactPoint, VCARD.fn), iri
                mails = texts(graph, URIRef(known["contact_uri"]), VCARD.hasEmail)
                assert ({f"mailto:{known['contact_email']}"} if "contact_email" in known else set()) <= mails, iri
                assert ("contact_email" in known) == bool(mails), iri
            assert known["access_rights"] in texts(graph, iri, DCTERMS.accessRights), iri


def test_ckan_keeps_the_same_whatever_the_format(server: Server, harvested: dict[str, Any]) -> None:
    """Also where it takes the first of several texts, such as a name in a language that is not the portal's."""
    for base in set(catalogues(server).values()):
        kept = [
            {
                one["guid"]: (one["title"], one["notes"], sorted(extras(one).items()))
                for one in harvested[url]["datasets"]
            }
            for url, whose in catalogues(server).items()
            if whose == base
        ]
        assert len(kept) >= len(FORMATS)
        assert all(one == kept[0] for one in kept), base


def test_ckan_knows_every_distribution_and_its_licence(server: Server, harvested: dict[str, Any]) -> None:
    """With its address, where it can be downloaded, and the terms where they are stated."""
    count = 0
    for url, base in catalogues(server).items():
        graph = stated(server, base)
        for dataset in harvested[url]["datasets"]:
            iri = URIRef(dataset["guid"])
            assert {one["uri"] for one in dataset["resources"]} == texts(graph, iri, DCAT.distribution), iri
            for resource in dataset["resources"]:
                for key, name in (
                    ("access_url", DCAT.accessURL),
                    ("download_url", DCAT.downloadURL),
                    ("license", DCTERMS.license),
                ):
                    assert ({resource[key]} if key in resource else set()) == texts(
                        graph, URIRef(resource["uri"]), name
                    ), (url, resource["uri"], key)
                count += 1
    assert count


def test_ckan_and_the_score_go_from_page_to_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a catalogue so large that it has several: in each format every dataset once, whole."""
    monkeypatch.setattr(paging, "PAGE", 3)
    with open_catalogue.serving() as served:
        release = build(read_site(ROOT / "data", served.base), Store(tmp_path / "releases")).release
        for path in release.paths():
            if "/pages" in path:
                told = answer(release, "GET", path, {})
                media_type = dict(told.headers)["Content-Type"]
                served.answers[path] = open_catalogue.Answer(b"".join(told.pieces()), media_type)
        urls = [f"{served.base}optima/pages.{form}" for form in FORMATS]
        for url, found in harvest(urls).items():
            assert found["complaints"] == []
            guids = [one["guid"] for one in found["datasets"]]
            assert len(set(guids)) == len(guids) >= 7, url
            assert all("publisher_name" in extras(one) for one in found["datasets"])
            assert sorted(one.iri for one in score_catalogue(url, "en").datasets) == sorted(guids)
        asked = {path for _, path in served.asked if path.endswith("3.ttl")}
        assert len(asked) == 1


def test_comunica_reads_the_catalogue(server: Server, node: Callable[[str, Any], Any]) -> None:
    """By its negotiated address, from the site's catalogue and each authority's."""
    query = f"SELECT ?it WHERE {{ ?catalogue a <{DCAT.Catalog}> ; <{DCAT.dataset}> ?it }}"
    bases = sorted(set(catalogues(server).values()))
    jobs = [{"source": f"{server.base}{base}catalog", "query": query, "follow": False} for base in bases]
    for base, found in zip(bases, node("query.js", {"base": server.base, "jobs": jobs}), strict=True):
        graph = stated(server, base)
        assert {one["it"] for one in found} == {str(one) for one in graph.objects(None, DCAT.dataset)}, base


def test_comunica_walks_from_every_dataset_to_its_contact(server: Server, node: Callable[[str, Any], Any]) -> None:
    """From the IRI of the dataset, by links alone, to the e-mail and telephone of whom one asks."""
    graph = stated(server, "/")
    iris = sorted(str(dataset) for dataset in datasets(graph) if has_contact(graph, dataset))
    assert len(iris) >= 7
    ways = " UNION ".join(f"{{ ?contact <{way}> ?way }}" for way in WAYS)
    jobs = [
        {
            "source": iri,
            "query": f"SELECT ?way WHERE {{ <{iri}> <{DCAT.contactPoint}> ?contact . {ways} }}",
            "follow": True,
        }
        for iri in iris
    ]
    found = node("query.js", {"base": server.base, "jobs": jobs})
    for iri, told in zip(iris, found, strict=True):
        expected = {text for way in WAYS for text in texts(graph, URIRef(iri), DCAT.contactPoint, way)}
        assert expected, iri
        assert {one["way"] for one in told} == expected, iri
