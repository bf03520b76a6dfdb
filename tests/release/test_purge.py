"""What was published and must be forgotten is gone from every state that the program keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publisher.model.errors import CheckFailed, LedgerError, PurgeError
from publisher.release.build import build, publish, purge
from publisher.release.ledger import read_ledger
from publisher.release.scan import Needles, Scan, normal
from publisher.release.segments import Gone
from publisher.release.site import Site, read_site
from publisher.release.store import Store
from tests.conftest import BASE, ROOT

T1, T2, T3 = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"
WEBAUTO = "id/register/webauto"


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, published, and published again after a change: two releases are kept."""
    folder = tmp_path_factory.mktemp("twice")
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("ledger"))
    site, store = read_site(folder / "data", BASE), Store(folder / "releases")
    publish(site, store, T1)
    replace(site, "contacts.ttl", "Principal of learning", "Principal of all learning")
    publish(site, store, T2)
    return folder


@pytest.fixture
def published(twice: Path, tmp_path: Path) -> tuple[Site, Store]:
    """A copy of it, to change."""
    shutil.copytree(twice, tmp_path, symlinks=True, dirs_exist_ok=True)
    return read_site(tmp_path / "data", BASE), Store(tmp_path / "releases")


def replace(site: Site, file: str, old: str, new: str) -> None:
    """Changes a text of the data."""
    path = site.data / "optima" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def is_on_disk(store: Store, text: str) -> bool:
    """Whether a text is in any release on the disk, unpacked."""
    scan = Scan(Needles(texts={normal(text): []}))
    found: list[str] = []
    scan._found = lambda where, *_: found.append(where)
    scan.folder(store.folder)
    return bool(found)


@pytest.mark.parametrize(
    "name",
    [
        WEBAUTO,
        f"{BASE}optima/{WEBAUTO}",
        "/optima/register/webauto",
        f"{BASE}optima/register/webauto",
        "register/webauto",
    ],
)
def test_a_thing_is_purged_by_any_of_its_names(published: tuple[Site, Store], name: str) -> None:
    site, store = published
    (site.data / "optima" / "registers" / "webauto.ttl").unlink()
    release, _, added = purge(site, store, name, T3)
    assert (T3, "purged", WEBAUTO) in [(e.time, e.kind, e.iri) for e in added["optima"]]
    assert release.entry("", "/optima/register/webauto") == Gone(T3)


def test_of_a_purged_thing_only_its_name_and_the_day_are_left(published: tuple[Site, Store]) -> None:
    """In every address, in the ledger, and on the disk."""
    site, store = published
    assert is_on_disk(store, "trafiklärarna")
    (site.data / "optima" / "registers" / "webauto.ttl").unlink()
    release = purge(site, store, WEBAUTO, T3).release
    ledger = (site.data / "optima" / "ledger").read_text(encoding="utf-8")
    assert [line.split(" ")[:3] for line in ledger.splitlines() if WEBAUTO in line] == [[T3, "purged", WEBAUTO]]
    paths = [path for path in release.paths() if path.startswith(("/optima/register/webauto", f"/optima/{WEBAUTO}"))]
    assert len(paths) > 5
    assert {release.entry("", path) for path in paths} == {Gone(T3)}
    assert not is_on_disk(store, "trafiklärarna")
    kept = [folder.name for folder in store.folder.iterdir() if folder.is_dir() and not folder.is_symlink()]
    assert kept == [release.identifier] == [store.current_name()]


def test_a_fact_is_purged_when_the_data_holds_it_no_more(published: tuple[Site, Store]) -> None:
    """A telephone number, in any writing."""
    site, store = published
    with pytest.raises(PurgeError) as caught:
        purge(site, store, "044 7215 282", T3)
    assert "044 7215 282" not in str(caught.value)
    assert "still public" in caught.value.reason
    replace(site, "contacts.ttl", "  vcard:hasTelephone <tel:+358-44-7215-282> ;\n", "")
    release, _, added = purge(site, store, "044 7215 282", T3)
    assert [(entry.kind, entry.iri) for entry in added["optima"]] == [("updated", "id/contact/principal-learning")]
    assert not is_on_disk(store, "044 7215 282")
    assert not is_on_disk(store, "+358-44-7215-282")
    assert store.current_name() == release.identifier


def test_no_digest_of_an_earlier_state_is_left(published: tuple[Site, Store]) -> None:
    """With all else known, a digest would confirm a guess at what was purged."""
    site, store = published
    before = read_ledger(site.data / "optima" / "ledger")
    digest = next(e.digest for e in before.entries if e.iri == "id/contact/principal-learning" and e.digest)
    replace(site, "contacts.ttl", "  vcard:hasTelephone <tel:+358-44-7215-282> ;\n", "")
    purge(site, store, "044 7215 282", T3)
    assert digest not in (site.data / "optima" / "ledger").read_text(encoding="utf-8")


