"""Figures and fair play, as the contract names them. docs/figures.md and docs/fair-play.md define every word."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from queue_server.api.answers import Answer

EXAMPLE_ROW: dict[str, Any] = {
    "topic": "meters",
    "issued": 312,
    "judged": 301,
    "met": 287,
    "breached": 14,
    "undecided": 0,
    "excluded": 11,
    "service_level": 0.9535,
    "service_level_low": 0.9235,
    "service_level_high": 0.9721,
    "wait_p90_s": 708.4,
    "load_share": 0.81,
    "idle_waiting_s": 1260.0,
}
EXAMPLE_FIGURES: dict[str, Any] = {
    "from": "2026-03-02",
    "to": "2026-03-02",
    "office": "klin",
    "by": ["topic"],
    "waits": {"from": "visits"},
    "rows": [EXAMPLE_ROW],
}
EXAMPLE_FAIR_PLAY: dict[str, Any] = {
    "from": "2026-03-02",
    "to": "2026-03-08",
    "office": "klin",
    "findings": [
        {
            "day": "2026-03-03",
            "office": "klin",
            "rule": "early_no_show",
            "manager": "ivanova",
            "manager_name": "Ivanova A. P.",
            "marks": 5,
            "visits": 74,
            "share": 0.0676,
            "lasted_s": 231.4,
            "refused": None,
            "evidence": [
                {
                    "at": "2026-03-03T07:12:41.000Z",
                    "ticket": "k3J9x0Qm2bVt7Lw5nRz1Ag",
                    "number": "П017",
                    "manager": "ivanova",
                    "lasted_s": 44.1,
                }
            ],
        }
    ],
}


class WaitsAnswer(Answer):
    """Where the percentiles come from; from histograms they are off by less than one of the two, whichever is more."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    source: Literal["visits", "histograms"] = Field(alias="from")
    within_share: float | None = None
    within_s: float | None = None


class FiguresAnswer(Answer):
    """A row a group, under the names of `by` and of the figures; null where no visit is behind one."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, json_schema_extra={"examples": [EXAMPLE_FIGURES]})

    first_day: str = Field(alias="from")
    last_day: str = Field(alias="to")
    office: str | None
    by: list[str]
    waits: WaitsAnswer
    rows: list[dict[str, str | int | float | None]]


class MarkAnswer(Answer):
    """A moment that speaks for a finding."""

    at: str
    ticket: str | None
    number: str | None
    manager: str | None
    lasted_s: float


class FindingAnswer(Answer):
    """One rule, one day, one manager (null: the office).

    `refused`: tickets refused meanwhile, where the rule is about giving out none; its evidence is the last one before.
    """

    day: str
    office: str
    rule: str
    manager: str | None
    manager_name: str | None = None
    marks: int
    visits: int
    share: float | None
    lasted_s: float
    refused: int | None = None
    evidence: list[MarkAnswer]


class FairPlayAnswer(Answer):
    """Signs, not verdicts."""

    model_config = ConfigDict(
        extra="forbid", populate_by_name=True, json_schema_extra={"examples": [EXAMPLE_FAIR_PLAY]}
    )

    first_day: str = Field(alias="from")
    last_day: str = Field(alias="to")
    office: str | None
    findings: list[FindingAnswer]
