"""The histogram of accountable waits: fixed bins, so that two days' histograms add up to that of both.

Bin b holds the waits in (EDGES_MS[b], EDGES_MS[b + 1]]: 5 s wide up to a minute, then 5 % of the wait up to four hours,
with edges at the usual standards; the last bin has no end. A visit's *code* says, beside its bin, whether its waiting
ended with a call, whether it went beyond its target, and whether it was judged: so the service level and the share
beyond the standard are exact for every target, and quantiles are off by less than their bin's width.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.figures.quantiles import ranks

FINE_S, FINE_UPTO_S, GROWTH, UPTO_S = 5, 60, 1.05, 14_400
STANDARDS_S = (180, 300, 600, 900, 1200, 1800, 3600)
"""Edges that must be there: what people ask for."""


def _edges() -> NDArray[np.int64]:
    edges = list(range(0, FINE_UPTO_S + 1, FINE_S))
    while edges[-1] < UPTO_S:
        following = max(edges[-1] + FINE_S, int(edges[-1] * GROWTH))
        standard = next((one for one in STANDARDS_S if edges[-1] < one <= following), following)
        edges.append(min(standard, UPTO_S))
    return np.array(edges, np.int64) * 1000


EDGES_MS = _edges()
BINS = len(EDGES_MS)
"""The last one is beyond the last edge."""
WITHIN_SHARE, WITHIN_S = GROWTH - 1, float(FINE_S)
"""A quantile made of the histogram is less than so much of itself, or so many seconds where that is more, from the
exact one (up to four hours; beyond, it lies between the last edge and the longest wait)."""

CALLED, ABOVE, JUDGED = 1, 2, 4
CODES = 8 * BINS


def codes(
    waits_ms: NDArray[Any], *, called: NDArray[np.bool_], above: NDArray[np.bool_], judged: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Bin and flags of each of n visits as one number below `CODES`."""
    bins = np.maximum(np.searchsorted(EDGES_MS, waits_ms, side="left") - 1, 0)
    found: NDArray[np.int64] = bins * 8 + called * CALLED + above * ABOVE + judged * JUDGED
    return found


def quantiles_ms(
    judged: NDArray[np.float64], shares: Sequence[float], longest_ms: NDArray[Any]
) -> list[NDArray[np.float64]]:
    """The quantiles of histograms of judged waits, shape (groups, BINS), NaN for a group without one.

    Waits are taken to lie evenly in their bin, and none beyond the longest. The histograms are walked through as one
    row, so that a rank is found by bisection.

    >>> one = np.zeros((1, BINS)); one[0, 2] = 10             # ten waits in (10 s, 15 s]
    >>> quantiles_ms(one, [0.5], np.array([20_000]))[0].tolist()
    [12500.0]
    """
    flat = judged.ravel()
    upto = np.cumsum(flat)
    before = np.append(0.0, upto)[:-1:BINS]
    counts = np.append(before[1:], upto[-1:]) - before
    found = []
    for share in shares:
        rank = ranks(counts.astype(np.int64), share)
        at = np.minimum(np.searchsorted(upto, before + rank), len(flat) - 1)
        inside, low = flat[at], EDGES_MS[at % BINS]
        high = np.where(at % BINS + 1 < BINS, EDGES_MS[(at % BINS + 1) % BINS], np.maximum(longest_ms, low))
        with np.errstate(divide="ignore", invalid="ignore"):
            part = (before + rank - (upto[at] - inside)) / inside
            waits = np.minimum(low + part * (high - low), longest_ms)
        found.append(np.where(counts > 0, waits, np.nan))
    return found


def offered_quantile_ms(
    calls: NDArray[np.float64], gone: NDArray[np.float64], share: float, longest_ms: NDArray[Any]
) -> NDArray[np.float64]:
    """The wait by which `share` would have been called had nobody gone, of histograms of shape (groups, BINS).

    Who left within a bin was there for half of its calls. NaN where so many never were.

    >>> calls, gone = np.zeros((1, BINS)), np.zeros((1, BINS))
    >>> calls[0, 2], gone[0, 1] = 10, 5                        # five left before any of ten was called
    >>> offered_quantile_ms(calls, gone, 0.5, np.array([20_000])).tolist()
    [12500.0]
    """
    here = calls + gone
    waiting = here.sum(axis=1)[:, None] - np.cumsum(here, axis=1) + here - gone / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        survival = np.cumprod(np.where(calls > 0, np.maximum(1 - calls / waiting, 0), 1.0), axis=1)
    reached = survival <= 1 - share + 1e-9
    at, rows = reached.argmax(axis=1), np.arange(len(calls))
    before = np.where(at > 0, survival[rows, at - 1], 1.0)
    low = EDGES_MS[at]
    high = np.where(at + 1 < BINS, EDGES_MS[(at + 1) % BINS], np.maximum(longest_ms, low))
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.clip((before - (1 - share)) / (before - survival[rows, at]), 0, 1)
    return np.where(reached.any(axis=1), low + part * (high - low), np.nan)
