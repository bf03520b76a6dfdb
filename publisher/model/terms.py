"""The namespaces of the vocabularies in use, with the prefixes that every output writes."""

from __future__ import annotations

from collections.abc import Mapping

import rdflib
from rdflib import DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SKOS, XSD, Namespace

rdflib.NORMALIZE_LITERALS = False  # lexical forms are published as written

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
DPV = Namespace("https://w3id.org/dpv#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
EU_GDPR = Namespace("https://w3id.org/dpv/legal/eu/gdpr#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
RC = Namespace("https://w3id.org/records-catalogue#")
SH = Namespace("http://www.w3.org/ns/shacl#")
SHAPE = Namespace("https://w3id.org/records-catalogue/shape#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")

ONTOLOGY = rdflib.URIRef("https://w3id.org/records-catalogue")

PREFIXES: Mapping[str, str] = {
    "adms": str(ADMS),
    "dcat": str(DCAT),
    "dcatap": str(DCATAP),
    "dct": str(DCTERMS),
    "dpv": str(DPV),
    "dqv": str(DQV),
    "edu": "https://w3id.org/dpv/sector/education#",
    "eu-gdpr": str(EU_GDPR),
    "foaf": str(FOAF),
    "hydra": str(HYDRA),
    "owl": str(OWL),
    "pd": "https://w3id.org/dpv/pd#",
    "prov": str(PROV),
    "rc": str(RC),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "vcard": str(VCARD),
    "xsd": str(XSD),
}
"""Prefix -> namespace, in the order in which they are written."""


def short(iri: str) -> str:
    """A term with its prefix, as people write it; an IRI of another namespace in angle brackets."""
    namespace = namespace_of(iri)
    prefix = next((p for p, n in PREFIXES.items() if n == namespace), None)
    return f"{prefix}:{iri.removeprefix(namespace)}" if prefix else f"<{iri}>"


def expanded(curie: str) -> str:
    """A term that is written with its prefix, as its IRI. Raises KeyError for a prefix that is not in use."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def namespace_of(iri: str) -> str:
    """The namespace of a term: up to its last `#`, else its last `/`."""
    head, mark, _ = iri.rpartition("#")
    return head + mark if mark else iri.rpartition("/")[0] + "/"


def local_name(iri: str) -> str:
    """What a term is called in its namespace."""
    return iri.removeprefix(namespace_of(iri))


__all__ = [
    "ADMS",
    "DCAT",
    "DCATAP",
    "DCTERMS",
    "DPV",
    "DQV",
    "FOAF",
    "HYDRA",
    "ONTOLOGY",
    "OWL",
    "PREFIXES",
    "PROV",
    "RC",
    "RDF",
    "RDFS",
    "SH",
    "SHAPE",
    "SKOS",
    "SPDX",
    "VCARD",
    "XSD",
    "expanded",
    "local_name",
    "namespace_of",
    "short",
]
