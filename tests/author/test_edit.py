"""Statuses are confirmed where they stand; everything else that the author wrote stays."""

from __future__ import annotations

import pytest

from publisher.author.edit import Change, Confirming, by_hand, confirmed
from publisher.model.terms import RC

BASE = "http://local.example/optima/"
GIVEN = Confirming(BASE + "id/contact/registrar", "2026-03-02")
PREFIXES = """@prefix : <id/register/pupils#> .
@prefix contact: <id/contact/> .
@prefix rc: <https://w3id.org/records-catalogue#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FULL = f"<{RC}confirmedBy> <id/contact/registrar> ; <{RC}confirmedOn> "
DATE = '"2026-03-02"^^<http://www.w3.org/2001/XMLSchema#date>'


def change(line: int = 5, rank: int = 0, count: int = 1, old: str = "Proposed", new: str = "Confirmed") -> Change:
    """A proposal to confirm."""
    return Change(str(RC[old]), str(RC[new]), line, rank, count)


def edited(text: str, *changes: Change) -> str:
    """The text with changes made in it."""
    found = confirmed(text, changes or [change()], GIVEN, BASE)
    assert found is not None
    return found


def test_a_status_that_begins_a_line_is_followed_by_two_lines_like_it() -> None:
    """With the prefixes of the file, and as far in."""
    text = PREFIXES + ":a a rc:DataItem ;\n\trc:classificationStatus  rc:Proposed ;\n\trc:openEnded true .\n"
    assert edited(text, change(6)) == PREFIXES + (
        ":a a rc:DataItem ;\n\trc:classificationStatus  rc:Confirmed ;\n\trc:confirmedBy contact:registrar ;\n"
        '\trc:confirmedOn "2026-03-02"^^xsd:date ;\n\trc:openEnded true .\n'
    )


def test_a_status_within_a_line_is_followed_on_it() -> None:
    """So that whatever comes after it stays where it was."""
    text = PREFIXES + ":a rc:classificationStatus rc:Proposed. :b rc:openEnded true .\n"
    said = 'rc:Confirmed ; rc:confirmedBy contact:registrar ; rc:confirmedOn "2026-03-02"^^xsd:date'
    assert edited(text) == text.replace("rc:Proposed", said)


def test_a_text_keeps_its_kind() -> None:
    """And is confirmed beside it."""
    text = PREFIXES + ":text-fi rc:status rc:Translated .\n"
    said = 'rc:Translated ; rc:confirmedBy contact:registrar ; rc:confirmedOn "2026-03-02"^^xsd:date'
    assert edited(text, change(old="Translated", new="Translated")) == text.replace("rc:Translated", said)


def test_texts_and_comments_that_look_like_a_status_are_none() -> None:
    """Nor are parts of other names."""
    text = PREFIXES + (
        '# rc:Proposed\n:a :b "rc:Proposed", """a "rc:Proposed" \\" b""", \'rc:Proposed\', '
        "'''it's rc:Proposed''', <http://a.example/#rc:Proposed>, rc:Proposed-not, arc:Proposed ;\n"
        "  rc:classificationStatus rc:Proposed ; # rc:Proposed\n  :c true ."
    )
    before, mark, after = text.rpartition("rc:Proposed ; #")
    found = edited(text)
    assert found.startswith(before + "rc:Confirmed ;\n")
    assert found.endswith(mark.removeprefix("rc:Proposed") + after)


def test_lines_end_as_they_did() -> None:
    """Also at the end of a file that has no last line end."""
    text = (PREFIXES + ":a a rc:DataItem ;\n  rc:classificationStatus rc:Proposed .").replace("\n", "\r\n")
    found = edited(text, change(6))
    assert found.count("\r\n") == found.count("\n") == text.count("\n") + 2
    assert not found.endswith("\n")


def test_a_line_is_followed_by_lines_that_end_like_it() -> None:
    """Whatever the first one of the file does."""
    text = PREFIXES.replace("\n", "\r\n") + ":a a rc:DataItem ;\n  rc:classificationStatus rc:Proposed .\n"
    assert edited(text, change(6)).count("\r\n") == PREFIXES.count("\n")


def test_of_several_prefixes_the_one_of_the_status_is_used() -> None:
    """As the author wrote it."""
    text = f"@prefix a: <{RC}> .\n{PREFIXES}@prefix z: <{RC}> .\n:x a:classificationStatus z:Proposed .\n"
    assert "z:Confirmed ; z:confirmedBy contact:registrar ; z:confirmedOn " in edited(text)
    assert "a:Confirmed ; a:confirmedBy " in edited(text.replace("z:Proposed", "a:Proposed"))


@pytest.mark.parametrize("namespace", ["id/", "id/contact/regist#", "id/contact/registrar", "http://other.example/"])
def test_a_prefix_that_does_not_fit_a_name_is_not_used(namespace: str) -> None:
    """The rest would be no name, or another one."""
    text = PREFIXES.replace("contact: <id/contact/>", f"c: <{namespace}>") + ":a rc:status rc:Proposed .\n"
    assert "rc:confirmedBy <id/contact/registrar> ;" in edited(text)


