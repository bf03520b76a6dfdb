"""The options that several verbs have, and what they mean."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from publisher.model.errors import ConfigurationError, ReleaseError
from publisher.model.languages import LANGUAGES
from publisher.release.site import Site, configured_base, read_site
from publisher.release.store import Store

DEFAULT_BASE = "http://127.0.0.1:8000/"

_LOOK_EVERY = 0.5

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Fingerprint: TypeAlias = tuple[tuple[str, int, int], ...]


def add_verb(verbs: Verbs, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    """Adds a verb that `run` carries out; `text` says in a few words what it does."""
    verb = verbs.add_parser(name, help=text, description=text.capitalize() + ".")
    verb.set_defaults(run=run)
    return verb


def data_options(verb: argparse.ArgumentParser, *, base: bool = True) -> None:
    """Where the data lies, and the base it is published under."""
    verb.add_argument("--data", type=Path, default=Path("data"), help="the folder of data (%(default)s)")
    if base:
        verb.add_argument("--base", metavar="IRI", help="the base of the site, when not in site.toml")
        verb.add_argument("--private", type=Path, metavar="DIR", help="the folder of internal facts, outside the data")


def language_option(verb: argparse.ArgumentParser, of: str) -> None:
    """The language of something that the verb tells."""
    verb.add_argument("--lang", choices=list(LANGUAGES), default="en", help=f"the language of {of}")


def release_option(verb: argparse.ArgumentParser) -> None:
    """Where the releases lie."""
    verb.add_argument("--releases", type=Path, help="the folder of releases (beside the data)")


def site_of(asked: argparse.Namespace) -> Site:
    """The site, under the base that is asked for, else configured, else served or current, else the usual one."""
    served = f"http://{shown(asked.host)}:{asked.port}/" if "port" in asked else None
    if asked.base is not None:
        return read_site(asked.data, asked.base, asked.private)
    base = configured_base(asked.data) or served or _current_base(asked) or DEFAULT_BASE
    return read_site(asked.data, base, asked.private)


def _current_base(asked: argparse.Namespace) -> str | None:
    if "releases" not in asked:
        return None
    try:
        return store_of(asked).current().base
    except ReleaseError:
        return None


def store_of(asked: argparse.Namespace) -> Store:
    """The store of releases. Raises ConfigurationError when it would lie in the data."""
    data = asked.data.resolve()
    folder = (asked.releases or data.parent / "releases").resolve()
    if folder.is_relative_to(data):
        raise ConfigurationError(
            str(folder), "this lies in the data, where releases would be read as data", "Name another with --releases"
        )
    return Store(folder)


def shown(host: str) -> str:
    """A host as it stands in an address that can be opened."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - only compared
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def wait_for_change(asked: argparse.Namespace, seen: Fingerprint) -> Fingerprint:
    """Waits until data or internal facts are no longer as they were seen, and gives how they are then."""
    while (now := fingerprint(asked)) == seen:
        time.sleep(_LOOK_EVERY)
    return now


def fingerprint(asked: argparse.Namespace) -> Fingerprint:
    """The names, times and sizes of the files of data and of internal facts."""
    found = []
    folders = [folder for folder in (asked.data, asked.private) if folder]
    with suppress(OSError):  # folders come and go while this looks; the next look sees what has become of them
        for path in sorted(path for folder in folders for path in folder.rglob("*")):
            with suppress(OSError):
                status = path.stat()
                found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)
