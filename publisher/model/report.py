"""The report of a check: what was found, and what each rule is for, ready to be written in any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from publisher.model.findings import SEVERITIES, Finding, Severity
from publisher.model.languages import NOTHING, Text


class Law(NamedTuple):
    """An act or article that a rule comes from."""

    iri: str
    label: Text


@dataclass(frozen=True)
class Explanation:
    """What a rule is called, why it is there, from which law it comes, and what to write, as an example.

    Any of them may be missing. `iri` names the rule for machines.
    """

    iri: str
    name: Text = NOTHING
    why: Text = NOTHING
    laws: tuple[Law, ...] = ()
    example: Text = NOTHING


@dataclass(frozen=True)
class File:
    """A file with findings: its path from the current folder, empty when it lies outside, and what it describes."""

    address: str
    title: Text = NOTHING


@dataclass(frozen=True)
class Report:
    """What a check found, in order of file and line.

    `counts` tell of everything that was found, `findings` of what is shown. `rules` explains the rules of the findings,
    `files` tells of their files; `day` is the day as which it was made: that of the check, or with
    `as_of` one that was asked for.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[Severity, int]
    rules: Mapping[str, Explanation]
    files: Mapping[str, File]
    day: str
    as_of: bool = False

    def down_to(self, severity: Severity) -> Report:
        """The report with findings of this severity and graver ones only; the counts stay."""
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return replace(self, findings=tuple(finding for finding in self.findings if finding.severity in grave))

    def forbids(self, *, strict: bool = False) -> bool:
        """Whether anything was found that forbids a release; when strict, a warning does too."""
        return self.counts["error"] > 0 or (strict and self.counts["warning"] > 0)
