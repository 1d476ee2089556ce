"""Pools of desks: managers alike, how many of them are open by half-hour, and what such a day is judged at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Shifts, Times, Visitors, no_breaks
from analytics.simulation.drawing import Traffic
from analytics.simulation.figures import judge, level_by_interval
from analytics.simulation.running import run

Counts = NDArray[np.int64]

MOST_DESKS = 60
STAYS_MS = 3_600_000.0
"""Whoever is open in the last half-hour stays for those who wait."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Managers alike: `penalty_ms` (L,) for each line, `inf` where they do not serve it; how many there are at most."""

    name: str
    penalty_ms: Times
    most: int = MOST_DESKS


def as_shifts(traffic: Traffic, kinds: Sequence[Kind], desks: Counts) -> Shifts:
    """The n-th desk of a kind is open as long as n are needed: unbroken stretches become shifts."""
    edges = traffic.demand.edges_ms
    begins, ends, penalties = [], [], []
    for kind, row in zip(kinds, desks, strict=True):
        for nth in range(1, int(row.max(initial=0)) + 1):
            open_ = np.concatenate([[False], row >= nth, [False]])
            for first, last in np.flatnonzero(np.diff(open_.astype(int))).reshape(-1, 2):
                begins.append(edges[first])
                ends.append(edges[last] + (STAYS_MS if last == len(row) else 0.0))
                penalties.append(kind.penalty_ms)
    if not begins:
        begins, ends, penalties = [edges[0]], [edges[0]], [np.full_like(kinds[0].penalty_ms, np.inf)]
    return Shifts(
        np.stack(penalties, axis=1), np.ones(len(begins)), np.array([begins]), np.array(ends), *no_breaks(len(begins))
    )


def tried(traffic: Traffic, kinds: Sequence[Kind], desks: Counts, visitors: Visitors) -> tuple[Times, Times, Times]:
    """(days, H) met and judged, and (H, L) how often a line's visitors of a half-hour broke the standard."""
    shifts = as_shifts(traffic, kinds, desks)
    judged = judge(traffic, shifts, visitors, run(shifts, visitors))
    edges = traffic.demand.edges_ms
    met, all_judged = level_by_interval(judged, visitors, edges)
    half_hour = np.clip(np.searchsorted(edges, visitors.arrival_ms, side="right") - 1, 0, len(edges) - 2)
    lines = len(shifts.penalty_ms)
    cell = half_hour[judged.breached] * lines + visitors.line[judged.breached]
    missed = np.bincount(cell, minlength=(len(edges) - 1) * lines).reshape(-1, lines).astype(float)
    return met.astype(float), all_judged.astype(float), missed


def shares_of(met: Times, judged: Times) -> Times:
    """(H,); 1 where nobody came."""
    total = judged.sum(axis=0)
    return np.asarray(np.where(total > 0, met.sum(axis=0) / np.maximum(total, 1), 1.0))
