"""The search index of a site: a file of a release, made from what is public.

A word leads to the registers that have it, as a set of numbers: in the order in which registers are found. What is
asked for is looked up among all words: the word itself and words of the same stem come first, then words that begin
with it, words that have it inside, words that are the same but for the marks on their letters.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Register, System
from publisher.model.concepts import Concept
from publisher.model.contacts import Contact
from publisher.model.languages import DEFAULT, LANGUAGES, Said, Text, alphabetical
from publisher.model.passages import Passage, passages
from publisher.model.terms import short
from publisher.model.words import folded, stem, words
from publisher.release.database import write_database
from publisher.release.search.numbers import pack

SCHEMA = """
CREATE TABLE register (number INTEGER PRIMARY KEY, iri TEXT NOT NULL, told TEXT NOT NULL);
CREATE TABLE passage (number INTEGER NOT NULL, place INTEGER NOT NULL, iri TEXT NOT NULL, kind INTEGER NOT NULL,
                      language TEXT NOT NULL, text TEXT NOT NULL, within TEXT NOT NULL, forms TEXT NOT NULL,
                      PRIMARY KEY (number, place)) WITHOUT ROWID;
CREATE TABLE word (word TEXT NOT NULL, kind INTEGER NOT NULL, registers BLOB NOT NULL, PRIMARY KEY (word, kind))
  WITHOUT ROWID;
CREATE TABLE spelling (word TEXT PRIMARY KEY, plain TEXT NOT NULL, backwards TEXT NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX spelling_backwards ON spelling (backwards);
CREATE TABLE form (form TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (form, word)) WITHOUT ROWID;
CREATE TABLE value (facet TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, count INTEGER NOT NULL,
                    registers BLOB NOT NULL, PRIMARY KEY (facet, key)) WITHOUT ROWID;
CREATE TABLE title (language TEXT PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID;
"""


class Listed(NamedTuple):
    """A register with the catalogue that it stands in."""

    catalogue: Catalogue
    register: Register


def write_index(file: Path, catalogues: Iterable[Catalogue], site: str) -> None:
    """Writes the index of catalogues; `site` is the base that keys are told relative to.

    The same catalogues give the same bytes. Raises ReleaseError when it cannot be written.
    """
    listed = [
        Listed(c, r)
        for c in sorted(catalogues, key=lambda c: c.iri)
        for r in sorted(c.registers, key=lambda r: _order(r, DEFAULT))
    ]

    def fill(database: sqlite3.Connection) -> None:
        found, values = defaultdict[tuple[str, int], list[int]](list), _Values(site)
        known = set[tuple[str, str]]()
        for number, one in enumerate(listed):
            told = [_told(one.register.title), _told(one.register.description), _pair(one.catalogue.authority.name)]
            database.execute("INSERT INTO register VALUES (?, ?, ?)", (number, one.register.iri, _json(told)))
            met = dict[tuple[str, int], None]()
            for place, passage in enumerate(dict.fromkeys(passages(one.register))):
                forms = _forms_in(passage)
                met.update(((form, passage.kind), None) for form, _ in forms)
                known.update(forms)
                row = (number, place, *_row(passage), " ".join(dict.fromkeys(form for form, _ in forms)))
                database.execute("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            for word in met:
                found[word].append(number)
            values.add(number, one)
        everything = len(listed)
        rows = ((word, kind, pack(found[word, kind], everything)) for word, kind in sorted(found))
        database.executemany("INSERT INTO word VALUES (?, ?, ?)", rows)
        spelt = ((word, folded(word), word[::-1]) for word in sorted({word for word, _ in found}))
        database.executemany("INSERT INTO spelling VALUES (?, ?, ?)", spelt)
        leading = sorted({(form, word) for word, language in known for form in _leading(word, language)})
        database.executemany("INSERT INTO form VALUES (?, ?)", leading)
        database.executemany("INSERT INTO value VALUES (?, ?, ?, ?, ?)", values.rows(everything))
        database.executemany("INSERT INTO title VALUES (?, ?)", _orders(listed))

    write_database(file, SCHEMA, fill)


def _order(register: Register, language: str) -> tuple[str, str]:
    title = register.title.in_language(language).text if register.title else ""
    return alphabetical(title), register.iri


def _orders(listed: Sequence[Listed]) -> Iterator[tuple[str, bytes]]:
    """For each language the numbers of all registers, in the order of their titles."""
    for language in LANGUAGES:
        keys = [_order(one.register, language) for one in listed]
        yield language, array("I", sorted(range(len(listed)), key=keys.__getitem__)).tobytes()


def _row(passage: Passage) -> tuple[str, int, str, str, str]:
    return passage.iri, passage.kind, passage.said.language, passage.said.text, passage.within


def _forms_in(passage: Passage) -> list[tuple[str, str]]:
    """Each form of each word of a passage and of its synonyms, with its language."""
    return [
        (form, text.language)
        for text in (passage.said, *passage.also)
        for word in words(text.text)
        for form in word.forms
    ]


def _leading(word: str, language: str) -> Iterator[str]:
    """What leads to a word besides itself: its stem in its language, also without marks on its letters.

    A text that is in no language is a name, and may be bent as in any.
    """
    for spoken in (language,) if language else LANGUAGES:
        own = stem(word, spoken)
        yield f"{spoken}:{own}"
        if (plain := folded(own)) != own:
            yield f"{spoken}?{plain}"


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

    def rows(self, everything: int) -> Iterator[tuple[str, str, str, int, bytes]]:
        """The rows of the table of values, in order."""
        for key in sorted(self._labels):
            registers = self._registers[key]
            yield *key, _json(_told(self._labels[key])), len(registers), pack(registers, everything)


def _facets(one: Listed) -> Iterator[tuple[str, str, Text]]:
    register = one.register
    yield "access", register.access.iri, register.access.label
    yield "authority", one.catalogue.authority.iri, Text((one.catalogue.authority.name,))
    for contact in {*register.contacts, *register.deciders}:
        yield "contact", contact.iri, contact.heading or _named(contact)
    for top in register.systems:
        for system in top.within():
            yield "system", system.iri, system.title or _named(system)
    for group in register.groups:
        for facet, concept in _concepts(group, is_group=True):
            yield facet, concept.iri, concept.label


def _named(thing: Contact | System) -> Text:
    return Text((Said(thing.iri, ""),))


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
