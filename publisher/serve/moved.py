"""The answer under a base of earlier times: the same path, query kept, under the base that it has become."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import quote

from publisher.release.store import Release
from publisher.serve.answers import Answer, sized
from publisher.serve.documents import LONGEST_PATH, PREFLIGHT

_IN_A_QUERY = "/?:@!$&'()*+,;=~%"
"""What stands for itself in a query (RFC 3986, section 3.4); escapes stay as they are."""

_FOR_A_DAY = ("Cache-Control", "public, max-age=86400")
_OPEN = ("Access-Control-Allow-Origin", "*")


def moved(release: Release, method: str, path: str, query: str, headers: Mapping[str, str]) -> Answer | None:
    """The redirect of a request under a base of earlier times, whatever is at its path now; else nothing.

    301 to who reads; 308 to who sends something, which must be sent again (RFC 9110, section 15.4). Who asks what may
    be done is answered: a browser takes no redirect there (Fetch, section 4.8).
    """
    location = release.aliases.moved(headers.get("host", ""), path) if len(path) <= LONGEST_PATH else None
    if location is None:
        return None
    if method == "OPTIONS":
        return Answer(HTTPStatus.NO_CONTENT, [*PREFLIGHT])
    status = HTTPStatus.MOVED_PERMANENTLY if method in ("GET", "HEAD") else HTTPStatus.PERMANENT_REDIRECT
    asked = f"?{quote(query, safe=_IN_A_QUERY, encoding='latin-1', errors='replace')}" if query else ""
    return Answer(status, sized([("Location", location + asked), _FOR_A_DAY, _OPEN], 0))
