"""The ledger: append-only, sealed, and the same under any base."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from publisher.model.errors import LedgerError
from publisher.model.terms import DCTERMS
from publisher.release.ledger import Ledger, digest, read_ledger, write_ledger

ONE, TWO = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
A, B = "id/register/a", "id/register/b"


def published(*steps: tuple[str, dict[str, str]]) -> Ledger:
    """A ledger after publications: each a time and the digests of what there was."""
    ledger = Ledger()
    for time, things in steps:
        ledger = ledger.with_entries(ledger.changes({iri: mark * 64 for iri, mark in things.items()}, time))
    return ledger


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Entries and seal."""
    ledger = published((ONE, {A: "1", B: "2"}), (TWO, {A: "3"}))
    write_ledger(tmp_path / "ledger", ledger)
    assert read_ledger(tmp_path / "ledger") == ledger
    assert [path.name for path in tmp_path.iterdir()] == ["ledger"]


def test_no_file_is_an_empty_ledger(tmp_path: Path) -> None:
    """Nothing is published yet."""
    assert read_ledger(tmp_path / "ledger") == Ledger()


def test_each_publication_of_a_thing_is_one_entry() -> None:
    """Created, updated, withdrawn; and again."""
    ledger = published((ONE, {A: "1", B: "2"}), (TWO, {A: "1", B: "3"}), (TWO, {A: "1"}), (TWO, {A: "1", B: "3"}))
    assert [(e.kind, e.iri) for e in ledger.entries] == [
        ("created", A),
        ("created", B),
        ("updated", B),
        ("withdrawn", B),
        ("updated", B),
    ]
    assert ledger.changes({A: "1" * 64, B: "3" * 64}, TWO) == []


def test_the_clock_never_runs_backwards() -> None:
    """A publication is never dated before the one before it."""
    ledger = published((TWO, {A: "1"}))
    assert [e.time for e in ledger.changes({A: "2" * 64}, ONE)] == [TWO]


def test_publications_tell_first_and_last_day_and_whether_they_hold() -> None:
    """By the digest of what there is now."""
    ledger = published((ONE, {A: "1"}), (TWO, {A: "2"}))
    [now] = ledger.publications({A: "2" * 64}).values()
    assert (now.issued, now.modified, now.current) == (ONE, TWO, True)
    [changed] = ledger.publications({A: "3" * 64, B: "1" * 64}).values()
    assert (changed.issued, changed.current) == (ONE, False)


def test_what_is_gone_is_told_with_its_day() -> None:
    """Without one while the ledger does not tell it."""
    ledger = published((ONE, {A: "1", B: "1"}), (TWO, {A: "1"}))
    assert ledger.gone({A: ""}) == {B: TWO}
    assert ledger.gone({}) == {A: "", B: TWO}


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_line_that_was_removed_is_missed(tmp_path: Path, line: int) -> None:
    """Unless it is the last, which only a release remembers."""
    write_ledger(tmp_path / "ledger", published((ONE, {A: "1", B: "1"}), (TWO, {A: "2", B: "2"})))
    lines = (tmp_path / "ledger").read_text().splitlines(keepends=True)
    (tmp_path / "ledger").write_text("".join(lines[:line] + lines[line + 1 :]))
    with pytest.raises(LedgerError, match=rf"ledger:{line + 1}: error: .*edited.*Restore") as error:
        read_ledger(tmp_path / "ledger")
    assert "Restore the ledger from version control" in str(error.value)


def test_a_cut_line_is_told(tmp_path: Path) -> None:
    """As a half-written file would have it."""
    write_ledger(tmp_path / "ledger", published((ONE, {A: "1"})))
    (tmp_path / "ledger").write_text((tmp_path / "ledger").read_text()[:-9])
    with pytest.raises(LedgerError, match="the last line is cut"):
        read_ledger(tmp_path / "ledger")


def test_a_ledger_that_is_no_text_is_told(tmp_path: Path) -> None:
    """Not with a traceback."""
    (tmp_path / "ledger").write_bytes(b"\xff\xfe")
    with pytest.raises(LedgerError, match="cannot be read"):
        read_ledger(tmp_path / "ledger")


LEDGER = published((ONE, {A: "1", B: "1"}), (TWO, {A: "2"}))


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.data())
def test_any_edit_of_a_character_is_found(data: st.DataObject) -> None:
    """The file is refused, or reads the same."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "ledger"
        write_ledger(file, LEDGER)
        text = file.read_text()
        at = data.draw(st.integers(0, len(text) - 1))
        new = data.draw(st.text(st.characters(codec="ascii"), max_size=2))
        file.write_text(text[:at] + new + text[at + 1 :], newline="")
        try:
            found = read_ledger(file)
        except LedgerError:
            return
        assert found == LEDGER


def test_a_digest_is_the_same_under_any_base_and_in_any_order() -> None:
    """And another one for another description."""

    def described(base: str, title: str) -> list[tuple[URIRef, URIRef, URIRef | Literal]]:
        thing = URIRef(base + A)
        return [(thing, DCTERMS.title, Literal(title)), (thing, DCTERMS.publisher, URIRef(base + "id/agent/x"))]

    here, there = "http://127.0.0.1:8000/optima/", "https://records.example.fi/"
    same = {digest(described(base, "t")[::step], base) for base in (here, there) for step in (1, -1)}
    assert len(same) == 1
    assert digest(described(here, "u"), here) not in same


def test_a_text_that_looks_like_a_base_counts_as_text() -> None:
    """The digest replaces addresses, not what is said."""
    base = "http://a.fi/"
    first = [(URIRef(base + A), DCTERMS.title, Literal("<http://a.fi/x>"))]
    second = [(URIRef(base + A), DCTERMS.title, Literal("<https://base.invalid/x>"))]
    assert digest(first, base) != digest(second, base)
