"""The rooms' pages and files, handed out: a shell for every address, and what its scripts and styles are.

Knows `Page` and folders; which rooms there are, `app.py` says.
"""

from collections.abc import Callable, Coroutine, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from queue_server.api.permissions import PUBLIC, permits
from queue_server.client.pages import Page

VENDOR = "vendor/"
FOR_A_DAY = "public, max-age=86400"
"""Vendored files change only with a release; a day bounds how long a browser may hold an old one."""

ASK_AGAIN = "no-cache"
"""May be kept, but the browser asks whether it is still the same: pages and scripts of one release belong together."""


class RoomFiles(StaticFiles):
    """A room's folder. Vendored files may be kept for a day, the rest is asked for again by its ETag."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at `path`."""
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = FOR_A_DAY if path.replace("\\", "/").startswith(VENDOR) else ASK_AGAIN
        return answer


def routes_of(pages: Iterable[Page], rooms: Mapping[str, Path]) -> list[BaseRoute]:
    """The routes of all pages, and a folder for each room."""
    shells: list[BaseRoute] = [Route(page.path, _serving(page), methods=["GET"], name=page.path) for page in pages]
    folders: list[BaseRoute] = [
        Mount(f"/assets/{room}", RoomFiles(directory=folder, check_dir=False), name=f"assets {room}")
        for room, folder in rooms.items()
    ]
    return [*shells, *folders]


def _serving(page: Page) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    body = page.html.encode()
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    cache = "no-store" if page.private else ASK_AGAIN

    async def shell(request: Request) -> Response:
        headers = {"ETag": tag, "Cache-Control": cache}
        if _has(request.headers, tag):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=page.media_type)

    return permits(PUBLIC)(shell)


def _has(headers: Headers, tag: str) -> bool:
    known = headers.get("if-none-match", "")
    return tag in (one.strip().removeprefix("W/") for one in known.split(","))
