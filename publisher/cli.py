"""The command line: the only place that prints and that decides how the program ends.

Exit status: 0 when all is well, 1 when findings or errors forbid it, 2 for wrong use.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from publisher import __version__
from publisher.model.errors import BusyError, CheckFailed, ConfigurationError, LedgerError, PublisherError, ReleaseError
from publisher.model.findings import SEVERITIES, Finding
from publisher.model.languages import LANGUAGES
from publisher.model.report import Report
from publisher.release.build import Built, build, prove, publish, purge
from publisher.release.checking import check
from publisher.release.flow import completeness
from publisher.release.outside import PROFILES, Wanted
from publisher.release.site import Site, configured_base, read_site
from publisher.release.store import Release, Store
from publisher.render.checks import REPORTS, counts_line, difference_lines, text_report
from publisher.render.reports import (
    completeness_json,
    completeness_table,
    proof_report,
    proof_summary,
    purge_checklist,
)
from publisher.serve.documents import answer
from publisher.serve.server import require_free, serve

DEFAULT_BASE = "http://127.0.0.1:8000/"
_LOOK_EVERY = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; gives its exit status."""
    asked = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # whatever the terminal's encoding, findings are told
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except CheckFailed as failure:
        _print_findings(failure.findings, "en")
        _complain(str(failure))
        return 1
    except ConfigurationError as error:
        _complain(str(error))
        return 2
    except PublisherError as error:
        _complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130  # as shells tell of SIGINT
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has heard enough; nothing is left to flush
        return 1
    except OSError as error:
        _complain(_of_a_system(error))
        return 1
    except Exception as error:
        _complain(_of_our_own(error))
        return 1


def _check(asked: argparse.Namespace) -> int:
    _require_fitting(asked)
    if asked.watch:
        return _watch(asked)
    report = _report(asked)
    _tell_report(asked, report)
    return int(report.forbids(strict=asked.strict))


def _report(asked: argparse.Namespace) -> Report:
    titles = asked.format == "html"
    found = check(_site(asked), asked.authority, asked.register, outside=_outside(asked), with_titles=titles)
    return found.down_to(asked.severity)


def _tell_report(asked: argparse.Namespace, report: Report) -> None:
    if asked.output:
        _write_report(asked, report)
        print(counts_line(report), flush=True)
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
    seen = _fingerprint(asked)
    last = _report(asked)
    _tell_report(asked, last)
    with suppress(KeyboardInterrupt):
        _complain("Looking for changes (stop with Ctrl+C)")
        while True:
            time.sleep(_LOOK_EVERY)
            now = _fingerprint(asked)
            if now != seen:
                seen, last = now, _look_again(asked, last)
    return int(last.forbids(strict=asked.strict))


def _look_again(asked: argparse.Namespace, last: Report) -> Report:
    """Tells what has changed since the last report, and gives the new one; the last when none can be made."""
    try:
        report = _report(asked)
        if asked.output:
            _write_report(asked, report)
    except (PublisherError, OSError) as error:
        _complain(_of_a_system(error) if isinstance(error, OSError) else str(error))
        return last
    for line in difference_lines(last, report, asked.lang, explain=asked.explain):
        print(line)
    print(counts_line(report), flush=True)
    return report


def _completeness(asked: argparse.Namespace) -> int:
    found = completeness(_site(asked), asked.as_of)
    if asked.format == "json":
        print(completeness_json(found))
    else:
        print("\n".join(completeness_table(found, asked.lang)))
    return 0


def _outside(asked: argparse.Namespace) -> Wanted:
    """What is asked for of shapes from outside."""
    return Wanted(tuple(asked.shapes), asked.profile, asked.profiles, asked.vocabularies)


def _build(asked: argparse.Namespace) -> int:
    store = _store(asked)
    built = build(_site(asked), store)
    _print_findings(built.findings, "en")
    print(f"built {built.release.identifier} in {store.folder}")
    return 0


def _publish(asked: argparse.Namespace) -> int:
    store = _store(asked)
    _tell_published(publish(_site(asked), store, _now()), store)
    return 0


def _purge(asked: argparse.Namespace) -> int:
    store = _store(asked)
    _tell_published(purge(_site(asked), store, asked.what, _now()), store)
    print("\n".join(purge_checklist(asked.lang)))
    return 0


def _prove(asked: argparse.Namespace) -> int:
    for log in asked.log:
        if not log.is_file():
            raise ConfigurationError(str(log), "there is no such log", "Name a file with --log")
    proof = prove(_site(asked), _store(asked), asked.log)
    _print_findings(proof.traces, asked.lang)
    if asked.report:
        asked.report.write_bytes(proof_report(proof, asked.lang))
    print("\n".join(proof_summary(proof, asked.lang)))
    return int(not proof.holds)


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _tell_published(built: Built, store: Store) -> None:
    _print_findings(built.findings, "en")
    for authority, entries in built.added.items():
        for entry in entries:
            print(f"{authority}: {entry.kind} {entry.iri}")
        if not entries:
            print(f"{authority}: nothing has changed")
    print(f"published {built.release.identifier} in {store.folder}")


