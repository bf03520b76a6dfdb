"""Reading Turtle: every fault of every file with its line, and every lexical form as it was written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, RDF, XSD, Literal, URIRef

from publisher.load import turtle
from publisher.load.lexical import LONGEST_LITERAL
from publisher.load.turtle import LARGEST_FILE, MOST_FAULTS, Source, _load_bytes, load_files, load_text
from publisher.model.findings import Place

BASE = "https://records.example.fi/"
PREFIXES = "@prefix dct: <http://purl.org/dc/terms/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
A, B = URIRef(BASE + "a"), URIRef(BASE + "b")


def _load(text: str | bytes) -> Source:
    return load_text(text if isinstance(text, bytes) else text.encode(), BASE, "x.ttl")


def _said(source: Source) -> list[tuple[int, str, str]]:
    """Line, rule and English message of each finding."""
    assert all(f.place.path == "x.ttl" and f.severity == "error" for f in source.findings)
    return [(f.place.line, f.rule, f.message()) for f in source.findings]


def _only(source: Source) -> tuple[int, str, str]:
    """The one finding there is."""
    [found] = _said(source)
    return found


def _write(folder: Path, **files: str) -> list[Path]:
    paths = [folder / f"{name}.ttl" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(PREFIXES + text, encoding="utf-8")
    return paths


def _load_apart(text: str) -> tuple[list[str], list[str], list[int]]:
    """What a process of its own reads: the values, and the rule and line of each finding.

    For what once ended the whole process.
    """
    ran = subprocess.run([sys.executable, "-c", _PROGRAM], input=text.encode(), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode().splitlines()[:3]
    values, rules, lines = json.loads(ran.stdout)
    return values, rules, lines


_PROGRAM = f"""
import json, sys
from publisher.load.turtle import load_text
source = load_text(sys.stdin.buffer.read(), {BASE!r}, "x.ttl")
values = [str(value) for _, _, value in source.graph]
json.dump([values, [f.rule for f in source.findings], [f.place.line for f in source.findings]], sys.stdout)
"""

# Bytes


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_is_named_with_its_line(mark: bytes) -> None:
    line, rule, message = _only(_load(mark + PREFIXES.encode()))
    assert (line, rule) == (1, "encoding")
    assert message == "this file begins with a byte order mark. Save it as UTF-8 without one"


@pytest.mark.parametrize("wrong", [b"\xe4", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80", b"\xf8\x88\x80\x80\x80"])
def test_bytes_that_are_not_utf_8_are_named_with_their_line(wrong: bytes) -> None:
    line, rule, message = _only(_load(PREFIXES.encode() + b"# fine\n# " + wrong + b"\n"))
    assert (line, rule) == (4, "encoding")
    assert message == "this line is not UTF-8. Save the file as UTF-8"


def test_a_file_with_nothing_but_comments_states_nothing() -> None:
    source = _load("# a comment\n\n# <a> <b> <c> .\n#")
    assert (len(source.graph), source.findings) == (0, [])


def test_a_number_sign_in_an_iri_or_a_text_begins_no_comment() -> None:
    source = _load(PREFIXES + '<a> dct:relation <b#c> ; dct:title "# x"@sv . # a comment')
    assert set(source.graph) == {
        (A, DCTERMS.relation, URIRef(BASE + "b#c")),
        (A, DCTERMS.title, Literal("# x", lang="sv")),
    }


# Syntax


def test_every_syntax_error_is_reported_not_just_the_first() -> None:
    source = _load(
        PREFIXES + '<a> dct:title "no dot"@sv\n'
        '<b> dct:title "fine"@sv .\n'
        "<c> dct:title ; .\n"
        '<d> dct:title "fine"@sv .\n'
        '<e> unknown:title "x"@sv .\n'
        '<f> dct:title "fine"@sv .\n'
        '<g> dct:title "unclosed'
    )
    found = _said(source)
    assert [line for line, _, _ in found] == [4, 5, 7, 9]
    assert {rule for _, rule, _ in found} == {"syntax"}
    assert all(message.startswith("this is not Turtle: ") and message.endswith(". Correct it") for *_, message in found)
    assert "The prefix unknown: has not been declared" in found[2][2]


def test_what_is_sound_beside_a_syntax_error_is_read() -> None:
    """One mistake must not hide the findings on the rest of the file."""
    source = _load(PREFIXES + '<a> dct:title ; .\n<b> dct:title "x"@sv .\n<b> dct:title "y"@de .')
    assert (B, DCTERMS.title, Literal("x", lang="sv")) in source.graph
    assert [rule for _, rule, _ in _said(source)] == ["syntax", "term"]


@pytest.mark.parametrize(
    "iri", ["a b", 'a"b', "a{b}", "a|b", "a^b", "a`b", r"a\u0020b", r"a\u0022b", r"a\u003Cb", r"a\u000Ab", "a\\b"]
)
def test_a_character_that_no_iri_may_have_is_a_syntax_error(iri: str) -> None:
    """A space, a quote and the like would break out of a page; written as an escape too."""
    found = _said(_load(PREFIXES + f'\n<{iri}> dct:title "x"@sv .'))
    assert found
    assert {(line, rule) for line, rule, _ in found} == {(4, "syntax")}


@pytest.mark.parametrize("text", ["{ <a> <b> <c> . }", "GRAPH <g> { <a> <b> <c> . }", "<a> => <b> .", "?x <b> <c> ."])
def test_what_only_a_wider_syntax_knows_is_a_syntax_error(text: str) -> None:
    assert {rule for _, rule, _ in _said(_load(text))} == {"syntax"}


def test_half_a_surrogate_pair_is_a_syntax_error() -> None:
    line, rule, _ = _only(_load(PREFIXES + r'<a> dct:title "\uD800"@sv .'))
    assert (line, rule) == (3, "syntax")


@pytest.mark.parametrize("bracket", ["[", "[ dct:relation", "("])
def test_thousands_of_nested_blank_nodes_are_findings_and_no_crash(bracket: str) -> None:
    """A file that would exhaust a recursive reader."""
    assert _load(PREFIXES + "<a> dct:relation " + f"{bracket}\n" * 5000).findings


@pytest.mark.parametrize("bracket", ["[", "[ dct:relation", "("])
def test_thousands_of_nested_blank_nodes_on_one_line_are_findings_and_no_crash(bracket: str) -> None:
    assert {"syntax", "many-faults"} & set(_load_apart(PREFIXES + "<a> dct:relation " + f"{bracket} " * 5000)[1])


def test_nested_blank_nodes_that_are_closed_are_findings_and_no_crash() -> None:
    source = _load(PREFIXES + "<a> dct:relation\n" + "[ dct:relation\n" * 5000 + "1\n" + "]\n" * 5000 + ".")
    assert {rule for _, rule, _ in _said(source)} == {"term", "many-faults"}
    assert len(source.graph) == 0


@pytest.mark.parametrize("length", [4095, 4096, 4097, 90_000])
def test_a_line_may_be_as_long_as_a_text_may_be(length: int) -> None:
    """A description is one line of a file, however long it is."""
    line = f'<a> dct:title "{"x" * (length - 21)}"@sv .'
    assert len(line) == length
    assert _load_apart(PREFIXES + line + '\n<b> dct:title "y"@de .') == (["x" * (length - 21)], ["term"], [4])


def test_a_long_line_of_many_bytes_a_character_keeps_its_characters() -> None:
    text = "aä€\U0001f600" * 3000
    assert _load_apart(PREFIXES + f'<a> dct:title "{text}"@sv .') == ([text], [], [])


# Terms


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "file:///etc/hosts"])
@pytest.mark.parametrize(
    "layout", ["<a>\ndct:relation\n<{}> .", "<a>\n<{}>\n<b> .", '<a> dct:title\n"x"^^\n<{}> .', "\n\n<{}> a <b> ."]
)
def test_an_iri_of_a_dangerous_scheme_is_refused_wherever_it_stands(iri: str, layout: str) -> None:
    """As value, property, datatype or subject."""
    source = _load(PREFIXES + layout.format(iri))
    line, rule, message = _only(source)
    assert (line, rule) == (5, "term")
    assert iri in message or f"begin with {iri.partition(':')[0].lower()}:" in message
    assert len(source.graph) == 0


@pytest.mark.parametrize("written", ["\u202e", r"\u202E", r"\U0000202E"])
def test_a_character_that_turns_the_direction_of_an_iri_is_refused(written: str) -> None:
    line, rule, message = _only(_load(PREFIXES + f"<a> dct:relation <http://example.fi/{written}x> ."))
    assert (line, rule, message) == (3, "term", "this IRI has the invisible character U+202E. Delete it")


@pytest.mark.parametrize(
    ("text", "triples"),
    [
        ("_:b dct:relation <a> .", 1),
        ("<a> dct:relation _:b .", 1),
        ("<a> dct:relation [] .", 1),
        ("[] dct:relation <a> .", 1),
        ('<a> dct:relation [ dct:title "x"@sv ] .', 2),
        ("<a> dct:relation ( 1 ) .", 3),
        ("<a> dct:relation <<( <a> dct:relation <b> )>> .", 1),
        ("<< <a> dct:relation <b> >> dct:relation <b> .", 2),
    ],
)
def test_a_blank_node_is_refused_with_its_line(text: str, triples: int) -> None:
    """Nobody can link to a thing without a name. Lists and statements about statements need blank nodes too."""
    source = _load(PREFIXES + text)
    expected = (3, "term", "a blank node cannot be linked to. Give it an IRI such as :name")
    assert _said(source) == [expected] * triples
    assert len(source.graph) == 0


@pytest.mark.parametrize(
    "subject", ["https://other.example/a", "http://records.example.fi/a", "https://records.example.fi.evil/a", "//x/a"]
)
def test_a_foreign_subject_is_refused_with_its_line(subject: str) -> None:
    line, rule, message = _only(_load(PREFIXES + f'<{subject}> dct:title "x"@sv .'))
    assert (line, rule) == (3, "term")
    assert message.startswith("this subject is not the authority's own.")


def test_a_file_cannot_move_its_subjects_with_a_base_of_its_own() -> None:
    line, rule, _ = _only(_load(PREFIXES + '@base <https://other.example/> .\n<a> dct:title "x"@sv .'))
    assert (line, rule) == (4, "term")


def test_relative_iris_resolve_against_the_base() -> None:
    source = _load("@prefix : <id/register/x#> .\n:part </p> <?q> .\n<> <#p> <../../y> .\n<id/a/../b> <p> <//host/z> .")
    assert source.findings == []
    assert set(source.graph) == {
        (URIRef(BASE + "id/register/x#part"), URIRef(BASE + "p"), URIRef(BASE + "?q")),
        (URIRef(BASE), URIRef(BASE + "#p"), URIRef(BASE + "y")),
        (URIRef(BASE + "id/b"), URIRef(BASE + "p"), URIRef("https://host/z")),
    }


@pytest.mark.parametrize("tag", ["de", "sv-FI", "swe"])
def test_an_unknown_language_tag_is_refused_with_its_line(tag: str) -> None:
    line, rule, message = _only(_load(PREFIXES + f'<a> dct:title\n  "x"@sv,\n  "y"@{tag} .'))
    assert (line, rule) == (5, "term")
    assert message == f"the language tag @{tag.lower()} is not one of this catalogue. Write @sv, @fi or @en"


def test_a_language_tag_in_capitals_is_the_same_language() -> None:
    assert set(_load(PREFIXES + '<a> dct:title "x"@FI .').graph) == {(A, DCTERMS.title, Literal("x", lang="fi"))}


def test_a_text_with_a_direction_is_refused_for_no_format_keeps_it() -> None:
    assert [rule for _, rule, _ in _said(_load(PREFIXES + '<a> dct:title "x"@sv--rtl .'))] == ["term"]


@pytest.mark.parametrize(
    ("literal", "said"),
    [
        ('"yes"^^xsd:boolean', "this is no legal boolean. Write for example true or false"),
        ('"1"^^xsd:boolean', "this is no legal boolean. Write for example true or false"),
        ('"1.0"^^xsd:integer', "this is no legal integer. Write for example 12"),
        ('"-1"^^xsd:nonNegativeInteger', 'Write for example "12"^^xsd:nonNegativeInteger'),
        ('"1E100000000"^^xsd:decimal', "this is no legal decimal. Write for example 1.5"),
        ('"2026-02-31"^^xsd:date', 'this is no legal date. Write for example "2026-01-31"^^xsd:date'),
        ('"2026-02-31T12:00:00Z"^^xsd:dateTime', "this is no legal dateTime. Write for example"),
        ('"a b"^^xsd:anyURI', "this is no legal anyURI. Write for example"),
        (f'"P{"9" * 3000}Y"^^xsd:duration', "the datatype <http://www.w3.org/2001/XMLSchema#duration> is not in use"),
        ("1e9", "the datatype <http://www.w3.org/2001/XMLSchema#double> is not in use here."),
        (r'"a\u0000b"@sv', "this text has the control character U+0000. Delete it"),
        ('"a\x07b"@sv', "this text has the control character U+0007. Delete it"),
        (r'"a\uFFFEb"', "this text has the control character U+FFFE. Delete it"),
    ],
)
def test_an_ill_typed_literal_is_refused_with_its_line(literal: str, said: str) -> None:
    source = _load(PREFIXES + f"<a>\n  dct:relation <b> ;\n  dct:title {literal} .\n")
    line, rule, message = _only(source)
    assert (line, rule) == (5, "term")
    assert said in message
    assert set(source.graph) == {(A, DCTERMS.relation, B)}


def test_an_over_long_literal_is_refused_with_the_line_where_it_ends() -> None:
    text = "\n".join(["x" * 99] * 1001)
    line, rule, message = _only(_load(PREFIXES + f'<a> dct:title """{text}"""@sv .'))
    assert (line, rule) == (3 + 1000, "term")
    assert message == f"this text has {len(text)} characters. Write at most {LONGEST_LITERAL}"


def test_every_fault_of_a_file_is_reported() -> None:
    source = _load(
        PREFIXES + '<a> dct:title "x"@de .\n<a> dct:date "31.2."^^xsd:date .\n<a> dct:relation [] .\n<a> dct:title .\n'
    )
    assert [(line, rule) for line, rule, _ in _said(source)] == [(3, "term"), (4, "term"), (5, "term"), (6, "syntax")]


# Lines and order


def test_a_triple_stands_on_the_line_where_its_value_ends() -> None:
    source = _load(
        PREFIXES  # two lines
        + "<a>\n"
        + "  dct:title\n"
        + '    "x"@sv,\n'  # 5
        + '    "y"@fi ;\n'
        + '  dct:description """one\n'
        + "two\n"
        + 'three"""@sv ;\n'  # 9
        + "\n"
        + "  # a comment\n"
        + "  dct:relation <b>,\n"  # 12
        + "    <c> .\n"
        + "<b> dct:title\n"
        + '  "z"@sv .'  # 15
    )
    lines = {str(value): place.line for (_, _, value), place in source.places.items()}
    assert lines == {"x": 5, "y": 6, "one\ntwo\nthree": 9, BASE + "b": 12, BASE + "c": 13, "z": 15}
    assert source.subjects[A].line == 5
    assert source.subjects[B].line == 15


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_are_counted_alike_under_either_line_ending(end: str) -> None:
    assert [line for line, *_ in _said(_load((PREFIXES + "\n<a> dct:title\n'x'@de .\n").replace("\n", end)))] == [5]


