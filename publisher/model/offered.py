"""What an authority offers of a register, and what else it is called: scope, identifiers, files and services."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.concepts import Concept, Status
from publisher.model.languages import NOTHING, Text


@dataclass(frozen=True)
class Period:
    """A period that data is about: its first and last days, empty when not told."""

    iri: str
    start: str
    end: str


@dataclass(frozen=True)
class OtherIdentifier:
    """What another catalogue calls a register, and who has given it that."""

    iri: str
    notation: str
    agency: Text


@dataclass(frozen=True)
class Rights:
    """What the authority says of how something may be used."""

    iri: str
    text: Text


@dataclass(frozen=True)
class Checksum:
    """What is counted of a file, and how, so that who has it can tell that it is whole."""

    iri: str
    algorithm: Concept
    value: str


@dataclass(frozen=True)
class DataService:
    """What programs search or fetch through: its addresses, where they are described, and what it follows."""

    iri: str
    title: Text
    description: Text
    addresses: tuple[str, ...]
    documentation: tuple[str, ...] = ()
    standards: tuple[Concept, ...] = ()
    licence: Concept | None = None
    access: Concept | None = None
    status: Status | None = None


@dataclass(frozen=True)
class Distribution:
    """A public way to the data itself: a page, and a file where there is one.

    `media_type` is a name such as `text/csv`, `size` a number of bytes; what is not told is empty.
    """

    iri: str
    title: Text
    url: str
    description: Text = NOTHING
    file: str = ""
    format: Concept | None = None
    media_type: str = ""
    size: str = ""
    issued: str = ""
    modified: str = ""
    languages: tuple[Concept, ...] = ()
    licence: Concept | None = None
    rights: tuple[Rights, ...] = ()
    availability: Concept | None = None
    checksum: Checksum | None = None
    services: tuple[DataService, ...] = ()
