"""The page that helps to ask: from a register and a wish to a finished letter, and the latest day for an answer.

The register and the way of asking stand in the query. What a person types comes by POST and goes into the answer alone.
"""

from __future__ import annotations

import datetime as dt
import uuid
from http import HTTPStatus
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from publisher.model.asking import TRACKS, Facts
from publisher.model.deadlines import counting_of
from publisher.model.request import Fault, Typed, received_on
from publisher.release.documents import asking as kept
from publisher.render.asking import AskPage, Due, LetterPage, RequestPage
from publisher.render.calendars import Event, calendar
from publisher.render.letters import compose, mail_link, must_sign
from publisher.render.pages import day_in, locale
from publisher.serve.asked import Asked, File, Shown

_LONGEST_NAME = 300


def ask(asked: Asked) -> Shown | File:
    """The page where one begins, the form of a request, the letter, or a file of it."""
    named, track = asked.query.get("register", ""), asked.query.get("track", "")
    facts = kept.facts(asked.release, named) if named and len(named) <= _LONGEST_NAME else None
    if facts is None or track not in TRACKS:
        return _begin(asked, facts, named, track)
    query = (("register", facts.key), ("track", track))
    if asked.form is None:
        page = RequestPage(facts, track, kept.deadlines(asked.release), Typed())
        return Shown(page, query=query, notices=facts.notices)
    form = asked.form.to_dict(flat=False)
    typed, wish = Typed.read(facts, form), asked.form.get("do", "")
    faults = typed.faults(track)
    if [fault for fault in faults if fault.field != "received"] or wish == "change":
        shown = () if wish == "change" else faults
        page = RequestPage(facts, track, kept.deadlines(asked.release), typed, shown)
        return Shown(page, HTTPStatus.BAD_REQUEST if shown else HTTPStatus.OK, query, facts.notices)
    if wish == "text":
        return _text_file(asked, facts, track, typed)
    return _letter(asked, facts, track, typed, query)


def today() -> dt.date:
    """The day in Finland, in UTC where the machine knows no time zones."""
    try:
        return dt.datetime.now(ZoneInfo("Europe/Helsinki")).date()
    except ZoneInfoNotFoundError:
        return dt.datetime.now(dt.UTC).date()


def _begin(asked: Asked, facts: Facts | None, named: str, track: str) -> Shown:
    """Where one says what one wants; 404 for a register that there is none of, 400 for half an answer."""
    faults, status = [], HTTPStatus.OK
    if "track" in asked.query and track not in TRACKS:
        faults.append(Fault("track", "no_track"))
        status = HTTPStatus.BAD_REQUEST
    if named and not facts:
        faults.append(Fault("register", "unknown_register"))
        status = HTTPStatus.NOT_FOUND
    elif ("register" in asked.query and not named) or (asked.form is not None and not faults):
        faults.append(Fault("register", "no_register"))
        status = HTTPStatus.BAD_REQUEST
    key = facts.key if facts else ""
    track = track if track in TRACKS else ""
    query = tuple(pair for pair in (("register", key), ("track", track)) if pair[1])
    search = f"{asked.release.frame.addresses.site.iri}search"
    return Shown(AskPage(kept.listing(asked.release), key, track, tuple(faults), search), status, query)


def _letter(asked: Asked, facts: Facts, track: str, typed: Typed, query: tuple[tuple[str, str], ...]) -> Shown | File:
    faults: tuple[Fault, ...] = ()
    try:
        received = received_on(typed.received, today())
    except ValueError:
        faults, received = (Fault("received", "bad_day"),), today()
    due = tuple(
        Due(deadline, deadline.last_day(received), counting_of(deadline.law.iri))
        for deadline in kept.deadlines(asked.release).of(track, received)
    )
    if asked.form is not None and asked.form.get("do") == "calendar" and not faults and due and due[0].last:
        return _calendar_file(asked, facts, due[0], received)
    letter = compose(facts, track, typed, asked.language, today())
    mail, is_whole = ("", True) if must_sign(facts, track) else mail_link(letter, asked.language)
    page = LetterPage(facts, track, typed, letter, mail, not is_whole, received.isoformat(), due, faults)
    return Shown(page, HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK, query, facts.notices)


def _text_file(asked: Asked, facts: Facts, track: str, typed: Typed) -> File:
    letter = compose(facts, track, typed, asked.language, today())
    body = letter.text.replace("\n", "\r\n").encode()
    return File(f"{_slug(facts)}.txt", "text/plain; charset=utf-8", body)


def _calendar_file(asked: Asked, facts: Facts, due: Due, received: dt.date) -> File:
    t, language = locale(asked.language), asked.language
    assert due.last is not None  # noqa: S101 - asked above
    title = facts.title.in_language(language).text if facts.title else facts.iri
    definition = due.deadline.definition.in_language(language).text
    event = Event(
        day=due.last.day,
        summary=f"{t['ask_last_day']}: {title}",
        description=f"{definition}\n{t['ask_received_on']}: {day_in(language, received.isoformat())}",
        url=facts.iri,
        uid=f"{uuid.uuid4()}",
        made=dt.datetime.now(dt.UTC),
    )
    return File(f"{_slug(facts)}.ics", "text/calendar; charset=utf-8", calendar(event, language))


def _slug(facts: Facts) -> str:
    return facts.key.partition("/")[2]
