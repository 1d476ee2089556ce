"""How good forecasts would have been: each day of a span forecast from what was known before it, beside simple rules.

WAPE is the sum of absolute errors over the sum of counts (half-hours, all topics together). `rest`: the remainder of a
day after three hours, forecast before it began and after those hours. No row of the day or later is seen by any rule.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from analytics.forecast.calendar import Calendar
from analytics.forecast.forecasting import FEWEST_DAYS, DayForecast, Forecaster
from analytics.forecast.history import ArrivalHistory, Counts
from analytics.forecast.intraday import rest_of_day

HOURS_SEEN = 3
BEGINS_SHARE = 0.01
"""A day begins with the first half-hour of which at least so much of the day is expected."""

AHEAD = (1, 7)
HELD_AHEAD = (1, 7, 14, 28)
"""Days ahead at which the intervals are counted."""

SHARE = 0.8

LEAST_OF_DAY = 1.0
"""A topic's day counts where so many were expected or came: that nobody of nobody comes is no forecast that held."""

HELD = (
    "half_hours_share",
    "half_hours_exact_share",
    "topics_share",
    "topics_exact_share",
    "topic_days_share",
    "days_share",
    "day_width",
)
"""What is told of intervals, in the order of a table."""


@dataclass(slots=True)
class _Errors:
    half_hours: float = 0.0
    totals: float = 0.0
    count: float = 0.0

    def add(self, expected: Counts, seen: Counts) -> None:
        self.half_hours += float(np.abs(seen - expected).sum())
        self.totals += abs(float(seen.sum() - expected.sum()))
        self.count += float(seen.sum())

    def document(self) -> dict[str, float | None]:
        known = self.count > 0
        return {
            "half_hour_wape": round(self.half_hours / self.count, 4) if known else None,
            "total_wape": round(self.totals / self.count, 4) if known else None,
        }


@dataclass(slots=True)
class Held:
    """How many counts lay within their intervals, some days ahead, and how wide those were. `between`: the same without
    what whole numbers add (`spread.within`).
    """

    days: int = 0
    days_inside: int = 0
    width: float = 0.0
    half_hours: int = 0
    inside: int = 0
    between: float = 0.0
    topics: int = 0
    topics_inside: int = 0
    topics_between: float = 0.0
    topic_days: int = 0
    topic_days_inside: int = 0

    def add(self, found: DayForecast, seen: Counts) -> None:
        """`seen` (48, K)."""
        open_ = found.expected.sum(axis=1) > BEGINS_SHARE * found.total
        low, high = found.half_hour_interval(SHARE)
        count = seen.sum(axis=1)
        self.half_hours += int(open_.sum())
        self.inside += int(((low <= count) & (count <= high))[open_].sum())
        self.between += float(found.spread.within(SHARE, found.expected.sum(axis=1), count)[open_].sum())
        low, high = found.topic_interval(SHARE)
        self.topics_between += float(found.topics_within(SHARE, seen)[open_].sum())
        self.topics += int(open_.sum()) * len(found.topics)
        self.topics_inside += int(((low <= seen) & (seen <= high))[open_].sum())
        for place, came in enumerate(seen.sum(axis=0)):
            if max(found.total_of(place), float(came)) < LEAST_OF_DAY:
                continue
            lowest, highest = found.total_interval(SHARE, place)
            self.topic_days += 1
            self.topic_days_inside += lowest <= came <= highest
        lowest, highest = found.total_interval(SHARE)
        self.days += 1
        self.days_inside += lowest <= seen.sum() <= highest
        self.width += (highest - lowest) / found.total if found.total > 0 else 0.0

    def document(self) -> dict[str, Any]:
        """Shares; None of nothing."""
        return {
            "days": self.days,
            "half_hours_share": _share(self.inside, self.half_hours),
            "half_hours_exact_share": _share(self.between, self.half_hours),
            "topics_exact_share": _share(self.topics_between, self.topics),
            "topics_share": _share(self.topics_inside, self.topics),
            "topic_days_share": _share(self.topic_days_inside, self.topic_days),
            "days_share": _share(self.days_inside, self.days),
            "day_width": _share(self.width, self.days),
        }


