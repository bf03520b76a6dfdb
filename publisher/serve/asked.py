"""What is asked of a computed page, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from werkzeug.datastructures import MultiDict

from publisher.model.catalogue import Notice
from publisher.release.store import Release
from publisher.render.pages import Page


@dataclass(frozen=True)
class Asked:
    """What is asked of a computed page: in which language, by which query and, when it was a POST, with which form."""

    release: Release
    language: str
    query: MultiDict[str, str]
    form: MultiDict[str, str] | None = None


@dataclass(frozen=True)
class Shown:
    """A computed page. `query` is what its address ends with in every language.

    `notices` are what the catalogue that it is about says on all its pages; without one, what all of them say.
    """

    page: Page
    status: HTTPStatus = HTTPStatus.OK
    query: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] | None = None


@dataclass(frozen=True)
class File:
    """A file to keep: its name, media type and bytes."""

    name: str
    content_type: str
    body: bytes
