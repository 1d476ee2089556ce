"""Repeats of calls that belong to no office's log: the first answer again, for a day, across restarts.

Commands on offices are remembered in their logs, in the transaction of what they tell of. These here — letting a device
in, making a person, planning a week — are answered first and kept then: a server that dies between the two has told
nobody, and a repeat does it again. What is repeated soon is answered from memory, and two at once are one.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import msgspec
import structlog

from queue_server.domain.ids import SECOND, Instant
from queue_server.errors import IdempotencyKeyReused

REMEMBERED_FOR_MS = 3600 * SECOND
MOST_REMEMBERED = 1_000
"""In memory; what is older is found in the database."""

FORGET_EVERY_S = 3600.0

log = structlog.get_logger(__name__)


class Kept(Protocol):
    """Wherever first answers outlive the server."""

    async def find(self, who: str, key: str, words: str) -> bytes | None:
        """The first answer under this key; raises `IdempotencyKeyReused` where it was one to other words."""
        ...

    async def keep(self, who: str, key: str, words: str, answer: bytes) -> None:
        """Keep it for a day."""
        ...

    async def forget_old(self) -> None:
        """Let go of those that are too old."""
        ...


class KeptResponse(msgspec.Struct, frozen=True, array_like=True):
    """An answer that can be given again."""

    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]


@dataclass(slots=True)
class _First:
    fingerprint: str
    at: Instant
    answer: "asyncio.Future[KeptResponse]"


class Repeats:
    """First answers by caller and key. `start` before serving, `stop` after."""

    def __init__(self, kept: Kept, clock: Callable[[], Instant]) -> None:
        self._kept = kept
        self._clock = clock
        self._firsts: OrderedDict[tuple[str, str], _First] = OrderedDict()
        self._keeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Lets go of old answers, now and every hour."""
        self._keeper = asyncio.create_task(self._forget_regularly(), name="repeats")

    async def stop(self) -> None:
        """Lets go of no more."""
        if self._keeper is not None:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
            self._keeper = None

    async def once(
        self, who: str, key: str, fingerprint: str, do: Callable[[], Awaitable[KeptResponse]]
    ) -> tuple[KeptResponse, bool]:
        """What `do` gives, done once for this key, and whether it was given before. Refusals are not remembered.

        Raises `IdempotencyKeyReused` where the key came with other words.
        """
        self._let_go()
        first = self._firsts.get((who, key))
        if first is not None:
            if first.fingerprint != fingerprint:
                raise IdempotencyKeyReused()
            return await asyncio.shield(first.answer), True
        first = _First(fingerprint, self._clock(), asyncio.get_running_loop().create_future())
        self._firsts[who, key] = first
        try:
            found = await self._kept.find(who, key, fingerprint)
            answer = await do() if found is None else msgspec.msgpack.decode(found, type=KeptResponse)
            if found is None and answer.status < 300:
                await self._keep(who, key, fingerprint, answer)
        except BaseException as error:
            self._firsts.pop((who, key), None)
            first.answer.set_exception(error) if isinstance(error, Exception) else first.answer.cancel()
            if not first.answer.cancelled():
                first.answer.exception()  # nobody else may be waiting for it
            raise
        first.answer.set_result(answer)
        if answer.status >= 300:
            self._firsts.pop((who, key), None)
        return answer, found is not None

    async def _keep(self, who: str, key: str, fingerprint: str, answer: KeptResponse) -> None:
        """Where it cannot be kept it is remembered for an hour: what was asked for is done, and is told."""
        try:
            await self._kept.keep(who, key, fingerprint, msgspec.msgpack.encode(answer))
        except Exception as error:
            log.warning("a first answer could not be kept", error=type(error).__name__)

    def _let_go(self) -> None:
        """The oldest that are too old or too many. What is still being done stays: its repeat is to wait for it."""
        before_at = self._clock() - REMEMBERED_FOR_MS
        beyond = len(self._firsts) - MOST_REMEMBERED
        for place, (name, first) in enumerate(list(self._firsts.items())):
            if place >= beyond and first.at >= before_at:
                return
            if first.answer.done():
                del self._firsts[name]

    async def _forget_regularly(self) -> None:
        while True:
            try:
                await self._kept.forget_old()
            except Exception as error:
                log.warning("old first answers could not be let go of", error=type(error).__name__)
            await asyncio.sleep(FORGET_EVERY_S)
