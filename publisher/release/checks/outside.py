"""Holds shapes of others against what is published: anyone's files, and the official ones of DCAT-AP 3.0.1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.term import Node

from publisher.check.outside import Outside, faults_of
from publisher.load.outside import read_shapes, read_vocabularies
from publisher.load.turtle import Source
from publisher.model.errors import ConfigurationError, ShapesError
from publisher.model.findings import Finding, Place, in_order
from publisher.model.iris import without_fragment
from publisher.model.terms import FOAF
from publisher.release.flow import Prepared

PROFILES = ("dcat-ap",)
"""The profiles whose official files can be held against what is published."""

HOME = "https://semiceu.github.io/DCAT-AP/releases/3.0.1/"
"""Where SEMICeu publishes DCAT-AP 3.0.1, its shapes among it."""

OFFICIAL = (
    "dcat-ap-SHACL.ttl",
    "ranges.ttl",
    "shapes.ttl",
    "shapes_recommended.ttl",
    "range.ttl",
    "mdr-vocabularies.shape.ttl",
    "deprecateduris.ttl",
)
"""The official files with shapes, of the generated form and of the form for validators.

The release has two more, `imports.ttl` and `mdr_imports.ttl`, which only name files on the web to fetch.
"""

_RELEASE = "3.0.1"
_VOCABULARIES = ("vocab", "vocabularies")

_NOT_RUN = {
    "sv": "former utifrån prövas mot det som publiceras. Rätta felen först",
    "fi": "ulkopuoliset muodot tarkistetaan julkaistavasta. Korjaa ensin virheet",
    "en": "shapes from outside are held against what is published. Mend the errors first",
}
_NO_VOCABULARIES = {
    "sv": "här finns inga vokabulärer, så värden ur EU:s tabeller kan inte slås upp. Ange en mapp med --vocabularies",
    "fi": "täällä ei ole sanastoja, joten EU:n taulukoiden arvoja ei voi hakea. Nimeä kansio: --vocabularies",
    "en": "there are no vocabularies here, so values of EU tables cannot be looked up. Name a folder with "
    "--vocabularies",
}


@dataclass(frozen=True)
class Wanted:
    """What is asked for: files of shapes, a profile, and the folders of its files and of vocabularies."""

    shapes: tuple[Path, ...] = ()
    profile: str | None = None
    profiles: Path | None = None
    vocabularies: Path | None = None


NOTHING_FROM_OUTSIDE = Wanted()


@dataclass(frozen=True)
class _Published:
    """What is published of an authority, each triple with the place in the source that it comes from."""

    prepared: Prepared

    @cached_property
    def graph(self) -> Graph:
        """The whole catalogue with the names of what it refers to, as a harvester reads it."""
        graph = Graph()
        for triple in self.prepared.triples.whole():
            graph.add(triple)
        return graph

    @cached_property
    def _referrers(self) -> Mapping[Node, Place]:
        """Where the source first refers to each thing."""
        found: dict[Node, Place] = {}
        for (_, _, value), place in self.prepared.source.places.items():
            found.setdefault(value, place)
        return found

    def place(self, subject: Node, predicate: Node | None = None, value: Node | None = None) -> Place:
        """Where a triple stands, else its subject, else what its subject is a part or the record of, else a link."""
        source = self.prepared.source
        topic = self.graph.value(subject, FOAF.primaryTopic)
        for known in (subject, URIRef(without_fragment(str(subject))), topic):
            if known in source.subjects:
                return source.place(known, predicate, value)
        return self._referrers.get(subject, source.start)


@dataclass(frozen=True)
class Held:
    """Groups of shapes, ready to be held against one authority after another."""

    groups: tuple[Outside, ...] = ()
    remarks: tuple[Finding, ...] = ()

    def added_to(self, findings: Iterable[Finding], prepared: Prepared | None) -> tuple[Finding, ...]:
        """The findings on an authority, with those of the shapes; `prepared` is None when errors forbid it."""
        known = tuple(findings)
        if not self.groups:
            return known
        if prepared is None:
            first = next((f.place for f in known if f.severity == "error"), Place("data", 1))
            return in_order((*known, *self.remarks, Finding(first, "info", _NOT_RUN, "outside")))
        published = _Published(prepared)
        found = [finding for group in self.groups for finding in group.findings(published)]
        return in_order((*known, *self.remarks, *found))


@contextmanager
def held(wanted: Wanted) -> Iterator[Held]:
    """The shapes that are asked for, ready to be held; none when none are asked for.

    Raises ConfigurationError for files that are not there, and ShapesError for shapes that cannot be run.
    """
    groups = list(_groups(wanted))
    if not groups and (wanted.profiles or wanted.vocabularies):
        option = "--profiles" if wanted.profiles else "--vocabularies"
        raise ConfigurationError(option, "no shapes are asked for", "Add --profile dcat-ap or --shapes FILE")
    with ExitStack() as stack:
        if not groups:
            yield Held()
            return
        files = list(_vocabularies(wanted))
        background = _usable(read_vocabularies(files))
        started = []
        for shapes in groups:
            started.append(Outside.start(shapes, shapes.files, background.graph))
            stack.callback(started[-1].process.close)
        place = Place((wanted.profiles or Path()).as_posix(), 1)
        is_bare = wanted.profile and not files
        remarks = (Finding(place, "info", _NO_VOCABULARIES, "vocabularies"),) if is_bare else ()
        yield Held(tuple(started), remarks)


def _groups(wanted: Wanted) -> Iterator[Source]:
    """Shapes that belong together: those that are given, and the official ones of each folder."""
    if wanted.shapes:
        for file in wanted.shapes:
            if not file.is_file():
                reason = "this is no file" if file.exists() else "there is no such file"
                raise ConfigurationError(str(file), reason, "Name files of SHACL shapes in Turtle with --shapes")
        shapes = _usable(read_shapes(wanted.shapes))
        if faults := in_order(faults_of(shapes)):
            raise ShapesError(faults)
        yield shapes
    if wanted.profile:
        folders: dict[Path, list[Path]] = {}
        for file in _official(wanted.profiles):
            folders.setdefault(file.parent, []).append(file)
        for files in folders.values():
            # As they are, these refer to property shapes that none of them defines: the two generated files to five
            # between them, one of them alone to more. pyshacl runs no shapes that do, so `Outside.start` leaves out
            # those references, in memory; the shapes that hold them are run without them.
            yield _usable(read_shapes(files))


def _usable(source: Source) -> Source:
    if source.findings:
        raise ShapesError(in_order(source.findings))
    return source


def _official(folder: Path | None) -> list[Path]:
    """The official files in a folder, at whatever depth; of several releases, those of 3.0.1."""
    cure = f"Get them from SEMICeu's DCAT-AP releases, {HOME}, and name their folder with --profiles"
    if folder is None:
        raise ConfigurationError("--profile dcat-ap", "the official files are not part of this program", cure)
    found = [file for file in _files(folder) if file.name in OFFICIAL]
    found = [file for file in found if _RELEASE in file.relative_to(folder).parts] or found
    if not found:
        raise ConfigurationError(str(folder), "the official files are not here", cure)
    for name in {file.name for file in found}:
        if len([file for file in found if file.name == name]) > 1:
            raise ConfigurationError(str(folder), f"there are several files called {name}", "Name the folder of 3.0.1")
    return found


def _vocabularies(wanted: Wanted) -> Iterator[Path]:
    """The files of vocabularies: those that are named, and those that lie with the official files."""
    if wanted.profile and wanted.profiles:
        for file in _files(wanted.profiles):
            if file.suffix in (".ttl", ".rdf") and set(file.relative_to(wanted.profiles).parts) & set(_VOCABULARIES):
                yield file
    if wanted.vocabularies:
        found = [file for file in _files(wanted.vocabularies) if file.suffix in (".ttl", ".rdf")]
        if not found:
            raise ConfigurationError(
                str(wanted.vocabularies), "there are no vocabularies here", "Name a folder of .ttl or .rdf files"
            )
        yield from found


def _files(folder: Path) -> list[Path]:
    """The files below a folder, in order, but for hidden ones."""
    if not folder.is_dir():
        raise ConfigurationError(str(folder), "there is no such folder", "Name the folder of the files")
    return [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith(".")]
