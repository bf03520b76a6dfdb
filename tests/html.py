"""Reads a page as a browser without style or script would: its elements, links and visible text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLOCKS = re.compile(
    r"address|aside|caption|d[dlt]|div|footer|h[1-6]|header|li|main|nav|[ou]l|p|section|summary|t[dhr]|table"
)
HIDDEN = {"script", "style", "title"}


@dataclass(frozen=True)
class Element:
    """An element, with the language that its text is in and the tags of the elements around it."""

    tag: str
    attributes: dict[str, str]
    language: str
    within: tuple[str, ...]


@dataclass
class PageReader(HTMLParser):
    """A page: `elements` in order, `blocks` of visible text with their language, `scripts` by content."""

    elements: list[Element] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)
    _text: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def of(cls, page: bytes) -> PageReader:
        """A page that was read to its end; every element in it is closed."""
        reader = cls()
        reader.feed(page.decode())
        reader.close()
        reader._end_block()
        assert reader._open == [], [e.tag for e in reader._open]
        return reader

    @property
    def text(self) -> str:
        """The visible text, white space as single spaces."""
        return " ".join(text for _, text in self.blocks)

    def all(self, *tags: str) -> list[Element]:
        """The elements with some tags, in order."""
        return [e for e in self.elements if e.tag in tags]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), f"an attribute of {tag} stands twice"
        language = attributes.get("lang") or (self._open[-1].language if self._open else "")
        if BLOCKS.fullmatch(tag):
            self._end_block()
        element = Element(tag, attributes, language, tuple(e.tag for e in self._open))
        self.elements.append(element)
        if tag == "br":
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes {self._open[-1:]}"
        if BLOCKS.fullmatch(tag):
            self._end_block()
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].tag == "script":
            self.scripts.append(data)
        elif self._open and self._open[-1].tag not in HIDDEN:
            self._text.append((self._open[-1].language, data))

    def _end_block(self) -> None:
        text = " ".join("".join(piece for _, piece in self._text).split())
        if text:
            language = next(language for language, piece in self._text if piece.strip())
            self.blocks.append((language, text))
        self._text = []
