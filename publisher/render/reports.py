"""Reports for those who answer for a catalogue: pages that stand alone and can be sent, and lines for a terminal."""

from __future__ import annotations

from markupsafe import Markup

from publisher.model.proof import Proof
from publisher.render.pages import environment, locale, stylesheet

TEMPLATES = ("proof.html",)
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
