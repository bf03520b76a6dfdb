"""The Flask application, and the thin WSGI layer in front of it that answers what is ready."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from publisher.model.errors import ReleaseError
from publisher.release.store import Release
from publisher.serve.answers import Answer
from publisher.serve.computed import COMPUTED, LARGEST_FORM, compute, name_of
from publisher.serve.current import Current
from publisher.serve.documents import answer
from publisher.serve.moved import moved
from publisher.serve.problems import failed, problem

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_log = logging.getLogger(__name__)
_STATUS_LINES = {status: f"{status.value} {status.phrase}" for status in HTTPStatus}
_HEADERS = {
    "HTTP_ACCEPT": "accept",
    "HTTP_ACCEPT_ENCODING": "accept-encoding",
    "HTTP_ACCEPT_LANGUAGE": "accept-language",
    "HTTP_HOST": "host",
    "HTTP_IF_MODIFIED_SINCE": "if-modified-since",
    "HTTP_IF_NONE_MATCH": "if-none-match",
}
_PASSED_OVER = 4 * 2**20
"""Bytes of a form that is too large which are read all the same."""

_READY = ("GET", "HEAD")


def create_app(releases: Path) -> Flask:
    """The application over a folder of releases. Raises ReleaseError when it has none that can be served."""
    app = Flask(__name__, static_folder=None)
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_FORM
    current = Current(releases)
    everything = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"]

    @app.route("/", defaults={"path": ""}, methods=everything, provide_automatic_options=False)
    @app.route("/<path:path>", methods=everything, provide_automatic_options=False)
    def document(path: str) -> Response:
        return _as_response(_safely(current, request.method, request.environ, _computed))

    @app.errorhandler(HTTPStatus.METHOD_NOT_ALLOWED)
    @app.errorhandler(HTTPStatus.NOT_FOUND)
    def unrouted(_error: Exception) -> Response:
        return _as_response(_safely(current, request.method, request.environ, _computed))

    app.wsgi_app = Front(app.wsgi_app, current)  # type: ignore[method-assign]  # as Flask tells to wrap it
    return app


class Front:
    """Answers a request for a ready document without the framework, by the same `answer`; all else goes on to it."""

    def __init__(self, behind: Callable[..., Iterable[bytes]], current: Current) -> None:
        self._behind = behind
        self._current = current

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """A WSGI application (PEP 3333)."""
        if environ["REQUEST_METHOD"] not in _READY or _is_computed(self._current, environ):
            return self._behind(environ, start_response)
        ready = _safely(self._current, environ["REQUEST_METHOD"], environ, answer)
        start_response(_STATUS_LINES[ready.status], list(ready.headers))
        return (ready.body,) if isinstance(ready.body, bytes) else ready.pieces()


def _is_computed(current: Current, environ: dict[str, Any]) -> bool:
    return bool(COMPUTED) and name_of(current.release(), _path(environ)) is not None


def _computed(release: Release, method: str, path: str, headers: Mapping[str, str]) -> Answer:
    """The answer of a page that is computed, else that of a document. Errors are told in the language of the page."""
    named = name_of(release, path)
    if not named:
        return answer(release, method, path, headers)
    if named[1]:
        headers = {**headers, "accept-language": named[1]}
    try:
        return compute(release, method, path, headers, request.args, request.form)
    except RequestEntityTooLarge:
        _pass_over(request.environ)
        return problem(release, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers)
    except Exception as error:
        if method != "POST":
            raise
        raise RuntimeError(type(error).__name__).with_traceback(error.__traceback__) from None  # its words may be typed


def _pass_over(environ: dict[str, Any]) -> None:
    """Reads what a client still sends, for it hears no answer before; of far too much, only the beginning."""
    left = min(int(environ.get("CONTENT_LENGTH") or 0), _PASSED_OVER)
    while left > 0 and (piece := environ["wsgi.input"].read(min(left, 65_536))):
        left -= len(piece)


def _safely(
    current: Current,
    method: str,
    environ: dict[str, Any],
    respond: Callable[[Release, str, str, Mapping[str, str]], Answer],
) -> Answer:
    """The answer; when it fails for a reason of our own, an error without a trace of it, and a line in the log."""
    headers = {name: environ[key] for key, name in _HEADERS.items() if key in environ}
    release = None
    try:
        release, path = current.release(), _path(environ)
        gone_on = moved(release, method, path, environ.get("QUERY_STRING", ""), headers)
        return gone_on or respond(release, method, path, headers)
    except ReleaseError as error:
        _log.error("the release cannot be read: %s", error)
        return failed(release, HTTPStatus.SERVICE_UNAVAILABLE, headers)
    except Exception:
        _log.exception("a request could not be answered")
        return failed(release, HTTPStatus.INTERNAL_SERVER_ERROR, headers)


def _path(environ: dict[str, Any]) -> str:
    """The decoded path of a request (PEP 3333 gives it as Latin-1)."""
    path: str = environ.get("PATH_INFO", "") or "/"
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def _as_response(ready: Answer) -> Response:
    response = Response(ready.pieces(), status=_STATUS_LINES[ready.status])
    response.headers.clear()
    response.headers.extend(ready.headers)
    return response
