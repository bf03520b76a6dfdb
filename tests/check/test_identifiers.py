"""What a register is called, and what it is said to be elsewhere."""

from __future__ import annotations

import pytest

from publisher.check.identifiers import misidentified
from publisher.load.turtle import load_text
from publisher.model.iris import Base

BASE = Base("http://local.example/town/")
PREFIXES = """@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def found(said: str) -> list[tuple[int, str, str]]:
    """Line, rule and what was found of what is said of the register `pupils`."""
    text = f"{PREFIXES}<id/register/pupils> a dcat:Dataset ;\n  {said} ."
    source = load_text(text.encode(), BASE.iri, "pupils.ttl")
    return [(f.place.line, f.rule, f.found["found"]) for f in misidentified(source, BASE)]


@pytest.mark.parametrize(
    "said",
    ['dct:identifier "pupils"', "owl:sameAs <https://b.example/1>", "owl:sameAs <http://local.example/other/1>"],
)
def test_the_name_of_the_iri_and_what_is_elsewhere_are_fine(said: str) -> None:
    assert found(said) == []


def test_another_short_name_is_found_with_what_to_write() -> None:
    """So that no two registers have the same."""
    assert found('dct:identifier "teachers"') == [(5, "other-identifier", '"pupils"')]
    assert found('dct:identifier "pupils", "Pupils"') == [(5, "other-identifier", '"pupils"')]


def test_an_iri_of_ones_own_is_not_elsewhere() -> None:
    assert found("owl:sameAs <id/register/teachers>") == [(5, "same-as-own", "<id/register/teachers>")]


def test_a_register_whose_iri_is_wrong_is_not_told_of_its_name_too() -> None:
    text = PREFIXES + '<id/register/Pupils> a dcat:Dataset ; dct:identifier "pupils" .'
    assert list(misidentified(load_text(text.encode(), BASE.iri, "pupils.ttl"), BASE)) == []
