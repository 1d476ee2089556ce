"""The usual day: what comes on such a weekday, half-hour by half-hour, from the days before.

    arrivals[h]  mean of the last 5 days of this weekday that had a visit

SCIENCE "D. Forecasting": the mean of the last five same weekdays misses half-hours by 0.234 (WAPE), the seasonal naive
by 0.305. A past day is held against it; what is to come is expected by `analytics.forecast`, through `Forecast`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from analytics.figures import Row
from analytics.reports.answers import Answers

NEEDED = ("issued", "served", "service_total_s")
"""Figures of each half-hour that a usual day is made of."""
DAYS = 5
WEEKS_BACK = 9
"""Far enough for five same weekdays with holidays between them."""
SLOTS = 48
HALF_HOUR_S = 1800
GROUNDED = 2
"""Same weekdays from which on there is a usual day: one alone says little."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Arrivals of one half-hour; `low` and `high` where the forecaster knows them."""

    half_hour: int
    """Minutes after local midnight."""
    likely: float
    low: float | None = None
    high: float | None = None


class Forecast(Protocol):
    """What a forecaster tells a report: the arrivals of one office's local day; nothing where it knows too little."""

    async def expected(self, office: str, day: str) -> Sequence[Expected]:
        """Half-hours with anybody expected, in order."""
        ...


@dataclass(frozen=True, slots=True)
class UsualDay:
    """Means over `days` days of one weekday; `days` is 0 where there is no history."""

    days: int
    arrivals: tuple[float, ...]
    """By half-hour, 48 of them."""
    service_mean_s: float | None
    open_desks: tuple[float, ...] = (0.0,) * SLOTS
    """Desks open outside breaks, on average, by half-hour in which somebody came; 0 where nobody knows."""

    @property
    def grounded(self) -> bool:
        """Whether there are days enough to compare with."""
        return self.days >= GROUNDED

    @property
    def total(self) -> float:
        """Arrivals of the whole day."""
        return sum(self.arrivals)

    def expected(self) -> list[Expected]:
        """As a forecast."""
        return [Expected(30 * slot, likely) for slot, likely in enumerate(self.arrivals) if likely > 0]


def first_day_of_history(day: str) -> str:
    """From where visits have to be read to know the usual day."""
    return (date.fromisoformat(day) - timedelta(weeks=WEEKS_BACK)).isoformat()


def usual_day(by_half_hour: Sequence[Row], day: str) -> UsualDay:
    """The usual such weekday before `day`, from one office's rows by day and half-hour.

    They tell what is `NEEDED` and, where desks are asked about, `desks_open_s`.
    """
    weekday = date.fromisoformat(day).weekday()
    came = {str(row["day"]) for row in by_half_hour if row["issued"]}
    days = set(sorted(one for one in came if one < day and date.fromisoformat(one).weekday() == weekday)[-DAYS:])
    if not days:
        return NO_HISTORY
    chosen = [row for row in by_half_hour if row["day"] in days]
    arrivals, open_s, seen = [0.0] * SLOTS, [0.0] * SLOTS, [0] * SLOTS
    for row in chosen:
        slot = slot_of(row["half_hour"])
        arrivals[slot] += row["issued"] / len(days)
        open_s[slot] += row.get("desks_open_s") or 0.0  # whoever asks for arrivals only has none
        seen[slot] += 1
    open_desks = tuple(open_s[slot] / seen[slot] / HALF_HOUR_S if seen[slot] else 0.0 for slot in range(SLOTS))
    served = sum(row["served"] for row in chosen)
    service_s = sum(row["service_total_s"] or 0.0 for row in chosen)
    return UsualDay(len(days), tuple(arrivals), service_s / served if served else None, open_desks)


def slot_of(half_hour: str) -> int:
    """The half-hour's number in the day, 0 to 47.

    >>> slot_of("09:30")
    19
    """
    return int(half_hour[:2]) * 2 + int(half_hour[3:]) // 30


NO_HISTORY = UsualDay(0, (0.0,) * SLOTS, None)


async def usual_day_of(answers: Answers, office: str, day: str) -> UsualDay:
    """The usual such weekday of an office, from its history before `day`."""
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    days = (first_day_of_history(day), before)
    found = await answers.answer(*days, office=office, by=("day", "half_hour"), only=(*NEEDED, "desks_open_s"))
    return usual_day(found.rows, day)
