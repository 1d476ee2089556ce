"""Who sits at an office's desks and takes what, as arrays. Read again when a desk, a ticket at one or the shares moved.

Who takes what is read off counts of past services, faded, with today's counted more (`Pace.shares`): a skill on paper
is not yet help at the desk. A manager never seen counts as the office's average.
"""

from dataclasses import dataclass
from operator import is_
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analytics.estimators.history import ServiceHistory
from analytics.estimators.pace import Pace
from queue_server.domain.ids import DeskNumber
from queue_server.domain.office import Desk, Office
from queue_server.domain.ticket import Ticket, TicketState

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

IDLE, BREAK = -1, -2
"""What stands in `serving` where a desk serves nobody."""
ABLE_SHARE = 0.02
"""A manager takes a topic who gives it at least this share of the services."""
NOT_YET = np.iinfo(np.int64).max
"""Since when a desk serves somebody who was called and has not come."""


@dataclass(frozen=True, slots=True)
class Seats:
    """D open desks and T topics: what does not change by time alone.

    `serving` (D) holds the topic that a desk serves, or IDLE or BREAK, since the instant `since_at`; `takes` (D, T) who
    takes what, `able` the busy ones of them; `weight` the part of a busy desk's visitors that is taken to be a topic's.
    A service that goes on has `mean_s` (D), its logarithm the middle `centre` (D); of no use where none goes on.
    By topic: `count` of the able, `same` of those that serve it now, `shares` the sum of the busy desks' shares of it,
    `shared[u, t]` of topic t's busy desks the share that take u as well, 1 where t has none.
    """

    serving: Whole
    since_at: Whole
    centre: Floats
    mean_s: Floats
    takes: Flags
    able: Flags
    weight: Floats
    count: Floats
    same: Floats
    shares: Floats
    shared: Floats
    busy: int
    resting: int


class AtDesks:
    """One office's desks as they were last seen."""

    def __init__(self, pace: Pace, history: ServiceHistory) -> None:
        self._pace, self._history = pace, history
        self._desks: dict[DeskNumber, Desk] | None = None
        self._served: list[Ticket | None] = []
        self._shares: Floats | None = None
        self._seats: Seats | None = None

    def seats(self, office: Office) -> Seats:
        """Who sits where now."""
        desks = [desk for desk in office.desks.values() if desk.manager is not None]
        served = [office.tickets.get(desk.ticket) if desk.ticket is not None else None for desk in desks]
        same = office.desks is self._desks and all(map(is_, served, self._served))
        if self._seats is None or not same or self._pace.shares(self._history.faded) is not self._shares:
            self._desks, self._served = office.desks, served
            self._seats = self._read(desks, served)
        return self._seats

    def copy(self, pace: Pace, history: ServiceHistory) -> "AtDesks":
        """What is remembered now, by these copies of the day and of what was learned."""
        copy = AtDesks(pace, history)
        copy._desks, copy._served = self._desks, self._served
        copy._shares, copy._seats = self._shares, self._seats
        return copy

    def _read(self, desks: list[Desk], served: list[Ticket | None]) -> Seats:
        topics = self._pace.topics
        serving, since_at = [IDLE] * len(desks), [desk.since_at or NOT_YET for desk in desks]
        for index, (desk, ticket) in enumerate(zip(desks, served, strict=True)):
            if ticket is not None and ticket.topic is not None:
                serving[index] = topics.of(ticket.topic)
                if ticket.state is not TicketState.SERVING:
                    since_at[index] = NOT_YET
            elif desk.break_since_at is not None:
                serving[index] = BREAK
        manager = np.array([self._pace.managers.of(desk.manager or "") for desk in desks], dtype=np.int64)
        active = [topics.of_all(desk.topics) for desk in desks]
        open_to = np.zeros((len(desks), len(topics)), dtype=np.bool_)
        for index, codes in enumerate(active):
            open_to[index, codes] = True
        self._shares = self._pace.shares(self._history.faded)
        share, at = self._shares.take(manager, axis=0), np.array(serving, dtype=np.int64)
        works, takes = (at >= 0)[:, None], (share > ABLE_SHARE) & open_to
        able = takes & works
        history = self._history
        centre = history.mu_of.take(at, mode="clip") + history.effect_of.take(manager, mode="clip")
        return Seats(
            at,
            np.array(since_at, dtype=np.int64),
            centre,
            np.exp(centre + history.spread * history.spread / 2),
            takes,
            able,
            np.minimum(1.0, 3 * share) * works * open_to,
            able.sum(0, dtype=np.float64),
            (at[:, None] == np.arange(len(topics))).sum(0, dtype=np.float64),
            (share * works).sum(0),
            _shared(able),
            int(np.count_nonzero(works)),
            int(np.count_nonzero(at == BREAK)),
        )


def _shared(able: Flags) -> Floats:
    """[u, t]: of the busy desks that take t, the share that take u as well; 1 where nobody takes t."""
    by_desk = able.astype(np.float64)
    alone = by_desk.sum(0)
    return np.where(alone > 0, by_desk.T @ by_desk / np.maximum(alone, 1), 1.0)
