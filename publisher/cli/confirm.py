"""The verb `confirm`: turns what was proposed into what the authority has confirmed, by whom and when."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from publisher.author.sheet import answers, written
from publisher.author.words import NO, YES, column
from publisher.cli.options import Verbs, add_verb, data_options, language_option, site_of
from publisher.cli.terminal import complain, print_findings
from publisher.model.errors import CheckFailed, ConfigurationError
from publisher.model.proposals import Proposal
from publisher.release.checks.checking import check
from publisher.release.confirming import Role, confirm, posts, proposals, role
from publisher.release.site import Site
from publisher.render.pages import locale
from publisher.render.reports.checks import text_report
from publisher.render.reports.proposals import Teller

_WIDEST = 100
"""Columns: longer lines are hard to read."""

_SKIP, _QUIT, _HELP = "s", "q", "?"


def add(verbs: Verbs) -> None:
    """Adds the verb to the command line."""
    verb = add_verb(verbs, "confirm", _confirm, "confirm proposed classifications and texts, for a post and a day")
    data_options(verb)
    language_option(verb, "questions and lists")
    verb.add_argument("--by", metavar="CONTACT", help="the post that confirms: a contact's short name or IRI")
    verb.add_argument("--on", type=dt.date.fromisoformat, metavar="DAY", help="the day of the decision (today)")
    verb.add_argument("--authority", metavar="NAME", help="only this authority: the name of its folder")
    verb.add_argument("--register", metavar="SLUG", help="only this register")
    way = verb.add_mutually_exclusive_group()
    way.add_argument("--list", type=Path, metavar="FILE", help="write what waits as CSV, to answer in a spreadsheet")
    way.add_argument("--batch", type=Path, metavar="FILE", help="confirm what such a list says yes to: all or nothing")


def _confirm(asked: argparse.Namespace) -> int:
    try:
        return _go(site_of(asked), asked)
    except CheckFailed as failure:
        print_findings(failure.findings, asked.lang)  # of files that cannot be read, so that nothing can be confirmed
        return 1


def _go(site: Site, asked: argparse.Namespace) -> int:
    if asked.list:
        return _list(site, asked)
    if not asked.batch and not sys.stdin.isatty():
        cure = "Write a list with --list FILE, and give it back with --batch FILE"
        raise ConfigurationError("confirm", "there is no terminal to ask on", cure)
    today = dt.datetime.now(dt.UTC).date()
    day: dt.date = asked.on or today
    if day > today:
        raise ConfigurationError(f"--on {day}", "this day has not come yet", "Write the day of the decision")
    if not asked.by:
        known = ", ".join(posts(site, asked.authority)) or "first describe one in contacts.ttl"
        raise ConfigurationError("--by", "it must be said who confirms", f"Name a post: {known}")
    by = role(site, asked.by, asked.authority)
    return _batch(site, asked, by, day) if asked.batch else _ask(site, asked, by, day)


def _list(site: Site, asked: argparse.Namespace) -> int:
    """Writes what waits; never over a file that may hold answers, nor into the data."""
    file: Path = asked.list
    if file.resolve().is_relative_to(site.data.resolve()):
        raise ConfigurationError(str(file), "this lies in the data", "Name another with --list")
    waiting = [proposal for proposal in proposals(site, asked.authority, asked.register) if not proposal.is_confirmed]
    try:
        with file.open("xb") as stream:
            stream.write(written(waiting, asked.lang))
    except FileExistsError as error:
        raise ConfigurationError(str(file), "this file may hold answers already", "Name another with --list") from error
    except OSError as error:
        reason = f"this cannot be written: {error.strerror or error}"
        raise ConfigurationError(str(file), reason, "Name another with --list") from error
    said = locale(asked.lang)["confirm_listed"]
    print(said.format(count=len(waiting), column=column("confirm", asked.lang), file=file))
    return 0


def _batch(site: Site, asked: argparse.Namespace, by: Role, day: dt.date) -> int:
    """Confirms all that a list says yes to, or nothing."""
    try:
        content = asked.batch.read_bytes()
    except OSError as error:
        reason = f"this cannot be read: {error.strerror or error}"
        raise ConfigurationError(str(asked.batch), reason, "Name a list with --batch") from error
    known = {proposal.subject: proposal for proposal in proposals(site, by.authority, asked.register)}
    answered = answers(content, str(asked.batch), known, by.slug)
    print_findings(answered.findings, asked.lang)
    if answered.is_refused:
        return 1
    wanted = [proposal for _, proposal in answered.confirmed]
    done = confirm(site, by, day, wanted)
    print_findings(done.findings, asked.lang)
    if done.findings:
        return 1
    left = sum(not proposal.is_confirmed for proposal in known.values()) - len(wanted)
    print(_teller(asked).done(by.heading, day.isoformat(), len(wanted), left))
    return _check(site, by.authority, asked.lang) if wanted else 0


def _teller(asked: argparse.Namespace) -> Teller:
    return Teller(asked.lang, min(_WIDEST, max(40, shutil.get_terminal_size().columns - 1)))


def _ask(site: Site, asked: argparse.Namespace, by: Role, day: dt.date) -> int:
    """Asks about each thing that waits; what is answered yes is written at once."""
    waiting = [proposal for proposal in proposals(site, by.authority, asked.register) if not proposal.is_confirmed]
    if not waiting:
        print(locale(asked.lang)["confirm_nothing"])
        return 0
    questions = _Round(site, by, day, _teller(asked))
    try:
        questions.ask(waiting)
    except KeyboardInterrupt:
        print(f"\n\n{questions.summary(waiting)}")
        raise
    print(f"\n{questions.summary(waiting)}")
    status = _check(site, by.authority, asked.lang) if questions.confirmed else 0
    return max(status, int(questions.refused))


def _check(site: Site, authority: str, language: str) -> int:
    """Checks what was written and tells what to do next; the exit status."""
    t = locale(language)
    report = check(site, authority, None).down_to("error")
    print(text_report(report, language).decode(), end="")
    print(t["confirm_mend"] if report.forbids() else t["confirm_next"])
    return int(report.forbids())


@dataclass
class _Round:
    """One round of questions, and what came of it."""

    site: Site
    by: Role
    day: dt.date
    teller: Teller
    confirmed: int = 0
    refused: bool = False
    grown: Counter[str] = field(default_factory=Counter)

    def summary(self, waiting: list[Proposal]) -> str:
        """What was confirmed, and how much waits."""
        return self.teller.done(self.by.heading, self.day.isoformat(), self.confirmed, len(waiting) - self.confirmed)

    def ask(self, waiting: Iterable[Proposal]) -> None:
        """Asks about one thing after another, until all are answered or it is enough."""
        asked = list(waiting)
        skipped: set[str] = set()
        for number, proposal in enumerate(asked, start=1):
            if proposal.thing in skipped:
                continue
            line = proposal.place.line + self.grown[proposal.place.path]
            self._tell(self.teller.heading(proposal, f"[{number}/{len(asked)}]", line))
            answer = self._answer(proposal)
            if answer == _QUIT:
                return
            if answer == _SKIP:
                skipped.add(proposal.thing)
            elif answer in YES:
                self._write(proposal)

    def _answer(self, proposal: Proposal) -> str:
        """Shows a thing part by part, and asks until there is an answer: yes only when all of it was shown."""
        t = locale(self.teller.language)
        parts = self.teller.parts(proposal)
        for number, part in enumerate(parts, start=1):
            self._tell(part)
            is_last = number == len(parts)
            while True:
                said = self._prompt(self.teller.question(proposal, number, len(parts)))
                if said == "" and not is_last:
                    break
                if said == _HELP:
                    self._tell(["", *self.teller.help(self.by.heading, self.day.isoformat())])
                elif said in (_SKIP, _QUIT, *NO) or (said in YES and is_last):
                    return said
                else:
                    self._tell([t["confirm_read_on"] if said in YES else t["confirm_not_understood"]])
        raise AssertionError("the last part ends with an answer")

    def _prompt(self, question: str) -> str:
        """What is answered, in small letters; the end of input is enough."""
        try:
            return input(f"\n{question}\n> ").strip().casefold()
        except EOFError:
            print()
            return _QUIT
        except UnicodeDecodeError:
            return "\ufffd"  # no answer that is understood

    def _write(self, proposal: Proposal) -> None:
        done = confirm(self.site, self.by, self.day, [proposal])
        for finding in done.findings:
            complain(finding.text(self.teller.language))
            self.refused = True
        if not done.findings:
            self.confirmed += 1
            self.grown.update(done.grown)

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            print(line)
