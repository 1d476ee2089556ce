"""The day of one office, of a territory or of all as curves: today against the usual day, waiting and desks, the days
before by half-hour.

How it is found out is elsewhere: what these routes need of it are the books that `starting.py` puts in.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Query, Request
from pydantic import ConfigDict
from starlette.responses import Response

from queue_server.api.answers import Answer
from queue_server.api.fields import WORD, OfficePath
from queue_server.api.guard import GuardedRoute, caller_of
from queue_server.api.permissions import WATCHES, permits
from queue_server.api.reach import in_reach
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import surroundings_of
from queue_server.errors import TerritoryUnknown
from queue_server.offices.running import RunningOffice

router = APIRouter(prefix="/api/v1/offices/{office}", tags=["offices"], route_class=GuardedRoute)
several = APIRouter(prefix="/api/v1", tags=["offices"], route_class=GuardedRoute)

TerritoryQuery = Annotated[str | None, Query(max_length=64, pattern=WORD, description="Of this territory only.")]


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


class HalfHourTogetherAnswer(TodaysHalfHourAnswer):
    """The same of several offices. `reached`: in how many of them it is this time of the day already."""

    reached: int


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


class DayTogetherAnswer(Answer):
    """The same of several offices: sums, and the service level of the sums.

    `timezone` and `goal` are those that most of them have, `goal` null where there is no office; `timezones`: how many
    there are. Half-hours and days are each office's own, by its clock, as in every report. The curve is by the instant,
    through `day` in `timezone`; `known_from`: where it begins later because the rest has yet to be read from the log,
    else null.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "territory": "north", "offices": 12, "day": "2026-03-02", "timezone": "Europe/Moscow",
                "timezones": 2, "goal": 0.95, "usual_days": 5,
                "half_hours": [{
                    "begin": "09:00", "issued": 240, "met": 221, "breached": 12, "service_level": 0.948,
                    "usual_issued": 231.4, "reached": 12,
                }],
                "known_from": None,
                "curve": [{"at": "2026-03-02T06:05:00.000Z", "waiting": 48, "desks_open": 36, "serving": 33}],
                "days": [{
                    "day": "2026-03-02",
                    "half_hours": [
                        {"begin": "09:00", "issued": 240, "met": 221, "breached": 12, "service_level": 0.948}
                    ],
                }],
            }]
        },
    )  # fmt: skip

    territory: str | None
    offices: int
    day: str
    timezone: str
    timezones: int
    goal: float | None
    usual_days: int
    half_hours: list[HalfHourTogetherAnswer]
    known_from: str | None
    curve: list[CurvePointAnswer]
    days: list[MappedDayAnswer]


class DayBook(Protocol):
    """What the route of one office asks of a day."""

    async def told(self, office: RunningOffice) -> dict[str, Any]:
        """The office's day as `DayAnswer` says."""
        ...


class TogetherBook(Protocol):
    """What the route of several asks of their day."""

    async def told(self, offices: Sequence[RunningOffice]) -> dict[str, Any]:
        """The offices' day as `DayTogetherAnswer` says, without the territory."""
        ...


@several.get("/day", response_model=DayTogetherAnswer, summary="The day of several offices as curves")
@permits(WATCHES)
async def day_together(request: Request, territory: TerritoryQuery = None) -> Response:
    """Of a territory or of all: today by half-hour against the usual day, waiting and desks, the last days.

    Who belongs to an office or a territory sees what is there only. After a start the curve begins where it is known of
    all of them, and says so, until the log was read.
    """
    own = in_reach(request, caller_of(request).identity)
    offices = [
        office
        for office in surroundings_of(request).offices
        if office.state.config is not None
        and (own is None or office.id in own)
        and territory in (None, office.state.config.territory)
    ]
    if territory is not None and not offices:
        raise TerritoryUnknown(territory)
    book: TogetherBook = request.app.state.days_together
    return json_response({"territory": territory, **await book.told(offices)})


@router.get("/day", response_model=DayAnswer, summary="The day as curves")
@permits(WATCHES)
async def day(request: Request, office: OfficePath) -> Response:
    """Today by half-hour against the usual day, waiting and desks every five minutes, the last days by half-hour."""
    book: DayBook = request.app.state.days
    return json_response(await book.told(office_at(request, office)))
