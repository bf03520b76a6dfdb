"""What is open: the files in which descriptions can be had, the dataset that they make, and the catalogues of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rdflib import Graph

from publisher.descriptions import add_catalogue, add_dataset, add_publisher, add_terms_of_use, take_over
from publisher.model.catalogue import Notice
from publisher.model.imprint import Imprint
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.open_data import Download, OpenDataset
from publisher.model.terms import DCTERMS
from publisher.release.documents.representations import Sheet, Writer
from publisher.release.flow import Prepared
from publisher.release.known import terms
from publisher.render.data.links import Link
from publisher.render.data.open_table import OPEN
from publisher.render.data.rdf import Triple, Triples, joined, write
from publisher.render.formats import CSV, HTML, RDF_FORMATS, Format
from publisher.render.frame import Crumb, notices_of, rights_of
from publisher.render.open_data import DatasetPage, Opened, OpenPage
from publisher.render.pages import locale, told


class OpenData(NamedTuple):
    """What is open of an authority; the triples of its whole catalogue, and those of its catalogue of what is open."""

    opened: Opened
    whole: Sequence[Triple]
    open: Sequence[Triple]
    modified: str


def add_open_data(
    writer: Writer, prepared: Prepared, modified: str, crumbs: tuple[Crumb, ...], tables: Mapping[str, bytes]
) -> OpenData:
    """Adds the downloads of an authority's descriptions, the dataset that they make, and what is open of it.

    `modified` is when the catalogue as a whole was last published, empty while any of it is a draft; `tables` are those
    of the catalogue, by the names of their files, which are added elsewhere.
    """
    catalogue, base, public = prepared.catalogue, prepared.base, prepared.public
    imprint = writer.site.settings.imprint
    rights = rights_of(imprint)
    own = Graph()
    add_terms_of_use(own, base.catalogue, rights, imprint.licence)
    known = joined(prepared.triples.whole(), Triples.of(own, terms()).whole())
    dataset = _dataset(
        prepared, imprint, (*_downloads(writer, base, known, modified), *_tables(base, tables)), modified
    )
    opened = Opened(catalogue, dataset)
    add_dataset(own, public, base, dataset, imprint)
    datasets = (dataset.iri, *(register.iri for register in opened.registers))
    title = _title(catalogue.title, told("open_title"))
    iri = base.open_catalogue
    add_catalogue(own, iri, title, told("open_lead"), datasets=datasets)
    same = (DCTERMS.publisher, DCTERMS.language, DCTERMS.issued, DCTERMS.modified)
    take_over(own, public, base.catalogue, iri, *same)
    add_terms_of_use(own, iri, rights, imprint.licence)
    triples = Triples.of(own, terms())
    about = triples.about(dataset.iri, dataset.document)
    writer.document(
        dataset.document,
        DatasetPage(catalogue, dataset, imprint.feedback),
        about,
        thing=dataset.iri,
        modified=modified,
        crumbs=crumbs,
        notices=catalogue.notices,
        items=tuple((one.url, one.media_type) for one in dataset.downloads),
        collection=str(base.document(base.open_catalogue)),
    )
    of_registers = (prepared.triples.about(r.iri, r.record.iri) for r in opened.registers)
    open_triples = joined(triples.about(str(iri)), about, *of_registers)
    _add_open(writer, base, OpenPage((opened,)), open_triples, modified, crumbs, catalogue.notices)
    return OpenData(opened, joined(known, about, triples.about(str(base.catalogue))), open_triples, modified)


def add_open_site(writer: Writer, found: Sequence[OpenData], modified: str, crumb: Crumb) -> None:
    """Adds the catalogue of what is open on the site: those of its authorities, and all that is in them."""
    base, imprint, own = writer.site.base, writer.site.settings.imprint, Graph()
    iri, catalogues = base.open_catalogue, [one.opened.catalogue.open_catalogue for one in found]
    add_catalogue(own, iri, told("open_heading"), told("open_lead"), catalogues=catalogues)
    add_publisher(own, iri, imprint.publisher, {one.opened.authority.iri for one in found})
    add_terms_of_use(own, iri, rights_of(imprint), imprint.licence)
    triples = joined(Triples.of(own, terms()).whole(), *(one.open for one in found))
    page = OpenPage(tuple(one.opened for one in found), is_whole=True)
    _add_open(writer, base, page, triples, modified, (crumb,), notices_of(page.catalogues))


def _dataset(prepared: Prepared, imprint: Imprint, downloads: tuple[Download, ...], modified: str) -> OpenDataset:
    """The descriptions of an authority as a dataset that can be had in some files."""
    base = prepared.base
    return OpenDataset(
        iri=str(base.descriptions),
        document=str(base.document(base.descriptions)),
        title=_title(prepared.catalogue.title, told("dataset_title")),
        description=told("dataset_description"),
        keywords=tuple(_keywords()),
        rights=rights_of(imprint),
        downloads=downloads,
        issued=str(prepared.public.value(base.catalogue, DCTERMS.issued) or "") if modified else "",
        modified=modified,
        licence=imprint.licence,
    )


def _add_open(
    writer: Writer,
    base: Base,
    page: OpenPage,
    triples: Sequence[Triple],
    modified: str,
    crumbs: tuple[Crumb, ...],
    notices: tuple[Notice, ...],
) -> None:
    iri = str(base.open_catalogue)
    document = str(base.document(iri))
    writer.document(
        document,
        page,
        triples,
        thing=iri,
        modified=modified,
        crumbs=crumbs,
        notices=notices,
        whole="open",
        table=Sheet(OPEN.written(page.opened)),
    )


def _downloads(writer: Writer, base: Base, triples: Iterable[Triple], modified: str) -> Iterator[Download]:
    """Adds the descriptions as a file in each format of RDF, and tells of it."""
    known = list(triples)
    way_back = Link("collection", str(base.document(base.descriptions)), HTML.media_type).value
    for form in RDF_FORMATS:
        url, body = f"{base.iri}descriptions.{form.extension}", write(known, form)
        dump = f"descriptions.{form.extension}"
        writer.file(url, form.content_type, body, modified=modified, links=[way_back], dump=dump)
        yield _download(form.name, Text((Said(form.label, ""),)), told("file_whole"), url, form, body)


def _tables(base: Base, tables: Mapping[str, bytes]) -> Iterator[Download]:
    """Tells of the tables."""
    for name, body in tables.items():
        key = name.partition(".")[0]
        title = Text(tuple(Said(f"{locale(tag)[f'table_{key}']} (CSV)", tag) for tag in LANGUAGES))
        yield _download(f"csv-{key}", title, told("file_table"), base.iri + name, CSV, body)


def _download(name: str, title: Text, description: Text, url: str, form: Format, body: bytes) -> Download:
    sha256 = hashlib.sha256(body).hexdigest()
    return Download(name, title, description, form.label, url, form.media_type, form.file_type, len(body), sha256)


def _title(catalogue: Text, words: Text) -> Text:
    """The title of something that a catalogue holds, in the languages that the catalogue has a title in."""
    known = [said for said in catalogue if said.language in LANGUAGES]
    found = (Said(words.in_language(s.language).text.format(catalogue=s.text), s.language) for s in known)
    return Text(tuple(found)) or catalogue


def _keywords() -> Iterator[Text]:
    for tag in LANGUAGES:
        for word in locale(tag)["dataset_keywords"].split(";"):
            yield Text((Said(word.strip(), tag),))
