"""The outlook of every office that may break its promise, kept fresh while the hall changes.

Simulating is done in a thread, an office at a time: what is asked for is made at once where it is older than
`FRESH_MS`, and once a minute all offices where somebody has waited for a third of the target, the lines are long, or
more is forecast than the open desks can do, are looked at without being asked. Knows running offices only as states;
what it costs is bounded by `LONGEST_SWEEP_S`.

What simulates is loaded when it is first needed, in that thread: a start does not wait for it.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from analytics.estimators.learned import LearnedEstimator
from analytics.outlook.looking import Look, neighbours, peak_comes, worth_looking
from analytics.outlook.moves import NO_PLAN, NOBODY_DUE
from analytics.outlook.passed import PassedMoments, ReadTickets, between
from analytics.outlook.seen import RANKED_BY_S, Outlook
from analytics.outlook.steps import Steps
from analytics.outlook.store import Taken, TakenMoves
from analytics.outlook.usual_days import Forecasting, UsualDays
from analytics.outlook.wire import is_move, outlook_shape, taken_shape
from analytics.running_office import RunningOffice
from analytics.schedules.schedule import Due, Plan
from queue_server.domain.ids import SECOND, Instant, ManagerId, OfficeId
from queue_server.domain.office import Office

if TYPE_CHECKING:
    from analytics.forecast.forecasting import DayForecast

SWEEP_EVERY_S = 60.0
LONGEST_SWEEP_S = 5.0
"""A sweep that takes longer than this leaves the rest to the next: without Numba it shares the interpreter with the
hall, which comes first."""
FRESH_MS = 15 * SECOND

log = structlog.get_logger(__name__)


class TodaysSchedule(Protocol):
    """What is published, and was agreed on, for an office at this moment."""

    def plan(self, office: Office, at: Instant) -> Plan:
        """Who goes, rests and comes when."""
        ...

    def due(self, office: Office) -> Mapping[ManagerId, Due]:
        """Who should be at a desk and is at none."""
        ...


class Outlooks:
    """What the API asks of outlooks."""

    def __init__(
        self,
        offices: Iterable[RunningOffice],
        *,
        estimator: LearnedEstimator,
        taken: TakenMoves,
        steps: Steps,
        clock: Callable[[], Instant],
        read_tickets: ReadTickets,
        forecast: Forecasting | None = None,
        schedule: TodaysSchedule | None = None,
    ) -> None:
        self._offices = offices
        self._usual = UsualDays(forecast)
        self._schedule = schedule
        self._estimator = estimator
        self._taken = taken
        self._steps = steps
        self._clock = clock
        self._passed = PassedMoments(read_tickets)
        self._seen: dict[OfficeId, Outlook] = {}
        self._made: Counter[OfficeId] = Counter()
        """Moves: what was seen of the hall before the last of them is of another hall."""
        self._one_at_a_time = asyncio.Lock()
        self._sweep_from = 0
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.sweep, "interval", seconds=SWEEP_EVERY_S, coalesce=True, max_instances=1, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begins to look by itself."""
        self._scheduler.start()

    def stop(self) -> None:
        """Looks no more."""
        self._scheduler.shutdown(wait=False)

    async def told(self, office: RunningOffice) -> dict[str, Any]:
        """The office's outlook, made now or a moment ago."""
        return outlook_shape(office.state, await self._of(office))

    def alarming(self, among: Collection[OfficeId] | None = None) -> list[dict[str, Any]]:
        """The newest outlook of each office that the last sweeps found worth looking at, the worst first."""
        found = [
            (seen.expected[1].mean, outlook_shape(running.state, seen))
            for running in self._offices
            if (among is None or running.id in among) and (seen := self._seen.get(running.id)) is not None
        ]
        found.sort(key=lambda row: row[0], reverse=True)
        return [shape for _, shape in found]

    async def take(
        self, office: RunningOffice, move: dict[str, Any], by: str, due_at: Instant | None
    ) -> dict[str, Any]:
        """Notes that somebody made the move, with what the newest outlook expected of it."""
        seen = self._seen.get(office.id)
        advice = next((a for a in seen.advice if is_move(move, a.move)), None) if seen is not None else None
        expected = next((part.mean for part in seen.expected if part.within_s == RANKED_BY_S), None) if seen else None
        spared = advice.spared if advice is not None else None
        taken = await self._taken.keep(Taken(office.id, self._clock(), by, move, expected, spared, due_at))
        self._steps.add(taken)
        self._seen.pop(office.id, None)  # the hall is another now
        self._made[office.id] += 1
        return taken_shape(office.state, taken, 0)

    async def taken(self, office: RunningOffice) -> list[dict[str, Any]]:
        """The moves that were made at the office, newest first, each with what came."""
        now = self._clock()
        rows = await self._taken.of(office.id)
        if not rows:
            return []
        state, hour_ms = office.state, RANKED_BY_S * SECOND
        passed = await self._passed.of(state, now)
        return [taken_shape(state, row, between(passed, row.at, row.at + hour_ms)) for row in rows]

    async def acknowledge(self, office: RunningOffice, move: int, by: str) -> dict[str, Any]:
        """Somebody of the office has seen the step; raises `MoveUnknown`."""
        return taken_shape(office.state, await self._steps.acknowledge(office.id, move, by), 0)

    def steps(self, office: RunningOffice) -> list[dict[str, Any]]:
        """What was agreed on and binds somebody of the office now."""
        return self._steps.of(office.id)

    async def sweep(self) -> None:
        """Looks at every office that is worth it; goes on where the last sweep had to stop."""
        self._steps.look()
        offices = list(self._offices)
        ends_s = time.monotonic() + LONGEST_SWEEP_S
        for offset in range(len(offices)):
            office = offices[(self._sweep_from + offset) % len(offices)]
            try:
                if worth_looking(office.state, self._clock()) or await self._peak_comes(office):
                    await self._of(office)
                else:
                    self._seen.pop(office.id, None)
            except Exception:
                log.exception("an outlook failed", office=office.id)
            if time.monotonic() > ends_s:
                self._sweep_from = (self._sweep_from + offset + 1) % len(offices)
                return

    async def _of(self, office: RunningOffice) -> Outlook:
        async with self._one_at_a_time:
            now, kept = self._clock(), self._seen.get(office.id)
            if kept is not None and 0 <= now - kept.at < FRESH_MS:
                return kept
            usual = await self._usual.of(office.state, now)
            while True:  # once, and once more for each press meanwhile
                made = self._made[office.id]
                seen = await asyncio.to_thread(self._look(office, usual).seen)
                if self._made[office.id] == made:
                    self._seen[office.id] = seen
                    return seen

    def _look(self, office: RunningOffice, usual: "DayForecast | None") -> Look:
        """Everything of this moment."""
        now, state = self._clock(), office.state
        plan = self._plan(state, now)
        due = self._schedule.due(state) if self._schedule is not None else NOBODY_DUE
        learned = self._estimator.as_of_now(state, plan.at_desks())
        return Look(state, now, learned, tuple(neighbours(office, self._offices)), usual, plan, due)

    async def _peak_comes(self, office: RunningOffice) -> bool:
        """Whether an office that is quiet now will not stay so."""
        state, now = office.state, self._clock()
        if state.config is None or not state.day_open:
            return False
        usual = await self._usual.of(state, now)
        if usual is None:
            return False
        history, plan = self._estimator.history(office.id), self._plan(state, now)
        return await asyncio.to_thread(peak_comes, state, now, history, usual, plan)

    def _plan(self, state: Office, now: Instant) -> Plan:
        return self._schedule.plan(state, now) if self._schedule is not None else NO_PLAN
