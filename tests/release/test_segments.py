"""Segments: the same entries give the same bytes, and are read as they were written."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from publisher.model.errors import ReleaseError
from publisher.release.segments import Choice, Document, Entry, Gone, Redirect, Representation, Segment, write_segment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A release folder with a place for segments and files."""
    (tmp_path / "segments").mkdir()
    (tmp_path / "dumps").mkdir()
    return tmp_path


def entries(folder: Path) -> dict[str, Entry]:
    """One entry of each kind."""
    return {
        "/a": Document((Choice("/a.sv.html", "text/html", "sv"), Choice("/a.ttl", "text/turtle", ""))),
        "/a.ttl": Representation((("Content-Type", "text/turtle"), ("Link", "<x>")), "t", "", b"body", b"packed"),
        "/b.nt": Representation((), "u", "Thu, 01 Jan 2026 00:00:00 GMT", file=folder / "dumps" / "b.nt"),
        "/id/a": Redirect("http://local.example/a"),
        "/old": Gone("2026-01-01T00:00:00Z"),
    }


def test_entries_are_read_as_they_were_written(folder: Path) -> None:
    """Each kind, and nothing where there is nothing."""
    write_segment(folder / "segments" / "s.sqlite", entries(folder))
    segment = Segment(folder / "segments" / "s.sqlite")
    assert {path: segment.entry(path) for path in segment.paths()} == entries(folder)
    assert segment.entry("/nothing") is None


def test_the_same_entries_give_the_same_bytes(folder: Path) -> None:
    """In whatever order they come; no draft is left."""
    found = entries(folder)
    write_segment(folder / "segments" / "one.sqlite", found)
    write_segment(folder / "segments" / "two.sqlite", dict(reversed(found.items())))
    one, two = sorted((folder / "segments").iterdir())
    assert one.read_bytes() == two.read_bytes()


def test_a_segment_is_read_from_any_thread(folder: Path) -> None:
    """Each has a connection of its own."""
    write_segment(folder / "segments" / "s.sqlite", entries(folder))
    segment = Segment(folder / "segments" / "s.sqlite")
    found: list[Entry | None] = []
    threads = [Thread(target=lambda: found.append(segment.entry("/old"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Gone("2026-01-01T00:00:00Z")] * 4


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, None])
def test_a_segment_that_cannot_be_read_is_told(folder: Path, content: bytes | None) -> None:
    """Empty, garbage or missing."""
    if content is not None:
        (folder / "segments" / "s.sqlite").write_bytes(content)
    with pytest.raises(ReleaseError, match=r"s\.sqlite.*cannot be read.*Build the release again"):
        Segment(folder / "segments" / "s.sqlite").entry("/a")
