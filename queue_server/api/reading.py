"""Reading a request's words: what FastAPI would read, on the shortest way.

The routes here are plain: words in the path, in the query, one JSON body. FastAPI's general machinery for all the rest
(forms, files, nested dependencies, generators that outlive the answer) costs more than issuing a ticket does, so it
documents these routes and does not run them (docs/adr/0060). What is accepted is the same: the models decide.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any, get_type_hints

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect

BODY = "body"
REQUEST = "request"

READ = "queue_server.body"
"""Where a request's body stands once it has been read."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of the path or the query; `said_as` is its name in requests, where Python cannot have the same."""

    name: str
    said_as: str
    read: Callable[[Any], Any]
    otherwise: Any = Parameter.empty


class Words:
    """How the words of one route's requests are read; made once, from the signature of the function that serves it."""

    def __init__(self, endpoint: Callable[..., Any], path: frozenset[str]) -> None:
        hints = get_type_hints(endpoint, include_extras=True)
        declared = signature(endpoint).parameters
        parameters = [one for one in declared.values() if one.name != REQUEST]
        self._wants_request = REQUEST in declared
        self._in_path = [_word(one, hints) for one in parameters if one.name in path]
        self._in_query = [_word(one, hints) for one in parameters if one.name not in path and one.name != BODY]
        body = next((one for one in parameters if one.name == BODY), None)
        self._body = TypeAdapter(hints[BODY]).validate_json if body is not None else None
        self._body_required = body is not None and body.default is Parameter.empty

    async def read(self, request: Request) -> dict[str, Any]:
        """The function's arguments by name. Raises `RequestValidationError` where one makes no sense."""
        words: dict[str, Any] = {REQUEST: request} if self._wants_request else {}
        given = request.path_params
        for word in self._in_path:
            words[word.name] = _read(word, given[word.name], "path")
        for word in self._in_query:
            said = request.query_params.get(word.said_as)
            if said is not None:
                words[word.name] = _read(word, said, "query")
            elif word.otherwise is Parameter.empty:
                raise _missing("query", word.said_as)
        if self._body is not None:
            content = await body_of(request)
            if content:
                words[BODY] = _read_body(self._body, content)
            elif self._body_required:
                raise _missing(BODY)
        return words


async def body_of(request: Request) -> bytes:
    """The whole body, read once. Raises `ClientDisconnect` where the client went away in the middle of it."""
    kept: bytes | None = request.scope.get(READ)
    if kept is not None:
        return kept
    message = await request.receive()
    parts = [message.get("body", b"")]
    while message["type"] == "http.request" and message.get("more_body"):
        message = await request.receive()
        parts.append(message.get("body", b""))
    if message["type"] != "http.request":
        raise ClientDisconnect
    body = request.scope[READ] = b"".join(parts)
    return body


def _word(parameter: Parameter, hints: dict[str, Any]) -> _Word:
    kind = hints[parameter.name]
    said = next((one.alias for one in getattr(kind, "__metadata__", ()) if getattr(one, "alias", None)), parameter.name)
    return _Word(parameter.name, said, TypeAdapter(kind).validate_python, parameter.default)


def _read(word: _Word, said: str, place: str) -> Any:
    try:
        return word.read(said)
    except ValidationError as error:
        raise _malformed(error, place, word.said_as) from None


def _read_body(read: Callable[[bytes], Any], content: bytes) -> Any:
    try:
        return read(content)
    except ValidationError as error:
        raise _malformed(error, BODY) from None


def _malformed(error: ValidationError, *place: str) -> RequestValidationError:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return RequestValidationError([{**one, "loc": (*place, *one["loc"])} for one in found])


def _missing(*place: str) -> RequestValidationError:
    return RequestValidationError([{"type": "missing", "loc": place, "msg": "Field required"}])
