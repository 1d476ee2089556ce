"""Shift plans by integer programming: who works which shift, so that the need is covered at the least cost.

    minimise   Σ cost · hours · x  +  wishes  +  penalty · missing
    subject to Σ cover · x + missing ≥ need      for all desks together, and for each kind with whoever can stand in
               one shift a manager and day; hours and days a week; no more managers than desks

Solved by HiGHS through `scipy.optimize.milp` (Huangfu & Hall 2018), in small steps (see `solving`); the covering form
is Dantzig's (1954).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.simulation.day import Times
from analytics.simulation.roster import Shift
from analytics.staffing.patterns import HOUR_MS, Pattern, patterns
from analytics.staffing.pools import Counts, Kind
from analytics.staffing.solving import EMERGENCY_S, Matrix, solve
from analytics.staffing.staff import Staff
from queue_server.domain.ids import DeskNumber, Milliseconds

MISSING_COST = 50.0
"""Of one desk missing for half an hour, in hours of pay: the plan falls short only where it must."""

WISH_COST = 0.05
"""Of an hour outside the wished span: wishes decide between plans that cost the same."""


@dataclass(frozen=True, slots=True)
class DayNeed:
    """`desks` (kinds, H) for the half-hours of `edges_ms` (H + 1,) on one day."""

    day: date
    edges_ms: Times
    desks: Counts


@dataclass(frozen=True, slots=True)
class Plan:
    """Shifts by day, and how many desks (H,) are missing of each day's need.

    `above_bound_share`: by how much it costs more than any plan must, at most; None where time ran out before that was
    known. `hurried`: a slow machine may have found another one than a fast one.
    """

    shifts: dict[date, tuple[Shift, ...]]
    missing: dict[date, Times]
    above_bound_share: float | None = 0.0
    hurried: bool = False


def plan_week(
    needs: Sequence[DayNeed],
    staff: Sequence[Staff],
    kinds: Sequence[Kind],
    kind_of: Sequence[int],
    desks: Sequence[DeskNumber],
    *,
    break_ms: Milliseconds,
    limit_s: float = EMERGENCY_S,
) -> Plan:
    """The best plan found, the same on every machine. `kind_of` says which kind each of `staff` is.

    There always is a plan; one for which `limit_s` was not enough is `hurried`.
    """
    program = _Program(needs, staff, kinds, kind_of, len(desks), break_ms)
    if not program.choices:
        return Plan({need.day: () for need in needs}, {need.day: _total(need) for need in needs})
    hardest_first = sorted(range(len(needs)), key=lambda day: -int(needs[day].desks.sum()))
    found = solve(program.matrix(), hardest_first, limit_s=limit_s)
    chosen = [choice for choice, value in zip(program.choices, found.x, strict=False) if value > 0.5]
    return Plan(
        {need.day: _seated(number, chosen, staff, desks) for number, need in enumerate(needs)},
        {need.day: _missing(number, need, chosen) for number, need in enumerate(needs)},
        above_bound_share=found.above_bound_share,
        hurried=found.hurried,
    )


@dataclass(frozen=True, slots=True)
class _Choice:
    person: int
    day: int
    pattern: Pattern


class _Program:
    """The matrix, row by row. The first variables are the choices, the rest what is missing."""

    def __init__(
        self, needs: Sequence[DayNeed], staff: Sequence[Staff], kinds: Sequence[Kind], kind_of: Sequence[int],
        desks: int, break_ms: Milliseconds,
    ) -> None:  # fmt: skip
        self.choices = [
            _Choice(person, day, pattern)
            for day, need in enumerate(needs)
            for person, one in enumerate(staff)
            if one.works_on(need.day)
            for pattern in patterns(need.edges_ms, one.lengths_ms, break_ms)
            if pattern.begins_ms >= one.not_before_ms and pattern.ends_ms <= one.not_after_ms
        ]
        self.costs = [
            staff[choice.person].cost * choice.pattern.hours
            + WISH_COST * _unwished(staff[choice.person], choice.pattern)
            for choice in self.choices
        ]
        self.cells: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.variables = len(self.choices)
        of_day: list[list[int]] = [[] for _ in needs]
        for column, choice in enumerate(self.choices):
            of_day[choice.day].append(column)
        for day, need in enumerate(needs):
            self._cover(need, of_day[day], kinds, kind_of, desks)
        self._people(staff, len(needs))

    def matrix(self) -> Matrix:
        """As the solver takes it."""
        from scipy.sparse import csc_array

        rows, columns, values = (np.array(part) for part in zip(*self.cells, strict=True))
        return Matrix(
            costs=np.array(self.costs),
            cells=csc_array((values, (rows.astype(int), columns.astype(int))), shape=(len(self.low), self.variables)),
            low=np.array(self.low),
            high=np.array(self.high),
            day_of=np.array([choice.day for choice in self.choices]),
            person_of=np.array([choice.person for choice in self.choices]),
        )

    def _cover(
        self, need: DayNeed, columns: list[int], kinds: Sequence[Kind], kind_of: Sequence[int], desks: int
    ) -> None:
        stands_in = [_stand_ins(kind, kinds) for kind in kinds]
        wanted = [(frozenset(range(len(kinds))), need.desks.sum(axis=0))]
        wanted += [(stands_in[kind], need.desks[kind]) for kind in range(len(kinds)) if len(kinds) > 1]
        for able, count in wanted:
            for half_hour in np.flatnonzero(count).tolist():
                row = self._row(float(count[half_hour]), np.inf)
                self._covering(row, half_hour, [c for c in columns if kind_of[self.choices[c].person] in able])
                self.cells.append((row, self.variables, 1.0))
                self.costs.append(MISSING_COST)
                self.variables += 1
        for half_hour in range(need.desks.shape[1]):
            self._covering(self._row(-np.inf, float(desks)), half_hour, columns)

    def _people(self, staff: Sequence[Staff], days: int) -> None:
        mine: list[list[int]] = [[] for _ in staff]
        for column, choice in enumerate(self.choices):
            mine[choice.person].append(column)
        for person, one in enumerate(staff):
            hours, count = self._row(-np.inf, one.hours_week), self._row(-np.inf, float(one.days_week))
            by_day = [self._row(-np.inf, 1.0) for _ in range(days)]
            for column in mine[person]:
                choice = self.choices[column]
                self.cells += [(hours, column, choice.pattern.hours), (count, column, 1.0)]
                self.cells.append((by_day[choice.day], column, 1.0))

    def _covering(self, row: int, half_hour: int, columns: Sequence[int]) -> None:
        for column in columns:
            cover = self.choices[column].pattern.cover[half_hour]
            if cover > 0:
                self.cells.append((row, column, cover))

    def _row(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1


def _stand_ins(kind: Kind, kinds: Sequence[Kind]) -> frozenset[int]:
    """The kinds that can do whatever `kind` does."""
    does = np.isfinite(kind.penalty_ms)
    return frozenset(n for n, other in enumerate(kinds) if not np.any(does & ~np.isfinite(other.penalty_ms)))


def _unwished(one: Staff, pattern: Pattern) -> float:
    """Hours outside the wished span."""
    if one.wishes_ms is None:
        return 0.0
    within = min(pattern.ends_ms, one.wishes_ms[1]) - max(pattern.begins_ms, one.wishes_ms[0])
    return (pattern.ends_ms - pattern.begins_ms - max(0, within)) / HOUR_MS


def _seated(
    day: int, chosen: Sequence[_Choice], staff: Sequence[Staff], desks: Sequence[DeskNumber]
) -> tuple[Shift, ...]:
    """Gives each shift of a day the first desk that is free for all of it, in order of their beginning."""
    found: list[Shift] = []
    mine = sorted((c for c in chosen if c.day == day), key=lambda c: (c.pattern.begins_ms, c.pattern.ends_ms, c.person))
    for choice in mine:
        pattern = choice.pattern
        taken = {s.desk for s in found if s.begins_ms < pattern.ends_ms and pattern.begins_ms < s.ends_ms}
        desk = next((number for number in desks if number not in taken), desks[-1])
        breaks = (pattern.break_ms,) if pattern.break_ms is not None else ()
        found.append(Shift(desk, staff[choice.person].manager, pattern.begins_ms, pattern.ends_ms, breaks))
    return tuple(found)


def _missing(day: int, need: DayNeed, chosen: Sequence[_Choice]) -> Times:
    missing = _total(need)
    for choice in chosen:
        if choice.day == day:
            missing = missing - np.array(choice.pattern.cover)
    return np.asarray(np.maximum(missing, 0.0))


def _total(need: DayNeed) -> Times:
    return np.asarray(need.desks.sum(axis=0), np.float64)
