"""A small spoilt copy of the made-up data: errors, warnings, hostile texts, and faults in what is private."""

from __future__ import annotations

import shutil
from pathlib import Path

from publisher.model.findings import SEVERITIES
from publisher.model.report import Report
from publisher.release.checks.checking import check
from publisher.release.site import read_site
from tests.conftest import BASE, ROOT

PUPILS = "exempelstad/registers/pupils.ttl"
HOSTILE = "<script>alert('ä&amp;')</script>"

SECRETS = ("hemgrund", "vargstig", "blåvinge", "tjockis", "stjärnkod", "rovgran", "kvarnfall", "hemling", "nattspaning")
"""Words that stand in the private folder and in properties that are never published."""


def spoil(folder: Path) -> Path:
    """Makes the copy in a folder; gives the folder of data, beside which `private` lies."""
    made = ROOT / "tests" / "withheld"
    data = Path(shutil.copytree(made / "data", folder / "data"))
    shutil.copytree(made / "private", folder / "private")
    replace(data / PUPILS, "  dcat:contactPoint contact:registry, contact:archivist ;\n", "")
    replace(data / PUPILS, ', "Teaching"@en', "")
    replace(data / PUPILS, '"Elevregister"@sv', f'"Elevregister {HOSTILE}"@sv')
    replace(data / PUPILS, "pd:Name ;", "pd:Nam ;")
    replace(data / PUPILS, "system:diary ;", "system:diary, system:dairy ;")
    replace(data / PUPILS, 'rc:until "2040-06-30"', 'rc:until "2020-06-30"')
    with (folder / "private" / "exempelstad" / "internal.ttl").open("a", encoding="utf-8") as stream:
        stream.write(":hemgrund rdfs:comment pd:Blåvinge .\n")
        stream.write("<id/register/vargstig> dct:accessRights <http://x.fi/Blåvinge> .\n")
    other = data / "andra"
    other.mkdir()
    (other / "authority.ttl").write_text(f"# en ny fil\n<x> <y> [ [{HOSTILE}](http://x.fi/) {{0}} .\n", "utf-8")
    (other / "a & b%.ttl").write_text('<x> <y> "x"@xx-script .\n', "utf-8")
    return data


def replace(file: Path, old: str, new: str) -> None:
    """Replaces a text in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def report_of(data: Path) -> Report:
    """The report of a check of the copy, as of a day that does not pass."""
    found = check(read_site(data, BASE, data.parent / "private"), None, None, with_titles=True)
    assert all(found.counts[severity] for severity in SEVERITIES[:2])
    return found
