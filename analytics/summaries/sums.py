"""The sums of any groups of cells: what `figures.sums` finds in visits, found in their summaries."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.figures.definitions import Beside
from analytics.figures.grouping import PLACE_GROUPS, Grouping, Key, all_possible, grouped
from analytics.figures.sums import ADDITIVE, MILLI, OFFERED, OFFERED_QUANTILES, QUANTILES, Column, Sums
from analytics.figures.survival import Offered, weighted
from analytics.summaries import bins
from analytics.summaries.cells import DESK_TIME, Cells, cells_of
from analytics.visits.columns import columns_of
from analytics.visits.desk_time import DeskTime

NOT_OF_DESKS = frozenset({"topic", "category"})
"""Groups that a desk belongs to only while it has a visitor."""
NOT_OF_SERVING = frozenset({"outcome", "state"})
"""Groups that are only known when a visit is over: no desk's time belongs to one."""
WITHOUT_VISITOR = ("free_ms", "idle_ms", "break_ms")
TABLE_LIMIT = 1 << 23
"""Groups times bins looked at in one go (64 MB a table)."""


def sums_of_cells(cells: Cells, by: Sequence[str], names: Iterable[str]) -> Sums:
    """What `names` asks for of the visits in `cells`, a row for each group that has one (without `by`: one row anyway).

    Quantiles and the offered level come from histograms: see `bins` for how far off they can be.
    """
    wanted = set(names)
    parts = [cells.by(name) for name in by]
    possible = all_possible(len(cells), parts) or grouped(len(cells), parts)
    group = possible.of(slice(0, len(cells)))

    alone = len(group) > 0 and bool((group[1:] > group[:-1]).all())
    if alone:  # each cell is a group, as in one period kept apart by all its keys: nothing is to be added up
        possible = possible.only(group)

    def added(name: str) -> Column:
        amounts = cells.amounts(name)
        return amounts if alone else np.bincount(group, weights=amounts, minlength=possible.count)

    issued = added("issued")
    visited = np.flatnonzero(issued > 0) if by else np.zeros(1, np.int64)
    held = slice(None) if len(visited) == possible.count else visited  # all of them: nothing is to be copied
    labels = possible.labels.only(held)
    columns: dict[str, Column] = {name: added(name)[held] for name in wanted & set(ADDITIVE) - {"issued"}}
    columns["issued"] = issued[held]
    if wanted & {*QUANTILES, *OFFERED, *OFFERED_QUANTILES, "leg_max_ms"}:
        grouping = possible.only(visited)  # cells without a visit may fall anywhere: they have no waits
        columns |= _quantiles(cells, grouping, wanted)
        if "leg_max_ms" in wanted:
            columns["leg_max_ms"] = _longest_legs(cells, grouping)
        if shares := {name: share for name, share in OFFERED_QUANTILES.items() if name in wanted}:
            columns |= _had_nobody_gone(cells, grouping, shares)
        if wanted & set(OFFERED):
            estimate = _offered(cells, grouping)
            columns |= {**estimate.shown(), "offered_at_risk": estimate.at_risk}
    return Sums(labels, columns)


def _untold(by: Sequence[str]) -> tuple[str, ...]:
    """The desks' times that have no meaning in such groups."""
    if NOT_OF_SERVING & set(by):
        return DESK_TIME
    return WITHOUT_VISITOR if NOT_OF_DESKS & set(by) else ()


def _open_half_hours(cells: Cells, by: Sequence[str], labels: Sequence[Key]) -> NDArray[np.float64]:
    places = [name for name in by if name in PLACE_GROUPS]
    placed = grouped(len(cells), [cells.by(name) for name in places])
    halves = dict(zip(placed.labels.listed(), _added(cells, placed, "open_half_hours").tolist(), strict=True))
    at = [index for index, name in enumerate(by) if name in PLACE_GROUPS]
    return np.fromiter(
        (halves.get(tuple(label[index] for index in at), 0) for label in labels), np.float64, len(labels)
    )


