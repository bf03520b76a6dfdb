"""The search index: what it finds of which registers, how it is written, and that nothing else is in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.model.catalogue import (
    Authority,
    Catalogue,
    DataGroup,
    DataItem,
    Field,
    Record,
    Register,
    Statement,
    System,
)
from publisher.model.concepts import Concept
from publisher.model.contacts import Contact
from publisher.model.errors import CheckFailed, ReleaseError
from publisher.model.languages import LANGUAGES, NOTHING, Said, Text
from publisher.model.passages import Passage, passages
from publisher.model.search import FACETS, Found, Query
from publisher.release.build import build
from publisher.release.flow import prepare
from publisher.release.scan import private_values
from publisher.release.search import searching
from publisher.release.search.lookup import MOST_WORDS, PAGE, SearchIndex
from publisher.release.search.numbers import bits_of, pack, selectors, shared, union, unpack
from publisher.release.search.searching import write_index
from publisher.release.search.vocabulary import distance
from publisher.release.site import Site
from publisher.release.store import SEARCH, Release, Store

BASE = "http://local.example/"
ID = f"{BASE}town/id/"
ACCESS = Concept("http://publications.europa.eu/resource/authority/access-right/RESTRICTED", NOTHING)
CODE = Concept(
    "https://w3id.org/dpv/pd#OfficialID",
    Text((Said("officiell beteckning", "sv"),)),
    synonyms=Text(
        (
            Said("personbeteckning", "sv"),
            Said("henkilötunnus", "fi"),
            Said("hetu", "fi"),
            Said("personal identity code", "en"),
        )
    ),
)
PEOPLE = {name: Concept(f"https://w3id.org/dpv#{name}", Text((Said(name, "en"),))) for name in ("Student", "Employee")}


def text(sv: str = "", fi: str = "", en: str = "") -> Text:
    """A text in the languages that are given."""
    return Text(tuple(Said(said, tag) for tag, said in (("sv", sv), ("fi", fi), ("en", en)) if said))


def register(slug: str, title: Text, items: tuple[DataItem, ...] = (), people: tuple[str, ...] = ()) -> Register:
    """A register that says nothing but its title and its items."""
    iri = f"{ID}register/{slug}"
    subjects = tuple(PEOPLE[name] for name in people)
    group = DataGroup(f"{iri}#group", NOTHING, False, subjects, None, (), (), None, items)
    return Register(
        iri=iri,
        slug=slug,
        kind=Concept("https://w3id.org/records-catalogue#InformationPool", NOTHING),
        title=title,
        description=NOTHING,
        record=Record(f"{BASE}town/register/{slug}", ACCESS, "", ""),
        contacts=(),
        deciders=(),
        systems=(),
        themes=(),
        access=ACCESS,
        status=None,
        purposes=(),
        groups=(group,) if items or people else (),
        right_to_use=(),
        right_of_access=(),
        notice=None,
        landing_pages=(),
        distributions=(),
        text_versions=(),
        section_28=(),
        data_protection=(),
    )


def item(slug: str, number: int, label: Text, *classes: Concept) -> DataItem:
    """An item of a register."""
    return DataItem(f"{ID}register/{slug}#item-{number}", label, False, (), classes, None, ())


def catalogue(*registers: Register, name: str = "town") -> Catalogue:
    """A catalogue of registers."""
    home = f"{BASE}{name}/id/"
    authority = Authority(f"{home}agent/{name}", Said(name, ""), "")
    return Catalogue(f"{home}catalog", NOTHING, NOTHING, NOTHING, (), authority, registers, (), (), *[""] * 7)


SCHOOL = register(
    "school",
    text("Skolans register", "Koulun rekisteri", "Register of the school"),
    (
        item("school", 1, text("personbeteckning", "henkilötunnus", "personal identity code"), CODE),
        item("school", 2, text("vårdnadshavare", "huoltaja", "guardian")),
        item("school", 3, text("e\u2011postadress", "sähköposti\u00adosoite", "e-mail address")),
    ),
    ("Student",),
)
PAYROLL = register("payroll", text("Löner"), (item("payroll", 1, text("kontonummer")),), ("Employee",))
FINNISH = register("finnish", text("", "Kirjaston asiakkaat"), (item("finnish", 1, text("", "henkilötunnus"), CODE),))
EMPTY = register("empty", NOTHING)
ALL = catalogue(SCHOOL, PAYROLL, FINNISH, EMPTY)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """The index of four registers."""
    file = tmp_path_factory.mktemp("index") / "search.sqlite"
    write_index(file, [ALL], BASE)
    return SearchIndex(file)


def slugs(found: Found) -> list[str]:
    """The registers on a page, in order."""
    return [hit.iri.rpartition("/")[2] for hit in found.hits]


def marked(found: Found) -> list[str]:
    """The words that are marked as found, of the first register."""
    return [part for snippet in found.hits[0].snippets for part, is_found in snippet.parts if is_found]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("personbeteckning", ["school", "finnish"]),
        ("PERSONBETECKNINGEN", ["school", "finnish"]),
        ("person", ["school", "finnish"]),
        ("beteckning", ["school", "finnish"]),
        ("tunnus", ["school", "finnish"]),
        ("henkilötunnuksen", ["school", "finnish"]),
        ("henkilotunnuksen", ["school", "finnish"]),
        ("vardnadshavare", ["school"]),
        ("vardnadshavarna", ["school"]),
        ("lon", ["payroll"]),
        ("löner", ["payroll"]),
        ("lôner", []),
        ("huoltajien", ["school"]),
        ("guardians", ["school"]),
        ("e-post", ["school"]),
        ("e\u2011post", ["school"]),
        ("epostadress", ["school"]),
        ("säh\u00adköposti", ["school"]),
        ("sähköpostiosoite", ["school"]),
        ("hetu", ["school", "finnish"]),
        ("personal identity code", ["school", "finnish"]),
        ("skolans kontonummer", ["school", "payroll"]),
        ("kirjasto", ["finnish"]),
        ("Student", ["school"]),
        ("x", []),
        ("", ["finnish", "payroll", "school", "empty"]),
    ],
)
def test_words_are_found_however_they_are_bent_composed_and_written(
    index: SearchIndex, asked: str, expected: list[str]
) -> None:
    """In whatever language the reader and the register speak."""
    for language in LANGUAGES:
        assert sorted(slugs(index.find(Query(asked), language))) == sorted(expected), language


def test_a_text_in_one_language_only_is_found_and_told_in_it(index: SearchIndex) -> None:
    """A Finnish one from the Swedish page; what has a Swedish text too is told in Swedish."""
    found = index.find(Query("henkilötunnus"), "sv")
    told = {hit.iri.rpartition("/")[2]: hit.snippets[0].language for hit in found.hits}
    assert told == {"school": "sv", "finnish": "fi"}  # it is called so in Swedish too
    assert index.find(Query("sähköposti"), "sv").hits[0].snippets[0].language == "fi"
    by_slug = {hit.iri.rpartition("/")[2]: hit for hit in index.find(Query("hetu"), "sv").hits}
    assert by_slug["school"].snippets[0].language == "sv"
    assert by_slug["finnish"].snippets[0].language == "fi"


def test_what_is_found_leads_to_its_place_and_is_marked(index: SearchIndex) -> None:
    """The item, not the register; a synonym marks what it is a synonym of."""
    found = index.find(Query("tunnus"), "fi")
    assert found.hits[0].snippets[0].iri.endswith("#item-1")
    assert marked(found) == ["henkilötunnus"]
    assert marked(index.find(Query("personal identity guardian"), "sv")) == ["personbeteckning", "guardian"]
    assert marked(index.find(Query("hetu", (("subject", "dpv:Student"),)), "sv")) == ["personbeteckning"]
    assert marked(index.find(Query("e-post"), "sv")) == ["e\u2011postadress"]
    assert marked(index.find(Query("sähköpostiosoite"), "fi")) == ["sähköposti\u00adosoite"]


def test_the_better_answer_comes_first(tmp_path: Path) -> None:
    """The word in a title, a word elsewhere, a word that begins so, one that has it inside, one without its marks."""
    named = [("inside", "grundbild"), ("begins", "bilder2"), ("item", "foto"), ("title", "bild"), ("plain", "bîld")]
    registers = [register(slug, text(name)) for slug, name in named]
    registers[2] = register("item", text("foto"), (item("item", 1, text("bild")),))
    write_index(tmp_path / "i", [catalogue(*registers)], BASE)
    found = SearchIndex(tmp_path / "i").find(Query("bild"), "sv")
    assert slugs(found) == ["title", "item", "begins", "inside", "plain"]


def test_words_that_are_found_nowhere_are_told_with_those_that_were_meant(index: SearchIndex) -> None:
    """Letters more, less, another or in each other's place; and parts of words that are composed otherwise."""
    for wrong in ("persnbeteckning", "personbetekcning", "personnbeteckning", "pärsonbeteckning"):
        found = index.find(Query(wrong), "sv")
        assert (found.total, found.missing, found.instead) == (0, (wrong,), ("personbeteckning",))
    assert index.find(Query("skolans personbetekning"), "sv").instead == ("skolans personbeteckning",)
    assert index.find(Query("guardianregister"), "en").instead == ("guardian", "register")
    assert index.find(Query("qwertyuiop"), "en").instead == ()
    assert index.find(Query("skolans"), "sv").instead == ()


