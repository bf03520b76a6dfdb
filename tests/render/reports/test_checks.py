"""The report of a check in every format: read as approved, whole, and without anything private or alive in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from rdflib import Graph, Literal, Namespace

from publisher import __version__
from publisher.model.findings import SEVERITIES, Finding, Place
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.report import Explanation, File, Report
from publisher.model.terms import DCTERMS, RDF, SH, SHAPE
from publisher.render.pages import locale
from publisher.render.reports.checks import REPORTS, difference_lines, text_report
from tests.html import PageReader
from tests.render.spoilt import HOSTILE, SECRETS, report_of, spoil

APPROVED = Path(__file__).parents[1] / "approved"
ENDINGS = {"text": "txt", "json": "json", "turtle": "ttl", "sarif": "sarif", "html": "html"}
IN_EVERY_LANGUAGE = ("json", "turtle")
"""Formats that hold every language at once."""

AS_OF = {
    "sv": "Beskrivningarna som de är nu, kontrollerade som om det vore den 31.12.2019 "
    "och enligt den lag som gäller då.",
    "fi": "Kuvaukset nykyisellään, tarkistettuina ikään kuin olisi 31.12.2019, silloin voimassa olevan lain mukaan.",
    "en": "The descriptions as they are now, checked as if it were 31 December 2019 and under the law in force then.",
}

CLEAN = Report((), dict.fromkeys(SEVERITIES, 0), {}, {}, "2026-01-31")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of the spoilt copy, checked from the folder in which it lies."""
    folder = tmp_path_factory.mktemp("spoilt")
    with pytest.MonkeyPatch.context() as patch:
        data = spoil(folder)
        patch.chdir(folder)
        return replace(report_of(data), day="2026-01-31")


