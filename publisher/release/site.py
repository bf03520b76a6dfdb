"""The site: which authorities there are, and under which bases they are published."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from publisher.model.errors import ConfigurationError
from publisher.model.iris import SLUG, Base
from publisher.release.aliases import read_aliases
from publisher.release.mark import MarkFile, read_mark, read_small
from publisher.release.settings import SETTINGS, Settings, read_settings
from publisher.render.addresses import Addresses
from publisher.render.data import csvw
from publisher.render.theme import LARGEST_THEME, read_theme

_TAKEN = (
    *(".well-known", "about", "accessibility", "api", "ask", "catalog", "id", "index", "linking", "ontology", "open"),
    *("openapi", "openapi.json", "pages", "privacy"),
    *("robots.txt", "search", "sitemap.xml", csvw.DESCRIPTION, *(table.name for table in csvw.DESCRIBED)),
)
"""Words that addresses of the site itself begin with."""


@dataclass(frozen=True)
class Site:
    """A data folder, the site's base, its authorities (folder name -> base), and a folder of internal facts, if any.

    `settings` are those of the data folder; `theme` is what they add to the stylesheet, `mark` the picture they name;
    `aliases` maps each base of earlier times to what it has become.
    """

    data: Path
    base: Base
    authorities: dict[str, Base]
    private: Path | None = None
    settings: Settings = field(default_factory=Settings)
    theme: bytes = b""
    mark: MarkFile | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def addresses(self) -> Addresses:
        """The addresses of its documents."""
        return Addresses(self.base, self.authorities)

    @property
    def licence(self) -> str:
        """The IRI of the licence of the descriptions, empty when none is stated."""
        licence = self.settings.imprint.licence
        return licence.iri if licence else ""

    def files(self, authority: str) -> list[Path]:
        """The Turtle files of an authority, in order."""
        return sorted(_turtle(self.data / authority))

    def private_files(self, authority: str) -> list[Path]:
        """The Turtle files of internal facts about an authority, in order."""
        return sorted(_turtle(self.private / authority)) if self.private else []

    def ledger(self, authority: str) -> Path:
        """The ledger of an authority."""
        return self.data / authority / "ledger"


def configured_base(data: Path) -> str | None:
    """The base that the settings name, if any. Raises ConfigurationError for settings that cannot be read."""
    return read_settings(data).base


def read_site(data: Path, base: str, private: Path | None = None) -> Site:
    """The site in a data folder, published under a base; `private` is a folder of internal facts, by authority.

    Raises ConfigurationError when the folder holds no authority, the bases cannot be told apart, a setting, the theme
    or the mark cannot be used, or internal facts lie where they may be published or cannot all be read.
    """
    settings = read_settings(data)
    site = Base(base)
    folders = sorted(p.name for p in data.iterdir() if p.is_dir() and any(_turtle(p)))
    if not folders:
        raise ConfigurationError(str(data), "there is no authority here", "Make a folder with authority.ttl in it")
    if left := [p for p in sorted(data.glob("*/ledger")) if p.parent.name not in folders]:
        raise ConfigurationError(
            str(left[0]),
            "there is no description beside this ledger",
            "Restore what it tells of, or move the folder away",
        )
    if unknown := (settings.authorities.keys() | settings.aliases.keys()) - {"", *folders}:
        raise ConfigurationError(
            str(data / SETTINGS), f"there is no folder for the authority {min(unknown)}", "Name it as its folder"
        )
    authorities = {folder: _authority_base(data, settings.authorities, folder, site) for folder in folders}
    _require_distinct(data, site, authorities)
    aliases = read_aliases(str(data / SETTINGS), settings, site, authorities, _TAKEN)
    if private is not None:
        _require_apart(private, data)
        _require_readable(private, authorities)
    theme = (
        read_theme(str(data / settings.theme), read_small(data / settings.theme, LARGEST_THEME))
        if settings.theme
        else b""
    )
    named = settings.imprint.mark
    mark = read_mark(data / named.file) if named else None
    return Site(data, site, authorities, private, settings, theme, mark, aliases)


def _turtle(folder: Path) -> Iterator[Path]:
    """The Turtle files in a folder, but for hidden ones: editors and systems leave those beside what is edited."""
    return (file for file in folder.rglob("*.ttl") if not file.name.startswith("."))


def _require_apart(private: Path, data: Path) -> None:
    """Internal facts lie outside the repository of the data: what is committed there is published."""
    inside, public = private.resolve(), data.resolve()
    repository = next((folder for folder in (public, *public.parents) if (folder / ".git").exists()), public)
    if inside.is_relative_to(repository):
        raise ConfigurationError(
            str(private), f"this folder lies in the public repository {repository}", "Move it outside"
        )
    if repository.is_relative_to(inside):
        raise ConfigurationError(str(private), f"this folder holds the public repository {repository}", "Move it aside")


def _require_readable(private: Path, authorities: Collection[str]) -> None:
    """Every folder can be listed, and every file of internal facts belongs to an authority."""

    def refuse(error: OSError) -> NoReturn:
        reason = error.strerror or "unreadable"
        raise ConfigurationError(str(error.filename), f"this folder cannot be read: {reason}", "Make it readable")

    if not private.is_dir():
        raise ConfigurationError(str(private), "there is no such folder", "Name the folder of internal facts")
    for folder, _, files in os.walk(private, onerror=refuse):
        owner = Path(folder).relative_to(private).parts[:1]
        if any(file.endswith(".ttl") for file in files) and not (owner and owner[0] in authorities):
            known = ", ".join(sorted(authorities))
            raise ConfigurationError(folder, "these files belong to no authority", f"Move them to a folder {known}")


def _authority_base(data: Path, own: Mapping[str, str], folder: str, site: Base) -> Base:
    if folder in _TAKEN:
        raise ConfigurationError(
            str(data / folder), "the site itself has this address", "Give the folder of the authority another name"
        )
    if not re.fullmatch(SLUG, folder):
        raise ConfigurationError(
            str(data / folder),
            "the name of this folder cannot be part of an address",
            "Use a-z, 0-9 and hyphens",
        )
    return Base(own.get(folder, f"{site.iri}{folder}/"))


def _require_distinct(data: Path, site: Base, authorities: dict[str, Base]) -> None:
    """Each base must be told from every other, and from the addresses of the site, by its beginning."""
    for folder, base in authorities.items():
        if site.relative(base.iri).partition("/")[0] in _TAKEN:
            raise ConfigurationError(
                str(data / SETTINGS),
                f"the site itself has the address that is the base of {folder}: {base.iri}",
                "Give the authority another base",
            )
        for other, taken in authorities.items():
            if folder < other and (base.holds(taken.iri) or taken.holds(base.iri)):
                raise ConfigurationError(
                    str(data / SETTINGS),
                    f"{folder} and {other} have the same base, or one within the other: {base.iri}, {taken.iri}",
                    "Give each authority a base of its own",
                )
        if base.holds(site.iri):
            raise ConfigurationError(
                str(data / SETTINGS),
                f"the base of {folder} holds the site's own",
                "Add a path to the authority's base",
            )
