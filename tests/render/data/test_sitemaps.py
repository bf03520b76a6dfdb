"""Sitemaps hold to the protocol (sitemaps.org, version 0.9), however many documents there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

import pytest

from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES
from publisher.render.addresses import Addresses
from publisher.render.data.sitemaps import LARGEST, MOST, Sitemap, robots, sitemap_index, sitemaps

BASE = Base("https://records.example/registers/")
ADDRESSES = Addresses(BASE, {})
SITEMAP, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
TIME = "2026-11-25T02:07:29Z"


def documents(count: int, modified: str = TIME) -> dict[str, str]:
    """Some documents."""
    return {f"{BASE.iri}register/r{number}": modified for number in range(count)}


def entries(content: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each address of a sitemap, with when it was modified and its alternates; the protocol's rules hold for all."""
    root = ElementTree.fromstring(content)  # noqa: S314 - made here
    assert root.tag == f"{SITEMAP}urlset"
    for url in root:
        loc, *rest = url
        assert (url.tag, loc.tag) == (f"{SITEMAP}url", f"{SITEMAP}loc")
        assert 12 <= len(loc.text or "") <= 2048
        modified = rest.pop(0).text or "" if rest[0].tag == f"{SITEMAP}lastmod" else ""
        assert not modified or datetime.fromisoformat(modified).tzinfo
        assert {(link.tag, link.get("rel")) for link in rest} == {(f"{XHTML}link", "alternate")}
        yield loc.text or "", modified, {str(link.get("hreflang")): str(link.get("href")) for link in rest}


def test_a_document_has_an_address_in_every_language_with_all_others() -> None:
    (found,) = sitemaps({f"{BASE.iri}about": TIME}, ADDRESSES)
    variants = {tag: f"{BASE.iri}about.{tag}.html" for tag in LANGUAGES}
    alternates = {**variants, "x-default": f"{BASE.iri}about"}
    assert list(entries(found.content)) == [(variant, TIME, alternates) for variant in variants.values()]


def test_the_limits_are_those_of_the_protocol() -> None:
    assert (MOST, LARGEST) == (50_000, 52_428_800)


@pytest.mark.parametrize(("most", "parts"), [(1, 7), (3, 7), (6, 4), (8, 4), (20, 2), (21, 1), (MOST, 1)])
def test_no_sitemap_has_more_addresses_than_it_may(most: int, parts: int) -> None:
    """A document's languages stay together, and a document that is too much alone has a sitemap of its own."""
    found = list(sitemaps(documents(7), ADDRESSES, most=most))
    assert len(found) == parts
    addresses = [address for part in found for address, _, _ in entries(part.content)]
    assert len(addresses) == len(set(addresses)) == 7 * len(LANGUAGES)
    assert all(len(list(entries(part.content))) <= max(most, len(LANGUAGES)) for part in found)


@pytest.mark.parametrize("largest", [2_000, 4_000, 10_000])
def test_no_sitemap_is_larger_than_it_may_be(largest: int) -> None:
    found = list(sitemaps(documents(7), ADDRESSES, largest=largest))
    assert len(found) > 1
    assert all(len(part.content) <= largest for part in found)
    (whole,) = sitemaps(documents(7), ADDRESSES)
    assert [entry for part in found for entry in entries(part.content)] == list(entries(whole.content))
    assert len(list(sitemaps(documents(7), ADDRESSES, largest=len(whole.content)))) == 1
    assert len(list(sitemaps(documents(7), ADDRESSES, largest=len(whole.content) - 1))) == 2


def test_a_draft_has_no_date_and_neither_has_its_sitemap() -> None:
    (found,) = sitemaps({**documents(2), f"{BASE.iri}register/new": ""}, ADDRESSES)
    assert found.modified == ""
    assert {modified for address, modified, _ in entries(found.content) if "/new." in address} == {""}
    assert {modified for address, modified, _ in entries(found.content) if "/new." not in address} == {TIME}


def test_the_date_of_a_sitemap_is_that_of_its_newest_page() -> None:
    newer = "2026-12-01T00:00:00Z"
    (found,) = sitemaps({**documents(2), f"{BASE.iri}a": newer}, ADDRESSES)
    assert found.modified == newer


def test_no_documents_are_no_sitemap() -> None:
    assert list(sitemaps({}, ADDRESSES)) == []


def test_the_order_of_documents_does_not_matter() -> None:
    some = documents(5)
    assert list(sitemaps(some, ADDRESSES)) == list(sitemaps(dict(reversed(some.items())), ADDRESSES))


def test_an_address_is_escaped() -> None:
    """Whatever documents are called."""
    (found,) = sitemaps({f"{BASE.iri}a&b<c>å'\"": ""}, ADDRESSES)
    addresses = [address for address, _, _ in entries(found.content)]
    assert addresses[0] == f"{BASE.iri}a&b%3Cc%3E%C3%A5'%22.{next(iter(LANGUAGES))}.html"
    assert isinstance(found, Sitemap)


def test_the_index_names_each_with_its_date() -> None:
    root = ElementTree.fromstring(sitemap_index([("https://a.example/1?a&b", TIME), ("https://a.example/2", "")]))  # noqa: S314
    assert root.tag == f"{SITEMAP}sitemapindex"
    assert [[(child.tag, child.text) for child in part] for part in root] == [
        [(f"{SITEMAP}loc", "https://a.example/1?a&b"), (f"{SITEMAP}lastmod", TIME)],
        [(f"{SITEMAP}loc", "https://a.example/2")],
    ]


@pytest.mark.parametrize("with_computed", [True, False])
def test_robots_keeps_off_answers_alone(with_computed: bool) -> None:
    """Every line is of a kind that RFC 9309 or the sitemap protocol knows."""
    lines = robots(BASE, f"{BASE.iri}sitemap.xml", with_computed=with_computed).decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert lines[-1] == f"Sitemap: {BASE.iri}sitemap.xml"
    kept_off = [line for line in lines if line.startswith("Disallow:")]
    assert bool(kept_off) == with_computed
    assert all(re.fullmatch(r"Disallow: /registers/[a-z]+(\.[a-z]+\.html)?\?", line) for line in kept_off)
