"""The catalogue as pages know it: frozen dataclasses, no triples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from publisher.model.concepts import Concept, Confirmation, Status, Withheld
from publisher.model.contacts import Contact, RightNotice
from publisher.model.languages import NOTHING, Said, Text
from publisher.model.offered import DataService, Distribution, OtherIdentifier, Period, Rights


@dataclass(frozen=True)
class System:
    """An information system and its parts; `open_ended` when the authority names only some of them."""

    iri: str
    title: Text
    description: Text
    open_ended: bool = False
    parts: tuple[System, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    def within(self) -> Iterator[System]:
        """The system itself and all in it, from above."""
        yield self
        for part in self.parts:
            yield from part.within()


@dataclass(frozen=True)
class DataItem:
    """A data item of a group, with the items under it."""

    iri: str
    label: Text
    open_ended: bool
    subjects: tuple[Concept, ...]
    classes: tuple[Concept, ...]
    status: Status | None
    items: tuple[DataItem, ...]
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True)
class DataGroup:
    """A group of data items about the same people or matter."""

    iri: str
    label: Text
    open_ended: bool
    subjects: tuple[Concept, ...]
    access: Concept | None
    laws: tuple[Concept, ...]
    classes: tuple[Concept, ...]
    status: Status | None
    items: tuple[DataItem, ...]
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True)
class Purpose:
    """Why the data is kept."""

    iri: str
    label: Text
    classes: tuple[Concept, ...]
    status: Status | None
    systems: tuple[System, ...]


@dataclass(frozen=True)
class Statement:
    """Something the authority says, as text and as data; `is_name` when the text is a name, which nobody translates.

    `notice` tells of a right how it is used.
    """

    iri: str
    text: Text
    is_name: bool = False
    in_practice: bool = False
    channel: Concept | None = None
    coverage: Concept | None = None
    accessible_to: tuple[Concept, ...] = ()
    laws: tuple[Concept, ...] = ()
    notice: RightNotice | None = None


@dataclass(frozen=True)
class TextVersion:
    """Whose text the description is in one language, and who has confirmed it. The authority's own needs nobody."""

    iri: str
    language: str
    status: Concept
    is_own: bool = False
    confirmation: Confirmation | None = None


@dataclass(frozen=True)
class Record:
    """The publication of a description: `issued` and `modified` are times in UTC, empty while unpublished."""

    iri: str
    status: Concept
    issued: str
    modified: str


@dataclass(frozen=True)
class Field:
    """What is stated in a field that an authority may leave out.

    A gap is a field with no statements that is neither withheld nor not applicable.
    """

    name: Concept
    statements: tuple[Statement, ...] = ()
    not_applicable: bool = False
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True)
class Register:
    """An information pool or the case register.

    `reviewed` is the day on which its description was last gone through, `next_review` the day by which it will be;
    empty when the authority tells none. From `keywords` on stands what helps to find it and to know it again elsewhere:
    `areas` and `periods` that its data is about, `same_as` what it is elsewhere.
    """

    iri: str
    slug: str
    kind: Concept
    title: Text
    description: Text
    record: Record
    contacts: tuple[Contact, ...]
    deciders: tuple[Contact, ...]
    systems: tuple[System, ...]
    themes: tuple[Concept, ...]
    access: Concept
    status: Status | None
    purposes: tuple[Purpose, ...]
    groups: tuple[DataGroup, ...]
    right_to_use: tuple[Statement, ...]
    right_of_access: tuple[Statement, ...]
    notice: RightNotice | None
    landing_pages: tuple[str, ...]
    distributions: tuple[Distribution, ...]
    text_versions: tuple[TextVersion, ...]
    section_28: tuple[Field, ...]
    data_protection: tuple[Field, ...]
    withheld: tuple[Withheld, ...] = ()
    reviewed: str = ""
    next_review: str = ""
    keywords: Text = NOTHING
    areas: tuple[Concept, ...] = ()
    periods: tuple[Period, ...] = ()
    frequency: Concept | None = None
    rights: tuple[Rights, ...] = ()
    identifiers: tuple[OtherIdentifier, ...] = ()
    same_as: tuple[str, ...] = ()

    @property
    def services(self) -> tuple[DataService, ...]:
        """The services that its distributions lead to, each once."""
        return tuple(dict.fromkeys(service for one in self.distributions for service in one.services))

    @property
    def statuses(self) -> frozenset[Status]:
        """Every status of a classification in the register, of its parts at any depth."""
        found: set[Status | None] = {self.status, *(purpose.status for purpose in self.purposes)}
        found |= {service.status for service in self.services}
        waiting: list[DataGroup | DataItem] = list(self.groups)
        while waiting:
            part = waiting.pop()
            found.add(part.status)
            waiting += part.items
        return frozenset(status for status in found if status)


@dataclass(frozen=True)
class Authority:
    """The authority that keeps the registers."""

    iri: str
    name: Said
    homepage: str

    @property
    def title(self) -> Text:
        """What it is called, as other things are."""
        return Text((self.name,))


@dataclass(frozen=True)
class Notice:
    """What a catalogue says on all its pages, and whose catalogue it is."""

    text: Text
    authority: Authority

    @classmethod
    def of(cls, provenance: Text, authority: Authority) -> tuple[Notice, ...]:
        """The notice of a catalogue, if it says anything."""
        return (cls(provenance, authority),) if provenance else ()


@dataclass(frozen=True)
class Catalogue:
    """An authority's registers, contacts and systems, with what the catalogue says of itself.

    `descriptions` is the open dataset of the descriptions themselves, `open_catalogue` the catalogue of what is open.
    `completeness` is the document that tells how complete the descriptions are; `subjects`, `kinds`, `items` and
    `overview` are those that help to find: by whose data it is, by what kind, by name, and all in one.
    """

    iri: str
    title: Text
    description: Text
    provenance: Text
    laws: tuple[Concept, ...]
    authority: Authority
    registers: tuple[Register, ...]
    contacts: tuple[Contact, ...]
    systems: tuple[System, ...]
    descriptions: str
    open_catalogue: str
    completeness: str
    subjects: str
    kinds: str
    items: str
    overview: str
    withheld: tuple[Withheld, ...] = ()
    areas: tuple[Concept, ...] = ()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What it says on all its pages."""
        return Notice.of(self.provenance, self.authority)

    @cached_property
    def shared_texts(self) -> Mapping[str, TextVersion]:
        """By language, whose text every register says it has: the first that says so.

        A language is left out when they differ, or when only some of the texts are confirmed.
        """
        found: dict[str, list[TextVersion]] = {}
        for version in (version for register in self.registers for version in register.text_versions):
            found.setdefault(version.language, []).append(version)
        return {
            language: versions[0]
            for language, versions in found.items()
            if len(versions) == len(self.registers)
            and len({(version.status, version.is_own, version.confirmation is None) for version in versions}) == 1
        }
