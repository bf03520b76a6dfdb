"""Shapes of others over what is published: anyone's, and the official ones where they lie beside the project."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.model.errors import ConfigurationError, ShapesError
from publisher.model.findings import Finding
from publisher.release.checks.outside import HOME, OFFICIAL, Wanted, held
from publisher.release.flow import Prepared, examine
from publisher.release.site import Site, read_site
from tests.conftest import BASE, ROOT

BESIDE = ROOT.parent / "shared" / "dcat-ap"
"""The official files as they are, where they lie beside the project; they are not its own to hold."""

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <http://x.fi/> .
"""
SHAPE = PREFIXES + "x:S a sh:NodeShape ; "
MADE_UP = {
    "dcat-ap-SHACL.ttl": SHAPE + "sh:targetClass dcat:Dataset ; sh:property x:P, x:Defined-nowhere ."
    "x:P sh:path dct:title ; sh:minCount 9 .",
    "ranges.ttl": PREFIXES + "x:T a sh:NodeShape ; sh:targetClass dcat:Catalog ;"
    " sh:property [ sh:path dct:language ; sh:class x:Tongue ] .",
}
"""Files that are called as the official ones are, with a reference to nothing as those have."""

TONGUES = " ".join(
    f"<http://publications.europa.eu/resource/authority/language/{tag}> a <http://x.fi/Tongue> ."
    for tag in ("SWE", "FIN", "ENG")
)


Examined = tuple[tuple[Finding, ...], Prepared | None]


@pytest.fixture(scope="module")
def example(site: Site) -> Examined:
    """The example, as the check finds it."""
    return examine(site, "optima")


