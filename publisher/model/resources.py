"""Where the program's own data files are: the ontology and the shapes travel in the wheel."""

from __future__ import annotations

import hashlib
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_TRAVELLERS = ("ontology", "shapes")


def folder(name: str) -> Path:
    """The folder `ontology` or `shapes`: inside the installed package, else beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def package() -> Path:
    """The folder of the package itself."""
    return _PACKAGE


def program_digest() -> str:
    """SHA-256, in hexadecimal, of every file that decides what a release looks like.

    The same for a checkout and for the wheel made from it.
    """
    roots = {"": _PACKAGE, **{name + "/": folder(name) for name in _TRAVELLERS}}
    files = {
        prefix + path.relative_to(root).as_posix(): path
        for prefix, root in roots.items()
        for path in root.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{hashlib.sha256(files[name].read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
