"""A day that goes on: what has come so far moves what is expected of the rest."""

from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from analytics.forecast.history import Counts
from analytics.visits.visit import HALF_HOUR_MINUTES, half_hour_name

PERSISTENCE = 5.0
"""An observed visitor says so much less than a Poisson one of the day's factor: half-hours vary 2.4 to 3.4 times as
much as Poisson counts do in the bank of 1999, and a morning's surplus partly passes."""


UNUSUAL = 1.345
"""Deviations from which on a surplus says no more than one of this size: whatever made a morning so unlike any other is
likely to be over in the afternoon. Huber's constant."""


def day_factor(expected_so_far: float, seen_so_far: float, day_variation: float) -> float:
    """The mean of the day's factor after what was seen: a gamma prior with mean 1, updated.

    `(a + n / c) / (a + m / c)` with `a = 1 / v²`, `n` seen where `m` were expected, `c` the persistence; `n` lies no
    farther from `m` than `UNUSUAL` of its deviations `m sqrt(v² + c / m)` (Huber 1964).

    >>> day_factor(100.0, 100.0, 0.15)
    1.0
    >>> round(day_factor(400.0, 480.0, 0.15), 3)
    1.129
    >>> round(day_factor(400.0, 600.0, 0.15), 3)  # half as many again, and no more than a quarter of it is believed
    1.162
    """
    squared = max(day_variation, 0.01) ** 2
    farthest = UNUSUAL * sqrt(squared * expected_so_far**2 + PERSISTENCE * expected_so_far)
    surplus = min(max(seen_so_far - expected_so_far, -farthest), farthest)
    return 1 + surplus / PERSISTENCE / (1 / squared + expected_so_far / PERSISTENCE)


SHUT = 12.0
"""Where so many should have come and nobody did, the doors were shut: of counts that vary 2.4 to 3.4 times as much as
Poisson's, one such morning in some hundreds is empty by chance."""


def begun(expected: Counts, seen: Counts, upto: int) -> int:
    """The half-hour from which on a day is read: the first, but of a day that began late that of the first visitor."""
    came = np.flatnonzero(seen[:upto].sum(axis=1))
    first = int(came[0]) if len(came) else upto
    return first if float(expected[:first].sum()) >= SHUT else 0


def rest_of_day(expected: Counts, seen: Counts, upto: int, day_variation: float) -> Counts:
    """`expected` (48, K) with the half-hours from `upto` on corrected by those before it, of which `seen` is known."""
    factor = SoFar.of(expected, seen, upto, day_variation).factor
    return np.concatenate([expected[:upto], expected[upto:] * factor])


@dataclass(frozen=True, slots=True)
class SoFar:
    """What has come of a day up to half-hour `upto`: `seen` (upto, K), how many had been `expected` in what there was
    of the day, and the `factor` by which the rest is corrected.
    """

    upto: int
    seen: Counts
    expected: float
    factor: float

    @classmethod
    def of(cls, expected: Counts, seen: Counts, upto: int, day_variation: float) -> "SoFar":
        """From a day's forecast of the evening before and its row, both (48, K)."""
        come, until = seen[:upto], float(expected[begun(expected, seen, upto) : upto].sum())
        return cls(upto, come, until, day_factor(until, float(come.sum()), day_variation))

    def document(self) -> dict[str, Any]:
        """For programs: the half-hours that are over, and what they say."""
        return {
            "until": half_hour_name(self.upto * HALF_HOUR_MINUTES),
            "seen": int(self.seen.sum()),
            "expected": round(self.expected, 2),
            "factor": round(self.factor, 4),
            "half_hours": {
                half_hour_name(number * HALF_HOUR_MINUTES): int(count)
                for number, count in enumerate(self.seen.sum(axis=1))
                if count > 0
            },
        }
