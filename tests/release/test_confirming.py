"""Confirming writes what was decided into the files, and changes nothing else in them."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import XSD, Graph, Literal, URIRef

from publisher.load.turtle import load_files
from publisher.model.errors import CheckFailed, ConfigurationError
from publisher.model.languages import LANGUAGES
from publisher.model.proposals import Proposal
from publisher.model.terms import RC
from publisher.release import confirming
from publisher.release.checks.checking import check
from publisher.release.confirming import Role, confirm, posts, proposals, role
from publisher.release.flow import examine
from publisher.release.site import Site, read_site
from tests.conftest import BASE, ROOT

DAY = dt.date(2026, 3, 2)
_DAY = Literal("2026-03-02", datatype=XSD.date)
SLUGS = sorted(file.stem for file in (ROOT / "data" / "optima" / "registers").iterdir())
MADE_UP = ROOT / "tests" / "withheld"


@pytest.fixture
def copy(data: Path) -> Site:
    """A copy of the example, to confirm things in."""
    return read_site(data, BASE)


@pytest.fixture
def made(tmp_path: Path) -> Site:
    """A copy of the made-up authority, with its internal facts."""
    for name in ("data", "private"):
        shutil.copytree(MADE_UP / name, tmp_path / name)
    return read_site(tmp_path / "data", BASE, tmp_path / "private")


def waiting(site: Site, register: str | None = None) -> list[Proposal]:
    """What waits in a site."""
    return [proposal for proposal in proposals(site, None, register) if not proposal.is_confirmed]


def graph(site: Site) -> Graph:
    """All that the files of a site state."""
    found = Graph()
    for name in site.authorities:
        source = load_files(site.files(name), site.authorities[name].iri, site.data.parent)
        assert source.findings == []
        found += source.graph
    return found


def stated(file: Path) -> set[tuple[object, object, object]]:
    """What a file of the example states."""
    return set(load_files([file], BASE + "optima/", file.parent).graph)


def texts(site: Site) -> dict[str, bytes]:
    """Every file of a site."""
    return {f.relative_to(site.data).as_posix(): f.read_bytes() for f in site.data.rglob("*") if f.is_file()}


def said(by: Role, *wanted: Proposal) -> set[tuple[object, object, object]]:
    """What confirming says."""
    found: set[tuple[object, object, object]] = set()
    for proposal in wanted:
        subject = URIRef(proposal.subject)
        found |= {
            (subject, RC.confirmedBy, by.contact),
            (subject, RC.confirmedOn, Literal("2026-03-02", datatype=XSD.date)),
        }
        found |= set() if proposal.language else {(subject, RC.classificationStatus, RC.Confirmed)}
    return found


def unsaid(*wanted: Proposal) -> set[tuple[object, object, object]]:
    """What confirming takes back."""
    return {(URIRef(p.subject), RC.classificationStatus, RC.Proposed) for p in wanted if not p.language}


def holds_only_confirmations(before: bytes, after: bytes) -> bool:
    """Whether every line is as it was but for statuses: their own lines, and those said after them."""
    lines = difflib.unified_diff(before.decode().splitlines(True), after.decode().splitlines(True), n=0)
    changed = [line[1:] for line in list(lines)[2:] if not line.startswith("@@")]
    own = re.compile(
        r"  rc:(classificationStatus rc:(Proposed|Confirmed)|status rc:(Restated|Translated)"
        r"|confirmedBy (contact:principals|<id/contact/principals>)"
        r'|confirmedOn "2026-03-02"\^\^xsd:date) [;.]\n'
        r"|@prefix xsd: <http://www\.w3\.org/2001/XMLSchema#> \.\n"
    )
    return bool(changed) and all(own.fullmatch(line) for line in changed)


# The example


def test_confirming_everything_leaves_nothing_to_confirm_and_no_error(copy: Site) -> None:
    """All statuses are confirmed; comments, order and every other line are as they were; nothing more is found."""
    before, triples, found = texts(copy), graph(copy), check(copy, None, None)
    all_of_it, by = waiting(copy), role(copy, "principals", None)
    assert len(all_of_it) > 150
    done = confirm(copy, by, DAY, all_of_it)
    assert done.findings == ()
    after = texts(copy)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"optima/authority.ttl", *(f"optima/registers/{slug}.ttl" for slug in SLUGS)}
    assert all(holds_only_confirmations(before[name], after[name]) for name in changed)
    assert set(graph(copy)) == (set(triples) - unsaid(*all_of_it)) | said(by, *all_of_it)
    assert waiting(copy) == []
    assert check(copy, None, None).counts == found.counts
    _, prepared = examine(copy, "optima")
    assert prepared is not None
    for register in prepared.catalogue.registers:
        assert all(status.is_confirmed and status.confirmation for status in register.statuses)
        assert all(version.confirmation for version in register.text_versions)


@pytest.mark.parametrize("slug", SLUGS)
def test_confirming_one_thing_changes_exactly_its_triples(slug: str, copy: Site) -> None:
    """Each thing that waits, by itself; its file grows by as many lines as it says."""
    by, file = role(copy, "principals", None), copy.data / "optima" / "registers" / f"{slug}.ttl"
    before, everything = file.read_bytes(), texts(copy)
    triples = stated(file)
    for proposal in waiting(copy, slug):
        done = confirm(copy, by, DAY, [proposal])
        after = file.read_bytes()
        assert done.findings == ()
        assert done.grown == {f"data/optima/registers/{slug}.ttl": after.count(b"\n") - before.count(b"\n")}
        assert stated(file) == (triples - unsaid(proposal)) | said(by, proposal)
        assert holds_only_confirmations(before, after)
        file.write_bytes(before)
    assert texts(copy) == everything


def test_confirming_twice_changes_nothing_the_second_time(copy: Site) -> None:
    """Not even who or when."""
    all_of_it, by = waiting(copy, "unit4"), role(copy, "principals", None)
    confirm(copy, by, DAY, all_of_it)
    before = texts(copy)
    done = confirm(copy, role(copy, "principal-learning", None), DAY + dt.timedelta(1), all_of_it)
    assert (done.findings, done.grown, texts(copy)) == ((), {}, before)


# What is made up


def test_internal_facts_are_neither_asked_about_nor_changed(made: Site) -> None:
    """They are not confirmed in public."""
    inside = made.private_files("exempelstad")[0]
    with inside.open("a", encoding="utf-8") as stream:
        stream.write(
            f"<id/register/pupils#secret> a <{RC}DataItem> ; <{RC}classifiedAs> <https://w3id.org/dpv/pd#Name> ; "
            f"<{RC}classificationStatus> <{RC}Proposed> .\n"
        )
    before = inside.read_bytes()
    subjects = [proposal.subject for proposal in waiting(made)]
    assert subjects
    assert not any("secret" in subject for subject in subjects)
    assert confirm(made, role(made, "registrar", None), DAY, waiting(made)).findings == ()
    assert inside.read_bytes() == before


PREFIX = f"@prefix rc: <{RC}> .\n@prefix pd: <https://w3id.org/dpv/pd#> .\n@prefix xsd: <{XSD}> .\n"


@pytest.fixture
def written(made: Site) -> Callable[[str], list[Proposal]]:
    """Writes lines into a file of their own, and gives what waits in it."""

    def write(lines: str) -> list[Proposal]:
        (made.data / "exempelstad" / "odd.ttl").write_text(PREFIX + lines, encoding="utf-8", newline="")
        return [proposal for proposal in waiting(made) if proposal.place.path.endswith("odd.ttl")]

    return write


@pytest.mark.parametrize(
    "status",
    [
        "rc:Proposed , <http://other.example/> .",
        "rc:Proposed , rc:Draft .",
        f"<{RC}Pro\\u0070osed> .",
        "rc:Proposed .\n<id/x> rc:classificationStatus rc:Proposed .",
    ],
)
def test_what_cannot_be_edited_alone_is_refused_with_what_to_write(
    status: str, made: Site, written: Callable[[str], list[Proposal]]
) -> None:
    """Where it stands, in Turtle, in every language; nothing is written, of the rest of the file neither."""
    sound = "<id/y> rc:classifiedAs pd:Name ; rc:classificationStatus rc:Proposed ."
    [odd, _] = written(f"<id/x> rc:classifiedAs pd:Name ; rc:classificationStatus {status}\n{sound}")
    before = texts(made)
    done = confirm(made, role(made, "registrar", None), DAY, waiting(made))
    [finding] = done.findings
    assert finding.text() == (
        "data/exempelstad/odd.ttl:4: error: this cannot be confirmed here without changing something else too. Write "
        "it yourself: rc:classificationStatus rc:Confirmed ; rc:confirmedBy <id/contact/registrar> ; rc:confirmedOn "
        '"2026-03-02"^^xsd:date'
    )
    assert odd.place.line == 4
    assert len({finding.text(language) for language in LANGUAGES}) == len(LANGUAGES)
    assert (texts(made), done.grown) == (before, {})


def test_things_on_one_line_are_confirmed_each_for_itself(made: Site, written: Callable[[str], list[Proposal]]) -> None:
    """And together."""
    lines = "".join(f"<id/{x}> rc:classifiedAs pd:Name ; rc:classificationStatus rc:Proposed . " for x in "abc")
    one, two, three = written(lines)
    by = role(made, "registrar", None)
    file = made.data / "exempelstad" / "odd.ttl"
    for wanted in ([two], [three, one], [one, two, three]):
        written(lines)
        triples = set(graph(made))
        assert confirm(made, by, DAY, wanted).findings == ()
        assert set(graph(made)) == (triples - unsaid(*wanted)) | said(by, *wanted)
        assert file.read_text(encoding="utf-8").count("\n") == PREFIX.count("\n")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_mode_and_links_stay(line_end: str, made: Site, written: Callable[[str], list[Proposal]]) -> None:
    """A link to a file stays one; no file is left beside it, and none has a byte order mark."""
    lines = f"<id/x> rc:classifiedAs pd:Name ;{line_end}  rc:classificationStatus rc:Proposed .{line_end}"
    proposals = written(lines.replace("\n", line_end) if line_end == "\n" else lines)
    file, target = made.data / "exempelstad" / "odd.ttl", made.data.parent / "elsewhere.ttl"
    shutil.move(file, target)
    target.chmod(0o640)
    file.symlink_to(target)
    before = set(made.data.parent.rglob("*"))
    assert confirm(made, role(made, "registrar", None), DAY, proposals).findings == ()
    assert (file.is_symlink(), target.stat().st_mode & 0o777) == (True, 0o640)
    assert set(made.data.parent.rglob("*")) == before
    text = target.read_bytes()
    assert text.count(b"\r\n") == (4 if line_end == "\r\n" else 0)
    assert text.startswith(b"@prefix")


def test_what_changed_since_it_was_shown_is_refused(made: Site) -> None:
    """Words or concepts; where it stands is no matter."""
    shown, by = waiting(made), role(made, "registrar", None)
    file = made.data / "exempelstad" / "registers" / "pupils.ttl"
    text = file.read_text(encoding="utf-8")
    file.write_text("# One line more\n" + text.replace('"namn"@sv', '"namnet"@sv'), encoding="utf-8")
    before = texts(made)
    done = confirm(made, by, DAY, shown)
    assert sorted(p.subject.rpartition("#")[2] for p in shown if p.place in [f.place for f in done.findings]) == [
        "pupils-name",
        "text-en",
    ]
    assert all("have changed since they were shown" in f.text() for f in done.findings)
    assert texts(made) == before
    file.write_text(text.replace("\n:pupils-name a", "\n:pupils-names a"), encoding="utf-8")
    [gone] = confirm(made, by, DAY, [p for p in shown if p.subject.endswith("#pupils-name")]).findings
    assert "have changed since they were shown" in gone.text()
    file.write_text("# One line more\n" + text, encoding="utf-8")
    assert confirm(made, by, DAY, shown).findings == ()


def test_a_file_that_is_saved_while_it_is_edited_is_left_as_it_was_saved(
    made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that somebody wrote is lost."""
    file = made.data / "exempelstad" / "registers" / "pupils.ttl"
    make = confirming._Edit.make

    def meanwhile(edit: confirming._Edit, *arguments: object) -> object:
        found = make(edit, *arguments)
        file.write_bytes(edit.before + b"# saved meanwhile\n")
        return found

    monkeypatch.setattr(confirming._Edit, "make", meanwhile)
    done = confirm(made, role(made, "registrar", None), DAY, waiting(made))
    assert [f.place.path for f in done.findings] == ["data/exempelstad/registers/pupils.ttl"]
    assert file.read_bytes().endswith(b"# saved meanwhile\n")
    assert b"rc:Confirmed" not in file.read_bytes()


