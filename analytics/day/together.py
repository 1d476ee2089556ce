"""The day of several offices at once: sums by half-hour and through the day, of a territory or of the company.

Tickets, judged visits, people waiting and desks add up; a service level is that of the sums. Half-hours and days are
each office's own, as in every report; the curve is by the instant, through the day of the zone that most offices have.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from itertools import dropwhile
from typing import Any, TypeAlias

import structlog

from analytics.day.curve import Point, anybody
from analytics.day.curves import Curves
from analytics.day.histories import Among, Bounded, Histories
from analytics.day.tallies import Rows, Tallies
from analytics.day.telling import (
    against_usual,
    instant,
    local_day,
    midnight,
    points_told,
    reached,
)
from analytics.running_office import RunningOffice
from queue_server.domain.ids import Instant
from queue_server.domain.judging import service_level
from queue_server.domain.opening import local_date

log = structlog.get_logger(__name__)

FRESH_S = 5.0
"""Whoever asks within it gets the answer that was made: a room full of supervisors looks at one company."""
READ_S = 1.0
"""How long one question reads logs of the time before the server began; the next goes on where it ended."""
KEPT = 16
"""Groups of offices whose answer is kept: the company and its territories."""

CurveOf: TypeAlias = Callable[[RunningOffice, Instant, Instant], Awaitable[list[Point]]]


class TogetherBook:
    """What the server's routes ask of a day of several offices. `read_curve` reads one office's from the log."""

    def __init__(
        self,
        histories: Histories,
        curves: Curves,
        tallies: Tallies,
        *,
        read_curve: CurveOf,
        clock: Callable[[], Instant],
    ) -> None:
        self._histories, self._curves, self._tallies = histories, curves, tallies
        self._read_curve, self._clock = read_curve, clock
        self._answers: Bounded[Among, tuple[float, dict[str, Any]]] = Bounded(KEPT)
        self._one_at_a_time = asyncio.Lock()

    async def told(self, offices: Sequence[RunningOffice]) -> dict[str, Any]:
        """Today against the usual day by half-hour, the curve of today, and the days before: of all of them."""
        asked = frozenset(office.id for office in offices)
        async with self._one_at_a_time:
            kept = self._answers.get(asked)
            if kept is not None and time.monotonic() - kept[0] <= FRESH_S:
                return kept[1]
            answer = await self._made(offices, asked)
            self._answers.put(asked, (time.monotonic(), answer))
            return answer

    async def _made(self, offices: Sequence[RunningOffice], asked: Among) -> dict[str, Any]:
        now = self._clock()
        configs = [office.state.configured for office in offices]
        timezone = _most([config.timezone for config in configs]) or "UTC"
        day, begin_at = local_day(timezone, now), midnight(timezone, now)
        earliest = min((local_date(config, now) for config in configs), default=day)
        history = await self._histories.of(asked, day, earliest)
        await self._read_what_was_before(offices, begin_at, now)
        known_from, curves = self._known_of_all(offices, begin_at, now)
        looks = [self._tallies.look(office, day) for office in offices]
        today, points = await asyncio.to_thread(_worked_out, looks, curves, known_from, now)
        half_hours = against_usual(today, history.usual)
        zones = Counter(config.timezone for config in configs)
        return {
            "offices": len(offices),
            "day": day,
            "timezone": timezone,
            "timezones": len(zones),
            "goal": _most([config.goal for config in configs]),
            "usual_days": history.usual.days,
            "half_hours": [{**row, "reached": reached(zones, day, row["begin"], now)} for row in half_hours],
            "known_from": instant(known_from) if known_from > begin_at else None,
            "curve": points_told(points),
            "days": [*history.days, {"day": day, "half_hours": today}],
        }

    def _known_of_all(
        self, offices: Sequence[RunningOffice], begin_at: Instant, now: Instant
    ) -> tuple[Instant, list[list[Point]]]:
        """From when on since `begin_at` the curve is known of every one of them; and each one's."""
        grown = [self._curves.of(office.id, office.state) for office in offices]
        told = [one.told(office.state, now) for one, office in zip(grown, offices, strict=True)]
        return max([begin_at, *(one.known_from for one in grown)]), told

    async def _read_what_was_before(self, offices: Sequence[RunningOffice], begin_at: Instant, now: Instant) -> None:
        began_s = time.monotonic()
        for office in offices:
            grown = self._curves.of(office.id, office.state)
            if grown.known_from <= begin_at:
                continue
            try:
                grown.read(await self._read_curve(office, begin_at, now), begin_at)
            except Exception:  # the others' day is told all the same; `known_from` says what is missing
                log.exception("an office's day could not be read", office=office.id)
            if time.monotonic() - began_s > READ_S:
                return


def _worked_out(
    looks: Sequence[Callable[[Instant], Rows]], curves: Sequence[Sequence[Point]], from_at: Instant, now: Instant
) -> tuple[Rows, list[Point]]:
    """Today's half-hours and the curve; away from the loop, which serves."""
    return _half_hours([look(now) for look in looks]), _summed(curves, from_at)


def _half_hours(of_offices: Sequence[Rows]) -> Rows:
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


def _summed(curves: Sequence[Sequence[Point]], from_at: Instant) -> list[Point]:
    """The curve of all of them, without the hours before anybody was there."""
    sums: dict[Instant, list[int]] = defaultdict(lambda: [0, 0, 0])
    for curve in curves:
        for one in curve:
            if one.at >= from_at:
                found = sums[one.at]
                found[0] += one.waiting
                found[1] += one.desks_open
                found[2] += one.serving
    points = [Point(at, *found) for at, found in sorted(sums.items())]
    return list(dropwhile(lambda one: not anybody(one), points))


def _most(values: Sequence[Any]) -> Any:
    """What most of them say; of those alike what is said first."""
    return max(values, key=values.count, default=None)
