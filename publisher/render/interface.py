"""The HTTP interface of a site: which forms of address there are, and what each answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from publisher.model.asking import TRACKS
from publisher.model.iris import FINDING, KINDS
from publisher.model.languages import LANGUAGES
from publisher.model.search import FACETS
from publisher.render.formats import FORMATS, Format

DOCUMENT, FILE, REDIRECT, COMPUTED = "document", "file", "redirect", "computed"
"""How a form of address answers: it is negotiated, has one representation, sees other, or is computed on request."""

PARAMETERS = ("authority", "slug", "language", "state", "number")
"""What may vary in an address."""

QUERIES: Mapping[str, tuple[str, ...]] = {"search": ("q", *FACETS, "page"), "ask": ("register", "track")}
"""The pages that are computed, each with the parameters of its query."""

FORMS = ("ask",)
"""The computed pages that take a form."""

FINE = (200, 303, 304)
"""The statuses of answers to who reads, when all is well."""

_ANY = (DOCUMENT, FILE, REDIRECT, COMPUTED)

ERRORS: Mapping[int, tuple[str, ...]] = {
    400: (COMPUTED,),
    404: _ANY,
    405: (),
    406: (DOCUMENT,),
    410: (DOCUMENT, FILE, REDIRECT),
    413: (),
    414: _ANY,
    431: _ANY,
    500: _ANY,
    503: _ANY,
}
"""The statuses of errors, and which forms of address give them to who reads."""

BARE = (431,)
"""The errors that the server tells of before it reads a request whole: without a page."""

_VARIES = re.compile(rf"(?P<folder>(?:id/)?(?:{'|'.join((*KINDS, *FINDING))}))/[^/.]+(?P<rest>\..+)?")
_PAGED = re.compile(r"(?P<folder>pages)/[^/]+/[^/.]+(?P<rest>\..+)?")
_LANGUAGE = re.compile(rf"\.(?:{'|'.join(LANGUAGES)})\.")


@dataclass(frozen=True)
class Resource:
    """A form of address: `path` with its parameters in braces, below each of `servers`, and how it answers.

    `name` is what it is called among the texts of pages. `media` are the media types that it answers in, `headers` the
    headers that it sends, `example` a value that exists for each parameter, `may_be` further statuses: what was here
    may be gone, or be told in a list.
    """

    path: str
    name: str
    kind: str
    media: tuple[str, ...] = ()
    headers: frozenset[str] = frozenset()
    example: Mapping[str, str] = field(default_factory=dict, hash=False)
    servers: tuple[str, ...] = ()
    may_be: tuple[int, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """What varies in the address, in order."""
        return tuple(re.findall(r"\{(\w+)\}", self.path))

    @property
    def known(self) -> str:
        """An address of this form that exists."""
        return re.sub(r"\{(\w+)\}", lambda found: self.example[found[1]], self.path)

    @property
    def statuses(self) -> tuple[int, ...]:
        """The statuses of errors that who reads it may get. Where nothing varies, there is always something."""
        varies = bool(self.parameters) or self.kind == COMPUTED
        return tuple(
            status
            for status, kinds in ERRORS.items()
            if self.kind in kinds and (varies or status not in (404, 414)) and (status != 410 or 410 in self.may_be)
        )


@dataclass(frozen=True)
class Interface:
    """The whole HTTP interface of a site: its base, the authorities that have a path below it, and its resources.

    `values` are those that a search may be narrowed by, by facet; `register` is one that may be asked about, as queries
    name it.
    """

    base: str
    authorities: tuple[str, ...]
    resources: tuple[Resource, ...]
    values: Mapping[str, tuple[str, ...]]
    register: str = ""

    def example(self, resource: Resource) -> str:
        """An address of a form that exists, whole."""
        return ((resource.servers or ("",))[0] or self.base.rstrip("/")) + resource.known

    def of(self, name: str) -> tuple[Resource, ...]:
        """The resources that are called alike: a document and its representations."""
        return tuple(resource for resource in self.resources if resource.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """What the resources are called, in order of their addresses."""
        return tuple(dict.fromkeys(resource.name for resource in self.resources))


@dataclass(frozen=True)
class ApiPage:
    """The HTTP interface for people; at `description` programs find it described, as `media_type`."""

    template: ClassVar[str] = "api.html"
    interface: Interface
    whole: str
    description: str
    media_type: str

    queries: ClassVar[Mapping[str, tuple[str, ...]]] = QUERIES
    tracks: ClassVar[tuple[str, ...]] = tuple(TRACKS)
    parameters: ClassVar[tuple[str, ...]] = PARAMETERS
    formats: ClassVar[tuple[Format, ...]] = FORMATS
    statuses: ClassVar[tuple[int, ...]] = (*FINE, *ERRORS)


def form_of(relative: str) -> tuple[str, dict[str, str]]:
    """The form of an address, relative to its base: what varies in it in braces, and what stands there."""
    known: dict[str, str] = {}
    if found := _VARIES.fullmatch(relative):
        known["slug"] = relative.removeprefix(f"{found['folder']}/").partition(".")[0]
        relative = f"{found['folder']}/{{slug}}{found['rest'] or ''}"
    elif found := _PAGED.fullmatch(relative):
        known["state"], known["number"] = relative.partition(".")[0].split("/")[1:]
        relative = f"pages/{{state}}/{{number}}{found['rest'] or ''}"
    if language := _LANGUAGE.search(relative):
        known["language"] = language[0].strip(".")
        relative = _LANGUAGE.sub(".{language}.", relative, count=1)
    return relative, known


def name_of(form: str) -> str:
    """What a form of address is called: the same for a document and all its representations."""
    if form.startswith("id/"):
        return "id"
    stem = form.removeprefix(".").partition(".")[0].replace("/{slug}", "").replace("/{state}/{number}", "")
    words = re.sub(r"[^a-z0-9]+", "_", stem.lower()).strip("_")
    return re.sub(r"_\d+$|^index$", "", words) or "home"
