"""Which documents there are: those of an authority, and those that span authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rdflib import Graph, URIRef

from publisher.descriptions import add_catalogue, add_publisher, add_terms_of_use
from publisher.model.catalogue import Catalogue
from publisher.model.holdings import Holdings
from publisher.model.iris import without_fragment
from publisher.model.languages import LANGUAGES
from publisher.model.related import related
from publisher.model.terms import DQV
from publisher.release.documents.around import add_around
from publisher.release.documents.asking import add_listing, add_registers, deadlines_of, facts_of
from publisher.release.documents.discovery import VOID
from publisher.release.documents.finding import add_pictures, finding_pages
from publisher.release.documents.interface import described_by
from publisher.release.documents.ontology import add_ontology
from publisher.release.documents.open_data import OpenData, add_open_data, add_open_site
from publisher.release.documents.paging import add_pages
from publisher.release.documents.representations import Sheet, Writer
from publisher.release.documents.tables import add_tables
from publisher.release.flow import Prepared
from publisher.release.known import demands, terms
from publisher.release.segments import Redirect
from publisher.render import interface, pages
from publisher.render.asking import Asking
from publisher.render.data.rdf import Triple, Triples, joined
from publisher.render.data.tables import ITEMS, REGISTERS, tables
from publisher.render.formats import DOCUMENT_FORMATS, TURTLE
from publisher.render.frame import Crumb, notices_of, rights_of, site_name
from publisher.render.pages import Page

ERRORS = tuple(status for status in interface.ERRORS if status not in interface.BARE)
"""The statuses that have a page. Its path in the site's segment is `error/<status>.<language>`."""


def add_authority(writer: Writer, prepared: Prepared) -> OpenData:
    """Adds every document of an authority. Gives what is open of it, and its whole catalogue as triples."""
    catalogue, base = prepared.catalogue, prepared.base
    notices = catalogue.notices
    above = (Crumb(writer.site.base.iri), Crumb(catalogue.iri, catalogue.title))
    holdings = Holdings.of(catalogue, base)
    form = f"{writer.site.base.iri}ask"
    made, dataset = tables((catalogue,)), str(base.document(base.descriptions))
    for thing, page in _pages(prepared, holdings, form):
        iri = str(base.document(thing))
        triples = prepared.triples.about(thing, iri)
        modified = _modified(prepared, triples)
        writer.document(iri, page, triples, thing=thing, modified=modified, crumbs=above, notices=notices)
    measured = prepared.triples.only(prepared.public.objects(None, DQV.hasQualityMeasurement))
    counted = (str(base.completeness), pages.CompletenessPage(catalogue, prepared.overview), measured)
    for iri, page, triples in (counted, *finding_pages(prepared, holdings, form)):
        modified = _modified(prepared, triples)
        table = Sheet(made[ITEMS], dataset) if iri == catalogue.items else None
        writer.document(iri, page, triples, modified=modified, crumbs=above, notices=notices, table=table)
    add_pictures(writer, prepared, holdings)
    document = str(base.document(catalogue.iri))
    modified = _modified(prepared, prepared.triples.whole())
    found = add_open_data(writer, prepared, modified, above, made)
    writer.document(
        document,
        pages.CataloguePage((catalogue,)),
        found.whole,
        thing=catalogue.iri,
        modified=modified,
        crumbs=above[:1],
        notices=notices,
        whole="catalog",
        table=Sheet(made[REGISTERS], dataset),
    )
    add_tables(writer, base, (catalogue,), made, modified, dataset)
    add_pages(writer, base, found.whole, modified)
    for path in {base.path, base.path.rstrip("/")} - {"", writer.site.base.path}:
        writer.entries[path] = Redirect(document)
    add_registers(writer, prepared.authority, catalogue)
    for relative, time in prepared.gone.items():
        writer.gone(base.iri + relative, str(base.document(base.iri + relative)), time)
    return found