def _get(asked: argparse.Namespace) -> int:
    release = _store(asked).current()
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
        _complain(
            f"{asked.path}: error: {found.status.value} {found.status.phrase}. `publisher get /` gives the home page"
        )
    return int(found.status != 200)


def _serve(asked: argparse.Namespace) -> int:
    require_free(asked.host, asked.port)
    store = _store(asked)
    if not asked.no_build:
        _build_or_keep(asked, store)
    release = store.current()
    release.require_this_program()
    release.verify()
    if asked.reload:
        threading.Thread(target=_rebuild_on_change, args=(asked, store), daemon=True).start()
    print(f"Serving {release.base} at http://{_shown(asked.host)}:{asked.port}/ (stop with Ctrl+C)", flush=True)
    serve(store.folder, asked.host, asked.port, asked.workers)
    return 0


def _build_or_keep(asked: argparse.Namespace, store: Store) -> None:
    """Builds; when data, ledger or disk forbid it, the last good release of the same base goes on serving."""
    site = _site(asked)
    try:
        _print_findings(build(site, store).findings, "en")
    except (CheckFailed, LedgerError, ReleaseError) as failure:
        last = _last_good(store, site)
        if not last:
            raise
        if isinstance(failure, CheckFailed):
            _print_findings(failure.findings, "en")
        _complain(f"{failure}\nThe last good release goes on serving.")


def _last_good(store: Store, site: Site) -> Release | None:
    try:
        release = store.current()
        release.require_this_program()
        release.verify()
    except ReleaseError:
        return None
    return release if release.base == site.base.iri else None


def _rebuild_on_change(asked: argparse.Namespace, store: Store) -> None:
    seen = _fingerprint(asked)
    while True:
        time.sleep(_LOOK_EVERY)
        now = _fingerprint(asked)
        if now == seen:
            continue
        before, seen = seen, now
        try:
            built = build(_site(asked), store)
            _print_findings(built.findings, "en")
            print(f"built {built.release.identifier}", flush=True)
        except BusyError:
            seen = before  # so that the next look tries again
        except CheckFailed as failure:
            _print_findings(failure.findings, "en")
            _complain(f"{failure}\nThe last good release goes on serving.")
        except (PublisherError, OSError) as error:
            _complain(f"{error}\nThe last good release goes on serving.")


def _fingerprint(asked: argparse.Namespace) -> tuple[tuple[str, int, int], ...]:
    found = []
    folders = [folder for folder in (asked.data, asked.private) if folder]
    with suppress(OSError):  # folders come and go while this looks; the next look sees what has become of them
        for path in sorted(path for folder in folders for path in folder.rglob("*")):
            with suppress(OSError):
                status = path.stat()
                found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


def _site(asked: argparse.Namespace) -> Site:
    """The site, under the base that is asked for, else configured, else served or current, else the usual one."""
    served = f"http://{_shown(asked.host)}:{asked.port}/" if "port" in asked else None
    if asked.base is not None:
        return read_site(asked.data, asked.base, asked.private)
    base = configured_base(asked.data) or served or _current_base(asked) or DEFAULT_BASE
    return read_site(asked.data, base, asked.private)


def _current_base(asked: argparse.Namespace) -> str | None:
    if "releases" not in asked:
        return None
    try:
        return _store(asked).current().base
    except ReleaseError:
        return None


def _store(asked: argparse.Namespace) -> Store:
    data = asked.data.resolve()
    folder = (asked.releases or data.parent / "releases").resolve()
    if folder.is_relative_to(data):
        raise ConfigurationError(
            str(folder), "this lies in the data, where releases would be read as data", "Name another with --releases"
        )
    return Store(folder)


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - only compared
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _print_findings(findings: Sequence[Finding], language: str) -> None:
    for finding in findings:
        print(finding.text(language), file=sys.stdout)


def _of_a_system(error: OSError) -> str:
    return f"{error.filename or 'system'}: error: {error.strerror or error}. Mend it and try again"


