"""Reports read well in every language, and show nothing private."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.model.completeness import Counted, Measures, Overview
from publisher.model.findings import Finding, Place
from publisher.model.languages import LANGUAGES
from publisher.model.proof import Proof, Value
from publisher.release.flow import completeness
from publisher.release.site import Site
from publisher.render.pages import locale
from publisher.render.reports.proofs import completeness_json, completeness_table, proof_report, purge_checklist
from tests.html import PageReader
from tests.render.test_pages import outline, without_days

APPROVED = Path(__file__).parents[1] / "approved"
VALUE = Value(Place("private/town/x.ttl", 7), "rdfs:label")
TRACE = Finding(VALUE.place, "error", {tag: f"{tag} {{where}}" for tag in LANGUAGES}, "trace", {"where": "<b>here</b>"})
PROOFS = {
    "holds": Proof("0" * 32, True, True, (VALUE,), (), 630, ()),
    "fails": Proof(
        "0" * 32, True, False, (VALUE,), (Value(Place("private/town/x.ttl", 9), "dct:title"),), 630, (TRACE,)
    ),
    "not-compared": Proof("0" * 32, False, True, (), (), 630, ()),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_reads_as_approved(name: str, language: str, approved: Callable[[Path, str], None]) -> None:
    page = PageReader.of(proof_report(PROOFS[name], language))
    assert page.all("html")[0].attributes["lang"] == language
    approved(APPROVED / f"proof.{name}.{language}.txt", outline(page))


def test_a_report_shows_data_as_text_and_runs_nothing() -> None:
    """It stands alone: its style is inside, and nothing is fetched."""
    html = proof_report(PROOFS["fails"], "en").decode()
    assert "<b>here</b>" not in html
    page = PageReader.of(html.encode())
    assert not page.all("script", "link", "img", "b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_completeness_reads_as_approved(site: Site, language: str, approved: Callable[[Path, str], None]) -> None:
    """Counts by section and article, never one grade; and what is lacking of section 28, with what it is good for."""
    lines = completeness_table(completeness(site), language)
    assert max(map(len, lines[:10])) <= 120
    approved(APPROVED / f"completeness.{language}.txt", without_days("\n".join(lines) + "\n"))


TIMES = [f"2026-0{month}-01T12:00:00Z" for month in range(1, 5)]
HISTORIES: dict[str, list[Measures | None]] = {
    "unpublished": [],
    "never-counted": [None],
    "same": [{"section-28": (3, 5)}] * 2,
    "mended": [{"section-28": (2, 5), "article-13": (3, 8)}, {"section-28": (3, 5), "article-13": (3, 8)}],
    "with-gaps": [None, {"section-28": (2, 5)}, None, {"section-28": (4, 6)}],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_has_developed_reads_as_approved(
    site: Site, language: str, approved: Callable[[Path, str], None]
) -> None:
    """Since when, from what to what, and what was not counted."""
    one = completeness(site)["optima"].registers[0]
    histories = [tuple(map(Counted, TIMES, told)) for told in HISTORIES.values()]
    registers = (replace(one, slug=name, history=own) for name, own in zip(HISTORIES, histories, strict=True))
    lines = completeness_table({"optima": Overview(tuple(registers), histories[-1])}, language)
    start = lines.index(locale(language)["trend"])
    approved(APPROVED / f"trend.{language}.txt", "\n".join(lines[start:]) + "\n")


def test_the_history_in_json_has_every_publication(site: Site) -> None:
    """With null where none was counted."""
    one = completeness(site)["optima"].registers[0]
    history = tuple(map(Counted, TIMES, HISTORIES["with-gaps"]))
    told = json.loads(completeness_json({"optima": Overview((replace(one, history=history),), history)}))
    (register,), (catalogue,) = told["registers"], told["catalogues"]
    assert register["history"] == catalogue["history"]
    assert [told["time"] for told in register["history"]] == TIMES
    demands = [told["demands"] for told in register["history"]]
    assert (demands[0], demands[2]) == (None, None)
    assert demands[3] == {"section-28": {"answered": 4, "asked": 6}}
    assert catalogue["demands"]["section-28"] == {"answered": 3, "asked": 5}


def test_completeness_as_json_adds_up(site: Site) -> None:
    told = json.loads(completeness_json(completeness(site)))
    assert told["version"] == 1
    assert len(told["registers"]) == 7
    for register in told["registers"]:
        for count in register["demands"].values():
            assert count["asked"] == sum(len(count[k]) for k in ("stated", "withheld", "notApplicable", "missing"))
            assert count["answered"] == count["asked"] - len(count["missing"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checklist_after_a_purge_reads_as_approved(language: str, approved: Callable[[Path, str], None]) -> None:
    approved(APPROVED / f"purge.{language}.txt", "\n".join(purge_checklist(language)) + "\n")
