"""One drawn future of a present, through the real domain: what the kernel's calls are held against, ticket by ticket.

Everything that was drawn is taken as it is; who is called when, and what becomes of pins, slots and returns, is the
domain's to say. At one moment time does its own first; then desks become free, visitors come, and go.
"""

import heapq
from enum import IntEnum
from itertools import accumulate

import numpy as np

from analytics.outlook.present import Futures
from analytics.simulation.day import Calls, Shifts
from queue_server.domain import commands as c
from queue_server.domain.clocks import accountable_ms
from queue_server.domain.events import TicketCalled
from queue_server.domain.handling import handle
from queue_server.domain.ids import Instant, TicketId
from queue_server.domain.ticket import TicketState


class _What(IntEnum):
    """In this order at one moment."""

    TURNS = 0
    FREE = 1
    COMES = 2
    STARTS = 3
    LEAVES = 4


class ExactRest:
    """Future number `row` of `drawn`, which begins at `at`, with the desks as they are."""

    def __init__(self, drawn: Futures, shifts: Shifts, at: Instant, row: int) -> None:
        visitors = drawn.visitors
        self.office = drawn.office
        self.calls = Calls(np.full(visitors.shape[1], np.inf), np.full(visitors.shape[1], -1))
        self.passed = np.zeros(visitors.shape[1], np.bool_)
        """Whose accountable wait was above the target when they were called."""
        self._drawn, self._shifts, self._at, self._row = drawn, shifts, at, row
        self._desks = [desk.number for desk in drawn.desks]
        self._column = {stay.ticket.id: column for column, stay in enumerate(drawn.stays)}
        first_back = visitors.shape[1] - len(drawn.back)
        self._back: dict[TicketId, list[int]] = {}
        """The columns of those who are sent back, in the order in which they are."""
        for number, one in enumerate(drawn.back):
            self._back.setdefault(one.stay.ticket.id, []).append(first_back + number)
        self._hold_ms = {first_back + n: one.stay.hold.lasts_ms for n, one in enumerate(drawn.back) if one.stay.hold}
        self._idle_since: dict[int, float] = {}
        self._agenda: list[tuple[float, _What, int, TicketId]] = []

    def run(self) -> Calls:
        """Until nobody is left to come, to serve or to go. (N,) when each column was called, and by which desk."""
        for number, desk in enumerate(self._drawn.desks):
            ticket = self.office.tickets.get(desk.ticket) if desk.ticket is not None else None
            if ticket is not None and ticket.state is TicketState.CALLED:
                self._do(0.0, c.Start(ticket.id))
            self._later(self._drawn.free_ms[self._row, number], _What.FREE, number)
        arrival, patience = (self._of(name) for name in ("arrival_ms", "patience_ms"))
        for column, stay in enumerate(self._drawn.stays):
            self._later(arrival[column] + patience[column], _What.LEAVES, column, stay.ticket.id)
            stages = stay.hold.stages() if stay.hold is not None else []
            for turns_ms in accumulate(hold.lasts_ms for hold in stages):
                self._later(turns_ms, _What.TURNS, column)
        for column in range(len(self._drawn.stays), len(arrival) - len(self._back)):
            ticket_id = f"to-come-{column}"
            self._column[ticket_id] = column
            self._later(arrival[column], _What.COMES, column, ticket_id)
            self._later(arrival[column] + patience[column], _What.LEAVES, column, ticket_id)
        while self._agenda:
            self._happens(*heapq.heappop(self._agenda))
        return self.calls

    def _happens(self, at: float, what: _What, number: int, ticket: TicketId) -> None:
        match what:
            case _What.TURNS:
                self._ask_around(at)
            case _What.FREE:
                self._done(at, number)
            case _What.COMES:
                topic, category = divmod(int(self._of("line")[number]), len(self._drawn.categories))
                issue = c.Issue(ticket, self._drawn.topics[topic], self._drawn.categories[category] or None)
                self._do(at, issue)
                self._ask_around(at)
            case _What.STARTS:
                self._do(at, c.Start(ticket))
            case _What.LEAVES:
                if self._state(ticket) is TicketState.WAITING and self._column[ticket] == number:
                    self._do(at, c.MarkLeft(ticket))

    def _done(self, at: float, number: int) -> None:
        desk = self.office.desks[self._desks[number]]
        if desk.break_since_at is not None:
            self._do(at, c.EndBreak(desk.number))
        elif desk.ticket is not None:
            self._do(at, c.Complete(desk.ticket, "done"))
            if self._state(desk.ticket) is TicketState.WAITING:
                self._sent_back(at, desk.ticket)
        self._idle_since[number] = at
        self._ask(at, number)

    def _sent_back(self, at: float, ticket: TicketId) -> None:
        column = self._column[ticket] = self._back[ticket].pop(0)
        self._later(at + self._of("patience_ms")[column], _What.LEAVES, column, ticket)
        self._later(at + self._hold_ms[column], _What.TURNS, column)
        self._ask_around(at)

    def _ask_around(self, at: float) -> None:
        for number, _since in sorted(self._idle_since.items(), key=lambda pair: (pair[1], pair[0])):
            self._ask(at, number)

    def _ask(self, at: float, number: int) -> None:
        for event in self._do(at, c.CallNext(self._desks[number])):
            if isinstance(event, TicketCalled):
                del self._idle_since[number]
                column = self._column[event.ticket]
                self.calls.called_ms[column], self.calls.by[column] = at, number
                held = self.office.tickets.get(event.ticket)
                self.passed[column] = held is not None and accountable_ms(held, self._at + round(at)) > held.target_ms
                starts = at + float(self._of("walk_ms")[column])
                service = np.rint(self._of("service_ms")[column] * self._shifts.speed[number])
                self._later(starts, _What.STARTS, number, event.ticket)
                self._later(starts + float(service), _What.FREE, number)

    def _of(self, name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        found: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = getattr(self._drawn.visitors, name)[self._row]
        return found

    def _state(self, ticket: TicketId) -> TicketState | None:
        held = self.office.tickets.get(ticket)
        return held.state if held is not None else None

    def _do(self, at: float, command: c.Command) -> list[object]:
        events, self.office = handle(self.office, command, self._at + round(at))
        return list(events)

    def _later(self, at: float, what: _What, number: int, ticket: TicketId = "") -> None:
        if np.isfinite(at):
            heapq.heappush(self._agenda, (float(at), what, number, ticket))
