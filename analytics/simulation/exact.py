"""One simulated day through the real domain: every rule of the office, none of them written here.

Visitors come as they were drawn; managers do what they can do: open, call, start, finish, take the break that is due,
close. A shift whose desk or manager has another before it begins once that is over. A manager who is free asks for the
next visitor at once; where a visitor comes and several are free, whoever has been free for longest asks first. At one
moment a desk becomes free before a visitor comes, and a visitor is called before leaving.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from random import Random

import numpy as np

from analytics.simulation.day import Calls, Visitors
from analytics.simulation.roster import Shift, before_each
from queue_server.domain import commands as c
from queue_server.domain.configuration import OfficeConfig
from queue_server.domain.events import Event, TicketCalled
from queue_server.domain.handling import handle
from queue_server.domain.ids import CategoryId, Instant, TicketId, TopicId
from queue_server.domain.office import Office
from queue_server.domain.ticket import TicketState
from queue_server.domain.transferring import pin_ms

TICKETS = "visitor-"
"""How the ids of a day's tickets begin."""


class _What(IntEnum):
    """In this order at one moment."""

    FREE = 0
    RESTS_OR_CLOSES = 1
    COMES = 2
    STARTS = 3
    LEAVES = 4
    RECALLED = 5
    COMES_BACK = 6
    PIN_ENDS = 7


