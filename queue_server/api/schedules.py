"""Schedules: who should work at which desk and when; published by supervisors, read by everybody who works there.

What fits and what is kept is elsewhere: what these routes need of it is `ScheduleBook`, which `starting.py` puts in.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Query, Request
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from queue_server.api.bodies import Body
from queue_server.api.fields import WHOLE, DeskWord, LocalDay, OfficePath, Word
from queue_server.api.guard import caller_of
from queue_server.api.permissions import DESK, SUPERVISES, WATCHES, permits
from queue_server.api.reach import in_reach
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.schedule_answers import ScheduleAnswer, ScheduleVersionsAnswer
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, surroundings_of
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig

router = APIRouter(prefix="/api/v1/offices", tags=["staffing"], route_class=RememberingRoute)

MOST_DAYS = 14
MOST_SHIFTS = 100
CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d|24:00"


def _different(days: tuple["PublishedDayBody", ...]) -> tuple["PublishedDayBody", ...]:
    if len({one.day for one in days}) < len(days):
        raise ValueError("a day stands there twice")
    return days


ClockWord = Annotated[str, StringConstraints(pattern=f"^(?:{CLOCK})$")]
SpanWord = Annotated[str, StringConstraints(pattern=f"^(?:{CLOCK})-(?:{CLOCK})$")]
DayQuery = Annotated[LocalDay, Query(description="Local day.", examples=["2026-03-02"])]
FirstDay = Annotated[
    LocalDay | None,
    Query(alias="from", description="First local day; today where none is named.", examples=["2026-03-02"]),
]
DaysQuery = Annotated[int, Query(ge=1, le=MOST_DAYS, description="How many days.")]


class ScheduledShiftBody(Body):
    """A shift, in local time."""

    manager: Word
    desk: DeskWord | None = None
    begins: ClockWord
    ends: ClockWord
    breaks: Annotated[tuple[SpanWord, ...], Field(max_length=8)] = ()


class PublishedDayBody(Body):
    """A whole day. `version` is the one that the caller has read, 0 where nothing was published."""

    day: LocalDay
    version: Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE]
    shifts: Annotated[tuple[ScheduledShiftBody, ...], Field(max_length=MOST_SHIFTS)]


class PublishBody(Body):
    """Days that become the schedule, all of them or none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "days": [
                        {
                            "day": "2031-03-03",
                            "version": 0,
                            "shifts": [
                                {"manager": "ivanova", "desk": "1", "begins": "09:00", "ends": "18:00",
                                 "breaks": ["12:00-12:45"]}
                            ],
                        }
                    ]
                }
            ]
        },
    )  # fmt: skip

    days: Annotated[tuple[PublishedDayBody, ...], Field(min_length=1, max_length=MOST_DAYS), AfterValidator(_different)]


class ScheduleBook(Protocol):
    """What the routes ask of schedules."""

    async def read(self, config: OfficeConfig, first: date | None, days: int) -> dict[str, Any]:
        """Some days, from today on where no first one is named."""
        ...

    async def publish(
        self,
        config: OfficeConfig,
        days: Sequence[Mapping[str, Any]],
        by: str,
        record: Recorder,
        among: Collection[str] | None = None,
    ) -> dict[str, Any]:
        """All of these days or none, and `record` is told with them; raises `ScheduleInvalid` and `ScheduleChanged`.

        Of managers at home elsewhere than `among` these offices nothing is told.
        """
        ...

    async def break_later(self, config: OfficeConfig, manager: str, by_s: int, resting_since: int | None) -> int | None:
        """When the manager's break of now would begin, taken so much later; None where there is no such break.

        Raises `ScheduleInvalid` where it would not fit.
        """
        ...

    async def move_break(
        self,
        config: OfficeConfig,
        manager: str,
        by_s: int,
        resting_since: int | None,
        by: str,
        record: Recorder,
    ) -> None:
        """Publishes today with that break moved, and `record` is told with it.

        Raises `ScheduleInvalid` where it does not fit any more.
        """
        ...

    async def versions(self, config: OfficeConfig, day: date) -> list[dict[str, Any]]:
        """What stood there before."""
        ...


@router.get("/{office}/staffing/schedule", response_model=ScheduleAnswer, summary="Who should work when")
@permits(DESK)
async def schedule(request: Request, office: OfficePath, first: FirstDay = None, days: DaysQuery = 7) -> Response:
    """The newest version of each day, published or not (version 0), with the desks and managers of the office."""
    config = office_at(request, office).state.configured
    return json_response(await schedules_of(request).read(config, first, days))


@router.put("/{office}/staffing/schedule", response_model=ScheduleAnswer, summary="Publish days")
@permits(SUPERVISES)
async def publish(request: Request, office: OfficePath, body: PublishBody) -> Response:
    """Each day becomes the next version, or nothing does. The same days again change nothing, so it may be repeated.

    422 `schedule_invalid` lists in `findings` what does not fit, where, and what to do; 409 `schedule_changed` names
    the `days` that somebody else has published meanwhile.
    """
    config = office_at(request, office).state.configured
    days = [one.model_dump() for one in body.days]
    caller = caller_of(request)
    among = in_reach(request, caller.identity)
    record = recorder_of(request, config)
    return json_response(await schedules_of(request).publish(config, days, caller.subject, record, among))


@router.get(
    "/{office}/staffing/schedule/versions", response_model=ScheduleVersionsAnswer, summary="What was published before"
)
@permits(WATCHES)
async def versions(request: Request, office: OfficePath, day: DayQuery) -> Response:
    """Every version of a day, the newest first: when and by whom."""
    running = office_at(request, office)
    return json_response({"versions": await schedules_of(request).versions(running.state.configured, day)})


def recorder_of(request: Request, config: OfficeConfig) -> Recorder:
    """Writes down in the audit that the caller has published days of this office."""
    return surroundings_of(request).access.recorder(
        actor=caller_of(request).subject,
        action="schedule_published",
        subject=f"office:{config.id}",
        address=client_of(request),
    )


def schedules_of(request: Request) -> ScheduleBook:
    """The schedules of this server."""
    found: ScheduleBook = request.app.state.schedules
    return found
