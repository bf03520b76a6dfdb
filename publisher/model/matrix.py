"""The overview: registers by kinds of data, and in each cell whom the data is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from publisher.model.catalogue import Register
from publisher.model.holdings import Finding, Held

COLUMNS = 7
"""How many registers stand beside each other: as many as can be read on a sheet of paper."""


@dataclass(frozen=True)
class Row:
    """A kind of data, and what each register holds of it. Without a kind: data that is not classified."""

    kind: Finding | None
    cells: tuple[Held | None, ...]


@dataclass(frozen=True)
class Panel:
    """A part of the overview: some registers, from number `first`, and the kinds of data that any of them holds."""

    first: int
    registers: tuple[Register, ...]
    rows: tuple[Row, ...]


def panels(registers: Sequence[Register], kinds: Sequence[Finding], unclassified: Sequence[Held]) -> tuple[Panel, ...]:
    """The overview in parts, with registers and kinds in the given order."""
    lines: list[tuple[Finding | None, dict[str, Held]]] = [(kind, _by_register(kind.held)) for kind in kinds]
    lines.append((None, _by_register(unclassified)))
    found = []
    for start in range(0, len(registers), COLUMNS):
        some = tuple(registers[start : start + COLUMNS])
        rows = (Row(kind, tuple(held.get(register.iri) for register in some)) for kind, held in lines)
        found.append(Panel(start + 1, some, tuple(row for row in rows if any(row.cells))))
    return tuple(found)


def _by_register(held: Sequence[Held]) -> dict[str, Held]:
    return {one.register.iri: one for one in held}