def test_the_order_of_reading_is_the_order_of_the_author() -> None:
    source = _load(PREFIXES + "<a> dct:hasPart <z>, <y>,\n <x> .\n<b> dct:hasPart <w> .\n<a> dct:hasPart <v> .")
    ordered = sorted(source.graph, key=lambda t: source.order(*t))
    assert [str(value)[-1] for _, _, value in ordered] == ["z", "y", "x", "w", "v"]


def test_the_order_goes_on_from_file_to_file(tmp_path: Path) -> None:
    files = _write(tmp_path, b="<b> dct:hasPart <z>, <y> .", a="<a> dct:hasPart <x> .")
    source = load_files(files, BASE, tmp_path)
    ordered = sorted(source.graph, key=lambda t: source.order(*t))
    assert [str(value)[-1] for _, _, value in ordered] == ["z", "y", "x"]


def test_a_triple_said_twice_stands_where_it_was_said_first() -> None:
    source = _load(PREFIXES + "<a> dct:hasPart <b> .\n<a> dct:hasPart <c> .\n<a> dct:hasPart <b> .")
    assert source.place(A, DCTERMS.hasPart, B) == Place("x.ttl", 3, 0)
    assert len(source.graph) == 2


def test_the_place_of_what_is_not_told_is_that_of_its_subject_and_else_of_the_data() -> None:
    source = _load(PREFIXES + "\n<a> dct:hasPart <b> .")
    assert source.place(A, DCTERMS.title, Literal("x")) == Place("x.ttl", 4, 0)
    assert source.place(A) == Place("x.ttl", 4, 0)
    assert source.place(URIRef(BASE + "nothing")) == Place("data", 1)


