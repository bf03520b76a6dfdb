"""Scores a catalogue that is served somewhere: fetches it, holds DCAT-AP against it, asks its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.term import Node

from publisher.check.mqa import belongs_to, datasets, score
from publisher.check.outside import Outside
from publisher.load.fetched import next_page, read_fetched
from publisher.load.outside import read_shapes
from publisher.model.errors import FetchError, ShapesError
from publisher.model.findings import Finding, Place
from publisher.model.mqa import CatalogueScore
from publisher.model.resources import folder
from publisher.release.checks.outside import Wanted, held
from publisher.release.fetching import Client


@dataclass(frozen=True)
class _Fetched:
    """A graph that tells, instead of a place, which thing a finding is about."""

    graph: Graph

    def place(self, subject: Node, _predicate: Node | None = None, _value: Node | None = None) -> Place:
        """The thing stands for the file."""
        return Place(str(subject), 1)


def score_catalogue(url: str, language: str, *, anywhere: bool = False, profiles: Path | None = None) -> CatalogueScore:
    """The score of every dataset of the catalogue at an address; what SHACL says is in a language, if it can be.

    Only the host of the address is asked, unless `anywhere`. `profiles` is the folder of the official files of DCAT-AP;
    without it what DCAT-AP makes mandatory is held against the catalogue.

    Raises FetchError when there is no catalogue at the address, ConfigurationError and ShapesError for the official
    files.
    """
    client = Client(url, anywhere)
    with _dcat_ap(profiles) as groups:
        fetched = _Fetched(_whole(client))
        found = datasets(fetched.graph)
        if not found:
            raise FetchError(url, "there is no dcat:Dataset in it", "Name the address of a whole catalogue in RDF")
        violations = [finding for group in groups for finding in _violations(group, fetched)]
    owners = {str(thing): several for thing, several in belongs_to(fetched.graph).items()}
    against: dict[Node, list[str]] = {dataset: [] for dataset in found}
    faults = []
    for finding in violations:
        text = f"{finding.place.path}: {finding.message(language)}"
        for dataset in owners.get(finding.place.path, ()):
            against[dataset].append(text)
        if finding.place.path not in owners:
            faults.append(text)
    scores = (score(fetched.graph, dataset, client.status, sorted(against[dataset])) for dataset in found)
    return CatalogueScore(url, tuple(scores), tuple(sorted(set(faults))))


def _whole(client: Client) -> Graph:
    """The catalogue, with all its pages when it has pages."""
    graph, seen, url = Graph(), set[str](), client.url
    while url and url not in seen:
        seen.add(url)
        address, media_type, content = client.fetch(url)
        page = read_fetched(content, media_type, address, len(seen))
        graph = graph + page if graph else page
        url = next_page(page) or ""
    return graph


@contextmanager
def _dcat_ap(profiles: Path | None) -> Iterator[tuple[Outside, ...]]:
    """The official shapes of a folder, else what they make mandatory, ready to be held against a graph."""
    if profiles is not None:
        with held(Wanted(profile="dcat-ap", profiles=profiles)) as official:
            yield official.groups
        return
    shapes = read_shapes(sorted((folder("shapes") / "mandatory").glob("*.ttl")))
    own = Outside.start(shapes, shapes.files, Graph())
    try:
        yield (own,)
    finally:
        own.process.close()


def _violations(group: Outside, fetched: _Fetched) -> list[Finding]:
    """What is a violation, of the things in a graph. Raises ShapesError when the shapes could not be run to the end."""
    known = {str(thing) for thing in fetched.graph.subjects()}
    found = [one for one in group.findings(fetched) if one.severity == "error"]
    if stopped := tuple(one for one in found if one.rule == "shape" and one.place.path not in known):
        raise ShapesError(stopped)
    return [one for one in found if one.place.path in known]
