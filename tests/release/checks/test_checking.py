"""The check of a site as a report, and of one authority or register in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError
from publisher.model.languages import LANGUAGES
from publisher.model.report import Report
from publisher.release.checks.checking import check
from publisher.release.site import read_site
from tests.conftest import BASE, ROOT
from tests.render.spoilt import PUPILS, replace, spoil

PUPILS_FILE = f"data/{PUPILS}"
INTERNAL = "private/exempelstad/internal.ttl"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The spoilt copy."""
    return spoil(tmp_path_factory.mktemp("spoilt"))


def checked(data: Path, authority: str | None = None, register: str | None = None) -> Report:
    """The report of the copy."""
    return check(read_site(data, BASE, data.parent / "private"), authority, register)


def paths(report: Report) -> set[str]:
    """The files with findings."""
    return {finding.place.path for finding in report.findings}


def test_all_of_a_site_is_checked(data: Path) -> None:
    """And every rule of a finding is explained, every file told."""
    report = checked(data)
    assert {"data/andra/authority.ttl", PUPILS_FILE, INTERNAL} < paths(report)
    assert sum(report.counts.values()) == len(report.findings)
    assert set(report.rules) == {finding.rule for finding in report.findings}
    assert set(report.files) == paths(report)
    assert report.forbids()


def test_one_authority_is_checked_alone(data: Path) -> None:
    """By the name of its folder."""
    assert paths(checked(data, "andra")) == {"data/andra/a & b%.ttl", "data/andra/authority.ttl"}
    assert paths(checked(data, "exempelstad")) == {PUPILS_FILE, INTERNAL}


def test_one_register_is_its_file_and_what_is_internal_of_it(data: Path) -> None:
    """The counts are of it alone."""
    report = checked(data, None, "pupils")
    assert paths(report) == {PUPILS_FILE, INTERNAL}
    assert sum(report.counts.values()) == len(report.findings)


def test_a_register_is_found_also_in_a_file_of_another_name_and_in_one_that_cannot_be_read(tmp_path: Path) -> None:
    """By its IRI, or by the name of the file."""
    data = spoil(tmp_path)
    other = (data / PUPILS).rename((data / PUPILS).with_name("others.ttl"))
    assert "data/exempelstad/registers/others.ttl" in paths(checked(data, None, "pupils"))
    other.write_text("this is no Turtle", encoding="utf-8")
    assert paths(checked(data, None, "others")) == {"data/exempelstad/registers/others.ttl"}


@pytest.mark.parametrize(
    ("authority", "register", "told"),
    [
        ("exempelstan", None, "--authority exempelstan: error: there is no such authority. Did you mean exempelstad?"),
        ("nowhere", None, "Name a folder in"),
        (None, "pupil", "--register pupil: error: there is no such register. Did you mean pupils?"),
        ("andra", "pupils", "there is no such register"),
        (None, "", "there is no such register"),
        (None, "../pupils", "there is no such register"),
    ],
)
def test_an_unknown_name_is_wrong_use(authority: str | None, register: str | None, told: str, data: Path) -> None:
    """With the nearest that exists."""
    with pytest.raises(ConfigurationError) as error:
        checked(data, authority, register)
    assert told in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_the_name_of_an_internal_register_is_never_proposed(data: Path) -> None:
    """It may be withheld altogether."""
    with pytest.raises(ConfigurationError) as error:
        checked(data, None, "vargsti")
    assert "vargstig" not in str(error.value)


