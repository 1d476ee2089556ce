"""An office at one moment, as arrays: who waits, who asks, what each desk does. Read off the office's state alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.at_desks import AtDesks, Seats
from analytics.estimators.history import ServiceHistory
from analytics.estimators.in_line import InLine
from analytics.estimators.pace import Pace
from queue_server.domain.ids import SECOND, Instant, TopicId
from queue_server.domain.office import Office
from queue_server.domain.opening import clock_start_at
from queue_server.domain.ticket import Ticket, TicketState

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class People:
    """n people. `place` and `order` as the routing policy has them: smaller is called sooner."""

    topic: Whole
    place: Whole
    order: Whole
    waited_ms: Whole
    waited_s: Floats
    credited: Whole

    @classmethod
    def of(cls, numbers: Whole, at: Instant) -> "People":
        """`numbers` as `Standing` has them."""
        topic, place, order, since, credited = numbers
        waited_ms = np.maximum(at - since, 0)
        return cls(topic, place, order, waited_ms, waited_ms / SECOND, credited)

    def __len__(self) -> int:
        return len(self.topic)


@dataclass(frozen=True, slots=True)
class Moment:
    """`standing` tells which of `waiting` each seeker is, -1 of who stands in no line. `since_s`: how long each desk
    has done what it does now."""

    at: Instant
    waiting: People
    seekers: People
    standing: Whole
    seats: Seats
    since_s: Floats


class Hall:
    """One office as it was last seen: between two questions little has moved, and what has not is not read again."""

    def __init__(self, pace: Pace, history: ServiceHistory) -> None:
        self._in_line = InLine(pace.topics)
        self._at_desks = AtDesks(pace, history)

    def copy(self, pace: Pace, history: ServiceHistory) -> "Hall":
        """What is remembered now, by these copies of the day and of what was learned."""
        copy = Hall(pace, history)
        copy._in_line, copy._at_desks = self._in_line.copy(pace.topics), self._at_desks.copy(pace, history)
        return copy

    def moment(self, office: Office, seekers: Sequence[Ticket], at: Instant) -> Moment:
        """The office at `at`. Those of `seekers` who stand in line themselves are not counted before themselves."""
        waiting = self._in_line.standing(office)
        index = waiting.index
        standing = np.array([index.get(ticket.id, -1) for ticket in seekers], dtype=np.int64)
        asking = np.empty((len(waiting.numbers), len(seekers)), dtype=np.int64)
        there = standing >= 0
        asking[:, there] = waiting.numbers.take(standing[there], axis=1)
        for column in (~there).nonzero()[0].tolist():
            asking[:, column] = self._in_line.numbers(office, seekers[column])
        seats = self._at_desks.seats(office)
        since_s = np.maximum(at - seats.since_at, 0) / SECOND
        return Moment(at, People.of(waiting.numbers, at), People.of(asking, at), standing, seats, since_s)


def newcomer(office: Office, topic: TopicId, at: Instant) -> Ticket:
    """Somebody without a category who would take a ticket for `topic` now."""
    config = office.configured
    known = config.topics.get(topic)
    standard_s = known.standard_s if known is not None and known.standard_s is not None else config.standard_s
    return Ticket(
        id="",
        order=office.issued_count,
        state=TicketState.WAITING,
        since_at=at,
        topic=topic,
        topics=(topic,),
        promise_at=clock_start_at(config, at) + standard_s * SECOND,
    )
