"""Pages that are computed for each request: their addresses and languages, and how their answers are sent.

A computed page `<name>` of the site answers at `<base><name>` in the language that the reader likes best, and at
`<base><name>.<language>.html` in that language. What is asked for stands in the query; what a person types about
themselves comes by POST, and its answer is kept by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from publisher.model.languages import LANGUAGES
from publisher.release.store import Release
from publisher.render.frame import Crumb
from publisher.render.pages import Pages
from publisher.serve.answers import Answer, Headers, sized
from publisher.serve.asked import Asked, File, Shown
from publisher.serve.asking import ask
from publisher.serve.negotiation import language_quality
from publisher.serve.problems import problem
from publisher.serve.search import search

LARGEST_FORM = 64 * 1024
"""Bytes. A letter and its search keys take a few kilobytes."""

_POLICY = (
    "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
)
_SAFE = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), _POLICY)


Compute = Callable[[Asked], Shown | File]

COMPUTED: Mapping[str, Compute] = {"ask": ask, "search": search}
"""The computed pages, by name. Those that take a form are in `FORMS`."""

FORMS: frozenset[str] = frozenset({"ask"})


def name_of(release: Release, path: str) -> tuple[str, str] | None:
    """The computed page at a path, and the language of its address, empty when it has none; else nothing."""
    base = release.frame.addresses.site.path
    found = re.fullmatch(r"([a-z]+)(?:\.([a-z]+)\.html)?", path.removeprefix(base)) if path.startswith(base) else None
    if not found or found[1] not in COMPUTED or (found[2] and found[2] not in LANGUAGES):
        return None
    return found[1], found[2] or ""


def compute(
    release: Release,
    method: str,
    path: str,
    headers: Mapping[str, str],
    query: MultiDict[str, str],
    form: MultiDict[str, str] | None,
) -> Answer:
    """The answer to a request for a computed page. `headers` has lower-case names."""
    found = name_of(release, path)
    assert found is not None  # noqa: S101 - only such paths are routed here
    name, language = found
    allowed = ("GET", "HEAD", "OPTIONS", *(("POST",) if name in FORMS else ()))
    allow = ("Allow", ", ".join(allowed))
    if method == "OPTIONS":
        return Answer(HTTPStatus.NO_CONTENT, [allow])
    if method not in allowed:
        return problem(release, HTTPStatus.METHOD_NOT_ALLOWED, headers, [allow])
    spoken = language or max(LANGUAGES, key=lambda tag: language_quality(headers.get("accept-language"), tag))
    made = COMPUTED[name](Asked(release, spoken, query, form if method == "POST" else None))
    kept = ("Cache-Control", "no-store" if method == "POST" else "public, no-cache")
    negotiated: Headers = [] if language else [("Vary", "Accept-Language")]
    if isinstance(made, File):
        own = [("Content-Type", made.content_type), ("Content-Disposition", f'attachment; filename="{made.name}"')]
        return _answer(HTTPStatus.OK, method, [*own, *_SAFE, kept, *negotiated], made.body)
    site = release.frame.addresses.site
    ending = f"?{urlencode(made.query)}" if made.query else ""
    notices = release.notices if made.notices is None else made.notices
    shell = release.frame.shell(site.iri + name, spoken, crumbs=(Crumb(site.iri),), notices=notices, query=ending)
    body = Pages(release.frame.addresses).render(made.page, shell)
    if not language:
        negotiated.append(("Content-Location", shell.languages[spoken]))
    told = [("Content-Type", "text/html; charset=utf-8"), ("Content-Language", spoken)]
    return _answer(made.status, method, [*told, *_SAFE, kept, *negotiated], body)


def _answer(status: HTTPStatus, method: str, headers: Headers, body: bytes) -> Answer:
    return Answer(status, sized(headers, len(body)), b"" if method == "HEAD" else body)
