"""The check of a site as a report: everything that is found, or what is found in one authority or one register."""

from __future__ import annotations

import datetime as dt
import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.load.turtle import load_files, shown_path
from publisher.model.errors import ConfigurationError
from publisher.model.findings import SEVERITIES, Finding, Place
from publisher.model.languages import NOTHING, Text
from publisher.model.report import File, Report
from publisher.model.terms import DCTERMS
from publisher.release.checks.checker import Checker
from publisher.release.checks.outside import NOTHING_FROM_OUTSIDE, Wanted, held
from publisher.release.flow import examine, explanations, today
from publisher.release.settings import SETTINGS
from publisher.release.site import Site


def check(
    site: Site,
    authority: str | None,
    register: str | None,
    *,
    day: dt.date | None = None,
    outside: Wanted = NOTHING_FROM_OUTSIDE,
    with_titles: bool = False,
    checker: Checker | None = None,
) -> Report:
    """What is found in a site; only in one authority, and only in the files of one register, when they are named.

    `day` is the day as which it is checked, today if none is told: by the law in force then, and what has passed then.
    `outside` names shapes of others that are held against what is published. Raises ConfigurationError when there is
    no such authority, register or file, and ShapesError for shapes that cannot be run. `with_titles` reads what the
    registers with findings are called. `checker` checks, and knows what it found before.
    """
    authorities = _chosen(site, authority)
    wanted = _files_of_register(site, authorities, register) if register is not None else None
    found = list(_found(site, authorities, day or today(), outside, checker or Checker()))
    if authority is None:
        found += _gaps_of_settings(site)
    if wanted is not None:
        found = [finding for finding in found if finding.place.path in wanted]
    files = _files(site, authorities, {finding.place.path for finding in found}, with_titles=with_titles)
    return Report(
        tuple(map(_legible, found)),
        {severity: sum(finding.severity == severity for finding in found) for severity in SEVERITIES},
        explanations(finding.rule for finding in found),
        files,
        (day or today()).isoformat(),
        as_of=day is not None,
    )


def _found(
    site: Site, authorities: Iterable[str], day: dt.date, outside: Wanted, checker: Checker
) -> Iterator[Finding]:
    with held(outside) as shapes:
        for authority in authorities:
            if shapes.groups:
                yield from shapes.added_to(*examine(site, authority, day=day))  # they are held against the whole
            else:
                yield from checker.findings(site, authority, day)


def _gaps_of_settings(site: Site) -> Iterator[Finding]:
    """A warning when no licence is stated, and a remark on what else the settings leave untold, where there are any.

    They belong to no authority. The warning stands on the file in which a licence would be stated.
    """
    file = site.data / SETTINGS
    place = Place(shown_path(file.resolve(), site.data.resolve().parent), 1)
    if not site.settings.imprint.licence:
        said = {
            "sv": "ingen licens anges för beskrivningarna. Skriv [licence] med iri och label i filen",
            "fi": "kuvauksille ei ole ilmoitettu lisenssiä. Kirjoita tiedostoon [licence] ja sen alle iri ja label",
            "en": "no licence is stated for the descriptions. Write [licence] with iri and label in the file",
        }
        yield Finding(place, "warning", said, "site-licence")
    if file.exists() and (untold := [name for name in site.settings.untold if name != "licence"]):
        said = {
            "sv": "webbplatsen säger inget om {untold}, och visar det som luckor. Skriv det i filen",
            "fi": "sivusto ei kerro tätä: {untold}. Sen tilalla näkyy aukko. Kirjoita se tiedostoon",
            "en": "the site tells nothing of {untold}, and shows gaps instead. Write it in the file",
        }
        yield Finding(place, "info", said, "site-gaps", {"untold": ", ".join(untold)})


def _chosen(site: Site, authority: str | None) -> list[str]:
    if authority is None:
        return list(site.authorities)
    if authority not in site.authorities:
        raise _unknown("--authority", authority, site.authorities, f"Name a folder in {site.data}")
    return [authority]


