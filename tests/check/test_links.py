"""Links and terms: what shapes cannot say."""

from __future__ import annotations

import pytest
from rdflib import Graph

from publisher.check.links import Vocabulary, circular, dangling
from publisher.load.turtle import Source, load_text
from publisher.model.resources import folder

BASE = "http://local.example/optima/"
PREFIXES = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix rc: <https://w3id.org/records-catalogue#> .
@prefix file-type: <http://publications.europa.eu/resource/authority/file-type/> .
"""


def source(text: str) -> Source:
    """A source whose first line is line 5."""
    found = load_text((PREFIXES + text).encode(), BASE, "data/x.ttl")
    assert found.findings == []
    return found


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The committed list of known terms and the project's own."""
    own = Graph().parse(folder("ontology") / "records.ttl", format="turtle")
    return Vocabulary.read(folder("ontology") / "known-iris.tsv", own)


def test_a_link_that_leads_nowhere_is_told_with_its_line() -> None:
    """In every language."""
    [finding] = dangling(source("<id/register/a> dct:title 'x'@sv ;\n  dct:relation <id/register/b> ."), BASE)
    assert finding.text() == "data/x.ttl:6: error: <id/register/b> is in no file. Describe it or correct the link"
    assert set(finding.messages) == {"sv", "fi", "en"}


def test_links_that_lead_somewhere_are_fine() -> None:
    """Within the authority, or outside."""
    text = "<id/a> dct:relation <id/b>, <https://example.fi/> . <id/b> dct:title 'x'@sv ."
    assert list(dangling(source(text), BASE)) == []


def test_a_part_of_itself_is_told() -> None:
    """Directly, or through others."""
    assert len(list(circular(source("<a> dct:hasPart <b> . <b> dct:hasPart <c> . <c> dct:hasPart <a> .")))) == 3
    assert len(list(circular(source("<a> dct:hasPart <a> .")))) == 1
    assert list(circular(source("<a> dct:hasPart <b>, <c> . <b> dct:hasPart <c> ."))) == []


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("<a> dct:titel 'x'@sv .", "dct:title"),
        ("<a> a rc:DataItme .", "rc:DataItem"),
        ("<a> rc:classifiedAs pd:OficialID .", "pd:OfficialID"),
        ("<a> rc:dataitem <a> .", "rc:dataItem"),
    ],
)
def test_a_misspelt_term_is_told_with_the_nearest_one(text: str, nearest: str, vocabulary: Vocabulary) -> None:
    """As property, class or concept."""
    [finding] = vocabulary.unknown(source(text))
    assert f"Did you mean {nearest}?" in finding.message("en")
    assert nearest in finding.message("sv")
    assert nearest in finding.message("fi")


def test_a_property_of_an_unheard_vocabulary_is_told(vocabulary: Vocabulary) -> None:
    """It would be private without a word."""
    [finding] = vocabulary.unknown(source("<a> <http://example.fi/p> 'x'@sv ."))
    assert "in no known vocabulary. Delete it or correct the prefix" in finding.message()


def test_nothing_is_said_of_vocabularies_that_are_listed_in_part(vocabulary: Vocabulary) -> None:
    """A file type that the list lacks may well exist."""
    assert list(vocabulary.unknown(source("<a> dct:format file-type:UNLISTED ."))) == []


def test_terms_that_exist_are_fine(vocabulary: Vocabulary) -> None:
    """And links to anything else."""
    text = "<a> a rc:DataItem ; dct:title 'x'@sv ; rc:classifiedAs pd:Name ; dct:relation <https://example.fi/> ."
    assert list(vocabulary.unknown(source(text))) == []
