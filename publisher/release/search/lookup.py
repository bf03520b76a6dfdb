"""Looks up what is asked in the search index of a release."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import compress, islice
from pathlib import Path
from typing import Any, NamedTuple

from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.passages import OPEN, SAID, TITLE
from publisher.model.search import FACETS, Found, Hit, Query, Snippet, Value
from publisher.model.words import PASSED_OVER, words
from publisher.release.database import Database
from publisher.release.search.numbers import Numbers, bits_of, selectors, shared, union, unpack
from publisher.release.search.snippets import Told, snippet
from publisher.release.search.vocabulary import FOLDED, Vocabulary

PAGE = 20
"""Registers on a page."""

MOST_WORDS = 12
"""Words that are asked for at once; the rest of a longer question is passed over."""

_COST = {TITLE: 0, SAID: 1, OPEN: 4}
"""How much farther from the top a register comes by where a word stands; how well the word fits is added."""

_WORST = max(_COST.values()) + FOLDED
_AT_ONCE = 500
_MOST_SHOWN = 12
_SNIPPETS = 3


@dataclass(frozen=True)
class _Term:
    """A word that is asked for: the words that answer to it, each with how well it does (0 is best)."""

    asked: str
    answers: Mapping[str, int]


@dataclass(frozen=True)
class _Value:
    """A value of a facet; `label` is told as JSON, `count` is how many registers have it in all."""

    key: str
    label: str
    count: int
    registers: Numbers


class _Met(NamedTuple):
    """A passage, the numbers of the terms that are found in it, and how well the best of them is."""

    terms: frozenset[int]
    tier: int
    place: int
    told: Told


class SearchIndex:
    """The search index of a release."""

    def __init__(self, file: Path) -> None:
        self._database = Database(file)
        self._vocabulary = Vocabulary(self._database)

    def find(self, query: Query, language: str) -> Found:
        """What a query finds, for a reader of a language. Raises ReleaseError when the index cannot be read."""
        terms = list(islice(self._terms(query.text), MOST_WORDS))
        narrowed, unknown = self._narrowed(query.chosen)
        buckets = list(self._buckets(terms, narrowed))
        is_partly = len(terms) > 1 and not any(buckets)
        if is_partly:
            buckets = list(self._partly(terms, narrowed))
        result = 0
        for bucket in buckets:
            result |= bucket
        total = result.bit_count()
        shown = self._page(buckets, (query.page - 1) * PAGE, language)
        missing = tuple(term.asked for term in terms if not term.answers)
        return Found(
            total=total,
            pages=max(1, -(-total // PAGE)),
            hits=tuple(self._hit(number, terms, language) for number in shown),
            facets=self._counted(result, query.chosen),
            instead=self._instead(terms) if missing else (),
            unknown=unknown,
            missing=missing,
            is_partly=is_partly and total > 0,
        )

    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys of all values of each facet. Raises ReleaseError when the index cannot be read."""
        rows = self._database.rows("SELECT facet, key FROM value ORDER BY facet, key")
        return {facet: tuple(key for one, key in rows if one == facet) for facet in FACETS}

    def _terms(self, text: str) -> Iterator[_Term]:
        """The words that are asked for. One with a hyphen that is found nowhere is asked for by its parts."""
        asked = list(islice(words(text), MOST_WORDS))
        telling = [word for word in asked if word.forms[0] not in PASSED_OVER]
        seen: set[str] = set()
        for word in telling or asked:
            whole, *parts = word.forms
            answers = self._vocabulary.answers(whole)
            for one in [whole] if answers or not parts else parts:
                if one not in seen:
                    seen.add(one)
                    yield _Term(one, answers if one == whole else self._vocabulary.answers(one))

    def _buckets(self, terms: Sequence[_Term], narrowed: int) -> Iterator[int]:
        """The registers in which all terms are found, the better before the worse: each counts by its worst."""
        if not terms:
            yield narrowed
            return
        if not all(term.answers for term in terms):
            return
        levels = [self._levels(term) for term in terms]
        reached = [0] * len(terms)
        seen = 0
        for level in range(_WORST + 1):
            now = narrowed
            for number, term in enumerate(levels):
                reached[number] |= term.get(level, 0)
                now &= reached[number]
            yield now & ~seen
            seen |= now

    def _partly(self, terms: Sequence[_Term], narrowed: int) -> Iterator[int]:
        """The registers in which some terms are found, those with more of them first."""
        at_least = [narrowed] + [0] * len(terms)
        for term in terms:
            found = 0
            for registers in self._levels(term).values():
                found |= registers
            for several in range(len(terms), 0, -1):
                at_least[several] |= at_least[several - 1] & found
        for several in range(len(terms), 0, -1):
            yield at_least[several] & ~(at_least[several + 1] if several < len(terms) else 0)

    def _levels(self, term: _Term) -> dict[int, int]:
        """The registers that a term is found in, by how far it is from a word of their titles."""
        found: dict[int, list[bytes]] = {}
        answers = list(term.answers)
        for start in range(0, len(answers), _AT_ONCE):
            some = answers[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT word, kind, registers FROM word WHERE word IN ({marks})"  # noqa: S608 - only marks
            for word, kind, registers in self._database.rows(query, *some):
                found.setdefault(term.answers[word] + _COST[kind], []).append(registers)
        return {level: union(sets, self._everything) for level, sets in found.items()}

    def _page(self, buckets: Iterable[int], skipped: int, language: str) -> list[int]:
        """The numbers on a page, from those that come first in the language within each bucket."""
        shown: list[int] = []
        for bucket in buckets:
            count = bucket.bit_count()
            if skipped >= count:
                skipped -= count
                continue
            selected = selectors(bucket, self._everything)
            order = self._orders[language]
            ordered = compress(order, map(selected.__getitem__, order))
            shown += islice(ordered, skipped, skipped + PAGE - len(shown))
            skipped = 0
            if len(shown) == PAGE:
                break
        return shown

    def _narrowed(self, chosen: Iterable[tuple[str, str]]) -> tuple[int, tuple[tuple[str, str], ...]]:
        """The registers that have all chosen values, and the values that there are none of."""
        result, unknown = (1 << self._everything) - 1, []
        for facet, key in chosen:
            value = self._facets.get(facet, {}).get(key)
            if value is None:
                unknown.append((facet, key))
            else:
                result &= bits_of(value.registers)
        return result, tuple(unknown)

    def _counted(self, result: int, chosen: Collection[tuple[str, str]]) -> dict[str, tuple[Value, ...]]:
        """The values of each facet that registers found have, the most frequent first; those that are chosen always."""
        is_all = result.bit_count() == self._everything
        selected = selectors(result, self._everything)
        found: dict[str, tuple[Value, ...]] = {}
        for facet in FACETS:
            counted = (
                (
                    (facet, value.key) not in chosen,
                    -(value.count if is_all else shared(value.registers, result, selected)),
                    value,
                )
                for value in self._facets.get(facet, {}).values()
            )
            kept = ((is_free, count, value) for is_free, count, value in counted if count or not is_free)
            best = nsmallest(_MOST_SHOWN, kept, key=lambda one: (one[0], one[1], one[2].key))
            found[facet] = tuple(
                Value(value.key, _text(json.loads(value.label)), -count, not is_free) for is_free, count, value in best
            )
        return found

    def _instead(self, terms: Sequence[_Term]) -> tuple[str, ...]:
        """What may have been meant: the question with nearest words in the place of those that are found nowhere."""
        nearest = {term.asked: self._vocabulary.nearest(term.asked) for term in terms if not term.answers}
        said = []
        for number in range(max(map(len, nearest.values()))):
            meant = [
                near[min(number, len(near) - 1)] if (near := nearest.get(term.asked, [term.asked])) else ""
                for term in terms
            ]
            said.append(" ".join(word for word in meant if word))
        return tuple(dict.fromkeys(said))

    def _hit(self, number: int, terms: Sequence[_Term], language: str) -> Hit:
        ((iri, told),) = self._database.rows("SELECT iri, told FROM register WHERE number = ?", number)
        title, description, authority = json.loads(told)
        snippets = self._snippets(number, terms, language) if terms else ()
        return Hit(iri, _text(title), _text(description), Said(*authority), snippets)

    def _snippets(self, number: int, terms: Sequence[_Term], language: str) -> tuple[Snippet, ...]:
        """The texts of a register in which most terms are found, and those in other languages with what they lack."""
        own = "SELECT * FROM passage WHERE number = ? AND language IN (?, '') ORDER BY place"
        others = "SELECT * FROM passage WHERE number = ? AND language NOT IN (?, '') ORDER BY place"
        best = _best(_met(self._database.rows(own, number, language), terms))
        seen = {term for met in best for term in met.terms}
        if len(seen) < len(terms):
            more = _best(_met(self._database.rows(others, number, language), terms))
            best = [*best[: _SNIPPETS - 1], *(met for met in more if met.terms - seen)]
        answers = [term.answers for term in terms]
        return tuple(snippet(met.told, answers) for met in best[:_SNIPPETS])

    @cached_property
    def _everything(self) -> int:
        return int(self._database.rows("SELECT count(*) FROM register")[0][0])

    @cached_property
    def _orders(self) -> Mapping[str, Sequence[int]]:
        """The numbers of all registers in the order of their titles in each language."""
        rows = self._database.rows("SELECT language, numbers FROM title")
        found = {language: array("I", numbers) for language, numbers in rows}
        return {language: found[language] for language in LANGUAGES}

    @cached_property
    def _facets(self) -> Mapping[str, Mapping[str, _Value]]:
        found: dict[str, dict[str, _Value]] = {}
        for facet, key, label, count, registers in self._database.rows("SELECT * FROM value ORDER BY facet, key"):
            found.setdefault(facet, {})[key] = _Value(key, label, count, unpack(registers))
        return found


def _met(rows: Iterable[tuple[Any, ...]], terms: Sequence[_Term]) -> Iterator[_Met]:
    """The passages in which terms are found, but for titles."""
    for _, place, iri, kind, language, text, within, forms in rows:
        known = forms.split()
        tiers = [_tier(term, known) for term in terms]
        met = frozenset(number for number, tier in enumerate(tiers) if tier < _WORST)
        if met and kind != TITLE:
            yield _Met(met, min(tiers), place, Told(iri, kind, language, text, within))


def _tier(term: _Term, known: Collection[str]) -> int:
    """How well the best of some words answers to a term."""
    if term.answers.keys().isdisjoint(known):
        return _WORST
    return min(term.answers[word] for word in known if word in term.answers)


def _best(found: Iterable[_Met]) -> list[_Met]:
    """The best passages first; of several about one part of a register the first of those with most terms."""
    first: dict[tuple[str, str], _Met] = {}
    for met in sorted(found, key=lambda m: (-len(m.terms), m.told.kind, m.tier, m.place)):
        part = (met.told.iri, "" if "#" in met.told.iri else met.told.text)
        known = first.setdefault(part, met)
        if len(met.terms) == len(known.terms) and met.place < known.place:
            first[part] = met
    return list(first.values())


def _text(told: Iterable[Sequence[str]]) -> Text:
    return Text(tuple(Said(text, language) for text, language in told))
