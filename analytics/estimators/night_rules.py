"""When an office is learned from, and until when its log is read: from the clock and the office's state alone."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from queue_server.domain.ids import SECOND, Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date

NIGHT = (2, 6)
"""Local hours from the first on and before the second in which an office is learned from."""


VISITS_LEAST = 1_000
"""So many visits of earlier days may hold enough waits (`model.ROWS_LEAST`): the night need not be waited for."""


class Task(NamedTuple):
    """What a night is told. `notebook`: what the last one left."""

    database: str
    office: OfficeId
    notebook: bytes | None
    until_at: Instant


def due(office: Office, *, learned_at: Instant | None, at: Instant) -> bool:
    """Whether the office is to be learned from now: at night, when its day is closed, once a local date.

    An office that was never learned from but has a history (imported, or of an older version) need not wait.
    """
    if office.config is None:
        return False
    today = office.numbers.get(local_date(office.config, at), {})
    if learned_at is None and office.issued_count - sum(today.values()) >= VISITS_LEAST:
        return True
    if office.day_open or not NIGHT[0] <= _local(office, at).hour < NIGHT[1]:
        return False
    return learned_at is None or local_date(office.config, learned_at) != local_date(office.config, at)


def read_until(office: Office, at: Instant) -> Instant:
    """Until when a night reads the log: by now, or by the last midnight where the day has begun already."""
    if not office.day_open:
        return at
    midnight = _local(office, at).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return int((midnight - timedelta(milliseconds=1)).timestamp() * SECOND)


def _local(office: Office, at: Instant) -> datetime:
    return datetime.fromtimestamp(at / SECOND, tz=ZoneInfo(office.configured.timezone))
