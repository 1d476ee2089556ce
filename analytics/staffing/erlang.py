"""Erlang C and A, for whole arrays at once: a first guess where they hold, and a check of the simulator.

They hold for one pool of like desks at a steady rate with exponential services; an office is none of these for long.
Rates are a second, times in seconds, everything broadcasts. References: Erlang 1917; Garnett, Mandelbaum & Reiman 2002;
Zeltyn & Mandelbaum 2005 (M/M/n+G) for the tail of Erlang A.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MOST_DESKS = 2000
GRID = 4001
"""Points of Simpson's rule: the relative error is below 1e-6 for up to 100 desks."""

TINY = 1e-12
FAR = 60.0
"""Where the integrand is below exp(-60) of its peak nothing is added any more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`waits`: P(W > 0). `mean_s`: E[W] of all. `above`: P(W > limit). `leaves`: P(abandons)."""

    waits: Floats
    mean_s: Floats
    above: Floats
    leaves: Floats


def erlang_c(rate: ArrayLike, service_s: ArrayLike, desks: ArrayLike, limit_s: float = 900.0) -> Waiting:
    """M/M/c. From a load of 1 on everybody waits for ever.

    >>> found = erlang_c(8 * 0.9 / 288, 288.0, 8)
    >>> round(float(found.waits), 6), round(float(found.mean_s) / 60, 6)
    (0.701533, 4.209198)
    """
    rates, services, counts = np.broadcast_arrays(
        np.asarray(rate, float), np.asarray(service_s, float), np.asarray(desks, np.int64)
    )
    load = rates * services
    blocked = _erlang_b(load, counts)
    stable = load < counts
    spare = np.where(stable, counts - load, 1.0)
    waits = np.where(stable, blocked / (1 - load / np.maximum(counts, 1) * (1 - blocked)), 1.0)
    return Waiting(
        waits=waits,
        mean_s=np.where(stable, waits * services / spare, np.inf),
        above=np.where(stable, waits * np.exp(-spare * limit_s / services), 1.0),
        leaves=np.zeros_like(waits),
    )


def erlang_a(
    rate: ArrayLike, service_s: ArrayLike, desks: ArrayLike, patience_s: float, limit_s: float = 900.0
) -> Waiting:
    """M/M/c+M: patience is exponential. `above` counts those who waited for longer, whether served or gone.

    >>> found = erlang_a(0.75 / 60, 288.0, 3, 1800.0)
    >>> [round(float(x), 6) for x in (found.leaves, found.waits, found.above)]
    [0.209918, 0.89657, 0.073431]
    """
    rates, services, counts = np.broadcast_arrays(
        np.asarray(rate, float), np.asarray(service_s, float), np.asarray(desks, np.int64)
    )
    speed = counts / services
    whole, tail = _integral(rates, speed, patience_s, 0.0), _integral(rates, speed, patience_s, limit_s)
    idle = 1 / _erlang_b(rates * services, counts - 1)
    total = idle + rates * whole
    leaves = (1 + (rates - speed) * whole) / total
    offered_above = rates * tail / total
    return Waiting(
        waits=rates * whole / total,
        mean_s=leaves * patience_s,
        above=offered_above * np.exp(-limit_s / patience_s),
        leaves=leaves,
    )


def desks_needed(
    rate: ArrayLike, service_s: ArrayLike, *, limit_s: float = 900.0, goal: float = 0.95
) -> NDArray[np.int64]:
    """The fewest desks with `P(W <= limit) >= goal` by Erlang C, cell by cell; 0 where nobody comes."""
    rates, services = np.broadcast_arrays(np.asarray(rate, float), np.asarray(service_s, float))
    load = rates * services
    found = np.zeros(load.shape, np.int64)
    open_cells = load > 0
    inverse = np.ones(load.shape)
    for desks in range(1, MOST_DESKS + 1):
        if not open_cells.any():
            break
        inverse = np.where(open_cells, 1 + inverse * desks / np.maximum(load, TINY), 1.0)
        blocked = 1 / inverse
        spare = desks - load
        waits = blocked / np.maximum(1 - load / desks * (1 - blocked), TINY)
        met = open_cells & (spare > 0) & (waits * np.exp(-np.maximum(spare, 0) * limit_s / services) <= 1 - goal)
        found[met] = desks
        open_cells = open_cells & ~met
    return found


def _erlang_b(load: Floats, desks: NDArray[np.int64]) -> Floats:
    """Blocking by the recursion `1/B(c) = 1 + c/a / B(c-1)`, which neither over- nor underflows where it matters."""
    inverse = np.ones(load.shape)
    for step in range(1, int(desks.max(initial=0)) + 1):
        grown = 1 + inverse * step / np.maximum(load, TINY)
        inverse = np.where(step <= desks, grown, inverse)
    return np.asarray(1 / inverse)


def _integral(rate: Floats, speed: Floats, patience_s: float, from_s: float) -> Floats:
    """`J(t)`, the integral from t on of `exp(λ H(x) - cμ x)`, `H(x) = θ⁻¹ (1 - exp(-θ x))`, by Simpson's rule."""
    length = np.minimum((rate * patience_s + FAR) / speed, FAR / np.maximum(speed - rate, 1e-12))
    step = length / (GRID - 1)
    x = from_s + step[..., None] * np.arange(GRID)
    weight = np.full(GRID, 2.0)
    weight[1::2] = 4.0
    weight[[0, -1]] = 1.0
    power = rate[..., None] * patience_s * -np.expm1(-x / patience_s) - speed[..., None] * x
    return np.asarray((np.exp(power) * weight).sum(axis=-1) * step / 3)
