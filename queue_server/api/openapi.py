"""The published contract: what FastAPI knows of the routes, completed by what it does not.

Which errors a call can answer with follows from who may use it and what it takes; the Idempotency-Key stands on every
POST; the ways to say who one is are named.
"""

import asyncio
import warnings
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic.warnings import UnsupportedFieldAttributeWarning
from starlette.routing import BaseRoute

from queue_server.access.cookies import SESSION
from queue_server.api.answers import Problem
from queue_server.api.guard import SAFE_METHODS, GuardedRoute
from queue_server.api.permissions import Permission, permission_of
from queue_server.api.problems import MEDIA_TYPE

OPENAPI_PATH = "/api/v1/openapi.json"
TITLE = "queue-server"
SUMMARY = "An open electronic queue: tickets, desks, boards, and the log that proves it."
DESCRIPTION = """Times are RFC 3339 in UTC with milliseconds; durations are seconds and end in `_s`. Errors are RFC 9457
`application/problem+json` with a `code`. A 2xx answer to a command means that it is on disk. Live views come by the
WebSocket that `/api/v1/asyncapi.json` describes."""

TAGS = [
    {"name": "offices", "description": "What is offered where, and the day of an office."},
    {"name": "tickets", "description": "Taking a ticket, following it, and everything that can happen to it."},
    {"name": "desks", "description": "What a manager does at a desk."},
    {"name": "appointments", "description": "Booking a slot, checking in, giving it back."},
    {"name": "alerts", "description": "When the promise is being broken: who is told, who takes it on."},
    {
        "name": "reports",
        "description": "Figures of any days and what of them needs a second look; briefs, bulletins, reports of months "
        "and quarters, the ranking of territories.",
    },
    {"name": "log", "description": "The append-only log, for integrations and copies."},
    {"name": "session", "description": "People who sign in."},
    {"name": "devices", "description": "Kiosks, boards and desks that are let in by a code."},
    {"name": "staffing", "description": "The outlook and its advice, forecasts, needs, plans, schedules, what-if."},
    {"name": "people", "description": "Who of the staff may sign in, and as whom."},
    {"name": "voice", "description": "Announcements as sound."},
    {"name": "pages", "description": "What pages need besides."},
    {"name": "operations", "description": "Alive, able to serve, figures."},
]

KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Makes a repeat safe: the same key gives the first answer again, for at least 24 hours.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
SECURITY_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "From `queue-server token`, or a device's."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION,
        "description": "From `POST /session`; `__Host-queue` over HTTPS.",
    },
}
SENTENCES = {
    "401": "Nobody, or a token that is not valid.",
    "403": "Known, and not allowed.",
    "404": "No such thing, or none that the caller may see.",
    "409": "The state does not allow it; `state` names it.",
    "413": "A body above 64 KB.",
    "415": "Not JSON.",
    "422": "Malformed, or a field that nobody knows.",
    "429": "Too fast; come back after `Retry-After` seconds.",
    "503": "Stopping, or the disk is full: nothing was done.",
}
WORKED_OUT = "/staffing/need"
"""What is read and takes seconds to work out: whoever asks meanwhile is asked to come back."""

RETRY_AFTER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}


def publish(app: FastAPI) -> None:
    """Lets `app.openapi()` give the completed contract, made once."""

    def contract() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = complete(app)
        return app.openapi_schema

    app.openapi = contract  # type: ignore[method-assign]


async def published(app: FastAPI) -> dict[str, Any]:
    """What `app.openapi()` gives, made without keeping anybody waiting.

    Models are made here, a route in each turn of the loop: made in a thread they could meet a request that makes them,
    too. The text of the contract is made in a thread.
    """
    if app.openapi_schema is None:
        routes = []
        for route in app.routes:
            routes.append(_described(route))
            await asyncio.sleep(0)
        Problem.model_rebuild()
        app.openapi_schema = await asyncio.to_thread(complete, app, routes)
    return app.openapi_schema


def complete(app: FastAPI, described: Sequence[BaseRoute] | None = None) -> dict[str, Any]:
    """The contract of the routes that `app` has now, which may have been described already."""
    routes = described if described is not None else [_described(route) for route in app.routes]
    # FastAPI names its field for a body; of a model that is made only now, Pydantic would tell us of it here. Said for
    # good: what is said for a while is said to all threads, and taken back from all.
    warnings.filterwarnings("ignore", category=UnsupportedFieldAttributeWarning)
    schema = get_openapi(
        title=TITLE, version=app.version, summary=SUMMARY, description=DESCRIPTION, routes=routes, tags=TAGS
    )
    components = schema.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = Problem.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    nested = components["schemas"]["Problem"].pop("$defs", {})
    components["schemas"].update(nested)
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    components["securitySchemes"] = SECURITY_SCHEMES
    permissions = permissions_by_operation(app)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete_operation(operation, method.upper(), path, permissions.get((path, method.upper())))
    return schema


def _described(route: BaseRoute) -> BaseRoute:
    return route.described() if isinstance(route, GuardedRoute) else route


def permissions_by_operation(app: FastAPI) -> dict[tuple[str, str], Permission]:
    """Who may use what, by path and method."""
    found = {}
    for path, route in api_routes(app):
        permission = permission_of(route.endpoint)
        if permission is not None:
            found.update({(path, method): permission for method in route.methods or ()})
    return found


def api_routes(app: FastAPI) -> list[tuple[str, APIRoute]]:
    """All routes of `app` that are part of the API, with their path."""
    return [(route.path, route) for route in app.routes if isinstance(route, APIRoute)]


def _complete_operation(operation: dict[str, Any], method: str, path: str, permission: Permission | None) -> None:
    answers = operation["responses"]
    answers.pop("422", None)
    for status in _statuses(operation, method, path, permission):
        if status not in answers:
            answers[status] = _problem_answer(status)
    if method == "POST":
        operation.setdefault("parameters", []).append(KEY_PARAMETER)
    if permission is not None:
        named: list[dict[str, list[str]]] = [{"bearer": []}, {"session": []}]
        open_to_all = permission.anybody or permission.holder or permission.by_code or permission.operations
        operation["security"] = [*named, {}] if open_to_all else named
        operation["x-permission"] = permission.name
        operation["x-roles"] = sorted(permission.roles)


def _statuses(operation: dict[str, Any], method: str, path: str, permission: Permission | None) -> list[str]:
    statuses = ["401", "403"] if permission is not None else []
    if "{" in path or method not in SAFE_METHODS or operation.get("parameters"):
        statuses.append("404")
    if operation.get("parameters") or method not in SAFE_METHODS:
        statuses.append("422")
    if method not in SAFE_METHODS:
        statuses += ["409", "413", "415", "429"]
    elif path.endswith(WORKED_OUT):
        statuses.append("429")
    return [*statuses, "503"]


def _problem_answer(status: str) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": SENTENCES[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in ("429", "503"):
        answer["headers"] = RETRY_AFTER
    return answer
