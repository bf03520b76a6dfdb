"""Seconds to check a catalogue of many registers, beside pyshacl over the whole merged graph in the same run.

    python tests/bench/checking.py [REGISTERS ...] [--baseline REGISTERS]

For each number of registers: the first check, a check again after one change as a new command, and after one more
change in `--watch`. The baseline loads all files into one graph with rdflib, runs pyshacl with the same shapes as they
are written over it, discloses, and runs pyshacl over what is public: what the check does, in one graph and on one core.
Prints times, memory and ratios; judges nothing.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.bench.registers import slug_of, write_catalogue  # noqa: E402 - the path comes first

BASELINE = """
import sys, time
from pathlib import Path
import pyshacl, rdflib
from rdflib import Graph
from publisher.check.closed import closed_shapes
from publisher.check.shacl import load_shapes
from publisher.derive import add_records, derive
from publisher.disclose import disclose
from publisher.model.iris import Base
from publisher.model.resources import folder
from publisher.release.known import allow_list

base, spent = Base("http://127.0.0.1:8000/madeup/"), 0.0

def judge(graph, shapes):
    global spent
    start = time.process_time()
    pyshacl.validate(graph, shacl_graph=shapes.graph, inplace=True, allow_infos=True, allow_warnings=True)
    spent += time.process_time() - start
    rdflib.NORMALIZE_LITERALS = False

rdflib.NORMALIZE_LITERALS = False
graph = Graph()
for file in sorted(Path(sys.argv[1]).rglob("*.ttl")):
    graph.parse(data=file.read_bytes(), format="turtle", publicID=base.iri)
judge(graph, load_shapes(folder("shapes") / "source"))
public = disclose(graph, allow_list(), base)
derive(public, base, lambda *_: 0)
add_records(public, base, {})
judge(public, load_shapes(folder("shapes") / "public", closed_shapes(allow_list())))
print(spent)
"""
WATCH = """
import sys, time
from pathlib import Path
from publisher.release.checks.checker import Checker
from publisher.release.checks.checking import check
from publisher.release.checks.kept import Kept, usual_file
from publisher.release.site import read_site

data, changed = Path(sys.argv[1]), Path(sys.argv[2])
checker = Checker(Kept(usual_file()), trusts_times=True)
site = read_site(data, "http://127.0.0.1:8000/")
check(site, None, None, checker=checker)
times = []
for number in range(3):
    changed.write_text(changed.read_text(encoding="utf-8") + f"# {number}\\n", encoding="utf-8")
    start = time.perf_counter()
    check(read_site(data, "http://127.0.0.1:8000/"), None, None, checker=checker)
    times.append(time.perf_counter() - start)
print(sorted(times)[1])
"""
PYSHACL = """
import sys, time
from pathlib import Path
import pyshacl
from publisher.release.checks.checker import Checker
from publisher.release.checks.checking import check
from publisher.release.site import read_site

spent, judge = 0.0, pyshacl.validate

def timed(*given, **named):
    global spent
    start = time.process_time()
    try:
        return judge(*given, **named)
    finally:
        spent += time.process_time() - start

pyshacl.validate = timed
check(read_site(Path(sys.argv[1]), "http://127.0.0.1:8000/"), None, None, checker=Checker(processes=1))
print(spent)
"""


class Run(NamedTuple):
    """What a command took: seconds of the clock and of the processor, and mebibytes of its largest process."""

    wall: float
    processor: float
    memory: int
    told: str


def run(*command: str, cache: Path) -> Run:
    """Runs a command, all of whose processes are waited for."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"XDG_CACHE_HOME": str(cache)}
    ) as process:
        assert process.stdout
        told = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command[:4]} ended with {process.returncode}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, told)


def check(data: Path, cache: Path) -> Run:
    """`publisher check` as a command."""
    return run(sys.executable, "-m", "publisher.cli", "check", "--data", str(data), cache=cache)


def change(data: Path, number: int) -> Path:
    """Changes a word of a register."""
    file = data / "madeup" / "registers" / f"{slug_of(number)}.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace("What", "All that"), encoding="utf-8")
    return file


def measure(registers: int, folder: Path, *, with_baseline: bool) -> Run:
    """Prints the figures of a catalogue, and gives the first check."""
    data, cache = folder / f"data-{registers}", folder / f"cache-{registers}"
    write_catalogue(data, registers)
    first = check(data, cache)
    change(data, registers // 2)
    again = check(data, cache)
    watched = float(run(sys.executable, "-c", WATCH, str(data), str(change(data, 1)), cache=cache).told)
    each = 1000 / registers
    print(f"{registers} registers")
    print(
        f"  first check: {first.wall:.1f} s ({first.wall * each:.1f} ms a register), processor {first.processor:.1f} s,"
    )
    print(f"    {first.memory} MiB in the largest process; it found: {first.told.splitlines()[-1]}")
    print(f"  again, one changed: {again.wall:.2f} s, {again.memory} MiB; in --watch: {watched:.3f} s", flush=True)
    if with_baseline:
        judged = float(run(sys.executable, "-c", PYSHACL, str(data), cache=cache).told)
        print(f"  of it pyshacl, on one core: {judged:.1f} s ({judged * each:.2f} ms a register)", flush=True)
        plain = run(sys.executable, "-c", BASELINE, str(data), cache=cache)
        print(
            f"  pyshacl over the whole: {plain.wall:.1f} s, {plain.memory} MiB; of it pyshacl {float(plain.told):.1f} s"
        )
        ratios = (plain.wall / first.wall, plain.wall / again.wall, plain.wall / watched)
        print("  times faster: first {:.1f}, again {:.0f}, in --watch {:.0f}".format(*ratios), flush=True)
    return first


def main() -> None:
    """Measures catalogues of each size, and how the time grows from each to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("registers", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--baseline", type=int, default=10_000, help="the size that pyshacl is run over whole")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        found = [(n, measure(n, Path(folder), with_baseline=n == asked.baseline)) for n in sorted(asked.registers)]
    for (small, before), (large, after) in pairwise(found):
        growth = math.log(large / small)
        clock, processor = (
            math.log(a / b) / growth for a, b in ((after.wall, before.wall), (after.processor, before.processor))
        )
        print(
            f"from {small} to {large}: grows by the power of {clock:.2f} on the clock, {processor:.2f} of the processor"
        )


if __name__ == "__main__":
    main()
