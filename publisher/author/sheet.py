"""Lists to decide in: what waits, as CSV for a spreadsheet, and the answers that come back.

Cells are parted by semicolons and the file begins with a byte order mark: so Excel opens it as a table, with its
letters right, where the language is Swedish or Finnish. Read are commas and tabs too, with or without the mark.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from publisher.author.words import COLUMNS, HEADS, NEEDED, NO, WHOLE_TEXT, YES, column, told
from publisher.model.concepts import Concept
from publisher.model.findings import Finding, Place, in_order
from publisher.model.languages import LANGUAGES, Text
from publisher.model.proposals import Passage, Proposal
from publisher.model.terms import short

Row = dict[str, str]
"""Name of a column -> what stands in its cell."""

_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")
"""What begins a formula in some spreadsheet; a quotation mark, so that one can be told from ours."""


@dataclass(frozen=True)
class Answers:
    """A list as it came back: what is to be confirmed, each with its place, and what is wrong or worth telling."""

    confirmed: tuple[tuple[Place, Proposal], ...]
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """Whether nothing is to be carried out, for something is wrong."""
        return any(finding.severity == "error" for finding in self.findings)


def written(proposals: Iterable[Proposal], language: str) -> bytes:
    """A list of what waits, with heads and names in a language."""
    stream = io.StringIO()
    table = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    table.writerow([column(name, language) for name in COLUMNS])
    for proposal in proposals:
        for row in _rows(proposal, language):
            table.writerow([_tame(row.get(name, "")) for name in COLUMNS])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _rows(proposal: Proposal, language: str) -> Iterator[Row]:
    """The row to answer on; below that of a text, one for each of its passages."""
    values = [value for _, value in proposal.concepts]
    said = (f"{_in(how.label, language)}: {_in(what.label, language)}" for how, what in proposal.concepts)
    row = {
        "thing": proposal.subject,
        "where": f"{proposal.place.path}:{proposal.place.line}",
        "within": " > ".join(_in(text, language) for text in proposal.within),
        "what": _in(proposal.what.label, language),
        "label": "; ".join(said),
        "meaning": " ".join(_meanings(values, language)),
        "concept": ", ".join(short(value.iri) for value in values),
        "state": proposal.state,
    }
    if not proposal.language:
        yield row | _words(proposal.passages)
        return
    yield row | {language: WHOLE_TEXT[language]}
    for passage in proposal.passages:
        yield {"thing": proposal.subject, "what": _in(passage.what.label, language)} | _words([passage])


def _words(passages: Iterable[Passage]) -> Row:
    """Words by language, each on one line: rows of the sheet are then lines of the file."""
    words: dict[str, list[str]] = {tag: [] for tag in LANGUAGES}
    for passage in passages:
        for said in passage.words:
            words.setdefault(said.language or next(iter(LANGUAGES)), []).append(_flat(said.text))
    return {tag: " | ".join(found) for tag, found in words.items()}


def _meanings(concepts: Iterable[Concept], language: str) -> Iterator[str]:
    return (_in(concept.definition, language) for concept in concepts if concept.definition)


def _in(text: Text, language: str) -> str:
    return _flat(text.in_language(language).text) if text else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _tame(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    """What a cell says, however a spreadsheet wrote it."""
    return _flat(cell).lstrip("'")


def answers(content: bytes, shown: str, proposals: Mapping[str, Proposal], post: str) -> Answers:
    """What a list that came back decides.

    `shown` is the name of its file, `proposals` are those that may be answered, by subject, for a `post`.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Answers((), (told(Place(shown, line), "encoding"),))
    reader = _Reader(shown, proposals, post)
    reader.read(text)
    return Answers(tuple(reader.confirmed), in_order(reader.findings))


