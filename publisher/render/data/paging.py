"""A whole catalogue in pages, for harvesters that take a large one piece by piece (Hydra, partial collection views).

A page has whole datasets: each with its record and with all that it refers to, for a harvester reads a page by itself.
Of datasets on other pages nothing is said, not even a type: a harvester would take them for empty ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence

from rdflib import Literal, URIRef
from rdflib.term import Node

from publisher.model.terms import DCAT, FOAF, HYDRA, RDF, XSD
from publisher.render.data.rdf import Triple, in_order, write
from publisher.render.formats import N_TRIPLES


class Paged:
    """A whole catalogue, to be told page by page."""

    def __init__(self, triples: Sequence[Triple], root: URIRef, size: int) -> None:
        """Divides the triples of a catalogue, which is `root`; `size` is how many datasets a page has."""
        self.root = root
        self.state = hashlib.sha256(write(triples, N_TRIPLES)).hexdigest()[:16]
        """What tells the pages from those of any other state of the catalogue."""
        self._by_thing: dict[str, list[Triple]] = {}
        for triple in triples:
            self._by_thing.setdefault(_thing(triple[0]), []).append(triple)
        self._catalogues = {str(s) for s, p, o in triples if p == RDF.type and o == DCAT.Catalog}
        self.datasets = sorted({str(s) for s, p, o in triples if p == RDF.type and o == DCAT.Dataset})
        """The datasets, in the order in which they are told."""
        self._of_dataset = {dataset: [dataset] for dataset in self.datasets}
        for subject, predicate, value in triples:
            if predicate in (DCAT.dataset, FOAF.primaryTopic) and str(value) in self._of_dataset:
                self._of_dataset[str(value)].append(str(subject))
        self._owner = {
            thing: dataset
            for dataset, things in self._of_dataset.items()
            for thing in things
            if thing not in self._catalogues
        }
        self._chunks = [set(self.datasets[n : n + size]) for n in range(0, len(self.datasets), size)] or [set()]

    def __len__(self) -> int:
        return len(self._chunks)

    def pages(self) -> Iterator[list[Triple]]:
        """The triples of each page, the first first. What no dataset refers to is on the last."""
        told: set[str] = set()
        for number, own in enumerate(self._chunks, start=1):
            found = self._reached(
                [str(self.root), *(thing for dataset in own for thing in self._of_dataset[dataset])], own
            )
            if number == len(self):
                found |= self._by_thing.keys() - told
            told |= found
            yield in_order(triple for thing in found for triple in self._about(thing, own))

    def links(self, number: int, address: str) -> list[Triple]:
        """What tells a page where the others are; `{page}` stands for the number of each in the address."""

        def page(n: int) -> URIRef:
            return URIRef(address.format(page=n))

        here, last = page(number), len(self)
        near = ((HYDRA.previous, number - 1), (HYDRA["next"], number + 1))
        return [
            (self.root, HYDRA.view, here),
            (self.root, HYDRA.totalItems, Literal(str(len(self.datasets)), datatype=XSD.integer)),
            (here, RDF.type, HYDRA.PartialCollectionView),
            (here, HYDRA.first, page(1)),
            (here, HYDRA.last, page(last)),
            *((here, predicate, page(n)) for predicate, n in near if 1 <= n <= last),
        ]

    def _reached(self, start: Iterable[str], own: Collection[str]) -> set[str]:
        """Some things and all that is referred to from them, but for catalogues, and datasets that are not `own`."""
        waiting, found = list(start), set[str]()
        while waiting:
            thing = waiting.pop()
            if thing in found:
                continue
            found.add(thing)
            for _, _, value in self._about(thing, own):
                target = _thing(value)
                if target in self._by_thing and target not in self._catalogues and target not in self._owner:
                    waiting.append(target)
        return found

    def _about(self, thing: str, own: Collection[str]) -> Iterator[Triple]:
        """What is said of a thing and its parts; what a catalogue has of a dataset, only where the dataset is."""
        for triple in self._by_thing[thing]:
            owner = self._owner.get(_thing(triple[2])) if str(triple[0]) in self._catalogues else None
            if owner is None or owner in own:
                yield triple


def _thing(node: Node) -> str:
    """The thing that a node is, or is a part of; nothing for a literal."""
    return str(node).partition("#")[0] if isinstance(node, URIRef) else ""
