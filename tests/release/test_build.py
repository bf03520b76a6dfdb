"""Releases: whole or not at all, the same everywhere, and never in the way of the last good one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import pytest

from publisher.model.errors import CheckFailed, LedgerError, PublisherError, ReleaseError
from publisher.release import store as store_module
from publisher.release.build import build, publish
from publisher.release.ledger import read_ledger
from publisher.release.segments import Gone, Redirect, Representation
from publisher.release.site import Site, read_site
from publisher.release.store import KEPT, Release, Store
from publisher.serve.documents import answer

BASE = "http://local.example/"
NOON = "2026-01-31T12:00:00Z"
LATER = "2026-02-01T12:00:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty folder of releases."""
    return Store(tmp_path / "releases")


@pytest.fixture
def draft_site(data: Path) -> Site:
    """A copy of the example of which nothing is published yet."""
    (data / "optima" / "ledger").unlink()
    return read_site(data, BASE)


def edit(data: Path, old: str, new: str, file: str = "registers/abilitas.ttl") -> None:
    """Replaces a text in a data file."""
    path = data / "optima" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def text_of(release: Release, path: str) -> str:
    """The body at an address."""
    found = release.entry("", path)
    assert isinstance(found, Representation)
    return (found.file.read_bytes() if found.file else found.body).decode()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_release_is_the_same_in_another_folder_time_zone_and_hash_seed(data: Path, tmp_path: Path) -> None:
    """Byte for byte, its name included."""
    found = []
    for number, (zone, seed) in enumerate((("UTC", "0"), ("Pacific/Kiritimati", "4242"))):
        folder = tmp_path / f"folder {number}"
        shutil.copytree(data, folder / "data")
        command = [sys.executable, "-m", "publisher.cli", "build", "--data", str(folder / "data"), "--base", BASE]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        subprocess.run(command, check=True, env=environment, cwd=folder, capture_output=True)
        found.append((Store(folder / "releases").current_name(), contents(folder / "releases" / "current")))
    assert found[0] == found[1]


def test_the_base_changes_addresses_and_nothing_else(data: Path, store: Store, tmp_path: Path) -> None:
    """The ledger and its digests are the same under any base."""
    publish(read_site(data, BASE), store, LATER)
    ledger = (data / "optima" / "ledger").read_bytes()
    *_, added = publish(read_site(data, "https://other.example/records/"), Store(tmp_path / "other"), LATER)
    assert not any(added.values())
    assert (data / "optima" / "ledger").read_bytes() == ledger
    turtle = text_of(Store(tmp_path / "other").current(), "/records/optima/catalog.ttl")
    here = text_of(store.current(), "/optima/catalog.ttl")
    one, other = (
        re.sub(r'"[0-9a-f]+"\^\^xsd:(hexBinary|nonNegativeInteger)', "", text)  # size and sum of files with addresses
        for text in (turtle.replace("https://other.example/records/", BASE), here)
    )
    assert sorted(one.split()) == sorted(other.split())


def test_what_is_not_in_the_ledger_is_a_draft_without_a_date(draft_site: Site, store: Store) -> None:
    """On the page and in the data."""
    release = build(draft_site, store).release
    turtle = text_of(release, "/optima/register/abilitas.ttl")
    assert "rc:Draft" in turtle
    assert "dct:issued" not in turtle
    found = release.entry("", "/optima/register/abilitas.sv.html")
    assert isinstance(found, Representation)
    assert found.modified == ""
    assert not draft_site.ledger("optima").exists()


def test_publishing_dates_everything_and_adds_to_the_ledger(draft_site: Site, store: Store) -> None:
    """Once; the second time nothing has changed."""
    release, _, added = publish(draft_site, store, NOON)
    assert {entry.kind for entry in added["optima"]} == {"created"}
    turtle = text_of(release, "/optima/register/abilitas.ttl")
    assert "rc:Published" in turtle
    assert NOON in turtle
    again, _, nothing = publish(draft_site, store, LATER)
    assert nothing == {"optima": []}
    assert again.identifier == release.identifier


def test_publishing_twice_gives_what_a_fresh_clone_builds(draft_site: Site, store: Store, tmp_path: Path) -> None:
    """A release is a function of data, ledger and program."""
    release, *_ = publish(draft_site, store, NOON)
    assert build(draft_site, Store(tmp_path / "fresh")).release.identifier == release.identifier


def test_a_changed_register_is_a_draft_until_it_is_published(draft_site: Site, store: Store) -> None:
    """It keeps the date of its first publication."""
    publish(draft_site, store, NOON)
    edit(draft_site.data, '"personbeteckning"@sv', '"personnummer"@sv')
    turtle = text_of(build(draft_site, store).release, "/optima/register/abilitas.ttl")
    assert "rc:Draft" in turtle
    assert "dct:issued" in turtle
    assert "dct:modified" not in turtle
    release, _, added = publish(draft_site, store, LATER)
    assert [(e.kind, e.iri) for e in added["optima"]] == [("updated", "id/register/abilitas")]
    assert LATER in text_of(release, "/optima/register/abilitas.ttl")


