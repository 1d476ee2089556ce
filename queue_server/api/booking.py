"""Appointments at one office: what can be booked, and checking in by the code that the visitor was given.

A booked visit has no number yet. Its ticket's id is on the visitor's phone; whoever comes without it has six digits.
"""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from queue_server.api.answers import TicketAnswer
from queue_server.api.bodies import CheckInBody
from queue_server.api.coming_answers import SlotsAnswer
from queue_server.api.fields import LocalDay, OfficePath
from queue_server.api.first_answer_route import FirstAnswerRoute
from queue_server.api.guard import caller_of
from queue_server.api.permissions import CHECKS_IN, KIOSK, PUBLIC, permits
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response, presenting_ticket, submit
from queue_server.api.surroundings import surroundings_of
from queue_server.domain.commands import CheckIn
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.slots import free_slots
from queue_server.domain.ticket import Ticket
from queue_server.errors import Unknown
from queue_server.projections.ticket import check_in_code
from queue_server.projections.wire import instant

router = APIRouter(prefix="/api/v1/offices/{office}", tags=["appointments"], route_class=FirstAnswerRoute)

MOST_DAYS = 31


@router.get("/slots", response_model=SlotsAnswer, summary="What can be booked")
@permits(PUBLIC)
async def slots(
    request: Request,
    office: OfficePath,
    day: Annotated[LocalDay | None, Query(description="The first local date; today where none is named.")] = None,
    days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 14,
) -> Response:
    """Free slots by the office's local date, with the places left in each; null is any number."""
    running = office_at(request, office)
    at = surroundings_of(request).clock()
    first = day if day is not None else date.fromisoformat(local_date(running.state.configured, at))
    wanted = [(first + timedelta(days=count)).isoformat() for count in range(days)]
    return json_response({
        "office": running.id,
        "slot_minutes": running.state.configured.slot_minutes,
        "days": [{"day": one, "slots": _shape(free_slots(running.state, one, at))} for one in wanted],
        "now": instant(at),
    })  # fmt: skip


@router.post("/check_in", response_model=TicketAnswer, summary="Here for an appointment, by its code")
@permits(CHECKS_IN)
async def check_in(request: Request, office: OfficePath, body: CheckInBody) -> Response:
    """The six digits of a booking of today, or its ticket's id as a scanner reads it from the QR code."""
    running = office_at(request, office)
    caller = caller_of(request)
    surroundings = surroundings_of(request)
    if caller.role == KIOSK and caller.identity is not None:
        await surroundings.flood.code(caller.identity.subject)
    ticket = _booked_under(running.state, body.code, surroundings.clock())
    return await submit(request, running, CheckIn(ticket.id), presenting_ticket(request, caller))


def _shape(free: list[tuple[Instant, int | None]]) -> list[dict[str, object]]:
    return [{"slot": instant(slot), "left": left} for slot, left in free]


def _booked_under(office: Office, code: str, at: Instant) -> Ticket:
    known = office.tickets.get(code)
    if known is not None and known.slot_at is not None:
        return known
    config = office.configured
    # Of today, or near enough to check in although midnight lies between.
    soon_at = at + config.limits.check_in_early_s * SECOND
    days = {local_date(config, at), local_date(config, soon_at)}
    found = [
        ticket
        for ticket in office.open_tickets()
        if ticket.slot_at is not None
        and check_in_code(ticket.id) == code
        and local_date(config, ticket.slot_at) in days
    ]
    if len(found) != 1:
        raise Unknown("No appointment of today has this code.", code="appointment_unknown")
    return found[0]
