"""The folder of releases: immutable release folders named by their hash, and the one that is current."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publisher.model.catalogue import Notice
from publisher.model.errors import BusyError, ReleaseError
from publisher.model.imprint import Imprint
from publisher.model.iris import Base
from publisher.model.plain import made
from publisher.model.resources import program_digest
from publisher.release.aliases import Aliases
from publisher.release.search.lookup import SearchIndex
from publisher.release.segments import Entry, Representation, Segment
from publisher.render.addresses import Addresses
from publisher.render.frame import Frame

MANIFEST = "manifest.json"
SEARCH = "segments/_search.sqlite"
KEPT = 5
"""How many releases are kept, the current one among them."""

_BUILD_AGAIN = "Build the release again with `publisher build`"


class Release:
    """A release, open for reading from any thread: immutable, and whole once `verify` has passed."""

    def __init__(self, folder: Path) -> None:
        """Opens a release folder. Raises ReleaseError when it is missing, cut or altered in its manifest."""
        self.folder = folder
        self.manifest = _read_manifest(folder)
        self.identifier: str = self.manifest["identifier"]
        self.base: str = self.manifest["base"]
        self._hosts = {name: urlsplit(base).netloc.lower() for name, base in self._bases().items()}
        self._prefixes = sorted(
            ((urlsplit(base).path, name) for name, base in self._bases().items()),
            key=lambda p: (-len(p[0]), p[1]),
        )
        self.aliases = Aliases.of(self._bases().values(), self.manifest.get("aliases", {}))
        self._segments = {name: Segment(folder / file) for name, file in self.manifest["segments"].items()}

    @cached_property
    def search(self) -> SearchIndex:
        """Its search index."""
        return SearchIndex(self.folder / SEARCH)

    @cached_property
    def frame(self) -> Frame:
        """The frame of its pages, for those that are made from it on request."""
        bases = {name: Base(base) for name, base in self.manifest["authorities"].items()}
        imprint = Imprint.of(self.manifest["imprint"])
        return Frame(Addresses(Base(self.base), bases), self.manifest["stylesheet"], imprint, self.manifest["mark"])

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What is said on every page that spans authorities."""
        return tuple(made(Notice, told) for told in self.manifest["notices"])

    def verify(self) -> None:
        """Holds every file against the manifest. Raises ReleaseError naming the first that is not as it was built."""
        for name, (digest, size) in self.manifest["files"].items():
            file = self.folder / name
            if not file.is_file():
                raise ReleaseError(str(file), "this file of the release is missing", _BUILD_AGAIN)
            if file.stat().st_size != size:
                raise ReleaseError(str(file), "this file of the release is cut or altered", _BUILD_AGAIN)
            if _digest(file) != digest:
                raise ReleaseError(str(file), "this file of the release is altered", _BUILD_AGAIN)

    def require_this_program(self) -> None:
        """Raises ReleaseError when another version of the program made the release."""
        if self.manifest["program"] != program_digest():
            raise ReleaseError(
                str(self.folder), "this release was made by another version of the program", _BUILD_AGAIN
            )

    def entry(self, host: str, path: str) -> Entry | None:
        """What there is at a path; the host decides between bases that share it, and is not looked at otherwise."""
        candidates = [name for prefix, name in self._prefixes if f"{path}/".startswith(prefix)]
        own = [name for name in candidates if self._hosts[name] == host.lower()]
        for name in (*(own or candidates), ""):
            if found := self._segments[name].entry(path):
                return found
        return None

    def kept(self, authority: str, path: str) -> bytes | None:
        """What the server alone reads at a path of an authority's, or of the site's when none is named."""
        found = self._segments[authority].entry(path)
        return found.body if isinstance(found, Representation) else None

    def paths(self) -> list[str]:
        """Every path at which there is something."""
        return sorted(path for segment in self._segments.values() for path in segment.paths() if path.startswith("/"))

    def _bases(self) -> Mapping[str, str]:
        return {"": self.base, **self.manifest["authorities"]}


