"""Addresses of the documents that help to find: one for each concept, the same whatever else there is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model.iris import FINDING, KINDS, Base
from publisher.model.resources import folder
from publisher.model.terms import DPV, RC, RDF, local_name
from publisher.release.known import terms

BASE = Base("https://records.example.fi/optima/")
KNOWN = [
    line.partition("\t")[0] for line in (folder("ontology") / "known-iris.tsv").read_text("utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("name", FINDING)
def test_no_two_known_concepts_have_the_same_address(name: str) -> None:
    """And each is a document of the authority."""
    own = [str(term) for term in terms().subjects(RDF.type)]
    concepts = {iri for iri in (*KNOWN, *own) if "#" in iri}
    addresses = {BASE.finding(name, concept) for concept in concepts}
    assert len(addresses) == len(concepts) > 2000
    for address in addresses:
        assert BASE.document_of_nothing(address) == address
        assert BASE.document(address) is None


def test_no_own_group_of_people_is_called_as_one_of_dpv() -> None:
    """Both are called by their name alone."""
    own = {local_name(str(term)) for term in terms().subjects(RDF.type, DPV.DataSubject)}
    assert len(own) > 4
    assert own.isdisjoint(local_name(iri) for iri in KNOWN if iri.startswith(str(DPV)))


@pytest.mark.parametrize(
    ("name", "concept", "expected"),
    [
        ("subject", str(DPV.GuardianOfDataSubject), "subject/guardian-of-data-subject"),
        ("subject", str(RC.WorkplaceInstructor), "subject/workplace-instructor"),
        ("subject", "https://w3id.org/dpv/pd#Name", "subject/pd-name"),
        ("kind", "https://w3id.org/dpv/pd#OfficialID", "kind/official-id"),
        ("kind", "https://w3id.org/dpv/pd#GPSLocation", "kind/gps-location"),
        ("kind", str(DPV.ConfidentialData), "kind/dpv-confidential-data"),
        ("kind", "https://w3id.org/dpv#", "kind/concept-16b92c0b8e8e"),
    ],
)
def test_a_concept_is_called_by_its_words(name: str, concept: str, expected: str) -> None:
    """After its vocabulary, unless that is at home there; a concept that has no words by a digest of its IRI."""
    found = BASE.relative(BASE.finding(name, concept))
    assert found == expected if "concept-" not in expected else found.startswith("kind/concept-")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(list(FINDING)), st.text(max_size=30))
def test_any_concept_has_an_address(name: str, text: str) -> None:
    """Whatever its IRI holds."""
    for concept in (text, "https://w3id.org/dpv#" + text, "https://w3id.org/dpv/pd#" + text):
        address = BASE.finding(name, concept)
        assert BASE.document_of_nothing(address) == address


def test_what_describes_a_thing_is_told_from_what_describes_none() -> None:
    for relative in ("completeness", "subjects", "kinds", "items", "overview", "subject/x", "kind/a-b"):
        assert BASE.document_of_nothing(BASE.iri + relative + "#part") is not None
    for relative in ("", "subject", "subject/", "subject/A", "subject/a/b", "item", "overview/x", *KINDS, "register/x"):
        assert BASE.document_of_nothing(BASE.iri + relative) is None
    assert BASE.document_of_nothing("https://other.example/subjects") is None
