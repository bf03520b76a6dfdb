"""The search for what is private finds it in every form, and tells what it cannot look for."""

from __future__ import annotations

import base64
import gzip
import html
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from rdflib import DCTERMS, Graph, Literal, URIRef

from publisher.model.findings import Place
from publisher.model.proof import Value
from publisher.release import build as build_module
from publisher.release import flow
from publisher.release.build import build, prove, publish
from publisher.release.flow import prepare
from publisher.release.scan import Needles, Scan, private_values
from publisher.release.site import Site
from publisher.release.store import Store

WORD, TEXT = "Kvarnfallet", "ett namn och en adress"
VALUE = Value(Place("private/x.ttl", 7), "rdfs:label")
NOON = "2026-01-31T12:00:00Z"


def scan_for(*texts: str, public: str = "namn adress och ett en") -> Scan:
    """A search for some private texts, when other words are public."""
    needles = Needles()
    for text in texts:
        needles.add(VALUE, text, public)
    return Scan(needles)


def cut(text: str) -> str:
    """A text with soft hyphens in it."""
    return "\u00ad".join(text[i : i + 4] for i in range(0, len(text), 4))


FORMS: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda t: t.encode(),
    "within other text": lambda t: f'{{"a": "x {t} y"}}'.encode(),
    "in capitals": lambda t: t.upper().encode(),
    "percent-encoded": lambda t: quote(t).encode(),
    "every sign percent-encoded": lambda t: "".join(f"%{b:02x}" for b in t.encode()).encode(),
    "as entities": lambda t: "".join(f"&#{ord(c)};" for c in t).encode(),
    "escaped for HTML": lambda t: html.escape(t).encode(),
    "as JSON in ASCII": lambda t: json.dumps(t).encode(),
    "as escapes": lambda t: "".join(f"\\u{ord(c):04x}" for c in t).encode(),
    "in base64": lambda t: base64.b64encode(t.encode()),
    "in base64 after one more byte": lambda t: base64.b64encode(b"x" + t.encode()),
    "in base64 after two more bytes": lambda t: base64.b64encode(b"xy" + t.encode()),
    "in base64 after a letter that is none of it": lambda t: b"q" + base64.b64encode(t.encode()),
    "in base64 for addresses": lambda t: base64.urlsafe_b64encode(f"??>{t}~~?".encode()),
    "compressed": lambda t: gzip.compress(t.encode()),
    "over two lines": lambda t: t.replace(" ", "\n  ").encode(),
    "with soft hyphens": lambda t: cut(t).encode(),
    "with no-break spaces": lambda t: t.replace(" ", "\u00a0").encode(),
}


@pytest.mark.parametrize("text", [WORD, TEXT, "Blåvinge Öst", "x@kvarnfall.example", 'a "quoted" kvarnfall'])
@pytest.mark.parametrize("form", FORMS)
def test_a_private_text_is_found_in_every_form(form: str, text: str) -> None:
    scan = scan_for(text)
    scan.text("a document", FORMS[form](text))
    (found,) = scan.traces
    assert found.place == VALUE.place
    assert "rdfs:label" in found.message()
    assert "a document" in found.message()


@pytest.mark.parametrize("word", ["Kvarn", "Kvarnfallet"])
def test_words_are_found_one_by_one_as_an_index_has_them(word: str) -> None:
    scan = scan_for(f"{word} och ett namn")
    scan.text("index", json.dumps(["namn", word.lower(), "och"]).encode())
    assert len(scan.traces) == 1


def test_what_is_public_too_is_not_looked_for_but_listed() -> None:
    needles = scan_for("namn", "ett", "12345", "ab").needles
    assert (needles.words, needles.texts, needles.common, needles.searched) == ({}, {}, {VALUE}, set())


def test_nothing_is_found_where_nothing_is() -> None:
    scan = scan_for(WORD, TEXT)
    for text in (
        b"",
        b"ett namn, en adress",
        b"kvarn fallet",
        base64.b64encode(b"namn och ett en adress"),
        b"\xff\xfe",
    ):
        scan.text("a document", text)
    assert scan.traces == ()
    assert scan.places == 5


def test_a_place_whose_name_betrays_the_value_is_not_named() -> None:
    scan = scan_for(WORD)
    scan.text(f"/register/{WORD.lower()}", WORD.encode())
    assert WORD.lower() not in scan.traces[0].text().lower()


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_a_trace_names_file_line_and_field_and_never_the_value(language: str) -> None:
    scan = scan_for(WORD)
    scan.text("a document", WORD.encode())
    told = scan.traces[0].text(language)
    assert told.startswith("private/x.ttl:7: error: ")
    assert "rdfs:label" in told
    assert WORD.casefold() not in told.casefold()


def test_every_table_of_a_database_is_searched(tmp_path: Path) -> None:
    """Whatever its columns are called."""
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        connection.execute("CREATE TABLE words (token TEXT, count INTEGER)")
        connection.execute("INSERT INTO words VALUES (?, 3)", (WORD.lower(),))
        connection.commit()
    scan = scan_for(WORD)
    scan.folder(tmp_path)
    assert len(scan.traces) == 1


