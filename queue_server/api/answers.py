"""What goes out, as the contract names it. The bytes are made by `presenting`; a test holds the two together.

These models exist so that OpenAPI can say what an answer is; no request pays for them.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from queue_server.domain.ticket import PostponedBy, TicketState

Names = dict[str, str]
EXAMPLE_TICKET: dict[str, Any] = {
    "id": "k3J9x0Qm2bVt7Lw5nRz1Ag",
    "number": "П001",
    "office": "klin",
    "topic": "meters",
    "category": None,
    "language": "ru",
    "state": "waiting",
    "issued_at": "2026-03-02T06:05:00.000Z",
    "target_s": 900.0,
    "promise_at": "2026-03-02T06:20:00.000Z",
    "people_ahead": 3,
    "expected_wait": {"low_s": 240.0, "likely_s": 420.0, "upper_s": 660.0, "high_s": 780.0},
    "desk": None,
    "calls": 0,
    "called_at": None,
    "slot_at": None,
    "due_at": None,
    "postponed_by": None,
    "rated": False,
    "track_url": "https://queue.example/t/k3J9x0Qm2bVt7Lw5nRz1Ag",
    "check_in_code": None,
    "short_code": "ЕТКК",
}


class Answer(BaseModel):
    """Anything that goes out."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class ExpectedWaitAnswer(Answer):
    """A range, never a single promise: one in ten waits is shorter than `low_s`, one in ten longer than `high_s`.

    One in five is longer than `upper_s`, the figure for "up to".
    """

    low_s: float
    likely_s: float
    upper_s: float
    high_s: float


class TicketAnswer(Answer):
    """A ticket. `category` is told to staff and to the device that took it only."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_TICKET]})

    id: str
    number: str | None
    office: str
    topic: str | None
    category: str | None
    language: str | None
    state: TicketState
    issued_at: str | None
    target_s: float | None
    promise_at: str | None
    people_ahead: int | None
    expected_wait: ExpectedWaitAnswer | None
    desk: str | None
    calls: int
    called_at: str | None
    slot_at: str | None
    due_at: str | None
    postponed_by: PostponedBy | None
    rated: bool
    track_url: str
    check_in_code: str | None
    short_code: str | None


class CalledAnswer(Answer):
    """Who was called; nobody where nobody was eligible."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ticket": EXAMPLE_TICKET}, {"ticket": None}]}
    )

    ticket: TicketAnswer | None


class TopicAnswer(Answer):
    """A topic as it stands here now. A heading is not served itself."""

    id: str
    parent: str | None
    name: Names
    bring: Names
    state: Literal["open", "suspended", "unavailable", "heading"]
    reason: str | None
    waiting: int
    desks: int
    expected_wait: ExpectedWaitAnswer | None


class CategoryAnswer(Answer):
    """A category that a visitor may say of themselves."""

    id: str
    name: Names


EXAMPLE_OFFICE: dict[str, Any] = {
    "id": "klin",
    "name": {"ru": "Клин", "en": "Klin"},
    "territory": "north",
    "timezone": "Europe/Moscow",
    "open": True,
    "issuing": True,
    "full": False,
    "phone_join": True,
    "slot_minutes": 15,
    "opens_at": "2026-03-02T05:00:00.000Z",
    "closes_at": "2026-03-02T17:00:00.000Z",
    "waiting": 7,
    "topics": [
        {
            "id": "meters", "parent": None, "name": {"ru": "Показания счётчиков", "en": "Meter readings"}, "bring": {},
            "state": "open", "reason": None, "waiting": 4, "desks": 2,
            "expected_wait": {"low_s": 240.0, "likely_s": 420.0, "upper_s": 660.0, "high_s": 780.0},
        }
    ],
    "categories": [{"id": "veteran", "name": {"ru": "Ветеран", "en": "Veteran"}}],
    "message": {},
    "standard_s": 900.0,
    "now": "2026-03-02T06:05:00.000Z",
}  # fmt: skip


class OfficeAnswer(Answer):
    """An office as the public sees it: what is offered, how many wait, how long it may take."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_OFFICE]})

    id: str
    name: Names
    territory: str | None
    timezone: str
    open: bool
    issuing: bool
    full: bool
    phone_join: bool
    slot_minutes: int | None
    opens_at: str | None
    closes_at: str | None
    waiting: int
    topics: list[TopicAnswer]
    categories: list[CategoryAnswer]
    message: Names
    standard_s: float
    now: str


class TerritoryAnswer(Answer):
    """A group of offices."""

    id: str
    name: Names


class OrganisationAnswer(Answer):
    """Whose offices these are, and what they promise."""

    name: str
    goal: float
    standard_s: int
    territories: list[TerritoryAnswer]


class OfficesAnswer(Answer):
    """All offices."""

    organisation: OrganisationAnswer
    offices: list[OfficeAnswer]


class SpeechAnswer(Answer):
    """What can be read aloud here."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"languages": ["ru", "en"]}]})

    languages: list[str]


class DeskAnswer(Answer):
    """A desk and who sits there, for staff."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{
                "number": "1", "open": True, "manager": "ivanova", "presence": "ready", "topics": ["meters"],
                "ticket": None, "opened_at": "2026-03-02T05:00:00.000Z", "break_since_at": None,
            }]
        },
    )  # fmt: skip

    number: str
    open: bool
    manager: str | None
    presence: Literal["offline", "ready", "calling", "serving", "break", "back_office"]
    topics: list[str]
    ticket: str | None
    opened_at: str | None
    break_since_at: str | None


class OfficeStateAnswer(Answer):
    """What a command on the whole office led to."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"id": "klin", "open": True, "issuing": True, "waiting": 7, "suspended": ["contract"]}]
        },
    )

    id: str
    open: bool
    issuing: bool
    waiting: int
    suspended: list[str]


class HealthAnswer(Answer):
    """Alive, or able to serve."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"status": "ok"}]})

    status: Literal["ok", "starting", "stopping", "failing"]
    detail: str | None = None


class FindingAnswer(Answer):
    """What is wrong with one field."""

    field: str
    detail: str


class Problem(Answer):
    """RFC 9457. `code` is for programs, `detail` a sentence for people; `state` where a state stands in the way."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{
                "type": "urn:queue-server:problem:ticket_not_waiting", "title": "Ticket not waiting", "status": 409,
                "detail": "Ticket П001 is serving, not waiting.", "code": "ticket_not_waiting", "state": "serving",
            }]
        },
    )  # fmt: skip

    type: str
    title: str
    status: int
    detail: str
    code: str
    state: str | None = Field(default=None)
    errors: list[FindingAnswer] | None = Field(default=None)
