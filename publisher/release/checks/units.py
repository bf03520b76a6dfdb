"""Which files of an authority can only be checked together, and what else each check depends on.

SHACL follows links forwards to any depth, and some backwards. Files that are linked by a property that is followed
back, or that are about the same thing, form a unit. What a unit refers to, directly or through other things, is its
context. Unit and context together give the findings that the whole authority would give on the files of the unit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from publisher.load.survey import Survey, Thing


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A file: its path, the path it is shown with, its size and a digest of its content, and its survey."""

    path: str
    shown: str
    is_private: bool
    size: int
    digest: bytes
    survey: Survey = field(compare=False)

    @property
    def file(self) -> Path:
        """The file. Its path is held as a text: there may be very many."""
        return Path(self.path)


class Said(NamedTuple):
    """What a file says of a thing."""

    file: Surveyed
    thing: Thing


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that can only be checked together, in order of reading; and the things that they are about."""

    files: tuple[Surveyed, ...]

    @property
    def things(self) -> frozenset[str]:
        """The IRIs of the things."""
        return frozenset(thing.iri for file in self.files for thing in file.survey.things)


@dataclass(frozen=True)
class Authority:
    """The files of an authority in order of reading, and the IRI of its catalogue, which every check may ask for."""

    files: tuple[Surveyed, ...]
    catalogue: str

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units, in order of their first files."""
        together, first = _Together(len(self.files)), dict[str, int]()
        for number, file in enumerate(self.files):
            for thing in file.survey.things:
                together.join(number, first.setdefault(thing.iri, number))
        for number, file in enumerate(self.files):
            for iri in file.survey.joins:
                together.join(number, first.get(iri, number))
        return tuple(Unit(tuple(self.files[number] for number in group)) for group in together.groups())

    @cached_property
    def about(self) -> Mapping[str, tuple[Said, ...]]:
        """What is said of each thing, by its IRI, in order of reading."""
        found: dict[str, tuple[Said, ...]] = {}
        for file in self.files:
            for thing in file.survey.things:
                found[thing.iri] = (*found.get(thing.iri, ()), Said(file, thing))
        return found

    def context(self, unit: Unit) -> frozenset[str]:
        """The things that the check of a unit depends on beside its own; also those that are nowhere described."""
        found, own = set[str](), unit.things
        waiting = [
            self.catalogue,
            *(link for file in unit.files for thing in file.survey.things for link in thing.links),
        ]
        while waiting:
            iri = waiting.pop()
            if iri not in found and iri not in own:
                found.add(iri)
                waiting += (link for said in self.about.get(iri, ()) for link in said.thing.links)
        return frozenset(found)

    def files_of(self, unit: Unit, context: Iterable[str]) -> set[Surveyed]:
        """The files that the check of a unit depends on: its own, and those that say something of its context."""
        return {*unit.files, *(said.file for iri in context for said in self.about.get(iri, ()))}

    def key(self, unit: Unit, context: Iterable[str], *more: str) -> str:
        """A digest of all that the check of a unit depends on: its files, its context, and what else is told."""
        digest = hashlib.blake2b(digest_size=20)
        for text in (*more, *(f"{file.shown} {file.digest.hex()} {file.is_private}" for file in unit.files)):
            digest.update(f"{text}\n".encode("utf-8", "surrogateescape"))
        for iri in sorted(context):
            said = (f"{thing.digest.hex()} {file.is_private}" for file, thing in self.about.get(iri, ()))
            digest.update(f"{iri} {' '.join(said)}\n".encode())
        return digest.hexdigest()


class _Together:
    """Numbers that belong together, whoever joined them."""

    def __init__(self, count: int) -> None:
        self._first = list(range(count))

    def join(self, one: int, other: int) -> None:
        """Says that two numbers belong together."""
        low, high = sorted((self._of(one), self._of(other)))
        self._first[high] = low

    def groups(self) -> Iterator[list[int]]:
        """The numbers that belong together, in order."""
        found: dict[int, list[int]] = {}
        for number in range(len(self._first)):
            found.setdefault(self._of(number), []).append(number)
        return iter(found.values())

    def _of(self, number: int) -> int:
        while self._first[number] != number:
            self._first[number] = number = self._first[self._first[number]]
        return number
