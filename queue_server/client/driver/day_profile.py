"""When visitors come: a day with two peaks, and no two days alike.

Pure: chance comes in as a `random.Random`, so that a seed gives the same day again.
"""

import random
from collections.abc import Iterator
from itertools import pairwise

from queue_server.client.driver.cast import OfficeCast

HALF_HOUR_S = 1800.0

TWO_PEAKS: tuple[tuple[float, float], ...] = (
    (0.00, 0.75), (0.10, 1.05), (0.22, 1.30), (0.35, 1.10), (0.48, 0.70), (0.60, 0.85), (0.75, 1.25), (0.88, 0.90),
    (0.97, 0.35), (1.00, 0.00),
)  # fmt: skip
"""Arrivals relative to the day's mean, by the share of the opening time that has passed: a peak before noon and a
second one after work, the usual shape of an office that takes private clients."""

DAY_FACTOR_CV = 0.15
"""Real days vary more than chance alone: the coefficient of variation of daily totals in the bank data of 1999."""

BUSY = 0.68
"""Arrivals as a share of what the staff could serve, at the mean of the day. Transfers, second topics and missed calls
add a fifth to the work, the peaks a third: waits of minutes, above the standard now and then; an office that copes."""


def intensity(share: float) -> float:
    """Arrivals relative to the mean at `share` in [0, 1] of the opening time; nought outside it.

    >>> intensity(0.0), intensity(1.0), intensity(1.5)
    (0.75, 0.0, 0.0)
    """
    for (left, low), (right, high) in pairwise(TWO_PEAKS):
        if left <= share <= right:
            return low + (high - low) * (share - left) / (right - left)
    return 0.0


def capacity_per_s(cast: OfficeCast) -> float:
    """Visitors a second that the managers at the desks can serve at the mean of the day and of the topics they know."""
    total = 0.0
    for _desk, manager in cast.staffed:
        known = [topic for topic in cast.topics if topic in manager.topics]
        if known:
            weight = sum(cast.topics[topic].weight for topic in known)
            mean_s = sum(cast.topics[topic].weight * cast.service_mean_s(manager, topic) for topic in known) / weight
            total += cast.presence(manager) / (mean_s + TURN_OVER_S)
    return total


TURN_OVER_S = 35.0
"""Between two visitors: the walk to the desk and the manager's own notes."""


def day_factor(chance: random.Random) -> float:
    """How busy this day is as a whole: gamma with mean 1."""
    shape = 1.0 / DAY_FACTOR_CV**2
    return chance.gammavariate(shape, 1.0 / shape)


def arrivals(cast: OfficeCast, chance: random.Random, *, from_at: int) -> Iterator[int]:
    """The instants at which visitors press the kiosk's button, from `from_at` to closing time, in order.

    A Poisson process whose rate follows the profile, by thinning: candidates at the highest rate, each kept with the
    probability that the rate at its moment has of the highest.
    """
    opening_ms = cast.closes_at - cast.opens_at
    highest = max(high for _share, high in TWO_PEAKS)
    peak_per_s = capacity_per_s(cast) * BUSY * day_factor(chance) * highest
    if opening_ms <= 0 or peak_per_s <= 0:
        return
    at = float(max(from_at, cast.opens_at))
    while True:
        at += chance.expovariate(peak_per_s) * 1000
        if at >= cast.closes_at:
            return
        if chance.random() * highest <= intensity((at - cast.opens_at) / opening_ms):
            yield int(at)
