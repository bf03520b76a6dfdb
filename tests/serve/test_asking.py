"""The page that helps to ask: from a register to a letter, without keeping a word of it."""

from __future__ import annotations

import datetime as dt
import logging
import re
import shutil
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from werkzeug.test import Client, TestResponse

from publisher.model.asking import TRACKS
from publisher.model.languages import LANGUAGES
from publisher.release.build import build
from publisher.release.site import read_site
from publisher.release.store import Release, Store
from publisher.render.pages import locale
from publisher.serve import asking
from publisher.serve.app import create_app
from publisher.serve.computed import LARGEST_FORM
from tests.conftest import BASE, ROOT
from tests.html import PageReader

REGISTERS = sorted(file.stem for file in (ROOT / "data" / "optima" / "registers").glob("*.ttl"))
OWN = {"register": "optima/abilitas", "track": "own"}
DOCUMENT = {"register": "optima/tweb-valmu", "track": "document"}
TODAY = dt.date(2026, 11, 26)
HOSTILE = "</textarea></pre><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


@pytest.fixture(scope="module")
def client(release: Release) -> Client:
    """A client of the example."""
    return Client(create_app(release.folder.parent))


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "today", lambda: TODAY)


def post(client: Client, query: dict[str, str], language: str = "sv", **form: Any) -> TestResponse:
    return client.post(f"/ask.{language}.html", query_string=query, data=form)


def sound(found: TestResponse) -> PageReader:
    """The page of an answer, which is built as every page is, with a label for every field."""
    page = PageReader.of(found.data)
    assert (len(page.all("h1")), len(page.all("main"))) == (1, 1)
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert not page.all("script", "style", "iframe", "img")
    assert not [n for e in page.elements for n in e.attributes if n == "style" or n.startswith("on")]
    labelled = {e.attributes.get("for") for e in page.all("label")}
    for field in page.all("input", "textarea", "select"):
        is_choice = "label" in field.within or field.attributes.get("type") == "hidden"
        assert is_choice or field.attributes["id"] in labelled, field
        assert set(field.attributes.get("aria-describedby", "").split()) <= set(ids), field
    for link in page.all("a"):
        if link.attributes["href"].startswith("#"):
            assert link.attributes["href"][1:] in ids, link
    assert page.all("html")[0].attributes["lang"] == found.headers["Content-Language"]
    return page


def typed(page: PageReader) -> dict[str, list[str]]:
    """What stands in the single-line fields of a form, and what is ticked."""
    found: dict[str, list[str]] = {}
    for field in page.all("input"):
        is_choice = field.attributes.get("type") in ("radio", "checkbox")
        if not is_choice or "checked" in field.attributes:
            found.setdefault(field.attributes["name"], []).append(field.attributes["value"])
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_begins_with_what_one_wants_and_where(client: Client, language: str) -> None:
    found = client.get(f"/ask.{language}.html")
    page = sound(found)
    assert found.status_code == 200
    assert [o.attributes["value"] for o in page.all("option")] == ["", *(f"optima/{slug}" for slug in REGISTERS)]
    assert [i.attributes["value"] for i in page.all("input")] == list(TRACKS)
    assert page.all("form")[0].attributes["action"] == f"/ask.{language}.html"
    assert "method" not in page.all("form")[0].attributes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("slug", REGISTERS)
def test_every_register_has_a_form_and_a_letter(client: Client, slug: str, track: str, language: str) -> None:
    """Which names the register, goes to its office, and tells the latest day."""
    query = {"register": f"optima/{slug}", "track": track}
    form = client.get(f"/ask.{language}.html", query_string=query)
    page = sound(form)
    assert form.status_code == 200
    assert page.all("form")[0].attributes["method"] == "post"
    parts = [i.attributes["value"] for i in page.all("input") if i.attributes["name"] == "part"]
    found = post(client, query, language, part=parts[0], name="Åsa Öberg")
    letter = sound(found)
    assert found.status_code == 200
    assert f"{BASE}optima/id/register/{slug}" in letter.text
    assert "Åsa Öberg" in letter.text
    assert letter.all("time")
    assert [e for e in letter.all("textarea") if "readonly" in e.attributes]


