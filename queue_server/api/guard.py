"""The door of every route: who is it, may they, and did a browser send this from a foreign page?

Deny by default: a route whose function declares no permission cannot even be built. Knows roles and headers; whose desk
or ticket it is, `scope` looks at with the office at hand.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from queue_server.access.identity import Identity
from queue_server.api.edge import given_whole
from queue_server.api.fields import KEY_LENGTH
from queue_server.api.permissions import Permission, permission_of
from queue_server.api.problems import answer_in, problem
from queue_server.api.reach import reaches
from queue_server.api.reading import Words
from queue_server.api.surroundings import client_of, headers_of, secure, surroundings_of
from queue_server.errors import IdempotencyKeyInvalid, NotAllowed, NotIdentified, OfficeUnknown, RequestForeign

Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = frozenset({"127.0.0.1", "::1"})
PASSED_ON = (b"forwarded", b"via", b"x-real-ip", b"x-forwarded-")
"""How headers begin that many proxies add: a request with one was sent by another than the address it comes from.
A bare proxy adds none, and nothing tells its requests from the machine's own (docs/operating.md)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sent this request, and under which key."""

    identity: Identity | None
    key: str | None

    @property
    def subject(self) -> str:
        """The name that the log knows the caller by."""
        return self.identity.subject if self.identity is not None else "visitor"

    @property
    def role(self) -> str | None:
        """The caller's role, or None where nobody said who they are."""
        return str(self.identity.role) if self.identity is not None else None


Headers: TypeAlias = dict[bytes, bytes]
"""A request's headers by name (see `headers_of`)."""


class GuardedRoute(APIRoute):
    """A route that lets nobody in but those its function permits.

    What FastAPI makes of the function, and of the models of its answers, describes the route and does not run it: it is
    made once somebody asks for the contract, and no start waits for it (docs/adr/0340). Hence it stands in a table of
    routes itself; a router that takes in another would ask for what is not there.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **words: Any) -> None:
        Route.__init__(self, path, endpoint, name=words.get("name"))
        self.methods = {method.upper() for method in words.get("methods") or ("GET",)}
        self._words = words
        self.app = _as_application(self.get_route_handler())

    def described(self) -> APIRoute:
        """The route as FastAPI describes it."""
        return APIRoute(self.path, self.endpoint, **self._words)

    def get_route_handler(self) -> Handler:
        """The handler with the door before it."""
        permission = permission_of(self.endpoint)
        if permission is None:
            raise TypeError(f"{self.endpoint.__qualname__} serves {self.path} without declaring who may use it")
        handler = self.inner_handler()
        unsafe = not set(self.methods or ()) <= SAFE_METHODS

        async def guarded(request: Request) -> Response:
            headers = headers_of(request)
            if unsafe:
                if b"authorization" not in headers:
                    refuse_foreign(request, headers)
                refusal = _refusal_of_form(headers)
                if refusal is not None:
                    return refusal
            identity = await identify(request, headers)
            try:
                _admit(permission, identity, request)
            except NotAllowed:
                await surroundings_of(request).access.denied(identity, self.path, address=client_of(request))
                raise
            office = request.path_params.get("office")
            if identity is not None and office is not None and not reaches(request, identity, office):
                raise OfficeUnknown(str(office))
            request.scope["caller"] = Caller(identity, _key(headers.get(b"idempotency-key")))
            return await handler(request)

        return guarded

    def inner_handler(self) -> Handler:
        """What is behind the door: the words are read, the function serves.

        How they are read is found out at the first request: a hall uses a few of the hundred routes.
        """
        words = cache(lambda: Words(self.endpoint, frozenset(self.param_convertors)))
        endpoint = self.endpoint

        async def serving(request: Request) -> Response:
            answer: Response = await endpoint(**await words().read(request))
            return answer

        return serving


def _as_application(handler: Handler) -> ASGIApp:
    """The handler as ASGI, every error answered."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            answer = await handler(request)
        except ClientDisconnect:
            return
        except Exception as error:
            answer = answer_in(request, error)
        if not given_whole(scope, answer):
            await answer(scope, receive, send)

    return serve


def caller_of(request: Request) -> Caller:
    """Who sent this request."""
    caller: Caller = request.scope["caller"]
    return caller


async def identify(request: Request, headers: Headers) -> Identity | None:
    """Who it is: by bearer token, else by cookie. A token that is not valid is refused even where nobody is asked."""
    access = surroundings_of(request).access
    authorization = headers.get(b"authorization")
    if authorization is not None:
        kind, _, token = authorization.decode("latin-1").partition(" ")
        identity = await access.identify_token(token.strip()) if kind.lower() == "bearer" else None
        if identity is None:
            raise NotIdentified("This token is not valid (any more).")
        return identity
    if b"cookie" not in headers:
        return None
    return await access.identify_cookies(request.cookies, secure=secure(request))


def refuse_foreign(request: Request, headers: Headers) -> None:
    """A page of another site must not act through this visitor's browser.

    Programs send neither header and are let through: they carry no one else's cookies.
    """
    own = surroundings_of(request)
    if b"origin" in headers:
        origin = headers[b"origin"].decode("latin-1")
        known = origin in own.allowed_origins or origin == own.public_url
        if known or urlsplit(origin).netloc == headers.get(b"host", b"").decode("latin-1"):
            return
        raise RequestForeign("This request came from another site's page.")
    if headers.get(b"sec-fetch-site") not in (None, b"same-origin", b"none"):
        raise RequestForeign("This request came from another site's page.")


def _refusal_of_form(headers: Headers) -> Response | None:
    """Only JSON is read: what a foreign page's form can send without asking is not JSON."""
    kind = headers.get(b"content-type")
    if kind is None and headers.get(b"content-length") in (None, b"0"):
        return None
    if kind is not None and kind.partition(b";")[0].strip().lower() == b"application/json":
        return None
    return problem(415, "content_type_invalid", "Send JSON: Content-Type: application/json.")


def _admit(permission: Permission, identity: Identity | None, request: Request) -> None:
    if permission.in_demo and surroundings_of(request).demo:
        return
    if identity is None:
        if permission.anybody or permission.holder or permission.by_code:
            return
        if permission.operations and _from_this_machine(request):
            return
        raise NotIdentified("Say who you are: a bearer token, or sign in.")
    if str(identity.role) not in permission.roles:
        raise NotAllowed(f"The role {identity.role} may not do this.")


def _from_this_machine(request: Request) -> bool:
    """And not passed on by a proxy on it, as far as a usual header says so."""
    if request.client is None or request.client.host not in LOOPBACK:
        return False
    return not any(name.startswith(PASSED_ON) for name in headers_of(request))


def _key(said: bytes | None) -> str | None:
    if said is None:
        return None
    text = said.decode("latin-1")
    if not 0 < len(text) <= KEY_LENGTH or not text.isprintable():
        raise IdempotencyKeyInvalid(f"An Idempotency-Key has 1 to {KEY_LENGTH} printable characters.")
    return text