def desks_beside(rows: Sequence[DeskTime], by: Sequence[str]) -> Beside:
    """What `figures` asks for the desks' time of its groups: 0 for one in which no desk was open."""
    kept = [name for name in by if name in ("topic", "category", "manager", "outcome", "state", "half_hour")]
    return desks_of_cells(cells_of(columns_of(()), rows, kept), by)


def desks_of_cells(cells: Cells, by: Sequence[str]) -> Beside:
    """The same of cells. A free desk is there for no topic or category: their groups have no such time.

    `open_half_hours` are the half-hours, office by office, in which some desk was open at the group's place and time.
    """
    grouping = grouped(len(cells), [cells.by(name) for name in by])
    columns = {name: _added(cells, grouping, name) for name in DESK_TIME}
    untold = _untold(by)
    spent = sum((columns[name] for name in DESK_TIME if name not in untold), np.zeros(grouping.count))
    keys = grouping.labels.listed()
    place = {label: index for index, label in enumerate(keys)}

    def of(labels: Sequence[Key]) -> Mapping[str, Column]:
        order = np.array([place.get(label, len(place)) for label in labels], np.int64)
        found = {name: np.append(column, 0.0)[order] for name, column in columns.items()}
        found |= {name: np.full(len(labels), np.nan) for name in untold}
        return {**found, "open_half_hours": _open_half_hours(cells, by, labels)}

    return Beside([key for key, ms in zip(keys, spent.tolist(), strict=True) if ms > 0], of)


def _added(cells: Cells, grouping: Grouping, name: str) -> NDArray[np.float64]:
    return grouping.added(lambda stretch: cells.amounts(name)[stretch])


def _quantiles(cells: Cells, grouping: Grouping, wanted: set[str]) -> dict[str, Column]:
    group = grouping.of(slice(0, len(cells)))
    longest = np.zeros(grouping.count, np.uint32)
    np.maximum.at(longest, group, cells.column("wait_max_ms"))
    shares = {name: share for name, share in QUANTILES.items() if name in wanted}
    found = {name: np.full(grouping.count, np.nan) for name in shares}
    inner = [name for name, share in shares.items() if share < 1]
    for groups, waits in _waits(cells.judged(), group, grouping.count):
        quantiles = bins.quantiles_ms(waits, [shares[name] for name in inner], longest[groups])
        for name, values in zip(inner, quantiles, strict=True):
            found[name][groups] = values
        if "wait_max_s" in shares:
            found["wait_max_s"][groups] = np.where(waits.counts > 0, longest[groups], np.nan)
    return {name: values / MILLI for name, values in found.items()}


def _waits(of_cells: bins.Waits, group: NDArray[np.int64], count: int) -> Iterable[tuple[slice, bins.Waits]]:
    """The groups' histograms, as many groups at a time as fit.

    Where no two cells belong together, as in one period kept apart by all its keys, they are the cells' own.
    """
    held = np.flatnonzero(of_cells.last > of_cells.first)
    if (np.bincount(group[held], minlength=1) <= 1).all():
        first, last = np.zeros(count, np.int64), np.zeros(count, np.int64)
        first[group[held]], last[group[held]] = of_cells.first[held], of_cells.last[held]
        yield slice(0, count), bins.Waits(of_cells.bins, of_cells.upto, first, last)
        return
    of_entry = np.repeat(group, of_cells.last - of_cells.first)
    entries = np.diff(of_cells.upto).astype(np.float64)
    for groups, chosen in _portions(of_entry, count, 1):
        place = (of_entry[chosen] - groups.start) * bins.BINS + of_cells.bins[chosen]
        size = groups.stop - groups.start
        table = np.bincount(place, weights=entries[chosen], minlength=size * bins.BINS).astype(np.int64)
        yield groups, bins.waits_of(table.reshape(size, bins.BINS))


