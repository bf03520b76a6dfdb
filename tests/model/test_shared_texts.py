"""Whose texts a catalogue holds, where all its registers say the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publisher.model.catalogue import Catalogue
from publisher.model.concepts import Confirmation, Post
from publisher.model.languages import NOTHING
from publisher.release.flow import prepare
from publisher.release.site import Site


@pytest.fixture(scope="module")
def catalogue(site: Site) -> Catalogue:
    """The example catalogue."""
    return prepare(site)[0].catalogue


def test_all_registers_say_the_same_of_their_texts(catalogue: Catalogue) -> None:
    """In the example Swedish is restated, the rest is translated."""
    found = {language: version.status.iri.rpartition("#")[2] for language, version in catalogue.shared_texts.items()}
    assert found == {"sv": "Restated", "fi": "Translated", "en": "Translated"}


def test_one_register_that_differs_leaves_its_language_out(catalogue: Catalogue) -> None:
    first, *others = catalogue.registers
    swedish, *rest = first.text_versions
    own = replace(first, text_versions=(replace(swedish, is_own=True), *rest))
    assert swedish.language not in replace(catalogue, registers=(own, *others)).shared_texts
    silent = replace(first, text_versions=tuple(rest))
    assert set(replace(catalogue, registers=(silent, *others)).shared_texts) == {v.language for v in rest}


def test_texts_of_which_some_are_confirmed_are_not_the_same(catalogue: Catalogue) -> None:
    first, *others = catalogue.registers
    post = Confirmation(Post("https://x/", NOTHING), "2026-01-31")
    confirmed = replace(first, text_versions=tuple(replace(v, confirmation=post) for v in first.text_versions))
    assert replace(catalogue, registers=(confirmed, *others)).shared_texts == {}
    assert set(replace(catalogue, registers=(confirmed,)).shared_texts) == {"sv", "fi", "en"}


def test_a_catalogue_without_registers_says_nothing(catalogue: Catalogue) -> None:
    assert replace(catalogue, registers=()).shared_texts == {}