def test_registers_that_have_some_of_the_words_are_told_when_none_has_all(index: SearchIndex) -> None:
    """Those that have more of them first; small words of a question do not count."""
    found = index.find(Query("kontonummer personbeteckning vårdnadshavare"), "sv")
    assert (slugs(found), found.is_partly, found.missing) == (["school", "finnish", "payroll"], True, ())
    found = index.find(Query("vem har min personbeteckning?"), "sv")
    assert (sorted(slugs(found)), found.is_partly) == (["finnish", "school"], False)
    assert index.find(Query("qqqq"), "sv").is_partly is False
    assert index.find(Query("vem har"), "sv").total == 0


def test_facets_count_what_was_found_and_narrow_it(index: SearchIndex) -> None:
    """Values of different facets are combined; a value that there is none of is told."""
    found = index.find(Query(), "sv")
    assert {v.key: v.count for v in found.facets["subject"]} == {"dpv:Student": 1, "dpv:Employee": 1}
    assert {v.key: v.count for v in found.facets["kind"]} == {"pd:OfficialID": 2}
    assert [v.count for v in found.facets["access"]] == [4]
    narrowed = index.find(Query(chosen=(("subject", "dpv:Student"), ("kind", "pd:OfficialID"))), "sv")
    assert slugs(narrowed) == ["school"]
    assert [v.key for v in narrowed.facets["subject"] if v.is_chosen] == ["dpv:Student"]
    nothing = index.find(Query(chosen=(("subject", "dpv:Student"), ("subject", "dpv:Employee"))), "sv")
    assert nothing.total == 0
    assert {v.key: v.count for v in nothing.facets["subject"]} == {"dpv:Student": 0, "dpv:Employee": 0}
    assert index.find(Query(chosen=(("subject", "dpv:Nobody"),)), "sv").unknown == (("subject", "dpv:Nobody"),)
    assert index.find(Query("kontonummer"), "sv").facets["kind"] == ()


