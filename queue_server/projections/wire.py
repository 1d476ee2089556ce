"""How times and waits are written for programs outside: RFC 3339 in UTC with milliseconds, seconds as floats."""

from datetime import UTC, datetime
from functools import lru_cache
from math import ceil, floor
from typing import TypedDict

from queue_server.domain.expected_wait import ExpectedWait
from queue_server.domain.ids import Instant, Milliseconds

EXPECTED_WAIT_STEP_S = 15.0
"""Expected waits are given in these steps: a finer one would pretend, and would push a row with every event."""


class ExpectedWaitShape(TypedDict):
    """Seconds: one in ten waits is below `low_s`, one in ten above `high_s`, one in five above `upper_s`."""

    low_s: float
    likely_s: float
    upper_s: float
    high_s: float


def instant(at: Instant) -> str:
    """An instant as text.

    >>> instant(1_772_431_500_000)
    '2026-03-02T06:05:00.000Z'
    """
    return f"{_second(at // 1000)}.{at % 1000:03d}Z"


@lru_cache(maxsize=8192)
def _second(whole: int) -> str:
    return datetime.fromtimestamp(whole, UTC).isoformat()[:19]


def instant_or_null(at: Instant | None) -> str | None:
    """An instant as text, or null where there is none."""
    return None if at is None else instant(at)


def seconds(duration_ms: Milliseconds) -> float:
    """Milliseconds as seconds.

    >>> seconds(240_500)
    240.5
    """
    return duration_ms / 1000


def expected_wait(wait: ExpectedWait | None) -> ExpectedWaitShape | None:
    """A range in steps of `EXPECTED_WAIT_STEP_S`: the low end rounded down, the upper ones up; null where unknown.

    >>> expected_wait(ExpectedWait(low_s=31.0, likely_s=70.0, upper_s=100.0, high_s=121.0))
    {'low_s': 30.0, 'likely_s': 75.0, 'upper_s': 105.0, 'high_s': 135.0}
    """
    if wait is None:
        return None
    step = EXPECTED_WAIT_STEP_S
    return {
        "low_s": floor(wait.low_s / step) * step,
        "likely_s": round(wait.likely_s / step) * step,
        "upper_s": ceil(wait.upper_s / step) * step,
        "high_s": ceil(wait.high_s / step) * step,
    }
