"""Shift plans: rules that no plan breaks, and the least cost where it can be worked out by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import scipy.optimize

from analytics.simulation.roster import Shift
from analytics.staffing import solving
from analytics.staffing.alike import named
from analytics.staffing.patterns import patterns
from analytics.staffing.planning import Plan, plan_week
from analytics.staffing.pools import Kind
from analytics.staffing.program import DayNeed
from analytics.staffing.staff import Staff

HOUR = 3_600_000
MONDAY = date(2026, 3, 2)
EDGES = np.arange(9 * HOUR, 18 * HOUR + 1, HOUR // 2, dtype=float)
HALF_HOURS = len(EDGES) - 1
DESKS = ("1", "2", "3", "4")
BOTH = Kind("both", np.array([0.0, 0.0]))
FIRST = Kind("first", np.array([0.0, np.inf]))


def person(name: str, **other: object) -> Staff:
    return replace(Staff(name, lengths_ms=(4 * HOUR, 6 * HOUR, 9 * HOUR)), **other)  # type: ignore[arg-type]


def need(day: int, desks: np.ndarray) -> DayNeed:
    return DayNeed(MONDAY + timedelta(day), EDGES, desks)


def flat(count: int) -> np.ndarray:
    return np.full((1, HALF_HOURS), count)


def plan(needs: list[DayNeed], staff: list[Staff], kinds: list[Kind], kind_of: list[int], break_ms: int = 0) -> Plan:
    return plan_week(needs, staff, kinds, kind_of, DESKS, break_ms=break_ms)


def hours(shifts: tuple[Shift, ...]) -> float:
    return sum((shift.length_ms - sum(length for _, length in shift.breaks)) / HOUR for shift in shifts)


def test_one_desk_all_day_is_one_whole_shift() -> None:
    found = plan([need(0, flat(1))], [person("a"), person("b")], [BOTH], [0, 0])
    assert (found.above_bound_share, found.hurried) == (0.0, False)
    assert hours(found.shifts[MONDAY]) == 9.0
    assert not found.missing[MONDAY].any()


def test_a_peak_is_covered_by_a_short_shift_and_the_cheaper_manager() -> None:
    desks = flat(1)
    desks[0, 4:12] = 2  # 11:00 to 15:00
    found = plan([need(0, desks)], [person("a"), person("b", cost=2.0), person("c")], [BOTH], [0, 0, 0])
    assert hours(found.shifts[MONDAY]) == 13.0
    assert {shift.manager for shift in found.shifts[MONDAY]} == {"a", "c"}


def test_breaks_are_covered_by_somebody_else() -> None:
    found = plan([need(0, flat(1))], [person("a"), person("b"), person("c")], [BOTH], [0, 0, 0], break_ms=HOUR // 2)
    for half_hour in range(HALF_HOURS):
        at = EDGES[half_hour] + HOUR / 4
        present = [
            shift for shift in found.shifts[MONDAY]
            if shift.begins_ms <= at < shift.ends_ms and not any(due <= at < due + long for due, long in shift.breaks)
        ]  # fmt: skip
        assert present, half_hour


def test_hours_days_off_days_and_times_of_day_are_kept() -> None:
    staff = [
        person("a", hours_week=20.0, off=frozenset({"tue", "2026-03-05"})),
        person("b", days_week=2),
        person("c", not_before_ms=12 * HOUR),
    ]
    found = plan([need(day, flat(2)) for day in range(5)], staff, [BOTH], [0, 0, 0])
    worked = [(day, shift) for day, shifts in found.shifts.items() for shift in shifts]
    of = {name: [(day, shift) for day, shift in worked if shift.manager == name] for name in "abc"}
    assert sum(shift.length_ms for _, shift in of["a"]) <= 20 * HOUR
    assert not {MONDAY + timedelta(1), MONDAY + timedelta(3)} & {day for day, _ in of["a"]}
    assert len(of["b"]) <= 2
    assert all(shift.begins_ms >= 12 * HOUR for _, shift in of["c"])
    assert max(Counter((day, shift.manager) for day, shift in worked).values()) == 1
    assert sum(missing.sum() for missing in found.missing.values()) > 0  # there are too few, and that is said


def test_skills_are_there_when_they_are_needed() -> None:
    desks = np.zeros((2, HALF_HOURS), np.int64)
    desks[0, :] = 1  # somebody who knows both
    desks[1, :] = 1
    found = plan([need(0, desks)], [person("a"), person("b"), person("c", cost=0.5)], [BOTH, FIRST], [0, 1, 1])
    assert {shift.manager for shift in found.shifts[MONDAY]} == {"a", "c"}
    more_able = plan([need(0, desks)], [person("a"), person("d")], [BOTH, FIRST], [0, 0])
    assert not more_able.missing[MONDAY].any()  # who knows both stands in


def test_there_are_never_more_managers_than_desks_nor_two_at_one() -> None:
    found = plan_week([need(0, flat(4))], [person(name) for name in "abcdef"], [BOTH], [0] * 6, ("1", "2"), break_ms=0)
    assert overlapping(found.shifts[MONDAY]) == []
    assert found.missing[MONDAY].tolist() == [2.0] * HALF_HOURS


def overlapping(shifts: tuple[Shift, ...]) -> list[tuple[Shift, Shift]]:
    return [
        (one, other) for one, other in combinations(shifts, 2)
        if one.desk == other.desk and one.begins_ms < other.ends_ms and other.begins_ms < one.ends_ms
    ]  # fmt: skip


@pytest.mark.parametrize("desks", [1, 2, 3])
def test_a_desk_is_nobody_elses_during_a_break(desks: int) -> None:
    """More managers than desks, and a need that breaks leave uncovered."""
    staff = [person(f"m{number}") for number in range(6)]
    found = plan_week(
        [need(day, flat(desks)) for day in range(2)], staff, [BOTH], [0] * 6, DESKS[:desks], break_ms=HOUR * 3 // 4
    )
    assert [overlapping(shifts) for shifts in found.shifts.values()] == [[], []]
    assert found.above_bound_share is not None
    assert found.above_bound_share <= solving.GAP


def test_who_begins_takes_a_desk_that_nobody_is_just_leaving_if_there_is_one() -> None:
    early, late = (
        person("a", lengths_ms=(4 * HOUR,), not_after_ms=13 * HOUR),
        person("b", lengths_ms=(4 * HOUR,), not_before_ms=13 * HOUR, not_after_ms=17 * HOUR),
    )
    desks = flat(0)
    desks[0, :16] = 1
    of = [
        {shift.manager: shift.desk for shift in plan_week(
            [need(0, desks)], [early, late], [BOTH], [0, 0], DESKS[:count], break_ms=0).shifts[MONDAY]}
        for count in (1, 2)
    ]  # fmt: skip
    assert of == [{"a": "1", "b": "1"}, {"a": "1", "b": "2"}]


def test_a_wish_decides_between_shifts_that_cost_the_same() -> None:
    desks = flat(0)
    desks[0, 6:8] = 1  # 12:00 to 13:00
    early = person("a", wishes_ms=(9 * HOUR, 13 * HOUR), lengths_ms=(4 * HOUR,))
    late = person("a", wishes_ms=(12 * HOUR, 18 * HOUR), lengths_ms=(4 * HOUR,))
    begins = [plan([need(0, desks)], [one], [BOTH], [0]).shifts[MONDAY][0].begins_ms for one in (early, late)]
    assert begins == [9 * HOUR, 12 * HOUR]


def busy_week() -> Plan:
    """Six days that need more than three managers with two kinds of skills can give."""
    desks = np.array([np.r_[np.full(6, 1), np.full(8, 2), np.full(4, 1)], np.full(HALF_HOURS, 1)])
    staff = [person("a"), person("b", wishes_ms=(9 * HOUR, 15 * HOUR)), person("c", off=frozenset({"tue"}))]
    return plan([need(day, desks) for day in range(6)], staff, [BOTH, FIRST], [0, 1, 0], break_ms=HOUR // 2)


def test_a_week_is_planned_near_the_bound_and_no_clock_decides() -> None:
    found = busy_week()
    assert found.above_bound_share is not None
    assert found.above_bound_share <= 0.06
    assert not found.hurried
    hours_of = dict.fromkeys("abc", 0.0)
    for shift in (shift for shifts in found.shifts.values() for shift in shifts):
        hours_of[shift.manager] += hours((shift,))
    assert min(hours_of.values()) > 30  # hours are kept back for the days that are planned last
    assert busy_week().shifts == found.shifts


def test_twelve_alike_are_one_program_that_ends_at_its_root(monkeypatch: pytest.MonkeyPatch) -> None:
    solved, sizes = scipy.optimize.milp, []

    def counted(costs: Any, **words: Any) -> Any:
        if words["options"]["node_limit"] == solving.MOST_NODES:
            sizes.append(int(words["integrality"].sum()))
        return solved(costs, **words)

    monkeypatch.setattr("scipy.optimize.milp", counted)
    desks = np.array([np.r_[np.full(5, 3), np.full(7, 6), np.full(6, 4)]])
    names = tuple(str(number) for number in range(8))

    def planned(count: int) -> Plan:
        staff = [person(f"m{number}", hours_week=20.0) for number in range(count)]
        return plan_week([need(d, desks) for d in range(3)], staff, [BOTH], [0] * count, names, break_ms=HOUR // 2)

    planned(2)
    found = planned(12)
    assert len(sizes) == 2
    assert sizes[0] == sizes[1], "alike managers are counted, not named"
    assert found.above_bound_share is not None
    assert found.above_bound_share <= solving.GAP
    assert not found.hurried
    worked = Counter((day, shift.manager) for day, shifts in found.shifts.items() for shift in shifts)
    assert max(worked.values()) == 1


def test_where_names_do_not_fit_everybody_is_planned_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a team the last shift finds nobody, as it may be where alike managers' weeks cannot be shared out."""
    monkeypatch.setattr(
        "analytics.staffing.planning.named",
        lambda team, shifts: named(team, shifts if team.count == 1 else shifts[:-1]),
    )
    found = plan([need(day, flat(1)) for day in range(2)], [person("a"), person("b")], [BOTH], [0, 0])
    assert sum(hours(shifts) for shifts in found.shifts.values()) == 18.0
    assert not any(missing.any() for missing in found.missing.values())
    assert found.above_bound_share == 0.0


