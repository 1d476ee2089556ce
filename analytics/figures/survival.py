"""How long people would have waited for their call had nobody gone: the product-limit estimate, group by group.

Whoever left, was removed, was not served before closing or still waits tells only that the call would have come later
(censored); dropping them makes waits look shorter, counting them as served makes service look better. The estimate of
the share called within the standard L from waits t₁ ≤ t₂ ≤ … with n₁, n₂, … still waiting:

    offered(L) = 1 − Π over calls tᵢ ≤ L of (1 − 1/nᵢ)
    variance   = Π² · Σ over calls tᵢ ≤ L of 1/(nᵢ(nᵢ − 1))        (Greenwood)

A call at the same moment as a leaving counts first. Where visits of a group have different standards, each is estimated
at its own and they are weighted by their visits (a stratified estimate; one stratum is the plain one). The p-quantile
is the first call by which the product is no more than 1 − p; there is none where too many left before. Kaplan and Meier
1958; Greenwood 1926.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.figures.intervals import Z_95

AT_RISK_LEAST = 20
"""With fewer people waiting on beyond the standard the estimate hangs on single visits and is not shown."""


@dataclass(frozen=True, slots=True)
class Offered:
    """For each group: the share called within the standard (NaN: nobody), its variance, who waited on beyond it."""

    share: NDArray[np.float64]
    variance: NDArray[np.float64]
    at_risk: NDArray[np.int64]

    def shown(self) -> dict[str, NDArray[np.float64]]:
        """Share and 95 % interval within [0, 1], NaN where fewer than `AT_RISK_LEAST` were at risk."""
        enough = self.at_risk >= AT_RISK_LEAST
        half = Z_95 * np.sqrt(self.variance)
        return {
            "offered_level": np.where(enough, self.share, np.nan),
            "offered_level_low": np.where(enough, np.maximum(self.share - half, 0.0), np.nan),
            "offered_level_high": np.where(enough, np.minimum(self.share + half, 1.0), np.nan),
        }


ROUNDING = 1e-9
"""Products of many factors are so far from the share that they stand for."""


def offered(
    group: NDArray[np.int64],
    count: int,
    *,
    waits_ms: NDArray[np.integer],
    called: NDArray[np.bool_],
    targets_ms: NDArray[np.integer],
) -> Offered:
    """The estimate for `count` groups from n visits: `group`, `waits_ms`, `called`, `targets_ms` have shape (n,).

    >>> found = offered(np.zeros(4, np.int64), 1, waits_ms=np.array([1, 2, 3, 9]),
    ...                 called=np.array([True, False, True, True]), targets_ms=np.full(4, 5))
    >>> found.share.round(3).tolist(), found.at_risk.tolist()      # 1 − 3/4 · 1/2
    ([0.625], [1])
    """
    targets, stratum = np.unique(targets_ms, return_inverse=True)
    sizes = np.zeros((count, len(targets)))
    survival, hazard = np.ones_like(sizes), np.zeros_like(sizes)
    at_risk = np.zeros(count, np.int64)
    for index, target in enumerate(targets.tolist()):
        inside = stratum == index
        here, waits, calls = group[inside], waits_ms[inside], called[inside]
        order = np.lexsort((~calls, waits, here))
        here, waits, calls = here[order], waits[order], calls[order]
        size = np.bincount(here, minlength=count)
        left = np.cumsum(size)[here] - np.arange(len(here))
        within = calls & (waits <= target)
        last = within & (left == 1)
        some = within & (left > 1)
        logs = np.bincount(here[some], weights=np.log1p(-1 / left[some]), minlength=count)
        sizes[:, index] = size
        survival[:, index] = np.where(np.bincount(here[last], minlength=count) > 0, 0.0, np.exp(logs))
        hazard[:, index] = np.bincount(here[some], weights=1 / (left[some] * (left[some] - 1.0)), minlength=count)
        at_risk += np.bincount(here[waits > target], minlength=count)
    return weighted(sizes, survival, hazard, at_risk)


def weighted(
    sizes: NDArray[np.float64], survival: NDArray[np.float64], hazard: NDArray[np.float64], at_risk: NDArray[np.int64]
) -> Offered:
    """The strata of each group (axis 1) as one: each counts by its visits."""
    visits = sizes.sum(axis=1)
    with np.errstate(invalid="ignore"):
        weights = sizes / visits[:, None]
    share = (weights * (1 - survival)).sum(axis=1)
    variance = (weights**2 * survival**2 * hazard).sum(axis=1)
    return Offered(np.where(visits > 0, share, np.nan), variance, at_risk)


def offered_quantiles(
    group: NDArray[np.int64],
    count: int,
    *,
    waits_ms: NDArray[np.integer],
    called: NDArray[np.bool_],
    shares: Sequence[float],
) -> list[NDArray[np.float64]]:
    """For each of `shares` the wait in ms by which so many would have been called had nobody gone; NaN: never so many.

    >>> waits, called = np.array([1, 2, 3, 9]), np.array([True, False, True, True])
    >>> [found.tolist() for found in offered_quantiles(np.zeros(4, np.int64), 1, waits_ms=waits, called=called,
    ...                                                shares=(0.2, 0.5, 0.9))]
    [[1.0], [3.0], [9.0]]
    """
    order = np.lexsort((~called, waits_ms, group))
    here, waits, calls = group[order], waits_ms[order], called[order]
    size = np.bincount(here, minlength=count)
    begins = np.cumsum(size) - size
    left = np.cumsum(size)[here] - np.arange(len(here))
    logs = np.where(calls & (left > 1), np.log1p(-1 / np.maximum(left, 2)), 0.0)
    total = np.append(0.0, np.cumsum(logs))
    waiting = np.where(calls & (left == 1), 0.0, np.exp(total[1:] - total[begins[here]]))
    found = []
    for share in shares:
        at = np.flatnonzero(calls & (waiting <= 1 - share + ROUNDING))
        reached, first = np.unique(here[at], return_index=True)
        values = np.full(count, np.nan)
        values[reached] = waits[at[first]]
        found.append(values)
    return found
