"""Marks of what is withheld: each is whole, agrees with the others, and has no value beside it."""

from __future__ import annotations

import datetime as dt

import pytest
from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.check.withheld import Marks, links_to_private, misplaced_marks
from publisher.load.turtle import Source, load_files, load_text
from publisher.model.disclosure import PERSON, AllowList, Disclosure
from publisher.model.findings import Finding, in_order
from publisher.model.languages import LANGUAGES
from publisher.model.resources import folder
from publisher.model.terms import DCTERMS, RC, RDF, short
from publisher.release.site import Site

BASE = "https://x/"
PREFIXES = """@prefix : <id/register/a#> .
@prefix contact: <id/contact/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix rc: <https://w3id.org/records-catalogue#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LINES = PREFIXES.count("\n")
TODAY = dt.date(2026, 6, 15)
GROUND = "<http://data.finlex.fi/eli/sd/1999/621>"
OTHER_GROUND = "<http://data.finlex.fi/eli/sd/2018/1050>"
CANARY = "Kvarnfall"

ALLOWED = AllowList.read(Graph().parse(folder("ontology") / "disclosure.ttl"))
ACTS = frozenset(Graph().parse(folder("ontology") / "labels.ttl").subjects(RDF.type, DCTERMS.Standard))

FIELDS = [(entry, field) for entry in ALLOWED.entries for field in sorted(entry.withholdable, key=str)]
WHOLE = [(entry, field) for entry, field in FIELDS if field in entry.whole]
SOME = [(entry, field) for entry, field in FIELDS if field in entry.partial]


def _name(value: object) -> str | None:
    """An entry and a field as a test is named."""
    return value.name if isinstance(value, Disclosure) else short(str(value)) if isinstance(value, URIRef) else None


def _load(text: str, shown: str = "x.ttl") -> Source:
    source = load_text((PREFIXES + text).encode(), BASE, shown)
    assert source.findings == []
    return source


def _marks(text: str) -> list[Finding]:
    """What is found of the marks of a text, each said in every language and never with the canary."""
    found = list(in_order(Marks(_load(text), ALLOWED, ACTS, TODAY).findings()))
    for finding in found:
        _require_sound(finding)
    return found


def _require_sound(finding: Finding) -> None:
    assert finding.messages.keys() == LANGUAGES.keys()
    assert len(set(finding.messages.values())) == len(LANGUAGES)
    assert CANARY not in repr(finding)
    assert not any("{" in finding.message(language) for language in LANGUAGES)


def _said(text: str) -> list[tuple[int, str]]:
    """Line, counted after the prefixes, and rule of each error in the marks of a text."""
    found = _marks(text)
    assert all(f.severity == "error" for f in found)
    return [(f.place.line - LINES, f.rule) for f in found]


def _mark(name: str, field: str, *more: str, ground: str = GROUND) -> str:
    """A mark of three lines, and one more for each further property; its field stands on the second."""
    lines = [f":{name} a rc:Withheld", f"rc:field {field}", f"rc:legalGround {ground}", *more]
    return " ;\n ".join(lines) + " .\n"


REGISTER = "<id/register/a> a rc:InformationPool ;\n rc:withheld :m .\n"
"""Two lines: the mark begins on the third."""


# What may be withheld


@pytest.mark.parametrize(("entry", "field"), FIELDS, ids=_name)
def test_a_field_that_may_be_withheld_is_no_finding(entry: Disclosure, field: Node) -> None:
    kind = min(entry.classes, key=str)
    assert _said(f"<id/register/a> a <{kind}> ;\n rc:withheld :m .\n" + _mark("m", f"<{field}>")) == []


@pytest.mark.parametrize("field", ["dct:title", "rc:textStatus", "dpv:hasPurpose", "rc:withheld", "rdfs:comment"])
def test_a_field_that_may_not_be_withheld_is_found_at_its_line(field: str) -> None:
    """A register needs its title, and the purpose is withheld where it is stated."""
    [found] = _marks(REGISTER + _mark("m", field))
    assert (found.place.line - LINES, found.rule, found.severity) == (4, "withheld-field", "error")
    assert found.messages == {
        "sv": f"{field} kan inte utelämnas här. Utelämna det som den hör till, eller skriv ett värde som är offentligt",
        "fi": f"{field} ei voi jäädä tässä pois. Jätä pois se, mihin se kuuluu, tai kirjoita julkinen arvo",
        "en": f"{field} cannot be withheld here. Withhold what it belongs to, or write a value that is public",
    }


@pytest.mark.parametrize("entry", ALLOWED.entries, ids=_name)
def test_no_other_listed_field_of_any_kind_may_be_withheld(entry: Disclosure) -> None:
    kind = min(entry.classes, key=str)
    for field in sorted(entry.properties - entry.withholdable, key=str):
        text = f"<id/register/a> a <{kind}> ;\n rc:withheld :m .\n" + _mark("m", f"<{field}>")
        assert _said(text) == [(4, "withheld-field")], field


@pytest.mark.parametrize("kind", ["dct:Standard", "rc:Withheld", "rc:TextVersion"])
def test_nothing_may_be_withheld_of_a_kind_that_says_nothing_of_it(kind: str) -> None:
    text = f"<id/register/a> a {kind} ;\n rc:withheld :m .\n" + _mark("m", "rc:searchKey")
    assert _said(text) == [(4, "withheld-field")]


def test_nothing_may_be_withheld_of_what_has_no_kind() -> None:
    assert _said("<id/register/a>\n rc:withheld :m .\n" + _mark("m", "rc:searchKey")) == [(4, "withheld-field")]


# No value beside


@pytest.mark.parametrize(("entry", "field"), WHOLE, ids=_name)
def test_a_value_beside_a_field_that_is_wholly_withheld_is_found_at_its_line(entry: Disclosure, field: Node) -> None:
    kind = min(entry.classes, key=str)
    text = f"<id/register/a> a <{kind}> ;\n rc:withheld :m ;\n <{field}> <id/x/{CANARY}>,\n" + (
        f'  "{CANARY}"@sv .\n' + _mark("m", f"<{field}>")
    )
    assert _said(text) == [(3, "withheld-value"), (4, "withheld-value")]


@pytest.mark.parametrize(("entry", "field"), SOME, ids=_name)
def test_a_value_beside_a_field_of_which_some_is_withheld_is_public(entry: Disclosure, field: Node) -> None:
    kind = min(entry.classes, key=str)
    text = f"<id/register/a> a <{kind}> ;\n rc:withheld :m ;\n <{field}> <id/x/y> .\n" + _mark("m", f"<{field}>")
    assert _said(text) == []


def test_what_is_said_of_a_value_beside_a_mark_names_the_field_and_the_way_out() -> None:
    text = f"<id/register/a> a rc:InformationPool ; rc:withheld :m ; rc:searchKey <id/x/{CANARY}> .\n"
    [found] = _marks(text + _mark("m", "rc:searchKey"))
    assert found.messages == {
        "sv": "här står rc:searchKey, som är utelämnad. "
        "Flytta värdet till mappen för det interna, eller ta bort märket",
        "fi": "tässä on rc:searchKey, joka on jätetty pois. "
        "Siirrä arvo sisäisten tietojen kansioon tai poista merkintä",
        "en": "here is rc:searchKey, which is withheld. Move the value to the private folder, or delete the mark",
    }


def test_a_value_of_another_field_or_of_another_thing_is_no_finding() -> None:
    text = (
        "<id/register/a> a rc:InformationPool ; rc:withheld :m ; rc:openInterface :i .\n"
        "<id/register/b> a rc:InformationPool ; rc:searchKey :k .\n"
    )
    assert _said(text + _mark("m", "rc:searchKey")) == []


def test_a_value_is_found_wherever_in_the_file_it_stands() -> None:
    text = REGISTER + _mark("m", "rc:searchKey") + f'<id/register/a>\n rc:searchKey "{CANARY}"@sv .'
    assert _said(text) == [(7, "withheld-value")]


@pytest.mark.parametrize("number", range(len(PERSON)))
def test_beside_a_withheld_name_stands_nothing_of_the_person(number: int) -> None:
    """A telephone number or an e-mail address often tells who it is."""
    value = f"<{PERSON[number]}> <mailto:{CANARY}@b.fi>"
    text = f'contact:a a vcard:Kind ;\n vcard:title "Rektor"@sv ;\n rc:withheld :m ;\n {value} .\n'
    [found] = _marks(text + _mark("m", "vcard:fn"))
    assert (found.place.line - LINES, found.rule) == (4, "withheld-value")
    assert found.message().startswith(f"here is {short(str(PERSON[number]))}, which is withheld.")


def test_beside_a_withheld_telephone_stand_name_and_address() -> None:
    text = (
        'contact:a a vcard:Kind ; rc:withheld :m ; vcard:fn "Anna Exempel"@sv ; vcard:hasEmail <mailto:a@b.fi> ;\n'
        " vcard:hasAddress <id/contact/a#address> .\n"
    )
    assert _said(text + _mark("m", "vcard:hasTelephone")) == []


def test_beside_a_withheld_name_stand_title_and_address_of_the_post() -> None:
    text = 'contact:a a vcard:Kind ; rc:withheld :m ; vcard:title "Rektor"@sv ; vcard:hasAddress <id/contact/a#b> .\n'
    assert _said(text + _mark("m", "vcard:fn")) == []


@pytest.mark.parametrize(
    "more", ["rdfs:comment", "dct:title", "rc:searchKey", "vcard:fn", "rdfs:label", "dct:relation"]
)
def test_a_mark_says_nothing_but_field_ground_day_and_who_decides(more: str) -> None:
    """A title of a mark would tell what is withheld."""
    [found] = _marks(REGISTER + _mark("m", "rc:searchKey", f'{more} "{CANARY}"@sv'))
    assert (found.place.line - LINES, found.rule) == (6, "withheld-value")
    assert found.message().startswith(f"here is {more}, which is withheld.")


def test_a_whole_mark_is_no_finding() -> None:
    more = ('rc:until "2030-12-31"^^xsd:date', "rc:decidingAuthority contact:a, contact:b")
    assert _said(REGISTER + _mark("m", "rc:searchKey", *more)) == []


# Agreement

TWO = "<id/register/a> a rc:InformationPool ;\n rc:withheld :m, :n .\n"


@pytest.mark.parametrize("field", ["rc:searchKey", "rc:dataGroup"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('rc:until "2030-12-31"^^xsd:date', 'rc:until "2031-12-31"^^xsd:date'),
        ('rc:until "2030-12-31"^^xsd:date', "rc:decidingAuthority contact:a"),
        ("rc:decidingAuthority contact:a", "rc:decidingAuthority contact:b"),
        ("rc:decidingAuthority contact:a", "rc:decidingAuthority contact:a, contact:b"),
        ("rc:decidingAuthority contact:a", 'rc:until "2030-12-31"^^xsd:date'),
    ],
)
def test_two_marks_of_one_field_and_ground_that_disagree_are_found(field: str, one: str, other: str) -> None:
    """They become one statement, which cannot say both."""
    [found] = _marks(TWO + _mark("m", field, one) + _mark("n", field, other))
    assert found.place.line - LINES in (4, 8)
    assert (found.rule, found.severity) == ("withheld-contradiction", "error")
    assert found.messages == {
        "sv": f"två märken om {field} säger olika. Skriv ett enda, med en sista dag och dem som beslutar",
        "fi": f"kaksi merkintää kohteesta {field} on ristiriidassa. Kirjoita vain yksi: viimeinen päivä ja päättäjät",
        "en": f"two marks of {field} disagree. Write only one, with one last day and those who decide",
    }


@pytest.mark.parametrize(
    "more", [(), ('rc:until "2030-12-31"^^xsd:date',), ("rc:decidingAuthority contact:a, contact:b",)]
)
def test_two_marks_of_one_field_that_say_the_same_are_no_finding(more: tuple[str, ...]) -> None:
    """How many things are withheld is a secret, so each may have its mark."""
    assert _said(TWO + _mark("m", "rc:dataGroup", *more) + _mark("n", "rc:dataGroup", *more)) == []


def test_the_order_in_which_those_who_decide_are_named_is_no_disagreement() -> None:
    one, other = "rc:decidingAuthority contact:a, contact:b", "rc:decidingAuthority contact:b, contact:a"
    assert _said(TWO + _mark("m", "rc:dataGroup", one) + _mark("n", "rc:dataGroup", other)) == []


def test_marks_of_different_fields_grounds_or_things_may_say_different_things() -> None:
    day, later = 'rc:until "2030-12-31"^^xsd:date', 'rc:until "2031-12-31"^^xsd:date'
    assert _said(TWO + _mark("m", "rc:dataGroup", day) + _mark("n", "rc:searchKey", later)) == []
    assert _said(TWO + _mark("m", "rc:dataGroup", day) + _mark("n", "rc:dataGroup", later, ground=OTHER_GROUND)) == []
    things = REGISTER + "<id/register/b> a rc:CaseRegister ; rc:withheld :n .\n"
    assert _said(things + _mark("m", "rc:dataGroup", day) + _mark("n", "rc:dataGroup", later)) == []


def test_each_mark_that_disagrees_with_the_first_is_found() -> None:
    marks = "".join(
        _mark(name, "rc:dataGroup", f'rc:until "203{name[1]}-12-31"^^xsd:date') for name in ("m1", "m2", "m3")
    )
    text = "<id/register/a> a rc:InformationPool ;\n rc:withheld :m1, :m2, :m3 .\n" + marks
    assert [rule for _, rule in _said(text)] == ["withheld-contradiction"] * 2


@pytest.mark.parametrize("field", ["rc:searchKey", "rc:openInterface", "rc:dataGroup"])
def test_a_field_that_is_withheld_and_does_not_apply_is_found_at_the_mark(field: str) -> None:
    text = f"<id/register/a> a rc:InformationPool ; rc:withheld :m ;\n rc:notApplicable rc:rightToUse, {field} .\n"
    [found] = _marks(text + _mark("m", field))
    assert (found.place.line - LINES, found.rule, found.severity) == (4, "withheld-not-applicable", "error")
    assert found.messages == {
        "sv": f"{field} kan inte både vara utelämnad och inte gälla. Ta bort det ena",
        "fi": f"{field} ei voi olla pois jätetty ja samalla sellainen, joka ei koske. Poista jompikumpi",
        "en": f"{field} cannot both be withheld and not apply. Delete one of the two",
    }


def test_what_the_register_says_does_not_apply_is_not_withheld_in_its_parts() -> None:
    text = (
        "<id/register/a> a rc:InformationPool ; rc:notApplicable dpv:hasRecipient .\n"
        ":process a dpv:PersonalDataProcess ; rc:withheld :m .\n"
    )
    assert _said(text + _mark("m", "dpv:hasRecipient")) == [(4, "withheld-not-applicable")]


def test_another_field_or_another_register_may_be_without_what_is_withheld_here() -> None:
    text = (
        "<id/register/a> a rc:InformationPool ; rc:withheld :m ; rc:notApplicable rc:openInterface .\n"
        "<id/register/b> a rc:InformationPool ; rc:notApplicable rc:searchKey .\n"
    )
    assert _said(text + _mark("m", "rc:searchKey")) == []


# Ground and day


@pytest.mark.parametrize("act", sorted(ACTS, key=str), ids=str)
def test_a_known_act_is_a_ground(act: Node) -> None:
    assert _said(REGISTER + _mark("m", "rc:searchKey", ground=f"<{act}>")) == []


@pytest.mark.parametrize(
    "ground",
    [
        "<http://data.finlex.fi/eli/sd/1999/622>",
        "<http://data.finlex.fi/eli/sd/1999/6210>",
        "<https://x/law>",
        "dpv:Consent",
        '"621/1999"',
        "<id/x>",
    ],
)
def test_a_ground_that_is_no_known_act_is_found_at_its_line(ground: str) -> None:
    [found] = _marks(REGISTER + _mark("m", "rc:searchKey", ground=ground))
    assert (found.place.line - LINES, found.rule, found.severity) == (5, "withheld-ground", "error")
    assert found.messages == {
        "sv": "grunden är ingen känd lag. Skriv till exempel <http://data.finlex.fi/eli/sd/1999/621>",
        "fi": "peruste ei ole tunnettu laki. Kirjoita esimerkiksi <http://data.finlex.fi/eli/sd/1999/621>",
        "en": "the ground is no known act. Write for example <http://data.finlex.fi/eli/sd/1999/621>",
    }


def test_the_act_that_a_message_tells_to_write_is_known() -> None:
    assert URIRef("http://data.finlex.fi/eli/sd/1999/621") in ACTS


@pytest.mark.parametrize("day", ["2026-06-14", "2025-12-31", "0999-01-01"])
def test_a_last_day_in_the_past_is_a_warning_at_its_line(day: str) -> None:
    """The build goes on, and nothing is published that was not."""
    [found] = _marks(REGISTER + _mark("m", "rc:searchKey", f'rc:until "{day}"^^xsd:date'))
    assert (found.place.line - LINES, found.rule, found.severity) == (6, "withheld-until", "warning")
    assert found.messages == {
        "sv": "sista dagen har gått. Inget publiceras av sig självt: ta bort märket, eller skriv en senare dag",
        "fi": "viimeinen päivä on mennyt. Mitään ei julkaista itsestään: poista merkintä tai kirjoita myöhempi päivä",
        "en": "the last day has passed. Nothing is published by itself: delete the mark, or write a later day",
    }


@pytest.mark.parametrize("day", ["2026-06-15", "2026-06-16", "2027-01-01", "9999-12-31"])
def test_a_last_day_that_is_today_or_later_is_no_finding(day: str) -> None:
    assert _said(REGISTER + _mark("m", "rc:searchKey", f'rc:until "{day}"^^xsd:date')) == []


def test_every_fault_of_a_mark_is_found_at_once() -> None:
    text = (
        "<id/register/a> a rc:InformationPool ;\n rc:withheld :m ;\n"
        f' rc:notApplicable rc:searchKey ;\n rc:searchKey "{CANARY}"@sv .\n'
    )
    more = ('rc:until "2020-01-01"^^xsd:date', f'rdfs:comment "{CANARY}"@sv')
    found = _marks(text + _mark("m", "rc:searchKey", *more, ground="<https://x/law>"))
    assert [(f.place.line - LINES, f.rule) for f in found] == [
        (4, "withheld-value"),
        (6, "withheld-not-applicable"),
        (7, "withheld-ground"),
        (8, "withheld-until"),
        (9, "withheld-value"),
    ]


def test_without_marks_there_is_no_finding() -> None:
    assert _said('<id/register/a> a rc:InformationPool ; rc:searchKey :k ; rdfs:comment "x"@sv .') == []


def test_the_data_of_this_repository_has_sound_marks(site: Site) -> None:
    for authority, base in site.authorities.items():
        source = load_files(site.files(authority), base.iri, site.data)
        marks = Marks(source, ALLOWED, ACTS, dt.date(2026, 1, 1))
        assert [f.text() for f in marks.findings()] == []


# The private folder


def test_every_mark_in_the_private_folder_is_found_at_its_line() -> None:
    """What stands there is published nowhere, and the reader would not be told."""
    text = "<id/register/a> a rc:InformationPool ;\n rc:withheld :m,\n  :n .\n" + _mark("m", "rc:searchKey")
    found = list(in_order(misplaced_marks(_load(text, "private/x.ttl"))))
    assert [(f.place.path, f.place.line - LINES, f.rule, f.severity) for f in found] == [
        ("private/x.ttl", line, "withheld-private", "error") for line in (2, 3)
    ]
    for finding in found:
        _require_sound(finding)
    assert found[0].messages == {
        "sv": "märket står i mappen för det interna, där ingen ser det. Flytta det till data",
        "fi": "merkintä on sisäisten tietojen kansiossa, jossa kukaan ei näe sitä. Siirrä se data-kansioon",
        "en": "the mark is in the private folder, where nobody sees it. Move it to the data",
    }


def test_values_behind_marks_are_where_they_belong_in_the_private_folder() -> None:
    text = f'<id/register/a> rc:searchKey :key ; rdfs:comment "{CANARY}"@sv .\n:key a rc:Statement .'
    assert list(misplaced_marks(_load(text))) == []
    assert _said(REGISTER + _mark("m", "rc:searchKey")) == []


@pytest.mark.parametrize("target", ["<id/register/secret>", ":secret-part", "<id/system/secret>", "contact:secret"])
def test_a_link_to_what_only_the_private_folder_describes_is_found_at_its_line(target: str) -> None:
    """It would tell that something is there, and its name."""
    source = _load(f"<id/register/a> a rc:InformationPool ;\n dct:relation <https://y/z>,\n  {target} .")
    private = _load(f'{target} a rc:DataGroup ; rdfs:label "{CANARY}"@sv .', "private/x.ttl")
    [found] = links_to_private(source, private)
    assert (found.place.path, found.place.line - LINES) == ("x.ttl", 3)
    assert (found.rule, found.severity) == ("private-link", "error")
    _require_sound(found)
    assert "secret" not in repr(found)
    assert found.messages == {
        "sv": "länken leder till något som bara finns i mappen för det interna. Utelämna det med ett märke, eller "
        "beskriv det i data",
        "fi": "linkki johtaa kohteeseen, joka on vain sisäisten tietojen kansiossa. Jätä se pois merkinnällä tai "
        "kuvaa se data-kansiossa",
        "en": "the link leads to something that is in the private folder only. Withhold it with a mark, or describe "
        "it in the data",
    }


def test_every_link_to_what_is_private_is_found_from_things_and_parts_and_whatever_the_property() -> None:
    source = _load("<id/register/a> rc:dataGroup :s .\n:p dct:relation :s .\ncontact:a rc:decidingAuthority :s .")
    private = _load(":s a rc:DataGroup .")
    assert sorted(f.place.line - LINES for f in links_to_private(source, private)) == [1, 2, 3]


def test_a_link_to_what_the_data_describes_is_public_whatever_the_private_folder_adds() -> None:
    source = _load("<id/register/a> rc:dataGroup :s .\n:s a rc:DataGroup .")
    private = _load(f':s rdfs:comment "{CANARY}"@sv ; rc:dataItem :t .\n:t a rc:DataItem .')
    assert list(links_to_private(source, private)) == []


def test_a_link_to_what_nobody_describes_and_a_text_like_a_private_name_are_no_link_to_what_is_private() -> None:
    source = _load('<id/register/a> rc:dataGroup :gap ; dct:title "https://x/id/register/a#s"@sv .')
    assert list(links_to_private(source, _load(":s a rc:DataGroup ; rc:dataItem :gap ."))) == []


def test_links_within_the_private_folder_are_its_own_affair() -> None:
    source = _load("<id/register/a> a rc:InformationPool .")
    assert list(links_to_private(source, _load("<id/register/a> rc:dataGroup :s .\n:s rc:dataItem :s ."))) == []


def test_nothing_is_private_without_a_private_folder() -> None:
    source = _load("<id/register/a> rc:dataGroup :s .")
    assert list(links_to_private(source, Source())) == []
    assert list(misplaced_marks(Source())) == []


def test_only_listed_fields_may_be_withheld_and_none_wholly_and_in_part() -> None:
    """What the tests above are made from is there."""
    assert len(WHOLE) > 10
    assert {RC.dataGroup, RC.dataItem, RC.informationSystem} <= {field for _, field in SOME}
