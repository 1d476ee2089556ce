"""The door of the stream: where a socket comes from, who opened it, and whether they may see what they ask for.

Knows identities, roles and places. What is behind the door, `stream` and `push` know.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import WebSocket
from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

from queue_server.access import Identity
from queue_server.api.fields import DeskWord, TicketWord, Word
from queue_server.api.guard import Caller
from queue_server.api.links import link_opens
from queue_server.api.permissions import DESK, HOLDER, SEES_BOARD, SEES_QUEUE, TAKES_TICKETS, WATCHES
from queue_server.api.reach import reaches
from queue_server.api.scope import at_own_desk
from queue_server.api.streams import streams_of
from queue_server.api.surroundings import address_of, surroundings_of
from queue_server.errors import NotAllowed, OfficeUnknown
from queue_server.offices.running import RunningOffice
from queue_server.projections.board import BoardView
from queue_server.projections.desk import DeskView
from queue_server.projections.kiosk import KioskView
from queue_server.projections.queue import QueueView
from queue_server.projections.supervisor import SupervisorView
from queue_server.projections.ticket import TicketView
from queue_server.projections.view import View
from queue_server.push.codes import CloseCode
from queue_server.push.overview import Scope

PERMISSION_OF_VIEW = {
    "board": SEES_BOARD,
    "kiosk": TAKES_TICKETS,
    "desk": DESK,
    "queue": SEES_QUEUE,
    "supervisor": WATCHES,
    "ticket": HOLDER,
}


class Asked(BaseModel):
    """What the address asks for."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    view: str
    desk: DeskWord | None = None
    ticket: TicketWord | None = None
    territory: Word | None = None
    after: NonNegativeInt | None = None
    epoch: str | None = None
    stream_ticket: str | None = None


class Refused(Exception):  # noqa: N818 - named for what happened
    """The socket is closed with this code."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Admitted:
    """A reader who may look, and at what."""

    identity: Identity | None
    office: RunningOffice
    view: View
    after: int | None
    epoch: str | None


async def admit(websocket: WebSocket, office: str) -> Admitted:
    """The reader who opened this socket. Raises `Refused`."""
    asked = _asked(websocket)
    identity = _at_the_door(websocket, await _identify(websocket, asked), asked, office)
    running = _office(websocket, office)
    view = _view(websocket, asked, running, identity)
    return Admitted(identity, running, view, asked.after, asked.epoch)


@dataclass(frozen=True, slots=True)
class AdmittedOver:
    """A reader who may look at many offices, and which of them are in sight."""

    identity: Identity
    scope: Scope
    after: int | None
    epoch: str | None


async def admit_over(websocket: WebSocket) -> AdmittedOver:
    """The reader who opened this socket over all offices, or over those that are theirs. Raises `Refused`."""
    asked = _asked(websocket)
    identity = await _identify(websocket, asked)
    if identity is None:
        raise Refused(CloseCode.NO_IDENTITY)
    if asked.view != "supervisor":
        raise Refused(CloseCode.UNKNOWN)
    if str(identity.role) not in WATCHES.roles:
        raise Refused(CloseCode.NOT_ALLOWED)
    return AdmittedOver(
        identity, Scope(identity.office, identity.territory, wanted=asked.territory), asked.after, asked.epoch
    )


def foreign(websocket: WebSocket) -> bool:
    """Whether a page of another site opened this socket. Browsers always say where a page is from; cookies need it."""
    origin = websocket.headers.get("origin")
    if origin is None:
        proven = "authorization" in websocket.headers or "stream_ticket" in websocket.query_params
        return "cookie" in websocket.headers and not proven
    own = surroundings_of(websocket)
    known = origin in own.allowed_origins or origin == own.public_url
    return not known and urlsplit(origin).netloc != websocket.headers.get("host")


def _asked(websocket: WebSocket) -> Asked:
    try:
        return Asked.model_validate(dict(websocket.query_params))
    except ValidationError:
        raise Refused(CloseCode.UNKNOWN) from None


async def _identify(websocket: WebSocket, asked: Asked) -> Identity | None:
    """By bearer token, by stream ticket, by cookie. What is shown and does not hold is refused, not passed over."""
    access = surroundings_of(websocket).access
    authorization = websocket.headers.get("authorization")
    identity: Identity | None
    if authorization is not None:
        kind, _, token = authorization.partition(" ")
        identity = await access.identify_token(token.strip()) if kind.lower() == "bearer" else None
    elif asked.stream_ticket is not None:
        identity = streams_of(websocket).tickets.take(asked.stream_ticket)
        identity = identity if identity is not None and access.is_valid(identity) else None
    else:
        return await access.identify_cookies(websocket.cookies, secure=websocket.scope["scheme"] == "wss")
    if identity is None:
        raise Refused(CloseCode.NO_IDENTITY)
    return identity


def _at_the_door(websocket: WebSocket, identity: Identity | None, asked: Asked, office: str) -> Identity | None:
    """Whoever may see the view here. Somebody who may not is still as good as anybody where a ticket's id is enough."""
    permission = PERMISSION_OF_VIEW.get(asked.view)
    if permission is None:
        raise Refused(CloseCode.UNKNOWN)
    refusal: CloseCode | None = None
    if identity is None:
        refusal = CloseCode.NO_IDENTITY
    elif not reaches(websocket, identity, office):
        refusal = CloseCode.UNKNOWN
    elif str(identity.role) not in permission.roles:
        refusal = CloseCode.NOT_ALLOWED
    if refusal is not None and not permission.holder:
        raise Refused(refusal)
    return identity if refusal is None else None


