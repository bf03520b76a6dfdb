"""Every term that the program names exists."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from rdflib import URIRef

import publisher
from publisher.model import terms
from publisher.model.resources import folder

PLAIN = {"ADMS", "DCAT", "DPV", "RC", "SH", "SHAPE", "VCARD"}


def named() -> Iterator[tuple[str, str]]:
    """Each term that the code names by one of the plain namespaces: its IRI and the file."""
    for file in Path(publisher.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in PLAIN:
                yield getattr(terms, node.value.id) + node.attr, file.name
            if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in PLAIN:
                assert isinstance(node.slice, ast.Constant)
                yield getattr(terms, node.value.id) + str(node.slice.value), file.name


def test_every_term_in_the_code_is_in_its_vocabulary() -> None:
    """A plain namespace gives an IRI for any word."""
    known = {line.split("\t")[0] for line in (folder("ontology") / "known-iris.tsv").read_text("utf-8").splitlines()}
    own = (folder("ontology") / "records.ttl").read_text(encoding="utf-8")
    found = list(named())
    assert len(found) > 60
    for iri, file in found:
        assert iri in known or f"rc:{iri.removeprefix(str(terms.RC))} a " in own, (iri, file)


def test_no_term_is_a_method_of_str_in_disguise() -> None:
    """As `DCAT.count` would be."""
    for iri, file in named():
        namespace, _, name = iri.rpartition("#")
        plain = next(getattr(terms, n) for n in PLAIN if str(getattr(terms, n)) == namespace + "#")
        assert isinstance(getattr(plain, name), URIRef) or "-" in name, (iri, file)
