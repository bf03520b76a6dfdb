"""The languages of the catalogue, and texts in them. A new language is a line here and a folder in `render/locales`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.term import Node

_EU = "http://publications.europa.eu/resource/authority/language/"

LANGUAGES: Mapping[str, URIRef] = {
    "sv": URIRef(_EU + "SWE"),
    "fi": URIRef(_EU + "FIN"),
    "en": URIRef(_EU + "ENG"),
}
"""BCP 47 tag -> concept in the EU language table, in the order in which a reader who states no wish is served."""

DEFAULT = next(iter(LANGUAGES))


@dataclass(frozen=True)
class Said:
    """A text in the language it was found in; `language` is empty when the text has none."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Text:
    """One text in several languages. False when there is none."""

    said: tuple[Said, ...] = ()

    @classmethod
    def of(cls, nodes: Iterable[Node]) -> Text:
        """The text that literals state together; anything that is no literal is passed over."""
        found = {Said(str(n), n.language or "") for n in nodes if isinstance(n, Literal)}
        return cls(tuple(sorted(found, key=lambda s: (_rank(s.language), s.text))))

    def __bool__(self) -> bool:
        return bool(self.said)

    def __iter__(self) -> Iterator[Said]:
        return iter(self.said)

    def in_language(self, language: str) -> Said:
        """The text in a language, else what exists, in its own language, never silently as if it were the wanted one.

        Raises LookupError when there is no text at all.
        """
        for wanted in (language, "", *LANGUAGES):
            for said in self.said:
                if said.language == wanted:
                    return said
        if self.said:
            return self.said[0]
        raise LookupError("there is no text")


NOTHING = Text()
"""No text in any language."""


def _rank(language: str) -> int:
    order = ["", *LANGUAGES]
    return order.index(language) if language in order else len(order)


_NORDIC = str.maketrans("åäö", "{|}")


def alphabetical(name: str) -> str:
    """What a name is sorted by: å, ä and ö come last, as Swedish and Finnish have them."""
    return name.casefold().translate(_NORDIC)
