"""The present roster, where nobody wrote one down: who was at a desk on the last such weekday, from when to when."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from analytics.simulation.comparing import clock
from analytics.simulation.scenario import MINUTE_MS
from analytics.staffing.week_file import WeeklyShiftTable
from analytics.store import Asked, VisitStore
from analytics.visits.desk_time import DeskTime
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.opening import WEEKDAYS

LOOKED_BACK_DAYS = 28
PRESENT_MS = 15 * MINUTE_MS
"""At a desk for so much of a half-hour: there in it."""

HALF_HOUR_MINUTES = 30


async def worked_before(store: VisitStore, config: OfficeConfig, first: date) -> tuple[WeeklyShiftTable, ...]:
    """Shifts by weekday as they were last worked before `first`; none where no desk was open."""
    days = ((first - timedelta(LOOKED_BACK_DAYS)).isoformat(), (first - timedelta(1)).isoformat())
    await store.catch_up()
    return shifts_worked(await store.desk_time(Asked(*days, config.id)), config)


def shifts_worked(rows: Iterable[DeskTime], config: OfficeConfig) -> tuple[WeeklyShiftTable, ...]:
    """From the desks' time: the last day of each weekday, one shift a manager. Whoever is gone is left out."""
    present: dict[str, dict[str, dict[int, list[int]]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row.manager in config.managers:
            times = present[row.day][row.manager].setdefault(row.half_hour, [0, 0])
            times[0] += row.free_ms + row.called_ms + row.serving_ms + row.break_ms
            times[1] += row.break_ms
    last = {date.fromisoformat(day).weekday(): day for day in sorted(present)}
    return tuple(
        shift
        for weekday, day in sorted(last.items())
        for manager, half_hours in sorted(present[day].items())
        for shift in _shift(WEEKDAYS[weekday], manager, half_hours)
    )


def _shift(weekday: str, manager: str, half_hours: dict[int, list[int]]) -> Iterable[WeeklyShiftTable]:
    there = sorted(at for at, (whole, _) in half_hours.items() if whole >= PRESENT_MS)
    if not there:
        return
    begins, ends = there[0], there[-1] + HALF_HOUR_MINUTES
    away = [at for at in range(begins, ends, HALF_HOUR_MINUTES) if at not in there or half_hours[at][1] >= PRESENT_MS]
    yield WeeklyShiftTable.model_validate({
        "days": (weekday,),
        "manager": manager,
        "begins": clock(begins * MINUTE_MS),
        "ends": clock(ends * MINUTE_MS),
        "breaks": [f"{clock(first * MINUTE_MS)}-{clock(last * MINUTE_MS)}" for first, last in _stretches(away)],
    })  # fmt: skip


def _stretches(half_hours: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for at in half_hours:
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + HALF_HOUR_MINUTES)
        else:
            found.append((at, at + HALF_HOUR_MINUTES))
    return found
