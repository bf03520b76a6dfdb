"""Lists to decide in: what is written can be answered in a spreadsheet, and comes back as it was meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from publisher.author.sheet import Answers, answers, written
from publisher.author.words import _MESSAGES, COLUMNS, HEADS, NO, YES, column
from publisher.model.languages import LANGUAGES, Said, Text
from publisher.model.proposals import Passage, Proposal
from tests.author.test_proposals import BASE, DATA, found

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "＝1", "\t=1")
Rows = list[list[str]]


def known(text: str = DATA) -> dict[str, Proposal]:
    """What may be answered, by subject."""
    return {proposal.subject: proposal for proposal in found(text).values()}


def rows(language: str = "en", proposals: dict[str, Proposal] | None = None) -> Rows:
    """A written list, as a spreadsheet reads it."""
    text = written((proposals or known()).values(), language).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def saved(table: Rows, delimiter: str = ";") -> bytes:
    """A list as a spreadsheet writes it."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(table)
    return stream.getvalue().encode()


def cell(name: str) -> int:
    """The number of a column."""
    return list(COLUMNS).index(name)


def answered(table: Rows, *given: tuple[str, str]) -> Rows:
    """The list with answers on the rows of things, by the part of their IRI that is their own."""
    for thing, answer in given:
        row = next(row for row in table if row[cell("thing")].endswith(thing) and row[cell("state")])
        row[cell("confirm")] = answer
    return table


def read(table: Rows | bytes, text: str = DATA) -> Answers:
    """What a list decides."""
    content = table if isinstance(table, bytes) else saved(table)
    return answers(content, "list.csv", known(text), "registrar")


def confirmed(decided: Answers) -> list[str]:
    """The things that are to be confirmed."""
    assert not decided.is_refused
    return [proposal.subject.removeprefix(BASE + "id/register/pupils") for _, proposal in decided.confirmed]


def told(decided: Answers, language: str = "en") -> list[str]:
    """What is said of a list."""
    return [finding.text(language) for finding in decided.findings]


def test_a_list_opens_as_a_table_with_its_letters_right() -> None:
    """Where the language is Swedish or Finnish: a mark at its beginning, semicolons, and the line ends of CSV."""
    content = written(known().values(), "sv")
    assert content.startswith(b"\xef\xbb\xbfsak;")
    assert content.count(b"\r\n") == content.count(b"\n") == len(rows())
    assert "bekräfta (ja/nej)".encode() in content


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_tells_what_waits_in_a_language_with_words_in_all(language: str) -> None:
    """What it is part of, how it is classified and what that means; the answer is left empty."""
    table = rows(language)
    assert table[0] == [column(name, language) for name in COLUMNS]
    row = dict(zip(COLUMNS, table[-1], strict=True))
    assert (row["thing"], row["where"]) == (BASE + "id/register/pupils#name", "pupils.ttl:29")
    assert (row["sv"], row["fi"], row["en"]) == ("namn", "nimi", "name")
    assert (row["concept"], row["confirm"], row["comment"]) == ("dpv:Student, pd:Name", "", "")
    assert (
        row["within"]
        == {
            "sv": "Elever > Vitsord > alla",
            "fi": "Oppilaat > Arvosanat > kaikki",
            "en": "Pupils > Vitsord > all",
        }[language]
    )
    assert row["label"].count(": ") == 2
    assert row["meaning"].count(".") == 2


def test_the_words_of_a_text_stand_below_it_row_by_row() -> None:
    """Those of a translation beside what it was made from."""
    table = [row for row in rows() if row[cell("thing")].endswith("#text-en")]
    assert table[0][cell("en")] == "the whole text (read the lines below)"
    assert [row[cell("sv") : cell("en") + 1] for row in table[1:]] == [
        ["Elever", "Oppilaat", "Pupils"],
        ["Om elever.", "Oppilaista.", "About pupils."],
        ["Vitsord", "Arvosanat", ""],
        ["alla", "kaikki", "all"],
        ["namn", "nimi", "name"],
    ]


