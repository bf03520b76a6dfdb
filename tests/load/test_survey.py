"""A survey tells what a file is about and refers to, and judges nothing."""

from __future__ import annotations

from rdflib import Literal, URIRef

from publisher.load.survey import NOWHERE, about, add_context, survey
from publisher.load.turtle import Source, load_text

BASE = "http://local.example/a/"
TEXT = b"""@prefix x: <http://x.fi/> .
<id/register/r> x:contact <id/contact/c> ; x:part <id/register/r#p> ; x:says "one"@sv ; x:away <http://y.fi/z> .
<id/register/r#p> x:of <id/register/other#q> ; x:system <id/system/s> .
<id/contact/c> x:says "two" .
"""


def test_a_thing_is_surveyed_with_its_parts_and_what_they_link_to() -> None:
    """Links within a thing, and to things elsewhere in the world, are none of it."""
    found = survey(TEXT, BASE, {"http://x.fi/of"})
    links = (f"{BASE}id/contact/c", f"{BASE}id/register/other", f"{BASE}id/system/s")
    told = [(thing.iri, thing.links) for thing in found.things]
    assert told == [(f"{BASE}id/contact/c", ()), (f"{BASE}id/register/r", links)]
    assert found.joins == (f"{BASE}id/register/other",)


def test_the_digest_is_of_what_is_said_and_not_of_how() -> None:
    """Order, prefixes and white space make no difference; a word does."""
    other = b"@prefix y: <http://x.fi/> .\n<id/contact/c>\n  y:says 'two' .\n# a remark\n"
    changed = other.replace(b"two", b"three")
    found = [survey(text, BASE, ()).things[0] for text in (TEXT, other, changed)]
    assert {thing.iri for thing in found} == {f"{BASE}id/contact/c"}
    digests = [thing.digest for thing in found]
    assert digests[0] == digests[1] != digests[2]


def test_what_cannot_be_read_is_passed_over() -> None:
    """Loading the file is what tells of it."""
    assert survey(b"\xef\xbb\xbf" + TEXT, BASE, ()).things == ()
    assert survey(TEXT + b"\xff", BASE, ()).things == ()
    assert survey(b"<a> <http://x.fi/p> '" + b"x" * (2**24 + 1) + b"' .", BASE, ()).things == ()
    found = survey(b"<a> <http://x.fi/p> [] . <b> <http://x.fi/p> 'c' . <d> e", BASE, ())
    assert [thing.iri for thing in found.things] == [f"{BASE}b"]


def test_context_states_the_same_as_loading_and_stands_in_no_file() -> None:
    """To the lexical form, and only of what is asked for."""
    text = TEXT + b"<id/contact/c> <http://x.fi/n> 01.0, 'x'@fi . <id/contact/d> <http://x.fi/n> 1 ."
    texts = about(text, BASE, {f"{BASE}id/contact/c"})
    assert list(texts) == [f"{BASE}id/contact/c"]
    context, loaded = Source(), load_text(text, BASE, "x.ttl")
    add_context(context, texts.values())
    assert set(context.graph) == {t for t in loaded.graph if t[0] == URIRef(f"{BASE}id/contact/c")}
    assert context.place(URIRef(f"{BASE}id/contact/c")) == NOWHERE
    assert (None, None, Literal("01.0", datatype=URIRef("http://www.w3.org/2001/XMLSchema#decimal"))) in context.graph
