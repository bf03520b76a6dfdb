"""Reading what others wrote: each fault has its file and line, and nothing is fetched or expanded."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import BNode, Literal, URIRef

from publisher.load import outside
from publisher.load.outside import read_shapes, read_vocabularies

XML = '<?xml version="1.0"?>{}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


def test_any_subject_and_blank_nodes_pass_and_know_their_line(tmp_path: Path) -> None:
    """Unlike in the data, which is the authority's own."""
    file = tmp_path / "a.ttl"
    file.write_text('@prefix x: <http://x.fi/> .\nx:s x:p [\n  x:q "01"^^x:d ] .\n')
    source = read_shapes([file])
    assert source.findings == []
    inner = source.graph.value(URIRef("http://x.fi/s"), URIRef("http://x.fi/p"))
    assert isinstance(inner, BNode)
    assert source.place(inner).line == 3
    assert (inner, None, Literal("01", datatype=URIRef("http://x.fi/d"))) in source.graph


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    """Even when they have one label."""
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <http://x.fi/p> 1 .")
    assert len(set(read_shapes([tmp_path / "a.ttl", tmp_path / "b.ttl"]).graph.subjects())) == 2


def test_relative_iris_name_nothing_of_the_machine(tmp_path: Path) -> None:
    """And nothing that exists."""
    (tmp_path / "a.ttl").write_text("<#s> <http://x.fi/p> 1 .")
    (subject,) = read_shapes([tmp_path / "a.ttl"]).graph.subjects()
    assert str(subject).startswith("https://shapes.invalid/")
    assert str(subject).endswith("/a.ttl#s")


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (b"<http://x.fi/s> <http://x.fi/p>\n\n oops .", 3, "not Turtle"),
        (b"\xef\xbb\xbf", 1, "byte order mark"),
        (b"# one\n# \xe4", 2, "not UTF-8"),
        (b'\n<?xml version="1.0"?>', 1, "this is RDF/XML. Save it as Turtle"),
        (b"<rdf:RDF>", 1, "this is RDF/XML"),
        (b'{"@context": "http://127.0.0.1/"}', 1, "this is JSON-LD"),
        (b"<http://x.fi/s> <http://x.fi/p> <<( <http://x.fi/s> <http://x.fi/p> 1 )>> .", 1, "."),
    ],
)
def test_what_is_not_turtle_is_told_with_its_line(content: bytes, line: int, told: str, tmp_path: Path) -> None:
    """And what to do."""
    (tmp_path / "a.ttl").write_bytes(content)
    finding = read_shapes([tmp_path / "a.ttl"]).findings[0]
    assert (finding.place.line, told in finding.message()) == (line, True), finding
    assert finding.place.path == (tmp_path / "a.ttl").as_posix()


def test_a_file_of_faults_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A few of them are enough to mend."""
    (tmp_path / "a.ttl").write_text("oops . \n" * 1000)
    assert 0 < len(read_shapes([tmp_path / "a.ttl"]).findings) <= 20


def test_a_file_that_is_too_large_or_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one finding."""
    (tmp_path / "a.ttl").write_text("# much")
    monkeypatch.setattr(outside, "LARGEST_SHAPES", 3)
    first, second = read_shapes([tmp_path / "a.ttl", tmp_path / "b.ttl"]).findings
    assert "more than 3 bytes" in first.message()
    assert "b.ttl" in second.place.path


def test_vocabularies_may_be_rdf_xml(tmp_path: Path) -> None:
    """As the EU gives its tables."""
    thing = '<rdf:Description rdf:about="http://x.fi/s"><rdf:type rdf:resource="http://x.fi/c"/></rdf:Description>'
    (tmp_path / "a.rdf").write_text(XML.format("", thing))
    (tmp_path / "b.ttl").write_text("<http://x.fi/t> a <http://x.fi/c> .")
    source = read_vocabularies([tmp_path / "a.rdf", tmp_path / "b.ttl"])
    assert (len(source.graph), source.findings) == (2, [])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (XML.format('<!DOCTYPE r [<!ENTITY a "b">]>', ""), "declares a document type"),
        (XML.format("", "<oops>"), "not RDF/XML"),
    ],
)
def test_rdf_xml_that_could_grow_or_is_broken_is_not_read(content: str, told: str, tmp_path: Path) -> None:
    """Entities are where it grows without end."""
    (tmp_path / "a.rdf").write_text(content)
    (finding,) = read_vocabularies([tmp_path / "a.rdf", tmp_path / "b.rdf"]).findings[:1]
    assert told in finding.message()
