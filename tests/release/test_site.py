"""The site: its authorities and their bases, or what is wrong with the settings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError
from publisher.release.settings import SETTINGS
from publisher.release.site import Site, configured_base, read_site

BASE = "https://records.example.fi/"


def _folder(tmp_path: Path, *authorities: str, settings: str | None = None) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    for name in authorities:
        (data / name / "registers").mkdir(parents=True)
        (data / name / "authority.ttl").touch()
        (data / name / "registers" / "x.ttl").touch()
    if settings is not None:
        (data / SETTINGS).write_text(settings, encoding="utf-8")
    return data


def _refused(data: Path, base: str = BASE) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        read_site(data, base)
    assert caught.value.cure
    return caught.value


def _bases(site: Site) -> dict[str, str]:
    return {folder: base.iri for folder, base in site.authorities.items()}


# What is read


def test_an_authority_has_a_base_below_the_site_with_the_name_of_its_folder(tmp_path: Path) -> None:
    site = read_site(_folder(tmp_path, "optima", "a-2"), BASE)
    assert _bases(site) == {"a-2": f"{BASE}a-2/", "optima": f"{BASE}optima/"}
    assert site.base.iri == BASE


def test_the_settings_give_an_authority_a_base_of_its_own(tmp_path: Path) -> None:
    settings = '[authorities.optima]\nbase = "https://optima.example/records/"\n'
    site = read_site(_folder(tmp_path, "optima", "other", settings=settings), BASE)
    assert _bases(site) == {"optima": "https://optima.example/records/", "other": f"{BASE}other/"}


def test_the_files_of_an_authority_are_its_turtle_files_in_order(tmp_path: Path) -> None:
    data = _folder(tmp_path, "optima", "other")
    for name in ("notes.txt", "a.ttl.bak", "ledger"):
        (data / "optima" / name).touch()
    site = read_site(data, BASE)
    assert [f.relative_to(data).as_posix() for f in site.files("optima")] == [
        "optima/authority.ttl",
        "optima/registers/x.ttl",
    ]
    assert site.ledger("optima") == data / "optima" / "ledger"


def test_a_folder_without_turtle_and_a_file_beside_the_folders_are_no_authorities(tmp_path: Path) -> None:
    data = _folder(tmp_path, "optima")
    (data / "Old Things").mkdir()
    (data / "readme.ttl").touch()
    assert list(read_site(data, BASE).authorities) == ["optima"]


def test_hidden_files_are_no_files_of_an_authority(tmp_path: Path) -> None:
    """Emacs leaves a link to nowhere beside a file that is being edited, macOS a file of its own."""
    data = _folder(tmp_path, "optima")
    (data / "optima" / ".#authority.ttl").symlink_to("me@host.123")
    (data / "optima" / "registers" / "._x.ttl").write_bytes(b"\x00\x05\x16\x07")
    (data / "nothing").mkdir()
    (data / "nothing" / "._x.ttl").touch()
    site = read_site(data, BASE)
    assert [f.name for f in site.files("optima")] == ["authority.ttl", "x.ttl"]
    assert list(site.authorities) == ["optima"]


def test_the_configured_base_is_the_one_in_the_settings_or_none(tmp_path: Path) -> None:
    data = _folder(tmp_path, "optima")
    assert configured_base(data) is None
    (data / SETTINGS).write_text(f'base = "{BASE}"\n')
    assert configured_base(data) == BASE


def test_two_authorities_may_have_the_same_path_on_different_hosts(tmp_path: Path) -> None:
    settings = '[authorities]\na.base = "https://a.example/records/"\nb.base = "https://b.example/records/"\n'
    assert len(read_site(_folder(tmp_path, "a", "b", settings=settings), BASE).authorities) == 2


def test_the_bases_of_two_authorities_may_begin_alike(tmp_path: Path) -> None:
    site = read_site(_folder(tmp_path, "optima", "optima-2"), BASE)
    assert _bases(site) == {"optima": f"{BASE}optima/", "optima-2": f"{BASE}optima-2/"}


# What is refused


@pytest.mark.parametrize("read", [lambda data: read_site(data, BASE), configured_base])
def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, read: object) -> None:
    (tmp_path / "file").touch()
    for data in (tmp_path / "nowhere", tmp_path / "file"):
        with pytest.raises(ConfigurationError) as caught:
            read(data)
        assert str(caught.value) == f"{data}: error: there is no such folder. Name the folder of data with --data"


def test_a_folder_without_authorities_is_refused(tmp_path: Path) -> None:
    data = _folder(tmp_path)
    assert str(_refused(data)) == f"{data}: error: there is no authority here. Make a folder with authority.ttl in it"
    (data / "empty").mkdir()
    _refused(data)


def test_a_ledger_without_an_authority_is_refused(tmp_path: Path) -> None:
    """What it tells of was published, and would answer as if it never had been."""
    data = _folder(tmp_path, "optima")
    (data / "second").mkdir()
    (data / "second" / "ledger").touch()
    assert _refused(data).where.endswith("/second/ledger")


@pytest.mark.parametrize("settings", ["base = ", "base = https://x/", "[authorities", '"', "base = 1\nbase = 2"])
def test_settings_that_are_not_toml_are_refused(tmp_path: Path, settings: str) -> None:
    error = _refused(_folder(tmp_path, "optima", settings=settings))
    assert error.where.endswith(SETTINGS)
    assert error.reason.startswith("this is not TOML: ")


def test_settings_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    data = _folder(tmp_path, "optima")
    (data / SETTINGS).write_bytes(b"# \xe4\n")
    assert _refused(data).reason.startswith("this is not TOML: ")


def test_settings_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    data = _folder(tmp_path, "optima")
    (data / SETTINGS).mkdir()
    assert _refused(data).where.endswith(SETTINGS)


@pytest.mark.parametrize("settings", ['bse = "https://x/"', "[authority.optima]", 'BASE = "https://x/"'])
def test_an_unknown_setting_is_refused_by_its_name(tmp_path: Path, settings: str) -> None:
    error = _refused(_folder(tmp_path, "optima", settings=settings))
    name = settings.strip("[]").split(" ")[0].split(".")[0]
    assert error.reason == f"no setting is called {name}"
    assert error.cure.startswith("Write accessibility, aliases, authorities, base, ")


def test_an_unknown_setting_of_an_authority_is_refused(tmp_path: Path) -> None:
    """A misspelt base would publish under another address."""
    settings = '[authorities.optima]\nbse = "https://optima.example/"\n'
    assert "bse" in _refused(_folder(tmp_path, "optima", settings=settings)).reason


def test_settings_of_an_authority_that_has_no_folder_are_refused(tmp_path: Path) -> None:
    settings = '[authorities.optma]\nbase = "https://optima.example/"\n'
    assert "optma" in _refused(_folder(tmp_path, "optima", settings=settings)).reason


@pytest.mark.parametrize(
    "settings", ['authorities = "optima"', "authorities = []", 'authorities.optima = "https://x/"']
)
def test_settings_of_the_wrong_kind_are_refused(tmp_path: Path, settings: str) -> None:
    assert _refused(_folder(tmp_path, "optima", settings=settings)).where.endswith(SETTINGS)


@pytest.mark.parametrize("base", ["", "records.example.fi", "https://records.example.fi", "ftp://x/", "https://u@x/"])
def test_a_bad_base_of_the_site_or_of_an_authority_is_refused(tmp_path: Path, base: str) -> None:
    data = _folder(tmp_path, "optima")
    assert repr(base) in _refused(data, base).reason
    (data / SETTINGS).write_text(f'[authorities.optima]\nbase = "{base}"\n')
    assert repr(base) in _refused(data).reason


def test_a_base_that_is_no_text_is_refused(tmp_path: Path) -> None:
    _refused(_folder(tmp_path, "optima", settings="[authorities.optima]\nbase = 8000\n"))


def test_two_authorities_with_one_base_are_refused(tmp_path: Path) -> None:
    settings = '[authorities]\na.base = "https://x/y/"\nb.base = "https://x/y/"\n'
    error = _refused(_folder(tmp_path, "a", "b", settings=settings))
    assert error.where.endswith(SETTINGS)
    assert error.reason == "a and b have the same base, or one within the other: https://x/y/, https://x/y/"


@pytest.mark.parametrize(("inner", "outer"), [("a", "b"), ("b", "a")])
def test_one_base_within_another_is_refused_whichever_comes_first(tmp_path: Path, inner: str, outer: str) -> None:
    settings = f'[authorities]\n{inner}.base = "https://x/y/z/"\n{outer}.base = "https://x/y/"\n'
    assert "a and b have the same base" in _refused(_folder(tmp_path, "a", "b", settings=settings)).reason


@pytest.mark.parametrize("base", [BASE])
def test_an_authority_with_the_base_of_the_site_is_refused(tmp_path: Path, base: str) -> None:
    error = _refused(_folder(tmp_path, "optima", settings=f'[authorities.optima]\nbase = "{base}"\n'))
    assert (error.reason, error.cure) == (
        "the base of optima holds the site's own",
        "Add a path to the authority's base",
    )


def test_a_site_within_the_base_of_an_authority_is_refused(tmp_path: Path) -> None:
    settings = '[authorities.optima]\nbase = "https://x/"\n'
    assert "holds the site's own" in _refused(_folder(tmp_path, "optima", settings=settings), "https://x/site/").reason


@pytest.mark.parametrize("name", ["Optima", "op tima", "optima_2", "-optima", "optima-", "a--b", "öptima", ".hidden"])
def test_a_folder_whose_name_is_no_slug_is_refused(tmp_path: Path, name: str) -> None:
    error = _refused(_folder(tmp_path, name))
    assert error.where.endswith(f"/{name}")
    assert (error.reason, error.cure) == (
        "the name of this folder cannot be part of an address",
        "Use a-z, 0-9 and hyphens",
    )


@pytest.mark.parametrize("path", ["id/", "ontology/", "catalog/", "index/", "id/register/"])
def test_a_base_that_is_an_address_of_the_site_is_refused(tmp_path: Path, path: str) -> None:
    """The authority's documents would hide the site's own."""
    error = _refused(_folder(tmp_path, "optima", settings=f'[authorities.optima]\nbase = "{BASE}{path}"\n'))
    assert (error.where.endswith(SETTINGS), f"{BASE}{path}" in error.reason) == (True, True)


def test_a_folder_called_id_is_refused(tmp_path: Path) -> None:
    """Its catalogue's document would have the IRI of the site's own catalogue."""
    _refused(_folder(tmp_path, "id"))


# Internal facts


def _private(data: Path, folder: Path) -> ConfigurationError:
    with pytest.raises(ConfigurationError) as caught:
        read_site(data, BASE, folder)
    assert caught.value.cure
    return caught.value


def test_internal_facts_are_read_from_a_folder_outside(tmp_path: Path) -> None:
    data = _folder(tmp_path, "optima")
    file = tmp_path / "private" / "optima" / "deep" / "x.ttl"
    file.parent.mkdir(parents=True)
    file.touch()
    assert read_site(data, BASE, tmp_path / "private").private_files("optima") == [file]
    assert read_site(data, BASE).private_files("optima") == []


@pytest.mark.parametrize("inside", ["data/private", "private", "deep/private"])
def test_internal_facts_inside_the_public_repository_are_refused(tmp_path: Path, inside: str) -> None:
    """What is committed there is published; a link to it does not help."""
    data = _folder(tmp_path, "optima")
    (tmp_path / ".git").mkdir()
    (tmp_path / inside).mkdir(parents=True)
    outside = tmp_path.parent / f"{tmp_path.name}-link"
    outside.symlink_to(tmp_path / inside)
    for folder in (tmp_path / inside, outside):
        error = _private(data, folder)
        assert "lies in the public repository" in error.reason
        assert "outside" in error.cure


def test_internal_facts_inside_the_data_are_refused_without_a_repository_too(tmp_path: Path) -> None:
    data = _folder(tmp_path, "optima")
    (data / "private").mkdir()
    assert "lies in the public repository" in _private(data, data / "private").reason


def test_a_folder_of_internal_facts_that_holds_the_data_is_refused(tmp_path: Path) -> None:
    assert "holds the public repository" in _private(_folder(tmp_path, "optima"), tmp_path).reason


def test_a_folder_of_internal_facts_that_is_not_there_is_refused(tmp_path: Path) -> None:
    error = _private(_folder(tmp_path, "optima"), tmp_path / "nowhere")
    assert (error.where, error.reason) == (str(tmp_path / "nowhere"), "there is no such folder")


@pytest.mark.parametrize("place", ["", "optma", "optma/deep"])
def test_internal_facts_of_no_authority_are_refused(tmp_path: Path, place: str) -> None:
    """A misspelt folder would be passed over without a word."""
    data = _folder(tmp_path, "optima")
    (tmp_path / "private" / place).mkdir(parents=True)
    (tmp_path / "private" / place / "x.ttl").touch()
    error = _private(data, tmp_path / "private")
    assert (error.reason, error.cure) == ("these files belong to no authority", "Move them to a folder optima")


def test_a_folder_of_internal_facts_that_cannot_be_listed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = _folder(tmp_path, "optima")
    (tmp_path / "private").mkdir()

    real = os.scandir

    def refuse(folder: object) -> object:
        if str(folder) == str(tmp_path / "private"):
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    error = _private(data, tmp_path / "private")
    assert (error.where, error.reason) == (
        str(tmp_path / "private"),
        "this folder cannot be read: Permission denied",
    )
