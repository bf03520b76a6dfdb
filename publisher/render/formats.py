"""The one table of formats. A new format is a row here and, for RDF, a writer in `rdf.py`."""

from __future__ import annotations

from dataclasses import dataclass

from publisher.model.languages import LANGUAGES


@dataclass(frozen=True)
class Format:
    """A format in which documents are published.

    `media_type` is the registered type that is negotiated, `content_type` the header that is sent, `extension` the
    end of the address, `file_type` its name in the EU table of file types. A format `by_language` has one
    representation a language; the others hold all languages. `parameters` are what the header tells besides the
    encoding.
    """

    name: str
    media_type: str
    extension: str
    label: str
    file_type: str
    by_language: bool = False
    in_documents: bool = True
    parameters: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it has a representation in; one empty name where a representation holds all of them."""
        return tuple(LANGUAGES) if self.by_language else ("",)

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        encoding = "; charset=utf-8" if self.media_type.startswith("text/") else ""
        return self.media_type + encoding + self.parameters


HTML = Format("html", "text/html", "html", "HTML", "HTML", by_language=True)
TURTLE = Format("turtle", "text/turtle", "ttl", "Turtle", "RDF_TURTLE")
JSON_LD = Format("json-ld", "application/ld+json", "jsonld", "JSON-LD", "JSON_LD")
RDF_XML = Format("rdf-xml", "application/rdf+xml", "rdf", "RDF/XML", "RDF_XML")
N_TRIPLES = Format("n-triples", "application/n-triples", "nt", "N-Triples", "RDF_N_TRIPLES", in_documents=False)

LINKSET = Format("linkset", "application/linkset+json", "linkset.json", "Linkset", "JSON", in_documents=False)
"""The set of links of a document (RFC 9264). It is no format of the document, and is not negotiated."""

FORMATS = (HTML, TURTLE, JSON_LD, RDF_XML, N_TRIPLES)
"""In the order in which the server prefers them when a client likes several alike."""

RDF_FORMATS = tuple(f for f in FORMATS if not f.by_language)
"""Those that hold triples."""

DOCUMENT_FORMATS = tuple(f for f in FORMATS if f.in_documents)
"""The formats of every document; the others are for whole catalogues."""

CSV = Format("csv", "text/csv", "csv", "CSV", "CSV", parameters="; header=present")
"""The format of tables, which a few documents have besides (`tables.py`)."""
