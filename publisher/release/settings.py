"""The settings of a site, `site.toml` in the folder of data: read, and held against what each may be."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from publisher.model.errors import ConfigurationError
from publisher.model.imprint import Imprint
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES

SETTINGS = "site.toml"
"""The file of settings in the data folder. It may be missing, and so may everything in it."""

LONGEST_TEXT = 2000
"""Characters of one text."""

_EMAIL = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_UNSAFE_IN_EMAIL = frozenset('"(),:;<>@[\\]?&#%')
_URL = re.compile(r"https?://[!-~]+", re.ASCII)
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)

Check = Callable[[str, Any], Any]
"""Takes the name of a setting and its value, and gives the value as it is kept. Raises _WrongError."""


class _WrongError(Exception):
    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(reason, cure)
        self.reason, self.cure = reason, cure


@dataclass(frozen=True)
class Settings:
    """What the settings say: the base, the bases of authorities by folder, the file of the theme, and all else.

    `aliases` are the bases of earlier times by folder, those of the site by an empty name.
    """

    base: str | None = None
    authorities: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def untold(self) -> tuple[str, ...]:
        """The settings that are shown as gaps where nothing tells them; of two that tell the same, both are named."""
        gaps = []
        for name, keys in _SHOWN.items():
            table = self.told.get(name)
            if not keys or table is None:
                gaps += [] if table else [name]
            else:
                gaps += [f"{name}.{key}" for key in keys if not set(key.split(" or ")) & table.keys()]
        return tuple(gaps)

    @property
    def imprint(self) -> Imprint:
        """What the installation says of itself."""
        return Imprint.of(self.told)


_SHOWN = {
    "name": (),
    "licence": (),
    "feedback": ("unit",),
    "accessibility": ("conformity", "failings", "made", "updated", "assessment", "supervisor"),
    "privacy": ("controller", "email or url", "log"),
}
"""The settings, and what is in each, that pages show as gaps where they are missing."""


def read_settings(data: Path) -> Settings:
    """The settings in a folder of data. Raises ConfigurationError, naming what is wrong in which of them."""
    if not data.is_dir():
        raise ConfigurationError(str(data), "there is no such folder", "Name the folder of data with --data")
    file = data / SETTINGS
    if not file.exists():
        return Settings()
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(str(file), f"this cannot be read: {error.strerror}", "Make it readable") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigurationError(str(file), f"this is not TOML: {error}", "Correct it") from error
    try:
        told = _SITE("", found)
    except _WrongError as error:
        raise ConfigurationError(str(file), error.reason, error.cure) from error
    authorities = told.pop("authorities", {})
    own = {folder: table["base"] for folder, table in authorities.items() if "base" in table}
    earlier = {
        "": told.pop("aliases", []),
        **{folder: table.get("aliases", []) for folder, table in authorities.items()},
    }
    aliases = {folder: tuple(bases) for folder, bases in earlier.items() if bases}
    return Settings(told.pop("base", None), own, told.pop("theme", ""), aliases, told)


def _table(*needed: str, one_of: Iterable[str] = (), **known: Check) -> Check:
    """A table of known settings; `needed` must be there, and of `one_of` exactly one."""

    def check(name: str, value: Any) -> dict[str, Any]:
        where = f"{name}." if name else ""
        if not isinstance(value, dict):
            raise _WrongError(f"{name} is no table", f"Write [{name}], and {_either(known)} below it")
        if unknown := sorted(value.keys() - known.keys()):
            raise _WrongError(f"no setting is called {where}{_shown(unknown[0])}", f"Write {_either(known)}")
        if missing := [key for key in needed if key not in value]:
            raise _WrongError(f"{where}{missing[0]} is missing", f"Write it, or leave {name} out")
        if one_of and len(value.keys() & set(one_of)) != 1:
            raise _WrongError(f"{name} has not one of {_either(one_of)}", "Write one of them, not both")
        return {key: known[key](where + key, value[key]) for key in known if key in value}

    return check


def _folders(name: str, value: Any) -> dict[str, Any]:
    """A table of authorities by folder."""
    if not isinstance(value, dict) or not all(isinstance(own, dict) for own in value.values()):
        raise _WrongError(f"{name} is no table", 'Write [authorities.<folder>] and base = "…"')
    known = _table(base=_base, aliases=_bases)
    return {folder: known(f"{name}.{folder}", own) for folder, own in value.items()}


def _each(check: Check) -> Check:
    def checks(name: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise _WrongError(f"{name} is no list", f"Write [[{name}]] for each, or {name.rpartition('.')[2]} = []")
        return [check(f"{name}[{number}]", one) for number, one in enumerate(value, start=1)]

    return checks


def _choice(*known: str) -> Check:
    def check(name: str, value: Any) -> str:
        if value not in known:
            raise _WrongError(f"{name} is not {_either(known)}", "Choose one of them")
        return str(value)

    return check


def _words(name: str, value: Any) -> dict[str, str]:
    """A text in some of the languages."""
    example = ", ".join(f'{tag} = "…"' for tag in LANGUAGES)
    if not isinstance(value, dict) or not value:
        raise _WrongError(f"{name} is no text by language", f"Write {{ {example} }}")
    if unknown := sorted(value.keys() - LANGUAGES.keys()):
        raise _WrongError(
            f"{name} is in a language that the site has not: {_shown(unknown[0])}", f"Write {_either(LANGUAGES)}"
        )
    return {tag: _line(f"{name}.{tag}", text) for tag, text in value.items()}


def _line(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongError(f"{name} is no text, or an empty one", "Write it in quotation marks, or leave it out")
    text = " ".join(value.split())
    if not text.isprintable() or len(text) > LONGEST_TEXT:
        cure = f"Write at most {LONGEST_TEXT} letters, and no control characters"
        raise _WrongError(f"{name} is too long, or has characters that nobody sees", cure)
    return text


def _base(name: str, value: Any) -> str:
    try:
        return Base(str(value)).iri
    except ConfigurationError as error:
        raise _WrongError(f"{name}: {error.reason}", error.cure) from error


def _bases(name: str, value: Any) -> list[str]:
    if not isinstance(value, list):
        raise _WrongError(f"{name} is no list", f'Write {name.rpartition(".")[2]} = ["https://old.example.fi/"]')
    return [_base(f"{name}[{number}]", one) for number, one in enumerate(value, start=1)]


def _url(name: str, value: Any) -> str:
    try:
        is_url = isinstance(value, str) and bool(_URL.fullmatch(value)) and bool(urlsplit(value).hostname)
    except ValueError:
        is_url = False
    if not is_url or set('"<>\\^`') & set(value):
        raise _WrongError(f"{name} is no http or https address", "Write it as https://example.fi/page")
    return str(value)


def _iri(name: str, value: Any) -> str:
    found = _url(name, value)
    if set("{}|") & set(found):
        raise _WrongError(f"{name} is no http or https address", "Write it without braces")
    return found


def _page_url(name: str, value: Any) -> str:
    """An address in which `{page}` may stand for that of a page."""
    _iri(name, _url(name, value).replace("{page}", ""))
    return str(value)


def _email(name: str, value: Any) -> str:
    known = isinstance(value, str) and bool(_EMAIL.fullmatch(value))
    if not known or _UNSAFE_IN_EMAIL & set(value.rpartition("@")[0]):
        raise _WrongError(f"{name} is no e-mail address", "Write it as registry@example.fi")
    return str(value)


def _file(name: str, value: Any) -> str:
    if not isinstance(value, str) or not _FILE.fullmatch(value):
        raise _WrongError(f"{name} is no name of a file beside {SETTINGS}", "Use letters, digits, dots and hyphens")
    return value


def _day(name: str, value: Any) -> str:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise _WrongError(f"{name} is no day", "Write it as 2026-01-31, without quotation marks")
    return value.isoformat()


def _shown(key: str) -> str:
    return key if key.isprintable() else repr(key)


def _either(names: Iterable[str]) -> str:
    *some, last = sorted(names)
    return f"{', '.join(some)} or {last}" if some else last


_SITE = _table(
    base=_base,
    aliases=_bases,
    authorities=_folders,
    name=_words,
    theme=_file,
    mark=_table("file", "alt", file=_file, alt=_words),
    licence=_table("iri", "label", iri=_iri, label=_words),
    publisher=_table("iri", "name", iri=_iri, name=_words),
    feedback=_table(email=_email, url=_page_url, unit=_words, one_of=("email", "url")),
    accessibility=_table(
        made=_day,
        updated=_day,
        conformity=_choice("full", "mostly", "mostly-not"),
        assessment=_choice("own", "outside"),
        assessor=_words,
        failings=_each(_table("content", "reason", content=_words, reason=_words)),
        supervisor=_table("name", name=_words, url=_iri),
    ),
    privacy=_table(controller=_words, email=_email, url=_iri, log=_words),
)
"""What may stand in the file."""
