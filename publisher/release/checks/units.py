"""Which files of an authority can only be checked together, and what else each check depends on.

SHACL follows links forwards to any depth, and some backwards. Files that are linked by a property that is followed
back, or that are about the same thing, form a unit. What a unit refers to, directly or through other things, is its
context. Unit and context together give the findings that the whole authority would give on the files of the unit.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from publisher.load.survey import Thing


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A file: its path, with slashes, a digest of its content, and what `Survey` has of it.

    `root` is how much of the path is not shown. `weight` is how much memory a check of it takes, in statements. Things
    are in order of their IRIs. There may be very many files, so nothing is held that can be made of this.
    """

    path: str
    root: int
    is_private: bool
    weight: int
    digest: bytes
    things: tuple[Thing, ...] = field(compare=False, repr=False)
    joins: tuple[str, ...] = field(compare=False, repr=False)

    @property
    def file(self) -> Path:
        """The file."""
        return Path(self.path)

    @property
    def shown(self) -> str:
        """The path that it is shown with."""
        return self.path[self.root :]

    def thing(self, iri: str) -> Thing:
        """What it says of a thing that it is about."""
        return self.things[bisect_left(self.things, (iri,))]


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that can only be checked together, in order of reading; and the things that they are about."""

    files: tuple[Surveyed, ...]

    @property
    def things(self) -> frozenset[str]:
        """The IRIs of the things."""
        return frozenset(thing.iri for file in self.files for thing in file.things)


@dataclass(frozen=True)
class Authority:
    """The files of an authority in order of reading, and the IRI of its catalogue, which every check may ask for."""

    files: tuple[Surveyed, ...]
    catalogue: str

    def __len__(self) -> int:
        """How many units there are."""
        return len(self._groups.first)

    def unit(self, number: int) -> Unit:
        """A unit, by its number, in order of their first files."""
        numbers, first = self._groups
        until = first[number + 1] if number + 1 < len(first) else len(numbers)
        return Unit(tuple(self.files[file] for file in numbers[first[number] : until]))

    @cached_property
    def _groups(self) -> _Groups:
        together, first = _Together(len(self.files)), dict[str, int]()
        for number, file in enumerate(self.files):
            for thing in file.things:
                together.join(number, first.setdefault(thing.iri, number))
        for number, file in enumerate(self.files):
            for iri in file.joins:
                together.join(number, first.get(iri, number))
        return together.groups()

    @cached_property
    def about(self) -> Mapping[str, tuple[Surveyed, ...]]:
        """The files that say something of each thing, by its IRI, in order of reading."""
        found: dict[str, tuple[Surveyed, ...]] = {}
        for file in self.files:
            for thing in file.things:
                found[thing.iri] = (*found.get(thing.iri, ()), file)
        return found

    def context(self, unit: Unit) -> frozenset[str]:
        """The things that the check of a unit depends on beside its own; also those that are nowhere described."""
        found, own = set[str](), unit.things
        waiting = [
            self.catalogue,
            *(link for file in unit.files for thing in file.things for link in thing.links),
        ]
        while waiting:
            iri = waiting.pop()
            if iri not in found and iri not in own:
                found.add(iri)
                waiting += (link for file in self.about.get(iri, ()) for link in file.thing(iri).links)
        return frozenset(found)

    def files_of(self, unit: Unit, context: Iterable[str]) -> frozenset[Surveyed]:
        """The files that the check of a unit depends on: its own, and those that say something of its context."""
        return frozenset((*unit.files, *(file for iri in context for file in self.about.get(iri, ()))))

    def key(self, unit: Unit, context: Iterable[str], *more: str) -> bytes:
        """A digest of all that the check of a unit depends on: its files, its context, and what else is told."""
        digest = hashlib.blake2b(digest_size=20)
        for text in (*more, *(f"{file.shown} {file.digest.hex()} {file.is_private}" for file in unit.files)):
            digest.update(f"{text}\n".encode("utf-8", "surrogateescape"))
        for iri in sorted(context):
            said = (f"{file.thing(iri).digest.hex()} {file.is_private}" for file in self.about.get(iri, ()))
            digest.update(f"{iri} {' '.join(said)}\n".encode())
        return digest.digest()


class _Groups(NamedTuple):
    """Numbers, those that belong together beside each other, and where each group of them begins."""

    numbers: array[int]
    first: array[int]


class _Together:
    """Numbers that belong together, whoever joined them."""

    def __init__(self, count: int) -> None:
        self._first = array("L", range(count))

    def join(self, one: int, other: int) -> None:
        """Says that two numbers belong together."""
        low, high = sorted((self._of(one), self._of(other)))
        self._first[high] = low

    def groups(self) -> _Groups:
        """The numbers that belong together, in order of the first of each group, and in order."""
        numbers = array("L", sorted(range(len(self._first)), key=self._of))
        return _Groups(numbers, array("L", (at for at, number in enumerate(numbers) if self._of(number) == number)))

    def _of(self, number: int) -> int:
        """The first number of those that belong together."""
        while self._first[number] != number:
            self._first[number] = number = self._first[self._first[number]]
        return number
