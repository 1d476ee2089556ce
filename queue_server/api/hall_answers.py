"""What staff, halls and programs are answered: boards, queues, the history of a visit, the log. See `answers`."""

from typing import Any, Literal

from pydantic import ConfigDict

from queue_server.api.answers import Answer, ExpectedWaitAnswer
from queue_server.domain.expected_wait import EstimatorName
from queue_server.domain.judging import Judgement
from queue_server.domain.ticket import PostponedBy, TicketState


class CallRow(Answer):
    """A call as the hall sees it."""

    number: str
    desk: str | None
    called_at: str | None
    announced_at: str | None
    calls: int
    state: Literal["called", "serving", "done"]


class NextRow(Answer):
    """Who will be called soon."""

    position: int
    number: str
    topic: str | None


class DeskPlate(Answer):
    """A desk as the hall sees it: never who sits there."""

    number: str
    open: bool
    number_called: str | None
    state: Literal["offline", "ready", "calling", "serving", "break", "back_office"]


class BoardAnswer(Answer):
    """What a lobby board shows now. Never an id, a category, a name."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "seq": 412,
                    "epoch": "3796dfe076fefc55",
                    "now": "2026-03-02T06:12:04.000Z",
                    "office": {
                        "id": "klin",
                        "name": {"ru": "Клин", "en": "Klin"},
                        "timezone": "Europe/Moscow",
                        "open": True,
                    },
                    "calls": [
                        {
                            "number": "А007",
                            "desk": "3",
                            "called_at": "2026-03-02T06:11:58.210Z",
                            "announced_at": "2026-03-02T06:11:58.210Z",
                            "calls": 1,
                            "state": "called",
                        }
                    ],
                    "next": [{"position": 1, "number": "М012", "topic": "meters"}],
                    "desks": [{"number": "3", "open": True, "number_called": "А007", "state": "calling"}],
                }
            ]
        },
    )

    seq: int
    epoch: str
    now: str
    office: dict[str, Any]
    calls: list[CallRow]
    next: list[NextRow]
    desks: list[DeskPlate]


class QueueRow(Answer):
    """An open ticket, for staff."""

    id: str
    number: str | None
    topic: str | None
    category: str | None
    state: TicketState
    issued_at: str | None
    since_at: str
    promise_at: str | None
    breach_at: str | None
    wait_s: float
    accountable_wait_s: float
    target_s: float
    judged: Judgement
    desk: str | None
    calls: int
    postponed_by: PostponedBy | None
    due_at: str | None
    appointment: bool
    slot_at: str | None
    pinned_to: dict[str, str] | None


class QueueAnswer(Answer):
    """Who is in the office now, first the one who is called first."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "seq": 412,
                    "epoch": "3796dfe076fefc55",
                    "now": "2026-03-02T06:12:04.000Z",
                    "waiting": 1,
                    "tickets": [
                        {
                            "id": "k3J9x0Qm2bVt7Lw5nRz1Ag",
                            "number": "М012",
                            "topic": "meters",
                            "category": None,
                            "state": "waiting",
                            "issued_at": "2026-03-02T06:05:00.000Z",
                            "since_at": "2026-03-02T06:05:00.000Z",
                            "promise_at": "2026-03-02T06:20:00.000Z",
                            "breach_at": "2026-03-02T06:20:00.000Z",
                            "wait_s": 424.0,
                            "accountable_wait_s": 424.0,
                            "target_s": 900.0,
                            "judged": "undecided",
                            "desk": None,
                            "calls": 0,
                            "postponed_by": None,
                            "due_at": None,
                            "appointment": False,
                            "slot_at": None,
                            "pinned_to": None,
                        }
                    ],
                }
            ]
        },
    )

    seq: int
    epoch: str
    now: str
    waiting: int
    tickets: list[QueueRow]


class SegmentAnswer(Answer):
    """One stretch of a visit, in one state."""

    state: TicketState
    from_at: str
    to_at: str | None
    seconds: float
    desk: str | None
    manager: str | None
    topic: str | None
    counted_s: float
    why: str | None
    by: str
    round: int


class RoundAnswer(Answer):
    """What counted from the ticket, or from a restore, on. The largest round is judged."""

    round: int
    counted_s: float
    judged: bool


class FirstEstimateAnswer(Answer):
    """The wait that was told with the ticket, null where nobody knew, and what came of it.

    `called_after_s`: until the first call, null while there was none. `came`: whether that was sooner than the range,
    within it or later; null until it is known.
    """

    told_at: str
    expected_wait: ExpectedWaitAnswer | None
    estimator: EstimatorName | None
    called_after_s: float | None
    came: Literal["sooner", "within", "later"] | None


class HistoryAnswer(Answer):
    """A visit from the log, stretch by stretch, and what of it counted.

    `first_estimate` is null where nothing was told with the ticket, or nothing was kept: a past that was imported, a
    ticket that a kiosk gave out offline.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "ticket": "k3J9x0Qm2bVt7Lw5nRz1Ag",
                    "number": "М012",
                    "day": "2026-03-02",
                    "accountable_wait_s": 424.0,
                    "target_s": 900.0,
                    "judged": "met",
                    "first_estimate": {
                        "told_at": "2026-03-02T06:05:00.000Z",
                        "expected_wait": {"low_s": 240.0, "likely_s": 420.0, "upper_s": 660.0, "high_s": 780.0},
                        "estimator": "learned",
                        "called_after_s": 424.0,
                        "came": "within",
                    },
                    "rounds": [{"round": 1, "counted_s": 424.0, "judged": True}],
                    "segments": [
                        {
                            "state": "waiting",
                            "from_at": "2026-03-02T06:05:00.000Z",
                            "to_at": "2026-03-02T06:12:04.000Z",
                            "seconds": 424.0,
                            "desk": None,
                            "manager": None,
                            "topic": "meters",
                            "counted_s": 424.0,
                            "why": None,
                            "by": "kiosk:3f2a9c0b1d4e",
                            "round": 1,
                        }
                    ],
                }
            ]
        },
    )

    ticket: str
    number: str | None
    day: str | None
    accountable_wait_s: float
    target_s: float
    judged: Judgement
    first_estimate: FirstEstimateAnswer | None
    rounds: list[RoundAnswer]
    segments: list[SegmentAnswer]


class EventAnswer(Answer):
    """One event of the log, with the hash that ties it to the one before it."""

    seq: int
    at: str
    event: str
    data: dict[str, Any]
    actor: str
    command_id: str | None
    previous_hash: str
    hash: str


class EventsAnswer(Answer):
    """A stretch of an office's log in order, without gaps. `last_seq` is the newest there is."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "office": "klin",
                    "epoch": "3796dfe076fefc55",
                    "last_seq": 412,
                    "events": [
                        {
                            "seq": 412,
                            "at": "2026-03-02T06:12:04.000Z",
                            "event": "TicketCalled",
                            "data": {"ticket": "k3J9x0Qm2bVt7Lw5nRz1Ag", "desk": "3", "out_of_order": False},
                            "actor": "person:ivanova",
                            "command_id": None,
                            "previous_hash": "5f" * 32,
                            "hash": "c1" * 32,
                        }
                    ],
                }
            ]
        },
    )

    office: str
    epoch: str
    last_seq: int
    events: list[EventAnswer]
