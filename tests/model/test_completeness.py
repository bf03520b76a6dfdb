"""What is measured of a description has a metric of its own, and is never drawn together into one grade."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from rdflib import RDF, XSD, Graph, Literal

from publisher.check.completeness import measure
from publisher.model.completeness import Completeness, Counted, Overview, metric, steps
from publisher.model.demands import Demands
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder
from publisher.model.terms import DCAT, DQV, RC
from tests.test_derive import REGISTER

DEMANDS = Demands.read(Graph().parse(folder("ontology") / "demands.ttl"))
TERMS = Graph().parse(folder("ontology") / "records.ttl")


def on(day: dt.date, demands: Demands = DEMANDS) -> Completeness:
    """A register that tells nothing, as the law stands on a day."""
    graph = Graph()
    graph.add((REGISTER, RDF.type, DCAT.Dataset))
    (one,) = measure(graph, demands, day)
    return one


def nothing(texts: int = 0) -> Completeness:
    """A register that tells nothing, today."""
    return replace(on(dt.date.max), texts=texts)


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
    before = on(dt.date(2019, 12, 31))
    assert "answered-section-28" not in before.measures
    assert "answered-article-13" in before.measures
    assert not [name for name in nothing().measures if name.startswith("texts")]


def test_the_whole_is_the_sum_of_its_parts() -> None:
    one = nothing(texts=3)
    assert one.measures["answered-section-28"] == (0, 5)
    assert Overview((one, one)).measures["answered-section-28"] == (0, 10)
    assert Overview((one, one)).measures["texts-sv"] == (0, 6)
    assert Overview(()).measures == {}


def read(*, but: str = "") -> Demands:
    """The demands, of which all were read but those whose IRIs end in certain words."""
    graph = Graph().parse(folder("ontology") / "demands.ttl")
    for demand in graph.subjects(RDF.type, RC.Demand):
        if str(demand).rpartition("#")[2] in but.split():
            graph.set((demand, RC.textRead, Literal("false", datatype=XSD.boolean)))
    return Demands.read(graph)


def of_law(one: Completeness) -> dict[str, tuple[int, int]]:
    """What is answered of what is shown as law."""
    return {scheme.name: (met.answered, met.asked) for scheme, met in one.as_law.items()}


def test_only_what_was_read_is_shown_as_law() -> None:
    """The rest is counted beside it, each demand once, though several articles ask it."""
    one = on(dt.date.max, read(but="legal-basis data-subjects"))
    assert of_law(one) == {
        "section-28": (0, 5),
        "article-13": (0, 8),
        "article-14": (0, 10),
        "article-15": (0, 8),
        "article-30": (0, 8),
    }
    assert [demand.name for demand in one.beside_law.missing] == ["legal-basis", "data-subjects"]
    assert on(dt.date.max, read()).beside_law.asked == 0


def test_the_demands_of_an_act_are_told_once_though_several_articles_make_them() -> None:
    section_28, gdpr = nothing().acts
    assert [scheme.name for scheme in section_28.counts] == ["section-28"]
    assert [scheme.name for scheme in gdpr.counts] == ["article-13", "article-14", "article-15", "article-30"]
    assert gdpr.met.asked == len(set(gdpr.met.missing)) == 13
    assert {d for met in gdpr.counts.values() for d in met.missing} == set(gdpr.met.missing)


def test_an_article_that_was_read_is_shown_as_law_as_far_as_it_was_read() -> None:
    """A change of the data, not of the program; how it developed shows when all of it was read."""
    history = (Counted("2026-01-01T00:00:00Z", {"section-28": (0, 5), "article-30": (0, 8)}),)
    for unread, asked in (("data-subjects", 8), ("", 9)):
        one = replace(on(dt.date.max, read(but=unread)), history=history)
        assert of_law(one)["article-30"] == (0, asked)
        names = [scheme.name for scheme in one.trends]
        assert names == [name for name in of_law(one) if not (unread and name == "article-30")]
        assert names == [scheme.name for scheme in Overview((one,), history).trends]


def test_a_column_tells_what_each_register_answers() -> None:
    """First of what is law, then of the rest; a register that is asked nothing is not in it."""
    demands = read(but="data-subjects")
    early = replace(on(dt.date(2019, 12, 31), demands), iri="early")
    section_28, gdpr, rest = Overview((early, on(dt.date.max, demands))).columns
    assert [scheme.name for scheme in section_28.schemes] == ["section-28"]
    assert [scheme.name for scheme in gdpr.schemes] == ["article-13", "article-14", "article-15", "article-30"]
    assert section_28.answers == {str(REGISTER): (0, 5)}
    assert gdpr.answers == {"early": (0, 12), str(REGISTER): (0, 12)}
    assert rest.answers == {"early": (0, 1), str(REGISTER): (0, 1)}
    assert list(rest.schemes) == []


def test_what_some_register_lacks_is_told_once_what_is_law_first() -> None:
    one = on(dt.date.max, read(but="systems"))
    missing = Overview((one, one)).missing
    assert len(missing) == len(set(missing)) == len([demand for demand in DEMANDS.demands if demand.fields])
    assert [demand.name for demand in missing if not demand.text_read] == [missing[-1].name] == ["systems"]


def test_a_history_is_told_step_by_step() -> None:
    """Where the same was answered again, nothing is said; where nothing was counted, that is."""
    one, two = {"a": (1, 5), "b": (1, 1)}, {"a": (2, 5)}
    history = [Counted(str(number), answers) for number, answers in enumerate((one, one, None, None, two, one))]
    assert steps(history, "a") == [("0", (1, 5)), ("2", None), ("4", (2, 5)), ("5", (1, 5))]
    assert steps(history, "b") == [("0", (1, 1)), ("2", None), ("5", (1, 1))]
    assert steps([], "a") == []
