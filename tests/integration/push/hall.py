"""A small server for tests of the stream: the real routes and the real push on a real uvicorn, offices in memory.

The offices decide and evolve as always; only the disk is left out, so that a thousand commands take a moment.
"""

import asyncio
import itertools
import json
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect

from queue_server.access import Identity
from queue_server.access.identity import Role
from queue_server.api import stream
from queue_server.api.streams import Streams
from queue_server.cli.socket_protocol import FramesProtocol
from queue_server.domain import commands as c
from queue_server.domain.commands import Command
from queue_server.domain.events import Event
from queue_server.domain.handling import handle
from queue_server.domain.office import Office
from queue_server.domain.standing import office_of
from queue_server.errors import OfficeUnknown
from queue_server.log.recorded import FIRST_HASH, Recorded
from queue_server.projections.estimating import NoEstimate
from tests.unit.projections.halls import klin

EPOCH = "a-life-of-the-database"
HANGS_AFTER_S = 60.0
"""What has not come by then never will; a busy machine may take its time before."""

Json = dict[str, Any]


def now() -> int:
    return time.time_ns() // 1_000_000


class MemoryOffice:
    """A running office without a disk: same listeners, same order."""

    def __init__(self, office: str = "klin") -> None:
        self.id = office
        self.state = Office(office)
        self.seq = 0
        self.epoch = EPOCH
        self.listeners: list[Any] = []

    def do(self, command: Command, at: int | None = None) -> list[Recorded]:
        """Carries out a command and announces it, as a commit would."""
        return self.do_all([command], at)

    def do_all(self, commands: Sequence[Command], at: int | None = None) -> list[Recorded]:
        """Several commands in one commit."""
        before, recorded = self.state, []
        for command in commands:
            events, self.state = handle(self.state, command, now() if at is None else at)
            for event in events:
                self.seq += 1
                recorded.append(Recorded(self.id, self.seq, event.at, event, "test", None, FIRST_HASH, FIRST_HASH))
        if recorded:
            for listener in self.listeners:
                listener(self, before, recorded, self.state)
        return recorded

    def announce(self, before: Office, event: Event, after: Office) -> None:
        """An event that was decided elsewhere."""
        self.seq += 1
        self.state = after
        record = Recorded(self.id, self.seq, event.at, event, "test", None, FIRST_HASH, FIRST_HASH)
        for listener in self.listeners:
            listener(self, before, [record], after)

    def open(self) -> None:
        """Open, with a manager at desk 1."""
        self.do(c.Configure(klin(queue_limit=None)))
        self.do(c.OpenDay())
        self.do(c.OpenDesk("1", "ivanova"))


class MemoryOffices:
    """The offices of the test's server."""

    def __iter__(self) -> Iterator[MemoryOffice]:
        return iter(self._offices.values())

    def __init__(self, offices: Sequence[MemoryOffice]) -> None:
        self._offices = {office.id: office for office in offices}

    def get(self, office: str) -> MemoryOffice:
        if office not in self._offices:
            raise OfficeUnknown(office)
        return self._offices[office]

    serving = get

    def listen(self, listener: Any) -> None:
        for office in self._offices.values():
            office.listeners.append(listener)


class Doorkeeper:
    """Tokens `<role>` (of klin), `<role>-<office>`, `<role>-*` (of all), `<role>-~<territory>` are valid until revoked.

    A cookie `queue=<token>` is a session.
    """

    def __init__(self) -> None:
        self.listeners: list[Any] = []
        self.gone: set[str] = set()

    async def identify_token(self, token: str) -> Identity | None:
        role, _, office = token.partition("-")
        if token in self.gone or role not in list(Role):
            return None
        desk = "1" if role == "manager" else None
        return Identity(
            f"token:{token}",
            Role(role),
            None if office[:1] in ("*", "~") and office else office or "klin",
            territory=office[1:] if office.startswith("~") else None,
            desk=desk,
            manager=None,
            via=token,
        )

    async def identify_cookies(self, sent: dict[str, str], *, secure: bool = False) -> Identity | None:
        return await self.identify_token(sent["queue"]) if "queue" in sent else None

    def is_valid(self, identity: Identity) -> bool:
        return identity.via not in self.gone

    def revoke(self, token: str) -> None:
        self.gone.add(token)
        for listener in self.listeners:
            listener(token)


