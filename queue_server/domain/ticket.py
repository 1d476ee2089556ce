"""A visit's one ticket: its states, and what is known of it at a moment."""

from dataclasses import dataclass
from enum import StrEnum

from queue_server.domain.ids import (
    CategoryId,
    DeskNumber,
    Instant,
    ManagerId,
    Milliseconds,
    TicketId,
    TopicId,
)


class TicketState(StrEnum):
    """The life of a ticket. `no_show` ends a visit softly: it can be restored within the grace time."""

    BOOKED = "booked"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    POSTPONED = "postponed"
    NO_SHOW = "no_show"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    LEFT = "left"
    REMOVED = "removed"
    UNSERVED = "unserved"


OPEN_STATES = frozenset(
    {TicketState.BOOKED, TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.POSTPONED}
)
"""States from which a visit still goes on by itself; `no_show` is not one of them."""


class WaitReason(StrEnum):
    """Why a ticket stands in the line."""

    FIRST = "first"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    RESTORED = "restored"
    RESUMED = "resumed"
    SENT_BACK = "sent_back"


class PostponedBy(StrEnum):
    """Whose wish a postponement is: the office's does not stop the clock."""

    VISITOR = "visitor"
    OFFICE = "office"


class PinKind(StrEnum):
    """To whom a waiting ticket can be tied."""

    MANAGER = "manager"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Pin:
    """A tie to one manager or desk that ends by itself at `until_at`."""

    kind: PinKind
    to: str
    until_at: Instant


@dataclass(frozen=True, slots=True)
class ReturnTo:
    """Who wants the visitor back after a transfer, and for what."""

    manager: ManagerId
    topic: TopicId


@dataclass(frozen=True, slots=True)
class FinishedTopic:
    """A topic dealt with during the visit, and how it ended."""

    topic: TopicId
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """All that the log says of one visit.

    Times are instants (`_at`) or milliseconds (`_ms`). `wait_ms`, `walk_ms`, `service_ms` hold the segments that have
    ended; the one that runs began at `since_at`. `round_ms` is the counted wait of the present round, `worst_ms` the
    largest round before it, `counted_ms` the counted wait of all rounds (the promise goes by it). `topic` is the
    active topic while serving and the topic waited for otherwise; `topics` are all that remain, oldest first. `awaited`
    is the topic last waited for, whose standard `target_ms` is and under which the visit is counted.
    """

    id: TicketId
    order: int
    state: TicketState
    since_at: Instant
    topic: TopicId | None
    topics: tuple[TopicId, ...]
    category: CategoryId | None = None
    language: str | None = None

    slot_at: Instant | None = None
    appointment: bool = False

    number: str | None = None
    issued_at: Instant | None = None
    clock_start_at: Instant = 0
    offline: bool = False
    ended_at: Instant | None = None

    wait_reason: WaitReason | None = None
    awaited: TopicId | None = None
    target_ms: Milliseconds = 0
    promise_at: Instant = 0
    early: bool = False

    wait_ms: Milliseconds = 0
    walk_ms: Milliseconds = 0
    service_ms: Milliseconds = 0
    round_ms: Milliseconds = 0
    worst_ms: Milliseconds = 0
    counted_ms: Milliseconds = 0

    calls: int = 0
    calls_in_row: int = 0
    out_of_order_calls: int = 0
    desk: DeskNumber | None = None
    manager: ManagerId | None = None
    called_at: Instant | None = None
    announced_at: Instant | None = None
    started_at: Instant | None = None

    pin: Pin | None = None
    returns: tuple[ReturnTo, ...] = ()
    finished: tuple[FinishedTopic, ...] = ()

    postponed_by: PostponedBy | None = None
    due_at: Instant | None = None
    reason: str | None = None

    restore_used: bool = False
    outcome: str | None = None
    score: int | None = None
    comment: str | None = None
