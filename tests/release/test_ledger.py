"""The ledger: what was published when, append-only, and any edit of it is seen."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import DCTERMS, Graph, Literal, URIRef

from publisher.derive import Publication
from publisher.model.completeness import Counted, Measures
from publisher.model.errors import LedgerError
from publisher.model.terms import DPV
from publisher.release.ledger import Entry, Ledger, digest, read_ledger, write_ledger

T1, T2, T3 = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"
ONE, TWO = "1" * 64, "2" * 64
R, C = "id/register/r", "id/contact/c"
DIGESTS = st.sampled_from([ONE, TWO, "3" * 64])
STATES = st.lists(st.dictionaries(st.sampled_from([R, C, "id/catalog"]), DIGESTS), max_size=5)
LAW = settings(max_examples=100, deadline=None, derandomize=True)


def _published(*states: tuple[str, dict[str, str]]) -> Ledger:
    """The ledger after publishing states one after another."""
    ledger = Ledger()
    for time, digests in states:
        ledger = ledger.with_entries(ledger.changes(digests, time))
    return ledger


def _counted(*states: tuple[str, dict[str, str], Measures]) -> Ledger:
    """The ledger after publishing states in each of which every register answers the same."""
    ledger = Ledger()
    for time, digests, answers in states:
        extended = ledger.with_entries(ledger.changes(digests, time))
        ledger = extended.counted(ledger, lambda e, told=answers: told if "register" in e.iri else {})
    return ledger


THREE = _published((T1, {R: ONE, C: ONE}), (T2, {R: TWO, C: ONE}), (T3, {C: ONE}))


def _told(ledger: Ledger) -> list[tuple[str, str, str, str]]:
    return [(e.time, e.kind, e.iri, e.digest) for e in ledger.entries]


# What is added


def test_a_thing_is_created_updated_and_withdrawn() -> None:
    assert _told(THREE) == [
        (T1, "created", C, ONE),
        (T1, "created", R, ""),
        (T2, "updated", R, ""),
        (T3, "withdrawn", R, ""),
    ]


def test_a_thing_that_comes_back_is_updated_and_keeps_its_first_date() -> None:
    """Also when it comes back as it was."""
    ledger = _published((T1, {R: ONE}), (T2, {}), (T3, {R: ONE}))
    assert [(e.kind, e.digest) for e in ledger.entries] == [("created", ""), ("withdrawn", ""), ("updated", ONE)]
    assert ledger.publications({R: ONE}) == {R: Publication(T1, T3, current=True)}
    assert ledger.gone([R]) == {}


@LAW
@given(STATES)
def test_publishing_what_is_published_adds_nothing(states: list[dict[str, str]]) -> None:
    ledger = _published(*((T1, state) for state in states))
    assert ledger.changes(states[-1] if states else {}, T2) == []


def test_what_is_withdrawn_is_not_withdrawn_again() -> None:
    assert _published((T1, {R: ONE}), (T2, {})).changes({}, T3) == []


@LAW
@given(STATES, st.lists(st.sampled_from([T1, T2, T3]), min_size=5, max_size=5))
def test_the_clock_never_runs_backwards(states: list[dict[str, str]], times: list[str]) -> None:
    """A machine with a wrong clock must not make an update older than what it updates."""
    ledger = _published(*zip(times, states, strict=False))
    written = [entry.time for entry in ledger.entries]
    assert written == sorted(written)
    assert all(p.issued <= p.modified for p in ledger.publications(states[-1] if states else {}).values())


def test_entries_of_one_time_are_in_order() -> None:
    assert [entry.iri for entry in _published((T1, {R: ONE, C: ONE, "id/catalog": ONE})).entries] == [
        "id/catalog",
        C,
        R,
    ]


# What it tells


@LAW
@given(STATES)
def test_what_is_published_is_current_and_what_was_is_gone(states: list[dict[str, str]]) -> None:
    ledger = _published(*((T1, state) for state in states))
    last = states[-1] if states else {}
    assert ledger.publications(last).keys() == last.keys()
    assert all(publication.current for publication in ledger.publications(last).values())
    assert ledger.gone(last).keys() == {iri for state in states for iri in state} - last.keys()
    assert all(time == T1 for time in ledger.gone(last).values())


def test_a_thing_that_changed_since_it_was_published_is_not_current() -> None:
    assert _published((T1, {R: ONE})).publications({R: TWO}) == {R: Publication(T1, T1, current=False)}


def test_a_thing_that_was_never_published_is_not_told_of() -> None:
    assert Ledger().publications({R: ONE}) == {}
    assert Ledger().gone([R]) == {}


def test_a_thing_that_left_the_data_but_is_not_yet_withdrawn_is_gone_without_a_time() -> None:
    assert _published((T1, {R: ONE})).gone([]) == {R: ""}
    assert THREE.gone([]) == {R: T3, C: ""}


def test_a_purged_thing_is_gone_since_then() -> None:
    ledger = _published((T1, {R: ONE})).with_entries([Entry(T2, "purged", R, "-")])
    assert ledger.gone([]) == {R: T2}
    assert ledger.changes({}, T3) == []


# The file


def test_without_a_file_nothing_was_published(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "ledger") == Ledger()


def test_an_empty_file_is_an_empty_ledger(tmp_path: Path) -> None:
    (tmp_path / "ledger").touch()
    assert read_ledger(tmp_path / "ledger") == Ledger()


@LAW
@given(states=STATES)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, states: list[dict[str, str]]) -> None:
    file = tmp_path_factory.mktemp("ledger") / "ledger"
    ledger = _published(*((T1, state) for state in states))
    write_ledger(file, ledger)
    assert read_ledger(file) == ledger
    assert len(file.read_bytes().splitlines()) == len(ledger.entries)
    assert [path.name for path in file.parent.iterdir()] == ["ledger"]


@LAW
@given(STATES)
def test_only_what_is_public_now_has_a_digest(states: list[dict[str, str]]) -> None:
    """A digest of what was public once would let anyone see that a guess at it is right."""
    ledger = _published(*((T1, state) for state in states))
    kept = {entry.iri: entry.digest for entry in ledger.entries if entry.digest}
    assert kept == (states[-1] if states else {})
    assert len(kept) == len([entry for entry in ledger.entries if entry.digest])


def test_a_ledger_that_goes_on_begins_with_the_same_events(tmp_path: Path) -> None:
    """Nothing but the digest that is out of date leaves a line."""
    file = tmp_path / "ledger"
    contents = []
    for number in range(len(THREE.entries) + 1):
        write_ledger(file, Ledger().with_entries(THREE.entries[:number]))
        contents.append("".join(" ".join(line.split()[:4]) + "\n" for line in file.read_text().splitlines()))
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(contents))


def test_a_line_is_time_kind_iri_seal_and_digest(tmp_path: Path) -> None:
    write_ledger(tmp_path / "ledger", THREE)
    lines = [line.split(" ") for line in (tmp_path / "ledger").read_text().splitlines()]
    assert [line[:3] for line in (lines[0], lines[3])] == [[T1, "created", C], [T3, "withdrawn", R]]
    assert lines[0][4] == ONE
    assert [len(line) for line in lines] == [6, 4, 4, 4]
    assert lines[3][3] == THREE.seal
    assert len({line[3] for line in lines}) == 4


def test_an_edited_digest_is_refused_too(tmp_path: Path, lines: list[str]) -> None:
    error = _refused(tmp_path / "ledger", "".join([lines[0].replace(ONE, TWO), *lines[1:]]))
    assert error.where == f"{tmp_path / 'ledger'}:1"


# What descriptions answered

S = "id/register/s"
TWO_OF_FIVE, THREE_OF_FIVE = {"section-28": (2, 5), "article-13": (3, 8)}, {"section-28": (3, 5), "article-13": (3, 8)}
COUNTED = _counted((T1, {R: ONE, C: ONE}, TWO_OF_FIVE), (T2, {R: TWO, C: ONE}, THREE_OF_FIVE))


def test_each_publication_of_a_register_keeps_its_counts(tmp_path: Path) -> None:
    """Also when its digest is gone; what is no register has none."""
    write_ledger(tmp_path / "ledger", COUNTED)
    assert read_ledger(tmp_path / "ledger") == COUNTED
    lines = (tmp_path / "ledger").read_text().splitlines()
    assert [[part for part in line.split(" ")[2:] if part.startswith(("id/", "section"))] for line in lines] == [
        [C],
        [R, "section-28:2/5,article-13:3/8"],
        [R, "section-28:3/5,article-13:3/8"],
    ]
    assert [len(line.split(" ")) for line in lines] == [6, 6, 8]


def test_a_register_has_the_history_of_its_publications() -> None:
    assert COUNTED.histories() == {R: (Counted(T1, TWO_OF_FIVE), Counted(T2, THREE_OF_FIVE))}


def test_counts_leave_the_seals_as_they_are() -> None:
    """So that a ledger without them, and one that lost them in a purge, go on from the same lines."""
    bare = _published((T1, {R: ONE, C: ONE}), (T2, {R: TWO, C: ONE}))
    assert COUNTED.seal == bare.seal
    assert COUNTED.without_earlier_counts().seal == bare.seal


def test_a_publication_without_counts_is_a_gap_in_the_history() -> None:
    """What was published before there were counts is never counted afterwards."""
    bare = _published((T1, {R: ONE}))
    assert bare.counted(bare, lambda _: THREE_OF_FIVE) == bare
    extended = bare.with_entries(bare.changes({R: TWO}, T2)).counted(bare, lambda _: THREE_OF_FIVE)
    assert extended.histories() == {R: (Counted(T1, None), Counted(T2, THREE_OF_FIVE))}
    assert extended.history() == (Counted(T1, None), Counted(T2, THREE_OF_FIVE))


def test_all_together_are_counted_after_each_publication_of_a_register() -> None:
    """A register that is withdrawn no longer counts; a contact never does."""
    ledger = _counted(
        (T1, {R: ONE, S: ONE, C: ONE}, TWO_OF_FIVE),
        (T2, {R: TWO, S: ONE, C: TWO}, THREE_OF_FIVE),
        (T3, {R: TWO, C: ONE}, {}),
    )
    assert [(one.time, (one.answers or {})["section-28"]) for one in ledger.history()] == [
        (T1, (4, 10)),
        (T2, (5, 10)),
        (T3, (3, 5)),
    ]
    assert [one.time for one in ledger.histories()[S]] == [T1]


@LAW
@given(STATES)
def test_all_together_are_the_sum_of_what_is_public(states: list[dict[str, str]]) -> None:
    """After each publication; a register answers here as many demands as the first digit of its digest."""
    ledger = Ledger()
    for number, state in enumerate(states, start=1):
        added = ledger.changes(state, f"2026-01-0{number}T00:00:00Z")
        ledger = ledger.with_entries(added).counted(
            ledger, lambda e: {"section-28": (int(e.digest[0]), 5)} if e.iri == R else {}
        )
        if any(entry.iri == R for entry in added):
            expected = {"section-28": (int(state[R][0]), 5)} if R in state else {}
            assert ledger.history()[-1].answers == expected


def test_a_register_that_was_not_counted_leaves_all_together_uncounted() -> None:
    bare = _published((T1, {S: ONE}))
    both = bare.with_entries(bare.changes({R: ONE, S: ONE}, T2)).counted(bare, lambda _: THREE_OF_FIVE)
    assert both.history() == (Counted(T1, None), Counted(T2, None))


def test_a_publication_in_the_same_second_is_counted_too() -> None:
    ledger = _counted((T1, {R: ONE}, TWO_OF_FIVE), (T1, {R: TWO}, THREE_OF_FIVE), (T1, {R: ONE}, TWO_OF_FIVE))
    assert [one.answers for one in ledger.histories()[R]] == [TWO_OF_FIVE, THREE_OF_FIVE, TWO_OF_FIVE]
    assert ledger.history() == (Counted(T1, TWO_OF_FIVE),)


@pytest.mark.parametrize(("old", "new"), [("2/5", "4/5"), ("3/5", "3/9"), ("section-28", "section-29")])
def test_an_edited_count_is_refused_by_file_and_line(tmp_path: Path, old: str, new: str) -> None:
    write_ledger(tmp_path / "whole", COUNTED)
    lines = (tmp_path / "whole").read_text().splitlines(keepends=True)
    number = next(number for number, line in enumerate(lines) if old in line)
    lines[number] = lines[number].replace(old, new)
    error = _refused(tmp_path / "ledger", "".join(lines))
    assert str(error).startswith(f"{tmp_path / 'ledger'}:{number + 1}: error: this line, or one before it, was edited.")


def test_counts_of_another_line_are_refused(tmp_path: Path) -> None:
    write_ledger(tmp_path / "whole", COUNTED)
    first, second, third = (line.split(" ") for line in (tmp_path / "whole").read_text().splitlines())
    swapped = [first, [*second[:4], *third[6:]], [*third[:6], *second[4:]]]
    error = _refused(tmp_path / "ledger", "".join(" ".join(line) + "\n" for line in swapped))
    assert error.where == f"{tmp_path / 'ledger'}:2"


def test_counts_that_were_taken_away_whole_are_a_gap(tmp_path: Path) -> None:
    """As a purge leaves them."""
    write_ledger(tmp_path / "ledger", COUNTED)
    lines = (tmp_path / "ledger").read_text().splitlines()
    (tmp_path / "ledger").write_text(
        "".join(" ".join(line.split(" ")[: 6 if C in line else 4]) + "\n" for line in lines)
    )
    assert read_ledger(tmp_path / "ledger").histories() == {R: (Counted(T1, None), Counted(T2, None))}


def test_only_what_is_public_now_keeps_its_counts_after_a_purge() -> None:
    left = COUNTED.without_earlier_counts()
    assert left.histories() == {R: (Counted(T1, None), Counted(T2, THREE_OF_FIVE))}
    gone = _counted((T1, {R: ONE}, TWO_OF_FIVE), (T2, {}, {})).without_earlier_counts()
    assert [entry.counts for entry in gone.entries] == ["", ""]


# What is purged


def test_of_what_is_purged_only_its_name_and_the_day_are_left(tmp_path: Path) -> None:
    assert COUNTED.purged(R, T3).histories() == {}
    ledger = THREE.purged(R, T3)
    assert _told(ledger) == [(T1, "created", C, ONE), (T3, "purged", R, "")]
    write_ledger(tmp_path / "ledger", ledger)
    assert read_ledger(tmp_path / "ledger") == ledger
    assert ledger.purges == (R,)
    assert ledger.gone([C]) == {R: T3}
    assert ledger.changes({C: ONE}, T3) == []


def _refused(file: Path, content: str | bytes) -> LedgerError:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LedgerError) as caught:
        read_ledger(file)
    assert caught.value.cure == "Restore the ledger from version control or a backup"
    return caught.value


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    """The lines of a ledger with four entries."""
    write_ledger(tmp_path / "whole", THREE)
    return (tmp_path / "whole").read_text().splitlines(keepends=True)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_edited_line_is_refused_by_file_and_line(tmp_path: Path, lines: list[str], number: int) -> None:
    lines[number - 1] = lines[number - 1].replace("2026", "2025", 1)
    error = _refused(tmp_path / "ledger", "".join(lines))
    assert str(error).startswith(f"{tmp_path / 'ledger'}:{number}: error: this line, or one before it, was edited.")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_deleted_line_is_refused_at_the_line_that_took_its_place(
    tmp_path: Path, lines: list[str], number: int
) -> None:
    del lines[number - 1]
    assert _refused(tmp_path / "ledger", "".join(lines)).where == f"{tmp_path / 'ledger'}:{number}"


def test_a_last_line_that_is_cut_is_refused(tmp_path: Path, lines: list[str]) -> None:
    """What a full disk or a broken copy leaves behind."""
    error = _refused(tmp_path / "ledger", "".join(lines)[:-1])
    assert (error.where, error.reason) == (f"{tmp_path / 'ledger'}:4", "the last line is cut")
    for cut in (2, 10, 80):
        _refused(tmp_path / "ledger", "".join(lines)[:-cut])


def test_lines_in_another_order_or_twice_are_refused(tmp_path: Path, lines: list[str]) -> None:
    for wrong in (lines[::-1], [lines[1], lines[0], *lines[2:]], [*lines, lines[-1]], [lines[0], *lines]):
        _refused(tmp_path / "ledger", "".join(wrong))


def test_an_empty_line_is_refused(tmp_path: Path, lines: list[str]) -> None:
    for place in range(len(lines) + 1):
        wrong = [*lines[:place], "\n", *lines[place:]]
        assert _refused(tmp_path / "ledger", "".join(wrong)).where == f"{tmp_path / 'ledger'}:{place + 1}"


def test_a_line_with_a_new_seal_is_refused_at_the_next(tmp_path: Path, lines: list[str]) -> None:
    """Each seal covers all lines before it: mending one seal is not enough."""
    edited = Entry(T1, "updated", C, ONE)
    write_ledger(tmp_path / "forged", Ledger().with_entries([edited]))
    forged = (tmp_path / "forged").read_text()
    assert _refused(tmp_path / "ledger", "".join([forged, *lines[1:]])).where == f"{tmp_path / 'ledger'}:2"


def test_what_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    assert "the ledger cannot be read" in _refused(tmp_path / "ledger", b"\xff\n").reason


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="the ledger cannot be read"):
        read_ledger(tmp_path)


CHARACTERS = st.sampled_from([*"0123456789abcdefTZ:,- /\n\r\t", "", "\x0b", "\x85", "\u2028", "\ufeff", "\u0662", "é"])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(position=st.integers(0, 1200), removed=st.integers(0, 1), added=CHARACTERS)
@example(position=0, removed=0, added="\ufeff")
def test_any_edit_of_one_character_is_refused_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, position: int, removed: int, added: str
) -> None:
    """Put in, taken out or put in place of another; only an edit of line endings may read the same."""
    file = tmp_path_factory.getbasetemp() / "edited-ledger"
    write_ledger(file, COUNTED)
    content = file.read_text()
    at = position % (len(content) + 1)
    file.write_text(content[:at] + added + content[at + removed :], encoding="utf-8", newline="")
    try:
        assert read_ledger(file) == COUNTED
    except LedgerError as error:
        assert error.where.startswith(f"{file}:")


def test_a_ledger_that_lost_whole_lines_at_its_end_reads_as_it_once_was(tmp_path: Path, lines: list[str]) -> None:
    """The file alone cannot tell; the release that knew the lines does."""
    for kept in range(4):
        (tmp_path / "ledger").write_text("".join(lines[:kept]))
        assert read_ledger(tmp_path / "ledger").entries == THREE.entries[:kept]


def test_writing_keeps_the_old_ledger_when_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ledger"
    write_ledger(file, _published((T1, {R: ONE})))
    before = file.read_bytes()

    def fail(_descriptor: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("publisher.release.ledger.os.fsync", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write_ledger(file, THREE)
    assert file.read_bytes() == before


# Digests


def _about(base: str) -> Graph:
    """A description that refers to its own things and to those of others, each before and after the other."""
    register = URIRef(f"{base}id/register/r")
    graph = Graph()
    graph.add((register, DCTERMS.title, Literal("Register", lang="sv")))
    for value in (f"{base}id/register/r#purpose", "http://aaa.example/#purpose", "https://w3id.org/dpv#Purpose"):
        graph.add((register, DPV.hasPurpose, URIRef(value)))
        graph.add((URIRef(f"{base}id/register/r#purpose"), DCTERMS.relation, URIRef(value)))
    return graph


@pytest.mark.parametrize(
    "base", ["https://x/", "http://localhost:8000/", "http://a/", "https://zzz.example/a/b/", "https://www.example.fi/"]
)
def test_the_digest_is_the_same_under_any_base(base: str) -> None:
    """A move to another address publishes nothing anew: also where own and borrowed values sort otherwise."""
    assert digest(_about(base), base) == digest(_about("https://records.example.fi/"), "https://records.example.fi/")


def test_a_text_that_looks_like_a_base_counts_as_text() -> None:
    """The digest moves addresses, not what is said."""
    subject = URIRef("https://x/id/register/r")
    digests = {
        digest([(subject, DCTERMS.title, Literal(f"<{base}a>"))], "https://x/")
        for base in ("https://x/", "https://base.invalid/")
    }
    assert len(digests) == 2


def test_the_digest_is_the_same_in_any_order_of_triples() -> None:
    triples = sorted(_about("https://x/"))
    assert digest(triples, "https://x/") == digest(triples[::-1], "https://x/")


@pytest.mark.parametrize("index", range(4))
def test_the_digest_tells_any_change(index: int) -> None:
    subject = URIRef("https://x/id/register/r")
    values = [Literal("Register", lang="sv"), Literal("Register"), Literal("Register", lang="fi"), Literal("register")]
    digests = [digest([(subject, DCTERMS.title, value)], "https://x/") for value in values]
    assert digests.count(digests[index]) == 1
    assert len(digests[index]) == 64
