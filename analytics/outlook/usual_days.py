"""Each office's forecast of today, made once a local date: what the evening before would have said of it."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from analytics.clerk import Clerk
from queue_server.domain.ids import SECOND, Instant, OfficeId
from queue_server.domain.office import Office
from queue_server.domain.opening import local_date
from queue_server.errors import QueueServerError

if TYPE_CHECKING:
    from analytics.answering import FigureAnswers
    from analytics.forecast.forecasting import DayForecast

TRIED_AGAIN_MS = 3600 * SECOND
"""A forecast that could not be made (too few days, a database that was busy) may be had later."""

Forecasting: TypeAlias = Callable[[OfficeId, str], "Awaitable[list[DayForecast]]"]
"""An office's forecast of a local day, as on the evening before; `LookupError` where too little is known."""


class _Usual(NamedTuple):
    """An office's forecast of a local day, or that there was none to be had at that moment."""

    day: str
    tried_at: Instant
    forecast: "DayForecast | None"


class UsualDays:
    """The days of this server's offices; none of any where nobody forecasts."""

    def __init__(self, forecast: Forecasting | None = None) -> None:
        self._forecast = forecast
        self._kept: dict[OfficeId, _Usual] = {}

    async def of(self, office: Office, at: Instant) -> "DayForecast | None":
        """The day's forecast, or None. What could not be made is tried again later."""
        day = local_date(office.configured, at)
        kept = self._kept.get(office.id)
        if kept is None or kept.day != day or (kept.forecast is None and at - kept.tried_at >= TRIED_AGAIN_MS):
            kept = self._kept[office.id] = _Usual(day, at, await self._made(office.id, day))
        return kept.forecast

    async def _made(self, office: OfficeId, day: str) -> "DayForecast | None":
        if self._forecast is None:
            return None
        try:
            (found,) = await self._forecast(office, day)
        except (LookupError, QueueServerError):
            return None
        return found


def forecasting(clerk: Clerk) -> Forecasting:
    """The forecast of a local day from the visits of earlier days, made in the clerk's room."""

    async def made(office: OfficeId, day: str) -> "list[DayForecast]":
        from analytics.forecast.office import StoreForecast

        async def work(answers: "FigureAnswers") -> "list[DayForecast]":
            return await StoreForecast(answers.store).days(office, date.fromisoformat(day))

        return await clerk.in_turn(work)

    return made