# Personal identity codes. Numbers from 900 on are never given to a person.


def _code(day: str = "311299", separator: str = "-", number: int = 900) -> str:
    """An identity code with the check character that belongs to it."""
    return f"{day}{separator}{number}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(f'{day}{number}') % 31]}"


CODE = _code()
ESCAPED = "".join(f"\\u{ord(character):04X}" for character in CODE)
ENCODED = CODE.replace("-", "%2D")
ALL_ENCODED = "".join(f"%{ord(character):02x}" for character in CODE)

SAID_OF_A_CODE = "this line has a personal identity code. Delete it: no description of a register needs one"


@pytest.mark.parametrize("code", [CODE, CODE.lower(), _code(separator="A"), _code(separator="+"), _code(separator="y")])
@pytest.mark.parametrize(
    "line",
    [
        "# asked of {}",
        "<b> dct:relation <c> . # {}",
        '<b> dct:title "om {}."@sv .',
        '<b> dct:title "{}" .',
        "<b> dct:title '''{}'''@fi .",
        "<b> dct:relation <https://example.fi/{}> .",
        "<b> dct:relation <id/contact/c#{}> .",
        "<id/contact/{}> dct:relation <c> .",
        "<b> <https://example.fi/{}> <c> .",
        "@prefix p: <https://example.fi/{}/> .",
        "@base <https://example.fi/{}/> .",
    ],
)
def test_an_identity_code_is_found_wherever_it_stands_and_never_shown(line: str, code: str) -> None:
    """In comments too, for the file itself may be public."""
    source = _load(PREFIXES + "<a> dct:relation <b> .\n" + line.format(code))
    assert {(place, rule, said) for place, rule, said in _said(source) if rule == "identity-code"} == {
        (4, "identity-code", SAID_OF_A_CODE)
    }
    assert code.lower() not in repr(source.findings).lower()


