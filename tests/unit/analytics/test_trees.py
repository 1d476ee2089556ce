"""Boosted quantile trees: what they learn where the truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from analytics.estimators.trees import FEW_ROWS, Forest, Growth, grow

SHARES = (0.1, 0.5, 0.8, 0.9)
SMALL = Growth(trees=120, columns_share=0.7)


def _exponential(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Waits that are exponential with a mean told by the first feature; the others say nothing."""
    chance = np.random.default_rng(seed)
    rows = chance.uniform(0, 1, (count, 4))
    return rows, chance.exponential(20 + 100 * (rows[:, 0] > 0.5))


@pytest.fixture(scope="module")
def forest() -> Forest:
    rows, waits_s = _exponential(6000, 1)
    return grow(rows, waits_s, np.ones(len(rows)), SHARES, SMALL)


def test_the_quantiles_of_a_known_distribution_are_found(forest: Forest) -> None:
    asked = np.array([[0.25, 0.5, 0.5, 0.5], [0.75, 0.5, 0.5, 0.5]])
    exact = -np.log(1 - np.array(SHARES)) * np.array([[20.0], [120.0]])
    found = forest.predict(asked)
    assert found[1] == pytest.approx(exact[1], rel=0.25)
    assert found[0, 1:] == pytest.approx(exact[0, 1:], rel=0.35)


def test_each_quantile_holds_for_about_its_share_of_new_rows(forest: Forest) -> None:
    rows, waits_s = _exponential(6000, 2)
    below = (waits_s[:, None] <= forest.predict(rows)).mean(0)
    assert below[1:] == pytest.approx(SHARES[1:], abs=0.05)


def test_quantiles_never_cross_and_are_never_negative(forest: Forest) -> None:
    found = forest.predict(np.random.default_rng(3).normal(0, 10, (500, 4)))
    assert (np.diff(found, axis=1) >= 0).all()
    assert (found >= 0).all()


def test_few_rows_and_many_get_the_same_answer(forest: Forest) -> None:
    rows, _ = _exponential(FEW_ROWS + 50, 4)
    assert np.allclose(forest.predict(rows)[:20], forest.predict(rows[:20]))


def test_leaves_of_half_the_width_are_added_up_in_full(forest: Forest) -> None:
    rows, _ = _exponential(FEW_ROWS + 50, 4)
    narrow = replace(forest, leaves=forest.leaves.astype(np.float32))
    wide = replace(narrow, leaves=narrow.leaves.astype(np.float64))
    for few in (rows[:20], rows):
        assert np.array_equal(narrow.predict(few), wide.predict(few))


def test_rows_in_either_order_of_memory_get_the_same_answer(forest: Forest) -> None:
    rows, _ = _exponential(40, 8)
    assert np.array_equal(forest.predict(rows), forest.predict(np.asfortranarray(rows)))


def test_the_same_seed_grows_the_same_forest() -> None:
    rows, waits_s = _exponential(800, 5)
    growth = Growth(trees=10)
    one, two = (grow(rows, waits_s, np.ones(800), SHARES, growth) for _ in range(2))
    assert np.array_equal(one.predict(rows), two.predict(rows))


def test_rows_without_weight_teach_nothing() -> None:
    rows, waits_s = _exponential(2000, 6)
    odd = np.concatenate((waits_s, np.full(2000, 5000.0)))
    weights = np.concatenate((np.ones(2000), np.zeros(2000)))
    found = grow(np.tile(rows, (2, 1)), odd, weights, SHARES, Growth(trees=60)).predict(rows)
    assert found[:, 1].max() < 400


def test_waits_ten_times_as_long_give_quantiles_ten_times_as_long() -> None:
    rows, waits_s = _exponential(2000, 7)
    growth = Growth(trees=40)
    short = grow(rows, waits_s + 50, np.ones(2000), SHARES, growth).predict(rows)
    long = grow(rows, 10 * (waits_s + 50), np.ones(2000), SHARES, growth).predict(rows)
    assert long == pytest.approx(10 * short, rel=0.02)
