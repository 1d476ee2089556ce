"""A reader who does not keep up gets a snapshot in place of the backlog, or is cut off; nobody else notices."""

import asyncio
import socket as sockets
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from queue_server.domain import commands as c
from queue_server.push import conversation, outbox
from tests.integration.push.hall import Hall, Page, hall, until, visitor

STUCK = 5
STUCK_AFTER = 1000
"""Events of which no buffer on the way to a reader holds the messages."""


def churn(served: Hall, tickets: int) -> None:
    """So many more people in the line."""
    for _ in range(tickets):
        served.klin.do(c.Issue(visitor(), "meters"))


async def rush(served: Hall) -> None:
    """Far more than an outbox and all the buffers on the way hold, all of it handed to the outboxes."""
    for _ in range(40):
        churn(served, 50)
        await until(lambda: served.streams.feed.backlog == 0)


async def test_who_stops_reading_for_a_while_gets_a_snapshot_in_place_of_the_backlog() -> None:
    async with hall() as served, _lazy_reader(served) as socket:
        page = Page()
        page.take(await socket.recv())
        await rush(served)
        await page.follow(socket, to=served.klin.seq)
        assert page.snapshots == 2
        assert page.events < 2000 - outbox.LIMIT
        assert len([key for key in page.rows if key.startswith("ticket:")]) == 2000


async def test_who_stops_reading_again_and_again_is_cut_off() -> None:
    async with hall() as served, _lazy_reader(served) as socket:
        page = Page()
        page.take(await socket.recv())
        for _ in range(2):
            await rush(served)
            with suppress(ConnectionClosed):
                await page.follow(socket, to=served.klin.seq)
        assert socket.close_code == 4408


async def test_nobody_waits_for_a_reader_that_is_stuck(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the others are to hear they hear while the stuck ones still hang: no limit of time has let them go."""
    monkeypatch.setattr(conversation, "SEND_LIMIT_S", 3600.0)
    async with hall() as served:
        good = [await served.open("view=queue", token="supervisor") for _ in range(30)]
        pages = [Page() for _ in good]
        for page, socket in zip(pages, good, strict=True):
            page.take(await socket.recv())
        stuck = [await _stuck_reader(served) for _ in range(STUCK)]
        await until(lambda: len(served.streams.hub) == len(good) + STUCK)
        for _ in range(0, STUCK_AFTER, 50):
            churn(served, 50)
            for page, socket in zip(pages, good, strict=True):
                await page.follow(socket, to=served.klin.seq)
        assert {(page.snapshots, page.events) for page in pages} == {(1, STUCK_AFTER)}
        assert len(served.streams.hub) == len(good) + STUCK
        for raw in stuck:
            raw.close()


async def test_who_does_not_read_at_all_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "SEND_LIMIT_S", 0.5)
    async with hall() as served:
        stuck = [await _stuck_reader(served) for _ in range(STUCK)]
        await until(lambda: len(served.streams.hub) == STUCK)
        churn(served, STUCK_AFTER)
        await until(lambda: len(served.streams.hub) == 0)
        assert served.streams.hub.ended["too_slow"] == STUCK
        for raw in stuck:
            raw.close()


@asynccontextmanager
async def _lazy_reader(served: Hall) -> AsyncIterator[ClientConnection]:
    """A client whose buffers are small, so that the server feels it at once when it stops reading."""
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    raw.setblocking(False)
    await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", served.port))
    async with served.open("view=queue", token="supervisor", max_queue=1, sock=raw) as socket:
        yield socket


async def _stuck_reader(served: Hall) -> sockets.socket:
    """A socket that says hello and never reads another byte."""
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, ("127.0.0.1", served.port))
    hello = (
        "GET /api/v1/offices/klin/stream?view=queue HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nAuthorization: Bearer supervisor\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {b64encode(b'0123456789abcdef').decode()}\r\n\r\n"
    )
    await loop.sock_sendall(raw, hello.encode())
    assert (await loop.sock_recv(raw, 12)).endswith(b"101")
    return raw
