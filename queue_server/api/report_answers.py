"""Reports and the ranking, as the contract names them. The bytes are made where reports are; a test holds both."""

from typing import Any

from pydantic import ConfigDict

from queue_server.api.answers import Answer, Names

EXAMPLE_MADE: dict[str, Any] = {
    "report": "morning", "kind": "brief", "office": "klin", "territory": None, "period": "2026-03-02",
    "language": "ru", "due_at": "2026-03-03T04:30:00.000Z", "made_at": "2026-03-03T04:30:12.000Z",
    "sent_at": "2026-03-03T04:30:14.000Z", "tries": 1, "failure": None, "given_up_count": 0,
}  # fmt: skip
EXAMPLE_UPCOMING: dict[str, Any] = {
    "report": "morning", "kind": "brief", "office": "klin", "territory": None, "period": "2026-03-03",
    "language": "ru", "formats": ["pdf"], "due_at": "2026-03-04T04:30:00.000Z", "recipients_count": 2,
}  # fmt: skip
EXAMPLE_STANDING: dict[str, Any] = {
    "territory": "north", "accounts": 286000, "place": 2, "total": 69.0, "place_before": 3, "total_before": 64.5,
    "scores": [{"criterion": "service_level", "value": 0.95, "score": 75.0}], "missing": ["complaints"],
    "above": "south", "lifts": [{"criterion": "service_level", "value": 0.95, "needed": 0.961, "effort": 0.22}],
}  # fmt: skip


class MadeReportAnswer(Answer):
    """A report that was made by itself. `sent_at` is null until it is where it should be; `failure` says why not.

    `given_up_count`: how many that were missed this one stands for, where they were too old to be made."""

    report: str
    kind: str
    office: str | None
    territory: str | None
    period: str
    language: str
    due_at: str
    made_at: str
    sent_at: str | None
    tries: int
    failure: str | None
    given_up_count: int


class UpcomingReportAnswer(Answer):
    """A report that will be made by itself."""

    report: str
    kind: str
    office: str | None
    territory: str | None
    period: str
    language: str
    formats: list[str]
    due_at: str
    recipients_count: int


class ReportsAnswer(Answer):
    """What was made, the newest first, and what comes next."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"made": [EXAMPLE_MADE], "upcoming": [EXAMPLE_UPCOMING]}]}
    )

    made: list[MadeReportAnswer]
    upcoming: list[UpcomingReportAnswer]


class CriterionAnswer(Answer):
    """What counts. `figure` is null where values are entered or imported."""

    id: str
    name: Names
    weight: float
    worst: float
    best: float
    unit: str
    figure: str | None


class ScoreAnswer(Answer):
    """One criterion of one territory; both null without a value."""

    criterion: str
    value: float | None
    score: float | None


class LiftAnswer(Answer):
    """The value that alone would lift the territory one place. `effort` is the part of the way left to the best."""

    criterion: str
    value: float
    needed: float
    effort: float


class StandingAnswer(Answer):
    """Where a territory stands; `place` and `total` are null where too little is known."""

    territory: str
    accounts: int
    place: int | None
    total: float | None
    place_before: int | None
    total_before: float | None
    scores: list[ScoreAnswer]
    missing: list[str]
    above: str | None
    lifts: list[LiftAnswer]


class LeagueAnswer(Answer):
    """1: with at least `league_accounts` accounts; 2: with fewer."""

    league: int
    standings: list[StandingAnswer]


class RankingAnswer(Answer):
    """The ranking of a quarter; `territories` are their names."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{
                "quarter": "2026Q1", "league_accounts": 60_000,
                "criteria": [{
                    "id": "service_level", "name": {"ru": "Доля в нормативе", "en": "Within the standard"},
                    "weight": 0.3, "worst": 0.7, "best": 0.98, "unit": "share", "figure": "service_level",
                }],
                "leagues": [{
                    "league": 1,
                    "standings": [{
                        "territory": "north", "accounts": 130_000, "place": 1, "total": 0.81, "place_before": 2,
                        "total_before": 0.74, "missing": [], "above": None, "lifts": [],
                        "scores": [{"criterion": "service_level", "value": 0.93, "score": 0.82}],
                    }],
                }],
                "territories": {"north": {"ru": "Север области", "en": "North of the region"}},
            }]
        },
    )  # fmt: skip

    quarter: str
    league_accounts: int
    criteria: list[CriterionAnswer]
    leagues: list[LeagueAnswer]
    territories: dict[str, Names]


class TakenAnswer(Answer):
    """How many values were taken."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"taken": 3}]})

    taken: int
