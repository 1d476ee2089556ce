"""The way to a route that was found before, without searching for it again.

The framework tries every route's expression on every path, in some layers that only its own kind of routes needs. A
kiosk asks for the same few paths all day: which guarded route serves them is remembered, and that route answers its
own errors, so nothing of what lies between is needed for it.
"""

from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from queue_server.api.guard import GuardedRoute

MOST_KNOWN = 10_000
"""Offices times desks times calls of a large organisation; beyond it everything is searched for anew."""

OF_MANY = "ticket"
"""A word of paths of which there are too many to know: every visitor has one of their own."""


class KnownPaths:
    """Goes straight to the guarded route of a path that `app` has served before; all else is `app`'s."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._known: dict[tuple[str, str], tuple[GuardedRoute, dict[str, str]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        asked = (scope["method"], scope["path"])
        known = self._known.get(asked)
        if known is not None and not scope.get("root_path"):
            route, words = known
            scope.update(route=route, endpoint=route.endpoint, path_params=words.copy())
            await route.app(scope, receive, send)
            return
        await self._app(scope, receive, send)
        route_found: BaseRoute | None = scope.get("route")
        if isinstance(route_found, GuardedRoute) and OF_MANY not in scope["path_params"]:
            self._remember(asked, route_found, scope["path_params"])

    def _remember(self, asked: tuple[str, str], route: GuardedRoute, words: dict[str, str]) -> None:
        if asked[0] not in (route.methods or ()):  # found by its path alone: the answer was that the method is another
            return
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[asked] = (route, words.copy())
