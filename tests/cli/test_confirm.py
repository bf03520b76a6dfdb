"""`publisher confirm`: asks one by one, or takes a list; what is answered yes is in the data, and nothing else is."""

from __future__ import annotations

import csv
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from publisher.author.words import column
from publisher.cli import main
from publisher.model.languages import LANGUAGES
from publisher.render.pages import locale
from tests.conftest import ROOT, heed_ctrl_c

APPROVED = ROOT / "tests" / "render" / "approved"
PUPILS = "data/exempelstad/registers/pupils.ttl"
TO_THE_END = [""] * 4
"""The answers that lead to the end of the text, which has five parts."""

Run = Callable[..., tuple[int, str, str]]
Answer = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the made-up authority, which the program runs in, on a screen of a hundred columns."""
    shutil.copytree(ROOT / "tests" / "withheld" / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "101")
    return tmp_path


@pytest.fixture
def run(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Confirms in the copy; gives exit status, what was printed, and what was complained of."""
    assert (folder / "data").is_dir()

    def confirm(*options: str) -> tuple[int, str, str]:
        status = main(["confirm", *options])
        told = capfd.readouterr()
        assert "Traceback" not in told.out + told.err
        return status, told.out, told.err

    return confirm


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Sits at the terminal and gives answers, then ends the input; gives what was asked."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    questions: list[str] = []

    def sit(*answers: str) -> list[str]:
        waiting: Iterator[str] = iter(answers)

        def give(question: str = "") -> str:
            questions.append(question)
            said = next(waiting, None)
            if said is None:
                raise EOFError
            if said == "^C":
                raise KeyboardInterrupt
            if said == "no text":
                raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
            sys.stdout.write(f"{question}{said}\n")
            return said

        monkeypatch.setattr("builtins.input", give)
        return questions

    return sit


def statuses(folder: Path, file: str = PUPILS) -> dict[str, int]:
    """How many things in a file are proposed, are confirmed, and have somebody who stands for them."""
    text = (folder / file).read_text(encoding="utf-8")
    return {word: len(re.findall(rf"\brc:{word}\b", text)) for word in ("Proposed", "Confirmed", "confirmedBy")}


# One by one


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_reads_as_approved(
    language: str, run: Run, answer: Answer, approved: Callable[[Path, str], None]
) -> None:
    """Every kind of question, help, and what is not understood."""
    yes, no = {"sv": ("j", "n"), "fi": ("k", "e"), "en": ("y", "n")}[language]
    answer("?", yes, yes, "what", "", "", yes, no, yes.upper())
    status, printed, complaint = run("--by", "registrar", "--on", "2026-03-02", "--lang", language)
    assert (status, complaint) == (0, "")
    approved(APPROVED / f"confirm.{language}.txt", printed)


def test_what_is_answered_yes_is_written_at_once(run: Run, answer: Answer, folder: Path) -> None:
    """So that an end at any time loses nothing; no and the end of input change nothing."""
    answer("y", "n", "n")
    assert run("--by", "registrar")[0] == 0
    assert statuses(folder) == {"Proposed": 2, "Confirmed": 1, "confirmedBy": 1}
    answer(*TO_THE_END, "y", "y", "q")
    assert "Confirmed by Registrar on" in run("--by", "registrar")[1]
    assert statuses(folder) == {"Proposed": 1, "Confirmed": 2, "confirmedBy": 3}
    answer("y")
    run("--by", "registrar")
    assert statuses(folder) == {"Proposed": 0, "Confirmed": 3, "confirmedBy": 4}
    answer()
    assert run("--by", "registrar") == (0, "Nothing waits for confirmation.\n", "")


def test_a_text_is_confirmed_only_when_all_of_it_was_shown(run: Run, answer: Answer, folder: Path) -> None:
    """Yes before that is told to be too early."""
    answer("n", "no text", *["y"] * 9)
    printed = run("--by", "registrar")[1]
    assert printed.count("Read to the end first") == 9
    assert printed.count("Answer with one of the letters in brackets") == 1
    assert statuses(folder)["confirmedBy"] == 0


