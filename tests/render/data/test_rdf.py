"""RDF documents: every format holds the same triples, letter by letter, in the same bytes each time."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef

from publisher.model.resources import folder
from publisher.model.terms import DCAT, DCTERMS, PREFIXES, RC, RDF, RDFS, XSD
from publisher.render.data.rdf import Triple, Triples, in_order, write
from publisher.render.formats import FORMATS, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Format

READERS = {
    TURTLE: ox.RdfFormat.TURTLE,
    RDF_XML: ox.RdfFormat.RDF_XML,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    JSON_LD: ox.RdfFormat.JSON_LD,
}
RDF_FORMATS = [f for f in FORMATS if not f.by_language]
THINGS = [URIRef(f"http://local.example/optima/id/register/{name}") for name in ("a", "b", "b#part")]
TERMS = [RC.Draft, URIRef(PREFIXES["pd"] + "Name"), URIRef("mailto:a@example.fi"), URIRef("tel:+358-1"), *THINGS]
PREDICATES = [
    RDF.type,
    RDFS.label,
    DCTERMS.title,
    DCTERMS.identifier,
    DCTERMS.issued,
    RC.position,
    RC.openEnded,
    DCAT.theme,
]
XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t<>&\"'\\\u2028")
)
LITERALS = st.one_of(
    XML_TEXT.map(Literal),
    st.builds(lambda text, tag: Literal(text, lang=tag), XML_TEXT, st.sampled_from(["sv", "fi", "en"])),
    st.sampled_from(["01", "+1", "1"]).map(lambda text: Literal(text, datatype=XSD.integer, normalize=False)),
    st.sampled_from(["true", "false"]).map(lambda text: Literal(text, datatype=XSD.boolean, normalize=False)),
    st.sampled_from(["01.0", "1."]).map(lambda text: Literal(text, datatype=XSD.decimal, normalize=False)),
    st.just(Literal("2026-01-31T12:00:00Z", datatype=XSD.dateTime, normalize=False)),
)
TRIPLES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(THINGS), st.sampled_from(PREDICATES), st.sampled_from(TERMS)),
        st.tuples(st.sampled_from(THINGS), st.sampled_from(PREDICATES[1:]), LITERALS),
    ),
    min_size=1,
    max_size=12,
)


def read(text: bytes, form: Format) -> set[tuple[str, str, str, str, str]]:
    """What an independent reader finds: subject, predicate, and value with its language and datatype."""
    found = set()
    for quad in ox.parse(text, format=READERS[form]):
        value = quad.object
        kind = (value.language or "", value.datatype.value) if isinstance(value, ox.Literal) else ("", "IRI")
        found.add((quad.subject.value, quad.predicate.value, value.value, *kind))
    return found


def meant(triples: list[Triple]) -> set[tuple[str, str, str, str, str]]:
    """The same of triples."""
    found = set()
    for s, p, o in triples:
        if isinstance(o, Literal):
            datatype = str(RDF.langString if o.language else o.datatype or XSD.string)
            found.add((str(s), str(p), str(o), o.language or "", datatype))
        else:
            found.add((str(s), str(p), str(o), "", "IRI"))
    return found


def test_every_rdf_format_has_a_reader_here() -> None:
    """A new one needs one."""
    assert set(READERS) == set(RDF_FORMATS)


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda f: f.name)
@settings(max_examples=150, derandomize=True, deadline=None)
@given(triples=TRIPLES)
def test_what_is_written_is_read_back_letter_by_letter(form: Format, triples: list[Triple]) -> None:
    """Lexical forms, languages and datatypes."""
    assert read(write(in_order(set(triples)), form), form) == meant(triples)


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda f: f.name)
@settings(max_examples=50, derandomize=True, deadline=None)
@given(triples=TRIPLES)
def test_the_order_in_which_triples_come_changes_nothing(form: Format, triples: list[Triple]) -> None:
    """They are a set."""
    assert write(in_order(set(triples)), form) == write(in_order(reversed(list(dict.fromkeys(triples)))), form)


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda f: f.name)
def test_an_iri_and_a_text_that_look_alike_have_an_order(form: Format) -> None:
    """Two values of one property that differ only in kind."""
    values = [URIRef("https://example.fi/"), Literal("https://example.fi/"), Literal("https://example.fi/", lang="sv")]
    triples = [(THINGS[0], DCTERMS.relation, value) for value in values]
    assert len({write(in_order(order), form) for order in itertools.permutations(triples)}) == 1


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda f: f.name)
@pytest.mark.parametrize("text", ["a\rb", "\r\n", "\n", " ", "\t", "\x85", "\u2028", "]]>", "&#13;", "\U0010fffd", ""])
def test_white_space_and_marks_of_xml_in_a_text_are_kept(form: Format, text: str) -> None:
    """Line endings too, which XML would make one of."""
    triples: list[Triple] = [(THINGS[0], DCTERMS.title, Literal(text, lang="sv"))]
    assert read(write(triples, form), form) == meant(triples)


@pytest.mark.parametrize("text", ["a\rb", "\r\n", "a\n\r"])
def test_the_ends_of_lines_of_windows_reach_any_reader_of_xml(text: str) -> None:
    """Which, as XML demands, makes a bare carriage return a line feed."""
    graph = Graph().parse(data=write([(THINGS[0], DCTERMS.title, Literal(text, lang="sv"))], RDF_XML), format="xml")
    assert [str(value) for value in graph.objects()] == [text]


@pytest.mark.parametrize("form", RDF_FORMATS, ids=lambda f: f.name)
@pytest.mark.parametrize(
    "iri",
    [
        *("https://w3id.org/dpv#", "https://w3id.org/dpv#a.b", "https://w3id.org/dpv#a:b", "https://w3id.org/dpv#1"),
        *("https://w3id.org/dpv#a/b", "http://purl.org/dc/terms/", "http://purl.org/dc/terms/a#b"),
        *("https://x/a'b", "https://x/(a),b", "https://x/%20", "https://x/å", "https://x/?a=b&c=d"),
    ],
)
def test_an_iri_that_no_prefix_can_shorten_is_kept(form: Format, iri: str) -> None:
    """As subject and value."""
    triples: list[Triple] = [(THINGS[0], DCTERMS.relation, URIRef(iri)), (URIRef(iri), DCTERMS.relation, THINGS[0])]
    assert read(write(in_order(triples), form), form) == meant(triples)


def test_bytes_do_not_depend_on_the_hash_seed() -> None:
    """In any format."""
    program = """