def _of_our_own(error: Exception) -> str:
    """A fault of the program, told by where it happened: its message and values may be private."""
    frames = traceback.extract_tb(error.__traceback__)
    here = [frame for frame in frames if "publisher" in Path(frame.filename).parts] or frames
    where = f"{Path(here[-1].filename).name}:{here[-1].lineno}"
    return f"publisher: error: the program failed with {type(error).__name__} at {where}. Report it with this line"


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="publisher",
        description="Publishes an authority's description of its registers as linked open data.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")

    _add_check(verbs)

    counting = _verb(verbs, "completeness", _completeness, "count what the law asks and the descriptions tell")
    _data_options(counting)
    _language_option(counting, "the table")
    counting.add_argument("--format", choices=["text", "json"], default="text", help="table or JSON (%(default)s)")
    counting.add_argument("--as-of", type=dt.date.fromisoformat, metavar="DAY", help="as the law stands on a day")

    for name, run, text in (
        ("build", _build, "build a release from data and ledger as they stand"),
        ("publish", _publish, "build a release, add what changed to the ledger, and make it current"),
    ):
        verb = _verb(verbs, name, run, text)
        _data_options(verb)
        _release_option(verb)

    purging = _verb(verbs, "purge", _purge, "remove every earlier state of something that was published")
    purging.add_argument("what", metavar="IRI|FACT", help="the IRI of a thing or part, or a text that was public")
    _data_options(purging)
    _release_option(purging)
    _language_option(purging, "the checklist")

    proving = _verb(verbs, "prove", _prove, "show that nothing private is in what is published")
    proving.add_argument("--report", type=Path, metavar="FILE", help="write the proof as a page (HTML)")
    proving.add_argument("--log", type=Path, action="append", default=[], metavar="FILE", help="search this log too")
    _data_options(proving)
    _release_option(proving)
    _language_option(proving, "the report")

    get = _verb(verbs, "get", _get, "print one answer of the current release, without a server")
    get.add_argument("path", metavar="PATH", help="for example /optima/catalog.ttl")
    get.add_argument("--accept", metavar="TYPES", help="the Accept header")
    get.add_argument("--language", metavar="TAGS", help="the Accept-Language header")
    get.add_argument("--head", action="store_true", help="print status and headers")
    _data_options(get, base=False)
    _release_option(get)

    server = _verb(verbs, "serve", _serve, "build a release and serve it")
    _data_options(server)
    _release_option(server)
    server.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
    server.add_argument("--port", type=int, default=8000, help="the port to listen on (%(default)s)")
    server.add_argument("--workers", type=_count, default=2, help="worker processes (%(default)s)")
    server.add_argument("--reload", action="store_true", help="build again whenever the data changes")
    server.add_argument("--no-build", action="store_true", help="serve the current release as it is")
    return parser


def _add_check(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = _verb(verbs, "check", _check, "say what is missing or wrong in the data, and where")
    _data_options(verb)
    _language_option(verb, "the findings")
    verb.add_argument("--format", choices=list(REPORTS), default="text", help="the form of the report (%(default)s)")
    verb.add_argument("--explain", action="store_true", help="say why, the law and an example under each line of text")
    verb.add_argument("--severity", choices=SEVERITIES, default="info", help="show only this and graver (%(default)s)")
    verb.add_argument("--strict", action="store_true", help="end with 1 for warnings too")
    verb.add_argument("--authority", metavar="NAME", help="only this authority: the name of its folder")
    verb.add_argument("--register", metavar="SLUG", help="only the file of this register")
    verb.add_argument("--output", type=Path, metavar="FILE", help="write the report to a file")
    verb.add_argument("--watch", action="store_true", help="check again whenever the data changes")
    _outside_options(verb)


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=text, description=text.capitalize() + ".")
    verb.set_defaults(run=run)
    return verb


def _count(text: str) -> int:
    """A number of processes."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes. Write 1 or more")
    return int(text)


def _data_options(verb: argparse.ArgumentParser, *, base: bool = True) -> None:
    verb.add_argument("--data", type=Path, default=Path("data"), help="the folder of data (%(default)s)")
    if base:
        verb.add_argument("--base", metavar="IRI", help="the base of the site, when not in site.toml")
        verb.add_argument("--private", type=Path, metavar="DIR", help="the folder of internal facts, outside the data")


def _language_option(verb: argparse.ArgumentParser, of: str) -> None:
    verb.add_argument("--lang", choices=list(LANGUAGES), default="en", help=f"the language of {of}")


def _outside_options(verb: argparse.ArgumentParser) -> None:
    group = verb.add_argument_group("shapes from outside, held against what is published")
    group.add_argument(
        "--shapes", type=Path, nargs="+", action="extend", default=[], metavar="FILE", help="SHACL shapes in Turtle"
    )
    group.add_argument("--profile", choices=PROFILES, help="the official shapes of a profile")
    group.add_argument("--profiles", type=Path, metavar="DIR", help="the folder of the profile's official files")
    group.add_argument("--vocabularies", type=Path, metavar="DIR", help="a folder of vocabularies to look values up in")


def _release_option(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--releases", type=Path, help="the folder of releases (beside the data)")


if __name__ == "__main__":
    sys.exit(main())
