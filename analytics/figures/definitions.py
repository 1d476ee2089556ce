"""Every figure once: its name, what it is added up from, and its formula. docs/figures.md says the same in words.

A figure is made from the sums of a group (`figures.sums`), so it is the same whether those came from visits one by one
or from daily summaries. Counts are over visits with a number: judged + undecided + excluded = issued. Figures without
a visit behind them are None. Source: DOMAIN "Four clocks, and the one that is judged"; API "What programs read from the
terminal".
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytics.figures.grouping import Key
from analytics.figures.intervals import wilson
from analytics.figures.sums import (
    GONE,
    LONG_WAITS_MS,
    MILLI,
    OFFERED,
    OFFERED_QUANTILES,
    QUANTILES,
    Column,
    Sums,
    sums_of_visits,
)
from analytics.visits.columns import VisitColumns

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """Sums that do not come from visits: `of` the groups with these labels. `groups` are those that have any."""

    groups: Sequence[Key]
    of: Callable[[Sequence[Key]], Mapping[str, Column]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: the sums it needs, and how it is made of them: a value for each group."""

    needs: tuple[str, ...]
    of: Callable[[Sums], list[Any]]


def _count(name: str) -> Figure:
    return Figure((name,), lambda sums: sums[name].astype(np.int64).tolist())


def _share(part: str, whole: str) -> Figure:
    return Figure((part, whole), lambda sums: _divided(sums[part], sums[whole]))


def _mean(total_ms: str, count: str) -> Figure:
    return Figure((total_ms, count), lambda sums: _divided(sums[total_ms] / MILLI, sums[count]))


def _total(total_ms: str, *counts: str) -> Figure:
    return Figure(
        (total_ms, *counts),
        lambda sums: _or_none(sums[total_ms] / MILLI, sum(sums[count] for count in counts) > 0),  # type: ignore[arg-type]
    )


def _given(name: str) -> Figure:
    return Figure((name,), lambda sums: _known(sums[name]))


def _judged(sums: Sums) -> Column:
    return sums["met"] + sums["breached"]


def _interval(bound: int) -> Figure:
    return Figure(("met", "breached"), lambda sums: _known(wilson(sums["met"], _judged(sums))[bound]))


DESK_NEEDS = ("free_ms", "idle_ms", "called_ms", "serving_ms", "break_ms", "open_half_hours")
HALF_HOUR_MS = 1_800_000.0


def _desk_total(total_ms: str) -> Figure:
    return Figure(DESK_NEEDS, lambda sums: _known(sums[total_ms] / MILLI))


def _open_ms(sums: Sums) -> Column:
    return sums["free_ms"] + sums["called_ms"] + sums["serving_ms"]


def _of_open(part_ms: str) -> Figure:
    return Figure(DESK_NEEDS, lambda sums: _divided(sums[part_ms], _open_ms(sums)))


def _spread(sums: Sums) -> list[Any]:
    served = sums["served"]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = sums["service_ms"] / MILLI / served
        variance = (sums["service_square_ms2"] / MILLI**2 - served * mean**2) / (served - 1)
    return _or_none(np.sqrt(np.maximum(variance, 0)), served > 1)


