"""Themes: values for the variables of the stylesheet, and whether people can read what they give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from publisher.model.errors import ConfigurationError
from publisher.render.style import stylesheet

LARGEST_THEME = 8192
"""Bytes."""

TEXT, SHAPE = 4.5, 3.0
"""The least contrast of a text with its ground, and of what has a meaning but is no text (WCAG 2.2, 1.4.3, 1.4.11)."""

_GROUNDS = ("paper", "wash", "mark-wash")
PAIRS: Mapping[tuple[str, str], float] = {
    **{(text, ground): TEXT for text in ("ink", "muted", "link", "visited", "accent") for ground in _GROUNDS},
    **{(shape, ground): SHAPE for shape in ("focus", "mark") for ground in _GROUNDS},
    ("on-band", "band"): TEXT,
    ("focus-on-band", "band"): SHAPE,
    ("on-accent", "accent"): TEXT,
}
"""Which colour stands on which ground, and how much contrast they need."""

DECORATION = frozenset({"rule"})
"""Colours of lines that have no meaning."""

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = re.compile(r"@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)\s*\{\s*")
_ROOT = re.compile(r":root\s*\{([^{}]*)\}\s*")
_DECLARATION = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;]+)")
_VALUE = re.compile(r"(?:(?:clamp|min|max|calc)\(|\)|\"[A-Za-z0-9 ._-]*\"|[A-Za-z0-9 ,.%*/+-])+")


@dataclass(frozen=True)
class Scheme:
    """The variables of the stylesheet in the light and in the dark, without what only paper has."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    @property
    def colours(self) -> frozenset[str]:
        """The names of the variables that are colours."""
        return frozenset(name for name, value in self.light.items() if _COLOUR.fullmatch(value))


def schemes() -> Scheme:
    """What the stylesheet itself gives its variables."""
    text = stylesheet().decode()
    first = re.search(r":root\{([^}]*)\}", text)
    second = re.search(r"@media \(prefers-color-scheme:dark\)\{:root\{([^}]*)\}", text)
    assert first and second  # noqa: S101 - a stylesheet of our own
    light = _variables(first[1])
    return Scheme(light, {**light, **_variables(second[1])})


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2, relative luminance), from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def poor_pairs(colours: Mapping[str, str]) -> list[tuple[str, str, float, float]]:
    """The pairs with too little contrast: colour, ground, how much they have and how much they need."""
    found = ((*pair, contrast(colours[pair[0]], colours[pair[1]]), needed) for pair, needed in PAIRS.items())
    return [(one, ground, has, needed) for one, ground, has, needed in found if has < needed]


def read_theme(file: str, content: bytes) -> bytes:
    """A theme as it is added to the stylesheet.

    Its colours for `:root` are those of the light scheme; what is no colour holds in both. Paper keeps its own. Raises
    ConfigurationError for anything but values of variables that the stylesheet has, and for colours that people could
    not tell apart.
    """
    if len(content) > LARGEST_THEME:
        raise ConfigurationError(file, f"this is larger than {LARGEST_THEME} bytes", "Keep to what you change")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(file, "this is not UTF-8", "Save it as UTF-8") from error
    own, base = _read(file, text), schemes()
    for name, value in chain(own.light.items(), own.dark.items()):
        _require_fit(file, name, value, base)
    for kind, colours in (("light", {**base.light, **own.light}), ("dark", {**base.dark, **own.dark})):
        for one, ground, has, needed in poor_pairs(colours):
            raise ConfigurationError(
                file,
                f"--{one} on --{ground} has a contrast of {int(has * 100) / 100:.2f}:1 in the {kind} scheme, "
                f"and needs {needed:g}:1",
                "Make one of them lighter or darker",
            )
    colours = {name: value for name, value in own.light.items() if name in base.colours}
    others = {name: value for name, value in own.light.items() if name not in base.colours}
    return (
        _block("screen", others)
        + _block("screen and (prefers-color-scheme:light)", colours)
        + _block("screen and (prefers-color-scheme:dark)", own.dark)
    ).encode()


def _read(file: str, text: str) -> Scheme:
    """What is declared for `:root`, and for `:root` in the dark."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    place = len(bare) - len(bare.lstrip())
    while place < len(bare):
        if inside := _DARK.match(bare, place):
            place = inside.end()
            while block := _ROOT.match(bare, place):
                dark |= _declared(file, bare, block)
                place = block.end()
            if bare[place : place + 1] != "}":
                raise _unfit(file, bare, place)
            place += 1
            place += len(bare[place:]) - len(bare[place:].lstrip())
        elif block := _ROOT.match(bare, place):
            light |= _declared(file, bare, block)
            place = block.end()
        else:
            raise _unfit(file, bare, place)
    return Scheme(light, dark)


def _declared(file: str, text: str, block: re.Match[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    place = block.start(1)
    for part in block[1].split(";"):
        if part.strip():
            one = _DECLARATION.fullmatch(part.strip())
            if not one:
                raise _unfit(file, text, place + len(part) - len(part.lstrip()))
            found[one[1]] = " ".join(one[2].split())
        place += len(part) + 1
    return found


def _unfit(file: str, text: str, place: int) -> ConfigurationError:
    line = text.count("\n", 0, place) + 1
    return ConfigurationError(
        f"{file}:{line}",
        "a theme holds nothing but values of variables, for :root and for :root in @media (prefers-color-scheme: dark)",
        "Write for example :root { --accent: #0a4f78; }",
    )


def _require_fit(file: str, name: str, value: str, base: Scheme) -> None:
    if name not in base.light:
        raise ConfigurationError(file, f"the stylesheet has no variable --{name}", "docs/site.md lists those it has")
    if name in base.colours:
        if not _COLOUR.fullmatch(value):
            raise ConfigurationError(file, f"--{name} is no colour of the kind #rrggbb", "Write it in sixteens")
    elif not _VALUE.fullmatch(value) or value.count("(") != value.count(")"):
        raise ConfigurationError(
            file, f"--{name} has a value that is no length, number or font", "docs/site.md has examples"
        )


def _block(media: str, variables: Mapping[str, str]) -> str:
    inside = ";".join(f"--{name}:{value}" for name, value in variables.items())
    return f"@media {media}{{:root{{{inside}}}}}" if inside else ""


def _variables(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in re.findall(r"--([a-z0-9-]+):([^;]+)", text)}


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    pairs = [digit * 2 for digit in digits] if len(digits) == 3 else [digits[n : n + 2] for n in (0, 2, 4)]
    red, green, blue = (_linear(int(pair, 16) / 255) for pair in pairs)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
