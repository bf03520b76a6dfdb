"""What a proof of non-disclosure found: values, for reports."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.findings import Finding, Place


@dataclass(frozen=True)
class Value:
    """A private value, told by where it stands and in which field; never by what it is."""

    place: Place
    field: str


@dataclass(frozen=True)
class Proof:
    """The outcome of a proof.

    `compared` tells that a release was built with and without the internal facts, `is_same` that the two were the same
    to the byte. `searched` are the private values that were looked for, `common` those that occur in public texts too
    or are too short to look for, `places` the places they were looked for in (documents, files, logs), and `traces`
    what was found.
    """

    release: str
    compared: bool
    is_same: bool
    searched: tuple[Value, ...]
    common: tuple[Value, ...]
    places: int
    traces: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing private was found and the internal facts changed nothing."""
        return self.is_same and not self.traces
