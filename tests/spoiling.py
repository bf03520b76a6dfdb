"""How a description is spoilt: a fault, and the choice of a thing to put it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rdflib.term import Node

from tests.described import Described, Expected

Inject = Callable[[Described], "set[Expected] | None"]
"""Spoils a description and tells what must be found, or None when it has no place for the fault."""

Made = tuple[str, str, Inject]
"""A fault made in a way of its own: the rule that it shows, its name and how."""


@dataclass(frozen=True)
class Fault:
    """One kind of fault: its name, the rule that it shows to be at work, and how it is made.

    One that is found alone keeps the rest from being checked, or is found only when nothing else is wrong.
    """

    name: str
    rule: str
    inject: Inject
    is_alone: bool = False


def on(
    *kinds: Node, needs: Node | None = None
) -> Callable[[Callable[[Described, Node], set[Expected] | None]], Inject]:
    """Spoils the first thing of some kinds, in an order of chance, that has a place for it."""

    def of(spoil: Callable[[Described, Node], set[Expected] | None]) -> Inject:
        def inject(one: Described) -> set[Expected] | None:
            things = one.of_types(*kinds)
            if needs is not None:
                things = [thing for thing in things if one.values(thing, needs) and one.is_open(thing, needs)]
            one.random.shuffle(things)
            for thing in things:
                if found := spoil(one, thing):
                    return found
                one.undo()
            return None

        return inject

    return of
