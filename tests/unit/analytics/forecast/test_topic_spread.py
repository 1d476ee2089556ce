"""What a topic has of its own: a mix that varies from day to day and from half-hour to half-hour."""

from datetime import timedelta

import numpy as np
import pytest

from analytics.forecast.backtest import Held
from analytics.forecast.forecasting import DayForecast, Forecaster, forecast
from analytics.forecast.history import ArrivalHistory, Counts
from analytics.forecast.spread import MOST, USUAL_HALF_HOUR_VARIATION, Own, Spread, half_hours_of
from tests.unit.analytics.forecast.made_up import FIRST, MIX, TOPICS, half_hours, history

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


def test_a_topics_own_half_hours_are_told_from_its_day() -> None:
    seen, mean = mixed(300, seed=1)
    *_, contract, meters = half_hours_of(list(seen), list(mean), 3)
    assert contract == pytest.approx(0.5, abs=0.08)
    assert meters == pytest.approx(0.3, abs=0.05)


def test_a_mix_that_stands_still_has_half_hours_like_the_offices() -> None:
    chance = np.random.default_rng(2)
    mean = 600 * half_hours()[:, None] * MIX
    days = [chance.poisson(mean * chance.gamma(25, 0.04)).astype(float) for _ in range(300)]
    assert max(half_hours_of(days, [mean] * 300, 3)) < 0.12
    assert half_hours_of([], [], 3) == (USUAL_HALF_HOUR_VARIATION,) * 3


def test_a_topic_that_nobody_asks_for_leans_on_what_is_usual() -> None:
    mean = 600 * half_hours()[:, None] * np.array([0.5, 0.5, 0.0])
    days = [np.random.default_rng(number).poisson(mean).astype(float) for number in range(14)]
    assert half_hours_of(days, [mean] * 14, 3)[2] == pytest.approx(USUAL_HALF_HOUR_VARIATION)


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


def with_another(came: Counts) -> DayForecast:
    """The day after 60 of three topics, of which a fourth came so: (60, 48)."""
    counts = np.concatenate([history(60).counts, came[:, :, None]], axis=2)
    counts[history(60).counts.sum(axis=(1, 2)) == 0] = 0.0  # closed is closed for all
    return forecast(ArrivalHistory(FIRST, (*TOPICS, "new"), counts), [FIRST + timedelta(60)])[0]


@pytest.mark.parametrize("ago", [1, 3, 5, 8, 15])
def test_of_a_topic_that_began_some_days_ago_what_is_expected_lies_inside_its_interval(ago: int) -> None:
    came = np.random.default_rng(99).poisson(40 * half_hours(), (60, 48)).astype(float)
    came[: 60 - ago] = 0.0
    found = with_another(came)
    low, high = found.total_interval(0.8, 3)
    assert low <= found.total_of(3) <= high
    assert high - low < 4 * found.total_of(3)
    lows, highs = (each[:, 3] for each in found.topic_interval())
    told = found.expected[:, 3] >= 0.5
    assert np.all((lows <= found.expected[:, 3]) & (found.expected[:, 3] <= highs) | ~told)
    if ago >= 8:
        assert low <= 40 <= high
        assert high - low < 40
    if ago == 15:  # the profile expects half of them by then; the mix knows better
        assert found.total_of(3) == pytest.approx(40, rel=0.25)


def test_a_party_of_eight_says_little_of_a_topic_that_few_ask_for() -> None:
    came = np.random.default_rng(4).poisson(3 * half_hours(), (60, 48)).astype(float)
    without = with_another(came)
    came[52, 20] = 8.0
    found = with_another(came)
    (_, usual), (low, high) = without.total_interval(0.8, 3), found.total_interval(0.8, 3)
    assert low <= found.total_of(3) <= high <= usual + 2
    assert found.topic_interval()[1][20, 3] <= 2


def test_days_on_which_nobody_was_expected_tell_nothing_and_no_topic_has_more_than_the_most() -> None:
    mean = 600 * half_hours()[:, None] * np.array([0.5, 0.499, 0.001])
    days = [np.random.default_rng(number).poisson(mean).astype(float) for number in range(28)]
    for day in days:
        day[20:26, 2] = 10.0
    assert half_hours_of(days, [mean] * 28, 3)[2] == pytest.approx(USUAL_HALF_HOUR_VARIATION)
    mean = 600 * half_hours()[:, None] * np.array([0.5, 0.49, 0.01])
    assert half_hours_of(days, [mean] * 28, 3)[2] == MOST.half_hour


def test_the_back_test_counts_no_topics_day_of_nobody() -> None:
    expected = np.zeros((48, 3))
    expected[20:30] = (5.0, 0.05, 0.0)
    found, held = DayForecast(FIRST, TOPICS, expected, Spread()), Held()
    came = np.zeros((48, 3))
    came[20:30, 0] = 5.0
    held.add(found, came)
    assert (held.topic_days, held.topic_days_inside) == (1, 1)
    came[20, 2] = 3.0  # whom nobody expected
    held.add(found, came)
    assert (held.topic_days, held.topic_days_inside) == (3, 2)
    held.add(DayForecast(FIRST, TOPICS, 0 * expected, Spread()), 0 * came)
    assert held.topic_days == 3
