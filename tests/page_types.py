"""The types of page that there are, read from a release and from the pages that are computed: one address of each.

Pages that are made alike are of one type: `<base>register/<slug>` and `<authority>register/<slug>` are `register`. What
stands at an address of its own (`<authority>completeness`) is a type by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from publisher.model.languages import LANGUAGES
from publisher.release.segments import Document, Representation
from publisher.release.store import Release
from publisher.render.formats import HTML
from publisher.serve.computed import COMPUTED

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Asked:
    """A computed page as someone asks for it: what it shows, and with which query or form, and the status it has."""

    name: str
    page: str
    query: Fields = ()
    form: Fields = ()
    status: int = 200


@dataclass(frozen=True)
class View:
    """A page in one language: the path that is asked for, with which form, and the status that the answer has."""

    name: str
    language: str
    path: str
    form: Fields = ()
    status: int = 200

    def job(self) -> dict[str, object]:
        """The view as scripts read it."""
        form = [list(field) for field in self.form]
        return {**vars(self), "form": form}


_OWN = (("register", "optima/primus-wilma-kurre"), ("track", "own"))
_DOCUMENT = (("register", "optima/tweb-valmu"), ("track", "document"))
_SEEN: Fields = (("words", "Beslut om skolskjuts\nHösten 2026"), ("email", "x@example.fi"), ("answer", "email"))

ASKED: Mapping[str, tuple[Asked, ...]] = {
    "search": (
        Asked("search-found", "search", (("q", "tunnus"),)),
        Asked("search-nothing", "search", (("q", "henkilötunus"),)),
        Asked("search-refused", "search", (("page", "1000000000"),), status=404),
    ),
    "ask": (
        Asked("ask-request", "ask", _OWN),
        Asked(
            "ask-fault",
            "ask",
            _OWN,
            (("email", "nobody"), ("since", "2026-02-01"), ("until", "2026-01-31")),
            status=400,
        ),
        Asked(
            "ask-letter",
            "ask",
            _OWN,
            (("name", "Bo Ek"), ("words", "Wilma"), ("address", "Storgatan 1\n68600 Jakobstad")),
        ),
        Asked("ask-document", "ask", _DOCUMENT, _SEEN),
        Asked("ask-unknown", "ask", (("register", "optima/nothing"), ("track", "own")), status=404),
    ),
}
"""What computed pages show beyond their bare address, by their names: results, errors, letters."""

UNKNOWN = "/nothing-is-here"
"""An address at which there is nothing; its page is of the type `error`."""


def stems(release: Release) -> dict[str, list[str]]:
    """Every page of a release without its language, by type, the longest page first."""
    found: dict[str, list[str]] = {}
    addresses = release.frame.addresses
    own = {base.path for base in addresses.authorities.values()} - {addresses.site.path}
    bases = sorted({addresses.site.path, *own}, key=len, reverse=True)
    for path in release.paths():
        entry = release.entry("", path)
        if isinstance(entry, Document) and any(c.media_type == HTML.media_type for c in entry.choices):
            base = next(base for base in bases if path.startswith(base))
            found.setdefault(_type(path.removeprefix(base), is_site=base not in own), []).append(path)
    return {name: sorted(paths, key=lambda p: -_length(release, p)) for name, paths in sorted(found.items())}


def _type(relative: str, *, is_site: bool) -> str:
    kind = relative.split("/")[0] or "home"
    return f"site-{kind}" if is_site and kind == "catalog" else kind


def variant(stem: str, language: str) -> str:
    """The address of a page in a language."""
    return f"{stem}{'index' if stem.endswith('/') else ''}.{language}.html"


def _length(release: Release, stem: str) -> int:
    return sum(
        len(entry.body)
        for language in LANGUAGES
        if isinstance(entry := release.entry("", variant(stem, language)), Representation)
    )


def views(release: Release) -> dict[str, list[View]]:
    """The longest page of each type, and each computed page as it is asked for, in every language."""
    found = {
        name: [View(name, tag, variant(paths[0], tag)) for tag in LANGUAGES] for name, paths in stems(release).items()
    }
    found["error"] = [View("error", tag, UNKNOWN, status=404) for tag in LANGUAGES]
    site = urlsplit(release.base).path
    for page in COMPUTED:
        for asked in (Asked(page, page), *(ASKED.get(page, ()) if _is_example(release) else ())):
            ending = f"?{urlencode(asked.query)}" if asked.query else ""
            found[asked.name] = [
                View(asked.name, tag, variant(site + page, tag) + ending, asked.form, asked.status) for tag in LANGUAGES
            ]
    return found


def _is_example(release: Release) -> bool:
    return "optima" in release.frame.addresses.authorities


def others(release: Release) -> list[View]:
    """Every page in every language that is not among the views."""
    return [
        View(name, tag, variant(stem, tag))
        for name, paths in stems(release).items()
        for stem in paths[1:]
        for tag in LANGUAGES
    ]
