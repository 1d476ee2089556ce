"""Draws the visitors of many days: when they come, for what, how long they are served, whether they stay and come.

Arrivals are Poisson with a rate that is constant within an interval, times one gamma factor a day: counts are negative
binomial, as real ones are (in the bank of 1999 a day's volume varies by 14 to 16 %, not by the 3 % of Poisson).
Services are lognormal (which fits each of the bank's topics better than the exponential), patience exponential. The
same seed draws the same days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analytics.simulation.day import Codes, Times, Visitors

SECOND = 1000.0
DEVIATIONS_ABOVE = 6.0
"""Arrivals are drawn at once for so many standard deviations above the expected number; more are drawn if need be."""


TINY = 1e-12
CELLS = 8
"""Cells of a guide table for each of its edges."""


WALK_LIMIT_S = 180.0
"""Nobody walks for longer. What is above an office's own limit is drawn, and judged as waiting."""


class ServiceShape(StrEnum):
    """The distribution of a service's length."""

    LOGNORMAL = "lognormal"
    EXPONENTIAL = "exponential"


@dataclass(frozen=True, slots=True)
class Demand:
    """`expected` (H, K): visitors in each of H intervals for each of K topics on a usual day; `edges_ms` (H + 1,).

    `day_variation` is the coefficient of variation of the day's factor, `interval_variation` that of each interval's
    own; 0 where the volume is known.
    """

    edges_ms: Times
    expected: Times
    day_variation: float = 0.0
    interval_variation: float = 0.0


@dataclass(frozen=True, slots=True)
class Traffic:
    """Who comes and how they behave: K topics, C categories of which the first is none.

    A visitor's line is `topic * C + category`. `opens_ms`: a wait begins at opening, where somebody came before it.
    `slip_s` and `walk_limit_s` are the office's: who leaves within the one has slipped away and is not judged, and a
    walk above the other is waited for.
    """

    demand: Demand
    service_s: Times
    service_variation: Times
    target_s: Times
    category_share: Times
    credit_s: Times
    shape: ServiceShape = ServiceShape.LOGNORMAL
    walk_s: float = 0.0
    patience_s: float = np.inf
    absent_share: float = 0.0
    absent_s: float = 60.0
    opens_ms: float = -np.inf
    slip_s: float = 60.0
    walk_limit_s: float = WALK_LIMIT_S

    @property
    def topics(self) -> int:
        """K."""
        return len(self.service_s)

    @property
    def categories(self) -> int:
        """C."""
        return len(self.credit_s)

    def line_target_ms(self) -> Times:
        """(L,) the standard of each line."""
        return np.repeat(self.target_s, self.categories) * SECOND

    def line_credit_ms(self) -> Times:
        """(L,) the credit of each line, which is never more than the standard."""
        return np.minimum(np.tile(self.credit_s, self.topics) * SECOND, self.line_target_ms())


def draw(traffic: Traffic, replications: int, seed: int | Sequence[int]) -> Visitors:
    """`replications` days of visitors; `place_ms` is the promise."""
    chance = np.random.default_rng(seed)
    arrival, interval = _arrivals(traffic.demand, replications, chance)
    shape = arrival.shape
    line = _lines(traffic, interval, chance)
    topic = line // traffic.categories if traffic.categories > 1 else line
    walk = _same(traffic.walk_s * SECOND, shape)
    if traffic.walk_s > 0:
        walk = np.minimum(_exponential(traffic.walk_s, shape, chance), WALK_LIMIT_S * SECOND)
    service = _services(traffic, topic, chance)
    patience = _same(np.inf, shape)
    if np.isfinite(traffic.patience_s):
        patience = _exponential(traffic.patience_s, shape, chance)
    if traffic.absent_share > 0:
        absent = chance.random(shape, np.float32) < traffic.absent_share
        service[absent] = 0.0
        walk = walk.copy()
        walk[absent] = traffic.absent_s * SECOND
    lead = traffic.line_target_ms() - traffic.line_credit_ms()
    place = arrival
    if np.ptp(lead) > 0 or np.isfinite(traffic.opens_ms):
        place = np.maximum(arrival, traffic.opens_ms) + lead[line]
    return Visitors(arrival, line, place, walk, service, patience)


