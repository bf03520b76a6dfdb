"""`publisher score`: a served catalogue, from its address to the report and the exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from publisher.cli import main
from publisher.model.languages import LANGUAGES
from publisher.model.mqa import WHYS, assessment
from publisher.render.pages import locale
from publisher.render.reports.scores import _TOLD
from tests.conftest import ROOT
from tests.open_catalogue import TREES, Answer, Served, catalogue, serving

OFFICIAL = ROOT.parent / "shared" / "dcat-ap"
"""The official shapes as they are, where they lie beside the project; they are not its own to hold."""


@pytest.fixture
def served() -> Iterator[Served]:
    """A server on loopback."""
    with serving() as found:
        yield found


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The score as JSON."""
    main(["score", *arguments, "--format", "json"])
    return json.loads(capsys.readouterr().out)


def test_a_catalogue_that_states_everything_gets_405_of_405(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """Over HTTP, its addresses asked, and with status 0 whatever is the least."""
    url = served.offer()
    assert main(["score", url, "--min", "405"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("405 of 405 points, excellent")
    assert served.asked == [("GET", "/catalog.ttl"), ("HEAD", "/trees"), ("HEAD", "/trees.csv")]
    assert told(capsys, url)["datasets"][0]["missed"] == []


@pytest.mark.parametrize("folder", [OFFICIAL] if OFFICIAL.exists() else [ROOT])
def test_the_official_shapes_can_be_held_against_it(
    served: Served, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """Where they lie beside the project; a folder without them is told."""
    url = served.offer()
    code = main(["score", url, "--profiles", str(folder), "--min", "375"])
    out, err = capsys.readouterr()
    assert (code, err.count("\n")) == ((0, 0) if OFFICIAL.exists() else (2, 1)), (out, err)


def test_under_the_least_it_ends_with_1(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """One point under."""
    spoilt = catalogue(served.base).replace("dcat:keyword", "dct:alternative").encode()
    url = served.offer() and f"{served.base}spoilt.ttl"
    served.answers["/spoilt.ttl"] = Answer(spoilt)
    assert main(["score", url, "--min", "376"]) == 1
    assert main(["score", url, "--min", "375"]) == 0
    assert "30  Say in a few words what people search for" in capsys.readouterr().out


def test_nobody_else_is_asked_unless_told_so(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """An address elsewhere is told as not asked and gets no points; with --anywhere it gets them."""
    elsewhere = served.base.replace("127.0.0.1", "localhost")
    served.offer()
    spoilt = catalogue(served.base).replace("<trees>", f"<{elsewhere}trees>")
    served.answers["/spoilt.ttl"] = Answer(spoilt.encode())
    url = f"{served.base}spoilt.ttl"
    found = told(capsys, url)
    assert [(one["metric"], one["why"], one["found"]) for one in found["datasets"][0]["missed"]] == [
        ("accessUrlStatusCode", "elsewhere", f"{elsewhere}trees")
    ]
    assert (found["points"], found["band"]) == (355, "excellent")
    assert ("HEAD", "/trees") not in served.asked
    assert told(capsys, url, "--anywhere")["points"] == 405


def test_what_dcat_ap_demands_is_held_against_each_dataset(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """A dataset without a description loses its points; a catalogue without a title is told beside."""
    served.offer()
    spoilt = catalogue(served.base)
    for text in ('dct:description "Every tree in the parks"@en ;', 'dct:title "Example town\'s data"@en ;'):
        assert text in spoilt
        spoilt = spoilt.replace(text, "")
    served.answers["/spoilt.ttl"] = Answer(spoilt.encode())
    found = told(capsys, f"{served.base}spoilt.ttl")
    [missed] = found["datasets"][0]["missed"]
    assert (missed["metric"], missed["why"]) == ("dcatApCompliance", "unmet")
    assert missed["found"].startswith(f"{served.base}{TREES}: A dataset needs dct:description")
    assert [fault.partition(": ")[2][:27] for fault in found["faults"]] == ["A catalogue needs dct:title"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"<html></html>", "text/html"), "this is text/html"),
        (Answer(b"<a> <b>", "text/turtle"), "cannot be read so"),
        (Answer(b"", "text/turtle"), "there is no dcat:Dataset in it"),
        (Answer(b"<x> a <http://www.w3.org/ns/dcat#Catalog> .", "text/turtle"), "there is no dcat:Dataset in it"),
        (Answer(status=503), "answers 503"),
    ],
)
def test_what_is_no_catalogue_is_one_line_and_status_1(
    served: Served, capsys: pytest.CaptureFixture[str], answer: Answer, said: str
) -> None:
    """With what to do, and nothing printed."""
    served.answers["/odd"] = answer
    assert main(["score", f"{served.base}odd"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert "Name the address" in err


def test_a_catalogue_in_pages_is_scored_whole(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """Each page leads to the next; one that leads back ends it, and one that leads elsewhere is told."""
    hydra = "http://www.w3.org/ns/hydra/core#"

    def page(number: int, following: str) -> Answer:
        view = f"<{number}> a <{hydra}PartialCollectionView> ; <{hydra}next> <{following}> ."
        return Answer(f"{view} <d{number}> a <http://www.w3.org/ns/dcat#Dataset> .".encode())

    served.answers |= {"/1": page(1, "2"), "/2": page(2, "3"), "/3": page(3, "1")}
    assert [one["iri"][-2:] for one in told(capsys, f"{served.base}1")["datasets"]] == ["d1", "d2", "d3"]
    served.answers["/3"] = page(3, "http://elsewhere.invalid/4")
    assert main(["score", f"{served.base}1"]) == 1
    assert "http://elsewhere.invalid/4: error: it leads to another host" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_in_every_language(served: Served, capsys: pytest.CaptureFixture[str], language: str) -> None:
    """Every reason, dimension, band and metric has its text; titles are in the language where they can be."""
    t = locale(language)
    assert set(_TOLD) == set(WHYS)
    assert all(t[f"score_why_{why}"] for why in WHYS)
    assert all(t[f"score_write_{metric.name}"] for metric in assessment().metrics)
    assert all(t[f"score_dimension_{name}"] for name in assessment().dimensions)
    assert all(t[f"score_band_{name}"] for name, _ in assessment().bands)
    assert main(["score", served.offer(), "--lang", language]) == 0
    out = capsys.readouterr().out
    assert t["score_band_excellent"] in out
    assert ("Trees" if language == "en" else "Träd") in out


def test_a_hostile_catalogue_cannot_write_to_the_terminal(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in a title nor in an address."""
    served.offer()
    spoilt = (
        catalogue(served.base).replace('"Trees"@en', '"Trees\\u001b[2J\\n\\u202e"@en').replace("CC_BY_4_0", "x" * 999)
    )
    served.answers["/spoilt.ttl"] = Answer(spoilt.encode())
    main(["score", f"{served.base}spoilt.ttl"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert max(map(len, out.splitlines())) < 500


def test_the_registers_of_an_authority_are_told_with_their_files(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not open is not to be opened for points; what could be stated is told with its file."""
    register = f"""<{served.base}id/register/pupils> a <http://www.w3.org/ns/dcat#Dataset> ;
      <http://purl.org/dc/terms/title> "Pupils" ; <http://purl.org/dc/terms/description> "Who goes to school" ."""
    served.answers["/pupils.ttl"] = Answer(register.encode())
    main(["score", f"{served.base}pupils.ttl"])
    out = capsys.readouterr().out
    assert "registers/pupils.ttl" in out
    assert "accessibility counts 0 by design" in out
    assert out.index("Can be stated, 145 points") < out.index("Only open data can have this, 230 points")
