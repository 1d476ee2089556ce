"""The topics' parts of a day: how they walk, how far, and what is told of that some days ahead."""

from datetime import timedelta

import numpy as np
import pytest

from analytics.forecast.backtest import Held
from analytics.forecast.forecasting import Forecaster, forecast
from analytics.forecast.history import ArrivalHistory
from analytics.forecast.mix import Mix, mix_of
from analytics.forecast.spread import MOST, Own, Spread
from tests.unit.analytics.forecast.made_up import FIRST, MIX, TOPICS, half_hours, history, moving_mix

DAYS = np.flatnonzero(np.arange(120) % 7 != 6)
"""Closed on Sundays."""


def told(step: float, noise: float = 0.0, seed: int = 1, moved: tuple[float, ...] = (0.0, 0.0, 0.0)) -> Mix:
    """Of 120 days of 400 visitors, of whom as many as ever were usual; the last 30 `moved` by so much."""
    parts = moving_mix(120, seed, step, noise=noise)
    parts[90:] *= np.exp(moved)
    parts /= parts.sum(axis=1, keepdims=True)
    came = np.random.default_rng(seed).poisson(400 * parts).astype(float)
    return mix_of(DAYS, came[DAYS], np.tile(400 * MIX, (len(DAYS), 1)), made_on=120, farthest=28)


def test_how_far_a_mix_walks_is_told_and_one_that_stands_still_is_hardly_widened() -> None:
    def gained(step: float) -> float:
        found = [told(step, seed=seed).variance for seed in (1, 2, 3)]
        return float(np.mean([np.sqrt(variance[27] - variance[0]) for variance in found]))

    own = float(np.mean(np.sqrt((1 - MIX) ** 2 + (MIX**2).sum() - MIX**2)))  # what one topic gains the others lose
    assert gained(0.0) < 0.05
    assert gained(0.02) == pytest.approx(own * 0.02 * np.sqrt(27), rel=0.35)
    assert gained(0.06) == pytest.approx(own * 0.06 * np.sqrt(27), rel=0.35)
    assert (np.diff(told(0.02).variance, axis=0) > 0).all()


def test_a_mix_that_varies_from_day_to_day_is_not_one_that_walks() -> None:
    found = told(0.0, noise=0.2)
    parts = 1 - MIX  # what one topic gains the others lose
    assert np.sqrt(found.variance[0]) == pytest.approx(0.2 * np.sqrt(parts**2 + (MIX**2).sum() - MIX**2), rel=0.35)
    assert (np.sqrt(found.variance[27] - found.variance[0]) < 0.12).all()


def test_a_mix_that_has_moved_is_followed_and_the_half_hours_stay_what_they_were() -> None:
    parts = MIX * np.exp((0.0, 0.6, -0.3))
    parts /= parts.sum()
    found = told(0.0, moved=(0.0, 0.6, -0.3))
    expected = 400 * half_hours()[:, None] * MIX
    moved = found.of(expected, 1)
    assert moved.sum(axis=1) == pytest.approx(expected.sum(axis=1))
    assert moved.sum(axis=0) == pytest.approx(400 * parts, rel=0.08)
    assert told(0.0).of(expected, 1).sum(axis=0) == pytest.approx(400 * MIX, rel=0.04)


def test_topics_of_one_office_tell_each_other_how_far_they_walk() -> None:
    """A small topic that says little of itself is told to walk farther where the others do."""
    chance = np.random.default_rng(5)
    small = chance.poisson(4.0, (120, 1))
    gained = []
    for step in (0.0, 0.08):
        parts = moving_mix(120, 6, step)
        came = np.concatenate([chance.poisson(400 * parts), small], axis=1).astype(float)[DAYS]
        usual = np.tile(400 * np.append(MIX, 0.01), (len(DAYS), 1))
        found = mix_of(DAYS, came, usual, made_on=120, farthest=28)
        gained.append(found.variance[27, 3] - found.variance[0, 3])
    assert gained[1] > 2 * gained[0]


def test_the_days_before_a_topics_first_visitor_say_nothing_of_it() -> None:
    came = np.random.default_rng(7).poisson(400 * np.append(MIX, 0.1), (120, 4)).astype(float)
    came[:100, 3] = 0.0
    usual = np.tile(400 * np.append(MIX, 0.05), (120, 1))  # half, as after some weeks
    found = mix_of(np.arange(120), came, usual, made_on=120, farthest=28)
    assert found.factor[0, 3] == pytest.approx(2.0, rel=0.15)
    assert np.sqrt(found.variance[0, 3]) < 0.25
    nobody = mix_of(np.arange(120), came * (1, 1, 1, 0), usual * (1, 1, 1, 0), made_on=120, farthest=28)
    assert np.isfinite(nobody.factor).all()
    assert nobody.own((0.1,) * 4)[3].day <= MOST.day


def test_a_topics_own_day_grows_with_the_distance_and_never_beyond_the_most() -> None:
    mix = Mix(np.ones((28, 2)), np.stack([np.linspace(0.04, 0.31, 28), np.linspace(0.5, 2.0, 28)], axis=1))
    own = mix.own((0.3, 0.4))
    assert own[0].day == pytest.approx(0.2)
    assert own[0].half_hour == 0.3
    spread = Spread(0.2, 0.1, (0.0, 0.0), own)
    assert spread.of_topic(0).day == pytest.approx(np.hypot(0.2, 0.2))
    assert spread.ahead(28).of_topic(0).day == pytest.approx(np.sqrt(0.04 + 0.31))
    assert spread.ahead(29).of_topic(0).day == pytest.approx(np.sqrt(0.04 + 0.32))
    assert spread.ahead(28).day == pytest.approx(0.2)
    assert spread.ahead(28).of_topic(1).day == pytest.approx(np.sqrt(0.04 + MOST.day**2))
    assert Spread(0.2, 0.1, (0.0, 0.0), (Own(0.1),)).ahead(28).topics == (Own(0.1),)


def test_topics_days_of_a_mix_that_stands_still_hold_what_they_say_near_and_far() -> None:
    held = {ahead: Held() for ahead in (1, 28)}
    for seed in (1, 2):
        known = history(130, seed=seed, variation=0.1)
        forecaster = Forecaster(known)
        for number in range(90, 130, 3):
            day = FIRST + timedelta(number)
            for ahead, one in held.items():
                if forecaster.is_known(day):
                    (found,) = forecaster.days([day], made_on=day - timedelta(ahead - 1))
                    one.add(found, known.counts[number])
    for one in held.values():
        assert 0.74 < one.document()["topic_days_share"] < 0.95


def test_the_offices_own_figures_do_not_know_of_the_mix() -> None:
    known = history(90, seed=3, mix=moving_mix(90, 9, 0.05))
    (found,) = forecast(known, [known.end])
    together = ArrivalHistory(known.first, TOPICS[:1], known.counts.sum(axis=2, keepdims=True))
    (office,) = forecast(together, [known.end])
    assert found.expected.sum(axis=1) == pytest.approx(office.expected[:, 0])
    assert found.total_interval() == office.total_interval()
