"""What a literal or an IRI may look like: the lexical spaces of the datatypes in use (XML Schema 1.1, part 2)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from rdflib import XSD

from publisher.load.messages import (
    CONTROL,
    DATATYPE,
    ILL_TYPED,
    INVISIBLE,
    LANGUAGE,
    LONG_TEXT,
    SCHEME,
    Fault,
    filled,
    one_of,
)
from publisher.model.languages import LANGUAGES

LONGEST_LITERAL = 100_000
"""Characters. A longer text is no description of a register."""

SCHEMES = ("http", "https", "mailto", "tel")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_IDENTITY_CODE = re.compile(
    r"(?<![0-9A-Za-z])([0-3][0-9])([01][0-9])([0-9]{2})([-+A-FU-Y])([0-9]{3})([0-9A-Y])(?![0-9A-Za-z])", re.IGNORECASE
)
_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_INVISIBLE = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def _is_date(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)) and _parses(dt.date.fromisoformat, text)


def _is_moment(text: str) -> bool:
    shape = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
    return bool(re.fullmatch(shape, text, re.ASCII)) and _parses(dt.datetime.fromisoformat, text)


def _parses(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: bool(compiled.fullmatch(text))


_DATATYPES: dict[str, tuple[Callable[[str], bool], str]] = {
    str(XSD.string): (lambda _: True, '"text"'),
    str(XSD.boolean): (_matches("true|false"), "true or false"),
    str(XSD.integer): (_matches(r"[+-]?\d{1,30}"), "12"),
    str(XSD.nonNegativeInteger): (_matches(r"\+?\d{1,30}"), '"12"^^xsd:nonNegativeInteger'),
    str(XSD.decimal): (_matches(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})"), "1.5"),
    str(XSD.date): (_is_date, '"2026-01-31"^^xsd:date'),
    str(XSD.dateTime): (_is_moment, '"2026-01-31T12:00:00Z"^^xsd:dateTime'),
    str(XSD.hexBinary): (_matches(r"([0-9A-Fa-f]{2})*"), '"9f86d081"^^xsd:hexBinary'),
    str(XSD.anyURI): (_matches(r"[^\s<>\"{}|\\^`]*"), '"https://example.fi/"^^xsd:anyURI'),
}


def fault_of_literal(text: str, language: str | None, datatype: str) -> Fault | None:
    """What is wrong with a literal and what to write, or None."""
    if len(text) > LONGEST_LITERAL:
        return Fault(filled(LONG_TEXT, longest=str(LONGEST_LITERAL)), str(len(text)))
    if found := _CONTROL.search(text):
        return Fault(CONTROL, f"U+{ord(found[0]):04X}")
    if language is not None:
        if language not in LANGUAGES:
            known = one_of(f"@{tag}" for tag in LANGUAGES)
            return Fault(filled(LANGUAGE, known=known), f"@{language}")
        return None
    if datatype not in _DATATYPES:
        return Fault(DATATYPE, f"<{datatype}>")
    is_legal, example = _DATATYPES[datatype]
    if not is_legal(text):
        return Fault(filled(ILL_TYPED, kind=datatype.rpartition("#")[2], example=one_of(example.split(" or "))))
    return None


def fault_of_iri(iri: str) -> Fault | None:
    """What is wrong with an absolute IRI and what to write, or None."""
    scheme = iri.partition(":")[0].lower()
    if scheme not in SCHEMES:
        known = one_of(f"{name}:" for name in SCHEMES)
        return Fault(filled(SCHEME, known=known), f"{scheme}:")
    if found := _INVISIBLE.search(iri):
        return Fault(INVISIBLE, f"U+{ord(found[0]):04X}")
    return None


def has_identity_code(text: str) -> bool:
    """Whether a text holds a Finnish personal identity code: a real day, and the check character that belongs to it.

    Digital and Population Data Services Agency, "The personal identity code" (form since 2023).
    """
    return any(_is_identity_code(*found.groups()) for found in _IDENTITY_CODE.finditer(text))


def _is_identity_code(day: str, month: str, year: str, sign: str, number: str, check: str) -> bool:
    century = "20" if sign.upper() in "ABCDEF" else "18" if sign == "+" else "19"
    is_day = _parses(dt.date.fromisoformat, f"{century}{year}-{month}-{day}")
    return is_day and check.upper() == _CHECKS[int(day + month + year + number) % 31]
