"""Alerts, as the contract names them. The bytes are made where alerts are; a test holds the two together."""

from typing import Any, Literal

from pydantic import ConfigDict

from queue_server.api.answers import Answer, Names

EXAMPLE_ALERT: dict[str, Any] = {
    "id": "3f2a9c0b1d4e5f60",
    "office": "klin",
    "office_name": {"ru": "Клин", "en": "Klin"},
    "territory": "north",
    "timezone": "Europe/Moscow",
    "cause": "longest_wait",
    "severity": "warning",
    "open": True,
    "opened_at": "2026-03-02T09:18:00.000Z",
    "changed_at": "2026-03-02T09:18:00.000Z",
    "value": 1084.0,
    "peak": 1084.0,
    "peak_at": "2026-03-02T09:18:00.000Z",
    "facts": {"number": "П017", "topic": "meters", "wait_s": 1084, "target_s": 900, "over": 2},
    "evidence": [{"ticket": "k3J9x0Qm2bVt7Lw5nRz1Ag", "number": "П017", "topic": "meters", "wait_s": 1084.2}],
    "rings": 1,
    "quiet": False,
    "reopened": 0,
    "acknowledged_at": None,
    "acknowledged_by": None,
    "owner": None,
    "closed_at": None,
    "closed_why": None,
}
EXAMPLE_CHANGE: dict[str, Any] = {
    "at": "2026-03-02T09:18:00.000Z", "kind": "opened", "severity": "warning", "value": 1084.0, "by": None,
}  # fmt: skip


class PersonAnswered(Answer):
    """Somebody, as the log knows them and as colleagues read it."""

    subject: str
    name: str


class AlertTicketAnswer(Answer):
    """One ticket behind an alert, as it stood at the alert's worst moment."""

    ticket: str
    number: str
    topic: str | None
    wait_s: float


class AlertAnswer(Answer):
    """An alert. `value` and `peak` are a burn rate for `error_budget`, seconds for the others.

    `value` and `facts`, what a sentence about it needs, are of the last look (no facts: nothing of it was to be seen
    then); `peak`, `peak_at` and `evidence` are of its worst moment. `rings` counts what may be heard, each once;
    `quiet`: not now.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_ALERT]})

    id: str
    office: str
    office_name: Names
    territory: str | None
    timezone: str
    cause: Literal["error_budget", "longest_wait", "idle_desks", "missing_desks"]
    severity: Literal["warning", "critical"]
    open: bool
    opened_at: str
    changed_at: str
    value: float
    peak: float
    peak_at: str
    facts: dict[str, int | float | str | None]
    evidence: list[AlertTicketAnswer]
    rings: int
    quiet: bool
    reopened: int
    acknowledged_at: str | None
    acknowledged_by: PersonAnswered | None
    owner: PersonAnswered | None
    closed_at: str | None
    closed_why: Literal["passed", "day_closed"] | None


class AlertRow(AlertAnswer):
    """An open alert in the stream over all offices."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{**EXAMPLE_ALERT, "kind": "alert"}]})

    kind: Literal["alert"]


class AlertsAnswer(Answer):
    """Alerts, newest first."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"alerts": [EXAMPLE_ALERT]}]})

    alerts: list[AlertAnswer]


class AlertChangeAnswer(Answer):
    """One line of an alert's history; `by` is null where the rules did it."""

    at: str
    kind: Literal["opened", "escalated", "eased", "acknowledged", "owned", "released", "closed", "reopened"]
    severity: Literal["warning", "critical"]
    value: float
    by: PersonAnswered | None


class AlertHistoryAnswer(AlertAnswer):
    """An alert with what became of it, oldest first."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{**EXAMPLE_ALERT, "history": [EXAMPLE_CHANGE]}]}
    )

    history: list[AlertChangeAnswer]


class ChannelAnswer(Answer):
    """A channel of the organisation file. `offices` is null where it is for all; `hindrance`: why it cannot be used."""

    id: str
    kind: Literal["webhook", "mail", "apprise"]
    offices: list[str] | None
    causes: list[str]
    severity: Literal["warning", "critical"]
    quiet: str | None
    language: str
    hindrance: str | None


class ChannelsAnswer(Answer):
    """All channels."""

    channels: list[ChannelAnswer]


class ChannelTriedAnswer(Answer):
    """How a try went."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"sent": False, "why": "The host is not allowed"}]}
    )

    sent: bool
    why: str | None


class AlertMessageAnswer(Answer):
    """A message on its way out, or what became of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "id": "msg_0123",
                    "channel": "duty",
                    "alert": "0123456789abcdef",
                    "kind": "opened",
                    "state": "sent",
                    "attempts": 1,
                    "created_at": "2026-03-02T06:12:04.000Z",
                    "next_at": None,
                    "done_at": "2026-03-02T06:12:05.000Z",
                    "why": None,
                }
            ]
        },
    )

    id: str
    channel: str
    alert: str | None
    kind: str
    state: Literal["waiting", "held", "sent", "given_up", "dropped"]
    attempts: int
    created_at: str
    next_at: str | None
    done_at: str | None
    why: str | None


class AlertMessagesAnswer(Answer):
    """Messages, newest first."""

    messages: list[AlertMessageAnswer]