def test_names_are_written_as_the_file_writes_them() -> None:
    """With other prefixes, with none, and in the style of SPARQL."""
    text = f"PREFIX r: <{RC}>\nprefix x: <http://www.w3.org/2001/XMLSchema#>\n<a> r:classificationStatus r:Proposed .\n"
    said = 'r:Confirmed ; r:confirmedBy <id/contact/registrar> ; r:confirmedOn "2026-03-02"^^x:date'
    assert edited(text) == text.replace("r:Proposed", said)
    text = f"<a> <{RC}classificationStatus> <{RC}Proposed> .\n"
    assert edited(text) == text.replace(f"<{RC}Proposed>", f"<{RC}Confirmed> ; {FULL}{DATE}")


def test_a_base_of_the_file_s_own_makes_names_whole() -> None:
    """What is relative would mean something else."""
    text = f"@base <http://other.example/> .\n@prefix rc: <{RC}> .\n<x> rc:classificationStatus rc:Proposed .\n"
    assert f"<{BASE}id/contact/registrar>" in edited(text)


def test_a_prefix_that_meant_something_else_further_up_is_not_mistaken() -> None:
    """Each name is read with the prefixes that hold where it stands."""
    text = (
        "@prefix rc: <http://other.example/#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        f"<x> rc:status rc:Proposed .\n@prefix rc: <{RC}> .\n<a> rc:classificationStatus rc:Proposed .\n"
    )
    before, _, after = text.rpartition("rc:Proposed")
    found = edited(text)
    assert found.startswith(before + "rc:Confirmed ; ")
    assert found.endswith(after)


def test_a_missing_prefix_for_dates_is_added_once_after_the_others() -> None:
    """A comment on the last line of them stays on it."""
    head = PREFIXES.replace("@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n", "").rstrip("\n") + " # the end\n"
    rest = "\n:a rc:classificationStatus rc:Proposed .\n@prefix x: <http://x.example/> .\n:b rc:status rc:Proposed .\n"
    said = 'rc:Confirmed ; rc:confirmedBy contact:registrar ; rc:confirmedOn "2026-03-02"^^xsd:date'
    wanted = head + "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n" + rest.replace("rc:Proposed", said)
    changes = [change(5, 0, 2), change(7, 1, 2)]
    assert edited(head + rest, *changes) == edited(head + rest, *reversed(changes)) == wanted


@pytest.mark.parametrize(
    "head",
    [
        f"@prefix rc: <{RC}> .\n@prefix xsd: <http://other.example/#> .\n",
        f"@prefix rc: <{RC}> . <x> rc:openEnded true .\n",
    ],
)
def test_where_a_prefix_cannot_be_added_the_date_is_written_in_full(head: str) -> None:
    """The name is taken, or something else stands on the line of the last prefix."""
    found = edited(head + "<a> rc:classificationStatus rc:Proposed .\n")
    assert (
        found == head + f"<a> rc:classificationStatus rc:Confirmed ; rc:confirmedBy <id/contact/registrar> ; "
        f"rc:confirmedOn {DATE} .\n"
    )


def test_of_several_the_one_of_its_rank_is_confirmed() -> None:
    """On one line too."""
    line = ":a rc:classificationStatus rc:Proposed . :b rc:classificationStatus rc:Proposed .\n"
    for rank in (0, 1):
        found = edited(PREFIXES + line, change(5, rank, 2))
        assert (found.index("rc:Confirmed") < found.index(":b ")) == (rank == 0)
        assert found.count("rc:Proposed") == 1


def test_when_there_are_more_than_expected_the_only_one_of_its_line_is_confirmed() -> None:
    """A status that is written twice has one place."""
    twice = PREFIXES + ":a rc:classificationStatus rc:Proposed .\n" * 2
    assert edited(twice, change(5)).count("rc:Confirmed") == 1
    assert edited(twice, change(6)).index("rc:Proposed") < edited(twice, change(6)).index("rc:Confirmed")


@pytest.mark.parametrize("text", ["", ":a rc:classificationStatus rc:Pro\\u0070osed .\n", 2 * ":a :b rc:Proposed . "])
def test_what_is_not_found_is_not_guessed(text: str) -> None:
    """Nothing at all is changed."""
    assert confirmed(PREFIXES + text, [change()], GIVEN, BASE) is None


def test_what_to_write_by_hand_is_told_in_turtle() -> None:
    """For a classification and for a text."""
    said = 'rc:confirmedBy <id/contact/registrar> ; rc:confirmedOn "2026-03-02"^^xsd:date'
    assert by_hand(change(), GIVEN, BASE) == f"rc:classificationStatus rc:Confirmed ; {said}"
    assert by_hand(change(old="Restated", new="Restated"), GIVEN, BASE) == said
