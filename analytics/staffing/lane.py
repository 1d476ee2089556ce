"""Where questions wait for their turn: one at a time in a thread, and a rush is sent away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from queue_server.errors import TooManyRequests

WAITING_MOST = 4
"""Questions that wait for their turn; more are asked to come back."""

COME_BACK_S = 10.0
Result = TypeVar("Result")


class Lane:
    """A line of questions of about the same length: behind a longer kind they would wait for minutes."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._waiting = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """For a question of several steps, each of which waits for its `turn`: whoever came meanwhile goes before the
        next. Raises `TooManyRequests` in a rush.
        """
        if self._waiting > WAITING_MOST:
            raise TooManyRequests("Others are simulating; come back in a moment.", retry_after_s=COME_BACK_S)
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    async def turn(self, work: Callable[[], Result]) -> Result:
        """A step of a question that has a place."""
        async with self._turn:
            return await asyncio.to_thread(work)

    async def in_turn(self, work: Callable[[], Result]) -> Result:
        """A question of one step. Raises `TooManyRequests` in a rush."""
        async with self.place():
            return await self.turn(work)
