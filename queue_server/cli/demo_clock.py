"""The demo's clock: begins in a busy hour of a working day and runs faster than the one on the wall.

Everything that the server does goes by this clock, so that a visitor who waited ten minutes of it has waited ten
minutes, though only ten seconds have passed. Nights are skipped: nothing happens in them.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.opening import hours_on

LOOK_AHEAD_DAYS = 60
BUSY_SHARE = 0.21
"""How far into the day the curtain rises: half past ten in an office that opens from eight to eight."""


class DemoClock:
    """Milliseconds since the epoch, `speed` times as fast as real time, from `start_at` on. Never goes back."""

    def __init__(self, start_at: Instant, speed: float, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self.speed = speed
        self._seconds = seconds
        self._from_at = start_at
        self._from_s = seconds()

    def __call__(self) -> Instant:
        """What the clock shows."""
        return self._from_at + int((self._seconds() - self._from_s) * SECOND * self.speed)

    def skip_to(self, at: Instant) -> None:
        """Go on from `at`; no step where that is past."""
        now = self()
        self._from_s = self._seconds()
        self._from_at = max(now, at)


def working_day(configs: Iterable[OfficeConfig], from_date: date) -> date:
    """The first date from `from_date` on at which most offices open."""
    offices = list(configs)
    days = [from_date + timedelta(days=ahead) for ahead in range(LOOK_AHEAD_DAYS)]
    return max(
        days,
        key=lambda day: (sum(hours_on(office, day.isoformat()) is not None for office in offices), -day.toordinal()),
    )


def busy_hour(configs: Iterable[OfficeConfig], day: date) -> Instant:
    """A moment of `day` at which every office that opens on it has been open for a while."""
    spans = [span for span in (hours_on(office, day.isoformat()) for office in configs) if span is not None]
    if not spans:
        raise LookupError("no office of this organisation has opening hours")
    opens_at, closes_at = min(span[0] for span in spans), max(span[1] for span in spans)
    return opens_at + int((closes_at - opens_at) * BUSY_SHARE)
