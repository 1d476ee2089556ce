"""Quiet hours: when nobody is to be disturbed. The screen and the history go on."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from queue_server.domain.ids import Instant


def quiet_until(hours: str | None, timezone: str, at: Instant) -> Instant | None:
    """The end of the quiet hours that hold at `at`, or None. `hours` are `"HH:MM-HH:MM"` in the zone.

    An end that is not after the start is on the next day.

    >>> evening = 1_772_488_800_000  # 2026-03-02T22:00 in London
    >>> quiet_until("21:00-08:00", "Europe/London", evening) == evening + 10 * 3_600_000
    True
    >>> quiet_until("23:00-08:00", "Europe/London", evening) is None
    True
    """
    if hours is None:
        return None
    zone = ZoneInfo(timezone)
    here = datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)
    start, end = (time.fromisoformat(part) for part in hours.split("-"))
    for day in (here.date() - timedelta(days=1), here.date()):
        last = day if start < end else day + timedelta(days=1)
        begins = datetime.combine(day, start, zone).astimezone(UTC)
        ends = datetime.combine(last, end, zone).astimezone(UTC)
        if begins <= here < ends:
            return round(ends.timestamp() * 1000)
    return None
