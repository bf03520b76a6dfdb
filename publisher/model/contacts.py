"""Whom one can ask, and how a right is used: posts and offices, as pages know them and as a graph tells of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.term import Node

from publisher.model.concepts import Concept, Withheld
from publisher.model.languages import Said, Text
from publisher.model.terms import DCAT, DPV, RC, VCARD, local_name
from publisher.model.values import Values, national


@dataclass(frozen=True)
class Address:
    """A postal address."""

    street: Text
    postal_code: str
    locality: Text


@dataclass(frozen=True)
class Contact:
    """A post or office that can be asked, and who holds it now. `telephone` is the number as dialled at home.

    A `vacant` post has no holder now.
    """

    iri: str
    title: Text
    name: Said | None
    telephone: str
    telephone_iri: str
    email: str
    address: Address | None
    vacant: bool = False
    withheld: tuple[Withheld, ...] = ()

    @property
    def heading(self) -> Text:
        """What the contact is called: the post, else its name."""
        return self.title or Text((self.name,) if self.name else ())


@dataclass(frozen=True)
class RightNotice:
    """How a right of the data subject is used (GDPR article 12)."""

    iri: str
    also_by: tuple[Concept, ...]
    identity_check: bool
    form: Concept | None
    channel: Concept | None
    contacts: tuple[Contact, ...]


class ContactReader(Values):
    """Reads contacts, what is withheld, and how rights are used; each in the order of its IRI."""

    def _contacts(self, iri: Node, predicate: URIRef) -> tuple[Contact, ...]:
        return tuple(self._contact(c) for c in by_iri(self.graph.objects(iri, predicate)))

    def _contact(self, iri: Node) -> Contact:
        name = self._text(iri, VCARD.fn)
        address = self.graph.value(iri, VCARD.hasAddress)
        telephone = self._lexical(iri, VCARD.hasTelephone)
        return Contact(
            iri=str(iri),
            title=self._text(iri, VCARD.title),
            name=name.said[0] if name else None,
            telephone=national(telephone),
            telephone_iri=telephone,
            email=self._lexical(iri, VCARD.hasEmail).removeprefix("mailto:"),
            address=self._address(address) if address else None,
            vacant=self._is_true(iri, RC.vacant),
            withheld=self._withheld(iri),
        )

    def _withheld(self, iri: Node) -> tuple[Withheld, ...]:
        return tuple(
            Withheld(
                iri=str(statement),
                name=local_name(str(field)),
                field=self._concept(field),
                ground=self._concept(self._one(statement, RC.legalGround)),
                until=self._lexical(statement, RC.until),
                deciders=tuple(self._post(c) for c in by_iri(self.graph.objects(statement, RC.decidingAuthority))),
            )
            for statement in by_iri(self.graph.objects(iri, RC.withheld))
            for field in self.graph.objects(statement, RC.field)
        )

    def _address(self, iri: Node) -> Address:
        return Address(
            street=self._text(iri, VCARD["street-address"]),
            postal_code=self._lexical(iri, VCARD["postal-code"]),
            locality=self._text(iri, VCARD.locality),
        )

    def _notice(self, right: Node) -> RightNotice | None:
        notice = self.graph.value(right, DPV.isExercisedAt)
        if notice is None:
            return None
        return RightNotice(
            iri=str(notice),
            also_by=self._concepts(notice, RC.mayBeExercisedBy),
            identity_check=self._is_true(notice, RC.identityCheck),
            form=self._concept_or_none(notice, RC.requestForm),
            channel=self._concept_or_none(notice, RC.accessChannel),
            contacts=self._contacts(notice, DCAT.contactPoint),
        )


def by_iri(nodes: Iterable[Node]) -> list[Node]:
    """Nodes in the order of their IRIs."""
    return sorted(nodes, key=str)
