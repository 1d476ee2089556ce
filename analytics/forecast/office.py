"""The forecast of an office from its visits in the database: for the terminal, the pages and the morning's brief."""

from dataclasses import dataclass
from datetime import date, timedelta

from analytics.answering import FigureAnswers
from analytics.forecast.forecasting import DayForecast, Forecaster
from analytics.forecast.history import LONGEST_DAYS, ArrivalHistory, history_of
from analytics.forecast.store import KeptCalendar
from analytics.reports.usual import Expected
from analytics.store import VisitStore
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import Instant
from queue_server.domain.opening import hours_on, local_date

LEAST_SHOWN = 0.05
"""Visitors expected in a half-hour that a brief speaks of."""


@dataclass(frozen=True, slots=True)
class StoreForecast:
    """Forecasts from one database's visits. It is also the `Forecast` of `reports`."""

    store: VisitStore

    async def history(self, office: str, upto: date, *, leave_out: frozenset[str] = frozenset()) -> ArrivalHistory:
        """What is known of an office's arrivals up to and including `upto`."""
        first = (upto - timedelta(LONGEST_DAYS)).isoformat()
        by = ("day", "half_hour", "topic")
        found = await FigureAnswers(self.store).answer(first, upto.isoformat(), office=office, by=by, only=("issued",))
        return history_of(found.rows, leave_out=leave_out)

    async def days(self, office: str, first: date, count: int = 1, *, minutes: int | None = None) -> list[DayForecast]:
        """`count` days from `first`, as on the evening before; with `minutes` the first is today and goes on since.

        A day that is not over yet is no day of the history: what has come of it would pass for all of it.
        Raises `LookupError` for an office without a log, or with too few days in it.
        """
        config = await self.store.configuration(office)
        if config is None:
            raise LookupError(f"there is no office “{office}” in this database")
        calendar = await KeptCalendar(self.store.database).of(config)
        known = first_unfinished(config, self.store.clock())
        upto = min(first, known) if minutes is None else first  # what has come today corrects the rest of it
        forecaster = Forecaster(await self.history(office, upto), calendar)
        days = [first + timedelta(number) for number in range(count)]
        if minutes is None:
            return forecaster.days(days, made_on=min(first, known))
        later = forecaster.days(days[1:], made_on=min(days[1], known)) if count > 1 else []
        return [forecaster.today(first, minutes), *later]

    async def expected(self, office: str, day: str) -> list[Expected]:
        """Half-hours with anybody expected; nothing where too little is known."""
        try:
            (found,) = await self.days(office, date.fromisoformat(day))
        except LookupError:
            return []
        low, high = found.half_hour_interval()
        likely = found.expected.sum(axis=1)
        return [
            Expected(30 * number, float(likely[number]), float(low[number]), float(high[number]))
            for number in range(len(likely))
            if likely[number] >= LEAST_SHOWN
        ]


def first_unfinished(config: OfficeConfig, at: Instant) -> date:
    """The first local date of which it is not known yet how many came: one whose hours are not over at `at`."""
    today = date.fromisoformat(local_date(config, at))
    for day in (today - timedelta(1), today):  # yesterday's hours may run past midnight
        hours = hours_on(config, day.isoformat())
        if hours is not None and at < hours[1]:
            return day
    return today + timedelta(1)
