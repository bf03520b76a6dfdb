"""Searches what would be published for what is private: every document, table and file, in every form a value takes."""

from __future__ import annotations

import base64
import gzip
import html
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from rdflib import Literal, URIRef
from rdflib.term import Node

from publisher.descriptions import MEDIA_TYPE
from publisher.load.turtle import Source, Triple
from publisher.model.findings import Finding, Place, in_order
from publisher.model.iris import Base
from publisher.model.open_data import FILE_TYPE
from publisher.model.proof import Value
from publisher.model.resources import folder, package
from publisher.model.terms import RC, RDF, SPDX, short
from publisher.model.values import national
from publisher.release.flow import Prepared
from publisher.release.known import allow_list, terms
from publisher.render.data.rdf import Triples
from publisher.render.formats import CSV, FORMATS

_SHORTEST_WORD = 4
_SHORTEST_NUMBER = 7
_SHORTEST_TEXT = 6
"""Characters: anything shorter is found everywhere."""

_LONG = 6
"""Characters from which a word is looked for inside other words too."""

_WORD = re.compile(r"\w+")
_HEX = re.compile(r"[0-9a-f]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")
_PLAIN = str.maketrans({"\u2011": "-", "\u00ad": "", "\u00a0": " ", "\u200b": ""})

_PUBLISHED_OF_A_MARK = (RDF.type, RC.field, RC.legalGround, RC.until, RC.decidingAuthority)
"""What is published of a mark that something is withheld, in a statement made anew."""

_TRACE = {
    "sv": "värdet av {field} på den här raden finns i det som skulle publiceras ({where}). Inget har publicerats: ta "
    "bort det ur de offentliga texterna, eller anmäl ett fel i programmet",
    "fi": "tämän rivin kentän {field} arvo on siinä, mitä julkaistaisiin ({where}). Mitään ei julkaistu: poista se "
    "julkisista teksteistä tai ilmoita ohjelman viasta",
    "en": "the value of {field} on this line is in what would be published ({where}). Nothing was published: delete it "
    "from the public texts, or report a fault of the program",
}


@dataclass
class Needles:
    """What is looked for: each word or text with the values that it betrays.

    `common` are values that cannot be looked for.
    """

    words: dict[str, list[Value]] = field(default_factory=dict)
    texts: dict[str, list[Value]] = field(default_factory=dict)
    searched: set[Value] = field(default_factory=set)
    common: set[Value] = field(default_factory=set)

    def add(self, value: Value, text: str, public: str, *, is_term: bool = False) -> None:
        """Adds a form of a value, to be looked for by what in it occurs in no public text.

        A term of a shared vocabulary that is in use in public too tells nothing, and is passed over.
        """
        plain = normal(text)
        words = {word for word in _WORD.findall(plain) if _is_telling(word) and word not in public}
        for word in words:
            self.words.setdefault(word, []).append(value)
        if not words and len(plain) >= _SHORTEST_TEXT and plain not in public:
            self.texts.setdefault(plain, []).append(value)
        elif not words:
            self.common |= set() if is_term else {value}
            return
        self.searched.add(value)


def private_values(prepared: Iterable[Prepared]) -> Needles:
    """Everything private of some authorities: their internal facts, and what of their data is not public.

    A value is private unless it occurs in a public text. For an internal fact, that is all the data; for what stands
    in the data, all that is disclosed of it.
    """
    known = list(prepared)
    data = _text(t for p in known for t in Triples.of(p.source.graph, terms()).whole()) + _program()
    public = _text(t for p in known for t in p.triples.whole()) + _program()
    found = Needles()
    for one in known:
        disclosed = {triple for triples in one.triples.by_subject.values() for triple in triples}
        _add_hidden(found, one.private, set(one.private.graph), data, set(one.source.subjects), one.base)
        hidden = {t for t in set(one.source.graph) - disclosed if t[1] not in _PUBLISHED_OF_A_MARK}
        _add_hidden(found, one.source, hidden, public, {s for s, _, _ in disclosed}, one.base)
    found.common -= found.searched
    return found


def _add_hidden(
    found: Needles, source: Source, hidden: set[Triple], public: str, known: Collection[Node], base: Base
) -> None:
    """Adds the IRIs and values of hidden triples. What is known by its IRI in public tells nothing by it."""
    for subject in {subject for subject, _, _ in hidden if subject not in known}:
        for text in _forms(subject, base):
            found.add(Value(source.place(subject), "IRI"), text, public)
    for triple in hidden:
        value = triple[2]
        is_term = isinstance(value, URIRef) and not base.holds(value)
        if value not in known:
            for text in _forms(value, base):
                found.add(Value(source.place(*triple), short(str(triple[1]))), text, public, is_term=is_term)


