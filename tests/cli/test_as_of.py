"""`--as-of`: a report can be made as the law and the calendar stood, or will stand, on a day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.cli import main
from tests.render.spoilt import PUPILS, replace, spoil

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(data: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a verb on a copy of the example."""

    def verb(name: str, *options: str, of: Path = data) -> tuple[int, str, str]:
        status = main([name, "--data", str(of), *options])
        told = capfd.readouterr()
        return status, told.out, told.err

    return verb


def test_a_gap_is_told_from_the_day_on_which_the_law_came_into_force(run: Run) -> None:
    """Section 28 since 2020, the regulation since 25 May 2018."""
    of_section = "906/2019, section 28"
    assert of_section in run("check")[1]
    assert of_section in run("check", "--as-of", "2020-01-01")[1]
    before = run("check", "--as-of", "2019-12-31")[1]
    assert of_section not in before
    assert "Retention is not stated" in before
    assert "is not stated" not in run("check", "--as-of", "2018-05-24")[1]


def test_an_error_is_told_on_any_day(run: Run, data: Path) -> None:
    """It forbids a release, whatever the law."""
    file = data / "optima" / "registers" / "abilitas.ttl"
    replace(file, "  dcat:contactPoint contact:principal-education-services ;\n", "")
    status, printed, _ = run("check", "--as-of", "1999-01-01")
    assert (status, "A register needs a contact" in printed) == (1, True)


def test_a_last_day_has_passed_only_after_it(run: Run, tmp_path: Path) -> None:
    """The day that is asked for is today."""
    made = spoil(tmp_path / "spoilt")
    replace(made / PUPILS, 'rc:until "2020-06-30"', 'rc:until "2030-06-30"')
    last_day = "the last day has passed"
    assert last_day not in run("check", "--as-of", "2030-06-30", of=made)[1]
    assert last_day in run("check", "--as-of", "2030-07-01", of=made)[1]


def test_the_report_says_the_day(run: Run) -> None:
    """Before the counts, in the language of the report; only when a day was asked for."""
    *_, said, count = run("check", "--as-of", "2018-05-24", "--lang", "fi")[1].splitlines()
    wanted = "Kuvaukset nykyisellään, tarkistettuina ikään kuin olisi 24.5.2018, silloin voimassa olevan lain mukaan."
    assert (said, count.partition(":")[0]) == (wanted, "Virheet")
    assert "tarkistettuina" not in run("check", "--lang", "fi")[1]


@pytest.mark.parametrize("verb", ["check", "completeness"])
@pytest.mark.parametrize(
    "day",
    ["2026-02-29", "2026-13-01", "0000-01-01", "20260131", "2026-W05-6", "31.1.2026", "", " 2026-01-31", "٢٠٢٦-٠١-٣١"],
)
def test_a_wrong_day_is_wrong_use_told_on_one_line(verb: str, day: str, run: Run) -> None:
    """The same for both verbs."""
    assert run(verb, "--as-of", day) == (2, "", "--as-of: error: there is no such day. Write it as 2026-01-31\n")


def test_what_is_counted_is_what_the_law_asks_on_the_day(run: Run) -> None:
    """As `publisher completeness` counts it."""
    assert "0/0" in run("completeness", "--as-of", "2019-12-31")[1]
    assert "0/0" not in run("completeness", "--as-of", "2020-01-01")[1]
