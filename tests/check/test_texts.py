"""A text of more than three words that is the same in two languages was probably not translated."""

from __future__ import annotations

import unicodedata

import pytest

from publisher.check import texts
from publisher.check.texts import untranslated
from publisher.load.turtle import load_files, load_text
from publisher.model.findings import Finding
from publisher.model.languages import LANGUAGES
from publisher.model.terms import PREFIXES
from tests.conftest import ROOT

BASE = "https://x/"
HEAD = "".join(f"@prefix {prefix}: <{namespace}> . " for prefix, namespace in PREFIXES.items())


def found_in(text: str) -> list[Finding]:
    """The remarks on a text, whose first line is the first."""
    source = load_text((HEAD + text).encode(), BASE, "x.ttl")
    assert [finding.text() for finding in source.findings] == []
    return list(untranslated(source))


def lines(text: str) -> list[int]:
    """The lines of the remarks."""
    return [finding.place.line for finding in found_in(text)]


@pytest.mark.parametrize("field", ["dct:title", "dct:description", "rdfs:label", "vcard:title", "skos:altLabel"])
def test_the_same_text_in_two_languages_is_a_remark_at_the_second(field: str) -> None:
    """Whatever the property."""
    [found] = found_in(f'<a> {field}\n "ett två tre fyra"@sv,\n "one two three four"@en,\n "ett två tre fyra"@fi .')
    assert (found.place.line, found.severity, found.rule) == (4, "info", "same-text")
    assert found.messages == {
        "sv": "samma text står på svenska och finska, så den är nog inte översatt. Översätt den; ett namn som är "
        "detsamma på båda språken får stå kvar",
        "fi": "sama teksti on ruotsiksi ja suomeksi, joten sitä tuskin on käännetty. Käännä se; nimi, joka on sama "
        "kummallakin kielellä, saa jäädä",
        "en": "the same text stands in Swedish and Finnish, so it is probably not translated. Translate it; a name "
        "that is the same in both languages may stay",
    }


def test_the_second_is_the_one_that_stands_later() -> None:
    """Whatever the languages are."""
    [found] = found_in('<a> rdfs:label "a b c d"@en ;\n rdfs:label "a b c d"@sv .')
    assert (found.place.line, "in English and Swedish" in found.message()) == (2, True)


def test_on_one_line_the_second_is_the_one_read_later() -> None:
    """The order of reading is that of the author."""
    [found] = found_in('<a> rdfs:label "a b c d"@fi, "a b c d"@sv .')
    assert "in Finnish and Swedish" in found.message()


def test_each_further_language_is_held_against_the_first() -> None:
    """Two remarks for three languages: when both are translated nothing is left."""
    three = '<a> rdfs:label\n "a b c d"@sv,\n "a b c d"@fi,\n "a b c d"@en .'
    assert [finding.message().partition(",")[0] for finding in found_in(three)] == [
        "the same text stands in Swedish and Finnish",
        "the same text stands in Swedish and English",
    ]


@pytest.mark.parametrize("text", ["Office 365", "Primus Wilma Kurre", "  a\n b  c ", "tre-ord med-bindestreck här"])
def test_up_to_three_words_may_be_a_name(text: str) -> None:
    assert lines(f'<a> rdfs:label """{text}"""@sv, """{text}"""@fi .') == []


@pytest.mark.parametrize("space", ["  ", "\\t", "\\n", "\\n   ", " \\r\\n", "\u00a0", "\u2003"])
def test_white_space_makes_no_difference(space: str) -> None:
    """Nor does it before or after."""
    assert lines(f'<a> rdfs:label "a b c d"@sv, "{space}a{space}b c d{space}"@fi .') == [1]


def test_the_form_of_a_letter_makes_no_difference() -> None:
    """An ä may be one character or two."""
    composed, parted = (unicodedata.normalize(form, "häst på grön äng") for form in ("NFC", "NFD"))
    assert composed != parted
    assert lines(f'<a> rdfs:label "{composed}"@sv, "{parted}"@fi .') == [1]


@pytest.mark.parametrize(
    "text",
    [
        '<a> rdfs:label "a b c d"@sv, "a b c e"@fi .',
        '<a> rdfs:label "a b c d"@sv, "A b c d"@fi .',
        '<a> rdfs:label "a b c d"@sv, "a b c d." .',
        '<a> rdfs:label "a b c d", "a b c d"@sv .',
        '<a> rdfs:label "a b c d"@sv, "a  b c d"@sv .',
        '<a> rdfs:label "a b c d"@sv ; dct:title "a b c d"@fi .',
        '<a> rdfs:label "a b c d"@sv . <b> rdfs:label "a b c d"@fi .',
    ],
)
def test_what_is_not_the_same_text_of_one_thing_in_two_languages_is_none(text: str) -> None:
    """Another text, one without language, one language twice, another property, another thing."""
    assert lines(text) == []


def test_every_language_has_a_name_in_the_messages_of_every_language() -> None:
    """A new language needs them too."""
    assert set(texts._MESSAGES) == set(LANGUAGES)
    assert {tag: set(names) for tag, names in texts._NAMES.items()} == {tag: set(LANGUAGES) for tag in LANGUAGES}


def test_the_example_has_none() -> None:
    """Its longest text that is the same in all languages is a name of one word."""
    source = load_files(sorted((ROOT / "data" / "optima").rglob("*.ttl")), BASE, ROOT)
    assert list(untranslated(source)) == []
