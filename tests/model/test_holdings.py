"""Who, what and where: each item is found by whom it is about and by what it is, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from publisher.model.catalogue import DataGroup, DataItem
from publisher.model.holdings import Holdings, Named, Part, named
from publisher.model.languages import LANGUAGES, NOTHING, Said, Text
from tests.conftest import BASE
from tests.holding import KINDS, PEOPLE, by_chance, catalogue, example, group, item, mark, register

STUDENT, EMPLOYEE, MINOR = PEOPLE
R = f"{BASE}optima/id/register/r#"


@pytest.fixture(scope="module")
def holdings() -> Holdings:
    """What the example authority holds."""
    return Holdings.of(example().catalogue, example().base)


def people_of(part: DataGroup | DataItem, above: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Whom each part is about, told once more: the people that it names, else those above, unless that is withheld."""
    own = {concept.iri for concept in part.subjects}
    if not own and not [one for one in part.withheld if one.name == "hasDataSubject"]:
        own = above
    yield part.iri, own
    for inner in part.items:
        yield from people_of(inner, own)


def found(parts: tuple[Part, ...]) -> set[str]:
    """The IRIs of what was looked for."""
    return {part.part.iri for top in parts for part in top.within() if part.is_found}


@pytest.mark.parametrize("number", range(40))
def test_each_item_is_found_under_exactly_the_people_that_the_rule_tells(number: int) -> None:
    """And the parts of which nobody is told are those that nobody is told of, neither more nor fewer."""
    one = by_chance(number)
    told = {iri: people for r in one.registers for g in r.groups for iri, people in people_of(g, set())}
    holdings = Holdings.of(one, example().base)
    assert {f.concept.iri for f in holdings.subjects} == set().union(*told.values())
    for finding in holdings.subjects:
        everything = set().union(*(found(held.parts) for held in finding.held))
        assert everything == {iri for iri, people in told.items() if finding.concept.iri in people}
    leaves = {p.iri for r in one.registers for p in parts_of(r.groups) if not p.items and not told[p.iri]}
    assert set().union(*(found(u.parts) for u in holdings.unstated)) == leaves


def parts_of(parts: tuple[DataGroup | DataItem, ...]) -> Iterator[DataGroup | DataItem]:
    """The parts and all in them."""
    for part in parts:
        yield part
        yield from parts_of(part.items)


@pytest.mark.parametrize("number", range(40))
def test_each_item_is_found_under_exactly_the_kinds_that_it_is_classified_as(number: int) -> None:
    """Its own, not those of what it is in; and what no kind is told of is told apart."""
    one = by_chance(number)
    parts = [part for r in one.registers for part in parts_of(r.groups)]
    holdings = Holdings.of(one, example().base)
    for finding in holdings.kinds:
        everything = set().union(*(found(held.parts) for held in finding.held))
        assert everything == {part.iri for part in parts if finding.concept in part.classes} != set()
    assert {f.concept.iri for f in holdings.kinds} == {c.iri for part in parts for c in part.classes}
    rest = set().union(*(found(held.parts) for held in holdings.unclassified))
    assert rest == {part.iri for part in parts if not part.classes and not part.items}


def test_the_data_of_guardians_is_found_inside_that_of_students(holdings: Holdings) -> None:
    """With what it is in, and without the rest of it."""
    (guardian,) = (f for f in holdings.subjects if f.iri.endswith("/subject/guardian-of-data-subject"))
    (held,) = guardian.held
    assert held.register.slug == "primus-wilma-kurre"
    (students,) = held.parts
    assert not students.is_found
    assert [part.part.iri.partition("#")[2] for part in held.found] == [
        "students-guardians",
        "students-guardians-name",
        "students-guardians-contact",
        "students-guardians-wilma-password",
    ]
    (student,) = (f for f in holdings.subjects if f.iri.endswith("/subject/student"))
    (of_students,) = (held for held in student.held if held.register.slug == "primus-wilma-kurre")
    assert found(of_students.parts).isdisjoint(found(held.parts))


def test_people_see_their_data_as_the_authority_tells_them(holdings: Holdings) -> None:
    """A statement that names them, or one on the right of access that names nobody; never one that names others."""
    ways = {
        (f.concept.iri.partition("#")[2], held.register.slug): (
            [s.iri.partition("#")[2] for s in held.own],
            held.by_login,
        )
        for f in holdings.subjects
        for held in f.held
    }
    assert ways["Student", "primus-wilma-kurre"][0] == ["access-login", "use-students"]
    assert ways["GuardianOfDataSubject", "primus-wilma-kurre"][0] == ["access-login"]
    assert ways["Employee", "primus-wilma-kurre"] == ([], None)
    assert ways["Employee", "active-directory-office-365"][0] == ["access-login"]
    assert ways["Employee", "active-directory-office-365"][1] is not None
    assert ways["Student", "webauto"][0] == ["access-in-practice"]


