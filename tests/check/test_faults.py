"""Faults put into made-up authorities: each is found at its place and nothing besides, whole or in batches."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.term import Node

from publisher.check.shacl import Shapes
from publisher.load.turtle import Source, load_files
from publisher.model.disclosure import PERSON
from publisher.model.findings import Finding
from publisher.model.terms import RC, RDF, SH, SHAPE, VCARD
from publisher.release.checks.checker import Checker
from publisher.release.flow import examine
from publisher.release.site import Site
from tests.described import BASE, TODAY, Described, Expected, Found, Triple, described
from tests.engines import found_by_publisher, found_by_rudof
from tests.faults import FAULTS
from tests.fields import CLASSIFIED, CONFIRMATION, fields, rules_of_gaps, shapes
from tests.spoiling import Fault

ROOT = Path(__file__).parents[2]
MOST = 40
"""Authorities, at most, until every fault has found a place."""

TRIES = 2
"""How often chance may look for a place for a fault."""

BATCHES = (1, 80, 400)
"""How large batches are, in statements: one unit, some, most."""

IN_FAULTS = {fault.rule for fault in FAULTS}


Touched = tuple[Node, str]
"""A thing, and what of it a fault changes or is told by; with nothing named, all of it."""


@dataclass
class Spoilt:
    """An authority with faults that have nothing to do with each other, and all that must be found."""

    one: Described
    faults: list[Fault] = field(default_factory=list)
    expected: set[Expected] = field(default_factory=set)
    touched: set[Touched] = field(default_factory=set)

    def spoil(self, fault: Fault) -> bool:
        """Puts in one fault more, unless chance finds it no place that the others leave alone."""
        return any(self._try(fault) for _ in range(TRIES))

    def _try(self, fault: Fault) -> bool:
        expected = (fault.inject(self.one) or set()) - self.expected
        touched = set(_touched(self.one.changed(), expected, self.one.data))
        things, before = {thing for thing, _ in touched}, {thing for thing, _ in self.touched}
        whole = {thing for thing, part in touched | self.touched if not part}
        is_shown = any(found.rule == fault.rule for found in expected)
        if not is_shown or touched & self.touched or whole & things & before:
            self.one.undo()
            return False
        self.one.keep()
        self.faults.append(fault)
        self.expected |= expected
        self.touched |= touched
        return True

    def hold(self, folder: Path) -> Site:
        """Everything that must be found is found, at its place, and nothing besides; whole and in batches."""
        site, lines = self.one.write(folder)
        everything = examine(site, "madeup", day=TODAY)[0]
        found = {Found.of(f) for f in everything if f.rule not in rules_of_gaps()}
        wanted = {lines.place(expected) for expected in self.expected}
        assert (wanted - found, found - wanted) == (set(), set()), [fault.name for fault in self.faults]
        assert in_batches(site, self.one.random.choice(BATCHES)) == told(everything)
        return site


def _touched(changed: set[Triple], expected: set[Expected], graph: Graph) -> Iterator[Touched]:
    """What a fault has to do with, so that another one leaves it alone."""
    counted = {str(back) for demand in fields() for back in demand.back}
    lost = [(mark, thing) for thing, predicate, mark in changed if predicate == RC.withheld]
    for subject, predicate, value in changed:
        owners = {*graph.subjects(RC.withheld, subject), *(thing for mark, thing in lost if mark == subject)}
        if predicate in (RDF.type, RC.withheld) or owners:
            yield from ((thing, "") for thing in (subject, *owners))
        if predicate == RC.withheld:
            yield value, ""
        is_status = predicate in (*CLASSIFIED, *CONFIRMATION, RC.classificationStatus)
        is_person = predicate in (*PERSON, VCARD.title)
        yield subject, "status" if is_status else "person" if is_person else str(predicate)
        yield value, f"of {predicate}" if str(predicate) in counted else f"of {predicate} of {subject}"
    for found in expected:
        yield found.subject, "" if found.rule.startswith("circular") or found.rule.endswith("cycle") else found.rule


def in_batches(site: Site, largest: int) -> list[str]:
    """What is found when the files that belong together are checked by themselves, or some such units together."""
    return told(Checker(processes=1, largest=largest).findings(site, "madeup", TODAY))


def told(findings: Iterable[Finding]) -> list[str]:
    """Findings as people read them."""
    return [finding.text() for finding in findings]


def source_of(site: Site) -> Source:
    """The data with the internal facts."""
    private = load_files(site.private_files("madeup"), BASE.iri, site.data.parent)
    return load_files(site.files("madeup"), BASE.iri, site.data.parent).with_other(private)


def named(fault: Fault) -> str:
    """A fault as a test is named."""
    return fault.name


def test_every_fault_is_found_at_its_place_and_nothing_besides(tmp_path: Path) -> None:
    """As many faults in an authority as leave each other alone, until each was in one."""
    left = [fault for fault in FAULTS if not fault.is_alone]
    for seed in range(MOST):
        spoilt = Spoilt(described(seed))
        left = [fault for fault in left if not spoilt.spoil(fault)]
        spoilt.hold(tmp_path / str(seed))
        if not left:
            return
    assert [fault.name for fault in left] == []


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.is_alone], ids=named)
def test_what_hides_all_else_is_found_by_itself(fault: Fault, tmp_path: Path) -> None:
    """A file that cannot be read, or what only the public check can find."""
    spoilt = Spoilt(described(0))
    assert spoilt.spoil(fault)
    spoilt.hold(tmp_path)


def test_faults_at_random_are_found_by_both_engines_and_in_batches(chance: int, tmp_path: Path) -> None:
    """Each at its place and nothing besides, whether the files are checked together or one by one."""
    spoilt = Spoilt(described(1000 + chance))
    chosen = spoilt.one.random.sample(FAULTS, spoilt.one.random.randint(1, 30))
    for fault in chosen:
        if not fault.is_alone or not spoilt.faults:
            spoilt.spoil(fault)
        if fault.is_alone and spoilt.faults:
            break
    source = source_of(spoilt.hold(tmp_path))
    whole = found_by_publisher(source.graph, Shapes(shapes()))
    assert found_by_rudof(source.graph, Shapes(shapes())) == whole


def test_nothing_is_wrong_with_what_is_spoilt() -> None:
    """Else a fault could pass for another."""
    for seed in range(3):
        assert found_by_publisher(described(seed).data + described(seed).private, Shapes(shapes())).total() == 0


def test_every_rule_of_the_source_shapes_is_shown_by_a_fault() -> None:
    """The rules come from the shapes."""
    rules = {
        str(shape).removeprefix(str(SHAPE))
        for kind in (SH.NodeShape, SH.PropertyShape)
        for shape in shapes().subjects(RDF.type, kind)
        if (shape, SH.message, None) in shapes()
    }
    assert sorted(rules - IN_FAULTS) == []


@pytest.mark.parametrize("module", ["confirmed", "identifiers", "links", "personal", "staleness", "texts", "withheld"])
def test_every_rule_of_the_code_is_shown_by_a_fault(module: str) -> None:
    """A rule is a text of small letters with a hyphen: one for each that the module writes."""
    tree = ast.parse((ROOT / "publisher" / "check" / f"{module}.py").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    rules = {text for text in texts if text.replace("-", "").isalpha() and text.islower() and "-" in text}
    assert rules - {"file-type"} != set()
    assert sorted(rules - {"file-type"} - IN_FAULTS) == []
