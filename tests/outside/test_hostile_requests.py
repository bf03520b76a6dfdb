"""What strangers send to computed pages over a real connection is answered by a page in their language."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from publisher.serve.computed import COMPUTED, FORMS
from tests.html import PageReader
from tests.outside.conftest import Server
from tests.outside.test_server import ask, connection

pytestmark = pytest.mark.outside

QUERIES = {
    "10 kB": "q=" + "x" * 10_000,
    "many fields": "&".join(f"f{n}=1" for n in range(1_000)),
    "markup": urlencode({"q": "</script><script>alert(1)</script>"}),
    "control characters": "q=%00%1b%0d%0aX-Injected:%20y",
    "an unknown facet": "no-facet=1",
    "an enormous page": "page=1000000000",
    "an unknown register": "register=optima%2Fnothing&track=own",
    "bytes of no text": "q=%ff%fe%ed%a0%80",
}


@pytest.mark.parametrize("language", ["sv", "fi"])
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("name", COMPUTED)
def test_any_query_is_answered_in_the_language_of_the_reader(
    server: Server, name: str, query: str, language: str
) -> None:
    """200, 400 or 404, and the connection goes on."""
    with connection(server) as kept:
        for path in (f"/{name}?{QUERIES[query]}", f"/{name}.{language}.html?{QUERIES[query]}"):
            code, headers, body = ask(kept, "GET", path, Accept_Language=language)
            assert code in (200, 400, 404), (path, code)
            assert "x-injected" not in headers
            assert PageReader.of(body).all("html")[0].attributes["lang"] == language, path


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_of_a_megabyte_is_refused(server: Server, name: str) -> None:
    """By a page in the language of the form, once it is sent; the next request is answered."""
    form = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "en"}
    with connection(server) as kept:
        kept.request("POST", f"/{name}.fi.html", urlencode({"words": "x" * 2**20}), form)
        found = kept.getresponse()
        page = PageReader.of(found.read())
        assert found.status == 413
        assert page.all("html")[0].attributes["lang"] == "fi"
    with connection(server) as kept:
        assert ask(kept, "GET", f"/{name}")[0] == 200


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_form_in_pieces_is_no_error_of_ours(server: Server, name: str) -> None:
    """Browsers send none: what has no length is not read."""
    with connection(server) as kept:
        pieces = iter([b"words=", b"x" * 2**10])
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        kept.request("POST", f"/{name}.fi.html", pieces, form, encode_chunked=True)
        assert kept.getresponse().status == 400
