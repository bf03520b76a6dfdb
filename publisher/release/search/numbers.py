"""Sets of the numbers of registers: kept as bytes, counted and joined as the bits of one large number."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence

_FEW = 512
_BITS, _LIST = b"x", b"n"
_SELECTED = bytes.maketrans(b"01", b"\0\1")

Numbers = int | Sequence[int]
"""The bits of a set, or the numbers in a small one of many."""


def pack(numbers: Collection[int], everything: int) -> bytes:
    """A set of numbers below `everything` as bytes: of few numbers a list, of many the bits."""
    if len(numbers) <= _FEW and len(numbers) * 32 < everything:
        return _LIST + array("I", sorted(numbers)).tobytes()
    bits = bytearray((everything + 7) // 8)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return _BITS + bytes(bits)


def unpack(packed: bytes) -> Numbers:
    """The set that was packed."""
    if packed[:1] == _LIST:
        return array("I", packed[1:])
    return int.from_bytes(packed[1:], "little")


def union(sets: Iterable[bytes], everything: int) -> int:
    """The bits of all numbers in packed sets."""
    result, few = 0, bytearray((everything + 7) // 8)
    for packed in sets:
        found = unpack(packed)
        if isinstance(found, int):
            result |= found
        else:
            for number in found:
                few[number >> 3] |= 1 << (number & 7)
    return result | int.from_bytes(few, "little")


def bits_of(numbers: Numbers) -> int:
    """A set as bits."""
    if isinstance(numbers, int):
        return numbers
    result = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        result[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(result, "little")


def selectors(bits: int, everything: int) -> bytes:
    """For each number below `everything`, one when it is in the set and zero when not."""
    return f"{bits:0{max(1, everything)}b}"[::-1].encode().translate(_SELECTED)


def shared(numbers: Numbers, bits: int, selected: bytes) -> int:
    """How many numbers of a set are in another, which is given as bits and as selectors."""
    if isinstance(numbers, int):
        return (numbers & bits).bit_count()
    return sum(map(selected.__getitem__, numbers))