def test_no_published_address_ever_answers_404(draft_site: Site, store: Store) -> None:
    """What is withdrawn is gone, with the day; what never was is unknown."""
    publish(draft_site, store, NOON)
    (draft_site.data / "optima" / "registers" / "webauto.ttl").unlink()
    unpublished = build(draft_site, store).release
    release, _, added = publish(draft_site, store, LATER)
    assert ("withdrawn", "id/register/webauto") in [(e.kind, e.iri) for e in added["optima"]]
    for address in ("/optima/id/register/webauto", "/optima/register/webauto"):
        assert unpublished.entry("", address) == Gone("")
        assert release.entry("", address) == Gone(LATER)
    assert "webauto" not in text_of(release, "/optima/catalog.ttl").replace("system/webauto", "")


def test_every_representation_of_what_is_gone_is_gone(draft_site: Site, store: Store) -> None:
    """A harvester that kept the address of the Turtle is told so too, and one that is among pages of an older state."""
    before, *_ = publish(draft_site, store, NOON)
    (draft_site.data / "optima" / "registers" / "webauto.ttl").unlink()
    release, *_ = publish(draft_site, store, LATER)
    for path in before.paths():
        assert answer(release, "GET", path, {}).status is not HTTPStatus.NOT_FOUND, path


@pytest.mark.parametrize("spoilt", ["<id/register/abilitas> a", "dct:title <", "rc:nothing 1 ;"])
def test_bad_data_leaves_the_last_good_release(data: Path, store: Store, spoilt: str) -> None:
    """And the ledger."""
    site = read_site(data, BASE)
    publish(site, store, LATER)
    before = contents(store.folder), contents(data / "optima" / "ledger")
    ledger = site.ledger("optima").read_bytes()
    with (data / "optima" / "registers" / "abilitas.ttl").open("a") as file:
        file.write(spoilt)
    for attempt in (lambda: build(site, store), lambda: publish(site, store, LATER)):
        with pytest.raises(CheckFailed):
            attempt()
    assert (contents(store.folder), contents(data / "optima" / "ledger")) == before
    assert site.ledger("optima").read_bytes() == ledger
    store.current().verify()


