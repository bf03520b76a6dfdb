"""What the authority may confirm, as it stands in the files."""

from __future__ import annotations

import pytest

from publisher.author.proposals import ProposalReader
from publisher.load.turtle import load_text
from publisher.model.languages import Text
from publisher.model.proposals import Proposal
from publisher.release.known import terms

BASE = "http://local.example/skola/"
DATA = """@prefix : <id/register/pupils#> .
@prefix ar: <http://publications.europa.eu/resource/authority/access-right/> .
@prefix contact: <id/contact/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix lang: <http://publications.europa.eu/resource/authority/language/> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix rc: <https://w3id.org/records-catalogue#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix theme: <http://publications.europa.eu/resource/authority/data-theme/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<id/register/pupils> a dcat:Dataset, dcat:Resource, rc:InformationPool ;
  dct:title "Elever"@sv, "Oppilaat"@fi, "Pupils"@en ;
  dct:description "Om elever."@sv, "Oppilaista."@fi, "About pupils."@en ;
  rdfs:comment "Note"@en ;
  dcat:theme theme:EDUC ;
  dct:accessRights ar:RESTRICTED ;
  rc:classificationStatus rc:Proposed ;
  rc:textStatus :text-sv, :text-fi, :text-en ;
  rc:dataGroup :grades .
:text-sv a rc:TextVersion ; dct:language lang:SWE ; rc:status rc:Restated .
:text-fi a rc:TextVersion ; dct:language lang:FIN ; rc:status rc:OwnText .
:text-en a rc:TextVersion ; dct:language lang:ENG ; rc:status rc:Translated .
:grades a rc:DataGroup ; rdfs:label "Vitsord"@sv, "Arvosanat"@fi ; rc:dataItem :all .
:all a rc:DataItem ; rdfs:label "alla"@sv, "kaikki"@fi, "all"@en ; rc:dataItem :name .
:name a rc:DataItem ; rdfs:label "namn"@sv, "nimi"@fi, "name"@en ;
  rc:classifiedAs pd:Name ; dpv:hasDataSubject dpv:Student ; rc:classificationStatus rc:Proposed .
"""


def found(text: str = DATA, base: str = BASE) -> dict[str, Proposal]:
    """The proposals in a text, by the part of their IRI that is their own."""
    source = load_text(text.encode(), base, "pupils.ttl")
    assert source.findings == []
    proposals = ProposalReader(source.graph, terms(), source).proposals()
    return {proposal.subject.rpartition("#")[2].removeprefix(base): proposal for proposal in proposals}


def sv(text: Text) -> str:
    """A text in Swedish."""
    return str(text.in_language("sv"))


def test_classifications_and_texts_are_found_in_the_order_of_their_lines() -> None:
    """A text of the authority's own waits for nobody."""
    assert [(name, p.place.line) for name, p in found().items()] == [
        ("id/register/pupils", 20),
        ("text-sv", 23),
        ("text-en", 25),
        ("name", 29),
    ]


def test_a_classification_tells_its_words_its_concepts_and_what_it_is_part_of() -> None:
    """Outermost first; each concept with how it is meant."""
    name = found()["name"]
    assert [sv(text) for text in name.within] == ["Elever", "Vitsord", "alla"]
    assert [(sv(p.what.label), [s.text for s in p.words]) for p in name.passages] == [
        ("benämning", ["namn", "nimi", "name"])
    ]
    assert [(sv(how.label), sv(what.label)) for how, what in name.concepts] == [
        ("registrerade", "studerande"),
        ("klassificerad som", "namn"),
    ]
    assert (sv(name.what.label), name.language, name.is_confirmed) == ("uppgift", "", False)


def test_the_status_of_a_register_is_about_its_access_rights_and_themes() -> None:
    """As its page shows it."""
    register = found()["id/register/pupils"]
    assert [sv(how.label) for how, _ in register.concepts] == ["åtkomst", "tema"]
    assert (register.within, sv(register.title), sv(register.what.label)) == ((), "Elever", "informationslager")


def test_a_translation_stands_beside_every_text_that_is_none() -> None:
    """All words of the register that are published, in the order of the file; a missing one is missing."""
    words = [[(s.language, s.text) for s in p.words] for p in found()["text-en"].passages]
    assert words == [
        [("sv", "Elever"), ("fi", "Oppilaat"), ("en", "Pupils")],
        [("sv", "Om elever."), ("fi", "Oppilaista."), ("en", "About pupils.")],
        [("sv", "Vitsord"), ("fi", "Arvosanat")],
        [("sv", "alla"), ("fi", "kaikki"), ("en", "all")],
        [("sv", "namn"), ("fi", "nimi"), ("en", "name")],
    ]


