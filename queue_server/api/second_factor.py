"""One's own second factor: set up, given up, its recovery codes. Each call proves anew who it is, by password and code.

No answer is kept for a repeat: it holds what is told once.
"""

from base64 import b64encode
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.access import cookies
from queue_server.api.access_answers import (
    RecoveryCodesAnswer,
    SecondFactorAnswer,
    SecondFactorSetAnswer,
    ShownSecretAnswer,
)
from queue_server.api.access_bodies import BothFactorsBody, PasswordOfBody
from queue_server.api.guard import GuardedRoute, caller_of
from queue_server.api.permissions import PUBLIC, SUPERVISES, permits
from queue_server.api.problems import MAY_BE_MISSING
from queue_server.api.qr import SVG, drawn
from queue_server.api.session import session_shape
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import address_of, client_of, secure, surroundings_of
from queue_server.errors import Unknown
from queue_server.projections.wire import instant_or_null

router = APIRouter(prefix="/api/v1/session/second_factor", tags=["session"], route_class=GuardedRoute)

PERSON = "person:"
PRODUCT = "queue-server"


@router.get("", response_model=SecondFactorAnswer, summary="One's own second factor", responses=MAY_BE_MISSING)
@permits(SUPERVISES)
async def state(request: Request) -> Response:
    """Whether one is set, and how many recovery codes are left."""
    identity = caller_of(request).identity
    if identity is None or not identity.subject.startswith(PERSON):
        raise Unknown("A token has no second factor.", code="person_unknown")
    found = await surroundings_of(request).access.second_factor_state(identity.subject.removeprefix(PERSON))
    return json_response({
        "policy": found.policy, "set_at": instant_or_null(found.set_at),
        "recovery_codes_count": found.recovery_codes_count,
    })  # fmt: skip


@router.post("/begin", response_model=ShownSecretAnswer, summary="A secret for an authenticator app")
@permits(PUBLIC)
async def begin(request: Request, body: PasswordOfBody) -> Response:
    """Counts once `set` has seen a code of it, within ten minutes. Told once."""
    address = await _admitted(request)
    surroundings = surroundings_of(request)
    issuer = urlsplit(address_of(request)).hostname or PRODUCT  # short, so that the picture stays coarse
    shown = await surroundings.access.begin_second_factor(body.login, body.password, address, issuer=issuer)
    return json_response({"secret": shown.letters, "address": shown.address, "picture": _picture(shown.address)})


@router.post("/set", response_model=SecondFactorSetAnswer, summary="The first code of the app")
@permits(PUBLIC)
async def set_(request: Request, body: BothFactorsBody) -> Response:
    """From now on codes are asked for. Signs in here, and out everywhere else; recovery codes are told once."""
    address = await _admitted(request)
    session, codes = await surroundings_of(request).access.set_second_factor(
        body.login, body.password, body.code, address,
        previous=cookies.found(request.cookies, cookies.SESSION, secure=secure(request)),
    )  # fmt: skip
    shape = session_shape(session.identity, demo=surroundings_of(request).demo)
    answer = json_response({"recovery_codes": codes, "session": shape})
    answer.headers["Set-Cookie"] = cookies.setting(cookies.SESSION, session.id, secure=secure(request))
    return answer


@router.post("/recovery_codes", response_model=RecoveryCodesAnswer, summary="New recovery codes")
@permits(PUBLIC)
async def recovery_codes(request: Request, body: BothFactorsBody) -> Response:
    """In place of those before. Told once."""
    address = await _admitted(request)
    access = surroundings_of(request).access
    codes = await access.renew_recovery_codes(body.login, body.password, body.code, address)
    return json_response({"recovery_codes": codes})


@router.post("/remove", status_code=204, summary="No second factor any more")
@permits(PUBLIC)
async def remove(request: Request, body: BothFactorsBody) -> Response:
    """Ends the person's sessions. Where one is required, the next sign-in sets up another."""
    address = await _admitted(request)
    await surroundings_of(request).access.remove_second_factor(body.login, body.password, body.code, address)
    return Response(status_code=204)


async def _admitted(request: Request) -> str:
    """The caller's address, if not too many have tried from it."""
    address = client_of(request)
    await surroundings_of(request).flood.sign_in(address)
    return address


def _picture(text: str) -> str:
    """The QR code as an address of a picture: the secret must not stand in an address that is asked for."""
    return f"data:{SVG};base64,{b64encode(drawn(text)).decode()}"
