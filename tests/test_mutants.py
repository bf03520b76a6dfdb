"""Turning off any single rule of what is disclosed, or of what is answered, is noticed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, ModuleType

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef

import publisher.disclose
import publisher.model.disclosure
from publisher.load.turtle import load_files
from publisher.model.iris import Base
from publisher.model.resources import folder
from publisher.model.terms import DCTERMS, RC, VCARD
from tests.conftest import ROOT
from tests.mutants import Mutant, mutants

BASE = Base("http://w.example/exempelstad/")
MADE_UP = ROOT / "tests" / "withheld"
PATIENCE = 2.0
"""Seconds: a mutant that goes on for ever is noticed too."""

MODULES = (publisher.model.disclosure, publisher.disclose)


def source_of(module: ModuleType) -> str:
    """The text of a module."""
    assert module.__file__
    return Path(module.__file__).read_text(encoding="utf-8")


def graphs() -> list[Graph]:
    """What is disclosed in the test: a made-up authority, all of its internal facts as if public, and odd things."""
    data = load_files(sorted((MADE_UP / "data").rglob("*.ttl")), BASE.iri, MADE_UP).graph
    private = load_files(sorted((MADE_UP / "private").rglob("*.ttl")), BASE.iri, MADE_UP).graph
    odd = Graph()
    one, two = URIRef(f"{BASE.iri}id/system/one"), URIRef(f"{BASE.iri}id/system/two")
    part, contact = URIRef(f"{two}#part"), URIRef(f"{BASE.iri}id/contact/two-kinds")
    vacant, mark = URIRef(f"{BASE.iri}id/contact/vacant"), URIRef(f"{BASE.iri}id/contact/vacant#mark")
    for triple in (
        (one, RDF.type, RC.InformationSystem),
        (one, DCTERMS.title, Literal(f"{BASE.iri}id/system/one", lang="en")),
        (one, DCTERMS.hasPart, two),
        (one, DCTERMS.hasPart, part),
        (one, DCTERMS.hasPart, one),
        (one, RDFS.comment, Literal("unlisted")),
        (one, RC.withheld, part),
        (part, RDF.type, RC.Withheld),
        (part, RC.field, RDFS.comment),
        (part, RC.legalGround, URIRef("http://data.finlex.fi/eli/sd/1999/621")),
        (contact, RDF.type, VCARD.Kind),
        (contact, RDF.type, RC.InformationSystem),
        (contact, VCARD.title, Literal("two kinds", lang="en")),
        (one, RDF.type, RC.Unlisted),
        (one, DCTERMS.hasPart, other := URIRef(f"{two}#of-another")),
        (other, RDF.type, RC.DataItem),
        (other, RDFS.label, Literal("of another", lang="en")),
        (one, RDFS.seeAlso, RC.InformationSystem),
        (vacant, RDF.type, VCARD.Kind),
        (vacant, VCARD.title, Literal("vacant", lang="en")),
        (vacant, VCARD.fn, Literal("someone", lang="en")),
        (vacant, VCARD.hasAddress, URIRef("https://example.fi/address")),
        (vacant, RC.vacant, Literal(True)),
        (vacant, RC.withheld, mark),
        (mark, RDF.type, RC.Withheld),
        (mark, RC.field, VCARD.hasAddress),
        (mark, RC.legalGround, URIRef("http://data.finlex.fi/eli/sd/1999/621")),
        (mark, RC.decidingAuthority, contact),
        (named := URIRef(f"{BASE.iri}id/system/named-mark"), RDF.type, RC.Withheld),
        (vacant, RC.withheld, named),
        (named, RC.field, VCARD.hasAddress),
        (named, RC.legalGround, URIRef("http://data.finlex.fi/eli/sd/2018/1050")),
        (URIRef(f"{BASE.iri}id/system/untyped"), DCTERMS.title, Literal("untyped", lang="en")),
    ):
        odd.add(triple)
    return [data, data + private, odd]


@contextmanager
def patience() -> Iterator[None]:
    """Ends what goes on for too long with TimeoutError."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def disclosed(
    found: list[Graph], monkeypatch: pytest.MonkeyPatch, changed: str = "", mutant: Mutant | None = None
) -> str:
    """Everything disclosed of some graphs by the two modules, one of which may be a mutant."""
    for module in MODULES:
        fresh = ModuleType(module.__name__)
        monkeypatch.setitem(sys.modules, module.__name__, fresh)
        is_changed = mutant is not None and module.__name__ == changed
        code = mutant.code if is_changed and mutant else compile(source_of(module), "original", "exec")
        exec(code, fresh.__dict__)  # noqa: S102 - our own source
    rules, act = (sys.modules[module.__name__] for module in MODULES)
    allowed = rules.AllowList.read(Graph().parse(folder("ontology") / "disclosure.ttl"))
    triples = [sorted(f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in act.disclose(g, allowed, BASE)) for g in found]
    return "\n".join(line for lines in triples for line in ["---", *lines])


def test_what_is_disclosed_of_a_made_up_authority_is_approved(
    monkeypatch: pytest.MonkeyPatch, approved: Callable[[Path, str], None]
) -> None:
    """Triple by triple, so that a change of any rule is read before it is taken over."""
    approved(MADE_UP / "disclosed.txt", disclosed(graphs(), monkeypatch) + "\n")


def test_turning_off_any_rule_of_disclosure_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No mutant discloses the same."""
    found = graphs()
    right = disclosed(found, monkeypatch)
    unnoticed = []
    for module in MODULES:
        for mutant in mutants(source_of(module)):
            try:
                with patience():
                    same = disclosed(found, monkeypatch, module.__name__, mutant) == right
            except Exception:
                same = False
            if same:
                unnoticed.append(f"{module.__name__}: {mutant}")
    assert unnoticed == []
