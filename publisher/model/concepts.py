"""What stands behind the words: terms with their labels, who stands for them, and what is withheld."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.languages import NOTHING, Text


@dataclass(frozen=True)
class Concept:
    """A term of a shared vocabulary, or an act of law, with its label, what it means, and what else it is called."""

    iri: str
    label: Text
    definition: Text = NOTHING
    synonyms: Text = NOTHING


@dataclass(frozen=True)
class Post:
    """A contact as it is named where only its name and address matter."""

    iri: str
    heading: Text


@dataclass(frozen=True)
class Confirmation:
    """That the authority stands for something: which post has confirmed it, and on which day."""

    by: Post
    on: str


@dataclass(frozen=True)
class Status:
    """Whether a classification is proposed or confirmed; `confirmation` is None when nothing says by whom and when."""

    concept: Concept
    is_confirmed: bool = False
    confirmation: Confirmation | None = None


@dataclass(frozen=True)
class Withheld:
    """What is said of something that is left out: `name` is the field's local name, `until` a day, empty for no end."""

    iri: str
    name: str
    field: Concept
    ground: Concept
    until: str
    deciders: tuple[Post, ...]