def counts_in(site: Site) -> dict[str, list[bool]]:
    """Which publications of each register have counts in the ledger."""
    histories = read_ledger(site.data / "optima" / "ledger").histories()
    return {iri: [one.answers is not None for one in history] for iri, history in histories.items()}


@pytest.mark.parametrize("what", [WEBAUTO, "044 7215 282"])
def test_no_count_of_an_earlier_state_is_left(published: tuple[Site, Store], what: str) -> None:
    """Of anything, for nobody knows which description held a fact; what is public as it stands is counted."""
    site, store = published
    replace(site, "registers/abilitas.ttl", '"personbeteckning"@sv', '"personnummer"@sv')
    publish(site, store, T2)
    assert counts_in(site)["id/register/abilitas"] == [True, True]
    replace(site, "contacts.ttl", "  vcard:hasTelephone <tel:+358-44-7215-282> ;\n", "")
    replace(site, "registers/abilitas.ttl", '"personnummer"@sv', '"personbeteckning"@sv')
    if what == WEBAUTO:
        (site.data / "optima" / "registers" / "webauto.ttl").unlink()
    purge(site, store, what, T3)
    left = counts_in(site)
    assert left["id/register/abilitas"] == [False, False, True]
    assert left["id/register/unit4"] == [True]
    assert left.get(WEBAUTO) == (None if what == WEBAUTO else [True])


def test_a_part_is_purged_by_its_iri(published: tuple[Site, Store]) -> None:
    site, store = published
    part = f"{BASE}optima/id/register/abilitas#students-discussions"
    with pytest.raises(PurgeError, match="still public"):
        purge(site, store, part, T3)
    text = (site.data / "optima" / "registers" / "abilitas.ttl").read_text(encoding="utf-8")
    start = text.index(":students-discussions a rc:DataItem")
    text = text[:start] + text[text.index("\n\n", start) + 2 :]
    text = text.replace(":students-basic, :students-discussions .", ":students-basic .")
    (site.data / "optima" / "registers" / "abilitas.ttl").write_text(text, encoding="utf-8")
    purge(site, store, part, T3)
    assert not is_on_disk(store, "students-discussions")


def test_what_the_data_still_describes_is_not_purged(published: tuple[Site, Store]) -> None:
    site, store = published
    before = store.current_name()
    with pytest.raises(PurgeError, match=r"the data still describes this\. Delete it from the data first"):
        purge(site, store, WEBAUTO, T3)
    assert store.current_name() == before
    assert read_ledger(site.data / "optima" / "ledger").purges == ()


def test_what_was_never_published_is_not_purged(published: tuple[Site, Store]) -> None:
    site, store = published
    with pytest.raises(PurgeError, match="nothing of this name was ever published"):
        purge(site, store, "id/register/nothing", T3)


def test_what_was_withdrawn_is_purged_afterwards(published: tuple[Site, Store]) -> None:
    site, store = published
    (site.data / "optima" / "registers" / "webauto.ttl").unlink()
    publish(site, store, T2)
    purge(site, store, WEBAUTO, T3)
    ledger = read_ledger(site.data / "optima" / "ledger")
    assert [(e.time, e.kind) for e in ledger.entries if e.iri == WEBAUTO] == [(T3, "purged")]


def test_a_purged_name_never_comes_back(published: tuple[Site, Store]) -> None:
    site, store = published
    file = site.data / "optima" / "registers" / "webauto.ttl"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    purge(site, store, WEBAUTO, T2)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CheckFailed) as caught:
        publish(site, store, T3)
    (finding,) = [finding for finding in caught.value.findings if finding.severity == "error"]
    assert finding.rule == "purged-name"
    assert finding.place.path == "data/optima/registers/webauto.ttl"


def test_another_server_takes_up_a_ledger_that_was_purged(published: tuple[Site, Store], tmp_path: Path) -> None:
    """Its own last release knows lines that are gone; it builds all the same. A cut ledger it still refuses."""
    site, store = published
    other = Store(tmp_path / "other")
    publish(site, other, T2)
    (site.data / "optima" / "registers" / "webauto.ttl").unlink()
    purge(site, store, WEBAUTO, T3)
    assert build(site, other).release.identifier == store.current_name()
    publish(site, other, T3)
    ledger = site.data / "optima" / "ledger"
    ledger.write_text("".join(ledger.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(LedgerError):
        publish(site, other, T3)
