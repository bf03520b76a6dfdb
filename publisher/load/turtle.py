"""Reads Turtle strictly: every fault of every file is reported with its line, nothing is fetched, nothing guessed."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, cast
from urllib.parse import unquote

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.load import messages
from publisher.load.lexical import LONGEST_LITERAL, fault_of_iri, fault_of_literal, has_identity_code
from publisher.load.messages import Fault, filled
from publisher.model.findings import Finding, Place, fault

LARGEST_FILE = 20_000_000
"""Bytes. A larger file holds more than one thing and should be split."""

MOST_FAULTS = 1_000
"""In one file. It is read no further: most often one fault is behind all of them."""

Triple = tuple[Node, Node, Node]


@dataclass
class Source:
    """What files state: one graph, and for each triple and subject the place where it first stands."""

    graph: Graph = field(default_factory=Graph)
    places: dict[Triple, Place] = field(default_factory=dict)
    subjects: dict[Node, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    files: set[str] = field(default_factory=set)
    start: Place = field(default=Place("data", 1))

    def place(self, subject: Node, predicate: Node | None = None, value: Node | None = None) -> Place:
        """The place of a triple, else of the subject, else of a link to it, else the start of the first file."""
        found = self.places.get((subject, predicate, value)) if predicate and value else None
        found = found or self.subjects.get(subject)
        links = self.graph.triples((None, None, subject)) if not found else ()
        return found or min((self.places[link] for link in links if link in self.places), default=self.start)

    def with_other(self, other: Source) -> Source:
        """What both state; a place in this one goes before a place in the other."""
        if not other.places and not other.files:
            return self
        return Source(
            self.graph + other.graph,
            other.places | self.places,
            other.subjects | self.subjects,
            self.findings + other.findings,
            self.files | other.files,
            self.start,
        )

    def order(self, subject: Node, predicate: Node, value: Node) -> int:
        """The rank of a triple in the order of reading: how the author listed things."""
        return self.places[subject, predicate, value].order


class _Lines(io.RawIOBase):
    """Gives a file line by line, so that what the parser yields is known to stand on the line just given."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)
        self._at_start = True
        self.line = 0

    def read(self, size: int = -1) -> bytes:
        """The rest of the line, or as much of it as is asked for: the parser breaks when it gets more."""
        piece = self._content.readline(size)
        self.line += self._at_start and bool(piece)
        self._at_start = piece.endswith(b"\n")
        return piece


def load_files(files: Iterable[Path], base: str, root: Path) -> Source:
    """Everything that Turtle files state.

    `base` is the IRI that relative IRIs resolve against; `root` is the folder that paths in findings are shown
    relative to. A subject that two files define is a fault, for no file would then tell all about it.
    """
    source = Source()
    for number, file in enumerate(files):
        shown = shown_path(file, root)
        if number == 0:
            source.start = Place(shown, 1)
        _load_file(source, file, shown, base)
    return source


