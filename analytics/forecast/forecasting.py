"""The forecast of an office as others ask for it: days ahead, each with what is expected and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.forecast.calendar import Calendar
from analytics.forecast.history import HALF_HOURS, ArrivalHistory, Counts
from analytics.forecast.intraday import SoFar, rest_of_day
from analytics.forecast.mix import Mix, mix_of
from analytics.forecast.profile import LEVEL_DAYS, LONGEST, Profile, fit
from analytics.forecast.spread import USUAL_WIDENING, Spread, half_hours_of, spread_of
from analytics.forecast.walk import widening
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
    so_far: SoFar | None = None
    """Of a day that goes on: what has come, by which the rest of `expected` is corrected already."""

    @property
    def total(self) -> float:
        """Visitors of the day: those who have come, and those who are still expected."""
        return self._come() + float(self._to_come().sum())

    def total_of(self, topic: int) -> float:
        """Of one topic by its place."""
        return self._come(topic) + float(self._to_come()[:, topic].sum())

    def total_interval(self, share: float = 0.8, topic: int | None = None) -> tuple[float, float]:
        """In which the day's number lies with this probability, of all topics or one by its place."""
        tail, come, rest = (1 - share) / 2, self._come(topic), self._to_come()
        to_come = rest.sum(axis=1) if topic is None else rest[:, topic]
        spread = self.spread if topic is None else self.spread.of_topic(topic)
        return come + spread.total_quantile(tail, to_come), come + spread.total_quantile(1 - tail, to_come)

    def _come(self, topic: int | None = None) -> float:
        """How many have come of a day that goes on."""
        if self.so_far is None:
            return 0.0
        return float((self.so_far.seen if topic is None else self.so_far.seen[:, topic]).sum())

    def _to_come(self) -> Counts:
        """(48, K) what is expected of the half-hours that are not over."""
        if self.so_far is None:
            return self.expected
        rest = self.expected.copy()
        rest[: self.so_far.upto] = 0.0
        return rest

    def half_hour_interval(self, share: float = 0.8) -> tuple[Counts, Counts]:
        """(48,) each half-hour's own."""
        tail, expected = (1 - share) / 2, self.expected.sum(axis=1)
        return self.spread.half_hour_quantile(tail, expected), self.spread.half_hour_quantile(1 - tail, expected)

    def topic_interval(self, share: float = 0.8) -> tuple[Counts, Counts]:
        """(48, K) that of each topic in each half-hour."""
        tail = (1 - share) / 2
        low, high = (
            np.stack([spread.half_hour_quantile(at, mean) for spread, mean in self._by_topic()], axis=1)
            for at in (tail, 1 - tail)
        )
        return low, high

    def topics_within(self, share: float, seen: Counts) -> Counts:
        """(48, K) what of each count `seen` lies between the tails that leave `share`: see `spread.within`."""
        counts = seen.T
        told = [
            spread.within(share, mean, count) for (spread, mean), count in zip(self._by_topic(), counts, strict=True)
        ]
        return np.stack(told, axis=1)

    def _by_topic(self) -> Iterator[tuple[Spread, Counts]]:
        return ((self.spread.of_topic(place), self.expected[:, place]) for place in range(len(self.topics)))

    def document(self, share: float = 0.8) -> dict[str, Any]:
        """For programs: the day, its half-hours in which anybody is expected, and their topics."""
        low, high = self.half_hour_interval(share)
        topic_low, topic_high = self.topic_interval(share)
        lowest, highest = self.total_interval(share)
        return {
            "day": self.day.isoformat(),
            "expected": round(self.total, 2),
            "low": lowest,
            "high": highest,
            "topics": {
                topic: {
                    "expected": round(self.total_of(place), 2),
                    **dict(zip(("low", "high"), self.total_interval(share, place), strict=True)),
                }
                for place, topic in enumerate(self.topics)
                if self.expected[:, place].sum() + self._come(place) > 0
            },
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
                    "topic_intervals": {
                        topic: [float(topic_low[number, place]), float(topic_high[number, place])]
                        for place, topic in enumerate(self.topics)
                        if row[place] > 0
                    },
                }
                for number, row in enumerate(self.expected)
                if row.sum() > LEAST_SHOWN
            ],
            "so_far": self.so_far.document() if self.so_far is not None else None,
        }


