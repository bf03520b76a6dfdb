"""An authority that states everything: one register with every property that the shapes of the source allow.

Made up, and with nothing wrong in it. What it offers lies at an address that can be chosen: a test may serve it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.catalogues import PREFIXES

AUTHORITY = "town"
"""The folder of the authority."""

REGISTER = "pupils"
"""The short name of its register."""

FILE = b"decision;day\n"
"""The file that it offers."""

_PREFIXES = f"""@prefix : <id/register/{REGISTER}#> .
@prefix contact: <id/contact/> .
@prefix edu: <https://w3id.org/dpv/sector/education#> .
@prefix system: <id/system/> .
{PREFIXES}
"""

_AUTHORITY = """<id/agent/town> a foaf:Agent, dpv:GovernmentalOrganisation ;
  foaf:name "Exempelstad"@sv ;
  foaf:homepage <{address}/> ;
  dct:type <http://purl.org/adms/publishertype/LocalAuthority> ;
  rc:classificationStatus rc:Confirmed ;
  rc:confirmedBy contact:registrar ;
  rc:confirmedOn "2026-03-02"^^xsd:date .

<id/catalog> a dcat:Catalog, dcat:Resource ;
  dct:title "Exempelstads register"@sv, "Exempelstadin rekisterit"@fi, "Registers of Exempelstad"@en ;
  dct:description "Stadens register."@sv, "Kaupungin rekisterit."@fi, "The registers of the town."@en ;
  dct:publisher <id/agent/town> ;
  dct:language lang:SWE, lang:FIN, lang:ENG ;
  dct:conformsTo <http://data.finlex.fi/eli/sd/2019/906> ;
  dct:provenance <id/catalog#provenance> ;
  dct:spatial country:FIN ;
  foaf:homepage <{address}/registers> .

<id/catalog#provenance> a dct:ProvenanceStatement ;
  rdfs:label "Staden har skrivit texterna."@sv, "Kaupunki on kirjoittanut tekstit."@fi, "The town wrote the texts."@en .
"""

_CONTACTS = """contact:registrar a vcard:Individual, vcard:Kind ;
  vcard:title "Registrator"@sv, "Kirjaaja"@fi, "Registrar"@en ;
  vcard:fn "Exempla Exempel"@sv ;
  vcard:hasTelephone <tel:+358-6-123-4567> ;
  vcard:hasEmail <mailto:registrar@example.fi> ;
  vcard:hasAddress <id/contact/registrar#address> .

<id/contact/registrar#address> a vcard:Address ;
  vcard:street-address "Storgatan 1"@sv ;
  vcard:postal-code "68600" ;
  vcard:locality "Exempelstad"@sv .

contact:head a vcard:Individual, vcard:Kind ;
  vcard:title "Utbildningsdirektör"@sv, "Koulutusjohtaja"@fi, "Head of education"@en ;
  rc:vacant true .
"""

_SYSTEMS = """system:diary a rc:InformationSystem ;
  dct:title "Exempeldiariet"@sv ;
  dct:description "System för ärenden."@sv, "Asioiden järjestelmä."@fi, "System for cases."@en ;
  dct:hasPart system:archive ;
  rc:openEnded true .

system:archive a rc:InformationSystem ;
  dct:title "Exempelarkivet"@sv ;
  dct:description "System för arkivet."@sv, "Arkiston järjestelmä."@fi, "System for the archive."@en .
"""

_REGISTER = """<id/register/pupils> a dcat:Dataset, dcat:Resource, rc:InformationPool ;
  dct:identifier "pupils" ;
  dct:title "Elevregister"@sv, "Oppilasrekisteri"@fi, "Register of pupils"@en ;
  dct:description "Uppgifter om elever."@sv, "Tietoja oppilaista."@fi, "Data about pupils."@en ;
  dct:publisher <id/agent/town> ;
  dcat:contactPoint contact:registrar ;
  dcat:landingPage <{address}/pupils> ;
  dcat:theme theme:EDUC ;
  dct:accessRights ar:RESTRICTED ;
  rc:classificationStatus rc:Confirmed ;
  rc:confirmedBy contact:registrar ;
  rc:confirmedOn "2026-03-02"^^xsd:date ;
  rc:textStatus :text-sv, :text-fi, :text-en ;
  rc:reviewed "2026-03-02"^^xsd:date ;
  rc:nextReview "2099-03-02"^^xsd:date ;
  dcat:keyword "skolgång"@sv, "betyg"@sv, "koulunkäynti"@fi, "arvosanat"@fi, "schooling"@en, "grades"@en ;
  dct:spatial country:FIN ;
  dct:temporal :period ;
  dct:accrualPeriodicity frequency:CONT ;
  dct:rights :rights ;
  adms:identifier :national-entry ;
  owl:sameAs <https://catalogue.example.fi/id/dataset/2041> ;
  dcat:distribution :decisions, :search ;
  rc:decidingAuthority contact:head ;
  rc:informationSystem system:diary ;
  rc:dataGroup :pupils ;
  rc:rightToUse :use ;
  rc:rightOfAccess :access ;
  rc:searchKey :key ;
  rc:openInterface :interface ;
  rc:notApplicable dpv:hasThirdCountry ;
  dpv:hasPersonalDataProcess :process .