def test_every_format_is_held_here() -> None:
    """As the table of formats has them."""
    assert set(ENDINGS) == set(REPORTS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", REPORTS)
def test_a_report_reads_as_approved(
    form: str, language: str, report: Report, approved: Callable[[Path, str], None]
) -> None:
    """In each language, or once when all of them are in it."""
    text = re.sub(r"<style>.*</style>", "<style></style>", REPORTS[form](report, language).decode(), flags=re.DOTALL)
    name = "check" if form in IN_EVERY_LANGUAGE else f"check.{language}"
    approved(APPROVED / f"{name}.{ENDINGS[form]}", text.replace(f'"{__version__}"', '"VERSION"'))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explained_report_reads_as_approved(
    language: str, report: Report, approved: Callable[[Path, str], None]
) -> None:
    """With why, law and example under each line that has them."""
    approved(APPROVED / f"check.explained.{language}.txt", text_report(report, language, explain=True).decode())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", REPORTS)
def test_no_report_shows_anything_private(form: str, language: str, report: Report) -> None:
    """Nor in another spelling."""
    text = unquote(REPORTS[form](report, language).decode()).casefold()
    assert "private/exempelstad/internal.ttl" in text
    assert [word for word in SECRETS if word in text] == []
    assert text_report(report, language, explain=True).decode().casefold().count("blåvinge") == 0


@pytest.mark.parametrize("form", REPORTS)
def test_a_report_is_the_same_each_time_and_one_of_nothing_is_whole(form: str, report: Report) -> None:
    """Byte for byte."""
    assert REPORTS[form](report, "sv") == REPORTS[form](report, "sv")
    assert REPORTS[form](CLEAN, "sv").endswith(b"\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_was_asked_for_is_told_in_every_format(language: str, report: Report) -> None:
    """And else none, but on the page."""
    asked = replace(report, day="2019-12-31", as_of=True)
    said = AS_OF[language]
    told = {
        "text": f"\n{said}\n{locale(language)['check_errors']}: 11. ",
        "json": '"asOf": "2019-12-31"',
        "turtle": '\tdct:valid "2019-12-31"^^xsd:date ;\n',
        "sarif": '"asOf": "2019-12-31"',
        "html": f'<p class="muted">{said}</p>',
    }
    assert set(told) == set(REPORTS)
    for form, text in told.items():
        assert text in REPORTS[form](asked, language).decode(), form
        assert text not in REPORTS[form](report, language).decode(), form


def test_reports_of_the_same_as_of_different_days_have_different_names(report: Report) -> None:
    """Else two of them in one graph would be one of two days."""
    graph = Graph()
    for day in ("2019-12-31", "2020-01-01"):
        graph.parse(data=REPORTS["turtle"](replace(report, day=day, as_of=True), "sv"), format="turtle")
    assert len(set(graph.subjects(DCTERMS.valid))) == 2


def test_json_has_the_documented_form(report: Report) -> None:
    """Every finding with file, line, severity, rule and messages; every rule explained."""
    found = json.loads(REPORTS["json"](report, "sv"))
    assert list(found) == ["version", "program", "counts", "findings", "rules"]
    assert found["version"] == 1
    assert found["counts"] == dict(report.counts)
    assert len(found["findings"]) == len(report.findings)
    for finding in found["findings"]:
        assert list(finding) == ["file", "line", "severity", "rule", "messages"]
        assert finding["messages"]["en"]
        assert set(finding["messages"]) <= set(LANGUAGES)
        assert set(found["rules"][finding["rule"]]) == {"iri", "name", "why", "laws", "example"}


def test_turtle_is_a_shacl_validation_report(report: Report) -> None:
    """Each result has what SHACL demands exactly once, and tells file and line."""
    graph = Graph().parse(data=REPORTS["turtle"](report, "sv"), format="turtle")
    ptr, earl = Namespace("http://www.w3.org/2009/pointers#"), Namespace("http://www.w3.org/ns/earl#")
    [node] = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(node, SH.conforms)) == "false"
    results = set(graph.objects(node, SH.result))
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == len(report.findings)
    places = set()
    for result in results:
        for once in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, earl.pointer):
            assert len(list(graph.objects(result, once))) == 1, once
        tags = [m.language for m in graph.objects(result, SH.resultMessage) if isinstance(m, Literal)]
        assert len(tags) == len(set(tags))
        assert "en" in tags
        place = graph.value(result, earl.pointer)
        file = graph.value(graph.value(place, ptr.reference), DCTERMS.identifier)
        places.add((str(file), int(str(graph.value(place, ptr.lineNumber)))))
    assert places == {(finding.place.path, finding.place.line) for finding in report.findings}
    contact = [r for r in results if (r, SH.sourceShape, SHAPE["Register-contactPoint"]) in graph]
    assert {str(graph.value(r, SH.focusNode)) for r in contact} == {
        "http://local.example/exempelstad/id/register/pupils"
    }
    assert "conforms true" in REPORTS["turtle"](CLEAN, "sv").decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_has_what_code_hosts_read(language: str, report: Report) -> None:
    """SARIF 2.1.0: rules that explain, results that name rule, level, message, file and line, and are known again."""
    found = json.loads(REPORTS["sarif"](report, language))
    assert set(found) == {"$schema", "version", "runs"}
    assert found["version"] == "2.1.0"
    [run] = found["runs"]
    assert set(run) == {"tool", "language", "columnKind", "results"}
    assert (run["language"], run["columnKind"]) == (language, "unicodeCodePoints")
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("publisher", __version__)
    assert [rule["id"] for rule in driver["rules"]] == sorted({finding.rule for finding in report.findings})
    for rule in driver["rules"]:
        assert re.fullmatch(r"[A-Za-z0-9]+", rule["name"])
        assert rule["name"].casefold() != rule["id"].casefold()
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
        assert re.match(r"https?://", rule["helpUri"])
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result, finding in zip(run["results"], report.findings, strict=True):
        holds_a_sarif_result(result, driver["rules"])
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == finding.place.path
        assert place["region"] == {"startLine": finding.place.line}
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def holds_a_sarif_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    """What each result has."""
    assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"}
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
    assert not re.search(r"(?<!\{)(\{\{)*\{\d+\}", result["message"]["text"]), "a placeholder without arguments"
    assert not re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", result["message"]["text"]), "a link"


