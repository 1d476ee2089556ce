"""The day of one office for whoever asks. Speaks in shapes, knows no HTTP.

Today is read off the office as it stands, by `domain.judging`; earlier days are the visits' table's, by the figures of
every report, caught up for this office once a day in the room of figures; the curve is folded from the day's events.
"""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from analytics.answering import FigureAnswers
from analytics.day.curve import Point, began_before, curve
from analytics.figures.definitions import Row, figures
from analytics.reports.usual import UsualDay, first_day_of_history, slot_of, usual_day
from analytics.running_office import RunningOffice
from analytics.store.visits import Asked, VisitStore
from analytics.visits.visit import HALF_HOUR_MINUTES, half_hour_name
from queue_server.database.engine import Database
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.judging import Tally, service_level, tally
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket
from queue_server.log.reader import LogReader

DAYS_SHOWN = 14
"""Days of the map of half-hours: two of each weekday."""

KEPT = 64
"""Offices whose history is kept: more than people look into within a day."""

Result = TypeVar("Result")

BY_HALF_HOUR = ("issued", "met", "breached", "service_level")


class Room(Protocol):
    """Where figures are worked out, one question at a time, so that no kiosk waits for them."""

    async def in_turn(self, work: Callable[[FigureAnswers], Awaitable[Result]]) -> Result:
        """Does `work` when its turn comes."""
        ...


@dataclass(frozen=True, slots=True)
class _History:
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
        self._histories: OrderedDict[OfficeId, _History] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def told(self, office: RunningOffice) -> dict[str, Any]:
        """Today against the usual day by half-hour, the curve of today, and the days before."""
        now, config = self._clock(), office.state.configured
        day = local_date(config, now)
        async with self._one_at_a_time:
            history = await self._history(office.id, day)
            points = await self._curve(office, now)
        today = _today(office.state, day, now)
        return {
            "office": office.id,
            "day": day,
            "timezone": config.timezone,
            "goal": config.goal,
            "usual_days": history.usual.days,
            "half_hours": _against_usual(today, history.usual),
            "curve": [
                {"at": _instant(one.at), "waiting": one.waiting, "desks_open": one.desks_open, "serving": one.serving}
                for one in points
            ],
            "days": [*history.days, {"day": day, "half_hours": today}],
        }

    async def _history(self, office: OfficeId, day: str) -> _History:
        found = self._histories.get(office)
        if found is None or found.day != day:
            found = await self._room.in_turn(lambda answers: _read_history(answers.store, office, day))
            self._histories[office] = found
        self._histories.move_to_end(office)
        if len(self._histories) > KEPT:
            self._histories.popitem(last=False)
        return found

    async def _curve(self, office: RunningOffice, now: Instant) -> list[Point]:
        """Of the local day, or from when the office opened where its day began before midnight."""
        config, opened_at = office.state.configured, office.state.day_opened_at
        begin_at = _midnight(config, now)
        if office.state.day_open and opened_at is not None:
            begin_at = min(begin_at, opened_at)
        first = await self._reader.seq_before(office.id, begin_at)
        recorded = [record async for record in self._reader.events(office.id, after=first, upto=office.seq)]
        for ticket in began_before(recorded):
            recorded += [record for record in await self._reader.of_ticket(office.id, ticket) if record.seq <= first]
        recorded.sort(key=lambda record: record.seq)
        return await asyncio.to_thread(curve, config, recorded, begin_at=begin_at, end_at=now)


async def _read_history(store: VisitStore, office: OfficeId, day: str) -> _History:
    await store.catch_up(office=office)
    yesterday = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    visits = await store.columns(Asked(first_day_of_history(day), yesterday, office))
    by_half_hour = figures(visits, ("day", "half_hour"), only=BY_HALF_HOUR)
    by_day = figures(visits, ("day",), only=("served", "service_total_s"))
    days = sorted({str(row["day"]) for row in by_half_hour})[-(DAYS_SHOWN - 1) :]
    return _History(day, usual_day(by_half_hour, by_day, day), [_map_of(by_half_hour, one) for one in days])


def _today(office: Office, day: str, now: Instant) -> list[dict[str, Any]]:
    """The half-hours of issue with anybody in them, in order, as the visits stand now."""
    config = office.configured
    zone = ZoneInfo(config.timezone)
    groups: dict[int, list[Ticket]] = defaultdict(list)
    for ticket in office.tickets.values():
        if ticket.number is not None and ticket.issued_at is not None and local_date(config, ticket.issued_at) == day:
            local = datetime.fromtimestamp(ticket.issued_at / 1000, tz=zone)
            minutes = local.hour * 60 + local.minute
            groups[minutes - minutes % HALF_HOUR_MINUTES].append(ticket)
    return [
        _half_hour(half_hour_name(minutes), tally(groups[minutes], now, config.limits)) for minutes in sorted(groups)
    ]


def _half_hour(begin: str, counts: Tally) -> dict[str, Any]:
    return {
        "begin": begin,
        "issued": counts.issued,
        "met": counts.met,
        "breached": counts.breached,
        "service_level": service_level(counts.met, counts.breached),
    }


def _map_of(by_half_hour: Sequence[Row], day: str) -> dict[str, Any]:
    rows = [row for row in by_half_hour if row["day"] == day]
    return {
        "day": day,
        "half_hours": [{"begin": row["half_hour"], **{name: row[name] for name in BY_HALF_HOUR}} for row in rows],
    }


def _against_usual(today: Sequence[dict[str, Any]], usual: UsualDay) -> list[dict[str, Any]]:
    """From the first half-hour with anybody, today or usually, to the last."""
    found = {slot_of(row["begin"]): row for row in today}
    usual_slots = [slot for slot, arrivals in enumerate(usual.arrivals) if arrivals > 0]
    slots = [*found, *usual_slots]
    if not slots:
        return []
    empty = Tally()
    return [
        {
            **found.get(slot, _half_hour(half_hour_name(slot * HALF_HOUR_MINUTES), empty)),
            "usual_issued": round(usual.arrivals[slot], 2) if usual.days else None,
        }
        for slot in range(min(slots), max(slots) + 1)
    ]


def _midnight(config: OfficeConfig, at: Instant) -> Instant:
    local = datetime.fromtimestamp(at / 1000, tz=ZoneInfo(config.timezone))
    return round(local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)


def _instant(at: Instant) -> str:
    return datetime.fromtimestamp(at / 1000, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
