"""Which opening hours a visitor is shown: those of the open day, else those of the next opening."""

from datetime import date, timedelta

from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.opening import hours_around, hours_on, local_date

DAYS_AHEAD = 14
"""How far the next opening is looked for; an office that is shut for longer shows no hours."""


def hours_shown(office: Office, at: Instant) -> tuple[Instant, Instant] | None:
    """Opening and closing to show at `at`, or None where the calendar knows none within `DAYS_AHEAD` days."""
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
