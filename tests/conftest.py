"""What tests share: the example catalogue as a release, and copies of its data to spoil."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.release.build import build
from publisher.release.site import Site, read_site
from publisher.release.store import Release, Store

ROOT = Path(__file__).resolve().parent.parent
BASE = "http://local.example/"


def heed_ctrl_c() -> None:
    """For a program to be interrupted: a shell that runs the tests in the background ignores SIGINT for all of them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--approve` takes over what pages and reports now look like; `--catalogues` makes up more of them."""
    parser.addoption("--approve", action="store_true", help="take over what pages and reports now look like")
    parser.addoption("--catalogues", type=int, default=4, help="how many catalogues are made up")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """As many catalogues as `--catalogues` says, each made up by a `chance` of its own."""
    if "chance" in metafunc.fixturenames:
        metafunc.parametrize("chance", range(metafunc.config.getoption("catalogues")))


@pytest.fixture(scope="session", autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What checks keep goes where it ends with the tests."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def site() -> Site:
    """The example catalogue under a base of its own."""
    return read_site(ROOT / "data", BASE)


@pytest.fixture(scope="session")
def release(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the example catalogue."""
    return build(site, Store(tmp_path_factory.mktemp("releases"))).release


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the example data, to change."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


@pytest.fixture
def approved(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Holds a text against an approved file, or with `--approve` writes the file."""

    def hold(file: Path, text: str) -> None:
        if request.config.getoption("--approve"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file} is not there yet: run with --approve and read it"
        assert text == file.read_text(encoding="utf-8")

    return hold
