"""Letters read as approved, hold all that was asked, and are opened by mail programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import hypothesis.strategies as st
import pytest
from hypothesis import given

from publisher.model.asking import DOCUMENT, OWN, Facts
from publisher.model.languages import LANGUAGES
from publisher.model.request import ANSWERS, Typed
from publisher.render.asking import Letter
from publisher.render.letters import LONGEST_MAIL, compose, mail_link, must_sign
from publisher.render.pages import locale
from tests.asking import BARE, FULL

APPROVED = Path(__file__).parent / "approved" / "letters"
DAY = dt.date(2026, 11, 26)
CASES: dict[str, tuple[Facts, str, Typed]] = {
    "document": (
        FULL,
        DOCUMENT,
        Typed(
            parts=("pupils-name", "guardian-telephone", "results"),
            keys=("123/2026", ""),
            words="Beslut om skolskjuts\ni norra Exempelstad",
            since="2026-01-01",
            until="2026-06-30",
            email="asa@example.fi",
            answer="email",
        ),
    ),
    "document.nameless": (FULL, DOCUMENT, Typed(words="protokoll", until="2026-06-30")),
    "document.bare": (BARE, DOCUMENT, Typed(words="allt", name="Åsa Öberg", telephone="044", answer="telephone")),
    "own": (
        FULL,
        OWN,
        Typed(name="Åsa Öberg", address="Storgatan 1\n68600 Exempelstad", answer="post", since="2026-01-01"),
    ),
    "own.other": (
        FULL,
        OWN,
        Typed(parts=("pupils", "pupils-name"), name="Åsa Öberg", other="Ö. Öberg", answer="visit"),
    ),
    "own.bare": (BARE, OWN, Typed(name="Åsa Öberg")),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_letter_reads_as_approved(case: str, language: str, approved: Callable[[Path, str], None]) -> None:
    facts, track, typed = CASES[case]
    letter = compose(facts, track, typed, language, DAY)
    lines = [f"To: {', '.join(letter.to)}", f"Subject: {letter.subject}", "", letter.text]
    approved(APPROVED / f"{case}.{language}.txt", "\n".join(lines))


def test_a_signature_is_asked_for_only_where_the_register_demands_it() -> None:
    """And only for own data: its notice is about that."""
    assert must_sign(FULL, OWN)
    assert not must_sign(FULL, DOCUMENT)
    assert not must_sign(BARE, OWN)
    for facts, track in ((FULL, DOCUMENT), (BARE, OWN), (replace(FULL, notice=None), OWN)):
        assert locale("sv")["letter_signature"] not in compose(facts, track, Typed(name="x"), "sv", DAY).text


@given(
    st.sampled_from(list(LANGUAGES)),
    st.sampled_from([DOCUMENT, OWN]),
    st.sampled_from([FULL, BARE]),
    st.sampled_from(["", *ANSWERS]),
    st.lists(st.sampled_from(list(FULL.all_parts())), unique=True),
)
def test_a_letter_holds_what_was_asked_and_names_each_part_under_its_group(
    language: str, track: str, facts: Facts, answer: str, parts: list[str]
) -> None:
    typed = Typed(parts=tuple(parts), keys=("KEY-1", "KEY-2"), words="WORDS", name="NAME", email="MAIL", answer=answer)
    letter = compose(facts, track, typed, language, DAY)
    assert facts.iri in letter.text
    assert facts.authority.name.text in letter.text
    assert all(word in letter.text for word in ("WORDS", "NAME", "MAIL"))
    assert letter.text.endswith("\n")
    assert "\n\n\n" not in letter.text
    if facts is FULL:
        assert "KEY-1" in letter.text
        for name in parts:
            assert FULL.all_parts()[name][0].label.in_language(language).text in letter.text


def test_a_mail_link_is_read_back_as_the_letter() -> None:
    """By RFC 6068: lines end with CRLF, and nothing of a text becomes a header."""
    letter = Letter(("a@b.fi", "c+d@e.fi"), "Ärende & fråga? #1", "Hej!\n\n50 % & mer: bcc=x@y\n")
    link, is_whole = mail_link(letter, "sv")
    parts = urlsplit(link)
    found = parse_qs(parts.query, strict_parsing=True)
    assert is_whole
    assert (parts.scheme, [unquote(to) for to in parts.path.split(",")]) == ("mailto", list(letter.to))
    assert found == {"subject": [letter.subject], "body": [letter.text.replace("\n", "\r\n")]}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=5000), st.text(max_size=500).map(ascii))
def test_a_mail_link_is_never_too_long(text: str, subject: str) -> None:
    """A long letter is pasted in by hand, and the mail says so."""
    link, is_whole = mail_link(Letter(("a@b.fi",), subject, text), "fi")
    assert len(link) <= LONGEST_MAIL
    body = parse_qs(urlsplit(link).query, keep_blank_values=True)["body"][0]
    assert body == (text.replace("\n", "\r\n") if is_whole else locale("fi")["letter_paste"])


def test_a_letter_without_an_address_opens_a_mail_without_one() -> None:
    link, _ = mail_link(compose(BARE, DOCUMENT, Typed(words="x"), "en", DAY), "en")
    assert link.startswith("mailto:?subject=")
