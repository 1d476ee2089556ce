"""What an office's day has shown so far: who came, who was called after how long, who left, which services ended.

Fed with events and the office as it was before each. Knows nothing of models; forgets everything when told that a new
day begins. All times are seconds since the epoch or durations in seconds.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.ring import Ring
from queue_server.domain.events import (
    Event,
    NoShowMarked,
    TicketCalled,
    TicketCancelled,
    TicketCheckedIn,
    TicketIssued,
    TicketLeft,
    TicketPostponed,
    TicketRemoved,
    TicketSentBack,
    TicketTransferred,
    VisitCompleted,
)
from queue_server.domain.ids import SECOND, Instant, ManagerId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState

JOINS_KEPT = 256
CALLS_KEPT = 256
WAITS_KEPT = 64
LEAVES_KEPT = 64
"""Enough for half an hour of a large office; what is older says little about now."""


@dataclass(slots=True)
class Codes:
    """Words by number, in the order in which they were first seen."""

    words: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _sets: dict[tuple[str, ...], NDArray[np.int64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._numbers = {word: number for number, word in enumerate(self.words)}

    def of(self, word: str) -> int:
        """The number of `word`; a new one where it is new."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        return number

    def of_all(self, words: tuple[str, ...]) -> NDArray[np.int64]:
        """The numbers of several; remembered, since managers' topics are asked for at every moment."""
        numbers = self._sets.get(words)
        if numbers is None:
            numbers = self._sets[words] = np.array([self.of(word) for word in words], dtype=np.int64)
        return numbers

    def copy(self) -> "Codes":
        """The same numbers; words that come later do not change the copy."""
        return Codes([*self.words])

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Service:
    """One service that has ended."""

    topic: TopicId
    manager: ManagerId
    lasted_s: float


def credited(office: Office, ticket: Ticket) -> bool:
    """Whether the ticket's category lets it be called sooner than others who came with it."""
    category = office.configured.categories.get(ticket.category) if ticket.category is not None else None
    return category is not None and category.credit_s > 0


class Pace:
    """One office's present day. `topics` and `managers` number the words."""

    def __init__(self, topics: Codes, managers: Codes) -> None:
        self.topics = topics
        self.managers = managers
        self.joins = Ring(JOINS_KEPT, 2)  # at, topic
        self.calls = Ring(CALLS_KEPT, 2)  # at, topic
        self.waits = Ring(WAITS_KEPT, 4)  # at, topic, waited, with a credit; only of those who had to wait
        self.leaves = Ring(LEAVES_KEPT, 2)  # at, topic
        self.services: list[Service] = []
        self.takes: NDArray[np.float64] = np.zeros((0, 0))  # calls today by manager and topic
        self.first_call_at: Instant | None = None

    def observe(self, before: Office, event: Event) -> None:
        """Takes in one event. Of `TicketIssued` it needs no state: `before` may then be that of a little earlier."""
        match event:
            case TicketIssued():
                self.joins.append(event.at / SECOND, self.topics.of(event.topic))
            case _:
                ticket = before.tickets.get(getattr(event, "ticket", ""))
                if ticket is not None and ticket.topic is not None:
                    self._follow(before, ticket, self.topics.of(ticket.topic), event)

    def begin(self) -> None:
        """A new day: nothing has happened yet."""
        for ring in (self.joins, self.calls, self.waits, self.leaves):
            ring.clear()
        self.services.clear()
        self.takes = np.zeros((0, 0))
        self.first_call_at = None

    def copy(self, topics: Codes, managers: Codes) -> "Pace":
        """What is asked of the day so far, as it is now, by these copies of the words; without the night's services."""
        copy = Pace(topics, managers)
        copy.joins, copy.calls = self.joins.copy(), self.calls.copy()
        copy.waits, copy.leaves = self.waits.copy(), self.leaves.copy()
        copy.takes, copy.first_call_at = self.takes.copy(), self.first_call_at
        return copy

    def _follow(self, before: Office, ticket: Ticket, topic: int, event: Event) -> None:
        at_s = event.at / SECOND
        match event:
            case TicketCheckedIn():
                self.joins.append(at_s, topic)
            case TicketCalled() if ticket.state is TicketState.WAITING:
                self.calls.append(at_s, topic)
                self._see_taken(self.managers.of(event.manager), topic)
                waited_s = at_s - ticket.since_at / SECOND
                if waited_s > 0:
                    self.waits.append(at_s, topic, waited_s, credited(before, ticket))
                if self.first_call_at is None:
                    self.first_call_at = event.at
            case TicketLeft() | TicketCancelled() | TicketRemoved() if ticket.state is TicketState.WAITING:
                self.leaves.append(at_s, topic)
            case NoShowMarked():
                self.leaves.append(at_s, topic)
            case VisitCompleted() | TicketTransferred() | TicketSentBack() | TicketPostponed() | TicketRemoved():
                self._see_service(ticket, event.at)
            case _:
                pass

    def _see_taken(self, manager: int, topic: int) -> None:
        if manager >= self.takes.shape[0] or topic >= self.takes.shape[1]:
            old = self.takes
            self.takes = np.zeros((len(self.managers), len(self.topics)))
            self.takes[: old.shape[0], : old.shape[1]] = old
        self.takes[manager, topic] += 1

    def _see_service(self, ticket: Ticket, at: Instant) -> None:
        if ticket.state is TicketState.SERVING and ticket.topic is not None and ticket.manager is not None:
            self.services.append(Service(ticket.topic, ticket.manager, (at - ticket.since_at) / SECOND))