@pytest.mark.parametrize("failure", [KeyboardInterrupt, OSError])
def test_an_interruption_leaves_whole_files(
    failure: type[BaseException], made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old ones, and nothing beside them."""
    before = texts(made)

    def interrupt(_descriptor: int) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(failure):
        confirm(made, role(made, "registrar", None), DAY, waiting(made))
    assert texts(made) == before


def test_a_file_is_whole_before_it_takes_the_place_of_the_old_one(made: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it has been given to the disk by then."""
    sizes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: sizes.append(os.fstat(descriptor).st_size))
    confirm(made, role(made, "registrar", None), DAY, waiting(made))
    assert sizes == [(made.data / "exempelstad" / "registers" / "pupils.ttl").stat().st_size]


def test_a_file_that_cannot_be_read_is_told(made: Site) -> None:
    """Before anything is asked, and when it was spoilt since."""
    shown, by = waiting(made), role(made, "registrar", None)
    with (made.data / "exempelstad" / "registers" / "pupils.ttl").open("a", encoding="utf-8") as stream:
        stream.write("no Turtle\n")
    for attempt in (
        lambda: confirm(made, by, DAY, shown),
        lambda: waiting(made),
        lambda: role(made, "registrar", None),
    ):
        with pytest.raises(CheckFailed, match="1 errors"):
            attempt()


