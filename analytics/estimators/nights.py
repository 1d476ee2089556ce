"""Nights: each office is learned from while it sleeps, and what was learned is put to use at once.

Knows when, where it is kept, and how a server that starts in the middle of a day comes to know the day so far. Learning
itself is `night_work`'s, in a process of its own; an office at a time, because nobody is in a hurry.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from analytics.estimators.learned import LearnedEstimator
from analytics.estimators.night_rules import Task, due, read_until
from analytics.estimators.store import Kept, WaitStore
from analytics.running_office import RunningOffice
from queue_server.database.engine import Database
from queue_server.domain.events import DayOpened
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.errors import QueueServerError
from queue_server.log.reader import LogReader

if TYPE_CHECKING:
    from analytics.estimators.pace import Pace

LOOK_EVERY_S = 60.0
"""A night is four hours long; a demonstration's lasts four minutes."""

LONGEST_S = 900.0
"""A night's work that takes longer than this is ended: the first reading of a log of years takes minutes."""

SLICE = 100
"""Events of the day so far that are folded before others have their turn."""

log = structlog.get_logger(__name__)


class Nights:
    """Keeps an estimator learned. `start` once the offices run; `stop` before the database closes."""

    def __init__(
        self,
        offices: Iterable[RunningOffice],
        database: Database,
        *,
        estimator: LearnedEstimator,
        clock: Callable[[], Instant],
        every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._offices = offices
        self._database = database
        self._reader = LogReader(database)
        self._store = WaitStore(database)
        self._estimator = estimator
        self._clock = clock
        self._learned_at: dict[OfficeId, Instant] = {}
        self._remembering: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.look, "interval", seconds=every_s, coalesce=True, max_instances=1, misfire_grace_time=None
        )
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False

    def start(self) -> None:
        """Puts to use what earlier nights left, in the background, and begins to look at the clock."""
        self._remembering = asyncio.create_task(self.remember(), name="what earlier nights left")
        self._scheduler.start()

    async def stop(self) -> None:
        """Ends a night that is being worked on; the next start does it again."""
        self._stopping = True
        self._scheduler.shutdown(wait=False)
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        if self._remembering is not None:
            self._remembering.cancel()
            await asyncio.gather(self._remembering, return_exceptions=True)

    async def remember(self) -> None:
        """What earlier nights left is put to use, office by office; until then the simple estimator answers."""
        self._learned_at = await self._store.learned_at()
        for office in list(self._offices):
            if office.id not in self._learned_at:
                continue
            try:
                kept = await self._store.learned(office.id)
                if kept is not None:
                    await self._put_to_use(office, kept)
            except (QueueServerError, ValueError, OSError, KeyError):
                log.exception("what was learned of an office could not be read", office=office.id)

    async def look(self) -> None:
        """Works on every office that is due now."""
        if self._remembering is not None and not self._remembering.done():
            return
        for office in list(self._offices):
            at = self._clock()
            learned_at = self._learned_at.get(office.id)
            if self._stopping or not due(office.state, learned_at=learned_at, at=at):
                continue
            self._learned_at[office.id] = at  # once a night, also where it fails
            try:
                await self._work(office, read_until(office.state, at), at)
            except (QueueServerError, ValueError, OSError, TimeoutError):
                if not self._stopping:
                    log.exception("a night's learning failed", office=office.id)

    async def _work(self, office: RunningOffice, until_at: Instant, at: Instant) -> None:
        before = await self._store.learned(office.id)
        url = self._database.url.render_as_string(hide_password=False)
        found = await self._learn(Task(url, office.id, before.notebook if before is not None else None, until_at))
        kept = Kept(at, found.model, found.notebook)
        await self._store.keep_learned(office.id, kept)
        await self._put_to_use(office, kept)
        log.info("waits learned", office=office.id, enough=kept.model is not None)

    async def _learn(self, task: Task) -> Kept:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "analytics.estimators.night_work",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            async with asyncio.timeout(LONGEST_S):
                answer, said = await self._process.communicate(msgspec.msgpack.encode(task))
        finally:
            if self._process.returncode is None:
                self._process.kill()
        if self._process.returncode:
            raise ValueError(f"the night's process ended with {self._process.returncode}: {said.decode()[-2000:]}")
        return msgspec.msgpack.decode(answer, type=Kept)

    async def _put_to_use(self, office: RunningOffice, kept: Kept) -> None:
        from analytics.estimators import notebook_keeping  # arithmetic is loaded when a night has something to tell
        from analytics.estimators.keeping import of_bytes
        from analytics.estimators.pace import Pace

        learned = of_bytes(kept.model) if kept.model is not None else None
        notebook = notebook_keeping.of_bytes(office.id, kept.notebook)
        if learned is None or notebook is None:
            self._estimator.forget(office.id)
            return
        pace = Pace(learned.history.topics, learned.history.managers)
        state, seq = notebook.watcher.office, notebook.seq
        while seq < office.seq:  # nothing is awaited between this and `learn`: the next event is shown to the estimator
            state, seq = await self._follow(office, pace, state, seq)
        self._estimator.learn(office.id, learned, pace)

    async def _follow(self, office: RunningOffice, pace: "Pace", state: Office, seq: int) -> tuple[Office, int]:
        async for record in self._reader.events(office.id, after=seq, upto=office.seq):
            if isinstance(record.event, DayOpened):
                pace.begin()
            pace.observe(state, record.event)
            state, seq = evolve(state, record.event), record.seq
            if not seq % SLICE:
                await asyncio.sleep(0)
        return state, seq
