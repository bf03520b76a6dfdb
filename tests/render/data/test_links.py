"""The typed links of a document, in headers and as a set."""

from __future__ import annotations

import json

from publisher.model.iris import Base
from publisher.model.languages import LANGUAGES
from publisher.render.addresses import Addresses
from publisher.render.data.links import TYPES, Landing, Link, header, languages_of
from publisher.render.formats import DOCUMENT_FORMATS, TURTLE
from publisher.render.pages import environment

BASE = Base("https://records.example/")
ADDRESSES = Addresses(BASE, {})
IRI = f"{BASE.iri}dataset/descriptions"
WHOLE = Landing(
    ADDRESSES,
    IRI,
    DOCUMENT_FORMATS,
    thing=f"{BASE.iri}id/dataset/descriptions",
    types=("AboutPage", "Dataset"),
    author=f"{BASE.iri}id/agent/a",
    licence="https://licence.example/",
    items=((f"{BASE.iri}descriptions.ttl", "text/turtle"), ("https://elsewhere.example/å, <b>", "")),
    metadata=((f"{BASE.iri}more.ttl", "text/turtle"),),
    collection=f"{BASE.iri}open",
)


def by_relation(links: tuple[Link, ...]) -> dict[str, list[str]]:
    """Where links lead, by relation."""
    return {link.relation: [other.target for other in links if other.relation == link.relation] for link in links}


def test_a_page_tells_all_that_signposting_asks_of_a_landing_page() -> None:
    """https://signposting.org/FAIR/, levels 1 and 2."""
    found = by_relation(WHOLE.of_page("sv"))
    data = [ADDRESSES.variant(IRI, form) for form in DOCUMENT_FORMATS if not form.by_language]
    assert found["cite-as"] == [WHOLE.thing]
    assert found["type"] == ["https://schema.org/AboutPage", "https://schema.org/Dataset"]
    assert found["author"] == [WHOLE.author]
    assert found["license"] == [WHOLE.licence]
    assert found["describedby"] == [*data, f"{BASE.iri}more.ttl"]
    assert found["item"] == [target for target, _ in WHOLE.items]
    assert found["collection"] == [f"{BASE.iri}open"]
    assert found["linkset"] == [f"{IRI}.linkset.json"]


def test_what_is_not_told_is_no_link() -> None:
    """A document that describes no thing is itself what is cited."""
    found = by_relation(Landing(ADDRESSES, IRI, DOCUMENT_FORMATS).of_page("sv"))
    assert found["cite-as"] == [IRI]
    assert not {"author", "license", "item", "collection"} & found.keys()


def test_data_tells_what_it_describes() -> None:
    found = by_relation(WHOLE.of_data(TURTLE))
    assert found["describes"] == found["canonical"] == [IRI]
    assert found["cite-as"] == [WHOLE.thing]
    assert f"{IRI}.ttl" not in found["alternate"]
    assert f"{IRI}.jsonld" in found["alternate"]


def test_each_language_is_its_own_canonical_and_names_all() -> None:
    for tag in LANGUAGES:
        links = languages_of(ADDRESSES, IRI, tag)
        assert links[0] == Link("canonical", f"{IRI}.{tag}.html")
        assert {link.language: link.target for link in links[1:]} == {
            **{other: f"{IRI}.{other}.html" for other in LANGUAGES},
            "x-default": IRI,
        }


def test_the_set_of_links_tells_the_same_and_the_ways_back() -> None:
    """RFC 9264, section 4.2."""
    contexts = {context.pop("anchor"): context for context in json.loads(WHOLE.as_linkset())["linkset"]}
    page = contexts.pop(IRI)
    told = by_relation(WHOLE.of_page("fi"))
    assert page.keys() == told.keys() - {"canonical", "linkset"}
    for relation, targets in page.items():
        wanted = [link.uri for link in WHOLE.of_page("fi") if link.relation == relation]
        assert [target["href"] for target in targets] == wanted
    assert {tag for target in page["alternate"] for tag in target.get("hreflang", [])} == {*LANGUAGES, "x-default"}
    back = [{"href": IRI, "type": "text/html"}]
    items = {Link("item", target).uri for target, _ in WHOLE.items}
    for anchor, context in contexts.items():
        assert context == ({"collection": back} if anchor in items else {"describes": back}), anchor
    assert contexts.keys() == {
        *items,
        *(f"{IRI}.{form.extension}" for form in DOCUMENT_FORMATS if not form.by_language),
    }


def test_no_address_breaks_out_of_its_link() -> None:
    """What no URI has is escaped (RFC 3987, section 3.1)."""
    value = header([Link("item", 'https://elsewhere.example/å>; rel="license"\r\nX: <y>,\u202e')])
    assert value.isascii()
    assert value.isprintable()
    assert value.count("<") == value.count(">") == 1
    assert value.endswith('; rel="item"')


def test_the_types_are_of_templates_that_there_are() -> None:
    assert TYPES.keys() <= set(environment().list_templates())
    assert all(types[0] in ("AboutPage", "CollectionPage") for types in TYPES.values())
