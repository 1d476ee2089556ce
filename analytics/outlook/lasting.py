"""Until when a desk that is opened now is needed: the earliest quarter of an hour at which it can close at no cost.

Closing is tried on the same futures as opening. Who comes after two hours is not drawn, so what is needed until late in
them is not told an end.
"""

from bisect import bisect_left
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from analytics.outlook.harm import Floats, harm_of
from analytics.outlook.moves import CallNeighbour, OpenDesk
from analytics.outlook.people import AHEAD_S
from analytics.outlook.present import Futures
from analytics.simulation.running import run
from queue_server.domain.ids import SECOND, Instant

QUARTER_S = 900
LEAST_S = 900.0
"""Nobody is called to a desk for less."""
COSTS_NOTHING = 0.3
"""Breaches' worth that closing may cost: fewer than a move must spare to be told of."""


def needed_until(drawn: Futures, move: OpenDesk | CallNeighbour, at: Instant) -> Instant | None:
    """From when the desk that `move` opens can be closed; None where it is needed for longer than is known."""
    shifts, _ = drawn.shifts(move)
    begins_ms = float(shifts.free_ms[:, -1].max())
    ends = _quarters(drawn, at, begins_ms)
    open_still = _left(drawn, move, np.inf)

    def costs_nothing(end_ms: float) -> bool:
        return float((_left(drawn, move, end_ms) - open_still).mean()) <= COSTS_NOTHING

    found = bisect_left(ends, x=True, key=costs_nothing)
    return at + round(ends[found]) if found < len(ends) else None


def _quarters(drawn: Futures, at: Instant, begins_ms: float) -> list[float]:
    """Quarters of the local hour from now on, in ms, at which somebody could be let go and it would be known."""
    now = datetime.fromtimestamp(at / SECOND, tz=ZoneInfo(drawn.office.configured.timezone))
    over_ms = ((now.minute * 60 + now.second) % QUARTER_S) * SECOND + now.microsecond / 1000
    first = QUARTER_S * SECOND - over_ms
    every = first + np.arange(int(AHEAD_S / QUARTER_S)) * QUARTER_S * SECOND
    standard_ms = drawn.office.configured.standard_s * SECOND
    known = (every >= begins_ms + LEAST_S * SECOND) & (every <= AHEAD_S * SECOND - standard_ms)
    return [float(end) for end in every[known]]


def _left(drawn: Futures, move: OpenDesk | CallNeighbour, end_ms: float) -> Floats:
    """(R,) the harm of two hours with the desk open until `end_ms`."""
    shifts, ties = drawn.shifts(move)
    closes = shifts.closes_ms.copy()
    closes[-1] = min(closes[-1], end_ms)
    shifts = replace(shifts, closes_ms=closes)
    calls = run(shifts, drawn.visitors, ties=ties)
    return harm_of(drawn.as_lived(shifts, calls), calls, np.zeros(len(calls.by)), round(AHEAD_S)).weight()
