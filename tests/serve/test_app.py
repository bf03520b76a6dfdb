"""The Flask application and the layer in front of it give the same answers, and no request breaks them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from publisher.model.errors import ReleaseError
from publisher.release.build import build
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from publisher.serve import current
from publisher.serve.app import Front, create_app

REGISTER = "/optima/register/abilitas"


@pytest.fixture(scope="module")
def front(release: Release) -> Front:
    """The whole application."""
    found = create_app(release.folder.parent).wsgi_app
    assert isinstance(found, Front)
    return found


def answer(app: Callable[..., Iterable[bytes]], path: str, **headers: str) -> tuple[bytes, str, list[tuple[str, str]]]:
    """Body, status and headers that a WSGI application gives."""
    environ = EnvironBuilder(path=path, headers={k.replace("_", "-"): v for k, v in headers.items()}).get_environ()
    pieces, status, told = run_wsgi_app(app, environ)
    return b"".join(pieces), status, list(told)


def test_flask_and_the_layer_in_front_give_the_same(front: Front, release: Release) -> None:
    """For every address, for people and for programs."""
    for path in [*release.paths(), "/nothing", "/optima//register"]:
        for accept in ("text/html", "text/turtle;q=0.9, application/pdf", "application/pdf"):
            wishes = {"accept": accept, "accept_language": "fi", "accept_encoding": "gzip"}
            assert answer(front, path, **wishes) == answer(front._behind, path, **wishes), path


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW"])
@pytest.mark.parametrize("path", [REGISTER, "/nothing", "/"])
def test_other_methods_go_through_flask(front: Front, method: str, path: str) -> None:
    """405, 204 or 404, never an error of ours."""
    found = Client(front).open(path, method=method)
    assert found.status_code in (204, 404, 405)


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/optima/%2e%2e/site",
        "//evil.example/x",
        "/optima/register/%ff%fe",
        "/%00",
        "/" + "x" * 70_000,
    ],
)
def test_a_strange_path_answers_as_an_unknown_one(front: Front, path: str) -> None:
    """And leads nowhere else."""
    found = Client(front).get(path)
    assert found.status_code in (404, 414)
    assert "location" not in found.headers


def test_an_encoded_path_is_the_same_path(front: Front) -> None:
    """RFC 3986, section 6.2.2.2."""
    assert Client(front).get("/optima/register/%61bilitas").status_code == 200


def changed(data: Path) -> Site:
    """The site after a change of a text."""
    register = data / "optima" / "registers" / "abilitas.ttl"
    register.write_text(register.read_text().replace('"The school social workers."@en', '"Changed."@en'))
    return read_site(data, "http://local.example/")


def test_a_new_release_is_taken_up(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a restart, and wholly."""
    monkeypatch.setattr(current, "_INTERVAL", 0.0)
    store = Store(tmp_path / "releases")
    build(read_site(data, "http://local.example/"), store)
    client = Client(create_app(store.folder))
    before = client.get(REGISTER + ".ttl").get_etag()
    register = data / "optima" / "registers" / "abilitas.ttl"
    register.write_text(register.read_text().replace("Kuratorerna.", "Kuratorerna och rektor."))
    build(read_site(data, "http://local.example/"), store)
    assert client.get(REGISTER + ".ttl").get_etag() != before
    assert "Kuratorerna och rektor." in client.get(REGISTER + ".ttl").text


def test_a_broken_release_never_takes_the_place_of_a_good_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and the one before serves on."""
    monkeypatch.setattr(current, "_INTERVAL", 0.0)
    store = Store(tmp_path / "releases")
    build(read_site(data, "http://local.example/"), store)
    client = Client(create_app(store.folder))
    before = client.get(REGISTER).data
    store.pointer.unlink()
    store.pointer.symlink_to("0" * 32)
    assert client.get(REGISTER).data == before
    assert "The release before it stays" in caplog.text


def test_a_release_for_another_address_never_takes_the_place_of_this_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As when a second server is started over the same folder on another port."""
    monkeypatch.setattr(current, "_INTERVAL", 0.0)
    store = Store(tmp_path / "releases")
    build(read_site(data, "http://local.example/"), store)
    client = Client(create_app(store.folder))
    build(read_site(data, "http://other.example/"), store)
    assert "http://local.example/" in client.get(REGISTER + ".ttl").text
    assert "this release is for http://other.example/, and this server for http://local.example/" in caplog.text