@pytest.mark.parametrize("limit_s", [0.0, -1.0])
def test_without_any_time_there_is_a_plan_that_keeps_the_rules_and_says_so(limit_s: float) -> None:
    staff = [person("a", hours_week=13.0), person("b", off=frozenset({"tue"})), person("c", days_week=1)]
    needs = [need(day, flat(2)) for day in range(3)]
    found = plan_week(needs, staff, [BOTH], [0] * 3, DESKS[:2], break_ms=0, limit_s=limit_s)
    assert (found.hurried, found.above_bound_share) == (True, None)
    worked = [(day, shift) for day, shifts in found.shifts.items() for shift in shifts]
    assert max(Counter((day, shift.manager) for day, shift in worked).values()) == 1
    assert hours(tuple(shift for _, shift in worked if shift.manager == "a")) <= 13.0
    assert MONDAY + timedelta(1) not in {day for day, shift in worked if shift.manager == "b"}
    assert len([shift for _, shift in worked if shift.manager == "c"]) <= 1
    assert sum(missing.sum() for missing in found.missing.values()) == 2 * 3 * HALF_HOURS - sum(
        2 * hours((shift,)) for _, shift in worked
    )  # whoever can be there is, and what is missing is told
    assert len(worked) >= 4


def test_a_plan_whose_steps_ran_out_of_time_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    solved = scipy.optimize.milp

    def stopped(*arguments: Any, **words: Any) -> Any:
        found = solved(*arguments, **words)
        found.status = 1
        return found

    monkeypatch.setattr("scipy.optimize.milp", stopped)
    assert plan([need(0, flat(1))], [person("a")], [BOTH], [0]).hurried