def _arrivals(demand: Demand, replications: int, chance: np.random.Generator) -> tuple[Times, Codes]:
    """Moments (R, N), `inf` past the day's last, and the interval of each.

    A unit Poisson process, read through the inverse of the expected number so far (Çinlar 1975).
    """
    so_far = np.concatenate([[0.0], np.cumsum(demand.expected.sum(axis=1))])
    factor, own = np.ones(replications), None
    if demand.day_variation > 0:
        factor = _gamma(demand.day_variation, (replications,), chance)
    ends = so_far[-1] * factor
    if demand.interval_variation > 0:
        own = np.diff(so_far) * _gamma(demand.interval_variation, (replications, len(so_far) - 1), chance)
        ends = own.sum(axis=1) * factor
    most = ends.max(initial=0.0)
    steps = chance.standard_exponential((replications, int(most + DEVIATIONS_ABOVE * np.sqrt(most)) + 10))
    passed = np.cumsum(steps, axis=1, out=steps)
    while (passed[:, -1] < ends).any():
        more = np.cumsum(chance.standard_exponential((replications, 64)), axis=1)
        passed = np.hstack([passed, passed[:, -1:] + more])
    if demand.day_variation > 0:
        passed /= factor[:, None]
    if own is not None:
        _as_usual(passed, own, so_far)
    passed = passed[:, : _longest(passed, so_far[-1])]
    over = passed >= so_far[-1]
    interval = _found(so_far[1:], passed)
    slope = np.diff(demand.edges_ms) / np.maximum(np.diff(so_far), TINY)
    if len(slope) > 1:
        arrival = (passed - so_far[:-1][interval]) * slope[interval] + demand.edges_ms[:-1][interval]
    else:
        arrival = passed * slope[0]
        arrival += demand.edges_ms[0]
    np.rint(arrival, out=arrival)
    np.copyto(arrival, np.inf, where=over)
    return arrival, interval


def _gamma(variation: float, shape: tuple[int, ...], chance: np.random.Generator) -> Times:
    """Factors with mean 1."""
    return chance.gamma(1 / variation**2, variation**2, shape)


def _as_usual(passed: Times, own: Times, so_far: Times) -> None:
    """Where each day's moments lie in the usual day, when in its intervals it expects `own` (R, H)."""
    for moments, expected in zip(passed, own, strict=True):
        moments[:] = np.interp(moments, np.concatenate([[0.0], np.cumsum(expected)]), so_far)


def _longest(passed: Times, end: float) -> int:
    """How many columns hold a visitor in at least one row."""
    return max(1, int(np.searchsorted(passed.min(axis=0), end)))


def _same(value: float, shape: tuple[int, ...]) -> Times:
    """One value for everybody, kept once."""
    return np.broadcast_to(np.float64(value), shape)


def _exponential(mean_s: float, shape: tuple[int, ...], chance: np.random.Generator) -> Times:
    found = chance.standard_exponential(shape)
    found *= mean_s * SECOND
    return np.rint(found, out=found)


def _lines(traffic: Traffic, interval: Codes, chance: np.random.Generator) -> Codes:
    """(R, N): the topic by the mix of the interval of arrival, the category by its share."""
    if traffic.topics * traffic.categories == 1:
        return interval if interval.strides == (0, 0) else np.zeros(interval.shape, np.int64)
    expected = traffic.demand.expected
    topics = expected / np.maximum(expected.sum(axis=1, keepdims=True), TINY)
    share = (topics[:, :, None] * traffic.category_share).reshape(len(expected), -1)
    upto = np.cumsum(share, axis=1)
    upto[:, -1] = 1.0
    upto += np.arange(float(len(expected)))[:, None]
    line: Codes = _found(upto.ravel(), chance.random(interval.shape) + interval) - interval * len(upto[0])
    return line


def _found(edges: Times, values: Times) -> Codes:
    """How many of the rising `edges` each value has reached: `searchsorted(edges, values, "right")`, at most the last.

    By a guide table, for very many values and few edges (Chen & Asau 1974): a first guess by equal cells, then put
    right by single steps.
    """
    if len(edges) == 1 or edges[-1] <= 0:  # one cell, or nobody is expected
        return np.broadcast_to(np.int64(len(edges) - 1), values.shape)
    cells = CELLS * len(edges)
    scale = cells / edges[-1]
    guide = np.searchsorted(edges, np.arange(cells) / scale * (1 - 1e-9), side="right")  # never too far
    found: Codes = np.minimum(guide, len(edges) - 1)[np.minimum(values * scale, cells - 1).astype(np.int64)]
    flat, wanted = found.reshape(-1), values.reshape(-1)
    low = np.flatnonzero(wanted >= edges[flat])
    low = low[flat[low] < len(edges) - 1]
    while len(low):
        flat[low] += 1
        low = low[(wanted[low] >= edges[flat[low]]) & (flat[low] < len(edges) - 1)]
    return found


def _services(traffic: Traffic, topic: Codes, chance: np.random.Generator) -> Times:
    mean = traffic.service_s * SECOND
    if traffic.shape is ServiceShape.EXPONENTIAL:
        service = chance.standard_exponential(topic.shape)
        service *= mean[topic] if traffic.topics > 1 else mean[0]
        return np.rint(service, out=service)
    spread = np.sqrt(np.log1p(traffic.service_variation**2))
    middle = np.log(mean) - spread**2 / 2
    service = chance.standard_normal(topic.shape)
    service *= spread[topic] if traffic.topics > 1 else spread[0]
    service += middle[topic] if traffic.topics > 1 else middle[0]
    np.exp(service, out=service)
    return np.rint(service, out=service)
