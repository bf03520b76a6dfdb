"""Reports read well in every language, and show nothing private."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.model.findings import Finding, Place
from publisher.model.languages import LANGUAGES
from publisher.model.proof import Proof, Value
from publisher.release.flow import completeness
from publisher.release.site import Site
from publisher.render.reports import completeness_json, completeness_table, proof_report, purge_checklist
from tests.html import PageReader
from tests.render.test_pages import outline

APPROVED = Path(__file__).parent / "approved"
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
    assert max(map(len, lines[:9])) <= 120
    approved(APPROVED / f"completeness.{language}.txt", "\n".join(lines) + "\n")


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
