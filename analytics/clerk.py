"""Questions for figures while the server serves: asked here, worked out in a room of their own.

Folding the log and adding up are seconds of work; on the server's own loop every kiosk would wait for them. The clerk
has a thread, a loop and database connections of its own, takes one question at a time, and catches up now and then, so
that the first question of a morning is no long one.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from typing import Any, TypeVar

import structlog

from analytics.answering import Answer, FigureAnswers, kind_for
from analytics.fair_play.answering import as_rows, fair_play, manager_names
from analytics.refusals import Refusals
from analytics.store import VisitStore, asked_of
from analytics.store.refusals import keep_refusals
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant, OfficeId
from queue_server.errors import QueueServerError

CATCH_UP_S = 600
"""How often the tables are brought up to the log when nobody asks."""
EVENTS_AT_ONCE = 2_000
"""Events folded in one transaction: the log's writer waits no longer than for so many."""
READ_MOST = 1_000_000
"""Visits that are read one by one for a grouping that no summary keeps apart."""

Result = TypeVar("Result")
_log = structlog.get_logger("figures")


class Clerk:
    """Answers of one database, given by a thread of its own. Start and stop it once."""

    def __init__(self, url: str, clock: Callable[[], Instant], refusals: Refusals | None = None) -> None:
        self._url, self._clock, self._refusals = url, clock, refusals
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="figures", daemon=True)
        self._database: Database | None = None
        self._turn: asyncio.Lock | None = None
        self._catching_up: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Opens the room; the database is opened with the first question."""
        self._thread.start()

    async def stop(self) -> None:
        """Ends what is under way and closes the room."""
        if not self._thread.is_alive():
            self._loop.close()
            return
        if self._refusals:
            with suppress(QueueServerError):
                await self.in_turn(_nothing)
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._close(), self._loop))
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()

    def catch_up_regularly(self) -> None:
        """From now on every `CATCH_UP_S`."""
        self._loop.call_soon_threadsafe(self._begin_catching_up)

    async def figures(
        self,
        first_day: str,
        last_day: str,
        *,
        office: OfficeId | None,
        by: Sequence[str],
        among: Collection[OfficeId] | None = None,
    ) -> Answer | None:
        """The figures of an office, of some (`among`) or of all.

        None where the grouping would have more than `READ_MOST` visits read one by one.
        """

        async def work(answers: FigureAnswers) -> Answer | None:
            asked = asked_of(first_day, last_day, office, among)
            if kind_for(by) is None and await answers.store.more_than(READ_MOST, asked):
                return None
            return await answers.answer(first_day, last_day, office=office, by=by, among=among)

        return await self.in_turn(work)

    async def fair_play(
        self, first_day: str, last_day: str, *, office: OfficeId | None, among: Collection[OfficeId] | None = None
    ) -> list[dict[str, Any]]:
        """What the rules of fair play find, as rows."""

        async def work(answers: FigureAnswers) -> list[dict[str, Any]]:
            found = await fair_play(answers.store, asked_of(first_day, last_day, office, among))
            return as_rows(found, await manager_names(answers.store, found))

        return await self.in_turn(work)

    async def catch_up(self) -> None:
        """Now."""
        await self.in_turn(FigureAnswers.catch_up)

    async def in_turn(self, work: Callable[[FigureAnswers], Awaitable[Result]]) -> Result:
        """Does `work` in the room when its turn comes: reports, too, read figures for long."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._work(work), self._loop))

    async def _work(self, work: Callable[[FigureAnswers], Awaitable[Result]]) -> Result:
        if self._turn is None:
            self._turn = asyncio.Lock()
        async with self._turn:
            if self._database is None:
                self._database = await Database.open(self._url, migrate=False)
            await self._keep_refusals(self._database)
            store = VisitStore(self._database, self._clock, events_at_once=EVENTS_AT_ONCE)
            return await work(FigureAnswers(store))

    async def _keep_refusals(self, database: Database) -> None:
        counted = self._refusals.take() if self._refusals is not None else []
        if self._refusals is None or not counted:
            return
        try:
            await keep_refusals(database, counted)
        except QueueServerError:
            self._refusals.give_back(counted)
            raise

    def _begin_catching_up(self) -> None:
        self._catching_up = self._loop.create_task(self._catch_up_for_ever())

    async def _catch_up_for_ever(self) -> None:
        while True:
            await asyncio.sleep(CATCH_UP_S)
            try:
                await self._work(FigureAnswers.catch_up)
            except QueueServerError as problem:
                _log.warning("figures are behind the log", reason=str(problem))

    async def _close(self) -> None:
        if self._catching_up is not None:
            self._catching_up.cancel()
            await asyncio.gather(self._catching_up, return_exceptions=True)
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._database is not None:
            await self._database.dispose()


async def _nothing(_answers: FigureAnswers) -> None:
    """Only what every turn does: keep what was refused."""
