"""Boosted oblivious trees for several quantiles of a wait at once, in NumPy.

An oblivious tree asks the same question of all rows at each of its levels, so a row's leaf is the binary number of its
answers: quick to grow, quicker to apply. For each quantile tau the loss is the check (pinball) loss, smoothed by a
logistic kernel of width h, a share of the range of the waits (He et al., conquer, J. Econometrics 2023):

    gradient  g = tau - 1 + s(z),     z = (y - prediction) / h,  s the logistic function
    curvature k = s(z) (1 - s(z)) / h

Every tree is grown on a random part of rows and columns, to the largest sum over leaves and two quantiles (the median
and the highest) of G² / (n + lambda) / (tau (1 - tau)); its leaves are Newton steps rate * G / (K + lambda / 8h), for
all quantiles. Features are cut into at most BINS bins at their quantiles. Friedman, Ann. Stat. 29 (2001); oblivious
trees: Kohavi (1994), CatBoost (2018).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Bins: TypeAlias = NDArray[np.uint8]

BINS = 32
FEW_ROWS = 256
CURVATURE_LEAST = 1.6e-3
"""In units of 1 / h. Far from all data the curvature vanishes; steps stay finite."""
KERNEL_LEAST_S = 1.0


@dataclass(frozen=True, slots=True)
class Growth:
    """How a forest is grown. Chosen on days before those of any published score (docs/estimates.md)."""

    trees: int = 200
    depth: int = 4
    rate: float = 0.08
    columns_share: float = 0.2
    rows_share: float = 0.5
    leaf_weight: float = 30.0
    kernel_share: float = 0.05
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Forest:
    """K quantiles, T trees of depth D: `column`, `cut` (T, D) ask `bin > cut`; `leaves` (T, 2^D, K) in seconds.

    Leaves that were kept come in half the width, as they were kept, and are added up in full.
    """

    shares: tuple[float, ...]
    edges: tuple[Floats, ...]
    start: Floats
    column: NDArray[np.int64]
    cut: NDArray[np.int64]
    leaves: Floats | NDArray[np.float32]
    _asked: NDArray[np.int64] = field(init=False, repr=False)
    _above: Floats = field(init=False, repr=False)
    _question: NDArray[np.int64] = field(init=False, repr=False)
    _first: NDArray[np.int64] = field(init=False, repr=False)
    """Each different question, whether a column's value is above; which of them each tree asks, level by level (D T);
    its leaves begin at `_first`."""

    def __post_init__(self) -> None:
        """For few rows a tree's question is asked of the value itself: `bin > cut` is `value > edge[cut]`."""
        asked, above = self.column.T.ravel().tolist(), self.cut.T.ravel().tolist()
        different: dict[tuple[int, int], int] = {}
        question = [different.setdefault(pair, len(different)) for pair in zip(asked, above, strict=True)]
        object.__setattr__(self, "_asked", np.array([column for column, _ in different], dtype=np.int64))
        object.__setattr__(self, "_above", np.array([[_edge(self.edges[column], cut)] for column, cut in different]))
        object.__setattr__(self, "_question", np.array(question, dtype=np.int64))
        object.__setattr__(self, "_first", (np.arange(len(self.column)) << self.column.shape[1])[:, None])

    def predict(self, rows: Floats) -> Floats:
        """Shape (n, K): the quantiles in seconds, never crossing, never below 0."""
        if len(rows) <= FEW_ROWS:
            return _in_order(self.start + self._all_at_once(rows))
        binned = binned_by(self.edges, rows)
        found = np.tile(self.start, (len(rows), 1))
        for columns, cuts, leaves in zip(self.column, self.cut, self.leaves, strict=True):
            found += leaves[_leaf(binned, columns, cuts)]
        return _in_order(found)

    def _all_at_once(self, rows: Floats) -> Floats:
        """The sum of all trees' leaves, of at most 8 levels: quicker than tree by tree where there are few rows."""
        trees, depth = self.column.shape
        answered = (rows.T.take(self._asked, axis=0) > self._above).view(np.uint8)
        answers = answered.take(self._question, axis=0).reshape(depth, trees, len(rows))
        leaf = answers[0]
        for level in range(1, depth):
            leaf = leaf + leaf + answers[level]
        every = self.leaves.reshape(trees << depth, -1).take(self._first + leaf, axis=0)
        return np.asarray(np.add.reduce(every, dtype=np.float64), dtype=np.float64)


