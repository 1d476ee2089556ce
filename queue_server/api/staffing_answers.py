"""Forecasts, days to try and what came of them, as the contract names them. docs/simulator.md defines every figure."""

from typing import Any

from pydantic import ConfigDict, Field

from queue_server.api.answers import Answer

INTERVAL = {"value": 0.93, "low": 0.925, "high": 0.935, "day_p10": 0.86, "day_p90": 0.98}
EXAMPLE_WHAT_IF: dict[str, Any] = {
    "office": "klin",
    "day": "2026-03-02",
    "replications": 1000,
    "seed": 1,
    "kernel": "compiled",
    "variants": [
        {
            "name": "as it is",
            "policy": "earliest_promise",
            "shift_hours": 44.0,
            "visits": {"value": 120.3, "low": 119.1, "high": 121.5, "day_p10": 96.0, "day_p90": 146.0},
            "service_level": {**INTERVAL, "goal": 0.95, "days_at_goal_share": 0.44},
            "wait_mean_s": {"value": 212.0, "low": 205.0, "high": 219.0, "day_p10": 90.0, "day_p90": 380.0},
            "wait_p50_s": {"value": 60.0, "low": 55.0, "high": 65.0, "day_p10": 0.0, "day_p90": 160.0},
            "wait_p90_s": {"value": 702.0, "low": 690.0, "high": 714.0, "day_p10": 400.0, "day_p90": 1010.0},
            "wait_p95_s": {"value": 905.0, "low": 890.0, "high": 920.0, "day_p10": 560.0, "day_p90": 1290.0},
            "abandoned_share": {"value": 0.02, "low": 0.018, "high": 0.022},
            "load": {"value": 0.71, "low": 0.705, "high": 0.715, "day_p10": 0.6, "day_p90": 0.82},
            "by_half_hour": [{"from": "09:00", "visits": 8.1, "service_level": INTERVAL, "desks": 4}],
            "by_shift": [{"manager": "ivanova", "desk": "1", "load": INTERVAL}],
            "service_level_difference": None,
        }
    ],
}
EXAMPLE_DAY: dict[str, Any] = {
    "day": "2026-03-02",
    "hours": "08:00-20:00",
    "from_history": True,
    "published": False,
    "goal": 0.95,
    "policy": "earliest_promise",
    "desks": ["1", "2"],
    "topics": [{"id": "meters", "name": {"en": "Meters"}}],
    "managers": [{"id": "ivanova", "name": "Ivanova A. P.", "topics": {"meters": "primary"}}],
    "scenario": {
        "demand": {"visits": 120.0, "topics": {"meters": 60.0}, "half_hours": {"09:00": 8.0}, "day_variation": 0.14},
        "service": {"mean_s": {"meters": 231.0}, "variation_by_topic": {"meters": 0.84}, "walk_s": 18.4},
        "shift": [{"manager": "ivanova"}],
    },
}
EXAMPLE_FORECAST: dict[str, Any] = {
    "office": "klin",
    "topics": [{"id": "meters", "name": {"en": "Meters"}}],
    "days": [
        {
            "day": "2026-03-02",
            "expected": 120.0,
            "low": 98.0,
            "high": 143.0,
            "topics": {"meters": {"expected": 120.0, "low": 98.0, "high": 143.0}},
            "half_hours": [
                {
                    "from": "09:00",
                    "expected": 8.1,
                    "low": 4.0,
                    "high": 13.0,
                    "topics": {"meters": 8.1},
                    "topic_intervals": {"meters": [4.0, 13.0]},
                }
            ],
            "so_far": {
                "until": "09:30",
                "seen": 9,
                "expected": 8.1,
                "factor": 1.0008,
                "half_hours": {"09:00": 9},
            },
        }
    ],
}


class IntervalAnswer(Answer):
    """A figure over all such days with its 95 % interval, and where single days lie; null where nothing is known."""

    value: float | None
    low: float | None
    high: float | None
    day_p10: float | None = None
    day_p90: float | None = None


class LevelAnswer(IntervalAnswer):
    """The service level beside its goal."""

    goal: float
    days_at_goal_share: float


class TriedHalfHourAnswer(Answer):
    """One half-hour of arrival."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: str = Field(alias="from")
    visits: float
    service_level: IntervalAnswer
    desks: int


class TriedShiftAnswer(Answer):
    """One manager's shift."""

    manager: str
    desk: str
    load: IntervalAnswer


class VariantAnswer(Answer):
    """What one variant came to."""

    name: str
    policy: str
    shift_hours: float
    visits: IntervalAnswer
    service_level: LevelAnswer
    wait_mean_s: IntervalAnswer
    wait_p50_s: IntervalAnswer
    wait_p90_s: IntervalAnswer
    wait_p95_s: IntervalAnswer
    abandoned_share: IntervalAnswer
    load: IntervalAnswer
    by_half_hour: list[TriedHalfHourAnswer]
    by_shift: list[TriedShiftAnswer]
    service_level_difference: IntervalAnswer | None = None


class WhatIfAnswer(Answer):
    """The scenario and its variants, side by side."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_WHAT_IF]})

    office: str
    day: str | None
    replications: int
    seed: int
    kernel: str
    variants: list[VariantAnswer]


class TriableTopicAnswer(Answer):
    """A topic that visitors come for."""

    id: str
    name: dict[str, str]


class TriableManagerAnswer(Answer):
    """Who could work, with skill levels by topic."""

    id: str
    name: str
    topics: dict[str, str]


class TriableDayAnswer(Answer):
    """A day as a scenario. `hours` is null on a closed day; `from_history`: demand is a forecast and no guess.

    `published`: the shifts are those of the published schedule, and not everybody all day.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_DAY]})

    day: str
    hours: str | None
    from_history: bool
    published: bool
    goal: float
    policy: str
    desks: list[str]
    topics: list[TriableTopicAnswer]
    managers: list[TriableManagerAnswer]
    scenario: dict[str, Any]


class ForecastHalfHourAnswer(Answer):
    """Visitors expected in one half-hour, with an 80 % interval."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: str = Field(alias="from")
    expected: float
    low: float
    high: float
    topics: dict[str, float]
    topic_intervals: dict[str, tuple[float, float]]


class ForecastTopicAnswer(Answer):
    """Visitors of one topic expected on the day, with an 80 % interval."""

    expected: float
    low: float
    high: float


class SoFarAnswer(Answer):
    """What has come of a day that goes on, how many had been expected until then, and what multiplies the rest."""

    until: str
    seen: int
    expected: float
    factor: float
    half_hours: dict[str, int]


class ForecastDayAnswer(Answer):
    """Visitors expected on one day."""

    day: str
    expected: float
    low: float
    high: float
    topics: dict[str, ForecastTopicAnswer]
    half_hours: list[ForecastHalfHourAnswer]
    so_far: SoFarAnswer | None


class ForecastAnswer(Answer):
    """Days to come; none where too little is known of the office."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_FORECAST]})

    office: str
    topics: list[TriableTopicAnswer]
    days: list[ForecastDayAnswer]
