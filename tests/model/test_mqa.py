"""The table of metrics: what data.europa.eu counts, and nothing else."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph, Namespace

from publisher.model.mqa import assessment
from publisher.model.terms import RDF
from tests.conftest import ROOT

OFFICIAL = ROOT.parent / "shared" / "dcat-ap" / "mqa-vocab" / "piveau-dqv-vocabulary.ttl"
"""The names and points of the metrics, where they lie beside the project; they are not its own to hold."""

PV = Namespace("https://piveau.eu/ns/voc#")
DQV = Namespace("http://www.w3.org/ns/dqv#")


def test_the_points_of_the_metrics_sum_to_the_best_score() -> None:
    """405, by dimension as the portal publishes it."""
    assert dict(assessment().dimensions) == {
        "findability": 100,
        "accessibility": 100,
        "interoperability": 110,
        "reusability": 75,
        "contextuality": 20,
    }
    assert sum(metric.points for metric in assessment().metrics) == assessment().best == 405


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (405, "excellent"),
        (351, "excellent"),
        (350, "good"),
        (221, "good"),
        (220, "sufficient"),
        (121, "sufficient"),
        (120, "bad"),
        (0, "bad"),
    ],
)
def test_every_score_has_its_band(points: int, band: str) -> None:
    """As the portal has them."""
    assert assessment().band(points) == band


def test_every_metric_can_be_counted() -> None:
    """It has a name of its own, points, and a list of good values for each property when it looks at values."""
    metrics = assessment().metrics
    assert len({metric.name for metric in metrics}) == len(metrics)
    for metric in metrics:
        assert metric.points > 0
        assert metric.of in ("dataset", "distribution")
        assert metric.test in ("stated", "listed", "answers", "conforms")
        assert bool(metric.properties) == (metric.test != "conforms")
        assert len(metric.lists) == (len(metric.properties) if metric.test == "listed" else 0)


def test_the_metrics_are_those_of_the_portal() -> None:
    """Where its vocabulary lies beside the project: the same names, the same points."""
    for file in [file for file in [OFFICIAL] if file.exists()]:
        graph = Graph().parse(file)
        official = {
            str(metric).removeprefix(str(PV)): int(str(points))
            for metric, points in graph.subject_objects(PV.trueScore)
            if (metric, RDF.type, DQV.Metric) in graph
        }
        assert {metric.name: metric.points for metric in assessment().metrics} == official


def test_the_file_of_a_dataset_is_named_only_when_it_is_of_this_program() -> None:
    """A register's; of others nothing is known."""
    assert assessment().file_of("https://records.example/optima/id/register/pupils") == "registers/pupils.ttl"
    assert assessment().file_of("https://records.example/optima/id/register/pupils#part") == ""
    assert "site.toml" in assessment().file_of("https://records.example/optima/id/dataset/descriptions")
    assert assessment().file_of("https://data.example/trees") == ""


def test_no_pattern_of_a_list_takes_long() -> None:
    """On values of a stranger."""
    for metric in assessment().metrics:
        for patterns in metric.lists:
            for pattern in patterns:
                assert not re.search(r"[+*]\)[+*]", pattern.pattern)
