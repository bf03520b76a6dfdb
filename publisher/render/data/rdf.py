"""RDF documents: which triples they hold, and writers that keep lexical forms and give the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from publisher.model.resources import folder
from publisher.model.terms import DCAT, DCTERMS, FOAF, OWL, PREFIXES, RC, RDF, RDFS, SKOS, VCARD, expanded
from publisher.render.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format

Triple = tuple[Node, Node, Node]

_NAMES = (RDF.type, RDFS.label, SKOS.prefLabel, DCTERMS.title, FOAF.name, VCARD.fn, VCARD.title)
"""What tells a reader of a document what a thing that it merely refers to is and is called."""


_RANGES: Mapping[Node, Node] = {
    DCAT.accessURL: RDFS.Resource,
    DCAT.downloadURL: RDFS.Resource,
    DCAT.endpointDescription: RDFS.Resource,
    DCAT.endpointURL: RDFS.Resource,
    DCAT.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.spatial: DCTERMS.Location,
    DCAT.mediaType: DCTERMS.MediaType,
    OWL.sameAs: RDFS.Resource,
    RC.field: RDF.Property,
    RC.notApplicable: RDF.Property,
}
"""Properties whose values are of one kind, which is said of each: harvesters do not infer it."""


@dataclass(frozen=True)
class Triples:
    """The triples of a public graph, sorted and by subject; `terms` describes what the graph refers to outside."""

    by_subject: Mapping[str, tuple[Triple, ...]]
    by_thing: Mapping[str, tuple[Triple, ...]]
    terms: Graph

    @classmethod
    def of(cls, public: Graph, terms: Graph) -> Triples:
        """The triples of a graph."""
        by_subject: dict[str, list[Triple]] = {}
        by_thing: dict[str, list[Triple]] = {}
        for triple in in_order(public):
            by_subject.setdefault(str(triple[0]), []).append(triple)
            by_thing.setdefault(str(triple[0]).partition("#")[0], []).append(triple)
        return cls(
            {s: tuple(found) for s, found in by_subject.items()},
            {s: tuple(found) for s, found in by_thing.items()},
            terms,
        )

    def about(self, *things: str) -> tuple[Triple, ...]:
        """Every triple about some things and their parts, with type and labels of what they refer to."""
        own = [triple for thing in things for triple in self.by_thing.get(str(thing), ())]
        return self._with_names(own)

    def only(self, subjects: Iterable[Node], predicates: Collection[Node] = ()) -> tuple[Triple, ...]:
        """Every triple about some subjects, without their parts, with type and labels of what they refer to.

        Where `predicates` are told, only triples with these.
        """
        own = (triple for subject in subjects for triple in self.by_subject.get(str(subject), ()))
        return self._with_names([triple for triple in own if not predicates or triple[1] in predicates])

    def whole(self) -> tuple[Triple, ...]:
        """Every triple, with type and labels of what they refer to outside."""
        return self._with_names([triple for found in self.by_subject.values() for triple in found])

    def _with_names(self, own: list[Triple]) -> tuple[Triple, ...]:
        subjects = {s for s, _, _ in own}
        named = {o for _, p, o in own if isinstance(o, URIRef) and o not in subjects and p != RDF.type}
        names = [triple for iri in named for triple in self._names(iri)]
        kinds = [(o, RDF.type, _RANGES[p]) for _, p, o in own if p in _RANGES]
        return tuple(in_order({*own, *names, *kinds}))

    def _names(self, iri: URIRef) -> Iterable[Triple]:
        for triple in self.by_subject.get(str(iri), ()):
            if triple[1] in _NAMES:
                yield triple
        for predicate in (RDF.type, RDFS.label, SKOS.prefLabel, DCTERMS.title):
            for value in self.terms.objects(iri, predicate):
                yield iri, predicate, value


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Triples by subject, the type first, then by predicate and value."""
    return sorted(triples, key=lambda t: (str(t[0]), t[1] != RDF.type, str(t[1]), _sort_key(t[2])))


def joined(*several: Iterable[Triple]) -> list[Triple]:
    """The triples of several documents as those of one, each once and in order."""
    return in_order({triple for triples in several for triple in triples})


def write(triples: Iterable[Triple], form: Format) -> bytes:
    """Sorted triples in a format, as bytes that depend on nothing but the triples."""
    return _WRITERS[form](list(triples))


def _sort_key(value: Node) -> tuple[str, str, str, bool]:
    if isinstance(value, Literal):
        return str(value), value.language or "", str(value.datatype or ""), True
    return str(value), "", "", False


def write_turtle(triples: Iterable[Triple], more: Mapping[str, str]) -> bytes:
    """Triples as Turtle, sorted; `more` are prefixes beside those of the catalogue."""
    return _with_oxigraph(ox.RdfFormat.TURTLE, {**PREFIXES, **more})(in_order(set(triples)))


