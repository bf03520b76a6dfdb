"""Makes up a catalogue of any size: whole registers that say all that the law asks, each a little different."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from random import Random

from tests.catalogues import PREFIXES

OWN_PREFIXES = """@prefix : <id/register/{slug}#> .
@prefix contact: <id/contact/> .
@prefix system: <id/system/> .
"""
REVIEWED = dt.datetime.now(dt.UTC).date().isoformat()
KINDS = ("Name", "Contact", "Education", "Picture", "Age", "PhysicalAddress", "EmailAddress", "TelephoneNumber")
SUBJECTS = ("Student", "Employee", "Customer", "Applicant")
STATEMENTS = ("use", "access", "key", "interface", "basis", "retention", "recipient", "origin", "security")
IN_A_FILE = 1_000
"""The contacts that one file describes, and the systems."""

FAULTY = 100
"""One register in so many has no name in English."""


def write_catalogue(folder: Path, registers: int) -> None:
    """Writes the data of an authority with so many registers, a tenth as many contacts and as many systems.

    A file is checked whole, so contacts and systems have more files where there are many.
    """
    random = Random(registers)  # noqa: S311 - not for secrecy
    shared = max(1, registers // 10)
    home = folder / "madeup"
    (home / "registers").mkdir(parents=True)
    head = OWN_PREFIXES.format(slug="none") + PREFIXES
    (home / "authority.ttl").write_text(head + _authority(), encoding="utf-8")
    for first in range(0, shared, IN_A_FILE):
        some = range(first, min(first + IN_A_FILE, shared))
        for kind, described in ("contacts", _contact), ("systems", _system):
            (home / f"{kind}-{first:06}.ttl").write_text(head + "".join(map(described, some)), encoding="utf-8")
    for number in range(registers):
        text = OWN_PREFIXES.format(slug=slug_of(number)) + PREFIXES + _register(number, shared, random)
        (home / "registers" / f"{slug_of(number)}.ttl").write_text(text, encoding="utf-8")


def slug_of(number: int) -> str:
    """The name of a register. With a nought before it some would be telephone numbers."""
    return f"register-{1_000_000 + number}"


def _texts(word: str) -> str:
    return f'"{word} på svenska"@sv, "{word} suomeksi"@fi, "{word} in English"@en'


def _authority() -> str:
    return f"""
<id/agent/madeup> a foaf:Agent ; foaf:name "Made up"@sv .
<id/catalog> a dcat:Catalog, dcat:Resource ; dct:title {_texts("Catalogue")} ; dct:description {_texts("All")} ;
  dct:publisher <id/agent/madeup> ; dct:language lang:SWE, lang:FIN, lang:ENG .
"""


def _contact(number: int) -> str:
    return f"""
contact:post-{number} a vcard:Group, vcard:Kind ; vcard:title {_texts(f"Post {number}")} ;
  vcard:hasEmail <mailto:post-{number}@example.fi> .
"""


def _system(number: int) -> str:
    return f"""
system:system-{number} a rc:InformationSystem ; dct:title "System {number}"@sv ; dct:description {_texts("Keeps")} .
"""


def _register(number: int, shared: int, random: Random) -> str:
    slug = slug_of(number)
    title = _texts(f"Register {number}") if number % FAULTY else f'"Register {number}"@sv, "Rekisteri {number}"@fi'
    items = random.sample(KINDS, random.randint(2, 4))
    named = ", ".join(f":{kind.lower()}" for kind in items)
    return (
        f"""
<id/register/{slug}> a dcat:Dataset, dcat:Resource, rc:InformationPool ;
  dct:identifier "{slug}" ;
  rc:reviewed "{REVIEWED}"^^xsd:date ;
  dct:title {title} ;
  dct:description {_texts(f"What register {number} is for,")} ;
  dct:publisher <id/agent/madeup> ;
  dcat:contactPoint contact:post-{random.randrange(shared)} ;
  dcat:theme theme:GOVE ;
  dct:accessRights ar:RESTRICTED ;
  rc:classificationStatus rc:Proposed ;
  rc:textStatus :text-sv, :text-fi, :text-en ;
  rc:informationSystem system:system-{random.randrange(shared)} ;
  dpv:hasPersonalDataProcess :process ;
  rc:dataGroup :group ;
  rc:rightToUse :use ;
  rc:rightOfAccess :access ;
  rc:searchKey :key ;
  rc:openInterface :interface ;
  rc:notApplicable dpv:hasThirdCountry ;
  rc:decidingAuthority contact:post-{random.randrange(shared)} .
:text-sv a rc:TextVersion ; dct:language lang:SWE ; rc:status rc:OwnText .
:text-fi a rc:TextVersion ; dct:language lang:FIN ; rc:status rc:OwnText .
:text-en a rc:TextVersion ; dct:language lang:ENG ; rc:status rc:Translated .
:process a dpv:PersonalDataProcess ; dpv:hasDataController <id/agent/madeup> ; dpv:hasPurpose :purpose ;
  dpv:hasLegalBasis :basis ; dpv:hasStorageCondition :retention ; dpv:hasRecipient :recipient ;
  dpv:hasDataSource :origin ; dpv:hasTechnicalOrganisationalMeasure :security ;
  dpv:hasDataProtectionOfficer contact:post-0 ; dpv:hasRight :right, :complaint .
:right a dpv:ActiveRight, eu-gdpr:A15 .
:complaint a dpv:ActiveRight, eu-gdpr:A77 .
:purpose a dpv:Purpose ; rdfs:label {_texts("Purpose")} .
:group a rc:DataGroup ; rdfs:label {_texts("Group")} ; dpv:hasDataSubject dpv:{random.choice(SUBJECTS)} ;
  rc:classificationStatus rc:Proposed ; rc:dataItem {named} .
"""
        + "".join(
            f":{kind.lower()} a rc:DataItem ; rdfs:label {_texts(kind)} ; rc:classifiedAs pd:{kind} ;\n"
            "  rc:classificationStatus rc:Proposed .\n"
            for kind in items
        )
        + "".join(f":{name} a rc:Statement ; dct:description {_texts(name)} .\n" for name in STATEMENTS)
    )
