"""Scores the datasets of a graph as data.europa.eu does. Pure: who asks addresses, and who runs SHACL, is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.languages import Text
from publisher.model.mqa import DatasetScore, Metric, Missed, assessment
from publisher.model.open_data import PUBLIC
from publisher.model.terms import DCAT, DCTERMS, FOAF, RDF

Status = Callable[[str], int | None]
"""The status that an address answers with; 0 when it does not answer, None when it was not asked."""

_PUBLIC = URIRef(PUBLIC)
_WHOLES = (DCAT.Dataset, DCAT.Catalog, DCAT.CatalogRecord)
_OPENING_FIRST = ("unstated", "unlisted")


def datasets(graph: Graph) -> list[Node]:
    """The datasets of a catalogue, in order: what is typed dcat:Dataset, and is no catalogue itself."""
    found = {one for one in graph.subjects(RDF.type, DCAT.Dataset) if (one, RDF.type, DCAT.Catalog) not in graph}
    return sorted(found, key=str)


def score(graph: Graph, dataset: Node, status: Status, violations: Iterable[str] = ()) -> DatasetScore:
    """The score of a dataset; `violations` are what SHACL says against it.

    Of several distributions the one with most points counts. What only open data has is not held against an authority
    whose data are not open: it is told apart from what could be stated.
    """
    said = list(violations)
    is_public = (dataset, DCTERMS.accessRights, _PUBLIC) in graph
    own = [m for m in assessment().metrics if m.of == "dataset"]
    missed = [one for metric in own if (one := _missed(graph, dataset, metric, status, said))]
    distributions = sorted(set(graph.objects(dataset, DCAT.distribution)), key=str)
    missed += _of_distributions(graph, distributions, status, is_public=is_public)
    order = assessment().metrics.index
    return DatasetScore(
        str(dataset),
        Text.of(graph.objects(dataset, DCTERMS.title)),
        tuple(sorted(missed, key=lambda one: order(one.metric))),
        bool(distributions),
        is_public,
    )


def belongs_to(graph: Graph) -> Mapping[Node, frozenset[Node]]:
    """For each thing, the datasets that it is a part of: by links from them, but not through other datasets.

    The record of a dataset is a part of it too.
    """
    found: dict[Node, set[Node]] = {}
    wholes = {one for kind in _WHOLES for one in graph.subjects(RDF.type, kind)}
    for dataset in datasets(graph):
        waiting, seen = [dataset], {dataset}
        while waiting:
            thing = waiting.pop()
            found.setdefault(thing, set()).add(dataset)
            for value in graph.objects(thing):
                if value not in seen and value not in wholes and not isinstance(value, Literal):
                    seen.add(value)
                    waiting.append(value)
    for record, dataset in graph.subject_objects(FOAF.primaryTopic):
        if dataset in found and record in wholes:
            found.setdefault(record, set()).add(dataset)
    return {thing: frozenset(several) for thing, several in found.items()}


def _of_distributions(graph: Graph, distributions: list[Node], status: Status, *, is_public: bool) -> Iterator[Missed]:
    metrics = [m for m in assessment().metrics if m.of == "distribution"]
    if not distributions:
        return iter([Missed(metric, "unstated" if is_public else "opening") for metric in metrics])
    each = (
        [one for metric in metrics if (one := _missed(graph, distribution, metric, status))]
        for distribution in distributions
    )
    best = min(each, key=lambda missed: sum(one.metric.points for one in missed))
    return (_told(one, is_public=is_public) for one in best)


def _told(missed: Missed, *, is_public: bool) -> Missed:
    """Of data that is not open, what only open data has is missing by design."""
    by_design = missed.metric.opening and missed.why in _OPENING_FIRST and not is_public
    return replace(missed, why="opening", found="") if by_design else missed


def _missed(
    graph: Graph, subject: Node, metric: Metric, status: Status, violations: list[str] | None = None
) -> Missed | None:
    """What became of a metric when it gives no points; nothing when it does."""
    if metric.test == "conforms":
        return Missed(metric, "unmet", violations[0]) if violations else None
    values = [sorted(set(graph.objects(subject, name)), key=str) for name in metric.properties]
    given = all if metric.every else any
    if not given(values):
        return Missed(metric, "unstated")
    if metric.test == "listed":
        good = [
            any(pattern.fullmatch(str(value)) for value in some if isinstance(value, URIRef) for pattern in patterns)
            for some, patterns in zip(values, metric.lists, strict=True)
        ]
        found = ", ".join(str(value) for some in values for value in some)
        return None if given(good) else Missed(metric, "unlisted", found)
    if metric.test == "answers":
        return _unanswered(metric, [str(value) for some in values for value in some], status)
    return None


def _unanswered(metric: Metric, urls: list[str], status: Status) -> Missed | None:
    told = {url: status(url) for url in urls}
    if any(code is not None and 200 <= code < 300 for code in told.values()):
        return None
    url, code = next(((url, code) for url, code in told.items() if code is not None), (urls[0], None))
    if code is None:
        return Missed(metric, "elsewhere", url)
    return Missed(metric, "unanswered", f"{url} {code}" if code else url)