:text-sv a rc:TextVersion ; dct:language lang:SWE ; rc:status rc:OwnText .
:text-fi a rc:TextVersion ; dct:language lang:FIN ; rc:status rc:Translated ;
  rc:confirmedBy contact:registrar ; rc:confirmedOn "2026-03-02"^^xsd:date .
:text-en a rc:TextVersion ; dct:language lang:ENG ; rc:status rc:Translated ;
  rc:confirmedBy contact:registrar ; rc:confirmedOn "2026-03-02"^^xsd:date .

:period a dct:PeriodOfTime ;
  dcat:startDate "1998-01-01"^^xsd:date ;
  dcat:endDate "2025-12-31"^^xsd:date .

:rights a dct:RightsStatement ;
  rdfs:label "Lämnas ut enligt lag."@sv, "Annetaan lain mukaan."@fi, "Given out under the law."@en .

:national-entry a adms:Identifier ;
  skos:notation "FI-2041" ;
  adms:schemaAgency "Exempelkatalogen"@sv, "Esimerkkiluettelo"@fi, "Example catalogue"@en .

:decisions a dcat:Distribution ;
  dct:title "Besluten som fil"@sv, "Päätökset tiedostona"@fi, "The decisions as a file"@en ;
  dct:description "Varje beslut på en rad."@sv, "Kukin päätös rivillään."@fi, "Each decision on a line."@en ;
  dcat:accessURL <{address}/decisions> ;
  dcat:downloadURL <{address}/decisions.csv> ;
  dct:format file-type:CSV ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
  dct:license licence:CC_BY_4_0 ;
  dct:rights :decisions-rights ;
  dcat:byteSize "13"^^xsd:nonNegativeInteger ;
  dct:issued "2024-01-31"^^xsd:date ;
  dct:modified "2026-01-31T12:00:00Z"^^xsd:dateTime ;
  dct:language lang:SWE, lang:FIN ;
  dcatap:availability availability:STABLE ;
  spdx:checksum :decisions-checksum .

:decisions-rights a dct:RightsStatement ;
  rdfs:label "Ange källan."@sv, "Mainitse lähde."@fi, "Name the source."@en .

:decisions-checksum a spdx:Checksum ;
  spdx:algorithm algorithm:checksumAlgorithm_sha256 ;
  spdx:checksumValue "{checksum}"^^xsd:hexBinary .

:search a dcat:Distribution ;
  dct:title "Sökning bland besluten"@sv, "Haku päätöksistä"@fi, "Search of the decisions"@en ;
  dct:description "Sök med ord."@sv, "Hae sanoilla."@fi, "Search by words."@en ;
  dcat:accessURL <{address}/search> ;
  dct:format file-type:HTML ;
  dct:license licence:CC_BY_4_0 ;
  dcatap:availability availability:STABLE ;
  dcat:accessService :search-service .

:search-service a dcat:DataService, dcat:Resource ;
  dct:title "Sökning för program"@sv, "Haku ohjelmille"@fi, "Search for programs"@en ;
  dct:description "Svarar med JSON."@sv, "Vastaa JSON-muodossa."@fi, "Answers in JSON."@en ;
  dcat:endpointURL <{address}/api> ;
  dcat:endpointDescription <{address}/openapi.json> ;
  dct:conformsTo <https://spec.openapis.org/oas/v3.1.0> ;
  dct:license licence:CC_BY_4_0 ;
  dct:accessRights ar:PUBLIC ;
  rc:classificationStatus rc:Confirmed ;
  rc:confirmedBy contact:registrar ;
  rc:confirmedOn "2026-03-02"^^xsd:date .

:pupils a rc:DataGroup ;
  rdfs:label "Uppgifter om elever"@sv, "Oppilaiden tiedot"@fi, "Data about pupils"@en ;
  dpv:hasDataSubject dpv:Student ;
  dct:accessRights ar:RESTRICTED ;
  dct:relation <http://data.finlex.fi/eli/sd/1999/621> ;
  rc:openEnded true ;
  rc:classifiedAs dpv:ConfidentialData ;
  rc:classificationStatus rc:Confirmed ;
  rc:confirmedBy contact:registrar ;
  rc:confirmedOn "2026-03-02"^^xsd:date ;
  rc:dataItem :basic .

