"""What the authority may confirm: how things are classified, and texts that are not its own."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.concepts import Concept
from publisher.model.findings import Place
from publisher.model.iris import without_fragment
from publisher.model.languages import NOTHING, Text


@dataclass(frozen=True)
class Passage:
    """Words of a description: what they are (a data item, a title), and how they read in each language."""

    what: Concept
    words: Text


@dataclass(frozen=True)
class Proposal:
    """How a thing is classified, or a text in one language: something that the authority may confirm.

    `status` is the IRI that its status has now, which stands at `place`; `files` are those with its words. `within`
    names what it is part of, outermost first. `concepts` are pairs: how it is classified, and as what; of a text, that
    it has a language, and which. The `passages` of a text are all its words, each beside those it was made from.
    `state` is another when words or concepts are; `is_confirmed` when the authority has confirmed it already.
    """

    subject: str
    status: str
    place: Place
    files: frozenset[str]
    what: Concept
    within: tuple[Text, ...]
    passages: tuple[Passage, ...]
    concepts: tuple[tuple[Concept, Concept], ...]
    language: str
    is_confirmed: bool
    state: str

    @property
    def thing(self) -> str:
        """The IRI of what it is part of: a register, or the authority itself."""
        return str(without_fragment(self.subject))

    @property
    def title(self) -> Text:
        """What the register is called, else the thing itself."""
        return self.within[0] if self.within else self.passages[0].words if self.passages else NOTHING
