"""Texts that say the same in two languages, letter by letter: probably nobody has translated them.

SHACL Core cannot compare the values of a path with each other, so this is no shape.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from rdflib import Literal
from rdflib.term import Node

from publisher.check.shacl import Located
from publisher.model.findings import Finding

_MOST_WORDS = 3
"""A text of so few words may well be a name, or words that languages share."""

_NAMES = {
    "sv": {"sv": "svenska", "fi": "finska", "en": "engelska"},
    "fi": {"sv": "ruotsiksi", "fi": "suomeksi", "en": "englanniksi"},
    "en": {"sv": "Swedish", "fi": "Finnish", "en": "English"},
}
"""Language of a message -> what it calls each language, as its sentence needs it."""

_MESSAGES = {
    "sv": "samma text står på {one} och {other}, så den är nog inte översatt. Översätt den; ett namn som är detsamma "
    "på båda språken får stå kvar",
    "fi": "sama teksti on {one} ja {other}, joten sitä tuskin on käännetty. Käännä se; nimi, joka on sama kummallakin "
    "kielellä, saa jäädä",
    "en": "the same text stands in {one} and {other}, so it is probably not translated. Translate it; a name that is "
    "the same in both languages may stay",
}


def untranslated(source: Located) -> Iterator[Finding]:
    """A remark on each text of more than three words that one property of a thing has in two languages.

    Texts are the same when they are so in NFC, whatever white space stands between the words. The remark stands at the
    later of the two; when three languages have the same text, the second and the third are each held against the first.
    """
    first: dict[tuple[Node, Node, str], Literal] = {}
    for subject, predicate, value in _in_order(source):
        text = _folded(value)
        other = first.setdefault((subject, predicate, text), value)
        if other.language != value.language and len(text.split()) > _MOST_WORDS:
            place = source.place(subject, predicate, value)
            yield Finding(place, "info", _messages(str(other.language), str(value.language)), "same-text")


def _in_order(source: Located) -> list[tuple[Node, Node, Literal]]:
    """Every text with a language, as the author listed them."""
    found = [(s, p, o) for s, p, o in source.graph if isinstance(o, Literal) and o.language]
    return sorted(found, key=lambda triple: (source.place(*triple), str(triple[2].language)))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _messages(one: str, other: str) -> dict[str, str]:
    return {tag: text.format(one=_NAMES[tag][one], other=_NAMES[tag][other]) for tag, text in _MESSAGES.items()}