@dataclass(slots=True)
class ForecastBacktest:
    """Scores of one office's forecasts."""

    history: ArrivalHistory
    calendar: Calendar = field(default_factory=Calendar)
    _forecaster: Forecaster = field(init=False)

    def __post_init__(self) -> None:
        self._forecaster = Forecaster(self.history, self.calendar)

    def run(self, first: date, last: date, progress: Callable[[int], None] | None = None) -> dict[str, Any]:
        """Every known day of the span that has enough days before it."""
        rules = {f"{name}, {ahead} d ahead": _Errors() for ahead in AHEAD for name in ("ours", *RULES)}
        before, after = _Errors(), _Errors()
        held = {ahead: Held() for ahead in HELD_AHEAD}
        topics = {topic: _Errors() for topic in self.history.topics}
        days = 0
        for day in _days(first, last):
            row = self.history.row(day)
            if progress is not None:
                progress(1)
            if row is None or not self._forecaster.is_known(day) or self._forecaster.days_before(day) < FEWEST_DAYS:
                continue
            seen = self.history.counts[row].sum(axis=1)
            days += 1
            for ahead in AHEAD:
                self._score(rules, day, ahead, seen)
            for ahead, one in held.items():
                made_on = day - timedelta(ahead - 1)
                if self._forecaster.days_before(made_on) >= FEWEST_DAYS:
                    one.add(self._forecaster.days([day], made_on=made_on)[0], self.history.counts[row])
            (found,) = self._forecaster.days([day])
            open_ = found.expected.sum(axis=1) > BEGINS_SHARE * found.total
            for place, topic in enumerate(self.history.topics):
                topics[topic].add(found.expected[:, place], self.history.counts[row, :, place])
            upto = min(47, int(np.argmax(open_)) + 2 * HOURS_SEEN)
            corrected = rest_of_day(found.expected, self.history.counts[row], upto, found.spread.day).sum(axis=1)
            before.add(found.expected.sum(axis=1)[upto:], seen[upto:])
            after.add(corrected[upto:], seen[upto:])
        return {
            "days": days,
            "rules": [{"name": name, **errors.document()} for name, errors in rules.items() if errors.count],
            "coverage_80_share": held[1].document()["half_hours_share"],
            "day_coverage_80_share": held[1].document()["days_share"],
            "intervals": [{"ahead_days": ahead, **one.document()} for ahead, one in held.items() if one.days],
            "topics": [{"topic": topic, **errors.document()} for topic, errors in topics.items() if errors.count],
            "topic_wape": _share(
                sum(errors.half_hours for errors in topics.values()), sum(errors.count for errors in topics.values())
            ),
            "rest_of_day": {
                "after_hours": HOURS_SEEN,
                "before": before.document(),
                "after": after.document(),
                "improvement_share": _share(before.totals - after.totals, before.totals),
            },
        }

    def _score(self, rules: dict[str, _Errors], day: date, ahead: int, seen: Counts) -> None:
        made_on = day - timedelta(ahead - 1)
        if self._forecaster.days_before(made_on) < FEWEST_DAYS:
            return
        known = self.history.before(made_on)
        (found,) = self._forecaster.days([day], made_on=made_on)
        rules[f"ours, {ahead} d ahead"].add(found.expected.sum(axis=1), seen)
        for name, rule in RULES.items():
            rules[f"{name}, {ahead} d ahead"].add(rule(known, day), seen)


def same_weekdays(history: ArrivalHistory, day: date, most: int) -> Counts:
    """The mean of the last known same weekdays (48,), at most `most`; of the last days where there is none."""
    same = np.flatnonzero(history.known & (history.weekdays() == day.weekday()))[-most:]
    rows = same if len(same) else np.flatnonzero(history.known)[-most:]
    return np.asarray(history.counts[rows].sum(axis=2).mean(axis=0))


RULES: dict[str, Callable[[ArrivalHistory, date], Counts]] = {
    "a week before": lambda history, day: same_weekdays(history, day, 1),
    "mean of 3 same weekdays": lambda history, day: same_weekdays(history, day, 3),
    "mean of 5 same weekdays": lambda history, day: same_weekdays(history, day, 5),
}
"""What an office would do without us."""


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(number) for number in range((last - first).days + 1)]


def _share(part: float, whole: float) -> float | None:
    return round(float(part / whole), 4) if whole else None
