"""How many desks are needed by half-hour, with skills, when the day's volume is uncertain.

The search is by simulation: a pool of desks of each *kind* (managers with the same skills), half-hour by half-hour. It
begins with Erlang C by topic, adds a desk of the best kind where most visitors break the standard, and takes away what
is not missed. What it found is tried on days that it has not seen. Searching with the mean demand is the known trap:
the days of `traffic.demand.day_variation` are what must be served.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.simulation.day import Shifts, Times, Visitors, no_breaks
from analytics.simulation.drawing import Traffic, draw
from analytics.simulation.figures import judge, level_by_interval
from analytics.simulation.running import run
from analytics.staffing.erlang import desks_needed

Counts = NDArray[np.int64]

SEARCH_DAYS = 300
CHECK_DAYS = 1000
"""Two hundred days do not resolve the worst half-hour (SCIENCE C)."""

MARGIN = 0.005
"""By which the search must pass the goal, for it has chosen among its own days."""

SLACK = 0.10
"""By how much a single half-hour may fall short of the goal that the day keeps."""

MOST_DESKS = 60
MOST_ROUNDS = 40
STAYS_MS = 3_600_000.0
"""Whoever is open in the last half-hour stays for those who wait."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Managers alike: `penalty_ms` (L,) for each line, `inf` where they do not serve it; how many there are at most."""

    name: str
    penalty_ms: Times
    most: int = MOST_DESKS


@dataclass(frozen=True, slots=True)
class Level:
    """Of simulated days: the service level, and that of each half-hour (H,), with the 95 % half-width of the first."""

    day: float
    half_width: float
    half_hours: Times


@dataclass(frozen=True, slots=True)
class Need:
    """`desks` (kinds, H). `level` is from days that the search has not seen. `enough`: whether it keeps the goal."""

    kinds: tuple[Kind, ...]
    desks: Counts
    level: Level
    goal: float

    @property
    def enough(self) -> bool:
        """Whether the goal is kept; otherwise all that may be opened are open."""
        return self.level.day >= self.goal


def desks_need(traffic: Traffic, kinds: Sequence[Kind], *, goal: float = 0.95, seed: int = 1) -> Need:
    """The fewest desk-half-hours found with which the day keeps `goal` and no half-hour falls far short of it."""
    search = _Search(traffic, tuple(kinds), goal, seed)
    search.grow()
    search.trim()
    return Need(tuple(kinds), search.desks, level_of(traffic, kinds, search.desks, CHECK_DAYS, seed + 1), goal)


def level_of(traffic: Traffic, kinds: Sequence[Kind], desks: Counts, days: int, seed: int) -> Level:
    """What such desks come to on `days` drawn from `seed`."""
    met, judged, _ = _tried(traffic, kinds, desks, draw(traffic, days, seed))
    day_met, day_judged = met.sum(axis=1), judged.sum(axis=1)
    share = float(day_met.sum() / max(day_judged.sum(), 1))
    error = float((day_met - share * day_judged).std(ddof=1)) / max(float(day_judged.mean()), 1e-9) / np.sqrt(days)
    return Level(share, float(1.96 * error), _shares(met, judged))


