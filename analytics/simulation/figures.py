"""What simulated days came to, by the definitions of the domain: who is judged how, waits, load.

Walks, absences and patience are the kernel's; everything is per replication first, so that days can be compared and an
interval told. Held against `domain.judging` by a test, day by day.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Calls, Shifts, Times, Visitors
from analytics.simulation.drawing import SECOND, Traffic

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Judged:
    """(R, N): how each visitor's wait was judged, and the accountable wait; all False past a day's last visitor."""

    met: Flags
    breached: Flags
    abandoned: Flags
    served: Flags
    wait_ms: Times

    def counts(self) -> Flags:
        """Who is judged at all."""
        return self.met | self.breached


def judge(traffic: Traffic, shifts: Shifts, visitors: Visitors, calls: Calls) -> Judged:
    """Called: by the wait until the call, with the walk above its limit of whoever comes. Left: breached above the
    target, else excluded. There at the end: breached.

    The day ends as `day_ends_ms` says; whoever loses patience at that very moment is still there. A wait begins at
    opening where somebody came before.
    """
    came = visitors.came()
    called = np.isfinite(calls.called_ms)
    arrival = np.where(came, visitors.arrival_ms, 0.0)
    begins = np.maximum(arrival, traffic.opens_ms)
    ends = day_ends_ms(shifts, visitors, calls)[:, None]
    leaves = arrival + visitors.patience_ms
    left = came & ~called & (leaves < ends)
    until = np.where(called, calls.called_ms, np.where(left, leaves, ends))
    wait = np.where(came, np.maximum(until - begins, 0.0), 0.0)
    wait += np.where(called, long_walks_ms(traffic, visitors), 0.0)
    above = wait > traffic.line_target_ms()[visitors.line]
    slip = left & (until - arrival <= traffic.slip_s * SECOND)
    unserved = came & ~called & ~left
    return Judged(
        met=called & ~above,
        breached=(called & above) | unserved | (left & above & ~slip),
        abandoned=left & ~slip,
        served=called & (visitors.service_ms > 0),
        wait_ms=wait,
    )


def long_walks_ms(traffic: Traffic, visitors: Visitors) -> Times:
    """(R, N) what of each walk is waiting; of who does not come nothing is."""
    above = np.maximum(visitors.walk_ms - traffic.walk_limit_s * SECOND, 0.0)
    return np.where(visitors.service_ms > 0, above, 0.0)


def service_levels(judged: Judged) -> Times:
    """(R,) share of the judged visits that met the standard; NaN on a day on which nobody was judged."""
    met, breached = judged.met.sum(axis=1), judged.breached.sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.asarray(met / (met + breached))


def level_by_interval(judged: Judged, visitors: Visitors, edges_ms: Times) -> tuple[Counts, Counts]:
    """(R, H) met and judged visits by the interval of arrival; who came outside counts to the nearest."""
    count = len(edges_ms) - 1
    interval = np.clip(np.searchsorted(edges_ms, visitors.arrival_ms, side="right") - 1, 0, count - 1)
    cell = interval + np.arange(len(interval))[:, None] * count
    shape = (len(interval), count)
    met = np.bincount(cell[judged.met], minlength=shape[0] * count).reshape(shape)
    breached = np.bincount(cell[judged.breached], minlength=shape[0] * count).reshape(shape)
    return met, met + breached


def waits_at(judged: Judged, share: float) -> Times:
    """(R,) the smallest accountable wait (s) that at least `share` of the judged visits did not exceed."""
    waits = np.sort(np.where(judged.counts(), judged.wait_ms, np.inf), axis=1)
    size = judged.counts().sum(axis=1)
    rank = np.maximum(np.ceil(np.round(share * size, 9)).astype(np.int64), 1) - 1
    found = waits[np.arange(len(waits)), rank] / SECOND
    return np.where(size > 0, found, np.nan)


def day_ends_ms(shifts: Shifts, visitors: Visitors, calls: Calls) -> Times:
    """(R,) when the last shift is over (its end, or that of the service that ran beyond it) and everybody has come."""
    last = np.where(np.isfinite(calls.called_ms), _done_ms(shifts, visitors, calls), 0.0).max(axis=1, initial=0.0)
    comes = np.where(visitors.came(), visitors.arrival_ms, 0.0).max(axis=1, initial=0.0)
    return np.asarray(np.maximum(np.maximum(last, comes), shifts.closes_ms.max(initial=0.0)))


def loads(shifts: Shifts, visitors: Visitors, calls: Calls) -> Times:
    """(R, D) share of each shift's time without breaks that went into walking visitors and services."""
    rows, visitor = np.nonzero(np.isfinite(calls.called_ms))
    cell = rows * shifts.count + calls.by[rows, visitor]
    busy_ms = _done_ms(shifts, visitors, calls)[rows, visitor] - calls.called_ms[rows, visitor]
    shape = (len(calls.by), shifts.count)
    busy = np.bincount(cell, weights=busy_ms, minlength=shape[0] * shape[1]).reshape(shape)
    open_ms = shifts.closes_ms - shifts.free_ms - shifts.breaks_ms.sum(axis=1)
    return np.asarray(busy / np.maximum(open_ms, busy))


def _done_ms(shifts: Shifts, visitors: Visitors, calls: Calls) -> Times:
    service = np.rint(visitors.service_ms * shifts.speed[np.maximum(calls.by, 0)])
    return np.asarray(calls.called_ms + visitors.walk_ms + service)
