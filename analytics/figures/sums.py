"""What is added up in each group before any figure is made of it: counts, sums, and the waits' quantiles.

Counts and sums of two sets of visits add up to those of both together; quantiles and the offered level do not, which
is why daily summaries keep histograms (see `analytics.summaries`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.figures.grouping import Grouping, Key, Labels, Listed, all_possible, grouped, in_order
from analytics.figures.quantiles import exact_quantiles
from analytics.figures.survival import offered, offered_quantiles
from analytics.visits.columns import JUDGEMENTS, STATES, Coded, VisitColumns

Column: TypeAlias = NDArray[Any]

MET, BREACHED = JUDGEMENTS.index("met"), JUDGEMENTS.index("breached")
COMPLETED, NO_SHOW = STATES.index("completed"), STATES.index("no_show")
GONE = {name: STATES.index(name) for name in ("cancelled", "left", "removed", "unserved")}
"""Ends without a call that was answered, each counted by itself."""
CALLED_STATES = tuple(STATES.index(name) for name in ("called", "serving", "no_show", "completed"))
"""Who was called last; for everybody else the call is still to come, or never came."""

SHORT_SERVICE_MS = 10_000
"""Services shorter than this are slips of the mouse more often than help; they are counted apart."""
LONG_WAITS_MS = {"over_15_min": 900_000, "over_30_min": 1_800_000}
QUANTILES = {"wait_p50_s": 0.50, "wait_p90_s": 0.90, "wait_p95_s": 0.95, "wait_max_s": 1.0}
OFFERED_QUANTILES = {"offered_p50_s": 0.50, "offered_p90_s": 0.90, "offered_p95_s": 0.95}
OFFERED = ("offered_level", "offered_level_low", "offered_level_high", "offered_at_risk")
MILLI = 1000.0


@dataclass(frozen=True, slots=True)
class Sums:
    """One row a group: its labels and, by name, a column of shape (groups,)."""

    labels: Labels | Listed
    columns: Mapping[str, Column]

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def with_groups(self, by: Sequence[str], keys: Iterable[Key]) -> "Sums":
        """The same with these groups too: nobody came to those that are new, so they count nothing."""
        here = self.labels.listed()
        new = set(keys) - set(here)
        if not new or not by:
            return self
        every = in_order(by, [*here, *new])
        place = {key: index for index, key in enumerate(here)}
        order = np.array([place.get(key, len(here)) for key in every], np.int64)
        columns = {
            name: np.append(column, 0 if name in COUNTED else np.nan)[order] for name, column in self.columns.items()
        }
        return Sums(Listed(tuple(every)), columns)


COUNTS: dict[str, Callable[[VisitColumns, slice], NDArray[np.bool_]]] = {
    **{name: lambda v, s, code=code: v.judged[s] == code for code, name in enumerate(JUDGEMENTS)},  # type: ignore[misc]
    "abandoned": lambda v, s: v.abandoned[s],
    "no_show": lambda v, s: v.state[s] == NO_SHOW,
    **{name: lambda v, s, code=code: v.state[s] == code for name, code in GONE.items()},  # type: ignore[misc]
    "served": lambda v, s: v.state[s] == COMPLETED,
    "served_short": lambda v, s: (v.state[s] == COMPLETED) & (v.service_ms[s] < SHORT_SERVICE_MS),
    "one_desk": lambda v, s: v.one_desk[s],
    "transferred": lambda v, s: v.transferred[s],
    "restored": lambda v, s: v.restored[s],
    "out_of_order": lambda v, s: v.out_of_order[s],
    **{
        name: lambda v, s, limit=limit: _judged(v, s) & (v.accountable_ms[s] > limit)  # type: ignore[misc]
        for name, limit in LONG_WAITS_MS.items()
    },
}
"""Visits of which something holds."""

TOTALS: dict[str, Callable[[VisitColumns, slice], NDArray[Any]]] = {
    "wait_ms": lambda v, s: np.where(_judged(v, s), v.accountable_ms[s], 0),
    "over_ms": lambda v, s: np.where(_judged(v, s), _over_ms(v, s), 0),
    "service_ms": lambda v, s: np.where(v.state[s] == COMPLETED, v.service_ms[s], 0),
    "service_square_ms2": lambda v, s: np.where(v.state[s] == COMPLETED, v.service_ms[s].astype(np.float64) ** 2, 0),
    "walk_ms": lambda v, s: np.where(v.state[s] == COMPLETED, v.walk_ms[s], 0),
    "visit_ms": lambda v, s: np.where(v.state[s] == COMPLETED, v.visit_ms[s], 0),
    "legs": lambda v, s: np.where(_judged(v, s), v.legs[s], 0),
    "legs_within": lambda v, s: np.where(_judged(v, s), v.legs_within[s], 0),
    "legs_ms": lambda v, s: np.where(_judged(v, s), v.legs_ms[s], 0),
}
"""Sums: of judged visits, or of served ones."""

ADDITIVE = ("issued", *COUNTS, *TOTALS)
"""All that adds up."""
COUNTED = frozenset({*ADDITIVE, "offered_at_risk"})
"""What is 0 where nobody came."""


def sums_of_visits(visits: VisitColumns, by: Sequence[str], names: Iterable[str]) -> Sums:
    """What `names` asks for of `visits`, group by group; a group that nobody came to is none, but for the whole."""
    wanted = set(names)
    parts = [visits.by(name) for name in by]
    possible = all_possible(len(visits), parts)
    columns: dict[str, Column] = {}
    if possible is not None and wanted & {"issued", *JUDGEMENTS}:
        columns = _judgements(visits, possible)
        found = np.flatnonzero(columns["issued"]) if by else np.zeros(1, np.int64)
        grouping = possible.only(found)
        columns = {name: column[found] for name, column in columns.items()}
    else:
        grouping = grouped(len(visits), parts)
        if wanted & {"issued", *JUDGEMENTS}:
            columns = _judgements(visits, grouping)
    for name in (wanted & set(COUNTS)) - set(columns):
        columns[name] = grouping.counted(lambda stretch, holds=COUNTS[name]: holds(visits, stretch))  # type: ignore[misc]
    for name in wanted & set(TOTALS):
        columns[name] = grouping.added(lambda stretch, of=TOTALS[name]: of(visits, stretch))  # type: ignore[misc]
    shares = {name: share for name, share in QUANTILES.items() if name in wanted}
    if shares:
        waits = exact_quantiles(grouping, visits.accountable_ms, lambda s: _judged(visits, s), list(shares.values()))
        columns |= {name: values / MILLI for name, values in zip(shares, waits, strict=True)}
    if "leg_max_ms" in wanted:
        columns["leg_max_ms"] = grouping.largest(visits.longest_leg_ms, lambda s: _judged(visits, s))
    return Sums(grouping.labels, {**columns, **_had_nobody_gone(visits, grouping, wanted)})


def _had_nobody_gone(visits: VisitColumns, grouping: Grouping, wanted: set[str]) -> dict[str, Column]:
    shares = {name: share for name, share in OFFERED_QUANTILES.items() if name in wanted}
    if not shares and not wanted & set(OFFERED):
        return {}
    group, called = grouping.of(slice(0, len(visits))), np.isin(visits.state, CALLED_STATES)
    columns: dict[str, Column] = {}
    if wanted & set(OFFERED):
        estimate = offered(
            group,
            grouping.count,
            waits_ms=visits.accountable_ms,
            called=called,
            targets_ms=visits.target_ms,
        )
        columns = {**estimate.shown(), "offered_at_risk": estimate.at_risk}
    if shares:
        waits = offered_quantiles(
            group, grouping.count, waits_ms=visits.accountable_ms, called=called, shares=list(shares.values())
        )
        columns |= {name: values / MILLI for name, values in zip(shares, waits, strict=True)}
    return columns


def _judgements(visits: VisitColumns, grouping: Grouping) -> dict[str, Column]:
    """All four at once, a group and a judgement as one code; every visit has one, so they are all that were issued."""
    judged = Coded(visits.judged, JUDGEMENTS)
    total = np.zeros(grouping.count * len(JUDGEMENTS), np.int64)
    for stretch in grouping.stretches():
        total += np.bincount(grouping.with_part(judged, stretch), minlength=len(total))
    table = total.reshape(grouping.count, len(JUDGEMENTS))
    return {"issued": table.sum(axis=1), **{name: table[:, code] for code, name in enumerate(JUDGEMENTS)}}


def _judged(visits: VisitColumns, stretch: slice) -> NDArray[np.bool_]:
    judged: NDArray[np.bool_] = visits.judged[stretch] <= max(MET, BREACHED)
    return judged


def _over_ms(visits: VisitColumns, stretch: slice) -> NDArray[np.int64]:
    late = visits.accountable_ms[stretch].astype(np.int64) - visits.target_ms[stretch].astype(np.int64)
    return np.maximum(late, 0)
