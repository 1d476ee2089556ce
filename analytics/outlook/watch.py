"""The outlook of every office that may break its promise, kept fresh while the hall changes.

Simulating is done in a thread, an office at a time: what is asked for is made at once where it is older than
`FRESH_MS`, and once a minute all offices where somebody has waited for a third of the target, the lines are long, or
more is forecast than the open desks can do, are looked at without being asked. Knows running offices only as states;
what it costs is bounded by `LONGEST_SWEEP_S`.

What simulates is loaded when it is first needed, in that thread: a start does not wait for it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]

from analytics.clerk import Clerk
from analytics.estimators.learned import LearnedEstimator
from analytics.outlook.moves import NO_PLAN, NOBODY_DUE, Neighbour
from analytics.outlook.passed import between, passed_at
from analytics.outlook.seen import RANKED_BY_S, Outlook
from analytics.outlook.steps import Steps
from analytics.outlook.store import Taken, TakenMoves
from analytics.outlook.wire import is_move, outlook_shape, taken_shape
from analytics.running_office import RunningOffice
from analytics.schedules.schedule import Due, Plan
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.ids import SECOND, Instant, ManagerId, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.errors import QueueServerError

if TYPE_CHECKING:
    from analytics.answering import FigureAnswers
    from analytics.estimators.history import ServiceHistory
    from analytics.forecast.forecasting import DayForecast

SWEEP_EVERY_S = 60.0
LONGEST_SWEEP_S = 5.0
"""A sweep that takes longer than this leaves the rest to the next: without Numba it shares the interpreter with the
hall, which comes first."""
FRESH_MS = 15 * SECOND
TRIED_AGAIN_MS = 3600 * SECOND
"""A forecast that could not be made (too few days, a database that was busy) may be had later."""
LONG_LINE = 2.0
"""People waiting for each open desk that make an office worth looking at."""
ALARMING_SHARE = 1 / 3
"""Of the target: whoever has waited for so long makes an office worth looking at."""

Forecasting: TypeAlias = Callable[[OfficeId, str], "Awaitable[list[DayForecast]]"]
"""An office's forecast of a local day, as on the evening before; `LookupError` where too little is known."""

log = structlog.get_logger(__name__)


class TodaysSchedule(Protocol):
    """What the published schedule says of an office at this moment."""

    def plan(self, office: Office, at: Instant) -> Plan:
        """Who goes, rests and comes when."""
        ...

    def due(self, office: Office) -> Mapping[ManagerId, Due]:
        """Who should be at a desk and is at none."""
        ...


