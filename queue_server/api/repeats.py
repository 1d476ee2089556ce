"""Repeats of calls that belong to no office's log: the first answer again, for a day, while the server runs.

Commands on offices are remembered in their logs, across restarts. These here — letting a device in, making a person,
signing in — are few, and doing them twice harms nobody; a repeat within a retry's time is what matters.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from queue_server.domain.ids import SECOND, Instant
from queue_server.errors import IdempotencyKeyReused

REMEMBERED_FOR_MS = 24 * 3600 * SECOND
MOST_REMEMBERED = 10_000
"""A day of administration is some hundred calls; the bound keeps a flood of keys out of the memory."""


@dataclass(frozen=True, slots=True)
class KeptResponse:
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
    """First answers by caller and key."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._firsts: OrderedDict[tuple[str, str], _First] = OrderedDict()

    async def once(
        self, who: str, key: str, fingerprint: str, do: Callable[[], Awaitable[KeptResponse]]
    ) -> tuple[KeptResponse, bool]:
        """What `do` gives, done once for this key, and whether it was given before. Refusals are not remembered.

        Raises `IdempotencyKeyReused` where the key came with other words.
        """
        self._forget_old()
        first = self._firsts.get((who, key))
        if first is not None:
            if first.fingerprint != fingerprint:
                raise IdempotencyKeyReused()
            return await asyncio.shield(first.answer), True
        first = _First(fingerprint, self._clock(), asyncio.get_running_loop().create_future())
        self._firsts[who, key] = first
        try:
            answer = await do()
        except BaseException as error:
            del self._firsts[who, key]
            first.answer.set_exception(error) if isinstance(error, Exception) else first.answer.cancel()
            if not first.answer.cancelled():
                first.answer.exception()  # nobody else may be waiting for it
            raise
        first.answer.set_result(answer)
        if answer.status >= 300:
            self._firsts.pop((who, key), None)
        return answer, False

    def _forget_old(self) -> None:
        before_at = self._clock() - REMEMBERED_FOR_MS
        while self._firsts and (
            len(self._firsts) > MOST_REMEMBERED or next(iter(self._firsts.values())).at < before_at
        ):
            self._firsts.popitem(last=False)
