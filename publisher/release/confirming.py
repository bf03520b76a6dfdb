"""Confirms what was proposed: finds what waits, edits the files of data, and proves that nothing else has changed."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import stat
import tempfile
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.author.edit import Change, Confirming, by_hand, confirmed
from publisher.author.proposals import ProposalReader
from publisher.author.words import told
from publisher.load.turtle import Source, load_files, load_text, shown_path
from publisher.model.errors import CheckFailed, ConfigurationError
from publisher.model.findings import Finding, Place, in_order
from publisher.model.languages import Text
from publisher.model.proposals import Proposal
from publisher.model.terms import RC, RDF, VCARD
from publisher.release.known import terms
from publisher.release.site import Site

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Role:
    """A post of an authority, which confirms: the authority's name, the IRI of the contact, and what it is called."""

    authority: str
    contact: URIRef
    heading: Text

    @property
    def slug(self) -> str:
        """The last part of the IRI."""
        return str(self.contact).rpartition("/")[2]


def role(site: Site, named: str, authority: str | None) -> Role:
    """The post that is named by its slug or its IRI, in one authority or in any.

    Raises ConfigurationError when there is no such post, when several authorities have one, or when the contact is a
    person and no post; CheckFailed when the files cannot be read.
    """
    known: set[str] = set()
    found: list[Role] = []
    for one, graph in _contacts(site, authority):
        known.add(one.slug)
        if named in (one.slug, str(one.contact), site.authorities[one.authority].relative(str(one.contact))):
            _require_post(graph, one)
            found.append(one)
    if not found:
        near = difflib.get_close_matches(named.rpartition("/")[2], known, 1) or sorted(known)[:1]
        cure = f"Did you mean {near[0]}?" if near else "Describe the post in contacts.ttl"
        raise ConfigurationError(f"--by {named}", "there is no such contact in the data", cure)
    if len(found) > 1:
        names = " or ".join(one.authority for one in found)
        raise ConfigurationError(f"--by {named}", "several authorities have such a contact", f"Add --authority {names}")
    return found[0]


def posts(site: Site, authority: str | None) -> tuple[str, ...]:
    """The short names of the posts that may confirm, in order. Raises as `role` does."""
    return tuple(sorted({one.slug for one, _ in _contacts(site, authority)}))


def _contacts(site: Site, authority: str | None) -> Iterator[tuple[Role, Graph]]:
    """Every contact of one authority or of all, with what its authority's files state."""
    for name in chosen(site, authority):
        graph = _load(site, name, site.files(name)).graph
        for contact in sorted(map(str, graph.subjects(RDF.type, VCARD.Kind))):
            iri = URIRef(contact)
            heading = Text.of(graph.objects(iri, VCARD.title)) or Text.of(graph.objects(iri, VCARD.fn))
            yield Role(name, iri, heading), graph


def _require_post(graph: Graph, named: Role) -> None:
    """A person may leave; the post stays."""
    if (named.contact, RDF.type, VCARD.Individual) in graph and not graph.value(named.contact, VCARD.title):
        raise ConfigurationError(
            f"--by {named.slug}", "this contact names a person and no post", "Write its vcard:title, or name another"
        )


def chosen(site: Site, authority: str | None) -> list[str]:
    """The authorities that are meant: one, or all. Raises ConfigurationError when there is no such authority."""
    if authority is not None and authority not in site.authorities:
        near = difflib.get_close_matches(authority, site.authorities, 1)
        cure = f"Did you mean {near[0]}?" if near else f"Name a folder in {site.data}"
        raise ConfigurationError(f"--authority {authority}", "there is no such authority", cure)
    return list(site.authorities) if authority is None else [authority]


def proposals(site: Site, authority: str | None, register: str | None) -> tuple[Proposal, ...]:
    """What may be confirmed, and what is: in one authority or all, of one register or all, by file and line.

    Internal facts are not among it. Raises ConfigurationError for a register that nobody describes, CheckFailed when
    the files cannot be read.
    """
    found: list[Proposal] = []
    registers: set[str] = set()
    for name in chosen(site, authority):
        source = _load(site, name, site.files(name))
        begin = f"{site.authorities[name].iri}id/register/"
        own = {str(s).removeprefix(begin) for s in source.graph.subjects(unique=True) if str(s).startswith(begin)}
        registers |= {slug for slug in own if "#" not in slug}
        found += (p for p in _read(source) if register in (None, p.thing.removeprefix(begin)))
    if register is not None and register not in registers:
        near = difflib.get_close_matches(register, registers, 1)
        cure = f"Did you mean {near[0]}?" if near else "Name a register by the last part of its address"
        raise ConfigurationError(f"--register {register}", "there is no such register", cure)
    return tuple(found)


@dataclass(frozen=True)
class Done:
    """What became of confirmations: how many lines each file has grown by, and what stood in the way: then none was."""

    grown: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


