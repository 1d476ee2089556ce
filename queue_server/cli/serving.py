"""A server process: its sockets, its signals, its order of starting and stopping.

The listening socket is made here, because what is set on it every accepted one inherits: a screen that has lost its
network without a word is let go after `LOST_AFTER_MS`, and never holds more than `SEND_BUFFER_BYTES`.
"""

import asyncio
import gc
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from queue_server.app import QueueServer, build
from queue_server.cli.log_lines import write_log_lines
from queue_server.cli.one_write import OneWriteProtocol
from queue_server.cli.operator import counted
from queue_server.cli.socket_protocol import FramesProtocol
from queue_server.errors import AddressInUse, OrganisationInvalid
from queue_server.settings import DEFAULT_DATABASE, Settings
from queue_server.starting import Clock, now, started

if TYPE_CHECKING:
    from collections.abc import Awaitable

LOST_AFTER_MS = 15_000
"""How long sent data may stay without an acknowledgement before the connection counts as lost (TCP_USER_TIMEOUT)."""

SEND_BUFFER_BYTES = 128 * 1024
"""What the system keeps for a reader that does not read; beyond it the sender waits, and gives up."""

BACKLOG = 2_048
"""Connections that may wait to be accepted: every screen of 200 offices comes back at once after a restart."""

KEEP_ALIVE_S = 75
MESSAGE_BYTES = 64 * 1024
"""The longest message that a client may send over a socket."""

OFFICES_SHOWN = 5
"""Offices whose screens are listed at start; the home page has them all."""

CHANGES_SHOWN = 12
"""Lines of difference shown at start; `queue-server apply` shows them all."""

COLLECT_AFTER = (50_000, 20, 100)
"""Objects made before Python looks for cycles (700 by default), and how often it then looks at older ones."""

SWITCH_S = 0.001
"""How long a thread keeps Python's lock from one that wants it (5 ms by default). The log's thread needs it some ten
times a transaction, for a moment each; the hall waits for the whole transaction."""

LOADED_LATER = ("analytics.staffing.bureau", "scipy.special", "scipy.stats")
LOADED_AFTER_S = 5.0
"""Plans, forecasts and learned estimates use them. Loading takes a second, a third of what a start may take."""

Say = Callable[[str], None]
Beside = Callable[[QueueServer, str], "Awaitable[None]"]


def serve(
    settings: Settings,
    *,
    first_organisation: Path | None = None,
    clock: Clock = now,
    say: Say = print,
    beside: Beside | None = None,
) -> None:
    """Serves until told to stop. Raises `StartError` where something has to be put right first.

    `first_organisation` is used where the settings name none and the database has none. `beside` runs next to the
    server, with its address, and is ended with it.
    """
    sys.setswitchinterval(SWITCH_S)
    write_log_lines(level=settings.log_level, form=settings.log_form, for_long=True)
    if settings.database == DEFAULT_DATABASE:
        Path("var").mkdir(exist_ok=True)
    app = build(settings, clock=clock)
    listeners = listen(settings.host, settings.port)
    server = Server(configured(app, settings), app)
    with asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner:
        try:
            runner.run(_serve(app, server, listeners, first_organisation, say, beside))
        finally:
            for listener in listeners:
                listener.close()


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets on every address that `host` stands for."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise AddressInUse(f"“{host}” is no address of this machine: {error}.") from None
    listeners: list[socket.socket] = []
    for family, kind, protocol, _, address in found:
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            if hasattr(socket, "TCP_USER_TIMEOUT"):
                listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, LOST_AFTER_MS)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
            listener.bind(address)
            listener.listen(BACKLOG)
            listener.setblocking(False)
        except OSError as error:
            for opened in (*listeners, listener):
                opened.close()
            raise AddressInUse(
                f"Cannot listen on {address[0]} port {port}: {error.strerror}. Is another server running? "
                "Choose another port with --port."
            ) from None
        listeners.append(listener)
    return listeners


