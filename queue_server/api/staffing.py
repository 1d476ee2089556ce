"""How many will come, and what would happen if: forecasts and simulated days for supervisors.

How it is worked out is elsewhere: what these routes need of it is `StaffingBook`, which `starting.py` puts in.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Protocol

from fastapi import APIRouter, Query, Request
from pydantic import ConfigDict, Field
from starlette.responses import Response

from queue_server.api.bodies import Body
from queue_server.api.fields import WHOLE, LocalDay, OfficePath
from queue_server.api.permissions import SUPERVISES, WATCHES, permits
from queue_server.api.plan_answers import NeedAnswer, PlanAnswer
from queue_server.api.repeats_route import RememberingRoute
from queue_server.api.scope import office_at
from queue_server.api.staffing_answers import ForecastAnswer, TriableDayAnswer, WhatIfAnswer
from queue_server.api.submitting import json_response
from queue_server.domain.configuration import OfficeConfig
from queue_server.errors import RequestInvalid, ScenarioInvalid

router = APIRouter(prefix="/api/v1/offices", tags=["staffing"], route_class=RememberingRoute)

MOST_DAYS = 28
MOST_REPLICATIONS = 5000
EXAMPLE_SCENARIO: dict[str, Any] = {
    "hours": "09:00-18:00",
    "demand": {"visits": 120},
    "variant": [{"name": "half as many", "demand": {"visits": 60}}],
}

DayQuery = Annotated[LocalDay, Query(description="Local day.", examples=["2026-03-02"])]
FirstDay = Annotated[LocalDay, Query(alias="from", description="First local day.", examples=["2026-03-02"])]
DaysQuery = Annotated[int, Query(ge=1, le=MOST_DAYS, description="How many days.")]


class WhatIfBody(Body):
    """A scenario as docs/simulator.md has it, without the office."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"scenario": EXAMPLE_SCENARIO, "replications": 200}]}
    )

    scenario: dict[str, Any]
    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS), WHOLE] = 500
    seed: Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE] = 1


class PlanBody(Body):
    """A week as docs/staffing.md has it, without the office. Without `demand` it is planned for what is forecast."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"week": {"from": "2026-03-02", "days": 1, "demand": {"visits": 40}}}]},
    )

    week: dict[str, Any]
    language: Literal["ru", "en", "zh"] = "ru"
    seed: Annotated[int, Field(ge=0, le=2**31 - 1), WHOLE] = 1


class StaffingBook(Protocol):
    """What the routes ask."""

    async def forecast(self, config: OfficeConfig, first: date, days: int) -> list[dict[str, Any]]:
        """Days to come; today's rest by what has come of it."""
        ...

    async def day(self, config: OfficeConfig, day: date) -> dict[str, Any]:
        """A day as a scenario."""
        ...

    async def need(self, config: OfficeConfig, day: date) -> dict[str, Any]:
        """Desks needed on a day."""
        ...

    async def what_if(
        self, config: OfficeConfig, scenario: Mapping[str, Any], *, replications: int, seed: int
    ) -> dict[str, Any]:
        """The scenario and its variants, simulated."""
        ...

    async def plan(
        self, config: OfficeConfig, document: Mapping[str, Any], *, language: str, seed: int
    ) -> dict[str, Any]:
        """A week planned."""
        ...


@router.get("/{office}/staffing/forecast", response_model=ForecastAnswer, summary="How many will come")
@permits(WATCHES)
async def forecast(request: Request, office: OfficePath, first: FirstDay, days: DaysQuery = 7) -> Response:
    """By half-hour and topic with 80 % intervals, as known on the evening before the first day; docs/forecast.md.

    Where the first day is today, `so_far` tells what has come, and the rest of the day is corrected by it.
    """
    config = office_at(request, office).state.configured
    topics = [{"id": topic, "name": dict(one.name)} for topic, one in config.topics.items()]
    found = await _book(request).forecast(config, first, days)
    return json_response({"office": config.id, "topics": topics, "days": found})


@router.get("/{office}/staffing/day", response_model=TriableDayAnswer, summary="A day as a scenario")
@permits(WATCHES)
async def day(request: Request, office: OfficePath, day: DayQuery) -> Response:
    """What is expected of the day, and who could work: to be changed and tried with `what_if`."""
    return json_response(await _book(request).day(office_at(request, office).state.configured, day))


@router.get("/{office}/staffing/need", response_model=NeedAnswer, summary="How many desks a day needs")
@permits(SUPERVISES)
async def need(request: Request, office: OfficePath, day: DayQuery) -> Response:
    """By half-hour, skill and topic, found by simulation for what is forecast, or for a guess.

    Where that takes longer than a few seconds the answer is 429, and the same call a moment later has it.
    """
    return json_response(await _book(request).need(office_at(request, office).state.configured, day))


@router.post("/{office}/staffing/what_if", response_model=WhatIfAnswer, summary="What would happen if")
@permits(SUPERVISES)
async def what_if(request: Request, office: OfficePath, body: WhatIfBody) -> Response:
    """Simulates the scenario and its variants on the same drawn days. Changes nothing in the office."""
    config = office_at(request, office).state.configured
    try:
        found = await _book(request).what_if(config, body.scenario, replications=body.replications, seed=body.seed)
    except ScenarioInvalid as problem:
        raise RequestInvalid(str(problem), code="scenario_invalid") from None
    return json_response(found)


@router.post("/{office}/staffing/plan", response_model=PlanAnswer, summary="A week's shifts")
@permits(SUPERVISES)
async def plan(request: Request, office: OfficePath, body: PlanBody) -> Response:
    """Desks needed by half-hour, the best shifts for them, both rosters tried, what to change. Takes up to minutes."""
    config = office_at(request, office).state.configured
    try:
        found = await _book(request).plan(config, body.week, language=body.language, seed=body.seed)
    except ScenarioInvalid as problem:
        raise RequestInvalid(str(problem), code="scenario_invalid") from None
    return json_response(found)


def _book(request: Request) -> StaffingBook:
    found: StaffingBook = request.app.state.staffing()  # made with the first question
    return found
