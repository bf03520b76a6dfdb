"""The files of an authority with what they are about."""

from __future__ import annotations

from pathlib import Path

from publisher.release.checks.kept import Kept
from publisher.release.checks.surveys import Surveys
from publisher.release.site import read_site

MANY = "<id/contact/{0}> <http://x.fi/p> 1, 2, 3 .\n"


def test_a_file_weighs_what_it_states_or_how_long_it_is(tmp_path: Path) -> None:
    """Memory goes to statements, and where these are few to their texts; also when a survey was made before."""
    home = tmp_path / "data" / "madeup"
    home.mkdir(parents=True)
    (home / "dense.ttl").write_text("".join(map(MANY.format, range(100))), encoding="utf-8")
    (home / "long.ttl").write_text(f'<id/register/r> <http://x.fi/p> "{"x" * 50_000}"@sv .', encoding="utf-8")
    site, kept = read_site(tmp_path / "data", "http://local.example/"), Kept(tmp_path / "kept.sqlite")
    for _ in range(2):
        assert [file.weight for file in Surveys(kept).of(site, "madeup")] == [300, 1_000]
