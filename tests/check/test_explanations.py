"""What a rule is for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from rdflib import Graph, Literal

import publisher
from publisher.check import staleness, withheld
from publisher.check.explanations import explain
from publisher.model.languages import LANGUAGES, Text
from publisher.model.resources import folder
from publisher.model.terms import SH, SHAPE, SKOS
from publisher.release.flow import explanations

OWN = Graph().parse(folder("ontology") / "rules.ttl", format="turtle")
"""The rules that are no shapes."""

TERMS = Graph().parse(
    format="turtle",
    data="""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://x.fi/act> rdfs:label "Lag"@sv, "Laki"@fi, "Act"@en .""",
)


def shapes(text: str) -> Graph:
    """A graph of shapes."""
    return Graph().parse(
        format="turtle",
        data=f"""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/records-catalogue/shape#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
{text}""",
    )


def tags(text: Text) -> list[str]:
    """The languages of a text."""
    return [said.language for said in text]


def test_a_shape_tells_its_name_its_reason_its_law_and_an_example() -> None:
    """The first graph that tells goes before the others; a law without a name is told by its IRI."""
    first = shapes("""shape:A sh:name "namn"@sv ; rdfs:seeAlso <http://x.fi/act>, <http://x.fi/zzz> ;
        sh:message "Fel. Skriv dct:title \\"Böcker. Skriv\\"@sv"@sv, "Wrong. Write for example a rc:Thing"@en .""")
    second = shapes("""shape:A sh:name "annat"@sv ; sh:description "Därför."@sv ; sh:message "X. Write <y>"@en .""")
    told = explain(["A", "A"], TERMS, first, second)["A"]
    assert told.iri == str(SHAPE.A)
    assert [said.text for said in told.name] == ["namn"]
    assert [said.text for said in told.why] == ["Därför."]
    assert [(law.iri, law.label.in_language("fi").text) for law in told.laws] == [
        ("http://x.fi/act", "Laki"),
        ("http://x.fi/zzz", "<http://x.fi/zzz>"),
    ]
    assert told.example.in_language("sv").text == 'dct:title "Böcker. Skriv"@sv'
    assert told.example.in_language("en").text == "a rc:Thing"


def test_an_example_of_its_own_goes_before_that_of_the_message() -> None:
    """As the author of the shape wrote it."""
    graph = shapes("""shape:A skos:example "<own>"@en ; sh:message "X. Write <y>"@en .""")
    assert explain(["A"], TERMS, graph)["A"].example.in_language("en").text == "<own>"


@pytest.mark.parametrize(
    "message",
    [
        "It is wrong. Write the link to it in one place only",
        "Write all about it in one file",
        "Did you mean dct:title?",
    ],
)
def test_a_sentence_that_is_no_turtle_is_no_example(message: str) -> None:
    """Nobody could paste it."""
    graph = Graph().add((SHAPE.A, SH.message, Literal(message, lang="en")))
    assert not explain(["A"], TERMS, graph)["A"].example


def test_a_rule_that_nobody_explains_explains_nothing() -> None:
    """It is no fault."""
    told = explain(["unheard-of"], TERMS, Graph())["unheard-of"]
    assert not (told.name or told.why or told.laws or told.example)


def test_every_rule_that_is_no_shape_is_explained_and_no_other() -> None:
    """Those that the code names, in every language."""
    assert {str(subject) for subject in OWN.subjects()} == {str(SHAPE[rule]) for rule in rules_of_the_code()}
    for rule, told in explanations(rules_of_the_code()).items():
        assert (tags(told.name), tags(told.why)) == (list(LANGUAGES), list(LANGUAGES)), rule
        assert tags(told.example) in ([], list(LANGUAGES)), rule
        for law in told.laws:
            assert tags(law.label) == list(LANGUAGES), law


def rules_of_the_code() -> set[str]:
    """Every rule that a finding is made with and whose name is written out."""
    found = {*staleness._MESSAGES, *withheld._MESSAGES}
    for file in Path(publisher.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                position = {"Finding": 3, "fault": 1}.get(node.func.id)
                rule = node.args[position] if position and len(node.args) > position else None
                if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
                    found.add(rule.value)
    assert len(found) > 20
    return found


@pytest.mark.parametrize("name", ["source", "public"])
def test_every_shape_that_says_what_to_write_gives_an_example_in_every_language(name: str) -> None:
    """Read from its message, the same number in each."""
    graph = Graph()
    for file in sorted((folder("shapes") / name).glob("*.ttl")):
        graph.parse(file, format="turtle")
    told = explanations(str(s).rpartition("#")[2] for s in graph.subjects(SH.message) if str(s).startswith(SHAPE))
    examples = {rule: explained.example for rule, explained in told.items() if explained.example}
    assert len(examples) > len(told) / 2
    for rule, example in examples.items():
        assert tags(example) == list(LANGUAGES), (rule, example)
        assert not any("{" in said.text for said in example), rule


def test_terms_that_explain_are_terms_of_shacl_and_skos() -> None:
    """A misspelt one would explain nothing."""
    known = {SH.name, SH.description, SKOS.example, *(p for p in OWN.predicates() if p.endswith("#seeAlso"))}
    assert set(OWN.predicates()) == known
