"""The two distributions that the simple estimator needs, by closed formulas; standard library only."""

from math import log, sqrt
from statistics import NormalDist

_NORMAL = NormalDist()

UNLIKELY = 1e-6
"""A service longer than all but this share of services: its rest is no longer told by the distribution."""


def gamma_quantile(share: float, mean: float, variance: float) -> float:
    """The value that a gamma variable with this mean and variance stays below with probability `share`.

    Wilson and Hilferty (1931): with shape k = mean² / variance and the normal quantile z,

        q = mean * (1 - 1 / (9 k) + z / (3 sqrt(k))) ** 3

    Any unit, the same for mean and result; `share` in (0, 1). Within 7 % of exact for k >= 1 and share in [0.1, 0.9].

    >>> round(gamma_quantile(0.5, mean=100.0, variance=10_000.0), 1)  # exponential: exact 69.3
    70.2
    >>> gamma_quantile(0.9, mean=0.0, variance=0.0)
    0.0
    """
    if mean <= 0.0:
        return 0.0
    if variance <= 0.0:
        return mean
    shape = mean * mean / variance
    root = 1 - 1 / (9 * shape) + _NORMAL.inv_cdf(share) / (3 * sqrt(shape))
    return mean * max(0.0, root) ** 3


def lognormal_residual(mean: float, variation: float, elapsed: float) -> float:
    """The expected rest of a lognormal duration that has lasted `elapsed` already.

    With s² = ln(1 + variation²), m = ln(mean) - s² / 2 and d = (ln(elapsed) - m) / s,

        E[S - elapsed | S > elapsed] = mean * Phi(s - d) / Phi(-d) - elapsed

    `variation` is the coefficient of variation. Any unit of time, the same throughout. Where all but one in a million
    durations would have ended, the rest is taken to be the mean: something else is going on.

    >>> lognormal_residual(300.0, 0.9, 0.0)
    300.0
    >>> round(lognormal_residual(300.0, 0.9, 300.0), 1)
    257.0
    """
    if elapsed <= 0.0 or mean <= 0.0:
        return mean
    spread = sqrt(log(1 + variation * variation))
    depth = (log(elapsed / mean) + spread * spread / 2) / spread
    surviving = _NORMAL.cdf(-depth)
    if surviving < UNLIKELY:
        return mean
    return mean * _NORMAL.cdf(spread - depth) / surviving - elapsed
