"""What is measured of a description has a metric of its own, and is never drawn together into one grade."""

from __future__ import annotations

import datetime as dt

import pytest
from rdflib import RDF, XSD, Graph

from publisher.check.completeness import measure_one
from publisher.model.completeness import Completeness, Counted, Overview, metric, steps
from publisher.model.demands import Demands
from publisher.model.languages import LANGUAGES, NOTHING
from publisher.model.resources import folder
from publisher.model.terms import DQV, RC
from tests.test_derive import REGISTER

DEMANDS = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
TERMS = Graph().parse(folder("ontology") / "records.ttl")


def nothing(texts: int = 0) -> Completeness:
    """A register that tells nothing, today."""
    one = measure_one(Graph(), REGISTER, DEMANDS, dt.date.max)
    return Completeness(one.iri, one.slug, NOTHING, one.counts, texts, dict.fromkeys(LANGUAGES, 0))


METRICS = [metric(name) for name in nothing(texts=1).measures]


def test_each_section_and_article_that_asks_for_content_and_each_language_is_measured() -> None:
    schemes = {scheme for demand in DEMANDS.demands if demand.fields for scheme in demand.schemes}
    wanted = {f"answered-{name}" for name in schemes} | {f"texts-{tag}" for tag in LANGUAGES}
    assert nothing(texts=1).measures.keys() == wanted


@pytest.mark.parametrize("term", METRICS)
def test_a_metric_is_a_term_that_says_what_it_counts(term: str) -> None:
    """Its label and definition in every language are tested with all own terms."""
    assert (term, RDF.type, DQV.Metric) in TERMS
    assert (term, DQV.expectedDataType, XSD.integer) in TERMS
    assert (term, DQV.inDimension, RC.Completeness) in TERMS


def test_there_is_no_metric_that_nothing_is_measured_by() -> None:
    assert set(TERMS.subjects(RDF.type, DQV.Metric)) == set(METRICS)


def test_what_is_not_asked_is_not_measured() -> None:
    """Neither a law that is not in force, nor texts where there are none."""
    before = measure_one(Graph(), REGISTER, DEMANDS, dt.date(2019, 12, 31))
    assert "answered-section-28" not in before.measures
    assert "answered-article-13" in before.measures
    assert not [name for name in nothing().measures if name.startswith("texts")]


def test_the_whole_is_the_sum_of_its_parts() -> None:
    one = nothing(texts=3)
    assert one.measures["answered-section-28"] == (0, 5)
    assert Overview((one, one)).measures["answered-section-28"] == (0, 10)
    assert Overview((one, one)).measures["texts-sv"] == (0, 6)
    assert Overview(()).measures == {}


def test_a_history_is_told_step_by_step() -> None:
    """Where the same was answered again, nothing is said; where nothing was counted, that is."""
    one, two = {"a": (1, 5), "b": (1, 1)}, {"a": (2, 5)}
    history = [Counted(str(number), answers) for number, answers in enumerate((one, one, None, None, two, one))]
    assert steps(history, "a") == [("0", (1, 5)), ("2", None), ("4", (2, 5)), ("5", (1, 5))]
    assert steps(history, "b") == [("0", (1, 1)), ("2", None), ("5", (1, 1))]
    assert steps([], "a") == []
