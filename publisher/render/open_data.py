"""The pages about what is open: the descriptions as a dataset, and the catalogue of what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from publisher.model.catalogue import Authority, Catalogue, Register
from publisher.model.imprint import Feedback
from publisher.model.open_data import OpenDataset, is_open


@dataclass(frozen=True)
class DatasetPage:
    """The descriptions of an authority as an open dataset, and the files in which it can be had."""

    template: ClassVar[str] = "dataset.html"
    catalogue: Catalogue
    dataset: OpenDataset
    feedback: Feedback | None = None


@dataclass(frozen=True)
class Opened:
    """What is open of one authority: its descriptions, and the registers whose data it opens."""

    catalogue: Catalogue
    dataset: OpenDataset

    @property
    def registers(self) -> tuple[Register, ...]:
        """The registers whose data is open."""
        return tuple(register for register in self.catalogue.registers if is_open(register))

    @property
    def authority(self) -> Authority:
        """Whose it is."""
        return self.catalogue.authority


@dataclass(frozen=True)
class OpenPage:
    """What is open: of one authority, or of all on a site (`is_whole`)."""

    template: ClassVar[str] = "open.html"
    opened: Sequence[Opened]
    is_whole: bool = False

    @property
    def catalogues(self) -> tuple[Catalogue, ...]:
        """The whole catalogues of those whose data it is."""
        return tuple(one.catalogue for one in self.opened)
