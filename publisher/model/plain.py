"""Frozen dataclasses as plain values that JSON can hold, and back."""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")


def written(thing: Any) -> bytes:
    """A dataclass of texts, truths, tuples and other such dataclasses as JSON: the same bytes for the same thing."""
    return json.dumps(dataclasses.asdict(thing), ensure_ascii=False, sort_keys=True).encode()


def read(kind: type[Kind], content: bytes) -> Kind:
    """What was written of a dataclass of a kind."""
    found: Kind = made(kind, json.loads(content))
    return found


def made(kind: Any, value: Any) -> Any:
    """A thing of a kind from its plain value."""
    if value is None:
        return None
    if isinstance(kind, types.UnionType):
        (kind,) = (one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) is tuple:
        return tuple(made(get_args(kind)[0], one) for one in value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: made(hints[name], one) for name, one in value.items()})
    return value


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)
