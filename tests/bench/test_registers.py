"""What benchmarks measure is what they say: a made-up authority has the faults that were put in, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from publisher.check.personal import contact_data
from publisher.load.turtle import load_text
from publisher.release.checks.checking import check
from publisher.release.site import read_site
from tests.bench.registers import FAULTY, slug_of, write_catalogue


def test_a_made_up_authority_has_the_faults_that_were_put_in(tmp_path: Path) -> None:
    write_catalogue(tmp_path, FAULTY + 1)
    report = check(read_site(tmp_path, "http://127.0.0.1:8000/"), "madeup", None)
    assert [(finding.rule, Path(finding.place.path).stem) for finding in report.findings] == [
        ("Title-languages", slug_of(0)),
        ("Title-languages", slug_of(FAULTY)),
    ]


@pytest.mark.parametrize("number", [0, 19_100, 53_699, 98_999, 99_999])
def test_no_register_has_the_name_of_a_telephone(number: int) -> None:
    text = f'<> <http://purl.org/dc/terms/identifier> "{slug_of(number)}" .'
    assert not list(contact_data(load_text(text.encode(), "http://127.0.0.1:8000/", slug_of(number))))
