"""A document that cannot be written is named, and the last good release goes on serving."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.model.errors import ReleaseError
from publisher.release.build import build
from publisher.release.documents import representations
from publisher.release.site import read_site
from publisher.release.store import Store
from publisher.render.data.rdf import Triple
from publisher.render.formats import TURTLE, Format
from publisher.render.frame import Frame
from publisher.render.pages import RegisterPage
from tests.conftest import BASE

NAMED = f"{BASE}optima/register/tweb-valmu"


def test_a_register_whose_page_cannot_be_made_is_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what went wrong, in one line."""
    store, site = Store(tmp_path / "releases"), read_site(data, BASE)
    good = build(site, store).release
    render = representations.Pages.render

    def broken(pages: representations.Pages, page: object, shell: Frame) -> bytes:
        if isinstance(page, RegisterPage) and page.register.iri.endswith("tweb-valmu"):
            raise LookupError("no\nsuch field")
        return render(pages, page, shell)

    monkeypatch.setattr(representations.Pages, "render", broken)
    with pytest.raises(ReleaseError) as refused:
        build(site, store)
    assert refused.value.where == NAMED
    assert "HTML: LookupError: no such field" in refused.value.reason
    assert "\n" not in str(refused.value)
    assert isinstance(refused.value.__cause__, LookupError)
    assert store.current().identifier == good.identifier
    store.current().verify()


def test_a_register_whose_data_cannot_be_written_is_named(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the format."""

    def broken(triples: list[Triple], form: Format) -> bytes:
        if form is TURTLE and any(str(s) == NAMED for s, _, _ in triples):
            raise ValueError("no IRI")
        return b""

    monkeypatch.setattr(representations, "write", broken)
    with pytest.raises(ReleaseError, match=f"^{NAMED}: error: this cannot be written as Turtle: ValueError: no IRI"):
        build(read_site(data, BASE), Store(tmp_path / "releases"))
