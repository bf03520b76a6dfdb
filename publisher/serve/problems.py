"""Answers that something is wrong, with what there is instead."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http import HTTPStatus

from publisher.model.errors import ReleaseError
from publisher.model.languages import LANGUAGES
from publisher.release.segments import Document, Representation
from publisher.release.store import Release
from publisher.render.data.links import Link
from publisher.serve.answers import OPEN, Answer, Headers, sized
from publisher.serve.negotiation import language_quality, media_quality

Offers = list[tuple[str, str, str]]
"""Representations: the path, media type and language of each."""

_PAGED = re.compile(r"(.*/pages)/([0-9a-f]{16})/[1-9]\d*\.([a-z]+)")
"""A page of a catalogue in pages: where they begin, which state they tell of, and the format."""


def failed(release: Release | None, status: HTTPStatus, headers: Mapping[str, str]) -> Answer:
    """The answer when something went wrong, also when the release itself cannot be read."""
    try:
        if release:
            return problem(release, status, headers)
    except ReleaseError:
        pass
    return Answer(status, sized([("Content-Type", "text/plain; charset=utf-8")], 0))


def not_found(release: Release, host: str, path: str, headers: Mapping[str, str]) -> Answer:
    """404, with what there is instead: the formats of a document that is asked for in another, and the catalogue."""
    above, _, last = path.rpartition("/")
    stem, dot, _ = last.partition(".")
    entry = release.entry(host, f"{above}/{'' if stem == 'index' else stem}") if dot else None
    offers = [(c.path, c.media_type, c.language) for c in entry.choices] if isinstance(entry, Document) else []
    catalogue = _catalogue(release, host, path)
    links = ", ".join([*_alternates(offers), f'<{catalogue}>; rel="index"'])
    listed = _listed(offers)
    return problem(release, HTTPStatus.NOT_FOUND, headers, [("Link", links)], offers=listed, catalogue=catalogue)


def other_state(release: Release, host: str, path: str, headers: Mapping[str, str]) -> Answer | None:
    """410 for a page of a catalogue in pages whose state is told no more, with where a harvest begins again."""
    paged = _PAGED.fullmatch(path)
    if not paged or release.entry(host, f"{paged[1]}/{paged[2]}/1.{paged[3]}"):
        return None
    first = f"{paged[1]}.{paged[3]}"
    if not release.entry(host, first):
        return None
    return problem(release, HTTPStatus.GONE, headers, [("Link", f'<{first}>; rel="first"')], first=first)


def _catalogue(release: Release, host: str, path: str) -> str:
    """The catalogue of the authority that an address lies below, else that of the site."""
    addresses = release.frame.addresses
    hosts = {host.lower(), addresses.site.host}
    bases = [base for base in addresses.authorities.values() if path.startswith(base.path) and base.host in hosts]
    base = max((addresses.site, *bases), key=lambda base: (base.host == host.lower(), len(base.path)))
    return str(base.document(base.catalogue))


def not_acceptable(release: Release, offers: Offers, headers: Mapping[str, str]) -> Answer:
    """406, with what there is."""
    links = ", ".join(_alternates(offers))
    return problem(release, HTTPStatus.NOT_ACCEPTABLE, headers, [("Link", links)], offers=_listed(offers))


def _alternates(offers: Offers) -> list[str]:
    """Offers as links (RFC 8288)."""
    return [Link("alternate", path, media, tag).value for path, media, tag in offers]


def _listed(offers: Offers) -> list[dict[str, str]]:
    return [{"href": path, "type": media, **({"lang": tag} if tag else {})} for path, media, tag in offers]


def problem(
    release: Release,
    status: HTTPStatus,
    headers: Mapping[str, str],
    more: Headers | None = None,
    **details: object,
) -> Answer:
    """An error as a page in the reader's language, or as problem details (RFC 9457) for who does not take pages.

    `more` are further headers; `details` are told to programs.
    """
    accept = headers.get("accept")
    own = [*(more or []), ("Vary", "Accept, Accept-Language"), OPEN, ("Cache-Control", "no-store")]
    if media_quality(accept, "text/html") > 0 and media_quality(accept, "text/html") >= max(
        media_quality(accept, "application/problem+json"), 0.001
    ):
        language = max(LANGUAGES, key=lambda tag: language_quality(headers.get("accept-language"), tag))
        page = release.entry("", f"error/{status.value}.{language}")
        assert isinstance(page, Representation)  # noqa: S101 - every release has the error pages
        return Answer(status, sized([*page.headers, *own], len(page.body)), page.body)
    told: dict[str, object] = {"type": "about:blank", "title": status.phrase, "status": status.value}
    told |= {name: detail for name, detail in details.items() if detail}
    body = json.dumps(told, ensure_ascii=False).encode()
    return Answer(status, sized([("Content-Type", "application/problem+json"), *own], len(body)), body)
