"""Forecasts: what is known is found again, what is not known yet is not looked at, intervals hold what they say."""

from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import pytest

from analytics.forecast.backtest import ForecastBacktest
from analytics.forecast.calendar import Calendar, read_calendar
from analytics.forecast.forecasting import forecast, today
from analytics.forecast.history import ArrivalHistory
from analytics.forecast.intraday import SoFar, day_factor, rest_of_day
from analytics.forecast.spread import Spread, spread_of
from analytics.forecast.walk import USUAL_STEP, widening
from queue_server.domain.configuration import OfficeConfig
from queue_server.errors import ScenarioInvalid
from tests.unit.analytics.forecast.made_up import FIRST, MIX, WEEKDAY, half_hours, history


def test_weekdays_half_hours_and_topics_are_found_again() -> None:
    known = history(84, variation=0.05)
    for found in forecast(known, [known.end + timedelta(number) for number in range(6)]):
        expected = WEEKDAY[found.day.weekday()] * half_hours()[:, None] * MIX
        assert found.total == pytest.approx(expected.sum(), rel=0.1)  # leans on its kin
        busy = expected.sum(axis=1) > 5
        np.testing.assert_allclose(found.expected.sum(axis=1)[busy], expected.sum(axis=1)[busy], rtol=0.25)
        np.testing.assert_allclose(found.expected.sum(axis=0) / found.total, MIX, atol=0.03)


def test_the_level_follows_the_last_weeks() -> None:
    known = history(84, variation=0.05, volume=lambda day: 1.5 if day >= FIRST + timedelta(56) else 1.0)
    (found,) = forecast(known, [known.end])
    assert found.total == pytest.approx(1.5 * WEEKDAY[0], rel=0.12)


@pytest.mark.parametrize("ahead", [0, 6])
def test_another_future_gives_the_same_forecast(ahead: int) -> None:
    known = history(70)
    day = FIRST + timedelta(56)
    shuffled = known.counts.copy()
    np.random.default_rng(1).shuffle(shuffled[56:])
    shuffled[56] *= 3.0
    other = ArrivalHistory(known.first, known.topics, shuffled)
    (before,) = forecast(known, [day + timedelta(ahead)], made_on=day)
    (after,) = forecast(other, [day + timedelta(ahead)], made_on=day)
    np.testing.assert_array_equal(before.expected, after.expected)
    assert before.spread == after.spread
    (told,) = forecast(other, [day + timedelta(ahead)], made_on=day + timedelta(1))
    assert not np.array_equal(told.expected, before.expected)  # the test would notice what it looks for


def test_the_rest_of_a_day_does_not_know_the_rest_of_the_day() -> None:
    known = history(57)
    day = FIRST + timedelta(56)
    other = known.counts.copy()
    other[56, 26:] = np.random.default_rng(2).permutation(other[56, 26:])
    changed = ArrivalHistory(known.first, known.topics, other)
    np.testing.assert_array_equal(today(known, day, 13 * 60).expected, today(changed, day, 13 * 60).expected)
    other[56, 20] += 30
    assert today(changed, day, 13 * 60).total > today(known, day, 13 * 60).total


def test_a_morning_above_expectation_lifts_the_afternoon_and_nothing_else() -> None:
    assert day_factor(100, 100, 0.15) == 1.0
    assert 1.0 < day_factor(100, 140, 0.15) < 1.4  # a part of the surplus only
    assert day_factor(100, 140, 0.30) > day_factor(100, 140, 0.15)  # more where days differ more
    known = history(57)
    day = FIRST + timedelta(56)
    (before,) = forecast(known, [day])
    found = today(known, day, 12 * 60)
    np.testing.assert_array_equal(found.expected[:24], before.expected[:24])


def test_a_day_that_began_late_is_read_from_its_first_visitor() -> None:
    """Half-hours in which twelve or more should have come and nobody did say nothing of the rest."""
    expected, seen = np.full((48, 1), 8.0), np.zeros((48, 1))
    seen[3] = 8
    found = SoFar.of(expected, seen, 4, 0.15)
    assert (found.expected, found.factor) == (8.0, 1.0)
    assert SoFar.of(expected, np.zeros((48, 1)), 4, 0.15).factor == 1.0, "nobody so far: nothing is known"
    assert SoFar.of(expected / 8, seen / 8, 4, 0.15).expected == 4.0, "three in vain are nothing unusual"
    seen[0] = 1
    assert SoFar.of(expected, seen, 4, 0.15).factor < 1.0
    np.testing.assert_array_equal(rest_of_day(expected, seen, 0, 0.15), expected)


