"""Arrivals as they were: counts by day, half-hour and topic of one office, in its local time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from analytics.figures.definitions import Row
from analytics.visits.visit import HALF_HOUR_MINUTES

HALF_HOURS = 24 * 60 // HALF_HOUR_MINUTES
LONGEST_DAYS = 150
"""Older days weigh nothing."""

Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ArrivalHistory:
    """D days in a row from `first`: `counts` (D, 48, K). `known` (D,): days on which anybody came; others are left out.

    A day on which nobody came was closed, or its log is missing. Neither says how many come on a day that is open.
    """

    first: date
    topics: tuple[str, ...]
    counts: Counts

    @property
    def known(self) -> NDArray[np.bool_]:
        """(D,)"""
        return np.asarray(self.counts.sum(axis=(1, 2)) > 0)

    @property
    def end(self) -> date:
        """The day after the last."""
        return self.first + timedelta(len(self.counts))

    def day(self, number: int) -> date:
        """The date of row `number`."""
        return self.first + timedelta(number)

    def row(self, day: date) -> int | None:
        """The row of `day`, or None where it lies outside."""
        number = (day - self.first).days
        return number if 0 <= number < len(self.counts) else None

    def before(self, day: date) -> "ArrivalHistory":
        """What was known on the evening before `day`: nothing of it or later."""
        upto = max(0, (day - self.first).days)
        return ArrivalHistory(self.first, self.topics, self.counts[:upto])

    def weekdays(self) -> NDArray[np.int64]:
        """(D,) 0 is Monday."""
        return np.asarray((self.first.weekday() + np.arange(len(self.counts))) % 7)


def history_of(rows: Iterable[Row], *, leave_out: frozenset[str] = frozenset()) -> ArrivalHistory:
    """From figures by `day`, `half_hour` and `topic` with `issued`: all numbered tickets, appointments included."""
    kept = [
        (date.fromisoformat(row["day"]), _half_hour(row["half_hour"]), row["topic"], row["issued"])
        for row in rows
        if row["topic"] not in leave_out and row["issued"]
    ]
    if not kept:
        return ArrivalHistory(date.min, (), np.zeros((0, HALF_HOURS, 0)))
    last = max(row[0] for row in kept)
    first = max(min(row[0] for row in kept), last - timedelta(LONGEST_DAYS - 1))
    topics = tuple(sorted({row[2] for row in kept}))
    number = {topic: code for code, topic in enumerate(topics)}
    counts = np.zeros(((last - first).days + 1, HALF_HOURS, len(topics)))
    for day, half_hour, topic, issued in kept:
        if day >= first:
            counts[(day - first).days, half_hour, number[topic]] += issued
    return ArrivalHistory(first, topics, counts)


def _half_hour(name: str) -> int:
    return int(name[:2]) * 2 + int(name[3:]) // HALF_HOUR_MINUTES
