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
WAYS = bins.ABOVE << 1
"""How a wait can end: called or not (`bins.CALLED`), beyond its standard or not (`bins.ABOVE`)."""


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
        if wanted & {*OFFERED, *OFFERED_QUANTILES}:
            columns |= _offered(cells, grouping, wanted)
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
    for groups, waits in _waits(cells, group, grouping.count):
        quantiles = bins.quantiles_ms(waits, [shares[name] for name in inner], longest[groups])
        for name, values in zip(inner, quantiles, strict=True):
            found[name][groups] = values
        if "wait_max_s" in shares:
            found["wait_max_s"][groups] = np.where(waits.counts > 0, longest[groups], np.nan)
    return {name: values / MILLI for name, values in found.items()}


def _waits(cells: Cells, group: NDArray[np.int64], count: int) -> Iterable[tuple[slice, bins.Waits]]:
    """The groups' histograms of judged waits, as many groups at a time as fit.

    Where no two cells belong together, as in one period kept apart by all its keys, they are the cells' own.
    """
    held = np.flatnonzero(cells.amounts("met") + cells.amounts("breached"))
    if (np.bincount(group[held], minlength=1) <= 1).all():
        of_cells = cells.judged()
        first, last = np.zeros(count, np.int64), np.zeros(count, np.int64)
        first[group[held]], last[group[held]] = of_cells.first[held], of_cells.last[held]
        yield slice(0, count), bins.Waits(of_cells.bins, of_cells.upto, first, last)
        return
    of_cell, _, entries = cells.entries()
    judged = np.where(cells.codes & bins.JUDGED, entries, 0.0)
    row, of_bin = group[of_cell], cells.codes >> bins.FLAG_BITS
    for groups, chosen in _portions(row, count, 1):
        size = groups.stop - groups.start
        place = (row[chosen] - groups.start) * bins.BINS + of_bin[chosen]
        table = np.bincount(place, weights=judged[chosen], minlength=size * bins.BINS).astype(np.int64)
        yield groups, bins.waits_of(table.reshape(size, bins.BINS))


def _offered(cells: Cells, grouping: Grouping, wanted: set[str]) -> dict[str, Column]:
    """As `figures.survival`, bin by bin: who left within a bin was there for half of its calls.

    Of the quantiles calls are taken to lie evenly in their bin.
    """
    shares = {name: share for name, share in OFFERED_QUANTILES.items() if name in wanted}
    longest = np.zeros(grouping.count)
    np.maximum.at(longest, grouping.of(slice(0, len(cells))), cells.amounts("wait_max_ms"))
    share, variance = np.full(grouping.count, np.nan), np.full(grouping.count, np.nan)
    at_risk = np.zeros(grouping.count, np.int64)
    found = {name: np.full(grouping.count, np.nan) for name in shares}
    for groups, table in _ends_of_waits(cells, grouping):
        if wanted & set(OFFERED):
            estimate = _within_standard(table)
            share[groups], variance[groups], at_risk[groups] = estimate.share, estimate.variance, estimate.at_risk
        if shares:
            calls, gone = (table[:, :, way].sum(axis=1) + table[:, :, way | bins.ABOVE].sum(axis=1) for way in (1, 0))
            waits = bins.offered_quantiles_ms(calls, gone, list(shares.values()), longest[groups])
            for name, values in zip(shares, waits, strict=True):
                found[name][groups] = values
    columns: dict[str, Column] = {name: values / MILLI for name, values in found.items()}
    if wanted & set(OFFERED):
        columns |= {**Offered(share, variance, at_risk).shown(), "offered_at_risk": at_risk}
    return columns


def _within_standard(table: NDArray[np.float64]) -> Offered:
    """The share called within the standard, of a table of `_ends_of_waits`."""
    gone, calls = table[:, :, 0], table[:, :, bins.CALLED]
    beyond = table[:, :, bins.ABOVE].sum(axis=2) + table[:, :, bins.ABOVE | bins.CALLED].sum(axis=2)
    here = calls + gone
    waited = here.sum(axis=2)
    waiting = beyond[:, :, None] + waited[:, :, None] - np.cumsum(here, axis=2) + here - gone / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(calls > 0, 1 - calls / waiting, 1.0)
        hazard = np.where((calls > 0) & (waiting > calls), calls / (waiting * (waiting - calls)), 0.0)
    survival = np.maximum(left, 0).prod(axis=2)
    return weighted(beyond + waited, survival, hazard.sum(axis=2), beyond.sum(axis=1).astype(np.int64))


def _ends_of_waits(cells: Cells, grouping: Grouping) -> Iterable[tuple[slice, NDArray[np.float64]]]:
    """How many waits there are: a table of shape (groups, standards, `WAYS`, bins), as many groups at a time as fit."""
    targets, stratum = np.unique(cells.column("target_ms"), return_inverse=True)
    strata = max(len(targets), 1)
    row_of_cell = grouping.of(slice(0, len(cells))) * strata + stratum
    of_cell, place, count = cells.entries()
    row = row_of_cell[of_cell]
    for groups, chosen in _portions(row, grouping.count, strata):
        size = groups.stop - groups.start
        at = (row[chosen] - groups.start * strata) * (WAYS * bins.BINS) + place[chosen]
        table = np.bincount(at, weights=count[chosen], minlength=size * strata * WAYS * bins.BINS)
        yield groups, table.astype(np.float64, copy=False).reshape(size, strata, WAYS, bins.BINS)


def _longest_legs(cells: Cells, grouping: Grouping) -> Column:
    judged = cells.amounts("met") + cells.amounts("breached") > 0
    return grouping.largest(cells.column("leg_max_ms"), lambda stretch: judged[stretch])


def _portions(row: NDArray[np.int64], count: int, strata: int) -> Iterable[tuple[slice, NDArray[np.int64] | slice]]:
    """Ranges of groups whose tables fit, each with its entries; a group has a row for each of `strata`."""
    step = max(1, TABLE_LIMIT // (bins.BINS * WAYS * strata))
    if count <= step:
        yield slice(0, count), slice(None)
        return
    order = np.argsort(row, kind="stable")
    ends = np.searchsorted(row[order], np.arange(0, count + step, step) * strata)
    for index, start in enumerate(range(0, count, step)):
        yield slice(start, min(start + step, count)), order[ends[index] : ends[index + 1]]
