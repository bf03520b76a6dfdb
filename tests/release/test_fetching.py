"""Asking other servers: only the host that was named, a few steps, within bounds, and never a traceback."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from publisher.model.errors import FetchError
from publisher.release import fetching
from publisher.release.fetching import Client
from tests.open_catalogue import Answer, Served, serving


@pytest.fixture
def served() -> Iterator[Served]:
    """A server on loopback with the catalogue."""
    with serving() as found:
        found.offer()
        yield found


def reason(url: str) -> str:
    """Why nothing can be fetched, in one line that says what to do."""
    with pytest.raises(FetchError) as told:
        Client(url).fetch(url)
    text = str(told.value)
    assert "\n" not in text
    assert text.startswith(f"{url}: error: ")
    return text


def test_a_catalogue_is_fetched_with_its_address_and_media_type(served: Served) -> None:
    """After redirects of every kind, parameters of the media type left out."""
    body = b"<x:> <x:> <x:> ."
    served.answers["/moved"] = Answer(status=301, location="/again")
    served.answers["/again"] = Answer(status=308, location=f"{served.base}end")
    served.answers["/end"] = Answer(body, "Text/Turtle; charset=utf-8")
    assert Client(served.base).fetch(f"{served.base}moved") == (f"{served.base}end", "text/turtle", body)


def test_an_address_is_asked_once_with_head_and_then_with_get(served: Served) -> None:
    """GET only when HEAD is not liked; a fragment is not sent."""
    served.answers["/get-only"] = Answer(methods=("GET",))
    client = Client(served.base)
    for _ in range(2):
        assert client.status(f"{served.base}trees#part") == 200
        assert client.status(f"{served.base}get-only") == 200
        assert client.status(f"{served.base}nothing") == 404
    assert served.asked == [
        ("HEAD", "/trees"),
        ("HEAD", "/get-only"),
        ("GET", "/get-only"),
        ("HEAD", "/nothing"),
        ("GET", "/nothing"),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.invalid/x",
        "https://elsewhere.invalid/",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "mailto:a@b",
    ],
)
def test_an_address_elsewhere_is_not_asked(served: Served, url: str) -> None:
    """Nor one that is not of the web, whatever is allowed."""
    assert Client(served.base).status(url) is None
    if not url.startswith("http"):
        assert Client(served.base, anywhere=True).status(url) is None


def test_a_redirect_elsewhere_is_not_followed(served: Served) -> None:
    """Nor to a file; unless anywhere is allowed, and then to the web only."""
    elsewhere = served.base.replace("127.0.0.1", "localhost")
    served.answers["/away"] = Answer(status=303, location=f"{elsewhere}trees")
    served.answers["/file"] = Answer(status=303, location="file:///etc/passwd")
    assert Client(served.base).status(f"{served.base}away") is None
    assert served.asked == [("HEAD", "/away")]
    assert Client(served.base, anywhere=True).status(f"{served.base}away") == 200
    assert Client(served.base, anywhere=True).status(f"{served.base}file") is None
    assert "leads to another host" in reason(f"{served.base}away")


def test_redirects_without_end_are_not_followed_without_end(served: Served) -> None:
    """A few steps are."""
    served.answers["/round"] = Answer(status=302, location="/round")
    assert Client(served.base).status(f"{served.base}round") == 0
    assert len(served.asked) == fetching.REDIRECTS + 1
    assert "redirects" in reason(f"{served.base}round")


def test_a_redirect_to_nowhere_is_an_answer(served: Served) -> None:
    """Its own status tells."""
    served.answers["/nowhere"] = Answer(status=302)
    assert Client(served.base).status(f"{served.base}nowhere") == 302


def test_a_dead_server_is_told_in_one_line_and_not_asked_for_ever() -> None:
    """Nobody listens on the port; after a few silences the host is left alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{probe.getsockname()[1]}/"
    assert "Connection refused" in reason(dead)
    client = Client(dead)
    assert [client.status(f"{dead}{number}") for number in range(10)] == [0] * 10
    assert client._silences == {"127.0.0.1": 3}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(status=404), "answers 404"),
        (Answer(status=500), "answers 500"),
        (Answer(b"abc", length=10), "breaks off after 3 of 10 bytes"),
    ],
)
def test_what_is_no_whole_answer_is_told(served: Served, answer: Answer, said: str) -> None:
    """With its status, or how much of it came."""
    served.answers["/odd"] = answer
    assert said in reason(f"{served.base}odd")


def test_an_answer_without_end_is_cut_off(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """By size."""
    monkeypatch.setattr(fetching, "LARGEST", 100)
    assert "more than 100 bytes" in reason(f"{served.base}catalog.ttl")


def test_many_answers_together_are_cut_off(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """By their size together: pages without end are an answer without end."""
    monkeypatch.setattr(fetching, "LARGEST", 30)
    client = Client(served.base)
    for _ in range(2):
        client.fetch(f"{served.base}trees.csv")
    with pytest.raises(FetchError, match="more than 30 bytes"):
        client.fetch(f"{served.base}trees.csv")


def test_a_slow_answer_is_cut_off(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """By time."""
    monkeypatch.setattr(fetching, "LONGEST", -1.0)
    assert "it takes longer than" in reason(f"{served.base}catalog.ttl")


def test_a_silent_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection and says nothing."""
    monkeypatch.setattr(fetching, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        start = time.monotonic()
        assert Client(url).status(url) == 0
        assert "timed out" in reason(url)
        assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "url",
    [
        "",
        "catalog.ttl",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "http:///x",
        "http://a b/",
        "http://å\x00/",
        "x:y",
    ],
)
def test_what_is_no_address_of_the_web_is_told(url: str) -> None:
    """And nothing is asked."""
    assert reason(url)


def test_an_address_in_other_letters_is_asked(served: Served) -> None:
    """As the address of it is written on the wire."""
    served.answers["/tr%C3%A4d%20x"] = Answer()
    assert Client(served.base).status(f"{served.base}träd x") == 200