def test_nothing_needed_and_a_day_on_which_nobody_works_are_planned_too() -> None:
    idle = plan([need(day, flat(0)) for day in range(2)], [person("a", off=frozenset({"tue"}))], [BOTH], [0])
    assert (set(idle.shifts.values()), idle.hurried) == ({()}, False)
    alone = plan([need(day, flat(1)) for day in range(2)], [person("a", off=frozenset({"tue"}))], [BOTH], [0])
    assert [missing.sum() for missing in alone.missing.values()] == [0, HALF_HOURS]


def test_nobody_to_plan_with_is_a_plan_with_everything_missing() -> None:
    found = plan([need(0, flat(2))], [], [BOTH], [])
    assert found.shifts[MONDAY] == ()
    assert found.missing[MONDAY].sum() == 2 * HALF_HOURS


@pytest.mark.parametrize(("length", "count"), [(9 * HOUR, 3), (4 * HOUR, 11)])
def test_patterns_lie_within_the_day_and_long_ones_have_a_break(length: int, count: int) -> None:
    found = patterns(EDGES, [length], HOUR // 2)
    assert len(found) == count
    for pattern in found:
        assert pattern.begins_ms >= EDGES[0]
        assert pattern.ends_ms <= EDGES[-1]
        assert sum(pattern.cover) / 2 == pytest.approx(pattern.hours)
