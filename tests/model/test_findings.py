"""Findings: one line each, in a fixed order."""

from __future__ import annotations

from publisher.model.errors import CheckFailed
from publisher.model.findings import Finding, Place, fault, in_order


def test_a_finding_is_one_line_that_editors_can_follow() -> None:
    """`file:line: severity: message`."""
    finding = Finding(Place("data/x.ttl", 7), "warning", {"en": "Write more", "sv": "Skriv mer"}, "rule")
    assert finding.text() == "data/x.ttl:7: warning: Write more"
    assert finding.text("sv") == "data/x.ttl:7: warning: Skriv mer"
    assert finding.text("fi") == "data/x.ttl:7: warning: Write more"


def test_findings_come_by_file_and_line_each_once() -> None:
    """Errors before warnings on the same line."""
    one, two = fault(Place("b.ttl", 1), "r", "m"), fault(Place("a.ttl", 9), "r", "m")
    three = Finding(Place("a.ttl", 9), "info", {"en": "i"}, "q")
    assert in_order([one, three, two, one]) == (two, three, one)


def test_a_failed_check_counts_its_errors() -> None:
    """Not its warnings."""
    findings = (fault(Place("a", 1), "r", "m"), Finding(Place("a", 1), "info", {"en": "i"}, "q"))
    assert str(CheckFailed(findings)) == "check: error: 1 errors forbid a release. Mend them and build again"
