"""The figures of a backtest, held against plain arithmetic."""

import numpy as np
import pytest

from analytics.backtest.rules import LASSO_FEATURES, Past, lasso, rules, with_ranges
from analytics.backtest.scoring import SCORES, Forecasts, scores
from analytics.estimators.calibration import CALIBRATION_VISITS, Calibration
from analytics.estimators.features import FEATURES


def test_each_figure_is_what_its_definition_says() -> None:
    waits_s = np.array([10.0, 100.0, 400.0])
    said = Forecasts(
        np.array([20.0, 90.0, 150.0]), np.array([[12.0, 20, 30, 40], [50, 90, 110, 120], [60, 150, 200, 300]])
    )
    found = scores(waits_s, said)
    assert found["mae_s"] == pytest.approx((10 + 10 + 250) / 3)
    assert found["pinball_50_s"] == pytest.approx(0.5 * (10 + 10 + 250) / 3)
    assert found["pinball_90_s"] == pytest.approx((0.1 * 30 + 0.1 * 20 + 0.9 * 100) / 3)
    assert found["coverage_80_share"] == pytest.approx(1 / 3)
    assert found["width_80_s"] == pytest.approx((28 + 70 + 240) / 3)
    assert found["short_200_share"] == pytest.approx(1 / 3)
    assert found["upper_short_share"] == pytest.approx(1 / 3)
    told = scores(waits_s, said, limit_s=100.0)
    chance = [0.1 * 0.5 ** ((100 - 40) / 10), 0.5 - 0.3 * 10 / 20, 0.9 - 0.4 * 40 / 90]
    assert told["breach_auc_share"] == 1.0
    assert told["breach_brier"] == pytest.approx((chance[0] ** 2 + chance[1] ** 2 + (1 - chance[2]) ** 2) / 3, abs=1e-6)
    assert found["breach_auc_share"] is None


def test_without_visits_every_figure_is_unknown() -> None:
    assert scores(np.zeros(0), Forecasts(np.zeros(0), np.zeros((0, 4)))) == dict.fromkeys(SCORES)


def _rows(**columns: float) -> np.ndarray:
    rows = np.zeros((1, len(FEATURES)))
    for name, value in columns.items():
        rows[0, FEATURES.index(name)] = value
    return rows


def test_the_usual_rules_are_told_as_they_are_known() -> None:
    chance = np.random.default_rng(1)
    past = Past(chance.uniform(0, 9, (50, len(FEATURES))), chance.uniform(0, 99, 50), np.arange(50) // 5, 200.0)
    found = rules(past)
    asked = _rows(ahead=6, busy=4, wait_last=77, oldest_s=31, calls_600=12)
    assert found["naive"](asked)[0] == 6 * 200 / 4
    assert found["les"](asked)[0] == 77
    assert found["hol"](asked)[0] == 31
    assert found["pace"](asked)[0] == 6 * 600 / 12
    assert set(found) == {"naive", "les", "hol", "pace", "lasso"}


def test_lasso_finds_the_features_that_matter() -> None:
    chance = np.random.default_rng(2)
    rows = chance.normal(0, 1, (2000, len(FEATURES)))
    waits_s = 300 + 40 * rows[:, FEATURES.index("ahead")] - 20 * rows[:, FEATURES.index("busy")]
    rule = lasso(Past(rows, waits_s + chance.normal(0, 5, 2000), np.arange(2000) // 100, 200.0))
    assert rule(_rows())[0] == pytest.approx(300, abs=2)
    assert rule(_rows(ahead=1))[0] - rule(_rows())[0] == pytest.approx(40, abs=2)
    assert rule(_rows(hour=5))[0] == rule(_rows())[0], "not among its features"
    assert len(LASSO_FEATURES) == 21


def test_a_rule_s_range_holds_eight_in_ten_of_new_visits() -> None:
    chance = np.random.default_rng(3)

    def year() -> tuple[np.ndarray, np.ndarray]:
        rows = np.abs(chance.normal(0, 100, (4000, len(FEATURES))))
        last = rows[:, FEATURES.index("wait_last")]
        return rows, last * chance.exponential(1, 4000)

    rows, waits_s = year()
    past = Past(rows, waits_s, np.arange(4000) // 100, 200.0)
    new_rows, new_waits_s = year()
    said = with_ranges(rules(past)["les"], past)(new_rows)
    assert scores(new_waits_s, said)["coverage_80_share"] == pytest.approx(0.8, abs=0.03)


def test_a_drift_is_followed_until_the_range_holds_again() -> None:
    chance = np.random.default_rng(4)
    calibration = Calibration((0.1, 0.5, 0.8, 0.9))
    predicted = np.array(
        [10.0, 50.0, 80.0, 115.0]
    )  # of an exponential wait with mean 50; the days have become twice as long
    for wait_s in chance.exponential(100, CALIBRATION_VISITS):
        calibration.take(predicted, wait_s)
    low, likely, upper, high = calibration.correct(predicted[None, :])[0]
    fresh = chance.exponential(100, 20_000)
    assert ((fresh >= low) & (fresh <= high)).mean() == pytest.approx(0.8, abs=0.05)
    assert (fresh > upper).mean() == pytest.approx(0.2, abs=0.05)
    assert likely == 50, "the likely value is left as predicted"


def test_a_calibration_taken_up_again_goes_on_as_before() -> None:
    chance = np.random.default_rng(5)
    calibration = Calibration((0.1, 0.5, 0.8, 0.9))
    predicted = np.array([[10.0, 50.0, 80.0, 115.0]])
    for wait_s in chance.exponential(100, 200):
        calibration.take(predicted[0], wait_s)
    again = Calibration((0.1, 0.5, 0.8, 0.9), calibration.misses())
    assert np.allclose(again.correct(predicted), calibration.correct(predicted))
