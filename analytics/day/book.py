"""The day of one office for whoever asks. Speaks in shapes, knows no HTTP.

Today is read off the office as it stands, by `domain.judging`; earlier days are the visits' table's, by the figures of
every report, caught up for this office once a day in the room of figures; the curve is folded from the day's events.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from analytics.day.curve import Point, began_before, curve
from analytics.day.histories import Histories
from analytics.day.telling import against_usual, midnight, points_told, todays_half_hours
from analytics.running_office import RunningOffice
from queue_server.database.engine import Database
from queue_server.domain.ids import Instant
from queue_server.domain.opening import local_date
from queue_server.log.reader import LogReader


class DayBook:
    """What the server's routes ask of a day."""

    def __init__(self, histories: Histories, database: Database, clock: Callable[[], Instant]) -> None:
        self._histories = histories
        self._clock = clock
        self._reader = LogReader(database)
        self._one_at_a_time = asyncio.Lock()

    async def told(self, office: RunningOffice) -> dict[str, Any]:
        """Today against the usual day by half-hour, the curve of today, and the days before."""
        now, config = self._clock(), office.state.configured
        day, begin_at = local_date(config, now), midnight(config.timezone, now)
        if office.state.day_open and office.state.day_opened_at is not None:
            begin_at = min(begin_at, office.state.day_opened_at)
        async with self._one_at_a_time:
            history = await self._histories.of(frozenset({office.id}), day, day)
            points = await self.curve(office, begin_at, now)
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

    async def curve(self, office: RunningOffice, begin_at: Instant, now: Instant) -> list[Point]:
        """From `begin_at`, by the log: folded from where the office's day was last closed before it, so that whoever
        was there already is there."""
        before = await self._reader.seq_before(office.id, begin_at)
        first = await self._reader.closing_before(office.id, before)
        recorded = [record async for record in self._reader.events(office.id, after=first, upto=office.seq)]
        for ticket in began_before(recorded):
            recorded += [record for record in await self._reader.of_ticket(office.id, ticket) if record.seq <= first]
        recorded.sort(key=lambda record: record.seq)
        # Who waits and who sits where is told by the events alone, whatever was configured then.
        return await asyncio.to_thread(curve, office.state.configured, recorded, begin_at=begin_at, end_at=now)
