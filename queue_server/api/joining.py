"""Taking a ticket on one's own phone: by the code on the hall's screens, where the office allows it.

A phone is nobody the server knows; that its holder stands in the hall is what the code says. It changes every few
minutes (see `access.hall_codes`), and what comes through it is limited by address and by office.
"""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.api.bodies import IssueBody
from queue_server.api.coming_answers import JoinAnswer, JoinHeldAnswer
from queue_server.api.fields import HallCodePath, OfficePath
from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import PUBLIC, SHOWS_JOINING, permits
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import address_of, client_of, surroundings_of
from queue_server.errors import NotAllowed, NotIdentified, RequestError, RequestInvalid, Unknown
from queue_server.offices.running import RunningOffice
from queue_server.projections.ticket import GUESSABLE_LENGTH

NOT_OFFERED = "This office gives no tickets to phones."

router = APIRouter(prefix="/api/v1/offices", tags=["tickets"], route_class=GuardedRoute)


@router.get("/{office}/join", response_model=JoinAnswer, summary="The code that a hall's screen shows")
@permits(SHOWS_JOINING)
async def shown(request: Request, office: OfficePath) -> Response:
    """For boards and kiosks: where a phone takes a ticket. Ask again after `lasts_s`; it is good for one turn more."""
    running = office_at(request, office)
    if not running.state.configured.phone_join:
        raise Unknown(NOT_OFFERED, code="join_not_offered")
    code, lasts_s = surroundings_of(request).hall_codes.code(running.id)
    url = f"{address_of(request)}/join/{running.id}?code={code}"
    return json_response({"code": code, "url": url, "lasts_s": lasts_s})


@router.get("/{office}/join/{code}", response_model=JoinHeldAnswer, summary="Is this code good?")
@permits(PUBLIC)
async def held(request: Request, office: OfficePath, code: HallCodePath) -> Response:
    """What a phone asks before its holder chooses: a photograph of yesterday's screen is told so at once."""
    surroundings = surroundings_of(request)
    await surroundings.flood.sign_in(client_of(request))
    running = office_at(request, office)
    _check(request, running, code, Unknown)
    return json_response({"office": running.id})


async def let_phone_take(request: Request, running: RunningOffice, body: IssueBody) -> None:
    """Lets a phone with a good code take a ticket, as often as is sensible."""
    if body.join is None:
        raise NotIdentified("Say who you are, or take the code from the hall's screen.")
    if body.id is not None and len(body.id) < GUESSABLE_LENGTH:
        raise RequestInvalid(f"An id of your own has at least {GUESSABLE_LENGTH} characters that nobody can guess.")
    flood = surroundings_of(request).flood
    await flood.phone(client_of(request))
    _check(request, running, body.join, NotAllowed)
    await flood.ticket_by_phone(running.id)  # last: who is not in the hall uses up nothing of it


def _check(request: Request, running: RunningOffice, code: str, refused: type[RequestError]) -> None:
    if not running.state.configured.phone_join:
        raise refused(NOT_OFFERED, code="join_not_offered")
    if not surroundings_of(request).hall_codes.holds(running.id, code):
        raise refused("This code is no longer shown: scan the one on the hall's screen.", code="join_code_invalid")
