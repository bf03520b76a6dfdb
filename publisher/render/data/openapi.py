"""The description of the HTTP interface for programs (OpenAPI 3.1), the same bytes for the same interface."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from publisher import __version__
from publisher.model.asking import TRACKS
from publisher.model.iris import SLUG
from publisher.model.languages import LANGUAGES
from publisher.model.request import ANSWERS
from publisher.model.request import LONGEST as LONGEST_FIELDS
from publisher.model.search import LONGEST, MOST_CHOSEN
from publisher.render.interface import BARE, COMPUTED, DOCUMENT, ERRORS, FORMS, QUERIES, REDIRECT, Interface, Resource
from publisher.render.pages import locale

NAME = "openapi.json"
"""Where the description stands below the base of a site."""

MEDIA_TYPE = "application/vnd.oai.openapi+json"
"""The media type of the description, as the OpenAPI Initiative has registered it."""

MOST_VALUES = 200
"""Values that a search may be narrowed by which are listed; of more, none is."""

LONGEST_SLUG = 200

_FORM = "application/x-www-form-urlencoded"
_PROBLEM = "application/problem+json"
_HTML = "text/html"
_KEPT = ("text/plain", "text/calendar")
"""The media types of what a form gives to keep."""

_DAYS = ("since", "until", "received")

_HEADERS = {
    "Access-Control-Allow-Origin": "Programs on pages of other sites may read the answer.",
    "Allow": "The methods of the address.",
    "Cache-Control": "How long the answer may be kept; it must be asked about before it is used again.",
    "Content-Language": "The language of the page.",
    "Content-Location": "The address of the representation that was chosen.",
    "ETag": "Changes with the bytes of the representation, and only with them. Send it back in If-None-Match.",
    "Last-Modified": "When what the representation tells was last published.",
    "Link": "Other formats and languages, the lasting address, and the description in RDF.",
    "Location": "The address of the document that describes the thing.",
    "Vary": "The headers of the request that the answer depends on.",
}
_ALWAYS = ("Allow", "Content-Location", "ETag", "Location", "Vary")

_WISHES = {
    "Accept-Language": "The languages wanted. A language is never refused: without a known one the first is given.",
    "If-None-Match": "An ETag. The answer is 304 when the representation is still the same.",
    "If-Modified-Since": "A date. The answer is 304 when nothing has changed since.",
}


def described(interface: Interface) -> bytes:
    """The description of an interface as JSON."""
    return json.dumps(_description(interface), ensure_ascii=False, indent=1).encode() + b"\n"


def _description(interface: Interface) -> dict[str, Any]:
    t = locale("en")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": t["api_heading"],
            "summary": t["api_lead"],
            "description": f"{t['api_reading']} {t['api_choosing']} {t['api_conditional']}",
            "version": __version__,
        },
        "externalDocs": {"url": f"{interface.base}api"},
        "servers": [{"url": interface.base.rstrip("/")}],
        "paths": _paths(interface),
        "components": {
            "schemas": {"Problem": _problem()},
            "parameters": _parameters(interface),
            "headers": {name: _header(name, text) for name, text in _HEADERS.items()},
            "responses": _responses(),
        },
    }


def _paths(interface: Interface) -> dict[str, Any]:
    found: dict[str, Any] = {}
    own = interface.base.rstrip("/")
    for resource in interface.resources:
        item = found.setdefault(resource.path, {"servers": []})
        servers = ({"url": server or own} for server in resource.servers or ("",))
        item["servers"] += [server for server in servers if server not in item["servers"]]
        if resource.parameters:
            item["parameters"] = [_in_path(resource, name) for name in resource.parameters]
        for method, operation in _operations(resource).items():
            responses = {**item.get(method, {}).get("responses", {}), **operation["responses"]}
            item[method] = {**operation, "responses": dict(sorted(responses.items()))}
    for item in found.values():
        if item["servers"] == [{"url": own}]:
            del item["servers"]
    return found


def _operations(resource: Resource) -> dict[str, Any]:
    text = locale("en").get(f"api_path_{resource.name}", locale("en")["api_path_other"])
    asked = [{"$ref": f"#/components/parameters/{name}"} for name in _wishes(resource)]
    query = [{"$ref": f"#/components/parameters/query-{name}"} for name in QUERIES.get(resource.name, ())]
    is_computed = resource.kind == COMPUTED
    common = {"summary": text, "parameters": [*(query if is_computed else ()), *asked]}
    found = {
        "get": {**common, "responses": _answers(resource, with_body=True)},
        "head": {**common, "responses": _answers(resource, with_body=False)},
        "options": {"summary": text, "responses": _options(resource)},
    }
    if is_computed and resource.name in FORMS:
        form = {"required": True, "content": {_FORM: {"schema": _form()}}}
        answers = _answers(resource, with_body=True, more=_KEPT, errors=(413,))
        needed = [{**_query(name), "required": True} for name in QUERIES[resource.name]]
        found["post"] = {**common, "parameters": [*needed, *asked], "requestBody": form, "responses": answers}
    return found


def _answers(
    resource: Resource, *, with_body: bool, more: tuple[str, ...] = (), errors: tuple[int, ...] = ()
) -> dict[str, Any]:
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in sorted(resource.headers & _HEADERS.keys())}
    told: dict[str, Any] = {}
    if resource.kind == REDIRECT:
        told["303"] = {"description": HTTPStatus.SEE_OTHER.phrase, "headers": headers}
    else:
        content = {media: {"schema": _body(media)} for media in (*resource.media, *more)}
        body = {"content": content} if with_body else {}
        told["200"] = {"description": HTTPStatus.OK.phrase, "headers": headers, **body}
        if resource.kind != COMPUTED:
            told["304"] = {"$ref": "#/components/responses/304"}
    if 303 in resource.may_be:
        location = {"Location": {"$ref": "#/components/headers/Location"}}
        told["303"] = {"description": HTTPStatus.SEE_OTHER.phrase, "headers": location}
    for status in (*resource.statuses, *errors):
        told[str(status)] = {"$ref": f"#/components/responses/{status if with_body else f'{status}-bare'}"}
    return told


def _options(resource: Resource) -> dict[str, Any]:
    allow = {"Allow": {"$ref": "#/components/headers/Allow"}}
    return {
        "204": {"description": HTTPStatus.NO_CONTENT.phrase, "headers": allow},
        **{str(status): {"$ref": f"#/components/responses/{status}"} for status in resource.statuses if status == 404},
    }


def _wishes(resource: Resource) -> Iterable[str]:
    if resource.kind == COMPUTED:
        return () if "language" in resource.parameters else ("Accept-Language",)
    if resource.kind == REDIRECT:
        return ()
    return _WISHES if resource.kind == DOCUMENT else [name for name in _WISHES if name != "Accept-Language"]


def _in_path(resource: Resource, name: str) -> dict[str, Any]:
    is_open = 303 in resource.may_be  # any name at all leads on
    if name == "authority" or (name == "language" and not is_open):
        return {"$ref": f"#/components/parameters/{name}"}
    schema: dict[str, Any] = {"type": "string"}
    if name == "number":
        schema = {"type": "integer", "minimum": 1}
    elif name == "slug" and not is_open:
        schema |= {"maxLength": LONGEST_SLUG, "pattern": f"^{SLUG}$"}
    example: Any = int(resource.example[name]) if name == "number" else resource.example[name]
    told = {"description": locale("en")[f"api_parameter_{name}"], "schema": schema, "example": example}
    return {"name": name, "in": "path", "required": True, **told}


def _parameters(interface: Interface) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if interface.authorities:
        found["authority"] = _chosen("authority", interface.authorities)
    found["language"] = _chosen("language", tuple(LANGUAGES))
    for name, text in _WISHES.items():
        found[name] = {"name": name, "in": "header", "description": text, "schema": {"type": "string"}}
    for name in (name for names in QUERIES.values() for name in names):
        example = interface.register if name == "register" else ""
        found[f"query-{name}"] = _query(name, interface.values.get(name, ()), example)
    return found


def _chosen(name: str, values: tuple[str, ...]) -> dict[str, Any]:
    schema = {"type": "string", "enum": list(values)}
    told = {"description": locale("en")[f"api_parameter_{name}"], "schema": schema, "example": values[0]}
    return {"name": name, "in": "path", "required": True, **told}


def _query(name: str, values: tuple[str, ...] = (), example: str = "") -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "in": "query", "description": locale("en")[f"api_parameter_{name}"]}
    return {**told, **({"example": example} if example else {}), "schema": _asked(name, values)}


def _asked(name: str, values: tuple[str, ...]) -> dict[str, Any]:
    if name == "q":
        return {"type": "string", "maxLength": LONGEST}
    if name == "page":
        return {"type": "integer", "minimum": 1, "maximum": 9_999_999, "default": 1}
    if name == "track":
        return {"type": "string", "enum": list(TRACKS)}
    if name == "register":
        return {"type": "string", "minLength": 1, "maxLength": LONGEST}
    known = {"enum": ["", *values]} if len(values) <= MOST_VALUES else {}
    return {"type": "array", "items": {"type": "string", **known}, "maxItems": MOST_CHOSEN}


def _form() -> dict[str, Any]:
    """What may be typed. It goes into the answer alone."""
    fields: dict[str, Any] = {
        name: {"type": "string", "maxLength": most} for name, most in LONGEST_FIELDS.items() if name != "key"
    }
    fields |= {name: {"type": "string", "format": "date"} for name in _DAYS}
    fields["part"] = {"type": "array", "items": {"type": "string"}}
    fields["answer"] = {"type": "string", "enum": list(ANSWERS)}
    fields["do"] = {"type": "string", "enum": ["letter", "change", "text", "calendar"]}
    keys = {"^key-[0-9]+$": {"type": "string", "maxLength": LONGEST_FIELDS["key"]}}
    return {"type": "object", "properties": fields, "patternProperties": keys}


def _body(media: str) -> dict[str, Any]:
    return {"type": "object"} if media.endswith("json") else {"type": "string"}


def _header(name: str, text: str) -> dict[str, Any]:
    return {"description": text, "required": name in _ALWAYS, "schema": {"type": "string"}}


def _responses() -> dict[str, Any]:
    t = locale("en")
    kept = {name: {"$ref": f"#/components/headers/{name}"} for name in ("ETag", "Vary", "Cache-Control")}
    found: dict[str, Any] = {"304": {"description": t["api_status_304"], "headers": kept}}
    problem = {_HTML: {"schema": {"type": "string"}}, _PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in ERRORS:
        allow = {"headers": {"Allow": {"$ref": "#/components/headers/Allow"}}} if status == 405 else {}
        found[str(status)] = {
            "description": t[f"api_status_{status}"],
            **allow,
            **({} if status in BARE else {"content": problem}),
        }
        found[f"{status}-bare"] = {"description": t[f"api_status_{status}"], **allow}
    return found


def _problem() -> dict[str, Any]:
    """Problem details (RFC 9457), with what is valid instead."""
    offer = {
        "type": "object",
        "required": ["href", "type"],
        "properties": {
            "href": {"type": "string", "description": "An address that answers."},
            "type": {"type": "string", "description": "Its media type."},
            "lang": {"type": "string", "enum": list(LANGUAGES), "description": "Its language, when it is a page."},
        },
    }
    return {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "const": "about:blank"},
            "title": {"type": "string", "description": "The name of the status."},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "offers": {"type": "array", "items": offer, "description": "What there is instead."},
            "catalogue": {"type": "string", "description": "Where everything that is published is listed."},
            "first": {"type": "string", "description": "Where a catalogue in pages begins, as it is now."},
            "ended": {"type": "string", "description": "When what was here ended."},
        },
    }
