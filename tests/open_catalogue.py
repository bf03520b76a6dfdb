"""A small catalogue of open data that states all that data.europa.eu asks for, and a server for it and for others."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TREES = "id/dataset/trees"

_CATALOGUE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eu: <http://publications.europa.eu/resource/authority/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<id/catalog> a dcat:Catalog ;
  dct:title "Example town's data"@en ;
  dct:description "What the town offers"@en ;
  dct:publisher <id/agent/town> ;
  dcat:dataset <id/dataset/trees> .

<id/agent/town> a foaf:Agent ;
  foaf:name "Example town"@en .

<id/contact/parks> a vcard:Kind ;
  vcard:fn "Parks"@en ;
  vcard:hasEmail <mailto:parks@town.example> .

<id/dataset/trees> a dcat:Dataset ;
  dct:title "Trees"@en, "Träd"@sv ;
  dct:description "Every tree in the parks"@en ;
  dcat:keyword "tree"@en ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI> ;
  dct:spatial <http://publications.europa.eu/resource/authority/country/FIN> ;
  dct:temporal <id/dataset/trees#time> ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dcat:contactPoint <id/contact/parks> ;
  dct:publisher <id/agent/town> ;
  dcat:distribution <id/dataset/trees#csv> .

<id/dataset/trees#time> a dct:PeriodOfTime ;
  dcat:startDate "2020-01-01"^^xsd:date ;
  dcat:endDate "2025-12-31"^^xsd:date .

<id/dataset/trees#csv> a dcat:Distribution ;
  dct:title "Trees as CSV"@en ;
  dcat:accessURL <trees> ;
  dcat:downloadURL <trees.csv> ;
  dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
  dct:license <http://publications.europa.eu/resource/authority/licence/CC_BY_4_0> ;
  dct:rights <id/dataset/trees#rights> ;
  dcat:byteSize "12"^^xsd:nonNegativeInteger ;
  dct:issued "2026-01-31"^^xsd:date ;
  dct:modified "2026-02-28"^^xsd:date .

<id/dataset/trees#rights> a dct:RightsStatement ;
  dct:description "Mention the town"@en .
"""


def catalogue(base: str) -> str:
    """The catalogue in Turtle, under a base."""
    return f"@base <{base}> .\n{_CATALOGUE}"


@dataclass(frozen=True)
class Answer:
    """What a path answers: status, body, media type, where it leads, and the methods it likes."""

    body: bytes = b""
    media_type: str = "text/turtle"
    status: int = 200
    location: str = ""
    methods: tuple[str, ...] = ("HEAD", "GET")
    length: int | None = None


@dataclass
class Served:
    """A server on loopback: its base, what its paths answer, and what was asked of it."""

    base: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def offer(self, more: Mapping[str, Answer] | None = None) -> str:
        """Lets it offer the catalogue, its files, and more; gives the address of the catalogue."""
        self.answers |= {
            "/catalog.ttl": Answer(catalogue(self.base).encode()),
            "/trees": Answer(b"<title>Trees</title>", "text/html"),
            "/trees.csv": Answer(b"id,name\n1,elm", "text/csv"),
            **(more or {}),
        }
        return f"{self.base}catalog.ttl"


@contextmanager
def serving() -> Iterator[Served]:
    """A server until the end of the block."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            served.asked.append((self.command, self.path))
            found = served.answers.get(self.path, Answer(status=404))
            self.send_response(found.status if self.command in found.methods else 405)
            if found.media_type:
                self.send_header("Content-Type", found.media_type)
            if found.location:
                self.send_header("Location", found.location)
            self.send_header("Content-Length", str(len(found.body) if found.length is None else found.length))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(found.body)

        do_GET = do_HEAD = _answer  # noqa: N815 - named by the library

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.base = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