class Hall:
    """The server and what a test needs to know of it."""

    def __init__(self, offices: Sequence[MemoryOffice]) -> None:
        self.offices = {office.id: office for office in offices}
        self.access = Doorkeeper()
        every = MemoryOffices(offices)
        self.streams = Streams.over(cast(Any, every), cast(Any, self.access), estimator=NoEstimate(), clock=now)
        self.app = FastAPI()
        self.app.router.routes.extend(stream.router.routes)
        self.app.state.streams = self.streams
        self.app.state.surroundings = SimpleNamespace(
            offices=every, access=self.access, estimator=NoEstimate(), clock=now,
            public_url="https://queue.example", allowed_origins=frozenset({"https://kiosk.example"}),
        )  # fmt: skip
        self.port = 0

    @property
    def klin(self) -> MemoryOffice:
        return self.offices["klin"]

    def address(self, query: str, *, office: str = "klin", port: int | None = None) -> str:
        return f"ws://127.0.0.1:{port or self.port}/api/v1/offices/{office}/stream?{query}"

    def open(
        self,
        query: str,
        *,
        token: str | None = "display",
        office: str = "klin",
        port: int | None = None,
        **options: Any,
    ) -> connect:
        """A socket; `token` None says nothing of who is there."""
        headers = dict(options.pop("headers", {}))
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        options = {"compression": None, "max_queue": None, "proxy": None, **options}
        return connect(self.address(query, office=office, port=port), additional_headers=headers, **options)


@asynccontextmanager
async def hall(*offices: MemoryOffice, door: bool = True) -> AsyncIterator[Hall]:
    """A served hall; `klin` is open where no office is given. Without the `door`, a server as any other."""
    if not offices:
        klin_office = MemoryOffice()
        klin_office.open()
        offices = (klin_office,)
    served = Hall(offices)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32 * 1024)
    served.port = listening.getsockname()[1]
    config = uvicorn.Config(
        served.app, log_level="critical", lifespan="off", ws=FramesProtocol if door else "websockets-sansio",
        ws_max_size=64 * 1024, ws_per_message_deflate=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    served.streams.start()
    await until(lambda: server.started)
    try:
        yield served
    finally:
        await served.streams.stop()
        server.should_exit = True
        await serving


async def until(holds: Callable[[], bool], *, within_s: float = HANGS_AFTER_S) -> None:
    """Comes back as soon as `holds` does; fails after `within_s`."""
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.002)


async def hear(socket: ClientConnection, *, within_s: float = HANGS_AFTER_S) -> Json:
    """The next message that is no sign of life."""
    async with asyncio.timeout(within_s):
        while True:
            message: Json = json.loads(await socket.recv())
            if message["type"] != "ping":
                return message


async def code_of(served: Hall, query: str, **options: Any) -> int:
    """The code with which the server ends a conversation."""
    async with served.open(query, **options) as socket:
        async with asyncio.timeout(HANGS_AFTER_S):
            await socket.wait_closed()
        return socket.close_code or 0


def without_tickets(office: MemoryOffice) -> Office:
    """The office after it has let go of all visits."""
    return office_of(replace(office.state, recent_calls=()), [])


class Page:
    """What a page does with messages: rows and a place in the log. Fails where the log has a gap."""

    def __init__(self) -> None:
        self.rows: dict[str, Json] = {}
        self.seq = -1
        self.epoch = ""
        self.snapshots = 0
        self.events = 0

    def take(self, text: str | bytes) -> Json:
        message: Json = json.loads(text)
        match message["type"]:
            case "snapshot":
                assert message["seq"] >= self.seq, "a snapshot of the past"
                self.rows, self.seq, self.epoch = dict(message["view"]), message["seq"], message["epoch"]
                self.snapshots += 1
            case "event":
                assert message["seq"] == self.seq + 1, f"event {message['seq']} after {self.seq}"
                self.seq = message["seq"]
                self.events += 1
                for change in message["changes"]:
                    if change["op"] == "put":
                        self.rows[change["key"]] = change["row"]
                    else:
                        del self.rows[change["key"]]
            case "ping":
                assert self.seq == -1 or message["seq"] == self.seq, "a ping that is out of step"
        return message

    async def follow(self, socket: ClientConnection, *, to: int, within_s: float = HANGS_AFTER_S) -> None:
        """Reads until event `to` has come."""
        async with asyncio.timeout(within_s):
            while self.seq < to:
                self.take(await socket.recv())


_numbers = itertools.count()


def visitor() -> str:
    """An unguessable ticket id, and a different one each time."""
    return f"visitor-that-cannot-be-guessed-{next(_numbers)}"
