"""Makes up authorities at random: things that are public, withheld, omitted or unlisted, in random places.

Every private text and name is a word that occurs nowhere else, so that any trace of it can be told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

PREFIXES = """@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix algorithm: <https://spdx.org/rdf/terms#> .
@prefix ar: <http://publications.europa.eu/resource/authority/access-right/> .
@prefix availability: <http://publications.europa.eu/resource/authority/planned-availability/> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#> .
@prefix file-type: <http://publications.europa.eu/resource/authority/file-type/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix frequency: <http://publications.europa.eu/resource/authority/frequency/> .
@prefix lang: <http://publications.europa.eu/resource/authority/language/> .
@prefix licence: <http://publications.europa.eu/resource/authority/licence/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix rc: <https://w3id.org/records-catalogue#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix theme: <http://publications.europa.eu/resource/authority/data-theme/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
GROUNDS = (
    "http://data.finlex.fi/eli/sd/1999/621",
    "http://data.finlex.fi/eli/sd/2018/1050",
    "http://data.europa.eu/eli/reg/2016/679/oj",
)
SUBJECTS = ("Student", "Employee", "Customer", "GuardianOfDataSubject")
KINDS = ("Name", "Contact", "Education", "Picture")
PRIVATE_KINDS = ("HealthHistory", "Fingerprint", "CreditScore", "Tattoo")
"""Kinds of personal data that nothing public is ever classified as."""

FATES = ("public", "withheld", "omitted")


