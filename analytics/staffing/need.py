"""How many desks are needed by half-hour, with skills, when the day's volume is uncertain.

What `searching` finds on days of its own is tried on days that it has not seen. Searching with the mean demand is the
known trap: the days of `traffic.demand.day_variation` are what must be served.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.simulation.day import Times
from analytics.simulation.drawing import Traffic, draw
from analytics.staffing.erlang import desks_needed
from analytics.staffing.pools import MOST_DESKS, Counts, Kind, shares_of, tried
from analytics.staffing.searching import SLACK, Search
from analytics.staffing.trying import trial_of

SEARCH_DAYS = 300
CHECK_DAYS = 1000
"""Two hundred days do not resolve the worst half-hour (SCIENCE C)."""

MARGIN = 0.005
"""By which the search must pass the goal, for it has chosen among its own days."""

MADE_AGAIN = 2
"""How often the search goes on where unseen days fall short of the goal, or one of their half-hours far short."""


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


def desks_need(
    traffic: Traffic, kinds: Sequence[Kind], *, goal: float = 0.95, seed: int = 1, desks: int = MOST_DESKS
) -> Need:
    """The fewest desk-half-hours found with which the day keeps `goal` and no half-hour falls far short of it.

    Never more than the `desks` of the office at once.
    """
    sure = replace(traffic, demand=replace(traffic.demand, day_variation=0.0))  # few desks to take away again
    trial = trial_of(traffic, kinds, draw(traffic, SEARCH_DAYS, seed))  # the same days for every step: drawn once
    search = Search(trial, kinds, first_guess(sure, kinds, goal), goal, MARGIN, desks)
    search.grow()
    search.trim()
    for again in range(MADE_AGAIN):
        unseen = level_of(traffic, kinds, search.desks, CHECK_DAYS, seed + 2 + again)
        short, starved = goal + MARGIN - unseen.day, unseen.half_hours < goal - SLACK
        if search.exhausted or (short <= 0 and not starved.any()):
            break
        search.open_more(starved)
        search.margin += max(short, 0.0)
        search.grow(share=0.0)
    return Need(tuple(kinds), search.desks, level_of(traffic, kinds, search.desks, CHECK_DAYS, seed + 1), goal)


def level_of(traffic: Traffic, kinds: Sequence[Kind], desks: Counts, days: int, seed: int) -> Level:
    """What such desks come to on `days` drawn from `seed`."""
    met, judged, _ = tried(traffic, kinds, desks, draw(traffic, days, seed))
    day_met, day_judged = met.sum(axis=1), judged.sum(axis=1)
    share = float(day_met.sum() / max(day_judged.sum(), 1))
    error = float((day_met - share * day_judged).std(ddof=1)) / max(float(day_judged.mean()), 1e-9) / np.sqrt(days)
    return Level(share, float(1.96 * error), shares_of(met, judged))


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

    Waits grow with how services vary (Allen & Cunneen 1990). Half-hours of their own are not counted in: with a volume
    that few days exceed it keeps the goal without them. Never more than the need has that know it; of a topic that
    nobody serves, as many as there should be.
    """
    able = np.array([np.isfinite(kind.penalty_ms[:: traffic.categories]) for kind in need.kinds], bool)
    knowing = need.desks.T @ able.reshape(len(need.kinds), -1).astype(int)
    rate = traffic.demand.expected * (1 + traffic.demand.day_variation)
    rate = rate / np.diff(traffic.demand.edges_ms / 1000)[:, None]
    service = traffic.service_s + traffic.walk_s
    squares = (traffic.service_variation * traffic.service_s) ** 2 + traffic.walk_s**2
    longer = (1 + squares / service**2) / 2
    alone = np.stack(
        [
            desks_needed(rate[:, topic], service[topic], limit_s=float(limit / longer[topic]), goal=need.goal)
            for topic, limit in enumerate(traffic.target_s)
        ],
        axis=1,
    )
    return np.asarray(np.where(able.any(axis=0), np.minimum(alone, knowing), alone), np.int64)
