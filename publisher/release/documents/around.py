"""The documents around the registers: about the site, its privacy and accessibility, and how to link to it."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef

from publisher.model.catalogue import Catalogue
from publisher.model.languages import LANGUAGES
from publisher.model.terms import DCTERMS, FOAF, RC, RDF
from publisher.model.values import concept
from publisher.release.documents.representations import Writer
from publisher.release.known import terms
from publisher.render.around import AboutPage, AccessibilityPage, LinkingPage, PrivacyPage, tested
from publisher.render.data.rdf import Triple, Triples
from publisher.render.frame import Crumb, notices_of
from publisher.render.pages import locale


def add_around(writer: Writer, catalogues: tuple[Catalogue, ...]) -> None:
    """Adds the documents. As data they tell their title and languages: what they say is for people."""
    notices = notices_of(catalogues)
    base = writer.site.base
    known = terms()
    about = AboutPage(
        catalogues,
        str(base.catalogue),
        texts=tuple(concept(known, term) for term in (RC.OwnText, RC.Restated, RC.Translated)),
        classifications=tuple(concept(known, term) for term in (RC.Proposed, RC.Confirmed)),
        omissions=(concept(known, RC.Withheld),),
    )
    registers = (register.iri for catalogue in catalogues for register in catalogue.registers)
    thing = next(registers, str(base.catalogue))
    whole = str(base.document(base.catalogue))
    linking = LinkingPage(thing, writer.site.addresses.document(thing), str(RC.InformationPool), whole)
    titles = {tag: locale(tag) for tag in LANGUAGES}
    for name, page, title in (
        ("about", about, {tag: t["about_heading"] for tag, t in titles.items()}),
        ("privacy", PrivacyPage(), {tag: t["privacy_heading"] for tag, t in titles.items()}),
        ("accessibility", AccessibilityPage(tested()), {tag: t["accessibility_heading"] for tag, t in titles.items()}),
        ("linking", linking, {tag: t["linking_heading"] for tag, t in titles.items()}),
    ):
        iri = base.iri + name
        writer.document(iri, page, titled(iri, title), crumbs=(Crumb(base.iri),), notices=notices)


def titled(iri: str, title: dict[str, str]) -> tuple[Triple, ...]:
    """What a document that is for people tells as data: its title, by language."""
    graph, document = Graph(), URIRef(iri)
    graph.add((document, RDF.type, FOAF.Document))
    for tag, text in title.items():
        graph.add((document, DCTERMS.title, Literal(text, lang=tag)))
        graph.add((document, DCTERMS.language, LANGUAGES[tag]))
    return Triples.of(graph, terms()).about(iri)
