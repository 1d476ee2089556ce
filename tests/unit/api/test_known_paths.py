"""A path is searched for once; what is remembered leads to the same route with the same words, and nothing else."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from queue_server.api import known_paths
from queue_server.api.guard import GuardedRoute
from queue_server.api.known_paths import KnownPaths
from queue_server.api.permissions import PUBLIC, permits

router = APIRouter(route_class=GuardedRoute)


@router.get("/offices/{office}/board")
@permits(PUBLIC)
async def board(request: Request, office: str) -> Response:
    return PlainTextResponse(f"board of {office}, {request.path_params}")


@router.post("/offices/{office}/board")
@permits(PUBLIC)
async def put_board(office: str) -> Response:
    return PlainTextResponse(f"put {office}")


@router.get("/tickets/{ticket}")
@permits(PUBLIC)
async def follow(ticket: str) -> Response:
    return PlainTextResponse(f"ticket {ticket}")


class Surroundings:
    demo = False
    access = None


class App:
    """As much of the application as a guarded route looks at."""

    def __init__(self) -> None:
        self.state = type("State", (), {"surroundings": Surroundings()})()


class Searching:
    """The router, and what was searched for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(f"{scope['method']} {scope['path']}")
        await router.app(scope, receive, send)


async def ask(paths: KnownPaths, method: str, path: str, **more: Any) -> str:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": method, "path": path, "headers": [], "query_string": b"", "app": App(),
        "scheme": "http", "client": ("127.0.0.1", 1), **more,
    }  # fmt: skip
    await paths(scope, receive, send)
    return b"".join(message.get("body", b"") for message in sent).decode()


async def test_a_path_is_searched_for_once() -> None:
    searching = Searching()
    paths = KnownPaths(searching)
    first = [await ask(paths, "GET", f"/offices/{office}/board") for office in ("klin", "istra")]
    again = [await ask(paths, "GET", f"/offices/{office}/board") for office in ("klin", "istra")]
    assert first == again == ["board of klin, {'office': 'klin'}", "board of istra, {'office': 'istra'}"]
    assert searching.asked == ["GET /offices/klin/board", "GET /offices/istra/board"]


async def test_another_method_on_a_known_path_is_another_route() -> None:
    paths = KnownPaths(Searching())
    await ask(paths, "GET", "/offices/klin/board")
    assert await ask(paths, "POST", "/offices/klin/board") == "put klin"
    assert await ask(paths, "POST", "/offices/klin/board") == "put klin"


async def test_every_visitors_path_is_searched_for() -> None:
    searching = Searching()
    paths = KnownPaths(searching)
    for _ in range(2):
        assert await ask(paths, "GET", "/tickets/k3J9") == "ticket k3J9"
    assert len(searching.asked) == 2


async def test_behind_a_prefix_the_router_knows_the_way() -> None:
    searching = Searching()
    paths = KnownPaths(searching)
    await ask(paths, "GET", "/offices/klin/board")
    assert await ask(paths, "GET", "/offices/klin/board", root_path="/queue") == "board of klin, {'office': 'klin'}"
    assert len(searching.asked) == 2


async def test_more_paths_than_are_kept_are_searched_for_anew(monkeypatch: Any) -> None:
    monkeypatch.setattr(known_paths, "MOST_KNOWN", 2)
    searching = Searching()
    paths = KnownPaths(searching)
    for office in ("a", "b", "c", "a"):
        assert (await ask(paths, "GET", f"/offices/{office}/board")).startswith(f"board of {office},")
    assert len(searching.asked) == 4