:basic a rc:DataItem ;
  rdfs:label "Grunduppgifter"@sv, "Perustiedot"@fi, "Basic data"@en ;
  rc:openEnded true ;
  rc:dataItem :name .

:name a rc:DataItem ;
  rdfs:label "Namn"@sv, "Nimi"@fi, "Name"@en ;
  dpv:hasDataSubject dpv:Student ;
  rc:classifiedAs pd:Name ;
  rc:classificationStatus rc:Confirmed ;
  rc:confirmedBy contact:registrar ;
  rc:confirmedOn "2026-03-02"^^xsd:date .

:process a dpv:PersonalDataProcess ;
  dpv:hasDataController <id/agent/town> ;
  dpv:hasPurpose :teaching ;
  dpv:hasLegalBasis :basis ;
  dpv:hasStorageCondition :storage ;
  dpv:hasRecipient :recipient ;
  dpv:hasDataSource :source ;
  dpv:hasTechnicalOrganisationalMeasure :security ;
  dpv:hasDataProtectionOfficer contact:registrar ;
  dpv:hasRight :right, :complaint .

:teaching a dpv:Purpose ;
  rdfs:label "Att ordna undervisning"@sv, "Opetuksen järjestäminen"@fi, "To arrange teaching"@en ;
  rc:classifiedAs edu:StudentWellbeingManagement ;
  rc:informationSystem system:diary ;
  rc:classificationStatus rc:Confirmed ;
  rc:confirmedBy contact:registrar ;
  rc:confirmedOn "2026-03-02"^^xsd:date .

:right a dpv:ActiveRight, eu-gdpr:A15 ;
  dpv:isExercisedAt :notice .
:complaint a dpv:ActiveRight, eu-gdpr:A77 ;
  dpv:isExercisedAt :complaint-notice .
:complaint-notice a dpv:RightExerciseNotice ;
  dcat:contactPoint contact:registrar .

:notice a dpv:RightExerciseNotice ;
  dcat:contactPoint contact:registrar ;
  rc:mayBeExercisedBy dpv:GuardianOfDataSubject ;
  rc:identityCheck true ;
  rc:requestForm rc:WrittenSigned ;
  rc:accessChannel rc:SelfServiceLogin .

:use a rc:Statement ;
  dct:description "Lärarna använder det."@sv, "Opettajat käyttävät sitä."@fi, "Teachers use it."@en ;
  rc:accessibleTo dpv:Employee ;
  rc:inPractice true .
:access a rc:Statement ;
  dct:description "Eleven ser sina uppgifter."@sv, "Oppilas näkee tietonsa."@fi, "Pupils see their data."@en ;
  dct:relation <http://data.europa.eu/eli/reg/2016/679/oj> ;
  rc:accessibleTo dpv:Student ;
  rc:accessChannel rc:SelfServiceLogin ;
  rc:coverage rc:FullCoverage .
:key a rc:Statement ; dct:description "Elevens namn."@sv, "Oppilaan nimi."@fi, "The pupil's name."@en .
:interface a rc:Statement ; dct:description "Det finns inget."@sv, "Sellaista ei ole."@fi, "There is none."@en .
:basis a rc:Statement ; dct:description "En lag."@sv, "Laki."@fi, "An act."@en .
:storage a rc:Statement ; dct:description "Tio år."@sv, "Kymmenen vuotta."@fi, "Ten years."@en .
:security a rc:Statement ; dct:description "Lösenord."@sv, "Salasanoja."@fi, "Passwords."@en .
:recipient a rc:Statement ; dct:description "Skolorna."@sv, "Koulut."@fi, "The schools."@en .
:source a rc:Statement ; dct:description "Eleven själv."@sv, "Oppilas itse."@fi, "The pupil."@en .
"""

_SITE = """[licence]
iri = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
label = { sv = "CC Erkännande 4.0", fi = "CC Nimeä 4.0", en = "CC Attribution 4.0" }

[feedback]
email = "registry@exempelstad.example"
unit = { sv = "Registratorskontoret", fi = "Kirjaamo", en = "Registry" }
"""


def stated(folder: Path, address: str = "https://example.fi") -> Path:
    """Writes the data into a folder `data`, which is given back. What is offered lies below `address`."""
    data = folder / "data"
    checksum = hashlib.sha256(FILE).hexdigest()
    files = {
        "authority.ttl": _AUTHORITY,
        "contacts.ttl": _CONTACTS,
        "systems.ttl": _SYSTEMS,
        f"registers/{REGISTER}.ttl": _REGISTER,
    }
    for name, text in files.items():
        file = data / AUTHORITY / name
        file.parent.mkdir(parents=True, exist_ok=True)
        written = text.replace("{address}", address).replace("{checksum}", checksum)
        file.write_text(_PREFIXES + written, encoding="utf-8")
    (data / "site.toml").write_text(_SITE, encoding="utf-8")
    return data
