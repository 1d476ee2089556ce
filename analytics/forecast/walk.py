"""How far an office's level walks from day to day: a local level model of each day's volume by what is usual for it.

    y(t) = log(volume / usual) = level(t) + noise,    level(t + 1) = level(t) + step

The variance of the step is what a forecast loses by a day farther ahead (Harvey 1989; Durbin and Koopman 2012, ch. 2).
Kalman's filter gives the likelihood of every pair of deviations on a grid; told is the mean of the step's variance over
them, so that a short history, of which many walks could be true, is not believed to stand still.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = np.geomspace(0.001, 0.2, 24)
NOISES = np.geomspace(0.02, 0.6, 16)
"""Deviations of a day's step, and of its own surplus beyond chance, that are looked at."""

REMEMBERED_DAYS = 56.0
"""A level that has come to rest is believed to rest, some weeks later."""

USUAL_STEP = 0.01
"""What is believed before there is a history: one per cent a day, seldom four times as much."""

USUAL_STEP_SPREAD = 0.7
"""Of its logarithm."""


def step_variance(days: NDArray[np.int64], came: Floats, usual: Floats) -> float:
    """Of the level's logarithm, a day; from days in order, how many came on each, and how many were usual for it.

    Numbers count from any day; those that are left out (closed, unknown) let the level walk on.
    """
    belief = -0.5 * (np.log(STEPS / USUAL_STEP) / USUAL_STEP_SPREAD) ** 2
    log_likelihood = np.repeat(belief[:, None], len(NOISES), axis=1)
    steps, noises = (STEPS**2)[:, None], (NOISES**2)[None, :]
    surplus, chance = np.log((came + 0.5) / (usual + 0.5)), 1 / np.maximum(usual, 1.0)
    level = np.full(log_likelihood.shape, surplus[0] if len(surplus) else 0.0)
    variance = np.broadcast_to(noises + (chance[0] if len(chance) else 0.0), level.shape)
    for number in range(1, len(days)):
        variance = variance + steps * (days[number] - days[number - 1])
        seen = variance + noises + chance[number]
        missed = surplus[number] - level
        weight = np.exp((days[number] - days[-1]) / REMEMBERED_DAYS)
        log_likelihood -= weight * 0.5 * (np.log(seen) + missed**2 / seen)
        level = level + variance / seen * missed
        variance = variance * (1 - variance / seen)
    chances = np.exp(log_likelihood - log_likelihood.max())
    return float((chances * steps).sum() / chances.sum())
