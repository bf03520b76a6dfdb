"""People get to a letter with the keyboard alone, without scripts, in Swedish and in Finnish."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.outside.conftest import HERE, Server

pytestmark = pytest.mark.outside

JOURNEYS = json.loads((HERE / "journeys.json").read_text(encoding="utf-8"))
"""Each begins at the home page; `journey.js` tells what its steps do."""


def test_every_journey_is_walked_in_swedish_and_in_finnish() -> None:
    """By the same steps."""
    steps: dict[str, dict[str, list[str]]] = {}
    for journey in JOURNEYS:
        steps.setdefault(journey["name"], {})[journey["language"]] = [step for step, *_ in journey["steps"]]
    assert len(steps) == 3
    for name, found in steps.items():
        assert set(found) == {"sv", "fi"}, name
        assert found["sv"] == found["fi"], name


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: f"{journey['name']} ({journey['language']})")
def test_the_keyboard_leads_to_a_letter(
    journey: dict[str, Any], server: Server, node: Callable[[str, Any], Any]
) -> None:
    """That names the right register, office and law; on the way each page is what the reader expects."""
    found = node("journey.js", {"base": server.base, "journeys": [journey]})
    assert found["faults"] == []
    assert journey["steps"][-1][0] == "letter"
    assert len(found["letters"]) == 1


def test_a_journey_that_leads_nowhere_is_told(server: Server, node: Callable[[str, Any], Any]) -> None:
    """So that a journey without faults means something."""
    lost = {"name": "lost", "language": "sv", "steps": [["at", "Elsewhere"]]}
    blind = {"name": "blind", "language": "fi", "steps": [["link", "Not there"]]}
    faults = node("journey.js", {"base": server.base, "journeys": [lost, blind]})["faults"]
    assert len(faults) == 2
    assert 'not "Elsewhere"' in faults[0]
    assert 'there is no link "Not there"' in faults[1]