def add_site(writer: Writer, prepared: list[Prepared], found: list[OpenData]) -> None:
    """Adds what spans authorities: home, the whole catalogue, what is around, the ontology, errors, style and mark.

    `found` is what was given for each authority.
    """
    base = writer.site.base
    catalogues = tuple(p.catalogue for p in prepared)
    notices = notices_of(catalogues)
    home = Crumb(base.iri)
    triples = _site_catalogue(writer, catalogues)
    dates = [one.modified for one in found]
    modified = max(dates) if all(dates) else ""
    made = tables(catalogues)
    writer.document(
        base.iri,
        pages.HomePage(catalogues, str(base.catalogue), catalogues[0].subjects if len(catalogues) == 1 else ""),
        triples.about(str(base.catalogue)),
        modified=modified,
        notices=notices,
        metadata=((base.iri + VOID, TURTLE.media_type),),
        more=described_by(base),
    )
    whole = joined(triples.whole(), *(one.whole for one in found))
    add_pages(writer, base, whole, modified)
    writer.document(
        str(base.document(base.catalogue)),
        pages.CataloguePage(catalogues, is_whole=True),
        whole,
        thing=str(base.catalogue),
        modified=modified,
        crumbs=(home,),
        notices=notices,
        whole="catalog",
        table=Sheet(made[REGISTERS]),
    )
    add_tables(writer, base, catalogues, made, modified)
    add_open_site(writer, found, modified, home)
    add_around(writer, catalogues)
    add_ontology(writer, prepared, home)
    _add_errors(writer)
    add_listing(writer, ((p.authority, p.catalogue) for p in prepared))
    writer.stylesheet()
    writer.mark()


def _add_errors(writer: Writer) -> None:
    """Adds the pages that tell what went wrong, with what there is instead."""
    for status in ERRORS:
        everything = str(writer.site.base.catalogue) if status in (400, 404, 405, 406, 410, 414) else ""
        endings = _endings() if status in (404, 406) else ()
        for language in LANGUAGES:
            writer.page(f"error/{status}.{language}", pages.ErrorPage(status, everything, endings), language)


def _site_catalogue(writer: Writer, catalogues: Sequence[Catalogue]) -> Triples:
    """What the catalogue of all says of itself."""
    base, imprint, own = writer.site.base, writer.site.settings.imprint, Graph()
    members = [catalogue.iri for catalogue in catalogues]
    add_catalogue(own, base.catalogue, site_name(imprint), pages.told("home_lead"), catalogues=members)
    add_publisher(own, base.catalogue, imprint.publisher, {c.authority.iri for c in catalogues})
    add_terms_of_use(own, base.catalogue, rights_of(imprint), imprint.licence)
    return Triples.of(own, terms())


def _pages(prepared: Prepared, holdings: Holdings, form: str) -> Iterator[tuple[str, Page]]:
    """Each thing of an authority that has a document, but for the catalogue, with its page; `form` is where to ask."""
    catalogue = prepared.catalogue
    closest, deadlines = related(catalogue.registers, holdings), deadlines_of(demands())
    for register in catalogue.registers:
        asking = Asking(facts_of(prepared.authority, catalogue, register), deadlines, form)
        completeness = prepared.overview.by_iri[register.iri]
        yield register.iri, pages.RegisterPage(catalogue, register, completeness, asking, closest[register.iri])
    for contact in catalogue.contacts:
        page = pages.ContactPage(
            catalogue,
            contact,
            answers_for=tuple(r for r in catalogue.registers if contact in r.contacts),
            decides_on=tuple(r for r in catalogue.registers if contact in r.deciders),
            receives_for=tuple(r for r in catalogue.registers if r.notice and contact in r.notice.contacts),
        )
        yield contact.iri, page
    for system in catalogue.systems:
        registers = tuple(r for r in catalogue.registers if any(system in top.within() for top in r.systems))
        part_of = tuple(s for s in catalogue.systems if system in s.parts)
        yield system.iri, pages.SystemPage(catalogue, system, registers, part_of)
    yield catalogue.authority.iri, pages.AgentPage(catalogue)


def _endings() -> tuple[str, ...]:
    """What the addresses of the representations of a document end with."""
    return tuple(
        f".{tag}.{form.extension}" if tag else f".{form.extension}"
        for form in DOCUMENT_FORMATS
        for tag in form.languages
    )


def _modified(prepared: Prepared, triples: Iterable[Triple]) -> str:
    """When anything that triples tell of was last published; nothing while any of it is a draft."""
    things = {
        prepared.base.relative(without_fragment(part))
        for s, _, o in triples
        for part in (s, o)
        if isinstance(part, URIRef)
    }
    shown = things & prepared.digests.keys()
    found = [prepared.publications.get(thing) for thing in shown]
    if not all(publication and publication.current for publication in found):
        return ""
    return max((publication.modified for publication in found if publication), default="")
