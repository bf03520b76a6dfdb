"""The verb `score`: what data.europa.eu would think of a catalogue that is served, and what would better it."""

from __future__ import annotations

import argparse
from pathlib import Path

from publisher.cli.options import Verbs, add_verb, language_option
from publisher.model.mqa import assessment
from publisher.release.scoring import score_catalogue
from publisher.render.reports.scores import score_json, score_lines


def add(verbs: Verbs) -> None:
    """Adds the verb to the command line."""
    best = assessment().best
    asking = add_verb(verbs, "score", _score, "score the metadata of a served catalogue as data.europa.eu does")
    asking.add_argument("url", metavar="URL", help="the address of a catalogue in RDF, such as /catalog.ttl of a site")
    language_option(asking, "the report")
    asking.add_argument("--format", choices=["text", "json"], default="text", help="text or JSON (%(default)s)")
    asking.add_argument("--min", type=int, default=0, metavar="N", help=f"end with 1 under so many of {best} points")
    asking.add_argument("--anywhere", action="store_true", help="ask addresses on other hosts than that of URL too")
    asking.add_argument("--profiles", type=Path, metavar="DIR", help="the folder of DCAT-AP's official files")


def _score(asked: argparse.Namespace) -> int:
    found = score_catalogue(asked.url, asked.lang, anywhere=asked.anywhere, profiles=asked.profiles)
    print(
        score_json(found, asked.lang) if asked.format == "json" else "\n".join(score_lines(found, asked.lang)),
        flush=True,
    )
    return int(found.points < asked.min)