@pytest.mark.parametrize("word", FORMULAS)
def test_no_cell_is_a_formula(word: str) -> None:
    """Whatever the words; and the list can be answered all the same."""
    proposal = replace(found()["name"], passages=(Passage(found()["name"].what, Text((Said(word, "sv"),))),))
    table = rows("en", {proposal.subject: proposal})
    assert all(not c.startswith(tuple("=+-@\t\r＝＋－＠")) for row in table for c in row)
    decided = answers(saved(answered(table, ("#name", "yes"))), "list.csv", {proposal.subject: proposal}, "registrar")
    assert [p for _, p in decided.confirmed] == [proposal]


def test_a_row_is_a_line_whatever_stands_in_it() -> None:
    """So that the number of a row in the spreadsheet is that of the line in the file."""
    table = rows("en", known(DATA.replace('"namn"@sv', '"""na\nmn;"\nx"""@sv')))
    assert all("\n" not in c and "\r" not in c for row in table for c in row)
    assert table[-1][cell("sv")] == 'na mn;" x'


def test_a_thing_without_words_kind_or_meaning_has_a_row_too() -> None:
    """With its concept's IRI; nothing in it is made up."""
    text = (
        "@prefix rc: <https://w3id.org/records-catalogue#> .\n"
        "<id/x> rc:classifiedAs <http://x.example/#Y>, rc:Supplier ; rc:classificationStatus rc:Proposed ."
    )
    [row] = rows("en", known(text))[1:]
    told_of = dict(zip(COLUMNS, row, strict=True))
    assert [told_of[name] for name in ("within", "what", *LANGUAGES)] == [""] * 5
    assert told_of["concept"] == "<http://x.example/#Y>, rc:Supplier"
    assert told_of["meaning"] == "A company or person that sells goods or services to the authority."


def test_only_what_is_answered_with_yes_is_confirmed() -> None:
    """What is left empty, or answered with no, is left as it is."""
    decided = read(answered(rows(), ("#name", "yes"), ("#text-en", "yes"), ("#text-sv", "no")))
    assert confirmed(decided) == ["#text-en", "#name"]
    assert decided.findings == ()
    assert confirmed(read(rows())) == []
    again = answered(rows(), ("#name", "yes"))[-1]
    assert confirmed(read([*rows(), again])) == ["#name"], "an empty cell is no answer"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("change", [str, str.upper, str.capitalize, lambda word: f"  {word} "])
def test_yes_and_no_are_understood_in_every_language(language: str, change: Callable[[str], str]) -> None:
    """In small letters and in capitals, in a list of any language."""
    for word in YES:
        assert confirmed(read(answered(rows(language), ("#name", change(word))))) == ["#name"]
    for word in NO:
        assert confirmed(read(answered(rows(language), ("#name", change(word))))) == []


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_it_is_read_however_a_spreadsheet_saves_it(delimiter: str) -> None:
    """With other delimiters, with or without the mark, with columns moved, left out or added, rows sorted, empty cells
    cut off and empty rows between."""
    table = answered(rows(), ("#name", "yes"))
    assert confirmed(read(saved(table, delimiter))) == ["#name"]
    assert confirmed(read(b"\xef\xbb\xbf" + saved(table, delimiter))) == ["#name"]
    assert confirmed(read(saved([[*row[::-1], "more"] for row in table], delimiter))) == ["#name"]
    order = [table[0], *sorted(table[1:], reverse=True), [], ["", ""]]
    assert confirmed(read(saved(order, delimiter))) == ["#name"]
    needed = [cell(name) for name in ("thing", "confirm", "state")]
    assert confirmed(read(saved([[row[number] for number in needed] for row in table], delimiter))) == ["#name"]
    cut = [row if row[-1] else row[: cell("en") + 1] for row in table]
    assert confirmed(read(saved(cut, delimiter))) == ["#name"]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"namn"@sv', '"namnet"@sv'), ("pd:Name", "pd:Contact"), ('"Vitsord"@sv', '"Betyg"@sv')],
)
def test_a_decision_about_something_else_than_what_is_there_now_is_refused(old: str, new: str) -> None:
    """Whatever changed; the line says so, and nothing is confirmed."""
    thing = "#text-en" if "Betyg" in new else "#name"
    table = answered(rows(), (thing, "yes"), ("register/pupils", "yes"))
    decided = read(table, DATA.replace(old, new))
    line = next(number for number, row in enumerate(table, 1) if row[cell("confirm")] and row[0].endswith(thing))
    assert decided.is_refused
    assert told(decided) == [
        f"list.csv:{line}: error: the words or the concepts in the data have changed since this list was written. "
        "Write a new one with --list"
    ]


