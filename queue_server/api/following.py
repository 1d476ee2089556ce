"""Opening one's ticket without a camera: the number and the four letters of the slip, typed on a phone.

The letters are few (see `projections.ticket.short_code`), so they prove something only together with a number, only of
a visit that goes on or may be resumed, and only a few times: each wrong one counts, by place, ticket and office.
Everything that is not right has the same answer. Nothing is changed, so a repeat is answered anew, as a GET is.
"""

import hmac
import re

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.answers import TicketAnswer
from queue_server.api.bodies import FollowBody
from queue_server.api.fields import OfficePath
from queue_server.api.guard import GuardedRoute
from queue_server.api.links import link_opens
from queue_server.api.permissions import PUBLIC, permits
from queue_server.api.presenting import ticket_shape
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import address_of, client_of, surroundings_of
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import OPEN_STATES, Ticket, TicketState
from queue_server.errors import Unknown
from queue_server.organisation.prefixes import seen_as
from queue_server.projections.office_at import OfficeAt
from queue_server.projections.ticket import short_code

router = APIRouter(prefix="/api/v1/offices", tags=["tickets"], route_class=GuardedRoute)

_NUMBER = re.compile(r"(\D*)0*(\d+)")


@router.post("/{office}/follow", response_model=TicketAnswer, summary="Open a ticket by its number and short code")
@permits(PUBLIC)
async def follow(request: Request, office: OfficePath, body: FollowBody) -> Response:
    """For who cannot scan the slip. Either alphabet and case, or digits alone; after a few wrong codes, none."""
    running, surroundings = office_at(request, office), surroundings_of(request)
    number, now = _as_read(body.number), surroundings.clock()
    found = _numbered(running.state, number, now)
    address, wrongs = client_of(request), surroundings.flood.slip_codes
    # A number that nobody has is counted like one that somebody has: for its day.
    counted: list[tuple[str, ...]] = [(one.id,) for one in found] or [
        ("", local_date(running.state.configured, now), number)
    ]
    wrongs.check(address, running.id, counted, now)
    typed = _read(body.code)
    # All are compared, and one where there is none: the time of the answer does not say whether there is such a number.
    codes = [_read(short_code(one.id)) for one in found] or [_read(short_code(""))]
    right = [hmac.compare_digest(code, typed) for code in codes]
    ticket = next((one for one, fits in zip(found, right, strict=False) if fits), None)
    if ticket is None:
        wrongs.wrong(address, running.id, counted, now)
        raise Unknown("No visit that goes on has this number and this code.", code="slip_unknown")
    await surroundings.flood.visitor(ticket.id)
    moment = OfficeAt(running.state, now, surroundings.estimator)
    return json_response(ticket_shape(moment, ticket, address_of(request), with_category=False))


def _numbered(office: Office, number: str, now: Instant) -> list[Ticket]:
    """The visits of this number that go on or may be resumed, the newest first; digits alone stand for any prefix."""
    found = [
        ticket
        for ticket in office.tickets.at_hand()
        if ticket.number is not None
        and _fits(number, _as_read(ticket.number))
        and (ticket.state in OPEN_STATES or _resumable(office, ticket, now))
        and link_opens(office, ticket.id, now)
    ]
    return sorted(found, key=lambda ticket: ticket.issued_at or 0, reverse=True)


def _resumable(office: Office, ticket: Ticket, now: Instant) -> bool:
    grace_ms = office.configured.limits.restore_grace_s * SECOND
    return ticket.state is TicketState.NO_SHOW and not ticket.restore_used and now <= ticket.since_at + grace_ms


def _fits(typed: str, number: str) -> bool:
    return typed == number or (
        typed.isdigit() and (whole := _NUMBER.fullmatch(number)) is not None and whole[2] == typed
    )


def _as_read(number: str) -> str:
    """The number as the eye has it: one alphabet, no spaces, no leading noughts."""
    read = _read(number).decode()
    whole = _NUMBER.fullmatch(read)
    return f"{whole[1]}{whole[2]}" if whole is not None else read


def _read(text: str) -> bytes:
    return "".join(sign for sign in seen_as(text) if sign.isalnum()).encode()