def confirm(site: Site, by: Role, on: dt.date, wanted: Collection[Proposal]) -> Done:
    """Confirms all that is wanted, or nothing: writes each file whole when only statuses have changed in it.

    What reads otherwise than when it was shown is refused, and so is what cannot be edited without changing something
    else: the finding says what to write by hand. What is confirmed already is left as it is. Raises CheckFailed when
    the files cannot be read any more.
    """
    given = Confirming(str(by.contact), on.isoformat())
    edits = _opened(site, by.authority, {path for proposal in wanted for path in proposal.files})
    now = {proposal.subject: proposal for proposal in _read(_together(edits.values()))}
    findings = [told(p.place, "changed") for p in wanted if p.subject not in now or now[p.subject].state != p.state]
    if not findings:
        chosen = [now[proposal.subject] for proposal in wanted]
        for path, edit in edits.items():
            findings += edit.make([p for p in chosen if p.place.path == path and not p.is_confirmed], given)
    if not findings:
        findings = [told(Place(path, 1), "changed") for path, edit in edits.items() if not edit.is_current()]
    if findings:
        return Done({}, in_order(findings))
    return Done({path: edit.write() for path, edit in edits.items() if edit.after})


def _opened(site: Site, authority: str, wanted: Collection[str]) -> dict[str, _Edit]:
    """Files of data, by the path that they are shown with. Raises CheckFailed for one that cannot be read."""
    base = site.authorities[authority].iri
    edits: dict[str, _Edit] = {}
    for file in site.files(authority):
        if (shown := shown_path(file, _root(site))) in wanted:
            before = file.read_bytes()
            edits[shown] = _Edit(file, before, load_text(before, base, shown), base)
    if wrong := [finding for edit in edits.values() for finding in edit.source.findings]:
        raise CheckFailed(in_order(wrong))
    return edits


def _together(edits: Iterable[_Edit]) -> Source:
    whole = Source()
    for edit in edits:
        whole.graph += edit.source.graph
        whole.places |= edit.source.places
        whole.subjects |= edit.source.subjects
    return whole


def _read(source: Source) -> tuple[Proposal, ...]:
    return ProposalReader(source.graph, terms(), source).proposals()


def _root(site: Site) -> Path:
    return site.data.resolve().parent


def _load(site: Site, authority: str, files: Iterable[Path]) -> Source:
    source = load_files(files, site.authorities[authority].iri, _root(site))
    if source.findings:
        raise CheckFailed(in_order(source.findings))
    return source


@dataclass
class _Edit:
    """A file of data as it was read, and what is to become of it."""

    file: Path
    before: bytes
    source: Source
    base: str
    after: bytes = b""

    def make(self, own: list[Proposal], given: Confirming) -> list[Finding]:
        """Confirms what stands in the file; a finding for each of it that cannot be confirmed."""
        self.after = (self._proved(own, given) or b"") if own else b""
        if self.after or not own:
            return []
        alone = [proposal for proposal in own if not self._proved([proposal], given)]
        return [told(p.place, "by-hand", lines=by_hand(self._change(p), given, self.base)) for p in alone or own]

    def _proved(self, own: list[Proposal], given: Confirming) -> bytes | None:
        """The changed file, when reading it shows that it says what it should and nothing else."""
        text = confirmed(self.before.decode(), map(self._change, own), given, self.base)
        if text is None:
            return None
        after = load_text(text.encode(), self.base, "")
        wanted = set(self.source.graph)
        for proposal in own:
            wanted -= {(URIRef(proposal.subject), RC.classificationStatus, RC.Proposed)}
            wanted |= _said(proposal, given)
        return text.encode() if not after.findings and set(after.graph) == wanted else None

    def _change(self, proposal: Proposal) -> Change:
        """Where the status of a proposal stands among the values of its kind."""
        predicate = RC.status if proposal.language else RC.classificationStatus
        status = URIRef(proposal.status)
        place = self.source.place(URIRef(proposal.subject), predicate, status)
        orders = self._orders[status]
        new = proposal.status if proposal.language else str(RC.Confirmed)
        return Change(proposal.status, new, place.line, bisect_left(orders, place.order), len(orders))

    @cached_property
    def _orders(self) -> dict[Node, list[int]]:
        """Each status -> where it is a value in the file, in the order of reading."""
        found: dict[Node, list[int]] = {}
        for (_, _, value), place in self.source.places.items():
            if value in (RC.Proposed, RC.Restated, RC.Translated):
                found.setdefault(value, []).append(place.order)
        return found

    def is_current(self) -> bool:
        """Whether the file is still as it was read."""
        return self.file.read_bytes() == self.before

    def write(self) -> int:
        """Writes the changed file whole: a reader sees the old one or the new one, also after a crash.

        Gives how many lines it has grown by.
        """
        target = self.file.resolve()
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".new", delete=False) as beside:
            try:
                beside.write(self.after)
                beside.flush()
                os.fchmod(beside.fileno(), stat.S_IMODE(target.stat().st_mode))
                os.fsync(beside.fileno())
                Path(beside.name).replace(target)
            except BaseException:
                Path(beside.name).unlink(missing_ok=True)
                raise
        return self.after.count(b"\n") - self.before.count(b"\n")


def _said(proposal: Proposal, given: Confirming) -> set[Triple]:
    """What a confirmed thing says of it."""
    subject = URIRef(proposal.subject)
    said: set[Triple] = {
        (subject, RC.confirmedBy, URIRef(given.by)),
        (subject, RC.confirmedOn, Literal(given.on, datatype=XSD.date)),
    }
    return said if proposal.language else said | {(subject, RC.classificationStatus, RC.Confirmed)}
