"""Who, what and where: which registers hold something about whom, and of what kind, down to the single item.

An item is about the people it names itself; where it names none, about those of what it is in. Where it is withheld
whom it is about, nothing is inherited. Each item is of the kinds that it is classified as itself, and of no other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Register, Statement
from publisher.model.concepts import Concept, Withheld
from publisher.model.iris import Base
from publisher.model.languages import Said, Text, alphabetical

_ABOUT_WHOM = "hasDataSubject"
_HIDES = ("dataGroup", "dataItem", _ABOUT_WHOM)
"""Fields behind which something about anyone may be withheld."""


@dataclass(frozen=True)
class Part:
    """A data group or item with the people it is about and the parts in it.

    Not `is_found` when it is told only because something in it was looked for.
    """

    part: DataGroup | DataItem
    subjects: tuple[Concept, ...]
    parts: tuple[Part, ...] = ()
    is_found: bool = True

    def within(self) -> Iterator[Part]:
        """The part itself and all in it, from above."""
        yield self
        for part in self.parts:
            yield from part.within()


@dataclass(frozen=True)
class Held:
    """What a register holds of what was looked for.

    Of the data about some people, `own` is what the authority says of how they see it themselves, `by_login` whether
    it says that logging in is the way to it.
    """

    register: Register
    parts: tuple[Part, ...]
    own: tuple[Statement, ...] = ()
    by_login: Concept | None = None

    @property
    def title(self) -> Text:
        """What the register is called."""
        return self.register.title

    @property
    def found(self) -> tuple[Part, ...]:
        """The parts that were looked for, each before those in it."""
        return tuple(part for top in self.parts for part in top.within() if part.is_found)

    @property
    def subjects(self) -> tuple[Concept, ...]:
        """The people that what was found is about."""
        return _once(subject for part in self.found for subject in part.subjects)

    @property
    def tells_whom(self) -> bool:
        """Whether it is told of everything that was found whom it is about."""
        return all(part.subjects for part in self.found)


@dataclass(frozen=True)
class Finding:
    """A group of people or a kind of data, the document about it, and the registers that hold something of it.

    `for_others` are registers of which the authority says that the people may ask for someone else's data in them.
    """

    concept: Concept
    iri: str
    held: tuple[Held, ...] = ()
    for_others: tuple[Register, ...] = ()

    @property
    def title(self) -> Text:
        """What the people or the data are called."""
        return self.concept.label


@dataclass(frozen=True)
class Place:
    """Where a data item stands: in a register, within some parts of it, outermost first."""

    register: Register
    above: tuple[Part, ...]
    part: Part


@dataclass(frozen=True)
class Named:
    """What data items of the same name in a language are called, the anchor of the name, and where they stand."""

    name: Said
    anchor: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Unstated:
    """A register that may hold something about anyone: `parts` of which it is not told whom they are about.

    `withheld` is what is said of what is left out; it may be about anyone too.
    """

    register: Register
    parts: tuple[Part, ...]
    withheld: tuple[Withheld, ...]

    @property
    def title(self) -> Text:
        """What the register is called."""
        return self.register.title


@dataclass(frozen=True)
class Holdings:
    """What an authority holds, by whose data it is and by what kind.

    `unstated` are registers that do not tell of all of their public data whom it is about, `partial` those that tell
    so, but withhold something; `unclassified` what no kind is told of.
    """

    subjects: tuple[Finding, ...]
    kinds: tuple[Finding, ...]
    unstated: tuple[Unstated, ...]
    partial: tuple[Unstated, ...]
    unclassified: tuple[Held, ...]

    @classmethod
    def of(cls, catalogue: Catalogue, base: Base) -> Holdings:
        """What the registers of a catalogue hold, everything in order of IRIs."""
        wholes = [(register, whole(register)) for register in catalogue.registers]
        subjects, kinds = _Gathered(base, "subject"), _Gathered(base, "kind")
        unstated, partial, unclassified = [], [], []
        for register, parts in wholes:
            for concept in _once(subject for part in _within(parts) for subject in part.subjects):
                subjects.add(concept, _about(register, parts, concept))
            for concept in _once(kind for part in _within(parts) for kind in part.part.classes):
                kinds.add(concept, Held(register, _of_kind(parts, concept)))
            for concept in _acting_for_others(register):
                subjects.add_for_others(concept, register)
            if rest := pruned(parts, lambda part: not part.part.classes and not part.parts):
                unclassified.append(Held(register, rest))
            open_parts = pruned(parts, lambda part: not part.subjects and not part.parts)
            marks = tuple(mark for mark in _marks(register, parts) if mark.name in _HIDES)
            if open_parts or not parts:
                unstated.append(Unstated(register, open_parts, marks))
            elif marks:
                partial.append(Unstated(register, (), marks))
        return cls(subjects.findings(), kinds.findings(), tuple(unstated), tuple(partial), tuple(unclassified))


def named(registers: Iterable[Register], language: str) -> tuple[Named, ...]:
    """Every data item of some registers by its name in a language, in order of the alphabet of Swedish and Finnish.

    An item without a name is called as its IRI ends. Names that differ only in capitals or in signs that are not seen
    are the same.
    """
    found: dict[str, list[tuple[Said, Place]]] = {}
    for register in registers:
        for top in whole(register):
            for place in _places(register, (top,), top.parts):
                label = place.part.part.label
                name = label.in_language(language) if label else Said(place.part.part.iri.rpartition("#")[2], "")
                found.setdefault(_folded(name.text), []).append((name, place))
    taken: dict[str, int] = {}
    return tuple(
        Named(some[0][0], _anchor(key, taken), tuple(place for _, place in some))
        for key, some in sorted(found.items(), key=lambda one: alphabetical(one[0]))
    )


def _places(register: Register, above: tuple[Part, ...], parts: tuple[Part, ...]) -> Iterator[Place]:
    for part in parts:
        yield Place(register, above, part)
        yield from _places(register, (*above, part), part.parts)


def _folded(name: str) -> str:
    """A name as it is compared."""
    plain = unicodedata.normalize("NFC", name.replace("\u00ad", "").replace("\u2011", "-"))
    return " ".join(plain.casefold().split())


def _anchor(key: str, taken: dict[str, int]) -> str:
    """The anchor of a name: its letters and digits; a number after it where another name has the same."""
    anchor = "item_" + ("-".join(re.findall(r"\w+", key)) or "sign")
    taken[anchor] = number = taken.get(anchor, 0) + 1
    return f"{anchor}_{number}" if number > 1 else anchor


def whole(register: Register) -> tuple[Part, ...]:
    """Everything in a register, with whom each part is about."""
    return tuple(_part(group, ()) for group in register.groups)


def pruned(parts: Iterable[Part], wanted: Callable[[Part], bool]) -> tuple[Part, ...]:
    """The parts that are wanted, with those that they are in."""
    found = []
    for part in parts:
        inner = pruned(part.parts, wanted)
        is_found = wanted(part)
        if inner or is_found:
            found.append(replace(part, parts=inner, is_found=is_found))
    return tuple(found)


def _part(part: DataGroup | DataItem, above: tuple[Concept, ...]) -> Part:
    is_hidden = any(mark.name == _ABOUT_WHOM for mark in part.withheld)
    subjects = part.subjects or (() if is_hidden else above)
    return Part(part, subjects, tuple(_part(item, subjects) for item in part.items))


def _about(register: Register, parts: tuple[Part, ...], concept: Concept) -> Held:
    """What a register holds about some people, and how they see it themselves."""
    channel = register.notice.channel if register.notice else None
    return Held(
        register,
        pruned(parts, lambda part: concept in part.subjects),
        own=tuple(
            statement
            for statement in (*register.right_of_access, *register.right_to_use)
            if _shows(statement, concept, to_all=statement in register.right_of_access)
        ),
        by_login=channel,
    )


def _shows(statement: Statement, concept: Concept, *, to_all: bool) -> bool:
    """Whether a statement tells how some people see their data: it names them, or is said `to_all` and names nobody."""
    if statement.accessible_to:
        return concept in statement.accessible_to
    return to_all and bool(statement.channel or statement.coverage)


def _of_kind(parts: tuple[Part, ...], concept: Concept) -> tuple[Part, ...]:
    return pruned(parts, lambda part: concept in part.part.classes)


def _acting_for_others(register: Register) -> tuple[Concept, ...]:
    return register.notice.also_by if register.notice else ()


def _marks(register: Register, parts: tuple[Part, ...]) -> Iterator[Withheld]:
    yield from register.withheld
    for part in _within(parts):
        yield from part.part.withheld


def _within(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        yield from part.within()


def _once(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Concepts in order of their IRIs, each once."""
    found = {concept.iri: concept for concept in concepts}
    return tuple(found[iri] for iri in sorted(found))


class _Gathered:
    """Findings of one folder, as registers are gone through."""

    def __init__(self, base: Base, folder: str) -> None:
        self._base, self._folder = base, folder
        self._concepts: dict[str, Concept] = {}
        self._held: dict[str, list[Held]] = {}
        self._for_others: dict[str, list[Register]] = {}

    def add(self, concept: Concept, held: Held) -> None:
        """Adds a register that holds something."""
        self._concepts[concept.iri] = concept
        self._held.setdefault(concept.iri, []).append(held)

    def add_for_others(self, concept: Concept, register: Register) -> None:
        """Adds a register in which some people may ask for someone else's data."""
        self._concepts[concept.iri] = concept
        self._for_others.setdefault(concept.iri, []).append(register)

    def findings(self) -> tuple[Finding, ...]:
        """All of them."""
        return tuple(
            Finding(
                concept=self._concepts[iri],
                iri=str(self._base.finding(self._folder, iri)),
                held=tuple(self._held.get(iri, ())),
                for_others=tuple(self._for_others.get(iri, ())),
            )
            for iri in sorted(self._concepts)
        )
