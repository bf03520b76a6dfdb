"""Shapes of others: what is wrong with them, and what they find, told as all findings are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from publisher.check.bounded import Bounded, Result, Stopped
from publisher.check.shacl import Located
from publisher.model.findings import Finding, Place, Severity, fault
from publisher.model.languages import LANGUAGES
from publisher.model.terms import RDF, RDFS, SH, short

_SEVERITY: Mapping[str, Severity] = {
    str(SH.Violation): "error",
    str(SH.Warning): "warning",
    str(SH.Info): "info",
    f"{SH}Debug": "info",
    f"{SH}Trace": "info",
}
"""Any other severity is an error: what its author meant by it is not known."""

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_KINDS = (SH.NodeShape, SH.PropertyShape)
_NOT_RUN = {
    SH.js: "JavaScript is",
    SH.jsLibrary: "JavaScript is",
    SH.rule: "rules are",
    SH.target: "targets that are queries are",
    SH.expression: "expressions are",
}
"""What SHACL Core and SHACL-SPARQL do not have. To pass over it in silence would call unchecked data good."""

_QUERIES = (SH.select, SH.ask, SH.construct)
_SERVICE = re.compile(r"(?<![\w?$:/#-])SERVICE\s+(SILENT\s+)?([<?$]|[\w-]*:)", re.IGNORECASE)
_LONGEST_PATTERN = 5_000
_LONGEST_MESSAGE = 500
_LABEL = re.compile(r"\bb\d+x[0-9a-f]{8,}")
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")

_SAID = {
    "MinCount 1": {
        "sv": "{field} saknas. Lägg till det ({shape})",
        "fi": "{field} puuttuu. Lisää se ({shape})",
        "en": "{field} is missing. Add it ({shape})",
    },
    "MaxCount 1": {
        "sv": "{field} finns mer än en gång. Behåll en ({shape})",
        "fi": "{field} on useammin kuin kerran. Jätä yksi ({shape})",
        "en": "{field} stands more than once. Keep one ({shape})",
    },
    "MinCount": {
        "sv": "{field} finns färre än {limit} gånger. Lägg till det som fattas ({shape})",
        "fi": "{field} on alle {limit} kertaa. Lisää puuttuvat ({shape})",
        "en": "{field} stands fewer than {limit} times. Add what is missing ({shape})",
    },
    "MaxCount": {
        "sv": "{field} finns mer än {limit} gånger. Behåll så många ({shape})",
        "fi": "{field} on yli {limit} kertaa. Jätä niin monta ({shape})",
        "en": "{field} stands more than {limit} times. Keep so many ({shape})",
    },
    "Class": {
        "sv": "{value}, värdet av {field}, är inte av klassen {limit}. Välj ett som är det ({shape})",
        "fi": "{value}, kentän {field} arvo, ei ole luokkaa {limit}. Valitse arvo, joka on ({shape})",
        "en": "{value}, the value of {field}, is not of the class {limit}. Choose one that is ({shape})",
    },
    "Datatype": {
        "sv": "värdet av {field} är inte av datatypen {limit}. Skriv det så ({shape})",
        "fi": "kentän {field} arvo ei ole tietotyyppiä {limit}. Kirjoita se niin ({shape})",
        "en": "the value of {field} is not of the datatype {limit}. Write it so ({shape})",
    },
}
_SAID_OTHERWISE = {
    "sv": "{field} {value} uppfyller inte {limit}. Läs kravet i {shape} och ändra värdet",
    "fi": "{field} {value} ei täytä vaatimusta {limit}. Lue vaatimus kohdasta {shape} ja muuta arvoa",
    "en": "{field} {value} does not meet {limit}. Read the demand at {shape} and change the value",
}
"""What is said when a shape says nothing itself."""

_NOTHING_MET = {
    "sv": "ingen av formerna gäller något i katalogen, så inget har prövats. Ange vad de gäller med sh:targetClass",
    "fi": "yksikään muoto ei koske mitään luettelossa, joten mitään ei tarkistettu. Osoita kohde: sh:targetClass",
    "en": "no shape here is about anything in the catalogue, so nothing was checked. Say what they are about with "
    "sh:targetClass",
}


def faults_of(shapes: Located) -> Iterator[Finding]:
    """What keeps shapes from being run: references to nothing, patterns that are none, what is not run here."""
    graph = shapes.graph
    for shape, predicate, target in _references(graph):
        if _is_broken(graph, predicate, target):
            message = "{found} is no shape: nothing defines it. Define it, or give the file that does as well"
            place = shapes.place(shape, predicate, target)
            yield fault(place, "shape", message, found=f"{_shown(predicate)} {_shown(target)}")
    for shape, _, pattern in graph.triples((None, SH.pattern, None)):
        if reason := _fault_of_pattern(str(pattern)):
            message = "this sh:pattern is no regular expression that can be run: {found}. Correct it"
            yield fault(shapes.place(shape, SH.pattern, pattern), "shape", message, found=reason)
    for predicate, what in _NOT_RUN.items():
        for shape, _, value in graph.triples((None, predicate, None)):
            message = "{found} not run here. Write it in SHACL Core, or take it out"
            place = shapes.place(shape, predicate, value)
            yield fault(place, "shape", message, found=f"{_shown(predicate)}: {what}")
    for predicate in _QUERIES:
        for query, _, text in graph.triples((None, predicate, None)):
            if _SERVICE.search(str(text)):
                message = "SERVICE asks another server, and nothing is fetched here. Take it out of the query"
                yield fault(shapes.place(query, predicate, text), "shape", message)
    if not any((None, RDF.type, kind) in graph for kind in _KINDS) and not any(_targeted(graph)):
        yield fault(shapes.place(RDF.nil), "shape", "there is no shape here. Give files of SHACL shapes")


def without_broken(shapes: Graph) -> Graph:
    """The shapes without references to shapes that nothing defines."""
    whole = Graph()
    whole += shapes
    for reference in list(_references(whole)):
        if _is_broken(whole, *reference[1:]):
            whole.remove(reference)
    return whole


def _references(graph: Graph) -> Iterator[tuple[Node, URIRef, Node]]:
    for predicate in (SH.property, SH.node, SH["not"], SH.qualifiedValueShape):
        for shape, _, target in graph.triples((None, predicate, None)):
            yield shape, predicate, target
    for predicate in (SH["and"], SH["or"], SH.xone):
        for shape, _, several in graph.triples((None, predicate, None)):
            yield from ((shape, predicate, member) for member in _members(graph, several))


def _members(graph: Graph, several: Node) -> list[Node]:
    try:
        return list(Collection(graph, several))
    except ValueError:  # a list that leads back into itself; pyshacl tells of it
        return []


def _is_broken(graph: Graph, predicate: URIRef, target: Node) -> bool:
    wanted = SH.path if predicate == SH.property else None
    return isinstance(target, Literal) or (target, wanted, None) not in graph


def _fault_of_pattern(pattern: str) -> str:
    if len(pattern) > _LONGEST_PATTERN:
        return f"it has more than {_LONGEST_PATTERN} characters"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""


def _targeted(graph: Graph) -> Iterator[tuple[Node, URIRef, Node]]:
    for predicate in _TARGETS:
        for shape, _, target in graph.triples((None, predicate, None)):
            yield shape, predicate, target
    for kind in _KINDS:
        for shape in graph.subjects(RDF.type, kind):
            if (shape, RDF.type, RDFS.Class) in graph:
                yield shape, SH.targetClass, shape  # a class that is a shape is about its instances


@dataclass
class Outside:
    """Shapes of others, their files, and the process that runs them. To be closed."""

    shapes: Located
    files: tuple[str, ...]
    process: Bounded

    @classmethod
    def start(cls, shapes: Located, files: Iterable[str], background: Graph) -> Self:
        """Shapes without their broken references, and what is added to each graph for them to look up."""
        return cls(shapes, tuple(sorted(files)), Bounded(without_broken(shapes.graph), background))

    def findings(self, source: Located) -> list[Finding]:
        """What the shapes find in a graph: nothing on what is only in the background."""
        own = {term for subject, _, value in source.graph for term in (subject, value)}
        found = self.process.run(source.graph)
        if isinstance(found, Stopped):
            return [self._stopped(found)]
        if not self._meets(source.graph):
            place = self.shapes.place(RDF.nil)
            return [Finding(place, "warning", _NOTHING_MET, "shape")]
        return [self._finding(source, result) for result in found if result.focus in own]

    def _meets(self, graph: Graph) -> bool:
        """Whether anything in a graph is what a shape is about: shapes that meet nothing find nothing."""
        background = self.process.background
        both = graph + background if background else graph  # a copy only when there is something to add
        return any(
            next(_met(both, predicate, target), None) is not None
            for _, predicate, target in _targeted(self.process.shapes)
        )

    def _finding(self, source: Located, result: Result) -> Finding:
        messages = _in_languages(result.messages) or self._said(result)
        severity = _SEVERITY.get(str(result.severity), "error")
        return Finding(source.place(result.focus, result.path, result.value), severity, messages, self._rule(result))

    def _rule(self, result: Result) -> str:
        """The IRI of the shape, else of the one that it is a part of, else where it stands."""
        shape, seen = result.shape, set[Node]()
        while shape is not None and not isinstance(shape, URIRef) and shape not in seen:
            seen.add(shape)
            shape = next(self.shapes.graph.subjects(None, shape), None)
        return str(shape) if isinstance(shape, URIRef) else self._where(result.shape)

    def _where(self, shape: Node | None) -> str:
        place = self.shapes.place(shape if shape is not None else RDF.nil)
        return f"{place.path}:{place.line}"

    def _said(self, result: Result) -> dict[str, str]:
        graph, shape = self.shapes.graph, result.shape
        name = str(result.component).removeprefix(str(SH)).removesuffix("ConstraintComponent")
        parameter = SH.sparql if name == "SPARQL" else SH[name[:1].lower() + name[1:]]
        limit = graph.value(shape, parameter) if shape is not None else None
        said = (_SAID.get(f"{name} {limit}") or _SAID.get(name)) if limit is not None else None
        path = graph.value(shape, SH.path) if shape is not None else None
        values = {
            "field": _path(graph, path) if path is not None else "",
            "limit": _shown(limit) if said and limit is not None else _shown(parameter),
            "value": _shown(result.value if result.value is not None else result.focus),
            "shape": self._where(shape),
        }
        return {tag: _one_line(text.format_map(values)) for tag, text in (said or _SAID_OTHERWISE).items()}

    def _stopped(self, found: Stopped) -> Finding:
        place, told = self._place_at_work(found.shape), _one_line(_LABEL.sub("[ ]", found.told)).rstrip(".")
        which = "" if found.shape is not None or len(self.files) < 2 else f" (it may be any of {', '.join(self.files)})"
        message = {
            "shape": "this shape cannot be run{which}: {found}. Correct it",
            "memory": "this shape uses more memory than it may{which}. Make it simpler",
            "time": "this shape takes longer than it may{which}. Make it simpler: look for a sh:pattern such as (a+)+",
        }[found.why]
        return fault(place, "shape", message, found=told, which=which)

    def _place_at_work(self, shape: Node | None) -> Place:
        if shape is None:
            return self.shapes.place(RDF.nil)
        pattern = self.shapes.graph.value(shape, SH.pattern)
        return self.shapes.place(shape, SH.pattern, pattern) if pattern is not None else self.shapes.place(shape)


def _met(graph: Graph, predicate: URIRef, target: Node) -> Iterator[Node]:
    """The nodes of a graph that a target names."""
    if predicate == SH.targetClass:
        for kind in graph.transitive_subjects(RDFS.subClassOf, target):
            yield from graph.subjects(RDF.type, kind)
    elif predicate == SH.targetSubjectsOf:
        yield from graph.subjects(target)
    elif predicate == SH.targetObjectsOf:
        yield from graph.objects(None, target)
    elif (target, None, None) in graph or (None, None, target) in graph:
        yield target


def _in_languages(messages: tuple[Literal, ...]) -> dict[str, str]:
    """Messages by language; English is there in any case, in another language if need be."""
    found = {str(m.language or "").partition("-")[0].lower(): _one_line(str(m)) for m in sorted(messages, key=str)}
    if not found:
        return {}
    some = next((found[tag] for tag in ("en", "", *LANGUAGES) if tag in found), next(iter(found.values())))
    return {**found, "en": some}


def _path(graph: Graph, path: Node, depth: int = 0) -> str:
    """A property path as people write it (SPARQL 1.1, section 9)."""
    if isinstance(path, URIRef) or depth > 5:
        return short(str(path)) if isinstance(path, URIRef) else "…"
    if (path, RDF.first, None) in graph:
        return "/".join(_path(graph, step, depth + 1) for step in _members(graph, path))
    for predicate, before, after in (
        (SH.inversePath, "^", ""),
        (SH.zeroOrMorePath, "", "*"),
        (SH.oneOrMorePath, "", "+"),
        (SH.zeroOrOnePath, "", "?"),
    ):
        if (inner := graph.value(path, predicate)) is not None:
            return f"{before}{_path(graph, inner, depth + 1)}{after}"
    either = graph.value(path, SH.alternativePath)
    return "|".join(_path(graph, way, depth + 1) for way in _members(graph, either)) if either is not None else "…"


def _shown(term: Node) -> str:
    """A term as people write it; what has no name, by what it is."""
    if isinstance(term, BNode):
        return "[ ]"
    if isinstance(term, URIRef):
        return f"sh:{term.removeprefix(str(SH))}" if term.startswith(str(SH)) else short(str(term))
    return str(term)


def _one_line(text: str) -> str:
    """A text on one line, of bounded length, that a terminal shows as it is."""
    line = _UNSEEN.sub(" ", text).strip()
    return line if len(line) <= _LONGEST_MESSAGE else line[:_LONGEST_MESSAGE] + "…"