# Who confirms, and what


@pytest.mark.parametrize("named", ["registrar", "id/contact/registrar", BASE + "exempelstad/id/contact/registrar"])
def test_a_post_is_named_by_its_slug_or_its_iri(named: str, made: Site) -> None:
    """It tells what it is called."""
    found = role(made, named, "exempelstad")
    assert (found.authority, found.slug) == ("exempelstad", "registrar")
    assert str(found.heading.in_language("sv")) == "Registrator"
    assert posts(made, None) == ("archivist", "registrar", "registry")


@pytest.mark.parametrize(
    ("named", "authority", "cure"),
    [
        ("registrer", None, "Did you mean registrar?"),
        ("nobody-at-all", None, "Did you mean archivist?"),
        ("registrar", "exempelstat", "Did you mean exempelstad?"),
        ("registrar", "nowhere", "Name a folder in"),
    ],
)
def test_a_post_that_is_not_in_the_data_is_told(named: str, authority: str | None, cure: str, made: Site) -> None:
    """With the nearest one that is."""
    with pytest.raises(ConfigurationError, match=re.escape(cure)):
        role(made, named, authority)


def test_a_person_confirms_nothing(made: Site) -> None:
    """A contact that names nobody's post is refused; an organisation needs none."""
    with (made.data / "exempelstad" / "contacts.ttl").open("a", encoding="utf-8") as stream:
        stream.write(
            'contact:someone a vcard:Individual, vcard:Kind ; vcard:fn "Förnamn Efternamn"@sv .\n'
            'contact:town a vcard:Organization, vcard:Kind ; vcard:fn "Exempelstad"@sv .\n'
        )
    with pytest.raises(ConfigurationError, match="names a person and no post"):
        role(made, "someone", None)
    assert str(role(made, "town", None).heading.in_language("en")) == "Exempelstad"


