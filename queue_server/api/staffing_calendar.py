"""What is known of days beforehand: bills, weather, whatever moves how many come; by office, by territory and for all.

How it is kept is elsewhere: what these routes need of it is `CalendarBook`, which `starting.py` puts in.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Request
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from queue_server.access.identity import Identity
from queue_server.api.answers import Answer
from queue_server.api.bodies import Body
from queue_server.api.fields import LocalDay, OfficePath
from queue_server.api.guard import caller_of
from queue_server.api.permissions import KEEPS_CALENDARS, WATCHES, permits
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.scope import office_at
from queue_server.api.staffing import DaysQuery, FirstDay
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, surroundings_of
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.errors import NotAllowed, RequestInvalid, ScenarioInvalid

router = APIRouter(prefix="/api/v1/offices", tags=["staffing"], route_class=RememberingRoute)

MOST_KEPT_DAYS = 400
"""A year of weather at once."""

MOST_COLUMNS = 30
"""A forecast cannot tell more of them apart, from some weeks of days."""

Place = Literal["office", "territory", "all"]
ColumnWord = Annotated[str, StringConstraints(max_length=64, pattern=r"^\w[\w .%°/-]*$")]
Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e9, le=1e9)]
EXAMPLE_DAY: dict[str, Any] = {"day": "2031-03-02", "values": {"billing": 1.0, "rain_mm": None}}


class CalendarDayBody(Body):
    """One day: a number for each name, or null to say nothing of it any more. Names left out stay as they are."""

    day: LocalDay
    values: Annotated[dict[ColumnWord, Number | None], Field(max_length=MOST_COLUMNS)]


def _different(days: tuple[CalendarDayBody, ...]) -> tuple[CalendarDayBody, ...]:
    if len({one.day for one in days}) < len(days):
        raise ValueError("a day stands there twice")
    return days


class CalendarBody(Body):
    """What changes for a place. `version` is that place's, as the caller has read it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"place": "office", "version": "9f1c04a2b7d3e856", "days": [EXAMPLE_DAY]}]},
    )

    place: Place = "office"
    version: Annotated[str, StringConstraints(max_length=64)]
    days: Annotated[
        tuple[CalendarDayBody, ...], Field(min_length=1, max_length=MOST_KEPT_DAYS), AfterValidator(_different)
    ]


class CalendarDayAnswer(Answer):
    """`values`: by name what each place says of it; the nearest holds. `hours` is null on a closed day, empty where
    nothing is known of hours.
    """

    day: str
    hours: str | None
    values: dict[str, dict[Place, float]]


class CalendarAnswer(Answer):
    """`columns`: every name that the office's forecasts go by. `may_keep`: the places that the caller may write for."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "office": "klin",
                    "territory": "north",
                    "columns": ["billing", "rain_mm"],
                    "versions": {"office": "9f1c04a2b7d3e856", "territory": "0", "all": "0"},
                    "may_keep": ["office"],
                    "days": [{"day": "2031-03-02", "hours": "09:00-18:00", "values": {"billing": {"office": 1.0}}}],
                }
            ]
        },
    )

    office: str
    territory: str | None
    columns: list[str]
    versions: dict[Place, str]
    may_keep: list[Place]
    days: list[CalendarDayAnswer]


class CalendarBook(Protocol):
    """What the routes ask."""

    async def read(self, config: OfficeConfig, first: date, days: int) -> dict[str, Any]:
        """The days as all places tell them."""
        ...

    async def keep(
        self,
        config: OfficeConfig,
        place: str,
        version: str,
        days: Sequence[Mapping[str, Any]],
        *,
        most: int,
        record: Recorder,
    ) -> None:
        """Changes cells, and tells `record` what changed; raises `CalendarChanged` and `ScenarioInvalid`."""
        ...


@router.get("/{office}/staffing/calendar", response_model=CalendarAnswer, summary="What is known of days beforehand")
@permits(WATCHES)
async def calendar(request: Request, office: OfficePath, first: FirstDay, days: DaysQuery = 28) -> Response:
    """Cell by cell the office's own calendar says more than its territory's, and that more than the one of all."""
    config = office_at(request, office).state.configured
    return json_response(await _told(request, config, first, days))


@router.put("/{office}/staffing/calendar", response_model=CalendarAnswer, summary="Keep what is known of days")
@permits(KEEPS_CALENDARS)
async def keep(request: Request, office: OfficePath, body: CalendarBody) -> Response:
    """Changes the cells that are named, for this office, its territory or all; every forecast goes by them from now on.

    A territory's is kept by whoever looks after the whole of it, that of all by whoever is bound to no place. The same
    again changes nothing. 409 `calendar_changed`: somebody else was first. Answered are the days from the first named.
    """
    config, caller = office_at(request, office).state.configured, caller_of(request)
    if body.place not in _may_keep(config, caller.identity):
        raise NotAllowed("That calendar is kept by those who look after the whole of the place.")
    days = [{"day": one.day.isoformat(), "values": one.values} for one in body.days]
    named = {"office": f"office:{config.id}", "territory": f"territory:{config.territory}", "all": "calendar"}
    record = surroundings_of(request).access.recorder(
        actor=caller.subject, action="calendar_kept", subject=named[body.place], address=client_of(request)
    )
    try:
        await _book(request).keep(config, body.place, body.version, days, most=MOST_COLUMNS, record=record)
    except ScenarioInvalid as problem:
        raise RequestInvalid(str(problem), code="calendar_invalid") from None
    first, last = (pick(one.day for one in body.days) for pick in (min, max))
    return json_response(await _told(request, config, first, min((last - first).days + 1, MOST_KEPT_DAYS)))


async def _told(request: Request, config: OfficeConfig, first: date, days: int) -> dict[str, Any]:
    found = await _book(request).read(config, first, days)
    return found | {"may_keep": _may_keep(config, caller_of(request).identity)}


def _may_keep(config: OfficeConfig, identity: Identity | None) -> list[Place]:
    """Nobody writes for offices that are not theirs."""
    if identity is None or identity.role not in KEEPS_CALENDARS.roles:
        return []
    places: list[Place] = ["office"]
    if config.territory is not None and identity.office is None:
        places.append("territory")
    return places if identity.bound else [*places, "all"]


def _book(request: Request) -> CalendarBook:
    found: CalendarBook = request.app.state.calendars
    return found
