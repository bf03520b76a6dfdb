"""Lists the IRIs that published vocabularies define, so that tests can tell a term from a misspelt one.

Run: python tests/ontology/list_known_iris.py FOLDER [FOLDER] > ontology/known-iris.tsv
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

_EU = "http://publications.europa.eu/resource/authority/"
_TABLES = "access-right data-theme dataset-type file-type frequency language planned-availability"
_XSD = "http://www.w3.org/2001/XMLSchema#"

NAMESPACES: dict[str, str] = {
    "http://data.europa.eu/r5r/": "dcatap",
    "http://purl.org/adms/publishertype/": "publisher-type",
    "http://purl.org/dc/dcam/": "dcam",
    "http://purl.org/dc/dcmitype/": "dcmitype",
    "http://purl.org/dc/terms/": "dct",
    "http://spdx.org/rdf/terms#": "spdx",
    "https://spdx.org/rdf/terms#": "spdx-algorithm",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    _XSD: "xsd",
    "http://www.w3.org/2002/07/owl#": "owl",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://www.w3.org/2006/time#": "time",
    "http://www.w3.org/2006/vcard/ns#": "vcard",
    "http://www.w3.org/ns/adms#": "adms",
    "http://www.w3.org/ns/dcat#": "dcat",
    "http://www.w3.org/ns/dqv#": "dqv",
    "http://www.w3.org/ns/hydra/core#": "hydra",
    "http://www.w3.org/ns/locn#": "locn",
    "http://www.w3.org/ns/odrl/2/": "odrl",
    "http://www.w3.org/ns/org#": "org",
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/ns/shacl#": "sh",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "https://w3id.org/dpv#": "dpv",
    "https://w3id.org/dpv/legal/eu#": "legal-eu",
    "https://w3id.org/dpv/legal/eu/gdpr#": "eu-gdpr",
    "https://w3id.org/dpv/legal/fi#": "legal-fi",
    "https://w3id.org/dpv/loc#": "loc",
    "https://w3id.org/dpv/pd#": "pd",
    "https://w3id.org/dpv/rights/eu#": "eu-rights",
    "https://w3id.org/dpv/sector/education#": "edu",
    "https://w3id.org/dpv/sector/publicservices#": "publicservices",
    "https://w3id.org/dpv/tech#": "tech",
    **{f"{_EU}{table}/": table for table in _TABLES.split()},
    f"{_EU}country/": "country",
    f"{_EU}licence/": "licence",
}
"""Namespace -> short name of the vocabulary. A file of any other vocabulary is left out."""

_DATATYPES = "string boolean integer decimal date dateTime nonNegativeInteger anyURI gYear duration hexBinary"
WITHOUT_FILE = [(_XSD + name, "1.1", "") for name in _DATATYPES.split()]
_SPDX, _ALGORITHMS = "http://spdx.org/rdf/terms#", "https://spdx.org/rdf/terms#"
WITHOUT_FILE += [
    (f"http://data.europa.eu/r5r/{name}", "3.0.1", "") for name in ("applicableLegislation", "availability")
]
_HYDRA = "PartialCollectionView first last next previous totalItems view"
WITHOUT_FILE += [(f"http://www.w3.org/ns/hydra/core#{name}", "", "") for name in _HYDRA.split()]
WITHOUT_FILE += [(_EU + name, "", "") for name in ("country/ALA", "country/FIN", "licence/CC0", "licence/CC_BY_4_0")]
WITHOUT_FILE += [
    (_SPDX + name, "2.3", "") for name in ("Checksum", "ChecksumAlgorithm", "algorithm", "checksum", "checksumValue")
]
WITHOUT_FILE += [(f"{_ALGORITHMS}checksumAlgorithm_{name}", "2.3", "") for name in ("sha256", "sha384", "sha512")]
"""IRI, version and status of the terms in use whose vocabulary is not among the files."""

_VERSION = ("owl#versionInfo", "owl#versionIRI", "dc/terms/modified", "dc/elements/1.1/date")


def namespace_of(iri: str) -> str | None:
    """The namespace that an IRI lies in, if it is in the table. A vocabulary's own IRI lies in it too."""
    return next((name for name in NAMESPACES if iri.startswith(name) or iri == name.rstrip("#/")), None)


def _version(file: Path, quads: list[ox.Quad], namespace: str) -> str:
    about = {ox.NamedNode(namespace), ox.NamedNode(namespace.rstrip("#/"))}
    for ending in _VERSION:
        told = [q.object for q in quads if q.subject in about and q.predicate.value.endswith(ending)]
        values = [value.value for value in told if isinstance(value, ox.NamedNode | ox.Literal)]
        # the last step of an IRI holds its number, but 2009/11/15 is a date
        numbers = [re.search(r"\b\d[\d./-]*", re.split(r"/(?!\d)|#", value)[-1]) for value in values]
        if versions := [number[0].rstrip("./-") for number in numbers if number]:
            return max(versions)
    in_name = re.search(r"-(\d[\w.-]*)$", file.stem)
    return in_name[1] if in_name else ""


def _status(quad: ox.Quad) -> str:
    if quad.predicate.value.endswith("owl#deprecated"):
        return "deprecated" if '"true"' in str(quad.object) else ""
    told = quad.predicate.value.endswith("sw-vocab-status/ns#term_status")
    return quad.object.value if told and isinstance(quad.object, ox.Literal) else ""


def _terms(file: Path) -> Iterator[tuple[str, str, str]]:
    """IRI, version and status of a file's subjects in the namespace that most of its subjects lie in."""
    quads = list(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, base_iri="http://local.example/"))
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    most = Counter(map(namespace_of, sorted(subjects))).most_common(1)
    if not most or not (namespace := most[0][0]):
        return
    version = _version(file, quads, namespace)
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and namespace_of(quad.subject.value) == namespace:
            yield quad.subject.value, version, _status(quad)


def lines(folders: Iterable[Path]) -> Iterator[str]:
    """The lines of the list. Where two editions of a vocabulary define an IRI, it has the version of both."""
    versions, statuses = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    files = sorted(file for folder in folders for file in folder.rglob("*.ttl"))
    for iri, version, status in chain(WITHOUT_FILE, *map(_terms, files)):
        versions[iri] |= {version} - {""}
        statuses[iri] |= {status} - {""}
    yield "iri\tvocabulary\tversion\tstatus"
    for iri in sorted(versions):
        vocabulary = NAMESPACES[namespace_of(iri) or ""]
        yield "\t".join((iri, vocabulary, ", ".join(sorted(versions[iri])), ", ".join(sorted(statuses[iri]))))


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    sys.stdout.writelines(line + "\n" for line in lines(map(Path, sys.argv[1:])))
