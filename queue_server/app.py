"""The application as it is put together: routes, pages, and the layers before them. `build` touches nothing.

What is opened for it and closed again in order is in `starting`. Together they are the composition root, the only ones
that know every room.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

import analytics.pages
import display.pages
import kiosk.pages
import queue_server.console.pages
from display.voice import Voice, routes
from queue_server.api import (
    alert_channels,
    alerts,
    appointments,
    booking,
    day,
    desk_commands,
    devices,
    events,
    figures,
    following,
    health,
    joining,
    office_commands,
    offices,
    outlook,
    people,
    provider,
    qr,
    reports,
    schedules,
    second_factor,
    session,
    speech,
    staffing,
    staffing_calendar,
    staffing_people,
    stream,
    ticket_commands,
    tickets,
)
from queue_server.api.edge import Edge
from queue_server.api.guard import GuardedRoute
from queue_server.api.known_paths import KnownPaths
from queue_server.api.openapi import OPENAPI_PATH, publish, published
from queue_server.api.pages import routes_of
from queue_server.api.permissions import PUBLIC, permits
from queue_server.api.problems import Answering
from queue_server.settings import Settings
from queue_server.starting import Clock, now, started

ROUTERS = (
    tickets.router,
    desk_commands.router,
    ticket_commands.router,
    offices.router,
    office_commands.router,
    joining.router,
    following.router,
    stream.router,
    appointments.router,
    booking.router,
    events.router,
    session.router,
    second_factor.router,
    provider.router,
    speech.router,
    devices.router,
    people.router,
    alerts.router,
    figures.router,
    day.router,
    day.several,
    outlook.router,
    reports.router,
    staffing.router,
    staffing_people.router,
    staffing_calendar.router,
    schedules.router,
    alert_channels.router,
    qr.router,
    health.router,
)
"""The busiest first: routes are tried in order."""

PAGES = (*queue_server.console.pages.PAGES, *kiosk.pages.PAGES, *display.pages.PAGES, *analytics.pages.PAGES)

ROOMS = {
    "web": "queue_server.client",
    "console": "queue_server.console",
    "kiosk": "kiosk",
    "display": "display",
    "analytics": "analytics",
}
"""Folders of scripts and styles by the room's name, each `web` in its package."""


class QueueServer(FastAPI):
    """FastAPI's routes and contract behind our own layers: even what goes wrong leaves as a careful answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Straight to our own layers, once they are built."""
        if scope["type"] == "lifespan" or self.middleware_stack is None:
            await super().__call__(scope, receive, send)
        else:
            scope["app"] = self
            await self.middleware_stack(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """A few layers for requests; sockets go through the framework's own."""
        return Edge(
            KnownPaths(Answering(AsyncExitStackMiddleware(self.router), lost=queue_server.console.pages.NOT_FOUND)),
            sockets=super().build_middleware_stack(),
            stopping=lambda: bool(self.state.stopping),
        )


def build(settings: Settings, *, clock: Clock = now) -> QueueServer:
    """The application. Opens nothing until it is started."""

    @asynccontextmanager
    async def lifespan(app: QueueServer) -> AsyncIterator[None]:
        async with started(app):
            yield

    app = QueueServer(
        title="queue-server",
        version=version("queue-server"),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.settings = settings
    app.state.clock = clock
    app.state.stopping = False
    app.state.end = lambda: setattr(app.state, "stopping", True)
    app.state.voice = Voice()
    for router in (*ROUTERS, routes(app.state.voice, permits(PUBLIC), GuardedRoute)):
        app.router.routes.extend(router.routes)  # flat: a router within a router would be searched twice
    app.router.routes.append(Route(OPENAPI_PATH, _openapi_of(app), methods=["GET"], include_in_schema=False))
    rooms = {room: Path(str(files(package))) / "web" for room, package in ROOMS.items()}
    pages = (*PAGES, queue_server.console.pages.API) if settings.docs else PAGES
    app.router.routes.extend(routes_of(pages, rooms))
    publish(app)
    return app


def _openapi_of(app: FastAPI) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    making, body = asyncio.Lock(), b""

    @permits(PUBLIC)
    async def contract(request: Request) -> Response:  # noqa: ARG001
        nonlocal body
        async with making:
            if not body:
                body = bytes((await asyncio.to_thread(JSONResponse, await published(app))).body)
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-cache"})

    return contract
