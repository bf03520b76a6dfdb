"""Every IRI in use exists: a misspelt term is a mistake that no parser finds."""

from __future__ import annotations

import ast
import json
import re
import runpy
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("list_known_iris.py")
LIST = ROOT / "ontology" / "known-iris.tsv"
VOCABULARIES = ROOT.parent / "shared" / "vocab"
"""The files that the list is made from, where they stand beside the checkout."""

namespace_of, NAMESPACES = (runpy.run_path(str(SCRIPT))[name] for name in ("namespace_of", "NAMESPACES"))

LOCAL = "http://local.example/"
OWN = "https://w3id.org/records-catalogue"
FOREIGN = (
    "http://data.europa.eu/eli/",
    "http://data.finlex.fi/eli/",
    "https://oikeus.fi/",
    "https://optimaedu.fi/",
    "https://semiceu.github.io/DCAT-AP/",
    "https://w3id.org/records-catalogue/demand#",
    "https://w3id.org/records-catalogue/public#",
    "https://w3id.org/records-catalogue/shape#",
    "mailto:",
    "tel:",
)
"""What an IRI outside the listed vocabularies may begin with."""


def _rows() -> list[list[str]]:
    return [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines()[1:]]


def _quads(file: Path) -> Iterator[ox.Quad]:
    folder, *below = file.relative_to(ROOT).parts[:-1]
    base = f"{LOCAL}{below[0]}/" if folder == "data" and below else LOCAL
    return ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri=base)


def _iris_in_turtle(file: Path) -> Iterator[str]:
    for quad in _quads(file):
        for term in (quad.subject, quad.predicate, quad.object):
            node = term.datatype if isinstance(term, ox.Literal) else term
            if isinstance(node, ox.NamedNode):
                yield node.value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _iris_in_context(file: Path) -> Iterator[str]:
    context = json.loads(file.read_text(encoding="utf-8"))["@context"]
    for text in _texts(context):
        prefix, colon, name = text.partition(":")
        if colon:
            yield context[prefix] + name if prefix in context else text


def _iris_in_python(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and re.fullmatch(r"https?://\S+", text):
            yield text


KNOWN = {iri: set(status.split(", ")) for iri, _, _, status in _rows()}
OWN_TERMS = {
    quad.subject.value for quad in _quads(ROOT / "ontology" / "records.ttl") if isinstance(quad.subject, ox.NamedNode)
}


def _is_ours(iri: str) -> bool:
    return iri == OWN or iri.startswith(f"{OWN}#")


def _unknown(iris: Iterable[str]) -> list[str]:
    """Those IRIs that neither exist, nor are local, nor begin as a foreign one may."""
    fine = KNOWN.keys() | OWN_TERMS | NAMESPACES.keys() | {f"{OWN}#"}
    begin = (LOCAL, *FOREIGN)
    rest = {iri for iri in iris if iri not in fine}
    return sorted(iri for iri in rest if namespace_of(iri) or _is_ours(iri) or not iri.startswith(begin))


def _files(*patterns: str) -> list[str]:
    """The paths of files, relative to the checkout."""
    return sorted(file.relative_to(ROOT).as_posix() for pattern in patterns for file in ROOT.glob(pattern))


@pytest.mark.parametrize("file", _files("data/**/*.ttl", "shapes/**/*.ttl", "ontology/*.ttl"))
def test_every_iri_in_a_turtle_file_exists(file: str) -> None:
    """Subjects, predicates, objects and datatypes are defined by a vocabulary, local, or allowed."""
    iris = set(_iris_in_turtle(ROOT / file))
    assert iris, "the file states nothing"
    assert _unknown(iris) == []


@pytest.mark.parametrize("file", _files("ontology/context.jsonld"))
def test_every_iri_in_the_context_exists(file: str) -> None:
    """A name in JSON-LD stands for a term that a vocabulary defines."""
    iris = set(_iris_in_context(ROOT / file))
    assert iris, "the context names nothing"
    assert _unknown(iris) == []


@pytest.mark.parametrize("file", _files("publisher/**/*.py"))
def test_every_vocabulary_iri_in_python_exists(file: str) -> None:
    """A text constant that is an IRI of a vocabulary names a term which that vocabulary defines."""
    iris = {iri for iri in _iris_in_python(ROOT / file) if namespace_of(iri) or _is_ours(iri)}
    assert _unknown(iris) == []


@pytest.mark.parametrize("file", _files("data/**/*.ttl"))
def test_data_uses_no_term_that_its_vocabulary_gives_up(file: str) -> None:
    """A term that is deprecated or on its way out would leave the data behind."""
    given_up = {iri for iri, status in KNOWN.items() if status & {"deprecated", "sunset"}}
    assert given_up.isdisjoint(_iris_in_turtle(ROOT / file))


def test_there_is_data_to_check() -> None:
    """The tests above are made from the files found; finding none must not look like success."""
    assert _files("data/**/*.ttl")
    assert _files("publisher/**/*.py")
    assert _files("ontology/context.jsonld")


@pytest.mark.parametrize(
    "iri",
    [
        "http://purl.org/dc/terms/titel",
        "http://publications.europa.eu/resource/authority/language/XYZ",
        "http://purl.org/dc/elements/1.1/title",
        "https://w3id.org/records-catalogue#nothing",
        "https://w3id.org/records-catalogues",
        "dct:title",
    ],
)
def test_an_iri_that_nobody_defines_is_found(iri: str) -> None:
    """A misspelt name, a vocabulary that is not listed, a name of ours without definition: all are caught."""
    assert _unknown(["http://purl.org/dc/terms/title", iri]) == [iri]


def test_the_list_is_in_order_and_names_each_iri_once() -> None:
    """A change of the list is readable, and an IRI has one vocabulary."""
    iris = [iri for iri, *_ in _rows()]
    assert iris == sorted(set(iris))
    assert [NAMESPACES[namespace_of(iri)] for iri in iris] == [vocabulary for _, vocabulary, *_ in _rows()]


def test_the_list_is_what_the_script_writes() -> None:
    """Where the vocabularies are at hand, the list is made anew; elsewhere its heading is checked."""
    if VOCABULARIES.is_dir():
        made = subprocess.run([sys.executable, SCRIPT, VOCABULARIES], capture_output=True, check=True).stdout
        assert LIST.read_bytes() == made
    assert LIST.read_bytes().startswith(b"iri\tvocabulary\tversion\tstatus\n")