@pytest.mark.parametrize(
    "line",
    [
        f'<b> dct:title "om {ESCAPED}."@sv .',
        f"<b> dct:relation <https://example.fi/{ESCAPED}> .",
        f"<b> dct:relation <https://example.fi/{ENCODED}> .",
        f"<b> dct:relation <https://example.fi/?who={ALL_ENCODED}> .",
        f"<id/contact/{ENCODED}> dct:relation <c> .",
        f'<b> dct:title "{ENCODED}"@sv .',
    ],
)
def test_an_identity_code_that_is_escaped_or_encoded_is_found(line: str) -> None:
    """Whoever reads the data reads the code."""
    assert CODE not in line
    source = _load(PREFIXES + "<a> dct:relation <b> .\n" + line)
    assert set(_said(source)) == {(4, "identity-code", SAID_OF_A_CODE)}


def test_every_line_with_an_identity_code_is_found() -> None:
    text = f"# {CODE}\n<a> dct:relation <b> .\n# {_code(number=901)}, {CODE}\n#\n# {CODE}"
    assert {line for line, *_ in _said(_load(PREFIXES + text))} == {3, 5, 7}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_of_an_identity_code_is_the_same_under_either_line_ending(end: str) -> None:
    text = (PREFIXES + f"\n<a> dct:relation <b> .\n# {CODE}\n").replace("\n", end)
    assert {(line, rule) for line, rule, _ in _said(_load(text))} == {(5, "identity-code")}


