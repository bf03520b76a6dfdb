"""What is open: the dataset of descriptions tells the truth of its files, and nothing else is said to be open."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.terms import DCAT, DCTERMS, FOAF, RDF, SKOS, SPDX, VCARD, XSD
from publisher.release.build import build
from publisher.release.segments import Representation
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.formats import CSV, FORMATS
from tests.conftest import BASE
from tests.tables import read

DATASET = URIRef(f"{BASE}optima/id/dataset/descriptions")
PUBLIC = URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC")
SETTINGS = """
[licence]
iri = "https://creativecommons.org/licenses/by/4.0/"
label = { en = "Creative Commons Attribution 4.0" }
[feedback]
email = "registry@example.fi"
unit = { fi = "Kirjaamo" }
"""
OPENED = ("ar:RESTRICTED ;\n  rc:class", "ar:PUBLIC ;\n  rc:class")


def graph(release: Release, address: str) -> Graph:
    """The graph at an address."""
    entry = release.entry("", f"/{address}")
    assert isinstance(entry, Representation)
    return Graph().parse(data=entry.file.read_bytes() if entry.file else entry.body, format="turtle")


def released(data: Path, folder: Path) -> Release:
    """A release of data."""
    return build(read_site(data, BASE), Store(folder / "releases")).release


def told_in_table(release: Release, address: str) -> set[tuple[str, str, str]]:
    """Every distribution with its dataset and where it is had, as the table beside an address tells it."""
    entry = release.entry("", f"/{address.removesuffix('ttl')}csv")
    assert isinstance(entry, Representation)
    assert entry.file is not None
    rows = read(entry.file.read_bytes())
    assert len({row["iri"] for row in rows}) == len(rows)
    return {(row["iri"], row["dataset"], row["address"]) for row in rows}


def where(found: Graph, distribution: Node) -> Node | None:
    """Where a distribution is had: the file, else the page."""
    return found.value(distribution, DCAT.downloadURL) or found.value(distribution, DCAT.accessURL)


@pytest.fixture(scope="module")
def descriptions(release: Release) -> Graph:
    """What is said of the dataset of descriptions."""
    return graph(release, "optima/dataset/descriptions.ttl")


def files(found: Graph) -> Mapping[str, URIRef]:
    """The distributions by the path where they are had."""
    distributions = [URIRef(str(d)) for d in found.objects(DATASET, DCAT.distribution)]
    return {"/" + str(found.value(d, DCAT.downloadURL)).removeprefix(BASE): d for d in distributions}


def test_each_distribution_is_a_file_of_the_size_type_and_sum_that_it_tells(
    release: Release, descriptions: Graph
) -> None:
    """The address answers with these very bytes, whatever the format."""
    known = {form.media_type: form for form in (*FORMATS, CSV)}
    for path, distribution in files(descriptions).items():
        entry = release.entry("", path)
        assert isinstance(entry, Representation)
        assert entry.file is not None
        body = entry.file.read_bytes()
        told = descriptions.value(distribution, DCAT.byteSize)
        assert told == Literal(str(len(body)), datatype=XSD.nonNegativeInteger)
        checksum = descriptions.value(distribution, SPDX.checksum)
        assert str(descriptions.value(checksum, SPDX.checksumValue)) == hashlib.sha256(body).hexdigest()
        media_type = str(descriptions.value(distribution, DCAT.mediaType)).partition("media-types/")[2]
        assert dict(entry.headers)["Content-Type"] == known[media_type].content_type
        file_type = str(descriptions.value(distribution, DCTERMS["format"])).rpartition("/")[2]
        assert file_type == known[media_type].file_type
        assert descriptions.value(distribution, DCAT.accessURL) == URIRef(BASE.rstrip("/") + path)


def test_the_dataset_can_be_had_in_every_format_of_rdf(descriptions: Graph) -> None:
    """A new format is a new file."""
    endings = {path.rpartition(".")[2] for path in files(descriptions)}
    assert endings == {form.extension for form in (*FORMATS, CSV) if not form.by_language}
    assert "/optima/open.csv" not in files(descriptions)


def test_the_files_hold_the_catalogue_but_for_the_dataset_itself(release: Release, descriptions: Graph) -> None:
    """A file cannot tell its own sum; all else is the same."""
    known, whole = graph(release, "optima/descriptions.ttl"), graph(release, "optima/catalog.ttl")
    assert set(known) < set(whole)
    assert (DATASET, None, None) not in known
    catalogue = URIRef(f"{BASE}optima/id/catalog")
    links = {(catalogue, DCAT.dataset, DATASET), (catalogue, DCAT.record, URIRef(f"{BASE}optima/dataset/descriptions"))}
    assert set(whole) - set(known) - set(descriptions) == links


def test_the_dataset_is_dated_as_the_catalogue_is(release: Release, descriptions: Graph) -> None:
    """It was published and changed when anything in it was."""
    whole = graph(release, "optima/catalog.ttl")
    for predicate in (DCTERMS.issued, DCTERMS.modified):
        told = whole.value(URIRef(f"{BASE}optima/id/catalog"), predicate)
        assert told is not None
        assert descriptions.value(DATASET, predicate) == told
        assert all(descriptions.value(d, predicate) == told for d in files(descriptions).values())


def test_a_draft_has_no_dates(data: Path, tmp_path: Path) -> None:
    """What is not published has not been modified."""
    (data / "optima" / "ledger").unlink()
    found = graph(released(data, tmp_path), "optima/dataset/descriptions.ttl")
    assert not any(found.objects(None, DCTERMS.modified))
    assert not any(found.objects(None, DCTERMS.issued))
    assert (None, RDF.type, DCTERMS.PeriodOfTime) not in found


def test_without_a_licence_it_is_said_that_there_is_none(release: Release, descriptions: Graph) -> None:
    """Nothing is licensed, and the statement of rights says so; nobody is made up to answer."""
    for found in (descriptions, graph(release, "optima/catalog.ttl"), graph(release, "open.ttl")):
        assert not any(found.objects(None, DCTERMS.license))
    labels = {
        str(label)
        for s in descriptions.objects(None, DCTERMS.rights)
        for _, _, label in descriptions.triples((s, None, None))
    }
    assert any(label.startswith("No licence is stated") for label in labels)
    assert not any(descriptions.objects(DATASET, DCAT.contactPoint))


def test_a_licence_is_that_of_catalogues_and_files_and_of_no_register(data: Path, tmp_path: Path) -> None:
    """It is told as the EU table has it, with its address; who answers for the site is the contact."""
    (data / "site.toml").write_text(SETTINGS, encoding="utf-8")
    release = released(data, tmp_path)
    licence = URIRef("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0")
    whole = graph(release, "catalog.ttl")
    licensed = {str(thing) for thing in whole.subjects(DCTERMS.license, licence)}
    own = {f"{BASE}id/catalog", f"{BASE}optima/id/catalog"}
    assert licensed == own | {str(d) for d in whole.objects(DATASET, DCAT.distribution)}
    assert (licence, RDF.type, DCTERMS.LicenseDocument) in whole
    assert (licence, SKOS.exactMatch, URIRef("https://creativecommons.org/licenses/by/4.0/")) in whole
    contact = whole.value(DATASET, DCAT.contactPoint)
    assert (contact, RDF.type, VCARD.Kind) in whole
    assert (contact, VCARD.fn, Literal("Kirjaamo", lang="fi")) in whole
    assert (contact, VCARD.hasEmail, URIRef("mailto:registry@example.fi")) in whole


@pytest.mark.parametrize("address", ["optima/open.ttl", "open.ttl"])
def test_open_lists_only_what_is_open(release: Release, address: str) -> None:
    """Of the example only the descriptions: no register is public."""
    found = graph(release, address)
    assert set(found.subjects(RDF.type, DCAT.Dataset)) == {DATASET}
    assert set(found.objects(None, DCAT.dataset)) == {DATASET}
    assert (DATASET, DCTERMS.accessRights, PUBLIC) in found


def test_a_register_that_the_authority_opens_is_open(data: Path, tmp_path: Path) -> None:
    """It must be public and have a way to the data; a public one without a way is not open data."""
    for name in ("tweb-valmu", "unit4"):
        file = data / "optima" / "registers" / f"{name}.ttl"
        text = file.read_text(encoding="utf-8")
        assert OPENED[0] in text
        file.write_text(text.replace(*OPENED), encoding="utf-8")
    release = released(data, tmp_path)
    register = URIRef(f"{BASE}optima/id/register/tweb-valmu")
    for address in ("optima/open.ttl", "open.ttl"):
        found = graph(release, address)
        assert set(found.subjects(RDF.type, DCAT.Dataset)) == {DATASET, register}
        assert found.value(None, FOAF.primaryTopic, register) is not None
        assert told_in_table(release, address) == {
            (str(one), str(found.value(None, DCAT.distribution, one)), str(where(found, one)))
            for one in found.subjects(RDF.type, DCAT.Distribution)
        }
    page = release.entry("", "/optima/open.en.html")
    assert isinstance(page, Representation)
    assert "No register is open" not in page.body.decode()


def test_the_open_catalogue_is_no_part_of_the_whole(release: Release) -> None:
    """A harvester of the whole catalogue meets one catalogue of the authority, not two."""
    whole = graph(release, "optima/catalog.ttl")
    assert set(whole.subjects(RDF.type, DCAT.Catalog)) == {URIRef(f"{BASE}optima/id/catalog")}
