"""The stylesheet: its colours are variables, and people can read what they give, in the light and in the dark."""

from __future__ import annotations

import re

from publisher.render.style import stylesheet
from publisher.render.theme import DECORATION, PAIRS, contrast, poor_pairs, schemes

STYLE = stylesheet().decode()


def test_every_pair_of_colours_has_the_contrast_that_wcag_asks() -> None:
    """4.5 to 1 for text, 3 to 1 for the rest, in both schemes."""
    found = schemes()
    assert found.light["paper"] != found.dark["paper"]
    assert (poor_pairs(found.light), poor_pairs(found.dark)) == ([], [])
    assert all(contrast(found.light[one], found.light[ground]) > 3 for one, ground in PAIRS)


def test_every_colour_is_in_a_pair_or_only_decorates() -> None:
    """So that a new colour cannot be forgotten."""
    assert {name for pair in PAIRS for name in pair} | DECORATION == schemes().colours


def test_every_colour_is_a_variable() -> None:
    """Outside `:root` no colour is named, but for those of the system where the reader chooses them."""
    outside = re.sub(r":root\{[^}]*\}", "", STYLE)
    assert not re.search(r"#[0-9a-fA-F]{3}|rgba?\(|hsla?\(|\b(?:white(?!-)|black|gr[ae]y|red|blue|green)\b", outside)


def test_every_variable_that_is_used_is_there_and_none_is_idle() -> None:
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", STYLE))
    assert used == set(schemes().light)


def test_sizes_of_text_are_variables_or_follow_the_text_around() -> None:
    sizes = re.findall(r"font-size:([^;}]+)", STYLE)
    assert sizes
    assert [size for size in sizes if not re.fullmatch(r"var\(--[a-z0-9]+\)|[0-9.]+em", size)] == []