def test_all_registers_are_in_the_order_of_the_reader_s_language(tmp_path: Path) -> None:
    """With å, ä and ö last; those without a title where they fall."""
    first = register("first", text("Örnar", "Apinat"))
    last = register("last", text("Apor", "Örkit"))
    write_index(tmp_path / "i", [catalogue(first, last)], BASE)
    index = SearchIndex(tmp_path / "i")
    assert (slugs(index.find(Query(), "sv")), slugs(index.find(Query(), "fi"))) == (
        ["last", "first"],
        ["first", "last"],
    )


def test_many_registers_come_page_by_page_each_once(tmp_path: Path) -> None:
    """Also many values of a facet: the most frequent are told."""
    many = []
    for number in range(1, 1201):
        contact = Contact(f"{ID}contact/{number % 700}", text(f"post {number % 700}"), None, "", "", "", None)
        system = System(f"{ID}system/{number % 2}", text(f"system {number % 2}"), NOTHING)
        one = register(f"r{number}", text(f"Register {number}"), (), ("Student",) if number % 3 else ())
        many.append(replace(one, contacts=(contact,), systems=(system,)))
    write_index(tmp_path / "i", [catalogue(*many)], BASE)
    index = SearchIndex(tmp_path / "i")
    for query in (Query("register"), Query(), Query("student")):
        pages = index.find(query, "sv").pages
        shown = [slug for n in range(1, pages + 1) for slug in slugs(index.find(replace(query, page=n), "sv"))]
        assert (
            len(shown) == len(set(shown)) == index.find(query, "sv").total == (800 if query.text == "student" else 1200)
        )
    assert index.find(Query(page=61), "sv").hits == ()
    assert len(index.find(Query(), "sv").hits) == PAGE
    found = index.find(Query("student"), "sv").facets
    assert sum(v.count for v in found["system"]) == 800
    assert [v.count for v in found["contact"]] == [2] * 12
    assert slugs(index.find(Query(chosen=(("contact", "town/id/contact/7"),)), "sv")) == ["r7", "r707"]


