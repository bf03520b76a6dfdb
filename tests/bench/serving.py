"""Requests a second for one register in each format, beside a bare one-route Flask application in the same run.

Needs wrk (Debian's package of that name). Prints medians and ratios; judges nothing.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATH = "/optima/register/primus-wilma-kurre"
SUBJECTS = {"HTML": "text/html", "Turtle": "text/turtle", "JSON-LD": "application/ld+json"}
ROUNDS, SECONDS, CONNECTIONS = 5, 3, 16
BARE = """
from flask import Flask, Response

app = Flask(__name__)


@app.get({path!r})
def register():
    return Response({body!r}, content_type="text/html; charset=utf-8")
"""


@contextmanager
def running(command: list[str], url: str, folder: Path) -> Iterator[None]:
    """A server, from its first answer until the end of the block."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(url, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise RuntimeError(f"{url} does not answer")
        yield
    finally:
        process.terminate()
        process.wait(20)


def rate(url: str, accept: str) -> float:
    """Requests a second."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Accept: {accept}", url]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        raise RuntimeError(told)
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    assert found
    return float(found[1])


def main() -> None:
    """Measures in rounds, each subject in turn, so that a machine that slows down slows all of them."""
    ours, bare = "http://127.0.0.1:8131", "http://127.0.0.1:8132"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = ["--data", str(ROOT / "data"), "--releases", str(folder / "releases")]
        serve = [sys.executable, "-m", "publisher.cli", "serve", *data, "--port", "8131"]
        with running(serve, ours + PATH, ROOT):
            body = urllib.request.urlopen(ours + PATH, timeout=5).read()
            (folder / "bare.py").write_text(BARE.format(path=PATH, body=body))
            options = ["--interface", "wsgi", "--workers", "2", "--backpressure", "2000", "--blocking-threads", "16"]
            flask = [sys.executable, "-m", "granian", *options, "--port", "8132", "bare:app"]
            with running(flask, bare + PATH, folder):
                rates: dict[str, list[float]] = {name: [] for name in ("bare Flask", *SUBJECTS)}
                for _ in range(ROUNDS):
                    rates["bare Flask"].append(rate(bare + PATH, "text/html"))
                    for subject, accept in SUBJECTS.items():
                        rates[subject].append(rate(ours + PATH, accept))
    base = statistics.median(rates["bare Flask"])
    print(f"{PATH}, {CONNECTIONS} connections, median of {ROUNDS} rounds of {SECONDS} s, {len(body)} bytes of HTML")
    for subject, found in rates.items():
        spread = f"[{min(found):.0f}-{max(found):.0f}]"
        middle = statistics.median(found)
        print(f"{subject:12} {middle:9.0f} req/s {spread:16} {middle / base:5.2f} x bare Flask")


if __name__ == "__main__":
    main()
