"""The mark of a site: a picture that draws, and does nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError
from publisher.release.mark import LARGEST_MARK, read_mark

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    """A file of some content."""
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def test_an_svg_that_draws_and_a_png_are_marks(tmp_path: Path) -> None:
    """Their names change with what is in them."""
    shapes = '<style>.a{fill:url(#g)}</style><linearGradient id="g"/><circle class="a" r="4"/><use href="#g"/>'
    svg = read_mark(written(tmp_path, "a.svg", SVG.format(shapes).encode()))
    other = read_mark(written(tmp_path, "b.svg", SVG.format("").encode()))
    png = read_mark(written(tmp_path, "c.png", PNG))
    assert (svg.media_type, png.media_type) == ("image/svg+xml", "image/png")
    assert svg.name.startswith("mark.")
    assert svg.name.endswith(".svg")
    assert len({svg.name, other.name, png.name}) == 3


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<circle onload="x()"/>',
        '<a href="https://x/"/>',
        '<use href="https://x/#a"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:text/html,x"/>',
        '<image href="#x"/>',
        '<circle fill="url(https://x/)"/>',
        '<circle style="fill: URL( //x/)"/>',
        "<style>@import 'x';</style>",
        "<style>a{b:\\75rl(x)}</style>",
    ],
)
def test_an_svg_that_could_run_or_fetch_something_is_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(ConfigurationError, match="this SVG"):
        read_mark(written(tmp_path, "a.svg", SVG.format(inside).encode()))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gif", b"GIF89a"),
        ("a.png", b"<svg/>"),
        ("a.svg", b""),
        ("a.svg", b"not xml"),
        ("a.svg", b"\xff\xfe\x00"),
        ("a.svg", b"<html/>"),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'),
        ("a.svg", b'<?xml-stylesheet href="https://x/"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.png", PNG + b"\0" * LARGEST_MARK),
    ],
)
def test_what_is_no_small_picture_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_mark(written(tmp_path, name, content))
    assert caught.value.where.endswith(name)


def test_a_mark_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.svg").mkdir()
    for name in ("a.svg", "b.svg"):
        with pytest.raises(ConfigurationError, match="this cannot be read"):
            read_mark(tmp_path / name)
