"""Proactive negotiation (RFC 9110, section 12): which offer a request likes best. Never raises on bad input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

_QUALITY = re.compile(r"(?:0?\.\d{1,3}|0\.?|1(?:\.0{0,3})?)")
_TYPE = re.compile(r"([!#$%&'*+.^_`|~0-9a-z-]+)/([!#$%&'*+.^_`|~0-9a-z-]+)")
_TAG = re.compile(r"\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*")
_ELEMENT = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"?)+')
_PART = re.compile(r'(?:[^;"]|"(?:\\.|[^"\\])*"?)+')
"""Elements of a list and parts of an element: a quoted text may hold what divides them."""

_MOST = 200
"""Ranges that are read of one header; a longer list is no wish but a burden."""

T = TypeVar("T")


def media_quality(header: str | None, media_type: str) -> float:
    """How much an Accept header likes a media type, from 0 to 1. Parameters of a range do not count against it."""
    ranges = list(_media_ranges(header or ""))
    if not ranges:
        return 1.0
    kind, _, _ = media_type.partition("/")
    for wanted in (media_type, f"{kind}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0


def language_quality(header: str | None, tag: str) -> float:
    """How much an Accept-Language header likes a language: `fi-FI` finds `fi` (RFC 4647, section 3.4)."""
    ranges = [(name, quality) for name, quality in _weighted(header or "") if _TAG.fullmatch(name)]
    if not ranges:
        return 1.0
    exact = [quality for name, quality in ranges if name == tag]
    narrower = [quality for name, quality in ranges if name.startswith(tag + "-")]
    anything = [quality for name, quality in ranges if name == "*"]
    if exact and max(exact) == 0:
        return 0.0
    return max(exact + narrower or anything, default=0.0)


def takes_gzip(header: str | None) -> bool:
    """Whether an Accept-Encoding header allows gzip (RFC 9110, section 12.5.3)."""
    qualities = dict(_weighted(header or ""))
    return qualities.get("gzip", qualities.get("x-gzip", qualities.get("*", 0.0))) > 0


def best(offers: Sequence[tuple[T, str, str]], accept: str | None, language: str | None) -> T | None:
    """The offer (thing, media type, language) that is liked best, the earliest of equals; None when none is accepted.

    A language is never refused: when no offer is in a wanted language, the first language is given.
    """
    liked = [(media_quality(accept, media), thing, media, tag) for thing, media, tag in offers]
    top = max((quality for quality, *_ in liked), default=0.0)
    if top <= 0:
        return None
    chosen = next(media for quality, _, media, _ in liked if quality == top)
    same = [(thing, tag) for _, thing, media, tag in liked if media == chosen]
    return max(same, key=lambda offer: language_quality(language, offer[1]) if offer[1] else 0.0)[0]


def _media_ranges(header: str) -> Iterator[tuple[str, float]]:
    for name, quality in _weighted(header):
        if _TYPE.fullmatch(name) and (not name.startswith("*/") or name == "*/*"):
            yield name, quality


def _weighted(header: str) -> Iterable[tuple[str, float]]:
    """The elements of a header with their weights; an element with a malformed weight is passed over."""
    for element in islice(_ELEMENT.finditer(header.lower()), _MOST):
        name, *parameters = [part[0].strip() for part in _PART.finditer(element[0])] or [""]
        weights = [p.partition("=")[2].strip() for p in parameters if p.partition("=")[0].strip() == "q"]
        if name and all(_QUALITY.fullmatch(weight) for weight in weights):
            yield name, float(weights[0]) if weights else 1.0