class Forecaster:
    """Forecasts of one office. What was said on past evenings is remembered: many days cost little more than one."""

    def __init__(self, history: ArrivalHistory, calendar: Calendar | None = None) -> None:
        self.history = history
        self.calendar = calendar or Calendar()
        self._known = np.flatnonzero(history.known)
        self._said: dict[date, Counts] = {}
        self._profiles: dict[date, Profile] = {}
        self._learned: dict[date, tuple[Profile, Mix, Spread]] = {}

    def days(self, days: Sequence[date], *, made_on: date | None = None) -> list[DayForecast]:
        """What will come on `days`, as it is known on the evening before `made_on` (default: before the first of them).

        Raises `LookupError` where the history has too few days.
        """
        made_on = made_on or min(days)
        if self.days_before(made_on) < FEWEST_DAYS:
            raise LookupError(f"a forecast needs at least {FEWEST_DAYS} days with visits before {made_on.isoformat()}")
        profile, mix, spread = self._known_on(made_on)
        found = []
        for day in days:
            ahead = (day - made_on).days + 1
            expected = mix.of(profile.expected(day), ahead)
            found.append(DayForecast(day, self.history.topics, expected, spread.ahead(ahead)))
        return found

    def today(self, day: date, minutes: int) -> DayForecast:
        """The forecast of a day that has come to `minutes` after midnight: the rest corrected by what has come.

        The history's row of `day` holds what has come so far; half-hours that are over count, the one that runs not.
        """
        (before,) = self.days([day])
        row = self.history.row(day)
        upto = min(HALF_HOURS, minutes // 30)
        seen = self.history.counts[row] if row is not None else np.zeros_like(before.expected)
        corrected = rest_of_day(before.expected, seen, upto, before.spread.day)
        return replace(before, expected=corrected, so_far=SoFar.of(before.expected, seen, upto, before.spread.day))

    def _known_on(self, made_on: date) -> tuple[Profile, Mix, Spread]:
        """What the evening before `made_on` knew; a back-test asks for it from several days ahead."""
        if made_on not in self._learned:
            profile = self._profile(made_on)
            rows = self._known[: self.days_before(made_on)][-LONGEST:]
            usual = np.stack([profile.expected(self.history.day(int(row))).sum(axis=0) for row in rows])
            came = self.history.counts[rows].sum(axis=1)
            first = (made_on - self.history.first).days
            mix = mix_of(rows, came, usual, made_on=first, farthest=LONGEST_AHEAD)
            widening = _widening(rows, came.sum(axis=1), usual.sum(axis=1))
            self._learned[made_on] = profile, mix, self._spread(made_on, mix, widening)
        return self._learned[made_on]

    def _profile(self, made_on: date) -> Profile:
        if made_on not in self._profiles:
            self._profiles[made_on] = fit(self.history, self.calendar, made_on)
        return self._profiles[made_on]

    def _spread(self, made_on: date, mix: Mix, widening: tuple[float, ...]) -> Spread:
        """How far off forecasts were on the last days, each made without what came on it or after it."""
        seen, expected = [], []
        for ago in range(LOOKED_BACK, 0, -1):
            day = made_on - timedelta(ago)
            if self.is_known(day) and self.days_before(day) >= SETTLED_DAYS:
                expected.append(self._said_of(day))
                seen.append(self.history.counts[(day - self.history.first).days])
        found = spread_of([count.sum(axis=1) for count in seen], [mean.sum(axis=1) for mean in expected])
        return replace(
            found, widening=widening, topics=mix.own(half_hours_of(seen, expected, len(self.history.topics)))
        )

    def _said_of(self, day: date) -> Counts:
        """(48, K) what was expected of a past day on the evening before it."""
        if day not in self._said:
            self._said[day] = self._profile(day).expected(day)
        return self._said[day]

    def is_known(self, day: date) -> bool:
        """Whether anybody came on `day`."""
        return bool(np.isin((day - self.history.first).days, self._known))

    def days_before(self, day: date) -> int:
        """How many known days lie before `day`."""
        return int(np.searchsorted(self._known, (day - self.history.first).days))


def _widening(rows: NDArray[np.int64], came: Counts, usual: Counts) -> tuple[float, ...]:
    """How much the day's variance grows with the days ahead: as the level has walked, or come back, until now."""
    told = usual >= 1.0
    if told.sum() < SETTLED_DAYS:
        return USUAL_WIDENING
    return tuple(widening(rows[told], came[told], usual[told], level_days=LEVEL_DAYS, farthest=LONGEST_AHEAD))


def forecast(
    history: ArrivalHistory, days: Sequence[date], calendar: Calendar | None = None, *, made_on: date | None = None
) -> list[DayForecast]:
    """`Forecaster.days`, once."""
    return Forecaster(history, calendar).days(days, made_on=made_on)


def today(history: ArrivalHistory, day: date, minutes: int, calendar: Calendar | None = None) -> DayForecast:
    """`Forecaster.today`, once."""
    return Forecaster(history, calendar).today(day, minutes)
