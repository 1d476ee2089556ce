"""The program of a week, row by row: what is given, what is wanted, what nobody may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.simulation.day import Times
from analytics.staffing.alike import Alike, Given, weeks
from analytics.staffing.patterns import HOUR_MS, Pattern, patterns
from analytics.staffing.pools import Counts, Kind
from analytics.staffing.solving import Matrix, cost_of
from analytics.staffing.staff import Staff
from queue_server.domain.ids import Milliseconds

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

    @property
    def total(self) -> Times:
        """(H,) of all kinds together."""
        return np.asarray(self.desks.sum(axis=0), np.float64)


class Program:
    """A matrix whose first variables are shifts of teams, then weeks of theirs, then what is missing."""

    def __init__(
        self,
        needs: Sequence[DayNeed],
        teams: Sequence[Alike],
        kinds: Sequence[Kind],
        desks: int,
        break_ms: Milliseconds,
    ) -> None:
        self._teams, self._days = teams, len(needs)
        self.choices = [
            Given(place, day, pattern)
            for day, need in enumerate(needs)
            for place, team in enumerate(teams)
            if team.one.works_on(need.day)
            for pattern in patterns(need.edges_ms, team.one.lengths_ms, break_ms)
            if pattern.begins_ms >= team.one.not_before_ms and pattern.ends_ms <= team.one.not_after_ms
        ]
        self._cells: list[tuple[int, int, float]] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._costs: list[float] = []
        self._most: list[float] = []
        for choice in self.choices:
            team = teams[choice.whose]
            wish = WISH_COST * _unwished(team.one, choice.pattern)
            self._variable(team.one.cost * choice.pattern.hours + wish, team.count)
        for place, team in enumerate(teams):
            self._rules(team, [column for column, choice in enumerate(self.choices) if choice.whose == place])
        self._missing = -len(self._costs)
        for day, need in enumerate(needs):
            self._cover(need, [column for column, choice in enumerate(self.choices) if choice.day == day], kinds, desks)
        self._missing += len(self._costs)
        self.matrix = self._matrix()

    def _matrix(self) -> Matrix:
        from scipy.sparse import csc_array

        rows, columns, values = np.array(self._cells, float).reshape(-1, 3).T
        return Matrix(
            costs=np.array(self._costs),
            cells=csc_array(
                (values, (rows.astype(int), columns.astype(int))), shape=(len(self._low), len(self._costs))
            ),
            low=np.array(self._low),
            high=np.array(self._high),
            most=np.array(self._most),
            group_of=np.array([choice.whose * self._days + choice.day for choice in self.choices], np.int64),
            missing=self._missing,
        )

    def given(self, x: Times) -> list[Given]:
        """The shifts of (choices,) how often each is given, one for each time."""
        return [choice for choice, count in zip(self.choices, x, strict=True) for _ in range(round(float(count)))]

    def cost_of(self, given: Sequence[Given]) -> float:
        """What shifts of persons cost, with what is missing beside them."""
        team_of = {person: place for place, team in enumerate(self._teams) for person in team.persons}
        columns = {(choice.whose, choice.day, choice.pattern): column for column, choice in enumerate(self.choices)}
        x = np.zeros(len(self.choices))
        for shift in given:
            x[columns[team_of[shift.whose], shift.day, shift.pattern]] += 1.0
        return cost_of(self.matrix, x)

    def _rules(self, team: Alike, columns: Sequence[int]) -> None:
        """One shift a manager and day, hours and days a week; together with whole weeks, if those are few."""
        hours_of = {column: self.choices[column].pattern.hours for column in columns}
        hours = self._row(-np.inf, team.one.hours_week * team.count)
        days = self._row(-np.inf, float(team.one.days_week * team.count))
        by_day = {day: self._row(-np.inf, float(team.count)) for day in {self.choices[c].day for c in columns}}
        for column in columns:
            self._cells += [(hours, column, hours_of[column]), (days, column, 1.0)]
            self._cells.append((by_day[self.choices[column].day], column, 1.0))
        lengths = sorted(set(hours_of.values()))
        worked = weeks(lengths, team.one.hours_week, min(team.one.days_week, len(by_day)))
        if not worked:
            return
        all_weeks = self._row(-np.inf, float(team.count))
        rows = {length: self._row(-np.inf, 0.0) for length in lengths}
        self._cells += [(rows[hours_of[column]], column, 1.0) for column in columns]
        for week in worked:
            variable = self._variable(0.0, team.count)
            self._cells.append((all_weeks, variable, 1.0))
            self._cells += [(rows[a], variable, -float(n)) for a, n in zip(lengths, week, strict=True) if n]

    def _cover(self, need: DayNeed, columns: Sequence[int], kinds: Sequence[Kind], desks: int) -> None:
        wanted = [(frozenset(range(len(kinds))), need.desks.sum(axis=0))]
        wanted += [(_stand_ins(kind, kinds), need.desks[n]) for n, kind in enumerate(kinds) if len(kinds) > 1]
        for able, count in wanted:
            mine = [column for column in columns if self._teams[self.choices[column].whose].kind in able]
            for half_hour in np.flatnonzero(count).tolist():
                row = self._row(float(count[half_hour]), np.inf)
                self._cells += [
                    (row, column, cover)
                    for column in mine
                    if (cover := self.choices[column].pattern.cover[half_hour]) > 0
                ]
                self._cells.append((row, self._variable(MISSING_COST, np.inf), 1.0))
        seats = [self._row(-np.inf, float(desks)) for _ in range(need.desks.shape[1])]
        for column in columns:
            held = np.flatnonzero(self.choices[column].pattern.holds(need.edges_ms)).tolist()
            self._cells += [(seats[half_hour], column, 1.0) for half_hour in held]

    def _row(self, low: float, high: float) -> int:
        self._low.append(low)
        self._high.append(high)
        return len(self._low) - 1

    def _variable(self, cost: float, most: float) -> int:
        self._costs.append(cost)
        self._most.append(float(most))
        return len(self._costs) - 1


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
