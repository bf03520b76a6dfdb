"""A register's page says when its description was reviewed and when it will be; so does its data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.segments import Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from tests.conftest import BASE, ROOT
from tests.html import PageReader
from tests.render.spoilt import replace

SAID = {
    "sv": "Myndigheten gick senast igenom beskrivningen 31.1.2026. Nästa genomgång senast 28.2.2027.",
    "fi": "Viranomainen tarkisti kuvauksen viimeksi 31.1.2026. Seuraava tarkistus viimeistään 28.2.2027.",
    "en": "The authority last reviewed the description on 31 January 2026. Next review by 28 February 2027.",
}
DAYS = {
    "abilitas": 'rc:reviewed "2026-01-31"^^xsd:date ;\n  rc:nextReview "2027-02-28"^^xsd:date',
    "webauto": 'rc:reviewed "2026-01-31"^^xsd:date',
    "unit4": 'rc:nextReview "2027-02-28"^^xsd:date',
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The example with days of reviews in three of its registers."""
    folder = tmp_path_factory.mktemp("reviewed")
    data = Path(shutil.copytree(ROOT / "data", folder / "data"))
    for name, days in DAYS.items():
        file = data / "optima" / "registers" / f"{name}.ttl"
        replace(file, "  dct:publisher <id/agent/optima> ;\n", f"  dct:publisher <id/agent/optima> ;\n  {days} ;\n")
        replace(file, "@prefix rc:", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n@prefix rc:")
    return build(read_site(data, BASE), Store(folder / "releases")).release


def body(release: Release, document: str) -> bytes:
    """A document of a register."""
    entry = release.entry("", f"/optima/register/{document}")
    assert isinstance(entry, Representation)
    return entry.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_both_days_as_the_language_writes_them(release: Release, language: str) -> None:
    """One of them alone, and none where none is told."""
    last, following = (f"{sentence}." for sentence in SAID[language].rstrip(".").split(". ", 1))
    texts = {name: PageReader.of(body(release, f"{name}.{language}.html")).text for name in (*DAYS, "itslearning")}
    assert SAID[language] in texts["abilitas"]
    assert [sentence in texts["webauto"] for sentence in (last, following)] == [True, False]
    assert [sentence in texts["unit4"] for sentence in (last, following)] == [False, True]
    assert [sentence in texts["itslearning"] for sentence in (last, following)] == [False, False]


def test_the_days_are_data_too(release: Release) -> None:
    """In Turtle, and in JSON-LD by their words."""
    turtle = body(release, "abilitas.ttl").decode()
    assert 'rc:reviewed "2026-01-31"^^xsd:date' in turtle
    assert 'rc:nextReview "2027-02-28"^^xsd:date' in turtle
    found = json.dumps(json.loads(body(release, "abilitas.jsonld")))
    assert '"reviewed": "2026-01-31"' in found
    assert '"nextReview": "2027-02-28"' in found
