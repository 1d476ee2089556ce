"""A board that watches an office through every restart, and keeps account of what it was told."""

import asyncio
import json
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection, connect

from queue_server.client.stream import GapFound, LiveRows, StreamAddress

BACK_S = 0.05


class Watcher:
    """Follows the board of one office; comes back with what it has seen last, soon, to be there for the next fault."""

    def __init__(self, url: str, office: str, token: str) -> None:
        self.live = LiveRows()
        self.resumed = 0
        self.faults: list[str] = []
        self._address = StreamAddress(url, office, "board")
        self._headers = {"Authorization": f"Bearer {token}"}
        self._told = asyncio.Event()

    async def watch(self) -> None:
        """For ever: connect, take what comes, come back when cut off."""
        while True:
            try:
                async with self.connection() as socket:
                    await self._follow(socket)
            except (OSError, websockets.WebSocketException, TimeoutError):
                await asyncio.sleep(BACK_S)

    async def wait_for(self, seq: int, limit_s: float = 120.0) -> None:
        """Until the board has been told everything up to `seq`."""
        async with asyncio.timeout(limit_s):
            while (self.live.seq or 0) < seq:
                self._told.clear()
                await self._told.wait()

    def connection(self) -> connect:
        """The next connection, from where the board stands."""
        return connect(self._address.at(self.live), additional_headers=self._headers, open_timeout=30, proxy=None)

    async def _follow(self, socket: ClientConnection) -> None:
        first = True
        async for text in socket:
            message = json.loads(text)
            if message["type"] == "ping":
                continue
            self.resumed += first and message["type"] == "event"
            first = False
            self._take(message)
            self._told.set()

    def _take(self, message: dict[str, Any]) -> None:
        stood_at = self.live.seq or 0
        if message["type"] == "snapshot" and message["seq"] < stood_at:
            self.faults.append(f"a snapshot went back from {stood_at} to {message['seq']}")
        try:
            self.live.take(message)
        except GapFound as gap:
            self.faults.append(str(gap))


async def fresh_rows(url: str, office: str, token: str) -> dict[str, dict[str, Any]]:
    """What somebody who has just come sees."""
    newcomer = Watcher(url, office, token)
    async with newcomer.connection() as socket:
        newcomer.live.take(json.loads(await socket.recv()))
    return newcomer.live.rows
