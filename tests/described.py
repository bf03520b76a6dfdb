"""A made-up authority as triples that can be spoilt one by one, and written so that each stands on its own line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from publisher.load.turtle import load_text
from publisher.model.disclosure import PERSON
from publisher.model.findings import Finding, Severity
from publisher.model.iris import Base, without_fragment
from publisher.model.terms import DCAT, RC, RDF, VCARD
from publisher.release.site import Site, read_site
from tests.catalogues import MadeUp, made_up

SITE = "http://local.example/"
BASE = Base(SITE + "madeup/")

FIRST = "data/madeup/authority.ttl"
"""The file that is read first. A finding on what is nowhere stands at its beginning."""

TODAY = dt.date(2026, 6, 15)
"""The day as which it is checked."""

TAIL = URIRef("urn:the-line-after-the-last")
"""Stands for the line after the last of that file, where text can be written that is no triple."""

Triple = tuple[Node, Node, Node]


class Expected(NamedTuple):
    """What must be found: by which rule, and on which value, else on which subject."""

    rule: str
    subject: Node
    predicate: Node | None = None
    value: Node | None = None
    severity: Severity = "error"


class Found(NamedTuple):
    """A finding, as it compares: file, line, severity and rule."""

    path: str
    line: int
    severity: str
    rule: str

    @classmethod
    def of(cls, finding: Finding) -> Found:
        """A finding without its words."""
        return cls(finding.place.path, finding.place.line, finding.severity, finding.rule)


@dataclass
class Described:
    """An authority: the triples of its data and of its internal facts. Chance decides where it is spoilt."""

    random: Random
    data: Graph
    private: Graph
    tail: bytes = b""
    done: list[tuple[Graph, Triple, bool]] = field(default_factory=list)

    def changed(self) -> set[Triple]:
        """What was said or left out since it was made, or since changes were last kept."""
        return {triple for _, triple, _ in self.done}

    def keep(self) -> None:
        """Changes stay."""
        self.done.clear()

    def undo(self) -> None:
        """Takes back what was changed since changes were last kept."""
        while self.done:
            graph, triple, was_added = self.done.pop()
            (graph.remove if was_added else graph.add)(triple)
        self.tail = b""

    def iri(self, relative: str) -> URIRef:
        """A thing of the authority."""
        return URIRef(BASE.iri + relative)

    def of_types(self, *kinds: Node) -> list[Node]:
        """The things of the data that are of one of some types."""
        return sorted({s for kind in kinds for s in self.data.subjects(RDF.type, kind)})

    def pick(self, *choices: Node) -> Node:
        """One of several, by chance."""
        return self.random.choice(sorted(choices))

    def values(self, subject: Node, predicate: Node) -> list[Node]:
        """What the data says of a subject."""
        return sorted(self.data.objects(subject, predicate))

    def is_open(self, subject: Node, predicate: Node) -> bool:
        """Whether a field is told by the data alone: nothing of it is withheld, nor among the internal facts."""
        marked = {
            field for mark in self.data.objects(subject, RC.withheld) for field in self.data.objects(mark, RC.field)
        }
        fields = set(PERSON) if predicate in PERSON or predicate == VCARD.title else {predicate}
        return not marked & fields and not any((subject, field, None) in self.private for field in fields)

    def add(self, subject: Node, predicate: Node, value: Node, *, inside: bool = False) -> None:
        """Says one thing more in the data, or among the internal facts."""
        graph = self.private if inside else self.data
        if (subject, predicate, value) not in graph:
            graph.add((subject, predicate, value))
            self.done.append((graph, (subject, predicate, value), True))

    def remove(self, subject: Node, predicate: Node, value: Node | None = None) -> None:
        """Leaves something out of the data."""
        for triple in list(self.data.triples((subject, predicate, value))):
            self._remove(self.data, triple)

    def _remove(self, graph: Graph, triple: Triple) -> None:
        graph.remove(triple)
        self.done.append((graph, triple, False))

    def rename(self, old: str, new: str) -> None:
        """Gives another name to a thing and to its parts, everywhere."""

        def renamed(term: Node) -> Node:
            is_of_it = isinstance(term, URIRef) and (term == URIRef(old) or term.startswith(f"{old}#"))
            return URIRef(new + term.removeprefix(old)) if is_of_it else term

        for graph in (self.data, self.private):
            for triple in list(graph):
                subject, predicate, value = map(renamed, triple)
                if (subject, predicate, value) != triple:
                    self._remove(graph, triple)
                    self.add(subject, predicate, value, inside=graph is self.private)

    def write(self, folder: Path) -> tuple[Site, Lines]:
        """Writes it into folders `data` and `private`: the site, and where each triple stands."""
        lines = Lines({}, {})
        for graph, name in ((self.private, "private"), (self.data, "data")):
            files: dict[str, list[Triple]] = {}
            for triple in sorted(graph):
                files.setdefault(file_of(triple[0]), []).append(triple)
            for file, triples in files.items():
                lines.write(folder, f"{name}/madeup/{file}", triples)
        first = folder / FIRST
        text = first.read_bytes()
        lines.subjects[TAIL] = (FIRST, text.count(b"\n") + 1)
        first.write_bytes(text + self.tail)
        return read_site(folder / "data", SITE, folder / "private"), lines


@dataclass
class Lines:
    """Where triples and subjects stand: file and line."""

    triples: dict[Triple, tuple[str, int]]
    subjects: dict[Node, tuple[str, int]]

    def write(self, folder: Path, path: str, triples: Iterable[Triple]) -> None:
        """Writes a file, one triple a line."""
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        text = ""
        own: dict[Node, tuple[str, int]] = {}
        for number, triple in enumerate(triples, start=1):
            text += " ".join(term.n3() for term in triple) + " .\n"
            self.triples[triple] = (path, number)
            own.setdefault(triple[0], (path, number))
        self.subjects |= own
        file.write_text(text, encoding="utf-8")

    def place(self, expected: Expected) -> Found:
        """Where something must be found: a thing that nothing is said of, at the beginning."""
        _, subject, predicate, value, severity = expected
        subject_place = self.subjects.get(subject, (FIRST, 1))
        path, line = self.triples.get((subject, predicate, value), subject_place)
        return Found(path, line, severity, expected.rule)


def file_of(subject: Node) -> str:
    """The file of data that a subject belongs to: each register has its own."""
    kind, _, name = without_fragment(str(subject)).removeprefix(BASE.iri + "id/").partition("/")
    return {
        "register": f"registers/{name}.ttl",
        "contact": "contacts.ttl",
        "system": "systems.ttl",
    }.get(kind, "authority.ttl")


def described(seed: int) -> Described:
    """The authority of a number, with one thing at least of every kind; nothing is wrong with it."""
    one = made_up(seed)
    one.data.append("\n".join(_more(one)))
    data = _read(one.data)
    for register in set(data.subjects(RDF.type, DCAT.Dataset)):
        data.add((register, RC.reviewed, Literal("2026-05-31", datatype=XSD.date)))
        data.add((register, RC.nextReview, Literal("2027-05-31", datatype=XSD.date)))
    return Described(one.random, data, _read(one.private))


def _read(lines: list[str]) -> Graph:
    source = load_text("\n".join(lines).encode(), BASE.iri, "made-up")
    assert [finding.text() for finding in source.findings] == []
    return source.graph


def _more(one: MadeUp) -> Iterator[str]:
    """What made-up authorities have not: whatever else can be said, once."""

    def say(predicate: str) -> str:
        return one.say(predicate, private=False)

    register = next(line.partition("> ")[0] for line in one.data if line.startswith("<id/register/"))[1:]
    right, other = (
        f"""<{register}#process> dpv:hasRight <{register}#{name}> .
