"""Compiled, in step, in order of arrival, event by event: every form of the kernel makes the same calls."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.simulation import lockstep, loops
from analytics.simulation.day import Calls, Shifts, Ties, Visitors, no_breaks, no_ties
from analytics.simulation.drawing import draw
from analytics.simulation.running import Form, in_order, run
from tests.unit.analytics.simulation.days import alike, busy_shifts, busy_traffic, plain_queue


def nobody_called(visitors: Visitors) -> Calls:
    return Calls(np.full(visitors.shape, np.inf), np.full(visitors.shape, -1, np.int64))


def same(one: Calls, other: Calls) -> None:
    np.testing.assert_array_equal(one.called_ms, other.called_ms)
    np.testing.assert_array_equal(one.by, other.by)


@pytest.mark.parametrize("seed", range(4))
def test_compiled_and_numpy_make_the_same_calls_with_all_the_rules(seed: int) -> None:
    pytest.importorskip("numba")
    traffic = busy_traffic()
    shifts, visitors = busy_shifts(traffic, seed=seed), draw(traffic, 25, seed)
    assert not in_order(shifts, visitors)
    found = run(shifts, visitors, Form.COMPILED)
    same(found, run(shifts, visitors, Form.NUMPY))
    served = np.isfinite(found.called_ms) & visitors.came()
    assert 0.5 < served.sum() / visitors.came().sum() < 1.0  # some are served and some are not, or nothing was tried


@pytest.mark.parametrize("seed", range(4))
def test_earliest_free_in_order_of_arrival_equals_the_event_driven_one(seed: int) -> None:
    traffic = busy_traffic()
    shifts = busy_shifts(traffic, seed=seed, secondary_ms=0.0)
    visitors = draw(traffic, 25, seed)
    visitors = replace(visitors, place_ms=visitors.arrival_ms)
    assert in_order(shifts, visitors)
    in_turn, by_events = nobody_called(visitors), nobody_called(visitors)
    lockstep.in_order(shifts, visitors, in_turn)
    lockstep.by_place(shifts, visitors, by_events)
    same(in_turn, by_events)


def test_plain_loops_are_what_is_compiled() -> None:
    traffic = busy_traffic(60.0)
    shifts, visitors = busy_shifts(traffic), draw(traffic, 2, 1)
    found, ties = nobody_called(visitors), no_ties(shifts, visitors)
    loops.by_place(
        visitors.arrival_ms, visitors.line, visitors.place_ms, visitors.walk_ms, visitors.service_ms,
        visitors.patience_ms, shifts.penalty_ms, shifts.speed, shifts.free_ms, shifts.closes_ms, shifts.breaks_at_ms,
        shifts.breaks_ms, shifts.follows(), ties.turns_ms, ties.turned_ms, ties.then, ties.brings, ties.until_ms,
        np.ones(1), found.called_ms, found.by,
    )  # fmt: skip
    same(found, run(shifts, visitors))


@pytest.mark.parametrize("desks", [1, 5, 8])
@pytest.mark.parametrize("patience_s", [np.inf, 400.0])
def test_desks_that_are_all_alike_play_for_who_calls_and_the_calls_are_the_same(desks: int, patience_s: float) -> None:
    traffic = plain_queue(desks, 1.1, visitors=120, patience_s=patience_s)
    visitors = draw(traffic, 7, 2)
    shifts = replace(
        alike(desks),
        free_ms=np.rint(np.random.default_rng(desks).uniform(0, 1e6, (7, desks))),
        speed=np.linspace(0.8, 1.2, desks),
    )
    assert shifts.alike() and not busy_shifts(busy_traffic()).alike()
    played, by_events = nobody_called(visitors), nobody_called(visitors)
    loops.alike(
        visitors.arrival_ms, visitors.walk_ms, visitors.service_ms, visitors.patience_ms, shifts.speed,
        shifts.free_ms, played.called_ms, played.by,
    )  # fmt: skip
    lockstep.by_place(shifts, visitors, by_events)
    same(played, by_events)
    same(played, run(shifts, visitors))
    left = ~np.isfinite(played.called_ms) & visitors.came()
    assert left.any() == np.isfinite(patience_s)


def test_a_present_state_has_its_own_free_times_in_each_replication() -> None:
    traffic = busy_traffic(60.0)
    shifts, visitors = busy_shifts(traffic), draw(traffic, 6, 1)
    free = np.rint(np.random.default_rng(1).uniform(0, 1e6, (6, shifts.count)))
    together = run(replace(shifts, free_ms=free), visitors)
    for day in range(6):
        alone = Visitors(*(getattr(visitors, name)[day : day + 1] for name in Visitors.__slots__))
        found = run(replace(shifts, free_ms=free[day : day + 1]), alone)
        np.testing.assert_array_equal(found.called_ms[0], together.called_ms[day])


def test_the_same_seed_draws_the_same_days_and_another_seed_others() -> None:
    traffic = busy_traffic(60.0)
    first, again, other = draw(traffic, 3, 7), draw(traffic, 3, 7), draw(traffic, 3, 8)
    for name in Visitors.__slots__:
        np.testing.assert_array_equal(getattr(first, name), getattr(again, name))
    assert not np.array_equal(first.arrival_ms[:, :10], other.arrival_ms[:, :10])


def test_the_longest_idle_is_called_upon_and_a_break_begins_when_the_service_is_over() -> None:
    # Two shifts; the second opens later, so the first has been idle for longer. Its break is due at 100 s, in the
    # middle of the service that began at 60 s and ends at 160 s; it then rests for 50 s.
    shifts = Shifts(
        np.zeros((1, 2)), np.ones(2), np.array([[0.0, 10_000.0]]), np.array([np.inf, 61_000.0]),
        np.array([[100_000.0], [np.inf]]), np.array([[50_000.0], [0.0]]),
    )  # fmt: skip
    arrival = np.array([[60_000.0, 120_000.0]])
    visitors = Visitors(
        arrival, np.zeros((1, 2), np.int64), arrival, np.zeros((1, 2)), np.full((1, 2), 100_000.0),
        np.full((1, 2), np.inf),
    )  # fmt: skip
    for form in (Form.NUMPY, None):
        found = run(shifts, visitors, form)
        assert found.by.tolist() == [[0, 0]]
        assert found.called_ms.tolist() == [[60_000.0, 210_000.0]]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("carries", [True, False])
def test_who_is_tied_and_who_comes_back_is_called_alike_in_both_forms(seed: int, *, carries: bool) -> None:
    pytest.importorskip("numba")
    traffic = busy_traffic(120.0)
    shifts, drawn = busy_shifts(traffic, seed=seed), draw(traffic, 25, seed)
    tied, back = 12, 6
    shifts, visitors, ties = with_ties(shifts, drawn, tied, back, seed, carries=carries)
    found = run(shifts, visitors, Form.COMPILED, ties)
    same(found, run(shifts, visitors, Form.NUMPY, ties))
    called = np.isfinite(found.called_ms)
    for column, follower in enumerate(ties.then):  # nobody comes back before the service that sends them is over
        if follower >= 0:
            both = called[:, follower]
            assert (called[:, column] | ~both).all()
            assert (found.called_ms[both, follower] > found.called_ms[both, column]).all()
    first = found.by[:, :tied]
    waited = found.called_ms[:, :tied] < ties.turns_ms[-tied - back : -back, 0]
    own = np.arange(tied) % shifts.count
    assert (first[waited] == np.broadcast_to(own, first.shape)[waited]).all()  # only their own before the line turns
    assert (called[:, :tied] & ~waited & (first != own)).any()  # and others after it
    assert called[:, -back::2].any() and called[:, 1 - back :: 2].any()  # and some came back twice


@pytest.mark.parametrize("form", [Form.NUMPY, None])
def test_whom_a_shift_sends_back_at_its_end_is_not_lost_where_another_waits_for_it(form: Form | None) -> None:
    # The second shift has served until 10 s, when it ends and sends somebody on. At that moment the first one, which
    # comes first in order, may begin: it lets the other have its turn, and then calls whoever was sent.
    shifts = Shifts(
        np.zeros((2, 2)), np.ones(2), np.array([[10_000.0, 0.0]]), np.array([100_000.0, 10_000.0]), *no_breaks(2),
        after=np.array([[1], [-1]]),
    )  # fmt: skip
    visitors = Visitors(
        np.array([[0.0, np.inf]]), np.array([[0, 1]]), np.zeros((1, 2)), np.zeros((1, 2)), np.full((1, 2), 10_000.0),
        np.full((1, 2), np.inf),
    )  # fmt: skip
    ties = replace(no_ties(shifts, visitors), then=np.array([1, -1]))
    found = run(shifts, visitors, form, ties)
    assert (found.called_ms.tolist(), found.by.tolist()) == ([[0.0, 10_000.0]], [[1, 0]])


def with_ties(
    shifts: Shifts, drawn: Visitors, tied: int, back: int, seed: int, *, carries: bool
) -> tuple[Shifts, Visitors, Ties]:
    """`tied` visitors who wait for one shift each at first, and `back` of them who come back when they are served."""
    chance = np.random.default_rng(seed)
    replications, lines, more = len(drawn.arrival_ms), len(shifts.penalty_ms), tied + back

    def put(before: float | np.ndarray, name: str, after: float | np.ndarray) -> np.ndarray:
        part = (np.broadcast_to(before, (replications, tied)), getattr(drawn, name))
        return np.hstack([*part, np.broadcast_to(after, (replications, back))])

    own = np.full((more, shifts.count), np.inf)
    own[np.arange(more), np.arange(more) % shifts.count] = 0.0
    shifts = replace(shifts, penalty_ms=np.vstack([shifts.penalty_ms, own]))
    places = np.sort(chance.uniform(-1e6, 2e6, tied))
    visitors = Visitors(
        arrival_ms=put(0.0, "arrival_ms", np.inf),
        line=put(lines + np.arange(tied), "line", lines + tied + np.arange(back)).astype(np.int64),
        place_ms=put(places, "place_ms", places[:back] + 0.5),
        walk_ms=put(20_000.0, "walk_ms", 20_000.0),
        service_ms=put(300_000.0, "service_ms", 100_000.0),
        patience_ms=put(9e6, "patience_ms", 3e6),
    )
    first_back = visitors.shape[1] - back
    then = np.full(visitors.shape[1], -1, np.int64)
    then[:back:2] = first_back + np.arange(0, back, 2)
    then[first_back : first_back + back - 1 : 2] = first_back + np.arange(1, back, 2)  # and back to somebody else
    turns = np.full((lines + more, 2), np.inf)
    turns[lines:] = np.rint(chance.uniform(0, 2e6, (more, 2)))
    turns[lines + 1 :: 3, 1] = np.inf  # some turn once and stay so
    free = np.vstack([shifts.penalty_ms[:lines], np.zeros((more, shifts.count))])
    between = np.vstack([shifts.penalty_ms[:lines], np.roll(own, 1, axis=1)])
    once = np.where(np.isinf(turns[:, 1:]), free, between)
    turned = np.stack([once, free])
    until = np.full(len(turns), np.inf)
    until[-back::2] = 600_000.0  # of those who come back some never wait for one alone after ten minutes
    return shifts, visitors, Ties(turns, turned, then, np.full(shifts.count, -1, np.int64), until, carries)
