"""The search index of a site: a file of a release, made from what is public.

A word leads to the registers that have it, as a set of numbers: in the order in which registers are found. What is
asked for is looked up among all words: the word itself and words of the same stem come first, then words that begin
with it, words that have it inside, words that are the same but for the marks on their letters.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from publisher.model.catalogue import Catalogue, Concept, Contact, DataGroup, DataItem, Register, System
from publisher.model.languages import DEFAULT, Said, Text
from publisher.model.passages import Passage, passages
from publisher.model.terms import short
from publisher.model.words import folded, stem, words
from publisher.release.database import write_database

SCHEMA = """
CREATE TABLE register (number INTEGER PRIMARY KEY, iri TEXT NOT NULL, told TEXT NOT NULL);
CREATE TABLE passage (number INTEGER NOT NULL, iri TEXT NOT NULL, kind INTEGER NOT NULL, language TEXT NOT NULL,
                      text TEXT NOT NULL, also TEXT NOT NULL, within TEXT NOT NULL);
CREATE INDEX passage_number ON passage (number);
CREATE TABLE word (word TEXT NOT NULL, kind INTEGER NOT NULL, registers TEXT NOT NULL, PRIMARY KEY (word, kind))
  WITHOUT ROWID;
CREATE TABLE form (form TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (form, word)) WITHOUT ROWID;
CREATE TABLE value (facet TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, registers TEXT NOT NULL,
                    PRIMARY KEY (facet, key)) WITHOUT ROWID;
"""


class Listed(NamedTuple):
    """A register with the catalogue that it stands in."""

    catalogue: Catalogue
    register: Register


def write_index(file: Path, catalogues: Iterable[Catalogue], site: str) -> None:
    """Writes the index of catalogues; `site` is the base that keys are told relative to.

    The same catalogues give the same bytes. Raises ReleaseError when it cannot be written.
    """
    listed = [Listed(c, r) for c in sorted(catalogues, key=lambda c: c.iri) for r in sorted(c.registers, key=_order)]

    def fill(database: sqlite3.Connection) -> None:
        found, forms = defaultdict[tuple[str, int], set[int]](set), set[tuple[str, str]]()
        values = _Values(site)
        for number, one in enumerate(listed):
            said = list(dict.fromkeys(passages(one.register)))
            told = [
                _told(one.register.title),
                _told(one.register.description),
                list(_pair(one.catalogue.authority.name)),
            ]
            database.execute("INSERT INTO register VALUES (?, ?, ?)", (number, one.register.iri, _json(told)))
            database.executemany(
                "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    (number, p.iri, p.kind, p.said.language, p.said.text, " ".join(s.text for s in p.also), p.within)
                    for p in said
                ),
            )
            for word, kind, language in _words(said):
                found[word, kind].add(number)
                forms.update(_forms(word, language))
            values.add(number, one)
        database.executemany(
            "INSERT INTO word VALUES (?, ?, ?)",
            ((word, kind, pack(found[word, kind], len(listed))) for word, kind in sorted(found)),
        )
        database.executemany("INSERT INTO form VALUES (?, ?)", sorted(forms))
        database.executemany("INSERT INTO value VALUES (?, ?, ?, ?)", values.rows(len(listed)))

    write_database(file, SCHEMA, fill)


def pack(numbers: set[int], everything: int) -> str:
    """A set of numbers as text: the numbers, or when they are many their bits as a hexadecimal number after `x`."""
    if len(numbers) * 24 < everything:
        return " ".join(map(str, sorted(numbers)))
    return f"x{as_bits(numbers):x}"


def unpack(text: str) -> int:
    """The bits of a set of numbers that was written as text."""
    return int(text[1:], 16) if text.startswith("x") else as_bits(map(int, text.split()))


def as_bits(numbers: Iterable[int]) -> int:
    """A set of numbers as one number in which the bit of each is set."""
    bits = bytearray()
    for number in numbers:
        if number >> 3 >= len(bits):
            bits.extend(bytes((number >> 3) + 1 - len(bits)))
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _order(register: Register) -> tuple[str, str]:
    title = register.title.in_language(DEFAULT).text if register.title else ""
    return title.casefold(), register.iri


def _row(passage: Passage) -> tuple[str, int, str, str, str, str]:
    also = " ".join(said.text for said in passage.also)
    return passage.iri, passage.kind, passage.said.language, passage.said.text, also, passage.within


def _words(said: Iterable[Passage]) -> Iterator[tuple[str, int, str]]:
    """Each word of passages, with the kind of passage that it stands in and its language."""
    for passage in said:
        for text in (passage.said, *passage.also):
            for word in words(text.text):
                for form in word.forms:
                    yield form, passage.kind, text.language


def _forms(word: str, language: str) -> Iterator[tuple[str, str]]:
    """What leads to a word besides itself: its stem, after its language; without marks, after a question mark."""
    yield f"{language}:{stem(word, language)}", word
    if (plain := folded(word)) != word:
        yield f"?{plain}", word


class _Values:
    """The values of facets, and the registers that have them."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._labels: dict[tuple[str, str], Text] = {}
        self._registers: defaultdict[tuple[str, str], set[int]] = defaultdict(set)

    def add(self, number: int, one: Listed) -> None:
        """Adds all values of a register."""
        for facet, iri, label in _facets(one):
            key = (facet, self.key(iri))
            self._labels.setdefault(key, label)
            self._registers[key].add(number)

    def key(self, iri: str) -> str:
        """What a value is called in an address: relative to the site, or with a known prefix."""
        return iri.removeprefix(self._site) if iri.startswith(self._site) else short(iri).strip("<>")

    def rows(self, everything: int) -> Iterator[tuple[str, str, str, str]]:
        """The rows of the table of values, in order."""
        for key in sorted(self._labels):
            yield *key, _json(_told(self._labels[key])), pack(self._registers[key], everything)


def _facets(one: Listed) -> Iterator[tuple[str, str, Text]]:
    register = one.register
    yield "access", register.access.iri, register.access.label
    yield "authority", one.catalogue.authority.iri, Text((one.catalogue.authority.name,))
    for contact in {*register.contacts, *register.deciders}:
        yield "contact", contact.iri, contact.heading or _named(contact)
    for system in _all_systems(register.systems):
        yield "system", system.iri, system.title or _named(system)
    for group in register.groups:
        for facet, concept in _concepts(group, is_group=True):
            yield facet, concept.iri, concept.label


def _named(thing: Contact | System) -> Text:
    return Text((Said(thing.iri, ""),))


def _all_systems(systems: Iterable[System]) -> Iterator[System]:
    for system in systems:
        yield system
        yield from _all_systems(system.parts)


def _concepts(part: DataGroup | DataItem, *, is_group: bool = False) -> Iterator[tuple[str, Concept]]:
    """Whose data and what kinds of data there are in a part. A group is classified by how it is handled."""
    for subject in part.subjects:
        yield "subject", subject
    if not is_group:
        for concept in part.classes:
            yield "kind", concept
    for item in part.items:
        yield from _concepts(item)


def _told(text: Text) -> list[list[str]]:
    return [list(_pair(said)) for said in text]


def _pair(said: Said) -> tuple[str, str]:
    return said.text, said.language


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