@dataclass
class MadeUp:
    """An authority: Turtle of its data and of its internal facts, and every word that must not be published."""

    random: Random
    marks: bool
    data: list[str] = field(default_factory=lambda: [PREFIXES])
    private: list[str] = field(default_factory=lambda: [PREFIXES])
    canaries: set[str] = field(default_factory=set)
    _count: int = 0

    def write(self, folder: Path) -> None:
        """Writes the two folders, `data` and `private`."""
        for name, lines in (("data", self.data), ("private", self.private)):
            target = folder / name / "madeup"
            target.mkdir(parents=True)
            (target / "all.ttl").write_text("\n".join(lines), encoding="utf-8")

    def word(self, *, private: bool) -> str:
        """A new word; a private one is made of sounds that no public word and no word of the program has."""
        self._count += 1
        number = self._count
        if not private:
            return "allm" + "".join("aeiou"[int(digit) % 5] + "rstln"[int(digit) // 2] for digit in f"{number:03}")
        sounds = [
            self.random.choice(("zq", "xj", "qv", "jx", "wq", "vz")) + self.random.choice("aouei") for _ in "1234"
        ]
        word = "".join(sounds) + "".join("bcdfghkmpt"[int(digit)] for digit in f"{number:03}")
        self.canaries.add(word)
        return word

    def say(self, predicate: str, *, private: bool) -> str:
        """A property with a text in every language."""
        texts = ", ".join(f'"{self.word(private=private)}"@{tag}' for tag in ("sv", "fi", "en"))
        return f"{predicate} {texts}"

    def fate(self, *, first: bool = False) -> str:
        """What becomes of a thing; the first of its kind is always public, so that the catalogue is whole."""
        return "public" if first else self.random.choices(FATES, (5, 2, 2))[0]

    def put(self, fate: str, lines: str) -> None:
        """Writes lines where they belong."""
        (self.data if fate == "public" else self.private).append(lines)

    def mark(self, subject: str, predicate: str) -> None:
        """Marks that something of a subject is withheld; the name of the mark itself is private too."""
        thing = subject.strip("<>").partition("#")[0]
        mark = f"<{thing}#{self.word(private=True)}>"
        ground = self.random.choice(GROUNDS)
        if self.marks:
            self.data.append(f"{subject} rc:withheld {mark} .")
            self.data.append(
                f"{mark} a rc:Withheld ; rc:field {predicate} ; rc:legalGround <{ground}> ; "
                "rc:decidingAuthority <id/contact/registry> ."
            )

    def children(
        self, parent: str, fate: str, predicate: str, most: int, *, partial: bool = True
    ) -> list[tuple[str, str]]:
        """Parts of a parent, linked to it: the IRI and fate of each. Of a field withheld whole none is public."""
        found = []
        thing = parent.strip("<>").partition("#")[0]
        number = self.random.randint(1, most)
        whole = self.fate()
        for position in range(number):
            own = self.fate(first=position == 0) if partial else whole
            own = own if fate == "public" else "omitted"
            child = f"<{thing}#{self.word(private=own != 'public')}>"
            self.put(own, f"{parent} {predicate} {child} .")
            found.append((child, own))
        if any(own == "withheld" for _, own in found):
            self.mark(parent, predicate)
        self.random.shuffle(found)
        return found


def made_up(seed: int, *, marks: bool = True) -> MadeUp:
    """The authority of a number; without marks, what would be withheld is omitted."""
    one = MadeUp(Random(seed), marks)  # noqa: S311 - not for secrecy
    one.data.append(
        f"""<id/agent/madeup> a foaf:Agent ; foaf:name "{one.word(private=False)}"@sv .
<id/catalog> a dcat:Catalog, dcat:Resource ; {one.say("dct:title", private=False)} ;
  {one.say("dct:description", private=False)} ; dct:publisher <id/agent/madeup> ;
  dct:language lang:SWE, lang:FIN, lang:ENG ; rdfs:comment "{one.word(private=True)}" .
<id/contact/registry> a vcard:Group, vcard:Kind ; {one.say("vcard:title", private=False)} ;
  vcard:hasEmail <mailto:registry@example.fi> ."""
    )
    contacts = ["<id/contact/registry>", *(_contact(one) for _ in range(one.random.randint(1, 3)))]
    systems = [_system(one, "public"), *(_system(one, one.fate()) for _ in range(one.random.randint(0, 2)))]
    fates = [one.fate(first=number == 0) for number in range(one.random.randint(1, 4))]
    for fate in fates:
        _register(one, fate, contacts, systems)
    if "withheld" in fates:
        one.mark("<id/catalog>", "dcat:dataset")
    return one


def _contact(one: MadeUp) -> str:
    """A post whose holder is public, withheld, or has left."""
    contact = f"<id/contact/{one.word(private=False)}>"
    one.data.append(f"{contact} a vcard:Individual, vcard:Kind ; {one.say('vcard:title', private=False)} .")
    fate = one.random.choice(("public", "withheld", "omitted", "vacant"))
    name = one.word(private=fate != "public")
    person = f'{contact} vcard:fn "{name}"@sv ; vcard:hasEmail <mailto:{name}@example.fi> .'
    if fate == "vacant":
        one.data.append(f"{person}\n{contact} rc:vacant true .")
    else:
        one.put(fate, person)
    if fate == "withheld":
        one.mark(contact, "vcard:fn")
    return contact


def _system(one: MadeUp, fate: str) -> str:
    system = f"<id/system/{one.word(private=fate != 'public')}>"
    one.put(fate, f'{system} a rc:InformationSystem ; dct:title "{one.word(private=fate != "public")}"@sv .')
    described = fate if fate != "public" else one.fate()
    one.put(described, f"{system} {one.say('dct:description', private=described != 'public')} .")
    if described == "withheld" and fate == "public":
        one.mark(system, "dct:description")
    return system


def _register(one: MadeUp, fate: str, contacts: list[str], systems: list[str]) -> None:
    hidden = fate != "public"
    slug = one.word(private=hidden)
    register = f"<id/register/{slug}>"
    process, text = f"<id/register/{slug}#process>", f"<id/register/{slug}#text>"
    one.put(
        fate,
        f"""{register} a dcat:Dataset, dcat:Resource, rc:InformationPool ; dct:identifier "{slug}" ;
  {one.say("dct:title", private=hidden)} ; {one.say("dct:description", private=hidden)} ;
  dct:publisher <id/agent/madeup> ; dcat:contactPoint {one.random.choice(contacts)} ; dcat:theme theme:GOVE ;
  dct:accessRights ar:RESTRICTED ; rc:classificationStatus rc:Proposed ; rc:textStatus {text} ;
  rc:informationSystem {systems[0]} ; dpv:hasPersonalDataProcess {process} ;
  rdfs:comment "{one.word(private=True)}" .
{text} a rc:TextVersion ; dct:language lang:SWE ; rc:status rc:OwnText .
{process} a dpv:PersonalDataProcess ; dpv:hasDataController <id/agent/madeup> .""",
    )
    _scope(one, register, fate)
    _offers(one, register, fate)
    for system in systems[1:]:
        _link_system(one, register, fate, system)
    for child, own in one.children(register, fate, "rc:dataGroup", 3):
        _group(one, child, own)
    for child, own in one.children(process, fate, "dpv:hasPurpose", 3):
        one.put(own, f"{child} a dpv:Purpose ; {one.say('rdfs:label', private=own != 'public')} .")
    for subject, predicate in (
        (register, "rc:rightToUse"),
        (register, "rc:rightOfAccess"),
        (register, "rc:searchKey"),
        (register, "rc:openInterface"),
        (process, "dpv:hasLegalBasis"),
        (process, "dpv:hasRecipient"),
    ):
        for child, own in one.children(subject, fate, predicate, 2, partial=False):
            one.put(own, f"{child} a rc:Statement ; {one.say('dct:description', private=own != 'public')} .")


def _scope(one: MadeUp, register: str, fate: str) -> None:
    """What a register is about and called elsewhere; of one in three nothing is told."""
    hidden = fate != "public"
    period, rights, entry = (f"{register[:-1]}#{name}>" for name in ("period", "rights", "national-entry"))
    if one.random.random() < 0.7:
        one.put(
            fate,
            f"""{register} {one.say("dcat:keyword", private=hidden)} ; dct:spatial country:FIN ;
  dct:temporal {period} ; dct:rights {rights} ; adms:identifier {entry} ;
  owl:sameAs <https://a.example/{one.word(private=hidden)}> .
{period} a dct:PeriodOfTime ; dcat:startDate "1998-01-01"^^xsd:date .
{rights} a dct:RightsStatement ; {one.say("rdfs:label", private=hidden)} .
{entry} a adms:Identifier ; skos:notation "{one.word(private=hidden)}" ;
  {one.say("adms:schemaAgency", private=hidden)} .""",
        )


def _offers(one: MadeUp, register: str, fate: str) -> None:
    """A way to the documents with a file and a service, public or omitted; of one in two there is none."""
    if one.random.random() < 0.5:
        return
    for name in one.random.sample(("search", "file", "feed"), one.random.randint(1, 3)):
        own = one.fate() if fate == "public" else "omitted"
        own = own if own == "public" else "omitted"
        hidden = own != "public"
        way, service, checksum, rights = (
            f"{register[:-1]}#{one.word(private=hidden)}>" for _ in ("way", "service", "checksum", "rights")
        )
        address = f"https://a.example/{one.word(private=hidden)}"
        one.put(own, f"{register} dcat:distribution {way} .")
        one.put(
            own,
            f"""{way} a dcat:Distribution ; {one.say("dct:title", private=hidden)} ; dcat:accessURL <{address}> ;
  {one.say("dct:description", private=hidden)} ; dct:format file-type:CSV ;
  dcat:byteSize "5120"^^xsd:nonNegativeInteger ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ; dct:license licence:CC0 ;
  dct:issued "2024-01-31"^^xsd:date ; dct:language lang:SWE ; dcatap:availability availability:STABLE .""",
        )
        if name == "file":
            one.put(
                own,
                f"""{way} dcat:downloadURL <{address}/file> ; spdx:checksum {checksum} ; dct:rights {rights} .
{checksum} a spdx:Checksum ; spdx:algorithm algorithm:checksumAlgorithm_sha256 ;
  spdx:checksumValue "9f86d081"^^xsd:hexBinary .
{rights} a dct:RightsStatement ; {one.say("rdfs:label", private=hidden)} .""",
            )
        if name == "feed":
            one.put(
                own,
                f"""{way} dcat:accessService {service} .
{service} a dcat:DataService, dcat:Resource ; {one.say("dct:title", private=hidden)} ;
  {one.say("dct:description", private=hidden)} ; dcat:endpointURL <{address}/feed> .""",
            )


def _link_system(one: MadeUp, register: str, fate: str, system: str) -> None:
    """Links a register to a further system: publicly only when both are public."""
    is_public = fate == "public" and any(line.startswith(f"{system} a ") for line in one.data)
    own = one.fate() if is_public else "omitted"
    one.put(own, f"{register} rc:informationSystem {system} .")
    if own == "withheld":
        one.mark(register, "rc:informationSystem")


def _group(one: MadeUp, group: str, fate: str) -> None:
    one.put(fate, f"{group} a rc:DataGroup ; {one.say('rdfs:label', private=fate != 'public')} .")
    if one.random.random() < 0.7:
        subject = one.random.choice(SUBJECTS)
        one.put(fate, f"{group} dpv:hasDataSubject dpv:{subject} ; rc:classificationStatus rc:Proposed .")
    _items(one, group, fate, 2)


def _items(one: MadeUp, parent: str, fate: str, depth: int) -> None:
    for child, own in one.children(parent, fate, "rc:dataItem", 3):
        kind = one.random.choice(KINDS if own == "public" else PRIVATE_KINDS)
        one.put(own, f"{child} a rc:DataItem ; {one.say('rdfs:label', private=own != 'public')} .")
        one.put(own, f"{child} rc:classifiedAs pd:{kind} ; rc:classificationStatus rc:Proposed .")
        if depth and one.random.random() < 0.4:
            _items(one, child, own, depth - 1)
