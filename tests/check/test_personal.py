"""Telephone numbers and e-mail addresses are found outside contacts, and nothing else is taken for one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from phonenumbers import is_valid_number, parse

from publisher.check.personal import contact_data
from publisher.load.turtle import Source, load_files, load_text
from publisher.model.findings import Finding
from publisher.model.languages import LANGUAGES
from publisher.release.site import Site

BASE = "https://x/"
PREFIXES = """@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rc: <https://w3id.org/records-catalogue#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LINES = PREFIXES.count("\n")

TELEPHONES = (
    "+358 44 7215 234",
    "+358447215234",
    "+358-44-7215-234",
    "+358 (0)44 721 5234",
    "+358(0)44 7215234",
    "+358 457 123 4567",
    "+46 70 123 45 67",
    "00358 44 7215234",
    "044 7215 234",
    "044 721 5234",
    "044 72 15 234",
    "0447215234",
    "044-7215234",
    "044-721 5234",
    "0457 123 4567",
    "(06) 123 4567",
    "(06) 1234567",
    "06 123 4567",
    "06-1234567",
    "06 7215 200",
    "09-123 45678",
    "0800 123 123",
    "020 123 456",
    "044\u00a07215\u00a0234",
    "+358\u00a044\u00a07215\u00a0234",
    "044\u202f7215\u202f234",
    "044\u20117215\u2011234",
    "09\u2011123\u00a045678",
    "+358\u201144\u20117215\u2011234",
)
"""Finnish numbers as people write them; the national recommendation writes groups with spaces."""

ADDRESSES = (
    "anna.exempel@example.fi",
    "anna@example.fi",
    "a_b+c@mail.example.fi",
    "förnamn.efternamn@exempelstad.fi",
    "anna@exämpel.fi",
    "ANNA@EXAMPLE.FI",
    "info@example.museum",
)

AROUND = ("{}", "Ring {}.", "({})", "puh. {}, huone 2", "Tel:{}", "rad\n{}\nrad", "telephone {}!", '"{}"', "{} / {}")

OTHER = (
    "621/1999",
    "906/2019",
    "(906/2019)",
    "1050/2018",
    "(EU) 2016/679",
    "31.12.2026",
    "1.2.2026",
    "31.12.",
    "2026-01-31",
    "2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+02:00",
    "68600",
    "68600 Jakobstad",
    "00100 Helsingfors",
    "2026",
    "2019-2026",
    "1999\u20132026",
    "24 § 1 mom. 7 punkten",
    "24 §:n 1 momentin 7 kohta",
    "artikel 6.1 e",
    "100 000",
    "100\u00a0000",
    "12 345",
    "1,5",
    "http://data.finlex.fi/eli/sd/1999/621",
    "http://data.finlex.fi/eli/sd/2019/906",
    "http://data.europa.eu/eli/reg/2016/679/oj",
    "https://example.fi/0447215234",
    "2.0.1",
    "1.10.0",
    "version 10.0.19045",
    "0.1.2",
    "08:00-16:00",
    "9.00-15.00",
    "klo 9\u201315",
    "0-18",
    "01-03",
    "OPH-1234-2024",
    "1.2.246.562.10.00000000001",
    "978-951-0-12345-6",
    "116117",
    "112",
    "@sv",
    "anna@localhost",
    "10 @ 2.5",
)
"""What stands in descriptions: acts, dates, postal codes, amounts, paragraphs, versions, identifiers."""


def _source(text: str) -> Source:
    source = load_text((PREFIXES + text).encode(), BASE, "x.ttl")
    assert source.findings == []
    return source


def _lines(text: str) -> list[int]:
    """The lines of what is found, counted after the prefixes."""
    return sorted(f.place.line - LINES for f in contact_data(_source(text)))


def _of_text(text: str) -> list[Finding]:
    """What is found in a description."""
    quoted = text.replace('"', '\\"')
    return list(contact_data(_source(f'<id/register/a> a rc:InformationPool ;\n dct:description """{quoted}"""@sv .')))


# What is found


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("number", TELEPHONES)
def test_a_telephone_number_is_found_in_every_usual_writing(number: str, around: str) -> None:
    [found] = _of_text(around.replace("{}", number))
    assert (found.severity, found.rule) == ("error", "contact-data")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_email_address_is_found_in_any_text(address: str, around: str) -> None:
    [found] = _of_text(around.replace("{}", address))
    assert (found.severity, found.rule) == ("error", "contact-data")


