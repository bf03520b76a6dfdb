"""Headers that stand twice, that are many or long: answered, or refused as the description of the interface tells."""

from __future__ import annotations

import socket

import pytest

from tests.outside.conftest import Server
from tests.outside.test_server import address

pytestmark = pytest.mark.outside


def ask(server: Server, path: str, *lines: str) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer to a GET with some header lines as they are."""
    head = "\r\n".join((f"GET {path} HTTP/1.1", "Host: x", "Connection: close", *lines, "", ""))
    with socket.create_connection(address(server), timeout=10) as connection:
        connection.sendall(head.encode("latin-1"))
        told = b""
        while b"\r\n\r\n" not in told and (piece := connection.recv(65_536)):
            told += piece
    first, *rest = told.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
    return int(first.split()[1]), headers


@pytest.mark.parametrize(
    "lines",
    [
        ("Accept: text/turtle", "Accept: text/html;q=0.1"),
        ("Accept: text/html;q=0.1", "Accept: text/turtle"),
        ("Accept: text/html;q=0.1, text/turtle", "Accept: nonsense"),
    ],
)
def test_a_header_that_stands_twice_is_one_list(server: Server, lines: tuple[str, ...]) -> None:
    """RFC 9110, section 5.3: in whichever order."""
    status, headers = ask(server, "/optima/catalog", *lines)
    assert (status, headers["content-type"].partition(";")[0]) == (200, "text/turtle")


def test_what_is_known_may_be_told_in_several_lines(server: Server) -> None:
    """If-None-Match is a list."""
    tag = ask(server, "/optima/catalog.ttl")[1]["etag"]
    assert ask(server, "/optima/catalog.ttl", 'If-None-Match: "other"', f"If-None-Match: {tag}")[0] == 304


@pytest.mark.parametrize("size", [8_192, 100_000])
def test_long_headers_are_read(server: Server, size: int) -> None:
    """A wish of any length that a server reads."""
    wishes = "Accept: " + "text/x-nothing;q=0.1," * (size // 21) + "text/turtle"
    for lines in ((f"X-Long: {'a' * size}", "Accept: text/turtle"), ("Accept: text/turtle", wishes)):
        status, headers = ask(server, "/optima/catalog", *lines)
        assert (status, headers["content-type"].partition(";")[0]) == (200, "text/turtle")


@pytest.mark.parametrize("lines", [(f"X-Long: {'a' * 1_000_000}",), tuple(f"X-{n}: a" for n in range(1_000))])
def test_too_many_and_too_long_ones_are_refused(server: Server, lines: tuple[str, ...]) -> None:
    """431, and the server goes on."""
    assert ask(server, "/optima/catalog", *lines)[0] == 431
    assert ask(server, "/optima/catalog")[0] == 200


@pytest.mark.parametrize("line", ["no header", "Name : x", "X: \x00", "\u00e4: x"])
def test_a_line_that_is_no_header_is_refused(server: Server, line: str) -> None:
    """400, and the server goes on."""
    assert ask(server, "/optima/catalog", line)[0] == 400
    assert ask(server, "/optima/catalog")[0] == 200
