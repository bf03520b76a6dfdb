"""The search over all registers of a site: everything that is asked for stands in the address."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlencode

from publisher.model.search import FACETS, LONGEST, MOST_CHOSEN, Found, Query
from publisher.render.formats import HTML
from publisher.render.searching import SearchPage, Way
from publisher.serve.asked import Asked, Shown

_DIGITS = 8


def search(asked: Asked) -> Shown:
    """What a search finds. What cannot be answered of it is told, and the rest is answered."""
    typed = asked.query.get("q", "")
    text = _cleaned(typed)
    given = {facet: asked.query.getlist(facet) for facet in FACETS}
    chosen = tuple(dict.fromkeys((facet, key) for facet, keys in given.items() for key in keys if key))
    number = asked.query.get("page", "1")
    unknown = [name for name in asked.query if name not in (*FACETS, "q", "page")]
    if len(typed) > LONGEST or max(map(len, given.values())) > MOST_CHOSEN:
        return _refused(asked, HTTPStatus.BAD_REQUEST, Query(), "search_too_long", "")
    if repeated := [name for name in ("q", "page") if len(asked.query.getlist(name)) > 1]:
        return _refused(asked, HTTPStatus.BAD_REQUEST, Query("", chosen), "search_twice", repeated[0])
    if unknown:
        return _refused(asked, HTTPStatus.BAD_REQUEST, Query(text, chosen), "search_unknown", unknown[0])
    page = int(number) if number.isascii() and number.isdigit() and len(number) < _DIGITS else 0
    query = Query(text, chosen, page or 1)
    found = asked.release.search.find(query, asked.language)
    if found.unknown:
        return _refused(asked, HTTPStatus.BAD_REQUEST, query, "search_unknown", found.unknown[0][1])
    if not 1 <= page <= found.pages:
        return _refused(asked, HTTPStatus.NOT_FOUND, query, "search_no_page", number)
    return Shown(_page(asked, query, found), HTTPStatus.OK, _parameters(query))


def _refused(asked: Asked, status: HTTPStatus, query: Query, fault: str, faulty: str) -> Shown:
    """A page that says what is wrong, and answers the first page of the rest."""
    found = asked.release.search.find(Query(query.text, query.chosen), asked.language)
    rest = Query(query.text, tuple(one for one in query.chosen if one not in found.unknown))
    page = _page(asked, rest, found, fault, _cleaned(faulty[:LONGEST]))
    return Shown(page, status, _parameters(rest))


def _page(asked: Asked, query: Query, found: Found, fault: str = "", faulty: str = "") -> SearchPage:
    addresses = asked.release.frame.addresses
    action = addresses.path(addresses.variant(addresses.site.iri + "search", HTML, asked.language))

    def to(text: str, chosen: Iterable[tuple[str, str]], number: int = 1) -> str:
        parameters = _parameters(Query(text, tuple(chosen), number))
        return f"{action}?{urlencode(parameters)}" if parameters else action

    facets, widened = [], []
    for facet in FACETS:
        ways = []
        for value in found.facets.get(facet, ()):
            key = (facet, value.key)
            if value.is_chosen:
                widened.append((facet, Way(value.label, to(query.text, (one for one in query.chosen if one != key)))))
            elif value.count < found.total:
                ways.append(Way(value.label, to(query.text, (*query.chosen, key)), value.count))
        if ways:
            facets.append((facet, tuple(ways)))
    return SearchPage(
        action=action,
        text=query.text,
        number=query.page,
        found=found,
        facets=tuple(facets),
        chosen=tuple(widened),
        kept=query.chosen,
        instead=tuple((text, to(text, query.chosen)) for text in found.instead),
        before=to(query.text, query.chosen, query.page - 1) if query.page > 1 else "",
        after=to(query.text, query.chosen, query.page + 1) if query.page < found.pages else "",
        fault=fault,
        faulty=faulty,
        is_everything=not _parameters(query) and not fault,
    )


def _parameters(query: Query) -> tuple[tuple[str, str], ...]:
    """The query of an address, in a fixed order."""
    text = (("q", query.text),) if query.text else ()
    page = (("page", str(query.page)),) if query.page > 1 else ()
    return (*text, *query.chosen, *page)


def _cleaned(text: str) -> str:
    """A text without characters that nobody types."""
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text).split())