def test_who_may_ask_for_someone_else_is_told(holdings: Holdings) -> None:
    """Also of registers that hold nothing about those who ask."""
    others = {
        f.concept.iri.partition("#")[2]: [r.slug for r in f.for_others] for f in holdings.subjects if f.for_others
    }
    assert others == {"GuardianOfDataSubject": ["abilitas", "primus-wilma-kurre"]}


def test_registers_that_do_not_tell_whom_all_is_about_are_told_apart(holdings: Holdings) -> None:
    assert [one.register.slug for one in holdings.unstated] == ["itslearning", "tweb-valmu"]
    assert holdings.partial == ()


def test_whom_a_withheld_item_is_about_is_not_guessed() -> None:
    """Neither of the item nor of those in it."""
    inner = item(R + "inner")
    hidden = item(R + "hidden", inner, withheld=(mark(R + "hidden", "hasDataSubject"),))
    one = catalogue(register("r", group(R + "g", hidden, item(R + "open"), subjects=(STUDENT,))))
    holdings = Holdings.of(one, example().base)
    (finding,) = holdings.subjects
    assert found(finding.held[0].parts) == {R + "g", R + "open"}
    (unstated,) = holdings.unstated
    assert found(unstated.parts) == {R + "inner"}
    assert [one.name for one in unstated.withheld] == ["hasDataSubject"]


def test_a_register_that_withholds_a_group_may_hold_something_about_anyone() -> None:
    """But not one that withholds something else."""
    whole = register("r", group(R + "g", subjects=(STUDENT,)))
    for name, expected in (("dataGroup", 1), ("dataItem", 1), ("searchKey", 0)):
        holdings = Holdings.of(catalogue(replace(whole, withheld=(mark(R, name),))), example().base)
        assert (len(holdings.unstated), len(holdings.partial)) == (0, expected), name


def test_an_authority_without_registers_holds_nothing_and_one_without_groups_does_not_tell() -> None:
    assert Holdings.of(catalogue(), example().base) == Holdings((), (), (), (), ())
    holdings = Holdings.of(catalogue(register("r")), example().base)
    assert (holdings.subjects, holdings.kinds, holdings.unclassified) == ((), (), ())
    assert [one.register.slug for one in holdings.unstated] == ["r"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_stands_once_in_the_list_of_names(language: str) -> None:
    """In order of the alphabet, each name once, each with an anchor of its own."""
    registers = example().catalogue.registers
    names = named(registers, language)
    places = [place.part.part.iri for one in names for place in one.places]
    items = [part.iri for r in registers for g in r.groups for part in parts_of(g.items)]
    assert sorted(places) == sorted(items)
    assert len({one.anchor for one in names}) == len({one.name.text.casefold() for one in names}) == len(names)


def test_names_are_in_the_order_of_the_swedish_and_finnish_alphabet() -> None:
    names = ("öppettid", "adress", "ålder", "Zon", "ändring", "1 bild")
    assert [one.name.text for one in of_names(*names)] == ["1 bild", "adress", "Zon", "ålder", "ändring", "öppettid"]


def test_names_that_look_alike_are_one_and_those_that_do_not_are_two() -> None:
    """Capitals, soft hyphens and hyphens that do not break tell nothing; signs do, and have an anchor of their own."""
    same = of_names("E-post", "e-post", "e\u2011post", "e-\u00adpost")
    assert [len(one.places) for one in same] == [4]
    assert [(one.name.text, one.anchor) for one in of_names("a b", "a-b", "?", "!")] == [
        ("!", "item_sign"),
        ("?", "item_sign_2"),
        ("a b", "item_a-b"),
        ("a-b", "item_a-b_2"),
    ]


def test_an_item_without_a_name_is_called_as_its_iri_ends() -> None:
    nameless = replace(item(R + "some-thing"), label=NOTHING)
    (one,) = named([register("r", group(R + "g", nameless))], "sv")
    assert one.name == Said("some-thing", "")


def test_an_item_named_in_another_language_stands_under_that_name() -> None:
    foreign = replace(item(R + "x"), label=Text((Said("nimi", "fi"),)))
    (one,) = named([register("r", group(R + "g", foreign))], "sv")
    assert one.name == Said("nimi", "fi")


def of_names(*names: str) -> tuple[Named, ...]:
    """The names of items that are called so."""
    items = (item(f"{R}i-{number}", name=name, classes=KINDS[:1]) for number, name in enumerate(names))
    return named([register("r", group(R + "g", *items))], "en")
