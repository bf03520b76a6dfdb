"""Answers: what is sent back to a request, whatever made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

Headers = list[tuple[str, str]]

OPEN = ("Access-Control-Allow-Origin", "*")
"""Programs on pages of other sites may read the answer."""

_PIECE = 65536


@dataclass(frozen=True)
class Answer:
    """A whole answer. The body is bytes, or a file that is sent in pieces."""

    status: HTTPStatus
    headers: Headers
    body: bytes | Path = b""

    def pieces(self) -> Iterator[bytes]:
        """The body, piece by piece."""
        if isinstance(self.body, bytes):
            yield self.body
            return
        with self.body.open("rb") as stream:
            while piece := stream.read(_PIECE):
                yield piece


def sized(headers: Headers, size: int) -> Headers:
    """Headers with the length of the body, in bytes."""
    return [*headers, ("Content-Length", str(size))]
