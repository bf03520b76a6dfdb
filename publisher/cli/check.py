"""The verbs `check` and `completeness`: what is missing or wrong in the data, and how much of it there is."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import time
from contextlib import suppress
from pathlib import Path

from publisher.cli.options import Verbs, add_verb, data_options, fingerprint, language_option, site_of, wait_for_change
from publisher.cli.terminal import complain, of_a_system
from publisher.model.errors import ConfigurationError, PublisherError
from publisher.model.findings import SEVERITIES
from publisher.model.report import Report
from publisher.release.checks.checker import Checker, Progress
from publisher.release.checks.checking import check
from publisher.release.checks.kept import Kept, usual_file
from publisher.release.checks.outside import PROFILES, Wanted
from publisher.release.flow import completeness
from publisher.render.reports.checks import REPORTS, counts_line, difference_lines, text_report
from publisher.render.reports.proofs import completeness_json, completeness_table

_TOLD_EVERY = 5
"""Seconds."""


def add(verbs: Verbs) -> None:
    """Adds the verbs to the command line."""
    _add_check(verbs)
    counting = add_verb(verbs, "completeness", _completeness, "count what the law asks and the descriptions tell")
    data_options(counting)
    language_option(counting, "the table")
    counting.add_argument("--format", choices=["text", "json"], default="text", help="table or JSON (%(default)s)")
    _day_option(counting)


def _add_check(verbs: Verbs) -> None:
    asking = add_verb(verbs, "check", _check, "say what is missing or wrong in the data, and where")
    data_options(asking)
    language_option(asking, "the findings")
    asking.add_argument("--format", choices=list(REPORTS), default="text", help="the form of the report (%(default)s)")
    asking.add_argument(
        "--explain", action="store_true", help="say why, the law and an example under each line of text"
    )
    asking.add_argument(
        "--severity", choices=SEVERITIES, default="info", help="show only this and graver (%(default)s)"
    )
    asking.add_argument("--strict", action="store_true", help="end with 1 for warnings too")
    asking.add_argument("--authority", metavar="NAME", help="only this authority: the name of its folder")
    asking.add_argument("--register", metavar="SLUG", help="only the file of this register")
    asking.add_argument("--output", type=Path, metavar="FILE", help="write the report to a file")
    asking.add_argument("--watch", action="store_true", help="check again whenever the data changes")
    asking.add_argument("--no-cache", action="store_true", help="neither use nor keep what earlier checks found")
    _day_option(asking)
    _outside_options(asking)


def _day_option(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--as-of", metavar="DAY", help="as the law and the calendar stand on a day, such as 2026-01-31")


def _day(asked: argparse.Namespace) -> dt.date | None:
    """The day that is asked for, if any. Raises ConfigurationError when it is no day."""
    if asked.as_of is None:
        return None
    with suppress(ValueError):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", asked.as_of, re.ASCII):
            return dt.date.fromisoformat(asked.as_of)
    raise ConfigurationError("--as-of", "there is no such day", "Write it as 2026-01-31")


def _check(asked: argparse.Namespace) -> int:
    _require_fitting(asked)
    if asked.watch:
        return _watch(asked)
    report = _report(asked, _checker(asked))
    _tell_report(asked, report)
    return int(report.forbids(strict=asked.strict))


def _checker(asked: argparse.Namespace) -> Checker:
    kept = Kept(None if asked.no_cache else usual_file())
    return Checker(kept, trusts_times=asked.watch, progress=_progress())


def _progress() -> Progress:
    """Says now and then how far a long check has come."""
    told = time.monotonic()

    def tell(done: int, everything: int) -> None:
        nonlocal told
        if time.monotonic() - told >= _TOLD_EVERY:
            told = time.monotonic()
            complain(f"Checked {done} of {everything} files")

    return tell


def _report(asked: argparse.Namespace, checker: Checker) -> Report:
    found = check(
        site_of(asked),
        asked.authority,
        asked.register,
        day=_day(asked),
        outside=_outside(asked),
        with_titles=asked.format == "html",
        checker=checker,
    )
    return found.down_to(asked.severity)


def _tell_report(asked: argparse.Namespace, report: Report) -> None:
    if asked.output:
        _write_report(asked, report)
        print(counts_line(report, asked.lang), flush=True)
    elif asked.format == "text":
        print(_rendered(asked, report).decode(), end="", flush=True)
    else:
        sys.stdout.buffer.write(_rendered(asked, report))
        sys.stdout.flush()


def _rendered(asked: argparse.Namespace, report: Report) -> bytes:
    if asked.explain:
        return text_report(report, asked.lang, explain=True)
    return REPORTS[asked.format](report, asked.lang)


def _write_report(asked: argparse.Namespace, report: Report) -> None:
    try:
        asked.output.write_bytes(_rendered(asked, report))
    except OSError as error:
        reason = f"this cannot be written: {error.strerror or error}"
        raise ConfigurationError(str(asked.output), reason, "Name another file with --output") from error


def _require_fitting(asked: argparse.Namespace) -> None:
    """Raises ConfigurationError for options that do not go together."""
    if asked.explain and asked.format != "text":
        raise ConfigurationError("--explain", f"{asked.format} always explains", "Leave --explain out")
    if asked.watch and asked.format != "text" and not asked.output:
        raise ConfigurationError("--watch", f"{asked.format} goes to a file here", "Name it with --output")
    for folder in filter(None, (asked.data, asked.private)):
        if asked.output and asked.output.resolve().is_relative_to(folder.resolve()):
            raise ConfigurationError(
                str(asked.output), "this lies in the data, where it would be read as data", "Name another with --output"
            )


def _watch(asked: argparse.Namespace) -> int:
    """Checks, and checks again whenever data or internal facts change, until it is stopped."""
    seen = fingerprint(asked)
    checker = _checker(asked)
    last = _report(asked, checker)
    _tell_report(asked, last)
    with suppress(KeyboardInterrupt):
        complain("Looking for changes (stop with Ctrl+C)")
        while True:
            seen = wait_for_change(asked, seen)
            last = _look_again(asked, checker, last)
    return int(last.forbids(strict=asked.strict))


def _look_again(asked: argparse.Namespace, checker: Checker, last: Report) -> Report:
    """Tells what has changed since the last report, and gives the new one; the last when none can be made."""
    try:
        report = _report(asked, checker)
        if asked.output:
            _write_report(asked, report)
    except (PublisherError, OSError) as error:
        complain(of_a_system(error) if isinstance(error, OSError) else str(error))
        return last
    for line in difference_lines(last, report, asked.lang, explain=asked.explain):
        print(line)
    print(counts_line(report, asked.lang), flush=True)
    return report


def _completeness(asked: argparse.Namespace) -> int:
    found = completeness(site_of(asked), _day(asked))
    if asked.format == "json":
        print(completeness_json(found))
    else:
        print("\n".join(completeness_table(found, asked.lang)))
    return 0


def _outside(asked: argparse.Namespace) -> Wanted:
    """What is asked for of shapes from outside."""
    return Wanted(tuple(asked.shapes), asked.profile, asked.profiles, asked.vocabularies)


def _outside_options(verb: argparse.ArgumentParser) -> None:
    group = verb.add_argument_group("shapes from outside, held against what is published")
    group.add_argument(
        "--shapes", type=Path, nargs="+", action="extend", default=[], metavar="FILE", help="SHACL shapes in Turtle"
    )
    group.add_argument("--profile", choices=PROFILES, help="the official shapes of a profile")
    group.add_argument("--profiles", type=Path, metavar="DIR", help="the folder of the profile's official files")
    group.add_argument("--vocabularies", type=Path, metavar="DIR", help="a folder of vocabularies to look values up in")
