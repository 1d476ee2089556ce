"""The outermost layer of every request, as plain ASGI: a limit on bodies, and headers that keep browsers careful.

Plain ASGI because it stands in the way of every request: a framework's middleware would cost more than the work
itself. Knows nothing of the routes behind it.
"""

from collections.abc import Callable, Iterable

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queue_server.api.problems import MEDIA_TYPE, problem_bytes
from queue_server.api.surroundings import headers_in

BODY_LIMIT_BYTES = 64 * 1024
"""The longest command is a few hundred bytes; more than this is a mistake or an attack."""

CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
))  # fmt: skip

Header = tuple[bytes, bytes]

CAREFUL_HEADERS: tuple[Header, ...] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
STRICT_TRANSPORT: Header = (b"strict-transport-security", b"max-age=31536000")
NO_STORE: Header = (b"cache-control", b"no-store")


WHOLE = "queue_server.whole_answer"
"""Where the server puts how it takes an answer in one piece: status, lines of its head, body; false if not now."""

PLAIN = {b"content-length", b"content-type"}


def _lines(headers: Iterable[Header]) -> bytes:
    return b"".join(b"%b: %b\r\n" % header for header in headers)


CAREFUL_LINES = {
    "http": _lines((NO_STORE, *CAREFUL_HEADERS)),
    "https": _lines((NO_STORE, *CAREFUL_HEADERS, STRICT_TRANSPORT)),
}


def given_whole(scope: Scope, answer: Response) -> bool:
    """Hands a plain answer to the server in one piece, where it takes it so; of a stream of messages, it costs a third.

    Plain is what says nothing but what it is and how long: no word of a visitor can be in its head.
    """
    whole = scope.get(WHOLE)
    if whole is None or type(answer) is not Response or answer.background is not None or scope["method"] == "HEAD":
        return False
    headers = answer.raw_headers
    if len(headers) != len(PLAIN) or headers[0][0] not in PLAIN or headers[1][0] not in PLAIN:
        return False
    lines = b"%b: %b\r\n%b: %b\r\n%b" % (*headers[0], *headers[1], CAREFUL_LINES[scope["scheme"]])
    given: bool = whole(answer.status_code, lines, answer.body)
    return given


class Edge:
    """Refuses bodies above the limit, refuses everything while stopping, and completes the answers' headers."""

    def __init__(self, app: ASGIApp, *, sockets: ASGIApp, stopping: Callable[[], bool] = lambda: False) -> None:
        self._app = app
        self._sockets = sockets
        self._stopping = stopping

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._sockets(scope, receive, send)
            return
        careful = (*CAREFUL_HEADERS, STRICT_TRANSPORT) if scope["scheme"] == "https" else CAREFUL_HEADERS

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = completed(message["headers"], careful)
            await send(message)

        length, streamed = _announced(scope)
        if self._stopping() and scope["path"] not in ("/healthz", "/metrics"):
            await _refuse(complete, 503, "unavailable", "The server is stopping. Try again in a moment.")
        elif length is not None and length > BODY_LIMIT_BYTES:
            await _refuse(complete, 413, "body_too_large", f"More than {BODY_LIMIT_BYTES} bytes.")
        elif streamed:
            await self._with_count(scope, receive, complete)
        else:
            try:
                await self._app(scope, receive, complete)
            finally:
                scope.pop(WHOLE, None)  # or the request and what answers it would hold each other

    async def _with_count(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A body whose length nobody announced is read here, up to the limit."""
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > BODY_LIMIT_BYTES:
                await _refuse(send, 413, "body_too_large", f"More than {BODY_LIMIT_BYTES} bytes.")
                return
        given = False

        async def receive_whole() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self._app(scope, receive_whole, send)


def completed(headers: Iterable[Header], careful: tuple[Header, ...]) -> list[Header]:
    """The answer's headers with ours; what a route has said itself stands."""
    own = list(headers)
    said = {name for name, _ in own}
    if b"cache-control" not in said:
        own.append(NO_STORE)
    if b"content-security-policy" in said:
        careful = careful[1:]
    return [*own, *careful]


def _announced(scope: Scope) -> tuple[int | None, bool]:
    """The announced length of the body, and whether one comes without."""
    headers = headers_in(scope)
    said = headers.get(b"content-length")
    if said is None:
        return None, b"transfer-encoding" in headers
    return int(said) if said.isdigit() else BODY_LIMIT_BYTES + 1, False


async def _refuse(send: Send, status: int, code: str, detail: str) -> None:
    headers: list[Header] = [(b"content-type", MEDIA_TYPE.encode()), (b"connection", b"close")]
    if status == 503:
        headers.append((b"retry-after", b"2"))
    body = problem_bytes(status, code, detail)
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
