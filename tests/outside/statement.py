"""What the accessibility statement tells of the last test in browsers: written when the test has found nothing."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from pathlib import Path

from publisher.render.around import RESULT

STANDARD = "WCAG 2.2 AA"
HERE = Path(__file__).resolve().parent


def write_result(pages: int, file: Path = RESULT) -> None:
    """Writes that so many pages, each language counted, were tested today, and that nothing was found."""
    tools = [("axe-core", axe_version()), ("Chromium", chromium_version())]
    listed = ", ".join(f"{{ name = {json.dumps(name)}, version = {json.dumps(version)} }}" for name, version in tools)
    lines = [
        "# What the last test of the example's pages in a browser came to. `make accessibility` writes it.",
        f"day = {dt.datetime.now(dt.UTC).date().isoformat()}",
        f"standard = {json.dumps(STANDARD)}",
        f"pages = {pages}",
        "violations = 0",
        f"tools = [{listed}]",
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def axe_version() -> str:
    """The version of axe-core that is installed here."""
    package = HERE / "node_modules" / "axe-core" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def chromium_version() -> str:
    """The version of the browser that the scripts here use."""
    told = subprocess.run(["/usr/bin/chromium", "--version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"\d+(?:\.\d+)+", told)
    assert found, told
    return found[0]