def find(examined: Examined, wanted: Wanted) -> list[Finding]:
    """What shapes find in what is published of an authority, besides what the check itself finds."""
    own, prepared = examined
    with held(wanted) as shapes:
        return [finding for finding in shapes.added_to(own, prepared) if finding not in own]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes files below a folder; gives the folder."""

    def write_files(name: str, files: dict[str, str]) -> Path:
        for file, text in files.items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / name

    return write_files


def line_of(file: str, text: str) -> str:
    """The file and the line in the example where a text first stands."""
    lines = (ROOT / "data" / "optima" / file).read_text(encoding="utf-8").splitlines()
    return f"data/optima/{file}:{next(n for n, line in enumerate(lines, 1) if text in line)}"


@pytest.mark.parametrize(
    ("shape", "file", "stands"),
    [
        ("sh:targetClass dcat:Catalog ; sh:nodeKind sh:Literal .", "authority.ttl", "<id/catalog> a"),
        (
            "sh:targetClass dcat:Catalog ; sh:property [ sh:path dct:publisher ; sh:nodeKind sh:Literal ] .",
            "authority.ttl",
            "dct:publisher",
        ),
        (
            "sh:targetNode <http://local.example/optima/register/abilitas> ; sh:nodeKind sh:Literal .",
            "registers/abilitas.ttl",
            "<id/register/abilitas> a",
        ),
        (
            "sh:targetNode <http://publications.europa.eu/resource/authority/language/SWE> ; sh:nodeKind sh:Literal .",
            "authority.ttl",
            "lang:SWE",
        ),
    ],
)
def test_a_finding_stands_where_its_subject_stands(
    shape: str, file: str, stands: str, example: Examined, write: Callable[..., Path]
) -> None:
    """A value where it is written, a record where its register is, a term of others where it is referred to."""
    folder = write("shapes", {"a.ttl": SHAPE + shape})
    (found,) = find(example, Wanted(shapes=(folder / "a.ttl",)))
    assert f"{found.place.path}:{found.place.line}" == line_of(file, stands)
    assert (found.severity, found.rule) == ("error", "http://x.fi/S")


def test_the_whole_public_graph_is_met(example: Examined, write: Callable[..., Path]) -> None:
    """With records, which are computed, and the names of what it refers to; files refer to one another."""
    folder = write(
        "shapes",
        {
            "a.ttl": PREFIXES + "x:R a sh:NodeShape ; sh:targetClass dcat:CatalogRecord ; sh:node x:None .",
            "b.ttl": PREFIXES + "x:None a sh:NodeShape ; sh:nodeKind sh:Literal ."
            "x:C a sh:NodeShape ; sh:targetSubjectsOf skos:prefLabel ; sh:nodeKind sh:Literal .",
        },
    )
    found = find(example, Wanted(shapes=(folder / "a.ttl", folder / "b.ttl")))
    assert len({f.place.path for f in found if f.rule == "http://x.fi/R"}) == 7
    assert len([f for f in found if f.rule == "http://x.fi/C"]) > 20


def test_nothing_private_is_met(tmp_path: Path, write: Callable[..., Path]) -> None:
    """Shapes of others see what is published, and no more."""
    for name in ("data", "private"):
        shutil.copytree(ROOT / "tests" / "withheld" / name, tmp_path / "made" / name)
    site = read_site(tmp_path / "made" / "data", BASE, tmp_path / "made" / "private")
    folder = write(
        "shapes", {"a.ttl": SHAPE + "sh:targetSubjectsOf x:p ; sh:targetClass dcat:Dataset ; sh:closed true ."}
    )
    found = find(examine(site, "exempelstad"), Wanted(shapes=(folder / "a.ttl",)))
    assert found
    assert not any("private" in f.place.path for f in found)
    private = "\n".join(p.read_text(encoding="utf-8") for p in (tmp_path / "made" / "private").rglob("*.ttl"))
    assert "vargstig" in private
    assert not any("vargstig" in f.message() for f in found)


def test_with_errors_in_the_data_it_says_that_nothing_was_held_against_shapes(
    data: Path, write: Callable[..., Path]
) -> None:
    """There is then nothing that is published."""
    (data / "optima" / "authority.ttl").write_text("oops", encoding="utf-8")
    folder = write("shapes", {"a.ttl": SHAPE + "sh:targetClass dcat:Dataset ; sh:nodeKind sh:Literal ."})
    (found,) = find(examine(read_site(data, BASE), "optima"), Wanted(shapes=(folder / "a.ttl",)))
    assert (found.severity, "Mend the errors first" in found.message()) == ("info", True)


@pytest.mark.parametrize("depth", ["", "3.0.1/shacl/", "releases/3.0.1/html/shacl/"])
def test_the_files_of_a_profile_are_found_and_mended_in_memory(
    depth: str, example: Examined, write: Callable[..., Path]
) -> None:
    """At whatever depth; the rest of a shape with a broken reference is run, and the files stay as they are."""
    folder = write("official", {depth + name: text for name, text in MADE_UP.items()})
    (folder / ".hidden.ttl").write_text("oops")
    found = find(example, Wanted(profile="dcat-ap", profiles=folder))
    assert len([f for f in found if "dct:title stands fewer than 9 times" in f.message()]) == 7
    assert len([f for f in found if "not of the class <http://x.fi/Tongue>" in f.message()]) == 3
    assert len([f for f in found if "--vocabularies" in f.message()]) == 1
    assert (folder / depth / "ranges.ttl").read_text(encoding="utf-8") == MADE_UP["ranges.ttl"]


@pytest.mark.parametrize("where", ["official/vocab", "elsewhere"])
def test_vocabularies_are_looked_up(where: str, example: Examined, write: Callable[..., Path]) -> None:
    """Those that lie with the official files, and those of a folder that is named."""
    folder = write("official", MADE_UP)
    vocabularies = write(where, {"tongues.ttl": TONGUES})
    named = vocabularies if where == "elsewhere" else None
    found = find(example, Wanted(profile="dcat-ap", profiles=folder, vocabularies=named))
    assert len(found) == 7
    assert all("dct:title" in f.message() for f in found)


def test_of_several_releases_that_of_the_profile_is_taken(example: Examined, write: Callable[..., Path]) -> None:
    """And if none says which one it is, the one is asked for."""
    write("official", {f"3.0.1/{name}": text for name, text in MADE_UP.items()})
    folder = write("official", {f"3.0.0/{name}": "oops" for name in MADE_UP})
    assert find(example, Wanted(profile="dcat-ap", profiles=folder))
    folder = write("many", {f"{n}/ranges.ttl": MADE_UP["ranges.ttl"] for n in (1, 2)})
    with pytest.raises(ConfigurationError, match=r"several files called ranges\.ttl"):
        find(example, Wanted(profile="dcat-ap", profiles=folder))


def test_without_the_official_files_it_says_where_they_are_got(example: Examined, tmp_path: Path) -> None:
    """Whether no folder is named, or one without them."""
    for profiles in (None, tmp_path):
        with pytest.raises(ConfigurationError) as refused:
            find(example, Wanted(profile="dcat-ap", profiles=profiles))
        assert HOME in str(refused.value)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(shapes=(Path("nowhere.ttl"),)), "nowhere.ttl: error: there is no such file"),
        (Wanted(shapes=(ROOT,)), "this is no file"),
        (Wanted(profiles=ROOT), "no shapes are asked for"),
        (Wanted(vocabularies=ROOT), "no shapes are asked for"),
        (Wanted(profile="dcat-ap", profiles=Path("nowhere")), "nowhere: error: there is no such folder"),
    ],
)
def test_what_is_not_there_is_wrong_use(wanted: Wanted, told: str) -> None:
    """In one line."""
    with pytest.raises(ConfigurationError) as refused, held(wanted):
        pass
    assert told in str(refused.value)


def test_a_folder_without_vocabularies_is_wrong_use(write: Callable[..., Path]) -> None:
    """It was meant to hold some."""
    folder = write("official", MADE_UP)
    empty = write("empty", {"readme.txt": ""})
    with (
        pytest.raises(ConfigurationError, match="no vocabularies here"),
        held(Wanted(profile="dcat-ap", profiles=folder, vocabularies=empty)),
    ):
        pass


@pytest.mark.parametrize("file", ["shapes.ttl", "vocab/v.ttl"])
def test_files_that_are_not_turtle_are_refused_before_anything_is_read(file: str, write: Callable[..., Path]) -> None:
    """Each fault on a line of its own."""
    folder = write("official", {**MADE_UP, file: "oops .\noops ."})
    with pytest.raises(ShapesError) as refused, held(Wanted(profile="dcat-ap", profiles=folder)):
        pass
    assert [line.split(": ")[0] for line in str(refused.value).splitlines()] == [
        f"{(folder / file).as_posix()}:{n}" for n in (1, 2)
    ]


def test_nothing_is_fetched(example: Examined, write: Callable[..., Path]) -> None:
    """Neither what shapes import nor what vocabularies do: nobody comes to a port that listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/a.ttl"
        imports = f"<http://x.fi> <http://www.w3.org/2002/07/owl#imports> <{there}> ."
        folder = write("official", {"shapes.ttl": MADE_UP["dcat-ap-SHACL.ttl"] + imports, "vocab/v.ttl": imports})
        assert find(example, Wanted(profile="dcat-ap", profiles=folder))
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_example_meets_the_official_profile(example: Examined) -> None:
    """Where the official files lie beside the project: no error, and only the warnings that the docs explain."""
    if not BESIDE.exists():
        return
    found = find(example, Wanted(profile="dcat-ap", profiles=BESIDE))
    assert [f for f in found if f.severity != "warning"] == []
    explained = (ROOT / "docs" / "profiles.md").read_text(encoding="utf-8")
    told = {f.message().split()[0] for f in found}
    assert [name for name in told if f"`{name}`" not in explained] == []
    assert {file.name for file in BESIDE.rglob("*.ttl")} >= set(OFFICIAL)
