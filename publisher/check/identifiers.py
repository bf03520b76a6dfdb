"""Identifiers: a register's short name is that of its IRI, and it is said to be the same only as what is elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.check.shacl import Located
from publisher.model.findings import Finding
from publisher.model.iris import Base
from publisher.model.terms import DCAT, DCTERMS, OWL, RDF

_OTHER = {
    "sv": "kortnamnet är ett annat än sist i registrets IRI. Skriv dct:identifier {found}",
    "fi": "lyhyt nimi on toinen kuin rekisterin IRI:n lopussa. Kirjoita dct:identifier {found}",
    "en": "the short name is another than at the end of the register's IRI. Write dct:identifier {found}",
}
_OWN = {
    "sv": "{found} är myndighetens egen IRI. Ta bort owl:sameAs eller ange registrets IRI på annat håll",
    "fi": "{found} on viranomaisen oma IRI. Poista owl:sameAs tai ilmoita rekisterin IRI muualla",
    "en": "{found} is an IRI of the authority's own. Delete owl:sameAs, or give the register's IRI elsewhere",
}


def misidentified(source: Located, base: Base) -> Iterator[Finding]:
    """A finding for each `dct:identifier` of a register that is not the slug of its IRI, so that no two have the same,
    and for each `owl:sameAs` that leads to something under the authority's own base."""
    for register in source.graph.subjects(RDF.type, DCAT.Dataset, unique=True):
        slug = str(register).rpartition("/")[2]
        for value in source.graph.objects(register, DCTERMS.identifier):
            if base.document(str(register)) and str(value) != slug:
                place = source.place(register, DCTERMS.identifier, value)
                yield Finding(place, "error", _OTHER, "other-identifier", {"found": f'"{slug}"'})
    for triple in source.graph.triples((None, OWL.sameAs, None)):
        if base.holds(str(triple[2])):
            found = f"<{base.relative(str(triple[2]))}>"
            yield Finding(source.place(*triple), "error", _OWN, "same-as-own", {"found": found})