def test_an_identity_code_is_found_beside_a_syntax_error() -> None:
    found = _said(_load(PREFIXES + f'<a> dct:title ; "{CODE}" .\n# {CODE}'))
    assert {(line, rule) for line, rule, _ in found} >= {(3, "identity-code"), (4, "identity-code"), (3, "syntax")}
    assert CODE not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        f"# {CODE[:-1]}Q",
        f"# 1{CODE}",
        f"# {CODE}9",
        f"# {_code('300290')}",
        f"# {CODE[:7]}\n# {CODE[7:]}",
        f'<a> dct:title "{CODE[:6]}"@sv, "{CODE[6:]}"@fi .',
    ],
)
def test_what_only_looks_like_an_identity_code_is_no_finding(text: str) -> None:
    assert _said(_load(PREFIXES + text)) == []


# What a finding shows


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<a> dct:title "x"@de .', "@de"),
        ("<a> dct:title 1e9 .", "<http://www.w3.org/2001/XMLSchema#double>"),
        ("<a> dct:relation <urn:secret> .", "urn:"),
        ("<a> dct:relation <secret:x> .", "secret:"),
        ('<a> dct:title "\\u0007"@sv .', "U+0007"),
    ],
)
def test_what_was_found_stands_apart_from_the_message_so_that_it_can_be_hidden(text: str, shown: str) -> None:
    [finding] = _load(PREFIXES + text).findings
    assert shown in finding.message()
    assert shown not in finding.messages["en"]
    assert shown not in finding.as_private().text()


