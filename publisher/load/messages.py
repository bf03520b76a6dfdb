"""What is said of a fault in the way of writing, in every language; `{found}` stands for what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

Messages = Mapping[str, str]

_OR = {"sv": "eller", "fi": "tai", "en": "or"}


class Fault(NamedTuple):
    """What is wrong with a term and what to write, by language; `{found}` in it stands for what was found."""

    messages: Messages
    found: str = ""

    @property
    def message(self) -> str:
        """The message in English."""
        return self.messages["en"]


def filled(messages: Messages, **known: str | Messages) -> dict[str, str]:
    """Messages with what the program itself knows in place of its name in braces."""
    told = dict(messages)
    for name, value in known.items():
        told = {
            tag: text.replace(f"{{{name}}}", value if isinstance(value, str) else value[tag])
            for tag, text in told.items()
        }
    return told


def one_of(words: Iterable[str]) -> dict[str, str]:
    """Words to choose from, in every language."""
    *first, last = words
    return {tag: f"{', '.join(first)} {word} {last}" if first else last for tag, word in _OR.items()}


FILE: Messages = {
    "sv": "filen kan inte läsas: {found}. Gör den läsbar",
    "fi": "tiedostoa ei voida lukea: {found}. Anna siihen lukuoikeus",
    "en": "this file cannot be read: {found}. Make it readable",
}
BYTE_ORDER_MARK: Messages = {
    "sv": "filen börjar med ett byteordningsmärke. Spara den som UTF-8 utan ett sådant",
    "fi": "tiedosto alkaa tavujärjestysmerkillä. Tallenna se UTF-8-muodossa ilman sitä",
    "en": "this file begins with a byte order mark. Save it as UTF-8 without one",
}
NOT_UTF_8: Messages = {
    "sv": "raden är inte UTF-8. Spara filen som UTF-8",
    "fi": "rivi ei ole UTF-8:aa. Tallenna tiedosto UTF-8-muodossa",
    "en": "this line is not UTF-8. Save the file as UTF-8",
}
SYNTAX: Messages = {
    "sv": "det här är inte Turtle: {found}. Rätta det",
    "fi": "tämä ei ole Turtle-kieltä: {found}. Korjaa se",
    "en": "this is not Turtle: {found}. Correct it",
}
IDENTITY_CODE: Messages = {
    "sv": "på raden finns en personbeteckning. Ta bort den: ingen beskrivning av ett register behöver en sådan",
    "fi": "rivillä on henkilötunnus. Poista se: mikään rekisterin kuvaus ei tarvitse sellaista",
    "en": "this line has a personal identity code. Delete it: no description of a register needs one",
}
TWO_FILES: Messages = {
    "sv": "saken beskrivs redan i {found}. Skriv allt om den i en enda fil",
    "fi": "tämä on jo kuvattu tiedostossa {found}. Kirjoita kaikki siitä yhteen tiedostoon",
    "en": "this subject is already defined in {found}. Write all about it in one file",
}
DIRECTION: Messages = {
    "sv": "en text med skrivriktning kan inte skrivas i alla format. Skriv bara språket",
    "fi": "tekstiä, jolla on kirjoitussuunta, ei voi kirjoittaa kaikissa muodoissa. Kirjoita vain kieli",
    "en": "a text with a direction cannot be written in every format. Write its language tag alone",
}
BLANK_NODE: Messages = {
    "sv": "en blank nod går inte att länka till. Ge den en IRI som :name",
    "fi": "nimettömään solmuun ei voi linkittää. Anna sille IRI, kuten :name",
    "en": "a blank node cannot be linked to. Give it an IRI such as :name",
}
NOT_OWN: Messages = {
    "sv": "subjektet är inte myndighetens eget. Skriv en IRI utan schema, som <id/register/name>",
    "fi": "subjekti ei ole viranomaisen oma. Kirjoita IRI ilman skeemaa, kuten <id/register/name>",
    "en": "this subject is not the authority's own. Write an IRI without a scheme, such as <id/register/name>",
}
LONG_TEXT: Messages = {
    "sv": "texten har {found} tecken. Skriv högst {longest}",
    "fi": "tekstissä on {found} merkkiä. Kirjoita enintään {longest}",
    "en": "this text has {found} characters. Write at most {longest}",
}
MORE_FAULTS: Messages = {
    "sv": "filen har fler fel än de {found} som visas. Rätta dem först",
    "fi": "tiedostossa on muitakin virheitä kuin tässä näkyvät {found}. Korjaa nämä ensin",
    "en": "this file has more errors than the {found} that are shown. Correct these first",
}
CONTROL: Messages = {
    "sv": "i texten finns styrtecknet {found}. Ta bort det",
    "fi": "tekstissä on ohjausmerkki {found}. Poista se",
    "en": "this text has the control character {found}. Delete it",
}
LANGUAGE: Messages = {
    "sv": "språket {found} finns inte i den här katalogen. Skriv {known}",
    "fi": "kieli {found} ei kuulu tähän luetteloon. Kirjoita {known}",
    "en": "the language tag {found} is not one of this catalogue. Write {known}",
}
DATATYPE: Messages = {
    "sv": "datatypen {found} används inte här. Skriv en text med språk, ett datum, ett tal eller true eller false",
    "fi": "tietotyyppi {found} ei ole täällä käytössä. Kirjoita teksti, jolla on kieli, päivä, luku tai true tai false",
    "en": "the datatype {found} is not in use here. Write a text with a language tag, a date, a number or true or "
    "false",
}
ILL_TYPED: Messages = {
    "sv": "värdet är inte av typen {kind}. Skriv till exempel {example}",
    "fi": "arvo ei ole tyyppiä {kind}. Kirjoita esimerkiksi {example}",
    "en": "this is no legal {kind}. Write for example {example}",
}
SCHEME: Messages = {
    "sv": "en IRI som börjar med {found} är inte tillåten här. Skriv en som börjar med {known}",
    "fi": "IRI, jonka alku on {found}, ei ole täällä sallittu. Kirjoita sellainen, jonka alku on {known}",
    "en": "IRIs that begin with {found} are not allowed here. Write one that begins with {known}",
}
INVISIBLE: Messages = {
    "sv": "i IRI:n finns det osynliga tecknet {found}. Ta bort det",
    "fi": "IRI:ssä on näkymätön merkki {found}. Poista se",
    "en": "this IRI has the invisible character {found}. Delete it",
}
