"""What is ready to copy works: it parses, and it names verbs and options that exist."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml

from publisher import cli
from publisher.cli import check
from tests.conftest import ROOT

HOOKS = ROOT / ".pre-commit-hooks.yaml"
WORKFLOW = ROOT / "docs" / "examples" / "check.yml"
HOW_TO = ROOT / "docs" / "check.md"


def workflow() -> dict[Any, Any]:
    """The workflow, as a code host reads it."""
    found: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    return found


def hooks() -> list[dict[str, Any]]:
    """The hooks that this repository offers."""
    found: list[dict[str, Any]] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    return found


def configured() -> list[dict[str, Any]]:
    """The hooks of the configuration that the how-to shows."""
    [block] = re.findall(r"```yaml\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL)
    return [hook for repo in yaml.safe_load(block)["repos"] for hook in repo["hooks"]]


def commands() -> list[str]:
    """Every `publisher` command in the hook, the workflow and the how-to."""
    found = [f"{hook['entry']} {' '.join(used['args'])}" for hook in hooks() for used in configured()]
    steps = [step for job in workflow()["jobs"].values() for step in job["steps"]]
    found += [line for step in steps for line in step.get("run", "").splitlines() if line.startswith("publisher ")]
    for block in re.findall(r"```sh\n(.*?)```", HOW_TO.read_text(encoding="utf-8"), re.DOTALL):
        found += [line for line in block.splitlines() if line.startswith("publisher ")]
    assert len(found) >= 6
    return [command.partition("||")[0] for command in found]


@pytest.mark.parametrize("command", commands())
def test_a_command_that_is_ready_to_copy_is_understood(command: str) -> None:
    """By the parser of the program itself."""
    program, *arguments = shlex.split(command)
    assert program == "publisher"
    assert cli._parser().parse_args(arguments).run is check._check


def test_the_hook_has_what_pre_commit_needs() -> None:
    """And is the one that the how-to uses."""
    [hook] = hooks()
    assert {"id", "name", "entry", "language", "files"} <= set(hook)
    assert [used["id"] for used in configured()] == [hook["id"]]
    assert hook["pass_filenames"] is False
    committed = ["data/optima/registers/abilitas.ttl", "data/optima/ledger", "data/site.toml"]
    assert all(re.search(hook["files"], path) for path in committed)
    assert not re.search(hook["files"], "docs/check.md")


def test_the_workflow_uploads_what_it_writes() -> None:
    """The findings for the code host, the page for people, also when the check fails."""
    [job] = workflow()["jobs"].values()
    written = re.findall(r"--output (\S+)", " ".join(step.get("run", "") for step in job["steps"]))
    uploads = {step["uses"].partition("@")[0]: step for step in job["steps"] if "upload" in step.get("uses", "")}
    assert uploads["github/codeql-action/upload-sarif"]["with"]["sarif_file"] in written
    assert uploads["actions/upload-artifact"]["with"]["path"] in written
    assert all("!cancelled()" in step["if"] for step in uploads.values())
    assert workflow()["permissions"] == {"contents": "read", "security-events": "write"}
    assert all(re.search(r"@v\d+$", step["uses"]) for step in job["steps"] if "uses" in step)


def test_the_workflow_runs_when_the_data_changes() -> None:
    """YAML 1.1 reads its `on` as a truth value."""
    begins = workflow()[True]
    assert set(begins) == {"push", "pull_request"}
    assert all("data/**" in event["paths"] for event in begins.values())
