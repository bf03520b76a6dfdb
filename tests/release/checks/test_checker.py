"""A check that remembers finds what a check of everything finds, and looks at no more than it must."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from publisher.model.errors import ConfigurationError, LedgerError
from publisher.release.build import publish
from publisher.release.checks import batches
from publisher.release.checks.batches import Batch, Found, in_parallel
from publisher.release.checks.checker import Checker
from publisher.release.checks.kept import Kept
from publisher.release.flow import examine, today, turning_days
from publisher.release.site import Site, read_site
from publisher.release.store import Store
from tests.described import described
from tests.faults import FAULTS

DAY = dt.timedelta(1)


class Counting:
    """Counts the files that are checked."""

    def __init__(self) -> None:
        self.files = 0

    def __call__(self, done: int, everything: int) -> None:
        assert done <= everything
        self.files = done


def told(site: Site, authority: str, checker: Checker, day: dt.date | None = None) -> list[str]:
    """What a checker finds, as people read it."""
    return [finding.text() for finding in checker.findings(site, authority, day or today())]


def whole(site: Site, authority: str) -> list[str]:
    """What a check of everything finds."""
    return [finding.text() for finding in examine(site, authority)[0]]


@pytest.fixture
def counting() -> Counting:
    """Nothing is checked yet."""
    return Counting()


@pytest.fixture
def optima(data: Path) -> Callable[[], Site]:
    """The example as it stands now."""
    return lambda: read_site(data, "http://local.example/")


def edit(data: Path, name: str, old: str, new: str) -> None:
    """Changes a file of the example."""
    file = data / "optima" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_has_not_changed_is_not_checked_again(
    optima: Callable[[], Site], tmp_path: Path, counting: Counting
) -> None:
    """By the same checker, or by another that shares what is kept."""
    kept = Kept(tmp_path / "kept.sqlite")
    first = told(optima(), "optima", Checker(kept, progress=counting))
    assert counting.files == 10
    counting.files = 0
    assert told(optima(), "optima", Checker(kept, progress=counting)) == first == whole(optima(), "optima")
    assert counting.files == 0


@pytest.mark.parametrize("trusts_times", [False, True])
def test_a_change_is_checked_with_what_refers_to_it(
    optima: Callable[[], Site], data: Path, counting: Counting, *, trusts_times: bool
) -> None:
    """A register alone; a contact with the registers that have it; not those that do not."""
    checker = Checker(progress=counting, trusts_times=trusts_times)
    told(optima(), "optima", checker)
    for name, old, new, most in (
        ("registers/abilitas.ttl", "Uppgifter om", "Alla uppgifter om", 1),
        ("registers/abilitas.ttl", "@prefix ar:", "# a remark\n@prefix ar:", 1),
        ("contacts.ttl", "vcard:title", "vcard:title  ", 1),
    ):
        edit(data, name, old, new)
        counting.files = 0
        assert told(optima(), "optima", checker) == whole(optima(), "optima")
        assert 1 <= counting.files <= most
    edit(data, "contacts.ttl", "contact:principals a", "contact:principals rdfs:comment 'x' ; a")
    counting.files = 0
    assert told(optima(), "optima", checker) == whole(optima(), "optima")
    assert 2 < counting.files < 10


def test_a_file_that_comes_or_goes_is_noticed_by_what_refers_to_it(
    optima: Callable[[], Site], data: Path, tmp_path: Path
) -> None:
    """Links that led somewhere dangle, and lead there again."""
    checker = Checker(Kept(tmp_path / "kept.sqlite"))
    first = told(optima(), "optima", checker)
    file = data / "optima/systems.ttl"
    text = file.read_bytes()
    file.unlink()
    without = told(optima(), "optima", checker)
    assert without == whole(optima(), "optima") != first
    file.write_bytes(text)
    assert told(optima(), "optima", checker) == first


def test_a_catalogue_that_is_in_no_file_is_told_once(optima: Callable[[], Site], data: Path) -> None:
    """At the beginning, however many batches there are."""
    (data / "optima/authority.ttl").write_text("# empty\n", encoding="utf-8")
    assert told(optima(), "optima", Checker(processes=1, largest=1)) == whole(optima(), "optima")


def test_a_file_that_cannot_be_read_hides_the_rest_and_loses_nothing(
    optima: Callable[[], Site], data: Path, counting: Counting
) -> None:
    """When it is mended only it is checked."""
    checker = Checker(progress=counting)
    first = told(optima(), "optima", checker)
    edit(data, "registers/abilitas.ttl", "dct:title", "dct:title dct:title")
    assert told(optima(), "optima", checker) == whole(optima(), "optima")
    edit(data, "registers/abilitas.ttl", "dct:title dct:title", "dct:title")
    assert told(optima(), "optima", checker) == first


def test_a_file_that_is_saved_during_a_check_is_checked_again_when_it_is_as_before(
    optima: Callable[[], Site], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found in other words is not kept as found in these."""

    def in_between(batches: Iterable[Batch], processes: int) -> Iterator[tuple[Found, ...]]:
        edit(data, "registers/abilitas.ttl", "dct:title", "dct:titel")
        yield from in_parallel(batches, processes)

    contents = {file: file.read_bytes() for file in (data / "optima").rglob("*.ttl")}
    checker = Checker(Kept(tmp_path / "kept.sqlite"))
    with monkeypatch.context() as patched:
        patched.setattr("publisher.release.checks.checker.in_parallel", in_between)
        checker.findings(optima(), "optima", today())
    for file, content in contents.items():
        file.write_bytes(content)
    for after in (checker, Checker(Kept(tmp_path / "kept.sqlite"))):
        assert told(optima(), "optima", after) == whole(optima(), "optima")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_changes_a_check_that_remembers_finds_the_same(seed: int, tmp_path: Path) -> None:
    """Faults come and go by chance, in data and internal facts; and what is kept holds no word that is private."""
    one = described(500 + seed)
    kept = Kept(tmp_path / "kept.sqlite")
    private = {str(term) for triple in one.private for term in triple} - {str(t) for triple in one.data for t in triple}
    for step in range(6):
        fault = one.random.choice([fault for fault in FAULTS if not fault.is_alone])
        if step:
            fault.inject(one)
        (one.keep if one.random.random() < 0.5 else lambda: None)()
        site, _ = one.write(tmp_path / str(step))
        stays = tmp_path / "here"
        if stays.exists():
            stays.rename(tmp_path / f"gone {step}")
        (tmp_path / str(step)).rename(stays)
        site = read_site(stays / "data", "http://local.example/", stays / "private")
        assert told(site, "madeup", Checker(kept, processes=1)) == whole(site, "madeup")
        one.undo()
    content = (tmp_path / "kept.sqlite").read_bytes().decode("utf-8", "replace")
    assert [word for word in private if len(word) > 8 and "w3.org" not in word and word in content] == []


