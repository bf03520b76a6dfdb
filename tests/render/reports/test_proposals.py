"""What waits for confirmation, told at a terminal."""

from __future__ import annotations

from dataclasses import replace

from publisher.model.concepts import Concept
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.proposals import Passage, Proposal
from publisher.model.terms import RC
from publisher.render.reports.proposals import Teller
from tests.author.test_proposals import found

SWEDISH = Teller("sv", 60)


def passages(*kinds: str) -> tuple[Passage, ...]:
    """Passages of some kinds, each with a word of its own."""
    return tuple(
        Passage(Concept(str(RC[kind]), Text((Said(kind, ""),))), Text((Said(f"ord {number}", "sv"),)))
        for number, kind in enumerate(kinds)
    )


def shown(proposal: Proposal, teller: Teller = SWEDISH) -> str:
    """All that is shown of a proposal."""
    lines = [*teller.heading(proposal, "[1/1]", 1), *(line for part in teller.parts(proposal) for line in part)]
    return "\n".join(lines)


def test_a_translation_stands_below_what_it_was_made_from() -> None:
    """In every passage; where the words are missing, a dash."""
    text = shown(found()["text-en"])
    assert "  sv  namn\n  fi  nimi\n  en  name" in text
    assert "  sv  Vitsord\n  fi  Arvosanat\n  en  –" in text
    assert "  fi  Oppilaat\n  sv  Elever\n" not in text


def test_a_name_that_nobody_translates_has_no_gap() -> None:
    """Of a classification, the languages that there are."""
    name = found()["name"]
    only = replace(name, passages=(Passage(name.what, Text((Said("Optima", "sv"),))),))
    assert "–" not in shown(only)


def test_a_text_is_shown_part_by_part() -> None:
    """A data group with its items is one; what is longer than the screen is cut; nothing is left out."""
    kinds = ["Statement"] * 3 + ["DataGroup", "DataItem", "DataItem", "DataGroup"] + ["DataItem"] * 10 + ["Statement"]
    text = replace(found()["text-sv"], passages=passages(*kinds))
    parts = SWEDISH.parts(text)
    words = [[line for line in part if "ord" in line] for part in parts]
    assert [len(part) for part in words] == [3, 3, 8, 3, 1]
    assert [line.split()[-1] for part in words for line in part] == [str(number) for number in range(len(kinds))]
    assert SWEDISH.parts(replace(text, passages=())) == [[]]


def test_no_line_is_wider_than_the_screen() -> None:
    """And what goes on is below its beginning."""
    name = found()["name"]
    long = replace(name, passages=(Passage(name.what, Text((Said("ett långt ord " * 20, "sv"),))),))
    lines = shown(long).splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert sum(line.startswith("      ett") or line.startswith("      långt") for line in lines) > 2


def test_nothing_in_the_data_moves_the_terminal() -> None:
    """Nor breaks a line."""
    name = found()["name"]
    hostile = Text((Said("a\x1b[2J\u202e\u2028b\nc", "sv"),))
    lines = shown(replace(name, within=(hostile,), passages=(Passage(name.what, hostile),))).splitlines()
    assert all(line.isprintable() for line in lines)
    assert sum("aU+001B[2JU+202E b c" in line for line in lines) == 2


def test_what_is_asked_and_told_is_in_every_language() -> None:
    """Of a classification, of a translation and of a restated text."""
    told = set()
    for language in LANGUAGES:
        teller = Teller(language, 80)
        for name in ("name", "text-en", "text-sv"):
            proposal = found()[name]
            told |= {teller.question(proposal, 1, 1), teller.question(proposal, 1, 2), shown(proposal, teller)}
        told.add("\n".join(teller.help(proposal.title, "2026-03-02")))
        told.add(teller.done(proposal.title, "2026-03-02", 3, 4))
    assert len(told) == len(LANGUAGES) * (2 + 1 + 3 + 2)
