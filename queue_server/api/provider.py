"""Signing in by the organisation's own provider: the way there, the way back, and which ways there are.

The browser comes back from another site, so nothing of ours that is strictly ours comes with it: what was begun here is
known by a cookie of its own, which lives for the way there and back.
"""

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from queue_server.access import cookies
from queue_server.access.oidc import PENDING_LASTS_S
from queue_server.api.access_answers import WaysInAnswer
from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import PUBLIC, permits
from queue_server.api.problems import MAY_BE_MISSING
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import address_of, client_of, secure, surroundings_of
from queue_server.errors import RequestError, TooManyRequests, Unknown

CALLBACK = "/api/v1/session/provider/callback"
SIGN_IN_PAGE = "/sign-in"
HOME = "/"
LONGEST_ANSWER = 4096

router = APIRouter(prefix="/api/v1/session", tags=["session"], route_class=GuardedRoute)

NextQuery = Annotated[str, Query(max_length=500, description="The page of this server to go on to.")]


@router.get("/ways", response_model=WaysInAnswer, summary="How people sign in here")
@permits(PUBLIC)
async def ways(request: Request) -> Response:
    """By a password, by the organisation's own sign-in (its name), or both."""
    entering = surroundings_of(request).entering
    return json_response({"passwords": entering.passwords, "provider": entering.name if entering.provider else None})


@router.get("/provider", status_code=303, response_class=RedirectResponse, summary="Sign in at the provider")
@permits(PUBLIC)
async def depart(request: Request, next: NextQuery = HOME) -> Response:  # noqa: A002 - the word of the query
    """Leads there. Comes back to `/sign-in?trouble=…` where the provider cannot be asked."""
    surroundings = surroundings_of(request)
    provider = surroundings.entering.provider
    if provider is None:
        raise Unknown("There is no sign-in provider here.", code="provider_unknown")
    try:
        await surroundings.flood.sign_in(client_of(request))
        departure = await provider.depart(f"{address_of(request)}{CALLBACK}", _own_page(next))
    except RequestError as problem:
        return _back(problem)
    answer = RedirectResponse(departure.address, status_code=303, headers={"Cache-Control": "no-store"})
    answer.headers["Set-Cookie"] = cookies.setting(
        cookies.DEPARTED, departure.binding, secure=secure(request), lasts_s=PENDING_LASTS_S, same_site="Lax"
    )
    return answer


@router.get(
    "/provider/callback", status_code=303, response_class=RedirectResponse, summary="Back from the provider",
    responses=MAY_BE_MISSING,
)  # fmt: skip
@permits(PUBLIC)
async def arrive(request: Request) -> Response:
    """Signs in whom the provider vouches for; leads on to the page that was asked for, or back to signing in."""
    surroundings = surroundings_of(request)
    entering = surroundings.entering
    if entering.provider is None:
        raise Unknown("There is no sign-in provider here.", code="provider_unknown")
    address = client_of(request)
    try:
        await surroundings.flood.sign_in(address)
        answer = {name: value for name, value in request.query_params.items() if len(value) <= LONGEST_ANSWER}
        binding = cookies.found(request.cookies, cookies.DEPARTED, secure=secure(request))
        arrival = await entering.provider.arrive(answer, binding)
        session = await surroundings.access.sign_in_by_provider(
            arrival, entering.roles, address,
            previous=cookies.found(request.cookies, cookies.SESSION, secure=secure(request)),
        )  # fmt: skip
    except RequestError as problem:
        return _back(problem)
    response = RedirectResponse(_own_page(arrival.next_page), status_code=303, headers={"Cache-Control": "no-store"})
    response.headers.append("Set-Cookie", cookies.setting(cookies.SESSION, session.id, secure=secure(request)))
    response.headers.append("Set-Cookie", cookies.clearing(cookies.DEPARTED, secure=secure(request)))
    return response


def _own_page(page: str) -> str:
    """The page if it is one of this server, else the home page: nobody is led on to another site."""
    parts = urlsplit(page)
    own = page.startswith("/") and not parts.scheme and not parts.netloc and page.isprintable() and "\\" not in page
    return page if own and not page.startswith("//") else HOME


def _back(problem: RequestError) -> Response:
    code = "sign_in_too_often" if isinstance(problem, TooManyRequests) else problem.code
    return RedirectResponse(
        f"{SIGN_IN_PAGE}?trouble={quote(code)}", status_code=303, headers={"Cache-Control": "no-store"}
    )
