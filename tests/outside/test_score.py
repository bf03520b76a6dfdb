"""The score of the example as it is served: the same whatever the format, and what the documents tell of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.cli import main
from publisher.model.mqa import CatalogueScore
from publisher.release.scoring import score_catalogue
from tests import open_catalogue
from tests.outside.conftest import ROOT, Server, serving
from tests.stated import FILE, stated

pytestmark = pytest.mark.outside


def scored(server: Server, path: str) -> CatalogueScore:
    """The score of a catalogue of the example; nobody elsewhere is asked."""
    return score_catalogue(server.base + path, "en")


@pytest.mark.parametrize("path", ["/optima/catalog.rdf", "/optima/catalog.jsonld", "/optima/catalog.nt", "/catalog"])
def test_every_format_of_the_catalogue_scores_the_same(server: Server, path: str) -> None:
    """Also the site's own, which has the same datasets, at its negotiated address."""
    assert scored(server, path).datasets == scored(server, "/optima/catalog.ttl").datasets


def test_the_documents_tell_the_score_of_the_example(server: Server) -> None:
    """As it is."""
    text = (ROOT / "docs" / "score.md").read_text(encoding="utf-8")
    found = scored(server, "/optima/catalog.ttl")
    assert re.findall(r"\*\*(\d+) of 405 on the average\*\*", text) == [str(found.points)]
    assert f"without opening any data are {found.within_reach}." in text
    assert found.faults == ()


def test_the_example_breaks_no_rule_and_lacks_nothing_but_what_is_not_known(server: Server) -> None:
    """What it misses is not stated, not open, or elsewhere: no value is wrong, and no address of its own is dead."""
    whys = {one.why for dataset in scored(server, "/optima/catalog.ttl").datasets for one in dataset.missed}
    assert whys <= {"unstated", "opening", "elsewhere"}


def test_an_authority_that_states_everything_gets_405_of_405(tmp_path: Path) -> None:
    """Once it has published: the register that it offers openly, and its descriptions, with every address asked."""
    with open_catalogue.serving() as files:
        data = stated(tmp_path, files.base.rstrip("/"))
        files.answers |= {path: open_catalogue.Answer(FILE, "text/csv") for path in ("/decisions", "/decisions.csv")}
        options = ["--data", str(data), "--releases", str(tmp_path / "releases")]
        assert main(["publish", *options]) == 0
        with serving(data, tmp_path / "releases") as server:
            for path in ("/catalog.rdf", "/town/pages.jsonld"):
                found = scored(server, path)
                assert [(one.iri, one.missed) for one in found.datasets] == [(one.iri, ()) for one in found.datasets]
                assert (len(found.datasets), found.points, found.faults) == (2, 405, ())
        assert files.asked.count(("HEAD", "/decisions.csv")) == 2
