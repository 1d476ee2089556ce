"""Desks tried on the days of a search: those that are kept, and what one less in a half-hour would change.

With Numba only what differs is simulated (`pool_loops`); without it, whole days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analytics.simulation.compiled import compiled
from analytics.simulation.day import Codes, Times, Visitors
from analytics.simulation.drawing import SECOND, Traffic
from analytics.simulation.figures import long_walks_ms
from analytics.simulation.running import Form, form
from analytics.staffing.pool_loops import BREACHED, EXCLUDED, MET, days_on
from analytics.staffing.pools import STAYS_MS, Counts, Kind, tried


@dataclass(frozen=True, slots=True)
class Outcome:
    """(H,) visitors of each half-hour, over all days: within the standard, and judged at all."""

    met: Times
    judged: Times

    def shares(self) -> Times:
        """(H,) within the standard; 1 where nobody came."""
        return np.asarray(np.where(self.judged > 0, self.met / np.maximum(self.judged, 1), 1.0))


class Trial(Protocol):
    """Drawn days, and the desks (kinds, H) that are kept."""

    def keep(self, desks: Counts) -> Outcome:
        """What these come to, which are the kept ones from now on."""
        ...

    def without(self, kind: int, half_hour: int) -> Outcome:
        """What the kept ones would come to with one of them less."""
        ...

    def missed(self) -> Times:
        """(H, L) how often a line's visitors of a half-hour broke the standard with the kept ones."""
        ...


def trial_of(traffic: Traffic, kinds: Sequence[Kind], visitors: Visitors, by: Form | None = None) -> Trial:
    """The quicker one that is installed here, unless `by` says."""
    made = Differences if (by or form()) is Form.COMPILED else WholeDays
    return made(traffic, kinds, visitors)


class WholeDays:
    """Simulates every day anew for everything that is tried."""

    def __init__(self, traffic: Traffic, kinds: Sequence[Kind], visitors: Visitors) -> None:
        self._traffic, self._kinds, self._visitors = traffic, kinds, visitors
        self._desks = np.zeros((len(kinds), len(traffic.demand.edges_ms) - 1), np.int64)
        self._missed = np.zeros((self._desks.shape[1], len(traffic.line_target_ms())))

    def keep(self, desks: Counts) -> Outcome:
        """As `Trial`."""
        self._desks = desks.copy()
        met, judged, self._missed = tried(self._traffic, self._kinds, self._desks, self._visitors)
        return Outcome(met.sum(axis=0), judged.sum(axis=0))

    def without(self, kind: int, half_hour: int) -> Outcome:
        """As `Trial`."""
        fewer = self._desks.copy()
        fewer[kind, half_hour] -= 1
        met, judged, _ = tried(self._traffic, self._kinds, fewer, self._visitors)
        return Outcome(met.sum(axis=0), judged.sum(axis=0))

    def missed(self) -> Times:
        """As `Trial`."""
        return self._missed


class Differences:
    """Simulates from where desks differ, and without keeping them no further than the day does."""

    _kind: Codes
    _nth: Codes
    _penalty: Times
    _opened: Codes
    _state: tuple[Times, Codes, Codes, Times]

    def __init__(self, traffic: Traffic, kinds: Sequence[Kind], visitors: Visitors) -> None:
        self._kinds, self._edges = kinds, traffic.demand.edges_ms
        self._visitors, self._lines = visitors, len(traffic.line_target_ms())
        arrival, patience, count = visitors.arrival_ms, visitors.patience_ms, len(self._edges) - 1
        limit = np.maximum(arrival, traffic.opens_ms) + traffic.line_target_ms()[visitors.line]
        slips = patience <= traffic.slip_s * SECOND
        stays_out = np.isfinite(patience) & ((arrival + patience <= limit) | slips)  # judged as `figures.judge` does
        self._half_hour = np.clip(np.searchsorted(self._edges, arrival, side="right") - 1, 0, count - 1)
        self._given = (
            arrival, visitors.line, visitors.place_ms, visitors.walk_ms, visitors.service_ms, patience,
            limit - long_walks_ms(traffic, visitors), np.where(stays_out, EXCLUDED, BREACHED), self._half_hour,
        )  # fmt: skip
        self._called, self._judged = np.full(arrival.shape, np.inf), np.zeros(arrival.shape, np.int64)
        self._desks = np.zeros((len(kinds), count), np.int64)
        self._kept = Outcome(np.zeros(count), np.zeros(count))
        self._room = np.full(len(kinds), -1)

    def keep(self, desks: Counts) -> Outcome:
        """As `Trial`."""
        differs = np.flatnonzero((desks != self._desks).any(axis=0))
        if (desks.max(axis=1) > self._room).any():
            self._make_room(desks.max(axis=1))
            differs = np.array([0])
        if len(differs):
            self._desks = desks.copy()
            self._opened = (self._nth[:, None] < desks[self._kind]).astype(np.int64)
            self._run(int(differs[0]), keeps=True)
            count = len(self._edges) - 1
            met, breached = (
                np.bincount(self._half_hour[self._judged == how], minlength=count).astype(float)
                for how in (MET, BREACHED)
            )
            self._kept = Outcome(met, met + breached)
        return self._kept

    def without(self, kind: int, half_hour: int) -> Outcome:
        """As `Trial`."""
        desk = int(np.flatnonzero(self._kind == kind)[self._desks[kind, half_hour] - 1])
        self._opened[desk, half_hour] = 0
        change = self._run(half_hour, keeps=False)
        self._opened[desk, half_hour] = 1
        return Outcome(self._kept.met + change[0], self._kept.judged + change[1])

    def missed(self) -> Times:
        """As `Trial`."""
        breached = self._judged == BREACHED
        cell = self._half_hour[breached] * self._lines + self._visitors.line[breached]
        count = len(self._edges) - 1
        return np.bincount(cell, minlength=count * self._lines).reshape(count, self._lines).astype(float)

    def _make_room(self, most: Counts) -> None:
        """For so many desks of each kind."""
        self._room = most
        self._kind = np.repeat(np.arange(len(most)), most)
        self._nth = np.concatenate([np.arange(one) for one in most])
        self._penalty = np.stack([kind.penalty_ms for kind in self._kinds], axis=1)[:, self._kind]
        days, count, desks = len(self._called), len(self._edges) - 1, len(self._kind)
        self._state = (
            np.zeros((days, count, desks)), np.zeros((days, count, desks), np.int64),
            np.zeros((days, count, 2), np.int64), np.zeros((days, count, 3)),
        )  # fmt: skip

    def _run(self, first: int, *, keeps: bool) -> Times:
        change = np.zeros((2, len(self._edges) - 1))
        closes = np.array([self._edges[-1] + STAYS_MS])
        compiled(days_on)(
            *self._given, self._penalty, self._edges, closes, self._kind, self._opened, np.array([first, int(keeps)]),
            self._called, self._judged, *self._state, change,
        )  # fmt: skip
        return change
