"""Needs and plans, as the contract names them. docs/staffing.md defines every figure."""

from typing import Any

from pydantic import ConfigDict, Field

from queue_server.api.answers import Answer
from queue_server.api.staffing_answers import IntervalAnswer, TriableTopicAnswer

EXAMPLE_NEED: dict[str, Any] = {
    "office": "klin",
    "day": "2026-03-02",
    "goal": 0.95,
    "from_history": True,
    "visits": 120.0,
    "managers": [{"id": "ivanova", "topics": ["meters"]}],
    "topics": [{"id": "meters", "name": {"en": "Meters"}}],
    "need_service_level": {"value": 0.955, "low": 0.951, "high": 0.959},
    "half_hours": [
        {"from": "09:00", "visits": 8.1, "need": 2, "need_by_skills": {"ivanova": 2}, "need_by_topic": {"meters": 2}}
    ],
}


class ShiftAnswer(Answer):
    """One manager at one desk."""

    manager: str
    desk: str
    begins: str
    ends: str
    breaks: list[str]


class RosterAnswer(Answer):
    """A day's shifts, tried on a thousand days."""

    person_hours: float
    service_level: IntervalAnswer
    shifts: list[ShiftAnswer]


class NeedHalfHourAnswer(Answer):
    """Desks needed, among them by managers alike and by topic that they know."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: str = Field(alias="from")
    visits: float
    need: int
    need_by_skills: dict[str, int]
    need_by_topic: dict[str, int]


class KnowingManagerAnswer(Answer):
    """A manager, and the topics they serve."""

    id: str
    topics: list[str]


class NeedAnswer(Answer):
    """A day's need; no half-hours where the office is closed. `from_history`: for a forecast and no guess."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_NEED]})

    office: str
    day: str
    goal: float
    from_history: bool
    visits: float
    managers: list[KnowingManagerAnswer]
    topics: list[TriableTopicAnswer]
    need_service_level: IntervalAnswer | None
    half_hours: list[NeedHalfHourAnswer]


class NeededHalfHourAnswer(NeedHalfHourAnswer):
    """Beside the need: open now, proposed and missing; what both rosters come to."""

    present: float
    proposed: float
    missing: float
    present_service_level: float
    proposed_service_level: float


class PlannedDayAnswer(Answer):
    """One day of the plan."""

    day: str
    visits: float
    need_service_level: IntervalAnswer
    half_hours: list[NeededHalfHourAnswer]
    present: RosterAnswer
    proposed: RosterAnswer


class RosterSumAnswer(Answer):
    """A roster over all days."""

    person_hours: float
    service_level: IntervalAnswer


class ChangeAnswer(Answer):
    """What to change in the present roster, with a sentence."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    kind: str
    day: str
    first: str = Field(alias="from")
    last: str = Field(alias="to")
    desks: int
    topics: list[str]
    breaches: float
    sentence: str


class PlanQualityAnswer(Answer):
    """By how much it costs more than any plan must, at most, null where time ran out before that was known; `hurried`:
    time ran out, elsewhere it may be another."""

    above_bound_share: float | None
    hurried: bool


class PlanAnswer(Answer):
    """A week planned; docs/staffing.md has how."""

    office: str
    goal: float
    plan: PlanQualityAnswer
    week: dict[str, RosterSumAnswer]
    days: list[PlannedDayAnswer]
    changes: list[ChangeAnswer]
