"""The day of one office for whoever asks. Speaks in shapes, knows no HTTP.

Today is read off the office as it stands, by `domain.judging`; earlier days are the visits' table's, by the figures of
every report, caught up for this office once a day in the room of figures; the curve is folded from the day's events.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from analytics.answering import FigureAnswers
from analytics.day.curve import Point, began_before, curve
from analytics.day.telling import (
    BY_HALF_HOUR,
    DAYS_SHOWN,
    against_usual,
    map_of,
    midnight,
    points_told,
    todays_half_hours,
)
from analytics.figures.definitions import figures
from analytics.reports.usual import UsualDay, first_day_of_history, usual_day
from analytics.running_office import RunningOffice
from analytics.store.asked import Asked
from analytics.store.visits import VisitStore
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.opening import local_date
from queue_server.log.reader import LogReader

KEPT = 64
"""Offices whose history is kept: more than people look into within a day."""

Result = TypeVar("Result")


class Room(Protocol):
    """Where figures are worked out, one question at a time, so that no kiosk waits for them."""

    async def in_turn(self, work: Callable[[FigureAnswers], Awaitable[Result]]) -> Result:
        """Does `work` when its turn comes."""
        ...


@dataclass(frozen=True, slots=True)
class History:
    """What does not change any more on `day`: the usual day, and the days before by half-hour."""

    day: str
    usual: UsualDay
    days: list[dict[str, Any]]


class DayBook:
    """What the server's routes ask of a day."""

    def __init__(self, room: Room, database: Database, clock: Callable[[], Instant]) -> None:
        self._room = room
        self._clock = clock
        self._reader = LogReader(database)
        self._histories: OrderedDict[OfficeId, History] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def told(self, office: RunningOffice) -> dict[str, Any]:
        """Today against the usual day by half-hour, the curve of today, and the days before."""
        now, config = self._clock(), office.state.configured
        day = local_date(config, now)
        async with self._one_at_a_time:
            history = await self._history(office.id, day)
            points = await self.curve(office, now)
        today = todays_half_hours(office.state, day, now)
        return {
            "office": office.id,
            "day": day,
            "timezone": config.timezone,
            "goal": config.goal,
            "usual_days": history.usual.days,
            "half_hours": against_usual(today, history.usual),
            "curve": points_told(points),
            "days": [*history.days, {"day": day, "half_hours": today}],
        }

    async def _history(self, office: OfficeId, day: str) -> History:
        found = self._histories.get(office)
        if found is None or found.day != day:
            found = await self._room.in_turn(lambda answers: _read_history(answers.store, office, day))
            self._histories[office] = found
        self._histories.move_to_end(office)
        if len(self._histories) > KEPT:
            self._histories.popitem(last=False)
        return found

    async def curve(self, office: RunningOffice, now: Instant) -> list[Point]:
        """From the log: of the local day, or from when the office opened where its day began before midnight."""
        config, opened_at = office.state.configured, office.state.day_opened_at
        begin_at = midnight(config, now)
        if office.state.day_open and opened_at is not None:
            begin_at = min(begin_at, opened_at)
        first = await self._reader.seq_before(office.id, begin_at)
        recorded = [record async for record in self._reader.events(office.id, after=first, upto=office.seq)]
        for ticket in began_before(recorded):
            recorded += [record for record in await self._reader.of_ticket(office.id, ticket) if record.seq <= first]
        recorded.sort(key=lambda record: record.seq)
        return await asyncio.to_thread(curve, config, recorded, begin_at=begin_at, end_at=now)


async def _read_history(store: VisitStore, office: OfficeId, day: str) -> History:
    await store.catch_up(office=office)
    yesterday = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    visits = await store.columns(Asked(first_day_of_history(day), yesterday, office))
    by_half_hour = figures(visits, ("day", "half_hour"), only=BY_HALF_HOUR)
    by_day = figures(visits, ("day",), only=("served", "service_total_s"))
    days = sorted({str(row["day"]) for row in by_half_hour})[-(DAYS_SHOWN - 1) :]
    return History(day, usual_day(by_half_hour, by_day, day), [map_of(by_half_hour, one) for one in days])
