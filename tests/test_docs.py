"""The documents are true to the program."""

from __future__ import annotations

import re
import tomllib
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.term import Node

from publisher import cli
from publisher.model.disclosure import AllowList
from publisher.model.terms import short
from publisher.release.store import Release
from tests.conftest import ROOT

DOCS = "\n".join(
    file.read_text(encoding="utf-8") for file in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
)


def verbs() -> dict[str, ArgumentParser]:
    """The verbs of the command line, from the parser itself."""
    actions = [a for a in cli._parser()._actions if isinstance(a, _SubParsersAction)]
    return dict(actions[0].choices)


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_and_option_is_documented(verb: str) -> None:
    """In the README or a how-to."""
    assert f"`publisher {verb}" in DOCS
    for action in verbs()[verb]._actions:
        for option in action.option_strings:
            if option.startswith("--") and option != "--help":
                assert option in DOCS, f"{verb} {option}"


def test_every_dependency_has_its_reason() -> None:
    """And none is named that is not there."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert all(">=" in line for line in declared)
    rows = re.findall(r"^\| ([a-z0-9-]+) \| [^|]+ \|$", (ROOT / "docs" / "dependencies.md").read_text(), re.MULTILINE)
    assert sorted(re.split(r"[>=]", line)[0] for line in declared) == sorted(set(rows) - {"package", "---"})
    assert len(declared) <= 10


def test_what_is_public_is_listed(approved: Callable[[Path, str], None]) -> None:
    """In a page made from the allow-list."""
    allowed = AllowList.read(Graph().parse(ROOT / "ontology" / "disclosure.ttl"))
    lines = [
        "# What is public",
        "",
        "Made from `ontology/disclosure.ttl`, the one list of what may be published. What is not listed is private.",
        "",
    ]
    for entry in allowed.entries:
        lines += [f"## {' and '.join(names(entry.classes))}", "", entry.reason.in_language("en").text, ""]
        rows = (
            ("may be published", entry.properties),
            ("is computed", entry.computed),
            ("may be withheld", entry.whole),
            ("may be withheld in part", entry.partial),
            ("may be told as a further type", entry.types),
        )
        lines += ["| | |", "| --- | --- |"]
        lines += [f"| {what} | {', '.join(f'`{name}`' for name in names(found))} |" for what, found in rows if found]
        lines.append("")
    approved(ROOT / "docs" / "what-is-public.md", "\n".join(lines))


def names(terms: Iterable[Node]) -> list[str]:
    """Terms with their prefixes, in order."""
    return sorted(short(str(term)) for term in terms)


@pytest.mark.parametrize("record", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda p: p.stem)
def test_a_decision_tells_context_decision_and_consequences(record: Path) -> None:
    """On one screen."""
    text = record.read_text(encoding="utf-8")
    assert re.match(rf"# {int(record.name[:4])}\. ", text)
    positions = [text.index(part) for part in ("**Context.**", "**Decision.**", "**Consequences.**")]
    assert positions == sorted(positions)
    assert len(text.splitlines()) <= 50


def test_every_link_between_documents_leads_somewhere() -> None:
    """To a file of the project."""
    for file in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (file.parent / target).exists(), (file.name, target)


def test_every_address_that_the_documents_name_exists(release: Release) -> None:
    """In the example catalogue."""
    named = set(re.findall(r"http://127\.0\.0\.1:8000(/[a-z0-9/.-]*)", DOCS))
    named |= set(re.findall(r"`(/(?:optima|catalog|ontology)[a-z0-9/.-]*)`", DOCS))
    assert len(named) > 6
    for path in named:
        assert release.entry("", path) is not None, path


def test_the_readme_opens_with_the_two_commands() -> None:
    """What a newcomer needs first."""
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1]
    assert re.findall(r"^make \w+", first, re.MULTILINE) == ["make serve", "make test"]
