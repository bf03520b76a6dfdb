"""Bases of earlier times in the settings: what each has become, or why it cannot be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError
from publisher.release.settings import SETTINGS
from publisher.release.site import Site, read_site

BASE = "https://records.example.fi/"


def site(tmp_path: Path, settings: str, base: str = BASE) -> Site:
    """A site of two authorities with some settings."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "authority.ttl").touch()
    (tmp_path / SETTINGS).write_text(settings, encoding="utf-8")
    return read_site(tmp_path, base)


def refused(tmp_path: Path, settings: str, base: str = BASE) -> str:
    """Why settings are refused: in one line that names the file and says what to do."""
    with pytest.raises(ConfigurationError) as caught:
        site(tmp_path, settings, base)
    assert caught.value.where == str(tmp_path / SETTINGS)
    assert caught.value.cure
    return caught.value.reason


def test_each_alias_leads_to_the_base_that_it_has_become(tmp_path: Path) -> None:
    """Of the site, and of an authority, whether or not it has a base of its own."""
    settings = """
aliases = ["https://old.example/"]
[authorities.a]
aliases = ["https://a.example/", "https://records.example.fi/before/"]
[authorities.b]
base = "https://b.example/"
aliases = ["https://records.example.fi/b/"]
"""
    assert site(tmp_path, settings).aliases == {
        "https://old.example/": BASE,
        "https://a.example/": f"{BASE}a/",
        f"{BASE}before/": f"{BASE}a/",
        f"{BASE}b/": "https://b.example/",
    }


def test_there_need_be_none(tmp_path: Path) -> None:
    assert site(tmp_path, "").aliases == site(tmp_path, "aliases = []").aliases == {}


def test_a_base_may_have_moved_deeper(tmp_path: Path) -> None:
    """Then it lies within that of earlier times."""
    found = site(tmp_path, 'aliases = ["https://records.example.fi/"]', f"{BASE}registers/")
    assert found.aliases == {BASE: f"{BASE}registers/"}


@pytest.mark.parametrize(
    "alias",
    [
        BASE,
        "http://records.example.fi/",
        "https://RECORDS.example.fi/",
        f"{BASE}a/",
        f"{BASE}a/before/",
        f"{BASE}b/",
        "http://records.example.fi/b/c/",
    ],
)
@pytest.mark.parametrize("owner", ["", "[authorities.a]\n"])
def test_a_base_that_is_in_use_is_refused(tmp_path: Path, alias: str, owner: str) -> None:
    """By whomever: a request would not tell which is meant. Nor does it tell http from https."""
    assert refused(tmp_path, f'{owner}aliases = ["{alias}"]').startswith(f"the alias {alias} is in use: it lies under")


@pytest.mark.parametrize("word", ["catalog", "search", "id", ".well-known"])
def test_an_address_of_the_site_is_refused(tmp_path: Path, word: str) -> None:
    alias = f"{BASE}{word}/"
    assert refused(tmp_path, f'[authorities.a]\naliases = ["{alias}"]') == f"the site itself has the address {alias}"


@pytest.mark.parametrize(
    "settings",
    [
        'aliases = ["https://old.example/", "https://old.example/"]',
        'aliases = ["https://old.example/", "http://OLD.example/"]',
        'aliases = ["https://old.example/"]\n[authorities.b]\naliases = ["https://old.example/"]',
    ],
)
def test_an_alias_that_is_told_twice_is_refused(tmp_path: Path, settings: str) -> None:
    assert refused(tmp_path, settings).endswith("is told twice")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ('aliases = "https://old.example/"', "aliases is no list"),
        ("aliases = [1]", "aliases[1]: '1' is no absolute http or https IRI that ends with a slash"),
        (
            '[authorities.a]\naliases = ["https://old.example"]',
            "authorities.a.aliases[1]: 'https://old.example' is no absolute http or https IRI that ends with a slash",
        ),
        ('[authorities.c]\naliases = ["https://old.example/"]', "there is no folder for the authority c"),
    ],
)
def test_what_is_no_list_of_bases_is_refused(tmp_path: Path, settings: str, reason: str) -> None:
    assert refused(tmp_path, settings) == reason
