"""An office that does what a test says: the display's real pages and voice, a stream whose messages the test sends.

So a board can be shown twelve calls, a silence of 35 s or a close code without an office that has to be brought there.
"""

import asyncio
import contextlib
import json
import sys
import threading
import time
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import uvicorn
from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from fastapi.responses import HTMLResponse
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

import display
import queue_server.client
from display.pages import PAGES
from display.voice import Voice, routes
from display.voice.engines import TtsEngine
from queue_server.api.edge import CONTENT_SECURITY_POLICY

Row = dict[str, Any]

_HUM = """
import struct, sys, wave
with wave.open(sys.argv[1], "wb") as out:
    out.setnchannels(1); out.setsampwidth(2); out.setframerate(8000)
    out.writeframes(b"".join(struct.pack("<h", 4000 if i % 20 < 10 else -4000) for i in range(1600)))
"""
HUMMER = TtsEngine("hummer", {"ru": (sys.executable, "-c", _HUM, "{out}")})
"""Speaks Russian only, 0.2 s a word, so that a test does not wait for real speech."""


def instant(at_s: float) -> str:
    """RFC 3339 with milliseconds."""
    return datetime.fromtimestamp(at_s, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class ScriptedOffice:
    """The office's rows and everybody who looks at them."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.seq = 0
        self.epoch = "life-1"
        self.refusal: int | None = None
        self.silent = False
        self.port = 0
        self._sockets: set[WebSocket] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    # ---- What a test does -----------------------------------------------------------------------------------------

    def reset(self, **office: Any) -> "ScriptedOffice":
        """A new day: nothing called, nobody waiting, twelve desks of which six are open."""
        self.refusal, self.silent, self.seq = None, False, self.seq + 1
        self.epoch = f"life-{self.seq}"
        self.rows = {
            "office:klin": {
                "kind": "office", "id": "klin", "name": {"ru": "Клин", "en": "Klin", "zh": "克林"}, "open": True,
                "timezone": "Europe/Moscow", "issuing": True, "waiting": 0, "message": {}, "standard_s": 900.0,
                "expected_wait": None, **office,
            }
        }  # fmt: skip
        for number in range(1, 13):
            self._set_desk(str(number), "ready" if number < 7 else "offline", None)
        return self

    def call(self, number: str, desk: str, *, ago_s: float = 0, state: str = "called", calls: int = 1) -> None:
        """`number` is called to `desk`, or was `ago_s` ago."""
        at = instant(time.time() - ago_s)
        before = self.rows.get(f"call:{number}", {})
        called_at = before.get("called_at", at) if calls > 1 else at
        row = {
            "kind": "call", "number": number, "desk": desk, "called_at": called_at, "announced_at": at, "calls": calls,
            "state": state,
        }  # fmt: skip
        self._set_desk(desk, {"called": "calling", "serving": "serving"}.get(state, "ready"), number)
        self.change({f"call:{number}": row, f"desk:{desk}": self.rows[f"desk:{desk}"]})

    def settle(self, number: str, state: str) -> None:
        """The visitor with `number` is `serving`, or `done`."""
        row = {**self.rows[f"call:{number}"], "state": state}
        serving = state == "serving"
        self._set_desk(row["desk"], "serving" if serving else "ready", number if serving else None)
        self.change({f"call:{number}": row, f"desk:{row['desk']}": self.rows[f"desk:{row['desk']}"]})

    def desk(self, number: str, presence: str) -> None:
        """The desk's presence changes."""
        self._set_desk(number, presence, None)
        self.change({f"desk:{number}": self.rows[f"desk:{number}"]})

    def line(self, *numbers: str) -> None:
        """These are next, in this order."""
        gone: dict[str, Row | None] = {key: None for key in self.rows if key.startswith("next:")}
        rows: dict[str, Row | None] = {
            f"next:{place}": {"kind": "next", "position": place, "number": number, "topic": "meters"}
            for place, number in enumerate(numbers)
        }
        self.change(gone | rows)

    def office(self, **change: Any) -> None:
        """The office itself changes."""
        self.change({"office:klin": {**self.rows["office:klin"], **change}})

    def change(self, rows: dict[str, Row | None]) -> None:
        """One event of the log: these rows are now so; None deletes."""
        changes: list[Row] = []
        for key, row in rows.items():
            if row is None:
                self.rows.pop(key, None)
                changes.append({"op": "delete", "key": key})
            else:
                self.rows[key] = row
                changes.append({"op": "put", "key": key, "row": row})
        self.seq += 1
        at = instant(time.time())
        self._tell({"type": "event", "seq": self.seq, "at": at, "event": "Changed", "changes": changes})

    def take_back(self, number: str) -> None:
        """The call was a mistake."""
        self.change({f"call:{number}": None})

    def rehearse(self, number: str, desk: str) -> None:
        """Let the voice render this call, so that a test does not measure the engine."""
        root = f"http://127.0.0.1:{self.port}"
        query = urlencode({"number": number, "desk": desk})
        with urlopen(f"{root}/api/v1/voice/ru/plan?{query}", timeout=60) as plan:
            clips = json.load(plan)["clips"]
        for clip in clips:
            urlopen(f"{root}{clip}", timeout=60).close()

    def cut(self, code: int = 1012, *, refusal: int | None = None) -> None:
        """Close every socket; whoever comes back meets `refusal`."""
        self.refusal = refusal
        self._run(self._close_all(code))

    def connected(self) -> int:
        """How many boards are listening."""
        return len(self._sockets)

    # ---- How it is served -----------------------------------------------------------------------------------------

    def _set_desk(self, number: str, presence: str, called: str | None) -> None:
        self.rows[f"desk:{number}"] = {
            "kind": "desk", "number": number, "open": presence != "offline", "number_called": called, "state": presence,
        }  # fmt: skip

    def _tell(self, message: Row) -> None:
        if not self.silent:
            self._run(self._send_all(json.dumps(message)))

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        if self._loop is None:
            work.close()
        else:
            asyncio.run_coroutine_threadsafe(work, self._loop).result(5)

    async def _send_all(self, text: str) -> None:
        for socket in list(self._sockets):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # a page that has just been left
                await socket.send_text(text)

    async def _close_all(self, code: int) -> None:
        for socket in list(self._sockets):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await socket.close(code)

    async def converse(self, socket: WebSocket) -> None:
        """One board's stream: a snapshot, then what the test sends."""
        self._loop = asyncio.get_running_loop()
        await socket.accept()
        if self.refusal is not None:
            await socket.close(self.refusal)
            return
        now = instant(time.time())
        snapshot = {"type": "snapshot", "seq": self.seq, "epoch": self.epoch, "now": now, "view": self.rows}
        await socket.send_text(json.dumps(snapshot))
        self._sockets.add(socket)
        try:
            while True:
                await socket.receive_text()
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._sockets.discard(socket)


class _Careful(BaseHTTPMiddleware):
    """The real policy for pages: what breaks it breaks the test."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        answer = await call_next(request)
        answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return answer


def _app(office: ScriptedOffice, voice: Voice) -> FastAPI:
    app = FastAPI()
    app.add_middleware(_Careful)
    app.include_router(routes(voice))
    app.get("/api/v1/session")(_display)
    app.websocket("/api/v1/offices/{office}/stream")(office.converse)
    for room, package in (("web", queue_server.client), ("display", display)):
        app.mount(f"/assets/{room}", StaticFiles(directory=Path(str(package.__file__)).parent / "web"))
    for page in PAGES:
        app.get(page.path, response_class=HTMLResponse)(_shell(page.html))
    return app


async def _display() -> Row:
    return {"subject": "device:board", "name": None, "role": "display", "office": "klin", "desk": None, "demo": False}


def _shell(html: str) -> Any:
    async def shell() -> HTMLResponse:
        return HTMLResponse(html)

    return shell


@contextlib.contextmanager
def serving(cache: Path, engines: tuple[TtsEngine, ...] = (HUMMER,), port: int = 0) -> Iterator[ScriptedOffice]:
    """A scripted office behind a real socket, in a thread of its own."""
    office = ScriptedOffice().reset()
    app = _app(office, Voice(cache, engines=engines))
    config = uvicorn.Config(app, port=port, log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    limit = time.monotonic() + 60
    while not server.started:
        if time.monotonic() > limit:
            raise TimeoutError("the scripted office did not start")
        time.sleep(0.01)
    office.port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.should_exit = True
        thread.join(5)
