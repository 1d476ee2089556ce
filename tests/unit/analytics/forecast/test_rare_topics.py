"""Topics that few ask for: the logarithms of their counts lie low, and their parts are told as truly as large ones."""

import numpy as np
import pytest

from analytics.forecast.chance import MANY, surplus_of
from analytics.forecast.mix import Mix, mix_of
from analytics.forecast.spread import within

DAYS = 200
SEEDS = range(24)


def still(usual: float, seed: int) -> Mix:
    """Of an office of 400 visitors and a topic of `usual` whose parts stand still, and are known."""
    mean = np.array([200.0, 120.0, 80.0, usual])
    came = np.random.default_rng(seed).poisson(mean, (DAYS, 4)).astype(float)
    return mix_of(np.arange(DAYS), came, np.tile(mean, (DAYS, 1)), made_on=DAYS, farthest=28)


@pytest.mark.parametrize(("usual", "off"), [(1.0, 0.05), (3.0, 0.04), (10.0, 0.015), (60.0, 0.01)])
def test_a_rare_topic_that_stands_still_is_told_as_it_is(usual: float, off: float) -> None:
    """By logarithms that were taken for unbiased it was told 0.80, 0.87, 0.95 and 0.98 of it."""
    found = [still(usual, seed) for seed in SEEDS]
    for ahead in (0, 27):
        assert np.mean([mix.factor[ahead, 3] for mix in found]) == pytest.approx(1.0, abs=off)


@pytest.mark.parametrize("usual", [1.0, 3.0, 10.0])
def test_the_days_of_a_rare_topic_hold_what_they_say(usual: float) -> None:
    held = []
    for seed in SEEDS:
        mix = still(usual, seed)
        days = np.random.default_rng(1000 + seed).poisson(usual, 100).astype(float)
        held.append(within(0.8, np.array(usual * mix.factor[0, 3]), float(mix.variance[0, 3]), days).mean())
    assert 0.77 < np.mean(held) < 0.85


@pytest.mark.parametrize("mean", [0.5, 1.0, 3.0, 10.0, MANY - 0.1, MANY, 60.0])
@pytest.mark.parametrize("visits", [80.0, 400.0])
def test_a_surplus_is_none_on_average_and_varies_as_is_said(mean: float, visits: float) -> None:
    came = np.random.default_rng(3).binomial(int(visits), mean / visits, (40_000, 1)).astype(float)
    told, variance = surplus_of(came, np.full_like(came, visits), np.full_like(came, mean / visits))
    assert told.mean() == pytest.approx(0.0, abs=4 * np.sqrt(variance[0, 0] / len(came)) + 0.001)
    assert told.var() == pytest.approx(variance[0, 0], rel=0.06)


def test_a_small_rise_is_seen_as_it_is_and_few_visitors_say_no_more_than_they_can() -> None:
    visits, part = np.full((40_000, 1), 400.0), np.full((40_000, 1), 1 / 400)
    came = np.random.default_rng(4).binomial(400, 1.2 / 400, (40_000, 1)).astype(float)
    told, variance = surplus_of(came, visits, part)
    assert told.mean() == pytest.approx(np.log(1.2), abs=0.03)
    assert variance[0, 0] == pytest.approx(1.0, rel=0.15)  # a logarithm alone varies by half of that
    _, rare = surplus_of(np.zeros((1, 1)), visits[:1], np.full((1, 1), 1e-5))
    _, half = surplus_of(np.zeros((1, 1)), visits[:1], np.full((1, 1), 0.5 / 400))
    assert rare == pytest.approx(half)


def test_topics_of_which_nobody_or_everybody_is_are_reckoned_too() -> None:
    came = np.array([[3.0, 0.0], [30.0, 0.0], [0.0, 0.0]])
    told, variance = surplus_of(came, came.sum(axis=1, keepdims=True), np.tile([1.0, 0.0], (3, 1)))
    assert np.isfinite(told).all() and (variance >= 0).all()
    assert told[:2, 0] == pytest.approx(0.0, abs=1e-3)
