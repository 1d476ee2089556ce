"""Managers who are alike are planned together: how often a shift is given on a day, not yet to whom.

Named managers make a program hard: each plan has as many twins as there are ways to swap names, and branch and bound
must refute them all. What a week may hold of each length of shift is told by whole weeks that one manager may work
(Dantzig & Wolfe 1960), which a sum of hours tells far too loosely. Whose shift each is is settled afterwards.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.staffing.patterns import Pattern
from analytics.staffing.staff import Staff

MOST_WEEKS = 500
"""Weeks of one manager; where there are more, only the sums of hours and days hold."""

MOST_NODES = 100
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Alike:
    """`persons` are places among the staff who are planned as `one`, of the same `kind`."""

    persons: tuple[int, ...]
    one: Staff
    kind: int

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.persons)


@dataclass(frozen=True, slots=True)
class Given:
    """A shift of a day, given to one of the `Alike` at this place, or to this person."""

    whose: int
    day: int
    pattern: Pattern


def alike(staff: Sequence[Staff], kind_of: Sequence[int]) -> list[Alike]:
    """Those who differ in nothing but their names together."""
    found: dict[tuple[Staff, int], list[int]] = {}
    for person, one in enumerate(staff):
        found.setdefault((replace(one, manager=""), kind_of[person]), []).append(person)
    return [Alike(tuple(persons), one, kind) for (one, kind), persons in found.items()]


def each_alone(staff: Sequence[Staff], kind_of: Sequence[int]) -> list[Alike]:
    """Everybody by themselves."""
    return [Alike((person,), one, kind_of[person]) for person, one in enumerate(staff)]


def weeks(lengths: Sequence[float], hours: float, days: int) -> list[tuple[int, ...]]:
    """How many shifts of each of the `lengths` (paid hours) one manager may work, no more fitting beside them.

    Nothing where hours never bind, or where there are too many such weeks to be of use.
    """
    found: list[tuple[int, ...]] = []
    if lengths and max(lengths) * days > hours + LEAST:
        for week in _weeks(tuple(lengths), hours, days):
            found.append(week)
            if len(found) > MOST_WEEKS:
                return []
    return found


def _weeks(
    lengths: tuple[float, ...], hours: float, days: int, least: float | None = None
) -> Iterator[tuple[int, ...]]:
    least = min(lengths, default=np.inf) if least is None else least
    if not lengths:
        if days == 0 or least > hours + LEAST:
            yield ()
        return
    for count in range(days + 1):
        left = hours - count * lengths[0]
        if left < -LEAST:
            return
        for rest in _weeks(lengths[1:], left, days - count, least):
            yield (count, *rest)


def named(team: Alike, shifts: Sequence[Given]) -> list[Given]:
    """The shifts of a team given to its persons; those are left out that nobody can take."""
    if team.count == 1:
        return [replace(shift, whose=team.persons[0]) for shift in shifts]
    wanted = Counter((shift.day, shift.pattern.hours) for shift in shifts)
    takes = _takes(team, wanted) if wanted else {}
    found = []
    for shift in shifts:
        persons = takes.get((shift.day, shift.pattern.hours), [])
        if persons:
            found.append(replace(shift, whose=team.persons[persons.pop(0)]))
    return found


def _takes(team: Alike, wanted: Counter[tuple[int, float]]) -> dict[tuple[int, float], list[int]]:
    """Who takes the shifts of each day and length, so that as many hours as possible are taken."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    kinds = sorted(wanted)
    days = sorted({day for day, _ in kinds})
    columns = [(person, kind) for person in range(team.count) for kind in range(len(kinds))]
    cells: list[tuple[int, int, float]] = []
    high = [float(wanted[kind]) for kind in kinds]
    high += ([team.one.hours_week, float(team.one.days_week)] + [1.0] * len(days)) * team.count
    for column, (person, kind) in enumerate(columns):
        day, hours = kinds[kind]
        mine = len(kinds) + person * (2 + len(days))
        cells += [(kind, column, 1.0), (mine, column, hours), (mine + 1, column, 1.0)]
        cells.append((mine + 2 + days.index(day), column, 1.0))
    row_of, column_of, values = (np.array(part) for part in zip(*cells, strict=True))
    matrix = csc_array((values, (row_of.astype(int), column_of.astype(int))), shape=(len(high), len(columns)))
    found = milp(
        -np.array([kinds[kind][1] for _, kind in columns]),
        integrality=np.ones(len(columns), int),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, -np.inf, np.array(high)),
        options={"node_limit": MOST_NODES},
    )
    takes: dict[tuple[int, float], list[int]] = {}
    for (person, kind), value in zip(columns, () if found.x is None else found.x, strict=False):
        if value > 0.5:
            takes.setdefault(kinds[kind], []).append(person)
    return takes
