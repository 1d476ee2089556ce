"""The topics' parts of a day: how they have moved until now, and how surely a part is told some days ahead.

    log(came / (visitors of the day · usual part)) = mean + level(t) + noise,    level(t + 1) = φ · level(t) + step

by topic, over the grid of φ and the filter of the office's level (`walk`). The usual part is the profile's, which
remembers four weeks and so comes after a mix that walks; mean and level tell by how much. How far topics walk is
learned of all topics of the office and of each by itself: the logarithm of a topic's step lies about that of the
office's topics, which is not known either (a hierarchical model, summed over a grid).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.forecast.chance import surplus_of
from analytics.forecast.profile import PROFILE_DAYS
from analytics.forecast.spread import MOST, Own
from analytics.forecast.walk import BELIEVED, COMING_BACK, USUAL_STEP, USUAL_STEP_SPREAD, as_far, follow, remembered

Floats = NDArray[np.float64]

STEPS = np.geomspace(0.002, 0.25, 10)
NOISES = np.geomspace(0.02, 0.6, 6)
"""Deviations of a topic's daily step, and of its day's own surplus beyond chance, that are looked at."""

OFFICES = np.geomspace(0.002, 0.12, 12)
"""Usual steps of an office's topics that are looked at."""

TOPICS_UNLIKE = 0.5
"""Of the logarithm of a topic's step about that of its office's topics."""

LEAST_TOLD = 0.5
"""Visitors of a day: parts of fewer that were usual are no parts."""

NOT_BEGUN = 1e9
"""A variance that says nothing."""


@dataclass(frozen=True, slots=True)
class Mix:
    """By days ahead and topic: by what the profile's part is multiplied, and the variance of the topic's own day."""

    factor: Floats
    variance: Floats

    def of(self, expected: Floats, days: int) -> Floats:
        """A day's (48, K) visitors with the mix that is expected `days` days ahead; half-hours stay what they were."""
        moved = expected * self.factor[min(days, len(self.factor)) - 1]
        whole = moved.sum(axis=1, keepdims=True)
        return np.asarray(moved * expected.sum(axis=1, keepdims=True) / np.where(whole > 0, whole, 1.0))

    def own(self, half_hours: tuple[float, ...]) -> tuple[Own, ...]:
        """What each topic has of its own, with the half-hours' given."""
        variance = np.minimum(self.variance, MOST.day**2)
        wider = np.maximum.accumulate(variance, axis=0) - variance[0]
        return tuple(
            Own(float(np.sqrt(variance[0, place])), half_hour, tuple(wider[:, place].tolist()))
            for place, half_hour in enumerate(half_hours)
        )


def mix_of(days: NDArray[np.int64], came: Floats, usual: Floats, *, made_on: int, farthest: int) -> Mix:
    """From days in order, how many came on each by topic (D, K), and how many were usual; `made_on` is the first day of
    which nothing is known. Of a topic nothing is said by the days before its first visitor.
    """
    visits, told = came.sum(axis=1, keepdims=True), np.maximum(usual.sum(axis=1, keepdims=True), LEAST_TOLD)
    part = usual / told
    begun = np.cumsum(came, axis=0) > 0
    surplus, chance = surplus_of(came, visits, part)
    chance = np.where(begun, chance, NOT_BEGUN)
    first = begun & (np.cumsum(begun, axis=0) == 1)
    weight = np.where(begun & ~first, remembered(days)[:, None], 0.0)
    wide = (..., None, None, None)
    back, steps, noises = COMING_BACK[:, None, None], (STEPS**2)[:, None], (NOISES**2)[None, :]
    found = follow(days, surplus[wide], chance[wide], weight[wide], back=back, steps=steps, noises=noises)
    likely = _likely(found.likely)

    def by_back(value: Floats) -> Floats:
        return np.asarray((likely * value).sum(axis=(2, 3)))  # (K, φ)

    sums = [by_back(each) for each in (
        found.mean, found.level, found.mean**2, found.mean * found.level, found.level**2,
        found.of_mean, found.both, found.of_level, np.asarray(steps), np.asarray(noises),
    )]  # fmt: skip
    centre, level, mean_mean, mean_level, level_level, of_mean, both, of_level, step, noise = sums
    since = int(made_on - days[-1]) if len(days) else 1
    factor, variance = [], []
    for ahead in range(since, since + farthest):
        kept = COMING_BACK**ahead
        square = COMING_BACK**2
        walked = np.where(COMING_BACK < 1, (1 - kept**2) / np.where(COMING_BACK < 1, 1 - square, 1.0), float(ahead))
        expected = (centre + kept * level).sum(axis=1)
        unsure = of_mean + 2 * kept * both + kept**2 * of_level + walked * step + noise
        about = mean_mean + 2 * kept * mean_level + kept**2 * level_level
        factor.append(np.exp(expected + noise.sum(axis=1) / 2))  # the mean of what a noise multiplies
        variance.append((unsure + about).sum(axis=1) - expected**2)
    return Mix(np.array(factor), np.array(variance))


def _likely(found: Floats) -> Floats:
    """(K, φ, step, noise) how likely each is of a topic, the other topics being known; sums to 1 by topic."""
    likely = np.exp(found - found.max(axis=(1, 2, 3), keepdims=True))
    by_step = likely.sum(axis=3)  # (K, φ, step)
    about = np.log(as_far(STEPS, PROFILE_DAYS) / OFFICES[:, None, None])
    topic = np.exp(-0.5 * (about / TOPICS_UNLIKE) ** 2)  # (office, φ, step)
    topic /= topic.sum(axis=2, keepdims=True)
    of_topic = np.einsum("ofs,kfs->okf", topic, by_step)
    office = -0.5 * (np.log(OFFICES / USUAL_STEP) / USUAL_STEP_SPREAD) ** 2
    both = office[:, None] + np.log(BELIEVED) + np.log(of_topic).sum(axis=1)  # (office, φ)
    both = np.exp(both - both.max())
    both /= both.sum()
    weight = np.einsum("of,ofs,okf->kfs", both, topic, 1 / of_topic)
    return np.asarray(weight[..., None] * likely)
