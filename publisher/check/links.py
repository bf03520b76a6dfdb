"""What shapes cannot say: that every link leads somewhere and every term exists."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.check.shacl import Located
from publisher.model.disclosure import AllowList
from publisher.model.findings import Finding
from publisher.model.iris import Base, without_fragment
from publisher.model.terms import DCAT, DCTERMS, RDF, namespace_of, short

_PARTIAL = ("country", "file-type", "language", "licence", "loc")
"""Vocabularies of which only some terms are listed: nothing can be said of the others."""

_HEADER = "iri\tvocabulary\tversion\tstatus"


def dangling(source: Located, base: str) -> Iterator[Finding]:
    """A finding for each link to something under the base that no file describes."""
    for subject, predicate, value in source.graph:
        if isinstance(value, URIRef) and value.startswith(base) and (value, None, None) not in source.graph:
            yield Finding(
                source.place(subject, predicate, value),
                "error",
                {
                    "sv": "{found} finns inte i någon fil. Beskriv den eller rätta länken",
                    "fi": "{found} ei ole missään tiedostossa. Kuvaa se tai korjaa linkki",
                    "en": "{found} is in no file. Describe it or correct the link",
                },
                "dangling-link",
                {"found": f"<{value.removeprefix(base)}>"},
            )


def unpublishable(source: Located, base: Base, allowed: AllowList) -> Iterator[Finding]:
    """A finding for each thing that no page would show: without a type, of two kinds, or outside the scheme of IRIs."""
    for subject in set(source.graph.subjects()):
        if (subject, RDF.type, None) not in source.graph:
            said = {
                "sv": "saken har ingen typ, så inget av den skulle publiceras. Skriv till exempel a rc:DataItem",
                "fi": "tällä ei ole tyyppiä, joten siitä ei julkaistaisi mitään. Kirjoita esimerkiksi a rc:DataItem",
                "en": "this thing has no type, so nothing of it would be published. Write for example a rc:DataItem",
            }
            yield Finding(source.place(subject), "error", said, "no-type")
        elif base.document(str(subject)) is None:
            said = {
                "sv": "IRI:n har ingen plats i katalogen. Skriv till exempel <id/register/namn> med a-z, 0-9 och -",
                "fi": "IRI:llä ei ole paikkaa luettelossa. Kirjoita esimerkiksi <id/register/nimi> (a-z, 0-9 ja -)",
                "en": "the IRI has no place in the catalogue. Write for example <id/register/name> with a-z, 0-9, -",
            }
            yield Finding(source.place(subject), "error", said, "no-place")
        elif len(allowed.of(source.graph, subject)) > 1:
            said = {
                "sv": "saken är av två slag, så inget av den skulle publiceras. Skriv två saker, eller ta bort det ena",
                "fi": "tämä on kahta lajia, joten siitä ei julkaistaisi mitään. Kirjoita kaksi asiaa tai poista toinen",
                "en": "this thing is of two kinds, so nothing of it would be published. Write two, or delete one kind",
            }
            yield Finding(source.place(subject), "error", said, "two-kinds")


def without_catalogue(source: Located, base: Base) -> Iterator[Finding]:
    """A finding when no file describes the catalogue: there is nothing then to show the registers in."""
    if (base.catalogue, RDF.type, DCAT.Catalog) not in source.graph:
        said = {
            "sv": "katalogen beskrivs inte i någon fil. Skriv <id/catalog> a dcat:Catalog, dcat:Resource",
            "fi": "luetteloa ei kuvata missään tiedostossa. Kirjoita <id/catalog> a dcat:Catalog, dcat:Resource",
            "en": "no file describes the catalogue. Write <id/catalog> a dcat:Catalog, dcat:Resource",
        }
        yield Finding(source.place(base.catalogue), "error", said, "no-catalogue")


def misplaced(source: Located, base: str) -> Iterator[Finding]:
    """A finding for each link from one thing to a part of another: the part would not be published with it."""
    for subject, predicate, value in source.graph:
        is_part = isinstance(value, URIRef) and value.startswith(base) and "#" in value
        if is_part and without_fragment(str(value)) != without_fragment(str(subject)):
            yield Finding(
                source.place(subject, predicate, value),
                "error",
                {
                    "sv": "delen hör till något annat, som dess IRI säger. Länka till det eller skriv en egen del",
                    "fi": "tämä osa kuuluu muuhun, kuten sen IRI kertoo. Linkitä siihen tai kirjoita oma osa",
                    "en": "this part belongs to something else, as its IRI says. Link to that, or write an own part",
                },
                "misplaced-part",
            )


def circular(source: Located) -> Iterator[Finding]:
    """A finding for each thing that is, directly or through others, a part of itself."""
    for start, _, part in source.graph.triples((None, DCTERMS.hasPart, None)):
        if start in _parts(source.graph, part):
            yield Finding(
                source.place(start, DCTERMS.hasPart, part),
                "error",
                {
                    "sv": "den här delen är i sin tur en del av sig själv. Ta bort den ena dct:hasPart",
                    "fi": "tämä osa on myös itsensä osa. Poista toinen dct:hasPart",
                    "en": "this part is in turn a part of itself. Delete one of the dct:hasPart",
                },
                "circular-part",
            )


def _parts(graph: Graph, whole: Node) -> set[Node]:
    """A thing with all its parts at any depth."""
    found, waiting = {whole}, [whole]
    while waiting:
        new = set(graph.objects(waiting.pop(), DCTERMS.hasPart)) - found
        found |= new
        waiting += new
    return found


@dataclass(frozen=True)
class Vocabulary:
    """The IRIs that exist in the vocabularies in use, each with the status that its vocabulary gives it.

    `namespaces` are those of which every term is listed.
    """

    status: Mapping[str, str]
    namespaces: frozenset[str]

    @classmethod
    def read(cls, listing: Path, *own: Graph) -> Vocabulary:
        """The committed list of known IRIs, and the terms that own graphs describe."""
        header, *rows = listing.read_text(encoding="utf-8").splitlines()
        if header != _HEADER:
            raise ValueError(f"{listing.name}: the first line is not {_HEADER!r}")
        listed = [row.split("\t") for row in rows]
        status = {iri: status for iri, _, _, status in listed}
        status.update({str(s): "" for graph in own for s in graph.subjects() if isinstance(s, URIRef) and "#" in s})
        namespaces = {namespace_of(iri) for iri in status}
        terms = {iri for iri in status if not {f"{iri}#", f"{iri}/"} & namespaces}  # the others are vocabularies
        partial = {namespace_of(iri) for iri, vocabulary, _, _ in listed if vocabulary in _PARTIAL}
        return cls(status, frozenset(map(namespace_of, terms)) - partial)

    def unknown(self, source: Located) -> Iterator[Finding]:
        """A finding for each term that is in no vocabulary, with the nearest one that is."""
        for subject, predicate, value in source.graph:
            if predicate not in self and isinstance(predicate, URIRef):
                yield self._finding(source, (subject, predicate, value), predicate)
            is_term = predicate == RDF.type or (isinstance(value, URIRef) and namespace_of(value) in self.namespaces)
            if is_term and isinstance(value, URIRef) and value not in self:
                yield self._finding(source, (subject, predicate, value), value)

    def __contains__(self, term: Node) -> bool:
        return str(term) in self.status

    def _finding(self, source: Located, triple: tuple[Node, Node, Node], term: URIRef) -> Finding:
        namespace = namespace_of(term)
        names = [t.removeprefix(namespace) for t in self.status if namespace_of(t) == namespace]
        near = difflib.get_close_matches(term.removeprefix(namespace), names, 1)
        found = {"term": short(term), "nearest": short(namespace + near[0]) if near else ""}
        said = {
            "sv": "{term} finns inte i något känt ordförråd. "
            + ("Menade du {nearest}?" if near else "Ta bort den eller rätta prefixet"),
            "fi": "{term} ei ole missään tunnetussa sanastossa. "
            + ("Tarkoititko {nearest}?" if near else "Poista se tai korjaa etuliite"),
            "en": "{term} is in no known vocabulary. "
            + ("Did you mean {nearest}?" if near else "Delete it or correct the prefix"),
        }
        return Finding(source.place(*triple), "error", said, "unknown-term", found)
