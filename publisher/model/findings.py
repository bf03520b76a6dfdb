"""What a check found: values, not exceptions. Only the command line decides that they stop anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

_NOT_SHOWN = {"sv": "(visas inte)", "fi": "(ei näytetä)", "en": "(not shown)"}


class Place(NamedTuple):
    """Where something stands: file as shown to people, line counted from one, and order of reading."""

    path: str
    line: int
    order: int = 0


class Result(NamedTuple):
    """How SHACL tells of a finding: the IRIs of focus node, path and constraint component; empty when it does not."""

    focus: str = ""
    path: str = ""
    component: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing found: where, how grave, what is wrong and what to write.

    `messages` maps a language tag to the message; English is always there. `rule` names the shape or rule. What was
    found stands apart from the message, which names it in braces: `found` maps each such name to the value. `result`
    is how SHACL tells of it, when a shape found it.
    """

    place: Place
    severity: Severity
    messages: dict[str, str] = field(hash=False)
    rule: str
    found: dict[str, str] = field(default_factory=dict, hash=False)
    is_private: bool = False
    result: Result = field(default=Result(), compare=False)

    def message(self, language: str = "en") -> str:
        """The message in a language, else in English. What stands in a private file is not shown."""
        text = self.messages.get(language, self.messages["en"])
        for name, value in self.found.items():
            shown = _NOT_SHOWN.get(language, _NOT_SHOWN["en"]) if self.is_private else _visible(value)
            text = text.replace(f"{{{name}}}", shown)
        return text

    def as_private(self) -> Finding:
        """The finding with nothing in it of what was found: file, line and field only."""
        bare = Result(component=self.result.component)
        return replace(self, found=dict.fromkeys(self.found, ""), is_private=True, result=bare)

    def text(self, language: str = "en") -> str:
        """One line: `file:line: severity: message`."""
        return f"{self.place.path}:{self.place.line}: {self.severity}: {self.message(language)}"


def _visible(text: str) -> str:
    """A text on one line, with the code of each character that would not be seen or that a terminal would obey."""
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text)


def fault(place: Place, rule: str, messages: Mapping[str, str] | str, **found: str) -> Finding:
    """An error found while reading; `found` are the values that the messages name in braces.

    A message alone is in English: it is for those who write shapes, not descriptions.
    """
    said = {"en": messages} if isinstance(messages, str) else dict(messages)
    return Finding(place, "error", said, rule, found)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line and severity, each once."""
    unique = {(f.place.path, f.place.line, f.severity, f.rule, f.message()): f for f in findings}
    return tuple(
        sorted(
            unique.values(),
            key=lambda f: (f.place.path, f.place.line, SEVERITIES.index(f.severity), f.rule, f.message()),
        )
    )
