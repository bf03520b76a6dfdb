"""The command line: each bad input is one line that says where, what and what to do, and harms nothing."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from publisher import __version__, cli
from publisher.cli import main, options, serve
from publisher.model.errors import AddressError, BusyError, ReleaseError
from publisher.release import store as store_module
from publisher.release.store import Store
from publisher.serve import server
from tests.conftest import ROOT

REGISTER = "optima/registers/abilitas.ttl"
ONE_LINE = re.compile(r"data/\S+:\d+: (error|warning|info): [^\n]+\. [^\n]+")
SERVED = "http://127.0.0.1:8000/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases of the example, to copy."""
    folder = tmp_path_factory.mktemp("built")
    assert main(["build", "--data", str(ROOT / "data"), "--releases", str(folder), "--base", SERVED]) == 0
    return folder


@pytest.fixture
def releases(built: Path, data: Path) -> Store:
    """The last good release, beside the copy of the data."""
    return Store(Path(shutil.copytree(built, data.parent / "releases", symlinks=True)))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and where each link leads."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Runs a verb over the copy of the data; gives exit status and all that was printed."""

    def run_verb(verb: str, *options: str) -> tuple[int, str]:
        status = main([verb, "--data", str(data), *options])
        told = capsys.readouterr()
        text = told.out + told.err
        assert "Traceback" not in text
        return status, text

    return run_verb


def add(data: Path, text: str, file: str = REGISTER) -> None:
    """Adds lines to a file."""
    with (data / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def replace(data: Path, old: str, new: str, file: str = REGISTER) -> None:
    """Replaces a text in a file."""
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def encode(data: Path, encoding: str) -> None:
    """Saves a file in another encoding."""
    path = data / REGISTER
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))


