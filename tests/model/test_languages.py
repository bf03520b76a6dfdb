"""Texts in several languages."""

from __future__ import annotations

import pytest
from rdflib import Literal, URIRef

from publisher.model.languages import DEFAULT, LANGUAGES, NOTHING, Said, Text


def test_swedish_finnish_and_english_in_this_order() -> None:
    """The first is given to who states no wish."""
    assert list(LANGUAGES) == ["sv", "fi", "en"]
    assert DEFAULT == "sv"


def test_a_text_is_given_in_the_language_that_is_asked_for() -> None:
    """Each of them."""
    text = Text.of([Literal("yksi", lang="fi"), Literal("one", lang="en"), Literal("ett", lang="sv")])
    assert [text.in_language(tag).text for tag in LANGUAGES] == ["ett", "yksi", "one"]


@pytest.mark.parametrize(
    ("literals", "wanted"),
    [
        ([Literal("ett", lang="sv")], Said("ett", "sv")),
        ([Literal("one", lang="en"), Literal("ett", lang="sv")], Said("ett", "sv")),
        ([Literal("68600")], Said("68600", "")),
    ],
)
def test_a_missing_language_gives_what_exists_and_says_which(literals: list[Literal], wanted: Said) -> None:
    """Never silently as if it were the wanted one."""
    assert Text.of(literals).in_language("fi") == wanted


def test_no_text_is_false_and_cannot_be_said() -> None:
    """So that a page shows a gap."""
    assert not NOTHING
    assert not Text.of([URIRef("http://x/")])
    with pytest.raises(LookupError):
        NOTHING.in_language("sv")


def test_the_order_in_which_literals_come_changes_nothing() -> None:
    """A graph has none."""
    literals = [Literal("b", lang="sv"), Literal("a", lang="sv"), Literal("c", lang="fi")]
    assert Text.of(literals) == Text.of(reversed(literals))
