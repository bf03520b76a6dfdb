"""Registers that have something in common: the closest few, with what it is."""

from __future__ import annotations

from dataclasses import replace

from publisher.model.catalogue import Register
from publisher.model.holdings import Holdings
from publisher.model.related import MOST_RELATED, Related, related
from tests.conftest import BASE
from tests.holding import KINDS, PEOPLE, catalogue, example, group, item, register


def of(*registers: Register) -> dict[str, list[Related]]:
    """What each register is related to, by its name."""
    found = related(registers, Holdings.of(catalogue(*registers), example().base))
    return {one.slug: list(found[one.iri]) for one in registers}


def about(slug: str, people: int, kinds: int = 0) -> Register:
    """A register about so many groups of people and with so many kinds of data."""
    iri = f"{BASE}optima/id/register/{slug}#g"
    return register(slug, group(iri, item(iri + "-item", classes=KINDS[:kinds]), subjects=PEOPLE[:people]))


def test_the_closest_come_first_and_say_why() -> None:
    found = of(about("one", 1, 1), about("both", 2, 2), about("same", 2, 2), about("none", 0))
    assert [one.register.slug for one in found["both"]] == ["same", "one"]
    assert [concept.iri for concept in found["both"][0].people] == [concept.iri for concept in PEOPLE[1::-1]]
    assert len(found["both"][0].kinds) == 2
    assert found["none"] == []


def test_to_be_related_goes_both_ways_and_nothing_is_related_to_itself() -> None:
    found = of(*(about(f"r-{n}", n % 3, n % 2) for n in range(6)))
    pairs = {(slug, other.register.slug) for slug, others in found.items() for other in others}
    assert pairs == {(there, here) for here, there in pairs} != set()
    assert not [pair for pair in pairs if pair[0] == pair[1]]


def test_a_common_contact_alone_is_no_kinship_but_a_common_system_is() -> None:
    contact, system = example().catalogue.contacts[0], example().catalogue.systems[0]
    one, two = about("one", 0), about("two", 0)
    assert of(replace(one, contacts=(contact,)), replace(two, contacts=(contact,)))["one"] == []
    (found,) = of(replace(one, systems=(system,)), replace(two, systems=(system,)))["one"]
    assert (found.systems, found.people, found.kinds, found.contacts) == ((system,), (), (), ())


def test_at_most_a_few_are_named_and_what_all_share_says_nothing() -> None:
    few = of(*(about(f"r-{n:02}", 1) for n in range(20)))
    assert [one.register.slug for one in few["r-00"]] == [f"r-{n:02}" for n in range(1, MOST_RELATED + 1)]
    assert set(map(len, of(*(about(f"r-{n:02}", 1) for n in range(51))).values())) == {0}


def test_the_registers_of_the_example_are_related() -> None:
    found = of(*example().catalogue.registers)
    assert found["abilitas"][0].register.slug == "primus-wilma-kurre"
    assert all(len(others) <= MOST_RELATED for others in found.values())
