"""The words of lists to decide in, and what is said of a decision that cannot be carried out, in every language."""

from __future__ import annotations

from collections.abc import Mapping

from publisher.model.findings import Finding, Place, Severity
from publisher.model.languages import LANGUAGES

Words = Mapping[str, str]
"""Language -> text."""

COLUMNS: Mapping[str, Words] = {
    "thing": {"sv": "sak", "fi": "kohde", "en": "thing"},
    "where": {"sv": "fil och rad", "fi": "tiedosto ja rivi", "en": "file and line"},
    "within": {"sv": "ingår i", "fi": "kuuluu kohteeseen", "en": "part of"},
    "what": {"sv": "vad det är", "fi": "mikä se on", "en": "what it is"},
    "sv": {"sv": "på svenska", "fi": "ruotsiksi", "en": "in Swedish"},
    "fi": {"sv": "på finska", "fi": "suomeksi", "en": "in Finnish"},
    "en": {"sv": "på engelska", "fi": "englanniksi", "en": "in English"},
    "label": {"sv": "klassificering", "fi": "luokitus", "en": "classification"},
    "meaning": {"sv": "vad begreppet betyder", "fi": "mitä käsite tarkoittaa", "en": "what the concept means"},
    "concept": {"sv": "begrepp", "fi": "käsite", "en": "concept"},
    "confirm": {"sv": "bekräfta (ja/nej)", "fi": "vahvista (kyllä/ei)", "en": "confirm (yes/no)"},
    "comment": {"sv": "kommentar", "fi": "kommentti", "en": "comment"},
    "state": {"sv": "kontrollkod", "fi": "tarkistuskoodi", "en": "check code"},
}
"""The columns of a list, in order: for each what it is called. Those of words are named as their languages."""

NEEDED = ("thing", "confirm", "state")
"""The columns that a list cannot do without."""

WHOLE_TEXT: Words = {
    "sv": "hela texten (läs raderna under)",
    "fi": "koko teksti (lue alla olevat rivit)",
    "en": "the whole text (read the lines below)",
}

YES = ("ja", "kyllä", "yes", "j", "k", "y")
NO = ("nej", "ei", "no", "n", "e")
"""Answers, in any of the languages."""

_MESSAGES: Mapping[str, Words] = {
    "by-hand": {
        "sv": "det här går inte att bekräfta här utan att något annat också ändras. Skriv själv: {lines}",
        "fi": "tätä ei voi vahvistaa tässä niin, ettei muukin muuttuisi. Kirjoita itse: {lines}",
        "en": "this cannot be confirmed here without changing something else too. Write it yourself: {lines}",
    },
    "changed": {
        "sv": "orden eller begreppen har ändrats sedan du fick se dem. Läs dem på nytt",
        "fi": "sanat tai käsitteet ovat muuttuneet sen jälkeen, kun näit ne. Lue ne uudelleen",
        "en": "the words or the concepts have changed since they were shown to you. Read them again",
    },
    "stale": {
        "sv": "orden eller begreppen har ändrats i data sedan listan skrevs. Skriv en ny lista med --list",
        "fi": "sanat tai käsitteet ovat muuttuneet aineistossa listan kirjoittamisen jälkeen. Kirjoita uusi lista "
        "valitsimella --list",
        "en": "the words or the concepts in the data have changed since this list was written. Write a new one with "
        "--list",
    },
    "edited": {
        "sv": "orden eller begreppen är ändrade i listan, där de inte kan rättas. Rätta dem i {place} och skriv en ny "
        "lista med --list",
        "fi": "sanoja tai käsitteitä on muutettu listassa, jossa niitä ei voi korjata. Korjaa ne kohdassa {place} ja "
        "kirjoita uusi lista valitsimella --list",
        "en": "the words or the concepts were changed in the list, where they cannot be mended. Mend them at {place} "
        "and write a new list with --list",
    },
    "unknown": {
        "sv": "{thing} är inget som {post} kan bekräfta här. Skriv en ny lista med --list",
        "fi": "{thing} ei ole mitään, minkä {post} voi tässä vahvistaa. Kirjoita uusi lista valitsimella --list",
        "en": "{thing} is nothing that {post} can confirm here. Write a new list with --list",
    },
    "answer": {
        "sv": "{found} är inget svar. Skriv ja eller nej, eller lämna cellen tom",
        "fi": "{found} ei ole vastaus. Kirjoita kyllä tai ei, tai jätä solu tyhjäksi",
        "en": "{found} is no answer. Write yes or no, or leave the cell empty",
    },
    "twice": {
        "sv": "det här är redan besvarat på rad {line}. Ta bort det ena svaret",
        "fi": "tähän on jo vastattu rivillä {line}. Poista toinen vastaus",
        "en": "this is answered on line {line} already. Delete one of the answers",
    },
    "passage": {
        "sv": "en text bekräftas i sin helhet. Svara på raden för hela texten",
        "fi": "teksti vahvistetaan kokonaan. Vastaa koko tekstin rivillä",
        "en": "a text is confirmed as a whole. Answer on the line of the whole text",
    },
    "columns": {
        "sv": "kolumnen {name} fattas på första raden. Skriv en ny lista med --list och fyll i den",
        "fi": "ensimmäiseltä riviltä puuttuu sarake {name}. Kirjoita uusi lista valitsimella --list ja täytä se",
        "en": "the column {name} is missing on the first line. Write a new list with --list and fill it in",
    },
    "cells": {
        "sv": "raden har {found} celler men första raden {wanted}. Skriv en ny lista med --list och fyll i den",
        "fi": "rivillä on {found} solua mutta ensimmäisellä rivillä {wanted}. Kirjoita uusi lista valitsimella --list "
        "ja täytä se",
        "en": "this line has {found} cells but the first line {wanted}. Write a new list with --list and fill it in",
    },
    "encoding": {
        "sv": "filen är inte UTF-8. Spara den som CSV UTF-8",
        "fi": "tiedosto ei ole UTF-8:aa. Tallenna se muodossa CSV UTF-8",
        "en": "this file is not UTF-8. Save it as CSV UTF-8",
    },
    "csv": {
        "sv": "raden kan inte läsas som CSV. Skriv en ny lista med --list och fyll i den",
        "fi": "riviä ei voida lukea CSV-muotona. Kirjoita uusi lista valitsimella --list ja täytä se",
        "en": "this line cannot be read as CSV. Write a new list with --list and fill it in",
    },
    "already": {
        "sv": "det här är redan bekräftat, och ändras inte",
        "fi": "tämä on jo vahvistettu, eikä sitä muuteta",
        "en": "this is confirmed already, and is left as it is",
    },
}


def told(place: Place, what: str, severity: Severity = "error", /, **found: str) -> Finding:
    """What is said of a decision, where it stands; `found` are the values that its message names in braces."""
    return Finding(place, severity, dict(_MESSAGES[what]), what, found)


def column(name: str, language: str) -> str:
    """What a column is called."""
    return COLUMNS[name][language]


HEADS: Mapping[str, str] = {COLUMNS[name][language]: name for name in COLUMNS for language in LANGUAGES}
"""What a column may be called, in any language -> its name."""