<{register}#{name}> a dpv:ActiveRight, eu-gdpr:A15 ; dpv:isExercisedAt <{register}#{name}-notice> .
<{register}#{name}-notice> a dpv:RightExerciseNotice ; dcat:contactPoint <id/contact/registry> ;
  rc:requestForm rc:WrittenSigned ; rc:identityCheck true ; rc:accessChannel rc:SelfServiceLogin ;
  rc:mayBeExercisedBy dpv:GuardianOfDataSubject ."""
        for name in ("right", "other-right")
    )
    yield f"""<id/agent/sister> a foaf:Agent ; foaf:name "{one.word(private=False)}"@sv ;
  foaf:homepage <https://a.example/> ; dct:type <http://purl.org/adms/publishertype/LocalAuthority> ;
  rc:classificationStatus rc:Proposed .
<id/catalog> dct:provenance <id/catalog#source> ; dct:conformsTo <http://data.finlex.fi/eli/sd/2019/906> ;
  dct:spatial country:FIN ; foaf:homepage <https://a.example/> .
<id/catalog#source> a dct:ProvenanceStatement ; {say("rdfs:label")} .
<id/contact/desk> a vcard:Organization, vcard:Kind ; vcard:fn "{one.word(private=False)}"@sv ; rc:vacant false ;
  vcard:hasTelephone <tel:+358-6-1234567> ; vcard:hasAddress <id/contact/desk#address> .
<id/contact/desk#address> a vcard:Address ; vcard:street-address "{one.word(private=False)}"@sv ;
  vcard:postal-code "68600" ; vcard:locality "{one.word(private=False)}"@sv .
<id/contact/desk#visit> a vcard:Address ; vcard:street-address "{one.word(private=False)}"@sv ;
  vcard:postal-code "68600" ; vcard:locality "{one.word(private=False)}"@sv .
<id/system/whole> a rc:InformationSystem ; {say("dct:title")} ; {say("dct:description")} ;
  dct:hasPart <id/system/part> ; rc:openEnded true .
<id/system/part> a rc:InformationSystem ; {say("dct:title")} ; dct:hasPart <id/system/piece> .
<id/system/piece> a rc:InformationSystem ; {say("dct:title")} .
<{register}> {say("dcat:keyword")} ; dct:spatial country:FIN ; dct:accrualPeriodicity frequency:ANNUAL ;
  dct:temporal <{register}#time>, <{register}#other-time> ; owl:sameAs <https://a.example/1> ;
  adms:identifier <{register}#entry> ; dct:rights <{register}#terms>, <{register}#more-terms> .
