"""Reads what an authority itself offers of a register: ways to the documents, files and services."""

from __future__ import annotations

from rdflib.term import Node

from publisher.model.offered import Checksum, DataService, Distribution
from publisher.model.scope import ScopeReader
from publisher.model.terms import DCAT, DCATAP, DCTERMS, SPDX

_MEDIA_TYPES = "://www.iana.org/assignments/media-types/"


class OfferReader(ScopeReader):
    """Reads distributions with their services; each in the order of its IRI."""

    def distributions(self, register: Node) -> tuple[Distribution, ...]:
        """The public ways to the data of a register."""
        found = sorted(self.graph.objects(register, DCAT.distribution), key=str)
        return tuple(self._distribution(iri) for iri in found)

    def _distribution(self, iri: Node) -> Distribution:
        checksum = self.graph.value(iri, SPDX.checksum)
        return Distribution(
            iri=str(iri),
            title=self._text(iri, DCTERMS.title),
            url=self._lexical(iri, DCAT.accessURL),
            description=self._text(iri, DCTERMS.description),
            file=self._lexical(iri, DCAT.downloadURL),
            format=self._concept_or_none(iri, DCTERMS["format"]),
            media_type=self._lexical(iri, DCAT.mediaType).partition(_MEDIA_TYPES)[2],
            size=self._lexical(iri, DCAT.byteSize),
            issued=self._lexical(iri, DCTERMS.issued),
            modified=self._lexical(iri, DCTERMS.modified),
            languages=self._concepts(iri, DCTERMS.language),
            licence=self._concept_or_none(iri, DCTERMS.license),
            rights=self.rights(iri),
            availability=self._concept_or_none(iri, DCATAP.availability),
            checksum=self._checksum(checksum) if checksum is not None else None,
            services=tuple(self._service(s) for s in sorted(self.graph.objects(iri, DCAT.accessService), key=str)),
        )

    def _checksum(self, iri: Node) -> Checksum:
        algorithm = self._concept(self._one(iri, SPDX.algorithm))
        return Checksum(str(iri), algorithm, self._lexical(iri, SPDX.checksumValue))

    def _service(self, iri: Node) -> DataService:
        return DataService(
            iri=str(iri),
            title=self._text(iri, DCTERMS.title),
            description=self._text(iri, DCTERMS.description),
            addresses=tuple(sorted(map(str, self.graph.objects(iri, DCAT.endpointURL)))),
            documentation=tuple(sorted(map(str, self.graph.objects(iri, DCAT.endpointDescription)))),
            standards=self._concepts(iri, DCTERMS.conformsTo),
            licence=self._concept_or_none(iri, DCTERMS.license),
            access=self._concept_or_none(iri, DCTERMS.accessRights),
            status=self._status(iri),
        )
