"""Who should be at a desk today, by the published schedule: kept at hand for screens and for advice.

Every few seconds the newest versions of today are read anew, so that what another process published, and the next day,
come in by themselves. What passes by time alone stands in the rows as instants: whoever reads them counts.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import structlog

from analytics.alerts.reading import Missing
from analytics.alerts.wire import instant
from analytics.estimators.hours import Hours
from analytics.running_office import RunningOffice
from analytics.schedules.hours import plan_of
from analytics.schedules.schedule import Agreed, DaySchedule, Due, Plan, ScheduledShift, Span
from analytics.schedules.store import Schedules
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, ManagerId, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date, local_instant
from queue_server.errors import QueueServerError

LOOK_EVERY_S = 10.0
LATE_AFTER_MS = 5 * 60_000
"""Somebody who is not at a desk so long after a shift began is late: a coat is hung up by then."""
EARLY_MS = 10 * 60_000
"""Whoever closes a desk so shortly before a break has gone on it; who was away for longer is not on a break."""


Tell = Callable[[OfficeId, dict[str, Any] | None], None]
"""A row about an office for whoever sees it; None where there is none any more."""

AgreedOn = Callable[[DaySchedule | None, Office, Instant], Sequence[Agreed]]
"""Who stays at a desk, or comes to one, by what was agreed on today beside the day's schedule."""

log = structlog.get_logger("schedules")


class ExpectedDesks:
    """Today's schedule of every office of this server."""

    def __init__(
        self, offices: Iterable[RunningOffice], schedules: Schedules, clock: Callable[[], Instant], tell: Tell
    ) -> None:
        self._offices = offices
        self._schedules = schedules
        self._clock = clock
        self._tell = tell
        self._today: dict[OfficeId, DaySchedule] = {}
        self.agreed: AgreedOn = lambda _schedule, _office, _at: ()
        self._looking: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Knows today, and looks from now on."""
        await self.look()
        self._looking = asyncio.create_task(self._look_on(), name="schedules")

    async def stop(self) -> None:
        """Looks no more."""
        if self._looking is not None:
            self._looking.cancel()
            with suppress(asyncio.CancelledError):
                await self._looking

    async def look(self) -> None:
        """Reads today's schedules and tells of those that are not what they were."""
        now = self._clock()
        days = {
            office.id: (office, date.fromisoformat(local_date(office.state.configured, now)))
            for office in self._offices
            if office.state.config is not None
        }
        if not days:
            return
        first, last = min(day for _, day in days.values()), max(day for _, day in days.values())
        found = await self._schedules.between(first, last)
        for name, (office, day) in days.items():
            schedule = found.get((name, day))
            if schedule == self._today.get(name):
                continue
            if schedule is None:
                del self._today[name]
            else:
                self._today[name] = schedule
            row = expected_row(office.state.configured, schedule) if schedule is not None else None
            self._tell(name, row)

    def due(self, office: Office) -> dict[ManagerId, Due]:
        """Managers who should be at a desk now and are at none; a scheduled break is no absence."""
        schedule = self._today.get(office.id)
        if schedule is None:
            return {}
        config, now = office.configured, self._clock()
        there = {desk.manager for desk in office.desks.values()}
        return {
            shift.manager: Due(local_instant(config.timezone, schedule.day.isoformat(), shift.begins), shift.desk)
            for shift in schedule.shifts
            if shift.manager not in there and _missed(config, schedule, shift, now)
        }

    def missing(self, office: Office) -> list[Missing]:
        """Desks that should be open now and are not, the longest first.

        All of it follows from the office and the schedule, so that a start anew misses no less. A scheduled break opens
        nothing and misses nothing, but for who was missed before it: nobody rests from a day that they never came to.
        Before the office's day is open no desk can be. Whoever has no shift now and sits at a desk all the same stands
        in: at the very desk that is missed, else for whoever is missed last.
        """
        schedule = self._today.get(office.id)
        if schedule is None:
            return []
        config, now = office.configured, self._clock()
        on = [shift for shift in schedule.shifts if _on_shift(config, schedule, shift, now)]
        there = {desk.manager for desk in office.desks.values() if desk.manager is not None}
        extra = there - {shift.manager for shift in on}
        stand_ins = {desk.number for desk in office.desks.values() if desk.manager in extra}
        found = []
        for shift in on:
            if shift.manager in there:
                continue
            since_at = _missed_since(office, schedule, shift, now)
            if since_at > now:
                continue
            if shift.desk in stand_ins:
                stand_ins.discard(shift.desk)
            else:
                found.append(Missing(shift.manager, shift.desk, since_at))
        found.sort(key=lambda one: one.since_at)
        return found[: max(0, len(found) - len(stand_ins))]

    def plan(self, office: Office, at: Instant) -> Plan:
        """What goes on and what is to begin from `at` on, by what is published and by what was agreed on."""
        schedule = self._today.get(office.id)
        return plan_of(schedule, office, at, self.agreed(schedule, office, at))

    def desk_hours(self, office: Office, at: Instant) -> dict[ManagerId, Hours]:
        """What managers whose shift is on, or who stay until then, will do from `at` on."""
        return self.plan(office, at).at_desks()

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except QueueServerError as problem:
                log.warning("schedules cannot be read now", reason=str(problem))