def _offered(cells: Cells, grouping: Grouping) -> Offered:
    """As `figures.survival`, bin by bin: who left within a bin was there for half of its calls."""
    group = grouping.of(slice(0, len(cells)))
    targets, stratum = np.unique(cells.column("target_ms"), return_inverse=True)
    strata = max(len(targets), 1)
    of_cell, code, count = cells.entries()
    of_entry, of_stratum = group[of_cell], stratum[of_cell]
    share, variance = np.full(grouping.count, np.nan), np.full(grouping.count, np.nan)
    at_risk = np.zeros(grouping.count, np.int64)
    for groups, chosen in _portions(of_entry, grouping.count, strata):
        size = groups.stop - groups.start
        row = (of_entry[chosen] - groups.start) * strata + of_stratum[chosen]
        flags, weight = code[chosen], count[chosen]
        above, called = (flags & bins.ABOVE) > 0, (flags & bins.CALLED) > 0
        place = row * bins.BINS + (flags >> 3)

        def table(which: NDArray[np.bool_], place: NDArray[np.int64] = place, weight: NDArray[np.float64] = weight,
                  rows: int = size * strata) -> NDArray[np.float64]:  # fmt: skip
            found = np.bincount(place[which], weights=weight[which], minlength=rows * bins.BINS)
            shaped: NDArray[np.float64] = found.astype(np.float64).reshape(rows, bins.BINS)
            return shaped

        calls, gone = table(~above & called), table(~above & ~called)
        beyond = np.bincount(row[above], weights=weight[above], minlength=size * strata)
        here = calls + gone
        waiting = beyond[:, None] + here.sum(axis=1)[:, None] - np.cumsum(here, axis=1) + here - gone / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            left = np.where(calls > 0, 1 - calls / waiting, 1.0)
            hazard = np.where((calls > 0) & (waiting > calls), calls / (waiting * (waiting - calls)), 0.0)
        sizes = (beyond + here.sum(axis=1)).reshape(size, strata)
        survival = np.maximum(left, 0).prod(axis=1).reshape(size, strata)
        risk = beyond.reshape(size, strata).sum(axis=1).astype(np.int64)
        estimate = weighted(sizes, survival, hazard.sum(axis=1).reshape(size, strata), risk)
        share[groups], variance[groups], at_risk[groups] = estimate.share, estimate.variance, estimate.at_risk
    return Offered(share, variance, at_risk)


def _longest_legs(cells: Cells, grouping: Grouping) -> Column:
    judged = cells.amounts("met") + cells.amounts("breached") > 0
    return grouping.largest(cells.column("leg_max_ms"), lambda stretch: judged[stretch])


def _had_nobody_gone(cells: Cells, grouping: Grouping, shares: Mapping[str, float]) -> dict[str, Column]:
    """As `figures.survival.offered_quantiles`, bin by bin; calls are taken to lie evenly in their bin."""
    group = grouping.of(slice(0, len(cells)))
    of_cell, code, count = cells.entries()
    of_entry = group[of_cell]
    longest = np.zeros(grouping.count)
    np.maximum.at(longest, group, cells.amounts("wait_max_ms"))
    found = {name: np.full(grouping.count, np.nan) for name in shares}
    for groups, chosen in _portions(of_entry, grouping.count, 2):
        size = groups.stop - groups.start
        flags = code[chosen]
        row = (of_entry[chosen] - groups.start) * 2 + ((flags & bins.CALLED) > 0)
        table = np.bincount(row * bins.BINS + (flags >> 3), weights=count[chosen], minlength=size * 2 * bins.BINS)
        gone, calls = table.astype(np.float64).reshape(size, 2, bins.BINS).transpose(1, 0, 2)
        for name, share in shares.items():
            found[name][groups] = bins.offered_quantile_ms(calls, gone, share, longest[groups])
    return {name: values / MILLI for name, values in found.items()}


def _portions(
    of_entry: NDArray[np.int64], count: int, strata: int
) -> Iterable[tuple[slice, NDArray[np.int64] | slice]]:
    """Ranges of groups whose tables fit, each with its entries."""
    step = max(1, TABLE_LIMIT // (bins.BINS * strata))
    if count <= step:
        yield slice(0, count), slice(None)
        return
    order = np.argsort(of_entry, kind="stable")
    ends = np.searchsorted(of_entry[order], np.arange(0, count + step, step))
    for index, start in enumerate(range(0, count, step)):
        yield slice(start, min(start + step, count)), order[ends[index] : ends[index + 1]]
