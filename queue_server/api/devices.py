"""Devices: letting a kiosk, a board or a desk in by a code, listing them, taking their token back."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.access import cookies
from queue_server.access.identity import Role
from queue_server.access.tokens import Token
from queue_server.api.access_answers import DeviceAnswer, DevicesAnswer, SessionAnswer
from queue_server.api.access_bodies import DeviceBody, EnrolBody
from queue_server.api.bodies import NothingBody
from queue_server.api.fields import TokenPath
from queue_server.api.guard import caller_of
from queue_server.api.permissions import ADMINISTERS, LETS_DEVICES_IN, PUBLIC, permits
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.session import session_shape
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import address_of, client_of, secure, surroundings_of
from queue_server.errors import DeskUnknown
from queue_server.projections.wire import instant, instant_or_null

router = APIRouter(prefix="/api/v1/devices", tags=["devices"], route_class=RememberingRoute)

PAGE_OF_ROLE = {"kiosk": "/kiosk/{office}", "display": "/board/{office}", "manager": "/desk"}


@router.post("", status_code=201, response_model=DeviceAnswer, summary="A code for a device")
@permits(LETS_DEVICES_IN)
async def let_in(request: Request, body: DeviceBody) -> Response:
    """Type the code at the device, or open the address there. Works once, for ten minutes."""
    surroundings = surroundings_of(request)
    caller = caller_of(request)
    if surroundings.demo:
        await surroundings.flood.sign_in(client_of(request))
    office = surroundings.offices.serving(body.office)
    if body.desk is not None and body.desk not in office.state.desks:
        raise DeskUnknown(body.desk)
    code, expires_at = await surroundings.access.create_enrolment(
        Role(body.role), office=body.office, desk=body.desk, by=caller.subject, address=client_of(request)
    )
    page = PAGE_OF_ROLE[body.role].format(office=body.office)
    if body.role == "display" and body.desk is not None:
        page = f"{page}/desk/{body.desk}"
    shape = {"code": code, "url": f"{address_of(request)}{page}#enrol={code}", "expires_at": instant(expires_at)}
    return json_response(shape, 201)


@router.post("/enrol", response_model=SessionAnswer, summary="Let this device in")
@permits(PUBLIC)
async def enrol(request: Request, body: EnrolBody) -> Response:
    """Sets the device's own cookie, which no script can read."""
    surroundings = surroundings_of(request)
    address = client_of(request)
    await surroundings.flood.sign_in(address)
    token, identity = await surroundings.access.enrol(body.code, address=address)
    answer = json_response(session_shape(identity, demo=surroundings.demo))
    answer.headers["Set-Cookie"] = cookies.setting(
        cookies.DEVICE, token, secure=secure(request), lasts_s=cookies.DEVICE_LASTS_S
    )
    return answer


@router.get("", response_model=DevicesAnswer, summary="Devices and programs")
@permits(ADMINISTERS)
async def devices(request: Request) -> Response:
    """Every token ever given, newest first; the tokens themselves are nowhere."""
    given = await surroundings_of(request).access.list_tokens()
    return json_response({"devices": [device_shape(token) for token in given]})


@router.post("/{device}/revoke", status_code=204, summary="Take a device's token back")
@permits(ADMINISTERS)
async def revoke(request: Request, device: TokenPath, body: NothingBody | None = None) -> Response:  # noqa: ARG001
    """What it holds open is closed."""
    caller = caller_of(request)
    await surroundings_of(request).access.revoke_token(device, by=caller.subject, address=client_of(request))
    return Response(status_code=204)


def device_shape(token: Token) -> dict[str, object]:
    """What is known of a token."""
    return {
        "id": token.id,
        "role": token.role,
        "office": token.office,
        "territory": token.territory,
        "desk": token.desk,
        "name": token.name,
        "created_at": instant(token.created_at),
        "created_by": token.created_by,
        "seen_at": instant_or_null(token.seen_at),
        "revoked_at": instant_or_null(token.revoked_at),
    }