@dataclass(frozen=True)
class Store:
    """A folder of releases."""

    folder: Path

    @property
    def pointer(self) -> Path:
        """The symlink to the current release."""
        return self.folder / "current"

    def current_name(self) -> str:
        """The name of the current release, empty when there is none."""
        try:
            return os.readlink(self.pointer)  # noqa: PTH115 - asked on every request
        except OSError:
            return ""

    def current(self) -> Release:
        """The current release. Raises ReleaseError when there is none or it cannot be opened."""
        self._require_link()
        if not (name := self.current_name()):
            raise ReleaseError(str(self.folder), "there is no release here", _BUILD_AGAIN)
        return Release(self.folder / name)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the folder against another build; the lock ends with the process that holds it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError(
                    str(self.folder), "another build is at work in this folder", "Wait until it has ended"
                ) from error
            self._require_link()
            yield

    @contextmanager
    def draft(self) -> Iterator[Path]:
        """A new folder to build a release in. What is left there when the work fails is removed.

        Raises ReleaseError when there is no room for it.
        """
        for old in self.folder.glob(".draft-*"):
            shutil.rmtree(old)
        draft = self.folder / f".draft-{os.getpid()}"
        for name in ("segments", "dumps"):
            (draft / name).mkdir(parents=True)
        try:
            yield draft
        except OSError as error:
            reason = error.strerror or str(error)
            raise ReleaseError(
                str(self.folder), f"a release cannot be written here: {reason}", "Make room there and build again"
            ) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def seal(self, draft: Path, content: Mapping[str, Any]) -> Release:
        """Makes a release of a draft: writes its manifest, verifies it and gives it its name. Nothing is switched."""
        files = sorted(p for p in draft.rglob("*") if p.is_file())
        listed = {p.relative_to(draft).as_posix(): [_digest(p), p.stat().st_size] for p in files}
        manifest = _json({**content, "files": listed})
        identifier = hashlib.sha256(manifest).hexdigest()[:32]
        self._link_unchanged(draft, listed)
        (draft / MANIFEST).write_bytes(manifest)
        _sync(draft)
        target = self.folder / identifier
        if target.exists():
            with suppress(ReleaseError):
                found = Release(target)
                found.verify()
                return found
            shutil.rmtree(target)
        draft.rename(target)
        _sync_folder(self.folder)
        release = Release(target)
        release.verify()
        return release

    def switch(self, release: Release) -> None:
        """Makes a release the current one, by one rename, and forgets the oldest beyond those kept."""
        beside = self.folder / ".current.new"
        beside.unlink(missing_ok=True)
        beside.symlink_to(release.identifier)
        beside.replace(self.pointer)
        _sync_folder(self.folder)
        self._forget(release.identifier)

    def forget_all_but(self, release: Release) -> None:
        """Removes every other release from the disk, kept ones and unfinished ones included."""
        (self.folder / "history").write_text(f"{release.identifier}\n")
        for folder in self.folder.iterdir():
            is_other = folder.is_dir() and not folder.is_symlink() and folder.name != release.identifier
            if is_other and (_is_release(folder) or folder.name.startswith(".draft-")):
                shutil.rmtree(folder)

    def _require_link(self) -> None:
        if self.pointer.is_dir() and not self.pointer.is_symlink():
            raise ReleaseError(
                str(self.pointer),
                "this is a folder and no link: the copy of the releases did not keep it",
                "Delete it and copy again with `cp -a` or `rsync -a`",
            )

    def _forget(self, current: str) -> None:
        history = self.folder / "history"
        names = history.read_text().split() if history.exists() else []
        names = [*(name for name in names if name != current), current]
        kept = names[-KEPT:]
        history.write_text("".join(f"{name}\n" for name in kept))
        for folder in self.folder.iterdir():
            if folder.is_dir() and not folder.is_symlink() and folder.name not in kept and _is_release(folder):
                shutil.rmtree(folder)

    def _link_unchanged(self, draft: Path, listed: Mapping[str, list[Any]]) -> None:
        """Files that the current release has too become links to them: they take no room twice."""
        try:
            last = self.current()
        except ReleaseError:
            return
        for name, told in listed.items():
            old = last.folder / name
            if last.manifest["files"].get(name) == told and old.is_file() and _digest(old) == told[0]:
                (draft / name).unlink()
                (draft / name).hardlink_to(old)


def _read_manifest(folder: Path) -> dict[str, Any]:
    file = folder / MANIFEST
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ReleaseError(str(file), "the manifest of the release is missing", _BUILD_AGAIN) from error
    identifier = hashlib.sha256(content).hexdigest()[:32]
    if identifier != folder.resolve().name:
        raise ReleaseError(str(file), "the manifest of the release is cut or altered", _BUILD_AGAIN)
    manifest: dict[str, Any] = json.loads(content)
    return {**manifest, "identifier": identifier}


def _is_release(folder: Path) -> bool:
    return len(folder.name) == 32 and set(folder.name) <= set("0123456789abcdef")


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
