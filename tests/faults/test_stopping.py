"""SIGTERM under load: what is under way is answered, every screen is told to come back, and the process ends."""

import asyncio

import httpx2
import websockets

from tests.faults.account import hold_against, whole_log
from tests.faults.watching import Watcher
from tests.faults.working import Client, Work, kiosk
from tests.running_server import RunningServer

OFFICE = "klin"
COME_BACK = 1012
SOCKETS, KIOSKS = 40, 6


async def test_a_stopping_server_answers_what_is_under_way_and_tells_every_screen_to_come_back(
    server: RunningServer,
) -> None:
    admin, display = server.token("admin"), server.token("display", OFFICE)
    work = Work()
    screens = [Watcher(server.url, OFFICE, display) for _ in range(SOCKETS)]
    sockets = [await screen.connection() for screen in screens]
    async with httpx2.AsyncClient(base_url=server.url, timeout=10, trust_env=False) as http:
        crew = [
            asyncio.create_task(kiosk(Client(http, admin, work), OFFICE, ["certificates"], work)) for _ in range(KIOSKS)
        ]
        readers = [asyncio.create_task(_until_closed(socket)) for socket in sockets]
        await work.acknowledge(50)
        assert await asyncio.to_thread(server.stop) == 0
        assert await asyncio.gather(*readers) == [COME_BACK] * SOCKETS
        await asyncio.to_thread(server.start)
        work.stop.set()
        await asyncio.gather(*crew)
    with server.client("integration") as asking:
        hold_against(whole_log(asking, OFFICE), work.acknowledged)


async def _until_closed(socket: websockets.ClientConnection) -> int | None:
    """The close code, once everything before it has been read."""
    try:
        while True:
            await socket.recv()
    except websockets.ConnectionClosed:
        return socket.close_code