# Files


def test_a_subject_in_two_files_is_reported_once_with_the_place_of_the_first(tmp_path: Path) -> None:
    files = _write(
        tmp_path, first="<a> dct:hasPart <b> .", second="\n\n<a> dct:hasPart <c> ;\n dct:hasPart <d> .\n<e> a <f> ."
    )
    [found] = load_files(files, BASE, tmp_path).findings
    assert (found.place.path, found.place.line, found.rule) == ("second.ttl", 5, "subject")
    assert found.message() == "this subject is already defined in first.ttl:3. Write all about it in one file"


def test_a_subject_may_come_back_in_the_same_file(tmp_path: Path) -> None:
    files = _write(tmp_path, x="<a> dct:hasPart <b> .\n<b> dct:hasPart <c> .\n<a> dct:hasPart <d> .")
    assert load_files(files, BASE, tmp_path).findings == []


def test_faults_of_every_file_are_reported_with_its_path_below_the_root(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    one, two = _write(tmp_path, one='<a> dct:title "x"@de .') + _write(tmp_path / "registers", two="<b> dct:title .")
    source = load_files([one, two], BASE, tmp_path)
    assert [f.place[:2] for f in source.findings] == [("one.ttl", 3), ("registers/two.ttl", 3)]


def test_a_file_outside_the_root_is_shown_by_its_whole_path(tmp_path: Path) -> None:
    [file] = _write(tmp_path, x='<a> dct:title "x"@de .')
    [found] = load_files([file], BASE, tmp_path / "elsewhere").findings
    assert found.place.path == file.as_posix()


def test_a_folder_with_the_name_of_a_file_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").mkdir()
    line, rule, message = _only(load_files([tmp_path / "x.ttl"], BASE, tmp_path))
    assert (line, rule) == (1, "file")
    assert message == "this file cannot be read: Is a directory. Make it readable"


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").symlink_to(tmp_path / "nowhere")
    _, rule, message = _only(load_files([tmp_path / "x.ttl"], BASE, tmp_path))
    assert rule == "file"
    assert message.startswith("this file cannot be read: No such file")


def test_a_file_that_is_too_large_is_a_finding_and_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "x.ttl").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    monkeypatch.setattr(turtle.Path, "read_bytes", None)
    _, rule, message = _only(load_files([tmp_path / "x.ttl"], BASE, tmp_path))
    assert (rule, message) == (
        "file",
        f"this file cannot be read: it has more than {LARGEST_FILE} bytes. Make it readable",
    )


# Laws