def grow(rows: Floats, waits_s: Floats, weights: Floats, shares: Sequence[float], growth: Growth) -> Forest:
    """Learns the quantiles `shares` of `waits_s` (n,) from `rows` (n, F), each row as heavy as its weight."""
    chance = np.random.default_rng(growth.seed)
    edges = _edges(rows)
    by_column = binned_by(edges, rows)
    binned = np.ascontiguousarray(by_column.T)
    tau = np.array(shares)
    start = _weighted_quantiles(waits_s, weights, tau)
    kernel_s = max(KERNEL_LEAST_S, growth.kernel_share * float(start[-1] - start[0]))
    found = np.tile(start, (len(rows), 1))
    guides = np.array([np.argmin(np.abs(tau - 0.5)), len(tau) - 1])
    chosen_columns, cuts, leaves = [], [], []
    for _ in range(growth.trees):
        sample = np.flatnonzero(chance.random(len(rows)) < growth.rows_share)
        slope, curvature = _derivatives(waits_s[sample], found[sample], weights[sample], tau, kernel_s)
        columns = chance.permutation(rows.shape[1])[: max(1, round(growth.columns_share * rows.shape[1]))]
        column, cut = _tree(
            binned[np.ix_(sample, columns)],
            slope[:, guides] / np.sqrt(tau[guides] * (1 - tau[guides])),
            weights[sample],
            growth,
        )
        leaf = _leaf(by_column, columns[column], cut)
        values = _leaves(leaf[sample], slope, curvature, growth, kernel_s)
        found += values[leaf]
        chosen_columns.append(columns[column])
        cuts.append(cut)
        leaves.append(values)
    return Forest(tuple(shares), edges, start, np.array(chosen_columns), np.array(cuts), np.array(leaves))


def binned_by(edges: Sequence[Floats], rows: Floats) -> Bins:
    """Shape (F, n): in which bin each value lies, the number of edges below it."""
    found = np.empty(rows.shape[::-1], dtype=np.uint8)
    for index, (edge, column) in enumerate(zip(edges, np.ascontiguousarray(rows.T), strict=True)):
        found[index] = edge.searchsorted(column)
    return found


def _edge(edges: Floats, cut: int) -> float:
    return float(edges[cut]) if cut < len(edges) else np.inf


def _in_order(found: Floats) -> Floats:
    return np.maximum.accumulate(np.maximum(found, 0.0), axis=1)


def _edges(rows: Floats) -> tuple[Floats, ...]:
    at = np.linspace(0, 1, BINS + 1)[1:-1]
    return tuple(np.unique(np.quantile(column, at, method="nearest")) for column in rows.T)


def _weighted_quantiles(values: Floats, weights: Floats, shares: Floats) -> Floats:
    order = np.argsort(values)
    heaped = weights[order].cumsum()
    return np.asarray(values[order][np.searchsorted(heaped, shares * heaped[-1])], dtype=np.float64)


def _derivatives(
    waits_s: Floats, found: Floats, weights: Floats, tau: Floats, kernel_s: float
) -> tuple[Floats, Floats]:
    upper = 1 / (1 + np.exp(np.clip((found - waits_s[:, None]) / kernel_s, -30, 30)))
    slope = (tau - 1 + upper) * weights[:, None]
    curvature = (upper * (1 - upper) / kernel_s + CURVATURE_LEAST / kernel_s) * weights[:, None]
    return slope, curvature


def _tree(binned: Bins, slope: Floats, weights: Floats, growth: Growth) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns (of `binned`) and cuts, level by level, each the best for all leaves together."""
    count, width = binned.shape
    leaf = np.zeros(count, dtype=np.int64)
    cells = np.arange(width) * BINS + binned
    repeated = [np.repeat(part, width) for part in (weights, *slope.T)]
    columns, cuts = [], []
    for level in range(growth.depth):
        places = (leaf[:, None] * (width * BINS) + cells).ravel()
        shape = (1 << level, width, BINS)
        below, *sums = (
            np.bincount(places, part, minlength=shape[0] * width * BINS).reshape(shape).cumsum(2) for part in repeated
        )
        above = below[:, :, -1:] - below
        gain = sum(
            part**2 / (below + growth.leaf_weight) + (part[:, :, -1:] - part) ** 2 / (above + growth.leaf_weight)
            for part in sums
        )
        best = int(np.argmax(np.asarray(gain).sum(0)[:, :-1]))
        column, cut = divmod(best, BINS - 1)
        columns.append(column)
        cuts.append(cut)
        leaf = 2 * leaf + (binned[:, column] > cut)
    return np.array(columns), np.array(cuts)


def _leaf(by_column: Bins, columns: NDArray[np.int64], cuts: NDArray[np.int64]) -> NDArray[np.int64]:
    leaf = np.zeros(by_column.shape[1], dtype=np.uint8)
    for column, cut in zip(columns, cuts, strict=True):
        leaf = (leaf << 1) | (by_column[column] > cut)
    return leaf.astype(np.int64)


def _leaves(leaf: NDArray[np.int64], slope: Floats, curvature: Floats, growth: Growth, kernel_s: float) -> Floats:
    size = 1 << growth.depth
    least = growth.leaf_weight / (8 * kernel_s)
    return np.stack(
        [
            growth.rate
            * np.bincount(leaf, slope[:, k], minlength=size)
            / (np.bincount(leaf, curvature[:, k], minlength=size) + least)
            for k in range(slope.shape[1])
        ],
        axis=1,
    )
