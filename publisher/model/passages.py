"""What a register says, passage by passage: all that its page shows and a search may find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from publisher.model.catalogue import DataGroup, DataItem, Field, Register, Statement, System
from publisher.model.concepts import Concept
from publisher.model.contacts import Contact
from publisher.model.languages import NOTHING, Said, Text

TITLE, SAID, OPEN = range(3)
"""What a passage is: what a register is called, something that is said of it, a field that nothing is said in."""


GAPS = "the_gaps"
"""The place on a register's page that tells what is stated and what is missing."""


class Passage(NamedTuple):
    """A text in one language, and the IRI of what it belongs to.

    `also` is what else the same is called; `within` is what the part that it names is a part of, in the same language.
    """

    iri: str
    said: Said
    kind: int = SAID
    also: tuple[Said, ...] = ()
    within: str = ""


def passages(register: Register) -> Iterator[Passage]:
    """All that is said of a register, of its parts, and of whom and what it refers to."""
    yield from (Passage(register.iri, said, TITLE) for said in register.title)
    yield from _of(register.iri, register.description)
    yield from _concepts(register.iri, (register.kind, register.access))
    yield from _concepts(register.iri, (*register.themes, *register.areas))
    yield from _of(register.iri, register.keywords)
    for purpose in register.purposes:
        yield from _of(purpose.iri, purpose.label)
        yield from _concepts(purpose.iri, purpose.classes)
    for group in register.groups:
        yield from _part(group, NOTHING)
    fields = (*register.section_28, *register.data_protection)
    for field in fields:
        yield from _field(register.iri, field)
    told = {statement.iri for field in fields for statement in field.statements}
    for statement in (*register.right_to_use, *register.right_of_access):
        if statement.iri not in told:
            yield from _statement(statement)
    for distribution in register.distributions:
        yield from _of(distribution.iri, distribution.title)
        yield from _of(distribution.iri, distribution.description)
    for service in register.services:
        yield from _of(service.iri, service.title)
        yield from _of(service.iri, service.description)
    contacts = (*register.contacts, *register.deciders, *(register.notice.contacts if register.notice else ()))
    for contact in dict.fromkeys(contacts):
        yield from _contact(contact)
    yield from _systems(register.systems)


def _of(iri: str, text: Text, within: Text = NOTHING, also: Iterable[Said] = ()) -> Iterator[Passage]:
    around = {said.language: said.text for said in within}
    return (Passage(iri, said, also=tuple(also), within=around.get(said.language, "")) for said in text)


def _concepts(iri: str, concepts: Iterable[Concept], within: Text = NOTHING) -> Iterator[Passage]:
    for concept in concepts:
        yield from _of(iri, concept.label, within)


def _part(part: DataGroup | DataItem, within: Text) -> Iterator[Passage]:
    yield from _of(part.iri, part.label, within, dict.fromkeys(_synonyms(part)))
    yield from _concepts(part.iri, (*part.classes, *part.subjects), part.label)
    for item in part.items:
        yield from _part(item, part.label)


def _synonyms(part: DataGroup | DataItem) -> Iterator[Said]:
    """What else a part is called: its own name is one of those by which a concept of it is called."""
    own = {said.text.casefold() for said in part.label}
    for concept in (*part.classes, *part.subjects):
        if own & {said.text.casefold() for said in concept.synonyms}:
            yield from concept.synonyms


def _statement(statement: Statement, within: Text = NOTHING) -> Iterator[Passage]:
    yield from _of(statement.iri, statement.text, within)
    yield from _concepts(statement.iri, statement.accessible_to)


def _field(register: str, field: Field) -> Iterator[Passage]:
    kind = SAID if field.statements else OPEN
    for said in field.name.label:
        yield Passage(f"{register}#{GAPS}", said, kind, tuple(field.name.synonyms))
    for statement in field.statements:
        yield from _statement(statement, field.name.label)


def _contact(contact: Contact) -> Iterator[Passage]:
    yield from _of(contact.iri, contact.title)
    if contact.name:
        yield Passage(contact.iri, contact.name)


def _systems(systems: Iterable[System]) -> Iterator[Passage]:
    for system in systems:
        yield from _of(system.iri, system.title)
        yield from _of(system.iri, system.description)
        yield from _systems(system.parts)
