"""Made-up registers of the model, with items within items about anyone or nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Register
from publisher.model.concepts import Concept, Withheld
from publisher.model.languages import Said, Text
from publisher.release.flow import Prepared, prepare
from publisher.release.site import read_site
from tests.conftest import BASE, ROOT

PEOPLE = tuple(
    Concept(f"https://w3id.org/dpv#{name}", Text((Said(name.lower(), "en"),)))
    for name in ("Student", "Employee", "Minor")
)
KINDS = tuple(
    Concept(f"https://w3id.org/dpv/pd#{name}", Text((Said(name.lower(), "en"),))) for name in ("Name", "Age", "Picture")
)


@cache
def example() -> Prepared:
    """The example authority, read once."""
    (found,) = prepare(read_site(ROOT / "data", BASE))
    return found


def mark(iri: str, name: str) -> Withheld:
    """What is said of a field that is withheld."""
    field = Concept(f"https://w3id.org/dpv#{name}", Text((Said(name, "en"),)))
    return Withheld(
        f"{iri}-withheld", name, field, Concept("https://act.example/", Text((Said("an act", "en"),))), "", ()
    )


def group(iri: str, *items: DataItem, subjects: tuple[Concept, ...] = ()) -> DataGroup:
    """A data group."""
    return DataGroup(iri, Text((Said("group", "en"),)), False, subjects, None, (), (), None, items)


def item(
    iri: str,
    *items: DataItem,
    name: str = "item",
    subjects: tuple[Concept, ...] = (),
    classes: tuple[Concept, ...] = (),
    withheld: tuple[Withheld, ...] = (),
) -> DataItem:
    """A data item."""
    return DataItem(iri, Text((Said(name, "en"),)), False, subjects, classes, None, items, withheld)


def register(slug: str, *groups: DataGroup) -> Register:
    """A register of the example with another name, other groups, and nothing else that it shares."""
    iri = f"{BASE}optima/id/register/{slug}"
    one = example().catalogue.registers[0]
    return replace(
        one, iri=iri, slug=slug, groups=groups, title=Text((Said(slug, "en"),)), systems=(), contacts=(), notice=None
    )


def catalogue(*registers: Register) -> Catalogue:
    """The example with other registers."""
    return replace(example().catalogue, registers=registers)


def by_chance(number: int) -> Catalogue:
    """A catalogue whose registers, groups and items are made up at random."""
    random = Random(number)  # noqa: S311 - not for secrecy

    def some(concepts: tuple[Concept, ...]) -> tuple[Concept, ...]:
        return tuple(c for c in concepts if random.random() < 0.25)

    def items(above: str, depth: int) -> Iterator[DataItem]:
        for place in range(random.randint(0, 3)):
            iri = f"{above}-{place}"
            withheld = (mark(iri, "hasDataSubject"),) if random.random() < 0.1 else ()
            inner = tuple(items(iri, depth - 1)) if depth else ()
            subjects = () if withheld else some(PEOPLE)
            yield item(iri, *inner, subjects=subjects, classes=some(KINDS), withheld=withheld)

    def groups(slug: str) -> Iterator[DataGroup]:
        for place in range(random.randint(0, 3)):
            iri = f"{BASE}optima/id/register/{slug}#g-{place}"
            yield group(iri, *items(iri, 3), subjects=some(PEOPLE))

    return catalogue(*(register(f"r-{place}", *groups(f"r-{place}")) for place in range(random.randint(1, 4))))
