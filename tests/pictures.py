"""The pictures of pages that the documentation keeps: which there are, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publisher.release.store import Release
from tests.conftest import ROOT
from tests.page_types import View, views

FOLDER = ROOT / "docs" / "screenshots"
HIGHEST = 1350
"""Pixels: a longer page is cut."""

MOST = 2_500_000
"""Bytes of all pictures together."""

SHOWN = {"phone": (390, "fi"), "desktop": (1280, "sv")}
"""How wide a page is shown, in pixels, and in which language."""


@dataclass(frozen=True)
class Picture:
    """A picture of a page."""

    name: str
    width: int
    view: View

    def file(self, folder: Path) -> Path:
        """Where it is kept."""
        return folder / f"{self.name}.png"


def pictures(release: Release) -> list[Picture]:
    """Two of each type of page: on a phone and on a desktop."""
    return [
        Picture(f"{name}-{screen}", width, next(view for view in found if view.language == language))
        for name, found in views(release).items()
        for screen, (width, language) in SHOWN.items()
    ]


def listing(release: Release) -> str:
    """The page that lists them."""
    lines = [
        "# Screenshots",
        "",
        "Every type of page of the example, made by `make screenshots`: on a phone (390 px, in Finnish) and on a",
        f"desktop (1280 px, in Swedish). Pages longer than {HIGHEST} px are cut.",
        "",
        "| Type | Page | Phone | Desktop |",
        "| --- | --- | --- | --- |",
    ]
    for name, found in views(release).items():
        path = found[0].path.partition("?")[0].replace(".sv.html", "")
        links = [f"[{screen}]({name}-{screen}.png)" for screen in SHOWN]
        lines.append(f"| {name} | `{path}` | {' | '.join(links)} |")
    return "\n".join([*lines, ""])


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG (RFC 2083, section 4.1.1)."""
    assert picture[1:4] == b"PNG", "this is no such picture"
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")