def test_what_is_typed_is_answered_with_no_store_and_what_is_not_may_be_kept(client: Client) -> None:
    assert post(client, OWN, name="x").headers["Cache-Control"] == "no-store"
    assert post(client, OWN).headers["Cache-Control"] == "no-store"
    assert post(client, OWN, name="x", do="text").headers["Cache-Control"] == "no-store"
    assert client.get("/ask", query_string=OWN).headers["Cache-Control"] == "public, no-cache"


def test_the_address_without_a_language_is_negotiated(client: Client) -> None:
    found = client.get("/ask", query_string=OWN, headers={"Accept-Language": "fi-FI, sv;q=0.5"})
    assert found.headers["Content-Language"] == "fi"
    assert found.headers["Vary"] == "Accept-Language"
    assert found.headers["Content-Location"] == "/ask.fi.html?register=optima%2Fabilitas&track=own"
    assert {a.attributes["href"] for a in sound(found).all("a") if "hreflang" in a.attributes} == {
        f"/ask.{tag}.html?register=optima%2Fabilitas&track=own" for tag in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_faults_are_told_at_the_top_and_at_the_field_and_all_that_was_typed_stays(
    client: Client, language: str
) -> None:
    form = {"part": ["students-name"], "words": "två\nrader", "email": "fel", "answer": "post", "since": "2026-13-01"}
    found = post(client, OWN, language, **form)
    page, t = sound(found), locale(language)
    assert found.status_code == 400
    assert f"<title>{t['fault']}: " in found.text
    told = [a.attributes["href"] for a in page.all("a") if a.attributes["href"].startswith("#field")]
    assert told == ["#field_since", "#field_name", "#field_email", "#field_address"]
    for what in ("bad_day", "no_name", "bad_email", "no_address"):
        assert page.text.count(t[f"fault_{what}"]) == 2
    invalid = [e.attributes["name"] for e in page.elements if e.attributes.get("aria-invalid") == "true"]
    assert invalid == ["since", "name", "email", "address"]
    kept = typed(page)
    assert (kept["part"], kept["email"], kept["answer"]) == (["students-name"], ["fel"], ["post"])
    assert kept["since"] == ["2026-13-01"]
    assert "två\nrader</textarea>" in found.text


def test_a_public_document_needs_no_name(client: Client) -> None:
    found = post(client, DOCUMENT, words="protokoll 2025")
    assert found.status_code == 200
    assert locale("sv")["track_document_text"] in client.get("/ask.sv.html", query_string=DOCUMENT).text


def test_a_letter_that_must_be_signed_is_not_opened_in_mail(client: Client) -> None:
    signed, other = post(client, OWN, name="Åsa"), post(client, DOCUMENT, words="x")
    assert locale("sv")["letter_signature"] in signed.text
    assert "?subject=" not in signed.text
    assert "mailto:mathias.kass@optimaedu.fi?subject=" in other.text
    assert locale("sv")["letter_signature"] not in other.text


def test_a_long_letter_is_pasted_into_the_mail(client: Client) -> None:
    found = post(client, DOCUMENT, words="å" * 2000)
    assert locale("sv")["letter_long"] in found.text
    (mail,) = (a for a in sound(found).all("a") if "?subject=" in a.attributes["href"])
    assert len(mail.attributes["href"]) < 1800


def test_the_letter_goes_on_to_a_file_a_change_and_another_day(client: Client) -> None:
    """With all that was typed."""
    form = {"part": "public-content", "words": "rad 1\nrad 2", "email": "asa@example.fi", "answer": "email"}
    hidden = typed(sound(post(client, DOCUMENT, **form)))
    assert {name: hidden[name] for name in form} == {name: [value] for name, value in form.items()}
    changed = post(client, DOCUMENT, **hidden, do="change")
    assert changed.status_code == 200
    assert "rad 1\nrad 2</textarea>" in changed.text
    assert typed(sound(changed))["part"] == ["public-content"]
    text = post(client, DOCUMENT, **hidden, do="text")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert text.headers["Content-Disposition"] == 'attachment; filename="tweb-valmu.txt"'
    assert "rad 1\r\nrad 2" in text.data.decode()
    letter = re.search(r"<pre[^>]*>(.*?)</pre>", post(client, DOCUMENT, **form).text, re.DOTALL)
    assert letter
    assert letter[1].replace("\n", "\r\n").strip() == text.data.decode().strip()


def test_a_change_tells_no_fault(client: Client) -> None:
    found = post(client, OWN, do="change")
    assert found.status_code == 200
    assert "aria-invalid" not in found.text


def test_the_latest_day_is_counted_and_moved_as_it_says(client: Client) -> None:
    page = sound(post(client, DOCUMENT, "en", words="x", received="2026-06-05"))
    assert "Answer at the latest: 22 June 2026" in page.text
    assert "19 June 2026 (Midsummer Eve), 20 June 2026 (Midsummer Day), 21 June 2026 (a Sunday)" in page.text
    assert "Act on the Calculation of Statutory Time Limits (150/1930)" in page.text
    assert "oikeus.fi" in page.text
    own = sound(post(client, OWN, "en", name="x", received="2026-05-19"))
    assert "Answer at the latest: 19 June 2026" in own.text
    assert "Answer at the latest: 19 August 2026" in own.text


def test_the_day_is_counted_from_today_unless_another_is_given(client: Client) -> None:
    assert "Senast svar: 10.12.2026" in sound(post(client, DOCUMENT, words="x")).text


def test_the_day_goes_into_a_calendar(client: Client) -> None:
    """Without a word of what was typed."""
    found = post(client, OWN, "fi", name="Åsa Öberg", words="hemligt", received="19.5.2026", do="calendar")
    content = found.data.decode()
    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert found.headers["Content-Disposition"] == 'attachment; filename="abilitas.ics"'
    assert "DTSTART;VALUE=DATE:20260619\r\n" in content
    assert "Öberg" not in content
    assert "hemligt" not in content
    again = post(client, OWN, "fi", name="x", do="calendar").data.decode()
    assert re.findall("UID:.*", content) != re.findall("UID:.*", again)


@pytest.mark.parametrize("received", ["snart", "2026-02-30", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("do", ["letter", "calendar"])
def test_a_day_that_cannot_be_counted_from_is_told_beside_the_letter(client: Client, received: str, do: str) -> None:
    found = post(client, DOCUMENT, words="x", received=received, do=do)
    page = sound(found)
    assert found.status_code == 400
    assert "#field_received" in [a.attributes["href"] for a in page.all("a")]
    assert typed(page)["received"] == [received]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "named", ["optima/nix", "nix/abilitas", "x" * 10_000, HOSTILE, "\x00\x07", "../../etc/passwd", "%ff", "optima/"]
)
def test_an_unknown_register_answers_404_with_a_list(client: Client, named: str, method: str, language: str) -> None:
    query = {"register": named, "track": "own"}
    found = getattr(client, method)(f"/ask.{language}.html", query_string=query)
    page = sound(found)
    assert found.status_code == 404
    assert locale(language)["fault_unknown_register"] in page.text
    assert len(page.all("option")) > len(REGISTERS)
    assert named not in found.text or len(named) < 10


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 200),
        ("register=optima/abilitas", 200),
        ("track=own", 200),
        ("register=&track=own", 400),
        ("register=optima/abilitas&track=both", 400),
        ("track=", 400),
        ("x=" + "y" * 10_000, 200),
        ("track=%00%ff%3Cscript%3E&register=optima/abilitas", 400),
        ("&&&=;", 200),
        ("register=optima/abilitas&register=x&track=own&track=x", 200),
    ],
)
def test_any_query_is_answered_with_a_page_that_helps(client: Client, query: str, status: int) -> None:
    found = client.get(f"/ask.sv.html?{query}")
    assert found.status_code == status
    sound(found)


