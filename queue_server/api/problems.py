"""One table from errors to answers: RFC 9457 `application/problem+json`, with a code that programs read.

Knows every error of the tree and every code of the domain. Says nothing of what went wrong inside: an unexpected error
is logged with its trace and answered as `internal_error`.
"""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from math import ceil
from typing import Any

import msgspec
import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queue_server import errors
from queue_server.client.pages import Page
from queue_server.domain.rejection import CommandRejected

MEDIA_TYPE = "application/problem+json"

MAY_BE_MISSING: dict[int | str, dict[str, Any]] = {
    404: {
        "description": "No such thing, or none that the caller may see.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}
"""Said by routes without anything in their address that could be missing."""

STATUS_OF_ERROR: Mapping[type[errors.QueueServerError], int] = {
    errors.NotIdentified: 401,
    errors.NotAllowed: 403,
    errors.Unknown: 404,
    errors.RequestInvalid: 422,
    errors.ScheduleChanged: 409,
    errors.PeopleChanged: 409,
    errors.CalendarChanged: 409,
    errors.TooManyRequests: 429,
    errors.Unavailable: 503,
    errors.RequestError: 400,
    errors.SequenceConflict: 503,
    errors.QueueServerError: 500,
}
"""The nearest ancestor in the tree decides."""

INCOMPLETE_CODES = frozenset({
    "reason_required", "by_required", "transfer_target_required", "topics_required", "outcome_required",
    "rate_invalid", "slot_invalid",
})  # fmt: skip
"""Refusals of the domain that would be refused in every state: what was asked lacks something or makes no sense."""

CODE_OF_STATUS = {
    400: "request_malformed",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "content_type_invalid",
    426: "upgrade_required",
}

COMMAND_PATH = re.compile(r"/api/v1/(offices/[^/]+(/desks/[^/]+)?|tickets/[^/]+|appointments/[^/]+)/[^/]+")
"""Where a command would stand in an address."""

EXPECTED = (CommandRejected, errors.RequestError, errors.SequenceConflict, RequestValidationError, HTTPException)

_log = structlog.get_logger("api")


def status_of(error: errors.QueueServerError) -> int:
    """The HTTP status of an error of the tree."""
    return next(STATUS_OF_ERROR[kind] for kind in type(error).__mro__ if kind in STATUS_OF_ERROR)


def status_of_code(code: str) -> int:
    """The HTTP status of a refusal of the domain: 404 unknown, 422 incomplete, else 409: the state is in the way."""
    if code.endswith("_unknown"):
        return 404
    return 422 if code in INCOMPLETE_CODES else 409


def problem_bytes(status: int, code: str, detail: str, **more: Any) -> bytes:
    """The body of a problem answer."""
    problem = {
        "type": f"urn:queue-server:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
    }
    problem.update({name: value for name, value in more.items() if value is not None})
    return msgspec.json.encode(problem)


def problem(status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A problem answer."""
    body = problem_bytes(status, code, detail, **more)
    return Response(body, status_code=status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


class Answering:
    """Answers whatever error comes out of `app`, unless an answer has begun.

    A person whose browser asks for a page that is not there is shown `lost`; programs get a problem.
    """

    def __init__(self, app: ASGIApp, *, lost: Page) -> None:
        self._app = app
        self._lost = lost

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if begun:
                raise
            request = Request(scope)
            answer = self._page() if _looks_for_a_page(request, error) else answer_in(request, error)
            await answer(scope, receive, send)

    def _page(self) -> Response:
        return Response(self._lost.html, status_code=404, media_type=self._lost.media_type)


def _looks_for_a_page(request: Request, error: Exception) -> bool:
    missing = isinstance(error, HTTPException) and error.status_code == 404
    by_browser = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    return missing and by_browser and not request.scope["path"].startswith("/api/")


def answer_in(request: Request, error: Exception) -> Response:
    """The answer to an error of this request; one that nobody expected is noted."""
    if isinstance(error, HTTPException) and error.status_code == 404 and request.method == "POST":
        path = request.scope["path"]
        if COMMAND_PATH.fullmatch(path):
            return problem(404, "command_unknown", f"There is no command “{path.rpartition('/')[2]}” here.")
    if isinstance(error, HTTPException) and error.status_code == 405:
        error = HTTPException(405, headers={"Allow": ", ".join(_methods_at(request))})
    if not isinstance(error, EXPECTED):
        route = request.scope.get("route")
        _log.error("request failed", route=getattr(route, "path", None), method=request.method, exc_info=error)
    return answer_to(error)


def answer_to(error: Exception) -> Response:
    """The answer to any error at all."""
    match error:
        case CommandRejected():
            return problem(status_of_code(error.code), error.code, error.detail, state=error.state)
        case errors.ScheduleInvalid():
            return problem(status_of(error), error.code, error.detail, findings=error.findings)
        case errors.ScheduleChanged():
            return problem(status_of(error), error.code, error.detail, days=error.days)
        case errors.RequestError():
            return problem(status_of(error), error.code, error.detail, headers=_headers_of(error))
        case errors.SequenceConflict():
            return problem(503, "unavailable", "Another process is writing. Try again.", headers={"Retry-After": "1"})
        case RequestValidationError():
            return problem(422, "request_invalid", "The request makes no sense.", errors=_findings(error.errors()))
        case HTTPException():
            code = CODE_OF_STATUS.get(error.status_code, "request_refused")
            phrase = HTTPStatus(error.status_code).phrase
            return problem(error.status_code, code, f"{phrase}.", headers=error.headers)
        case _:
            return problem(500, "internal_error", "Something went wrong here. It has been noted.")


def _methods_at(request: Request) -> list[str]:
    """All methods that some route of this address takes; the framework names those of the first route only."""
    routes = request.scope["app"].routes
    found = (
        getattr(route, "methods", None) or () for route in routes if route.matches(request.scope)[0] is not Match.NONE
    )
    return sorted({method for methods in found for method in methods})


def _headers_of(error: errors.RequestError) -> dict[str, str]:
    match error:
        case errors.NotIdentified():
            return {"WWW-Authenticate": "Bearer"}
        case errors.TooManyRequests() | errors.Unavailable():
            return {"Retry-After": str(max(1, ceil(error.retry_after_s)))}
        case _:
            return {}


def _findings(found: Sequence[Any]) -> list[dict[str, str]]:
    """Where and what, never the input itself: it may hold what must not be repeated."""
    return [{"field": ".".join(str(part) for part in one["loc"][1:]), "detail": str(one["msg"])} for one in found]
