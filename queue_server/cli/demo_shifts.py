"""Who works when in the demo: all day, early, late or half of it, with breaks that do not fall together.

Knows the driver's cast and what a schedule looks like over the API. No topic is left without somebody all day.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from queue_server.client.driver.cast import ManagerRole, OfficeCast, WorkingTime
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant

ALL_DAY = (0.0, 1.0)
TURNS: tuple[tuple[float, float], ...] = ((0.0, 0.8), (0.15, 1.0), (0.1, 0.6))
"""Early, late and half a day, as shares of the opening time. All are there in the busy hour before noon."""

LONG = 0.7
"""Who works longer than this share of the day has two breaks."""

BREAKS = ((0.42, 0.72), (0.5,))
STAGGER = 0.06
BREAK_MS = 15 * 60_000
STEP_MS = 5 * 60_000
"""Schedules are written in steps of five minutes."""


def with_hours(managers: Sequence[ManagerRole], *, opens_at: Instant, closes_at: Instant) -> list[ManagerRole]:
    """The managers with times of their own. Whoever alone knows a topic works all day."""
    spans = dict.fromkeys((manager.id for manager in managers), ALL_DAY)
    known = {topic for manager in managers for topic in manager.topics}
    turn = 0
    for manager in managers:
        others = [one for one in managers if one is not manager and spans[one.id] == ALL_DAY]
        if known <= {topic for one in others for topic in one.topics}:
            spans[manager.id] = TURNS[turn % len(TURNS)]
            turn += 1
    return [
        replace(manager, works=_times(spans[manager.id], number, opens_at, closes_at))
        for number, manager in enumerate(managers)
    ]


def as_schedule(cast: OfficeCast, config: OfficeConfig) -> list[dict[str, Any]]:
    """The cast's day as the shifts that a supervisor publishes, in the office's local time."""
    shifts = []
    for desk, manager in cast.staffed:
        works = manager.works
        if works is not None:
            begins, ends = (_local(config, at) for at in (works.begins_at, works.ends_at))
            breaks = [f"{_local(config, begins_at)}-{_local(config, ends_at)}" for begins_at, ends_at in works.breaks]
            shifts.append({"manager": manager.id, "desk": desk, "begins": begins, "ends": ends, "breaks": breaks})
    return shifts


def _times(span: tuple[float, float], number: int, opens_at: Instant, closes_at: Instant) -> WorkingTime:
    day_ms = closes_at - opens_at
    begins_at, ends_at = (opens_at + _stepped(share * day_ms) for share in span)
    breaks = []
    for share in BREAKS[0 if span[1] - span[0] > LONG else 1]:
        at = begins_at + _stepped((share + STAGGER * (number % 5 - 2)) * (ends_at - begins_at))
        breaks.append((at, at + BREAK_MS))
    return WorkingTime(begins_at, ends_at, tuple(breaks))


def _stepped(ms: float) -> int:
    return round(ms / STEP_MS) * STEP_MS


def _local(config: OfficeConfig, at: Instant) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(config.timezone)):%H:%M}"
