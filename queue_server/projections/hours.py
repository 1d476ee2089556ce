"""Which opening hours a visitor is shown: those of the open day, else those of the next opening.

A day of the queue ends at midnight where the next begins there; for a visitor the office stays open until it closes.
"""

from datetime import date, timedelta

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_around, hours_on, local_date

DAYS_AHEAD = 14
"""How far the next opening is looked for; an office that is shut for longer shows no hours."""

JOINED_DAYS = 7
"""An office whose hours join for so many days on is open round the clock, as far as whoever comes today cares."""


def hours_shown(office: Office, at: Instant) -> tuple[Instant, Instant | None] | None:
    """Opening and closing to show at `at`, or None where the calendar knows none within `DAYS_AHEAD` days.

    Without a closing the office is open round the clock.
    """
    hours = _hours_of_day(office, at)
    return None if hours is None else (hours[0], _closing(office.configured, hours[1]))


def _closing(config: OfficeConfig, at: Instant) -> Instant | None:
    """When the office really closes: `at`, or later where hours that begin at this very moment follow."""
    for _ in range(JOINED_DAYS):
        following = hours_on(config, local_date(config, at))
        if following is None or following[0] != at:
            return at
        at = following[1]
    return None


def _hours_of_day(office: Office, at: Instant) -> tuple[Instant, Instant] | None:
    config = office.configured
    last = hours_around(config, office.day_opened_at) if office.day_opened_at is not None else None
    if office.day_open:
        return last
    today = date.fromisoformat(local_date(config, at))
    for ahead in range(DAYS_AHEAD + 1):
        hours = hours_on(config, (today + timedelta(days=ahead)).isoformat())
        if hours is not None and hours[1] > at and hours != last:
            return hours
    return None
