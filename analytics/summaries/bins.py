"""The histogram of accountable waits: fixed bins, so that two days' histograms add up to that of both.

Bin b holds the waits in (EDGES_MS[b], EDGES_MS[b + 1]]: 5 s wide up to a minute, then 5 % of the wait up to four hours,
with edges at the usual standards; the last bin has no end. A visit's *code* says, beside its bin, whether its waiting
ended with a call, whether it went beyond its target, and whether it was judged: so the service level and the share
beyond the standard are exact for every target, and quantiles are off by less than their bin's width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
UPPER_MS = np.append(EDGES_MS[1:], 0)
"""Where each bin ends; 0: nowhere."""
WITHIN_SHARE, WITHIN_S = GROWTH - 1, float(FINE_S)
"""A quantile made of the histogram is less than so much of itself, or so many seconds where that is more, from the
exact one (up to four hours; beyond, it lies between the last edge and the longest wait)."""

CALLED, ABOVE, JUDGED = 1, 2, 4
FLAG_BITS = 3
CODES = BINS << FLAG_BITS

PLACES = (np.arange(CODES) & (CALLED | ABOVE)) * BINS + (np.arange(CODES) >> FLAG_BITS)
"""By code, where a visit stands in a table of how waits ended (called, above, the four of them), each with all bins."""


def codes(
    waits_ms: NDArray[Any], *, called: NDArray[np.bool_], above: NDArray[np.bool_], judged: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Bin and flags of each of n visits as one number below `CODES`."""
    bins = np.maximum(np.searchsorted(EDGES_MS, waits_ms, side="left") - 1, 0)
    found: NDArray[np.int64] = bins * 8 + called * CALLED + above * ABOVE + judged * JUDGED
    return found


@dataclass(frozen=True, slots=True)
class Waits:
    """Histograms one after another as one row of entries: the bin of each, and how many waits there are up to it.

    Histogram g is the entries `first[g]:last[g]`, in the order of their bins; only bins that hold a wait have one.
    """

    bins: NDArray[np.int64]
    upto: NDArray[np.int64]
    """One longer than `bins`: it begins with 0."""
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many waits each histogram holds."""
        counts: NDArray[np.int64] = self.upto[self.last] - self.upto[self.first]
        return counts


def waits_of(table: NDArray[np.int64]) -> Waits:
    """The histograms of a table of shape (groups, BINS)."""
    flat = table.ravel()
    held = np.flatnonzero(flat)
    ends = np.searchsorted(held, np.arange(len(table) + 1) * BINS)
    return Waits(held % BINS, np.append(0, np.cumsum(flat[held])), ends[:-1], ends[1:])


def quantiles_ms(waits: Waits, shares: Sequence[float], longest_ms: NDArray[Any]) -> list[NDArray[np.float64]]:
    """The quantiles of each histogram of judged waits, NaN for one without any.

    Waits are taken to lie evenly in their bin, and none beyond the longest. A rank is found by bisection in the sums
    that are there already.

    >>> one = np.zeros((1, BINS), np.int64); one[0, 2] = 10             # ten waits in (10 s, 15 s]
    >>> quantiles_ms(waits_of(one), [0.5], np.array([20_000]))[0].tolist()
    [12500.0]
    """
    counts, before = waits.counts, waits.upto[waits.first]
    held = counts > 0
    if not held.any():
        return [np.full(len(counts), np.nan) for _ in shares]
    found = []
    for share in shares:
        upto = before + ranks(counts, share)
        at = np.minimum(np.searchsorted(waits.upto, upto) - 1, len(waits.bins) - 1)
        low, high = EDGES_MS[waits.bins[at]], UPPER_MS[waits.bins[at]]
        part = (upto - waits.upto[at]) / (waits.upto[at + 1] - waits.upto[at])
        waited = low + part * (np.where(high > 0, high, np.maximum(longest_ms, low)) - low)
        found.append(np.where(held, np.minimum(waited, longest_ms), np.nan))
    return found


def offered_quantiles_ms(
    calls: NDArray[np.float64], gone: NDArray[np.float64], shares: Sequence[float], longest_ms: NDArray[Any]
) -> list[NDArray[np.float64]]:
    """The waits by which `shares` would have been called had nobody gone, of histograms of shape (groups, BINS).

    Who left within a bin was there for half of its calls. NaN where so many never were.

    >>> calls, gone = np.zeros((1, BINS)), np.zeros((1, BINS))
    >>> calls[0, 2], gone[0, 1] = 10, 5                        # five left before any of ten was called
    >>> offered_quantiles_ms(calls, gone, [0.5], np.array([20_000]))[0].tolist()
    [12500.0]
    """
    here = calls + gone
    waiting = here.sum(axis=1)[:, None] - np.cumsum(here, axis=1) + here - gone / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        survival = np.cumprod(np.where(calls > 0, np.maximum(1 - calls / waiting, 0), 1.0), axis=1)
    rows, found = np.arange(len(calls)), []
    for share in shares:
        reached = survival <= 1 - share + 1e-9
        at = reached.argmax(axis=1)
        before = np.where(at > 0, survival[rows, at - 1], 1.0)
        low = EDGES_MS[at]
        high = np.where(at + 1 < BINS, EDGES_MS[(at + 1) % BINS], np.maximum(longest_ms, low))
        with np.errstate(divide="ignore", invalid="ignore"):
            part = np.clip((before - (1 - share)) / (before - survival[rows, at]), 0, 1)
        found.append(np.where(reached[rows, at], low + part * (high - low), np.nan))
    return found
