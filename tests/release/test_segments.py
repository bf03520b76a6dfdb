"""Segments: what is written is read, the same entries give the same bytes, and a broken one says so."""

from __future__ import annotations

import resource
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.model.errors import ReleaseError
from publisher.release.segments import Choice, Document, Entry, Gone, Redirect, Representation, Segment, write_segment

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
REPRESENTATIONS = st.builds(
    Representation,
    st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    TEXT,
    TEXT,
    st.binary(max_size=50),
    st.one_of(st.none(), st.binary(max_size=50)),
)
ENTRIES = st.one_of(
    REPRESENTATIONS,
    st.builds(Document, st.lists(st.builds(Choice, TEXT, TEXT, TEXT), max_size=3).map(tuple)),
    st.builds(Redirect, TEXT),
    st.builds(Gone, TEXT),
)
MANY: dict[str, Entry] = {
    f"/register/{n}": Representation((("Content-Type", "text/html"),), f'"{n}"', "", bytes([n]) * 3000)
    for n in range(60)
}


def _segment(folder: Path, entries: dict[str, Entry], name: str = "segment") -> Path:
    """The file of a segment in a release folder."""
    file = folder / "segments" / f"{name}.sqlite"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_segment(file, entries)
    return file


@pytest.mark.parametrize(
    "entry",
    [
        Representation((("Content-Type", "text/html; charset=utf-8"), ("Link", "<å>")), '"tag"', "", b"\0\xff", b"gz"),
        Representation((), "", "2026-01-01T00:00:00Z", b"body"),
        Representation((), "", "", b"", None),
        Representation((), "", "", b"", b""),
        Document((Choice("/a.sv.html", "text/html", "sv"), Choice("/a.ttl", "text/turtle", ""))),
        Document(()),
        Redirect("https://x/a"),
        Gone("2026-01-01T00:00:00Z"),
        Gone(""),
    ],
)
def test_each_kind_of_entry_is_read_as_it_was_written(tmp_path: Path, entry: Entry) -> None:
    segment = Segment(_segment(tmp_path, {"/a": entry}))
    assert segment.entry("/a") == entry
    assert segment.entry("/b") is None


def test_a_file_is_found_where_the_release_stands(tmp_path: Path) -> None:
    """A release is built in one folder and moved to another."""
    (tmp_path / "draft" / "dumps").mkdir(parents=True)
    told = Representation((), "", "", file=tmp_path / "draft" / "dumps" / "a.nt")
    _segment(tmp_path / "draft", {"/a.nt": told})
    (tmp_path / "draft").rename(tmp_path / "release")
    found = Segment(tmp_path / "release" / "segments" / "segment.sqlite").entry("/a.nt")
    assert isinstance(found, Representation)
    assert found.file == tmp_path / "release" / "dumps" / "a.nt"


@settings(max_examples=60, deadline=None, derandomize=True)
@given(entries=st.dictionaries(TEXT, ENTRIES, max_size=4))
def test_any_entries_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[str, Entry]
) -> None:
    segment = Segment(_segment(tmp_path_factory.mktemp("release"), entries))
    assert list(segment.paths()) == sorted(entries)
    assert {path: segment.entry(path) for path in segment.paths()} == entries


def test_the_same_entries_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    """Also where the file stands elsewhere."""
    one = _segment(tmp_path / "one", MANY)
    other = _segment(tmp_path / "two", dict(reversed(MANY.items())), "other")
    assert one.read_bytes() == other.read_bytes()
    assert [path.name for path in one.parent.iterdir()] == ["segment.sqlite"]


def test_other_entries_give_other_bytes(tmp_path: Path) -> None:
    one = _segment(tmp_path, {"/a": Gone("")}, "one")
    assert one.read_bytes() != _segment(tmp_path, {"/a": Redirect("")}, "two").read_bytes()


def test_a_segment_is_read_from_any_thread(tmp_path: Path) -> None:
    segment = Segment(_segment(tmp_path, MANY))
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.append(all(segment.entry(p) == e for p, e in MANY.items())))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 4


# Broken segments


def _require_release_error(file: Path) -> None:
    with pytest.raises(ReleaseError) as caught:
        Segment(file).entry("/register/1")
    assert (caught.value.where, caught.value.cure) == (str(file), "Build the release again")
    with pytest.raises(ReleaseError):
        Segment(file).paths()


@pytest.mark.parametrize("content", [b"", b"garbage", b"SQLite format 3\0", b"SQLite format 3\0" + b"\xff" * 20_000])
def test_a_file_that_is_no_segment_is_a_release_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "segments").mkdir()
    file = tmp_path / "segments" / "segment.sqlite"
    file.write_bytes(content)
    _require_release_error(file)


def test_a_segment_that_cannot_be_written_is_a_release_error(tmp_path: Path) -> None:
    """When there is no room, for example."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(ReleaseError, match=r"cannot be written: .*\. Make room"):
            write_segment(tmp_path / "segment.sqlite", {"/": Representation((), "x", "", b"x" * 1_000_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_segment_that_is_missing_is_a_release_error(tmp_path: Path) -> None:
    _require_release_error(tmp_path / "segments" / "segment.sqlite")


def test_a_segment_of_another_making_is_a_release_error(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE other (path TEXT)")
    connection.close()
    _require_release_error(file)


def test_a_segment_cut_anywhere_gives_what_it_holds_or_a_release_error(tmp_path: Path) -> None:
    """Never other bytes, nothing where there is something, or another error."""
    whole = _segment(tmp_path, MANY)
    content = whole.read_bytes()
    refused = 0
    for part in range(12):
        cut = tmp_path / "segments" / f"cut-{part}.sqlite"
        cut.write_bytes(content[: len(content) * part // 12])
        segment = Segment(cut)
        for path, entry in MANY.items():
            try:
                assert segment.entry(path) == entry
            except ReleaseError:
                refused += 1
    assert refused > len(MANY)


def test_a_path_that_is_no_text_has_no_entry(tmp_path: Path) -> None:
    """Half a surrogate pair cannot stand in an address, and cannot end a request in another error."""
    assert Segment(_segment(tmp_path, MANY)).entry("/\ud800") is None
