"""Findings: one line each, in order of file and line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model.errors import CheckFailed
from publisher.model.findings import SEVERITIES, Finding, Place, Result, fault, in_order
from publisher.model.languages import LANGUAGES

FINDINGS = st.builds(
    Finding,
    st.builds(Place, st.sampled_from(["a.ttl", "b.ttl"]), st.integers(1, 12), st.integers(0, 3)),
    st.sampled_from(SEVERITIES),
    st.sampled_from(["one", "two"]).map(lambda text: {"en": text}),
    st.sampled_from(["rule", "other"]),
)


def test_a_finding_is_one_line_of_file_line_severity_and_message() -> None:
    finding = Finding(Place("data/x.ttl", 7), "warning", {"en": "bad", "sv": "fel"}, "rule")
    assert finding.text() == "data/x.ttl:7: warning: bad"
    assert finding.text("sv") == "data/x.ttl:7: warning: fel"


def test_a_message_that_a_language_lacks_is_said_in_english() -> None:
    assert fault(Place("x", 1), "rule", {"en": "bad"}).message("fi") == "bad"


def test_a_fault_of_reading_is_an_error() -> None:
    finding = fault(Place("x", 1), "syntax", {"en": "bad"})
    assert (finding.severity, finding.rule) == ("error", "syntax")


def test_findings_are_told_by_file_then_line_as_a_number_then_severity() -> None:
    texts = [
        f.text()
        for f in in_order(
            [
                Finding(Place("b", 1), "error", {"en": "x"}, "r"),
                Finding(Place("a", 10), "error", {"en": "x"}, "r"),
                Finding(Place("a", 9), "info", {"en": "x"}, "r"),
                Finding(Place("a", 9), "error", {"en": "y"}, "r"),
                Finding(Place("a", 9), "warning", {"en": "z"}, "r"),
            ]
        )
    ]
    assert texts == ["a:9: error: y", "a:9: warning: z", "a:9: info: x", "a:10: error: x", "b:1: error: x"]


def test_the_same_finding_twice_is_told_once() -> None:
    """Two triples on one line may break the same rule; the order of reading does not tell them apart."""
    first, second = (Finding(Place("a", 1, order), "error", {"en": "x"}, "r") for order in (1, 2))
    assert len(in_order([first, second, first])) == 1


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(FINDINGS, max_size=8))
def test_putting_in_order_loses_no_line_of_text_and_is_the_same_done_again(findings: list[Finding]) -> None:
    ordered = in_order(findings)
    assert in_order(ordered) == ordered
    assert in_order(ordered[::-1]) == ordered
    assert {(f.place.path, f.place.line, f.rule, f.message()) for f in ordered} == {
        (f.place.path, f.place.line, f.rule, f.message()) for f in findings
    }


def test_an_error_is_never_hidden_by_a_warning_that_says_the_same() -> None:
    error, warning = (Finding(Place("a", 1), severity, {"en": "x"}, "r") for severity in ("error", "warning"))
    for findings in ([error, warning], [warning, error]):
        assert "error" in {f.severity for f in in_order(findings)}


def test_findings_that_forbid_a_release_are_counted_by_their_errors() -> None:
    place = Place("a", 1)
    caught = CheckFailed(
        (fault(place, "r", {"en": "x"}), Finding(place, "warning", {"en": "x"}, "r"), fault(place, "r", {"en": "y"}))
    )
    assert str(caught) == "check: error: 2 errors forbid a release. Mend them and build again"
    assert len(caught.findings) == 3


FOUND = Finding(
    Place("private/x.ttl", 7, 3),
    "error",
    {
        "sv": "{term} hos {field} finns inte, menade du {nearest}?",
        "fi": "{term} kentässä {field} puuttuu, tarkoititko {nearest}?",
        "en": "{term} of {field} is unknown, did you mean {nearest}?",
    },
    "unknown-term",
    {"term": "Rovgran", "nearest": "Kvarnfall"},
)


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [
        (
            "sv",
            "Rovgran hos {field} finns inte, menade du Kvarnfall?",
            "(visas inte) hos {field} finns inte, menade du (visas inte)?",
        ),
        (
            "fi",
            "Rovgran kentässä {field} puuttuu, tarkoititko Kvarnfall?",
            "(ei näytetä) kentässä {field} puuttuu, tarkoititko (ei näytetä)?",
        ),
        (
            "en",
            "Rovgran of {field} is unknown, did you mean Kvarnfall?",
            "(not shown) of {field} is unknown, did you mean (not shown)?",
        ),
    ],
)
def test_what_was_found_is_told_unless_the_finding_is_private(language: str, shown: str, hidden: str) -> None:
    assert FOUND.message(language) == shown
    assert FOUND.as_private().message(language) == hidden


def test_a_private_finding_keeps_file_line_severity_and_rule() -> None:
    private = FOUND.as_private()
    assert private.is_private
    assert not FOUND.is_private
    assert (private.place, private.severity, private.rule) == (FOUND.place, FOUND.severity, FOUND.rule)
    assert private.text().startswith("private/x.ttl:7: error: (not shown) of ")


def test_a_private_finding_of_reading_hides_what_was_found_too() -> None:
    """It is said in English whatever the language, but says in the reader's that something is not shown."""
    private = fault(
        Place("private/x.ttl", 7), "term", {"en": "the language tag {found} is unknown"}, found="@hemligt"
    ).as_private()
    assert private.text() == "private/x.ttl:7: error: the language tag (not shown) is unknown"
    assert private.message("sv") == "the language tag (visas inte) is unknown"
    assert private.message("de") == "the language tag (not shown) is unknown"


