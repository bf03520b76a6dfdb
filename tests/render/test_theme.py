"""Themes: what they may change, and that people can still read."""

from __future__ import annotations

import pytest

from publisher.model.errors import ConfigurationError
from publisher.render.theme import LARGEST_THEME, contrast, read_theme, schemes
from tests.conftest import ROOT

DARK = "@media (prefers-color-scheme: dark) {{ :root {{ {} }} }}"


def refused(content: str | bytes) -> str:
    """Why a theme is refused, in one line."""
    with pytest.raises(ConfigurationError) as caught:
        read_theme("theme.css", content.encode() if isinstance(content, str) else content)
    assert caught.value.where.startswith("theme.css")
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_a_theme_is_added_for_screens_by_scheme() -> None:
    """Colours of one scheme do not leak into the other, and paper keeps its own."""
    theme = '/* ours */ :root { --accent: #7a1d3f; --sans: "House Sans", sans-serif;\n--s4: calc(1rem + 1px) }\n'
    theme += DARK.format("--accent: #f3a6bf; --on-accent: #3a0d1e")
    assert read_theme("theme.css", theme.encode()).decode() == (
        '@media screen{:root{--sans:"House Sans", sans-serif;--s4:calc(1rem + 1px)}}'
        "@media screen and (prefers-color-scheme:light){:root{--accent:#7a1d3f}}"
        "@media screen and (prefers-color-scheme:dark){:root{--accent:#f3a6bf;--on-accent:#3a0d1e}}"
    )


@pytest.mark.parametrize("theme", ["", " \n", "/* nothing */", ":root {}", DARK.format("")])
def test_a_theme_may_change_nothing(theme: str) -> None:
    assert read_theme("theme.css", theme.encode()) == b""


def test_the_example_of_the_manual_can_be_used() -> None:
    page = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    example = page.partition("```css\n")[2].partition("```")[0]
    assert read_theme("theme.css", example.encode())


def test_every_variable_is_in_the_manual() -> None:
    page = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")
    assert [name for name in schemes().light if f"`--{name}`" not in page] == []


@pytest.mark.parametrize(
    "theme",
    [
        "a { color: red }",
        ":root { color: red }",
        ":root { --accent: #08507a",
        ":root { --accent: #08507a; } }",
        ":root { --accent #08507a }",
        ":root, body { --accent: #08507a }",
        ":root { --accent: #08507a; a { } }",
        "@import 'x';",
        "@media print { :root { --accent: #08507a } }",
        "@media (prefers-color-scheme: dark) { a { --accent: #08507a } }",
        "<style>",
        "/* never closed",
    ],
)
def test_anything_but_values_of_variables_is_refused_with_its_line(theme: str) -> None:
    told = refused("/* one\ntwo */\n" + theme)
    assert told.startswith("theme.css:3: error: a theme holds nothing but values of variables")


@pytest.mark.parametrize(
    ("theme", "named"),
    [
        (":root { --acent: #08507a }", "no variable --acent"),
        (":root { --accent: red }", "--accent is no colour"),
        (":root { --accent: var(--ink) }", "--accent is no colour"),
        (":root { --accent: #08507a1 }", "--accent is no colour"),
        (DARK.format("--link: rgb(0 0 0)"), "--link is no colour"),
        (":root { --s1: url(x) }", "--s1 has a value"),
        (":root { --sans: url(//x/y) }", "--sans has a value"),
        (":root { --sans: \\75rl(x) }", "--sans has a value"),
        (":root { --s1: expression(1) }", "--s1 has a value"),
        (":root { --s1: calc(1px }", "--s1 has a value"),
        (':root { --sans: "a }', "--sans has a value"),
        (":root { --s1: 1px !important }", "--s1 has a value"),
    ],
)
def test_a_value_that_is_none_is_refused_by_its_name(theme: str, named: str) -> None:
    assert named in refused(theme)


def test_colours_that_cannot_be_told_apart_are_refused_with_pair_and_figure() -> None:
    assert "--accent on --paper has a contrast of 2.53:1 in the light scheme, and needs 4.5:1" in refused(
        ":root { --accent: #9ca3af }"
    )
    assert "--on-accent on --accent has a contrast of 1.00:1 in the dark scheme" in refused(
        DARK.format("--on-accent: #9ad2f5")
    )
    assert "--focus on --paper has a contrast of 2." in refused(":root { --focus: #ff8c00 }")


def test_a_theme_that_is_too_large_or_no_text_is_refused() -> None:
    assert "larger than" in refused(" " * (LARGEST_THEME + 1))
    assert "not UTF-8" in refused(b"\xff")


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert round(contrast("#000", "#ffffff"), 2) == 21
    assert contrast("#777777", "#777") == 1
    assert round(contrast("#767676", "#fff"), 2) == 4.54
