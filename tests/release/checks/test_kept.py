"""What is kept is found again; a store that cannot be used costs time and nothing else."""

from __future__ import annotations

import datetime as dt
import sqlite3
import stat
from pathlib import Path

import pytest

from publisher.release.checks.kept import Kept, usual_file


def test_what_is_kept_is_found_by_another_run(tmp_path: Path) -> None:
    """More keys than SQLite takes at once too."""
    values = {f"key {number}": [number, "å"] for number in range(1200)}
    Kept(tmp_path / "a/b/kept.sqlite").put(values)
    assert Kept(tmp_path / "a/b/kept.sqlite").get([*values, "other"]) == values


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Findings name files and lines."""
    Kept(tmp_path / "folder/kept.sqlite").put({"a": 1})
    assert stat.S_IMODE((tmp_path / "folder/kept.sqlite").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700


def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path) -> None:
    """Or one that a crash broke."""
    file = tmp_path / "kept.sqlite"
    file.write_bytes(b"no database, but as long as one" * 100)
    assert Kept(file).get(["a"]) == {}
    Kept(file).put({"a": 1})
    assert Kept(file).get(["a"]) == {"a": 1}


def test_a_value_that_is_no_json_is_forgotten_with_all_others(tmp_path: Path) -> None:
    """Somebody has been at it."""
    file = tmp_path / "kept.sqlite"
    Kept(file).put({"a": 1})
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET value = '{'")
    database.close()
    assert Kept(file).get(["a"]) == {}
    assert not file.exists()


def test_without_a_file_or_where_none_can_be_nothing_is_kept(tmp_path: Path) -> None:
    """And nothing is said of it."""
    (tmp_path / "file").write_text("")
    for kept in (Kept(), Kept(tmp_path / "file/kept.sqlite")):
        kept.put({"a": 1})
        assert kept.get(["a"]) == {}


def test_what_nobody_asked_for_in_two_months_is_forgotten(tmp_path: Path) -> None:
    """What was asked for is not."""
    file, long_ago = tmp_path / "kept.sqlite", dt.date.today().toordinal() - 61  # noqa: DTZ011 - as kept.py counts
    Kept(file).put({"asked": 1, "not asked": 2})
    with sqlite3.connect(file) as database:
        database.execute("UPDATE kept SET used = ?", (long_ago,))
    database.close()
    assert Kept(file).get(["asked"]) == {"asked": 1}
    Kept(file).put({"new": 3})
    assert Kept(file).get(["asked", "not asked", "new"]) == {"asked": 1, "new": 3}


def test_the_usual_place_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """XDG base directories."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert usual_file().is_relative_to(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert usual_file().is_relative_to(tmp_path / "home/.cache")
