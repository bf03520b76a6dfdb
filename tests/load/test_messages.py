"""What is said of a fault in the way of writing is said in every language."""

from __future__ import annotations

import re

import pytest

from publisher.load import messages
from publisher.load.messages import filled, one_of
from publisher.model.languages import LANGUAGES

ALL = {name: said for name, said in vars(messages).items() if name.isupper() and not name.startswith("_")}


@pytest.mark.parametrize("name", ALL)
def test_a_message_says_the_same_in_every_language(name: str) -> None:
    """What is wrong, and what to do; with the same names in braces."""
    said = ALL[name]
    assert set(said) == set(LANGUAGES)
    assert len(set(said.values())) == len(LANGUAGES)
    assert len({tuple(sorted(re.findall(r"\{\w+\}", text))) for text in said.values()}) == 1
    assert all(re.fullmatch(r"[^.]+(\.\S[^.]*)*[.:] .+[^.]", text) for text in said.values())


def test_what_is_known_is_filled_in_by_language() -> None:
    """And what is found is left to be shown or hidden."""
    said = filled(messages.LANGUAGE, known=one_of(["@sv", "@fi"]))
    assert said["fi"] == "kieli {found} ei kuulu tähän luetteloon. Kirjoita @sv tai @fi"
    assert said["en"].endswith("Write @sv or @fi")
    assert one_of(["12"])["sv"] == "12"
