"""The document of the ontology: the project's own terms, and where each is used in the catalogues of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rdflib import OWL, URIRef
from rdflib.term import Node

from publisher.model.catalogue import Catalogue
from publisher.model.iris import Base
from publisher.model.languages import NOTHING, Text
from publisher.model.terms import DCTERMS, DQV, ONTOLOGY, RC, RDF, RDFS, SH, SHAPE, SKOS, local_name, short
from publisher.model.values import concept
from publisher.release.documents.representations import Writer
from publisher.release.flow import Prepared
from publisher.release.known import allow_list, demands, shapes, terms
from publisher.render.data.rdf import in_order
from publisher.render.frame import Crumb
from publisher.render.ontology import MOST_SHOWN, OntologyPage, Reference, Term, Use

PREFIX = "rc"

_SAID: Mapping[str, URIRef] = {
    "subclass": RDFS.subClassOf,
    "domain": RDFS.domain,
    "range": RDFS.range,
    "dimension": DQV.inDimension,
    "data_type": DQV.expectedDataType,
}
"""What the ontology says of a term, besides what it means."""

_SPEAKS = (SH.path, SH.targetClass, SH["class"])
"""How a shape speaks of a term."""


@dataclass(frozen=True)
class _Used:
    """On how many pages a term is used, and the first of them."""

    count: int
    first: tuple[Use, ...]


def add_ontology(writer: Writer, prepared: Sequence[Prepared], home: Crumb) -> None:
    """Adds the document of the ontology, at `<base>ontology`."""
    graph = terms()
    defined = _defined()
    own = [triple for triple in graph if triple[0] in (*defined, ONTOLOGY)]
    used = uses(prepared)
    page = OntologyPage(
        title=Text.of(graph.objects(ONTOLOGY, DCTERMS.title)),
        description=Text.of(graph.objects(ONTOLOGY, DCTERMS.description)),
        prefix=PREFIX,
        namespace=str(RC),
        terms=tuple(_term(term, used[term]) for term in defined),
    )
    writer.document(f"{writer.site.base.iri}ontology", page, in_order(own), crumbs=(home,))


def uses(prepared: Iterable[Prepared]) -> dict[URIRef, _Used]:
    """Where each own term is used in what is public, in one pass over all of it: as type, property or value."""
    bits = {term: 1 << number for number, term in enumerate(_defined())}
    counts, first = dict.fromkeys(bits, 0), {term: list[Use]() for term in bits}
    for one in prepared:
        titles = dict(_titles(one.catalogue, one.base))
        found: dict[str, int] = {}
        for thing, triples in one.triples.by_thing.items():
            document = str(one.base.document(thing) or thing)
            found[document] = found.get(document, 0) | _mask(bits, triples)
        for document, mask in found.items():
            while mask:
                term = _defined()[(mask & -mask).bit_length() - 1]
                mask &= mask - 1
                counts[term] += 1
                if len(first[term]) < MOST_SHOWN:
                    first[term].append(Use(document, titles.get(document, NOTHING)))
    return {term: _Used(counts[term], tuple(first[term])) for term in bits}


def _mask(bits: Mapping[URIRef, int], triples: Iterable[tuple[Node, Node, Node]]) -> int:
    mask = 0
    for node in (node for _, *both in triples for node in both if isinstance(node, URIRef)):
        mask |= bits.get(node, 0)
    return mask


def _titles(catalogue: Catalogue, base: Base) -> Iterator[tuple[str, Text]]:
    """Each document of an authority with what it is about."""
    authority = catalogue.authority
    for iri, title in (
        (catalogue.iri, catalogue.title),
        (authority.iri, Text((authority.name,))),
        *((contact.iri, contact.heading) for contact in catalogue.contacts),
        *((system.iri, system.title) for system in catalogue.systems),
        *((register.iri, register.title) for register in catalogue.registers),
    ):
        yield str(base.document(iri)), title


@cache
def _defined() -> tuple[URIRef, ...]:
    """The project's own terms, in order of their names."""
    found = (term for term in terms().subjects(RDFS.isDefinedBy, ONTOLOGY) if isinstance(term, URIRef))
    return tuple(sorted(found, key=lambda term: (local_name(term).lower(), term)))


def _term(term: URIRef, used: _Used) -> Term:
    graph = terms()
    said = ((name, _references(graph.objects(term, predicate))) for name, predicate in _SAID.items())
    speaking = {shape for predicate in _SPEAKS for shape in shapes().subjects(predicate, term)}
    return Term(
        concept=concept(graph, term),
        group=_group(set(graph.objects(term, RDF.type))),
        types=_references(graph.objects(term, RDF.type)),
        said=tuple((name, values) for name, values in said if values),
        example=str(graph.value(term, SKOS.example) or ""),
        classes=_references(
            kind
            for entry in allow_list().entries
            if term in entry.properties | entry.computed
            for kind in entry.classes
        ),
        shapes=tuple(sorted({f"shape:{local_name(str(one))}" for one in speaking if str(one).startswith(str(SHAPE))})),
        demands=tuple(one.label for one in demands().demands if one.text_read and term in one.fields),
        uses=used.first,
        used=used.count,
    )


def _group(types: set[Node]) -> str:
    if OWL.Class in types:
        return "classes"
    if RDF.Property in types:
        return "properties"
    return "metrics" if types & {DQV.Metric, DQV.Dimension} else "values"


def _references(nodes: Iterable[Node]) -> tuple[Reference, ...]:
    """Terms in order: own ones lead to their place on the page, others nowhere."""
    own = _defined()
    found = {Reference(short(str(node)), f"#{local_name(str(node))}" if node in own else "") for node in nodes}
    return tuple(sorted(found, key=lambda reference: reference.curie))
