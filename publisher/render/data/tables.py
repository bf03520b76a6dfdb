"""The tables of registers, data groups and data items: CSV (RFC 4180) for people with a spreadsheet.

Which columns there are is told here and nowhere else: head, rows and description (`csvw.py`) are made from it. The
table of what is open is in `open_table.py`. What a cell may hold, and why the bytes are as they are, is told in
docs/decisions/0020-csv.md.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from publisher.model.catalogue import Catalogue
from publisher.model.concepts import Concept
from publisher.model.contacts import Contact
from publisher.model.holdings import whole
from publisher.model.terms import DCAT, DCTERMS, DPV, FOAF, RC, RDF, RDFS
from publisher.render.data.columns import (
    Column,
    R,
    Row,
    columns,
    concepts,
    contacts,
    each,
    iris,
    key,
    many,
    stated,
    status,
    texts,
    versions,
    withheld,
    words,
)

REGISTERS, GROUPS, ITEMS = "catalog.csv", "groups.csv", "items.csv"
"""The names of the tables, in the folder of a catalogue."""

KEY = "iri"
"""The column that tells what a row is about."""


T = TypeVar("T")
"""What a table is made of."""


@dataclass(frozen=True)
class Table(Generic[T, R]):
    """A table: the name of its file, its columns, and the rows of what one authority tells, in the order of pages."""

    name: str
    columns: tuple[Column[R], ...]
    rows: Callable[[T], Iterator[R]]

    def written(self, found: Iterable[T]) -> bytes:
        """The table of what some authorities tell: the same bytes for the same."""
        content = io.BytesIO()
        stream = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
        table = csv.writer(stream, lineterminator="\r\n")
        table.writerow(column.name for column in self.columns)
        for one in found:
            table.writerows([column.cell(row) for column in self.columns] for row in self.rows(one))
        stream.flush()
        return content.getvalue()


def tables(catalogues: Iterable[Catalogue]) -> dict[str, bytes]:
    """The tables of some catalogues, by the names of their files."""
    known = tuple(catalogues)
    return {table.name: table.written(known) for table in TABLES}


def _registers(catalogue: Catalogue) -> Iterator[Row]:
    return (Row(catalogue, register, whole(register)) for register in catalogue.registers)


def _groups(catalogue: Catalogue) -> Iterator[Row]:
    for row in _registers(catalogue):
        for group in row.parts:
            yield Row(catalogue, row.register, row.parts, (group,))


def _items(catalogue: Catalogue) -> Iterator[Row]:
    """Each item before those under it."""
    for row in _groups(catalogue):
        waiting = [(*row.path, item) for item in reversed(row.path[-1].parts)]
        while waiting:
            path = waiting.pop()
            yield Row(catalogue, row.register, row.parts, path)
            waiting += [(*path, item) for item in reversed(path[-1].parts)]


def _once(concepts: Iterable[Concept]) -> list[Concept]:
    """Concepts in order of their IRIs, each once."""
    found = {concept.iri: concept for concept in concepts}
    return [found[iri] for iri in sorted(found)]


def _missing(row: Row) -> list[Concept]:
    """The fields in which nothing stands, though nothing says that they are withheld or do not apply."""
    return _once(f.name for f in row.fields if not (f.statements or f.not_applicable or f.withheld))


def _receivers(row: Row) -> tuple[Contact, ...]:
    return row.register.notice.contacts if row.register.notice else ()


def _public_search(row: Row) -> list[str]:
    urls = (*(one.url for one in row.register.distributions), *row.register.landing_pages)
    return list(dict.fromkeys(url for url in urls if url))


def _page(row: Row) -> str:
    return f"{row.register.record.iri}#{row.part.iri.partition('#')[2]}"


_AUTHORITY: tuple[Column[Row], ...] = columns(
    each("authority_name", lambda row: row.catalogue.authority.name.text),
    iris("authority", "authority_name", lambda row: (row.catalogue.authority.iri,)),
)
_REGISTER: tuple[Column[Row], ...] = columns(
    texts("register", lambda row: (row.register.title,)),
    key("register", lambda row: row.register.iri, REGISTERS),
)
_PART: tuple[Column[Row], ...] = columns(
    key(KEY, lambda row: row.part.iri),
    each("page", _page, "anyURI", FOAF.page),
    texts("label", lambda row: (row.part.label,), RDFS.label),
)
_ABOUT: tuple[Column[Row], ...] = columns(
    concepts("subjects", lambda row: row.path[-1].subjects, DPV.hasDataSubject, is_list=True),
    concepts("classes", lambda row: row.part.classes, RC.classifiedAs, is_list=True),
    status(lambda row: row.part.status),
    each("items", lambda row: str(len(row.within)), "integer"),
    each("open_ended", lambda row: "true" if row.part.open_ended else "false", "boolean"),
    withheld(lambda row: row.part.withheld),
)

_OF_REGISTERS: tuple[Column[Row], ...] = columns(
    key(KEY, lambda row: row.register.iri),
    each("page", lambda row: row.register.record.iri, "anyURI", FOAF.page),
    texts("title", lambda row: (row.register.title,), DCTERMS.title),
    _AUTHORITY,
    concepts("kind", lambda row: (row.register.kind,), RDF.type),
    texts("description", lambda row: (row.register.description,), DCTERMS.description),
    contacts("contact", lambda row: row.register.contacts, DCAT.contactPoint),
    contacts("decides", lambda row: row.register.deciders, RC.decidingAuthority),
    contacts("receives", _receivers),
    many("systems_name", lambda row: (str(s.title.in_language("")) if s.title else "" for s in row.register.systems)),
    iris(
        "systems", "systems_name", lambda row: (s.iri for s in row.register.systems), RC.informationSystem, is_list=True
    ),
    concepts("access", lambda row: (row.register.access,), DCTERMS.accessRights),
    concepts("themes", lambda row: row.register.themes, DCAT.theme, is_list=True),
    words("keywords", lambda row: row.register.keywords, DCAT.keyword),
    concepts("areas", lambda row: row.register.areas, DCTERMS.spatial, is_list=True),
    many("period_start", lambda row: (one.start for one in row.register.periods), "date"),
    many("period_end", lambda row: (one.end for one in row.register.periods), "date"),
    concepts("frequency", lambda row: filter(None, (row.register.frequency,)), DCTERMS.accrualPeriodicity),
    status(lambda row: row.register.status),
    concepts("subjects", lambda row: _once(s for part in row.within for s in part.subjects), is_list=True),
    concepts("classes", lambda row: _once(c for part in row.within for c in part.part.classes), is_list=True),
    each("groups", lambda row: str(len(row.register.groups)), "integer"),
    each("items", lambda row: str(len(row.within) - len(row.register.groups)), "integer"),
    texts("purposes", lambda row: (purpose.label for purpose in row.register.purposes), is_list=True),
    stated("legal_basis", DPV.hasLegalBasis),
    stated("controller", DPV.hasDataController),
    stated("data_protection_officer", DPV.hasDataProtectionOfficer),
    stated("recipients", DPV.hasRecipient),
    stated("retention", DPV.hasStorageCondition),
    stated("third_countries", DPV.hasThirdCountry),
    stated("data_sources", DPV.hasDataSource),
    stated("security_measures", DPV.hasTechnicalOrganisationalMeasure),
    stated("data_subject_rights", DPV.hasRight),
    stated("search_keys", RC.searchKey),
    stated("open_interface", RC.openInterface),
    texts("right_to_use", lambda row: (one.text for one in row.register.right_to_use), is_list=True),
    texts("right_of_access", lambda row: (one.text for one in row.register.right_of_access), is_list=True),
    texts("rights", lambda row: (one.text for one in row.register.rights), is_list=True),
    many("public_search", _public_search, "anyURI"),
    texts("services", lambda row: (one.title for one in row.register.services), is_list=True),
    many("services_address", lambda row: (url for one in row.register.services for url in one.addresses), "anyURI"),
    many("identifiers", lambda row: (one.notation for one in row.register.identifiers)),
    texts("identifiers_by", lambda row: (one.agency for one in row.register.identifiers), is_list=True),
    many("same_as", lambda row: row.register.same_as, "anyURI"),
    concepts("missing", _missing, is_list=True),
    concepts("not_applicable", lambda row: (f.name for f in row.fields if f.not_applicable), is_list=True),
    withheld(lambda row: row.register.withheld),
    each("issued", lambda row: row.register.record.issued, "dateTime"),
    each("modified", lambda row: row.register.record.modified, "dateTime"),
    each("reviewed", lambda row: row.register.reviewed, "date", RC.reviewed),
    each("next_review", lambda row: row.register.next_review, "date", RC.nextReview),
    versions(),
    texts("provenance", lambda row: (row.catalogue.provenance,)),
)
"""Of a register: `items` counts data items at any depth, and whom and what its data is about is told of all of them."""

_OF_GROUPS: tuple[Column[Row], ...] = columns(
    _PART,
    _REGISTER,
    _AUTHORITY,
    concepts("access", lambda row: [row.group.access] if row.group.access else [], DCTERMS.accessRights),
    concepts("law", lambda row: row.group.laws, DCTERMS.relation, is_list=True),
    _ABOUT,
)

_OF_ITEMS: tuple[Column[Row], ...] = columns(
    _PART,
    texts("within", lambda row: (part.label for part in row.above)),
    iris("within", "within", lambda row: (part.iri for part in row.above)),
    texts("group", lambda row: (row.group.label,)),
    key("group", lambda row: row.group.iri, GROUPS),
    _REGISTER,
    _AUTHORITY,
    _ABOUT,
)
"""Of a data item: `within` is the item that it is under, if any."""

TABLES = (
    Table(REGISTERS, _OF_REGISTERS, _registers),
    Table(GROUPS, _OF_GROUPS, _groups),
    Table(ITEMS, _OF_ITEMS, _items),
)
"""The tables that there are, each after those that it refers to."""