def test_a_restated_text_stands_alone() -> None:
    """What it restates is not in the data."""
    assert {s.language for p in found()["text-sv"].passages for s in p.words} == {"sv"}


def test_translations_alone_stand_beside_each_other() -> None:
    """When no text is said to be the first."""
    text = DATA.replace("rc:Restated", "rc:Translated").replace("rc:OwnText", "rc:Translated")
    assert {s.language for p in found(text)["text-sv"].passages for s in p.words} == {"sv", "fi", "en"}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ('"namn"@sv', '"namnet"@sv', {"name", "text-sv", "text-en"}),
        ('"nimi"@fi', '"nimet"@fi', {"name", "text-en"}),
        ('"name"@en', '"names"@en', {"name", "text-en"}),
        ("pd:Name", "pd:Contact", {"name"}),
        ("dpv:Student", "dpv:Employee", {"name"}),
        ("ar:RESTRICTED", "ar:PUBLIC", {"id/register/pupils"}),
        ('"Vitsord"@sv, ', "", {"text-sv", "text-en"}),
        ('"namn"@sv, "nimi"@fi', '"namn"@fi, "nimi"@sv', {"name", "text-sv", "text-en"}),
        ("rc:Restated", "rc:Translated", {"text-sv", "text-en"}),
        ('"Note"@en', '"Other note"@en', set()),
        ("rc:classificationStatus rc:Proposed .", "rc:classificationStatus rc:Confirmed .", set()),
        ("@prefix xsd", "# A line more\n@prefix xsd", set()),
    ],
)
def test_the_state_changes_with_words_and_concepts_and_with_nothing_else(old: str, new: str, changed: set[str]) -> None:
    """So that a decision about something else than what is there now is seen to be."""
    assert DATA.count(old) == 1
    before, after = found(), found(DATA.replace(old, new))
    assert {name for name in after if name not in before or before[name].state != after[name].state} == changed


def test_the_state_is_the_same_under_any_base_and_in_any_order() -> None:
    """A list can be answered elsewhere. It is no number, which a spreadsheet would write otherwise."""
    lines = DATA.split("\n\n")[1].splitlines()
    turned = DATA.split("\n\n")[0] + "\n" + "\n".join([*lines[9:], *lines[:9]])
    here, there = found(), found(turned, "https://register.example.fi/")
    assert {name: p.state for name, p in here.items()} == {
        name.removeprefix(BASE): p.state for name, p in there.items()
    }
    assert all(p.state.startswith("v") and len(p.state) == 13 for p in here.values())


def test_what_is_confirmed_is_known_to_be() -> None:
    """A classification by its status, a text by who has confirmed it."""
    by = ' ; rc:confirmedBy contact:registrar ; rc:confirmedOn "2026-03-02"^^xsd:date'
    text = DATA.replace("rc:Proposed .", f"rc:Confirmed{by} .").replace("rc:Translated .", f"rc:Translated{by} .")
    assert [name for name, p in found(text).items() if p.is_confirmed] == ["text-en", "name"]


def test_items_in_a_circle_are_found_all_the_same() -> None:
    """The check tells of the circle."""
    for circle in (":name rc:dataItem :all .\n", ":all rc:dataItem :all .\n"):
        assert "name" in found(DATA + circle)


def test_things_without_words_or_kind_are_found_too() -> None:
    """The check tells of what is missing."""
    bare = "@prefix rc: <https://w3id.org/records-catalogue#> .\n@prefix pd: <https://w3id.org/dpv/pd#> .\n"
    [found_one] = found(bare + "<id/x> rc:classifiedAs pd:Name ; rc:classificationStatus rc:Proposed .").values()
    assert (found_one.passages, found_one.within, str(found_one.title.said)) == ((), (), "()")
    inner = "<id/x> rc:dataItem <id/x#y> . <id/x#y> rc:classifiedAs pd:Name ; rc:classificationStatus rc:Proposed ."
    [found_one] = found(bare + inner).values()
    assert found_one.within == ()


@pytest.mark.parametrize(
    "text",
    [
        "<id/x> rc:classificationStatus rc:Proposed .",
        "<id/x> rc:classificationStatus rc:Draft ; rc:classifiedAs rc:Supplier .",
        "<id/x> a rc:TextVersion ; rc:status rc:Translated . <id/y> rc:textStatus <id/x> .",
        "<id/x> a rc:TextVersion ; rc:status rc:Draft . <id/y> rc:textStatus <id/x> .",
        "<id/x> a rc:TextVersion . <id/y> rc:textStatus <id/x> .",
    ],
)
def test_what_is_wrong_in_itself_waits_for_nobody(text: str) -> None:
    """The check tells of it."""
    assert found("@prefix rc: <https://w3id.org/records-catalogue#> .\n" + text) == {}
