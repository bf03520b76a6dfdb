"""The report of a check as a SHACL validation report in Turtle, with file and line of each result."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from rdflib import DCTERMS, RDF, XSD, Literal, Namespace, URIRef

from publisher.model.findings import Finding, Severity
from publisher.model.report import Report
from publisher.model.terms import SH, SHAPE
from publisher.render.data.rdf import Triple, write_turtle

EARL = Namespace("http://www.w3.org/ns/earl#")
PTR = Namespace("http://www.w3.org/2009/pointers#")
"""W3C's terms for where something stands in a file: Pointer Methods in RDF 1.0."""

_SEVERITY: Mapping[Severity, URIRef] = {"error": SH.Violation, "warning": SH.Warning, "info": SH.Info}
_PREFIXES = {"earl": str(EARL), "ptr": str(PTR), "sh": str(SH), "shape": str(SHAPE)}


def validation_report(report: Report, _language: str) -> bytes:
    """The report as a `sh:ValidationReport`, its messages in every language, the same bytes for the same report.

    `dct:valid` tells the day as which it was made, when one was asked for.

    No node is blank: each has a name made from what it tells.
    """
    results = {_name("result", *map(str, _identity(finding))): finding for finding in report.findings}
    days = [Literal(report.day, datatype=XSD.date)] if report.as_of else []
    node = _name("report", *results, *days)
    triples = [
        (node, RDF.type, SH.ValidationReport),
        *((node, DCTERMS.valid, day) for day in days),
        (node, SH.conforms, Literal("false" if any(report.counts.values()) else "true", datatype=XSD.boolean)),
        *((node, SH.result, result) for result in results),
        *(triple for result, finding in results.items() for triple in _result(result, finding)),
    ]
    return write_turtle(triples, _PREFIXES)


def _identity(finding: Finding) -> tuple[object, ...]:
    return finding.place.path, finding.place.line, finding.severity, finding.rule, finding.message()


def _result(node: URIRef, finding: Finding) -> Iterator[Triple]:
    """A result with what SHACL demands of each (section 3.6.2), and where it stands."""
    told, rule = finding.result, SHAPE[finding.rule]
    file = _name("file", finding.place.path)
    yield node, RDF.type, SH.ValidationResult
    yield node, SH.resultSeverity, _SEVERITY[finding.severity]
    yield node, SH.focusNode, URIRef(told.focus) if told.focus else file
    yield node, SH.sourceConstraintComponent, URIRef(told.component) if told.component else rule
    if told.component:
        yield node, SH.sourceShape, rule
    if told.path:
        yield node, SH.resultPath, URIRef(told.path)
    for language in finding.messages:
        yield node, SH.resultMessage, Literal(finding.message(language), lang=language)
    yield from _pointer(node, file, finding)


def _pointer(node: URIRef, file: URIRef, finding: Finding) -> Iterator[Triple]:
    place = _name("place", finding.place.path, str(finding.place.line))
    yield node, EARL.pointer, place
    yield place, RDF.type, PTR.LineCharPointer
    yield place, PTR.lineNumber, Literal(str(finding.place.line), datatype=XSD.integer)
    yield place, PTR.charNumber, Literal("1", datatype=XSD.integer)
    yield place, PTR.reference, file
    yield file, DCTERMS.identifier, Literal(finding.place.path)


def _name(*parts: str) -> URIRef:
    return URIRef(uuid.uuid5(uuid.NAMESPACE_URL, "\0".join((str(SHAPE), *parts))).urn)
