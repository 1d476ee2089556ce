"""What a topic has of its own: a mix that varies from day to day and from half-hour to half-hour."""

from datetime import timedelta

import numpy as np
import pytest

from analytics.forecast.forecasting import Forecaster
from analytics.forecast.history import ArrivalHistory, Counts
from analytics.forecast.spread import Own, Spread, own_of
from tests.unit.analytics.forecast.made_up import FIRST, MIX, TOPICS, half_hours

OF_DAYS, OF_HALF_HOURS = (0.1, 0.4, 0.2), (0.1, 0.5, 0.3)


def mixed(days: int, seed: int, visits: float = 600.0) -> tuple[Counts, Counts]:
    """Days (n, 48, K) whose topics vary by so much, each topic by itself, and what was expected of them."""
    chance = np.random.default_rng(seed)
    mean = visits * half_hours()[:, None] * MIX

    def factors(variation: float, *shape: int) -> Counts:
        return np.asarray(chance.gamma(1 / variation**2, variation**2, shape))

    own = [
        factors(day, days, 1) * factors(half_hour, days, 48)
        for day, half_hour in zip(OF_DAYS, OF_HALF_HOURS, strict=True)
    ]
    office = factors(0.15, days, 1, 1)
    return chance.poisson(mean * office * np.stack(own, axis=2)).astype(float), np.broadcast_to(mean, (days, 48, 3))


def test_a_topics_own_day_is_told_from_its_half_hours_and_from_the_offices_day() -> None:
    seen, mean = mixed(300, seed=1)
    *_, contract, meters = own_of(list(seen), list(mean))
    assert contract.day == pytest.approx(0.35, abs=0.05)  # a topic of a fifth moves the office's day with it
    assert contract.half_hour == pytest.approx(0.5, abs=0.08)
    assert meters.day == pytest.approx(0.2, abs=0.04)
    assert meters.half_hour == pytest.approx(0.3, abs=0.05)


def test_a_mix_that_stands_still_has_nothing_of_its_own() -> None:
    chance = np.random.default_rng(2)
    mean = 600 * half_hours()[:, None] * MIX
    days = [chance.poisson(mean * chance.gamma(25, 0.04)).astype(float) for _ in range(300)]
    for own in own_of(days, [mean] * 300):
        assert own.day < 0.05
        assert own.half_hour < 0.12
    assert own_of([], []) == ()


def test_a_topic_that_nobody_asks_for_leans_on_what_is_usual() -> None:
    mean = 600 * half_hours()[:, None] * np.array([0.5, 0.5, 0.0])
    days = [np.random.default_rng(number).poisson(mean).astype(float) for number in range(14)]
    own = own_of(days, [mean] * 14)[2]
    assert own.day == 0
    assert 0 < own.half_hour <= 0.15


def test_of_a_topic_that_nothing_is_known_of_the_offices_spread_is_told() -> None:
    spread = Spread(0.2, 0.1, topics=(Own(0.15, 0.3),))
    assert spread.of_topic(0).day == pytest.approx(0.25)
    assert spread.of_topic(0).half_hour == 0.3
    assert spread.of_topic(1) == Spread(0.2, 0.1)


def test_intervals_of_topics_hold_what_they_say_where_the_mix_varies() -> None:
    seen, _ = mixed(90, seed=3)
    forecaster = Forecaster(ArrivalHistory(FIRST, TOPICS, seen))
    open_ = half_hours() > 0.01
    own, days, office = [], [], []
    for number in range(45, 90):
        (found,) = forecaster.days([FIRST + timedelta(number)])
        own.append(found.topics_within(0.8, seen[number])[open_])
        office.append(found.spread.within(0.8, found.expected, seen[number])[open_])
        for place in range(len(TOPICS)):
            low, high = found.total_interval(0.8, place)
            days.append(low <= seen[number, :, place].sum() <= high)
    assert float(np.mean(own)) == pytest.approx(0.8, abs=0.03)
    assert float(np.mean(office)) < 0.76
    assert 0.7 < float(np.mean(days)) < 0.92
