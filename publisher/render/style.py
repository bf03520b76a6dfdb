"""The stylesheet of all pages, as it is sent."""

from __future__ import annotations

import re
from pathlib import Path

_NEEDLESS = re.compile(r"/\*.*?\*/\s*|(?<=[{};:,])\s+|\s+(?=[{}])|;\s*(?=})|\n", re.DOTALL)
"""What a stylesheet does without. Before a colon a space may part a selector, and a string holds none of these."""


def stylesheet() -> bytes:
    """The one stylesheet, without its comments and the spaces that only people need."""
    text = (Path(__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
    return _NEEDLESS.sub("", text).encode()