def configured(app: QueueServer, settings: Settings) -> uvicorn.Config:
    """How uvicorn serves `app`. The lifespan is ours: what fails at start is said in words, not as a trace."""
    return uvicorn.Config(
        app,
        http=OneWriteProtocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=settings.stop_after_s,
        ws=FramesProtocol,
        ws_max_size=MESSAGE_BYTES,
        ws_per_message_deflate=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
    )


class Server(uvicorn.Server):
    """uvicorn that says "come back" from the moment it is told to stop, and lets the log be closed in order."""

    def __init__(self, config: uvicorn.Config, app: QueueServer) -> None:
        super().__init__(config)
        self._app = app
        app.state.end = lambda: self.handle_exit(signal.SIGTERM, None)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ends the serving, not the process: offices and database are closed after it."""
        earlier = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A second Ctrl-C does not wait for anybody."""
        self._app.state.stopping = True
        super().handle_exit(sig, frame)


async def _serve(
    app: QueueServer,
    server: Server,
    listeners: list[socket.socket],
    first_organisation: Path | None,
    say: Say,
    beside: Beside | None,
) -> None:
    async with started(app, first_organisation=first_organisation):
        address = address_of(listeners)
        for line in await welcome(app, address):
            say(line)
        leave_what_stays_alone()
        loading = asyncio.create_task(load_what_is_asked_for_later(), name="loading")
        companion = asyncio.ensure_future(beside(app, address)) if beside is not None else None
        try:
            await server.serve(sockets=listeners)
        finally:
            app.state.stopping = True
            running = [task for task in (loading, companion) if task is not None]
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


async def load_what_is_asked_for_later() -> None:
    """Modules that no start waits for, in a thread, so that no command waits for them either."""
    await asyncio.sleep(LOADED_AFTER_S)
    for module in LOADED_LATER:
        await asyncio.to_thread(import_module, module)


def leave_what_stays_alone() -> None:
    """Takes the offices as loaded out of the search for cycles, and searches seldom.

    Tickets, events and states are trees without cycles; looking through all of them again and again took a quarter of
    the time of issuing (docs/adr/0066), and looking through them once a twelfth of a start, for some two thousand
    objects of eight hundred thousand (docs/adr/0341).
    """
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()


def address_of(listeners: Sequence[socket.socket]) -> str:
    """How a browser on this machine reaches the server."""
    host, port = listeners[0].getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def welcome(app: QueueServer, address: str) -> list[str]:
    """What the operator is told: what the organisation file changed, where the screens are, how to begin."""
    settings: Settings = app.state.settings
    surroundings = app.state.surroundings
    lines = told_changes(app.state.changes)
    shown = settings.public_url or address
    offices = [office.id for office in surroundings.offices]
    if not offices:
        raise OrganisationInvalid("There is no office yet. Name the organisation file: --config DIR.")
    width = max(len("Home"), *(len(office) for office in offices[:OFFICES_SHOWN]))
    lines += [f"Serving {surroundings.organisation().name or 'the queue'} at {address}", f"  {'Home':{width}} {shown}/"]
    for office in offices[:OFFICES_SHOWN]:
        lines.append(f"  {office:{width}} {shown}/kiosk/{office}   {shown}/board/{office}")
    if len(offices) > OFFICES_SHOWN:
        lines.append(f"  … and {counted(len(offices) - OFFICES_SHOWN, 'more office')} on the home page")
    if not app.state.voice.can_speak:
        lines.append("No voice is installed: boards announce by the chime alone. apt install espeak-ng (docs/board.md)")
    if not settings.demo and not await surroundings.access.list_people():
        code, _ = await surroundings.access.create_admin_code()
        lines += [
            "Nobody can sign in yet. Become the administrator within ten minutes, once:",
            f"  {shown}/sign-in#first-admin={code}",
            "  (later: queue-server admin-code)",
        ]
    return lines


def told_changes(changes: Sequence[str]) -> list[str]:
    """What the organisation file changed; a whole organisation that is new is not read out."""
    if not changes:
        return []
    shown = [f"  {change}" for change in changes[:CHANGES_SHOWN]]
    if len(changes) > CHANGES_SHOWN:
        shown.append(f"  … and {len(changes) - CHANGES_SHOWN} more")
    return ["The organisation file was applied:", *shown]
