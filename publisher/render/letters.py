"""Letters as plain text: a request composed of what a register tells and of what a person has typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from urllib.parse import quote

from publisher.model.asking import DOCUMENT, OWN, Facts, Part
from publisher.model.contacts import Contact
from publisher.model.languages import Text
from publisher.model.request import Typed, day_of
from publisher.model.terms import RC
from publisher.render.asking import Letter
from publisher.render.pages import day_in, locale

LONGEST_MAIL = 1800
"""Characters of a `mailto:` address that mail programs and browsers take for certain."""

_LONGEST_SUBJECT = 150


def must_sign(facts: Facts, track: str) -> bool:
    """Whether the register demands that the request is written and signed."""
    form = facts.notice.form if facts.notice and track == OWN else None
    return form is not None and form.iri == str(RC.WrittenSigned)


def compose(facts: Facts, track: str, typed: Typed, language: str, day: dt.date) -> Letter:
    """The letter of a request in a language, written on a day. What the register does not tell is left out of it.

    Names stand as they are given; a text that does not exist in the language stands in the one that it has.
    """
    offices = facts.offices(track)
    paragraphs = (
        _addressees(facts, offices, language),
        [day_in(language, day.isoformat())],
        [_subject(facts, track, typed, language)],
        list(_what(facts, track, typed, language)),
        list(_parts(facts, track, typed, language)),
        list(_keys(facts, typed, language)),
        list(_period(typed, language)),
        list(_wishes(facts, track, typed, language)),
        list(_sender(facts, track, typed, language)),
    )
    text = "\n\n".join("\n".join(lines) for lines in paragraphs if lines) + "\n"
    to = tuple(dict.fromkeys(contact.email for contact in offices if contact.email))
    return Letter(to, _subject(facts, track, typed, language), text)


def mail_link(letter: Letter, language: str) -> tuple[str, bool]:
    """A link that opens a letter in a mail program (RFC 6068), and whether it holds the whole letter."""
    to = ",".join(quote(address, safe="@") for address in letter.to)
    start = f"mailto:{to}?subject={quote(letter.subject[:_LONGEST_SUBJECT], safe='')}&body="
    whole = start + quote(letter.text.replace("\n", "\r\n"), safe="")
    if len(whole) <= LONGEST_MAIL:
        return whole, True
    return start + quote(locale(language)["letter_paste"], safe=""), False


def _plain(text: Text, language: str) -> str:
    return " ".join(text.in_language(language).text.split()) if text else ""


def _subject(facts: Facts, track: str, typed: Typed, language: str) -> str:
    t = locale(language)
    if track == DOCUMENT:
        subject = t["letter_subject_document"]
    else:
        subject = t["letter_subject_other"] if typed.other else t["letter_subject_own"]
    return f"{subject}: {_plain(facts.title, language) or facts.iri}"


def _addressees(facts: Facts, offices: tuple[Contact, ...], language: str) -> list[str]:
    authority = facts.authority.name.text
    lines = [authority]
    for office in offices:
        named = [_plain(office.title, language), office.name.text if office.name else ""]
        lines += [line for line in (", ".join(filter(None, named)), office.email) if line and line != authority]
        if office.address:
            place = f"{office.address.postal_code} {_plain(office.address.locality, language)}".strip()
            lines += [line for line in (_plain(office.address.street, language), place) if line]
    return list(dict.fromkeys(lines))


def _what(facts: Facts, track: str, typed: Typed, language: str) -> Iterator[str]:
    t = locale(language)
    if track == DOCUMENT:
        yield t["letter_ask_document"]
    elif typed.other:
        yield t["letter_ask_other"]
        yield f"{t['letter_other']}: {typed.other}"
    else:
        yield t["letter_ask_own"]
    yield f"{t['letter_register']}: {_plain(facts.title, language) or facts.iri}"
    systems = ", ".join(filter(None, (_plain(system, language) for system in facts.systems)))
    if systems:
        yield f"{t['letter_systems']}: {systems}"
    yield f"{t['letter_description']}: {facts.iri}"


def _parts(facts: Facts, track: str, typed: Typed, language: str) -> Iterator[str]:
    """What is asked for: each part under the group it belongs to; a part stands for all that is in it."""
    t = locale(language)
    chosen = set(typed.parts)
    if not chosen:
        if track == OWN:
            yield t["letter_all_other"] if typed.other else t["letter_all_own"]
        return
    yield f"{t['letter_parts']}:"
    for name, path in facts.all_parts().items():
        if name in chosen and not chosen & {above.name for above in path[:-1]}:
            yield "- " + ": ".join(_label(part, language) for part in path)


def _label(part: Part, language: str) -> str:
    return _plain(part.label, language) or part.name


def _keys(facts: Facts, typed: Typed, language: str) -> Iterator[str]:
    t = locale(language)
    known = [(_plain(key, language), value) for key, value in zip(facts.search_keys, typed.keys, strict=False) if value]
    if known:
        yield f"{t['letter_keys']}:"
        yield from (f"- {key}: {value}" for key, value in known)
    if typed.words:
        yield f"{t['letter_words']}:"
        yield typed.words


def _period(typed: Typed, language: str) -> Iterator[str]:
    t = locale(language)
    since, until = (day_in(language, day.isoformat()) if day else "" for day in map(day_of, (typed.since, typed.until)))
    if since and until:
        yield f"{t['letter_period']}: {since} – {until}"
    elif since:
        yield f"{t['letter_since']}: {since}"
    elif until:
        yield f"{t['letter_until']}: {until}"


def _wishes(facts: Facts, track: str, typed: Typed, language: str) -> Iterator[str]:
    t = locale(language)
    answers = {
        "email": t["letter_by_email"],
        "post": t["letter_by_post"],
        "visit": t["letter_by_visit"],
        "telephone": t["letter_by_telephone"],
    }
    if typed.answer:
        yield answers[typed.answer]
    if track == DOCUMENT:
        yield t["letter_cost"]
        yield t["letter_refused_document"]
    else:
        if facts.notice and facts.notice.identity_check:
            yield t["letter_identity"]
        yield t["letter_refused_own"]
    yield t["letter_unclear"] if typed.email or typed.telephone or typed.address else t["letter_unclear_nobody"]


def _sender(facts: Facts, track: str, typed: Typed, language: str) -> Iterator[str]:
    t = locale(language)
    if must_sign(facts, track):
        yield f"{t['letter_signature']}: ______________________________"
    found = (typed.name, *typed.address.split("\n"), typed.email, typed.telephone)
    yield from (line for line in found if line.strip())
