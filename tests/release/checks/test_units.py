"""Files that must be checked together are a unit, and all that a unit depends on is in its key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from publisher.load.survey import Thing
from publisher.model.terms import DCTERMS, RC
from publisher.release.checks.units import Authority, Surveyed, Unit
from publisher.release.known import joining


def file(name: str, things: Mapping[str, tuple[str, ...]], *joins: str, is_private: bool = False) -> Surveyed:
    """A file that is about some things, each with what it links to."""
    told = tuple(Thing(iri, iri.encode(), links) for iri, links in things.items())
    return Surveyed(f"/data/{name}", len("/data/"), is_private, 1, name.encode(), told, joins)


def units(authority: Authority) -> list[Unit]:
    """All units, in order."""
    return [authority.unit(number) for number in range(len(authority))]


def names(authority: Authority) -> list[list[str]]:
    """The names of the files of each unit."""
    return [[file.shown for file in unit.files] for unit in units(authority)]


def test_files_about_the_same_thing_or_joined_by_a_link_are_one_unit() -> None:
    """A link that is only followed forwards does not join."""
    authority = Authority(
        (
            file("a", {"A": ("C",)}),
            file("b", {"B": ()}, "D"),
            file("c", {"C": ()}),
            file("d", {"D": ()}),
            file("private a", {"A": ()}, is_private=True),
        ),
        "catalogue",
    )
    assert names(authority) == [["a", "private a"], ["b", "d"], ["c"]]


def test_a_file_tells_what_it_says_of_each_thing() -> None:
    """However many there are."""
    about = file("a", {f"{number:03}": (str(number),) for number in range(100)})
    assert [about.thing(thing.iri) for thing in about.things] == list(about.things)


def test_the_context_is_all_that_links_lead_to_and_the_catalogue() -> None:
    """At any depth, in circles too, and also what is nowhere described."""
    authority = Authority(
        (
            file("a", {"A": ("B", "nothing")}),
            file("b", {"B": ("C", "A")}),
            file("c", {"C": ("B",)}),
            file("d", {"D": ()}),
        ),
        "catalogue",
    )
    assert authority.context(authority.unit(0)) == {"B", "C", "nothing", "catalogue"}


def test_a_key_changes_with_all_that_a_check_depends_on_and_with_nothing_else() -> None:
    """The unit's own files, what it refers to, and what is told beside; not another file."""
    files = [file("a", {"A": ("B",)}), file("b", {"B": ()}), file("c", {"C": ()})]

    def key(changed: list[Surveyed], *more: str) -> str:
        authority = Authority(tuple(changed), "catalogue")
        unit = authority.unit(0)
        return authority.key(unit, authority.context(unit), *more)

    first = key(files)
    own, other, far = (replace(one, digest=b"changed") for one in files)
    linked = replace(files[1], things=(Thing("B", b"changed", ()),))
    assert key([own, *files[1:]]) != first
    assert key([files[0], linked, files[2]]) != first
    assert key([files[0], replace(files[1], is_private=True), files[2]]) != first
    assert key([*files, file("e", {"catalogue": ()})]) != first
    assert key(files, "told") != first
    assert key([*files[:2], far]) == first
    assert key([files[0], other, files[2]]) == first, "what else is in the file of a thing does not matter"


LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=12)


@given(LINKS)
def test_units_part_the_files_and_no_join_crosses_them(links: list[tuple[int, int, bool]]) -> None:
    """Every file is in one unit, in order; and what a unit refers to is in its context or in itself."""
    files = []
    for number in range(8):
        own = tuple(str(to) for of, to, _ in links if of == number)
        files.append(
            file(f"f{number}", {str(number): own}, *(str(to) for of, to, is_join in links if of == number and is_join))
        )
    authority = Authority(tuple(files), "0")
    assert sorted(one for unit in names(authority) for one in unit) == [f"f{n}" for n in range(8)]
    for unit in units(authority):
        context = authority.context(unit)
        assert not context & unit.things
        for one in unit.files:
            assert set(one.joins) <= unit.things
            assert {link for thing in one.things for link in thing.links} <= context | unit.things


def test_what_joins_files_is_read_from_the_shapes() -> None:
    """Properties, however deep in a path they are followed back."""
    found = joining()
    assert found >= {str(RC.dataItem), str(RC.searchKey), str(DCTERMS.hasPart)}
    assert [iri for iri in found if not iri.startswith("http")] == []
