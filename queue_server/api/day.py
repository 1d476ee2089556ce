"""The day of one office as curves: today against the usual day, waiting and desks, half-hours of the last days.

How it is found out is elsewhere: what this route needs of it is `DayBook`, which `app.py` puts in.
"""

from typing import Any, Protocol

from fastapi import APIRouter, Request
from pydantic import ConfigDict
from starlette.responses import Response

from queue_server.api.answers import Answer
from queue_server.api.fields import OfficePath
from queue_server.api.guard import GuardedRoute
from queue_server.api.permissions import WATCHES, permits
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.offices.running import RunningOffice

router = APIRouter(prefix="/api/v1/offices/{office}", tags=["offices"], route_class=GuardedRoute)


class HalfHourAnswer(Answer):
    """Visits issued in a half-hour of the office's local day, as they stand."""

    begin: str
    issued: int
    met: int
    breached: int
    service_level: float | None


class TodaysHalfHourAnswer(HalfHourAnswer):
    """The same of today. `usual_issued`: the mean of the last five such weekdays, null without any."""

    usual_issued: float | None


class CurvePointAnswer(Answer):
    """The office at one moment. `desks_open`: not on a break; `serving`: with a visitor being served."""

    at: str
    waiting: int
    desks_open: int
    serving: int


class MappedDayAnswer(Answer):
    """A day by its half-hours; those without a visit are left out."""

    day: str
    half_hours: list[HalfHourAnswer]


class DayAnswer(Answer):
    """The day as curves. `days` are the last ones with visits, at most fourteen, today last."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "office": "klin", "day": "2026-03-02", "timezone": "Europe/Moscow", "goal": 0.95, "usual_days": 5,
                "half_hours": [{
                    "begin": "09:00", "issued": 21, "met": 19, "breached": 1, "service_level": 0.95,
                    "usual_issued": 18.4,
                }],
                "curve": [{"at": "2026-03-02T06:05:00.000Z", "waiting": 4, "desks_open": 3, "serving": 3}],
                "days": [{
                    "day": "2026-03-02",
                    "half_hours": [{"begin": "09:00", "issued": 21, "met": 19, "breached": 1, "service_level": 0.95}],
                }],
            }]
        },
    )  # fmt: skip

    office: str
    day: str
    timezone: str
    goal: float
    usual_days: int
    half_hours: list[TodaysHalfHourAnswer]
    curve: list[CurvePointAnswer]
    days: list[MappedDayAnswer]


class DayBook(Protocol):
    """What the route asks of a day."""

    async def told(self, office: RunningOffice) -> dict[str, Any]:
        """The office's day as `DayAnswer` says."""
        ...


@router.get("/day", response_model=DayAnswer, summary="The day as curves")
@permits(WATCHES)
async def day(request: Request, office: OfficePath) -> Response:
    """Today by half-hour against the usual day, waiting and desks every five minutes, the last days by half-hour."""
    book: DayBook = request.app.state.days
    return json_response(await book.told(office_at(request, office)))
