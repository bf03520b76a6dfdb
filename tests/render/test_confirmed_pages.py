"""Pages with something confirmed: what is confirmed by whom, and what is still a proposal, is told apart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from publisher.model.languages import LANGUAGES
from publisher.model.terms import RC
from publisher.release.build import build
from publisher.release.segments import Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.pages import locale
from tests.conftest import BASE, ROOT
from tests.html import PageReader
from tests.render.test_pages import (
    outline,
    pages,
    test_a_page_says_its_language_and_has_one_heading_and_one_main,
    test_every_link_leads_somewhere,
    test_ids_are_unique,
)

__all__ = [
    "test_a_page_says_its_language_and_has_one_heading_and_one_main",
    "test_every_link_leads_somewhere",
    "test_ids_are_unique",
]

APPROVED = Path(__file__).parent / "approved"
BY = ' ;\n  rc:confirmedBy contact:registrar ;\n  rc:confirmedOn "2026-03-02"^^xsd:date'
PROPOSED, CONFIRMED = "rc:classificationStatus rc:Proposed", "rc:classificationStatus rc:Confirmed"


def confirmed(folder: Path, change: Callable[[str], str]) -> Release:
    """A release of the made-up authority with a change in its register."""
    data = Path(shutil.copytree(ROOT / "tests" / "withheld" / "data", folder / "data"))
    register = data / "exempelstad" / "registers" / "pupils.ttl"
    before = register.read_text(encoding="utf-8")
    register.write_text(change(before), encoding="utf-8")
    assert register.read_text(encoding="utf-8") != before
    return build(read_site(data, BASE), Store(folder / "releases")).release


def of_one_kind_and_a_text(text: str) -> str:
    """Confirms one of three classifications, and the translation."""
    item = text.index(":pupils-name a")
    return text[:item].replace("rc:Translated .", f"rc:Translated{BY} .") + text[item:].replace(
        PROPOSED, CONFIRMED + BY, 1
    )


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release with something confirmed and something proposed."""
    return confirmed(tmp_path_factory.mktemp("confirmed"), of_one_kind_and_a_text)


@pytest.fixture(scope="module")
def read(release: Release) -> dict[str, tuple[str, PageReader]]:
    """Every page of it, read once."""
    return pages(release)


def text(release: Release, language: str) -> str:
    """What the register's page says."""
    return outline(pages(release)[f"/exempelstad/register/pupils.{language}.html"][1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_with_something_confirmed_reads_as_approved(
    language: str, release: Release, approved: Callable[[Path, str], None]
) -> None:
    """By which post and on which day, beside what is only proposed."""
    approved(APPROVED / f"confirmed.register.pupils.{language}.txt", text(release, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_explains_only_what_it_shows(language: str, release: Release, tmp_path: Path) -> None:
    """Proposals where there are some, confirmations where there are some."""
    t = locale(language)
    mixed = text(release, language)
    assert t["proposed"] in mixed
    assert t["confirmed"] in mixed
    whole = text(confirmed(tmp_path, lambda text: text.replace(PROPOSED, CONFIRMED + BY)), language)
    assert t["proposed"] not in whole
    assert t["confirmed"] in whole
    assert t["classified"] not in whole
    assert t["text_unconfirmed"] in whole


def test_a_confirmation_that_nobody_stands_for_is_a_gap(tmp_path: Path) -> None:
    """It is shown as one."""
    shown = text(confirmed(tmp_path, lambda text: text.replace(PROPOSED, CONFIRMED)), "en")
    assert locale("en")["confirmed_by_nobody"] in shown


@pytest.mark.parametrize(("extension", "form"), [("ttl", ox.RdfFormat.TURTLE), ("jsonld", ox.RdfFormat.JSON_LD)])
def test_data_says_by_whom_and_when(extension: str, form: ox.RdfFormat, release: Release) -> None:
    """Of what is confirmed, and of nothing else; the post is named, its holder is not."""
    entry = release.entry("", f"/exempelstad/register/pupils.{extension}")
    assert isinstance(entry, Representation)
    register, contact = f"{BASE}exempelstad/id/register/pupils", ox.NamedNode(f"{BASE}exempelstad/id/contact/registrar")
    quads = list(ox.parse(entry.body, format=form))
    by = {str(q.subject.value): q.object for q in quads if q.predicate == ox.NamedNode(RC.confirmedBy)}
    on = {str(q.subject.value): q.object for q in quads if q.predicate == ox.NamedNode(RC.confirmedOn)}
    day = ox.Literal("2026-03-02", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    assert by == dict.fromkeys((f"{register}#pupils-name", f"{register}#text-en"), contact)
    assert on == dict.fromkeys(by, day)
    told = {q.predicate.value.rpartition("#")[2] for q in quads if q.subject == contact}
    assert told == {"type", "title"}
