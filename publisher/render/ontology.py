"""The page of the ontology: each own term with what it means, an example, what speaks of it, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from publisher.model.concepts import Concept
from publisher.model.languages import Text
from publisher.model.terms import local_name, short

GROUPS = ("classes", "properties", "values", "metrics")
"""What the terms are parted into, in the order of the page."""

MOST_SHOWN = 3
"""Pages that a term is shown to be used on; of all others only the number is told."""


@dataclass(frozen=True)
class Use:
    """A page on which a term is used: the IRI of its document, and what it is called, if it has a name."""

    iri: str
    title: Text


@dataclass(frozen=True)
class Reference:
    """A term that is referred to: with its prefix, and where it stands on the page, if it does."""

    curie: str
    href: str


@dataclass(frozen=True)
class Term:
    """A term: what it means, its types, and what else the ontology says of it, by the name of what is said.

    `classes` are those whose things may have it in public, `shapes` the names of the rules that speak of it, `demands`
    what the law asks in it; `uses` are some of the pages on which it is used, `used` is how many there are.
    """

    concept: Concept
    group: str
    types: tuple[Reference, ...]
    said: tuple[tuple[str, tuple[Reference, ...]], ...]
    example: str
    classes: tuple[Reference, ...]
    shapes: tuple[str, ...]
    demands: tuple[Text, ...]
    uses: tuple[Use, ...]
    used: int

    @property
    def name(self) -> str:
        """What it is called in its namespace: where it stands on the page."""
        return local_name(self.concept.iri)

    @property
    def curie(self) -> str:
        """The term with its prefix."""
        return short(self.concept.iri)

    @property
    def more(self) -> int:
        """On how many further pages it is used."""
        return self.used - len(self.uses)


@dataclass(frozen=True)
class OntologyPage:
    """The project's own terms: title, description, and the terms in order of their names."""

    template: ClassVar[str] = "ontology.html"
    title: Text
    description: Text
    prefix: str
    namespace: str
    terms: tuple[Term, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Term, ...]], ...]:
        """The terms by group; a group without terms is left out."""
        found = ((group, tuple(term for term in self.terms if term.group == group)) for group in GROUPS)
        return tuple((group, terms) for group, terms in found if terms)
