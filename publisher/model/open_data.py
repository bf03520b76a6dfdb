"""What is open: the descriptions of an authority as one dataset, and the registers whose data the authority opens."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.catalogue import Register
from publisher.model.concepts import Concept
from publisher.model.imprint import Licence
from publisher.model.languages import Said, Text
from publisher.model.offered import Distribution

PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"


@dataclass(frozen=True)
class Download:
    """A file in which the whole dataset, or a table of it, can be had.

    `name` is what its IRI ends with, `format` its format as people call it, and `file_type` as the EU table of file
    types does; `size` is in bytes, `sha256` in hexadecimal digits.
    """

    name: str
    title: Text
    description: Text
    format: str
    url: str
    media_type: str
    file_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class OpenDataset:
    """The descriptions of an authority as open data; `issued` and `modified` are times in UTC, empty for a draft."""

    iri: str
    document: str
    title: Text
    description: Text
    keywords: tuple[Text, ...]
    rights: Text
    downloads: tuple[Download, ...]
    issued: str
    modified: str
    licence: Licence | None = None

    @property
    def distributions(self) -> tuple[Distribution, ...]:
        """Its downloads as distributions, as those of registers are told."""
        licence = Concept(self.licence.known_as, self.licence.label) if self.licence else None
        return tuple(
            Distribution(
                iri=f"{self.iri}#{one.name}",
                title=one.title,
                url=one.url,
                description=one.description,
                file=one.url,
                format=Concept(FILE_TYPE + one.file_type, Text((Said(one.format, ""),))),
                media_type=one.media_type,
                size=str(one.size),
                issued=self.issued,
                modified=self.modified,
                licence=licence,
            )
            for one in self.downloads
        )


def is_open(register: Register) -> bool:
    """Whether the data of a register is public and the authority itself offers a way to it."""
    return register.access.iri == PUBLIC and bool(register.distributions)
