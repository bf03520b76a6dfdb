"""The mark of a site: a small SVG or PNG file that draws and does nothing else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from publisher.model.errors import ConfigurationError

LARGEST_MARK = 64 * 1024
"""Bytes. It is fetched by every reader."""

MEDIA_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
"""What a mark may be, by the end of its file's name."""

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = {"script", "foreignObject", "iframe", "object", "embed", "handler", "listener", "a", "image", "feImage"}
_FETCHES = re.compile(r"@import|url\(\s*[\"']?(?!#)|javascript:|\\", re.IGNORECASE)


@dataclass(frozen=True)
class MarkFile:
    """The bytes of a mark, their media type, and a name that changes with them."""

    content: bytes
    media_type: str
    name: str


def read_mark(file: Path) -> MarkFile:
    """The mark in a file. Raises ConfigurationError when it is none, is too large, or could do more than be drawn."""
    kind = MEDIA_TYPES.get(file.suffix)
    if kind is None:
        raise ConfigurationError(str(file), "a mark is a file .svg or .png", "Save it as one of them")
    content = read_small(file, LARGEST_MARK)
    if file.suffix == ".png" and not content.startswith(_PNG):
        raise ConfigurationError(str(file), "this is no PNG file", "Save it as PNG")
    if file.suffix == ".svg" and (fault := _svg_fault(content)):
        raise ConfigurationError(str(file), fault, "Save it as a plain SVG, with nothing but shapes and text in it")
    return MarkFile(content, kind, f"mark.{hashlib.sha256(content).hexdigest()[:12]}{file.suffix}")


def read_small(file: Path, largest: int) -> bytes:
    """What is in a file that the settings name. Raises ConfigurationError when it is not there or too large."""
    try:
        with file.open("rb") as stream:
            content = stream.read(largest + 1)
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise ConfigurationError(str(file), f"this cannot be read: {reason}", "Put it beside site.toml") from error
    if len(content) > largest:
        raise ConfigurationError(str(file), f"this is larger than {largest} bytes", "Make it smaller")
    return content


def _svg_fault(content: bytes) -> str:
    """What keeps a file from being a mark, if anything. Entities are refused before anything reads them."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", content, re.IGNORECASE) or b"\0" in content:
        return "this SVG declares a document type, entities or a stylesheet"
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - without entities, and small
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return f"this is no SVG file: {error}"
    if root.tag != f"{_SVG}svg":
        return "this is no SVG file: its root is another element"
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in _ACTIVE:
            return f"this SVG has an element {name}"
        if element.text and name == "style" and _FETCHES.search(element.text):
            return "this SVG fetches something"
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2].lower()
            if local.startswith("on") or (local == "href" and not value.startswith("#")) or _FETCHES.search(value):
                return f"this SVG has an attribute {local} that runs or fetches something"
    return ""
