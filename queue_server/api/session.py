"""Signing in and out, and who the server takes the caller for.

No answer is kept for a repeat: a code that was used would open the door again.
"""

from fastapi import APIRouter, Request
from starlette.responses import Response

from queue_server.access import cookies
from queue_server.access.identity import Identity
from queue_server.access.sessions import Session
from queue_server.api.access_answers import SessionAnswer
from queue_server.api.access_bodies import FirstAdminBody, SignInBody
from queue_server.api.guard import GuardedRoute, caller_of
from queue_server.api.permissions import PUBLIC, permits
from queue_server.api.problems import problem
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, secure, surroundings_of

router = APIRouter(prefix="/api/v1/session", tags=["session"], route_class=GuardedRoute)

CLEAR = '"cache"'
"""What a browser shall forget when somebody signs out; the device's own cookie and settings stay."""


@router.get("", response_model=SessionAnswer, summary="Who am I?")
@permits(PUBLIC)
async def who(request: Request) -> Response:
    """401 where nobody is signed in and the device is not known; `demo` says whether anybody may let a device in."""
    identity = caller_of(request).identity
    demo = surroundings_of(request).demo
    if identity is None:
        return problem(
            401, "identity_required", "Nobody is signed in here.", headers={"WWW-Authenticate": "Bearer"}, demo=demo
        )
    return json_response(session_shape(identity, demo=demo))


@router.post("", response_model=SessionAnswer, summary="Sign in")
@permits(PUBLIC)
async def sign_in(request: Request, body: SignInBody) -> Response:
    """Sets the session's cookie. What was wrong is not said. A repeat is a new session in place of the one before.

    Where the person has a second factor, the answer to the password alone is `second_factor_required`.
    """
    surroundings = surroundings_of(request)
    address = client_of(request)
    await surroundings.flood.sign_in(address)
    previous = cookies.found(request.cookies, cookies.SESSION, secure=secure(request))
    token = cookies.found(request.cookies, cookies.DEVICE, secure=secure(request))
    device = await surroundings.access.identify_token(token) if token else None
    session = await surroundings.access.sign_in(
        body.login, body.password, address, code=body.code, device=device, previous=previous
    )
    return begun(request, session)


@router.post("/first_admin", response_model=SessionAnswer, summary="The first administrator")
@permits(PUBLIC)
async def first_admin(request: Request, body: FirstAdminBody) -> Response:
    """By the code that the server printed on its first start, once."""
    surroundings = surroundings_of(request)
    address = client_of(request)
    await surroundings.flood.sign_in(address)
    session = await surroundings.access.first_admin(
        body.code, login=body.login, name=body.name, password=body.password, address=address
    )
    return begun(request, session)


@router.delete("", status_code=204, summary="Sign out")
@permits(PUBLIC)
async def sign_out(request: Request) -> Response:
    """Ends the session, if there is one, and closes what it holds open."""
    session_id = cookies.found(request.cookies, cookies.SESSION, secure=secure(request))
    if session_id is not None:
        await surroundings_of(request).access.sign_out(session_id, address=client_of(request))
    headers = {"Set-Cookie": cookies.clearing(cookies.SESSION, secure=secure(request)), "Clear-Site-Data": CLEAR}
    return Response(status_code=204, headers=headers)


def begun(request: Request, session: Session) -> Response:
    """The answer that carries a new session's cookie."""
    answer = json_response(session_shape(session.identity, demo=surroundings_of(request).demo))
    answer.headers["Set-Cookie"] = cookies.setting(cookies.SESSION, session.id, secure=secure(request))
    return answer


def session_shape(identity: Identity, *, demo: bool) -> dict[str, object]:
    """Who somebody is."""
    return {
        "subject": identity.subject,
        "name": identity.name or None,
        "role": identity.role,
        "office": identity.office,
        "territory": identity.territory,
        "desk": identity.desk,
        "manager": identity.manager,
        "demo": demo,
    }
