"""What has happened, in the past tense. These are written to the log and are never edited once published.

Every event carries `at`, the instant at which it became true. Events that time itself brings about (a postponed
ticket that is due, a pin that ends, an appointment whose slot is reached) are dated at that time.
"""

from dataclasses import dataclass
from typing import TypeAlias

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import CategoryId, DeskNumber, Instant, ManagerId, TicketId, TopicId
from queue_server.domain.ticket import Pin, PostponedBy, ReturnTo


@dataclass(frozen=True, slots=True)
class OfficeConfigured:
    at: Instant
    config: OfficeConfig


@dataclass(frozen=True, slots=True)
class DayOpened:
    """`date` is the office's local date, `YYYY-MM-DD`."""

    at: Instant
    date: str


@dataclass(frozen=True, slots=True)
class IssuingStopped:
    at: Instant


@dataclass(frozen=True, slots=True)
class IssuingResumed:
    at: Instant


@dataclass(frozen=True, slots=True)
class DayClosed:
    at: Instant


@dataclass(frozen=True, slots=True)
class TopicSuspended:
    at: Instant
    topic: TopicId
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TopicResumed:
    at: Instant
    topic: TopicId


@dataclass(frozen=True, slots=True)
class DeskOpened:
    at: Instant
    desk: DeskNumber
    manager: ManagerId
    topics: tuple[TopicId, ...]


@dataclass(frozen=True, slots=True)
class DeskClosed:
    at: Instant
    desk: DeskNumber
    manager: ManagerId


@dataclass(frozen=True, slots=True)
class BreakStarted:
    at: Instant
    desk: DeskNumber
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BreakEnded:
    at: Instant
    desk: DeskNumber


@dataclass(frozen=True, slots=True)
class TopicsSet:
    at: Instant
    desk: DeskNumber
    topics: tuple[TopicId, ...]


@dataclass(frozen=True, slots=True)
class TicketBooked:
    at: Instant
    ticket: TicketId
    topic: TopicId
    slot_at: Instant
    category: CategoryId | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class TicketIssued:
    """`date` is the local date that numbers the ticket; `issued_at` is before `at` where a kiosk was offline."""

    at: Instant
    ticket: TicketId
    number: str
    date: str
    topic: TopicId
    issued_at: Instant
    clock_start_at: Instant
    category: CategoryId | None = None
    language: str | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class TicketCheckedIn:
    """`appointment` is false where the visitor came too late and waits as a walk-in."""

    at: Instant
    ticket: TicketId
    number: str
    date: str
    clock_start_at: Instant
    appointment: bool


@dataclass(frozen=True, slots=True)
class SlotReached:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TicketCalled:
    at: Instant
    ticket: TicketId
    desk: DeskNumber
    manager: ManagerId
    out_of_order: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TicketRecalled:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class ServiceStarted:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TopicAdded:
    at: Instant
    ticket: TicketId
    topic: TopicId


@dataclass(frozen=True, slots=True)
class TopicSwitched:
    at: Instant
    ticket: TicketId
    topic: TopicId


@dataclass(frozen=True, slots=True)
class TopicFinished:
    at: Instant
    ticket: TicketId
    topic: TopicId
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class TicketTransferred:
    """`topic` is the one now waited for; `return_to` whoever wants the visitor back."""

    at: Instant
    ticket: TicketId
    topic: TopicId
    pin: Pin | None = None
    return_to: ReturnTo | None = None


@dataclass(frozen=True, slots=True)
class CallReturned:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TicketPostponed:
    at: Instant
    ticket: TicketId
    by: PostponedBy
    reason: str | None = None
    due_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class TicketResumed:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class NoShowMarked:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TicketRestored:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TicketSentBack:
    """The visit goes on with whoever had transferred it and wanted it back."""

    at: Instant
    ticket: TicketId
    topic: TopicId
    outcome: str | None = None
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class PinEnded:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class VisitCompleted:
    at: Instant
    ticket: TicketId
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class TicketCancelled:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TicketLeft:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TicketRemoved:
    at: Instant
    ticket: TicketId
    reason: str


@dataclass(frozen=True, slots=True)
class TicketUnserved:
    at: Instant
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class VisitRated:
    at: Instant
    ticket: TicketId
    score: int
    comment: str | None = None


OfficeEvent: TypeAlias = (
    OfficeConfigured | DayOpened | IssuingStopped | IssuingResumed | DayClosed | TopicSuspended | TopicResumed
)
DeskEvent: TypeAlias = DeskOpened | DeskClosed | BreakStarted | BreakEnded | TopicsSet
TicketEvent: TypeAlias = (
    TicketBooked
    | TicketIssued
    | TicketCheckedIn
    | SlotReached
    | TicketCalled
    | TicketRecalled
    | ServiceStarted
    | TopicAdded
    | TopicSwitched
    | TopicFinished
    | TicketTransferred
    | CallReturned
    | TicketPostponed
    | TicketResumed
    | NoShowMarked
    | TicketRestored
    | TicketSentBack
    | PinEnded
    | VisitCompleted
    | TicketCancelled
    | TicketLeft
    | TicketRemoved
    | TicketUnserved
    | VisitRated
)
Event: TypeAlias = OfficeEvent | DeskEvent | TicketEvent
