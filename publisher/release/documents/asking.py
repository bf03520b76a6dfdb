"""What the server needs to make letters, kept in a release: no page, at no address, read by the server alone.

Beside the documents of an authority `ask/register/<slug>.json` tells of each register; beside those of the site
`ask/registers.json` lists them and `ask/deadlines.json` has the deadlines. All of it is made of what is public.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rdflib import URIRef

from publisher.model.asking import MANY, TRACKS, Deadline, Deadlines, Facts, Listed, ListedAuthority, Listing, Part
from publisher.model.catalogue import Catalogue, DataGroup, DataItem, Register
from publisher.model.demands import Demands
from publisher.model.languages import Text
from publisher.model.plain import read, written
from publisher.model.terms import RC
from publisher.model.values import concept
from publisher.release.documents.representations import Writer
from publisher.release.known import demands, terms
from publisher.release.store import Release

LISTED = 50
"""How many registers a list names at most."""

_REGISTERS, _DEADLINES = "ask/registers.json", "ask/deadlines.json"


def facts_of(folder: str, catalogue: Catalogue, register: Register) -> Facts:
    """What is public of how to ask for something in a register of the authority in a folder."""
    parts = tuple(_part(group) for group in register.groups)
    said = (*register.right_of_access, *register.right_to_use)
    keys = next((field for field in register.section_28 if field.name.iri == str(RC.searchKey)), None)
    offered = _offered(parts)
    return Facts(
        key=f"{folder}/{register.slug}",
        iri=register.iri,
        title=register.title,
        authority=catalogue.authority,
        provenance=catalogue.provenance,
        catalogue=catalogue.iri,
        systems=tuple(system.title for system in register.systems),
        parts=offered,
        is_whole=offered == parts,
        search_keys=tuple(statement.text for statement in keys.statements) if keys else (),
        contacts=register.contacts,
        deciders=register.deciders,
        notice=register.notice,
        logins=tuple(statement for statement in said if statement.channel),
        searches=register.distributions,
        withheld=tuple(one for one in register.withheld if one.name == "decidingAuthority"),
    )


def deadlines_of(found: Demands) -> Deadlines:
    """The deadlines among what the law demands."""
    return Deadlines(
        tuple(
            Deadline(
                label=demand.label,
                definition=demand.definition,
                law=concept(terms(), URIRef(demand.law)),
                provision=demand.provision,
                period=demand.period,
                text_read=demand.text_read,
                told_by=demand.told_by,
                valid_from=demand.valid_from,
                valid_until=demand.valid_until,
            )
            for demand in found.demands
            if demand.period and demand.law in TRACKS.values()
        )
    )


def add_registers(writer: Writer, folder: str, catalogue: Catalogue) -> None:
    """Adds what is needed to ask in the registers of an authority."""
    for register in catalogue.registers:
        writer.kept(f"ask/register/{register.slug}.json", written(facts_of(folder, catalogue, register)))


def add_listing(writer: Writer, catalogues: Iterable[tuple[str, Catalogue]]) -> None:
    """Adds the list of registers, and the deadlines."""
    all_of_them = list(catalogues)
    is_short = sum(len(catalogue.registers) for _, catalogue in all_of_them) <= LISTED
    authorities = tuple(
        ListedAuthority(
            name=Text((catalogue.authority.name,)),
            catalogue=catalogue.iri,
            catalogue_title=catalogue.title,
            registers=tuple(Listed(f"{folder}/{r.slug}", r.title) for r in catalogue.registers if is_short),
        )
        for folder, catalogue in all_of_them
    )
    writer.kept(_REGISTERS, written(Listing(authorities)))
    writer.kept(_DEADLINES, written(deadlines_of(demands())))


def listing(release: Release) -> Listing:
    """The list of registers of a release."""
    return read(Listing, _whole(release, _REGISTERS))


def deadlines(release: Release) -> Deadlines:
    """The deadlines of a release."""
    return read(Deadlines, _whole(release, _DEADLINES))


def facts(release: Release, named: str) -> Facts | None:
    """What a release knows of a register, named by its key, by its IRI, or by the address of its document."""
    bases = release.frame.addresses.authorities
    for folder, base in bases.items():
        for prefix in (f"{folder}/", f"{base.iri}id/register/", f"{base.iri}register/"):
            slug = named.removeprefix(prefix)
            if named.startswith(prefix) and (found := release.kept(folder, f"ask/register/{slug}.json")):
                return read(Facts, found)
    return None


def _whole(release: Release, path: str) -> bytes:
    found = release.kept("", path)
    assert found is not None  # noqa: S101 - every release has it
    return found


def _part(one: DataGroup | DataItem) -> Part:
    items = tuple(_part(item) for item in one.items)
    access = one.access if isinstance(one, DataGroup) else None
    return Part(one.iri.partition("#")[2], one.label, one.open_ended, access, items)


def _offered(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """All parts when they are not too many; else the groups alone; else none."""
    if _count(parts) <= MANY:
        return parts
    return tuple(replace(part, items=()) for part in parts) if len(parts) <= MANY else ()


def _count(parts: tuple[Part, ...]) -> int:
    return sum(1 + _count(part.items) for part in parts)