def test_names_of_files_are_searched(tmp_path: Path) -> None:
    (tmp_path / f"{WORD}.nt").write_bytes(b"")
    scan = scan_for(WORD)
    scan.folder(tmp_path)
    assert len(scan.traces) == 1


# Over a made-up authority


def test_every_value_of_the_internal_facts_is_looked_for_or_listed(withheld: Site) -> None:
    """Each triple that is not public, by its place: nothing is passed over but names that are public anyway."""
    (prepared,) = prepare(withheld)
    needles = private_values([prepared])
    told = {
        value.place.line for value in needles.searched | needles.common if value.place.path in prepared.private.files
    }
    lines = (withheld.private or Path()).joinpath("exempelstad/internal.ttl").read_text(encoding="utf-8").splitlines()
    texts = {number for number, line in enumerate(lines, start=1) if '"@' in line}
    assert texts <= told
    assert {v.field for v in needles.searched} >= {"rdfs:label", "rdfs:comment", "vcard:fn", "vcard:hasEmail", "IRI"}


def test_the_person_who_has_left_and_the_names_of_marks_are_looked_for(withheld: Site) -> None:
    """They stand in the data, but are not public."""
    words = private_values(prepare(withheld)).words
    assert {"kvarnfall", "silverlo", "rovgran", "vargstig"} <= words.keys()


@pytest.mark.parametrize("act", [build, lambda site, store: publish(site, store, NOON)])
def test_a_trace_stops_the_release_and_changes_nothing(
    withheld: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Site, Store], object]
) -> None:
    """As it would be if the disclosure let something through."""
    store = Store(tmp_path / "releases")
    before = build(withheld, store).release.identifier
    real = flow.disclose

    def leaky(source: Graph, *rest: object) -> Graph:
        public = real(source, *rest)
        register = URIRef("http://local.example/exempelstad/id/register/pupils")
        comment = DCTERMS.description
        public.remove((register, comment, None))
        public.add((register, comment, Literal("Här nämns Blåvinge.", lang="sv")))
        return public

    monkeypatch.setattr(flow, "disclose", leaky)
    with pytest.raises(build_module.CheckFailed) as caught:
        act(withheld, store)
    assert {finding.rule for finding in caught.value.findings} == {"trace"}
    assert [f.place.path for f in caught.value.findings] == ["private/exempelstad/internal.ttl"]
    assert "blåvinge" not in "".join(f.text(tag) for f in caught.value.findings for tag in ("sv", "fi", "en")).lower()
    assert store.current_name() == before
    assert not (withheld.data / "exempelstad" / "ledger").exists()
    assert sorted(p.name for p in store.folder.iterdir() if p.is_dir() and not p.is_symlink()) == [before]


def test_a_proof_holds_and_switches_nothing(withheld: Site, tmp_path: Path) -> None:
    store = Store(tmp_path / "releases")
    build(withheld, store)
    before = {p: p.stat().st_mtime_ns for p in sorted(tmp_path.rglob("*"))}
    proof = prove(withheld, store)
    assert proof.holds
    assert proof.compared
    assert proof.traces == ()
    assert len(proof.searched) > 80
    assert {p: p.stat().st_mtime_ns for p in sorted(tmp_path.rglob("*"))} == before


def test_a_proof_without_internal_facts_says_so(site: Site, tmp_path: Path) -> None:
    proof = prove(site, Store(tmp_path / "releases"))
    assert (proof.holds, proof.compared) == (True, False)


def test_a_trace_in_a_log_or_in_the_current_release_is_found(withheld: Site, tmp_path: Path) -> None:
    """The proof looks at what is served now, and at logs that it is given."""
    log = tmp_path / "server.log"
    log.write_text("GET /search?q=Hemgrundsuppgifter\n", encoding="utf-8")
    proof = prove(withheld, Store(tmp_path / "releases"), [log])
    assert not proof.holds
    assert 24 in [finding.place.line for finding in proof.traces]
    assert all("server.log" in finding.text() for finding in proof.traces)


def test_a_proof_fails_when_internal_facts_change_what_is_published(
    withheld: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when no word of them is told."""
    real = flow.disclose

    def swayed(source: Graph, *rest: object) -> Graph:
        public = real(source, *rest)
        if flow.swayed_by:
            public.remove((None, URIRef("https://w3id.org/dpv#hasDataSubject"), None))
        return public

    real_prepare = build_module.prepare

    def prepare_and_tell(site: Site, *rest: object) -> object:
        monkeypatch.setattr(flow, "swayed_by", site.private, raising=False)
        return real_prepare(site, *rest)

    monkeypatch.setattr(flow, "disclose", swayed)
    monkeypatch.setattr(build_module, "prepare", prepare_and_tell)
    proof = prove(withheld, Store(tmp_path / "releases"))
    assert (proof.traces, proof.is_same, proof.holds) == ((), False, False)
