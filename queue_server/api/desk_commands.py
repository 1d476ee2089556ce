"""What a manager does at a desk: open, call, pause, close."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.answers import CalledAnswer, DeskAnswer
from queue_server.api.bodies import CallBody, NothingBody, OpenDeskBody, ReasonBody, TopicsBody
from queue_server.api.fields import DeskPath, OfficePath
from queue_server.api.first_answer_route import FirstAnswerRoute
from queue_server.api.guard import caller_of
from queue_server.api.permissions import DESK, MANAGER, permits
from queue_server.api.presenting import desk_shape, encode, ticket_shape
from queue_server.api.scope import at_own_desk, office_at
from queue_server.api.submitting import submit
from queue_server.api.surroundings import address_of, surroundings_of
from queue_server.domain import commands
from queue_server.domain.calling import CALLABLE
from queue_server.domain.commands import Command
from queue_server.domain.office import Desk, Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket
from queue_server.errors import DeskUnknown, NotAllowed, RequestInvalid, TicketUnknown
from queue_server.offices.answers import Outcome, Present
from queue_server.offices.running import RunningOffice
from queue_server.projections.office_at import OfficeAt

router = APIRouter(prefix="/api/v1/offices/{office}/desks/{desk}", tags=["desks"], route_class=FirstAnswerRoute)


@router.post("/open", response_model=DeskAnswer, summary="Sit down")
@permits(DESK)
async def open_desk(request: Request, office: OfficePath, desk: DeskPath, body: OpenDeskBody | None = None) -> Response:
    """Opens the desk with all topics of the manager that the office has. Nobody named: whoever is signed in."""
    running = _desk(request, office, desk)
    caller = caller_of(request)
    own = caller.identity.manager if caller.identity is not None else None
    named = body.manager if body is not None else None
    if caller.role == MANAGER and own is not None and named not in (None, own):
        raise NotAllowed("A manager opens a desk for themselves.")
    return await submit(request, running, commands.OpenDesk(desk=desk, manager=named or own), _presenting_desk(desk))


@router.post("/close", response_model=DeskAnswer, summary="Leave the desk")
@permits(DESK)
async def close_desk(
    request: Request,
    office: OfficePath,
    desk: DeskPath,
    body: NothingBody | None = None,  # noqa: ARG001
) -> Response:
    """Refused while a visitor is at the desk."""
    return await _on_desk(request, office, desk, commands.CloseDesk(desk))


@router.post("/call_next", response_model=CalledAnswer, summary="Call whoever is next")
@permits(DESK)
async def call_next(
    request: Request,
    office: OfficePath,
    desk: DeskPath,
    body: NothingBody | None = None,  # noqa: ARG001
) -> Response:
    """`{"ticket": null}` where nobody is eligible here now: an answer, not an error."""
    running = _desk(request, office, desk)
    return await submit(request, running, commands.CallNext(desk), _presenting_called(request))


@router.post("/call", response_model=CalledAnswer, summary="Call this very ticket")
@permits(DESK)
async def call(request: Request, office: OfficePath, desk: DeskPath, body: CallBody) -> Response:
    """By id or by today's number. Out of turn it takes a reason, and is counted."""
    running = _desk(request, office, desk)
    if (body.ticket is None) == (body.number is None):
        raise RequestInvalid("Name the ticket by either “ticket” or “number”.")
    at = surroundings_of(request).clock()
    ticket = body.ticket or ticket_numbered(running.state, body.number or "", at)
    command = commands.Call(desk=desk, ticket=ticket, reason=body.reason)
    return await submit(request, running, command, _presenting_called(request))


@router.post("/start_break", response_model=DeskAnswer, summary="Pause")
@permits(DESK)
async def start_break(request: Request, office: OfficePath, desk: DeskPath, body: ReasonBody | None = None) -> Response:
    """The reason `back_office` says that it is work away from visitors, and not rest."""
    return await _on_desk(request, office, desk, commands.StartBreak(desk, body.reason if body is not None else None))


@router.post("/end_break", response_model=DeskAnswer, summary="Go on")
@permits(DESK)
async def end_break(
    request: Request,
    office: OfficePath,
    desk: DeskPath,
    body: NothingBody | None = None,  # noqa: ARG001
) -> Response:
    """Back at the desk, ready to call."""
    return await _on_desk(request, office, desk, commands.EndBreak(desk))


@router.post("/set_topics", response_model=DeskAnswer, summary="Choose what this desk serves")
@permits(DESK)
async def set_topics(request: Request, office: OfficePath, desk: DeskPath, body: TopicsBody) -> Response:
    """Within the manager's skills; an empty list serves nobody but those who are called by number."""
    return await _on_desk(request, office, desk, commands.SetTopics(desk=desk, topics=body.topics))


def ticket_numbered(office: Office, number: str, at: int) -> str:
    """The id of the ticket with this number that can be called, of last evening where an office is open past midnight;
    else of today's, which the domain will say why it cannot. Numbers come again every day.
    """
    today = local_date(office.configured, at)
    latest = _latest(number, office.tickets.at_hand())
    if latest is None or latest.state not in CALLABLE:
        latest = _latest(number, office.tickets.values())
    if latest is None or (
        latest.state not in CALLABLE and local_date(office.configured, latest.issued_at or 0) != today
    ):
        raise TicketUnknown(number)
    return latest.id


def _latest(number: str, tickets: Iterable[Ticket]) -> Ticket | None:
    found = [ticket for ticket in tickets if ticket.number == number and ticket.issued_at is not None]
    return max(found, key=lambda ticket: (ticket.state in CALLABLE, ticket.order), default=None)


def _desk(request: Request, office: str, desk: str) -> RunningOffice:
    running = office_at(request, office)
    if desk not in running.state.desks:
        raise DeskUnknown(desk)
    at_own_desk(caller_of(request), running.state, desk)
    return running


async def _on_desk(request: Request, office: str, desk: str, command: Command) -> Response:
    return await submit(request, _desk(request, office, desk), command, _presenting_desk(desk))


def _presenting_desk(desk: str) -> Present:
    def present(outcome: Outcome) -> tuple[int, bytes]:
        # A desk that the organisation no longer names is gone once it is closed.
        return 200, encode(desk_shape(outcome.office, outcome.office.desks.get(desk, Desk(desk))))

    return present


def _presenting_called(request: Request) -> Present:
    estimator = surroundings_of(request).estimator
    address = address_of(request)

    def present(outcome: Outcome) -> tuple[int, bytes]:
        if outcome.ticket is None:
            return 200, encode({"ticket": None})
        moment = OfficeAt(outcome.office, outcome.at, estimator)
        return 200, encode({"ticket": ticket_shape(moment, outcome.ticket, address, with_category=True)})

    return present