def test_each_question_shows_the_line_where_the_status_stands_by_then(run: Run, answer: Answer, folder: Path) -> None:
    """Also after lines were written above it."""
    answer("y", *TO_THE_END, "y", "y", "y")
    printed = run("--by", "registrar")[1]
    lines = [int(line) for line in re.findall(rf"{re.escape(PUPILS)}:(\d+)", printed)]
    text = (folder / PUPILS).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    assert all(re.search(r"rc:(classificationStatus rc:Confirmed|status rc:Translated)", text[n - 1]) for n in lines)


def test_a_register_can_be_skipped_and_the_rest_goes_on(run: Run, answer: Answer, folder: Path) -> None:
    """What was skipped waits."""
    other = (folder / PUPILS).read_text(encoding="utf-8").replace("register/pupils", "register/staff")
    (folder / PUPILS).with_name("staff.ttl").write_text(other.replace('"pupils"', '"staff"'), encoding="utf-8")
    answer("s", "y", "q")
    printed = run("--by", "registrar")[1]
    assert statuses(folder) == {"Proposed": 3, "Confirmed": 0, "confirmedBy": 0}
    assert statuses(folder, PUPILS.replace("pupils", "staff"))["Confirmed"] == 1
    assert "Still waiting: 7." in printed
    answer("y", "q")
    assert "Still waiting: 3." in run("--by", "registrar", "--register", "pupils")[1]


def test_ctrl_c_tells_what_is_confirmed_and_ends_as_ctrl_c_does(run: Run, answer: Answer, folder: Path) -> None:
    """The files are whole."""
    answer("y", "^C")
    status, printed, _ = run("--by", "registrar")
    assert status == 130
    assert printed.rstrip().endswith("1. Still waiting: 3.")
    assert statuses(folder)["Confirmed"] == 1
    assert main(["check", "--register", "pupils"]) == 0


def test_what_cannot_be_written_is_told_and_the_rest_goes_on(run: Run, answer: Answer, folder: Path) -> None:
    """With the lines to write by hand, and status 1."""
    file = folder / PUPILS
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("rc:classificationStatus rc:Proposed ;", "rc:classificationStatus rc:Proposed , rc:Proposed ;", 1),
        encoding="utf-8",
    )
    answer("y", "n", "y")
    status, printed, complaint = run("--by", "registrar", "--on", "2026-03-02", "--lang", "sv")
    assert (status, len(complaint.splitlines())) == (1, 1)
    assert complaint.startswith(f"{PUPILS}:23: error: det här går inte att bekräfta här")
    assert 'rc:confirmedOn "2026-03-02"^^xsd:date' in complaint
    assert statuses(folder)["Confirmed"] == 1
    assert ": 1. Väntar ännu: 3." in printed


def test_errors_that_keep_it_from_being_published_are_told(run: Run, answer: Answer, folder: Path) -> None:
    """With status 1; what was confirmed is confirmed all the same."""
    file = folder / PUPILS
    file.write_text(file.read_text(encoding="utf-8").replace("pd:Name ;", "pd:Nam ;"), encoding="utf-8")
    answer("y", "q")
    status, printed, _ = run("--by", "registrar", "--lang", "fi")
    assert status == 1
    assert "Tarkoititko pd:Name?" in printed
    assert printed.endswith(locale("fi")["confirm_mend"] + "\n")
    assert statuses(folder)["Confirmed"] == 1


# A list


def fill(file: Path, language: str, *answers: str) -> None:
    """Answers on the rows of a list that ask for one, in their order."""
    waiting = iter(answers)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.reader(stream, delimiter=";"))
    number, state = (table[0].index(column(name, language)) for name in ("confirm", "state"))
    for row in table[1:]:
        if row[state]:
            row[number] = next(waiting, "")
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(table)


