"""The scheme of IRIs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model.errors import ConfigurationError
from publisher.model.iris import KINDS, SLUG, Base, without_fragment

BASE = Base("http://local.example/optima/")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.sampled_from(KINDS), st.from_regex(SLUG, fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_a_thing_and_its_document_lead_to_each_other(kind: str, slug: str) -> None:
    """For every kind and slug, and from every part."""
    thing = f"{BASE.iri}id/{kind}/{slug}"
    document = BASE.document(thing)
    assert document is not None
    assert str(document) == f"{BASE.iri}{kind}/{slug}"
    assert str(BASE.thing(document)) == thing
    assert BASE.document(f"{thing}#part") == document


def test_the_catalogue_has_a_document_too() -> None:
    """Without a slug."""
    assert str(BASE.document(BASE.catalogue)) == BASE.iri + "catalog"


@pytest.mark.parametrize(
    "iri",
    [
        "http://local.example/optima/register/a",
        "http://local.example/optima/id/thing/a",
        "http://local.example/optima/id/register/A",
        "http://local.example/optima/id/register/a/b",
        "http://local.example/optima/id/register/",
        "http://local.example/id/register/a",
        "https://w3id.org/dpv#Student",
    ],
)
def test_what_is_no_thing_of_the_base_has_no_document(iri: str) -> None:
    """Other kinds, other bases, other words."""
    assert BASE.document(iri) is None


@pytest.mark.parametrize(
    "iri",
    [
        "",
        "/",
        "x",
        "http:/x/",
        "ftp://x/",
        "http://x",
        "http://x/a",
        "http:///",
        "http://u@x/",
        "http://x/a b/",
        "http://x/?q/",
    ],
)
def test_a_base_that_is_no_absolute_address_is_refused(iri: str) -> None:
    """With an example of what to write."""
    with pytest.raises(ConfigurationError, match=r"Write for example https://records\.example\.fi/"):
        Base(iri)


def test_a_base_knows_its_host_and_path() -> None:
    """The host as a Host header has it."""
    base = Base("https://Records.example.fi:8443/a/b/")
    assert (base.host, base.path) == ("records.example.fi:8443", "/a/b/")
    assert base.relative("https://Records.example.fi:8443/a/b/id/catalog") == "id/catalog"


def test_a_part_belongs_to_its_thing() -> None:
    """By its IRI."""
    assert str(without_fragment("http://x/a#b")) == "http://x/a"
