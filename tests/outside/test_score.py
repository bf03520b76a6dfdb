"""The score of the example as it is served: the same whatever the format, and what the documents tell of it."""

from __future__ import annotations

import re

import pytest

from publisher.model.mqa import CatalogueScore
from publisher.release.scoring import score_catalogue
from tests.outside.conftest import ROOT, Server

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
