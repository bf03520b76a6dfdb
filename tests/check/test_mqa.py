"""The score of a dataset: each metric gives its points when it should, and not when it should not."""

from __future__ import annotations

import pytest
from rdflib import BNode, Graph, Literal, URIRef

from publisher.check.mqa import belongs_to, datasets, score
from publisher.model.mqa import Metric, Why, assessment
from publisher.model.terms import DCAT, DCTERMS, RDF
from tests.open_catalogue import TREES, catalogue

BASE = "http://local.example/"
DATASET = URIRef(BASE + TREES)
CSV = URIRef(f"{DATASET}#csv")
RESTRICTED = URIRef("http://publications.europa.eu/resource/authority/access-right/RESTRICTED")
METRICS = {metric.name: metric for metric in assessment().metrics}
NAMED = [metric for metric in METRICS.values() if metric.properties]
LISTED = [metric for metric in METRICS.values() if metric.test == "listed"]
ANSWERING = [metric for metric in METRICS.values() if metric.test == "answers"]


@pytest.fixture
def graph() -> Graph:
    """A catalogue that states everything."""
    return Graph().parse(data=catalogue(BASE), format="turtle")


def answering(_: str) -> int:
    """Every address answers."""
    return 200


def missed(graph: Graph, why: Why | None = None) -> set[str]:
    """The metrics that give no points, for a reason if one is told."""
    return {one.metric.name for one in score(graph, DATASET, answering).missed if why in (None, one.why)}


def of(metric: Metric) -> URIRef:
    """What a metric looks at."""
    return DATASET if metric.of == "dataset" else CSV


def test_a_dataset_that_states_everything_gets_every_point(graph: Graph) -> None:
    """405."""
    found = score(graph, DATASET, answering)
    assert found.missed == ()
    assert found.points == found.within_reach == 405
    assert found.title.in_language("sv").text == "Träd"


@pytest.mark.parametrize("metric", NAMED, ids=lambda one: one.name)
def test_a_metric_gives_nothing_when_its_property_is_not_stated(graph: Graph, metric: Metric) -> None:
    """And all others of other properties give their points."""
    for name in metric.properties:
        graph.remove((of(metric), name, None))
    found = score(graph, DATASET, answering)
    assert metric.name in missed(graph, "unstated")
    lost = {one.name for one in NAMED if one.of == metric.of and set(one.properties) & set(metric.properties)}
    assert {one.metric.name for one in found.missed} <= lost
    assert found.points == 405 - sum(METRICS[name].points for name in missed(graph))


@pytest.mark.parametrize("value", [Literal("CSV"), URIRef("https://example.org/own"), BNode("anonymous")])
@pytest.mark.parametrize("metric", LISTED, ids=lambda one: one.name)
def test_a_value_outside_the_list_gives_nothing(graph: Graph, metric: Metric, value: URIRef) -> None:
    """A text, an IRI of one's own, a node without a name."""
    for name in metric.properties:
        graph.set((of(metric), name, value))
    assert metric.name in missed(graph, "unlisted")


@pytest.mark.parametrize("metric", ANSWERING, ids=lambda one: one.name)
@pytest.mark.parametrize(
    ("code", "why"), [(404, "unanswered"), (500, "unanswered"), (302, "unanswered"), (0, "unanswered")]
)
def test_an_address_that_does_not_answer_well_gives_nothing(graph: Graph, metric: Metric, code: int, why: Why) -> None:
    """Only 2xx is well."""
    found = score(graph, DATASET, lambda _: code)
    assert metric in [one.metric for one in found.because(why)]
    assert score(graph, DATASET, lambda _: 204).missed == ()
    assert ("404" in found.because(why)[0].found) == (code == 404)


def test_an_address_that_was_not_asked_is_told_apart(graph: Graph) -> None:
    """It may well answer."""
    found = score(graph, DATASET, lambda _: None)
    assert [one.metric.test for one in found.because("elsewhere")] == ["answers", "answers"]
    assert {one.found for one in found.missed} == {BASE + "trees", BASE + "trees.csv"}


def test_one_good_address_of_several_is_enough(graph: Graph) -> None:
    """Of the same distribution."""
    graph.add((CSV, DCAT.accessURL, URIRef(BASE + "gone")))
    assert score(graph, DATASET, lambda url: 404 if url.endswith("gone") else 200).missed == ()


