"""What is written of a dataclass is read back as it was."""

from __future__ import annotations

from dataclasses import dataclass

import hypothesis.strategies as st
from hypothesis import given

from publisher.model.asking import Part
from publisher.model.concepts import Concept
from publisher.model.languages import Said, Text
from publisher.model.plain import read, written

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SAID = st.builds(Said, TEXTS, st.sampled_from(["", "sv", "fi"]))
TEXT = st.builds(Text, st.lists(SAID, max_size=2).map(tuple))
CONCEPT = st.builds(Concept, TEXTS, TEXT, TEXT)
LEAVES = st.builds(Part, TEXTS, TEXT, st.booleans(), st.none() | CONCEPT)
PARTS = st.recursive(
    LEAVES,
    lambda under: st.builds(Part, TEXTS, TEXT, st.booleans(), st.none(), st.lists(under, max_size=3).map(tuple)),
    max_leaves=8,
)


@dataclass(frozen=True)
class _Holder:
    parts: tuple[Part, ...]
    number: int


@given(PARTS)
def test_what_is_written_is_read_back(part: Part) -> None:
    assert read(Part, written(part)) == part


@given(st.lists(PARTS, max_size=3).map(tuple), st.integers())
def test_the_same_thing_gives_the_same_bytes(parts: tuple[Part, ...], number: int) -> None:
    one, other = _Holder(parts, number), _Holder(parts, number)
    assert written(one) == written(other)
    assert read(_Holder, written(one)) == other
