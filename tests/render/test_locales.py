"""The texts of the pages are whole in every language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from publisher.model.languages import LANGUAGES
from publisher.render import pages

RENDER = Path(pages.__file__).parent
COMPUTED = re.compile(
    r"(error_\d{3}_(title|text)|month_\d{1,2}|purge_\d|nav_[a-z]+|facet_[a-z]+|search_(unknown|too_long|no_page|twice)"
    r"|fault_\w+|column_\w+|table_[a-z]+|api_(path|parameter|status)_\w+|score_(band|dimension|why|write)_\w+"
    r"|ontology_(classes|properties|values|metrics|subclass|domain|range|dimension|data_type))"
)


def test_every_language_has_a_folder_and_no_other_has() -> None:
    """A language is a line in `languages.py` and a folder here, with the same files."""
    folders = {folder.name: sorted(file.name for file in folder.iterdir()) for folder in (RENDER / "locales").iterdir()}
    assert folders == dict.fromkeys(LANGUAGES, folders["sv"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_in_two_files(language: str) -> None:
    """And each stands in the file of the same name in every language."""
    files = {file.name: file for file in (RENDER / "locales" / language).iterdir()}
    keys = {name: set(tomllib.loads(file.read_text(encoding="utf-8"))) for name, file in files.items()}
    assert sum(map(len, keys.values())) == len(pages.locale(language))
    swedish = {file.name: set(tomllib.loads(file.read_text("utf-8"))) for file in (RENDER / "locales/sv").iterdir()}
    assert keys == swedish


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing_or_empty(language: str) -> None:
    """The same keys in all languages."""
    assert set(pages.locale(language)) == set(pages.locale("sv"))
    assert all(text.strip() for text in pages.locale(language).values())


def test_every_text_is_used_and_every_used_text_exists() -> None:
    """By a template or by the program."""
    templates = "".join(file.read_text(encoding="utf-8") for file in (RENDER / "templates").iterdir())
    code = "".join(file.read_text(encoding="utf-8") for file in RENDER.parent.rglob("*.py"))
    used = set(re.findall(r"\bt\.([a-z_0-9]+)", templates))
    used |= set(re.findall(r"(?:locale\([^)]*\)|\bt)\[[\"']([a-z_0-9]+)[\"']\]", code))
    used |= set(re.findall(r"\btold\(\"([a-z_0-9]+)\"\)", code))
    known = {key for key in pages.locale("sv") if not COMPUTED.fullmatch(key)}
    assert {key for key in used if not COMPUTED.fullmatch(key)} == known
    assert used <= set(pages.locale("sv"))


def test_texts_differ_between_languages() -> None:
    """A text that is the same in two languages was forgotten, unless it is a name or a word that they share."""
    same = {
        key
        for key, text in pages.locale("sv").items()
        for other in ("fi", "en")
        if pages.locale(other)[key] == text and len(text.split()) > 1
    }
    assert same == set()
