"""What shapes demand of each field, read from the shapes themselves, and what follows from a demand that is not met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from publisher.model.languages import LANGUAGES
from publisher.model.terms import DCAT, DCTERMS, DPV, RC, RDF, RDFS, SH, SHAPE, VCARD
from tests.described import Described, Expected

SHAPES = Path(__file__).parent.parent / "shapes" / "source"

CLASSIFIED = (RC.classifiedAs, DPV.hasDataSubject, DCTERMS.accessRights, DCTERMS.type)
CONFIRMATION = (RC.confirmedBy, RC.confirmedOn)
TITLED = (DCAT.Catalog, DCAT.Dataset, DCAT.DataService, DCAT.Distribution)
TEXTS = {DCTERMS.title: "Title", DCTERMS.description: "Description", RDFS.label: "Label", VCARD.title: "PostTitle"}
"""Texts that are wanted in every language, with the name of the shape that wants them."""


@dataclass(frozen=True)
class Field:
    """A property shape of the source: its rule, what it is about, and its path: a property, or some followed back."""

    rule: str
    classes: tuple[Node, ...]
    subjects_of: tuple[Node, ...]
    property: Node | None
    back: tuple[Node, ...]
    shape: Node

    def says(self, parameter: Node) -> Node | None:
        """A parameter of the shape."""
        return _parameter(self.shape, parameter)

    @property
    def is_required(self) -> bool:
        """Whether there must be a value."""
        return str(self.says(SH.minCount)) == "1"

    @property
    def is_single(self) -> bool:
        """Whether there may be one value only."""
        return str(self.says(SH.maxCount)) == "1"

    @property
    def listed(self) -> list[Node]:
        """The values that it may have, when they are listed."""
        found = self.says(SH["in"])
        return list(Collection(shapes(), found)) if found else []

    @property
    def is_in_every_language(self) -> bool:
        """Whether it is a text that is wanted in every language."""
        return str(self.says(SH.minCount)) == str(len(LANGUAGES))

    def subjects(self, one: Described) -> list[Node]:
        """What it is about in the data of an authority."""
        found = {s for predicate in self.subjects_of for s in one.data.subjects(predicate)}
        return sorted(found.union(one.of_types(*self.classes)))


@cache
def _parameter(shape: Node, parameter: Node) -> Node | None:
    return shapes().value(shape, parameter)


OF_GAPS = ("consistency", "data-protection", "section-28")
"""Shapes that tell what a whole description lacks, not what is wrong in a part of it: their own cases show them."""


@cache
def shapes() -> Graph:
    """The source shapes, but for those of gaps."""
    graph = Graph()
    for file in sorted(SHAPES.glob("*.ttl")):
        if file.stem not in OF_GAPS:
            graph.parse(file, format="turtle")
    return graph


@cache
def rules_of_gaps() -> frozenset[str]:
    """The rules of the shapes of gaps."""
    graph = Graph()
    for name in OF_GAPS:
        graph.parse(SHAPES / f"{name}.ttl", format="turtle")
    return frozenset(str(shape).rpartition("#")[2] for shape in graph.subjects(SH.message))


@cache
def fields() -> tuple[Field, ...]:
    """Every field, by rule."""
    return tuple(sorted(_fields(), key=lambda field: field.rule))


def _fields() -> Iterator[Field]:
    for shape in shapes().subjects(RDF.type, SH.PropertyShape):
        (owner,) = shapes().subjects(SH.property, shape)
        path = shapes().value(shape, SH.path)
        steps = [
            path,
            *(Collection(shapes(), several) if (several := shapes().value(path, SH.alternativePath)) else ()),
        ]
        yield Field(
            rule=str(shape).removeprefix(str(SHAPE)),
            classes=tuple(sorted(shapes().objects(owner, SH.targetClass))),
            subjects_of=tuple(sorted(shapes().objects(owner, SH.targetSubjectsOf))),
            property=path if isinstance(path, URIRef) else None,
            back=tuple(inverse for step in steps for inverse in _back(step)),
            shape=shape,
        )


def _back(step: Node | None) -> Iterator[Node]:
    """The properties that a step of a path follows back."""
    for inverse in shapes().objects(step, SH.inversePath):
        several = shapes().value(inverse, SH.alternativePath)
        yield from Collection(shapes(), several) if several else (inverse,)


def misnamed(one: Described, subject: Node) -> set[Expected]:
    """By which shapes a thing has an IRI that things of its kind have not."""
    kinds = {*one.data.objects(subject, RDF.type), *one.private.objects(subject, RDF.type)}
    return {
        Expected(str(shape).removeprefix(str(SHAPE)), subject)
        for shape in shapes().subjects(RDF.type, SH.NodeShape)
        for pattern in shapes().objects(shape, SH.pattern)
        if kinds & set(shapes().objects(shape, SH.targetClass)) and not re.search(str(pattern), str(subject))
    }


@cache
def named_shapes() -> dict[str, Node]:
    """The class of things whose IRI each shape restricts, by rule."""
    return {
        str(shape).removeprefix(str(SHAPE)): min(shapes().objects(shape, SH.targetClass))
        for shape in shapes().subjects(RDF.type, SH.NodeShape)
        if (shape, SH.pattern, None) in shapes()
    }


def of_no_class(one: Described, thing: Node, kind: Node) -> set[Expected]:
    """What follows for links to a thing that is not of a class any more."""
    return {
        Expected(field.rule, subject, field.property, thing)
        for field in fields()
        if field.property and field.says(SH["class"]) == kind
        for subject in field.subjects(one)
        if (subject, field.property, thing) in one.data
    }


def also(one: Described, *subjects: Node) -> set[Expected]:
    """What follows for things of which something was said or left out: the counts, languages and statuses demanded."""
    return {found for subject in subjects for found in _also(one, subject)}


def _also(one: Described, subject: Node) -> Iterator[Expected]:
    kinds = set(one.data.objects(subject, RDF.type))
    for field in fields():
        if not kinds & set(field.classes) and not any(one.values(subject, p) for p in field.subjects_of):
            continue
        if field.property and field.property != RDF.type:
            count = len(one.values(subject, field.property))
        elif field.back:
            count = sum(1 for back in field.back for _ in one.data.subjects(back, subject))
        else:
            continue
        if (field.is_required and not count) or (field.is_single and count > 1):
            yield Expected(field.rule, subject)
    classified = any(one.values(subject, predicate) for predicate in CLASSIFIED)
    stated = bool(one.values(subject, RC.classificationStatus))
    if classified != stated:
        yield Expected("Classified-status" if classified else "ClassificationStatus-subject", subject)
    confirmed = RC.Confirmed in one.values(subject, RC.classificationStatus)
    by_somebody = any(one.values(subject, predicate) for predicate in CONFIRMATION)
    if confirmed and not by_somebody:
        yield Expected("ConfirmedClassification", subject, severity="warning")
    if by_somebody and not confirmed and RC.TextVersion not in kinds:
        yield Expected("Confirmation", subject)
    for predicate, name in TEXTS.items():
        texts = one.values(subject, predicate)
        is_meant = kinds & set(TITLED) if predicate == DCTERMS.title else texts
        if is_meant and len(texts) < len(LANGUAGES):
            yield Expected(f"{name}-languages", subject, severity="warning")
