"""The tables of catalogues as files of a release, with their description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from publisher.model.catalogue import Catalogue
from publisher.model.iris import Base
from publisher.release.documents.representations import Sheet, Writer, path_of
from publisher.render.data import csvw
from publisher.render.formats import CSV


def add_tables(
    writer: Writer,
    base: Base,
    catalogues: Iterable[Catalogue],
    made: Mapping[str, bytes],
    modified: str,
    dataset: str = "",
) -> None:
    """Adds the tables of some catalogues that are not those of a document already, and what describes them all.

    `made` are the tables by their names, under `base`; `dataset` is the landing page of what they are files of, if any.
    """
    for name, table in made.items():
        if path_of(base.iri + name) not in writer.entries:
            links = [link.value for link in (csvw.link(base.iri + name), *Sheet(table, dataset).links)]
            writer.file(base.iri + name, CSV.content_type, table, modified=modified, links=links, dump=name)
    description = csvw.description(catalogues, writer.site.settings.imprint.licence)
    writer.file(base.iri + csvw.DESCRIPTION, csvw.MEDIA_TYPE, description, modified=modified)
