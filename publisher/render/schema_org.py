"""What search engines are told of a page: schema.org's Dataset, DataCatalog and BreadcrumbList.

A description is open; what it describes mostly is not, and is not said to be. No licence is told of a register.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from publisher.model.catalogue import Authority, Catalogue, Register
from publisher.model.concepts import Concept
from publisher.model.contacts import Contact
from publisher.model.imprint import Imprint
from publisher.model.languages import Text
from publisher.model.offered import Distribution, OtherIdentifier, Period
from publisher.model.open_data import PUBLIC, OpenDataset

CONTEXT = "https://schema.org/"


def dataset(catalogue: Catalogue, register: Register, language: str, conditions: str) -> dict[str, Any]:
    """A register. `conditions` says under which conditions its data is given out; they are told unless it is public.

    It is told to be free only when it is public and the authority itself offers a way to the data.
    """
    is_public = register.access.iri == PUBLIC
    is_free = is_public and bool(register.distributions or register.landing_pages)
    found = {
        **_described(register.iri, "Dataset", register.title, register.description, language),
        "url": register.record.iri,
        "identifier": [register.iri, *(_identifier(one, language) for one in register.identifiers)],
        "sameAs": list(register.same_as),
        "keywords": [said.text for said in register.keywords if said.language == language],
        "spatialCoverage": [_place(area, language) for area in register.areas],
        "temporalCoverage": [_interval(period) for period in register.periods],
        "distribution": [_download(one, language) for one in register.distributions if one.file],
        "creator": _organisation(catalogue.authority),
        "contactPoint": [_contact(contact, language) for contact in register.contacts],
        "datePublished": register.record.issued[:10],
        "dateModified": register.record.modified[:10],
        "isAccessibleForFree": True if is_free else None,
        "conditionsOfAccess": "" if is_public else f"{_said(register.access.label, language)}. {conditions}",
    }
    return _told(found)


def descriptions(authority: Authority, found: OpenDataset, language: str, imprint: Imprint) -> dict[str, Any]:
    """The descriptions themselves, which are open, with the files in which they can be had."""
    told = {
        **_described(found.iri, "Dataset", found.title, found.description, language),
        "@context": CONTEXT,
        "url": found.document,
        "creator": _organisation(authority),
        "datePublished": found.issued[:10],
        "dateModified": found.modified[:10],
        "keywords": [said.text for keyword in found.keywords for said in keyword if said.language == language],
        "isAccessibleForFree": True,
        "license": imprint.licence.iri if imprint.licence else "",
        "distribution": [
            {
                "@type": "DataDownload",
                "name": _said(download.title, language),
                "contentUrl": download.url,
                "encodingFormat": download.media_type,
                "contentSize": f"{download.size} B",
                "sha256": download.sha256,
            }
            for download in found.downloads
        ],
    }
    return _told(told)


def data_catalogue(
    catalogue: Catalogue, language: str, imprint: Imprint, registers: Iterable[dict[str, Any]] = ()
) -> dict[str, Any]:
    """The descriptions of an authority, which anyone may read."""
    found = {
        **_described(catalogue.iri, "DataCatalog", catalogue.title, catalogue.description, language),
        "publisher": _organisation(catalogue.authority),
        "isAccessibleForFree": True,
        "license": imprint.licence.iri if imprint.licence else "",
        "dataset": list(registers),
    }
    return _told(found)


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The pages above a page, outermost first: what each is called, and where it is."""
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(trail, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def _described(iri: str, kind: str, title: Text, description: Text, language: str) -> dict[str, Any]:
    return {
        "@id": iri,
        "@type": kind,
        "name": _said(title, language),
        "description": _said(description, language),
        "identifier": iri,
        "inLanguage": language,
    }


def _download(distribution: Distribution, language: str) -> dict[str, Any]:
    """A file: a page with a search is no download, and is not told as one."""
    found = {
        "@id": distribution.iri,
        "@type": "DataDownload",
        "name": _said(distribution.title, language),
        "contentUrl": distribution.file,
        "encodingFormat": distribution.media_type,
        "contentSize": f"{int(distribution.size)} B" if distribution.size else "",
        "datePublished": distribution.issued[:10],
        "dateModified": distribution.modified[:10],
        "license": distribution.licence.iri if distribution.licence else "",
    }
    return _told(found)


def _identifier(identifier: OtherIdentifier, language: str) -> dict[str, Any]:
    found = {
        "@type": "PropertyValue",
        "propertyID": _said(identifier.agency, language),
        "value": identifier.notation,
    }
    return _told(found)


def _place(area: Concept, language: str) -> dict[str, Any]:
    return {"@id": area.iri, "@type": "Place", "name": _said(area.label, language)}


def _interval(period: Period) -> str:
    """An interval of ISO 8601-2: two dots where it is not told when it begins or ends."""
    return f"{period.start or '..'}/{period.end or '..'}"


def _organisation(authority: Authority) -> dict[str, Any]:
    found = {
        "@id": authority.iri,
        "@type": "GovernmentOrganization",
        "name": authority.name.text,
        "url": authority.homepage,
    }
    return _told(found)


def _contact(contact: Contact, language: str) -> dict[str, Any]:
    """A post: who holds it now is told on its page."""
    found = {
        "@id": contact.iri,
        "@type": "ContactPoint",
        "name": _said(contact.heading, language),
        "telephone": contact.telephone_iri.removeprefix("tel:"),
        "email": contact.email,
    }
    return _told(found)


def _said(text: Text, language: str) -> str:
    return text.in_language(language).text if text else ""


def _told(found: dict[str, Any]) -> dict[str, Any]:
    """What there is something to tell of."""
    return {name: value for name, value in found.items() if value not in ("", None, [])}