class _Search:
    def __init__(self, traffic: Traffic, kinds: tuple[Kind, ...], goal: float, seed: int) -> None:
        self.traffic, self.kinds, self.goal = traffic, kinds, goal
        self.most = np.array([kind.most for kind in kinds])[:, None]
        self.desks = np.minimum(first_guess(traffic, kinds, goal), self.most)
        self.days = draw(traffic, SEARCH_DAYS, seed)  # the same for every step: drawn once

    def grow(self) -> None:
        """Adds desks where the standard is broken, until the goal is kept."""
        for _ in range(MOST_ROUNDS):
            met, judged, missed = _tried(self.traffic, self.kinds, self.desks, self.days)
            level, half_hours = met.sum() / max(judged.sum(), 1), _shares(met, judged)
            short = (half_hours < self.goal - SLACK) & (judged.sum(axis=0) > 0)
            if level >= self.goal + MARGIN and not short.any():
                return
            if level < self.goal + MARGIN:
                short |= half_hours <= np.quantile(half_hours, 0.25)
            if not self._add(short, missed):
                return

    def trim(self) -> None:
        """Takes a desk away wherever the goal is kept without it, the least loaded half-hours first."""
        load = (self.traffic.demand.expected @ self.traffic.service_s) / np.maximum(self.desks.sum(axis=0), 1)
        for half_hour in np.argsort(load):
            for kind in range(len(self.kinds)):
                while self.desks[kind, half_hour] > 0:
                    self.desks[kind, half_hour] -= 1
                    if not self._kept():
                        self.desks[kind, half_hour] += 1
                        break

    def _kept(self) -> bool:
        met, judged, _ = _tried(self.traffic, self.kinds, self.desks, self.days)
        half_hours = _shares(met, judged)[judged.sum(axis=0) > 0]
        return bool(met.sum() >= (self.goal + MARGIN) * judged.sum() and (half_hours >= self.goal - SLACK).all())

    def _add(self, short: NDArray[np.bool_], missed: Times) -> bool:
        """One desk more in each short half-hour and, where the queue came from before, in the one before it."""
        added = False
        for half_hour in np.flatnonzero(short):
            able = np.array([np.isfinite(kind.penalty_ms) @ missed[half_hour] for kind in self.kinds])
            room = self.desks[:, half_hour] < self.most[:, 0]
            able = np.where(room, able, -1.0)
            best = int(able.argmax())
            if able[best] > 0:
                self.desks[best, half_hour] += 1
                added = True
            elif half_hour > 0:
                earlier = np.flatnonzero(self.desks[:, half_hour - 1] < self.most[:, 0])
                if len(earlier):
                    self.desks[earlier[0], half_hour - 1] += 1
                    added = True
        return added


def first_guess(traffic: Traffic, kinds: Sequence[Kind], goal: float) -> Counts:
    """(kinds, H) by Erlang C for a volume that few days exceed, each topic shared by the kinds that serve it."""
    edges_s = traffic.demand.edges_ms / 1000
    volume = traffic.demand.expected * (1 + traffic.demand.day_variation)
    rate = volume / np.diff(edges_s)[:, None]
    able = np.array([np.isfinite(kind.penalty_ms[:: traffic.categories]) for kind in kinds], float)
    share = able / np.maximum(able.sum(axis=0), 1)
    service = traffic.service_s + traffic.walk_s
    found = []
    for kind in range(len(kinds)):
        own = rate * share[kind]
        total = own.sum(axis=1)
        mean = (own * service).sum(axis=1) / np.maximum(total, 1e-12)
        found.append(desks_needed(total, np.maximum(mean, 1.0), limit_s=float(traffic.target_s.min()), goal=goal))
    return np.asarray(found)


def need_by_topic(traffic: Traffic, need: Need) -> Counts:
    """(H, K) how many of the desks must know each topic: as many as its visitors alone take by Erlang C.

    Never more than the need has that know it; of a topic that nobody serves, as many as there should be.
    """
    able = np.array([np.isfinite(kind.penalty_ms[:: traffic.categories]) for kind in need.kinds], bool)
    knowing = need.desks.T @ able.reshape(len(need.kinds), -1).astype(int)
    rate = traffic.demand.expected * (1 + traffic.demand.day_variation)
    rate = rate / np.diff(traffic.demand.edges_ms / 1000)[:, None]
    service = traffic.service_s + traffic.walk_s
    alone = np.stack(
        [
            desks_needed(rate[:, topic], service[topic], limit_s=float(limit), goal=need.goal)
            for topic, limit in enumerate(traffic.target_s)
        ],
        axis=1,
    )
    return np.asarray(np.where(able.any(axis=0), np.minimum(alone, knowing), alone), np.int64)


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


def _tried(traffic: Traffic, kinds: Sequence[Kind], desks: Counts, visitors: Visitors) -> tuple[Times, Times, Times]:
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


def _shares(met: Times, judged: Times) -> Times:
    """(H,); 1 where nobody came."""
    total = judged.sum(axis=0)
    return np.asarray(np.where(total > 0, met.sum(axis=0) / np.maximum(total, 1), 1.0))