def test_a_post_without_a_register_asks_for_one(client: Client) -> None:
    found = client.post("/ask.sv.html", data={"name": "Åsa"})
    assert found.status_code == 400
    assert locale("sv")["fault_no_register"] in sound(found).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_field_of_a_megabyte_is_refused_with_a_page(client: Client, language: str) -> None:
    found = client.post(
        f"/ask.{language}.html",
        query_string=OWN,
        data={"name": "x" * 1_000_000},
        headers={"Accept-Language": language},
    )
    assert found.status_code == 413
    assert locale(language)["error_413_title"] in found.text
    many = client.post("/ask.sv.html", query_string=OWN, data={f"f{n}": "x" for n in range(20_000)})
    assert many.status_code == 413
    assert post(client, OWN, name="x", words="y" * (LARGEST_FORM // 2)).status_code == 400


@pytest.mark.parametrize("body", [b"\xff\xfe=%zz&name=%ff%00", b"=", b"name", b"&" * 900, b'{"name": "x"}'])
@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json", ""],
)
def test_a_broken_form_is_answered_with_a_page(client: Client, body: bytes, kind: str) -> None:
    found = client.post("/ask.sv.html", query_string=OWN, data=body, headers={"Content-Type": kind})
    assert found.status_code in (200, 400)
    sound(found)


def test_hostile_texts_stay_texts(client: Client) -> None:
    found = post(client, DOCUMENT, words=HOSTILE, name=HOSTILE, address=HOSTILE, part=HOSTILE)
    assert found.status_code == 200
    assert sound(found).text.count("alert(1)") >= 2
    assert "<script" not in found.text
    sound(post(client, OWN, words=HOSTILE, email=HOSTILE))


def test_control_characters_are_taken_out(client: Client) -> None:
    text = post(client, DOCUMENT, name="Å\x00s\x1ba\r\nBcc: x", words="a\x07\u202eb", do="text").data.decode()
    assert "Åsa Bcc: x" in text
    assert "ab" in text
    assert not set(text) & set("\x00\x07\x1b\u202e")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["part", "words", "name", "email", "address", "answer", "since", "until", "received", "do"]),
        st.text(max_size=50) | st.sampled_from(["letter", "text", "calendar", "change", "2026-01-01", "email"]),
    ),
    st.sampled_from([OWN, DOCUMENT]),
)
def test_no_form_breaks_it(client: Client, form: dict[str, str], query: dict[str, str]) -> None:
    found = post(client, query, **{name: value.encode("utf-8", "replace") for name, value in form.items()})
    assert found.status_code in (200, 400)
    assert found.headers["Cache-Control"] == "no-store"