@pytest.mark.parametrize("name", ["sv", "fi", "en", "concept"])
def test_words_that_were_changed_in_the_list_are_refused(name: str) -> None:
    """They would not be in the data, and somebody thinks that they are."""
    table = answered(rows(), ("#name", "yes"))
    table[-1][cell(name)] += " m.m."
    assert told(read(table)) == [
        f"list.csv:{len(table)}: error: the words or the concepts were changed in the list, where they cannot be "
        "mended. Mend them at pupils.ttl:29 and write a new list with --list"
    ]


def test_words_of_a_text_that_were_changed_in_the_list_are_refused() -> None:
    """When the text is to be confirmed."""
    table = answered(rows(), ("#text-en", "yes"))
    passage = next(row for row in table if row[cell("en")] == "About pupils.")
    passage[cell("en")] = "About all pupils."
    assert [line.partition(" error: ")[0] for line in told(read(table))] == [f"list.csv:{table.index(passage) + 1}:"]
    assert confirmed(read(answered(table, ("#text-en", "no")))) == []


def test_every_bad_line_is_told_and_then_nothing_is_confirmed() -> None:
    """In the order of the lines, in every language."""
    table = answered(rows(), ("#name", "yes"), ("#text-en", "maybe"), ("#text-sv", "yes"), ("pupils", "yes"))
    passage = next(row for row in table if row[0].endswith("#text-en") and not row[cell("state")])
    passage[cell("confirm")] = "ja"
    table += [["http://local.example/skola/id/register/gone", *table[-1][1:]], list(table[-1])]
    table.append([*table[-1], "more", "x"])
    decided = read(table)
    assert decided.is_refused
    assert [line.split(": error: ")[1].partition(". ")[0] for line in told(decided)] == [
        "maybe is no answer",
        "a text is confirmed as a whole",
        "http://local.example/skola/id/register/gone is nothing that registrar can confirm here",
        f"this is answered on line {len(table) - 3} already",
        "this line has 15 cells but the first line 13",
    ]
    numbers = [int(line.split(":")[1]) for line in told(decided)]
    assert numbers == sorted(numbers)
    assert len({tuple(told(decided, language)) for language in LANGUAGES}) == len(LANGUAGES)


def test_what_is_confirmed_already_is_told_and_left() -> None:
    """It is no error: a list may be given twice."""
    by = ' ; rc:confirmedBy contact:registrar ; rc:confirmedOn "2026-03-02"^^xsd:date'
    text = DATA.replace("rc:Proposed .", f"rc:Confirmed{by} .")
    decided = read(answered(rows(), ("#name", "yes"), ("#text-en", "yes")), text)
    assert confirmed(decided) == ["#text-en"]
    assert [f.severity for f in decided.findings] == ["info"]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 1, "the column kontrollkod / tarkistuskoodi / check code is missing on the first line"),
        (b"a;b;c\r\n", 1, "the column sak / kohde / thing is missing on the first line"),
        (saved(rows("sv")).decode().encode("latin-1"), 1, "not UTF-8"),
        (saved(rows()) + b"x;y\xe5;z\r\n", len(rows()) + 1, "not UTF-8"),
        (saved(rows()).decode().encode("utf-16"), 1, "not UTF-8"),
        (saved(rows()) + b'x;"y"z;"\r\n', len(rows()) + 1, "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_such_list_is_told_with_its_line(content: bytes, line: int, said: str) -> None:
    """Whatever it is, nothing is confirmed."""
    decided = read(content)
    assert decided.is_refused
    assert said in "".join(told(decided))
    assert {f.place.line for f in decided.findings} == {line}


def test_every_column_and_message_is_in_every_language() -> None:
    """No two columns have the same name."""
    for texts in (*COLUMNS.values(), *_MESSAGES.values()):
        assert texts.keys() == LANGUAGES.keys()
    assert len(HEADS) == len(COLUMNS) * len(LANGUAGES)
    assert set(LANGUAGES) <= set(COLUMNS)
    assert not set(YES) & set(NO)