def test_a_file_is_addressed_from_the_current_folder_when_it_lies_there(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else not at all: the path would tell of the machine."""
    assert {file.address for file in checked(data).files.values()} == {""}
    monkeypatch.chdir(data.parent.parent)
    assert checked(data).files[PUPILS_FILE].address == f"{data.parent.name}/{PUPILS_FILE}"
    monkeypatch.chdir(data)
    assert check(read_site(Path(), BASE), "exempelstad", None).files[PUPILS].address == PUPILS


@pytest.mark.parametrize("named", ["{}", "data", "../{0.parent.name}/data", "./data", "linked"])
def test_a_file_is_found_however_the_folder_is_named(
    named: str, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In full, from where one stands, or by a link."""
    monkeypatch.chdir(data.parent)
    folder = tmp_path / named if named == "linked" else Path(named.format(data))
    if named == "linked":
        folder.symlink_to(data)
    report = check(read_site(folder, BASE), "exempelstad", None, with_titles=True)
    assert report.files.keys() == paths(report)
    assert any(file.title.in_language("fi").text == "Oppilasrekisteri" for file in report.files.values())


def test_titles_are_those_of_the_registers_and_never_internal(data: Path) -> None:
    """Only when they are asked for."""
    site = read_site(data, BASE, data.parent / "private")
    files = check(site, None, None, with_titles=True).files
    assert files[PUPILS_FILE].title.in_language("fi").text == "Oppilasrekisteri"
    assert [path for path, file in files.items() if file.title] == [PUPILS_FILE]
    assert not any(file.title for file in check(site, None, None).files.values())


def test_what_is_well_has_no_finding() -> None:
    """The example."""
    report = check(read_site(ROOT / "data", BASE), None, None)
    assert not report.forbids()
    assert report.rules.keys() == {finding.rule for finding in report.findings}


def test_strictness_counts_warnings(tmp_path: Path) -> None:
    """And nothing slighter."""
    data = spoil(tmp_path)
    for name in ("andra/authority.ttl", "andra/a & b%.ttl"):
        (data / name).unlink()
    (data / "andra").rmdir()
    replace(data / PUPILS, "pd:Nam ;", "pd:Name ;")
    replace(data / PUPILS, ", system:dairy", "")
    replace(data / PUPILS, "rc:rightToUse :use", "dcat:contactPoint contact:registry ;\n  rc:rightToUse :use")
    report = check(read_site(data, BASE), None, None)
    assert (report.counts["error"], report.forbids(), report.forbids(strict=True)) == (0, False, True), report.findings


def test_what_the_settings_leave_untold_is_a_remark_when_all_is_checked(tmp_path: Path) -> None:
    """On the file, for it belongs to no authority; without the file there is nothing to stand on."""
    data = spoil(tmp_path)
    assert "site-gaps" not in {finding.rule for finding in checked(data).findings}
    (data / "site.toml").write_text('name = { sv = "Register" }\n[privacy]\nurl = "https://example.fi/"\n')
    report = checked(data)
    [_, found] = [finding for finding in report.findings if finding.place.path == "data/site.toml"]
    assert (found.severity, found.rule, found.place.line) == ("info", "site-gaps", 1)
    assert found.found["untold"] == "feedback, accessibility, privacy.controller, privacy.log"
    assert "data/site.toml" in report.files
    assert report.rules["site-gaps"].why
    assert "data/site.toml" not in paths(checked(data, "andra"))
    assert "data/site.toml" not in paths(checked(data, None, "pupils"))


@pytest.mark.parametrize("settings", [None, "", 'name = { sv = "Register" }\n'])
def test_a_site_that_states_no_licence_is_warned(tmp_path: Path, settings: str | None) -> None:
    """On the file that would state it, also when there is none yet; it says what to write, in every language."""
    data = spoil(tmp_path)
    if settings is not None:
        (data / "site.toml").write_text(settings, encoding="utf-8")
    report = checked(data)
    [found] = [finding for finding in report.findings if finding.rule == "site-licence"]
    assert (found.severity, found.place.path, found.place.line) == ("warning", "data/site.toml", 1)
    assert set(found.messages) == set(LANGUAGES)
    assert all(word in text for text in found.messages.values() for word in ("[licence]", "iri", "label"))
    assert report.rules["site-licence"].why
    for authority, register in (("andra", None), (None, "pupils")):
        assert "data/site.toml" not in paths(checked(data, authority, register))


def test_a_licence_that_is_stated_is_no_warning(tmp_path: Path) -> None:
    """Whatever it is."""
    data = spoil(tmp_path)
    stated = '[licence]\niri = "https://x.example/l"\nlabel = { fi = "Oma" }\n'
    (data / "site.toml").write_text(stated, encoding="utf-8")
    assert "site-licence" not in {finding.rule for finding in checked(data).findings}


def test_settings_that_tell_everything_leave_no_remark(tmp_path: Path) -> None:
    """As the example of the manual does."""
    data = spoil(tmp_path)
    page = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    lines = [line for line in example.split("\n") if not line.startswith(("theme", "[mark]", "file", "alt"))]
    (data / "site.toml").write_text("\n".join(lines), encoding="utf-8")
    assert "data/site.toml" not in paths(checked(data))
