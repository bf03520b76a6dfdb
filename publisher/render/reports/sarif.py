"""The report of a check as SARIF 2.1.0, which code hosts and editors show on the line."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from publisher import __version__
from publisher.model.findings import Finding, Severity
from publisher.model.languages import Text
from publisher.model.report import Explanation, Report

_LEVEL: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "primaryLocationLineHash"
"""The key that code hosts know a finding by from one upload to the next."""

_ABOVE = "ABOVE_DATA"
"""What the addresses of files outside the current folder are relative to: the folder that holds the data."""


def sarif_report(report: Report, language: str) -> bytes:
    """The report as one SARIF run, its texts in a language, the same bytes for the same report."""
    rules = {name: index for index, name in enumerate(sorted({finding.rule for finding in report.findings}))}
    gravest = {finding.rule: finding.severity for finding in reversed(report.findings)}
    results = list(_results(report, rules, language))
    outside = any("uriBaseId" in _location(report, finding) for finding in report.findings)
    run = {
        "tool": {
            "driver": {
                "name": "publisher",
                "semanticVersion": __version__,
                "rules": [_rule(name, report.rules[name], gravest[name], language) for name in rules],
            }
        },
        "language": language,
        **({"properties": {"asOf": report.day}} if report.as_of else {}),
        "columnKind": "unicodeCodePoints",
        **(
            {"originalUriBaseIds": {_ABOVE: {"description": _text("The folder that holds the data")}}}
            if outside
            else {}
        ),
        "results": results,
    }
    content = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _rule(name: str, rule: Explanation, severity: Severity, language: str) -> dict[str, object]:
    called = _plain(rule.name, language) or name
    laws = ", ".join(law.label.in_language(language).text for law in rule.laws)
    why = _plain(rule.why, language)
    parts = (why, laws, _plain(rule.example, language))
    return {
        "id": name,
        "name": _pascal(name),
        "shortDescription": _text(called),
        "fullDescription": _text(why or called),
        "help": _text("\n\n".join(filter(None, parts)) or called),
        "helpUri": rule.laws[0].iri if rule.laws else rule.iri,
        "defaultConfiguration": {"level": _LEVEL[severity]},
    }


def _pascal(name: str) -> str:
    """A name for people, which differs from the identifier in more than case: SARIF section 3.49.7."""
    words = re.split(r"\W+", name)
    return "".join(word[:1].upper() + word[1:] for word in (*words, *(("Rule",) if len(words) == 1 else ())))


def _results(report: Report, rules: Mapping[str, int], language: str) -> Iterator[dict[str, object]]:
    seen: Counter[str] = Counter()
    for finding in report.findings:
        known = f"{finding.place.path}\0{finding.rule}\0{finding.message()}"
        seen[known] += 1
        digest = hashlib.sha256(known.encode()).hexdigest()[:16]
        yield {
            "ruleId": finding.rule,
            "ruleIndex": rules[finding.rule],
            "level": _LEVEL[finding.severity],
            "message": _text(finding.message(language)),
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": _location(report, finding),
                        "region": {"startLine": finding.place.line},
                    }
                }
            ],
            "partialFingerprints": {_FINGERPRINT: f"{digest}:{seen[known]}"},
        }


def _location(report: Report, finding: Finding) -> dict[str, str]:
    file = report.files.get(finding.place.path)
    if file and file.address:
        return {"uri": quote(os.fsencode(file.address))}
    return {"uri": quote(finding.place.path.lstrip("/")), "uriBaseId": _ABOVE}


def _text(text: str) -> dict[str, str]:
    """A plain text message (SARIF section 3.11): braces are doubled, and nothing in it is a link."""
    doubled = text.replace("{", "{{").replace("}", "}}")
    return {"text": re.sub(r"[\[\]]", r"\\\g<0>", doubled) if "](" in doubled else doubled}


def _plain(text: Text, language: str) -> str:
    return text.in_language(language).text if text else ""
