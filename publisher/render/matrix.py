"""The overview as a picture: kinds of data by registers, each mark a group of people. SVG, of text and plain shapes.

The picture is as wide as a phone and is only ever made larger. What its marks mean is told in it by letters; colours
only help.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from textwrap import wrap
from xml.sax.saxutils import escape

from publisher.model.concepts import Concept
from publisher.model.holdings import Held, Holdings
from publisher.model.languages import Said, Text
from publisher.model.matrix import Panel
from publisher.render.finding import OverviewPage
from publisher.render.pages import by_title, locale

MOST_REGISTERS = 100
"""A picture of more registers than this is no help to anyone."""

MARKS = string.ascii_uppercase
"""What stands for groups of people; with more of them there is no picture."""

STYLE = (
    "text{font:11px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;fill:#1a2430;unicode-bidi:isolate}"
    ".h{font-weight:650}.m{font-size:10px;font-weight:650;text-anchor:middle}.c{text-anchor:middle;font-weight:650}"
    ".p{fill:#fff}.l{stroke:#cfd8dd}.r{fill:#f3f6f7}"
    ".k0{fill:#cfe3f5}.k1{fill:#fbe0b5}.k2{fill:#d5ecd0}.k3{fill:#f6d0d6}.k4{fill:#e0d6f2}.k5{fill:#d9dcdf}"
    ".u{fill:none;stroke:#4d5b68;stroke-dasharray:2 2}"
    "@media (prefers-color-scheme:dark){text{fill:#e7edf1}.p{fill:#121a21}.l{stroke:#3a4a56}.r{fill:#1a252e}"
    ".k0{fill:#1d4a6e}.k1{fill:#6a4a10}.k2{fill:#2a5426}.k3{fill:#6d2b38}.k4{fill:#4a3a70}.k5{fill:#46515b}"
    ".u{stroke:#aebbc5}}"
)
"""Colours and type. Every text is readable on what it stands on, in both themes."""

_TINTS = 6
_WIDTH, _LABEL, _COLUMN, _LINE, _MARK, _EDGE = 360, 139, 31, 14, 13, 4
_LABEL_SIGNS, _WIDE_SIGNS = 22, 52
"""How many signs fit on a line of a label, and on a whole line."""

_UNREADABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def can_be_drawn(holdings: Holdings, registers: int) -> bool:
    """Whether a picture of so many registers would be of help."""
    return 0 < registers <= MOST_REGISTERS and len(holdings.subjects) <= len(MARKS)


def draw(page: OverviewPage, language: str) -> bytes:
    """The picture of the overview in a language, the same for the same arguments."""
    catalogue, holdings = page.catalogue, page.holdings
    people = [finding.concept for finding in by_title(holdings.subjects, language)]
    drawing = _Drawing(language, {concept.iri: number for number, concept in enumerate(people)})
    drawing.legend(people)
    for panel in page.panels(by_title(catalogue.registers, language), by_title(holdings.kinds, language)):
        drawing.panel(panel)
    return drawing.svg(f"{locale(language)['overview_heading']} – {catalogue.authority.name.text}")


class _Drawing:
    """A picture that grows downwards; `numbers` are those of the groups of people by their IRIs."""

    def __init__(self, language: str, numbers: Mapping[str, int]) -> None:
        self._language, self._numbers, self._texts = language, numbers, locale(language)
        self._parts: list[str] = []
        self._y = _EDGE

    def legend(self, people: Sequence[Concept]) -> None:
        """What the marks mean."""
        self._heading(self._texts["about_whom"])
        for number, concept in enumerate(people):
            self._mark(_EDGE, self._y, number)
            self._entry(concept.label)
        self._mark(_EDGE, self._y, None)
        self._entry(Text((Said(self._texts["not_stated"], self._language),)))

    def panel(self, panel: Panel) -> None:
        """Some registers: what their numbers mean, and a line for each kind of data."""
        self._y += _LINE
        self._heading(self._texts["registers"])
        for number, register in enumerate(panel.registers, start=panel.first):
            self._number(_EDGE + _MARK / 2, self._y, number)
            self._entry(register.title)
        self._y += _LINE
        top, behind = self._y - 2, len(self._parts)
        for column in range(len(panel.registers)):
            self._number(_LABEL + _COLUMN * (column + 0.5), self._y, panel.first + column)
        self._y += _LINE + _EDGE
        for row in panel.rows:
            label = row.kind.title if row.kind else Text((Said(self._texts["unclassified"], self._language),))
            self._row(label, row.cells)
        self._rule()
        size = f'y="{top}" width="{_COLUMN}" height="{self._y - top - 2}"'
        every_other = range(0, len(panel.registers), 2)
        stripes = (f'<rect class="r" x="{_LABEL + _COLUMN * column}" {size}/>' for column in every_other)
        self._parts[behind:behind] = stripes

    def svg(self, title: str) -> bytes:
        """The whole picture."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {self._y + _EDGE}" width="{_WIDTH}" '
            f'height="{self._y + _EDGE}" xml:lang="{self._language}" role="img" aria-labelledby="title desc">'
        )
        told = (
            f'<title id="title">{_text(title)}</title><desc id="desc">{_text(self._texts["picture_alt"])}</desc>'
            f'<style>{STYLE}</style><rect class="p" width="100%" height="100%"/>'
        )
        return "\n".join((head, told, *self._parts, "</svg>")).encode() + b"\n"

    def _heading(self, text: str) -> None:
        self._y += _LINE
        self._parts.append(f'<text class="h" x="{_EDGE}" y="{self._y}">{_text(text)}</text>')
        self._y += _EDGE

    def _entry(self, label: Text) -> None:
        """What the mark means that begins a line of a legend."""
        self._y += self._lines(label, _EDGE + _MARK + 6, _WIDE_SIGNS) + 2

    def _row(self, label: Text, cells: Sequence[Held | None]) -> None:
        self._rule()
        marks = [self._marks(cell) for cell in cells]
        height = max(self._lines(label, _EDGE, _LABEL_SIGNS), *(-(-len(found) // 2) * (_MARK + 2) for found in marks))
        for column, found in enumerate(marks):
            for place, number in enumerate(found):
                side = (place % 2 - 0.5) * (_MARK + 1) if len(found) > 1 else 0
                x = _LABEL + _COLUMN * (column + 0.5) + side - _MARK / 2
                self._mark(x, self._y + place // 2 * (_MARK + 2) + 1, number)
        self._y += height + 3

    def _marks(self, cell: Held | None) -> list[int | None]:
        """The numbers of the people that data is about; None where that is not told."""
        if cell is None:
            return []
        told = sorted(self._numbers[concept.iri] for concept in cell.subjects)
        return [*told, *([] if cell.tells_whom else [None])]

    def _lines(self, label: Text, x: float, signs: int) -> int:
        """A text, wrapped, from where the picture has come to; gives back how high it is."""
        said = label.in_language(self._language) if label else Said(self._texts["not_stated"], self._language)
        lines = wrap(said.text, signs) or [""]
        own = f' xml:lang="{said.language}"' if said.language not in ("", self._language) else ""
        for number, line in enumerate(lines):
            self._parts.append(f'<text x="{x:g}" y="{self._y + 11 + number * _LINE}"{own}>{_text(line)}</text>')
        return len(lines) * _LINE

    def _mark(self, x: float, y: float, number: int | None) -> None:
        look = "u" if number is None else f"k{number % _TINTS}"
        sign = "?" if number is None else MARKS[number]
        self._parts.append(
            f'<rect class="{look}" x="{x:g}" y="{y:g}" width="{_MARK}" height="{_MARK}" rx="2"/>'
            f'<text class="m" x="{x + _MARK / 2:g}" y="{y + 10:g}">{sign}</text>'
        )

    def _number(self, x: float, y: float, number: int) -> None:
        self._parts.append(f'<text class="c" x="{x:g}" y="{y + 11:g}">{number}</text>')

    def _rule(self) -> None:
        self._parts.append(f'<path class="l" d="M{_EDGE} {self._y}h{_WIDTH - 2 * _EDGE}"/>')
        self._y += 2


def _text(text: str) -> str:
    return escape(_UNREADABLE.sub("\ufffd", text))