def shown_path(file: Path, root: Path) -> str:
    """The path of a file as findings show it: relative to a folder when it lies there."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def load_text(content: bytes, base: str, shown: str) -> Source:
    """What one Turtle text states; `shown` is its name in findings."""
    source = Source()
    _load_bytes(source, content, shown, base)
    return source


def _load_file(source: Source, file: Path, shown: str, base: str) -> None:
    source.files.add(shown)
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise OSError(f"it has more than {LARGEST_FILE} bytes")
        content = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        source.findings.append(fault(Place(shown, 1), "file", messages.FILE, found=reason))
        return
    _load_bytes(source, content, shown, base)


def _load_bytes(source: Source, content: bytes, shown: str, base: str) -> None:
    source.files.add(shown)
    if unreadable := fault_of_encoding(content):
        line, said = unreadable
        source.findings.append(fault(Place(shown, line), "encoding", said))
        return
    codes = list(_identity_codes(content.decode(), shown))
    known, before = len(source.findings), 0
    own: set[Node] = set()
    for line, triple in triples(source, content, shown, base, most_faults=known + MOST_FAULTS):
        place = Place(shown, line, len(source.places))
        if wrong := _fault_of_triple(triple, base):
            source.findings.append(fault(place, "term", wrong.messages, found=wrong.found))
            continue
        subject, predicate, value = term(triple.subject), term(triple.predicate), term(triple.object)
        has_code = any(has_identity_code(unquote(str(term))) for term in (subject, predicate, value))
        if has_code and not any(before <= code.place.line <= line for code in codes):
            codes.append(fault(place, "identity-code", messages.IDENTITY_CODE))
        before = line
        if subject not in own and subject in source.subjects:
            first = source.subjects[subject]
            source.findings.append(fault(place, "subject", messages.TWO_FILES, found=f"{first.path}:{first.line}"))
        own.add(subject)
        source.subjects.setdefault(subject, place)
        source.places.setdefault((subject, predicate, value), place)
        source.graph.add((subject, predicate, value))
    if len(source.findings) >= known + MOST_FAULTS:
        last = source.findings[-1].place
        source.findings.append(fault(last, "many-faults", messages.MORE_FAULTS, found=str(MOST_FAULTS)))
    source.findings[known:] = [*codes, *(_without_codes(finding) for finding in source.findings[known:])]


def _without_codes(finding: Finding) -> Finding:
    """A finding that shows no personal identity code."""
    return finding.as_private() if any(map(has_identity_code, map(unquote, finding.found.values()))) else finding


def _identity_codes(text: str, shown: str) -> Iterator[Finding]:
    """A fault for each line with a personal identity code, comments included."""
    for number, line in enumerate(text.split("\n"), start=1):
        if has_identity_code(line):
            yield fault(Place(shown, number), "identity-code", messages.IDENTITY_CODE)


def fault_of_encoding(content: bytes) -> tuple[int, messages.Messages] | None:
    """The line and the fault, when bytes are not UTF-8 without a byte order mark."""
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return 1, messages.BYTE_ORDER_MARK
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return line, messages.NOT_UTF_8
    return None


def triples(
    source: Source, content: bytes, shown: str, base: str, *, most_faults: float = math.inf
) -> Iterator[tuple[int, ox.Triple]]:
    """Each triple of a Turtle text with its line; what is not Turtle becomes a finding of the source.

    With so many findings as `most_faults` it is not read further.
    """
    lines = _Lines(content)
    parser = ox.parse(cast(IO[bytes], lines), format=ox.RdfFormat.TURTLE, base_iri=base, without_named_graphs=True)
    while len(source.findings) < most_faults:
        try:
            quad = next(parser)
        except StopIteration:
            return
        except MemoryError:  # a single word, text or comment of more than 16 MiB
            said = filled(messages.LONG_TEXT, longest=str(LONGEST_LITERAL))
            source.findings.append(fault(Place(shown, lines.line or 1), "term", said, found=f"> {2**24}"))
            return
        except SyntaxError as error:
            place = Place(shown, error.lineno or lines.line or 1)
            reason = (error.msg or "unreadable").partition(": ")[2] or error.msg
            source.findings.append(fault(place, "syntax", messages.SYNTAX, found=reason))
        else:
            yield lines.line, quad.triple


def _fault_of_triple(triple: ox.Triple, base: str) -> Fault | None:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            wrong = fault_of_iri(term.value)
        elif isinstance(term, ox.Literal):
            wrong = fault_of_literal(term.value, term.language, term.datatype.value)
            if term.direction is not None:
                wrong = Fault(messages.DIRECTION)
        else:
            wrong = Fault(messages.BLANK_NODE)
        if wrong:
            return wrong
    subject = triple.subject
    if isinstance(subject, ox.NamedNode) and not subject.value.startswith(base):
        return Fault(messages.NOT_OWN)
    return None


def term_of_many(node: object, number: int) -> Node:
    """A term of one of several texts; a blank node's label is of its text alone, which has that number.

    Raises TypeError for a triple within a triple.
    """
    if isinstance(node, ox.BlankNode):
        return BNode(f"b{number}x{node.value}")
    if not isinstance(node, ox.NamedNode | ox.Literal):
        raise TypeError("a triple within a triple")
    return term(node)


def term(node: object) -> Node:
    """A term of the parser, an IRI or a literal, as rdflib has it; a literal keeps its lexical form."""
    if isinstance(node, ox.NamedNode):
        return _iri(node.value)
    assert isinstance(node, ox.Literal)  # noqa: S101 - _fault_of_triple lets nothing else through
    if node.language:
        return Literal(node.value, lang=node.language)
    datatype = node.datatype.value
    return Literal(node.value, datatype=None if datatype.endswith("#string") else _iri(datatype), normalize=False)


_iri = lru_cache(maxsize=1_000)(URIRef)
"""An IRI, held once where many statements next to each other have it."""