@pytest.mark.parametrize(("language", "yes", "no"), [("sv", "ja", "nej"), ("fi", "Kyllä", "EI"), ("en", "yes", "no")])
def test_a_list_goes_out_and_comes_back(language: str, yes: str, no: str, run: Run, folder: Path) -> None:
    """What it says yes to is confirmed for the post and the day; given again, it changes nothing."""
    assert run("--list", "list.csv", "--lang", language)[0] == 0
    fill(folder / "list.csv", language, yes, no, "", yes)
    status, printed, complaint = run(
        "--batch", "list.csv", "--by", "registrar", "--on", "2026-03-02", "--lang", language
    )
    assert (status, complaint) == (0, "")
    assert printed.splitlines()[0].endswith(
        (": 2. Väntar ännu: 2.", ": 2. Odottaa vielä: 2.", ": 2. Still waiting: 2.")
    )
    assert printed.splitlines()[-1] == locale(language)["confirm_next"]
    assert statuses(folder) == {"Proposed": 1, "Confirmed": 2, "confirmedBy": 2}
    text = (folder / PUPILS).read_text(encoding="utf-8")
    assert text.count('rc:confirmedBy contact:registrar ;\n  rc:confirmedOn "2026-03-02"^^xsd:date') == 2
    status, printed, _ = run("--batch", "list.csv", "--by", "archivist", "--lang", language)
    assert (status, [": info: " in line for line in printed.splitlines()]) == (0, [True, True, False])
    assert (folder / PUPILS).read_text(encoding="utf-8") == text


def test_a_list_with_a_bad_line_confirms_nothing(run: Run, folder: Path) -> None:
    """Each is told with its line."""
    run("--list", "list.csv")
    fill(folder / "list.csv", "en", "yes", "perhaps", "yes", "yes")
    before = (folder / PUPILS).read_bytes()
    file = folder / PUPILS
    file.write_bytes(before.replace(b"pd:Name ;", b"pd:Contact ;"))
    before = file.read_bytes()
    status, printed, _ = run("--batch", "list.csv", "--by", "registrar")
    assert status == 1
    assert [line.partition(" error: ")[2].partition(".")[0] for line in printed.splitlines()] == [
        "perhaps is no answer",
        "the words or the concepts in the data have changed since this list was written",
    ]
    assert file.read_bytes() == before


def test_a_list_that_cannot_all_be_written_confirms_nothing(run: Run, folder: Path) -> None:
    """What to write by hand is told."""
    file = folder / PUPILS
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("rc:Proposed ;", "rc:Proposed , rc:Proposed ;", 1), encoding="utf-8")
    before = file.read_bytes()
    run("--list", "list.csv")
    fill(folder / "list.csv", "en", "yes", "yes", "yes", "yes")
    status, printed, _ = run("--batch", "list.csv", "--by", "registrar")
    assert (status, file.read_bytes()) == (1, before)
    assert "Write it yourself: rc:classificationStatus rc:Confirmed" in printed


def test_a_list_is_narrowed_to_a_register_or_an_authority(run: Run, folder: Path) -> None:
    """And tells how many wait in it."""
    shutil.copytree(folder / "data" / "exempelstad", folder / "data" / "grannstad")
    assert run("--list", "all.csv")[1].startswith("8 waiting.")
    assert run("--list", "one.csv", "--authority", "grannstad", "--register", "pupils")[1].startswith("4 waiting.")
    assert "/exempelstad/" not in (folder / "one.csv").read_text(encoding="utf-8")
    fill(folder / "all.csv", "en", "yes")
    status, printed, _ = run("--batch", "all.csv", "--by", "registrar", "--authority", "grannstad")
    assert (status, "is nothing that registrar can confirm here" in printed) == (1, True)


def test_a_list_holds_nothing_of_internal_facts(run: Run, folder: Path) -> None:
    """Not even when they are read for the check."""
    shutil.copytree(ROOT / "tests" / "withheld" / "private", folder / "private")
    with (folder / "private" / "exempelstad" / "internal.ttl").open("a", encoding="utf-8") as stream:
        stream.write(
            "<id/register/pupils#inside> <https://w3id.org/records-catalogue#classifiedAs> "
            "<https://w3id.org/dpv/pd#Name> ; <https://w3id.org/records-catalogue#classificationStatus> "
            "<https://w3id.org/records-catalogue#Proposed> .\n"
        )
    assert run("--list", "list.csv", "--private", "private")[1].startswith("4 waiting.")
    assert "inside" not in (folder / "list.csv").read_text(encoding="utf-8")