def test_a_finding_made_private_twice_is_private() -> None:
    assert FOUND.as_private().as_private() == FOUND.as_private()


def test_a_finding_with_nothing_found_says_the_same_when_it_is_private() -> None:
    finding = fault(Place("x", 1), "file", {"en": "this file cannot be read"})
    assert finding.as_private().text() == finding.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_private_findings_put_in_order_show_nothing(language: str) -> None:
    """Those that say the same of one line are told once, and how many there were is not."""
    other = Finding(FOUND.place, "error", FOUND.messages, FOUND.rule, {"term": "Myllyrae", "nearest": "Kvarnfall"})
    assert len(in_order([FOUND, other])) == 2
    [told] = in_order([FOUND.as_private(), other.as_private()])
    assert not any(value in told.text(language) for value in ("Rovgran", "Myllyrae", "Kvarnfall"))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text("abcdefghijåäö{}<>/:#", min_size=1, max_size=12).map("Q{}".format), st.sampled_from(sorted(LANGUAGES)))
def test_no_value_is_in_the_text_of_a_private_finding(value: str, language: str) -> None:
    finding = fault(Place("x", 1), "term", {"en": "{found} is wrong. Write {found}?"}, found=value)
    assert finding.text(language) == f"x:1: error: {value} is wrong. Write {value}?"
    assert value not in finding.as_private().text(language)


def test_what_is_found_stays_on_one_line_and_is_seen() -> None:
    """A character that a terminal would obey, or that nobody would see, is told by its code."""
    found = fault(
        Place("x.ttl", 1), "syntax", {"en": "this is not Turtle: {found}. Correct it"}, found="'\n\x1b\u202e' å →"
    )
    assert found.message() == "this is not Turtle: 'U+000AU+001BU+202E' å →. Correct it"


def test_a_private_finding_keeps_only_what_kind_of_constraint_it_breaks() -> None:
    """Neither the node nor the path."""
    told = Result("http://x.fi/secret", "http://x.fi/path", "http://www.w3.org/ns/shacl#MinCountConstraintComponent")
    found = Finding(Place("x.ttl", 1), "error", {"en": "x"}, "A", result=told)
    assert found.as_private().result == Result(component=told.component)
