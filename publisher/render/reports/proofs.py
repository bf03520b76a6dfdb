"""Reports for those who answer for a catalogue: pages that stand alone and can be sent, and lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from publisher.model.completeness import Completeness, Count, Counted, Measures, Overview, steps
from publisher.model.languages import LANGUAGES
from publisher.model.proof import Proof
from publisher.render.pages import day_in, environment, locale
from publisher.render.style import stylesheet

TEMPLATES = ("check.html", "proof.html")
_PURGE_STEPS = 6


def proof_report(proof: Proof, language: str) -> bytes:
    """A proof of non-disclosure as one HTML page in a language, its style inside; it shows no private value."""
    html = (
        environment()
        .get_template("proof.html")
        .render(
            proof=proof,
            summary=proof_summary(proof, language),
            t=locale(language),
            language=language,
            style=Markup(stylesheet().decode()),  # noqa: S704 - the project's own
        )
    )
    return html.encode()


def proof_summary(proof: Proof, language: str) -> list[str]:
    """What a proof says, in a few sentences."""
    t = locale(language)
    compared = t["proof_same"] if proof.is_same else t["proof_differs"]
    searched = t["proof_traces"] if proof.traces else t["proof_no_trace"]
    sentences = [
        t["proof_holds"] if proof.holds else t["proof_fails"],
        compared if proof.compared else t["proof_not_compared"],
        searched.format(searched=len(proof.searched), places=proof.places, traces=len(proof.traces)),
    ]
    return [*sentences, t["proof_common"].format(common=len(proof.common))] if proof.common else sentences


def purge_checklist(language: str) -> list[str]:
    """What a purge cannot reach, and what to do about it."""
    t = locale(language)
    return ["", t["purge_lead"], *(f"- {t[f'purge_{number}']}" for number in range(1, _PURGE_STEPS + 1))]


Found = Mapping[str, Overview]
"""Authority -> the completeness of its registers."""


def completeness_table(found: Found, language: str) -> list[str]:
    """A line for each register and one for all, a column for each section and article; what each lacks of the law as
    it was read; and how each has developed."""
    t = locale(language)
    lines = []
    for authority, overview in found.items():
        registers = overview.registers
        heads = [count.scheme.notation for one in registers[:1] for count in one.counts]
        rows = [[t["register"], *heads, *LANGUAGES], *(_row(one) for one in registers), _sums(overview, language)]
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        lines += [authority, *("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows), ""]
        lines += [*(line for one in registers for line in _lacking(one, language)), ""]
        schemes = {count.scheme.name: count.scheme.notation for one in registers for count in one.counts}
        histories = [*((one.slug, one.history) for one in registers), (t["all_registers"], overview.history)]
        lines += [t["trend"], *(f"{name}: {_trend(told, schemes, language)}" for name, told in histories), ""]
    return lines[:-1]


def completeness_json(found: Found) -> str:
    """The same as JSON: by section and article the demands by how they are met, and what was answered when."""
    registers = [
        {
            "authority": authority,
            "register": one.iri,
            "demands": {count.scheme.name: _told(count) for count in one.counts},
            "texts": one.texts,
            "languages": one.languages,
            "history": _history(one.history),
        }
        for authority, overview in found.items()
        for one in overview.registers
    ]
    catalogues = [
        {"authority": authority, "demands": _answers(overview.answers), "history": _history(overview.history)}
        for authority, overview in found.items()
    ]
    told = {"version": 1, "registers": registers, "catalogues": catalogues}
    return json.dumps(told, ensure_ascii=False, indent=1)


def _told(count: Count) -> dict[str, object]:
    kinds = {"stated": count.stated, "withheld": count.withheld, "notApplicable": count.not_applicable}
    listed = {name: [d.notation for d in demands] for name, demands in {**kinds, "missing": count.missing}.items()}
    return {"answered": count.answered, "asked": count.asked, **listed}


def _answers(answers: Measures) -> dict[str, dict[str, int]]:
    return {name: {"answered": answered, "asked": asked} for name, (answered, asked) in answers.items()}


def _history(history: tuple[Counted, ...]) -> list[dict[str, object]]:
    """Each publication; one that was not counted has null."""
    return [{"time": one.time, "demands": None if one.answers is None else _answers(one.answers)} for one in history]


def _row(one: Completeness) -> list[str]:
    counts = [f"{count.answered}/{count.asked}" for count in one.counts]
    return [one.slug, *counts, *(f"{one.languages[tag]}/{one.texts}" for tag in LANGUAGES)]


def _sums(overview: Overview, language: str) -> list[str]:
    names = [f"answered-{count.scheme.name}" for one in overview.registers[:1] for count in one.counts]
    measures = overview.measures
    sums = (measures.get(name, (0, 0)) for name in (*names, *(f"texts-{tag}" for tag in LANGUAGES)))
    return [locale(language)["all_registers"], *(f"{value}/{most}" for value, most in sums)]


def _trend(history: tuple[Counted, ...], schemes: Mapping[str, str], language: str) -> str:
    """Since when something is counted, and from what to what it has come."""
    t = locale(language)
    counted = [one for one in history if one.answers is not None]
    if not counted:
        return t["trend_uncounted"] if history else t["trend_unpublished"]
    ways = []
    for name, notation in schemes.items():
        came_to = [f"{value[0]}/{value[1]}" for _, value in steps(counted, name) if value]
        if len(came_to) > 1:
            ways.append(f"{notation} {' → '.join(came_to)}")
    told = t["trend_since"].format(day=day_in(language, counted[0].time), ways=", ".join(ways) or t["trend_same"])
    missed = len(history) - len(counted)
    gaps = t["trend_missed"].format(number=missed)
    return f"{told} ({gaps})" if missed else told


def _lacking(one: Completeness, language: str) -> list[str]:
    """What a register lacks of what was read in the law, each with what it is good for."""
    return [
        f"{one.slug}: {demand.label.in_language(language)}: {demand.definition.in_language(language)}"
        for act in one.acts
        for demand in act.met.missing
    ]