FRAGMENTS = (
    *("<a>", "<b#c>", "<", ">", '"', '"""', "'", "\\", "@sv", "@de", "@prefix", "@base", "^^", "xsd:date", "dct:title"),
    *(" ", "\n", "\r", "\t", ".", ";", ",", "[", "]", "(", ")", "{", "}", "<<", ">>", "_:b", "1", "1.", "-1e5", "true"),
    *("\\u0000", "\\uD800", "\\U0010FFFF", "\x00", "\x85", "\u2028", "\ufeff", "\uffff", "é", "\U0001f600", "a", ":"),
    *("#", "PREFIX", "BASE", "VERSION", "GRAPH", "data:x", "<javascript:x>", "\u202e"),
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=100).map(lambda text: text.encode())))
def test_any_bytes_give_a_source_and_never_an_exception(content: bytes) -> None:
    source = _load(content)
    assert len(source.places) == len(source.graph)
    assert all(f.place.line >= 1 and f.text() for f in source.findings)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40), st.sampled_from(["", " "]))
def test_any_pieces_of_turtle_give_a_source_and_never_an_exception(pieces: list[str], between: str) -> None:
    content = PREFIXES + between.join(pieces)
    source = _load(content)
    lines = content.count("\n") + content.count("\r") + 1
    assert all(1 <= place.line <= lines for place in source.places.values())
    assert all(1 <= f.place.line <= lines for f in source.findings)


READABLE = st.text(
    st.characters(
        codec="utf-8",
        exclude_characters=[*map(chr, (*range(9), 11, 12, *range(14, 32), 0x7F, 0xFFFE, 0xFFFF))],
    ),
    max_size=60,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(READABLE, st.sampled_from(["sv", "fi", "en", None]))
def test_any_text_keeps_its_lexical_form(text: str, language: str | None) -> None:
    """Written as Turtle by another program and read back."""
    literal = ox.Literal(text, language=language) if language else ox.Literal(text)
    triple = ox.Triple(ox.NamedNode(BASE + "a"), ox.NamedNode(str(DCTERMS.title)), literal)
    content = ox.serialize([triple], format=ox.RdfFormat.TURTLE)
    assert content is not None
    source = _load(content)
    assert source.findings == []
    [(_, _, value)] = source.graph
    assert isinstance(value, Literal)
    assert (str(value), value.language, value.datatype) == (text, language, None)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("007", XSD.integer),
        ("+1", XSD.integer),
        ("01.50", XSD.decimal),
        ("2026-01-31T12:00:00.500Z", XSD.dateTime),
        ("2026-01-31T12:00:00+00:00", XSD.dateTime),
        ("true", XSD.boolean),
    ],
)
def test_a_typed_literal_keeps_its_lexical_form_whatever_else_is_imported(text: str, datatype: URIRef) -> None:
    """In a process that imports the loader alone: keeping forms is no one else's doing."""
    assert _load_apart(PREFIXES + f'<a> dct:title "{text}"^^<{datatype}> .') == ([text], [], [])


def test_types_are_written_as_a_like_any_other_property() -> None:
    assert set(_load("<a> a <b> .").graph) == {(A, RDF.type, B)}


def test_a_file_is_read_no_further_than_its_first_faults() -> None:
    """However many there are; the file after it has as many of its own."""
    source = Source()
    for name in ("a.ttl", "b.ttl"):
        before = len(source.findings)
        _load_bytes(source, b"<a> <b> [[ .\n" * (MOST_FAULTS * 3), name, BASE)
        own = source.findings[before:]
        assert len(own) == MOST_FAULTS + 1
        assert own[-1].rule == "many-faults"
        assert str(MOST_FAULTS) in own[-1].message()


def test_a_word_longer_than_the_parser_holds_is_told_with_its_line() -> None:
    """More than sixteen mebibytes."""
    source = load_text(b"# one\n<a> <http://x.fi/p> '" + b"x" * (2**24 + 1) + b"'@sv .", BASE, "x.ttl")
    assert [(f.place.line, f.rule) for f in source.findings] == [(2, "term")]
    assert "Write at most" in source.findings[0].message()


def test_an_iri_that_is_repeated_is_held_once() -> None:
    """Most of what a file says is said of the same few things in the same few words."""
    places = _load(f"{PREFIXES}<a> dct:title 'x'@sv, 'y'@fi ; dct:relation <a> . <b> dct:title 'z'@sv .").places
    iris = [term for triple in places for term in triple if isinstance(term, URIRef)]
    assert len({id(iri) for iri in iris}) == len(set(iris)) == 4
