"""What the rules need of one office's day: whose wait has ended and how it was judged, and who still waits.

Folded by looking again at the tickets that events touched; judging and clocks are the domain's. A visit counts at the
moment its wait ended; who still waits above the standard counts now, again and again, until called. So a window's
figures are the service level as everywhere else, restricted to the window.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import NamedTuple

from analytics.alerts.waits import Running, RunningWaits
from queue_server.domain.clocks import counts
from queue_server.domain.ids import Instant, TicketId
from queue_server.domain.judging import Judgement, judged
from queue_server.domain.office import Office
from queue_server.domain.ticket import Ticket, TicketState

AT_A_DESK = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.COMPLETED, TicketState.NO_SHOW})
"""States whose wait was ended by the last call."""


class Ended(NamedTuple):
    """A wait that is over: when, and whether above the standard."""

    at: Instant
    breached: bool


class OfficeWatch:
    """The waits of one office's day. A look costs what its windows hold, not what the day does."""

    def __init__(self, office: Office) -> None:
        self.running = RunningWaits()
        self._ended: dict[TicketId, Ended] = {}
        self._in_order: list[tuple[Instant, TicketId]] = []
        self._late = 0
        self._begin(office)

    def take(self, office: Office, tickets: Iterable[TicketId]) -> None:
        """Looks again at the tickets that something happened to. A new day begins anew."""
        if office.day_opened_at != self.day_opened_at:
            self._begin(office)
            return
        for ticket_id in tickets:
            ticket = office.tickets.get(ticket_id)
            if ticket is not None:
                self._take(office, ticket)

    def today(self, at: Instant) -> tuple[int, int]:
        """Breached and judged visits since the day was opened."""
        late = self.running.count_late(at)
        return self._late + late, len(self._ended) + late

    def between(self, after_at: Instant, at: Instant) -> tuple[int, int]:
        """Breached and judged visits of the window `(after_at, at]`."""
        inside = [self._ended[ticket].breached for ticket in self._since(after_at)]
        late = self.running.count_late(at)
        return sum(inside) + late, len(inside) + late

    def late(self, after_at: Instant, at: Instant) -> list[TicketId]:
        """The breached visits of the window; those who still wait first, the longest of them at the head."""
        gone = [ticket for ticket in self._since(after_at) if self._ended[ticket].breached]
        return [*self.running.late(at), *reversed(gone)]

    def _begin(self, office: Office) -> None:
        self.day_opened_at = office.day_opened_at
        self.running, self._ended, self._in_order, self._late = RunningWaits(), {}, [], 0
        for ticket in office.tickets.values():
            self._take(office, ticket)

    def _take(self, office: Office, ticket: Ticket) -> None:
        self.running.put(ticket.id, _wait_of(ticket))
        self._put(ticket.id, self._end_of(office, ticket))

    def _end_of(self, office: Office, ticket: Ticket) -> Ended | None:
        """The end of a wait of this day that was judged; None where there is none."""
        if ticket.number is None or counts(ticket) or self.day_opened_at is None:
            return None
        at = _ended_at(ticket)
        judgement = judged(ticket, at, office.configured.limits)
        if at < self.day_opened_at or judgement not in (Judgement.MET, Judgement.BREACHED):
            return None
        return Ended(at, judgement is Judgement.BREACHED)

    def _put(self, ticket: TicketId, end: Ended | None) -> None:
        before = self._ended.pop(ticket, None)
        if before is not None:
            del self._in_order[bisect_left(self._in_order, (before.at, ticket))]
            self._late -= before.breached
        if end is not None:
            self._ended[ticket] = end
            insort(self._in_order, (end.at, ticket))
            self._late += end.breached

    def _since(self, after_at: Instant) -> list[TicketId]:
        start = bisect_right(self._in_order, after_at, key=lambda place: place[0])
        return [ticket for _, ticket in self._in_order[start:]]


def _wait_of(ticket: Ticket) -> Running | None:
    if ticket.number is None or not counts(ticket):
        return None
    start_at = max(ticket.since_at, ticket.clock_start_at) - ticket.round_ms
    return Running(start_at, ticket.worst_ms, ticket.target_ms)


def _ended_at(ticket: Ticket) -> Instant:
    if ticket.state in AT_A_DESK and ticket.called_at is not None:
        return ticket.called_at
    return ticket.ended_at if ticket.ended_at is not None else ticket.since_at
