"""A client of FAIR Signposting that was not written here finds every relation: in headers, heads and sets of links."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from publisher.render.formats import CSV, RDF_FORMATS, Format
from tests.outside.conftest import HERE, ROOT, Server, serving

pytestmark = pytest.mark.outside

CLIENT = HERE / ".venv" / "bin" / "signposting"
LICENCE = "https://licence.example/by/"
SETTINGS = f'[licence]\niri = "{LICENCE}"\nlabel = {{ en = "Some licence" }}\n'
KINDS = ("agent", "catalog", "contact", "dataset", "register", "system")


@pytest.fixture(scope="module")
def licensed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The example catalogue with a licence, served."""
    folder = tmp_path_factory.mktemp("licensed")
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "data" / "site.toml").write_text(SETTINGS)
    with serving(folder / "data", folder / "releases") as found:
        yield found


def found(address: str, *options: str) -> dict[str, set[str]]:
    """What the client finds at an address: where links lead, with their media types, by relation."""
    assert CLIENT.exists(), "the client is not there: run `make test-outside`, which installs it"
    told = subprocess.run([CLIENT, *options, address], capture_output=True, text=True, check=True, timeout=60)
    assert told.stderr == "" or "--linkset" in options, address
    links: dict[str, set[str]] = {}
    relation = ""
    for line in told.stdout.splitlines()[1:]:
        named = re.fullmatch(r"(?:(\w+):)? *(<.*)", line)
        assert named, line
        relation = named[1] or relation
        links.setdefault(relation, set()).add(named[2])
    return links


def documents(server: Server) -> Iterator[tuple[str, str]]:
    """Documents of things of each kind, all registers and one of each other, each with the path of the thing."""
    for kind in KINDS:
        prefix = f"/optima/{kind}"
        paths = [path for path in server.documents() if path == prefix or path.startswith(f"{prefix}/")]
        assert paths, kind
        for path in paths if kind == "register" else paths[:1]:
            yield path, path.replace("/optima/", "/optima/id/")


def data_of(path: str) -> tuple[Format, ...]:
    """The formats for programs that a document has: a whole catalogue has all, and a table."""
    if path.endswith("catalog"):
        return (*RDF_FORMATS, CSV)
    return tuple(form for form in RDF_FORMATS if form.in_documents)


@pytest.mark.parametrize("option", ["--http", "--html"])
def test_every_relation_of_a_landing_page_is_found(licensed: Server, option: str) -> None:
    """At the address of the thing itself, which leads to its document."""
    for path, thing in documents(licensed):
        told = found(licensed.base + thing, option)
        document = licensed.base + path
        assert told.pop("CiteAs") == {f"<{licensed.base}{thing}>"}, path
        types = told.pop("Type")
        assert "<https://schema.org/AboutPage>" in types
        assert len(types) == 2
        assert told.pop("Author") == {f"<{licensed.base}/optima/id/agent/optima>"}
        assert told.pop("License") == {f"<{LICENCE}>"}
        data = {f"<{document}.{form.extension}> {form.media_type}" for form in data_of(path)}
        assert told.pop("DescribedBy") == data
        if "/dataset/" in path:
            assert {item.partition("> ")[2] for item in told.pop("Item")} >= {form.media_type for form in RDF_FORMATS}
            assert told.pop("Collection") == {f"<{licensed.base}/optima/open>"}
        assert told.pop("Linkset") == {f"<{document}.linkset.json> application/linkset+json"}
        assert not told, path


def test_a_file_leads_back_to_the_dataset_that_it_is_of(licensed: Server) -> None:
    document = f"{licensed.base}/optima/dataset/descriptions"
    for item in found(document, "--http")["Item"]:
        told = found(item[1:].partition(">")[0], "--http")
        assert told.pop("Collection") == {f"<{document}>"}, item
        if item.endswith(CSV.media_type):
            description = f"<{licensed.base}/optima/csv-metadata.json> application/csvm+json"
            assert told.pop("DescribedBy") == {description}, item
        representations = {f"<{licensed.base}/optima/{name}.csv> text/csv" for name in ("catalog", "items")}
        assert not told or item in representations, item


def test_the_set_of_links_holds_them_too_and_the_ways_back(licensed: Server) -> None:
    """The client reads all anchors as one, and warns of a collection for each file."""
    for path, thing in documents(licensed):
        document = licensed.base + path
        told = found(f"{document}.linkset.json", "--linkset")
        page = found(licensed.base + thing, "--http")
        assert told.pop("Describes") == {f"<{document}> text/html"}, path
        assert ("Collection" in told) == ("Collection" in page)
        apart = ("Collection", "Linkset")
        assert {relation: links for relation, links in told.items() if relation not in apart} == {
            relation: links for relation, links in page.items() if relation not in apart
        }, path


def test_data_leads_back_to_what_it_describes(licensed: Server) -> None:
    for path, thing in documents(licensed):
        for form in RDF_FORMATS:
            if form.in_documents:
                told = found(f"{licensed.base}{path}.{form.extension}", "--http")
                assert told["Describes"] == {f"<{licensed.base}{path}> text/html"}
                assert told["CiteAs"] == {f"<{licensed.base}{thing}>"}
                assert told["License"] == {f"<{LICENCE}>"}


def test_where_no_licence_is_stated_none_is_found(server: Server) -> None:
    assert "License" not in found(f"{server.base}/optima/catalog")
