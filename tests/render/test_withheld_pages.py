"""Pages with something withheld: they keep what every page must, and read as approved in three languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from tests.conftest import BASE, ROOT
from tests.html import PageReader
from tests.render.test_pages import (
    outline,
    pages,
    test_a_page_says_its_language_and_has_one_heading_and_one_main,
    test_every_link_leads_somewhere,
    test_ids_are_unique,
    test_links_stay_in_the_language_of_the_page,
)

__all__ = [
    "test_a_page_says_its_language_and_has_one_heading_and_one_main",
    "test_every_link_leads_somewhere",
    "test_ids_are_unique",
    "test_links_stay_in_the_language_of_the_page",
]

APPROVED = Path(__file__).parent / "approved"
SHOWN = (
    "catalog",
    "register/pupils",
    "contact/registrar",
    "contact/registry",
    "contact/archivist",
    "system/diary",
    "completeness",
)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the made-up authority."""
    folder = tmp_path_factory.mktemp("withheld")
    shutil.copytree(ROOT / "tests" / "withheld" / "data", folder / "data")
    return build(read_site(folder / "data", BASE), Store(folder / "releases")).release


@pytest.fixture(scope="module")
def read(release: Release) -> dict[str, tuple[str, PageReader]]:
    """Every page of it, read once."""
    return pages(release)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", SHOWN)
def test_a_page_with_something_withheld_reads_as_approved(
    release: Release, document: str, language: str, approved: Callable[[Path, str], None]
) -> None:
    """What is withheld, on which ground, for how long, and whom to ask; not what it is."""
    entry = release.entry("", f"/exempelstad/{document}.{language}.html")
    assert isinstance(entry, Representation)
    text = outline(PageReader.of(entry.body))
    approved(APPROVED / f"withheld.{document.replace('/', '.')}.{language}.txt", text)