def test_a_failure_while_writing_leaves_nothing_behind(
    data: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft folder is removed and the release before it stays."""
    site = read_site(data, BASE)
    first = build(site, store).release
    edit(data, '"personbeteckning"@sv', '"personnummer"@sv')

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("publisher.release.build.write_segment", fail)
    with pytest.raises(ReleaseError, match=r"releases: error: .*No space left on device\. Make room"):
        build(site, store)
    assert store.current().identifier == first.identifier
    assert not list(store.folder.glob(".draft-*"))


def test_a_crash_between_release_and_ledger_heals(
    draft_site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next publication goes on where it ended."""
    with monkeypatch.context() as patched:
        patched.setattr("publisher.release.build.write_ledger", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            publish(draft_site, store, NOON)
    assert store.current_name() == ""
    release, *_ = publish(draft_site, store, LATER)
    assert LATER in text_of(release, "/optima/register/abilitas.ttl")


def test_a_crash_between_ledger_and_switch_heals(
    draft_site: Site, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published twice."""
    with monkeypatch.context() as patched:
        patched.setattr(Store, "switch", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            publish(draft_site, store, NOON)
    release, _, added = publish(draft_site, store, LATER)
    assert added == {"optima": []}
    assert store.current_name() == release.identifier


def test_a_copy_that_lost_the_link_to_the_current_release_is_told(site: Site, store: Store, tmp_path: Path) -> None:
    """Neither read nor written over: it says how to copy."""
    build(site, store)
    copy = Store(Path(shutil.copytree(store.folder, tmp_path / "copy", symlinks=False)))
    for attempt in (copy.current, lambda: build(site, copy)):
        with pytest.raises(ReleaseError, match=r"copy/current: error: .* no link.*`rsync -a`"):
            attempt()


def test_two_builds_at_once_are_refused(data: Path, store: Store) -> None:
    """The second says so, and harms nothing."""
    with store.lock(), pytest.raises(ReleaseError, match="another build"):
        build(read_site(data, BASE), store)


def test_a_ledger_that_lost_lines_is_refused(draft_site: Site, store: Store) -> None:
    """The current release remembers how many there were."""
    publish(draft_site, store, NOON)
    file = draft_site.ledger("optima")
    file.write_text("".join(file.read_text().splitlines(keepends=True)[:-2]))
    kept = len(read_ledger(file).entries)
    with pytest.raises(LedgerError, match=rf"optima/ledger:{kept}: error: it does not go on from"):
        publish(draft_site, store, LATER)
    file.unlink()
    with pytest.raises(LedgerError, match="optima/ledger:1: error: it does not go on from"):
        publish(draft_site, store, LATER)


def test_files_that_did_not_change_are_links_to_the_last_release(data: Path, store: Store) -> None:
    """An unchanged whole takes no room twice."""
    first = build(read_site(data, BASE), store).release
    edit(data, '"personbeteckning"@sv', '"personnummer"@sv')
    second = build(read_site(data, BASE), store).release
    shared = {n for n in first.manifest["files"] if first.manifest["files"][n] == second.manifest["files"].get(n)}
    for name in second.manifest["files"]:
        same = (first.folder / name).stat().st_ino == (second.folder / name).stat().st_ino
        assert same == (name in shared), name


def test_an_authority_that_did_not_change_keeps_its_segment(data: Path, store: Store) -> None:
    """A second authority beside the first does not touch it."""
    other = shutil.copytree(data / "optima", data / "second")
    (other / "ledger").unlink(missing_ok=True)
    site = read_site(data, BASE)
    first = build(site, store).release
    edit(data, '"personbeteckning"@sv', '"personnummer"@sv')
    second = build(site, store).release
    name = "segments/second.sqlite"
    assert (first.folder / name).stat().st_ino == (second.folder / name).stat().st_ino
    assert "/second/register/abilitas" in second.paths()


def test_the_last_releases_are_kept(data: Path, store: Store) -> None:
    """And no more."""
    names = []
    for number in range(KEPT + 2):
        edit(data, "Kuratorerna" + "." * (number + 1), "Kuratorerna" + "." * (number + 2))
        names.append(build(read_site(data, BASE), store).release.identifier)
    kept = {p.name for p in store.folder.iterdir() if p.is_dir() and not p.is_symlink()}
    assert kept == set(names[-KEPT:])


def cut(file: Path) -> None:
    """Removes the last bytes."""
    file.write_bytes(file.read_bytes()[:-10])


def alter(file: Path) -> None:
    """Changes one byte in the middle."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, alter, Path.unlink])
def test_a_damaged_release_is_known_whichever_file_is_damaged(site: Site, store: Store, damage: object) -> None:
    """Cut, altered or missing: the message names the file and the cure."""
    release = build(site, store).release
    for file in sorted(p for p in release.folder.rglob("*") if p.is_file()):
        kept = file.read_bytes()
        file.unlink()
        file.write_bytes(kept)
        damage(file)
        with pytest.raises(ReleaseError, match=r"(cut|altered|missing).*publisher build") as error:
            Release(release.folder).verify()
        assert str(file) in str(error.value)
        file.write_bytes(kept)
    Release(release.folder).verify()


def test_a_damaged_release_is_built_anew(site: Site, store: Store) -> None:
    """Under the same name, for the name is its content."""
    release = build(site, store).release
    alter(release.folder / "segments" / "optima.sqlite")
    again = build(site, store).release
    assert again.identifier == release.identifier
    again.verify()


def test_a_release_of_another_program_is_refused(site: Site, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its pages and this program's answers may not fit."""
    release = build(site, store).release
    release.require_this_program()
    monkeypatch.setattr(store_module, "program_digest", lambda: "other")
    with pytest.raises(ReleaseError, match="another version"):
        release.require_this_program()


def test_hosts_that_share_a_path_are_told_apart_by_the_request(data: Path, store: Store) -> None:
    """Each authority may have a host of its own."""
    shutil.copytree(data / "optima", data / "second")
    (data / "site.toml").write_text(
        '[authorities.optima]\nbase = "https://optima.example/records/"\n'
        '[authorities.second]\nbase = "https://second.example/records/"\n'
    )
    (data / "second" / "registers" / "webauto.ttl").unlink()
    release = build(read_site(data, BASE), store).release
    assert release.entry("optima.example", "/records/register/webauto.ttl") is not None
    assert release.entry("second.example", "/records/register/webauto.ttl") == Gone("")
    for host in ("optima.example", "second.example"):
        found = release.entry(host, "/records/id/register/abilitas")
        assert found == Redirect(f"https://{host}/records/register/abilitas")
    assert release.entry("unknown.example", "/records/id/register/abilitas") is not None


def test_what_is_refused_says_where_and_what_to_do(store: Store) -> None:
    """A folder without a release."""
    with pytest.raises(PublisherError, match="publisher build"):
        store.current()


def test_the_committed_ledger_holds_the_seven_as_they_stand(site: Site) -> None:
    """A fresh clone serves no drafts."""
    ledger = read_ledger(site.ledger("optima"))
    assert len({e.iri for e in ledger.entries if e.iri.startswith("id/register/")}) == 7
    from publisher.release.flow import examine

    _, prepared = examine(site, "optima")
    assert prepared is not None
    assert prepared.publications.keys() == prepared.digests.keys()
    assert all(p.current for p in prepared.publications.values())
