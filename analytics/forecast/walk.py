"""How much less sure a day farther ahead is: a model of each day's volume by what is usual for it, whose level walks.

    y(t) = log(volume / usual) = mean + level(t) + noise,    level(t + 1) = φ · level(t) + step

With φ = 1 the level walks for good; below, it comes back, as after a rush at the month's end. Told is by how much the
variance of what a forecast misses is greater `h` days ahead than one day ahead. The forecast's level is a mean of past
days with weights `(1 - a) aʲ`, so it misses at `h` by `level(t + h)` less that mean; its covariance with a later level
falls by φ a day, and the difference of the two variances is

    2 · step² / (1 - φ²) · (1 - a) / (1 - aφ) · φ (1 - φʰ⁻¹)        (step² · (h - 1) for φ = 1)

Kalman's filter gives the likelihood of every φ, step and noise of a grid (Harvey 1989; Durbin and Koopman 2012, ch. 2);
told is the mean over them, so that a short history, of which many walks could be true, is not believed to stand still.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = np.geomspace(0.001, 0.25, 16)
NOISES = np.geomspace(0.02, 0.6, 8)
"""Deviations of a day's step, and of its own surplus beyond chance, that are looked at."""

COMING_BACK = np.array([1.0, 0.98, 0.95, 0.9, 0.8])
"""The φ that are looked at: half of a surplus is gone never, or after 34, 14, 7 or 3 days."""

BELIEVED = np.array([4.0, 1.0, 1.0, 1.0, 1.0])
"""In them, beforehand: that it comes back at all is as likely as not."""

REMEMBERED_DAYS = 56.0
"""A level that has come to rest is believed to rest, some weeks later."""

USUAL_STEP = 0.01
"""What is believed before there is a history: one per cent a day of a level that walks for good, seldom four times as
much; of one that comes back, whatever takes it as far in `FAR_DAYS`."""

USUAL_STEP_SPREAD = 0.7
"""Of its logarithm."""

FAR_DAYS = 28

MEAN_VARIANCE = 1.0
"""Of the mean, before there is a history: nothing is known of it."""


def widening(days: NDArray[np.int64], came: Floats, usual: Floats, *, level_days: float, farthest: int) -> Floats:
    """(farthest,) by how much the variance of a day's logarithm is greater 1, 2, … days ahead than one day ahead.

    From days in order, how many came on each, and how many were usual for it; `level_days` is the forecast's memory.
    Numbers count from any day; those that are left out (closed, unknown) let the level walk on.
    """
    back, steps, noises = COMING_BACK[:, None, None], (STEPS**2)[:, None], (NOISES**2)[None, :]
    gained = np.stack([_gained(COMING_BACK, ahead, level_days) for ahead in range(1, farthest + 1)])  # (farthest, φ)
    belief = -0.5 * (np.log(as_far(STEPS, level_days) / USUAL_STEP) / USUAL_STEP_SPREAD) ** 2
    surplus, chance = np.log((came + 0.5) / (usual + 0.5)), 1 / np.maximum(usual, 1.0)
    wide = (..., None, None, None)
    found = follow(days, surplus[wide], chance[wide], remembered(days), back=back, steps=steps, noises=noises).likely
    likely = np.exp(belief[..., None] + found - found.max()) * BELIEVED[:, None, None]
    return np.asarray(gained @ ((likely * steps).sum(axis=(1, 2)) / likely.sum()))


def as_far(steps: Floats, level_days: float) -> Floats:
    """(φ, step) the daily step of a walk for good that goes as far in `FAR_DAYS`."""
    far = _gained(COMING_BACK, FAR_DAYS + 1, level_days)[:, None] * steps**2
    return np.asarray(np.sqrt(far / FAR_DAYS))


def _gained(back: Floats, ahead: int, level_days: float) -> Floats:
    """The formula above for a step of one, by φ."""
    keeps = np.exp(-1 / level_days)
    returning = np.minimum(back, 1 - 1e-9)
    lasting = (1 - keeps) / (1 - keeps * returning)
    found = 2 / (1 - returning**2) * lasting * returning * (1 - returning ** (ahead - 1))
    return np.asarray(np.where(back < 1, found, float(ahead - 1)))


@dataclass(frozen=True, slots=True)
class Level:
    """What Kalman's filter knows after the last day, by φ, step and noise: the logarithm of how `likely` they are, less
    a constant, the `mean` and the `level`, their variances, and how they go together.
    """

    likely: Floats
    mean: Floats
    level: Floats
    of_mean: Floats
    both: Floats
    of_level: Floats


def follow(
    days: NDArray[np.int64], surplus: Floats, chance: Floats, weight: Floats,
    *, back: Floats, steps: Floats, noises: Floats,
) -> Level:  # fmt: skip
    """The filter over `days`. `surplus`, its variance by `chance` and its `weight` in the likelihood: a row a day, each
    as wide as the grid of `back`, `steps` and `noises` or wider.
    """
    shape = np.broadcast_shapes(back.shape, steps.shape, noises.shape, surplus.shape[1:])
    found, mean, level = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    of_mean, both = np.full(shape, MEAN_VARIANCE), np.zeros(shape)
    settled = steps / np.where(back < 1, 1 - back**2, 1.0) * (back < 1)  # a walk begins at the mean: it has none else
    of_level = np.broadcast_to(settled, shape)
    for number in range(len(days)):
        for _ in range(int(days[number] - days[number - 1]) if number else 0):
            level, both, of_level = back * level, back * both, back**2 * of_level + steps
        with_mean, with_level = of_mean + both, both + of_level
        seen = with_mean + with_level + noises + chance[number]
        missed = surplus[number] - mean - level
        found -= weight[number] * 0.5 * (np.log(seen) + missed**2 / seen)
        by_mean, by_level = with_mean / seen, with_level / seen
        mean, level = mean + by_mean * missed, level + by_level * missed
        of_mean, both, of_level = (
            of_mean - by_mean * with_mean,
            both - by_mean * with_level,
            of_level - by_level * with_level,
        )
    return Level(found, mean, level, of_mean, both, of_level)


def remembered(days: NDArray[np.int64]) -> Floats:
    """(D,) what each day says of a walk: days of long ago say less, and the first tells the mean and nothing else."""
    weight = np.exp((days - days[-1:]) / REMEMBERED_DAYS)
    weight[:1] = 0.0
    return np.asarray(weight)
