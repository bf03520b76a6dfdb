"""Pages: one frozen context for each template, from the catalogue to HTML bytes."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from publisher.model.catalogue import Catalogue, Notice, Register, System
from publisher.model.completeness import Completeness, Overview
from publisher.model.contacts import Contact
from publisher.model.imprint import Imprint
from publisher.model.languages import LANGUAGES, Said, Text, alphabetical
from publisher.model.related import Related
from publisher.render import schema_org
from publisher.render.addresses import Addresses
from publisher.render.around import AboutPage, AccessibilityPage, LinkingPage, PrivacyPage
from publisher.render.asking import Asking, AskPage, LetterPage, RequestPage
from publisher.render.data.links import Link
from publisher.render.finding import ItemsPage, KindPage, KindsPage, OverviewPage, SubjectPage, SubjectsPage
from publisher.render.interface import ApiPage
from publisher.render.ontology import OntologyPage
from publisher.render.open_data import DatasetPage, OpenPage
from publisher.render.searching import SearchPage

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Offer:
    """Another representation of the same document."""

    label: str
    media_type: str
    href: str


@dataclass(frozen=True)
class Shell:
    """What every page has around its content.

    `variants` maps each language to the absolute address of this page in it, `languages` to the address as it is
    linked; `offers` are the formats for machines; `notices` are said on every page of a catalogue;
    `crumbs` are the pages above it, outermost first, `trail` the same with absolute addresses; `navigation` and `ways`
    those that every page leads to, by name and by address below `base`. `report` is where errors are told of,
    `links` what the head tells programs.
    """

    language: str
    iri: str
    variants: Mapping[str, str]
    languages: Mapping[str, str]
    offers: tuple[Offer, ...]
    crumbs: tuple[tuple[str, str], ...]
    trail: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    report: str
    links: tuple[Link, ...]
    base: str
    name: Text
    imprint: Imprint
    mark: str
    home: str
    navigation: tuple[tuple[str, str], ...]
    ways: Mapping[str, str]
    stylesheet: str


@dataclass(frozen=True)
class HomePage:
    """What this is, and the catalogues that there are.

    `whole` is the catalogue of all; `subjects` the page of one authority that asks who the reader is, if there is one.
    """

    template: ClassVar[str] = "home.html"
    catalogues: tuple[Catalogue, ...]
    whole: str
    subjects: str = ""


@dataclass(frozen=True)
class CataloguePage:
    """The registers, contacts and systems of the authorities: of one, or of all on a site (`is_whole`)."""

    template: ClassVar[str] = "catalogue.html"
    catalogues: tuple[Catalogue, ...]
    is_whole: bool = False


@dataclass(frozen=True)
class RegisterPage:
    """One register."""

    template: ClassVar[str] = "register.html"
    catalogue: Catalogue
    register: Register
    completeness: Completeness
    asking: Asking
    related: tuple[Related, ...] = ()


@dataclass(frozen=True)
class CompletenessPage:
    """What the descriptions of a catalogue do not tell, what that means for a reader, and whom to ask instead."""

    template: ClassVar[str] = "completeness.html"
    catalogue: Catalogue
    overview: Overview


@dataclass(frozen=True)
class ContactPage:
    """One contact, and the registers that it answers for or decides on."""

    template: ClassVar[str] = "contact.html"
    catalogue: Catalogue
    contact: Contact
    answers_for: tuple[Register, ...]
    decides_on: tuple[Register, ...]
    receives_for: tuple[Register, ...]


@dataclass(frozen=True)
class SystemPage:
    """One information system, the registers in it, and what it is part of."""

    template: ClassVar[str] = "system.html"
    catalogue: Catalogue
    system: System
    registers: tuple[Register, ...]
    part_of: tuple[System, ...]


@dataclass(frozen=True)
class AgentPage:
    """The authority itself."""

    template: ClassVar[str] = "agent.html"
    catalogue: Catalogue


@dataclass(frozen=True)
class ErrorPage:
    """What went wrong, for a reader; `status` is the HTTP status code.

    Where it was the address, `whole` is the catalogue of all, and `endings` are those that an address may have.
    """

    template: ClassVar[str] = "error.html"
    status: int
    whole: str = ""
    endings: tuple[str, ...] = ()


Page = (
    HomePage
    | CataloguePage
    | RegisterPage
    | CompletenessPage
    | ContactPage
    | SystemPage
    | AgentPage
    | SubjectsPage
    | SubjectPage
    | KindsPage
    | KindPage
    | ItemsPage
    | OverviewPage
    | DatasetPage
    | OpenPage
    | OntologyPage
    | SearchPage
    | AboutPage
    | PrivacyPage
    | AccessibilityPage
    | ApiPage
    | LinkingPage
    | ErrorPage
    | AskPage
    | RequestPage
    | LetterPage
)


@cache
def locale(language: str) -> Mapping[str, str]:
    """The texts of the pages in a language, from a file for each page or group of pages."""
    found: dict[str, str] = {}
    for file in sorted((_HERE / "locales" / language).glob("*.toml")):
        found |= tomllib.loads(file.read_text(encoding="utf-8"))
    return found


def told(key: str) -> Text:
    """One of the texts of the pages, in every language."""
    return Text(tuple(Said(locale(tag)[key], tag) for tag in LANGUAGES))


@cache
def environment() -> Environment:
    """The templates. A template that names something it was not given is an error."""
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Pages:
    """Renders pages for one set of addresses."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._environment = environment()

    def render(self, page: Page, shell: Shell) -> bytes:
        """A page as HTML bytes, the same for the same arguments. Raises jinja2's errors on a broken template."""
        template = self._environment.get_template(page.template)
        html = template.render(
            page=page,
            shell=shell,
            t=locale(shell.language),
            language_names={tag: locale(tag)["language_name"] for tag in LANGUAGES},
            say=sayer(shell.language),
            plain=lambda text: _in_language(text, shell.language).text,
            href=lambda iri: self._addresses.href(iri, shell.language),
            by_title=lambda things: by_title(things, shell.language),
            date=lambda moment: day_in(shell.language, moment),
            json_ld=_json_ld,
            schema_org=schema_org,
        )
        return html.encode()


