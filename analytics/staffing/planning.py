"""Shift plans by integer programming: who works which shift, so that the need is covered at the least cost.

    minimise   Σ cost · hours · x  +  wishes  +  penalty · missing
    subject to Σ cover · x + missing ≥ need      for all desks together, and for each kind with whoever can stand in
               one shift a manager and day; hours and days a week; no more shifts at once than desks, breaks included

Solved by HiGHS through `scipy.optimize.milp` (Huangfu & Hall 2018), managers alike together (see `alike`, `program` and
`solving`); the covering form is Dantzig's (1954).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from analytics.simulation.day import Times
from analytics.simulation.roster import Shift
from analytics.staffing.alike import Alike, Given, alike, each_alone, named
from analytics.staffing.pools import Kind
from analytics.staffing.program import DayNeed, Program
from analytics.staffing.solving import EMERGENCY_S, LEAST_GAIN, solve
from analytics.staffing.staff import Staff
from queue_server.domain.ids import DeskNumber, Milliseconds


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
    until = time.monotonic() + limit_s
    teams, alone = alike(staff, kind_of), each_alone(staff, kind_of)

    def planned(teams: Sequence[Alike]) -> _Found:
        program = Program(needs, teams, kinds, len(desks), break_ms)
        found = solve(program.matrix, limit_s=until - time.monotonic())
        of_teams = program.given(found.x)
        given = [
            shift
            for place, team in enumerate(teams)
            for shift in named(team, [one for one in of_teams if one.whose == place])
        ]
        return _Found(given, len(given) == len(of_teams), program.cost_of(given), found.bound, found.hurried)

    if not any(one.works_on(need.day) for one in staff for need in needs):
        return Plan({need.day: () for need in needs}, {need.day: need.total for need in needs})
    plans = [planned(teams)]
    if len(teams) < len(alone) and not plans[0].whole:
        plans.append(planned(alone))  # the names did not fit to what suits them together
    best = min(plans, key=lambda one: one.cost)
    bounds = [one.bound for one in plans if one.bound is not None]
    return Plan(
        {need.day: _seated(number, best.given, staff, desks) for number, need in enumerate(needs)},
        {need.day: _missing(number, need, best.given) for number, need in enumerate(needs)},
        above_bound_share=_above(best.cost, max(bounds)) if bounds else None,
        hurried=any(one.hurried for one in plans),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """Shifts given to persons; `whole`: all that were planned are. No plan costs less than `bound`."""

    given: list[Given]
    whole: bool
    cost: float
    bound: float | None
    hurried: bool


def _above(cost: float, bound: float) -> float:
    return max(0.0, cost / bound - 1.0) if cost > bound + LEAST_GAIN else 0.0


def _seated(
    day: int, chosen: Sequence[Given], staff: Sequence[Staff], desks: Sequence[DeskNumber]
) -> tuple[Shift, ...]:
    """Gives each shift of a day a desk that is free for all of it, in order of their beginning: there always is one.

    The first, but rather one that nobody leaves at that moment: who leaves may have somebody to serve to the end.
    """
    found: list[Shift] = []
    mine = sorted((c for c in chosen if c.day == day), key=lambda c: (c.pattern.begins_ms, c.pattern.ends_ms, c.whose))
    for choice in mine:
        pattern = choice.pattern
        taken = {s.desk for s in found if s.begins_ms < pattern.ends_ms and pattern.begins_ms < s.ends_ms}
        left = {s.desk for s in found if s.ends_ms == pattern.begins_ms}
        desk = min((number for number in desks if number not in taken), key=left.__contains__)
        breaks = (pattern.break_ms,) if pattern.break_ms is not None else ()
        found.append(Shift(desk, staff[choice.whose].manager, pattern.begins_ms, pattern.ends_ms, breaks))
    return tuple(found)


def _missing(day: int, need: DayNeed, chosen: Sequence[Given]) -> Times:
    missing = need.total
    for choice in chosen:
        if choice.day == day:
            missing = missing - np.array(choice.pattern.cover)
    return np.asarray(np.maximum(missing, 0.0))
