"""The forecast of an office that is open: what has come today is in it, also where today began before its hours did."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from analytics.answering import FigureAnswers
from analytics.forecast.calendar import Calendar
from analytics.forecast.office import StoreForecast
from analytics.forecast.store import KeptCalendar
from queue_server.domain.opening import WEEKDAYS
from tests.unit.analytics.skilled_office import config

TODAY = date(2026, 3, 24)
LATE = replace(config(), hours=dict.fromkeys(WEEKDAYS, "18:00-03:00"))
AFTER_MIDNIGHT = ("00:00", "00:30", "01:00", "01:30")


class Store:
    """An office that is open into the night; on this one twice as many come as usual."""

    database = None

    def __init__(self, now: datetime) -> None:
        self.now = now

    def clock(self) -> int:
        return int(self.now.timestamp() * 1000)

    async def configuration(self, office: str) -> Any:
        return LATE


async def test_past_midnight_what_has_come_since_is_counted_while_yesterdays_hours_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def answer(self: Any, first: str, last: str, **_: Any) -> Any:
        days = [TODAY - timedelta(ago) for ago in range(50)]
        rows = [
            {"day": day.isoformat(), "half_hour": at, "topic": "meters", "issued": 20 if day == TODAY else 10}
            for day in days
            for at in (*AFTER_MIDNIGHT, *(() if day == TODAY else ("18:00", "19:00", "22:00", "23:30")))
            if first <= day.isoformat() <= last
        ]
        return type("Found", (), {"rows": rows})()

    async def known(self: Any, config: Any) -> Calendar:
        return Calendar()

    monkeypatch.setattr(FigureAnswers, "answer", answer)
    monkeypatch.setattr(KeptCalendar, "of", known)
    now = datetime(2026, 3, 24, 2, 5, tzinfo=ZoneInfo(LATE.timezone))
    office: Any = StoreForecast(Store(now))  # type: ignore[arg-type]
    told, tomorrow = await office.days("klin", TODAY, 2, minutes=125)
    assert told.so_far is not None
    assert np.sum(told.so_far.seen) == 80
    assert np.sum(told.so_far.expected) == pytest.approx(40, rel=0.2)
    (alone,) = await office.days("klin", TODAY + timedelta(1))
    assert tomorrow.total == pytest.approx(alone.total, rel=1e-9)