def test_releases_that_are_served_no_more_are_closed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a server would run out of files, and the disk of room."""
    monkeypatch.setattr(current, "_INTERVAL", 0.0)
    store = Store(tmp_path / "releases")
    first = str(build(read_site(data, "http://local.example/"), store).release.folder)
    client = Client(create_app(store.folder))
    assert client.get(REGISTER).status_code == 200
    assert any(first in file for file in open_files())
    build(changed(data), store)
    assert "Changed." in client.get(REGISTER + ".ttl").text
    assert not [file for file in open_files() if first in file]


def open_files() -> list[str]:
    """What this process has open."""
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            found.append(str(descriptor.readlink()))
    return found


def test_a_release_that_was_copied_in_part_is_taken_up_when_it_is_whole(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """And is told of once until then."""
    monkeypatch.setattr(current, "_INTERVAL", 0.0)
    monkeypatch.setattr(current, "_PATIENCE", 0.0)
    store = Store(tmp_path / "releases")
    build(read_site(data, "http://local.example/"), store)
    client = Client(create_app(store.folder))
    second = build(changed(data), store).release
    second.folder.rename(tmp_path / "on-its-way")
    for _ in range(3):
        assert "Changed." not in client.get(REGISTER + ".ttl").text
    assert caplog.text.count("The release before it stays") == 1
    (tmp_path / "on-its-way").rename(second.folder)
    assert "Changed." in client.get(REGISTER + ".ttl").text


def test_nobody_waits_while_a_new_release_is_verified(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large one takes seconds."""
    monkeypatch.setattr(current, "_INTERVAL", 0.0)
    store = Store(tmp_path / "releases")
    build(read_site(data, "http://local.example/"), store)
    client = Client(create_app(store.folder))
    build(changed(data), store)
    verifying, done = threading.Event(), threading.Event()

    def verify(_release: Release) -> None:
        verifying.set()
        assert done.wait(30)

    monkeypatch.setattr(Release, "verify", verify)
    first = threading.Thread(target=client.get, args=(REGISTER,))
    first.start()
    assert verifying.wait(30)
    answers: list[str] = []
    second = threading.Thread(target=lambda: answers.append(client.get(REGISTER + ".ttl").text))
    second.start()
    second.join(10)
    done.set()
    first.join(30)
    second.join(30)
    assert "http://local.example/" in answers[0]
    assert "Changed." in client.get(REGISTER + ".ttl").text


def test_an_application_without_a_release_does_not_start(tmp_path: Path) -> None:
    """It says what to do."""
    with pytest.raises(ReleaseError, match="publisher build"):
        create_app(tmp_path)


def test_a_release_that_breaks_while_serving_answers_503(
    release: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a trace of what went wrong."""
    client = Client(create_app(release.folder.parent))

    def broken(*_: Any) -> None:
        raise ReleaseError("segment", "it is gone", "Build again")

    monkeypatch.setattr("publisher.release.segments.Segment.entry", broken)
    found = client.get("/optima/register/never-asked-before")
    assert found.status_code == 503
    assert "Traceback" not in found.text
    assert "segment" not in found.text
    assert "the release cannot be read: segment: error: it is gone. Build again" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_fault_of_ours_answers_500_without_a_trace(
    release: Release, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As a page in the reader's language."""
    client = Client(create_app(release.folder.parent))

    def broken(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("publisher.serve.app.answer", broken)
    found = client.get(REGISTER, headers={"Accept-Language": "fi"})
    assert (found.status_code, found.headers["Content-Language"]) == (500, "fi")
    assert "ZeroDivisionError" not in found.text
    assert "ZeroDivisionError" in caplog.text


def test_a_segment_that_is_cut_while_it_is_served_is_an_error_that_ends_when_it_is_whole(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It never ends the server: the file is read, not mapped into memory."""
    monkeypatch.setattr(current, "_INTERVAL", 0.0)
    store = Store(tmp_path / "releases")
    segment = build(read_site(data, "http://local.example/"), store).release.folder / "segments" / "optima.sqlite"
    client = Client(create_app(store.folder))
    assert client.get("/optima/register/unit4").status_code == 200
    whole = segment.read_bytes()
    os.truncate(segment, 0)
    assert client.get("/optima/register/itslearning").status_code == 503
    segment.write_bytes(whole)
    build(changed(data), store)
    assert client.get("/optima/register/itslearning").status_code == 200
