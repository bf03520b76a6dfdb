"""What a check found: values, not exceptions. Only the command line decides that they stop anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Place(NamedTuple):
    """Where something stands: file as shown to people, line counted from one, and order of reading."""

    path: str
    line: int
    order: int = 0


@dataclass(frozen=True)
class Finding:
    """One thing found: where, how grave, what is wrong and what to write.

    `messages` maps a language tag to the message; English is always there. `rule` names the shape or rule.
    """

    place: Place
    severity: Severity
    messages: dict[str, str] = field(hash=False)
    rule: str

    def message(self, language: str = "en") -> str:
        """The message in a language, else in English."""
        return self.messages.get(language, self.messages["en"])

    def text(self, language: str = "en") -> str:
        """One line: `file:line: severity: message`."""
        return f"{self.place.path}:{self.place.line}: {self.severity}: {self.message(language)}"


def fault(place: Place, rule: str, message: str) -> Finding:
    """An error found while reading, said in English only."""
    return Finding(place, "error", {"en": message}, rule)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and severity, each once."""
    unique = {(f.place.path, f.place.line, f.severity, f.rule, f.message()): f for f in findings}
    return tuple(
        sorted(
            unique.values(),
            key=lambda f: (f.place.path, f.place.line, SEVERITIES.index(f.severity), f.rule, f.message()),
        )
    )