class _Reader:
    """Reads a list row by row, and holds what it decides and what is wrong with it."""

    def __init__(self, shown: str, proposals: Mapping[str, Proposal], post: str) -> None:
        self._shown = shown
        self._proposals = proposals
        self._post = post
        self._answered: dict[str, int] = {}
        self.confirmed: list[tuple[Place, Proposal]] = []
        self.findings: list[Finding] = []

    def read(self, text: str) -> None:
        """Reads all of it."""
        passages: list[tuple[Place, Row]] = []
        for place, row in self._table(text):
            said = row["confirm"].casefold()
            if said not in (*YES, *NO, ""):
                self._tell(place, "answer", found=row["confirm"])
            elif not row["state"]:
                passages.append((place, row))
                if said:
                    self._tell(place, "passage")
            elif said:
                self._answer(place, row, is_yes=said in YES)
        chosen = {proposal.subject: proposal for _, proposal in self.confirmed}
        for place, row in passages:
            if (proposal := chosen.get(row["thing"])) and not _is_passage(row, proposal):
                self._tell(place, "edited", place=_where(proposal))

    def _answer(self, place: Place, row: Row, *, is_yes: bool) -> None:
        thing = row["thing"]
        if before := self._answered.get(thing):
            self._tell(place, "twice", line=str(before))
            return
        self._answered[thing] = place.line
        proposal = self._proposals.get(thing)
        if not is_yes:
            return
        if proposal is None:
            self._tell(place, "unknown", thing=thing, post=self._post)
        elif row["state"] != proposal.state:
            self._tell(place, "stale")
        elif not _is_as_written(row, proposal):
            self._tell(place, "edited", place=_where(proposal))
        elif proposal.is_confirmed:
            self.findings.append(told(place, "already", "info"))
        else:
            self.confirmed.append((place, proposal))

    def _table(self, text: str) -> Iterator[tuple[Place, Row]]:
        """The rows below the first one, each with where it begins."""
        head, _, _ = text.partition("\n")
        delimiter = max(";,\t", key=head.count)
        table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        names: list[str] = []
        begin = 1
        try:
            for cells in table:
                place, begin = Place(self._shown, begin), table.line_num + 1
                if not names:
                    names = [HEADS.get(_bare(cell), "") for cell in cells]
                    if not self._has_needed(place, names):
                        return
                elif any(map(_bare, cells)):
                    yield from self._row(place, names, cells)
        except csv.Error:
            self._tell(Place(self._shown, begin), "csv")
        if not names:
            self._has_needed(Place(self._shown, begin), names)

    def _has_needed(self, place: Place, names: list[str]) -> bool:
        missing = [name for name in NEEDED if name not in names]
        for name in missing:
            self._tell(place, "columns", name=" / ".join(COLUMNS[name].values()))
        return not missing

    def _row(self, place: Place, names: list[str], cells: list[str]) -> Iterator[tuple[Place, Row]]:
        """What a row says, by the names of its columns. Spreadsheets may leave out the empty cells at its end."""
        if any(map(_bare, cells[len(names) :])):
            self._tell(place, "cells", found=str(len(cells)), wanted=str(len(names)))
        else:
            yield place, dict(zip_longest(names, map(_bare, cells[: len(names)]), fillvalue=""))

    def _tell(self, place: Place, what: str, /, **found: str) -> None:
        self.findings.append(told(place, what, **found))


def _where(proposal: Proposal) -> str:
    return f"{proposal.place.path}:{proposal.place.line}"


def _is_as_written(row: Row, proposal: Proposal) -> bool:
    """Whether the words and concepts of a row are those that were written in it; those of a text stand below it."""
    told_of = _words(proposal.passages) if not proposal.language else {}
    wanted = told_of | {"concept": ", ".join(short(value.iri) for _, value in proposal.concepts)}
    return _says(row, wanted)


def _is_passage(row: Row, proposal: Proposal) -> bool:
    return any(_says(row, _words([passage])) for passage in proposal.passages)


def _says(row: Row, wanted: Row) -> bool:
    return all(row[name] == _bare(said) for name, said in wanted.items() if name in row)