def _with_oxigraph(form: ox.RdfFormat, known: Mapping[str, str] = PREFIXES) -> Callable[[list[Triple]], bytes]:
    def write_triples(triples: list[Triple]) -> bytes:
        used = {str(part).rpartition("#")[0] or str(part).rpartition("/")[0] for t in triples for part in _iris(t)}
        prefixes = {p: n for p, n in known.items() if n.rstrip("#/") in used}
        written = ox.serialize([_ox(t) for t in triples], format=form, prefixes=prefixes)
        assert written is not None  # noqa: S101 - only given when there is an output to write to
        return written

    return write_triples


def _iris(triple: Triple) -> Iterable[Node]:
    yield from (part for part in triple if isinstance(part, URIRef))
    if isinstance(triple[2], Literal) and triple[2].datatype:
        yield triple[2].datatype


def _ox(triple: Triple) -> ox.Triple:
    subject, predicate, value = triple
    return ox.Triple(ox.NamedNode(str(subject)), ox.NamedNode(str(predicate)), _ox_value(value))


def _ox_value(value: Node) -> ox.NamedNode | ox.Literal:
    if not isinstance(value, Literal):
        return ox.NamedNode(str(value))
    if value.language:
        return ox.Literal(str(value), language=value.language)
    return ox.Literal(str(value), datatype=ox.NamedNode(str(value.datatype)) if value.datatype else None)


@dataclass(frozen=True)
class _Context:
    """The context of JSON-LD output: property IRI -> its key, and how the key's values are written."""

    content: Mapping[str, object]
    keys: Mapping[str, str]
    kinds: Mapping[str, str]

    @classmethod
    def read(cls, content: Mapping[str, object]) -> _Context:
        keys, kinds = {}, {}
        for key, entry in content.items():
            definition = {"@id": entry} if isinstance(entry, str) else entry
            assert isinstance(definition, dict)  # noqa: S101 - context.jsonld is the project's own
            name = str(definition["@id"])
            if ":" in name and "://" not in name:
                keys[expanded(name)] = key
                kinds[key] = _expand(definition.get("@type")) or definition.get("@container", "")
        return cls(content, keys, kinds)


@cache
def _context() -> _Context:
    content = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))
    return _Context.read(content["@context"])


def _write_json_ld(triples: list[Triple]) -> bytes:
    """JSON-LD 1.1 in flattened form, compacted against the context, which is inlined so that nobody fetches it."""
    context = _context()
    nodes: dict[str, dict[str, object]] = {}
    for subject, predicate, value in triples:
        node = nodes.setdefault(str(subject), {"id": _compact(subject)})
        if predicate == RDF.type:
            _append(node, "type", _compact(value))
            continue
        key = context.keys.get(str(predicate), _compact(predicate))
        kind = context.kinds.get(key, "")
        if kind == "@language" and isinstance(value, Literal) and value.language:
            texts = node.setdefault(key, {})
            assert isinstance(texts, dict)  # noqa: S101 - a key of this kind holds nothing else
            _append(texts, value.language, str(value))
        elif _fits(value, kind):
            _append(node, key, _compact(value) if kind == "@id" else str(value))
        else:
            _append(node, _compact(predicate), _expanded(value))
    document = {"@context": context.content, "@graph": [nodes[iri] for iri in sorted(nodes)]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _fits(value: Node, kind: str) -> bool:
    """Whether a value may be written as a plain string under a key of a kind."""
    if not isinstance(value, Literal):
        return kind == "@id"
    return value.language is None and kind == str(value.datatype or "")


def _expanded(value: Node) -> dict[str, str]:
    if not isinstance(value, Literal):
        return {"@id": _compact(value)}
    if value.language:
        return {"@value": str(value), "@language": value.language}
    return {"@value": str(value), **({"@type": str(value.datatype)} if value.datatype else {})}


def _append(node: dict[str, object], key: str, value: object) -> None:
    if key not in node:
        node[key] = value
        return
    found = node[key]
    node[key] = [*found, value] if isinstance(found, list) else [found, value]


def _compact(iri: Node) -> str:
    text = str(iri)
    namespace = text[: max(text.rfind("#"), text.rfind("/")) + 1]
    prefix = _prefix_of().get(namespace)
    return f"{prefix}:{text.removeprefix(namespace)}" if prefix else text


def _expand(curie: object) -> str:
    if not isinstance(curie, str) or curie.startswith("@"):
        return curie if isinstance(curie, str) else ""
    return expanded(curie)


@cache
def _prefix_of() -> Mapping[str, str]:
    return {namespace: prefix for prefix, namespace in PREFIXES.items()}


def _write_rdf_xml(triples: list[Triple]) -> bytes:
    """RDF/XML. A carriage return is written as a reference, for a reader makes a bare one a line feed (XML, 2.11)."""
    return _with_oxigraph(ox.RdfFormat.RDF_XML)(triples).replace(b"\r", b"&#xD;")


_WRITERS: Mapping[Format, Callable[[list[Triple]], bytes]] = {
    TURTLE: _with_oxigraph(ox.RdfFormat.TURTLE),
    RDF_XML: _write_rdf_xml,
    N_TRIPLES: _with_oxigraph(ox.RdfFormat.N_TRIPLES),
    JSON_LD: _write_json_ld,
}
