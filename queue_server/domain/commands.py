"""What people and devices ask of an office. `at` comes beside the command: the server's clock, not the caller's."""

from dataclasses import dataclass
from typing import TypeAlias

from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.ids import CategoryId, DeskNumber, Instant, ManagerId, TicketId, TopicId
from queue_server.domain.ticket import PostponedBy


@dataclass(frozen=True, slots=True)
class Configure:
    config: OfficeConfig


@dataclass(frozen=True, slots=True)
class Book:
    ticket: TicketId
    topic: TopicId | None
    slot_at: Instant | None
    category: CategoryId | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Issue:
    """`issued_at` is a kiosk's own time for a ticket it gave out while `offline`; otherwise it is not looked at."""

    ticket: TicketId
    topic: TopicId | None
    category: CategoryId | None = None
    language: str | None = None
    issued_at: Instant | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class CallNext:
    desk: DeskNumber


@dataclass(frozen=True, slots=True)
class Call:
    desk: DeskNumber
    ticket: TicketId
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Recall:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Start:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class AddTopic:
    ticket: TicketId
    topic: TopicId | None


@dataclass(frozen=True, slots=True)
class SwitchTopic:
    ticket: TicketId
    topic: TopicId | None


@dataclass(frozen=True, slots=True)
class FinishTopic:
    ticket: TicketId
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Exactly one of `topic`, `manager`, `to_desk`."""

    ticket: TicketId
    topic: TopicId | None = None
    manager: ManagerId | None = None
    to_desk: DeskNumber | None = None
    return_to_me: bool = False


@dataclass(frozen=True, slots=True)
class ReturnToQueue:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Postpone:
    ticket: TicketId
    by: PostponedBy | None
    reason: str | None = None
    due_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class MarkNoShow:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Restore:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Complete:
    ticket: TicketId
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class MarkLeft:
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Remove:
    ticket: TicketId
    reason: str | None


@dataclass(frozen=True, slots=True)
class Rate:
    ticket: TicketId
    score: int | None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class OpenDesk:
    desk: DeskNumber
    manager: ManagerId | None


@dataclass(frozen=True, slots=True)
class CloseDesk:
    desk: DeskNumber


@dataclass(frozen=True, slots=True)
class StartBreak:
    desk: DeskNumber
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EndBreak:
    desk: DeskNumber


@dataclass(frozen=True, slots=True)
class SetTopics:
    desk: DeskNumber
    topics: tuple[TopicId, ...] | None


@dataclass(frozen=True, slots=True)
class OpenDay:
    pass


@dataclass(frozen=True, slots=True)
class StopIssuing:
    pass


@dataclass(frozen=True, slots=True)
class ResumeIssuing:
    pass


@dataclass(frozen=True, slots=True)
class CloseDay:
    pass


@dataclass(frozen=True, slots=True)
class SuspendTopic:
    topic: TopicId | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ResumeTopic:
    topic: TopicId | None


TicketCommand: TypeAlias = (
    CheckIn
    | Recall
    | Start
    | AddTopic
    | SwitchTopic
    | FinishTopic
    | Transfer
    | ReturnToQueue
    | Postpone
    | Resume
    | MarkNoShow
    | Restore
    | Complete
    | Cancel
    | MarkLeft
    | Remove
    | Rate
)
DeskCommand: TypeAlias = OpenDesk | CloseDesk | CallNext | Call | StartBreak | EndBreak | SetTopics
OfficeCommand: TypeAlias = OpenDay | StopIssuing | ResumeIssuing | CloseDay | SuspendTopic | ResumeTopic | Configure
Command: TypeAlias = Book | Issue | TicketCommand | DeskCommand | OfficeCommand
