"""The site: which authorities there are and where they are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError
from publisher.release.site import configured_base, read_site

BASE = "https://records.example.fi/"


def authority(data: Path, name: str) -> None:
    """Makes a folder with a file in it."""
    (data / name).mkdir(parents=True)
    (data / name / "authority.ttl").write_text("")


def test_each_folder_with_turtle_is_an_authority_with_a_path_of_its_own(tmp_path: Path) -> None:
    """Also while it is alone; other folders are none."""
    authority(tmp_path, "optima")
    (tmp_path / "notes").mkdir()
    site = read_site(tmp_path, BASE)
    assert {name: base.iri for name, base in site.authorities.items()} == {"optima": BASE + "optima/"}


def test_settings_tell_the_bases(tmp_path: Path) -> None:
    """Of the site and of an authority."""
    authority(tmp_path, "optima")
    (tmp_path / "site.toml").write_text(f'base = "{BASE}"\n[authorities.optima]\nbase = "https://optima.example/"\n')
    assert configured_base(tmp_path) == BASE
    assert read_site(tmp_path, BASE).authorities["optima"].iri == "https://optima.example/"


def test_no_settings_are_fine(tmp_path: Path) -> None:
    """The base then follows the address that is served."""
    assert configured_base(tmp_path) is None


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[authorities.a]\nbase = 'https://x.fi/p/'\n[authorities.b]\nbase = 'https://x.fi/p/'", "the same base"),
        (
            "[authorities.a]\nbase = 'https://x.fi/p/'\n[authorities.b]\nbase = 'https://x.fi/p/q/'",
            "one within the other",
        ),
        ("[authorities.a]\nbase = 'x.fi'", "no absolute http or https IRI"),
        ("bsae = 'x'", "no setting is called bsae"),
        ("base", "not TOML"),
    ],
)
def test_settings_that_cannot_be_told_apart_or_read_are_refused(tmp_path: Path, settings: str, told: str) -> None:
    """With what to write instead."""
    for name in ("a", "b"):
        authority(tmp_path, name)
    (tmp_path / "site.toml").write_text(settings)
    with pytest.raises(ConfigurationError, match=told):
        read_site(tmp_path, BASE)


@pytest.mark.parametrize("name", ["Optima", "öst", "a b", "a_b", "-a"])
def test_a_folder_that_cannot_be_part_of_an_address_is_refused(tmp_path: Path, name: str) -> None:
    """Its name is published for ever."""
    authority(tmp_path, name)
    with pytest.raises(ConfigurationError, match="a-z, 0-9 and hyphens"):
        read_site(tmp_path, BASE)


def test_an_authority_has_a_path_of_its_own_on_the_site(tmp_path: Path) -> None:
    """The site's own documents are at the root."""
    authority(tmp_path, "a")
    (tmp_path / "site.toml").write_text(f"[authorities.a]\nbase = '{BASE}'")
    with pytest.raises(ConfigurationError, match=r"holds the site's own.*Add a path"):
        read_site(tmp_path, BASE)


def test_a_folder_of_data_without_an_authority_is_refused(tmp_path: Path) -> None:
    """And one that is not there."""
    with pytest.raises(ConfigurationError, match="no authority here"):
        read_site(tmp_path, BASE)
    with pytest.raises(ConfigurationError, match="no such folder"):
        read_site(tmp_path / "nowhere", BASE)
