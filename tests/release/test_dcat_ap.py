"""DCAT-AP 3.0.1: the whole catalogue conforms, with nothing looked up elsewhere."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef

from publisher.model.terms import DCAT, RDF
from publisher.release.store import Release
from tests.conftest import ROOT

OFFICIAL = ROOT.parent / "shared" / "dcat-ap"
"""The official shapes as they are, where they lie beside the project; they are not its own to hold."""

SHAPES = {
    name: [file for file in [OFFICIAL / "3.0.1" / "html-shacl" / f"{name}.ttl"] if file.exists()]
    for name in ("shapes", "range", "mdr-vocabularies.shape")
}


@pytest.fixture(scope="module", params=["optima", "_site"])
def catalogue(request: pytest.FixtureRequest, release: Release) -> Graph:
    """A whole catalogue, as a harvester reads it."""
    graph = Graph().parse(release.folder / "dumps" / f"{request.param}.catalog.rdf", format="xml")
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == 8
    return graph


def test_everything_that_a_catalogue_refers_to_has_a_type(catalogue: Graph) -> None:
    """Harvesters do not infer and do not fetch; mailboxes, telephones and addresses of pages to open need none."""
    typed = set(catalogue.subjects(RDF.type))
    for _, predicate, value in catalogue:
        is_plain = str(value).startswith(("mailto:", "tel:")) or predicate in (
            RDF.type,
            DCAT.accessURL,
            DCAT.downloadURL,
        )
        assert not isinstance(value, URIRef) or is_plain or value in typed, (predicate, value)


def test_the_official_shapes_find_no_violation(catalogue: Graph) -> None:
    """Where they lie beside the project: structure, ranges and vocabularies, with a check that shapes met something."""
    background = [OFFICIAL / "vocab" / name for name in ("mini-mdr.ttl", "mini-imports.ttl")]
    graph = catalogue + Graph()
    for file in background:
        if file.exists():
            graph.parse(file, format="turtle")
    for name, files in SHAPES.items():
        for file in files:
            conforms, _, told = pyshacl.validate(
                graph, shacl_graph=Graph().parse(file, format="turtle"), allow_infos=True, allow_warnings=True
            )
            assert conforms, (name, told[:3000])
    assert Path(OFFICIAL).exists() == all(SHAPES.values())