FIGURES: dict[str, Figure] = {
    "issued": _count("issued"),
    "judged": Figure(("met", "breached"), lambda sums: _judged(sums).astype(np.int64).tolist()),
    "met": _count("met"),
    "breached": _count("breached"),
    "undecided": _count("undecided"),
    "excluded": _count("excluded"),
    "abandoned": _count("abandoned"),
    "no_show": _count("no_show"),
    **{name: _count(name) for name in GONE},
    "service_level": Figure(("met", "breached"), lambda sums: _divided(sums["met"], _judged(sums))),
    "service_level_low": _interval(0),
    "service_level_high": _interval(1),
    **{name: _given(name) for name in OFFERED[:-1]},
    "offered_at_risk": _count("offered_at_risk"),
    **{name: _given(name) for name in OFFERED_QUANTILES},
    "wait_mean_s": Figure(
        ("wait_ms", "met", "breached"), lambda sums: _divided(sums["wait_ms"] / MILLI, _judged(sums))
    ),
    **{name: _given(name) for name in QUANTILES},
    "over_standard_s": _total("over_ms", "met", "breached"),
    **{name: _count(name) for name in LONG_WAITS_MS},
    "legs": _count("legs"),
    "legs_within": _count("legs_within"),
    "legs_level": _share("legs_within", "legs"),
    "leg_mean_s": _mean("legs_ms", "legs"),
    "leg_max_s": Figure(("leg_max_ms",), lambda sums: _known(sums["leg_max_ms"] / MILLI)),
    "abandoned_share": _share("abandoned", "issued"),
    "no_show_share": _share("no_show", "issued"),
    "served": _count("served"),
    "service_mean_s": _mean("service_ms", "served"),
    "service_sd_s": Figure(("service_ms", "service_square_ms2", "served"), _spread),
    "service_total_s": _total("service_ms", "served"),
    "served_short": _count("served_short"),
    "walk_mean_s": _mean("walk_ms", "served"),
    "visit_mean_s": _mean("visit_ms", "served"),
    "one_desk": _count("one_desk"),
    "one_desk_share": _share("one_desk", "served"),
    "transferred": _count("transferred"),
    "restored": _count("restored"),
    "out_of_order": _count("out_of_order"),
    "desks_open_s": Figure(DESK_NEEDS, lambda sums: _known(_open_ms(sums) / MILLI)),
    "desks_serving_s": _desk_total("serving_ms"),
    "desks_break_s": _desk_total("break_ms"),
    "load_share": _of_open("serving_ms"),
    "occupancy_share": Figure(
        DESK_NEEDS, lambda sums: _divided(sums["serving_ms"], sums["serving_ms"] + sums["free_ms"])
    ),
    "load_erlangs": Figure(
        DESK_NEEDS, lambda sums: _divided(sums["serving_ms"], sums["open_half_hours"] * HALF_HOUR_MS)
    ),
    "idle_waiting_s": _desk_total("idle_ms"),
    "idle_waiting_share": _of_open("idle_ms"),
    "refused": Figure(("refused",), lambda sums: [None if n != n else round(n) for n in sums["refused"].tolist()]),
}
"""In the order in which reports show them."""


def figures(
    visits: VisitColumns,
    by: Sequence[str] = (),
    *,
    only: Collection[str] = FIGURES,
    desks: Beside | None = None,
    refused: Beside | None = None,
) -> list[Row]:
    """A row for each group in the order of the labels; without `by` one row, visits or not.

    `only` names the figures wanted: what the others need is not added up. `desks` gives the desks' sums of the groups
    (see `summaries.sums.desks_beside`), `refused` their refusals (`refusals.refused_beside`); without them those
    figures are None, with them a group that nobody came to has a row where it has such. Raises `KeyError` for an
    unknown grouping.
    """
    needs = needs_of(only)
    sums = sums_of_visits(visits, by, needs)
    return rows_of(with_beside(sums, by, desks=desks, refused=refused, needs=needs), by, only=only)


def with_beside(
    sums: Sums, by: Sequence[str], *, desks: Beside | None, refused: Beside | None, needs: Collection[str]
) -> Sums:
    """The sums with those that do not come from visits, where `needs` asks for them."""
    wanted = [
        (names, beside) for names, beside in ((DESK_NEEDS, desks), (("refused",), refused)) if set(names) & set(needs)
    ]
    sums = sums.with_groups(by, [key for _, beside in wanted if beside is not None for key in beside.groups])
    keys = sums.labels.listed() if wanted else []
    columns = dict(sums.columns)
    for names, beside in wanted:
        columns |= beside.of(keys) if beside is not None else {name: np.full(len(keys), np.nan) for name in names}
    return Sums(sums.labels, columns)


def needs_of(names: Collection[str]) -> set[str]:
    """The sums that these figures are made of."""
    return {need for name in names for need in FIGURES[name].needs}


def rows_of(sums: Sums, by: Sequence[str], *, only: Collection[str] = FIGURES) -> list[Row]:
    """The figures of each group as a row: first its labels under the names of `by`."""
    columns = {name: figure.of(sums) for name, figure in FIGURES.items() if name in only}
    names, keys = (*by, *columns), sums.labels.listed()
    if not names:
        return [{} for _ in keys]
    values = zip(*zip(*keys, strict=True), *columns.values(), strict=True)
    return [dict(zip(names, row, strict=True)) for row in values]


def _divided(part: Column, whole: Column) -> list[Any]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return _or_none(part / whole, (whole != 0) & ~np.isnan(whole) & ~np.isnan(part))


def _known(values: Column) -> list[Any]:
    return _or_none(values, ~np.isnan(values))


def _or_none(values: Column, known: Column) -> list[Any]:
    found: list[Any] = values.tolist()
    for index in np.flatnonzero(~known).tolist():
        found[index] = None
    return found
