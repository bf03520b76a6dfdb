"""What a file is about and what it refers to, read quickly: enough to tell which files must be checked together.

Nothing is judged here. What cannot be read is passed over, and is a finding when the file is loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import pyoxigraph as ox

from publisher.load.turtle import Source, fault_of_encoding, term
from publisher.model.findings import Place

NOWHERE = Place("", 0)
"""Where context stands: in no file that is checked."""


class Thing(NamedTuple):
    """What a file says of a thing and its parts: a digest of it, and the other things under the base it refers to."""

    iri: str
    digest: bytes
    links: tuple[str, ...]


class Survey(NamedTuple):
    """The things that a file is about, by IRI, and the IRIs of the things that it must be checked together with.

    `statements` is how many triples say it.
    """

    things: tuple[Thing, ...] = ()
    joins: tuple[str, ...] = ()
    statements: int = 0


def survey(content: bytes, base: str, joining: Collection[str]) -> Survey:
    """The survey of a Turtle text whose relative IRIs resolve against `base`.

    `joining` are the properties that are followed back, from value to subject: who links to a thing by one of them
    must be known when that thing is checked.
    """
    said: dict[str, list[str]] = {}
    links: dict[str, set[str]] = {}
    joins = set()
    for triple in _triples(content, base):
        own = _thing(triple.subject)
        said.setdefault(own, []).append(str(triple))
        value = triple.object
        if isinstance(value, ox.NamedNode) and value.value.startswith(base) and (other := _thing(value)) != own:
            links.setdefault(own, set()).add(other)
            if triple.predicate.value in joining:
                joins.add(other)
    things = (Thing(iri, _digest(said[iri]), tuple(sorted(links.get(iri, ())))) for iri in sorted(said))
    return Survey(tuple(things), tuple(sorted(joins)), sum(map(len, said.values())))


def about(content: bytes, base: str, wanted: Collection[str]) -> dict[str, bytes]:
    """What a Turtle text says of some things and their parts, as N-Triples, by the IRI of the thing."""
    found: dict[str, list[str]] = {}
    for triple in _triples(content, base):
        if (thing := _thing(triple.subject)) in wanted:
            found.setdefault(thing, []).append(f"{triple} .\n")
    return {iri: "".join(lines).encode() for iri, lines in found.items()}


def add_context(source: Source, texts: Iterable[bytes]) -> None:
    """Adds what N-Triples texts of `about` state, in no file: what is wrong with it shows where it is written."""
    for text in texts:
        for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
            triple = (term(quad.subject), term(quad.predicate), term(quad.object))
            source.places.setdefault(triple, NOWHERE._replace(order=len(source.places)))
            source.subjects.setdefault(triple[0], NOWHERE)
            source.graph.add(triple)


def _triples(content: bytes, base: str) -> Iterator[ox.Triple]:
    if fault_of_encoding(content):
        return
    parser = ox.parse(content, format=ox.RdfFormat.TURTLE, base_iri=base, without_named_graphs=True)
    while True:
        try:
            triple = next(parser).triple
        except (StopIteration, MemoryError):
            return
        except SyntaxError:
            continue
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode | ox.Literal):
            yield triple


def _thing(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    assert isinstance(node, ox.NamedNode)  # noqa: S101 - _triples gives nothing else
    return node.value.partition("#")[0]


def _digest(lines: list[str]) -> bytes:
    return hashlib.blake2b("\n".join(sorted(lines)).encode(), digest_size=16).digest()
