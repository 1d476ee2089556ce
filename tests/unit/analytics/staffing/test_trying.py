"""Differences come to what whole days come to: for kept desks to the visitor, for one desk less all but exactly."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.simulation.compiled import available
from analytics.simulation.drawing import Traffic, draw
from analytics.simulation.running import Form
from analytics.staffing.need import first_guess
from analytics.staffing.pools import Counts, Kind
from analytics.staffing.trying import Trial, trial_of
from tests.unit.analytics.staffing.test_need import ALL, day

pytestmark = pytest.mark.skipif(not available(), reason="only compiled are differences quicker")

IMPATIENT = replace(
    day(160, variation=0.2), patience_s=1200.0, absent_share=0.05, walk_s=20.0, category_share=np.array([0.8, 0.2]),
    credit_s=np.array([0.0, 300.0]), opens_ms=1_800_000.0, slip_s=400.0, walk_limit_s=10.0,
)  # fmt: skip
SKILLED = day(160, variation=0.2, topics=2)
OF_TWO = (Kind("first", np.array([0.0, 300_000.0])), Kind("second", np.array([np.inf, 0.0])))
CASES = {
    "alike": (day(160, variation=0.2), (ALL,)),
    "impatient, with categories": (IMPATIENT, (Kind("all", np.zeros(2)),)),
    "two kinds": (SKILLED, OF_TWO),
}


def trials(case: str) -> tuple[Trial, Trial, Counts]:
    """By differences, by whole days, and scarce desks."""
    traffic: Traffic
    traffic, kinds = CASES[case]
    visitors = draw(traffic, 60, 3)
    by_differences, by_days = (trial_of(traffic, kinds, visitors, by) for by in (Form.COMPILED, Form.NUMPY))
    return by_differences, by_days, first_guess(traffic, kinds, 0.7)


def assert_alike(by_differences: Trial, by_days: Trial, desks: Counts) -> None:
    found, whole = by_differences.keep(desks), by_days.keep(desks)
    np.testing.assert_array_equal(found.met, whole.met)
    np.testing.assert_array_equal(found.judged, whole.judged)
    np.testing.assert_array_equal(by_differences.missed(), by_days.missed())


@pytest.mark.parametrize("case", CASES)
def test_kept_desks_come_to_the_same_whatever_was_kept_before(case: str) -> None:
    by_differences, by_days, desks = trials(case)
    assert_alike(by_differences, by_days, desks)
    chance = np.random.default_rng(7)
    for _ in range(8):
        kinds, half_hours = chance.integers(len(desks), size=2), chance.integers(desks.shape[1], size=2)
        desks = desks.copy()
        desks[kinds, half_hours] = np.maximum(desks[kinds, half_hours] + chance.integers(-1, 2, 2), 0)
        assert_alike(by_differences, by_days, desks)


@pytest.mark.parametrize("case", CASES)
def test_one_desk_less_is_told_within_a_tenth_of_what_it_costs_and_leaves_what_is_kept(case: str) -> None:
    by_differences, by_days, desks = trials(case)
    kept = by_days.keep(desks).met
    by_differences.keep(desks)
    costs, wrong = 0.0, 0.0
    for kind, half_hour in np.argwhere(desks > 0).tolist():
        found, whole = by_differences.without(kind, half_hour), by_days.without(kind, half_hour)
        np.testing.assert_array_equal(found.met[:half_hour][: max(half_hour - 4, 0)], kept[: max(half_hour - 4, 0)])
        costs += np.abs(whole.met - kept).sum()
        wrong += np.abs(whole.met - found.met).sum()
    assert costs > 100
    assert wrong <= 0.1 * costs
    np.testing.assert_array_equal(by_differences.keep(desks).met, kept)
