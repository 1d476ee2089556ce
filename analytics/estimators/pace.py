"""What an office's day has shown so far: who came, who was called after how long, who left, which services ended.

Fed with events and the office as it was before each. Knows nothing of models; forgets everything when told that a new
day begins. All times are seconds since the epoch or durations in seconds. Events come in order of time (`handle`).
"""

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.recent import Recent
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

Floats: TypeAlias = NDArray[np.float64]

JOINS_KEPT = 256
CALLS_KEPT = 256
WAITS_KEPT = 64
LEAVES_KEPT = 64
"""Enough for half an hour of a large office; what is older says little about now."""
TODAY_WEIGHT = 5.0
"""A service of today says as much about what a manager does now as five of yesterday."""

EVERY = None
"""What all of an office's happenings are, whatever their topic."""
Kind: TypeAlias = tuple[int, bool]
"""A topic, and whether with a credit."""
Waited: TypeAlias = tuple[float, float]
"""When a wait ended, and how long it was."""


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
class _Shares:
    """What `shares` follow from, and the shares."""

    faded: Floats
    shares: Floats


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
        self.joins = Recent[float](JOINS_KEPT)  # when, by topic and of EVERY one; as the next three
        self.calls = Recent[float](CALLS_KEPT)
        self.leaves = Recent[float](LEAVES_KEPT)
        self.waits = Recent[Waited](WAITS_KEPT)  # by Kind as well; only of those who had to wait
        self.services: list[Service] = []
        self.first_call_at: Instant | None = None
        self._takes: Floats = np.zeros((0, 0))  # calls today by manager and topic
        self._shares: _Shares | None = None

    def observe(self, before: Office, event: Event) -> None:
        """Takes in one event. Of `TicketIssued` it needs no state: `before` may then be that of a little earlier."""
        match event:
            case TicketIssued():
                self.joins.append(event.at / SECOND, EVERY, self.topics.of(event.topic))
            case _:
                ticket = before.tickets.get(getattr(event, "ticket", ""))
                if ticket is not None and ticket.topic is not None:
                    self._follow(before, ticket, self.topics.of(ticket.topic), event)

    def begin(self) -> None:
        """A new day: nothing has happened yet."""
        for recent in (self.joins, self.calls, self.leaves, self.waits):
            recent.clear()
        self.services.clear()
        self.first_call_at = None
        self._takes, self._shares = np.zeros((0, 0)), None

    def shares(self, faded: Floats) -> Floats:
        """[manager, topic]: which share of a manager's services each topic has; the office's of a manager never seen.

        `faded`: services of past days by manager and topic; today's are counted on top. Worked out when a call has
        changed it, not with each question.
        """
        size = (max(len(self.managers), 1), len(self.topics))
        known = self._shares
        if known is None or known.faded is not faded or known.shares.shape != size:
            known = self._shares = _Shares(faded, _shares(size, faded, self._takes))
        return known.shares

    def copy(self, topics: Codes, managers: Codes) -> "Pace":
        """What is asked of the day so far, as it is now, by these copies of the words; without the night's services."""
        copy = Pace(topics, managers)
        copy.joins, copy.calls = self.joins.copy(), self.calls.copy()
        copy.waits, copy.leaves = self.waits.copy(), self.leaves.copy()
        copy._takes, copy._shares, copy.first_call_at = self._takes.copy(), self._shares, self.first_call_at
        return copy

    def _follow(self, before: Office, ticket: Ticket, topic: int, event: Event) -> None:
        at_s = event.at / SECOND
        match event:
            case TicketCheckedIn():
                self.joins.append(at_s, EVERY, topic)
            case TicketCalled() if ticket.state is TicketState.WAITING:
                self.calls.append(at_s, EVERY, topic)
                self._see_taken(self.managers.of(event.manager), topic)
                waited_s = at_s - ticket.since_at / SECOND
                if waited_s > 0:
                    self.waits.append((at_s, waited_s), EVERY, topic, (topic, credited(before, ticket)))
                if self.first_call_at is None:
                    self.first_call_at = event.at
            case TicketLeft() | TicketCancelled() | TicketRemoved() if ticket.state is TicketState.WAITING:
                self.leaves.append(at_s, EVERY, topic)
            case NoShowMarked():
                self.leaves.append(at_s, EVERY, topic)
            case VisitCompleted() | TicketTransferred() | TicketSentBack() | TicketPostponed() | TicketRemoved():
                self._see_service(ticket, event.at)
            case _:
                pass

    def _see_taken(self, manager: int, topic: int) -> None:
        if manager >= self._takes.shape[0] or topic >= self._takes.shape[1]:
            old = self._takes
            self._takes = np.zeros((len(self.managers), len(self.topics)))
            self._takes[: old.shape[0], : old.shape[1]] = old
        self._takes[manager, topic] += 1
        self._shares = None

    def _see_service(self, ticket: Ticket, at: Instant) -> None:
        if ticket.state is TicketState.SERVING and ticket.topic is not None and ticket.manager is not None:
            self.services.append(Service(ticket.topic, ticket.manager, (at - ticket.since_at) / SECOND))


def _shares(size: tuple[int, int], faded: Floats, today: Floats) -> Floats:
    counts = np.zeros(size)
    counts[: faded.shape[0], : faded.shape[1]] += faded
    counts[: today.shape[0], : today.shape[1]] += TODAY_WEIGHT * today
    total, office = counts.sum(1, keepdims=True), counts.sum(0)
    mix = office / office.sum() if office.sum() > 0 else np.full(size[1], 1 / max(size[1], 1))
    return np.where(total > 0, counts / np.maximum(total, 1e-9), mix)
