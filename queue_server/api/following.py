"""Opening one's ticket without a camera: the number and the four letters of the slip, typed on a phone.

The letters are few (see `projections.ticket.short_code`), so they prove something only together with a number, only of
a visit of today or one that still goes on, and only a few times: each try counts, by address and by ticket, until a
right one. Everything that is not right has the same answer.
"""

import hmac
import re

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.answers import TicketAnswer
from queue_server.api.bodies import FollowBody
from queue_server.api.fields import OfficePath
from queue_server.api.links import link_opens
from queue_server.api.permissions import PUBLIC, permits
from queue_server.api.presenting import ticket_shape
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import address_of, client_of, surroundings_of
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import OPEN_STATES, Ticket
from queue_server.errors import Unknown
from queue_server.organisation.prefixes import seen_as
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.ticket import short_code

router = APIRouter(prefix="/api/v1/offices", tags=["tickets"], route_class=RememberingRoute)

_NUMBER = re.compile(r"(\D*)0*(\d+)")


@router.post("/{office}/follow", response_model=TicketAnswer, summary="Open a ticket by its number and short code")
@permits(PUBLIC)
async def follow(request: Request, office: OfficePath, body: FollowBody) -> Response:
    """For who cannot scan the slip. Either alphabet and case; a few wrong codes of one number, and it takes none."""
    running, surroundings = office_at(request, office), surroundings_of(request)
    number, now = _as_read(body.number), surroundings.clock()
    await surroundings.flood.slip_code(client_of(request), running.id, number)
    ticket = _numbered(running.state, number, now)
    # Compared always: how long the answer takes does not say whether there is such a number.
    right = hmac.compare_digest(_read(short_code(ticket.id if ticket is not None else "")), _read(body.code))
    if ticket is None or not right:
        raise Unknown("No ticket of today has this number and this code.", code="slip_unknown")
    await surroundings.flood.slip_code_right(running.id, number)
    moment = OfficeAt(running.state, now, surroundings.estimator)
    return json_response(ticket_shape(moment, ticket, address_of(request), with_category=False))


def _numbered(office: Office, number: str, now: Instant) -> Ticket | None:
    """The newest ticket of this number whose link works: taken today, or of a visit that outlasts its day."""
    today = local_date(office.configured, now)
    found = [
        ticket
        for ticket in office.tickets.at_hand()
        if ticket.number is not None
        and _as_read(ticket.number) == number
        and (ticket.state in OPEN_STATES or local_date(office.configured, ticket.issued_at or 0) == today)
        and link_opens(office, ticket.id, now)
    ]
    return max(found, key=lambda ticket: ticket.issued_at or 0, default=None)


def _as_read(number: str) -> str:
    """The number as the eye has it: one alphabet, no spaces, no leading noughts."""
    read = _read(number).decode()
    whole = _NUMBER.fullmatch(read)
    return f"{whole[1]}{whole[2]}" if whole is not None else read


def _read(text: str) -> bytes:
    return "".join(sign for sign in seen_as(text) if sign.isalnum()).encode()
