"""From a command's answer to the last board of its office: 100 sockets of one office, then 3,000 over 200 offices.

A board is told after the commit, as the caller is; so what counts is how much later than the caller the last of all
boards knows. The sockets live in the measuring process: what it needs to read them is part of the figure.
"""

import asyncio
import resource
import secrets
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.figures import Figure, share_of, show
from tests.benchmarks.servers import processor_s, product, resident_mib, tickets_path
from tests.running_server import RunningServer

OFFICES = 200
ONE_OFFICE_SOCKETS, ALL_SOCKETS = 100, 3000
COMMANDS, PAUSE_S = 200, 0.03
GOAL_MS = 25.0
OPENED_AT_ONCE = 50
HEARD_WITHIN_S = 2.0
"""After the last command; a board that has not heard by then never will."""


@dataclass(slots=True)
class Office:
    """The boards of one office, and when each event reached the last of them."""

    boards: list[ClientConnection] = field(default_factory=list)
    heard: dict[int, int] = field(default_factory=dict)
    last_at: dict[int, float] = field(default_factory=dict)


def measure() -> None:
    """Both halls of boards on one server, and what a socket costs it."""
    _allow_many_sockets()
    with tempfile.TemporaryDirectory() as place, product(Path(place), OFFICES) as server:
        asyncio.run(_measure(server))


async def _measure(server: RunningServer) -> None:
    before_mib = resident_mib(server.pid)
    async with AsyncExitStack() as stack:
        offices = [Office() for _ in range(OFFICES)]
        alone_ms, _ = await _cost_ms(server, offices[:1])
        await _open(server, stack, offices[:1], ONE_OFFICE_SOCKETS)
        each_ms, lags = await _cost_ms(server, offices[:1])
        _show(f"answer to last of {ONE_OFFICE_SOCKETS} boards of an office", lags, promised=True)
        told = f"{each_ms:.1f} ms, {each_ms / alone_ms:.1f} times that of a command alone"
        show(Figure(f"the server's processor time, command and {ONE_OFFICE_SOCKETS} boards", told))
        await _open(server, stack, offices, ALL_SOCKETS - ONE_OFFICE_SOCKETS)
        after_mib = resident_mib(server.pid)
        lags = await _commands(server, offices)
        _show(f"answer to last board, {ALL_SOCKETS:,} sockets over {OFFICES} offices", lags, promised=False)
        each_kib = (after_mib - before_mib) * 1024 / ALL_SOCKETS
        show(Figure(f"memory with {ALL_SOCKETS:,} sockets", f"{after_mib:.0f} MiB, {each_kib:.0f} KiB a socket"))


async def _open(server: RunningServer, stack: AsyncExitStack, offices: Sequence[Office], count: int) -> None:
    """So many more boards, spread evenly, a few at a time."""
    token = await asyncio.to_thread(server.token, "integration")
    headers = {"Authorization": f"Bearer {token}"}

    async def one(index: int) -> None:
        office = offices[index % len(offices)]
        address = server.url.replace("http", "ws", 1)
        socket = connect(
            f"{address}/api/v1/offices/o{index % len(offices)}/stream?view=board",
            additional_headers=headers, open_timeout=60, ping_interval=None, proxy=None, compression=None,
        )  # fmt: skip
        board = await stack.enter_async_context(socket)
        await board.recv()
        office.boards.append(board)
        listener = asyncio.create_task(_listen(office, board))
        stack.callback(listener.cancel)

    for start in range(0, count, OPENED_AT_ONCE):
        await asyncio.gather(*(one(index) for index in range(start, min(start + OPENED_AT_ONCE, count))))


async def _listen(office: Office, board: ClientConnection) -> None:
    async for message in board:
        now = time.perf_counter()
        seq = _seq_of(str(message))
        if seq is not None:
            office.heard[seq] = office.heard.get(seq, 0) + 1
            office.last_at[seq] = now


def _seq_of(message: str) -> int | None:
    """The number of an event, without reading the whole message."""
    if '"type":"event"' not in message[:40]:
        return None
    start = message.index('"seq":') + len('"seq":')
    return int(message[start : message.index(",", start)])


async def _commands(server: RunningServer, offices: Sequence[Office]) -> list[float]:
    """Tickets, one after another; how much later than the answer the last board knew, in ms."""
    token = await asyncio.to_thread(server.token, "integration")
    answered_at: dict[tuple[int, str], float] = {}
    async with httpx2.AsyncClient(
        base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False
    ) as http:
        for number in range(COMMANDS):
            index, key = number * 7 % len(offices), secrets.token_hex(8)
            answer = await http.post(tickets_path(index), json={"topic": "meters"}, headers={"Idempotency-Key": key})
            answered_at[index, key] = time.perf_counter()
            answer.raise_for_status()
            await asyncio.sleep(PAUSE_S)
        await asyncio.sleep(HEARD_WITHIN_S)
        seqs = {index: await _seqs(http, index) for index in {index for index, _key in answered_at}}
    lags = []
    for (index, key), at in answered_at.items():
        office, seq = offices[index], seqs[index][key]
        if office.heard.get(seq, 0) != len(office.boards):
            raise RuntimeError(f"only {office.heard.get(seq, 0)} of {len(office.boards)} boards heard of event {seq}")
        lags.append(max(0.0, (office.last_at.get(seq, at) - at) * 1000))
    return lags


async def _cost_ms(server: RunningServer, offices: Sequence[Office]) -> tuple[float, list[float]]:
    """The server's processor time for a command with all that hear of it, in ms; and how late those were."""
    before_s = processor_s(server.pid)
    lags = await _commands(server, offices)
    return (processor_s(server.pid) - before_s) * 1000 / COMMANDS, lags


async def _seqs(http: httpx2.AsyncClient, index: int) -> dict[str, int]:
    """The number of the event that each command of ours became."""
    head = (await http.get(f"/api/v1/offices/o{index}/events", params={"limit": 1})).json()["last_seq"]
    after = max(0, head - 1000)
    answer = await http.get(f"/api/v1/offices/o{index}/events", params={"after": after, "limit": 1000})
    return {event["command_id"]: event["seq"] for event in answer.json()["events"] if event["command_id"]}


def _show(name: str, lags_ms: list[float], *, promised: bool) -> None:
    p50, p99 = share_of(lags_ms, 0.50), share_of(lags_ms, 0.99)
    goal = f"p99 within {GOAL_MS:.0f} ms" if promised else ""
    show(Figure(name, f"p50 {p50:.1f} ms, p99 {p99:.1f} ms", goal, p99 <= GOAL_MS if promised else None))


def _allow_many_sockets() -> None:
    """As many files as the system lets a process have; the server inherits it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
