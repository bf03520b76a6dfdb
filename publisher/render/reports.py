"""Reports for those who answer for a catalogue: pages that stand alone and can be sent, and lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping

from markupsafe import Markup

from publisher.model.completeness import Completeness, Count
from publisher.model.languages import LANGUAGES
from publisher.model.proof import Proof
from publisher.render.pages import environment, locale, stylesheet

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


Found = Mapping[str, tuple[Completeness, ...]]
"""Authority -> the completeness of its registers."""


def completeness_table(found: Found, language: str) -> list[str]:
    """A line for each register, a column for each section and article, and what each register lacks of section 28."""
    t = locale(language)
    lines = []
    for authority, registers in found.items():
        heads = [count.scheme.notation for one in registers[:1] for count in one.counts]
        rows = [[t["register"], *heads, *LANGUAGES], *(_row(one) for one in registers)]
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        lines += [authority, *("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows), ""]
        lines += [line for one in registers for line in _lacking(one, language)]
    return lines


def completeness_json(found: Found) -> str:
    """The same as JSON: for each register, by section and article, the demands by how they are met."""

    def told(count: Count) -> dict[str, object]:
        kinds = {"stated": count.stated, "withheld": count.withheld, "notApplicable": count.not_applicable}
        listed = {name: [d.notation for d in demands] for name, demands in {**kinds, "missing": count.missing}.items()}
        return {"answered": count.answered, "asked": count.asked, **listed}

    registers = [
        {
            "authority": authority,
            "register": one.iri,
            "demands": {count.scheme.name: told(count) for count in one.counts},
            "texts": one.texts,
            "languages": one.languages,
        }
        for authority, own in found.items()
        for one in own
    ]
    return json.dumps({"version": 1, "registers": registers}, ensure_ascii=False, indent=1)


def _row(one: Completeness) -> list[str]:
    counts = [f"{count.answered}/{count.asked}" for count in one.counts]
    return [one.slug, *counts, *(f"{one.languages[tag]}/{one.texts}" for tag in LANGUAGES)]


def _lacking(one: Completeness, language: str) -> list[str]:
    """What a register lacks of what was read in the law, each with what it is good for."""
    return [
        f"{one.slug}: {demand.label.in_language(language)}: {demand.definition.in_language(language)}"
        for count in one.counts
        for demand in count.missing
        if demand.text_read
    ]