def test_nothing_of_what_is_typed_is_stored_or_logged(
    release: Release,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not even when making the letter fails."""
    caplog.set_level(logging.DEBUG)
    typed_words = "hemlighet-4711"
    client = Client(create_app(release.folder.parent))
    for do in ("letter", "text", "calendar", "change"):
        post(client, OWN, name=typed_words, words=typed_words, email=f"{typed_words}@example.fi", do=do)
    post(client, OWN, words=typed_words)

    def broken(*_: Any) -> None:
        raise ValueError(typed_words)

    monkeypatch.setattr(asking, "compose", broken)
    failed = post(client, OWN, name=typed_words)
    assert failed.status_code == 500
    assert typed_words not in failed.text
    assert "could not be answered" in caplog.text
    assert typed_words not in caplog.text
    assert typed_words not in "".join(capfd.readouterr())
    for file in release.folder.parent.rglob("*"):
        assert not file.is_file() or typed_words.encode() not in file.read_bytes()


def test_other_methods_are_told_what_is_allowed(client: Client) -> None:
    assert client.open("/ask", method="OPTIONS").headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    found = client.delete("/ask.sv.html")
    assert (found.status_code, found.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    head = client.head("/ask.sv.html", query_string=OWN)
    assert (head.status_code, head.data) == (200, b"")


def test_authorities_on_hosts_of_their_own_are_asked_at_the_site(tmp_path: Path) -> None:
    """Whose page leads back to the register where it is."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "optima").symlink_to(ROOT / "data" / "optima")
    settings_file = tmp_path / "data" / "site.toml"
    settings_file.write_text('[authorities.optima]\nbase = "https://optima.example/handlingar/"\n', encoding="utf-8")
    release = build(read_site(tmp_path / "data", f"{BASE}site/"), Store(tmp_path / "releases")).release
    client = Client(create_app(release.folder.parent))
    page = sound(client.get("/site/ask.fi.html", query_string=OWN))
    assert "https://optima.example/handlingar/register/abilitas.fi.html" in [
        a.attributes["href"] for a in page.all("a")
    ]
    register = client.get("/handlingar/register/abilitas.fi.html", headers={"Host": "optima.example"}).text
    assert "/site/ask.fi.html?register=optima/abilitas&amp;track=own" in register
    iri = {**OWN, "register": "https://optima.example/handlingar/id/register/abilitas"}
    assert client.get("/site/ask.fi.html", query_string=iri).status_code == 200


def test_strange_registers_can_be_asked(tmp_path: Path) -> None:
    """One in one language only, one with a thousand items, one of which much is withheld; too many to list."""
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    shutil.copytree(ROOT / "tests" / "withheld" / "data" / "exempelstad", data / "exempelstad")
    (data / "optima" / "ledger").unlink()
    registers = data / "optima" / "registers"
    text = (registers / "unit4.ttl").read_text(encoding="utf-8")

    def add(name: str, changed: str) -> None:
        named = changed.replace("id/register/unit4", f"id/register/{name}").replace('"unit4"', f'"{name}"')
        (registers / f"{name}.ttl").write_text(named, encoding="utf-8")

    add("swedish", re.sub(r',\s*"[^"]*"@(fi|en)', "", text))
    items = [f":item-{n}" for n in range(1000)]
    told = "".join(f'{item} a rc:DataItem ; rdfs:label "sak {item[6:]}"@sv .\n' for item in items)
    add("large", text.replace("rc:dataItem :staff-name", f"rc:dataItem {', '.join(items)}, :staff-name") + told)
    for number in range(45):
        add(f"copy-{number}", text)
    client = Client(create_app(build(read_site(data, BASE), Store(tmp_path / "releases")).release.folder.parent))
    begin = client.get("/ask.sv.html")
    assert not sound(begin).all("select")
    assert "/search.sv.html" in [a.attributes["href"] for a in sound(begin).all("a")]
    chosen = sound(client.get("/ask.sv.html?register=optima/large"))
    assert [i.attributes["value"] for i in chosen.all("input")] == ["document", "own", "optima/large"]
    for key in ("optima/swedish", "optima/large", "exempelstad/pupils"):
        for language in LANGUAGES:
            for track in TRACKS:
                query = {"register": key, "track": track}
                form = client.get(f"/ask.{language}.html", query_string=query)
                assert form.status_code == 200
                assert len(form.data) < 20_000
                sound(form)
                found = post(client, query, language, name="Åsa", words="x")
                assert found.status_code == 200
                sound(found)
    assert locale("fi")["request_parts_many"] in client.get("/ask.fi.html?register=optima/large&track=own").text


def test_a_machine_that_knows_no_time_zones_counts_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert abs((asking.today() - dt.datetime.now(dt.UTC).date()).days) <= 1

    def unknown(_name: str) -> None:
        raise ZoneInfoNotFoundError

    monkeypatch.setattr(asking, "ZoneInfo", unknown)
    assert abs((asking.today() - dt.datetime.now(dt.UTC).date()).days) <= 1