BAD = {
    "not Turtle": (lambda d: add(d, "this is no Turtle\n"), "this is not Turtle"),
    "UTF-16": (lambda d: encode(d, "utf-16"), "byte order mark"),
    "a byte order mark": (lambda d: encode(d, "utf-8-sig"), "byte order mark. Save it as UTF-8 without one"),
    "Latin-1": (lambda d: encode(d, "latin-1"), "not UTF-8"),
    "a space in an IRI": (lambda d: add(d, ":process dct:relation <http://x.fi/a b> .\n"), "Invalid IRI"),
    "a quote in an IRI": (lambda d: add(d, ':process dct:relation <http://x.fi/"> .\n'), "Invalid IRI"),
    "a script as IRI": (
        lambda d: add(d, ":process dct:relation <javascript:alert(1)> .\n"),
        "javascript: are not allowed",
    ),
    "a subject in two files": (
        lambda d: add(
            d, "\n<id/register/abilitas> <http://purl.org/dc/terms/identifier> 'x' .\n", "optima/systems.ttl"
        ),
        "already defined in data/optima/registers/abilitas.ttl:",
    ),
    "a dangling link": (
        lambda d: replace(d, "contact:principals", "contact:nobody"),
        "<id/contact/nobody> is in no file",
    ),
    "an unknown language": (lambda d: replace(d, '"namn"@sv', '"namn"@se'), "@se is not one of this catalogue"),
    "an ill-typed literal": (
        lambda d: replace(
            d, "rc:identityCheck true", 'rc:identityCheck "yes"^^<http://www.w3.org/2001/XMLSchema#boolean>'
        ),
        "no legal boolean. Write for example true or false",
    ),
    "a misspelt property": (lambda d: replace(d, "dct:description", "dct:descripton"), "Did you mean dct:description?"),
    "a misspelt concept": (lambda d: replace(d, "pd:OfficialID", "pd:OficialID"), "Did you mean"),
    "no contact": (
        lambda d: replace(d, "  dcat:contactPoint contact:principal-education-services ;\n", ""),
        "contact",
    ),
    "no title": (
        lambda d: (d / REGISTER).write_text(
            re.sub(r"  dct:title .*?;\n", "", (d / REGISTER).read_text("utf-8"), count=1, flags=re.DOTALL), "utf-8"
        ),
        "title",
    ),
    "a blank node": (lambda d: add(d, ":process dct:relation [] .\n"), "blank node"),
    "a forgotten type": (
        lambda d: add(d, '\ncontact:deputy vcard:fn "Deputy"@en .\n', "optima/contacts.ttl"),
        "optima/contacts.ttl:",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_data_is_told_with_file_and_line_and_the_last_release_stays(
    name: str, data: Path, releases: Store, run: Callable[..., tuple[int, str]]
) -> None:
    """By `check` and `publish` alike, with status 1: where, what is wrong, and what to write."""
    spoil, told = BAD[name]
    before = contents(releases.folder)
    ledger = (data / "optima" / "ledger").read_bytes()
    spoil(data)
    for verb in ("check", "publish"):
        status, text = run(verb)
        assert status == 1, text
        assert told in text
        assert all(ONE_LINE.fullmatch(line) for line in text.splitlines()[:-1]), text
    assert contents(releases.folder) == before
    assert (data / "optima" / "ledger").read_bytes() == ledger


@pytest.mark.parametrize("verb", ["build", "serve"])
def test_bad_data_builds_nothing_and_without_a_release_nothing_is_served(
    verb: str, data: Path, run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 1, and the server is never reached."""
    monkeypatch.setattr(serve, "serve", lambda *_: pytest.fail("it serves"))
    monkeypatch.setattr(serve, "require_free", lambda *_: None)
    add(data, "this is no Turtle\n")
    status, text = run(verb)
    assert (status, "this is not Turtle" in text) == (1, True)
    assert Store(data.parent / "releases").current_name() == ""


def test_an_edited_ledger_leaves_the_last_good_release_to_be_served(
    data: Path, releases: Store, run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its line is told, and that it is so."""
    served: list[Path] = []
    monkeypatch.setattr(serve, "serve", lambda folder, *_: served.append(folder))
    monkeypatch.setattr(serve, "require_free", lambda *_: None)
    replace(data, " created id/contact/", " updated id/contact/", "optima/ledger")
    status, text = run("serve")
    assert (status, served) == (0, [releases.folder])
    assert re.search(r"optima/ledger:\d+: error: .*edited.*\nThe last good release goes on serving\.", text), text


def test_bad_data_leaves_the_last_good_release_to_be_served(
    data: Path, releases: Store, run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The findings are told, and that it is so."""
    served: list[Path] = []
    monkeypatch.setattr(serve, "serve", lambda folder, *_: served.append(folder))
    monkeypatch.setattr(serve, "require_free", lambda *_: None)
    name = releases.current_name()
    add(data, "this is no Turtle\n")
    status, text = run("serve")
    assert (status, served) == (0, [releases.folder])
    assert f"{REGISTER}:" in text
    assert "The last good release goes on serving." in text
    assert releases.current_name() == name
    assert run("serve", "--base", "http://other.example/")[0] == 1
    assert len(served) == 1


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_authority_whose_file_is_empty_is_told_what_to_write(
    text: str, data: Path, run: Callable[..., tuple[int, str]]
) -> None:
    """At the first line of its first file."""
    (data / "second").mkdir()
    (data / "second" / "authority.ttl").write_text(text)
    for verb in ("check", "build", "publish"):
        status, told = run(verb)
        assert (status, "data/second/authority.ttl:1: error: no file describes the catalogue. Write" in told) == (
            1,
            True,
        )


def test_every_line_of_a_check_is_a_finding_or_the_count(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """So that editors and other programs can read it."""
    replace(data, '"namn"@sv', '"namn"@se')
    add(data, "nonsense\n")
    *findings, count = run("check")[1].splitlines()
    assert len(findings) >= 2
    assert all(ONE_LINE.fullmatch(line) for line in findings)
    assert re.fullmatch(r"Errors: \d+\. Warnings: \d+\. Remarks: \d+\.", count)


def test_the_line_is_that_of_the_value(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """And for what is missing, that of the thing."""
    lines = (data / REGISTER).read_text(encoding="utf-8").splitlines()
    thing = next(n for n, line in enumerate(lines, 1) if line.startswith("<id/register/abilitas> a"))
    replace(data, "  dcat:contactPoint contact:principal-education-services ;\n", "")
    assert f"{REGISTER}:{thing}: error:" in run("check")[1]


@pytest.mark.parametrize(("language", "word"), [("sv", "Skriv"), ("fi", "Kirjoita"), ("en", "Write")])
def test_findings_are_told_in_the_language_that_is_asked_for(
    language: str, word: str, data: Path, run: Callable[..., tuple[int, str]]
) -> None:
    """What is wrong, and what to write."""
    replace(data, "  dcat:contactPoint contact:principal-education-services ;\n", "")
    assert word in run("check", "--lang", language)[1]


def test_a_missing_translation_is_a_warning_that_strict_counts(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """The page still has a text to show."""
    replace(data, ',\n    "To invoice the municipalities"@en', "")
    status, text = run("check")
    assert (status, "warning" in text) == (0, True)
    assert run("check", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("settings", "options", "told"),
    [
        ("base = 1.5.2", (), "not TOML"),
        ('bass = "x"', (), "no setting is called bass"),
        ('base = "ftp://x.fi/"', (), "no absolute http or https IRI"),
        ("base = 3", (), "no absolute http or https IRI"),
        ("authorities = 3", (), "site.toml"),
        ('[authorities]\noptima = "http://x.fi/"', (), "site.toml"),
        ('[authorities.optima]\nbass = "http://x.fi/"', (), "bass"),
        ('[authorities.optime]\nbase = "http://x.fi/"', (), "optime"),
        ("", ("--base", ""), "no absolute http or https IRI"),
        ("", ("--base", "/optima/"), "no absolute http or https IRI"),
        ("", ("--base", "http://x.fi"), "ends with a slash"),
    ],
)
def test_settings_that_cannot_be_used_are_wrong_use(
    settings: str, options: tuple[str, ...], told: str, data: Path, run: Callable[..., tuple[int, str]]
) -> None:
    """With status 2."""
    (data / "site.toml").write_text(settings)
    for verb in ("check", "build", "publish"):
        status, text = run(verb, *options)
        assert (status, told in text) == (2, True), text


def test_two_authorities_with_one_base_are_wrong_use(
    data: Path, releases: Store, run: Callable[..., tuple[int, str]]
) -> None:
    """The one, and one within the other; both are named, with the file to mend."""
    before = contents(releases.folder)
    shutil.copytree(data / "optima", data / "second")
    for other in ("http://x.fi/records/", "http://x.fi/records/more/"):
        (data / "site.toml").write_text(
            f'[authorities.optima]\nbase = "http://x.fi/records/"\n[authorities.second]\nbase = "{other}"\n'
        )
        for verb in ("check", "build", "publish"):
            status, text = run(verb)
            assert status == 2
            assert re.fullmatch(r"\S+/site\.toml: error: optima and second have the same base.*\n", text), text
    assert contents(releases.folder) == before


def test_a_folder_of_releases_that_is_a_file_is_told(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """In one line, like everything that the system refuses."""
    (data.parent / "file").touch()
    status, text = run("build", "--releases", str(data.parent / "file"))
    assert (status, len(text.splitlines()), str(data.parent / "file") in text) == (1, 1, True)


def test_releases_within_the_data_are_wrong_use(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """The next build would read them as an authority's data."""
    for folder in (data, data / "releases"):
        for verb in ("build", "publish"):
            status, text = run(verb, "--releases", str(folder))
            assert (status, len(text.splitlines()), "with --releases" in text) == (2, 1, True)
    assert [path.name for path in data.iterdir()] == ["optima"]


def test_no_data_is_wrong_use(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """An empty folder, and none."""
    status, text = run("check", "--data", str(data.parent / "nowhere"))
    assert (status, "no such folder" in text) == (2, True)
    (data.parent / "empty").mkdir()
    status, text = run("build", "--data", str(data.parent / "empty"))
    assert (status, "there is no authority here" in text) == (2, True)


@pytest.mark.parametrize("module", cli._VERBS)
def test_the_verbs_of_a_module_are_those_that_it_adds(module: str) -> None:
    """So whichever of them is asked for, its module is imported."""
    adding = argparse.ArgumentParser().add_subparsers()
    import_module(f"publisher.cli.{module}").add(adding)
    assert set(adding.choices) == set(cli._VERBS[module])


def test_a_check_waits_for_no_server() -> None:
    """It is run at every commit, and in as many processes as there are cores."""
    program = "import sys; from publisher import cli; cli._parser('check'); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(told.stdout.split())
    assert "publisher.cli.check" in modules
    assert not modules & {"publisher.cli.serve", "flask", "granian"}


@pytest.mark.parametrize(
    "arguments",
    [[], ["chekc"], ["check", "--nonsense"], ["get"], ["serve", "--port", "many"], ["serve", "--workers", "0"]],
)
def test_wrong_words_are_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and how to use it."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: publisher" in capsys.readouterr().err


def test_a_taken_port_is_told(run: Callable[..., tuple[int, str]]) -> None:
    """Before anything is built."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, text = run("serve", "--port", str(taken.getsockname()[1]))
    assert (status, "cannot be listened on" in text, "--port" in text) == (1, True, True)
    assert run("serve", "--port", "70000")[0] == 1


def test_a_port_that_is_taken_while_a_release_is_built_is_told(releases: Store) -> None:
    """In the same words."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AddressError, match="cannot be listened on"):
            server.serve(releases.folder, "127.0.0.1", taken.getsockname()[1], 1)


def test_a_name_is_served_at_its_address(releases: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server itself knows only numbers."""
    told: dict[str, Any] = {}

    class Recorder:
        def __init__(self, _target: str, **settings: Any) -> None:
            told.update(settings)

        def serve(self, **_: Any) -> None:
            pass

    monkeypatch.setattr(server, "Granian", Recorder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server.serve(releases.folder, "localhost", port, 1)
    assert told["address"] in ("127.0.0.1", "::1")


def test_an_interrupted_build_ends_without_a_trace(
    data: Path, run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As shells expect it, and without a release."""

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("publisher.release.build.write_segment", interrupted)
    assert run("build") == (130, "")
    assert not Store(data.parent / "releases").current_name()


def test_findings_are_told_in_any_encoding(data: Path) -> None:
    """A terminal of the last century, and a file whose name is no text."""
    (data / "optima" / "registers" / os.fsdecode(b"\xd6ppna.ttl")).write_text("<x> <y> <\u017d\u2192> .\n")
    command = [sys.executable, "-m", "publisher.cli", "check", "--data", str(data)]
    for encoding in ("ascii", "latin-1", "utf-8:strict"):
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        told = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert told.returncode == 1
        assert all(line.startswith(b"Checked ") for line in told.stderr.splitlines())  # how far a slow check has come
        assert b"ppna.ttl:1: error:" in told.stdout


def test_get_prints_one_answer(run: Callable[..., tuple[int, str]]) -> None:
    """With the wishes of a client; status 1 unless it is 200."""
    status, text = run("get", "/")
    assert (status, "there is no release here" in text, "publisher build" in text) == (1, True, True)
    assert run("build")[0] == 0
    status, text = run("get", "/optima/register/abilitas", "--accept", "text/turtle")
    assert (status, "a dcat:Dataset" in text) == (0, True)
    status, text = run("get", "/optima/register/abilitas", "--head", "--language", "fi")
    assert (status, "Content-Language: fi" in text) == (0, True)
    status, text = run("get", "/nothing")
    assert (status, "404 Not Found" in text) == (1, True)
    assert run("get", "/optima/id/register/abilitas", "--head")[0] == 1


@pytest.mark.parametrize(
    ("name", "damage", "told"),
    [
        ("segments/optima.sqlite", lambda content: content[:-1], "cut or altered"),
        ("segments/_site.sqlite", lambda content: content[:-4096] + b"x" * 4096, "altered"),
        ("dumps/optima.catalog.ttl", lambda content: content.replace(b"Kuratorerna", b"Kuratorerne"), "altered"),
        ("dumps/optima.catalog.nt", lambda content: b"", "cut or altered"),
        ("manifest.json", lambda content: content[:-1], "altered"),
        ("manifest.json", lambda content: content.replace(b"8000", b"8001"), "altered"),
    ],
)
def test_a_damaged_release_is_not_served(
    name: str,
    damage: Callable[[bytes], bytes],
    told: str,
    releases: Store,
    run: Callable[..., tuple[int, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It says which file and what to do."""
    monkeypatch.setattr(serve, "serve", lambda *_: pytest.fail("it serves"))
    monkeypatch.setattr(serve, "require_free", lambda *_: None)
    file = releases.folder / "current" / name
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(damage(whole))
    assert file.read_bytes() != whole
    status, text = run("serve", "--no-build")
    assert (status, told in text, name in text, "publisher build" in text) == (1, True, True, True), text


@pytest.mark.usefixtures("releases")
def test_a_release_of_another_program_is_not_used(
    run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is built again."""
    monkeypatch.setattr(serve, "require_free", lambda *_: None)
    monkeypatch.setattr(store_module, "program_digest", lambda: "other")
    for arguments in (("get", "/"), ("serve", "--no-build")):
        status, text = run(*arguments)
        assert (status, "another version of the program" in text, "publisher build" in text) == (1, True, True)


def test_an_edited_ledger_is_refused_with_its_line(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """And left as it is."""
    replace(data, " created id/contact/", " updated id/contact/", "optima/ledger")
    before = (data / "optima" / "ledger").read_bytes()
    for verb in ("check", "build", "publish"):
        status, text = run(verb)
        assert (status, bool(re.search(r"optima/ledger:\d+: error: .*edited", text))) == (1, True), text
    assert (data / "optima" / "ledger").read_bytes() == before


def test_publishing_tells_what_changed(data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """Nothing, an update, a withdrawal."""
    assert "optima: nothing has changed" in run("publish")[1]
    replace(data, '"namn"@sv', '"efternamn och förnamn"@sv')
    assert "optima: updated id/register/abilitas" in run("publish")[1]
    (data / "optima" / "registers" / "webauto.ttl").unlink()
    assert "optima: withdrawn id/register/webauto" in run("publish")[1]
    for address in ("id/register/webauto", "register/webauto", "register/webauto.ttl", "register/webauto.fi.html"):
        status, text = run("get", f"/optima/{address}", "--head")
        assert (status, text.startswith("410 Gone")) == (1, True), address
        status, text = run("get", f"/optima/{address.replace('webauto', 'never')}", "--head")
        assert (status, text.startswith("404 Not Found")) == (1, True), address


def test_a_build_keeps_the_base_of_the_current_release(run: Callable[..., tuple[int, str]]) -> None:
    """So that a release built beside a running server fits it."""
    assert run("build", "--base", "http://127.0.0.1:8199/")[0] == 0
    assert run("build")[0] == 0
    assert "http://127.0.0.1:8199/optima/" in run("get", "/optima/catalog.ttl")[1]


def test_the_program_runs_as_a_program() -> None:
    """And tells its version."""
    told = subprocess.run(
        [sys.executable, "-m", "publisher.cli", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == __version__


def test_a_change_is_built_also_when_another_build_was_at_work(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next look tries again, without a word."""
    looks = iter(range(4))
    tried = []

    def build(_site: object, _store: object) -> None:
        tried.append(len(tried))
        if len(tried) == 1:
            raise BusyError("releases", "another build is at work", "Wait")
        raise ReleaseError("releases", "tried again", "Go on")

    def sleep(_seconds: float) -> None:
        if next(looks, None) is None:
            raise KeyboardInterrupt
        (data / REGISTER).touch() if not tried else None

    monkeypatch.setattr(serve, "build", build)
    monkeypatch.setattr(options.time, "sleep", sleep)
    asked = cli._parser().parse_args(["serve", "--data", str(data), "--reload"])
    with pytest.raises(KeyboardInterrupt):
        serve._rebuild_on_change(asked, Store(data.parent / "releases"))
    assert len(tried) == 2
    assert capsys.readouterr().err.count("error:") == 1


# What is private


@pytest.fixture
def withheld(tmp_path: Path) -> list[str]:
    """The options that name the made-up authority and its internal facts."""
    for name in ("data", "private"):
        shutil.copytree(ROOT / "tests" / "withheld" / name, tmp_path / "made" / name)
    made = tmp_path / "made"
    return ["--data", str(made / "data"), "--private", str(made / "private"), "--base", SERVED]


SECRETS = ("hemgrund", "vargstig", "blåvinge", "tjockis", "stjärnkod", "rovgran", "kvarnfall", "hemling", "nattspaning")


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """All that was printed; no private word is in it."""
    captured = capsys.readouterr()
    text = captured.out + captured.err
    assert "Traceback" not in text
    assert [word for word in SECRETS if word in text.casefold()] == []
    return text


def test_no_verb_prints_anything_private(withheld: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Not even one that finds nothing wrong."""
    for verb in ("check", "build", "publish", "prove"):
        assert main([verb, *withheld]) == 0
        told(capsys)
    assert main(["get", "/exempelstad/register/vargstig", *withheld[:2]]) == 1
    assert "404" in capsys.readouterr().err


FAULTS = {
    "a text that is no Turtle": 'this is Blåvinge "',
    "an unknown language": ':hemgrund rdfs:label "Blåvinge"@xx .',
    "a datatype out of use": ':hemgrund rdfs:comment "Blåvinge"^^xsd:token .',
    "a dangling link": "<id/register/vargstig> rc:dataGroup <id/register/vargstig#blåvinge> .",
    "an unknown term": ":hemgrund rdfs:comment pd:Blåvinge ; rc:stjärnkod true .",
    "an IRI of a scheme that is not allowed": ":hemgrund rdfs:seeAlso <blåvinge:tjockis> .",
    "a thing without a type": '<id/register/vargstig#blåvinge> rdfs:label "Blåvinge"@sv .',
    "a broken duty": '<id/register/vargstig> dct:title "Vargstigen"@sv, "Blåvinge"@sv .',
    "a blank node": ':hemgrund rdfs:seeAlso [ rdfs:label "Blåvinge"@sv ] .',
}


@pytest.mark.parametrize("verb", ["check", "build", "publish", "prove"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_internal_facts_is_told_by_file_and_line_without_what_stands_there(
    withheld: list[str], capsys: pytest.CaptureFixture[str], fault: str, verb: str
) -> None:
    file = Path(withheld[3]) / "exempelstad" / "internal.ttl"
    text = file.read_text(encoding="utf-8") + "\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + FAULTS[fault]
    file.write_text(text + "\n", encoding="utf-8")
    assert main([verb, *withheld]) == 1
    line = text.count("\n") + 1
    found = told(capsys)
    assert re.search(rf"private/exempelstad/internal\.ttl:({line}|{line + 1}|\d+): error: ", found), found


def test_a_last_day_that_has_passed_is_told_and_publishes_nothing(
    withheld: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(withheld[1]) / "exempelstad" / "registers" / "pupils.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace("2040-06-30", "2026-01-31"), encoding="utf-8")
    assert main(["build", *withheld]) == 0
    assert re.search(
        r"pupils\.ttl:\d+: warning: the last day has passed\. Nothing is published by itself", told(capsys)
    )
    assert main(["check", "--strict", *withheld]) == 1
    told(capsys)
    assert main(["get", "/exempelstad/register/pupils.ttl", *withheld[:2]]) == 0
    assert 'rc:until "2026-01-31"' in told(capsys)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_proof_is_a_page_that_shows_nothing_private(
    withheld: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str
) -> None:
    report = tmp_path / "proof.html"
    assert main(["prove", *withheld, "--report", str(report), "--lang", language]) == 0
    page = report.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in page
    assert [word for word in SECRETS if word in page.casefold()] == []
    assert "private/exempelstad/internal.ttl:24" in page
    assert len(told(capsys).splitlines()) == 4


def test_a_trace_in_a_log_fails_the_proof(
    withheld: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "server.log").write_text("GET /?q=tj%6Fckis\n", encoding="utf-8")
    assert main(["prove", *withheld, "--log", str(tmp_path / "server.log"), "--report", str(tmp_path / "x.html")]) == 1
    assert "server.log" in told(capsys)
    assert "server.log" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_a_log_that_is_not_there_is_wrong_use(withheld: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", *withheld, "--log", "nowhere.log"]) == 2
    assert "nowhere.log: error: there is no such log" in told(capsys)


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_purge_tells_what_it_cannot_reach(
    withheld: list[str], capsys: pytest.CaptureFixture[str], language: str
) -> None:
    assert main(["publish", *withheld]) == 0
    contacts = Path(withheld[1]) / "exempelstad" / "contacts.ttl"
    text = contacts.read_text(encoding="utf-8").replace("registry@example.fi", "office@example.fi")
    contacts.write_text(text, encoding="utf-8")
    assert main(["purge", "registry@example.fi", *withheld, "--lang", language]) == 0
    found = told(capsys)
    assert "updated id/contact/registry" in found
    assert "registry@example.fi" not in found
    assert found.count("\n- ") == 6


def test_what_is_still_public_is_not_purged(withheld: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", *withheld]) == 0
    assert main(["purge", "registry@example.fi", *withheld]) == 1
    assert "purge: error: this is still public, in " in told(capsys)


def test_a_failure_of_the_program_is_told_by_its_place_alone(
    withheld: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback would print values."""

    def fail(*_: object) -> None:
        raise ValueError("Blåvinge")

    monkeypatch.setattr("publisher.release.flow.disclose", fail)
    assert main(["build", *withheld]) == 1
    assert re.search(r"publisher: error: the program failed with ValueError at \S+:\d+\. Report it", told(capsys))


# Shapes from outside

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
<http://x.fi/S> a sh:NodeShape ; sh:targetClass dcat:Catalog ;
"""


@pytest.mark.parametrize(
    ("severity", "options", "status"), [("Violation", (), 1), ("Warning", (), 0), ("Warning", ("--strict",), 1)]
)
def test_what_shapes_from_outside_find_is_told_and_counts(
    severity: str, options: tuple[str, ...], status: int, data: Path, run: Callable[..., tuple[int, str]]
) -> None:
    """Like what the project's own find, in the language that is asked for."""
    shapes = data.parent / "shapes.ttl"
    shapes.write_text(f'{SHAPES} sh:nodeKind sh:Literal ; sh:severity sh:{severity} ; sh:message "Nej. Skriv"@sv .')
    found, text = run("check", "--shapes", str(shapes), "--lang", "sv", *options)
    assert found == status
    assert re.search(r"^data/optima/authority\.ttl:\d+: (error|warning): Nej\. Skriv$", text, re.MULTILINE), text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{SHAPES}oops .", r"shapes\.ttl:4: error: this is not Turtle"),
        (f"{SHAPES} sh:property <http://x.fi/P> .", r"shapes\.ttl:4: error: sh:property <http://x\.fi/P> is no shape"),
        ("<?xml version='1.0'?>", r"shapes\.ttl:1: error: this is RDF/XML\. Save it as Turtle"),
        (f"{SHAPES} sh:js [] .", r"shapes\.ttl:4: error: sh:js: JavaScript is not run here"),
    ],
)
def test_bad_shapes_are_one_line_each(text: str, told: str, data: Path, run: Callable[..., tuple[int, str]]) -> None:
    """File, line, what is wrong and what to do, with status 1, before the data are read."""
    (data.parent / "shapes.ttl").write_text(text)
    (data / REGISTER).write_text("oops")
    status, found = run("check", "--shapes", str(data.parent / "shapes.ttl"))
    assert (status, len(found.splitlines()), bool(re.search(told, found))) == (1, 1, True), found


def test_a_profile_without_its_files_is_wrong_use(run: Callable[..., tuple[int, str]]) -> None:
    """One line says where they are got."""
    status, text = run("check", "--profile", "dcat-ap")
    assert (status, len(text.splitlines()), "SEMICeu's DCAT-AP releases, https://" in text) == (2, 1, True)
