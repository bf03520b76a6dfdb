"""DCAT-AP 3.0.1: the whole catalogue conforms, with nothing looked up elsewhere."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph, URIRef

from publisher.check.outside import without_broken
from publisher.model.terms import ADMS, DCAT, DCATAP, DCTERMS, FOAF, OWL, RDF, SH, SKOS, SPDX
from publisher.release.build import publish
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from tests.conftest import BASE, ROOT
from tests.stated import AUTHORITY, stated

OFFICIAL = ROOT.parent / "shared" / "dcat-ap"
"""The official shapes as they are, where they lie beside the project; they are not its own to hold."""

SHAPES = {
    name: [file for file in [OFFICIAL / "3.0.1" / "html-shacl" / f"{name}.ttl"] if file.exists()]
    for name in ("shapes", "range", "mdr-vocabularies.shape")
}
GENERATED = [
    file for name in ("dcat-ap-SHACL", "ranges") if (file := OFFICIAL / "3.0.1/shacl" / f"{name}.ttl").exists()
]
"""The shapes that are made from the model, which belong together."""

RECOMMENDED = OFFICIAL / "3.0.1" / "html-shacl" / "shapes_recommended.ttl"
LEFT = {
    (DCAT.Catalog, DCTERMS.publisher),
    (DCAT.CatalogRecord, ADMS.status),
    (DCAT.CatalogRecord, DCTERMS.conformsTo),
    (DCAT.DataService, DCTERMS.publisher),
    (DCAT.Dataset, DCTERMS.publisher),
    (DCAT.Distribution, DCATAP.availability),
    (DCTERMS.LicenseDocument, DCTERMS.type),
    (DCTERMS.Location, DCAT.bbox),
    (DCTERMS.Location, DCAT.centroid),
}
"""The warnings left on an authority that states everything: on what, and about what; `docs/profiles.md` has why."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The catalogue of an authority that states everything, published."""
    folder = tmp_path_factory.mktemp("stated")
    release = publish(read_site(stated(folder), BASE), Store(folder / "releases"), "2026-03-02T12:00:00Z").release
    return Graph().parse(release.folder / "dumps" / f"{AUTHORITY}.catalog.rdf", format="xml")


@pytest.fixture(scope="module", params=["optima", "_site", AUTHORITY])
def catalogue(request: pytest.FixtureRequest, release: Release, whole: Graph) -> Graph:
    """A whole catalogue, as a harvester reads it."""
    if request.param == AUTHORITY:
        return whole
    graph = Graph().parse(release.folder / "dumps" / f"{request.param}.catalog.rdf", format="xml")
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == 8
    return graph


def with_background(catalogue: Graph) -> Graph:
    """A catalogue with the tables and axioms that the shapes look things up in."""
    graph = catalogue + Graph()
    for name in ("mini-mdr.ttl", "mini-imports.ttl"):
        if (file := OFFICIAL / "vocab" / name).exists():
            graph.parse(file, format="turtle")
    return graph


def test_everything_that_a_catalogue_refers_to_has_a_type(catalogue: Graph) -> None:
    """Harvesters do not infer and do not fetch; mailboxes and telephones need none."""
    typed = set(catalogue.subjects(RDF.type))
    for _, predicate, value in catalogue:
        is_plain = str(value).startswith(("mailto:", "tel:")) or predicate == RDF.type
        assert not isinstance(value, URIRef) or is_plain or value in typed, (predicate, value)


def test_the_official_shapes_find_no_violation(catalogue: Graph) -> None:
    """Where they lie beside the project: structure, ranges and vocabularies, with a check that shapes met something."""
    graph = with_background(catalogue)
    for name, files in SHAPES.items():
        for file in files:
            conforms, _, told = pyshacl.validate(
                graph, shacl_graph=Graph().parse(file, format="turtle"), allow_infos=True, allow_warnings=True
            )
            assert conforms, (name, told[:3000])
    assert Path(OFFICIAL).exists() == all(SHAPES.values())


def test_the_shapes_made_from_the_model_find_no_violation(whole: Graph) -> None:
    """In an authority that states everything; less what they refer to and never define."""
    shapes = Graph()
    for file in GENERATED:
        shapes.parse(file, format="turtle")
    conforms, _, told = pyshacl.validate(
        with_background(whole), shacl_graph=without_broken(shapes), allow_infos=True, allow_warnings=True
    )
    assert conforms, told[:3000]


def test_an_authority_that_states_everything_has_everything_that_is_recommended(whole: Graph) -> None:
    """But for what is listed, which the documents explain."""
    found = set()
    graph = with_background(whole)
    for file in (*SHAPES["mdr-vocabularies.shape"], *([RECOMMENDED] if RECOMMENDED.exists() else [])):
        _, report, _ = pyshacl.validate(graph, shacl_graph=Graph().parse(file, format="turtle"))
        assert isinstance(report, Graph)
        for result in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result):
            focus = report.value(result, SH.focusNode)
            if (focus, None, None) in whole:
                path = report.value(result, SH.resultPath)
                found |= {(kind, path) for kind in whole.objects(focus, RDF.type)}
    kinds = {kind for kind, _ in LEFT}
    assert {(kind, path) for kind, path in found if kind in kinds} == (LEFT if OFFICIAL.exists() else set())


def test_it_states_what_harvesters_look_for(whole: Graph) -> None:
    """Whatever shapes there are: the table of DCAT-AP 3.0.1 for each kind of thing of the authority's own."""
    wanted = {
        DCAT.Catalog: {DCTERMS.spatial, DCAT.service, DCAT.themeTaxonomy, FOAF.homepage},
        DCAT.Dataset: {DCAT.keyword, DCTERMS.temporal, DCTERMS.accrualPeriodicity, ADMS.identifier, OWL.sameAs},
        DCAT.Distribution: {DCTERMS.license, DCTERMS["format"], DCATAP.availability},
        DCAT.DataService: {DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset, DCAT.contactPoint},
        ADMS.Identifier: {SKOS.notation},
        SPDX.Checksum: {SPDX.algorithm, SPDX.checksumValue},
    }
    for kind, predicates in wanted.items():
        things = [thing for thing in whole.subjects(RDF.type, kind) if "/id/dataset/" not in str(thing)]
        assert things
        for thing in things:
            is_computed = "/dataset/descriptions" in str(thing)
            assert is_computed or predicates - set(whole.predicates(thing)) == set(), thing
