"""The scheme of IRIs: a thing, its document and their parts under a base."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from publisher.model.errors import ConfigurationError
from publisher.model.iris import KINDS, Base, without_fragment

SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
BASES = st.sampled_from(
    [
        "https://records.example.fi/",
        "http://local.example:8000/",
        "https://example.fi/a/b/",
        "http://[::1]:8000/",
        "https://id/id/",
        "https://x/register/",
    ]
).map(Base)
RELATIVES = st.one_of(
    st.just("id/catalog"), st.builds("id/{}/{}".format, st.sampled_from(KINDS), SLUGS), st.just("id/agent/catalog")
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(BASES, RELATIVES)
def test_a_thing_is_what_its_document_describes(base: Base, relative: str) -> None:
    """`thing` is the inverse of `document`, and neither leads out of the base."""
    thing = base.iri + relative
    document = base.document(thing)
    assert document is not None
    assert document != URIRef(thing)
    assert base.holds(document)
    assert base.thing(document) == URIRef(thing)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(BASES, RELATIVES, SLUGS)
def test_a_part_has_the_document_of_its_thing(base: Base, relative: str, fragment: str) -> None:
    part = f"{base.iri}{relative}#{fragment}"
    assert base.document(part) == base.document(without_fragment(part)) is not None


@settings(max_examples=100, deadline=None, derandomize=True)
@given(BASES, st.text(max_size=40))
def test_any_text_has_a_document_below_the_base_or_none(base: Base, text: str) -> None:
    for iri in (text, base.iri + text, base.iri + "id/" + text):
        document = base.document(iri)
        assert document is None or base.thing(document) == without_fragment(iri)


def test_the_documents_of_things_have_the_addresses_that_were_decided() -> None:
    base = Base("https://records.example.fi/optima/")
    assert [str(base.document(base.iri + thing)) for thing in ("id/register/wilma", "id/catalog")] == [
        "https://records.example.fi/optima/register/wilma",
        "https://records.example.fi/optima/catalog",
    ]
    assert base.catalogue == URIRef("https://records.example.fi/optima/id/catalog")
    assert base.completeness == URIRef("https://records.example.fi/optima/completeness")
    assert base.document(str(base.completeness)) is None


@pytest.mark.parametrize(
    "relative",
    [
        "",
        "id/",
        "id/catalog/",
        "id/catalog/x",
        "id/register/",
        "id/register",
        "id/register/Wilma",
        "id/register/wilma/",
        "id/register/-wilma",
        "id/register/wi--lma",
        "id/register/wilma\n",
        "id/register/w%C3%A5",
        "id/register/../contact/x",
        "id/other/wilma",
        "id/register/wilma#",
        "register/wilma",
        "catalog",
    ],
)
def test_what_is_no_thing_has_no_document(relative: str) -> None:
    base = Base("https://records.example.fi/")
    assert base.document(base.iri + relative) is None


def test_a_thing_under_another_base_has_no_document_here() -> None:
    base = Base("https://records.example.fi/")
    assert base.document("https://records.example.fi.evil/id/catalog") is None
    assert base.document("http://records.example.fi/id/catalog") is None
    assert base.document("id/catalog") is None


@pytest.mark.parametrize(
    "iri",
    [
        "",
        "/",
        "x",
        "x/",
        "//x/",
        "ftp://x/",
        "mailto:x",
        "javascript://x/",
        "http:/x/",
        "http:///",
        "http://:80/",
        "http://x",
        "https://x/a",
        "http://x//",
        "http://x/a//b/",
        "http://x/a b/",
        "http://x y/",
        "http://u@x/",
        "http://u:p@x/",
        "http://x/?q/",
        "http://x/#f/",
        "http://x/?q=/",
        " http://x/",
        "http://x/ ",
        "http://x/\n",
        "http://x\t/",
        'http://x/"/',
        "http://x/<b>/",
        "http://x/å/",
        "http://å/",
        "http://x/%41/",
        "http://x/{}/",
        "http://x\\/",
    ],
)
def test_a_base_that_is_no_absolute_web_address_with_a_slash_at_its_end_is_refused(iri: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Base(iri)
    assert caught.value.where == "base"
    assert repr(iri) in caught.value.reason
    assert "Write for example https://records.example.fi/" in str(caught.value)


@pytest.mark.parametrize("iri", ["http://x/./", "http://x/../", "http://x/a/../b/", "http://x/a/./"])
def test_a_base_with_steps_up_or_nowhere_is_refused(iri: str) -> None:
    """An IRI relative to it would resolve elsewhere."""
    with pytest.raises(ConfigurationError):
        Base(iri)


@pytest.mark.parametrize("iri", ["http://[::1/", "http://::1]/", "http://[x]/", "http://]/"])
def test_a_base_with_a_broken_address_in_brackets_is_refused(iri: str) -> None:
    with pytest.raises(ConfigurationError):
        Base(iri)


@pytest.mark.parametrize("iri", ["http://x:port/", "http://x:99999/", "http://x:1:2/"])
def test_a_base_with_an_impossible_port_is_refused(iri: str) -> None:
    with pytest.raises(ConfigurationError):
        Base(iri)


@pytest.mark.parametrize(
    ("iri", "path", "host"),
    [
        ("https://records.example.fi/", "/", "records.example.fi"),
        ("http://Local.example:8000/a/b/", "/a/b/", "local.example:8000"),
        ("http://[::1]:8000/", "/", "[::1]:8000"),
        ("http://127.0.0.1/", "/", "127.0.0.1"),
        ("https://x/~a/b_c/d.e-f/", "/~a/b_c/d.e-f/", "x"),
    ],
)
def test_a_base_knows_its_path_and_host(iri: str, path: str, host: str) -> None:
    base = Base(iri)
    assert (base.path, base.host) == (path, host)


def test_an_iri_is_told_relative_to_the_base_that_holds_it() -> None:
    base = Base("https://x/a/")
    assert base.relative("https://x/a/id/catalog#x") == "id/catalog#x"
    assert base.relative("https://x/b/") == "https://x/b/"
    assert base.holds("https://x/a/")
    assert not base.holds("https://x/a")


def test_the_thing_of_a_part_is_what_stands_before_the_first_number_sign() -> None:
    assert without_fragment("https://x/a#b#c") == URIRef("https://x/a")
    assert without_fragment("https://x/a") == URIRef("https://x/a")