def _unknown(option: str, name: str, known: Iterable[str], otherwise: str) -> ConfigurationError:
    near = difflib.get_close_matches(name, known, 1)
    what = option.removeprefix("--")
    return ConfigurationError(
        f"{option} {_shown(name)}", f"there is no such {what}", f"Did you mean {near[0]}?" if near else otherwise
    )


def _files_of_register(site: Site, authorities: Iterable[str], slug: str) -> set[str]:
    """The files that describe a register: the one with its name, else those that have its IRI; and internal ones."""
    found: set[str] = set()
    for authority in authorities:
        iri = f"{site.authorities[authority].iri}id/register/{slug}"
        root = site.data.resolve().parent
        named = (file for file in site.files(authority) if _is_register(file) and file.stem == slug)
        public = {shown_path(file, root) for file in named}
        public = public or _files_about(iri, site, authority, site.files(authority), site.data)
        private = _files_about(iri, site, authority, site.private_files(authority), site.private or site.data)
        found |= public | private
    if not found:
        files = (file for authority in authorities for file in site.files(authority))
        known = {file.stem for file in files if _is_register(file)}  # internal ones are not told
        raise _unknown("--register", slug, known, "Name a file in registers without .ttl")
    return found


def _is_register(file: Path) -> bool:
    return file.parent.name == "registers"


def _files_about(iri: str, site: Site, authority: str, files: list[Path], folder: Path) -> set[str]:
    source = load_files(files, site.authorities[authority].iri, folder.resolve().parent)
    return {place.path for subject, place in source.subjects.items() if str(subject).partition("#")[0] == iri}


def _files(site: Site, authorities: Iterable[str], paths: set[str], *, with_titles: bool) -> dict[str, File]:
    """The files with findings, by the path that they are shown with."""
    found: dict[str, File] = {}
    wanted = set(map(_shown, paths))
    settings = site.data / SETTINGS
    found[_shown(shown_path(settings.resolve(), site.data.resolve().parent))] = File(_address(settings))
    for authority in authorities:
        for file in site.private_files(authority):
            assert site.private is not None  # noqa: S101 - there would be no such file
            shown = shown_path(file, site.private.resolve().parent)
            found[_shown(shown)] = File(_address(file))
        public = {shown: own for shown in sorted(paths) if (own := _data_file(shown, site, authority))}
        titles = _titles(site, authority, public) if with_titles else {}
        for shown, file in public.items():
            found[_shown(shown)] = File(_address(file), titles.get(shown, NOTHING))
    return {shown: file for shown, file in sorted(found.items()) if shown in wanted}


def _data_file(shown: str, site: Site, authority: str) -> Path | None:
    """The file of an authority that is shown with a path. Nothing is listed: there may be very many files."""
    named = (site.data.resolve().parent / shown, Path(shown))
    own = (file for file in named if file.is_relative_to(site.data / authority) and file.suffix == ".ttl")
    return next(own, None)


def _address(file: Path) -> str:
    """The path of a file from the current folder, empty when it lies outside."""
    here, there = Path.cwd(), Path(os.path.abspath(file))  # noqa: PTH100 - links stay as they are, dots go
    return there.relative_to(here).as_posix() if there.is_relative_to(here) else ""


def _titles(site: Site, authority: str, files: Mapping[str, Path]) -> dict[str, Text]:
    """What the register in each file is called."""
    base = site.authorities[authority].iri
    source = load_files(files.values(), base, site.data.resolve().parent)
    registers = {
        place.path: subject
        for subject, place in sorted(source.subjects.items(), key=lambda item: item[1].line, reverse=True)
        if str(subject).startswith(f"{base}id/register/") and "#" not in str(subject)
    }
    return {path: _title(source.graph, subject) for path, subject in registers.items()}


def _title(graph: Graph, register: Node) -> Text:
    return Text.of(graph.objects(register, URIRef(DCTERMS.title)))


def _legible(finding: Finding) -> Finding:
    """The finding with a path on one line that can be written as UTF-8, whatever the file system says."""
    return replace(finding, place=finding.place._replace(path=_shown(finding.place.path)))


def _shown(path: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)