@pytest.mark.parametrize("value", [TELEPHONES[0], ADDRESSES[0]])
def test_what_is_found_is_told_in_every_language_with_its_line_and_never_shown(value: str) -> None:
    [found] = _of_text(f"Ring {value}.")
    assert found.place[:2] == ("x.ttl", LINES + 2)
    assert found.messages == {
        "sv": "här står ett telefonnummer eller en e-postadress utanför en kontakt. Ta bort det, och skriv "
        "vcard:hasTelephone eller vcard:hasEmail hos en kontakt",
        "fi": "tässä on puhelinnumero tai sähköpostiosoite muualla kuin yhteystahossa. Poista se ja kirjoita "
        "yhteystaholle vcard:hasTelephone tai vcard:hasEmail",
        "en": "here is a telephone number or an e-mail address outside a contact. Delete it, and write "
        "vcard:hasTelephone or vcard:hasEmail of a contact",
    }
    assert found.messages.keys() == LANGUAGES.keys()
    assert value not in repr(found)


@pytest.mark.parametrize("written", ['"{}"@sv', '"{}"@en', '"{}"', '"{}"^^xsd:string'])
@pytest.mark.parametrize("value", [TELEPHONES[0], ADDRESSES[0]])
def test_a_text_of_any_kind_is_searched(written: str, value: str) -> None:
    assert _lines(f"<id/system/a>\n rdfs:comment {written.format(value)} .") == [2]


@pytest.mark.parametrize(
    "iri", ["tel:+358447215234", "mailto:anna@example.fi", "TEL:+358-44-7215-234", "MailTo:a@b.fi"]
)
@pytest.mark.parametrize("predicate", ["foaf:homepage", "dct:relation", "vcard:hasEmail", "vcard:hasTelephone"])
def test_a_link_that_dials_or_writes_is_found_at_what_is_no_contact(iri: str, predicate: str) -> None:
    """Whatever property leads there."""
    assert _lines(f"<id/agent/a> a foaf:Agent ;\n {predicate} <{iri}> .") == [2]


def test_every_place_is_found() -> None:
    text = (
        "<id/register/a> a rc:InformationPool ;\n"
        f' dct:title "{ADDRESSES[0]}"@sv,\n'
        f'  "Ring {TELEPHONES[3]}"@fi ;\n'
        " foaf:homepage <https://example.fi/> ;\n"
        " dct:relation <mailto:a@b.fi> .\n"
        f'<id/register/a#p> rdfs:label "{TELEPHONES[9]} och {ADDRESSES[1]}"@en .'
    )
    assert _lines(text) == [2, 3, 5, 6]


# Contacts


@pytest.mark.parametrize("kind", ["vcard:Kind", "vcard:Individual, vcard:Kind", "vcard:Kind, vcard:Group"])
def test_the_values_of_a_contact_are_where_they_belong(kind: str) -> None:
    text = f"<id/contact/a> vcard:hasTelephone <tel:+358-44-7215-234> ; vcard:hasEmail <mailto:a@b.fi> ; a {kind} ."
    assert _lines(text) == []


def test_a_number_that_a_contact_has_as_text_is_left_to_the_shapes_of_a_contact() -> None:
    assert _lines(f'<id/contact/a> a vcard:Kind ; vcard:hasTelephone "{TELEPHONES[0]}" .') == []


@pytest.mark.parametrize("kind", ["vcard:Individual", "vcard:Group", "vcard:Address", "foaf:Agent", "rc:Statement"])
def test_what_is_no_contact_may_have_neither(kind: str) -> None:
    """A thing is a contact only when it says so itself."""
    text = f"<id/contact/a> a {kind} ;\n vcard:hasTelephone <tel:+358-44-7215-234> ;\n vcard:hasEmail <mailto:a@b.fi> ."
    assert _lines(text) == [2, 3]


@pytest.mark.parametrize("predicate", ["vcard:title", "vcard:fn", "rdfs:comment", "vcard:street-address"])
def test_the_other_texts_of_a_contact_hold_no_number_and_no_address(predicate: str) -> None:
    text = f'<id/contact/a> a vcard:Kind ;\n {predicate} "tel. {TELEPHONES[3]}"@sv,\n  "Anna, {ADDRESSES[0]}"@fi .'
    assert _lines(text) == [2, 3]


def test_the_address_of_a_contact_holds_no_number() -> None:
    text = (
        "<id/contact/a> a vcard:Kind ; vcard:hasAddress <id/contact/a#address> .\n"
        f'<id/contact/a#address> a vcard:Address ; vcard:street-address "Storgatan 1, {TELEPHONES[3]}"@sv .'
    )
    assert _lines(text) == [2]


