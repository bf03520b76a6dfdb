"""The table of what is open: a row for each file or address at which open data can be had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from publisher.model.catalogue import Authority
from publisher.model.concepts import Concept
from publisher.model.languages import Text
from publisher.model.offered import Distribution
from publisher.model.terms import DCAT, DCTERMS, FOAF
from publisher.render.data.columns import Column, columns, concepts, each, iris, key, texts
from publisher.render.data.tables import KEY, Table
from publisher.render.open_data import Opened


@dataclass(frozen=True)
class Offer:
    """A way to open data, the dataset that it leads to, with the document about it, and whose it is."""

    authority: Authority
    dataset: str
    title: Text
    document: str
    distribution: Distribution


def _offers(opened: Opened) -> Iterator[Offer]:
    """Those of the descriptions, and then of each register whose data is open."""
    authority, known = opened.authority, opened.dataset
    for one in known.distributions:
        yield Offer(authority, known.iri, known.title, known.document, one)
    for register in opened.registers:
        for one in register.distributions:
            yield Offer(authority, register.iri, register.title, register.record.iri, one)


def _page(row: Offer) -> str:
    return f"{row.document}#{row.distribution.iri.partition('#')[2]}"


def _formats(row: Offer) -> Iterator[Concept]:
    yield from filter(None, (row.distribution.format,))


_COLUMNS: tuple[Column[Offer], ...] = columns(
    key(KEY, lambda row: row.distribution.iri),
    each("page", _page, "anyURI", FOAF.page),
    texts("title", lambda row: (row.distribution.title,), DCTERMS.title),
    texts("dataset", lambda row: (row.title,)),
    iris("dataset", "dataset", lambda row: (row.dataset,)),
    each("authority_name", lambda row: row.authority.name.text),
    iris("authority", "authority_name", lambda row: (row.authority.iri,)),
    each("format_name", lambda row: "".join(str(one.label.in_language("")) for one in _formats(row))),
    iris("format", "format_name", lambda row: (one.iri for one in _formats(row)), DCTERMS["format"]),
    each("media_type", lambda row: row.distribution.media_type),
    each("size", lambda row: row.distribution.size.removeprefix("+"), "nonNegativeInteger", DCAT.byteSize),
    each("address", lambda row: row.distribution.file or row.distribution.url, "anyURI"),
    concepts("licence", lambda row: filter(None, (row.distribution.licence,)), DCTERMS.license),
    each("issued", lambda row: row.distribution.issued, "any"),
    each("modified", lambda row: row.distribution.modified, "any"),
)
"""Days of publication are told as they are written: as days or as times."""

OPEN = Table("open.csv", _COLUMNS, _offers)
"""The table of what is open of authorities."""
