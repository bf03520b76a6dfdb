"""Reads what others wrote, shapes and vocabularies: any subject and blank nodes pass, a fault has its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from publisher.load.turtle import LARGEST_FILE, Source, fault_of_encoding, term_of_many, triples
from publisher.model.findings import Place, fault

LARGEST_SHAPES = 5_000_000
"""Bytes. The largest official shapes file has 160 000."""

_BASE = "https://shapes.invalid/"
"""What the path of a file, as given, is added to for relative IRIs to resolve against: nothing that exists."""

_MOST_FAULTS = 20
_OTHER_FORMATS = {
    "RDF/XML": re.compile(rb"\s*<(\?xml|!DOCTYPE|!--|rdf:RDF)", re.IGNORECASE),
    "JSON-LD": re.compile(rb"\s*(\{|\[\s*\{)"),
}


def read_shapes(files: Iterable[Path]) -> Source:
    """What shapes files state, and where; its findings are the faults. Turtle is the only syntax."""
    source = Source()
    for number, file in enumerate(files):
        _read(source, file, number, LARGEST_SHAPES)
    return source


def read_vocabularies(files: Iterable[Path]) -> Source:
    """What vocabularies state: Turtle, or RDF/XML when a file is called `.rdf`, as the EU gives its tables."""
    source = Source()
    for number, file in enumerate(files):
        if file.suffix == ".rdf":
            _read_xml(source, file, number)
        else:
            _read(source, file, number, LARGEST_FILE)
    return source


def _read(source: Source, file: Path, number: int, largest: int) -> None:
    content = _content(source, file, largest)
    if content is None:
        return
    shown, known = file.as_posix(), len(source.findings)
    if other := next((name for name, begins in _OTHER_FORMATS.items() if begins.match(content)), None):
        message = f"this is {other}. Save it as Turtle"
        source.findings.append(fault(Place(shown, 1), "syntax", message))
        return
    for line, triple in triples(source, content, shown, _BASE + quote(shown), most_faults=known + _MOST_FAULTS):
        _add(source, triple, Place(shown, line, len(source.places)), number)


def _read_xml(source: Source, file: Path, number: int) -> None:
    """RDF/XML without a document type: that is where entities that grow without end are declared."""
    content = _content(source, file, LARGEST_FILE)
    if content is None:
        return
    shown = file.as_posix()
    if b"<!DOCTYPE" in content.upper():
        message = "this declares a document type, and is not read for that. Save it as Turtle"
        source.findings.append(fault(Place(shown, 1), "syntax", message))
        return
    try:
        for quad in ox.parse(content, format=ox.RdfFormat.RDF_XML, base_iri=_BASE + quote(shown)):
            _add(source, quad.triple, Place(shown, 1, len(source.places)), number)
    except SyntaxError as error:
        place = Place(shown, error.lineno or 1)
        source.findings.append(fault(place, "syntax", "this is not RDF/XML: {found}. Correct it", found=str(error.msg)))


def _content(source: Source, file: Path, largest: int) -> bytes | None:
    shown = file.as_posix()
    source.files.add(shown)
    if len(source.files) == 1:
        source.start = Place(shown, 1)
    try:
        if file.stat().st_size > largest:
            raise OSError(f"it has more than {largest} bytes")
        content = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        source.findings.append(fault(Place(shown, 1), "file", f"this file cannot be read: {reason}. Make it readable"))
        return None
    if unreadable := fault_of_encoding(content):
        source.findings.append(fault(Place(shown, unreadable[0]), "encoding", unreadable[1]))
        return None
    return content


def _add(source: Source, triple: ox.Triple, place: Place, number: int) -> None:
    try:
        subject, predicate, value = (term_of_many(t, number) for t in (triple.subject, triple.predicate, triple.object))
    except (ArithmeticError, ValueError, TypeError):
        message = "this value is none that can be computed with. Write it plainly"
        source.findings.append(fault(place, "term", message))
        return
    source.subjects.setdefault(subject, place)
    source.places.setdefault((subject, predicate, value), place)
    source.graph.add((subject, predicate, value))
