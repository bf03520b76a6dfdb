"""Templates and pages belong together, and the stylesheet is small and fetches nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from publisher.render import pages
from publisher.render.reports import proofs as reports
from publisher.render.style import stylesheet


def test_every_page_has_its_template_and_every_template_its_page() -> None:
    """But for the layout, the pieces that they share, and reports."""
    known = {page.template for page in get_args(pages.Page)}
    found = {file.name for file in (Path(pages.__file__).parent / "templates").iterdir()}
    assert found == known | {
        "asking.html",
        "finding.html",
        "layout.html",
        "offered.html",
        "parts.html",
        "report.html",
        "tables.html",
        *reports.TEMPLATES,
    }


def test_no_template_turns_escaping_off() -> None:
    """Data is text wherever it is shown."""
    for file in (Path(pages.__file__).parent / "templates").iterdir():
        assert not re.search(r"\|\s*safe|autoescape|Markup", file.read_text(encoding="utf-8")), file.name


def test_the_stylesheet_is_small_and_fetches_nothing() -> None:
    """At most 12 kB as it is sent; no import, no image, no font; and no text with what the sending leaves out."""
    style = stylesheet()
    assert len(style) <= 12_000
    assert not re.search(rb"url\(|@import|@font-face|/\*|\n", style)
    written = (Path(pages.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
    assert not [text for text in re.findall(r'"[^"]*"', written) if re.search(r"[{};:,]\s|\s[{}]|/\*", text)]
    assert "\n\n" in written  # people read it with its spaces
