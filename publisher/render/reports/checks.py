"""The report of a check in every format: lines, JSON, a SHACL validation report, SARIF, and a page to send."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from publisher import __version__
from publisher.model.findings import SEVERITIES, Finding, Severity
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.report import Explanation, File, Report
from publisher.render.pages import day_in, environment, locale, sayer
from publisher.render.reports.sarif import sarif_report
from publisher.render.reports.validation import validation_report
from publisher.render.style import stylesheet

JSON_VERSION = 1
"""The version of the JSON form: a reader of one version reads every report of it."""


def text_report(report: Report, language: str, *, explain: bool = False) -> bytes:
    """One line for each finding and one with the counts; to explain, lines that say why, the law and an example.

    Before the counts a line says the day, when one was asked for.
    """
    lines: list[str] = []
    for finding in report.findings:
        lines.append(finding.text(language))
        if explain:
            lines += explanation_lines(report.rules[finding.rule], language)
    if report.as_of:
        lines.append(_as_of(report, language))
    return "".join(f"{line}\n" for line in (*lines, counts_line(report, language))).encode()


def _as_of(report: Report, language: str) -> str:
    return locale(language)["check_as_of"].format(day=day_in(language, report.day))


def counts_line(report: Report, language: str) -> str:
    """How much was found, on one line in a language."""
    t = locale(language)
    return " ".join(f"{t[f'check_{severity}s']}: {report.counts[severity]}." for severity in SEVERITIES)


def explanation_lines(rule: Explanation, language: str) -> Iterator[str]:
    """Why a rule is there, the law, and an example to write; nothing for what the rule does not say."""
    t = locale(language)
    laws = ", ".join(law.label.in_language(language).text for law in rule.laws)
    for label, said in (
        (t["check_why"], _plain(rule.why, language)),
        (t["check_law"], laws),
        (t["check_example"], _plain(rule.example, language)),
    ):
        if said:
            yield f"    {label}: {' '.join(said.split())}"


def difference_lines(before: Report, now: Report, language: str, *, explain: bool = False) -> Iterator[str]:
    """What is new and what is gone since an earlier report. A finding that only moved to another line is neither."""
    t = locale(language)
    new, gone = t["check_new"], t["check_gone"]
    for finding in _added(before, now):
        yield f"{new}: {finding.text(language)}"
        if explain:
            yield from explanation_lines(now.rules[finding.rule], language)
    for finding in _added(now, before):
        yield f"{gone}: {finding.text(language)}"


def _added(before: Report, now: Report) -> Iterator[Finding]:
    known = Counter(map(_identity, before.findings))
    for finding in now.findings:
        if known[_identity(finding)]:
            known[_identity(finding)] -= 1
        else:
            yield finding


def _identity(finding: Finding) -> tuple[str, ...]:
    return finding.place.path, finding.severity, finding.rule, finding.message()


def json_report(report: Report, _language: str) -> bytes:
    """The report as JSON, in every language at once. `docs/check.md` describes the form."""
    used = {finding.rule for finding in report.findings}
    content = {
        "version": JSON_VERSION,
        "program": {"name": "publisher", "version": __version__},
        **({"asOf": report.day} if report.as_of else {}),
        "counts": {severity: report.counts[severity] for severity in SEVERITIES},
        "findings": [
            {
                "file": finding.place.path,
                "line": finding.place.line,
                "severity": finding.severity,
                "rule": finding.rule,
                "messages": {tag: finding.message(tag) for tag in LANGUAGES if tag in finding.messages},
            }
            for finding in report.findings
        ],
        "rules": {name: _rule(rule) for name, rule in report.rules.items() if name in used},
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _rule(rule: Explanation) -> dict[str, object]:
    return {
        "iri": rule.iri,
        "name": _by_language(rule.name),
        "why": _by_language(rule.why),
        "laws": [{"iri": law.iri, "label": _by_language(law.label)} for law in rule.laws],
        "example": _by_language(rule.example),
    }


def _by_language(text: Text) -> dict[str, str]:
    return {said.language or "und": said.text for said in text}


@dataclass(frozen=True)
class _Group:
    """The findings of one file."""

    path: str
    file: File
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


def html_report(report: Report, language: str) -> bytes:
    """The report as one HTML page in a language, its style inside; it shows no private value."""
    html = (
        environment()
        .get_template("check.html")
        .render(
            report=report,
            groups=[
                _Group(path, report.files.get(path, File("")), tuple(found))
                for path, found in groupby(report.findings, lambda finding: finding.place.path)
            ],
            hidden=sum(report.counts.values()) - len(report.findings),
            severities=SEVERITIES,
            message=lambda finding: _message(finding, language),
            say=sayer(language),
            day=day_in(language, report.day),
            as_of=_as_of(report, language) if report.as_of else "",
            t=locale(language),
            language=language,
            style=Markup(stylesheet().decode()),  # noqa: S704 - the project's own
        )
    )
    return f"{html}\n".encode()


def _message(finding: Finding, language: str) -> Said:
    return Said(finding.message(language), language if language in finding.messages else "en")


def _plain(text: Text, language: str) -> str:
    return text.in_language(language).text if text else ""


REPORTS: Mapping[str, Callable[[Report, str], bytes]] = {
    "text": text_report,
    "json": json_report,
    "turtle": validation_report,
    "sarif": sarif_report,
    "html": html_report,
}
"""The name of each format -> what writes a report in it, in a language."""