def test_several_cores_find_the_same(optima: Callable[[], Site]) -> None:
    """In processes of their own."""
    assert told(optima(), "optima", Checker(processes=2, largest=800)) == whole(optima(), "optima")


def test_a_process_that_the_system_ends_is_told(optima: Callable[[], Site], monkeypatch: pytest.MonkeyPatch) -> None:
    """Most often for want of memory."""

    class Broken:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def submit(self, *_: object) -> None:
            raise batches.BrokenProcessPool

        def shutdown(self, **_: object) -> None:
            pass

    monkeypatch.setattr(batches, "ProcessPoolExecutor", Broken)
    with pytest.raises(ConfigurationError, match="memory"):
        told(optima(), "optima", Checker(processes=2, largest=1))
    assert list(in_parallel([], 2)) == []


@pytest.mark.parametrize("cores", [1, 2])
def test_batches_are_made_when_a_core_is_soon_free(cores: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And given back in their order: of very many, only a few are held at a time."""
    taken: list[Batch] = []

    def many() -> Iterator[Batch]:
        for number in range(20):
            taken.append(Batch((), (), (), f"http://local.example/{number}/", (Path(), Path()), (), today()))
            yield taken[-1]

    class Here:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def submit(self, work: Callable[..., Any], *given: Any, **named: Any) -> Future[Any]:
            done: Future[Any] = Future()
            done.set_result(work(*given, **named))
            return done

        def shutdown(self, **_: object) -> None:
            pass

    monkeypatch.setattr(batches, "ProcessPoolExecutor", Here)
    monkeypatch.setattr(batches, "_look", lambda batch: batch)
    found: list[Any] = []
    for one in in_parallel(many(), cores):
        found.append(one)
        assert len(taken) - len(found) <= 3 * cores
    assert found == taken
    assert len(found) == 20


ORPHANING = """
import multiprocessing, sys, time
from pathlib import Path
from publisher.release.checks.checker import Checker
from publisher.release.flow import today
from publisher.release.site import read_site

def tell(done, everything):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    time.sleep(600)

if __name__ == "__main__":
    site = read_site(Path(sys.argv[1]), "http://local.example/")
    Checker(processes=2, largest=1, progress=tell).findings(site, "optima", today())
"""


def test_no_process_outlives_a_check_that_is_killed(data: Path, tmp_path: Path) -> None:
    """However it ends."""
    script = tmp_path / "script.py"
    script.write_text(ORPHANING, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script), str(data)], stdout=subprocess.PIPE, text=True) as check:
        assert check.stdout
        children = [int(pid) for pid in check.stdout.readline().split()]
        check.kill()
    assert len(children) == 2
    for _ in range(600):
        if not any(Path(f"/proc/{pid}").exists() and "Z" not in status_of(pid) for pid in children):
            return
        time.sleep(0.1)
    pytest.fail("a process goes on")


def status_of(pid: int) -> str:
    """The state of a process, as Linux tells it; `Z` when it has ended and nobody has asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_what_is_found_changes_with_the_day_alone(tmp_path: Path, counting: Counting) -> None:
    """Until a day that makes a difference nothing is looked at again; on that day what it makes a difference to is."""
    one = described(0)
    site, _ = one.write(tmp_path)
    checker = Checker(progress=counting)
    told(site, "madeup", checker)
    turning = min(day for graph in (one.data, one.private) for day in turning_days(graph) if day > today())
    for day, is_seen in ((turning - DAY, False), (turning, True)):
        counting.files = 0
        found = told(site, "madeup", checker, day)
        assert found == [finding.text() for finding in examine(site, "madeup", day=day)[0]]
        assert bool(counting.files) == is_seen


def test_an_error_is_not_looked_for_again(
    optima: Callable[[], Site], data: Path, tmp_path: Path, counting: Counting
) -> None:
    """Nor are the files without one: what is public of them is known when the error is mended."""
    kept = Kept(tmp_path / "kept.sqlite")
    edit(data, "registers/abilitas.ttl", "dcat:theme theme:EDUC", "dcat:theme 'x'")
    first = told(optima(), "optima", Checker(kept))
    assert told(optima(), "optima", Checker(kept, progress=counting)) == first == whole(optima(), "optima")
    assert counting.files == 0
    edit(data, "registers/abilitas.ttl", "dcat:theme 'x'", "dcat:theme theme:EDUC")
    assert told(optima(), "optima", Checker(kept, progress=counting)) == whole(optima(), "optima")
    assert counting.files == 1


def test_a_file_that_cannot_be_read_is_told_each_time(optima: Callable[[], Site], data: Path, tmp_path: Path) -> None:
    """What was found in reading is not kept, and so not lost either."""
    kept = Kept(tmp_path / "kept.sqlite")
    edit(data, "registers/abilitas.ttl", "dct:title", "dct:title dct:title")
    first = told(optima(), "optima", Checker(kept))
    assert told(optima(), "optima", Checker(kept)) == first == whole(optima(), "optima")


def test_an_edited_ledger_is_told_when_all_else_is_well(optima: Callable[[], Site], data: Path, tmp_path: Path) -> None:
    """As a check of everything tells it."""
    publish(optima(), Store(tmp_path / "releases"), "2026-01-01T00:00:00Z")
    checker = Checker()
    assert told(optima(), "optima", checker) == whole(optima(), "optima")
    ledger = data / "optima/ledger"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace("created", "updated", 1), encoding="utf-8")
    with pytest.raises(LedgerError):
        told(optima(), "optima", checker)
    edit(data, "registers/abilitas.ttl", "dcat:theme theme:EDUC", "dcat:theme 'x'")
    assert any("error" in line for line in told(optima(), "optima", checker))


def test_another_base_is_checked_anew_by_the_same_checker(optima: Callable[[], Site], data: Path) -> None:
    """Files that have not changed mean other things under it; and each authority's files are remembered."""
    checker = Checker(trusts_times=True)
    told(optima(), "optima", checker)
    for base in ("http://other.example/", "http://local.example/"):
        site = read_site(data, base)
        assert told(site, "optima", checker) == whole(site, "optima")