import hashlib
from rdflib import Graph
from publisher.model.resources import folder
from publisher.render.formats import FORMATS
from publisher.render.data.rdf import Triples, write
graph = Graph().parse(folder("ontology") / "records.ttl", format="turtle")
for form in FORMATS:
    if not form.by_language:
        print(hashlib.sha256(write(Triples.of(graph, graph).whole(), form)).hexdigest())
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(told) == 1


def test_json_ld_holds_its_context_and_asks_for_none() -> None:
    """The one context, inlined."""
    document = json.loads(write([(THINGS[0], DCTERMS.title, Literal("t", lang="sv"))], JSON_LD))
    assert document["@context"] == json.loads((folder("ontology") / "context.jsonld").read_text())["@context"]
    assert document["@graph"] == [{"id": str(THINGS[0]), "title": {"sv": "t"}}]
    assert not [v for v in document["@context"].values() if isinstance(v, dict) and "@context" in v]


def test_the_context_has_the_prefixes_of_the_other_formats() -> None:
    """One word for one namespace."""
    context = json.loads((folder("ontology") / "context.jsonld").read_text())["@context"]
    assert {p: n for p, n in context.items() if p in PREFIXES} == dict(PREFIXES)


def test_every_public_property_has_a_word_in_the_context() -> None:
    """So that people can read the JSON."""
    context = json.loads((folder("ontology") / "context.jsonld").read_text())["@context"]
    ids = {entry["@id"] if isinstance(entry, dict) else entry for key, entry in context.items() if key not in PREFIXES}
    named = {PREFIXES[i.partition(":")[0]] + i.partition(":")[2] for i in ids if not i.startswith("@")}
    listed = Graph().parse(folder("ontology") / "disclosure.ttl", format="turtle")
    assert {str(p) for p in listed.objects(None, RC.discloses)} <= named


def test_a_document_holds_the_thing_its_parts_and_the_names_of_what_it_refers_to() -> None:
    """And no more of those."""
    graph, terms = Graph(), Graph()
    a, b, part = THINGS[0], THINGS[1], THINGS[2]
    graph.add((a, RC.dataGroup, b))
    graph.add((a, DCAT.theme, RC.Draft))
    graph.add((b, DCTERMS.title, Literal("b", lang="sv")))
    graph.add((b, DCTERMS.description, Literal("long", lang="sv")))
    graph.add((part, RDFS.label, Literal("part", lang="sv")))
    terms.add((RC.Draft, RDFS.label, Literal("utkast", lang="sv")))
    terms.add((RC.Draft, RDFS.comment, Literal("long", lang="sv")))
    triples = Triples.of(graph, terms)
    named = {(b, DCTERMS.title, Literal("b", lang="sv")), (RC.Draft, RDFS.label, Literal("utkast", lang="sv"))}
    assert set(triples.about(str(a))) == {(a, RC.dataGroup, b), (a, DCAT.theme, RC.Draft)} | named
    assert (part, RDFS.label, Literal("part", lang="sv")) in triples.about(str(b))
    assert set(triples.whole()) == set(graph) | {(RC.Draft, RDFS.label, Literal("utkast", lang="sv"))}
