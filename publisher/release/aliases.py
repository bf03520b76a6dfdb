"""Bases of earlier times: where an authority or the site was published before it merged or changed its domain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from publisher.model.errors import ConfigurationError
from publisher.model.iris import Base
from publisher.release.settings import Settings

_IN_A_PATH = "/~!$&'()*+,;=:@"
"""What stands for itself in a path (RFC 3986, section 3.3), beside letters, digits and `-._`."""


@dataclass(frozen=True)
class Aliases:
    """By host, the path of each base there, the longest first, and what that base has become, empty when it is in use.

    A host that has no base of earlier times is left out.
    """

    by_host: Mapping[str, tuple[tuple[str, str], ...]]

    @classmethod
    def of(cls, bases: Iterable[str], aliases: Mapping[str, str]) -> Aliases:
        """Those of the bases that are in use and of what each base of earlier times has become."""
        found: dict[str, list[tuple[str, str]]] = {host: [] for host in sorted({Base(one).host for one in aliases})}
        for iri, present in (*((base, "") for base in bases), *aliases.items()):
            base = Base(iri)
            if base.host in found:
                found[base.host].append((base.path, present))
        return cls({host: tuple(sorted(own, key=lambda one: -len(one[0]))) for host, own in found.items()})

    def moved(self, host: str, path: str) -> str | None:
        """The address that a path has now, when a host has it under a base of earlier times.

        Of bases within each other the innermost decides. Nothing of a request becomes part of a host.
        """
        for prefix, present in self.by_host.get(host.lower(), ()):
            if f"{path}/".startswith(prefix):
                return present + quote(path[len(prefix) :], safe=_IN_A_PATH) if present else None
        return None


def read_aliases(
    where: str, settings: Settings, site: Base, authorities: Mapping[str, Base], taken: Collection[str]
) -> dict[str, str]:
    """Each base of earlier times, and the base that it has become. A request does not tell `http` from `https`.

    `where` names the settings, `taken` the words that addresses of the site itself begin with. Raises
    ConfigurationError when one is told twice, or is in use: as a base, within that of an authority, or by the site.
    """
    found: dict[str, str] = {}
    for folder, aliases in settings.aliases.items():
        for alias in map(Base, aliases):
            if _place(alias) in {_place(Base(other)) for other in found}:
                raise ConfigurationError(where, f"the alias {alias.iri} is told twice", "Tell it once")
            _require_free(where, alias, site, authorities, taken)
            found[alias.iri] = (authorities[folder] if folder else site).iri
    return found


def _require_free(where: str, alias: Base, site: Base, authorities: Mapping[str, Base], taken: Collection[str]) -> None:
    place, root = _place(alias), _place(site)
    within = next((base for base in authorities.values() if place.startswith(_place(base))), None)
    if within or place == root:
        raise ConfigurationError(
            where,
            f"the alias {alias.iri} is in use: it lies under the base {(within or site).iri}",
            "Write a base under which nothing is published any more, or leave it out",
        )
    if place.startswith(root) and place.removeprefix(root).partition("/")[0] in taken:
        raise ConfigurationError(where, f"the site itself has the address {alias.iri}", "Leave this alias out")


def _place(base: Base) -> str:
    return base.host + base.path
