"""Every link leads somewhere, no part is a part of itself, and every term exists."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from publisher.check.links import Vocabulary, circular, dangling, misplaced, unpublishable, without_catalogue
from publisher.load.turtle import Source, load_text
from publisher.model.disclosure import AllowList
from publisher.model.findings import Finding
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder

BASE = "https://x/"
PREFIXES = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix rc: <https://w3id.org/records-catalogue#> .
"""
LINES = PREFIXES.count("\n")
ALLOWED = AllowList.read(Graph().parse(folder("ontology") / "disclosure.ttl"))


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The vocabularies in use."""
    return Vocabulary.read(folder("ontology") / "known-iris.tsv", Graph().parse(folder("ontology") / "records.ttl"))


def _source(text: str) -> Source:
    source = load_text((PREFIXES + text).encode(), BASE, "x.ttl")
    assert source.findings == []
    return source


def _lines(findings: list[Finding]) -> list[int]:
    """The lines of findings, counted after the prefixes."""
    assert all(f.severity == "error" and f.place.path == "x.ttl" for f in findings)
    return sorted(f.place.line - LINES for f in findings)


def _require_every_language(finding: Finding) -> None:
    assert finding.messages.keys() == LANGUAGES.keys()
    assert len(set(finding.messages.values())) == len(LANGUAGES)


# Links


def test_a_link_to_what_no_file_describes_is_reported_at_its_line() -> None:
    [found] = dangling(_source("<id/a>\n dct:relation <id/b>,\n <id/c#d> .\n<id/b> dct:relation <id/a> ."), BASE)
    assert (found.text(), found.rule) == (
        f"x.ttl:{LINES + 3}: error: <id/c#d> is in no file. Describe it or correct the link",
        "dangling-link",
    )
    _require_every_language(found)


def test_a_part_is_not_described_by_its_thing_being_so() -> None:
    assert _lines(list(dangling(_source("<id/a> dct:relation <id/a#b> ."), BASE))) == [1]


def test_a_link_out_of_the_base_may_lead_anywhere() -> None:
    assert list(dangling(_source('<id/a> dct:relation <https://y/id/b>, "https://x/id/b" .'), BASE)) == []


def test_a_part_of_another_thing_is_reported_where_it_is_linked_to() -> None:
    """It would be lost when the thing is published without the other."""
    [found] = misplaced(
        _source("<a> dct:relation <a#p>, <b> ;\n dct:relation <b#p> .\n<a#p> dct:relation <a#q> ."), BASE
    )
    assert _lines([found]) == [2]
    _require_every_language(found)
    assert "belongs to something else" in found.message()


def test_a_part_of_something_outside_the_base_is_no_part_of_ours() -> None:
    assert list(misplaced(_source("<a> dct:relation dpv:Student, <https://y/z#p> ."), BASE)) == []


def test_a_thing_without_a_type_is_reported_at_its_first_line() -> None:
    """No shape would look at it, and no page show it."""
    [found] = unpublishable(_source("\n<id/contact/a> dct:title 'x'@sv ."), Base(BASE), ALLOWED)
    assert _lines([found]) == [2]
    _require_every_language(found)
    assert "has no type" in found.message()


@pytest.mark.parametrize("iri", ["id/register/ÄÖ", "", "#frag", "register/a", "id/thing/a", "id/register/a/b"])
def test_an_iri_outside_the_scheme_is_reported(iri: str) -> None:
    [found] = unpublishable(_source(f"<{iri}> a rc:DataItem ."), Base(BASE), ALLOWED)
    assert "has no place in the catalogue" in found.message()
    _require_every_language(found)


@pytest.mark.parametrize("text", ["", "<id/catalog> dct:relation <https://y/> .", "<id/a> a rc:DataItem ."])
def test_an_authority_without_a_catalogue_is_reported(text: str) -> None:
    [found] = without_catalogue(_source(text), Base(BASE))
    assert (found.severity, found.rule, "a dcat:Catalog" in found.message()) == ("error", "no-catalogue", True)
    _require_every_language(found)


def test_an_authority_with_a_catalogue_is_not_reported() -> None:
    assert not list(without_catalogue(_source("<id/catalog> a <http://www.w3.org/ns/dcat#Catalog> ."), Base(BASE)))


def test_things_of_the_scheme_and_their_parts_have_a_place() -> None:
    parts = " ".join(
        f"<{iri}> a rc:DataItem ." for iri in ("id/register/a", "id/register/a#p", "id/catalog", "id/system/x")
    )
    assert list(unpublishable(_source(parts), Base(BASE), ALLOWED)) == []


@pytest.mark.parametrize(
    "kinds", ["rc:DataItem, rc:DataGroup", "rc:InformationPool, dpv:PersonalDataProcess", "rc:Withheld, rc:Statement"]
)
def test_a_thing_of_two_kinds_is_reported_at_its_first_line(kinds: str) -> None:
    """Neither kind says what of the other may be told, so nothing of it is."""
    [found] = unpublishable(_source(f"\n<id/register/a#p>\n a {kinds} ."), Base(BASE), ALLOWED)
    assert _lines([found]) == [3]
    assert found.rule == "two-kinds"
    _require_every_language(found)
    assert "is of two kinds, so nothing of it would be published" in found.message()


@pytest.mark.parametrize(
    "kinds", ["rc:InformationPool, dct:Standard", "rc:CaseRegister, rc:InformationPool", "rc:DataItem, rc:DataItem"]
)
def test_a_kind_of_which_nothing_may_be_told_makes_no_second_kind(kinds: str) -> None:
    """Nor do two classes of which the same may be told."""
    assert list(unpublishable(_source(f"<id/register/a> a {kinds} ."), Base(BASE), ALLOWED)) == []


def test_two_links_to_the_same_gap_are_two_findings() -> None:
    text = "<id/a> dct:relation <id/c> .\n<id/b> dct:relation <id/c> ."
    assert _lines(list(dangling(_source(text), BASE))) == [1, 2]


# Circles


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<a> dct:hasPart <a> .", [1]),
        ("<a> dct:hasPart <b> .\n<b> dct:hasPart <a> .", [1, 2]),
        ("<a> dct:hasPart <b> .\n<b> dct:hasPart <c> .\n<c> dct:hasPart <a> .", [1, 2, 3]),
        ("<a> dct:hasPart <b> .\n<b> dct:hasPart <c> .\n<c> dct:hasPart <b> .", [2, 3]),
        ("<a> dct:hasPart <b>,\n <c> .\n<b> dct:hasPart <d> .\n<c> dct:hasPart <d> .", []),
        ("<a> dct:hasPart <b> .\n<b> dct:relation <a> .", []),
    ],
)
def test_each_link_of_a_circle_of_parts_is_reported_and_no_other(text: str, lines: list[int]) -> None:
    """Leading into a circle is no fault, nor is being a part of two things."""
    found = list(circular(_source(text)))
    assert _lines(found) == lines
    for finding in found:
        assert finding.rule == "circular-part"
        _require_every_language(finding)


def test_a_long_chain_of_parts_is_no_circle() -> None:
    assert list(circular(_source("".join(f"<{n}> dct:hasPart <{n + 1}> .\n" for n in range(60))))) == []


# Terms


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ('<a> dct:titel "x"@sv .', "dct:titel", "dct:title"),
        ("<a> a rc:DataGruop .", "rc:DataGruop", "rc:DataGroup"),
        ("<a> rc:dataitem <b> .", "rc:dataitem", "rc:dataItem"),
        ("<a> rc:classifiedAs dpv:Studnet .", "dpv:Studnet", "dpv:Student"),
        ("<a> dct:language <http://purl.org/dc/terms/titel> .", "dct:titel", "dct:title"),
    ],
)
def test_an_unknown_term_is_reported_with_the_nearest_one(
    vocabulary: Vocabulary, text: str, name: str, meant: str
) -> None:
    """As property, class and value."""
    [found] = vocabulary.unknown(_source(text))
    assert found.text() == f"x.ttl:{LINES + 1}: error: {name} is in no known vocabulary. Did you mean {meant}?"
    assert found.message("sv") == f"{name} finns inte i något känt ordförråd. Menade du {meant}?"
    assert found.message("fi") == f"{name} ei ole missään tunnetussa sanastossa. Tarkoititko {meant}?"
    assert found.rule == "unknown-term"


@pytest.mark.parametrize(
    "text", ["<a> <https://other.example/p> <b> .", "<a> a <https://other.example/C> .", "<a> <mailto:x> <b> ."]
)
def test_a_term_of_a_vocabulary_that_is_not_in_use_is_reported_without_a_guess(
    vocabulary: Vocabulary, text: str
) -> None:
    [found] = vocabulary.unknown(_source(text))
    assert found.message().endswith("is in no known vocabulary. Delete it or correct the prefix")
    _require_every_language(found)


def test_a_term_like_no_other_is_reported_without_a_guess(vocabulary: Vocabulary) -> None:
    """A long namespace that both have does not make two names alike."""
    [found] = vocabulary.unknown(_source("<a> rc:classifiedAs dpv:Xyzzy ."))
    assert found.message() == "dpv:Xyzzy is in no known vocabulary. Delete it or correct the prefix"


def test_terms_that_exist_are_not_reported(vocabulary: Vocabulary) -> None:
    text = '<a> a rc:DataGroup ; dct:title "x"@sv ; rc:classifiedAs dpv:Student ; dct:relation <b>, <https://y/z> .'
    assert list(vocabulary.unknown(_source(text))) == []


@pytest.mark.parametrize(
    "iri",
    [
        "http://publications.europa.eu/resource/authority/language/DEU",
        "http://publications.europa.eu/resource/authority/file-type/XYZ",
        "https://w3id.org/dpv/loc#SE",
    ],
)
def test_nothing_is_said_of_a_vocabulary_that_is_listed_in_part(vocabulary: Vocabulary, iri: str) -> None:
    assert list(vocabulary.unknown(_source(f"<a> dct:language <{iri}> ."))) == []


@pytest.mark.parametrize(
    "iri",
    [
        "http://publications.europa.eu/resource/authority/data-theme/EDUK",
        "http://publications.europa.eu/resource/authority/access-right/SECRET",
        "https://w3id.org/dpv/pd#Nmae",
    ],
)
def test_a_value_in_a_vocabulary_that_is_listed_whole_must_exist(vocabulary: Vocabulary, iri: str) -> None:
    assert len(list(vocabulary.unknown(_source(f"<a> dct:language <{iri}> .")))) == 1


@pytest.mark.parametrize("iri", ["https://w3id.org/example", "http://www.w3.org/ns/example", "http://www.w3.org/"])
def test_a_page_beside_a_vocabulary_is_no_term_of_it(vocabulary: Vocabulary, iri: str) -> None:
    """That a vocabulary itself has an IRI does not make all that stands beside it known."""
    assert list(vocabulary.unknown(_source(f"<a> dct:relation <{iri}> ."))) == []


def test_a_list_with_another_heading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("iri\tstatus\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"list\.tsv: the first line is not"):
        Vocabulary.read(tmp_path / "list.tsv")


def test_terms_that_own_graphs_describe_are_known(tmp_path: Path) -> None:
    (tmp_path / "list.tsv").write_text("iri\tvocabulary\tversion\tstatus\n", encoding="utf-8")
    own = Graph().parse(data="<https://o/#a> <https://o/#b> <https://o/#c> .", format="turtle")
    vocabulary = Vocabulary.read(tmp_path / "list.tsv", own)
    assert [term in vocabulary for term in own.all_nodes()].count(True) == 1
    assert vocabulary.namespaces == {"https://o/#"}