@dataclass
class Scan:
    """A search for private values, fed with one text after another."""

    needles: Needles
    places: int = 0
    _traces: dict[tuple[Place, str], Finding] = field(default_factory=dict)
    _words: set[str] = field(default_factory=set)
    _runs: set[str] = field(default_factory=set)

    @property
    def traces(self) -> tuple[Finding, ...]:
        """What was found, in order of the files where the values stand."""
        return in_order(self._traces.values())

    def folder(self, root: Path) -> None:
        """Searches every file below a folder, compressed ones and databases included."""
        for file in sorted(path for path in root.rglob("*") if path.is_file()):
            name = file.relative_to(root).as_posix()
            self.text(name, name.encode())
            if file.suffix == ".sqlite":
                for where, content in _rows(file):
                    self.text(f"{name}: {where}", content)
            else:
                self.text(name, file.read_bytes())

    def text(self, where: str, content: bytes) -> None:
        """Searches a text; `where` tells a reader which one."""
        self.places += 1
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
        text = content.decode("utf-8", "replace")
        plain = normal(text)
        self._search(where, plain)
        if (decoded := normal(unquote(html.unescape(_ESCAPE.sub(_unescaped, text))))) != plain:
            self._search(where, decoded)
        self._search(where, self._decoded(text))

    def _search(self, where: str, plain: str) -> None:
        new = set(_WORD.findall(plain)) - self._words
        self._words |= new
        joined = "\n".join(new)
        for word, values in self.needles.words.items():
            if word in new or (len(word) >= _LONG and not _HEX.fullmatch(word) and word in joined):
                self._found(where, word, values)
        for text, values in self.needles.texts.items():
            if text in plain:
                self._found(where, text, values)

    def _decoded(self, text: str) -> str:
        """What runs of base64 in a text say, wherever they begin."""
        new = set(_BASE64.findall(text)) - self._runs
        self._runs |= new
        pieces = []
        for run in new:
            for start in range(4):
                part = run[start:].replace("-", "+").replace("_", "/")
                part = part[: len(part) - (len(part) % 4 == 1)]
                pieces.append(base64.b64decode(part + "=" * (-len(part) % 4)).decode("utf-8", "ignore"))
        return normal("\n".join(pieces))

    def _found(self, where: str, needle: str, values: list[Value]) -> None:
        shown = "…" if needle in normal(where) else where
        for value in values:
            messages = {tag: text.replace("{field}", value.field) for tag, text in _TRACE.items()}
            finding = Finding(value.place, "error", messages, "trace", {"where": shown})
            self._traces.setdefault((value.place, value.field), finding)


def normal(text: str) -> str:
    """A text as it is compared: case-folded, composed, without soft hyphens, each white space one space."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_PLAIN)).casefold().split())


def _is_telling(word: str) -> bool:
    return len(word) >= (_SHORTEST_NUMBER if word.isdecimal() else _SHORTEST_WORD)


def _forms(node: Node, base: Base) -> Iterator[str]:
    """The texts in which a value would be told."""
    if isinstance(node, Literal):
        yield str(node)
        return
    iri = str(node)
    if base.holds(iri):
        slug, _, fragment = iri.rpartition("/")[2].partition("#")
        yield from (word for word in (slug, fragment) if word)
    elif iri.startswith("tel:"):
        yield from (iri, national(iri), re.sub(r"\D", "", iri))
    else:
        yield from (iri.removeprefix("mailto:"), short(iri))


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else " " if found[2] in "nrt" else found[2]


def _rows(file: Path) -> Iterator[tuple[str, bytes]]:
    """Every value of every table of a database, with the path that its row is about."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names come from the database
            names = [column[0] for column in rows.description]
            for row in rows:
                where = str(dict(zip(names, row, strict=True)).get("path", table))
                for value in row:
                    if value is not None:
                        yield where, value if isinstance(value, bytes) else str(value).encode()


def _text(triples: Iterable[tuple[Node, Node, Node]]) -> str:
    """All that triples say, to be searched as one text."""
    said = {str(node) for triple in triples for node in triple}
    said |= {short(iri) for iri in said if "://" in iri}
    said |= {form for iri in said if iri.startswith("tel:") for form in (national(iri), re.sub(r"\D", "", iri))}
    return normal("\n".join(sorted(said)))


@cache
def _program() -> str:
    """The texts of the program itself, which are public: its pages, its words, its own terms.

    Also the terms that it writes whatever an authority states: kinds of things, and what files are of its own.
    """
    files = [f for f in package().rglob("*") if f.suffix in (".py", ".html", ".toml", ".css")]
    files += [folder("ontology") / name for name in ("records.ttl", "context.jsonld")]
    texts = [file.read_text(encoding="utf-8") for file in sorted(files)]
    listed = {str(t) for e in allow_list().entries for t in (*e.classes, *e.types, *e.properties, *e.computed)}
    listed |= {term for form in (*FORMATS, CSV) for term in (FILE_TYPE + form.file_type, MEDIA_TYPE + form.media_type)}
    listed |= set(map(str, terms().subjects(RDF.type, SPDX.ChecksumAlgorithm)))
    return normal("\n".join((*texts, *sorted(listed), *sorted(map(short, listed)))))
