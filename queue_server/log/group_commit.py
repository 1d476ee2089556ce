"""Group commit: what all offices have to write while one transaction is being written goes into the next one together.

While many write, a transaction also waits some milliseconds for as many as came to the last one: each costs the same
whatever is in it, and few full ones leave more of the processor to the hall than many that are half empty. Whoever
writes alone waits for nobody.

Whoever has something to write says so (`ready`) and is asked for it when a transaction begins, so that everything
decided until then is in it. One disk sync serves as many commands as arrived during the last one.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Protocol

import structlog

from queue_server.database.failure import StorageUnavailable
from queue_server.log.batch import Append, Result
from queue_server.log.recorded import Recorded
from queue_server.log.store import LogStore

MOST_WAITING = 4096
"""Writers that may wait. An office waits once, however much it has to write, so this is far above what ever waits."""

MOST_IN_BATCH = 256
"""Appends in one transaction: enough for every office at once, few enough that none waits long."""

GATHER_S = 0.004
"""How long a transaction waits for as many as came to the last one: less than a disk's sync, far below what is felt."""

GATHERED_MOST = 48
"""More than so many are not waited for: a larger transaction saves hardly anything more."""

log = structlog.get_logger(__name__)


class Writing(Protocol):
    """Somebody who has something to write. Asked and told on the event loop, in turn: `take`, then `written`."""

    def take(self) -> Append:
        """What is to be written now, all of it or nothing."""
        ...

    def written(self, result: list[Recorded] | Exception) -> None:
        """It is on disk; or why it is not: `SequenceConflict`, `CommandRepeated`, `StorageUnavailable`."""
        ...


class GroupCommit:
    """Start with `start`, stop with `stop`: what was handed in before is still written."""

    def __init__(self, store: LogStore) -> None:
        self._store = store
        self._waiting: deque[Writing] = deque()
        self._handed_in = asyncio.Event()
        self._stopping = False
        self._came_last = 0
        self._enough: asyncio.Future[None] | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._write_on(), name="group commit")

    async def stop(self) -> None:
        """Write what was handed in, then take no more."""
        self._stopping = True
        self._handed_in.set()
        if self._task is not None:
            await self._task

    def ready(self, writing: Writing) -> None:
        """`writing` has something for the next transaction. Says so once until it is told of that.

        Raises `StorageUnavailable` where nothing more is taken.
        """
        if self._task is None or self._stopping or self._task.done():
            raise StorageUnavailable("The log takes nothing more: the server is stopping.")
        if len(self._waiting) >= MOST_WAITING:
            raise StorageUnavailable("More is waiting to be written than the disk takes in.")
        self._waiting.append(writing)
        self._handed_in.set()
        if self._enough is not None and len(self._waiting) >= self._came_last:
            _end(self._enough)

    async def append(self, append: Append) -> list[Recorded]:
        """Wait until `append` is on disk. A caller that is cancelled leaves it to be written all the same.

        Raises `SequenceConflict`, `CommandRepeated`, or `StorageUnavailable` (nothing was acknowledged then).
        """
        one = _One(append)
        self.ready(one)
        return await one.recorded

    async def _write_on(self) -> None:
        while True:
            await self._handed_in.wait()
            await self._gather()
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_IN_BATCH))]
            if not self._waiting:
                self._handed_in.clear()
            if batch:
                for writing, result in zip(batch, await self._write([one.take() for one in batch]), strict=True):
                    _tell(writing, result)
            if self._stopping and not self._waiting:
                return
            if self._stopping:
                self._handed_in.set()

    async def _gather(self) -> None:
        """Lets whoever is about to have something to write share this transaction."""
        await asyncio.sleep(0)
        if len(self._waiting) < self._came_last and not self._stopping:
            loop = asyncio.get_running_loop()
            self._enough = loop.create_future()
            late = loop.call_later(GATHER_S, _end, self._enough)
            await self._enough
            late.cancel()
            self._enough = None
        self._came_last = min(len(self._waiting), GATHERED_MOST)

    async def _write(self, appends: Sequence[Append]) -> Sequence[Result | Exception]:
        try:
            return await self._store.append_each(appends)
        except Exception as problem:  # whoever waits must hear of it, whatever it is
            return [problem] * len(appends)


class _One:
    """A single append, and who waits for it."""

    def __init__(self, append: Append) -> None:
        self._append = append
        self.recorded: asyncio.Future[list[Recorded]] = asyncio.get_running_loop().create_future()

    def take(self) -> Append:
        return self._append

    def written(self, result: list[Recorded] | Exception) -> None:
        if self.recorded.done():
            return
        if isinstance(result, Exception):
            self.recorded.set_exception(result)
        else:
            self.recorded.set_result(result)


def _end(waited: asyncio.Future[None]) -> None:
    if not waited.done():
        waited.set_result(None)


def _tell(writing: Writing, result: Result | Exception) -> None:
    try:
        writing.written(result)
    except Exception:
        log.exception("what was written could not be told")  # the others are told, and writing goes on
