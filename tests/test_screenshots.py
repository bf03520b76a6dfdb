"""The documentation has pictures of all types of page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.release import build
from publisher.release.documents import representations
from publisher.release.site import Site
from publisher.release.store import Release, Store
from publisher.render.pages import Page
from publisher.serve.computed import COMPUTED
from tests.page_types import ASKED, stems, variant
from tests.pictures import FOLDER, HIGHEST, MOST, SHOWN, listing, pictures, size


def test_every_type_of_page_is_shown_on_a_phone_and_on_a_desktop(release: Release) -> None:
    """Made anew by `make screenshots`; none is left of a type that is no more."""
    wanted = pictures(release)
    assert {p.file(FOLDER) for p in wanted} == set(FOLDER.glob("*.png"))
    for picture in wanted:
        width, height = size(picture.file(FOLDER).read_bytes())
        assert width == picture.width, picture.name
        assert 400 < height <= HIGHEST, picture.name


def test_the_pictures_are_listed(release: Release, approved: Callable[[Path, str], None]) -> None:
    """In a page beside them."""
    approved(FOLDER / "README.md", listing(release))


def test_the_pictures_are_small() -> None:
    """Enough so to be kept with the program."""
    assert sum(file.stat().st_size for file in FOLDER.glob("*.png")) < MOST


def test_there_is_a_picture_for_every_screen(release: Release) -> None:
    """Of each type as many as there are screens."""
    names = [picture.name for picture in pictures(release)]
    assert len(names) == len(set(names))
    assert len(names) % len(SHOWN) == 0


def test_pages_of_one_type_are_made_by_one_template(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what holds for the one that is looked at closely is likely to hold for all."""
    made: dict[str, type[Page]] = {}
    write = representations.Writer.document

    def document(writer: representations.Writer, iri: str, page: Page, *given: object, **named: object) -> None:
        made[representations.path_of(iri)] = type(page)
        write(writer, iri, page, *given, **named)

    monkeypatch.setattr(representations.Writer, "document", document)
    release = build.build(site, Store(tmp_path)).release
    found = stems(release)
    assert sorted(made) == sorted(path for paths in found.values() for path in paths)
    for name, paths in found.items():
        assert len({made[path] for path in paths}) == 1, name
        assert release.entry("", variant(paths[0], "sv")) is not None


def test_what_is_asked_of_computed_pages_is_asked_of_pages_that_there_are() -> None:
    """And by names of their own."""
    assert set(ASKED) <= set(COMPUTED)
    names = [*COMPUTED, *(asked.name for found in ASKED.values() for asked in found)]
    assert len(names) == len(set(names))
