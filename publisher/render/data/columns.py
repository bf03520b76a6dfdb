"""Kinds of columns for tables, and what a cell may hold.

Which columns there are is told in `tables.py` and `open_table.py`. The title of a column is `column_<title>` in the
locales.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Field, Register, TextVersion
from publisher.model.concepts import Concept, Confirmation, Status, Withheld
from publisher.model.contacts import Contact
from publisher.model.holdings import Part
from publisher.model.languages import LANGUAGES, Text
from publisher.model.terms import RC

R = TypeVar("R")
"""What a row of a table is about."""

SEPARATOR = " | "
"""What stands between the values of one cell. In a value, the bar is written broken."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FORMULA = re.compile(r"""(^|;)(?=[\s"'\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@＝＋－＠])""")
"""Where a formula would begin: at the beginning of a cell, and after what some spreadsheets take for the end of one."""


@dataclass(frozen=True)
class Row:
    """What a row is about: a register with all its parts, or the last part of a `path` from a data group down."""

    catalogue: Catalogue
    register: Register
    parts: tuple[Part, ...]
    path: tuple[Part, ...] = ()

    @property
    def part(self) -> DataGroup | DataItem:
        """The data group or item."""
        return self.path[-1].part

    @property
    def group(self) -> DataGroup:
        """The data group, or that of the item."""
        found = self.path[0].part
        assert isinstance(found, DataGroup)  # noqa: S101 - a path begins with a data group
        return found

    @property
    def within(self) -> tuple[Part, ...]:
        """All parts in the register, data group or item."""
        tops = self.path[-1].parts if self.path else self.parts
        return tuple(part for top in tops for part in top.within())

    @property
    def above(self) -> tuple[DataGroup | DataItem, ...]:
        """The item that the item is under, if any."""
        return tuple(part.part for part in self.path[1:-1][-1:])

    @property
    def fields(self) -> tuple[Field, ...]:
        """What the law asks of the register."""
        return (*self.register.section_28, *self.register.data_protection)


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: what it is called, and the values in its cell of a row.

    After the title stand those of `detail` and of the `language` that the texts are in, if any. `term` is the property
    of what the row is about that the column tells, if it tells one; `refers_to` the table whose rows the values name.
    """

    name: str
    values: Callable[[R], Sequence[str]]
    title: str
    detail: str = ""
    language: str = ""
    datatype: str = "string"
    term: str = ""
    is_list: bool = False
    is_required: bool = False
    refers_to: str = ""

    def cell(self, row: R) -> str:
        """The cell of a row: on one line, and never what a spreadsheet takes for a formula."""
        values = tuple(self.values(row))
        return _told(values, self.is_list) if any(values) else ""


@lru_cache(maxsize=10_000)
def _told(values: tuple[str, ...], is_list: bool) -> str:
    """Values as a cell tells them. The names of registers, groups and concepts stand in many rows."""
    flat = [" ".join(_CONTROL.sub(" ", value).split()) for value in values]
    if is_list:
        flat = [value.replace(SEPARATOR.strip(), "¦") for value in flat]
    return _FORMULA.sub(r"\1'", SEPARATOR.join(flat)) if any(flat) else ""


def columns(*found: Column[R] | tuple[Column[R], ...]) -> tuple[Column[R], ...]:
    """Columns in order, where some come together."""
    return tuple(column for one in found for column in (one if isinstance(one, tuple) else (one,)))


def each(name: str, value: Callable[[R], str], datatype: str = "string", term: str = "") -> Column[R]:
    """One value."""
    return Column(name, lambda row: (value(row),), name, datatype=datatype, term=term)


def many(name: str, values: Callable[[R], Iterable[str]], datatype: str = "string") -> Column[R]:
    """Several values."""
    return Column(name, lambda row: list(values(row)), name, datatype=datatype, is_list=True)


def iris(
    name: str, title: str, values: Callable[[R], Iterable[str]], term: str = "", *, is_list: bool = False
) -> Column[R]:
    """IRIs of what other columns call by name."""
    return Column(name, lambda row: list(values(row)), title, "iri", datatype="anyURI", term=term, is_list=is_list)


def key(name: str, value: Callable[[R], str], refers_to: str = "") -> Column[R]:
    """What the row is about; or what that is a part of, in the table that the column refers to."""
    detail = "iri" if refers_to else ""
    return Column(
        name, lambda row: (value(row),), name, detail, datatype="anyURI", is_required=True, refers_to=refers_to
    )


def texts(
    name: str, values: Callable[[R], Iterable[Text]], term: str = "", *, is_list: bool = False
) -> tuple[Column[R], ...]:
    """Texts, in a column for each language, empty where there is none in it."""

    def column(tag: str) -> Column[R]:
        def told(row: R) -> list[str]:
            return [in_language(text, tag) for text in values(row)]

        return Column(f"{name}_{tag}", told, name, language=tag, term=term, is_list=is_list)

    return tuple(column(tag) for tag in LANGUAGES)


def words(name: str, values: Callable[[R], Text], term: str = "") -> tuple[Column[R], ...]:
    """Words of each language, in a column for each: there may be more in one than in another."""

    def column(tag: str) -> Column[R]:
        def told(row: R) -> list[str]:
            return [said.text for said in values(row) if said.language == tag]

        return Column(f"{name}_{tag}", told, name, language=tag, term=term, is_list=True)

    return tuple(column(tag) for tag in LANGUAGES)


def concepts(
    name: str, values: Callable[[R], Iterable[Concept]], term: str = "", *, is_list: bool = False
) -> tuple[Column[R], ...]:
    """Terms of vocabularies: what they are called in each language, and their IRIs."""
    return (
        *texts(name, lambda row: (concept.label for concept in values(row)), is_list=is_list),
        iris(name, name, lambda row: (concept.iri for concept in values(row)), term, is_list=is_list),
    )


def contacts(name: str, values: Callable[[R], Iterable[Contact]], term: str = "") -> tuple[Column[R], ...]:
    """Posts, who holds them and how to reach them: the nth value of each column is about the nth post."""

    def told(detail: str, tell: Callable[[Contact], str], datatype: str = "string") -> Column[R]:
        def of_each(row: R) -> list[str]:
            return [tell(contact) for contact in values(row)]

        return Column(f"{name}_{detail}", of_each, name, detail, datatype=datatype, is_list=True)

    return (
        *texts(name, lambda row: (contact.heading for contact in values(row)), is_list=True),
        told("name", lambda contact: contact.name.text if contact.name else ""),
        told("telephone", lambda contact: contact.telephone_iri, "anyURI"),
        told("email", lambda contact: contact.email),
        iris(name, name, lambda row: (contact.iri for contact in values(row)), term, is_list=True),
    )


def status(value: Callable[[R], Status | None]) -> tuple[Column[R], ...]:
    """Whether classifications are proposed or confirmed, by which post and when."""

    def known(row: R) -> Iterator[Status]:
        yield from filter(None, (value(row),))

    def confirmed(row: R) -> Iterator[Confirmation]:
        yield from filter(None, (one.confirmation for one in known(row)))

    return (
        *concepts("classification", lambda row: (one.concept for one in known(row)), RC.classificationStatus),
        *texts("confirmed_by", lambda row: (one.by.heading for one in confirmed(row))),
        each("confirmed_on", lambda row: "".join(one.on for one in confirmed(row)), "date", RC.confirmedOn),
    )


def withheld(values: Callable[[R], Iterable[Withheld]]) -> tuple[Column[R], ...]:
    """What is withheld: in which fields, on which grounds, and until when; empty for no end."""
    return (
        *concepts("withheld", lambda row: (one.field for one in values(row)), is_list=True),
        *concepts("withheld_ground", lambda row: (one.ground for one in values(row)), is_list=True),
        many("withheld_until", lambda row: (one.until for one in values(row)), "date"),
    )


def stated(name: str, field: str) -> tuple[Column[Row], ...]:
    """What the authority states in a field; a name that it states stands in every language."""

    def column(tag: str) -> Column[Row]:
        def told(row: Row) -> list[str]:
            said = (one for found in row.fields if found.name.iri == field for one in found.statements)
            return [one.text.in_language(tag).text if one.is_name else in_language(one.text, tag) for one in said]

        return Column(f"{name}_{tag}", told, name, language=tag, is_list=True)

    return tuple(column(tag) for tag in LANGUAGES)


def versions() -> tuple[Column[Row], ...]:
    """Whose text there is in each language, told in that language, and when the authority has confirmed it."""

    def of(tag: str) -> tuple[Column[Row], Column[Row]]:
        def known(row: Row) -> Iterator[TextVersion]:
            return (one for one in row.register.text_versions if one.language == tag)

        def whose(row: Row) -> list[str]:
            return [in_language(one.status.label, tag) for one in known(row)]

        def confirmed(row: Row) -> list[str]:
            return [one.confirmation.on for one in known(row) if one.confirmation]

        return (
            Column(f"text_status_{tag}", whose, "text_status", language=tag),
            Column(f"text_confirmed_on_{tag}", confirmed, "text_confirmed_on", language=tag, datatype="date"),
        )

    return tuple(column for tag in LANGUAGES for column in of(tag))


def in_language(text: Text, tag: str) -> str:
    """A text in a language, else one in none, such as a code or the name of a format; else nothing."""
    said = {one.language: one.text for one in reversed(text.said)}
    return said.get(tag, said.get("", ""))
