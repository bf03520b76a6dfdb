"""The verb `serve`."""

from __future__ import annotations

import argparse
import threading

from publisher.cli.options import (
    Verbs,
    add_verb,
    data_options,
    fingerprint,
    release_option,
    shown,
    site_of,
    store_of,
    wait_for_change,
)
from publisher.cli.terminal import complain, print_findings
from publisher.model.errors import BusyError, CheckFailed, LedgerError, PublisherError, ReleaseError
from publisher.release.build import build
from publisher.release.site import Site
from publisher.release.store import Release, Store
from publisher.serve.server import require_free, serve


def add(verbs: Verbs) -> None:
    """Adds the verb to the command line."""
    server = add_verb(verbs, "serve", _serve, "build a release and serve it")
    data_options(server)
    release_option(server)
    server.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s)")
    server.add_argument("--port", type=int, default=8000, help="the port to listen on (%(default)s)")
    server.add_argument("--workers", type=_count, default=2, help="worker processes (%(default)s)")
    server.add_argument("--reload", action="store_true", help="build again whenever the data changes")
    server.add_argument("--no-build", action="store_true", help="serve the current release as it is")


def _serve(asked: argparse.Namespace) -> int:
    require_free(asked.host, asked.port)
    store = store_of(asked)
    if not asked.no_build:
        _build_or_keep(asked, store)
    release = store.current()
    release.require_this_program()
    release.verify()
    if asked.reload:
        threading.Thread(target=_rebuild_on_change, args=(asked, store), daemon=True).start()
    print(f"Serving {release.base} at http://{shown(asked.host)}:{asked.port}/ (stop with Ctrl+C)", flush=True)
    serve(store.folder, asked.host, asked.port, asked.workers)
    return 0


def _build_or_keep(asked: argparse.Namespace, store: Store) -> None:
    """Builds; when data, ledger or disk forbid it, the last good release of the same base goes on serving."""
    site = site_of(asked)
    try:
        print_findings(build(site, store).findings, "en")
    except (CheckFailed, LedgerError, ReleaseError) as failure:
        last = _last_good(store, site)
        if not last:
            raise
        if isinstance(failure, CheckFailed):
            print_findings(failure.findings, "en")
        complain(f"{failure}\nThe last good release goes on serving.")


def _last_good(store: Store, site: Site) -> Release | None:
    try:
        release = store.current()
        release.require_this_program()
        release.verify()
    except ReleaseError:
        return None
    return release if release.base == site.base.iri else None


def _rebuild_on_change(asked: argparse.Namespace, store: Store) -> None:
    seen = fingerprint(asked)
    while True:
        before, seen = seen, wait_for_change(asked, seen)
        try:
            built = build(site_of(asked), store)
            print_findings(built.findings, "en")
            print(f"built {built.release.identifier}", flush=True)
        except BusyError:
            seen = before  # so that the next look tries again
        except CheckFailed as failure:
            print_findings(failure.findings, "en")
            complain(f"{failure}\nThe last good release goes on serving.")
        except (PublisherError, OSError) as error:
            complain(f"{error}\nThe last good release goes on serving.")


def _count(text: str) -> int:
    """A number of processes."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes. Write 1 or more")
    return int(text)
