"""The languages of the catalogue, and texts in them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, URIRef

from publisher.model.languages import DEFAULT, LANGUAGES, NOTHING, Said, Text
from publisher.model.resources import folder
from publisher.model.terms import SKOS

SAID = st.builds(Said, st.text(max_size=5), st.sampled_from(["", "sv", "fi", "en", "de"]))


def test_swedish_comes_first_for_the_authority_writes_in_swedish() -> None:
    assert list(LANGUAGES) == ["sv", "fi", "en"]
    assert DEFAULT == "sv"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_has_a_name_in_every_language(tag: str) -> None:
    labels = Graph().parse(folder("ontology") / "labels.ttl")
    named = {label.language for label in labels.objects(LANGUAGES[tag], SKOS.prefLabel) if isinstance(label, Literal)}
    assert named == set(LANGUAGES)


def test_a_text_is_given_in_the_language_that_is_asked_for() -> None:
    text = Text.of([Literal("one", lang="en"), Literal("en", lang="sv"), Literal("yksi", lang="fi")])
    assert [text.in_language(tag) for tag in LANGUAGES] == [Said("en", "sv"), Said("yksi", "fi"), Said("one", "en")]


@pytest.mark.parametrize(
    ("existing", "given"),
    [(["fi", "en"], "fi"), (["en"], "en"), (["", "en"], ""), (["sv", ""], "sv")],
)
def test_a_missing_language_is_never_passed_off_as_the_one_that_is_asked_for(existing: list[str], given: str) -> None:
    """The text comes with the language that it is really in: without language first, then in the usual order."""
    text = Text(tuple(Said(f"in {tag}", tag) for tag in existing))
    assert text.in_language("sv") == Said(f"in {given}", given)


def test_a_text_in_another_language_only_is_better_than_none() -> None:
    assert Text((Said("eins", "de"),)).in_language("sv") == Said("eins", "de")


def test_no_text_at_all_is_false_and_a_look_up_error() -> None:
    assert not NOTHING
    assert Text.of([]) == NOTHING
    with pytest.raises(LookupError):
        NOTHING.in_language("sv")


def test_what_is_no_literal_is_passed_over() -> None:
    assert Text.of([URIRef("https://x/"), BNode(), Literal("x", lang="sv")]) == Text((Said("x", "sv"),))


def test_an_empty_text_is_a_text() -> None:
    assert Text.of([Literal("", lang="sv")])


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(SAID, max_size=4))
def test_the_order_in_which_literals_are_met_does_not_matter(said: list[Said]) -> None:
    literals = [Literal(s.text, lang=s.language or None) for s in said]
    texts = {Text.of(order) for order in itertools.permutations(literals)}
    assert len(texts) == 1
    assert set(texts.pop()) == set(said)


def test_what_is_said_shows_as_its_text() -> None:
    assert str(Said("hej", "sv")) == "hej"
