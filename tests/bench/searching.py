"""Milliseconds for a search, in an index of made-up registers, and for the whole page that the server answers with.

    python tests/bench/searching.py [REGISTERS ...]

Words are composed of parts, as those of Swedish and Finnish are, so that there are many of them. Prints medians and
95th percentiles by kind of question, the size of the index and the memory that it takes; judges nothing.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from publisher.model.catalogue import (  # noqa: E402 - the path comes first
    Authority,
    Catalogue,
    DataGroup,
    DataItem,
    Record,
    Register,
    System,
)
from publisher.model.concepts import Concept  # noqa: E402
from publisher.model.contacts import Contact  # noqa: E402 - the path comes first
from publisher.model.languages import LANGUAGES, NOTHING, Said, Text  # noqa: E402 - the path comes first
from publisher.model.search import Query  # noqa: E402 - the path comes first
from publisher.release.search.lookup import SearchIndex  # noqa: E402 - the path comes first
from publisher.release.search.searching import write_index  # noqa: E402 - the path comes first

BASE = "https://records.example/"
HOME = BASE + "madeup/id/"
FIRST = ["elev", "stud", "skol", "hälso", "lön", "social", "trafik", "bygg", "miljö", "person", "kund", "barn", "äldre"]
SECOND = ["uppgifts", "vård", "åter", "tids", "närvaro", "kost", "skade", "avgifts", "stöd", "plats", "besluts", ""]
LAST = [
    "beteckning",
    "nummer",
    "register",
    "namn",
    "adress",
    "konto",
    "bild",
    "journal",
    "plan",
    "intyg",
    "kod",
    "lista",
]
ENDS = {"sv": ("", "en", "er"), "fi": ("", "n", "t"), "en": ("", "s", "ing")}
KINDS, SUBJECTS, SHARED = 60, 20, 10
"""Kinds of data and of people; and for how many registers there is one contact and one system."""

QUESTIONS = {
    "a word": lambda r, w: w(r),
    "the beginning of a word": lambda r, w: w(r)[: r.randint(4, 7)],
    "the end of a word": lambda r, w: r.choice(LAST),
    "two words": lambda r, w: f"{w(r)[:6]} {r.choice(LAST)}",
    "a word that most registers have": lambda r, w: "uppgifter",
    "a misspelt word": lambda r, w: misspelt(w(r), r),
    "nothing": lambda r, w: "",
}


WORDS = ["".join(parts) for parts in product(FIRST, SECOND, SECOND, LAST)]


def word(random: Random) -> str:
    """A word of Swedish sound: of some twenty thousand, a few much oftener than most."""
    return WORDS[int(len(WORDS) * random.random() ** 3) * 7919 % len(WORDS)]


def misspelt(right: str, random: Random) -> str:
    """A word with two letters in each other's place."""
    place = random.randrange(2, len(right) - 2)
    return right[:place] + right[place + 1] + right[place] + "q" + right[place + 2 :]


def text(words: str, random: Random) -> Text:
    """A text in every language; the words are the same but for their ends."""
    return Text(tuple(Said(" ".join(w + random.choice(ENDS[t]) for w in words.split()), t) for t in LANGUAGES))


def catalogue(registers: int, random: Random) -> Catalogue:
    """A catalogue of made-up registers."""
    few = max(1, registers // SHARED)
    kinds = [Concept(f"https://w3id.org/dpv/pd#Kind{n}", text(word(random), random)) for n in range(KINDS)]
    people = [Concept(f"https://w3id.org/dpv#People{n}", text(word(random), random)) for n in range(SUBJECTS)]
    contacts = [_contact(n, random) for n in range(few)]
    systems = [System(f"{HOME}system/{n}", text(word(random), random), NOTHING) for n in range(few)]
    found = tuple(_register(n, random, kinds, people, contacts, systems) for n in range(registers))
    authority = Authority(f"{HOME}agent/madeup", Said("Made up", "en"), "")
    title = text("katalog", random)
    iri = f"{HOME}catalog"
    return Catalogue(iri, title, title, NOTHING, (), authority, found, tuple(contacts), tuple(systems), *[""] * 7)


def _contact(number: int, random: Random) -> Contact:
    return Contact(f"{HOME}contact/{number}", text(word(random), random), None, "", "", "", None)


def _register(
    number: int,
    random: Random,
    kinds: list[Concept],
    people: list[Concept],
    contacts: list[Contact],
    systems: list[System],
) -> Register:
    iri = f"{HOME}register/r{number}"
    items = tuple(
        DataItem(f"{iri}#i{n}", text(word(random), random), False, (), (random.choice(kinds),), None, ())
        for n in range(random.randint(5, 30))
    )
    group = DataGroup(
        f"{iri}#g", text("uppgifter om", random), False, (random.choice(people),), None, (), (), None, items
    )
    access = Concept("http://publications.europa.eu/resource/authority/access-right/RESTRICTED", text("låst", random))
    about = " ".join(word(random) for _ in range(8))
    return Register(
        iri=iri,
        slug=f"r{number}",
        kind=access,
        title=text(f"{word(random)} {number}", random),
        description=text(about, random),
        record=Record(f"{BASE}madeup/register/r{number}", access, "", ""),
        contacts=(random.choice(contacts),),
        deciders=(),
        systems=(random.choice(systems),),
        themes=(),
        access=access,
        status=None,
        purposes=(),
        groups=(group,),
        right_to_use=(),
        right_of_access=(),
        notice=None,
        landing_pages=(),
        distributions=(),
        text_versions=(),
        section_28=(),
        data_protection=(),
    )


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of the processor that something takes: other programs on the machine do not count."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def questions(index: SearchIndex, random: Random, rounds: int) -> Iterator[tuple[str, list[float]]]:
    """The times of each kind of question, and of narrowing and turning pages."""
    for name, ask in QUESTIONS.items():
        asked = [Query(ask(random, word)) for _ in range(rounds)]
        yield name, [timed(lambda q=query: index.find(q, "sv")) for query in asked]
    narrow = [(("subject", f"dpv:People{random.randrange(SUBJECTS)}"),) for _ in range(rounds)]
    yield "narrowed by whose data", [timed(lambda c=one: index.find(Query(chosen=c), "sv")) for one in narrow]
    far = [random.randint(1, 400) for _ in range(rounds)]
    yield "a far page", [timed(lambda n=page: index.find(Query(page=n), "sv")) for page in far]


def measure(registers: int, folder: Path, rounds: int) -> None:
    """Prints the figures of an index of so many registers."""
    random = Random(registers)  # noqa: S311 - not for secrecy
    file = folder / f"{registers}.sqlite"
    written = timed(lambda: write_index(file, [catalogue(registers, random)], BASE))
    print(f"{registers} registers: index of {file.stat().st_size / 2**20:.0f} MiB, written in {written / 1000:.1f} s")
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    index = SearchIndex(file)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  the first search: {timed(lambda: index.find(Query('elev'), 'sv')):.1f} ms")
    every: list[float] = []
    for name, times in questions(index, random, rounds):
        every += times
        print(f"  {name}: {_figures(times)}", flush=True)
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(f"  all: {_figures(every)}; at most {more} MiB more memory", flush=True)
    os._exit(0)


def _figures(times: list[float]) -> str:
    return f"p50 {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms"


def main() -> None:
    """Measures indexes of each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("registers", type=int, nargs="*", default=[10_000])
    parser.add_argument("--rounds", type=int, default=100, help="questions of each kind")
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for registers in asked.registers:
            measure(registers, Path(folder), asked.rounds)


if __name__ == "__main__":
    main()
