"""How long a visitor may expect to wait: a range, never a single promise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpectedWait:
    """Seconds: one in ten waits is below `low_s`, one in ten above `high_s`; `likely_s` is the median."""

    low_s: float
    likely_s: float
    high_s: float