def test_a_post_of_two_authorities_is_to_be_told_apart(made: Site) -> None:
    """By the name of the folder."""
    shutil.copytree(made.data / "exempelstad", made.data / "grannstad")
    both = read_site(made.data, BASE)
    with pytest.raises(ConfigurationError, match="Add --authority exempelstad or grannstad"):
        role(both, "registrar", None)
    assert role(both, "registrar", "grannstad").authority == "grannstad"
    assert {p.subject.split("/")[3] for p in proposals(both, "grannstad", None)} == {"grannstad"}
    assert {p.subject.split("/")[3] for p in proposals(both, None, "pupils")} == {"exempelstad", "grannstad"}


@pytest.mark.parametrize(("slug", "cure"), [("unit5", "Did you mean unit4?"), ("qqqq", "the last part of its address")])
def test_a_register_that_is_not_in_the_data_is_told(slug: str, cure: str, site: Site) -> None:
    """With the nearest one that is."""
    with pytest.raises(ConfigurationError, match=re.escape(cure)):
        proposals(site, None, slug)


# Any way of writing

NAMES = ("rc:Proposed", f"<{RC}Proposed>", "r:Proposed", "ÅÄÖ.x:Proposed", ":Proposed")
TRAPS = (
    "",
    "# rc:Proposed\n",
    'rc:note "rc:Proposed" ; ',
    'rc:note """ "rc:Proposed"\n # """ ; ',
    "rc:note '''it's \" rc:Proposed''' ; ",
    'rc:note "\\"" ; ',
    "rc:note <http://a.example/#rc:Proposed> ; ",
    "rc:note rc:Proposed-not, rc:aProposed ; ",
)
ENDS = (" .", ".", " ;\n  rc:note true .", " # rc:Proposed .\n.", "\n;\n.", ";;.")