<{register}#time> a dct:PeriodOfTime ; dcat:startDate "1998-01-01"^^xsd:date ; dcat:endDate "2020-12-31"^^xsd:date .
<{register}#other-time> a dct:PeriodOfTime ; dcat:endDate "1990-12-31"^^xsd:date .
<{register}#entry> a adms:Identifier ; skos:notation "FI-2041" ; {say("adms:schemaAgency")} .
<{register}#terms> a dct:RightsStatement ; {say("rdfs:label")} .
<{register}#more-terms> a dct:RightsStatement ; {say("rdfs:label")} .
<{register}> dcat:landingPage <https://a.example/> ; dcat:distribution <{register}#public-search> ;
  rc:decidingAuthority <id/contact/desk> ; rc:notApplicable rc:openEnded ;
  rc:dataGroup <{register}#more>, <{register}#yet-more> .
<{register}#public-search> a dcat:Distribution ; {say("dct:title")} ; {say("dct:description")} ;
  dcat:accessURL <https://a.example/search> ; dct:format file-type:HTML ; dcat:accessService <{register}#service> ;
  dct:rights <{register}#search-rights> ; spdx:checksum <{register}#search-checksum> .
<{register}> dcat:distribution <{register}#public-file> .
<{register}#public-file> a dcat:Distribution ; {say("dct:title")} ; {say("dct:description")} ;
  dcat:accessURL <https://a.example/files> ; dct:format file-type:CSV ; dcat:downloadURL <https://a.example/file.csv> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ; dct:license licence:CC_BY_4_0 ;
  dct:rights <{register}#file-rights> ; dcat:byteSize "5120"^^xsd:nonNegativeInteger ; dct:language lang:SWE ;
  dct:issued "2024-01-31"^^xsd:date ; dct:modified "2026-01-31T12:00:00Z"^^xsd:dateTime ;
  dcatap:availability availability:STABLE ; spdx:checksum <{register}#file-checksum> .
<{register}#search-rights> a dct:RightsStatement ; {say("rdfs:label")} .
<{register}#file-rights> a dct:RightsStatement ; {say("rdfs:label")} .
<{register}#search-checksum> a spdx:Checksum ; spdx:algorithm algorithm:checksumAlgorithm_sha512 ;
  spdx:checksumValue "00"^^xsd:hexBinary .
<{register}#file-checksum> a spdx:Checksum ; spdx:algorithm algorithm:checksumAlgorithm_sha256 ;
  spdx:checksumValue "9f86d081"^^xsd:hexBinary .
<{register}#service> a dcat:DataService, dcat:Resource ; {say("dct:title")} ; {say("dct:description")} ;
  dcat:endpointURL <https://a.example/service> ; dcat:endpointDescription <https://a.example/openapi.json> ;
  dct:conformsTo <https://a.example/standard> ; dct:license licence:CC0 ; dct:accessRights ar:PUBLIC ;
  rc:classificationStatus rc:Proposed .
{right}
{other}
<{register}#process> dpv:hasPurpose <{register}#aim> ; dpv:hasDataSource <{register}#said> ;
  rc:withheld <{register}#mark> .
<{register}#aim> a dpv:Purpose ; {say("rdfs:label")} ; rc:classifiedAs dpv:RecordManagement ;
  rc:classificationStatus rc:Confirmed ; rc:confirmedBy <id/contact/registry> ; rc:confirmedOn "2026-03-02"^^xsd:date ;
  rc:informationSystem <id/system/whole> .
<{register}> rc:textStatus <{register}#text-in-finnish> .
<{register}#text-in-finnish> a rc:TextVersion ; dct:language lang:FIN ; rc:status rc:Translated ;
  rc:confirmedBy <id/contact/desk> ; rc:confirmedOn "2026-03-02"^^xsd:date .
<{register}#said> a rc:Statement ; {say("dct:description")} ; rc:inPractice true ; rc:coverage rc:FullCoverage ;
  rc:accessChannel rc:SelfServiceLogin ; rc:accessibleTo dpv:Employee ; dct:relation <https://a.example/law> .
<{register}#mark> a rc:Withheld ; rc:field dpv:hasStorageCondition ; rc:until "2099-12-31"^^xsd:date ;
  rc:legalGround <http://data.finlex.fi/eli/sd/1999/621> ; rc:decidingAuthority <id/contact/registry> .
<{register}#more> a rc:DataGroup ; {say("rdfs:label")} ; dct:accessRights ar:RESTRICTED ; rc:openEnded true ;
  dpv:hasDataSubject dpv:Student ; rc:classificationStatus rc:Proposed ; rc:dataItem <{register}#outer> .
<{register}#yet-more> a rc:DataGroup ; {say("rdfs:label")} .
<{register}#outer> a rc:DataItem ; {say("rdfs:label")} ; rc:openEnded true ; rc:dataItem <{register}#inner> .
<{register}#inner> a rc:DataItem ; {say("rdfs:label")} ; dpv:hasDataSubject dpv:Student ; rc:classifiedAs pd:Name ;
  rc:classificationStatus rc:Proposed ."""
