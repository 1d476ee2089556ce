"""The shifts that may be given on a day: when they begin, how long they are, where the break lies."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Times
from queue_server.domain.ids import Milliseconds

STEP_MS = 1_800_000
HOUR_MS = 3_600_000.0
BREAK_FROM_MS = 6 * 3_600_000
"""A shift of so much and more has a break."""

BREAK_PLACES = (0.4, 0.5, 0.6)
"""Where in the shift the break may begin."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`cover` (H,) is the share of each half-hour in which somebody on this shift is at the desk."""

    begins_ms: Milliseconds
    ends_ms: Milliseconds
    break_ms: tuple[Milliseconds, Milliseconds] | None
    cover: tuple[float, ...]

    @property
    def hours(self) -> float:
        """Paid time, the break left out."""
        rest = self.break_ms[1] if self.break_ms is not None else 0
        return (self.ends_ms - self.begins_ms - rest) / HOUR_MS

    def holds(self, edges_ms: Times) -> NDArray[np.bool_]:
        """(H,) the half-hours in which a desk is this shift's: nobody else's during its break, either."""
        return np.asarray(_overlap(edges_ms, self.begins_ms, self.ends_ms) > 0)


def patterns(edges_ms: Times, lengths_ms: Sequence[Milliseconds], break_ms: Milliseconds) -> list[Pattern]:
    """All shifts within opening hours that begin on a half-hour. `edges_ms` (H + 1,) are the day's half-hours."""
    opens, closes = int(edges_ms[0]), int(edges_ms[-1])
    whole = closes - opens
    found: dict[tuple[Milliseconds, Milliseconds, tuple[Milliseconds, Milliseconds] | None], Pattern] = {}
    for length in sorted({min(length, whole) for length in lengths_ms}):
        for begins in range(opens, closes - length + 1, STEP_MS):
            ends = begins + length
            for rest in _breaks(begins, length, break_ms):
                key = (begins, ends, rest)
                found[key] = Pattern(begins, ends, rest, _cover(edges_ms, begins, ends, rest))
    return list(found.values())


def _breaks(
    begins: Milliseconds, length: Milliseconds, break_ms: Milliseconds
) -> list[tuple[Milliseconds, Milliseconds] | None]:
    if length < BREAK_FROM_MS or break_ms <= 0:
        return [None]
    starts = {begins + round(place * length / STEP_MS) * STEP_MS for place in BREAK_PLACES}
    return [(start, break_ms) for start in sorted(starts)]


def _cover(
    edges_ms: Times, begins: Milliseconds, ends: Milliseconds, rest: tuple[Milliseconds, Milliseconds] | None
) -> tuple[float, ...]:
    rests = (rest,) if rest is not None else ()
    return tuple(float(share) for share in coverage(edges_ms, begins, ends, rests))


def coverage(edges_ms: Times, begins: float, ends: float, breaks: Sequence[tuple[Milliseconds, Milliseconds]]) -> Times:
    """(H,) the share of each half-hour in which somebody on such a shift is at the desk."""
    present = _overlap(edges_ms, begins, ends)
    for due, length in breaks:
        present = present - _overlap(edges_ms, max(begins, due), min(ends, due + length))
    return np.asarray(present / np.diff(edges_ms))


def _overlap(edges_ms: Times, begins: float, ends: float) -> Times:
    return np.asarray(np.clip(np.minimum(edges_ms[1:], ends) - np.maximum(edges_ms[:-1], begins), 0.0, None))