@dataclass(frozen=True, slots=True)
class Manners:
    """What only the domain knows how to do: shares of services that end in a transfer, of no-shows who come back.

    A transfer goes to another topic, or (`pinned_share` of them) to another manager who stays tied to the ticket for as
    long as the rules say; `return_share` of them ask for the visitor back. The second service is as long as the first.
    """

    transfer_share: float = 0.0
    pinned_share: float = 0.5
    return_share: float = 0.0
    restore_share: float = 0.0
    restore_after_s: float = 300.0
    restored_service_s: float = 240.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """The visitors of one day (1, N), and what their lines are called: `topic * len(categories) + category`."""

    visitors: Visitors
    topics: Sequence[TopicId]
    categories: Sequence[CategoryId | None]

    def topic(self, visitor: int) -> TopicId:
        """What the visitor comes for."""
        return self.topics[int(self.visitors.line[0, visitor]) // len(self.categories)]

    def category(self, visitor: int) -> CategoryId | None:
        """A reason to be called sooner."""
        return self.categories[int(self.visitors.line[0, visitor]) % len(self.categories)]


class ExactDay:
    """A day of `config`'s office. `midnight_at` is the moment from which the crowd's and the roster's times count.

    `before`: the office as earlier days left it, closed; a new one without it. `tickets`: how their ids begin, so that
    those of several days differ.
    """

    def __init__(
        self,
        config: OfficeConfig,
        roster: Sequence[Shift],
        crowd: Crowd,
        *,
        midnight_at: Instant,
        manners: Manners | None = None,
        seed: int = 0,
        before: Office | None = None,
        tickets: str = TICKETS,
    ) -> None:
        self.office = before or Office(config.id)
        self._tickets = tickets
        self.calls = Calls(np.full((1, crowd.visitors.shape[1]), np.inf), np.full((1, crowd.visitors.shape[1]), -1))
        self._config, self._roster, self._crowd = config, roster, crowd
        self._midnight_at = midnight_at
        self._manners = manners or Manners()
        self._chance = Random(seed)  # noqa: S311 - a simulation
        self._agenda: list[tuple[float, _What, int]] = []
        self._idle_since: dict[int, float] = {}
        self._frees_at: dict[int, float] = {}
        """When each shift can next do something: begins, or is over with a visitor or a break."""
        self._before = before_each(roster)
        self._breaks_taken = [0] * len(roster)
        self._opened: set[int] = set()
        self._over: set[int] = set()
        self._transferred: set[TicketId] = set()

    def run(self) -> Iterator[Event]:
        """Every event of the day, in order; `calls` and `office` grow with them. It ends with the last shift, or when
        the last visitor has come.
        """
        arrivals = self._crowd.visitors.arrival_ms[0]
        begins = min([shift.begins_ms for shift in self._roster] + [float(arrivals[:1].min(initial=np.inf))])
        yield from self._do(begins, c.Configure(self._config))
        yield from self._do(begins, c.OpenDay())
        for number, shift in enumerate(self._roster):
            self._frees(shift.begins_ms, number)
            for moment in (*(due for due, _ in shift.breaks), shift.ends_ms):
                self._later(moment, _What.RESTS_OR_CLOSES, number)
        for visitor, at in enumerate(arrivals):
            if np.isfinite(at):
                self._later(at, _What.COMES, visitor)
                self._later(at + self._crowd.visitors.patience_ms[0, visitor], _What.LEAVES, visitor)
        at, last = begins, max(arrivals[np.isfinite(arrivals)], default=begins)
        while self._agenda and (len(self._over) < len(self._roster) or self._agenda[0][:2] <= (last, _What.COMES)):
            at, what, number = heapq.heappop(self._agenda)
            yield from self._happens(at, what, number)
        yield from self._do(at, c.CloseDay())

    def _happens(self, at: float, what: _What, number: int) -> Iterator[Event]:
        ticket = name(number, self._tickets)
        match what:
            case _What.FREE:
                yield from self._turn(at, number)
            case _What.RESTS_OR_CLOSES:
                if number in self._idle_since:
                    yield from self._free(at, number)
            case _What.COMES:
                yield from self._do(at, c.Issue(ticket, self._crowd.topic(number), self._crowd.category(number)))
                yield from self._ask_around(at)
            case _What.STARTS:
                yield from self._do(at, c.Start(ticket))
            case _What.LEAVES:
                if self._state(ticket) is TicketState.WAITING:
                    yield from self._do(at, c.MarkLeft(ticket))
            case _What.RECALLED:
                yield from self._do(at, c.Recall(ticket))
            case _What.COMES_BACK:
                yield from self._do(at, c.Restore(ticket))
                yield from self._ask_around(at)
            case _What.PIN_ENDS:
                yield from self._ask_around(at)

    def _turn(self, at: float, number: int) -> Iterator[Event]:
        if self._frees_at.get(number) != at:  # it has had it, for whoever comes after it
            return
        del self._frees_at[number]
        yield from self._done(at, number) if number in self._opened else self._opens(at, number)

    def _opens(self, at: float, number: int) -> Iterator[Event]:
        """Once whoever is before it at the desk, and its manager elsewhere, are over."""
        for before in self._before[number]:
            if before in self._idle_since:
                yield from self._free(at, before)
            else:
                yield from self._turn(at, before)
            if before not in self._over:
                self._frees(self._frees_at.get(before, self._roster[before].ends_ms), number)
                return
        shift = self._roster[number]
        self._opened.add(number)
        yield from self._do(at, c.OpenDesk(shift.desk, shift.manager))
        yield from self._free(at, number)

    def _done(self, at: float, number: int) -> Iterator[Event]:
        """The service, the break or the waiting for somebody who did not come is over."""
        desk = self.office.desks[self._roster[number].desk]
        if desk.break_since_at is not None:
            yield from self._do(at, c.EndBreak(desk.number))
        elif desk.ticket is not None:
            yield from self._leave_desk(at, number, desk.ticket)
        yield from self._free(at, number)

    def _leave_desk(self, at: float, number: int, ticket: TicketId) -> Iterator[Event]:
        if self._state(ticket) is TicketState.CALLED:
            yield from self._do(at, c.MarkNoShow(ticket))
            if self._chance.random() < self._manners.restore_share:
                self._later(at + self._manners.restore_after_s * 1000, _What.COMES_BACK, visitor_of(ticket))
            return
        if ticket not in self._transferred and self._chance.random() < self._manners.transfer_share:
            transfer = self._transfer(number, ticket)
            if transfer is not None:
                self._transferred.add(ticket)
                yield from self._do(at, transfer)
                self._later(at + pin_ms(self.office), _What.PIN_ENDS, 0)
                yield from self._ask_around(at)
                return
        outcomes = self._config.outcomes
        yield from self._do(at, c.Complete(ticket, outcomes[0].id if outcomes else "done"))
        if self._state(ticket) is TicketState.WAITING:  # sent back to whoever wanted to see the visitor again
            yield from self._ask_around(at)

    def _transfer(self, number: int, ticket: TicketId) -> c.Transfer | None:
        held = self.office.tickets.get(ticket)
        topic = held.topic if held is not None else None
        back = self._chance.random() < self._manners.return_share
        if self._chance.random() < self._manners.pinned_share:
            others = [
                desk.manager
                for desk in self.office.desks.values()
                if desk.manager is not None and desk.number != self._roster[number].desk and topic in desk.topics
            ]
            return c.Transfer(ticket, manager=self._chance.choice(others), return_to_me=back) if others else None
        others = [other for other in self._crowd.topics if other != topic]
        return c.Transfer(ticket, topic=self._chance.choice(others), return_to_me=back) if others else None

    def _free(self, at: float, number: int) -> Iterator[Event]:
        """A manager with nobody at the desk: the end of the shift, the break that is due, or the next visitor."""
        shift = self._roster[number]
        self._idle_since.setdefault(number, at)
        taken = self._breaks_taken[number]
        if at >= shift.ends_ms:
            del self._idle_since[number]
            self._over.add(number)
            yield from self._do(at, c.CloseDesk(shift.desk))
            yield from self._ask_around(at)  # whoever was tied to this manager is tied no longer
        elif taken < len(shift.breaks) and shift.breaks[taken][0] <= at:
            self._breaks_taken[number] += 1
            del self._idle_since[number]
            yield from self._do(at, c.StartBreak(shift.desk))
            self._frees(min(at + shift.breaks[taken][1], shift.ends_ms), number)
        else:
            yield from self._ask(at, number)

    def _ask_around(self, at: float) -> Iterator[Event]:
        for number, _since in sorted(self._idle_since.items(), key=lambda pair: (pair[1], pair[0])):
            yield from self._ask(at, number)

    def _ask(self, at: float, number: int) -> Iterator[Event]:
        shift = self._roster[number]
        for event in self._do(at, c.CallNext(shift.desk)):
            yield event
            if isinstance(event, TicketCalled):
                del self._idle_since[number]
                self._called(at, number, event.ticket)

    def _called(self, at: float, number: int, ticket: TicketId) -> None:
        visitor = visitor_of(ticket)
        if not np.isfinite(self.calls.called_ms[0, visitor]):
            self.calls.called_ms[0, visitor], self.calls.by[0, visitor] = at, number
        visitors = self._crowd.visitors
        walk, service = float(visitors.walk_ms[0, visitor]), float(visitors.service_ms[0, visitor])
        held = self.office.tickets.get(ticket)
        if held is not None and held.restore_used:
            service = max(service, self._manners.restored_service_s * 1000)
        if service > 0:
            self._later(at + walk, _What.STARTS, visitor)
            self._frees(at + walk + float(np.rint(service * self._roster[number].speed)), number)
        else:
            self._later(at + walk / 2, _What.RECALLED, visitor)
            self._frees(at + walk, number)

    def _state(self, ticket: TicketId) -> TicketState | None:
        held = self.office.tickets.get(ticket)
        return held.state if held is not None else None

    def _do(self, at: float, command: c.Command) -> list[Event]:
        events, self.office = handle(self.office, command, self._midnight_at + round(at))
        return events

    def _frees(self, at: float, number: int) -> None:
        self._frees_at[number] = at
        self._later(at, _What.FREE, number)

    def _later(self, at: float, what: _What, number: int) -> None:
        if np.isfinite(at):
            heapq.heappush(self._agenda, (at, what, number))


def name(visitor: int, tickets: str = TICKETS) -> TicketId:
    """The ticket of a visitor of the crowd.

    >>> visitor_of(name(12))
    12
    """
    return f"{tickets}{visitor}"


def visitor_of(ticket: TicketId) -> int:
    """Which visitor of the crowd holds the ticket."""
    return int(ticket.rpartition("-")[2])
