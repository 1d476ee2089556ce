"""How a day's half-hours and its curve are told. Pure, but for the offices' own calendars."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from analytics.day.curve import Point
from analytics.figures.definitions import Row
from analytics.reports.usual import UsualDay, slot_of
from analytics.visits.visit import HALF_HOUR_MINUTES, half_hour_name
from queue_server.domain.ids import Instant
from queue_server.domain.judging import Tally, service_level, tally
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.domain.ticket import Ticket

DAYS_SHOWN = 14
"""Days of the map of half-hours: two of each weekday."""

BY_HALF_HOUR = ("issued", "met", "breached", "service_level")


def todays_half_hours(office: Office, day: str, now: Instant) -> list[dict[str, Any]]:
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
        half_hour(half_hour_name(minutes), tally(groups[minutes], now, config.limits)) for minutes in sorted(groups)
    ]


def half_hour(begin: str, counts: Tally) -> dict[str, Any]:
    """One half-hour of today."""
    return {
        "begin": begin,
        "issued": counts.issued,
        "met": counts.met,
        "breached": counts.breached,
        "service_level": service_level(counts.met, counts.breached),
    }


def map_of(by_half_hour: Sequence[Row], day: str) -> dict[str, Any]:
    """A day before by its half-hours."""
    rows = [row for row in by_half_hour if row["day"] == day]
    return {
        "day": day,
        "half_hours": [{"begin": row["half_hour"], **{name: row[name] for name in BY_HALF_HOUR}} for row in rows],
    }


def against_usual(today: Sequence[dict[str, Any]], usual: UsualDay) -> list[dict[str, Any]]:
    """From the first half-hour with anybody, today or usually, to the last."""
    found = {slot_of(row["begin"]): row for row in today}
    usual_slots = [slot for slot, arrivals in enumerate(usual.arrivals) if arrivals > 0]
    slots = [*found, *usual_slots]
    if not slots:
        return []
    empty = Tally()
    return [
        {
            **found.get(slot, half_hour(half_hour_name(slot * HALF_HOUR_MINUTES), empty)),
            "usual_issued": round(usual.arrivals[slot], 2) if usual.days else None,
        }
        for slot in range(min(slots), max(slots) + 1)
    ]


def points_told(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The curve."""
    return [
        {"at": instant(one.at), "waiting": one.waiting, "desks_open": one.desks_open, "serving": one.serving}
        for one in points
    ]


def local_day(timezone: str, at: Instant) -> str:
    """The zone's date."""
    return datetime.fromtimestamp(at / 1000, tz=ZoneInfo(timezone)).date().isoformat()


def midnight(timezone: str, at: Instant) -> Instant:
    """When the local day of `at` began."""
    local = datetime.fromtimestamp(at / 1000, tz=ZoneInfo(timezone))
    return round(local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)


def reached(zones: Mapping[str, int], day: str, begin: str, now: Instant) -> int:
    """In how many offices, so many in each zone, the half-hour of `day` has come.

    >>> zones = {"Europe/Moscow": 5, "Asia/Vladivostok": 2, "Europe/Kaliningrad": 1}
    >>> reached(zones, "2026-03-02", "09:00", 1_772_431_200_000)  # nine in Moscow
    7
    """
    moment = f"{day} {begin}"
    return sum(
        count
        for zone, count in zones.items()
        if moment <= datetime.fromtimestamp(now / 1000, tz=ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
    )


def instant(at: Instant) -> str:
    """RFC 3339 in UTC."""
    return datetime.fromtimestamp(at / 1000, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
