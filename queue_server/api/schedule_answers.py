"""Schedules, as the contract names them; and the row that says how many desks should be open."""

from typing import Any, Literal

from pydantic import ConfigDict

from queue_server.api.answers import Answer

EXAMPLE_DAY: dict[str, Any] = {
    "day": "2026-03-02",
    "hours": "08:00-20:00",
    "version": 3,
    "published_at": "2026-02-26T13:02:11.000Z",
    "published_by": "petrova",
    "shifts": [
        {
            "manager": "ivanova",
            "desk": "5",
            "begins": "10:00",
            "ends": "18:00",
            "breaks": ["12:00-12:45"],
            "begins_at": "2026-03-02T07:00:00.000Z",
            "ends_at": "2026-03-02T15:00:00.000Z",
        }
    ],
}


class ScheduledShiftAnswer(Answer):
    """A shift in local time; its two ends as moments besides."""

    manager: str
    desk: str | None
    begins: str
    ends: str
    breaks: list[str]
    begins_at: str
    ends_at: str


class ScheduledDayAnswer(Answer):
    """One version of a day: 0, and nobody who published it, where nothing was. `hours` is null on a closed day."""

    day: str
    hours: str | None
    version: int
    published_at: str | None
    published_by: str | None
    shifts: list[ScheduledShiftAnswer]


class ScheduleManagerAnswer(Answer):
    """Who may be scheduled."""

    id: str
    name: str


class ScheduleAnswer(Answer):
    """Days of an office. `today` is its local date: earlier days are not published any more."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "office": "klin",
                    "today": "2026-03-02",
                    "desks": ["1", "5"],
                    "managers": [{"id": "ivanova", "name": "Ivanova A. P."}],
                    "days": [EXAMPLE_DAY],
                }
            ]
        },
    )

    office: str
    today: str
    desks: list[str]
    managers: list[ScheduleManagerAnswer]
    days: list[ScheduledDayAnswer]


class ScheduleVersionsAnswer(Answer):
    """Every version of a day, the newest first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"versions": [EXAMPLE_DAY]}]})

    versions: list[ScheduledDayAnswer]


class ExpectedDesksShape(Answer):
    """From this moment until the next."""

    from_at: str
    desks: int


class ScheduleRow(Answer):
    """How many desks of an office should be open today, breaks included; there is none where nothing was published."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "kind": "schedule",
                    "office": "klin",
                    "day": "2026-03-02",
                    "version": 3,
                    "expected": [
                        {"from_at": "2026-03-02T07:00:00.000Z", "desks": 1},
                        {"from_at": "2026-03-02T15:00:00.000Z", "desks": 0},
                    ],
                }
            ]
        },
    )

    kind: Literal["schedule"]
    office: str
    day: str
    version: int
    expected: list[ExpectedDesksShape]
