"""Shapes over a graph."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from rdflib import Literal

from publisher.check.shacl import Shapes, load_shapes, validate
from publisher.load.turtle import load_text
from publisher.model.resources import folder
from publisher.model.terms import XSD

BASE = "http://local.example/optima/"


@pytest.mark.parametrize("name", ["source", "public"])
def test_shapes_load(name: str) -> None:
    """One file for each kind of thing."""
    assert len(load_shapes(folder("shapes") / name).graph) > 500


def test_literals_stay_as_they_are_written_after_a_check() -> None:
    """pyshacl turns the normalisation of literals on when it ends."""
    validate(load_text(b"", BASE, "x.ttl"), load_shapes(folder("shapes") / "public"))
    assert rdflib.NORMALIZE_LITERALS is False
    assert str(Literal("2026-01-31T12:00:00Z", datatype=XSD.dateTime)) == "2026-01-31T12:00:00Z"


def test_a_broken_shape_is_a_fault_of_the_program() -> None:
    """It is never taken for a clean report."""
    graph = rdflib.Graph().parse(
        data="@prefix sh: <http://www.w3.org/ns/shacl#> . <s> a sh:NodeShape ; sh:targetNode <n> ; sh:property <p> .",
        format="turtle",
        publicID=BASE,
    )
    with pytest.raises(Exception, match="well-formed SHACL"):
        validate(load_text(b"<n> a <http://x.fi/c> .", BASE, "x.ttl"), Shapes(graph))


def test_no_shape_uses_sparql() -> None:
    """Other engines run them too, and it costs five times all else."""
    for file in Path(folder("shapes")).rglob("*.ttl"):
        assert "sh:sparql" not in file.read_text(encoding="utf-8"), file.name
