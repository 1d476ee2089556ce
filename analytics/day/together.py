"""The day of several offices at once: sums by half-hour and through the day, of a territory or of the company.

Tickets, judged visits, people waiting and desks add up; a service level is that of the sums. Half-hours and days are
each office's own; the curve is by the instant.
"""

import asyncio
import time
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import dropwhile
from typing import Any

from analytics.answering import FigureAnswers
from analytics.day.book import History, Room
from analytics.day.curve import Point
from analytics.day.curves import Curves
from analytics.day.telling import (
    BY_HALF_HOUR,
    DAYS_SHOWN,
    against_usual,
    map_of,
    midnight,
    points_told,
    todays_half_hours,
)
from analytics.reports.usual import first_day_of_history, usual_day
from analytics.running_office import RunningOffice
from queue_server.domain.ids import Instant, OfficeId
from queue_server.domain.judging import service_level
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date

FRESH_S = 5.0
"""Whoever asks within it gets the answer that was made: a room full of supervisors looks at one company."""
READ_S = 1.0
"""How long one question reads logs of the time before the server began; the next goes on where it ended."""
KEPT = 16
"""Groups of offices whose history and answer are kept: the company and its territories."""

CurveOf = Callable[[RunningOffice, Instant], Any]
Asked = frozenset[OfficeId]


class TogetherBook:
    """What the server's routes ask of a day of several offices. `read_curve` reads one office's from the log."""

    def __init__(self, room: Room, curves: Curves, read_curve: CurveOf, clock: Callable[[], Instant]) -> None:
        self._room, self._curves, self._read_curve, self._clock = room, curves, read_curve, clock
        self._histories: OrderedDict[Asked, History] = OrderedDict()
        self._answers: OrderedDict[Asked, tuple[float, dict[str, Any]]] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()

    async def told(self, offices: Sequence[RunningOffice]) -> dict[str, Any]:
        """Today against the usual day by half-hour, the curve of today, and the days before: of all of them."""
        asked = frozenset(office.id for office in offices)
        async with self._one_at_a_time:
            made_at, answer = self._answers.get(asked, (0.0, {}))
            if not answer or time.monotonic() - made_at > FRESH_S:
                answer = await self._made(offices, asked)
                _keep(self._answers, asked, (time.monotonic(), answer))
            return answer

    async def _made(self, offices: Sequence[RunningOffice], asked: Asked) -> dict[str, Any]:
        now = self._clock()
        configs = [office.state.configured for office in offices]
        day = _most([local_date(config, now) for config in configs]) or _utc_day(now)
        history = await self._history(asked, day)
        await self._read_what_was_before(offices, now)
        begin_at, curves = self._known_of_all(offices, now)
        states = [office.state for office in offices]
        today, points = await asyncio.to_thread(_worked_out, states, curves, begin_at, day=day, now=now)
        return {
            "offices": len(offices),
            "day": day,
            "timezone": _most([config.timezone for config in configs]) or "UTC",
            "goal": _most([config.goal for config in configs]),
            "usual_days": history.usual.days,
            "half_hours": against_usual(today, history.usual),
            "curve": points_told(points),
            "days": [*history.days, {"day": day, "half_hours": today}],
        }

    async def _history(self, asked: Asked, day: str) -> History:
        found = self._histories.get(asked)
        if found is None or found.day != day:
            found = await self._room.in_turn(lambda answers: _read_history(answers, asked, day))
        _keep(self._histories, asked, found)
        return found

    def _known_of_all(self, offices: Sequence[RunningOffice], now: Instant) -> tuple[Instant, list[list[Point]]]:
        """From when the curve is known of every one of them, the first one's day at the earliest; and each one's."""
        grown = [self._curves.of(office.id, office.state) for office in offices]
        begins = min((midnight(office.state.configured, now) for office in offices), default=now)
        known_from = max((one.known_from for one in grown), default=0)
        told = [one.told(office.state, now) for one, office in zip(grown, offices, strict=True)]
        return max(begins, known_from), told

    async def _read_what_was_before(self, offices: Sequence[RunningOffice], now: Instant) -> None:
        began_s = time.monotonic()
        for office in offices:
            grown = self._curves.of(office.id, office.state)
            if grown.known_from <= midnight(office.state.configured, now):
                continue
            grown.read(await self._read_curve(office, now))
            if time.monotonic() - began_s > READ_S:
                return


async def _read_history(answers: FigureAnswers, asked: Asked, day: str) -> History:
    days = (first_day_of_history(day), (date.fromisoformat(day) - timedelta(days=1)).isoformat())
    half_hours = await answers.answer(*days, among=asked, by=("day", "half_hour"), only=BY_HALF_HOUR)
    by_day = await answers.answer(*days, among=asked, by=("day",), only=("issued", "served", "service_total_s"))
    rows = [row for row in half_hours.rows if row["issued"]]
    whole_days = [row for row in by_day.rows if row["issued"]]
    shown = sorted({str(row["day"]) for row in rows})[-(DAYS_SHOWN - 1) :]
    return History(day, usual_day(rows, whole_days, day), [map_of(rows, one) for one in shown])


def _worked_out(
    states: Sequence[Office], curves: Sequence[Sequence[Point]], begin_at: Instant, *, day: str, now: Instant
) -> tuple[list[dict[str, Any]], list[Point]]:
    """Today's half-hours and the curve; away from the loop, which serves."""
    return _half_hours([todays_half_hours(state, day, now) for state in states]), _summed(curves, begin_at)


def _half_hours(of_offices: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for rows in of_offices:
        for row in rows:
            sums[row["begin"]].update({name: row[name] for name in ("issued", "met", "breached")})
    return [
        {
            "begin": begin,
            **{name: found[name] for name in ("issued", "met", "breached")},
            "service_level": service_level(found["met"], found["breached"]),
        }
        for begin, found in sorted(sums.items())
    ]


def _summed(curves: Sequence[Sequence[Point]], begin_at: Instant) -> list[Point]:
    """The curve of all of them, without the hours before anybody was there."""
    sums: dict[Instant, list[int]] = defaultdict(lambda: [0, 0, 0])
    for curve in curves:
        for one in curve:
            if one.at >= begin_at:
                found = sums[one.at]
                found[0] += one.waiting
                found[1] += one.desks_open
                found[2] += one.serving
    points = [Point(at, *found) for at, found in sorted(sums.items())]
    return list(dropwhile(lambda one: not (one.waiting or one.desks_open or one.serving), points))


def _most(values: Sequence[Any]) -> Any:
    """What most of them say; of those alike the first in order."""
    return max(sorted(set(values)), key=values.count, default=None)


def _utc_day(now: Instant) -> str:
    return datetime.fromtimestamp(now / 1000, tz=UTC).date().isoformat()


def _keep(kept: OrderedDict[Asked, Any], asked: Asked, found: Any) -> None:
    kept[asked] = found
    kept.move_to_end(asked)
    if len(kept) > KEPT:
        kept.popitem(last=False)
