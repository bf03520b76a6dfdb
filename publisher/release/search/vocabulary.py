"""All words of a search index: which of them answer to a word that is asked for, and which are nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, takewhile

from publisher.model.languages import LANGUAGES
from publisher.model.words import folded, stem
from publisher.release.database import Database

EXACT, STEM, PREFIX, INSIDE, FOLDED = range(5)
"""How a word answers to one that is asked for, the best first: it is the same, has the same stem, begins with it, has
it inside, or does one of these but for the marks on its letters."""

_SHORTEST_PREFIX = 2
_SHORTEST_INSIDE = 4
_SHORTEST_SPELT = 4
_LONG = 7
"""Letters from which a word may differ in two places from one that was meant."""

_MOST_ALIKE = 1000
_LONGEST = 124
"""Characters of a line; of a longer one, at the end of what is looked at, the rest is not needed."""

_MOST_NEAR = 3
_LAST = "\U0010ffff"


class Vocabulary:
    """The words of an index: a line for each, without marks on its letters first if it has some."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answers(self, word: str) -> dict[str, int]:
        """The words that answer to one that is asked for, each with how well. Who writes marks means them."""
        found: dict[str, int] = {}
        plain = folded(word)
        own = [f"{language}:{stem(word, language)}" for language in LANGUAGES]
        found.update((one, STEM) for one in self._formed(own))
        if plain == word:
            without = [f"{language}?{stem(word, language)}" for language in LANGUAGES]
            for one in self._formed(without):
                found.setdefault(one, FOLDED)
        if self.has(word):
            found[word] = EXACT
        if len(word) >= _SHORTEST_PREFIX:
            self._add(found, word, PREFIX, self._beginning(plain))
        if len(word) >= _SHORTEST_INSIDE:
            self._add(found, word, INSIDE, islice(self._holding(plain), _MOST_ALIKE))
        return found

    def has(self, word: str) -> bool:
        """Whether there is such a word."""
        return bool(self._database.rows("SELECT 1 FROM spelling WHERE word = ?", word))

    def nearest(self, word: str) -> list[str]:
        """The words that may have been meant by one that there is none like: others of its letters, or its parts."""
        if len(word) < _SHORTEST_SPELT:
            return []
        most = 2 if len(word) >= _LONG else 1
        letters, near = set(word), list[tuple[int, str]]()
        for one in self._alike(word, most):
            own = set(one)
            if len(letters - own) <= most >= len(own - letters) and (far := distance(word, one, most)) <= most:
                near.append((far, one))
        return [one for _, one in sorted(near)[:_MOST_NEAR]] or self._parts(word)

    def _alike(self, word: str, most: int) -> set[str]:
        """The words of about the same length that begin or end as a word does."""
        part = max(2, len(word) // 3)
        bounds = (len(word) - most, len(word) + most)
        begin, end = word[:part], word[: -part - 1 : -1]
        alike = "SELECT word FROM spelling WHERE length(word) BETWEEN ? AND ? AND "
        found = self._database.rows(f"{alike} word >= ? AND word < ?", *bounds, begin, begin + _LAST)
        found += self._database.rows(f"{alike} backwards >= ? AND backwards < ?", *bounds, end, end + _LAST)
        return {one for (one,) in found}

    def _parts(self, word: str) -> list[str]:
        """The longest words that a word begins and ends with."""
        ends = range(len(word) - 1, _SHORTEST_SPELT - 1, -1)
        first = next((word[:end] for end in ends if self.has(word[:end])), None)
        last = next((word[-end:] for end in ends if self.has(word[-end:])), None)
        return [part for part in dict.fromkeys((first, last)) if part]

    def _add(self, found: dict[str, int], word: str, tier: int, lines: Iterable[str]) -> None:
        for line in lines:
            plain, _, own = line.rpartition(" ")
            if own.startswith(word) if tier == PREFIX else word in own:
                found.setdefault(own, tier)
            elif word in plain:
                found.setdefault(own, FOLDED)

    def _formed(self, forms: Sequence[str]) -> list[str]:
        marks = ",".join("?" * len(forms))
        query = f"SELECT word FROM form WHERE form IN ({marks}) ORDER BY word"  # noqa: S608 - only marks
        return [word for (word,) in self._database.rows(query, *forms)]

    def _beginning(self, part: str) -> list[str]:
        """The lines that begin with a part; they stand together."""
        start = self._all.find(f"\n{part}")
        if start < 0:
            return []
        lines = self._all[start + 1 : start + 1 + _MOST_ALIKE * _LONGEST].split("\n", _MOST_ALIKE)
        return list(takewhile(lambda line: line.startswith(part), lines[:_MOST_ALIKE]))

    def _holding(self, part: str) -> Iterator[str]:
        """Lines that hold a part."""
        everything = self._all
        place = everything.find(part)
        while place >= 0:
            end = everything.find("\n", place)
            yield everything[everything.rfind("\n", 0, place) + 1 : end]
            place = everything.find(part, end)

    @cached_property
    def _all(self) -> str:
        """All words, each in a line of its own."""
        found = self._database.rows("SELECT word, plain FROM spelling")
        lines = sorted(word if plain == word else f"{plain} {word}" for word, plain in found)
        return "\n" + "".join(f"{line}\n" for line in lines)


def distance(one: str, other: str, most: int) -> int:
    """In how many places two words differ: a letter more, less or another, or two in each other's place.

    More than `most` is told as `most + 1`.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return min(last[-1], most + 1)
