"""What is unknown, withheld or omitted answers alike; what is purged answers that it is gone, and nothing else."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from publisher.release.build import publish, purge
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.serve import documents
from tests.conftest import BASE, ROOT
from tests.mutants import mutants

UNKNOWN, HIDDEN, PURGED = "nothing", "vargstig", "closed"
"""Registers that never were, that only the internal facts describe, and that were published once."""

WISHES: tuple[Mapping[str, str], ...] = (
    {},
    {"accept": "text/html", "accept-language": "fi"},
    {"accept": "text/html", "accept-language": "en"},
    {"accept": "text/turtle"},
    {"accept": "application/problem+json"},
    {"accept": "application/ld+json;q=0.5", "accept-encoding": "gzip"},
)
METHODS = ("GET", "HEAD", "OPTIONS", "POST")


def paths(register: str) -> list[str]:
    """Every address that a register of a name has or would have."""
    document = f"/exempelstad/register/{register}"
    return [
        f"/exempelstad/id/register/{register}",
        document,
        *(f"{document}.{end}" for end in ("sv.html", "fi.html", "en.html", "ttl", "jsonld", "rdf")),
    ]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The made-up authority after one of its registers was published and purged."""
    folder = tmp_path_factory.mktemp("gone")
    for name in ("data", "private"):
        shutil.copytree(ROOT / "tests" / "withheld" / name, folder / name)
    registers = folder / "data" / "exempelstad" / "registers"
    closed = (registers / "pupils.ttl").read_text(encoding="utf-8").replace("register/pupils", "register/closed")
    (registers / "closed.ttl").write_text(
        closed.replace('identifier "pupils"', 'identifier "closed"'), encoding="utf-8"
    )
    site, store = read_site(folder / "data", BASE), Store(folder / "releases")
    publish(site, store, "2026-01-01T00:00:00Z")
    (registers / "closed.ttl").unlink()
    site = read_site(folder / "data", BASE, folder / "private")
    return purge(site, store, "id/register/closed", "2026-02-01T00:00:00Z").release


def told(release: Release, register: str) -> list[tuple[Any, ...]]:
    """All answers about a register."""
    found = []
    for path in paths(register):
        for wishes in WISHES:
            for method in METHODS:
                answer = documents.answer(release, method, path, wishes)
                found.append((answer.status, tuple(answer.headers), b"".join(answer.pieces())))
    return found


def test_what_is_withheld_or_omitted_answers_as_what_never_was(release: Release) -> None:
    """Byte for byte, header for header, for every method, format and language."""
    unknown = told(release, UNKNOWN)
    assert told(release, HIDDEN) == unknown
    assert {status for status, *_ in unknown} == {HTTPStatus.NOT_FOUND}


def test_what_is_purged_answers_that_it_is_gone_with_its_day_and_no_title(release: Release) -> None:
    for status, headers, body in told(release, PURGED):
        assert status in (HTTPStatus.GONE, HTTPStatus.NO_CONTENT, HTTPStatus.METHOD_NOT_ALLOWED)
        everything = body.decode() + str(headers)
        assert not any(word in everything for word in ("Elevregister", "Oppilasrekisteri", "Register of pupils"))
        if status is HTTPStatus.GONE and ("Content-Type", "application/problem+json") in headers and body:
            assert '"ended": "2026-02-01T00:00:00Z"' in body.decode()


def test_changing_any_rule_of_these_answers_is_noticed(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside what is public, no case of an answer is told as another."""
    asked = [path for register in (UNKNOWN, HIDDEN, PURGED, "pupils") for path in paths(register)[:3]]
    wishes = ({}, {"accept": "image/png"}, {"accept": "application/problem+json"})

    def told_by(module: Any) -> list[tuple[Any, ...]]:
        found = [module.answer(release, "GET", path, w) for path in (*asked, "error/404.sv") for w in wishes]
        return [(answer.status, tuple(answer.headers), b"".join(answer.pieces())) for answer in found]

    right = told_by(documents)
    assert documents.__file__
    source = Path(documents.__file__).read_text(encoding="utf-8")
    unnoticed = []
    for mutant in mutants(source, "_selected"):
        module = ModuleType("publisher.serve.documents")
        monkeypatch.setitem(sys.modules, module.__name__, module)
        exec(mutant.code, module.__dict__)  # noqa: S102 - our own source
        try:
            same = told_by(module) == right
        except Exception:
            same = False
        if same and "host" not in mutant.change:  # which decides between authorities that share a path, and here is one
            unnoticed.append(str(mutant))
    assert unnoticed == []