# Wrong use


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "confirm: error: there is no terminal to ask on. Write a list with --list FILE"),
        (("--batch", "list.csv"), "--by: error: it must be said who confirms. Name a post: archivist, registrar"),
        (("--batch", "list.csv", "--by", "registrer"), "Did you mean registrar?"),
        (("--batch", "list.csv", "--by", "registrar", "--on", "2999-01-01"), "this day has not come yet"),
        (("--batch", "list.csv", "--by", "registrar", "--register", "pupil"), "Did you mean pupils?"),
        (("--batch", "list.csv", "--by", "registrar", "--authority", "town"), "there is no such authority"),
        (("--batch", "nothing.csv", "--by", "registrar"), "this cannot be read: No such file or directory"),
        (("--batch", "data", "--by", "registrar"), "this cannot be read: Is a directory"),
        (("--list", "list.csv"), "this file may hold answers already. Name another with --list"),
        (("--list", "data/list.ttl"), "this lies in the data"),
        (("--list", "nowhere/list.csv"), "this cannot be written: No such file or directory"),
        (("--list", "new.csv", "--register", "pupil"), "Did you mean pupils?"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(options: tuple[str, ...], told: str, run: Run, folder: Path) -> None:
    """And nothing is written."""
    (folder / "list.csv").write_bytes(b"")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    status, printed, complaint = run(*options)
    assert (status, printed, len(complaint.splitlines()), told in complaint) == (2, "", 1, True), complaint
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "options", [("--on", "yesterday"), ("--list", "a", "--batch", "b"), ("--lang", "de"), ("--by",)]
)
def test_unknown_words_are_wrong_use(options: tuple[str, ...], run: Run) -> None:
    """As the parser tells."""
    with pytest.raises(SystemExit) as ended:
        run(*options)
    assert ended.value.code == 2


def test_data_that_cannot_be_read_is_told_as_the_check_tells_it(run: Run, folder: Path) -> None:
    """With file and line; there is nothing to ask."""
    with (folder / PUPILS).open("a", encoding="utf-8") as stream:
        stream.write("no Turtle\n")
    status, printed, complaint = run("--list", "list.csv", "--lang", "sv")
    assert (status, complaint) == (1, "")
    assert re.fullmatch(rf"{re.escape(PUPILS)}:\d+: error: det här är inte Turtle: .+\. Rätta det\n", printed)
    assert not (folder / "list.csv").exists()


# A real terminal


@pytest.fixture
def terminal(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The program at a terminal, and the other end of it. It heeds Ctrl+C, whether or not the tests do."""
    keyboard, screen = pty.openpty()
    command = [sys.executable, "-m", "publisher.cli", "confirm", "--by", "registrar", "--lang", "sv"]
    program = subprocess.Popen(command, stdin=screen, stdout=screen, stderr=screen, cwd=folder, preexec_fn=heed_ctrl_c)
    os.close(screen)
    yield program, keyboard
    program.kill()
    program.wait()
    os.close(keyboard)


def shown(keyboard: int, end: bytes = b"> ") -> str:
    """What is shown until a question waits, or until the program ends."""
    seen = b""
    while not seen.endswith(end):
        try:
            piece = os.read(keyboard, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    return seen.decode()


def interrupt(program: subprocess.Popen[bytes], keyboard: int) -> None:
    """Ctrl+C, once more when nothing comes of it: Python loses one that comes just before it waits for a line."""
    ready: list[int] = []
    while not ready:
        program.send_signal(signal.SIGINT)
        ready, _, _ = select.select([keyboard], [], [], 5)


def test_at_a_terminal_questions_are_asked_and_ctrl_c_leaves_whole_files(
    terminal: tuple[subprocess.Popen[bytes], int], folder: Path
) -> None:
    """As a program of its own."""
    program, keyboard = terminal
    assert f"[1/4]  {PUPILS}:23" in shown(keyboard)
    os.write(keyboard, b"j\n")
    assert f"[2/4]  {PUPILS}:37" in shown(keyboard)
    interrupt(program, keyboard)
    assert "Bekräftat av Registrator" in shown(keyboard, b"\0")
    assert program.wait() == 130
    assert statuses(folder) == {"Proposed": 2, "Confirmed": 1, "confirmedBy": 1}
