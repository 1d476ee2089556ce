"""Time turned into commands: APScheduler's only job here is to look at the clock; the rules are in `timetable`."""

import asyncio
from itertools import islice

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from queue_server.domain.ids import SECOND
from queue_server.domain.rejection import CommandRejected
from queue_server.errors import Unavailable
from queue_server.offices.answers import nothing_to_say
from queue_server.offices.registry import Offices
from queue_server.offices.running import Clock, RunningOffice
from queue_server.offices.timetable import commands_due

TIMETABLE = "timetable"
"""The actor of what the timetable does."""

LOOK_EVERY_S = 1.0
"""Often enough that a screen shows a due ticket when it is due; the event itself is dated at its own moment."""

SAVED_IN_A_LOOK = 4
"""Commands are written by the same writer as snapshots: 200 quiet offices must not make anybody wait."""

ANSWERS_KEPT_MS = 48 * 3600 * SECOND
"""Twice as long as the API promises that a repeated key gets its first answer."""

log = structlog.get_logger(__name__)


class Timers:
    """Looks at every office once a second. A look that takes longer than that is not started twice."""

    def __init__(self, offices: Offices, clock: Clock, *, every_s: float = LOOK_EVERY_S) -> None:
        self._offices = offices
        self._clock = clock
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.look, "interval", seconds=every_s, coalesce=True, max_instances=1, misfire_grace_time=None
        )

        self._scheduler.add_job(
            self.forget_answers, "interval", hours=1, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begins to look."""
        self._scheduler.start()

    def stop(self) -> None:
        """Looks no more."""
        self._scheduler.shutdown(wait=False)

    async def look(self) -> None:
        """What time and the timetable bring by now, in every office; a few that are quiet are saved."""
        await asyncio.gather(*(self._look_at(office) for office in self._offices))
        quiet = (office for office in self._offices if office.save_if_quiet())
        for _ in islice(quiet, SAVED_IN_A_LOOK):
            pass

    async def forget_answers(self) -> None:
        """Lets go of first answers that nobody repeats any more."""
        try:
            await self._offices.forget_answers(self._clock() - ANSWERS_KEPT_MS)
        except Unavailable as error:
            log.warning("old answers could not be let go of", detail=error.detail)

    async def _look_at(self, office: RunningOffice) -> None:
        try:
            await office.look_at_time()
            for command in commands_due(office.state, self._clock()):
                await office.submit(command, actor=TIMETABLE, present=nothing_to_say)
        except CommandRejected as refusal:
            # Mostly a person was quicker, and what was due is done already.
            log.debug("the timetable was refused", office=office.id, code=refusal.code)
        except Unavailable as error:
            log.warning("the timetable has to wait", office=office.id, detail=error.detail)
        except Exception:
            log.exception("time could not be looked at", office=office.id)  # the other offices' time goes on
