"""The command line: the only place that prints and that decides how the program ends.

Exit status: 0 when all is well, 1 when findings or errors forbid it, 2 for wrong use. Each module beside this one has
the verbs of one kind, each with its own options.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from publisher import __version__
from publisher.cli.terminal import complain, of_a_system, of_our_own, print_findings
from publisher.model.errors import CheckFailed, ConfigurationError, PublisherError

_VERBS = {
    "check": ("check", "completeness"),
    "confirm": ("confirm",),
    "score": ("score",),
    "release": ("build", "publish", "purge", "prove", "get"),
    "serve": ("serve",),
}
"""The modules, and the verbs of each. Only what is asked for is imported: a check needs no server."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; gives its exit status."""
    said = sys.argv[1:] if arguments is None else arguments
    asked = _parser(*said[:1]).parse_args(said)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # whatever the terminal's encoding, findings are told
    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except CheckFailed as failure:
        print_findings(failure.findings, "en")
        complain(str(failure))
        return 1
    except ConfigurationError as error:
        complain(str(error))
        return 2
    except PublisherError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130  # as shells tell of SIGINT
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has heard enough; nothing is left to flush
        return 1
    except OSError as error:
        complain(of_a_system(error))
        return 1
    except Exception as error:
        complain(of_our_own(error))
        return 1


def _parser(verb: str = "") -> argparse.ArgumentParser:
    """What reads a command: that of a verb, else of any."""
    parser = argparse.ArgumentParser(
        prog="publisher",
        description="Publishes an authority's description of its registers as linked open data.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    for module in [name for name, own in _VERBS.items() if verb in own] or _VERBS:
        import_module(f"publisher.cli.{module}").add(verbs)
    return parser
