"""All conversations of this server: how many there are, whose they are, and the ends that come from inside.

A conversation ends when what its reader showed at the door is taken back, when the server stops, and when there are
too many of one reader.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress

from queue_server.domain.ids import Instant
from queue_server.push.codes import CloseCode
from queue_server.push.conversation import Socket, converse
from queue_server.push.held_rows import Subscription

TEND_EVERY_S = 2.0
"""How often rights are looked at again and idle views are let go: a revoked reader is cut off well within 5 s."""

READERS_LIMIT = 20_000
"""Sockets of one server: several times the 3,000 that 200 offices need, and about a gigabyte."""

READERS_OF_ONE_LIMIT = 500
"""Sockets of one device, person or address. A hall's phones may all come from the office's one address."""


class Hub:
    """Joins sockets to what they look at, and knows who holds them. `sweeps` are called every `TEND_EVERY_S`."""

    def __init__(self, sweeps: Iterable[Callable[[], None]], clock: Callable[[], Instant]) -> None:
        self._sweeps = tuple(sweeps)
        self._clock = clock
        self._readers: dict[object, _Reader] = {}
        self._by_holder: Counter[str] = Counter()
        self._stopping = False
        self._tending: asyncio.Task[None] | None = None
        self.ended: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._readers)

    def start(self) -> None:
        """Looks after the conversations from now on."""
        self._tending = asyncio.create_task(self._tend(), name="push")

    async def stop(self) -> None:
        """Tells everybody to come back in a moment, and takes nobody new."""
        self._stopping = True
        for reader in self._readers.values():
            reader.close(CloseCode.RESTART)
        if self._tending is not None:
            self._tending.cancel()
            with suppress(asyncio.CancelledError):
                await self._tending

    def revoked(self, holder: str) -> None:
        """What `holder` (a token's or session's name) showed at the door holds no longer."""
        for reader in self._readers.values():
            if reader.holder == holder:
                reader.close(CloseCode.NO_IDENTITY)

    async def join(
        self,
        socket: Socket,
        subscribe: Callable[[], Subscription],
        *,
        holder: str,
        still_allowed: Callable[[], CloseCode | None],
        limited: bool = True,
    ) -> CloseCode | None:
        """One conversation, from the first message to the close. `still_allowed` answers with a code once it is not.

        `subscribe` gives the reader a place in what they look at. `limited`: whether `READERS_OF_ONE_LIMIT` holds for
        the holder; programs that watch every office are free of it.
        """
        refusal = self._refusal(holder if limited else None)
        if refusal is not None:
            await socket.close(refusal, refusal.name.lower())
            return refusal
        subscription = subscribe()
        reader = _Reader(holder, still_allowed, subscription.outbox.close)
        self._readers[reader] = reader
        self._by_holder[holder] += 1
        try:
            code = await converse(socket, subscription, self._clock)
        finally:
            subscription.live.leave(subscription.outbox)
            del self._readers[reader]
            self._by_holder[holder] -= 1
            if not self._by_holder[holder]:
                del self._by_holder[holder]
        self.ended[code.name.lower() if code is not None else "client_went"] += 1
        return code

    def _refusal(self, holder: str | None) -> CloseCode | None:
        if self._stopping:
            return CloseCode.RESTART
        if len(self._readers) >= READERS_LIMIT or self._has_enough(holder):
            return CloseCode.TOO_MANY
        return None

    def _has_enough(self, holder: str | None) -> bool:
        return holder is not None and self._by_holder[holder] >= READERS_OF_ONE_LIMIT

    async def _tend(self) -> None:
        while True:
            await asyncio.sleep(TEND_EVERY_S)
            for reader in list(self._readers.values()):
                code = reader.still_allowed()
                if code is not None:
                    reader.close(code)
            for sweep in self._sweeps:
                sweep()


class _Reader:
    __slots__ = ("close", "holder", "still_allowed")

    def __init__(
        self, holder: str, still_allowed: Callable[[], CloseCode | None], close: Callable[[CloseCode], None]
    ) -> None:
        self.holder = holder
        self.still_allowed = still_allowed
        self.close = close
