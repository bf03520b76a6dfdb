"""`publisher check`: its formats, what it is narrowed to, what it watches, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.cli import main, options
from publisher.model.languages import LANGUAGES
from publisher.render.reports.checks import REPORTS
from tests.conftest import heed_ctrl_c
from tests.render.spoilt import PUPILS, SECRETS, replace, spoil

Run = Callable[..., tuple[int, str, str]]
WARNING = (', "Teaching"@en', "")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The spoilt copy: the folder of data."""
    return spoil(tmp_path)


@pytest.fixture
def run(made: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Checks the copy; gives exit status, what was printed, and what was complained of."""

    def check(*options: str) -> tuple[int, str, str]:
        status = main(["check", "--data", str(made), *options])
        told = capfd.readouterr()
        assert "Traceback" not in told.out + told.err
        return status, told.out, told.err

    return check


@pytest.mark.parametrize("form", REPORTS)
def test_every_format_is_printed_or_written(form: str, run: Run, tmp_path: Path) -> None:
    """The same bytes; when they are written, the counts are printed."""
    status, printed, _ = run("--format", form, "--lang", "sv")
    file = tmp_path / "report"
    assert run("--format", form, "--lang", "sv", "--output", str(file)) == (
        1,
        "Fel: 8. Varningar: 3. Anmärkningar: 9.\n",
        "",
    )
    assert (status, file.read_text(encoding="utf-8")) == (1, printed)


@pytest.mark.parametrize("form", REPORTS)
def test_no_format_prints_anything_private(form: str, run: Run, made: Path) -> None:
    """Explained or not."""
    private = ("--private", str(made.parent / "private"))
    for more in (("--explain",),) if form == "text" else ((),):
        _, printed, _ = run("--format", form, *private, *more)
        assert "internal.ttl" in printed
        assert [word for word in SECRETS if word in printed.casefold()] == []


def test_json_and_text_survive_a_terminal_of_the_last_century(made: Path) -> None:
    """JSON is UTF-8 whatever the terminal; a file whose name is no text is told in every format."""
    (made / "andra" / os.fsdecode(b"\xd6ppna.ttl")).write_text("nothing", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    printed: dict[str, str] = {}
    for form in REPORTS:
        command = [sys.executable, "-m", "publisher.cli", "check", "--data", str(made), "--format", form]
        told = subprocess.run(command, capture_output=True, check=False, env=environment)
        assert (told.returncode, told.stderr) == (1, b""), form
        printed[form] = told.stdout.decode()
        assert "ppna.ttl" in printed[form]
    assert printed["text"].isascii()
    assert "kirjoitettu" in json.dumps(json.loads(printed["json"]), ensure_ascii=False)
    assert "\\udcd6ppna.ttl:1: error:" in printed["text"]


@pytest.mark.parametrize("text", ["<a> <b\nc> 'x' .", "<a> \x1b[31m <b> .", "<a> <b> \u202e ."])
def test_nothing_that_is_found_breaks_a_line_or_moves_a_terminal(text: str, run: Run, made: Path) -> None:
    """Neither in a file nor in its name."""
    (made / "andra" / "x\n\x1b[2Jy.ttl").write_text(text, encoding="utf-8")
    lines = run("--authority", "andra")[1].split("\n")
    assert all(line.isprintable() for line in lines)
    assert sum(line.startswith("data/andra/x\\n\\x1b[2Jy.ttl:1: error: ") for line in lines) >= 1
    assert len([line for line in lines if line and ": error: " not in line]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explained_line_is_followed_by_why_law_and_example(language: str, run: Run) -> None:
    """In the language that is asked for; the findings themselves stay as they are."""
    plain = run("--lang", language)[1].splitlines()
    explained = run("--lang", language, "--explain")[1].splitlines()
    assert [line for line in explained if not line.startswith("    ")] == plain
    assert len(explained) > len(plain) * 2


def test_severity_shows_the_graver_and_leaves_the_exit_status(run: Run, made: Path) -> None:
    """And the counts."""
    for severity, shown in (("error", 8), ("warning", 11), ("info", 20)):
        status, printed, _ = run("--severity", severity)
        *findings, count = printed.splitlines()
        assert (status, len(findings), count) == (1, shown, "Errors: 8. Warnings: 3. Remarks: 9.")
    only_a_warning(made)
    assert run("--severity", "error") == (0, "Errors: 0. Warnings: 2. Remarks: 9.\n", "")
    assert run("--severity", "error", "--strict")[0] == 1


def only_a_warning(made: Path) -> None:
    """Mends everything but a text that fails in English, and that no licence is stated."""
    for file in (made / "andra").iterdir():
        file.unlink()
    (made / "andra").rmdir()
    for old, new in (
        ("pd:Nam ;", "pd:Name ;"),
        (", system:dairy", ""),
        ("2020-06-30", "2040-06-30"),
        ("rc:rightToUse :use", "dcat:contactPoint contact:registry ;\n  rc:rightToUse :use"),
    ):
        replace(made / PUPILS, old, new)


def test_one_register_or_authority_decides_alone(run: Run, made: Path) -> None:
    """What is found elsewhere counts for nothing."""
    assert "andra" not in run("--register", "pupils")[1]
    assert "pupils.ttl" not in run("--authority", "andra")[1]
    replace(made / PUPILS, "pd:Nam ;", "pd:Name ;")
    assert run("--authority", "exempelstad", "--register", "pupils")[0] == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--register", "puppils"), "Did you mean pupils?"),
        (("--authority", "nowhere"), "there is no such authority"),
        (("--explain", "--format", "json"), "Leave --explain out"),
        (("--watch", "--format", "html"), "Name it with --output"),
        (("--output", "{data}/report.ttl"), "where it would be read as data"),
        (("--private", "{data}/../private", "--output", "{data}/../private/x.ttl"), "where it would be read as data"),
        (("--output", "{data}/../nowhere/report.txt"), "this cannot be written: No such file or directory"),
        (("--output", "{data}/.."), "this cannot be written: Is a directory"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(options: tuple[str, ...], told: str, run: Run, made: Path) -> None:
    """And nothing is written."""
    before = sorted(made.parent.rglob("*"))
    status, printed, complaint = run(*(option.format(data=made) for option in options))
    assert (status, printed, len(complaint.splitlines()), told in complaint) == (2, "", 1, True), complaint
    assert sorted(made.parent.rglob("*")) == before


@pytest.mark.parametrize("options", [("--format", "pdf"), ("--severity", "grave"), ("--lang", "de"), ("--output",)])
def test_unknown_words_are_wrong_use(options: tuple[str, ...], run: Run) -> None:
    """As the parser tells."""
    with pytest.raises(SystemExit) as ended:
        run(*options)
    assert ended.value.code == 2


# Watching


@pytest.fixture
def edits(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """What is done between one look and the next; after the last, Ctrl+C."""
    waiting: list[Callable[[], object]] = []

    def sleep(_seconds: float) -> None:
        if not waiting:
            raise KeyboardInterrupt
        waiting.pop(0)()

    monkeypatch.setattr(options.time, "sleep", sleep)
    return waiting


def test_watching_tells_only_what_is_new_and_gone_and_the_count(
    run: Run, made: Path, edits: list[Callable[[], object]]
) -> None:
    """Lines that only move are not told again; nothing is told when nothing changed."""
    only_a_warning(made)
    edits += [
        lambda: None,
        lambda: replace(made / PUPILS, "@prefix ar:", "# a line more\n@prefix ar:"),
        lambda: replace(made / PUPILS, "pd:Name ;", "pd:Nam ;"),
        lambda: replace(made / PUPILS, "pd:Nam ;", "pd:Name ;"),
        lambda: replace(made / PUPILS, "a line more", "a line, more"),
    ]
    status, printed, complaint = run("--watch", "--lang", "fi")
    assert status == 0
    findings, lines = printed.splitlines()[:11], printed.splitlines()[11:]
    assert [": warning: " in line for line in findings].count(True) == 2
    assert lines[0] == "Virheet: 0. Varoitukset: 2. Huomautukset: 9."
    assert lines[1] == lines[0]
    new, count, gone, *rest = lines[2:]
    assert new.startswith("uusi: data/exempelstad/registers/pupils.ttl:")
    assert count == "Virheet: 1. Varoitukset: 2. Huomautukset: 9."
    assert gone == new.replace("uusi", "poistunut")
    assert rest == [lines[0], lines[0]]
    assert complaint == "Looking for changes (stop with Ctrl+C)\n"


def test_watching_survives_what_cannot_be_checked_and_ends_as_the_last_report(
    run: Run, made: Path, edits: list[Callable[[], object]], tmp_path: Path
) -> None:
    """A folder that is gone for a moment; the file is written again at each report."""
    report = tmp_path / "report.html"
    sizes: list[int] = []
    edits += [
        lambda: made.rename(tmp_path / "aside"),
        lambda: (tmp_path / "aside").rename(made),
        lambda: (sizes.append(report.stat().st_size), only_a_warning(made)),
        lambda: sizes.append(report.stat().st_size),
    ]
    status, printed, complaint = run("--watch", "--format", "html", "--output", str(report))
    assert (status, printed.splitlines()[-1]) == (0, "Errors: 0. Warnings: 2. Remarks: 9.")
    assert "there is no such folder" in complaint
    assert sizes[0] > sizes[1]


def test_watching_explains_what_is_new(run: Run, made: Path, edits: list[Callable[[], object]]) -> None:
    """And not what is gone."""
    only_a_warning(made)
    edits += [
        lambda: replace(made / PUPILS, "pd:Name ;", "pd:Nam ;"),
        lambda: replace(made / PUPILS, "pd:Nam ;", "pd:Name ;"),
    ]
    printed = run("--watch", "--explain")[1]
    assert printed.count("    Why: Properties and concepts") == 1


def test_wrong_use_ends_a_watch_before_it_begins(run: Run) -> None:
    """There is nothing to go on with."""
    assert run("--watch", "--register", "nothing")[0] == 2


def test_ctrl_c_ends_a_watch_without_a_trace(made: Path) -> None:
    """With the status of the last report, as a program of its own."""
    command = [sys.executable, "-u", "-m", "publisher.cli", "check", "--data", str(made), "--watch"]
    watcher = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c
    )
    assert watcher.stderr is not None
    assert watcher.stderr.readline() == "Looking for changes (stop with Ctrl+C)\n"
    watcher.send_signal(signal.SIGINT)
    _, complaint = watcher.communicate(timeout=30)
    assert (watcher.returncode, complaint) == (1, "")