def test_a_long_text_is_cut_to_the_sentence_that_was_found(tmp_path: Path) -> None:
    """And a sentence without end to what is around the word."""
    sentences = "Det här är en mening som inte säger någonting. " * 10
    told = text(f"{sentences}Här står lönekortet. {sentences}")
    endless = text(("ord " * 2000) + "kallelse " + ("ord " * 2000))
    unbroken = text("x" * 5000)
    registers = [replace(register(f"r{n}", NOTHING), description=d) for n, d in enumerate((told, endless, unbroken))]
    write_index(tmp_path / "i", [catalogue(*registers)], BASE)
    index = SearchIndex(tmp_path / "i")
    shown = "".join(part for part, _ in index.find(Query("lönekort"), "sv").hits[0].snippets[0].parts)
    assert shown == "…Här står lönekortet.…"
    shown = "".join(part for part, _ in index.find(Query("kallelse"), "sv").hits[0].snippets[0].parts)
    assert "kallelse" in shown and len(shown) < 300
    shown = "".join(part for part, _ in index.find(Query("xxxx"), "sv").hits[0].snippets[0].parts)
    assert len(shown) >= 60


def test_a_field_in_which_nothing_is_said_is_found_last_and_said_to_be_open(tmp_path: Path) -> None:
    """Who asks for search keys sees first who tells them."""
    name = Concept(f"{ID}key", text("sökfaktor"), synonyms=text("sökterm", "hakuehto"))
    said = Field(name, (Statement(f"{ID}register/b#key", text("namn")),))
    a = replace(register("a", text("A")), section_28=(Field(name),))
    b = replace(register("b", text("B")), section_28=(said,))
    write_index(tmp_path / "i", [catalogue(a, b)], BASE)
    found = SearchIndex(tmp_path / "i").find(Query("söktermer"), "sv")
    assert [(hit.iri[-1], hit.snippets[0].is_open) for hit in found.hits] == [("b", False), ("a", True)]
    assert found.hits[0].snippets[0].iri.endswith("#the_gaps")
    assert SearchIndex(tmp_path / "i").find(Query("hakuehdot"), "sv").total == 2


def test_several_authorities_are_in_one_index(tmp_path: Path) -> None:
    """And each can be chosen."""
    other = replace(PAYROLL, iri=f"{BASE}village/id/register/payroll")
    write_index(tmp_path / "i", [ALL, catalogue(other, name="village")], BASE)
    index = SearchIndex(tmp_path / "i")
    found = index.find(Query("kontonummer"), "sv")
    assert [v.key for v in found.facets["authority"]] == ["town/id/agent/town", "village/id/agent/village"]
    chosen = index.find(Query("kontonummer", (("authority", "village/id/agent/village"),)), "sv")
    assert [hit.authority.text for hit in chosen.hits] == ["village"]


