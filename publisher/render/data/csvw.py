"""The description of the tables: Metadata Vocabulary for Tabular Data (W3C, 2015)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from publisher.model.catalogue import Catalogue
from publisher.model.concepts import Withheld
from publisher.model.imprint import Licence
from publisher.model.languages import LANGUAGES, Text
from publisher.render.data.columns import SEPARATOR, Column
from publisher.render.data.links import Link
from publisher.render.data.open_table import OPEN
from publisher.render.data.tables import KEY, REGISTERS, TABLES, Table
from publisher.render.pages import locale

DESCRIPTION = "csv-metadata.json"
"""The name of the description, beside the tables: where programs look for it (Tabular Data, section 5.3)."""

MEDIA_TYPE = "application/csvm+json"

DESCRIBED: tuple[Table[Any, Any], ...] = (*TABLES, OPEN)
"""The tables that are described: all that there are."""

_UNDETERMINED = "und"
_DIALECT = {
    "encoding": "utf-8",
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "lineTerminators": ["\r\n"],
    "header": True,
    "headerRowCount": 1,
}


def link(table: str) -> Link:
    """The link from a table to its description (Tabular Data, section 5.2)."""
    return Link("describedby", f"{table.rpartition('/')[0]}/{DESCRIPTION}", MEDIA_TYPE)


def description(catalogues: Iterable[Catalogue], licence: Licence | None) -> bytes:
    """The description of the tables of some catalogues, the same bytes for the same catalogues.

    What the catalogues say of their origin, and on which grounds registers are withheld, is said in it too.
    """
    known = tuple(catalogues)
    told: dict[str, object] = {
        "@context": "http://www.w3.org/ns/csvw",
        "@type": "TableGroup",
        "dc:title": _in_each(lambda tag: locale(tag)["tables_heading"]),
        "dc:publisher": [{"@id": catalogue.authority.iri} for catalogue in known],
        "dc:source": [{"@id": catalogue.iri} for catalogue in known],
        "dc:provenance": [one for catalogue in known for one in _said(catalogue.provenance)],
        "dialect": _DIALECT,
        "tables": [_table(table) for table in DESCRIBED],
        "notes": [
            _note([table.name for table in DESCRIBED], lambda tag: locale(tag)["tables_read"]),
            *(_withheld(catalogue, mark) for catalogue in known for mark in catalogue.withheld),
        ],
    }
    if licence:
        told["dc:license"] = {"@id": licence.iri}
    return (
        json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _table(table: Table[Any, Any]) -> dict[str, object]:
    key = table.name.partition(".")[0]
    return {
        "url": table.name,
        "dc:title": _in_each(lambda tag: locale(tag)[f"table_{key}"]),
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            "primaryKey": KEY,
            "aboutUrl": f"{{+{KEY}}}",
            "foreignKeys": [
                {
                    "columnReference": column.name,
                    "reference": {"resource": column.refers_to, "columnReference": KEY},
                }
                for column in table.columns
                if column.refers_to
            ],
        },
    }


def _column(column: Column[Any]) -> dict[str, object]:
    told: dict[str, object] = {
        "name": column.name,
        "titles": {_UNDETERMINED: column.name, **{tag: title(column, tag) for tag in LANGUAGES}},
        "datatype": column.datatype,
    }
    if column.language:
        told["lang"] = column.language
    if column.term:
        told["propertyUrl"] = column.term
    if column.is_list:
        told["separator"] = SEPARATOR
    elif column.term and column.datatype == "anyURI":
        told["valueUrl"] = f"{{+{column.name}}}"
    if column.is_required:
        told["required"] = True
    return told


def title(column: Column[Any], language: str) -> str:
    """What a column is called in a language."""
    keys = [column.title, column.detail, f"in_{column.language}" if column.language else ""]
    return ", ".join(locale(language)[f"column_{key}"] for key in keys if key)


def _in_each(tell: Callable[[str], str]) -> list[dict[str, str]]:
    """A text in every language, as JSON-LD has it."""
    return [{"@value": tell(tag), "@language": tag} for tag in LANGUAGES]


def _said(text: Text) -> list[dict[str, str]]:
    return [{"@value": s.text, **({"@language": s.language} if s.language else {})} for s in text]


def _withheld(catalogue: Catalogue, mark: Withheld) -> dict[str, object]:
    """That something is left out of the table of registers, on which ground."""

    def told(tag: str) -> str:
        field, ground = (concept.label.in_language(tag).text for concept in (mark.field, mark.ground))
        t = locale(tag)
        return f"{catalogue.authority.name}. {t['withheld_from']}: {field}. {t['withheld_ground']}: {ground}"

    return _note([REGISTERS], told)


def _note(tables: list[str], tell: Callable[[str], str]) -> dict[str, object]:
    """A note on tables, as a Web Annotation."""
    return {"type": "Annotation", "target": tables, "body": _in_each(tell)}