@st.composite
def things(draw: st.DrawFn) -> str:
    """A thing with a status to confirm, written in some way or other."""
    status = draw(st.sampled_from(("rc:", "r:", "\tr:")))
    space = draw(st.sampled_from((" ", "\n  ", "\n\t", " # Proposed\n")))
    trap, end = draw(st.sampled_from(TRAPS)), draw(st.sampled_from(ENDS))
    before = draw(st.sampled_from(("", "\n", "\n\n# A note\n")))
    name = draw(st.sampled_from(NAMES))
    return f"{before}<id/%s>{space}rc:classifiedAs pd:Name ;\n{trap}{status}classificationStatus{space}{name}{end}"


HEAD = PREFIX + f"@prefix r: <{RC}> .\n@prefix ÅÄÖ.x: <{RC}> .\nPREFIX : <{RC}>\n"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ways=st.lists(things(), min_size=1, max_size=5), line_end=st.sampled_from(("\n", "\r\n")), choice=st.data())
def test_whatever_the_way_of_writing_only_what_is_confirmed_changes(
    ways: list[str], line_end: str, choice: st.DataObject, made: Site
) -> None:
    """Each confirmed thing says so, and what was written stays, letter by letter, but for the statuses."""
    lines = [way % f"thing{number}" for number, way in enumerate(ways)]
    text = "\n".join([HEAD, *lines, ""]).replace("\n", line_end)
    file = made.data / "exempelstad" / "odd.ttl"
    file.write_bytes(text.encode())
    triples, found = set(graph(made)), [p for p in waiting(made) if p.place.path.endswith("odd.ttl")]
    assert len(found) == len(ways)
    wanted = choice.draw(st.lists(st.sampled_from(found), min_size=1, unique_by=lambda p: p.subject))
    by = role(made, "registrar", None)
    assert confirm(made, by, DAY, wanted).findings == ()
    assert set(graph(made)) == (triples - unsaid(*wanted)) | said(by, *wanted)
    after = file.read_bytes().decode()
    by_whom = r"\S+confirmedBy>? <id/contact/registrar>"
    confirmation = re.compile(rf"Confirmed(>?)\s;\s+{by_whom}\s;\s+\S+confirmedOn>? \S+xsd:date")
    assert confirmation.sub(r"Proposed\1", after) == text
    assert ("\r" in after) == (line_end == "\r\n")