# No false alarm


@pytest.mark.parametrize(
    "around", ["{}", "Enligt {}.", "({})", "{}, {}", "lag {} och {}", "a\n{}\nb", "{};", "Se: {}!"]
)
@pytest.mark.parametrize("text", OTHER)
def test_what_usually_stands_in_a_description_is_no_telephone_and_no_address(text: str, around: str) -> None:
    assert _of_text(around.replace("{}", text)) == []


@pytest.mark.parametrize(
    "value",
    [
        "<http://data.finlex.fi/eli/sd/1999/621>",
        "<http://data.europa.eu/eli/reg/2016/679/oj>",
        "<https://example.fi/tel:1>",
        "<https://example.fi/>",
        '"2026-01-31"^^xsd:date',
        '"2026-01-31T12:00:00+02:00"^^xsd:dateTime',
        "1234567",
        "1.5",
        "true",
    ],
)
def test_a_link_a_date_and_a_number_are_no_telephone(value: str) -> None:
    assert _lines(f"<id/register/a> dct:relation {value} .") == []


def test_the_data_of_this_repository_holds_no_number_and_no_address_outside_its_contacts(site: Site) -> None:
    for authority, base in site.authorities.items():
        files = site.files(authority)
        assert files
        source = load_files(files, base.iri, site.data)
        assert [f.text() for f in contact_data(source)] == []


# Laws

WORDS = st.lists(
    st.sampled_from(["Ring", "till", "kansliet", "puhelin", "klo", "§", "enligt", "lagen", "och", "Åsa"]), max_size=5
).map(" ".join)
SEPARATORS = st.sampled_from([" ", "-", "", "\u00a0", "\u2011"])


@st.composite
def _telephones(draw: st.DrawFn) -> str:
    """A number that is in use, behind its prefix or area code, in groups of two digits or more."""
    start = draw(
        st.sampled_from(["+358", "+358 44", "+46 70", "044", "040", "050", "06", "(06)", "09", "0457", "(019)"])
    )
    digits = draw(st.text("0123456789", min_size=6, max_size=8))
    separator, cut = draw(SEPARATORS), draw(st.integers(2, 4))
    number = start + draw(SEPARATORS) + digits[:cut] + separator + digits[cut:]
    assume(is_valid_number(parse(number, "FI")))
    return number


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_telephones(), WORDS, WORDS)
def test_any_telephone_number_is_found_among_any_words(number: str, before: str, after: str) -> None:
    assert len(_of_text(f"{before} {number} {after}")) == 1


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.text("abcåäö.-_+019", min_size=1, max_size=12),
    st.lists(st.text("abcåäö19-", min_size=1, max_size=8), min_size=1, max_size=3).map(".".join),
    st.sampled_from(["fi", "com", "ax", "museum"]),
    WORDS,
)
def test_any_email_address_is_found_among_any_words(name: str, host: str, top: str, words: str) -> None:
    assert len(_of_text(f"{words} {name}@{host}.{top} {words}")) == 1


YEARS = st.integers(1800, 2100)
HARMLESS = st.one_of(
    st.builds("{}/{}".format, st.integers(1, 9999), YEARS),
    st.builds("(EU) {}/{}".format, YEARS, st.integers(1, 9999)),
    st.dates(dt.date(1800, 1, 1)).map(lambda day: day.isoformat()),
    st.builds("{}.{}.{}".format, st.integers(10, 31), st.integers(10, 12), YEARS),
    YEARS.map(str),
    st.integers(0, 99_999).map("{:05}".format),
    st.builds("{} {:03}".format, st.integers(1, 999), st.integers(0, 999)),
    st.builds("{} § {} mom. {} punkten".format, *[st.integers(1, 99)] * 3),
    st.builds("http://data.finlex.fi/eli/sd/{}/{}".format, YEARS, st.integers(1, 9999)),
    st.builds("{}.{}.{}".format, *[st.integers(1, 99)] * 3),
    st.integers(1, 999_999_999).map(str),
    st.sampled_from(["@sv", "a@b", "rc:searchKey", "tel", "mailto"]),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(HARMLESS, max_size=6), st.sampled_from([", ", " och ", "; ", " (", "\n- "]))
def test_no_numbers_of_acts_days_postal_codes_and_amounts_are_a_telephone_number(
    texts: list[str], between: str
) -> None:
    assert _of_text(between.join(texts)) == []
