"""Who may work how: hours, days off, wishes and cost, kept by supervisors for every plan of their office.

How it is checked and kept is elsewhere: what these routes need of it is `PeopleBook`, which `starting.py` puts in.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Request
from pydantic import ConfigDict, Field, StringConstraints
from starlette.responses import Response

from queue_server.api.answers import Answer
from queue_server.api.bodies import Body
from queue_server.api.fields import WHOLE, OfficePath, Word
from queue_server.api.guard import caller_of
from queue_server.api.permissions import SUPERVISES, permits
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.scope import office_at
from queue_server.api.submitting import json_response
from queue_server.api.surroundings import client_of, surroundings_of
from queue_server.database.recording import Recorder
from queue_server.domain.configuration import OfficeConfig
from queue_server.errors import RequestInvalid, ScenarioInvalid

router = APIRouter(prefix="/api/v1/offices", tags=["staffing"], route_class=RememberingRoute)

MOST_PEOPLE = 200
MOST_OFF = 40
EXAMPLE_PERSON: dict[str, Any] = {
    "manager": "ivanova",
    "hours_week": 30.0,
    "days_week": 4,
    "lengths_h": [4.0, 6.0, 8.0],
    "off": ["sat", "2031-03-05"],
    "not_before": "09:00",
    "not_after": None,
    "wishes": "09:00-15:00",
    "cost": 1.2,
}
EXAMPLE: dict[str, Any] = {"version": 0, "break_minutes": 45, "staff": [EXAMPLE_PERSON]}

ClockWord = Annotated[str, StringConstraints(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$")]
SpanWord = Annotated[str, StringConstraints(max_length=11, pattern=r"^\d\d:\d\d-\d\d:\d\d$")]
OffWord = Annotated[str, StringConstraints(pattern=r"^(?:mon|tue|wed|thu|fri|sat|sun|\d{4}-\d\d-\d\d)$")]


class PersonBody(Body):
    """A table of `[[staff]]`, docs/staffing.md."""

    manager: Word
    hours_week: float = Field(default=40.0, gt=0, le=80)
    days_week: Annotated[int, Field(ge=1, le=7), WHOLE] = 5
    lengths_h: Annotated[tuple[Annotated[float, Field(ge=1, le=13)], ...], Field(min_length=1, max_length=8)] = (
        4.0, 6.0, 8.0, 9.0,
    )  # fmt: skip
    off: Annotated[tuple[OffWord, ...], Field(max_length=MOST_OFF)] = ()
    not_before: ClockWord | None = None
    not_after: ClockWord | None = None
    wishes: SpanWord | None = None
    cost: float = Field(default=1.0, gt=0, le=1000)


class PeopleBody(Body):
    """All that is kept. `version` is the one that the caller has read, 0 where nothing was kept."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    version: Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE]
    break_minutes: Annotated[int, Field(ge=0, le=120), WHOLE] = 45
    staff: Annotated[tuple[PersonBody, ...], Field(max_length=MOST_PEOPLE)]


class PersonAnswer(Answer):
    """A table of `[[staff]]`."""

    manager: str
    hours_week: float
    days_week: int
    lengths_h: list[float]
    off: list[str]
    not_before: str | None
    not_after: str | None
    wishes: str | None
    cost: float


class PeopleAnswer(Answer):
    """Every manager of the office, with the usual hours where nothing is kept (version 0)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "office": "klin",
                    **EXAMPLE,
                    "version": 2,
                    "saved_at": "2031-03-02T07:00:00.000Z",
                    "saved_by": "petrova",
                }
            ]
        },
    )

    office: str
    version: int
    saved_at: str | None
    saved_by: str | None
    break_minutes: int
    staff: list[PersonAnswer]


class PeopleBook(Protocol):
    """What the routes ask."""

    async def read(self, config: OfficeConfig) -> dict[str, Any]:
        """All managers of the office."""
        ...

    async def keep(
        self, config: OfficeConfig, document: Mapping[str, Any], by: str, record: Recorder
    ) -> dict[str, Any]:
        """The whole of it, and tells `record` what changed; raises `ScenarioInvalid` and `PeopleChanged`."""
        ...


@router.get("/{office}/staffing/people", response_model=PeopleAnswer, summary="Who may work how")
@permits(SUPERVISES)
async def people(request: Request, office: OfficePath) -> Response:
    """Hours a week, days off, wishes and cost of every manager: plans keep to them where they name nobody."""
    return json_response(await _book(request).read(office_at(request, office).state.configured))


@router.put("/{office}/staffing/people", response_model=PeopleAnswer, summary="Keep who may work how")
@permits(SUPERVISES)
async def keep(request: Request, office: OfficePath, body: PeopleBody) -> Response:
    """Takes the place of what was kept. The same again changes nothing, so it may be repeated.

    409 `people_changed`: somebody else was first. 422 `scenario_invalid`: `detail` has a line for each thing to put
    right.
    """
    config, caller = office_at(request, office).state.configured, caller_of(request)
    record = surroundings_of(request).access.recorder(
        actor=caller.subject, action="people_kept", subject=f"office:{config.id}", address=client_of(request)
    )
    try:
        return json_response(await _book(request).keep(config, body.model_dump(), caller.subject, record))
    except ScenarioInvalid as problem:
        raise RequestInvalid(str(problem), code="scenario_invalid") from None


def _book(request: Request) -> PeopleBook:
    found: PeopleBook = request.app.state.people
    return found
