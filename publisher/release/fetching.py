"""Asks other servers, politely and within bounds: only the host that was named, unless told otherwise.

Nothing here is asked of anyone without the person at the keyboard having named a catalogue to be fetched.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from publisher import __version__
from publisher.model.errors import FetchError

LARGEST = 50_000_000
"""Bytes of a catalogue, with all its pages; CKAN's harvester has the same bound."""

REDIRECTS = 5
PATIENCE = 10.0
"""Seconds that a server may keep silent."""

LONGEST = 120.0
"""Seconds that a catalogue may take altogether, with all its pages."""

_RDF = "text/turtle, application/ld+json;q=0.9, application/rdf+xml;q=0.8, application/n-triples;q=0.7"
_UNFIT = "%/:=&?~#+!$,;'@()*[]"
_GIVEN_UP_AFTER = 3


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves it to the client to follow, which looks where to."""

    def redirect_request(self, *_: Any) -> None:
        """None: not followed."""


@dataclass
class _Answer:
    """Status, address in the end, headers, and a body that is still to be read."""

    status: int
    url: str
    headers: Message
    body: http.client.HTTPResponse | urllib.error.HTTPError


@dataclass
class Client:
    """Asks the host of an address, and with `anywhere` every other one too. Each address is asked once."""

    url: str
    anywhere: bool = False
    _known: dict[str, int | None] = field(default_factory=dict)
    _silences: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._host = _host(self.url)
        self._size, self._end = 0, time.monotonic() + LONGEST
        self._opener = urllib.request.build_opener(_NoRedirect)

    def fetch(self, url: str) -> tuple[str, str, bytes]:
        """The address in the end, the media type, and the body. Raises FetchError, in one line, when there is none.

        All that is fetched together is of bounded size, and takes a bounded time from the first of it.
        """
        cure = "Name the address of a catalogue that is served, beginning with http:// or https://"
        if not _host(url):
            raise FetchError(url, "this is no address on the web", cure)
        try:
            answer = self._follow("GET", url)
            if answer is None:
                raise FetchError(url, "it leads to another host", "Name that address, or add --anywhere")
            with answer.body:
                if not 200 <= answer.status < 300:
                    raise FetchError(url, f"the server answers {answer.status}", cure)
                return answer.url, _media_type(answer), self._read(answer, url)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchError(url, f"nobody answers: {_reason(error)}", cure) from error

    def status(self, url: str) -> int | None:
        """The status that an address answers with, to HEAD, and to GET when HEAD is not liked.

        0 when nobody answers, None when it may not be asked or leads where nobody may be asked.
        """
        if url not in self._known:
            self._known[url] = self._status(url)
        return self._known[url]

    def _status(self, url: str) -> int | None:
        if not self._may_ask(url):
            return None
        host = _host(url)
        if self._silences.get(host, 0) >= _GIVEN_UP_AFTER:
            return 0
        code: int | None = 0
        for method in ("HEAD", "GET"):
            try:
                answer = self._follow(method, url)
            except (OSError, http.client.HTTPException, ValueError):
                self._silences[host] = self._silences.get(host, 0) + 1
                return 0
            self._silences.pop(host, None)
            if answer:
                answer.body.close()
            code = answer.status if answer else None
            if code is None or 200 <= code < 300:
                break
        return code

    def _follow(self, method: str, url: str) -> _Answer | None:
        """The answer after redirects; None when they lead where nobody may be asked."""
        for _ in range(REDIRECTS + 1):
            if not self._may_ask(url):
                return None
            answer = self._ask(method, url)
            target = answer.headers.get("Location")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            answer.body.close()
            url = urljoin(url, target)
        raise OSError(f"more than {REDIRECTS} redirects")

    def _ask(self, method: str, url: str) -> _Answer:
        agent = f"records-catalogue-publisher/{__version__}"
        headers = {"Accept": f"{_RDF}, */*;q=0.1", "User-Agent": agent}
        plain = quote(url.partition("#")[0], safe=_UNFIT)
        request = urllib.request.Request(plain, method=method, headers=headers)  # noqa: S310 - _may_ask: http(s) only
        try:
            found = self._opener.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            return _Answer(error.code, url, error.headers, error)
        return _Answer(found.status, url, found.headers, found)

    def _read(self, answer: _Answer, url: str) -> bytes:
        """The whole body."""
        pieces, size = [], 0
        while piece := answer.body.read1(65536):
            size += len(piece)
            pieces.append(piece)
            if self._size + size > LARGEST:
                raise FetchError(url, f"there is more than {LARGEST} bytes", "Name the catalogue of one authority")
            if time.monotonic() > self._end:
                raise FetchError(
                    url, f"it takes longer than {LONGEST:.0f} seconds", "Try again, or a smaller catalogue"
                )
        told = answer.headers.get("Content-Length", "")
        if told.isdecimal() and size < int(told):
            raise FetchError(url, f"the answer breaks off after {size} of {told} bytes", "Try again")
        self._size += size
        return b"".join(pieces)

    def _may_ask(self, url: str) -> bool:
        host = _host(url)
        return bool(host) and (self.anywhere or host == self._host)


def _host(url: str) -> str:
    """The host of an address of the web; nothing for any other address."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _media_type(answer: _Answer) -> str:
    return answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _reason(error: BaseException) -> str:
    """Why nobody answers, in a few words on one line."""
    inner = getattr(error, "reason", None)
    told = getattr(inner, "strerror", None) or getattr(error, "strerror", None) or inner or error
    return " ".join(str(told).split())[:200] or type(error).__name__
