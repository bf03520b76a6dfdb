"""Finds what the authority may confirm in what its files state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from rdflib import Literal, URIRef
from rdflib.term import Node

from publisher.model.concepts import Concept
from publisher.model.findings import Place
from publisher.model.iris import without_fragment
from publisher.model.languages import LANGUAGES, NOTHING, Text
from publisher.model.proposals import Passage, Proposal
from publisher.model.terms import DCAT, DCTERMS, DPV, FOAF, RC, RDF, RDFS
from publisher.model.values import Values

CLASSIFIED = (DCTERMS.type, DCTERMS.accessRights, DCAT.theme, DPV.hasDataSubject, RC.classifiedAs)
"""How a thing may be classified. The themes of a register are shown with the status of its access rights."""

WORDS = (DCTERMS.title, RDFS.label, FOAF.name, DCTERMS.description)
"""The words of a thing that are published."""

_TAGS = {iri: tag for tag, iri in LANGUAGES.items()}


class Placed(Protocol):
    """Knows where triples stand."""

    def place(self, subject: Node, predicate: Node | None = None, value: Node | None = None) -> Place:
        """Where a triple stands, else its subject."""


@dataclass(frozen=True)
class ProposalReader(Values):
    """Reads what files state: `graph` and `terms` as for any look-up; `placed` knows where it stands."""

    placed: Placed

    def proposals(self) -> tuple[Proposal, ...]:
        """Everything that may be confirmed or is, in the order of files and lines."""
        classified = (self._classification(s) for s in self.graph.subjects(RC.classificationStatus, unique=True))
        texts = (
            self._translation(version, register)
            for version in self.graph.subjects(RDF.type, RC.TextVersion)
            for register in sorted(self.graph.subjects(RC.textStatus, version), key=str)[:1]
        )
        found = (proposal for proposal in (*classified, *texts) if proposal)
        return tuple(sorted(found, key=lambda p: (p.place.path, p.place.order)))

    def _classification(self, subject: Node) -> Proposal | None:
        status = self._which(subject, RC.classificationStatus, RC.Proposed, RC.Confirmed)
        given = [(p, o) for p in CLASSIFIED for o in sorted(self.graph.objects(subject, p), key=str)]
        if status is None or not given:
            return None
        place = self.placed.place(subject, RC.classificationStatus, status)
        return Proposal(
            subject=str(subject),
            status=str(status),
            place=place,
            files=frozenset({place.path}),
            what=self._kind(subject),
            within=self._above(subject),
            passages=tuple(Passage(self._concept(p), words) for p in WORDS if (words := self._text(subject, p))),
            concepts=tuple((self._concept(p), self._concept(o)) for p, o in given),
            language="",
            is_confirmed=status == RC.Confirmed,
            state=_state(given, self._literals(subject)),
        )

    def _translation(self, version: Node, register: Node) -> Proposal | None:
        """A text that is not the authority's own, beside the texts that are no translations."""
        status = self._which(version, RC.status, RC.Translated, RC.Restated)
        language = self._which(version, DCTERMS.language, *_TAGS)
        if status is None or language is None:
            return None
        tag = _TAGS[language]
        shown = {tag} | (self._sources(register) if status == RC.Translated else set())
        parts = self._parts.get(without_fragment(str(register)), [])
        literals = [found for part in parts for found in self._literals(part) if found[2].language in shown]
        place = self.placed.place(version, RC.status, status)
        return Proposal(
            subject=str(version),
            status=str(status),
            place=place,
            files=frozenset({place.path, *(self.placed.place(part).path for part in parts)}),
            what=self._concept(status),
            within=(self._text(register, DCTERMS.title),),
            passages=tuple(self._passages(parts, shown)),
            concepts=((self._concept(DCTERMS.language), self._concept(language)),),
            language=tag,
            is_confirmed=self.graph.value(version, RC.confirmedBy) is not None,
            state=_state([(RC.status, status), (DCTERMS.language, language)], literals),
        )

    def _which(self, subject: Node, predicate: URIRef, *values: URIRef) -> URIRef | None:
        """The first of some values that a thing has."""
        return next((value for value in values if (subject, predicate, value) in self.graph), None)

    @cached_property
    def _parts(self) -> dict[URIRef, list[Node]]:
        """Each thing with its parts and itself, in the order in which they stand."""
        found: dict[URIRef, list[Node]] = {}
        for subject in self.graph.subjects(unique=True):
            found.setdefault(without_fragment(str(subject)), []).append(subject)
        for parts in found.values():
            parts.sort(key=lambda part: (self.placed.place(part).path, self.placed.place(part).order))
        return found

    def _sources(self, register: Node) -> set[str]:
        """The languages in which the text of a register is no translation; all, when it is one in each."""
        versions = list(self.graph.objects(register, RC.textStatus))
        tags = {
            _TAGS[language]
            for version in versions
            if (version, RC.status, RC.Translated) not in self.graph
            for language in self.graph.objects(version, DCTERMS.language)
            if isinstance(language, URIRef) and language in _TAGS
        }
        return tags or set(LANGUAGES)

    def _passages(self, parts: Iterable[Node], languages: set[str]) -> Iterator[Passage]:
        for part in parts:
            for predicate in WORDS:
                said = [text for text in self._text(part, predicate) if text.language in languages]
                if said:
                    yield Passage(self._kind(part), Text(tuple(said)))

    def _literals(self, subject: Node) -> list[tuple[Node, Node, Literal]]:
        return [
            (subject, predicate, value)
            for predicate in WORDS
            for value in self.graph.objects(subject, predicate)
            if isinstance(value, Literal)
        ]

    def _kind(self, subject: Node) -> Concept:
        """What kind of thing a thing is: its own kind goes before the general ones."""
        kinds = sorted(
            map(str, self.graph.objects(subject, RDF.type)), key=lambda kind: (not kind.startswith(RC), kind)
        )
        return self._concept(URIRef(kinds[0])) if kinds else Concept(str(subject), NOTHING)

    def _above(self, subject: Node) -> tuple[Text, ...]:
        """What a thing is part of, outermost first."""
        found: list[Text] = []
        seen, part = {subject}, self._parent(subject)
        while part is not None and part not in seen:
            seen.add(part)
            found.append(self._text(part, RDFS.label))
            part = self._parent(part)
        register = without_fragment(str(subject))
        titles = () if register == subject else (self._text(register, DCTERMS.title),)
        return tuple(text for text in (*titles, *reversed(found)) if text)

    def _parent(self, part: Node) -> Node | None:
        parents = sorted(self.graph.subjects(RC.dataItem, part), key=str)
        return parents[0] if parents else None


def _state(concepts: Iterable[tuple[Node, Node]], literals: Iterable[tuple[Node, Node, Literal]]) -> str:
    """A short code for how something reads now, the same under any base; the letter keeps it from being a number."""
    said = sorted([_name(s), str(p), str(o), o.language or ""] for s, p, o in literals)
    classified = sorted([str(p), str(o)] for p, o in concepts)
    return "v" + hashlib.sha256(json.dumps([said, classified]).encode()).hexdigest()[:12]


def _name(subject: Node) -> str:
    return str(subject).partition("/id/")[2]
