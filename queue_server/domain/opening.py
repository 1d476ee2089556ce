"""Opening hours: the office's own zone and calendar, read on the local date.

An entry of `days` overrides the weekday. Hours whose closing is not after their opening end on the next local date.
A local time that a change of the clocks skips or repeats is read as the zone database does (the earlier offset).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED = "closed"
QUARTER_MS = 15 * 60 * 1000
"""Offsets of time zones are whole quarters of an hour (since 1972 everywhere), so dates change at whole quarters."""


def written_date(text: str) -> date:
    """The date that is written `YYYY-MM-DD`, and no other form of ISO 8601. Raises `ValueError`.

    >>> written_date("2026-03-02")
    datetime.date(2026, 3, 2)
    >>> written_date("2026-W10-1")
    Traceback (most recent call last):
    ValueError: 2026-W10-1
    """
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(text)
    return found


def local_date(config: OfficeConfig, at: Instant) -> str:
    """The office's local date at `at`, `YYYY-MM-DD`."""
    return _days_at(config.timezone, at // QUARTER_MS)[1]


def time_of_day(timezone: str, at: Instant) -> str:
    """What clocks of the zone show at `at`, with the offset from UTC where a change of the clocks shows it twice.

    >>> time_of_day("Europe/Berlin", 1_792_886_400_000), time_of_day("Europe/Berlin", 1_792_890_000_000)
    ('02:00 +02', '02:00 +01')
    >>> time_of_day("Europe/Berlin", 1_792_893_600_000)
    '03:00'
    """
    local = datetime.fromtimestamp(at / 1000, tz=ZoneInfo(timezone))
    if local.replace(fold=1 - local.fold).utcoffset() == local.utcoffset():
        return f"{local:%H:%M}"
    hours, minutes = f"{local:%z}"[:3], f"{local:%z}"[3:]
    return f"{local:%H:%M} {hours}" + (f":{minutes}" if minutes != "00" else "")


def hours_on(config: OfficeConfig, day: str) -> tuple[Instant, Instant] | None:
    """Opening and closing of the local date `day`, or None where the office does not open on it."""
    text = hours_text(config, day)
    return None if text is None else _span(config.timezone, day, text)


def hours_text(config: OfficeConfig, day: str) -> str | None:
    """The hours of the local date `day` as they are written, `08:00-20:00`; None where the office does not open."""
    text = config.days.get(day) or config.hours.get(_weekday(day))
    return None if text is None or text == CLOSED else text


def local_instant(timezone: str, day: str, minutes: int) -> Instant:
    """When clocks of the zone show so many minutes after midnight of `day`; 1440 is the next midnight."""
    return _instant(
        timezone, date.fromisoformat(day) + timedelta(days=minutes // 1440), time(*divmod(minutes % 1440, 60))
    )


def hours_around(config: OfficeConfig, at: Instant) -> tuple[Instant, Instant] | None:
    """The hours that hold `at`: those of yesterday where they run past midnight to it, else those of its local date."""
    yesterday, today = _days_at(config.timezone, at // QUARTER_MS)
    before = hours_on(config, yesterday)
    if before is not None and before[0] <= at < before[1]:
        return before
    return hours_on(config, today)


def clock_start_at(config: OfficeConfig, at: Instant) -> Instant:
    """When the clock of a walk-in who came at `at` starts: then, or at opening where the office has yet to open."""
    hours = hours_around(config, at)
    return at if hours is None else max(at, hours[0])


@lru_cache(maxsize=4096)
def _weekday(day: str) -> str:
    return WEEKDAYS[date.fromisoformat(day).weekday()]


@lru_cache(maxsize=4096)
def _days_at(timezone: str, quarter: int) -> tuple[str, str]:
    """Yesterday's and today's local date in a quarter of an hour since 1970; a date never changes within one."""
    today = datetime.fromtimestamp(quarter * QUARTER_MS / 1000, tz=ZoneInfo(timezone)).date()
    return (today - timedelta(days=1)).isoformat(), today.isoformat()


@lru_cache(maxsize=4096)
def _span(timezone: str, day: str, hours: str) -> tuple[Instant, Instant]:
    opening, closing = (time.fromisoformat(part.strip()) for part in hours.split("-"))
    first = date.fromisoformat(day)
    last = first if closing > opening else first + timedelta(days=1)
    return _instant(timezone, first, opening), _instant(timezone, last, closing)


def _instant(timezone: str, day: date, clock: time) -> Instant:
    moment = datetime.combine(day, clock, tzinfo=ZoneInfo(timezone))
    return round(moment.astimezone(UTC).timestamp()) * 1000
