"""Reads what a register is about besides its groups, and what it is called elsewhere."""

from __future__ import annotations

from rdflib.term import Node

from publisher.model.offered import OtherIdentifier, Period, Rights
from publisher.model.terms import ADMS, DCAT, DCTERMS, OWL, RDFS, SKOS
from publisher.model.values import Values


class ScopeReader(Values):
    """Reads periods, rights and identifiers; each in the order of its IRI."""

    def periods(self, register: Node) -> tuple[Period, ...]:
        """The periods that the data of a register is about."""
        return tuple(
            Period(str(iri), self._lexical(iri, DCAT.startDate), self._lexical(iri, DCAT.endDate))
            for iri in sorted(self.graph.objects(register, DCTERMS.temporal), key=str)
        )

    def rights(self, thing: Node) -> tuple[Rights, ...]:
        """What is said of the rights to a register or a distribution."""
        found = sorted(self.graph.objects(thing, DCTERMS.rights), key=str)
        return tuple(Rights(str(iri), self._text(iri, RDFS.label)) for iri in found)

    def identifiers(self, register: Node) -> tuple[OtherIdentifier, ...]:
        """What other catalogues call a register."""
        return tuple(
            OtherIdentifier(str(iri), self._lexical(iri, SKOS.notation), self._text(iri, ADMS.schemaAgency))
            for iri in sorted(self.graph.objects(register, ADMS.identifier), key=str)
        )

    def same_as(self, register: Node) -> tuple[str, ...]:
        """The IRIs that a register has elsewhere."""
        return tuple(sorted(map(str, self.graph.objects(register, OWL.sameAs))))
