"""What letters are made of in tests: facts of a register that tells all, and of one that tells nothing."""

from __future__ import annotations

from publisher.model.asking import Facts, Part
from publisher.model.catalogue import Authority
from publisher.model.concepts import Concept
from publisher.model.contacts import Address, Contact, RightNotice
from publisher.model.languages import Said, Text
from publisher.model.terms import RC

BARE = Facts(
    key="bare/nothing",
    iri="http://local.example/bare/id/register/nothing",
    title=Text(),
    authority=Authority("http://local.example/bare/id/agent/bare", Said("Bare", ""), ""),
    provenance=Text(),
    catalogue="http://local.example/bare/id/catalog",
    systems=(),
    parts=(),
    is_whole=True,
    search_keys=(),
    contacts=(),
    deciders=(),
    notice=None,
    logins=(),
    searches=(),
    withheld=(),
)
"""A register of which nothing is told but its IRI and whose it is."""


def text(sv: str, fi: str = "", en: str = "") -> Text:
    """A text in the languages that it is given in."""
    return Text(tuple(Said(said, tag) for said, tag in ((sv, "sv"), (fi, "fi"), (en, "en")) if said))


def office(name: str, email: str = "", address: Address | None = None) -> Contact:
    """A contact with a title in three languages."""
    return Contact(
        iri=f"http://local.example/full/id/contact/{name}",
        title=text(f"{name}byrån", f"{name}toimisto", f"Office of {name}"),
        name=Said("Åsa Öberg", ""),
        telephone="",
        telephone_iri="",
        email=email,
        address=address,
    )


FULL = Facts(
    key="full/pupils",
    iri="http://local.example/full/id/register/pupils",
    title=text("Elevregistret", "Oppilasrekisteri", "Register of pupils"),
    authority=Authority("http://local.example/full/id/agent/full", Said("Exempelstad", "sv"), "https://full.example/"),
    provenance=text("Ett exempel.", "Esimerkki.", "An example."),
    catalogue="http://local.example/full/id/catalog",
    systems=(text("Primus"), text("Wilma")),
    parts=(
        Part(
            "pupils",
            text("Uppgifter om elever", "Oppilaiden tiedot", "Data about pupils"),
            False,
            None,
            (
                Part("pupils-name", text("namn", "nimi", "name"), False),
                Part(
                    "pupils-guardian",
                    text("vårdnadshavare", "huoltaja", "guardian"),
                    False,
                    None,
                    (Part("guardian-telephone", text("telefon"), False),),
                ),
            ),
        ),
        Part("results", text("Vitsord", "Arvosanat", "Grades"), True),
    ),
    is_whole=True,
    search_keys=(text("diarienummer", "diaarinumero", "diary number"), text("namn", "nimi", "name")),
    contacts=(office("Skol", "skola@full.example"),),
    deciders=(office("Rektors"),),
    notice=RightNotice(
        iri="http://local.example/full/id/register/pupils#notice",
        also_by=(),
        identity_check=True,
        form=Concept(str(RC.WrittenSigned), text("skriftlig och undertecknad", "kirjallinen", "written and signed")),
        channel=None,
        contacts=(
            office(
                "Registrators",
                "registrator@full.example",
                Address(text("Storgatan 1", "Isokatu 1"), "68600", text("Exempelstad", "Esimerkkikaupunki")),
            ),
        ),
    ),
    logins=(),
    searches=(),
    withheld=(),
)
"""A register that tells all."""
