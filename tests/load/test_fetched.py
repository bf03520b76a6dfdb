"""Reading a catalogue of a stranger: by its media type, nothing fetched, and told in one line when it cannot be."""

from __future__ import annotations

import pytest
from rdflib import Graph

from publisher.load.fetched import next_page, read_fetched
from publisher.model.errors import FetchError
from tests.open_catalogue import catalogue

URL = "http://local.example/catalog"
TEXT = catalogue("http://local.example/")


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
    ],
)
def test_every_format_is_read_alike(media_type: str, form: str) -> None:
    """The same triples."""
    whole = Graph().parse(data=TEXT, format="turtle")
    assert set(read_fetched(whole.serialize(format=form, encoding="utf-8"), media_type, URL)) == set(whole)


def test_relative_links_are_of_the_address() -> None:
    """And blank nodes are kept."""
    [(subject, _, value)] = read_fetched(b"<x> <y> [] .", "text/turtle", URL)
    assert (str(subject), value.n3()[:2]) == ("http://local.example/x", "_:")


@pytest.mark.parametrize(
    ("content", "media_type", "said"),
    [
        (b"<html></html>", "text/html", "this is text/html, and no catalogue in RDF"),
        (b"x", "", "no media type"),
        (b"<html></html>", "text/turtle", "cannot be read so"),
        (b"\xff\xfe", "text/turtle", "cannot be read so"),
        (b"{", "application/ld+json", "cannot be read so"),
        (b'{"@context": "https://elsewhere.invalid/c", "@id": "x"}', "application/ld+json", "cannot be read so"),
        (b"<rdf>", "application/rdf+xml", "cannot be read so"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "application/rdf+xml", "declares a document type"),
        (b"<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .", "text/turtle", "cannot be read so"),
    ],
)
def test_what_is_no_catalogue_is_told_in_one_line(content: bytes, media_type: str, said: str) -> None:
    """With what to do."""
    with pytest.raises(FetchError) as told:
        read_fetched(content, media_type, URL)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_nothing_at_all_is_an_empty_graph() -> None:
    """Who asked tells that there is no dataset in it."""
    assert len(read_fetched(b"", "text/turtle", URL)) == 0


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("<> a hydra:PartialCollectionView ; hydra:next <2> .", "http://local.example/2"),
        ("<> a hydra:PagedCollection ; hydra:nextPage <2> .", "http://local.example/2"),
        ("<> a hydra:PagedCollection ; hydra:nextPage <3> ; hydra:next <2> .", "http://local.example/2"),
        ('<> a hydra:PagedCollection ; hydra:next "http://local.example/2" .', "http://local.example/2"),
        ("<> a hydra:PartialCollectionView ; hydra:previous <2> .", None),
        ("<> hydra:next <2> .", None),
    ],
)
def test_the_next_page_is_found_where_harvesters_look_for_it(text: str, following: str | None) -> None:
    """On a view of a collection, and nowhere else."""
    prefix = "@prefix hydra: <http://www.w3.org/ns/hydra/core#> .\n"
    assert next_page(read_fetched((prefix + text).encode(), "text/turtle", URL)) == following


def test_a_blank_node_is_of_its_own_page() -> None:
    """The same label on another page is another node."""
    pages = [read_fetched(b"_:a <x:p> <x:o> .", "text/turtle", URL, number) for number in (1, 2)]
    assert len(pages[0] + pages[1]) == 2
