"""The settings of a site: what is read from them, and what is refused, by its name and in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError
from publisher.model.imprint import NO_IMPRINT, Imprint
from publisher.model.languages import LANGUAGES
from publisher.release.settings import LONGEST_TEXT, SETTINGS, Settings, read_settings
from tests.conftest import ROOT

FULL = """
base = "https://records.example.fi/"
aliases = ["https://old.example/", "https://older.example/registers/"]
theme = "theme.css"
[authorities.optima]
base = "https://optima.example/"
aliases = ["https://records.example.fi/optima/"]
[name]
sv = "Register"
fi = "Rekisterit"
[mark]
file = "mark.svg"
alt = { sv = "En bock" }
[licence]
iri = "https://creativecommons.org/licenses/by/4.0/"
label = { en = "CC BY 4.0" }
[feedback]
url = "https://example.fi/feedback?page={page}"
unit = { fi = "Kirjaamo" }
[accessibility]
made = 2026-01-31
updated = 2026-02-28
conformity = "mostly"
assessment = "outside"
assessor = { fi = "Arvioija Oy" }
supervisor = { name = { fi = "Valvoja" }, url = "https://example.fi/" }
[[accessibility.failings]]
content = { fi = "Liitteet" }
reason = { fi = "Kuvia" }
[privacy]
controller = { sv = "Verket" }
email = "registry@example.fi"
log = { sv = "Ingen" }
"""


def settings(tmp_path: Path, text: str) -> Settings:
    """What is read of a file with a text."""
    (tmp_path / SETTINGS).write_text(text, encoding="utf-8")
    return read_settings(tmp_path)


def refused(tmp_path: Path, text: str) -> ConfigurationError:
    """Why a text is refused: in one line that names the file."""
    with pytest.raises(ConfigurationError) as caught:
        settings(tmp_path, text)
    assert caught.value.where == str(tmp_path / SETTINGS)
    assert caught.value.cure
    assert str(caught.value).isprintable()
    return caught.value


def test_everything_may_be_missing(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    assert settings(tmp_path, "") == Settings()
    assert read_settings(tmp_path).imprint == NO_IMPRINT == Imprint()


def test_everything_that_is_told_is_read(tmp_path: Path) -> None:
    found = settings(tmp_path, FULL)
    assert (found.base, found.theme) == ("https://records.example.fi/", "theme.css")
    assert found.authorities == {"optima": "https://optima.example/"}
    assert found.aliases == {
        "": ("https://old.example/", "https://older.example/registers/"),
        "optima": ("https://records.example.fi/optima/",),
    }
    imprint = found.imprint
    assert [(said.text, said.language) for said in imprint.name] == [("Register", "sv"), ("Rekisterit", "fi")]
    assert imprint.mark
    assert imprint.mark.file == "mark.svg"
    assert imprint.licence
    assert imprint.licence.label.in_language("sv").language == "en"
    assert imprint.feedback
    assert imprint.feedback.url.endswith("{page}")
    access = imprint.accessibility
    assert (access.made, access.updated, access.conformity) == ("2026-01-31", "2026-02-28", "mostly")
    assert access.failings
    assert access.failings[0].content.in_language("fi").text == "Liitteet"
    assert access.supervisor
    assert imprint.privacy.log.in_language("en").text == "Ingen"


def test_no_known_failing_is_something_else_than_nothing_told(tmp_path: Path) -> None:
    assert settings(tmp_path, "[accessibility]\nfailings = []").imprint.accessibility.failings == ()
    assert settings(tmp_path, "[accessibility]").imprint.accessibility.failings is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('nme = {sv = "x"}', "nme"),
        ('"a\\nb" = 1', "'a\\nb'"),
        ('name = "Register"', "name is no text by language"),
        ("name = {}", "name is no text by language"),
        ('name = {de = "Register"}', "de"),
        ('name = {sv = ""}', "name.sv"),
        ("name = {sv = 1}", "name.sv"),
        ('name = {sv = "a\\u0007"}', "name.sv"),
        ('name = {sv = "a\\u202eb"}', "name.sv"),
        (f'name = {{sv = "{"a" * (LONGEST_TEXT + 1)}"}}', "name.sv"),
        ('theme = "../theme.css"', "theme"),
        ('theme = ".theme.css"', "theme"),
        ("theme = 1", "theme"),
        ("mark = 1", "mark is no table"),
        ('[mark]\nfile = "m.svg"', "mark.alt is missing"),
        ('[mark]\nalt = {sv = "x"}', "mark.file is missing"),
        ('[licence]\niri = "CC BY"\nlabel = {sv = "x"}', "licence.iri"),
        ('[licence]\niri = "https://x/{page}"\nlabel = {sv = "x"}', "licence.iri"),
        ('[licence]\niri = "javascript:alert(1)"\nlabel = {sv = "x"}', "licence.iri"),
        ('[licence]\niri = "https://x/\\"><script>"\nlabel = {sv = "x"}', "licence.iri"),
        ('[licence]\niri = "https://[x/"\nlabel = {sv = "x"}', "licence.iri"),
        ('[licence]\nlabel = {sv = "x"}', "licence.iri is missing"),
        ("[feedback]", "feedback has not one of email or url"),
        ('[feedback]\nemail = "a@b.fi"\nurl = "https://x.fi/"', "feedback has not one of email or url"),
        ('[feedback]\nemail = "a"', "feedback.email"),
        ('[feedback]\nemail = "a@b.fi?bcc=c@d.fi"', "feedback.email"),
        ('[feedback]\nemail = "a%0Ab@c.fi"', "feedback.email"),
        ('[feedback]\nemail = "å@b.fi"', "feedback.email"),
        ('[feedback]\nurl = "https://x.fi/{side}"', "feedback.url"),
        ('[accessibility]\nmade = "2026-01-31"', "accessibility.made"),
        ("[accessibility]\nmade = 2026-01-31T12:00:00", "accessibility.made"),
        ('[accessibility]\nconformity = "perfect"', "accessibility.conformity"),
        ("[accessibility]\nconformity = []", "accessibility.conformity"),
        ('[accessibility]\nassessment = "nobody"', "accessibility.assessment"),
        ("[accessibility]\nfailings = 1", "accessibility.failings"),
        ('[[accessibility.failings]]\ncontent = {sv = "x"}', "accessibility.failings[1].reason is missing"),
        ('[accessibility]\nsupervisor = "Traficom"', "accessibility.supervisor is no table"),
        ("[privacy]\ncookies = true", "privacy.cookies"),
        ('[privacy]\nurl = "ftp://x/"', "privacy.url"),
        ('[authorities.optima]\nbase = "x"', "authorities.optima.base"),
        ("a = " + "[" * 5000, "this is not TOML"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, text: str, named: str) -> None:
    assert named in refused(tmp_path, text).reason


def test_every_setting_is_documented_and_the_example_is_read(tmp_path: Path) -> None:
    """In docs/site.md, whose example tells everything."""
    page = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    imprint = settings(tmp_path, example).imprint
    assert imprint.name
    assert all(said.language in LANGUAGES for said in imprint.name)
    assert imprint.mark
    assert imprint.licence
    assert imprint.feedback
    assert imprint.accessibility.supervisor
    assert imprint.privacy.controller
    for key in ("base", "authorities", "theme", "mark.alt", "feedback.url", "accessibility.failings", "privacy.log"):
        assert f"`{key}`" in page, key