def test_what_shacl_finds_costs_the_points_of_dcat_ap(graph: Graph) -> None:
    """And the first of it is told."""
    found = score(graph, DATASET, answering, ["no title", "no description"])
    assert [(one.metric.name, one.why, one.found) for one in found.missed] == [
        ("dcatApCompliance", "unmet", "no title")
    ]
    assert found.in_dimension("interoperability") == 80


def test_the_best_of_several_distributions_counts(graph: Graph) -> None:
    """As a whole: points are not gathered from several."""
    graph.add((DATASET, DCAT.distribution, URIRef(BASE + "another")))
    assert missed(graph) == set()
    graph.remove((CSV, DCTERMS.license, None))
    graph.add((URIRef(BASE + "another"), DCTERMS.license, URIRef(BASE + "licence")))
    assert missed(graph) == {"licenceAvailability", "knownLicence"}


def test_data_that_are_not_open_are_not_asked_to_be(graph: Graph) -> None:
    """Without a distribution what is about one is missing by design; what could be stated is told apart."""
    graph.set((DATASET, DCTERMS.accessRights, RESTRICTED))
    graph.remove((DATASET, DCAT.distribution, None))
    graph.remove((DATASET, DCAT.keyword, None))
    assert missed(graph, "opening") == {name for name, metric in METRICS.items() if metric.of == "distribution"}
    assert missed(graph, "unstated") == {"keywordAvailability"}
    found = score(graph, DATASET, answering)
    assert (found.points, found.within_reach, found.in_dimension("accessibility")) == (145, 175, 0)


def test_data_that_are_not_open_may_still_be_searched(graph: Graph) -> None:
    """A page has an address and a format; a file to download and a machine-readable form are for open data."""
    graph.set((DATASET, DCTERMS.accessRights, RESTRICTED))
    for name in (DCAT.downloadURL, DCAT.byteSize, DCAT.mediaType):
        graph.remove((CSV, name, None))
    html = URIRef("http://publications.europa.eu/resource/authority/file-type/HTML")
    graph.set((CSV, DCTERMS["format"], html))
    assert missed(graph, "opening") == {name for name, metric in METRICS.items() if metric.opening}
    assert missed(graph, "unstated") == {"mediaTypeAvailability", "formatMediaTypeVocabularyAlignment"}


def test_open_data_without_a_distribution_could_have_one(graph: Graph) -> None:
    """By its own access rights it is public."""
    graph.remove((DATASET, DCAT.distribution, None))
    assert missed(graph, "opening") == set()
    assert len(missed(graph, "unstated")) == len([m for m in METRICS.values() if m.of == "distribution"])


def test_a_dataset_of_which_nothing_is_told_gets_no_more_than_dcat_ap() -> None:
    """Thirty, and those only if SHACL finds nothing."""
    graph = Graph().add((DATASET, RDF.type, DCAT.Dataset))
    assert score(graph, DATASET, answering).points == 30
    assert score(graph, DATASET, answering, ["no title"]).points == 0
    assert not score(graph, DATASET, answering).title


def test_a_catalogue_is_no_dataset(graph: Graph) -> None:
    """Though DCAT has it so; and each dataset is scored once."""
    graph.add((URIRef(BASE + "id/catalog"), RDF.type, DCAT.Dataset))
    assert datasets(graph) == [DATASET]


def test_what_belongs_to_a_dataset_is_what_it_links_to(graph: Graph) -> None:
    """Its distribution, publisher and record; not the catalogue, and not another dataset that it links to."""
    other, record = URIRef(BASE + "other"), URIRef(BASE + "record")
    graph.add((other, RDF.type, DCAT.Dataset))
    graph.add((DATASET, DCTERMS.relation, other))
    graph.add((record, RDF.type, DCAT.CatalogRecord))
    graph.add((record, URIRef("http://xmlns.com/foaf/0.1/primaryTopic"), DATASET))
    found = belongs_to(graph)
    assert {CSV, record, URIRef(BASE + "id/agent/town")} <= {one for one, of in found.items() if of == {DATASET}}
    assert found[other] == {other}
    assert URIRef(BASE + "id/catalog") not in found
