"""Every term that Python names exists: a misspelt attribute of a plain namespace is a mistake nothing else finds."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib import Graph, Namespace, URIRef

from publisher.model import terms
from publisher.model.resources import folder

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "publisher").rglob("*.py"))
NAMESPACES = {
    name: str(value) for name in terms.__all__ if not isinstance(value := getattr(terms, name), URIRef | dict)
}
"""The name by which Python knows a namespace -> its IRI."""

KNOWN = {
    *(line.partition("\t")[0] for line in (folder("ontology") / "known-iris.tsv").read_text().splitlines()[1:]),
    *(str(s) for s in Graph().parse(folder("ontology") / "records.ttl").subjects()),
}


def _terms_in(source: bytes) -> Iterator[tuple[int, str]]:
    """Line and IRI of each `DCAT.x` and `DCAT["x"]`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.value, ast.Name):
            local = node.attr if isinstance(node, ast.Attribute) else getattr(node.slice, "value", None)
            if node.value.id in NAMESPACES and isinstance(local, str):
                yield node.lineno, NAMESPACES[node.value.id] + local


@pytest.mark.parametrize("file", [f.relative_to(ROOT).as_posix() for f in FILES])
def test_every_term_that_python_names_exists(file: str) -> None:
    unknown = [(line, iri) for line, iri in _terms_in((ROOT / file).read_bytes()) if iri not in KNOWN]
    assert unknown == []


def test_terms_are_found_in_python() -> None:
    """Finding none must not look like success; every plain namespace is among those looked for."""
    found = {iri for file in FILES for _, iri in _terms_in(file.read_bytes())}
    assert len(found) > 50
    assert {"ADMS", "DCAT", "DPV", "RC", "VCARD", "SH", "DCTERMS", "RDF", "XSD"} <= NAMESPACES.keys()


def test_a_misspelt_term_is_found() -> None:
    found = list(_terms_in(b'DCAT.datset\nVCARD["post-code"]\nDCAT.dataset\nother.datset\nRC[name]'))
    assert [iri for _, iri in found if iri not in KNOWN] == [
        "http://www.w3.org/ns/dcat#datset",
        "http://www.w3.org/2006/vcard/ns#post-code",
    ]


def test_no_term_is_a_method_of_text_in_disguise() -> None:
    """As `DCAT.count` would be: a plain namespace is a text."""
    plain = {name: str(getattr(terms, name)) for name in NAMESPACES if isinstance(getattr(terms, name), Namespace)}
    assert {"ADMS", "DCAT", "DPV", "RC", "VCARD"} <= plain.keys()
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in plain:
                assert isinstance(getattr(getattr(terms, node.value.id), node.attr), URIRef), (file.name, node.lineno)


def test_every_prefix_stands_for_a_namespace_of_its_own_that_ends_where_a_name_can_begin() -> None:
    namespaces = list(terms.PREFIXES.values())
    assert len(set(namespaces)) == len(namespaces)
    assert all(namespace.endswith(("#", "/")) for namespace in namespaces)
    assert list(terms.PREFIXES) == sorted(terms.PREFIXES)


def test_every_prefix_is_the_one_that_the_context_of_json_ld_has() -> None:
    context = json.loads((folder("ontology") / "context.jsonld").read_text())["@context"]
    assert {key: value for key, value in context.items() if str(value).startswith("http")} == dict(terms.PREFIXES)


def test_lexical_forms_are_kept_in_every_process_that_knows_the_terms() -> None:
    assert rdflib.NORMALIZE_LITERALS is False
    program = (
        "import publisher.model.terms; from rdflib import Literal, XSD; print(Literal('01', datatype=XSD.integer))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"01\n"