def expected_row(config: OfficeConfig, schedule: DaySchedule) -> dict[str, Any]:
    """How many desks should be open from when on, breaks included, for the overview."""
    day = schedule.day.isoformat()
    moments = sorted({at for shift in schedule.shifts for at in shift.span})
    return {
        "kind": "schedule",
        "office": config.id,
        "day": day,
        "version": schedule.version,
        "expected": [
            {"from_at": instant(local_instant(config.timezone, day, at)), "desks": _there(schedule.shifts, at)}
            for at in moments
        ],
    }


def _there(shifts: Sequence[ScheduledShift], at: int) -> int:
    return sum(shift.begins <= at < shift.ends for shift in shifts)


def _missed(config: OfficeConfig, schedule: DaySchedule, shift: ScheduledShift, now: Instant) -> bool:
    late = _on_shift(config, schedule, shift, now - LATE_AFTER_MS) and _on_shift(config, schedule, shift, now)
    return late and not _rests(config, schedule, shift, now)


def _on_shift(config: OfficeConfig, schedule: DaySchedule, shift: ScheduledShift, now: Instant) -> bool:
    begins, ends = _moments(config, schedule, shift.span)
    return begins <= now < ends


def _rests(config: OfficeConfig, schedule: DaySchedule, shift: ScheduledShift, now: Instant) -> bool:
    return any(begins <= now < ends for begins, ends in _breaks(config, schedule, shift))


def _breaks(config: OfficeConfig, schedule: DaySchedule, shift: ScheduledShift) -> list[tuple[Instant, Instant]]:
    return [_moments(config, schedule, rest) for rest in shift.breaks]


def _missed_since(office: Office, schedule: DaySchedule, shift: ScheduledShift, now: Instant) -> Instant:
    """Since when the desk of `shift`, whose manager is at none, should be open again; later than `now` during a break.

    From the shift's beginning, the day's opening or the manager's leaving on, the latest; whoever had been away for
    longer when a break began is not on it. A desk that somebody else has closed since was open until then: where no
    desk is named, any may have been it.
    """
    config = office.configured
    begins, _ = _moments(config, schedule, shift.span)
    since_at = max(begins, office.day_opened_at or 0, office.left.get(shift.manager, 0))
    for rest_at, ends_at in sorted(_breaks(config, schedule, shift)):
        if rest_at <= now and rest_at < since_at + EARLY_MS:
            since_at = max(since_at, ends_at)
    shut = [
        desk.since_at
        for desk in office.desks.values()
        if desk.manager is None and desk.since_at is not None and shift.desk in (None, desk.number)
    ]
    return max([since_at, *shut])


def _moments(config: OfficeConfig, schedule: DaySchedule, span: Span) -> tuple[Instant, Instant]:
    day = schedule.day.isoformat()
    return local_instant(config.timezone, day, span.begins), local_instant(config.timezone, day, span.ends)
