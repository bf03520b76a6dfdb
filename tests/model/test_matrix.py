"""The overview: every register, every kind, and whom each is about."""

from __future__ import annotations

import pytest

from publisher.model.holdings import Holdings
from publisher.model.matrix import COLUMNS, panels
from tests.holding import by_chance, catalogue, example, register


@pytest.mark.parametrize("number", range(20))
def test_each_cell_tells_whom_a_kind_is_about_in_a_register(number: int) -> None:
    """And each cell that is not empty is the finding's own; nothing that is held is left out."""
    one = by_chance(number)
    holdings = Holdings.of(one, example().base)
    cells = {
        (row.kind.iri if row.kind else "", register.iri): cell
        for panel in panels(one.registers, holdings.kinds, holdings.unclassified)
        for row in panel.rows
        for register, cell in zip(panel.registers, row.cells, strict=True)
        if cell
    }
    known = {(kind.iri, held.register.iri): held for kind in holdings.kinds for held in kind.held}
    known |= {("", held.register.iri): held for held in holdings.unclassified}
    assert cells == known


def test_registers_stand_beside_each_other_as_many_as_fit() -> None:
    registers = [register(f"r-{number}") for number in range(2 * COLUMNS + 1)]
    found = panels(registers, (), ())
    assert [(panel.first, len(panel.registers), panel.rows) for panel in found] == [
        (1, COLUMNS, ()),
        (COLUMNS + 1, COLUMNS, ()),
        (2 * COLUMNS + 1, 1, ()),
    ]
    assert [one for panel in found for one in panel.registers] == registers
    assert panels(catalogue().registers, (), ()) == ()