def test_an_index_of_nothing_answers(tmp_path: Path) -> None:
    """An authority without registers, and a site without authorities."""
    for number, catalogues in enumerate(([catalogue()], [])):
        write_index(tmp_path / str(number), catalogues, BASE)
        for query in (Query(), Query("ord"), Query(chosen=(("subject", "x"),))):
            found = SearchIndex(tmp_path / str(number)).find(query, "sv")
            assert (found.total, found.pages, found.hits) == (0, 1, ())
            assert set(found.facets) == set(FACETS)


def test_the_same_catalogues_give_the_same_bytes(tmp_path: Path) -> None:
    """In whatever order they come."""
    other = catalogue(replace(PAYROLL, iri=f"{BASE}village/id/register/payroll"), name="village")
    write_index(tmp_path / "one", [ALL, other], BASE)
    write_index(tmp_path / "other", [other, catalogue(EMPTY, FINNISH, PAYROLL, SCHOOL)], BASE)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_an_index_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """As any file of a release."""
    (tmp_path / "i").write_bytes(b"nothing" * 1000)
    with pytest.raises(ReleaseError):
        SearchIndex(tmp_path / "i").find(Query(), "sv")


def test_a_release_lists_its_index(release: Release) -> None:
    """It is verified with everything else, and finds the example's registers."""
    assert SEARCH in release.manifest["files"]
    assert release.search.find(Query(), "sv").total == 7
    assert release.search.find(Query("söktermer"), "sv").total == 7


def test_every_public_title_of_the_example_is_found(release: Release) -> None:
    """By its own words, in every language."""
    for hit in release.search.find(Query(), "sv").hits:
        for said in hit.title:
            found = release.search.find(Query(said.text), said.language)
            assert found.hits[0].iri == hit.iri, said.text
            assert not found.is_partly


def test_a_secret_in_the_index_stops_the_build(tmp_path: Path, withheld: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search for what is private reads the index too."""
    build(withheld, Store(tmp_path / "releases"))
    secret = next(iter(private_values(prepare(withheld)).words))

    def leaking(register: Register) -> Iterator[Passage]:
        yield from passages(register)
        yield Passage(register.iri, Said(secret, "sv"))

    monkeypatch.setattr(searching, "passages", leaking)
    with pytest.raises(CheckFailed) as failed:
        build(withheld, Store(tmp_path / "others"))
    assert "_search.sqlite" in {
        finding.found["where"].partition(":")[0].rpartition("/")[2] for finding in failed.value.findings
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(max_size=80) | st.text("aäå-' beteckningtunnus\u2011\u00ad0", max_size=30))
def test_any_question_is_answered(index: SearchIndex, asked: str) -> None:
    """With at most all registers; what is marked is part of the text."""
    found = index.find(Query(asked), "fi")
    assert 0 <= found.total <= 4
    assert len(found.missing) <= MOST_WORDS


def test_only_so_many_words_are_asked_for(index: SearchIndex) -> None:
    """Also when hyphens join them."""
    many = [f"ord{number}q" for number in range(40)]
    for joined in (" ".join(many), "-".join(many)):
        assert len(index.find(Query(joined), "sv").missing) == MOST_WORDS


@given(
    numbers=st.lists(st.sets(st.integers(0, 29_999), max_size=700), min_size=1, max_size=4),
    everything=st.integers(30_000, 40_000),
)
def test_sets_of_numbers_are_what_they_were(numbers: list[set[int]], everything: int) -> None:
    """Packed as a list or as bits; their union and what they share."""
    bits = [sum(1 << number for number in some) for some in numbers]
    packed = [pack(some, everything) for some in numbers]
    assert [bits_of(unpack(one)) for one in packed] == bits
    every = union(packed, everything)
    assert every == sum(1 << number for number in set().union(*numbers))
    selected = selectors(bits[-1], everything)
    assert [shared(unpack(one), bits[-1], selected) for one in packed] == [len(some & numbers[-1]) for some in numbers]


@given(one=st.text("abcå", max_size=8), other=st.text("abcå", max_size=8))
def test_the_distance_of_words_is_the_same_both_ways(one: str, other: str) -> None:
    """None to itself, and never more than the longer has letters."""
    assert distance(one, other, 9) == distance(other, one, 9) <= max(len(one), len(other))
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance("elev", "eelv", 1) == 1
