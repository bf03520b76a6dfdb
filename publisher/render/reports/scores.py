"""The score of a catalogue as lines for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from publisher.model.mqa import CatalogueScore, DatasetScore, Metric, Missed, Why, assessment
from publisher.model.terms import short
from publisher.render.pages import locale

_LONGEST = 300
_TOLD: tuple[Why, ...] = ("unstated", "unlisted", "unmet", "unanswered", "elsewhere", "opening")
"""In this order: what the authority can do something about comes first."""


def score_lines(found: CatalogueScore, language: str) -> list[str]:
    """The average with its dimensions, what is wrong with the catalogue itself, and each dataset with what it lacks."""
    t = locale(language)
    lines = [
        _plain(found.url),
        f"{_of(found, language)}. {t['score_average'].format(number=len(found.datasets))}",
        *(f"  {line}" for line in _dimensions(found, language)),
    ]
    if found.within_reach < assessment().best:
        lines.append(t["score_reach"].format(points=found.within_reach))
    if found.faults:
        lines += ["", t["score_faults"], *(f"  {_plain(fault)}" for fault in found.faults)]
    for dataset in found.datasets:
        lines += ["", *_dataset(dataset, language)]
    return lines


def score_json(found: CatalogueScore, language: str) -> str:
    """The same for machines: numbers, and of each dataset the metrics without points, why, and what to write."""
    told = {
        "version": 1,
        "url": found.url,
        **_numbers(found),
        "faults": found.faults,
        "datasets": [
            {
                "iri": dataset.iri,
                "title": {said.language or "und": said.text for said in dataset.title},
                "file": assessment().file_of(dataset.iri) or None,
                **_numbers(dataset),
                "missed": [_missed(one, language) for one in dataset.missed],
            }
            for dataset in found.datasets
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _numbers(one: CatalogueScore | DatasetScore) -> dict[str, object]:
    table = assessment()
    return {
        "points": one.points,
        "best": table.best,
        "band": table.band(one.points),
        "withinReach": one.within_reach,
        "dimensions": {
            name: {"points": one.in_dimension(name), "best": best} for name, best in table.dimensions.items()
        },
    }


def _missed(one: Missed, language: str) -> dict[str, object]:
    return {
        "metric": one.metric.name,
        "points": one.metric.points,
        "why": one.why,
        "found": one.found or None,
        "write": locale(language)[f"score_write_{one.metric.name}"],
    }


def _of(one: CatalogueScore | DatasetScore, language: str) -> str:
    table, t = assessment(), locale(language)
    band = t[f"score_band_{table.band(one.points)}"]
    return t["score_of"].format(points=one.points, best=table.best, band=band)


def _dimensions(one: CatalogueScore | DatasetScore, language: str) -> Iterator[str]:
    for name, best in assessment().dimensions.items():
        yield f"{locale(language)[f'score_dimension_{name}']} {one.in_dimension(name)}/{best}"


def _dataset(dataset: DatasetScore, language: str) -> Iterator[str]:
    t = locale(language)
    if dataset.title:
        yield _plain(dataset.title.in_language(language).text)
    yield _plain(dataset.iri)
    yield f"  {_of(dataset, language)}: {', '.join(_dimensions(dataset, language))}"
    if (file := assessment().file_of(dataset.iri)) and dataset.missed:
        yield f"  {t['score_file'].format(file=file)}"
    if not dataset.has_distribution and not dataset.is_public:
        yield f"  {t['score_closed']}"
    for why in _TOLD:
        if missed := dataset.because(why):
            points = sum(one.metric.points for one in missed)
            yield f"  {t[f'score_why_{why}'].format(points=points)}"
            if why == "opening":
                yield f"    {', '.join(_names(missed))}"
            else:
                yield from (f"    {_line(one, t)}" for one in missed)


def _names(missed: tuple[Missed, ...]) -> dict[str, None]:
    """What is missing, by its properties, each once."""
    return dict.fromkeys(_properties(one.metric) for one in missed)


def _properties(metric: Metric) -> str:
    return " / ".join(short(str(name)) for name in metric.properties)


def _line(one: Missed, t: Mapping[str, str]) -> str:
    if one.why == "elsewhere":
        return f"{one.metric.points:>2}  {_plain(one.found)}"
    found = f" ({_plain(one.found)})" if one.found else ""
    return f"{one.metric.points:>2}  {t[f'score_write_{one.metric.name}']}{found}"


def _plain(text: str) -> str:
    """A text of others on one line, of bounded length, with nothing in it that a terminal would obey."""
    seen = "".join(character if character.isprintable() else " " for character in text)
    return seen if len(seen) <= _LONGEST else seen[:_LONGEST] + "…"