def test_a_day_that_goes_on_counts_who_has_come_and_expects_only_the_rest() -> None:
    known = history(57)
    day = FIRST + timedelta(56)
    found = today(known, day, 13 * 60)
    came = float(known.counts[56, :26].sum())
    assert found.total == pytest.approx(came + found.expected[26:].sum())
    low, high = found.total_interval()
    assert came <= low < found.total < high
    (before,) = forecast(known, [day])
    assert high - low < before.total_interval()[1] - before.total_interval()[0]
    told = found.document()
    billing = told["topics"]["billing"]
    assert (billing["low"], billing["high"]) == found.total_interval(topic=0) != found.total_interval()
    assert told["expected"] == pytest.approx(found.total, abs=0.01)
    assert sum(one["expected"] for one in told["topics"].values()) == pytest.approx(found.total, abs=0.05)
    assert told["so_far"]["seen"] == came
    over = today(known, day, 24 * 60)
    assert over.total_interval() == (over.total, over.total) == (known.counts[56].sum(),) * 2


def test_intervals_hold_what_they_say_on_days_that_vary() -> None:
    known = history(160, seed=3, variation=0.15)
    score = ForecastBacktest(known).run(FIRST + timedelta(70), FIRST + timedelta(159))
    assert 0.76 <= score["coverage_80_share"] <= 0.86
    assert 0.70 <= score["day_coverage_80_share"] <= 0.92
    ours, naive = (next(r for r in score["rules"] if r["name"] == name) for name in ("ours, 1 d ahead", NAIVE))
    assert ours["half_hour_wape"] < 0.85 * naive["half_hour_wape"]


NAIVE = "a week before, 1 d ahead"


def test_spread_tells_the_days_factor_from_the_half_hours() -> None:
    chance = np.random.default_rng(4)
    mean = 2000 * half_hours()
    days = [chance.poisson(mean * chance.gamma(1 / 0.2**2, 0.2**2)).astype(float) for _ in range(400)]
    found = spread_of(days, [mean] * 400)
    assert found.day == pytest.approx(0.2, abs=0.03)
    assert found.half_hour < 0.06
    assert spread_of([], []) == Spread()


def test_intervals_widen_with_the_distance_where_the_level_walks_and_never_narrow() -> None:
    def of_last_evening(known: ArrivalHistory) -> tuple[Spread, list[float]]:
        found = forecast(known, [known.end + timedelta(number) for number in range(28)])
        return found[0].spread, [one.spread.day for one in found]

    steps = np.random.default_rng(7).normal(0, 0.06, 140)
    walk = dict(zip((FIRST + timedelta(number) for number in range(140)), np.exp(np.cumsum(steps)), strict=True))
    walking, ahead = of_last_evening(history(140, seed=8, variation=0.05, volume=lambda day: float(walk[day])))
    still, still_ahead = of_last_evening(history(140, seed=8, variation=0.05))
    for variations in (ahead, still_ahead):
        assert all(farther >= nearer for nearer, farther in pairwise(variations))
    assert walking.widening[1] > 4 * still.widening[1]
    assert np.sqrt(walking.widening[1]) == pytest.approx(0.06, rel=0.5)
    assert ahead[-1] == pytest.approx(np.sqrt(walking.day**2 + walking.widening[27]))
    assert walking.ahead(29).day > ahead[-1]
    assert ahead[-1] > 1.3 * ahead[0]
    narrow, wide = (walking.ahead(days).total_quantile(0.9, np.full(48, 6.0)) for days in (1, 28))
    assert wide > narrow


def told_of(step: float, back: float = 1.0) -> np.ndarray:
    """Mean widening (28,) over six made-up histories."""
    found = []
    for seed in range(6):
        chance = np.random.default_rng(seed)
        levels = list(accumulate(chance.normal(0, step, 140), lambda level, one: back * level + one))
        days = np.flatnonzero(np.arange(140) % 7 != 6)  # closed on Sundays, while the level walks on
        usual = np.full(len(days), 300.0)
        came = chance.poisson(usual * np.exp(levels)[days] * chance.gamma(100, 0.01, len(days))).astype(float)
        found.append(widening(days, came, usual, level_days=14.0, farthest=28))
    return np.asarray(np.mean(found, axis=0))


@pytest.mark.parametrize("step", [0.02, 0.06])
def test_how_far_a_level_walks_is_found_from_its_days_and_their_gaps(step: float) -> None:
    found = told_of(step)
    assert found[0] == 0
    assert (np.diff(found) > 0).all()
    assert np.sqrt(found[6] / 6) == pytest.approx(step, rel=0.45)


