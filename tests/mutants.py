"""Changes one thing at a time in a module, so that a test can tell whether anything would notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import CodeType

_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Lt: ast.GtE,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.GtE: ast.Lt,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed: on which line, what, and the code to run."""

    line: int
    change: str
    code: CodeType

    def __str__(self) -> str:
        return f"line {self.line}: {self.change}"


def mutants(source: str, *functions: str) -> Iterator[Mutant]:
    """Every mutant of some functions of a module.

    A condition always holds or never does; a comparison says the opposite; of two joined things only one is left; a
    case is forgotten; a statement that does something is left out.
    """
    tree = ast.parse(source)
    owners = {
        id(inner): function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        for inner in ast.walk(statement)
    }
    for number, original in enumerate(ast.walk(tree)):
        if id(original) not in owners or (functions and owners[id(original)] not in functions):
            continue
        for change in range(9):
            changed = copy.deepcopy(tree)
            node = next(islice(ast.walk(changed), number, None))
            described = _mutate(changed, node, change)
            if described is None:
                break
            ast.fix_missing_locations(changed)
            yield Mutant(getattr(node, "lineno", 0), described, compile(changed, "mutant", "exec"))


def _mutate(tree: ast.AST, node: ast.AST, change: int) -> str | None:
    """Makes the change of a number in a node; None when there is no such change."""
    told = ast.unparse(node) if isinstance(node, ast.expr | ast.stmt) else ""
    changes: list[Callable[[], str]] = []
    if isinstance(node, ast.If | ast.IfExp):
        changes = [lambda: _always(node, value=True), lambda: _always(node, value=False)]
    elif isinstance(node, ast.comprehension) and node.ifs:
        changes = [lambda: _unconditional(node)]
    elif isinstance(node, ast.Match):
        changes = [lambda n=number: _forget_case(node, n) for number in range(len(node.cases) - 1)]
    elif isinstance(node, ast.Compare):
        changes = [lambda: _flip(node)]
    elif isinstance(node, ast.BoolOp):
        changes = [lambda: _keep(node, 0), lambda: _keep(node, 1)]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr | ast.BitAnd | ast.Add | ast.Sub):
        changes = [lambda: _replace(tree, node, node.left), lambda: _replace(tree, node, node.right)]
    elif isinstance(node, ast.Expr | ast.AugAssign | ast.Continue) and not _is_docstring(node):
        changes = [lambda: _replace(tree, node, ast.Pass())]
    return f"{changes[change]()}: {told}" if change < len(changes) else None


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _always(node: ast.If | ast.IfExp, *, value: bool) -> str:
    test = ast.unparse(node.test)
    node.test = ast.Constant(value)
    return f"{test} is always {value}"


def _unconditional(node: ast.comprehension) -> str:
    test = " and ".join(ast.unparse(condition) for condition in node.ifs)
    node.ifs = []
    return f"for all, not only if {test}"


def _forget_case(node: ast.Match, number: int) -> str:
    forgotten = node.cases.pop(number)
    return f"without the case {ast.unparse(forgotten.pattern)}"


def _flip(node: ast.Compare) -> str:
    node.ops[0] = _FLIPPED[type(node.ops[0])]()
    return "the opposite"


def _keep(node: ast.BoolOp, number: int) -> str:
    kept = node.values[number]
    node.values = [kept, kept]
    return f"only {ast.unparse(kept)}"


def _replace(tree: ast.AST, node: ast.AST, by: ast.AST) -> str:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, name, by)
                return "replaced"
            if isinstance(value, list) and any(item is node for item in value):
                setattr(parent, name, [by if item is node else item for item in value])
                return "left out"
    raise AssertionError("the node is not in the tree")
