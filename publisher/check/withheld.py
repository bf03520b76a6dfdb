"""Marks of what is withheld: each must be whole, agree with the others, and have no value beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.check.dates import day_after, day_of
from publisher.check.shacl import Located
from publisher.model.disclosure import PERSON, AllowList
from publisher.model.findings import Finding, Severity
from publisher.model.iris import without_fragment
from publisher.model.terms import RC, RDF, VCARD, short

_OF_A_MARK = {RDF.type, RC.field, RC.legalGround, RC.until, RC.decidingAuthority}

_MESSAGES = {
    "withheld-field": {
        "sv": "{field} kan inte utelämnas här. Utelämna det som den hör till, eller skriv ett värde som är offentligt",
        "fi": "{field} ei voi jäädä tässä pois. Jätä pois se, mihin se kuuluu, tai kirjoita julkinen arvo",
        "en": "{field} cannot be withheld here. Withhold what it belongs to, or write a value that is public",
    },
    "withheld-value": {
        "sv": "här står {field}, som är utelämnad. Flytta värdet till mappen för det interna, eller ta bort märket",
        "fi": "tässä on {field}, joka on jätetty pois. Siirrä arvo sisäisten tietojen kansioon tai poista merkintä",
        "en": "here is {field}, which is withheld. Move the value to the private folder, or delete the mark",
    },
    "withheld-contradiction": {
        "sv": "två märken om {field} säger olika. Skriv ett enda, med en sista dag och dem som beslutar",
        "fi": "kaksi merkintää kohteesta {field} on ristiriidassa. Kirjoita vain yksi: viimeinen päivä ja päättäjät",
        "en": "two marks of {field} disagree. Write only one, with one last day and those who decide",
    },
    "withheld-not-applicable": {
        "sv": "{field} kan inte både vara utelämnad och inte gälla. Ta bort det ena",
        "fi": "{field} ei voi olla pois jätetty ja samalla sellainen, joka ei koske. Poista jompikumpi",
        "en": "{field} cannot both be withheld and not apply. Delete one of the two",
    },
    "withheld-ground": {
        "sv": "grunden är ingen känd lag. Skriv till exempel <http://data.finlex.fi/eli/sd/1999/621>",
        "fi": "peruste ei ole tunnettu laki. Kirjoita esimerkiksi <http://data.finlex.fi/eli/sd/1999/621>",
        "en": "the ground is no known act. Write for example <http://data.finlex.fi/eli/sd/1999/621>",
    },
    "withheld-until": {
        "sv": "sista dagen har gått. Inget publiceras av sig självt: ta bort märket, eller skriv en senare dag",
        "fi": "viimeinen päivä on mennyt. Mitään ei julkaista itsestään: poista merkintä tai kirjoita myöhempi päivä",
        "en": "the last day has passed. Nothing is published by itself: delete the mark, or write a later day",
    },
    "withheld-private": {
        "sv": "märket står i mappen för det interna, där ingen ser det. Flytta det till data",
        "fi": "merkintä on sisäisten tietojen kansiossa, jossa kukaan ei näe sitä. Siirrä se data-kansioon",
        "en": "the mark is in the private folder, where nobody sees it. Move it to the data",
    },
    "private-link": {
        "sv": "länken leder till något som bara finns i mappen för det interna. Utelämna det med ett märke, eller "
        "beskriv det i data",
        "fi": "linkki johtaa kohteeseen, joka on vain sisäisten tietojen kansiossa. Jätä se pois merkinnällä tai "
        "kuvaa se data-kansiossa",
        "en": "the link leads to something that is in the private folder only. Withhold it with a mark, or describe "
        "it in the data",
    },
}


@dataclass(frozen=True)
class Marks:
    """The marks of an authority's data, held against what may be withheld.

    `acts` are the acts that may be a ground, `today` the day on which the check is made.
    """

    source: Located
    allowed: AllowList
    acts: Collection[Node]
    today: dt.date

    def findings(self) -> Iterator[Finding]:
        """Everything wrong with the marks, and each whose last day has passed (a warning)."""
        said: dict[tuple[Node, Node, Node], Node] = {}
        for subject, _, mark in self.source.graph.triples((None, RC.withheld, None)):
            yield from self._of_mark(subject, mark)
            for field in self._graph.objects(mark, RC.field):
                yield from self._of_field(subject, mark, field)
                for ground in self._graph.objects(mark, RC.legalGround):
                    other = said.setdefault((subject, field, ground), mark)
                    if any(self._values(mark, p) != self._values(other, p) for p in (RC.until, RC.decidingAuthority)):
                        yield self._finding("withheld-contradiction", (mark, RC.field, field), field)

    @property
    def _graph(self) -> Graph:
        return self.source.graph

    def _values(self, mark: Node, predicate: Node) -> set[Node]:
        return set(self._graph.objects(mark, predicate))

    def _of_mark(self, subject: Node, mark: Node) -> Iterator[Finding]:
        for predicate, value in self._graph.predicate_objects(mark):
            if predicate not in _OF_A_MARK:
                yield self._finding("withheld-value", (mark, predicate, value), predicate)
        for ground in self._graph.objects(mark, RC.legalGround):
            if ground not in self.acts:
                yield self._finding("withheld-ground", (mark, RC.legalGround, ground))
        for until in self._graph.objects(mark, RC.until):
            last = day_of(until)
            if last and last < self.today:
                yield self._finding("withheld-until", (mark, RC.until, until), severity="warning")

    def _of_field(self, subject: Node, mark: Node, field: Node) -> Iterator[Finding]:
        entries = self.allowed.of(self._graph, subject)
        if not any(field in entry.withholdable for entry in entries):
            yield self._finding("withheld-field", (mark, RC.field, field), field)
            return
        hidden = {field} if any(field in entry.whole for entry in entries) else set()
        for predicate in (*hidden, *(PERSON[1:] if VCARD.fn in hidden else ())):
            for value in self._graph.objects(subject, predicate):
                yield self._finding("withheld-value", (subject, predicate, value), predicate)
        register = without_fragment(str(subject))
        if (register, RC.notApplicable, field) in self._graph:
            yield self._finding("withheld-not-applicable", (mark, RC.field, field), field)

    def _finding(
        self, rule: str, triple: tuple[Node, Node, Node], field: Node | None = None, *, severity: Severity = "error"
    ) -> Finding:
        name = short(str(field)) if field else ""
        messages = {tag: text.replace("{field}", name) for tag, text in _MESSAGES[rule].items()}
        return Finding(self.source.place(*triple), severity, messages, rule)


def turning_days(graph: Graph) -> set[dt.date]:
    """The days on which the findings on the marks of a graph can change though nothing in it does."""
    return {day_after(last) for until in graph.objects(None, RC.until) if (last := day_of(until))}


def misplaced_marks(private: Located) -> Iterator[Finding]:
    """A finding for each mark in the private folder: what stands there is published nowhere."""
    for triple in private.graph.triples((None, RC.withheld, None)):
        yield Finding(private.place(*triple), "error", _MESSAGES["withheld-private"], "withheld-private")


def links_to_private(source: Located, private: Located) -> Iterator[Finding]:
    """A finding for each link of the data to something that only the private folder describes."""
    for triple in source.graph:
        value = triple[2]
        is_described = (value, None, None) in source.graph
        if isinstance(value, URIRef) and not is_described and (value, None, None) in private.graph:
            yield Finding(source.place(*triple), "error", _MESSAGES["private-link"], "private-link")
