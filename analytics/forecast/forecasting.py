"""The forecast of an office as others ask for it: days ahead, each with what is expected and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from analytics.forecast.calendar import Calendar
from analytics.forecast.history import HALF_HOURS, ArrivalHistory, Counts
from analytics.forecast.intraday import rest_of_day
from analytics.forecast.profile import fit
from analytics.forecast.spread import Spread, spread_of
from analytics.visits.visit import HALF_HOUR_MINUTES, half_hour_name

LONGEST_AHEAD = 28
LEAST_SHOWN = 0.005
"""Visitors expected in a half-hour that is worth a row."""

LOOKED_BACK = 28
"""Past days forecast again to learn how far off such forecasts are."""

FEWEST_DAYS = 3
"""Days of history below which a forecast is not worth its name."""

SETTLED_DAYS = 14
"""Days of history from which on an error says how far off forecasts are, and not how little was known."""


@dataclass(frozen=True, slots=True)
class DayForecast:
    """`expected` (48, K) visitors by half-hour of local time and topic."""

    day: date
    topics: tuple[str, ...]
    expected: Counts
    spread: Spread

    @property
    def total(self) -> float:
        """Visitors expected on the day."""
        return float(self.expected.sum())

    def total_interval(self, share: float = 0.8) -> tuple[float, float]:
        """In which the day's number lies with this probability."""
        tail = (1 - share) / 2
        return (
            self.spread.total_quantile(tail, self.expected.sum(axis=1)),
            self.spread.total_quantile(1 - tail, self.expected.sum(axis=1)),
        )

    def half_hour_interval(self, share: float = 0.8) -> tuple[Counts, Counts]:
        """(48,) each half-hour's own."""
        tail, expected = (1 - share) / 2, self.expected.sum(axis=1)
        return self.spread.half_hour_quantile(tail, expected), self.spread.half_hour_quantile(1 - tail, expected)

    def document(self, share: float = 0.8) -> dict[str, Any]:
        """For programs: the day, its half-hours in which anybody is expected, and their topics."""
        low, high = self.half_hour_interval(share)
        lowest, highest = self.total_interval(share)
        return {
            "day": self.day.isoformat(),
            "expected": round(self.total, 2),
            "low": lowest,
            "high": highest,
            "half_hours": [
                {
                    "from": half_hour_name(number * HALF_HOUR_MINUTES),
                    "expected": round(float(row.sum()), 3),
                    "low": float(low[number]),
                    "high": float(high[number]),
                    "topics": {
                        topic: round(float(value), 3)
                        for topic, value in zip(self.topics, row, strict=True)
                        if value > 0
                    },
                }
                for number, row in enumerate(self.expected)
                if row.sum() > LEAST_SHOWN
            ],
        }


class Forecaster:
    """Forecasts of one office. What was said on past evenings is remembered: many days cost little more than one."""

    def __init__(self, history: ArrivalHistory, calendar: Calendar | None = None) -> None:
        self.history = history
        self.calendar = calendar or Calendar()
        self._known = np.flatnonzero(history.known)
        self._said: dict[date, Counts] = {}

    def days(self, days: Sequence[date], *, made_on: date | None = None) -> list[DayForecast]:
        """What will come on `days`, as it is known on the evening before `made_on` (default: before the first of them).

        Raises `LookupError` where the history has too few days.
        """
        made_on = made_on or min(days)
        if self.days_before(made_on) < FEWEST_DAYS:
            raise LookupError(f"a forecast needs at least {FEWEST_DAYS} days with visits before {made_on.isoformat()}")
        profile = fit(self.history, self.calendar, made_on)
        spread = self.spread(made_on)
        return [DayForecast(day, self.history.topics, profile.expected(day), spread) for day in days]

    def today(self, day: date, minutes: int) -> DayForecast:
        """The forecast of a day that has come to `minutes` after midnight: the rest corrected by what has come.

        The history's row of `day` holds what has come so far; half-hours that are over count, the one that runs not.
        """
        (before,) = self.days([day])
        row = self.history.row(day)
        upto = min(HALF_HOURS, minutes // 30)
        seen = self.history.counts[row] if row is not None else np.zeros_like(before.expected)
        corrected = rest_of_day(before.expected, seen, upto, before.spread.day)
        return DayForecast(day, before.topics, corrected, before.spread)

    def spread(self, made_on: date) -> Spread:
        """How far off forecasts a day ahead were on the last days, each made without what came on it or after it."""
        seen, expected = [], []
        for ago in range(LOOKED_BACK, 0, -1):
            day = made_on - timedelta(ago)
            if self.is_known(day) and self.days_before(day) >= SETTLED_DAYS:
                if day not in self._said:
                    self._said[day] = fit(self.history, self.calendar, day).expected(day).sum(axis=1)
                expected.append(self._said[day])
                seen.append(self.history.counts[(day - self.history.first).days].sum(axis=1))
        return spread_of(seen, expected)

    def is_known(self, day: date) -> bool:
        """Whether anybody came on `day`."""
        return bool(np.isin((day - self.history.first).days, self._known))

    def days_before(self, day: date) -> int:
        """How many known days lie before `day`."""
        return int(np.searchsorted(self._known, (day - self.history.first).days))


def forecast(
    history: ArrivalHistory, days: Sequence[date], calendar: Calendar | None = None, *, made_on: date | None = None
) -> list[DayForecast]:
    """`Forecaster.days`, once."""
    return Forecaster(history, calendar).days(days, made_on=made_on)


def today(history: ArrivalHistory, day: date, minutes: int, calendar: Calendar | None = None) -> DayForecast:
    """`Forecaster.today`, once."""
    return Forecaster(history, calendar).today(day, minutes)
