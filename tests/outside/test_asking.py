"""A real browser asks: by keyboard alone and without JavaScript, from a register to a letter."""

from __future__ import annotations

import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from publisher.model.languages import LANGUAGES
from tests.outside.conftest import HERE, Server

pytestmark = pytest.mark.outside

OWN = "register=optima/primus-wilma-kurre&track=own"
FORMS = ("", "register=nix", OWN, "register=optima/tweb-valmu&track=document")


def test_people_leave_with_a_letter(server: Server, node: Callable[[str, Any], Any]) -> None:
    """A guardian in Swedish and in Finnish, and a journalist; and every page of it is accessible and prints right."""
    guardian = {"from": "/optima/register/primus-wilma-kurre.{}.html", "link": OWN}
    fields = {"words": "frånvaro", "name": "Åsa Öberg", "other": "Ö. Öberg"}
    journalist = {
        "from": "/optima/register/tweb-valmu.sv.html",
        "link": "register=optima/tweb-valmu&track=document",
        "fields": {"part": True, "words": "protokoll 2025"},
    }
    guardians = [{**guardian, "from": guardian["from"].format(tag), "fields": fields} for tag in ("sv", "fi")]
    found = node("browse_asking.js", {"base": server.base, "journeys": [*guardians, journalist]})
    assert found["faults"] == []
    for letter in found["letters"][:2]:
        assert all(f"\n{text}" in letter or f": {text}" in letter for text in fields.values())
    assert "protokoll 2025" in found["letters"][2]


def test_pages_of_asking_are_valid_html(server: Server, tmp_path: Path) -> None:
    """By the checker of the specification's editors: where one begins, forms, faults and letters."""
    for language in LANGUAGES:
        for number, query in enumerate(FORMS):
            for name, form in (("get", None), ("fault", {"email": "x"}), ("letter", {"name": "x", "words": "y"})):
                address = f"{server.base}/ask.{language}.html?{query}"
                (tmp_path / f"{language}.{number}.{name}.html").write_bytes(answer(address, form))
    jar = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "gnu", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout + told.stderr == ""


def answer(address: str, form: dict[str, str] | None) -> bytes:
    """What a page answers, by POST when there is a form; an error has a page too."""
    try:
        with urllib.request.urlopen(address, urlencode(form).encode() if form else None) as found:
            return bytes(found.read())
    except urllib.error.HTTPError as error:
        return error.read()