def test_a_level_that_comes_back_is_not_told_to_go_on() -> None:
    lost, back = told_of(0.06), told_of(0.06, back=0.8)
    true = 2 * 0.06**2 / (1 - 0.8**2) * (1 - np.exp(-1 / 14)) / (1 - 0.8 * np.exp(-1 / 14)) * 0.8
    assert back[27] < 0.3 * lost[27]
    assert back[27] < 2.5 * back[6]  # for good it would be 4.5 times as much
    assert true / 2 < back[27] < 2.5 * true


def test_of_a_walk_that_nobody_has_seen_the_usual_one_is_believed() -> None:
    def told(days: int) -> float:
        flat = np.full(days, 400.0)
        return float(widening(np.arange(days), flat, flat, level_days=14.0, farthest=28)[27])

    assert told(0) > 27 * USUAL_STEP**2  # it may be more
    assert told(140) < 27 * USUAL_STEP**2


@pytest.mark.parametrize("mean", [0.7, 4.0, 60.0])
def test_whole_numbers_hold_more_than_they_say_and_without_rounding_what_they_say(mean: float) -> None:
    spread = Spread(day=0.15, half_hour=0.1)
    expected = np.full(4000, mean)
    chance = np.random.default_rng(5)
    size = 1 / (spread.day**2 + spread.half_hour**2)
    seen = chance.poisson(chance.gamma(size, mean / size, 4000)).astype(float)
    low, high = (spread.half_hour_quantile(share, expected) for share in (0.1, 0.9))
    assert float(((low <= seen) & (seen <= high)).mean()) > (0.84 if mean < 10 else 0.79)
    assert float(spread.within(0.8, expected, seen).mean()) == pytest.approx(0.8, abs=0.02)


def test_bills_weather_and_holidays_are_learned_with_shrinkage(tmp_path: Path) -> None:
    def billed(day: date) -> bool:
        return day.day in (10, 25)

    rain = {FIRST + timedelta(n): float(n * 7 % 10) for n in range(200)}
    volume = {day: (1.5 if any(billed(day - timedelta(n)) for n in range(3)) else 1.0) * np.exp(-0.03 * mm)
              for day, mm in rain.items()}  # fmt: skip
    file = tmp_path / "calendar.csv"
    lines = [f"{day},{int(billed(day))},{mm}" for day, mm in rain.items()]
    file.write_text("date,billing,rain_mm\n" + "\n".join(lines), encoding="utf-8")
    known = history(150, seed=5, variation=0.08, volume=lambda day: float(volume[day]))
    calendar = read_calendar(file)
    first, last = FIRST + timedelta(100), FIRST + timedelta(144)
    plain, told = (ForecastBacktest(known, one).run(first, last)["rules"][0] for one in (Calendar(), calendar))
    assert told["total_wape"] < 0.75 * plain["total_wape"]
    nothing = history(150, seed=6, variation=0.08)
    without, with_noise = (
        ForecastBacktest(nothing, one).run(first, last)["rules"][0] for one in (Calendar(), calendar)
    )
    assert with_noise["total_wape"] < 1.1 * without["total_wape"]  # columns that mean nothing do little harm


def test_a_closed_day_and_hours_that_differ_are_known_from_the_organisation() -> None:
    known = history(70)
    config = OfficeConfig(
        "klin", {}, "Europe/Moscow", {}, (), {},
        hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), "09:00-18:00"),
        days={known.end.isoformat(): "closed", (known.end + timedelta(1)).isoformat(): "09:00-12:00"},
    )  # fmt: skip
    closed, short = forecast(known, [known.end, known.end + timedelta(1)], Calendar(config=config))
    assert closed.total == 0
    assert short.expected[24:].sum() == 0 < short.expected[18:24].sum()


def test_a_calendar_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "calendar.csv"
    for other in ("yesterday", "2026-W10-1", "20260302"):
        file.write_text(f"date,rain\n2026-03-02,1\n{other},2\n", encoding="utf-8")
        with pytest.raises(ScenarioInvalid, match=r"calendar.csv:3: a date as 2026-03-02"):
            read_calendar(file)
    file.write_text("day,rain\n", encoding="utf-8")
    with pytest.raises(ScenarioInvalid, match="one of them “date”"):
        read_calendar(file)


def test_too_little_history_is_said() -> None:
    with pytest.raises(LookupError, match="at least 3 days"):
        forecast(history(2), [FIRST + timedelta(2)])
