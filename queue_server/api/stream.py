"""The stream: one WebSocket, one live view. Who may look is `stream_door`'s to say; what there is to see, elsewhere's.

A socket from a page of another site is refused before it is accepted. Everything else is refused by a close code, which
pages can read: 4401 say who you are, 4403 not allowed, 4404 no such thing.
"""

from typing import Any

from fastapi import APIRouter, Request, WebSocket
from pydantic import ConfigDict
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from queue_server.api.answers import Answer
from queue_server.api.frames import door_of
from queue_server.api.guard import GuardedRoute, caller_of
from queue_server.api.permissions import (
    ADMIN,
    EVERY_ROLE,
    INTEGRATION,
    PUBLIC,
    SUPERVISOR,
    Permission,
    permits,
)
from queue_server.api.stream_door import Refused, admit, admit_over, foreign, still_allowed, still_allowed_over
from queue_server.api.streams import streams_of
from queue_server.api.submitting import json_response
from queue_server.errors import NotAllowed
from queue_server.projections.wire import instant
from queue_server.push.codes import CloseCode
from queue_server.push.conversation import Gone
from queue_server.push.messages import Message

PREFIX = "/api/v1"
router = APIRouter(prefix=PREFIX, tags=["pages"], route_class=GuardedRoute)

OPENS_STREAMS = Permission("opens_streams", EVERY_ROLE)
WATCHES_ALL = frozenset((SUPERVISOR, ADMIN, INTEGRATION))
"""Roles that may look at many offices at once, so that a limit on one device's sockets is none for them."""


class StreamTicketAnswer(Answer):
    """Opens one stream, once, until `expires_at`: `…/stream?stream_ticket=…`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "ticket": "0b9rJ5k1yq0YtXo3v7o1cXn3m0mH9oJ0l4w8s0r2a1Q", "expires_at": "2026-03-02T06:06:00.000Z",
            }]
        },
    )  # fmt: skip

    ticket: str
    expires_at: str


@router.post("/stream_tickets", status_code=201, response_model=StreamTicketAnswer, summary="A ticket for one stream")
@permits(OPENS_STREAMS)
async def stream_ticket(request: Request) -> Response:
    """For programs that can send no `Authorization` with a WebSocket: works once, for a minute, as the caller."""
    identity = caller_of(request).identity
    if identity is None:
        raise NotAllowed("Nobody in particular gets no stream ticket.")
    ticket, expires_at = streams_of(request).tickets.give(identity)
    return json_response({"ticket": ticket, "expires_at": instant(expires_at)}, 201)


@router.get("/asyncapi.json", include_in_schema=False)
@permits(PUBLIC)
async def contract() -> Response:
    """The stream's contract, as AsyncAPI."""
    from queue_server.api import asyncapi

    return Response(asyncapi.encoded(), media_type="application/json", headers={"Cache-Control": "no-cache"})


async def stream(websocket: WebSocket) -> None:
    """One live view of one office, until either side has enough."""
    office: str = websocket.path_params["office"]
    if foreign(websocket):
        await websocket.close(CloseCode.NOT_ALLOWED)  # not accepted yet: the answer is a plain 403
        return
    try:
        admitted = await admit(websocket, office)
    except Refused as refusal:
        await websocket.accept()
        await websocket.close(refusal.code, refusal.code.name.lower())
        return
    await websocket.accept()
    identity, streams = admitted.identity, streams_of(websocket)
    await streams.hub.join(
        AcceptedSocket(websocket),
        lambda: streams.feed.subscribe(admitted.office, admitted.view, after=admitted.after, epoch=admitted.epoch),
        holder=identity.via if identity is not None else f"address:{_address(websocket)}",
        still_allowed=still_allowed(websocket, admitted),
        limited=identity is None or str(identity.role) not in WATCHES_ALL,
    )


async def overview(websocket: WebSocket) -> None:
    """All offices that the reader may see, one row each, until either side has enough."""
    if foreign(websocket):
        await websocket.close(CloseCode.NOT_ALLOWED)
        return
    try:
        admitted = await admit_over(websocket)
    except Refused as refusal:
        await websocket.accept()
        await websocket.close(refusal.code, refusal.code.name.lower())
        return
    await websocket.accept()
    streams = streams_of(websocket)
    await streams.overview.prepare(admitted.scope)
    await streams.hub.join(
        AcceptedSocket(websocket),
        lambda: streams.overview.subscribe(admitted.scope, after=admitted.after, epoch=admitted.epoch),
        holder=admitted.identity.via,
        still_allowed=still_allowed_over(websocket, admitted),
    )


router.routes += [
    WebSocketRoute(f"{PREFIX}/offices/{{office}}/stream", stream),
    WebSocketRoute(f"{PREFIX}/stream", overview),
]


class AcceptedSocket:
    """Starlette's WebSocket as the conversation wants it."""

    __slots__ = ("_socket", "_write_frame")

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._write_frame = door_of(socket)

    def send_at_once(self, message: Message) -> bool:
        """Hands a message to the network where the server has a door for that, and nothing waits before it."""
        return self._write_frame(message.frame)

    async def send(self, message: Message) -> None:
        """Hands a message to the network, once it takes some. Raises `Gone`."""
        try:
            await self._socket.send({"type": "websocket.send", "text": message.text})
        except (WebSocketDisconnect, RuntimeError) as lost:
            raise Gone from lost

    async def receive(self) -> str | bytes:
        """The client's next message. Raises `Gone`."""
        try:
            message: dict[str, Any] = dict(await self._socket.receive())
        except (WebSocketDisconnect, RuntimeError) as lost:
            raise Gone from lost
        if message["type"] == "websocket.disconnect":
            raise Gone
        found: str | bytes = message["text"] if message.get("text") is not None else message["bytes"]
        return found

    async def close(self, code: int, reason: str) -> None:
        """Says goodbye. Raises `Gone`."""
        try:
            await self._socket.close(code, reason)
        except (WebSocketDisconnect, RuntimeError) as lost:
            raise Gone from lost


def _address(websocket: WebSocket) -> str:
    return websocket.client.host if websocket.client is not None else "unknown"