def _office(websocket: WebSocket, office: str) -> RunningOffice:
    """The office, if there is one."""
    try:
        running = surroundings_of(websocket).offices.serving(office)
    except OfficeUnknown:
        raise Refused(CloseCode.UNKNOWN) from None
    if running.state.config is None:
        raise Refused(CloseCode.UNKNOWN)
    return running


def _view(websocket: WebSocket, asked: Asked, running: RunningOffice, identity: Identity | None) -> View:
    match asked.view:
        case "board":
            return BoardView()
        case "kiosk":
            return KioskView()
        case "queue":
            return QueueView()
        case "supervisor":
            return SupervisorView()
        case "desk":
            return _desk_view(asked, running, identity)
        case _:
            return _ticket_view(websocket, asked, running, identity)


def _desk_view(asked: Asked, running: RunningOffice, identity: Identity | None) -> DeskView:
    desk = asked.desk or (identity.desk if identity is not None else None)
    if desk is None or desk not in running.state.desks:
        raise Refused(CloseCode.UNKNOWN)
    if not _own_desk(running, desk, identity):
        raise Refused(CloseCode.NOT_ALLOWED)
    return DeskView(desk)


def _ticket_view(websocket: WebSocket, asked: Asked, running: RunningOffice, identity: Identity | None) -> TicketView:
    ticket = asked.ticket
    if ticket is None or ticket not in running.state.tickets:
        raise Refused(CloseCode.UNKNOWN)
    if identity is None and not link_opens(running.state, ticket, surroundings_of(websocket).clock()):
        raise Refused(CloseCode.UNKNOWN)
    return TicketView(ticket, address_of(websocket))


def _own_desk(running: RunningOffice, desk: str, identity: Identity | None) -> bool:
    try:
        at_own_desk(Caller(identity, None), running.state, desk)
    except NotAllowed:
        return False
    return True


def still_allowed_over(websocket: WebSocket, admitted: AdmittedOver) -> Callable[[], CloseCode | None]:
    """Looks again, time after time: answers with a close code once the reader may look no longer."""
    access = surroundings_of(websocket).access
    return lambda: None if access.is_valid(admitted.identity) else CloseCode.NO_IDENTITY


def still_allowed(websocket: WebSocket, admitted: Admitted) -> Callable[[], CloseCode | None]:
    """Looks again, time after time: answers with a close code once the reader may look no longer."""
    access = surroundings_of(websocket).access
    identity, running, view = admitted.identity, admitted.office, admitted.view

    def look() -> CloseCode | None:
        if identity is not None and not access.is_valid(identity):
            return CloseCode.NO_IDENTITY
        if identity is not None and not reaches(websocket, identity, running.id):
            return CloseCode.UNKNOWN  # the office has come to another territory
        if isinstance(view, DeskView) and not _own_desk(running, view.desk, identity):
            return CloseCode.NOT_ALLOWED
        if isinstance(view, TicketView) and view.ticket not in running.state.tickets:
            return CloseCode.GONE
        return None

    return look
