"""Of made-up authorities with private things in random places, nothing private is in any answer."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from publisher.release.build import build, prove
from publisher.release.flow import completeness
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store
from publisher.render.formats import CSV, FORMATS
from publisher.serve.documents import answer
from tests.catalogues import PRIVATE_KINDS, MadeUp, made_up

BASE = "http://local.example/"
WITHHELD = (
    re.compile(r'<div class="withheld".*?</dl>\s*</div>', re.DOTALL),
    re.compile(r'<span class="(?:gap|muted|count)">.*?</span>', re.DOTALL),
    re.compile(r"<(p|li)>\s*</\1>"),
    re.compile(r"\s+"),
)
"""What a page says of what is withheld or not stated, and how much is answered; then what that leaves empty, and
white space."""

COUNTED = ("/madeup/completeness.", "/madeup/dataset/descriptions.", "/ontology.")
"""The pages that say what is withheld or not stated, and how much is answered; or size and sum of files that say so; or
where each term is in use, those of marks too.
"""


def site_of(one: MadeUp, folder: Path) -> Site:
    """The made-up authority as a site, with its internal facts."""
    one.write(folder)
    return read_site(folder / "data", BASE, folder / "private")


def answers(release: Release) -> Iterator[tuple[str, str]]:
    """Everything that a client may be told, in every format, language and coding: what was asked, and the answer."""
    paths = [*release.paths(), "/madeup/register/nothing", "/madeup/id/register/nothing", "/style.css"]
    for path in paths:
        for accept in (*(form.media_type for form in (*FORMATS, CSV)), "application/problem+json"):
            for coding in ("identity", "gzip"):
                found = answer(release, "GET", path, {"accept": accept, "accept-encoding": coding})
                body = b"".join(found.pieces())
                plain = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
                headers = "\n".join(f"{name}: {value}" for name, value in found.headers)
                yield f"{path} as {accept}", f"{found.status}\n{headers}\n{plain.decode('utf-8', 'replace')}"


def own_triples(release: Release) -> set[str]:
    """The lines of the whole catalogue that are about the authority's own things and not about what is withheld.

    Nor how many demands are answered, for what is withheld in the open is an answer, nor size and sum of files, which
    hold what is said of what is withheld.
    """
    found = answer(release, "GET", "/madeup/catalog.nt", {})
    lines = b"".join(found.pieces()).decode().splitlines()
    computed = r"\S+#answered-\S+ <\S+dqv#value> |\S+/descriptions#\S+ <\S+(dcat#byteSize|terms#checksumValue)> "
    rest = (line for line in lines if not re.match(computed, line))
    return {line for line in rest if line.startswith(f"<{BASE}") and "withheld" not in line.partition("> ")[2] + line}


def stateless(paths: list[str]) -> set[str]:
    """Paths without the name of the state that harvesters' pages tell of."""
    return {re.sub(r"/pages/[0-9a-f]{16}/", "/pages/", path) for path in paths}


def demands_of(site: Site) -> dict[tuple[str, str], tuple[set[str], set[str], set[str]]]:
    """Of each register and section or article, the demands that are met, withheld and missing."""
    return {
        (one.slug, count.scheme.name): (
            {demand.iri for demand in (*count.stated, *count.not_applicable)},
            {demand.iri for demand in count.withheld},
            {demand.iri for demand in count.missing},
        )
        for one in completeness(site)["madeup"].registers
        for count in one.counts
    }


def rest_of(release: Release, path: str) -> str:
    """A page without what it says of what is withheld or not stated."""
    page = b"".join(answer(release, "GET", path, {}).pieces()).decode()
    for pattern in WITHHELD:
        page = pattern.sub("", page)
    return page


def test_no_answer_tells_anything_private_and_internal_facts_change_nothing(chance: int, tmp_path: Path) -> None:
    """Neither words nor names nor kinds of data; and a release is the same to the byte without the internal facts."""
    one = made_up(chance)
    site = site_of(one, tmp_path)
    release = build(site, Store(tmp_path / "releases")).release
    assert one.canaries
    for asked, told in answers(release):
        plain = unquote(told).casefold()
        assert [word for word in one.canaries if word in plain] == [], asked
        assert [kind for kind in PRIVATE_KINDS if f"pd#{kind}".casefold() in plain] == [], asked
    proof = prove(site, Store(tmp_path / "releases"))
    assert proof.holds
    assert proof.compared
    assert len(proof.searched) > 10


def test_what_is_withheld_leaves_its_statement_and_nothing_else(chance: int, tmp_path: Path) -> None:
    """A release with marks and one without tell the same of everything else: triples, and pages."""
    marked = build(site_of(made_up(chance), tmp_path / "with"), Store(tmp_path / "with/releases")).release
    bare = build(
        site_of(made_up(chance, marks=False), tmp_path / "without"), Store(tmp_path / "without/releases")
    ).release
    assert own_triples(marked) == own_triples(bare) != set()
    assert stateless(marked.paths()) == stateless(bare.paths())
    for path in (path for path in marked.paths() if path.endswith(".html") and not path.startswith(COUNTED)):
        assert rest_of(marked, path) == rest_of(bare, path), path


def test_a_mark_makes_what_is_missing_withheld_and_counts_nothing_else(chance: int, tmp_path: Path) -> None:
    """So that no number tells of anything that no mark tells of."""
    marked = demands_of(site_of(made_up(chance), tmp_path / "with"))
    bare = demands_of(site_of(made_up(chance, marks=False), tmp_path / "without"))
    assert marked.keys() == bare.keys() != set()
    for name, (met, withheld, missing) in marked.items():
        assert bare[name] == (met, set(), withheld | missing), name
