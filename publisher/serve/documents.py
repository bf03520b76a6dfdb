"""The answer to a request for a document: a look-up in a release. Parses no RDF, renders nothing, and is pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from publisher.model.errors import ReleaseError
from publisher.model.iris import FINDING
from publisher.release.segments import Document, Gone, Redirect, Representation
from publisher.release.store import Release
from publisher.serve.answers import OPEN, Answer, Headers, sized
from publisher.serve.negotiation import best, takes_gzip
from publisher.serve.problems import not_acceptable, not_found, other_state, problem

METHODS = ("GET", "HEAD", "OPTIONS")
LONGEST_PATH = 2000
"""Characters; no document has a longer address."""

_ALLOW = ("Allow", ", ".join(METHODS))
_NEGOTIATED = ("Vary", "Accept, Accept-Language, Accept-Encoding")
_CODED = ("Vary", "Accept-Encoding")
PREFLIGHT = (
    _ALLOW,
    OPEN,
    ("Access-Control-Allow-Methods", _ALLOW[1]),
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, If-None-Match, If-Modified-Since"),
)
_SHORTLY = ("Cache-Control", "public, no-cache")
_CACHED = 4096
_LONGEST_CACHED_KEY = 600


@dataclass(frozen=True)
class _Selected:
    """A representation in a coding, with the headers it is sent with."""

    headers: tuple[tuple[str, str], ...]
    etag: str
    modified: str
    body: bytes | Path
    size: int


def answer(release: Release, method: str, path: str, headers: Mapping[str, str]) -> Answer:
    """The answer to a request (RFC 9110). `headers` has lower-case names.

    The release decides everything: the same release and request give the same answer.
    """
    whole = _answer(release, method, path, headers)
    if method == "HEAD":
        return Answer(whole.status, whole.headers)
    return whole


def forget() -> None:
    """Forgets what was selected: answers of releases that are served no more would keep their files open."""
    _selected.cache_clear()


def _answer(release: Release, method: str, path: str, headers: Mapping[str, str]) -> Answer:
    if len(path) > LONGEST_PATH:
        return problem(release, HTTPStatus.REQUEST_URI_TOO_LONG, headers)
    found = _select(release, headers, path)
    if isinstance(found, Answer) and found.status is HTTPStatus.NOT_FOUND:
        return found
    if method == "OPTIONS":
        return Answer(HTTPStatus.NO_CONTENT, [*PREFLIGHT])
    if method not in METHODS:
        return problem(release, HTTPStatus.METHOD_NOT_ALLOWED, headers, [_ALLOW])
    if isinstance(found, Answer):
        return found
    if _is_fresh(found, headers):
        kept = [h for h in found.headers if h[0] in ("Vary", "Content-Location", "Cache-Control", "ETag", "Link")]
        return Answer(HTTPStatus.NOT_MODIFIED, [*kept, *_modified(found.modified), OPEN])
    if isinstance(found.body, Path) and _size(found.body) != found.size:
        raise ReleaseError(str(found.body), "this file of the release is cut or altered", "Build the release again")
    return Answer(HTTPStatus.OK, [*found.headers], found.body)


def _select(release: Release, headers: Mapping[str, str], path: str) -> _Selected | Answer:
    wishes = tuple(headers.get(name) for name in ("host", "accept", "accept-language", "accept-encoding"))
    if sum(len(wish or "") for wish in wishes) + len(path) > _LONGEST_CACHED_KEY:
        return _selected.__wrapped__(release, path, *wishes)
    return _selected(release, path, *wishes)


@lru_cache(maxsize=_CACHED)
def _selected(
    release: Release,
    path: str,
    host: str | None,
    accept: str | None,
    language: str | None,
    encoding: str | None,
) -> _Selected | Answer:
    """What a path has for a client's wishes. Only what depends on nothing else is cached."""
    headers = _wishes(accept, language)
    entry = release.entry(host or "", path) if path.startswith("/") else None
    match entry:
        case Representation():
            return _coded(entry, encoding, [_CODED])
        case Document():
            offers = [(c.path, c.media_type, c.language) for c in entry.choices]
            chosen = best(offers, accept, language)
            if chosen is None:
                return not_acceptable(release, offers, headers)
            found = release.entry(host or "", chosen)
            assert isinstance(found, Representation)  # noqa: S101 - a release is verified before it is served
            return _coded(found, encoding, [_NEGOTIATED, ("Content-Location", chosen)])
        case Redirect():
            location = [("Location", entry.location), OPEN, _SHORTLY]
            return Answer(HTTPStatus.SEE_OTHER, sized(location, 0))
        case Gone():
            return problem(release, HTTPStatus.GONE, headers, ended=entry.time)
        case _:
            if index := _index_of(release, host, path):
                return Answer(HTTPStatus.SEE_OTHER, sized([("Location", index), OPEN, _SHORTLY], 0))
            missing = other_state(release, host or "", path, headers)
            return missing or not_found(release, host or "", path, headers)


def _index_of(release: Release, host: str | None, path: str) -> str | None:
    """The list in which a group of people or a kind of data would stand, at the address of one that nothing is told of.

    So no address of one that was told of once answers 404, and none tells whether it was.
    """
    above, _, name = path.rpartition("/")
    index = FINDING.get(above.rpartition("/")[2])
    entry = release.entry(host or "", above + "/") if index else None
    if not isinstance(entry, Redirect) or not entry.location.endswith(f"/{index}"):
        return None
    ending = name.partition(".")[2]
    variant = f"{above.rpartition('/')[0]}/{index}.{ending}"
    return f"{entry.location}.{ending}" if ending and release.entry(host or "", variant) else entry.location


def _wishes(accept: str | None, language: str | None) -> dict[str, str]:
    return {name: wish for name, wish in (("accept", accept), ("accept-language", language)) if wish is not None}


def _coded(found: Representation, encoding: str | None, own: Headers) -> _Selected:
    packed = found.file.with_name(found.file.name + ".gz") if found.file else None
    can_pack = found.gzip is not None or (packed is not None and packed.exists())
    if not can_pack or not takes_gzip(encoding):
        etag, body, coding = f'"{found.etag}"', found.file or found.body, []
    else:
        etag, body, coding = (
            f'"{found.etag}-gzip"',
            packed or found.gzip or b"",
            [("Content-Encoding", "gzip")],
        )
    size = len(body) if isinstance(body, bytes) else _size(body)
    headers = [*found.headers, *own, *coding, ("ETag", etag), *_modified(found.modified)]
    return _Selected(tuple(sized(headers, size)), etag, found.modified, body, size)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReleaseError(str(file), f"this file cannot be read: {reason}", "Build the release again") from error


def _is_fresh(found: _Selected, headers: Mapping[str, str]) -> bool:
    """Whether the client already has it (RFC 9110, section 13.2.2)."""
    known = headers.get("if-none-match")
    if known is not None:
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        return "*" in tags or found.etag in tags
    since = headers.get("if-modified-since")
    if not since or not found.modified:
        return False
    try:
        return parsedate_to_datetime(found.modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError, OverflowError):
        return False


def _modified(moment: str) -> Headers:
    return [("Last-Modified", moment)] if moment else []
