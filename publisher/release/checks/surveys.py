"""The files of an authority with what they are about: read anew only when they are not the same as before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple

from publisher.load.survey import Survey, Thing, survey
from publisher.load.turtle import LARGEST_FILE, shown_path
from publisher.release.checks.kept import Kept
from publisher.release.checks.units import Surveyed
from publisher.release.known import joining
from publisher.release.site import Site

Identity = tuple[int, int, int]


class _Listed(NamedTuple):
    file: Path
    shown: str
    is_private: bool


class _Content(NamedTuple):
    size: int
    digest: str


@dataclass
class Surveys:
    """Surveys of files. With `trusts_times` a file of the same number, time and size is the same, and is not read."""

    kept: Kept
    trusts_times: bool = False
    _seen: dict[str, dict[Path, tuple[Identity, Surveyed]]] = field(default_factory=dict)

    def of(self, site: Site, authority: str) -> tuple[Surveyed, ...]:
        """The files of an authority in order of reading: data, then internal facts."""
        base = site.authorities[authority].iri
        files = _listed(site, authority)
        identities = {one.file: _identity(one.file) for one in files} if self.trusts_times else {}
        seen = self._seen.get(base, {})
        same = {file: one for file, (identity, one) in seen.items() if identity == identities.get(file)}
        contents = {one.file: _content(one.file) for one in files if one.file not in same}
        kept = self.kept.get({_key(base, content.digest) for content in contents.values()})
        found, new = [], dict[str, Any]()
        for one in files:
            if one.file in same:
                found.append(same[one.file])
                continue
            key = _key(base, contents[one.file].digest)
            read = _survey_of(kept[key]) if key in kept else _survey(one.file, base)
            if key not in kept and not one.is_private:
                new[key] = _told(read)
            found.append(Surveyed(*one, *contents[one.file], read))
        self.kept.put(new)
        if self.trusts_times:
            self._seen[base] = {one.file: (identities[one.file], one) for one in found}
        return tuple(found)


def content_of(file: Path) -> bytes:
    """The bytes of a file; none of one that cannot be read, or is larger than any that is: loading it will tell."""
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST_FILE else b""
    except OSError:
        return b""


def is_as_surveyed(one: Surveyed) -> bool:
    """Whether a file holds what it held when it was surveyed: somebody may have saved it since."""
    return _content(one.file) == (one.size, one.digest)


def _listed(site: Site, authority: str) -> list[_Listed]:
    public, private = site.data.resolve().parent, (site.private or site.data).resolve().parent
    return [
        *(_Listed(file, shown_path(file, public), False) for file in site.files(authority)),
        *(_Listed(file, shown_path(file, private), True) for file in site.private_files(authority)),
    ]


def _identity(file: Path) -> Identity:
    try:
        status = file.stat()
    except OSError:
        return (0, 0, 0)
    return (status.st_ino, status.st_mtime_ns, status.st_size)


def _content(file: Path) -> _Content:
    """Size and digest of what a file holds; of one that is too large or cannot be read, a digest that no other has."""
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LARGEST_FILE else f"{file} {size}".encode()
    except OSError as error:
        size, content = 0, f"{file} {error}".encode()
    return _Content(size, hashlib.blake2b(content, digest_size=20).hexdigest())


def _survey(file: Path, base: str) -> Survey:
    return survey(content_of(file), base, joining())


def _key(base: str, digest: str) -> str:
    """The key of a survey: of everything that it depends on."""
    return hashlib.blake2b("\n".join((base, digest, *sorted(joining()))).encode(), digest_size=20).hexdigest()


def _told(read: Survey) -> Any:
    return [{iri: [thing.digest, *thing.links] for iri, thing in read.things.items()}, sorted(read.joins)]


def _survey_of(told: Any) -> Survey:
    things: Mapping[str, list[str]] = told[0]
    return Survey(
        {iri: Thing(digest, tuple(map(intern, links))) for iri, (digest, *links) in things.items()}, frozenset(told[1])
    )
