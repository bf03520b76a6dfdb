"""What the scripts of this folder find: a page in which all is wrong, so that a page without faults means something."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

pytestmark = pytest.mark.outside

SPOILT = """<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>Spoilt</title><style>
body { background: #fff; margin: 0 }
.wide { width: 2000px }
.pale { color: #ccc; forced-color-adjust: none }
.cut { height: 1rem; width: 5rem; overflow: hidden; white-space: nowrap }
.over { position: absolute; top: 0; left: 0 }
.bare:focus { outline: none }
.lid { position: fixed; inset: auto 0 0 0; height: 60vh; background: #eee }
.small { font-size: 4px }
@media print { details { display: block } body { background: #000 } }
</style></head><body>
<p class="over">One text over another</p><p class="over">Another text over one</p>
<main><h1>Spoilt</h1><h1>Spoilt again</h1>
<p class="wide">A text in a box that is wider than any window, and <span class="pale">pale</span></p>
<p class="cut">A text that is longer than its box and so is cut at its edge</p>
<a class="bare" href="/spoilt.sv.html">Not seen</a> <a class="pale" href="/b">Pale</a>
<a class="small" href="/c">a</a><a class="small" href="/d">b</a>
<button tabindex="2" style="border: 0">Early</button>
<details><summary>More</summary><p>Folded text</p></details>
<img src="http://127.0.0.1:9/foreign.png"><input>
<p style="height: 90vh"></p><a href="/e">Under the lid</a><p style="height: 90vh"></p>
</main><div class="lid">A lid</div></body></html>"""

FOUND = {
    "browse.js": (
        "color-contrast",
        "target-size",
        "image-alt",
        "label",
        "px too wide",
        "asks for",
        "not in sv",
        "region",
    ),
    "browse_otherwise.js": (
        *("(print): not on white", "is cut", "runs out of the window", "lies over", "not told from its background"),
        *("has no edge", "at 390 px)", "at 1280 px)", "1 details are not printed"),
    ),
    "browse_closely.js": (
        *("not one h1", "the first Tab is not the skip link", "not seen to be focused: Not seen", "Tab goes back"),
        *("a cookie was set", "does not lead to main", "are put before others"),
    ),
}
"""What each script tells of it."""


class Spoilt(BaseHTTPRequestHandler):
    """Answers with the page, and with a cookie."""

    def do_GET(self) -> None:
        """Whatever is asked for."""
        body = SPOILT.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Set-Cookie", "seen=1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """A server of it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Spoilt)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("script", FOUND)
def test_a_spoilt_page_is_told(script: str, base: str, node: Callable[[str, Any], Any]) -> None:
    """Each of its faults."""
    view = {"name": "spoilt", "language": "sv", "path": "/spoilt.sv.html", "form": [], "status": 200}
    faults = node(script, {"base": base, "views": [view]})["faults"]
    for fault in FOUND[script]:
        assert any(fault in told for told in faults), (fault, faults)
