"""The verbs that make releases and look into them: `build`, `publish`, `purge`, `prove` and `get`."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from publisher.cli.options import Verbs, add_verb, data_options, language_option, release_option, site_of, store_of
from publisher.cli.terminal import complain, print_findings
from publisher.model.errors import ConfigurationError
from publisher.release.build import Built, build, prove, publish, purge
from publisher.release.store import Store
from publisher.render.reports.proofs import proof_report, proof_summary, purge_checklist
from publisher.serve.documents import answer


def add(verbs: Verbs) -> None:
    """Adds the verbs to the command line."""
    for name, run, text in (
        ("build", _build, "build a release from data and ledger as they stand"),
        ("publish", _publish, "build a release, add what changed to the ledger, and make it current"),
    ):
        making = add_verb(verbs, name, run, text)
        data_options(making)
        release_option(making)

    purging = add_verb(verbs, "purge", _purge, "remove every earlier state of something that was published")
    purging.add_argument("what", metavar="IRI|FACT", help="the IRI of a thing or part, or a text that was public")
    data_options(purging)
    release_option(purging)
    language_option(purging, "the checklist")

    proving = add_verb(verbs, "prove", _prove, "show that nothing private is in what is published")
    proving.add_argument("--report", type=Path, metavar="FILE", help="write the proof as a page (HTML)")
    proving.add_argument("--log", type=Path, action="append", default=[], metavar="FILE", help="search this log too")
    data_options(proving)
    release_option(proving)
    language_option(proving, "the report")

    get = add_verb(verbs, "get", _get, "print one answer of the current release, without a server")
    get.add_argument("path", metavar="PATH", help="for example /optima/catalog.ttl")
    get.add_argument("--accept", metavar="TYPES", help="the Accept header")
    get.add_argument("--language", metavar="TAGS", help="the Accept-Language header")
    get.add_argument("--head", action="store_true", help="print status and headers")
    data_options(get, base=False)
    release_option(get)


def _build(asked: argparse.Namespace) -> int:
    store = store_of(asked)
    built = build(site_of(asked), store)
    print_findings(built.findings, "en")
    print(f"built {built.release.identifier} in {store.folder}")
    return 0


def _publish(asked: argparse.Namespace) -> int:
    store = store_of(asked)
    _tell_published(publish(site_of(asked), store, _now()), store)
    return 0


def _purge(asked: argparse.Namespace) -> int:
    store = store_of(asked)
    _tell_published(purge(site_of(asked), store, asked.what, _now()), store)
    print("\n".join(purge_checklist(asked.lang)))
    return 0


def _prove(asked: argparse.Namespace) -> int:
    for log in asked.log:
        if not log.is_file():
            raise ConfigurationError(str(log), "there is no such log", "Name a file with --log")
    proof = prove(site_of(asked), store_of(asked), asked.log)
    print_findings(proof.traces, asked.lang)
    if asked.report:
        asked.report.write_bytes(proof_report(proof, asked.lang))
    print("\n".join(proof_summary(proof, asked.lang)))
    return int(not proof.holds)


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _tell_published(built: Built, store: Store) -> None:
    print_findings(built.findings, "en")
    for authority, entries in built.added.items():
        for entry in entries:
            print(f"{authority}: {entry.kind} {entry.iri}")
        if not entries:
            print(f"{authority}: nothing has changed")
    print(f"published {built.release.identifier} in {store.folder}")


def _get(asked: argparse.Namespace) -> int:
    release = store_of(asked).current()
    release.require_this_program()
    wishes = (("accept", asked.accept), ("accept-language", asked.language))
    headers = {name: wish for name, wish in wishes if wish is not None}
    found = answer(release, "HEAD" if asked.head else "GET", asked.path, headers)
    if asked.head:
        print(f"{found.status.value} {found.status.phrase}")
        for name, value in found.headers:
            print(f"{name}: {value}")
    for piece in found.pieces():
        sys.stdout.buffer.write(piece)
    sys.stdout.flush()
    if found.status != 200 and not asked.head:
        complain(
            f"{asked.path}: error: {found.status.value} {found.status.phrase}. `publisher get /` gives the home page"
        )
    return int(found.status != 200)