def _in_language(text: Text, language: str) -> Said:
    return text.in_language(language) if text else Said("", "")


class Titled(Protocol):
    """Something that has a name."""

    @property
    def title(self) -> Text:
        """What it is called."""


_Titled = TypeVar("_Titled", bound=Titled)


def by_title(things: Iterable[_Titled], language: str) -> list[_Titled]:
    """Things in order of what they are called in a language."""

    def key(thing: Titled) -> str:
        name = thing.heading if isinstance(thing, Contact) else thing.title
        return alphabetical(_in_language(name, language).text)

    return sorted(things, key=key)


def sayer(language: str) -> Callable[[Text | Said | None], Markup]:
    """What writes texts on a page in a language."""

    def say(text: Text | Said | None) -> Markup:
        """A text in the page's language; in another language it is marked with that language."""
        if not text:
            return Markup("")
        said = text if isinstance(text, Said) else text.in_language(language)
        if said.language in ("", language):
            return Markup("<bdi>{}</bdi>").format(said.text)
        return Markup('<bdi lang="{}">{}</bdi>').format(said.language, said.text)

    return say


def day_in(language: str, moment: str) -> str:
    """The day of an `xsd:dateTime` or `xsd:date` as people of a language write it."""
    day = dt.date.fromisoformat(moment[:10])
    if language == "en":
        return f"{day.day} {locale('en')[f'month_{day.month}']} {day.year}"
    return f"{day.day}.{day.month}.{day.year}"


def _json_ld(data: object) -> Markup:
    """JSON that no text can break out of a script element with."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - every character that ends a script element is escaped above
