"""The files of an authority with what they are about: read anew only when they are not the same as before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from publisher.load.survey import Survey, Thing, survey
from publisher.load.turtle import LARGEST_FILE, shown_path
from publisher.release.checks.kept import Kept, slices
from publisher.release.checks.units import Surveyed
from publisher.release.known import joining
from publisher.release.site import Site

_STATEMENT = 50
"""Bytes of Turtle to a statement, as registers are written. Where texts are long they are what takes memory."""

Identity = tuple[int, int, int]


class _Listed(NamedTuple):
    path: str
    root: int
    is_private: bool


class _Content(NamedTuple):
    size: int
    digest: bytes


@dataclass
class Surveys:
    """Surveys of files. With `trusts_times` a file of the same number, time and size is the same, and is not read."""

    kept: Kept
    trusts_times: bool = False
    _seen: dict[str, dict[str, tuple[Identity, Surveyed]]] = field(default_factory=dict)

    def of(self, site: Site, authority: str) -> tuple[Surveyed, ...]:
        """The files of an authority in order of reading: data, then internal facts."""
        base = site.authorities[authority].iri
        files = _listed(site, authority)
        if not self.trusts_times:
            return tuple(self._read(files, base))
        identities = {one.path: _identity(one.path) for one in files}
        seen = self._seen.get(base, {})
        same = {path: one for path, (identity, one) in seen.items() if identity == identities.get(path)}
        read = self._read([one for one in files if one.path not in same], base)
        found = tuple(same[one.path] if one.path in same else next(read) for one in files)
        self._seen[base] = {one.path: (identities[one.path], one) for one in found}
        return found

    def _read(self, files: Sequence[_Listed], base: str) -> Iterator[Surveyed]:
        """Files with their surveys, which are made where none is kept."""
        names: dict[str, str] = {}
        for some in slices(files):
            contents = [_content(one.path) for one in some]
            keys = [_key(base, content.digest) for content in contents]
            kept = self.kept.get(keys)
            surveys = [
                _survey_of(kept[key]) if key in kept else _survey(one.path, base)
                for one, key in zip(some, keys, strict=True)
            ]
            new = {key: _told(read) for one, key, read in zip(some, keys, surveys, strict=True) if not one.is_private}
            self.kept.put({key: told for key, told in new.items() if key not in kept})
            for one, content, read in zip(some, contents, surveys, strict=True):
                weight = max(read.statements, content.size // _STATEMENT)
                yield Surveyed(*one, weight, content.digest, *_named_once(read, names))


def content_of(file: Path) -> bytes:
    """The bytes of a file; none of one that cannot be read, or is larger than any that is: loading it will tell."""
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST_FILE else b""
    except OSError:
        return b""


def is_as_surveyed(one: Surveyed) -> bool:
    """Whether a file holds what it held when it was surveyed: somebody may have saved it since."""
    return _content(one.path).digest == one.digest


def _listed(site: Site, authority: str) -> list[_Listed]:
    public, private = site.data.resolve().parent, (site.private or site.data).resolve().parent

    def listed(files: Iterable[Path], root: Path, *, is_private: bool) -> Iterator[_Listed]:
        for file in files:
            path = file.as_posix()
            yield _Listed(path, len(path) - len(shown_path(file, root)), is_private)

    return [
        *listed(site.files(authority), public, is_private=False),
        *listed(site.private_files(authority), private, is_private=True),
    ]


def _identity(path: str) -> Identity:
    try:
        status = Path(path).stat()
    except OSError:
        return (0, 0, 0)
    return (status.st_ino, status.st_mtime_ns, status.st_size)


def _content(path: str) -> _Content:
    """Size and digest of what a file holds; of one that is too large or cannot be read, a digest that no other has."""
    file = Path(path)
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST_FILE else f"{path} {size}".encode("utf-8", "surrogateescape")
    except OSError as error:
        size, content = 0, f"{path} {error}".encode("utf-8", "surrogateescape")
    return _Content(size, hashlib.blake2b(content, digest_size=20).digest())


def _survey(path: str, base: str) -> Survey:
    return survey(content_of(Path(path)), base, joining())


def _key(base: str, digest: bytes) -> bytes:
    """The key of a survey: of everything that it depends on, and of what one tells."""
    told = "\n".join((base, digest.hex(), *sorted(joining()), *Survey._fields))
    return hashlib.blake2b(told.encode(), digest_size=20).digest()


def _named_once(read: Survey, names: dict[str, str]) -> tuple[tuple[Thing, ...], tuple[str, ...]]:
    """The things and joins of a survey, with the texts of IRIs that others have already: many files name the same."""

    def once(iris: Iterable[str]) -> tuple[str, ...]:
        return tuple(names.setdefault(iri, iri) for iri in iris)

    things = (Thing(names.setdefault(iri, iri), digest, once(links)) for iri, digest, links in read.things)
    return tuple(things), once(read.joins)


def _told(read: Survey) -> Any:
    return [{iri: [digest.hex(), *links] for iri, digest, links in read.things}, read.joins, read.statements]


def _survey_of(told: Any) -> Survey:
    things: Mapping[str, list[str]] = told[0]
    found = (Thing(iri, bytes.fromhex(digest), tuple(links)) for iri, (digest, *links) in sorted(things.items()))
    return Survey(tuple(found), tuple(told[1]), told[2])
