"""Appointments: booking a slot, checking in, giving the slot back. It is a ticket that has no number yet."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.answers import TicketAnswer
from queue_server.api.bodies import BookBody, NothingBody
from queue_server.api.fields import TicketPath, instant_of
from queue_server.api.first_answer_route import FirstAnswerRoute
from queue_server.api.guard import caller_of
from queue_server.api.permissions import BOOKS, HOLDER, permits
from queue_server.api.reach import reaches
from queue_server.api.scope import office_at, office_holding, ticket_in
from queue_server.api.submitting import presenting_ticket, submit
from queue_server.api.surroundings import surroundings_of
from queue_server.api.ticket_commands import by_holder
from queue_server.client.new_id import new_id
from queue_server.domain import commands
from queue_server.errors import OfficeUnknown, RequestInvalid
from queue_server.projections.ticket import GUESSABLE_LENGTH

router = APIRouter(prefix="/api/v1/appointments", tags=["appointments"], route_class=FirstAnswerRoute)


@router.post("", status_code=201, response_model=TicketAnswer, summary="Book a slot")
@permits(BOOKS)
async def book(request: Request, body: BookBody) -> Response:
    """Inside opening hours, on the office's grid and within its capacity. Keep the id: it is the appointment."""
    caller = caller_of(request)
    if caller.identity is None:
        await surroundings_of(request).flood.booking(request.client.host if request.client is not None else "")
        if body.id is not None and len(body.id) < GUESSABLE_LENGTH:
            raise RequestInvalid(f"An id of your own has at least {GUESSABLE_LENGTH} characters that nobody can guess.")
    elif not reaches(request, caller.identity, body.office):
        raise OfficeUnknown(body.office)
    command = commands.Book(
        ticket=body.id or new_id(),
        topic=body.topic,
        slot_at=instant_of(body.slot),
        category=body.category,
        language=body.language,
    )
    return await submit(request, office_at(request, body.office), command, presenting_ticket(request, caller, 201))


@router.post("/{ticket}/check_in", response_model=TicketAnswer, summary="Here for the appointment")
@permits(HOLDER)
async def check_in(request: Request, ticket: TicketPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """Takes a number and a place in the line, from an hour before the slot."""
    return await _on_appointment(request, ticket, commands.CheckIn(ticket))


@router.post("/{ticket}/cancel", response_model=TicketAnswer, summary="Give the slot back")
@permits(HOLDER)
async def cancel(request: Request, ticket: TicketPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """Somebody else can have it."""
    return await _on_appointment(request, ticket, commands.Cancel(ticket))


async def _on_appointment(request: Request, ticket: str, command: commands.CheckIn | commands.Cancel) -> Response:
    office = office_holding(request, ticket)
    ticket_in(office, ticket)
    caller = caller_of(request)
    if by_holder(caller):
        await surroundings_of(request).flood.visitor(ticket)
    return await submit(request, office, command, presenting_ticket(request, caller))
