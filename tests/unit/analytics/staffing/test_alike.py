"""Managers alike: whole weeks of theirs, shifts given to them by name, and plans beside the best there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import numpy as np
import pytest

from analytics.staffing import patterns as patterns_of
from analytics.staffing import solving
from analytics.staffing.alike import MOST_WEEKS, Alike, Given, alike, named, weeks
from analytics.staffing.patterns import HOUR_MS, Pattern, patterns
from analytics.staffing.planning import Plan, plan_week
from analytics.staffing.pools import Kind
from analytics.staffing.program import MISSING_COST, WISH_COST, DayNeed
from analytics.staffing.staff import Staff

HOUR = 3_600_000
MONDAY = date(2026, 3, 2)
EDGES = np.arange(9 * HOUR, 13 * HOUR + 1, HOUR // 2, dtype=float)
KINDS = [Kind("both", np.array([0.0, 0.0])), Kind("first", np.array([0.0, np.inf]))]
ABLE = ([0, 1], [0])
"""Which kinds can do what all need, or what `both` alone can."""

DAYS, DESKS = 3, ("1", "2")
BREAK = HOUR // 2


@pytest.mark.parametrize(("hours", "days"), [(40.0, 5), (20.0, 3), (24.75, 4), (3.0, 2)])
def test_a_week_is_full_and_no_other_is(hours: float, days: int) -> None:
    lengths = (4.0, 5.25, 7.25, 8.25)
    every = [
        week for week in product(range(days + 1), repeat=len(lengths))
        if sum(week) <= days and np.dot(week, lengths) <= hours
    ]  # fmt: skip
    full = [
        week for week in every
        if sum(week) == days or all(np.dot(week, lengths) + one > hours for one in lengths)
    ]  # fmt: skip
    assert sorted(weeks(lengths, hours, days)) == sorted(full)


def test_weeks_that_are_no_use_are_not_told() -> None:
    assert weeks((4.0, 8.0), 40.0, 5) == []
    assert weeks((), 40.0, 5) == []
    assert weeks((3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0), 80.0, 12) == []
    assert len(weeks((4.0, 5.25, 7.25, 8.25, 9.25, 11.25), 60.0, 6)) <= MOST_WEEKS


def shift(day: int, hours: float) -> Given:
    return Given(0, day, Pattern(9 * HOUR, 9 * HOUR + round(hours * HOUR), None, ()))


def team(count: int, **other: object) -> Alike:
    return Alike(tuple(range(5, 5 + count)), replace(Staff("", hours_week=20.0, days_week=3), **other), 0)  # type: ignore[arg-type]


def test_shifts_find_names_within_hours_and_days_and_one_a_day() -> None:
    shifts = [shift(0, 8), shift(0, 4), shift(1, 8), shift(1, 4), shift(2, 8), shift(2, 8)]
    found = named(team(2), shifts)  # 20 hours each: two long shifts and a short one
    assert len(found) == len(shifts)
    of = {person: [one for one in found if one.whose == person] for person in (5, 6)}
    for mine in of.values():
        assert sum(one.pattern.hours for one in mine) == 20.0
        assert len({one.day for one in mine}) == len(mine) == 3


def test_what_nobody_can_take_is_left_out_and_it_is_the_least() -> None:
    assert len(named(team(2), [shift(0, 4)] * 3)) == 2
    assert Counter(
        one.pattern.hours for one in named(team(1 + 1, hours_week=8.0), [shift(0, 8), shift(1, 8), shift(1, 4)])
    ) == {8.0: 2}
    assert len(named(team(2, days_week=1), [shift(day, 4) for day in range(3)])) == 2
    assert named(team(3), []) == []


def test_only_whoever_differs_in_nothing_but_the_name_is_alike() -> None:
    staff = [Staff("a"), Staff("b"), Staff("c", cost=2.0), Staff("d")]
    assert [one.persons for one in alike(staff, [0, 0, 0, 1])] == [(0, 1), (2,), (3,)]


def small(seed: int) -> tuple[list[DayNeed], list[Staff], list[int]]:
    """Three days of four hours, three managers of whom two are often alike: every plan can be looked at."""
    rng = np.random.default_rng(seed)
    needs = [
        DayNeed(MONDAY + timedelta(day), EDGES, rng.integers(0, 2, (2, len(EDGES) - 1)) * rng.integers(1, 3, (2, 1)))
        for day in range(DAYS)
    ]
    usual = Staff("", hours_week=float(rng.choice([4.0, 6.0, 8.0])), days_week=2 + int(rng.integers(2)))
    usual = replace(usual, lengths_ms=tuple(round(length * HOUR) for length in (2.0, 4.0)))
    other = replace(usual, wishes_ms=(9 * HOUR, 11 * HOUR), cost=1.3, off=frozenset({"tue"} if seed % 2 else ()))
    return (
        needs,
        [replace(usual, manager="a"), replace(usual, manager="b"), replace(other, manager="c")],
        [0, 0, seed % 3 % 2],
    )


def price(
    need: DayNeed, staff: list[Staff], kind_of: list[int], given: tuple[Pattern | None, ...], desks: Sequence[str]
) -> float:
    """What a day costs, by the words of `planning`; infinite where more shifts go on at once than there are desks."""
    cover = [np.zeros(len(EDGES) - 1) if one is None else np.array(one.cover) for one in given]
    if any(sum(one is not None and one.begins_ms <= at < one.ends_ms for one in given) > len(desks) for at in EDGES):
        return np.inf
    found = 0.0
    for one, pattern in zip(staff, given, strict=True):
        if pattern is not None:
            wish = one.wishes_ms or (0, 24 * HOUR)
            outside = max(0, wish[0] - pattern.begins_ms) + max(0, pattern.ends_ms - wish[1])
            outside = min(outside, pattern.ends_ms - pattern.begins_ms)
            found += one.cost * pattern.hours + WISH_COST * outside / HOUR_MS
    for able, wanted in zip(ABLE, (need.desks.sum(axis=0), need.desks[0]), strict=True):
        there = sum((c for c, kind in zip(cover, kind_of, strict=True) if kind in able), np.zeros(len(EDGES) - 1))
        found += MISSING_COST * np.maximum(wanted - there, 0.0).sum()
    # and what `first` are wanted for, which both can do
    return found + MISSING_COST * float(np.maximum(need.desks[1] - sum(cover), 0.0).sum())


def days_of(need: DayNeed, staff: list[Staff], break_ms: int) -> Iterator[tuple[Pattern | None, ...]]:
    for given in product(*([None, *patterns(EDGES, one.lengths_ms, break_ms)] for one in staff)):
        if all(pattern is None or one.works_on(need.day) for one, pattern in zip(staff, given, strict=True)):
            yield given


def least(
    needs: list[DayNeed], staff: list[Staff], kind_of: list[int], desks: Sequence[str] = DESKS, break_ms: int = 0
) -> float:
    """Of all plans, by looking at every day and every way to add up hours."""
    weeks_so_far: dict[tuple[float, ...], float] = {(0.0,) * 2 * len(staff): 0.0}
    for need in needs:
        cheapest: dict[tuple[float, ...], float] = {}
        for given in days_of(need, staff, break_ms):
            hours = tuple(0.0 if one is None else one.hours for one in given)
            worked = (*hours, *(float(one is not None) for one in given))
            cheapest[worked] = min(cheapest.get(worked, np.inf), price(need, staff, kind_of, given, desks))
        longer: dict[tuple[float, ...], float] = {}
        for (before, paid), (worked, cost) in product(weeks_so_far.items(), cheapest.items()):
            after = tuple(a + b for a, b in zip(before, worked, strict=True))
            limits = [one.hours_week for one in staff] + [float(one.days_week) for one in staff]
            if all(a <= limit for a, limit in zip(after, limits, strict=True)):
                longer[after] = min(longer.get(after, np.inf), paid + cost)
        weeks_so_far = longer
    return min(weeks_so_far.values())


def paid(
    found: Plan,
    needs: list[DayNeed],
    staff: list[Staff],
    kind_of: list[int],
    desks: Sequence[str] = DESKS,
    break_ms: int = 0,
) -> float:
    every = {(one.begins_ms, one.ends_ms, one.break_ms): one for one in patterns(EDGES, staff[0].lengths_ms, break_ms)}
    total = 0.0
    for need in needs:
        of = {
            shift.manager: every[shift.begins_ms, shift.ends_ms, shift.breaks[0] if shift.breaks else None]
            for shift in found.shifts[need.day]
        }
        total += price(need, staff, kind_of, tuple(of.get(one.manager) for one in staff), desks)
    return total


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_no_plan_is_cheaper_than_the_bound_and_the_best_is_found(
    seed: int, narrow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if narrow:  # one shift for each manager and day, besides those that the relaxation uses
        monkeypatch.setattr(solving, "WIDTH", 0)
        monkeypatch.setattr(solving, "FEWEST", 1)
    needs, staff, kind_of = small(seed)
    found = plan_week(needs, staff, KINDS, kind_of, DESKS, break_ms=0)
    best, cost = least(needs, staff, kind_of), paid(found, needs, staff, kind_of)
    assert found.above_bound_share is not None
    bound = cost / (1 + found.above_bound_share)
    assert bound <= best + 1e-6 <= cost + 2e-6
    if not narrow:
        assert cost <= best * (1 + solving.GAP)
        assert found.above_bound_share <= solving.GAP + 1e-9


@pytest.mark.parametrize("desks", [("1",), DESKS])
@pytest.mark.parametrize("seed", range(4))
def test_with_breaks_and_few_desks_the_best_is_found_and_nobody_sits_at_a_taken_one(
    seed: int, desks: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns_of, "BREAK_FROM_MS", 4 * HOUR)
    needs, staff, kind_of = small(seed)
    needs = [replace(need, desks=need.desks + 1) for need in needs]  # more than the desks can take
    found = plan_week(needs, staff, KINDS, kind_of, desks, break_ms=BREAK)
    for shifts in found.shifts.values():
        for one, other in combinations(shifts, 2):
            apart = one.ends_ms <= other.begins_ms or other.ends_ms <= one.begins_ms
            assert apart or one.desk != other.desk, (one, other)
    best = least(needs, staff, kind_of, desks, BREAK)
    assert found.above_bound_share is not None
    cost = paid(found, needs, staff, kind_of, desks, BREAK)
    assert cost / (1 + found.above_bound_share) <= best + 1e-6 <= cost + 2e-6
    assert found.above_bound_share <= solving.GAP