class _Usual(NamedTuple):
    """An office's forecast of a local day, or that there was none to be had at that moment."""

    day: str
    tried_at: Instant
    forecast: "DayForecast | None"


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
        forecast: "Forecasting | None" = None,
        schedule: "TodaysSchedule | None" = None,
    ) -> None:
        self._offices = offices
        self._forecast = forecast
        self._schedule = schedule
        self._usual: dict[OfficeId, _Usual] = {}
        self._estimator = estimator
        self._taken = taken
        self._steps = steps
        self._clock = clock
        self._seen: dict[OfficeId, tuple[int, Outlook]] = {}
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
            if (among is None or running.id in among) and (kept := self._seen.get(running.id)) is not None
            for seen in (kept[1],)
        ]
        found.sort(key=lambda row: row[0], reverse=True)
        return [shape for _, shape in found]

    async def take(
        self, office: RunningOffice, move: dict[str, Any], by: str, due_at: Instant | None
    ) -> dict[str, Any]:
        """Notes that somebody made the move, with what the newest outlook expected of it."""
        kept = self._seen.get(office.id)
        seen = kept[1] if kept is not None else None
        advice = next((a for a in seen.advice if is_move(move, a.move)), None) if seen is not None else None
        expected = next((part.mean for part in seen.expected if part.within_s == RANKED_BY_S), None) if seen else None
        spared = advice.spared if advice is not None else None
        taken = await self._taken.keep(Taken(office.id, self._clock(), by, move, expected, spared, due_at))
        self._steps.add(taken)
        self._seen.pop(office.id, None)  # the hall is another now
        return taken_shape(office.state, taken, 0)

    async def taken(self, office: RunningOffice) -> list[dict[str, Any]]:
        """The moves that were made at the office, newest first, each with what came."""
        now = self._clock()
        rows = await self._taken.of(office.id)
        if not rows:
            return []
        state, hour_ms = office.state, RANKED_BY_S * SECOND
        passed = passed_at(state, now)
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
            if kept is not None and 0 <= now - kept[1].at < FRESH_MS:
                return kept[1]
            seq, state = office.seq, office.state
            spare = tuple(self._neighbours(office))
            usual = await self._day(state, now)
            history = self._estimator.history(office.id)
            plan = self._schedule.plan(state, now) if self._schedule is not None else NO_PLAN
            plan = plan.until(self._steps.ends(office.id, now))
            due = self._schedule.due(state) if self._schedule is not None else NOBODY_DUE
            seen = await asyncio.to_thread(_look, state, now, history, spare, usual, plan, due)
            if history is not None:
                from analytics.outlook.chances import with_learned  # loaded already, with what was learned

                seen = with_learned(seen, state, self._estimator)
            self._seen[office.id] = (seq, seen)
            return seen

    async def _peak_comes(self, office: RunningOffice) -> bool:
        """Whether an office that is quiet now will not stay so."""
        state, now = office.state, self._clock()
        if state.config is None or not state.day_open:
            return False
        usual = await self._day(state, now)
        if usual is None:
            return False
        return await asyncio.to_thread(_peak, state, now, self._estimator.history(office.id), usual)

    async def _day(self, office: Office, at: Instant) -> "DayForecast | None":
        """The day's forecast, made once a local date; None without one. What could not be made is tried again later."""
        day = local_date(office.configured, at)
        kept = self._usual.get(office.id)
        if kept is None or kept.day != day or (kept.forecast is None and at - kept.tried_at >= TRIED_AGAIN_MS):
            kept = self._usual[office.id] = _Usual(day, at, await self._made(office.id, day))
        return kept.forecast

    async def _made(self, office: OfficeId, day: str) -> "DayForecast | None":
        if self._forecast is None:
            return None
        try:
            (found,) = await self._forecast(office, day)
        except (LookupError, QueueServerError):
            return None
        return found

    def _neighbours(self, office: RunningOffice) -> Iterable[Neighbour]:
        """Managers of the territory's other offices who sit idle with nobody in the lines of their topics."""
        territory = office.state.configured.territory
        for other in self._offices:
            state = other.state
            if other.id == office.id or state.config is None or territory is None:
                continue
            if state.config.territory != territory:
                continue
            asked = {topic for (topic, _, _), line in state.lines.items() if len(line)}
            for desk in state.desks.values():
                idle = desk.manager is not None and desk.ticket is None and desk.break_since_at is None
                if idle and desk.manager is not None and not asked & set(desk.topics):
                    takes = frozenset(desk.topics) - state.suspended.keys() if state.issuing else frozenset()
                    yield Neighbour(other.id, desk.manager, frozenset(desk.topics), takes)
                    break


def forecasting(clerk: Clerk) -> Forecasting:
    """The forecast of a local day from the visits of earlier days, made in the clerk's room."""

    async def made(office: OfficeId, day: str) -> "list[DayForecast]":
        from analytics.forecast.office import StoreForecast

        async def work(answers: "FigureAnswers") -> "list[DayForecast]":
            return await StoreForecast(answers.store).days(office, date.fromisoformat(day))

        return await clerk.in_turn(work)

    return made


def _look(
    office: Office,
    at: Instant,
    history: "ServiceHistory | None",
    spare: tuple[Neighbour, ...],
    usual: "DayForecast | None",
    plan: Plan,
    due: Mapping[ManagerId, Due],
) -> Outlook:
    from analytics.outlook.services import services_of
    from analytics.outlook.trying import outlook

    services = services_of(office.configured, history)
    return outlook(office, at, services, neighbours=spare, usual=usual, plan=plan, due=due)


def _peak(office: Office, at: Instant, history: "ServiceHistory | None", usual: "DayForecast") -> bool:
    from analytics.outlook.peak import peak_ahead
    from analytics.outlook.services import services_of

    return peak_ahead(office, at, services_of(office.configured, history), usual)


def worth_looking(office: Office, at: Instant) -> bool:
    """Whether the office may break its promise soon: somebody has waited for long, or the lines are long.

    Where no desk is open, one who waits is enough: nobody will be called.
    """
    waiting = sum(len(line) for line in office.lines.values())
    desks = sum(desk.manager is not None for desk in office.desks.values())
    if office.config is None or not office.day_open:
        return False
    if waiting > LONG_LINE * desks:
        return True
    heads = (office.tickets.get(entry[2]) for line in office.lines.values() if (entry := line.first()) is not None)
    return any(t is not None and accountable_ms(t, at) > ALARMING_SHARE * t.target_ms for t in heads)
