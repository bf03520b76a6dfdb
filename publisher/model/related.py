"""Registers that have something in common, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from publisher.model.catalogue import Register, System
from publisher.model.concepts import Concept
from publisher.model.contacts import Contact
from publisher.model.holdings import Holdings
from publisher.model.languages import Text

MOST_RELATED = 5
"""How many registers are named beside one."""

_WEIGHTS = {"system": 4, "people": 3, "kind": 1, "contact": 1}
_LEAST = 3
"""Registers that have less in common are not worth a link."""

_COMMON = 50
"""What more registers than this share says nothing of any two of them."""


class Trait(NamedTuple):
    """What registers may share: its sort, one of `system`, `people`, `kind` and `contact`, and its IRI."""

    sort: str
    iri: str


@dataclass(frozen=True)
class Related:
    """A register that another has something in common with: the same systems, people, kinds of data or contacts."""

    register: Register
    systems: tuple[System, ...]
    people: tuple[Concept, ...]
    kinds: tuple[Concept, ...]
    contacts: tuple[Contact, ...]

    @property
    def title(self) -> Text:
        """What the register is called."""
        return self.register.title


def related(registers: Iterable[Register], holdings: Holdings) -> Mapping[str, tuple[Related, ...]]:
    """The registers that have most in common with each, by its IRI, the closest first."""
    known = {register.iri: register for register in registers}
    shared = _shared(known.values(), holdings)
    traits: dict[str, set[Trait]] = {}
    for trait, found in shared.items():
        for iri in found if len(found) <= _COMMON else ():
            traits.setdefault(iri, set()).add(trait)
    return {
        iri: tuple(_related(known[other], common, holdings) for other, common in _closest(iri, traits, shared))
        for iri in known
    }


def _shared(registers: Iterable[Register], holdings: Holdings) -> dict[Trait, list[str]]:
    """The registers that have each trait."""
    found: dict[Trait, list[str]] = {}
    for register in registers:
        systems = dict.fromkeys(system.iri for top in register.systems for system in top.within())
        for trait in (
            *(Trait("system", iri) for iri in systems),
            *(Trait("contact", contact.iri) for contact in register.contacts),
        ):
            found.setdefault(trait, []).append(register.iri)
    for sort, findings in (("people", holdings.subjects), ("kind", holdings.kinds)):
        for finding in findings:
            if finding.held:
                found[Trait(sort, finding.concept.iri)] = [held.register.iri for held in finding.held]
    return found


def _closest(
    iri: str, traits: Mapping[str, set[Trait]], shared: Mapping[Trait, list[str]]
) -> Iterator[tuple[str, set[Trait]]]:
    others = {other for trait in traits.get(iri, ()) for other in shared[trait]} - {iri}
    common = {other: traits[iri] & traits[other] for other in others}
    weight = {other: sum(_WEIGHTS[trait.sort] for trait in found) for other, found in common.items()}
    for other in sorted(others, key=lambda other: (-weight[other], other))[:MOST_RELATED]:
        if weight[other] >= _LEAST:
            yield other, common[other]


def _related(register: Register, common: set[Trait], holdings: Holdings) -> Related:
    systems = {system.iri: system for top in register.systems for system in top.within()}
    return Related(
        register=register,
        systems=tuple(system for iri, system in systems.items() if Trait("system", iri) in common),
        people=tuple(f.concept for f in holdings.subjects if Trait("people", f.concept.iri) in common),
        kinds=tuple(f.concept for f in holdings.kinds if Trait("kind", f.concept.iri) in common),
        contacts=tuple(contact for contact in register.contacts if Trait("contact", contact.iri) in common),
    )
