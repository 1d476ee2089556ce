"""What a topic's count of a day says of its part, with chance alone taken off: of few visitors as truly as of many.

Of `n` visitors a topic takes its part p by chance, so its number N is binomial. The logarithm of (N + ½) lies below
that of (np + ½) on average, by a quarter where one is expected, and moves less than that of p does. Both are reckoned,
and the variance of the same quantity, by the binomial's sum: the surplus of a part that stands still is 0 on average.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MANY = 16.0
"""Visitors from which on the first terms of the series in 1 / np are as good as the sum."""

SUMMED = 56
"""Numbers summed over: 16 are ten deviations away from them."""

FEWEST = 0.5
"""What fewer visitors say of a part is counted as of so many: one who came where next to none was expected is not
twenty times as many."""

SURE = 1e-6
"""A part that is everything is this far from it."""


def surplus_of(came: Floats, visits: Floats, part: Floats) -> tuple[Floats, Floats]:
    """By day and topic, by how much more of a day's `visits` (D, 1) `came` (D, K) than its `part` of them, as a
    logarithm, and the variance of that by chance.
    """
    part = np.minimum(part, 1 - SURE)
    mean = np.maximum(visits * part, SURE)
    below, moves, variance = -(1 - part) / (2 * mean), np.ones_like(mean), (1 - part) / mean
    few = mean < MANY
    told = np.broadcast_to(visits, mean.shape)[few]
    below[few], moves[few], variance[few] = _summed(told, part[few])
    small = mean < FEWEST
    any_told = np.maximum(told[small[few]], 1.0)
    _, moves[small], variance[small] = _summed(any_told, FEWEST / any_told)
    return (np.log((came + 0.5) / (mean + 0.5)) - below) / moves, variance / moves**2


def _summed(visits: Floats, part: Floats) -> tuple[Floats, Floats, Floats]:
    """Of log(N + ½) less log(np + ½): the mean, by how much that moves with log(p), and the variance."""
    mean = visits * part
    likely = (1 - part) ** visits
    logarithm, squared, together = np.zeros_like(mean), np.zeros_like(mean), np.zeros_like(mean)
    for number in range(SUMMED):
        at = np.log(number + 0.5)
        logarithm += likely * at
        squared += likely * at**2
        together += likely * at * (number - mean)
        likely = likely * np.maximum(visits - number, 0) / (number + 1) * part / (1 - part)
    return logarithm - np.log(mean + 0.5), together / (1 - part), squared - logarithm**2
