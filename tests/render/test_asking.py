"""Pages of asking hold for a register that tells nothing, and for hostile texts in one that tells all."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from publisher.model.asking import DOCUMENT, OWN, TRACKS, Deadlines, Facts, ListedAuthority, Listing
from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.request import Fault, Typed
from publisher.render.addresses import Addresses
from publisher.render.asking import AskPage, Letter, LetterPage, RequestPage
from publisher.render.frame import Frame
from publisher.render.pages import Page, Pages, locale
from tests.asking import BARE, FULL
from tests.conftest import BASE
from tests.html import PageReader

HOSTILE = "</textarea></pre></option><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
ADDRESSES = Addresses(Base(BASE), {"full": Base(f"{BASE}full/"), "bare": Base(f"{BASE}bare/")})


def rendered(page: Page, language: str) -> PageReader:
    """A page, which is read to its end."""
    shell = Frame(ADDRESSES, "/style.css").shell(f"{BASE}ask", language, query="?register=x")
    return PageReader.of(Pages(ADDRESSES).render(page, shell))


def pages(facts: Facts, track: str, typed: Typed) -> list[Page]:
    """The form, and the letter."""
    letter = Letter(("a@b.fi",), typed.name, typed.words)
    return [
        RequestPage(facts, track, Deadlines(()), typed, typed.faults(track)),
        LetterPage(facts, track, typed, letter, "mailto:a@b.fi", True, "2026-11-26", ()),
    ]


def hostile(thing: Any) -> Any:
    """Facts in which every text is hostile."""
    if isinstance(thing, Text):
        return Text((Said(HOSTILE, "sv"),)) if thing else thing
    if isinstance(thing, Said):
        return Said(HOSTILE, thing.language)
    if isinstance(thing, tuple):
        return tuple(hostile(one) for one in thing)
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        changed = {f.name: hostile(getattr(thing, f.name)) for f in dataclasses.fields(thing)}
        return dataclasses.replace(thing, **changed)
    return thing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("track", TRACKS)
def test_a_register_that_tells_nothing_shows_gaps(track: str, language: str) -> None:
    t = locale(language)
    form, letter = (rendered(page, language) for page in pages(BARE, track, Typed()))
    assert t["request_no_parts"] in form.text
    assert t["request_no_keys"] in form.text
    assert t["no_office"] in form.text
    assert t["no_office"] in letter.text
    assert t["no_decider"] in form.text
    assert t["not_stated"] in letter.text
    assert form.text.count(BARE.iri) == 0
    assert BARE.iri in letter.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_for_each_search_key_keeps_what_stands_in_it(language: str) -> None:
    typed = Typed(keys=("123", ""), parts=("guardian-telephone",), words="x")
    form = rendered(RequestPage(FULL, DOCUMENT, Deadlines(()), typed), language)
    fields = {e.attributes.get("name"): e.attributes for e in form.all("input")}
    assert (fields["key-0"]["value"], fields["key-1"]["value"]) == ("123", "")
    (ticked,) = (e for e in form.all("input") if e.attributes["type"] == "checkbox" and "checked" in e.attributes)
    assert ticked.attributes["value"] == "guardian-telephone"
    assert "open" in form.all("details")[1].attributes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("track", TRACKS)
def test_hostile_texts_add_no_element(track: str, language: str) -> None:
    """Neither in what a register tells nor in what a person types."""
    typed = Typed(**{f.name: HOSTILE for f in dataclasses.fields(Typed) if f.name not in ("parts", "keys")})
    typed = dataclasses.replace(typed, parts=("results",), keys=(HOSTILE, HOSTILE))
    plain = dataclasses.replace(typed, **{f.name: "x" for f in dataclasses.fields(typed) if f.type == "str"})
    plain = dataclasses.replace(plain, keys=("x", "x"))
    for bad, good in zip(pages(hostile(FULL), track, typed), pages(FULL, track, plain), strict=True):
        found = rendered(bad, language)
        assert not found.all("script", "img")
        assert len(found.all("textarea", "form", "pre")) == len(rendered(good, language).all("textarea", "form", "pre"))


def test_a_text_in_one_language_only_is_marked_with_it() -> None:
    """In a list of registers too, where there is room for no note."""
    english = rendered(RequestPage(FULL, OWN, Deadlines(()), Typed()), "en")
    assert [e.language for e in english.all("bdi") if e.attributes.get("lang") == "sv"]
    authority = ListedAuthority(Text((Said("A", ""),)), BARE.catalogue, Text(), ())
    empty = rendered(AskPage(Listing((authority,)), "", "", (), f"{BASE}search"), "fi")
    assert f"{BASE.removeprefix('http://local.example')}search.fi.html" in [
        a.attributes["href"] for a in empty.all("a")
    ]
    assert not empty.all("select", "button")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_its_words(language: str) -> None:
    """Every fault that can be found is told; every text of a fault can be."""
    whats = {key.removeprefix("fault_") for key in locale(language) if key.startswith("fault_")}
    assert whats == {
        *("no_track", "no_register", "unknown_register", "nothing_asked", "no_name", "no_email", "no_address"),
        *("no_telephone", "bad_email", "bad_day", "days_turned", "too_long"),
    }
    for what in whats:
        page = rendered(RequestPage(FULL, OWN, Deadlines(()), Typed(), (Fault("words", what),)), language)
        assert page.text.count(locale(language)[f"fault_{what}"]) == 2
