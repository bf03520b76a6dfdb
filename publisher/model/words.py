"""Words of Swedish, Finnish and English texts, as a search knows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

_STEMMERS = {"sv": "swedish", "fi": "finnish", "en": "english"}
_UNIT = re.compile(r"\w+(?:[-\u2010\u2011'’\u00ad]+\w+)*")
_JOINING = re.compile(r"[-\u2010\u2011'’\u00ad]+")
_NEEDLESS = str.maketrans("", "", "\u00ad\u200b\u2060")
_LONGEST = 60
_VOWELS = "aeiouyäö"
_BENT = {"ks": "s", "ud": "us", "yd": "ys", "ut": "us", "yt": "ys", "d": "t"}
"""What stems of Finnish words end in when the words are bent, and what they end in when not: `ehdot`, `ehto`."""

_SHORTEST_BENT = 5

_SMALL = {
    "sv": "att av de den det där en ett för har i jag med min mina mitt mig om och på som till vad var vem vilka "
    "vilken vilket är",
    "fi": "ei että he ja joka jossa ketkä kuka kun mikä millä minua minun minusta missä mitkä mitä mun on onko "
    "ovat se tai",
    "en": "a an and are do does for has have i in is it me my of on or the to what where which who whose with",
}
PASSED_OVER = frozenset(word for small in _SMALL.values() for word in small.split())
"""Words that questions are made with: with others they ask for nothing of their own."""


class Word(NamedTuple):
    """A word where it stands in a text: its forms as a search knows them, the whole first, and its place."""

    forms: tuple[str, ...]
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text. One with a hyphen, of whatever kind, is also known without it, and by its parts."""
    for found in _UNIT.finditer(text):
        parts = [normal(part) for part in _JOINING.split(found[0])]
        whole = normal("".join(parts))[:_LONGEST]
        if whole:
            several = [part[:_LONGEST] for part in parts if len(part) > 1] if len(parts) > 1 else []
            yield Word((whole, *several), found.start(), found.end())


def normal(text: str) -> str:
    """A word in the form in which words are compared: small letters, composed, without soft hyphens."""
    return unicodedata.normalize("NFC", text.translate(_NEEDLESS).casefold())


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word without the marks on its letters, for who has no such keys: `å` as `a`."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a word by the rules of Snowball for a language; the word itself in a language without such rules.

    Finnish words whose consonants change when they are bent have one stem: `tunnus`, `tunnuksen`.
    """
    stemmer = _stemmer(language)
    found = stemmer.stemWord(word) if stemmer else word
    return _unbent(found) if language == "fi" else found


def _unbent(stem: str) -> str:
    """A Finnish stem without a last vowel, and with the consonant before it that the word has when it is not bent."""
    if len(stem) < _SHORTEST_BENT:
        return stem
    root = stem.rstrip(_VOWELS)
    ending = next((bent for bent in _BENT if root.endswith(bent)), "")
    return root.removesuffix(ending) + _BENT.get(ending, "")


@lru_cache
def _stemmer(language: str) -> snowballstemmer.stemmer | None:
    return snowballstemmer.stemmer(_STEMMERS[language]) if language in _STEMMERS else None
