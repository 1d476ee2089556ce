"""SIGTERM with many pages open, some of which read nothing: the server ends, and pages hear to come back."""

import asyncio
import socket as sockets
from base64 import b64encode
from collections import Counter
from pathlib import Path

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from queue_server.push.conversation import CLOSE_LIMIT_S
from queue_server.settings import Settings
from tests.always_open import write_always_open
from tests.running_server import RunningServer

OFFICE = "klin"
PAGES = 150
STUCK = 3
TICKETS = 400
"""Their rows are more than the buffers between server and reader hold."""
STOP_WITHIN_S = 5.0
COME_BACK = 1012


def test_the_limits_of_stopping_leave_room_within_five_seconds() -> None:
    assert Settings().stop_after_s + CLOSE_LIMIT_S < STOP_WITHIN_S


async def test_a_server_told_to_stop_ends_whoever_reads_nothing_and_pages_hear_to_come_back(tmp_path: Path) -> None:
    server = RunningServer(tmp_path, config=write_always_open(tmp_path / "config"))
    try:
        await asyncio.to_thread(server.start)
        token = await asyncio.to_thread(server.token, "admin")
        await _take_tickets(server, token)
        pages = await asyncio.gather(*(_page(server, token) for _ in range(PAGES)))
        stuck = [await _stuck_reader(server, token) for _ in range(STUCK)]
        codes = [asyncio.create_task(_close_code(page)) for page in pages]
        assert await asyncio.to_thread(server.stop) == 0, server.log_tail()
        assert Counter(await asyncio.gather(*codes)) == {COME_BACK: PAGES}
        for raw in stuck:
            raw.close()
    finally:
        server.close()


async def _take_tickets(server: RunningServer, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(base_url=server.url, headers=headers, timeout=30, trust_env=False) as http:
        offices = (await http.get("/api/v1/offices")).json()["offices"]
        office = next(each for each in offices if each["id"] == OFFICE)
        if not office["open"]:
            (await http.post(f"/api/v1/offices/{OFFICE}/open_day", json={})).raise_for_status()
        topic = next(each["id"] for each in office["topics"] if each["state"] == "open")
        for _ in range(0, TICKETS, 20):
            path = f"/api/v1/offices/{OFFICE}/tickets"
            for answer in await asyncio.gather(*(http.post(path, json={"topic": topic}) for _ in range(20))):
                answer.raise_for_status()


async def _page(server: RunningServer, token: str) -> ClientConnection:
    address = server.url.replace("http", "ws", 1)
    headers = {"Authorization": f"Bearer {token}"}
    page = await connect(
        f"{address}/api/v1/offices/{OFFICE}/stream?view=board", additional_headers=headers, open_timeout=60, proxy=None
    )
    await page.recv()
    return page


async def _close_code(page: ClientConnection) -> int | None:
    try:
        while True:
            await page.recv()
    except ConnectionClosed:
        return page.close_code


async def _stuck_reader(server: RunningServer, token: str) -> sockets.socket:
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    raw.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(raw, ("127.0.0.1", server.port))
    hello = (
        f"GET /api/v1/offices/{OFFICE}/stream?view=queue HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nAuthorization: Bearer {token}\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {b64encode(b'0123456789abcdef').decode()}\r\n\r\n"
    )
    await loop.sock_sendall(raw, hello.encode())
    assert (await loop.sock_recv(raw, 12)).endswith(b"101")
    return raw
