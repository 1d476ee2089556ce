"""Exact quantiles of each group's waits without sorting them all.

The p-quantile is the wait of rank ⌈p·n⌉: the smallest that at least the share p did not exceed (the inverse of the
empirical distribution function; Hyndman & Fan 1996, definition 1). Waits are counted in 256 classes of equal width
first; only those in a class that holds a wanted rank are put in order.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.figures.grouping import Grouping

CLASSES = 256
"""So few that the table of some thousand groups stays in the cache, so many that a class holds few of a group's waits;
and the last of them fits the narrowest column."""
SAMPLED = 4096
WITHIN_CLASSES = 0.99
"""The classes are so wide that all but one in a hundred waits lie in them; the last class takes all beyond."""
TABLE_LIMIT = 1 << 24
"""Groups times classes up to which a table is kept (128 MB); beyond it the waits are sorted."""

Chosen = Callable[[slice], NDArray[np.bool_]]


def ranks(counts: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """The rank of the `share`-quantile among `counts` waits, at least 1.

    >>> ranks(np.array([1, 10, 20]), 0.9).tolist()
    [1, 9, 18]
    """
    found: NDArray[np.int64] = np.maximum(np.ceil(np.round(share * counts, 9)).astype(np.int64), 1)
    return found


def exact_quantiles(
    grouping: Grouping, waits_ms: NDArray[np.integer], chosen: Chosen, shares: Sequence[float]
) -> list[NDArray[np.float64]]:
    """For each of `shares` the quantile in ms of each group's chosen waits, NaN for a group without one."""
    if grouping.count * CLASSES > TABLE_LIMIT:
        return _by_sorting(grouping, waits_ms, chosen, shares)
    bits = _class_bits(waits_ms)
    table = np.zeros((grouping.count, CLASSES), np.int64)
    for stretch in grouping.stretches():
        mask = chosen(stretch)
        cell = grouping.of(stretch)
        cell *= CLASSES
        cell += _classes(waits_ms[stretch], bits)
        table += np.bincount(cell[mask], minlength=table.size).reshape(table.shape)
    upto = np.cumsum(table, axis=1)
    counts = upto[:, -1]
    wanted = np.zeros(table.shape, np.bool_)
    places = []
    every = np.arange(grouping.count)
    for share in shares:
        rank = ranks(counts, share)
        in_class = np.minimum((upto < rank[:, None]).sum(axis=1), CLASSES - 1)
        wanted[every, in_class] = counts > 0
        places.append((in_class, rank - (upto[every, in_class] - table[every, in_class])))
    cells, waits = _in_wanted(grouping, waits_ms, chosen, wanted.ravel(), bits=bits)
    order = np.lexsort((waits, cells))
    cells, waits = cells[order], waits[order]
    found = []
    for in_class, rank in places:
        at = np.searchsorted(cells, every * CLASSES + in_class) + rank - 1
        held = counts > 0
        values = np.full(grouping.count, np.nan)
        values[held] = waits[at[held]]
        found.append(values)
    return found


def _class_bits(waits_ms: NDArray[np.integer]) -> int:
    """A class is two to the power of this wide, in ms."""
    if not len(waits_ms):
        return 0
    usual = float(np.quantile(waits_ms[:: max(1, len(waits_ms) // SAMPLED)], WITHIN_CLASSES))
    return (int(usual) // (CLASSES - 1)).bit_length()


def _classes(waits_ms: NDArray[np.integer], bits: int) -> NDArray[np.integer]:
    classes: NDArray[np.integer] = np.minimum(waits_ms >> bits, CLASSES - 1)
    return classes


def _in_wanted(
    grouping: Grouping, waits_ms: NDArray[np.integer], chosen: Chosen, wanted: NDArray[np.bool_], *, bits: int
) -> tuple[NDArray[np.int64], NDArray[np.integer]]:
    cells: list[NDArray[np.int64]] = []
    waits: list[NDArray[np.integer]] = []
    for stretch in grouping.stretches():
        cell = grouping.of(stretch)
        cell *= CLASSES
        cell += _classes(waits_ms[stretch], bits)
        here = np.flatnonzero(wanted[cell])
        here = here[chosen(stretch)[here]]
        cells.append(cell[here])
        waits.append(waits_ms[stretch][here])
    if not cells:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    return np.concatenate(cells), np.concatenate(waits)


def _by_sorting(
    grouping: Grouping, waits_ms: NDArray[np.integer], chosen: Chosen, shares: Sequence[float]
) -> list[NDArray[np.float64]]:
    everything = slice(0, grouping.rows)
    mask = chosen(everything)
    group, waits = grouping.of(everything)[mask], waits_ms[mask]
    order = np.lexsort((waits, group))
    ordered = waits[order]
    counts = np.bincount(group, minlength=grouping.count)
    starts = np.cumsum(counts) - counts
    found = []
    for share in shares:
        values = np.full(grouping.count, np.nan)
        held = counts > 0
        values[held] = ordered[(starts + ranks(counts, share) - 1)[held]]
        found.append(values)
    return found
