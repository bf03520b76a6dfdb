"""Personal data where none belongs: a telephone number or an e-mail address outside a contact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher
from rdflib import Literal, URIRef
from rdflib.term import Node

from publisher.check.shacl import Located
from publisher.model.findings import Finding
from publisher.model.terms import RDF, VCARD

_EMAIL = re.compile(
    r"(?<![^\s@<>\"])[^\s@<>\"]++(?:@|\s?[(\[]at[)\]]\s?)(?:[^\s@<>\".]++\.)+[^\W\d_]{2,}", re.IGNORECASE
)
_OTHER_NUMBER = re.compile(
    r"\b\w{1,30}://\S+|\b(?:\d{1,2}\.\d{1,2}\.(?:\d\d){1,2}|\d\d\.\d\d\s?[-\u2013]\s?\d\d\.\d\d|\d{7}-\d|ISSN:?\s?\d{4}-\d{3}[\dX])\b"
)
"""Web addresses, dates, hours and codes, some of which would be telephone numbers too."""

_COUNTRY = "FI"

_MESSAGES = {
    "sv": "här står ett telefonnummer eller en e-postadress utanför en kontakt. Ta bort det, och skriv "
    "vcard:hasTelephone eller vcard:hasEmail hos en kontakt",
    "fi": "tässä on puhelinnumero tai sähköpostiosoite muualla kuin yhteystahossa. Poista se ja kirjoita "
    "yhteystaholle vcard:hasTelephone tai vcard:hasEmail",
    "en": "here is a telephone number or an e-mail address outside a contact. Delete it, and write "
    "vcard:hasTelephone or vcard:hasEmail of a contact",
}


def contact_data(source: Located) -> Iterator[Finding]:
    """A finding for each telephone number and e-mail address that is not the value of a contact."""
    for subject, predicate, value in source.graph:
        if _is_contact_data(value) and not _is_of_contact(source, subject, predicate):
            yield Finding(source.place(subject, predicate, value), "error", _MESSAGES, "contact-data")


def _is_contact_data(value: Node) -> bool:
    if isinstance(value, URIRef):
        return value.lower().startswith(("tel:", "mailto:"))
    return isinstance(value, Literal) and bool(_EMAIL.search(value) or _has_telephone(str(value)))


def _has_telephone(text: str) -> bool:
    """Whether a number in a text is one that can be given out to a subscriber."""
    plain = _OTHER_NUMBER.sub(" ", unicodedata.normalize("NFKC", text))
    return bool(PhoneNumberMatcher(plain, _COUNTRY, leniency=Leniency.VALID).has_next())


def _is_of_contact(source: Located, subject: Node, predicate: Node) -> bool:
    is_contact = (subject, RDF.type, VCARD.Kind) in source.graph
    return is_contact and predicate in (VCARD.hasTelephone, VCARD.hasEmail)
