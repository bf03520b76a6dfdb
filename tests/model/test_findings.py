"""Findings: one line each, in order of file and line."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model.errors import CheckFailed
from publisher.model.findings import SEVERITIES, Finding, Place, fault, in_order

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
    assert fault(Place("x", 1), "rule", "bad").message("fi") == "bad"


def test_a_fault_of_reading_is_an_error() -> None:
    finding = fault(Place("x", 1), "syntax", "bad")
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
    caught = CheckFailed((fault(place, "r", "x"), Finding(place, "warning", {"en": "x"}, "r"), fault(place, "r", "y")))
    assert str(caught) == "check: error: 2 errors forbid a release. Mend them and build again"
    assert len(caught.findings) == 3