def test_sarif_keeps_its_fingerprint_when_the_line_moves_and_in_every_language(report: Report) -> None:
    """So that a code host knows the finding again."""
    moved = replace(
        report,
        findings=tuple(replace(f, place=f.place._replace(line=f.place.line + 7)) for f in report.findings),
    )

    def prints(of: Report, language: str) -> list[str]:
        results = json.loads(REPORTS["sarif"](of, language))["runs"][0]["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    assert prints(report, "sv") == prints(moved, "fi")


def test_sarif_names_a_file_outside_the_current_folder_without_the_machine(report: Report) -> None:
    """Relative to a base that is described."""
    away = replace(report, files={path: File("") for path in report.files})
    run = json.loads(REPORTS["sarif"](away, "en"))["runs"][0]
    assert set(run["originalUriBaseIds"]) == {"ABOVE_DATA"}
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        assert place["uriBaseId"] == "ABOVE_DATA"
        assert place["uri"].startswith(("data/", "private/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_is_well_built(language: str, report: Report) -> None:
    """Its language, one heading, style inside, no script, links within it or to law."""
    page = PageReader.of(REPORTS["html"](report, language))
    assert page.all("html")[0].attributes["lang"] == language
    assert (len(page.all("h1")), len(page.all("main")), len(page.all("style"))) == (1, 1, 1)
    assert not page.all("script", "iframe", "img", "link", "form")
    assert not [name for element in page.elements for name in element.attributes if name.startswith("on")]
    ids = {element.attributes["id"] for element in page.elements if "id" in element.attributes}
    for link in page.all("a"):
        target = link.attributes["href"]
        assert target.removeprefix("#") in ids if target.startswith("#") else re.match(r"https?://", target)


def test_a_hostile_text_is_text_on_the_page(report: Report) -> None:
    """A title, a message, a path and an example that hold markup."""
    place = Place(f"{HOSTILE}.ttl", 1)
    hostile = Finding(place, "error", {"en": "{found} is {0} [x](http://x.fi/)"}, "term", {"found": HOSTILE})
    told = Explanation("x:y", example=Text((Said(HOSTILE, "sv"),)))
    bad = replace(report, findings=(*report.findings, hostile), rules={**report.rules, "term": told})
    page = REPORTS["html"](bad, "sv").decode()
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(&#39;ä&amp;amp;&#39;)") >= 4
    result = json.loads(REPORTS["sarif"](bad, "sv"))["runs"][0]["results"][-1]
    assert result["message"]["text"] == f"{HOSTILE} is {{{{0}}}} \\[x\\](http://x.fi/)"
    assert Graph().parse(data=REPORTS["turtle"](bad, "sv"), format="turtle")


def test_severity_hides_what_is_slighter_and_keeps_the_counts(report: Report) -> None:
    """And the page says how many it does not show."""
    grave = report.down_to("error")
    assert {finding.severity for finding in grave.findings} == {"error"}
    assert grave.counts == report.counts
    assert report.down_to("info") == report
    assert "which is not shown" not in REPORTS["html"](report, "en").decode()
    assert "Slighter findings that are not shown here: 2" in REPORTS["html"](grave, "en").decode()


def test_a_difference_tells_what_is_new_and_gone_but_not_what_moved(report: Report) -> None:
    """Twice the same finding counts twice."""
    first, *rest = report.findings
    moved = tuple(replace(f, place=f.place._replace(line=f.place.line + 3)) for f in rest)
    now = replace(report, findings=moved)
    assert list(difference_lines(report, now, "en")) == [f"gone: {first.text()}"]
    assert next(difference_lines(now, report, "sv")) == f"nytt: {first.text('sv')}"
    assert len(list(difference_lines(now, report, "sv", explain=True))) > 1
    twice = replace(report, findings=(first, replace(first, place=first.place._replace(line=99)), *rest))
    assert len(list(difference_lines(report, twice, "fi"))) == 1
