"""A recorded day asked again: at every call that the log tells of, whom would the kernel have called?

Each stretch of waiting becomes a visitor with a line of its own, as it stood in the domain: place, topic, tie to a
manager or a desk. Each call becomes a shift that is there for its own moment only, with the skills that its desk had
then. Calls out of order are no choice of the rule: for the kernel their visitors leave then. The clock counts events,
so that what happened within one millisecond happens in the order of the log.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from analytics.simulation.day import Shifts, Times, Visitors, no_breaks
from analytics.simulation.running import Form, run
from queue_server.domain.events import Event, TicketCalled
from queue_server.domain.evolve import evolve
from queue_server.domain.ids import DeskNumber, ManagerId, TicketId, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.standing import line_entry
from queue_server.domain.ticket import Pin, PinKind, Ticket, TicketState

LAST_CHOICE_MS = 1e11
"""Added to the place of an appointment before its slot, which is called only where nobody else may be."""

ORDERS = 2.0**16
"""More than a day has tickets."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What decides when a waiting ticket is called, as long as it stays the same."""

    place: int
    order: int
    topic: TopicId
    pin: Pin | None
    early: bool


@dataclass(slots=True)
class _Stretch:
    ticket: TicketId
    standing: _Standing
    begins: int
    leaves: float = np.inf


@dataclass(frozen=True, slots=True)
class _Call:
    ticket: TicketId
    number: int
    desk: DeskNumber
    manager: ManagerId
    penalties: dict[TopicId, int]


@dataclass(slots=True)
class RecordedCalls:
    """Folds the events of one day; then `asked_again` tells whom the kernel calls."""

    office: Office
    _count: int = 0
    _stretches: list[_Stretch] = field(default_factory=list)
    _waiting: dict[TicketId, _Stretch] = field(default_factory=dict)
    _calls: list[_Call] = field(default_factory=list)

    def take(self, events: Iterable[Event]) -> None:
        """Goes on with these events."""
        for event in events:
            self._count += 1
            by_rule = isinstance(event, TicketCalled) and not event.out_of_order
            if isinstance(event, TicketCalled) and not event.out_of_order:
                desk = self.office.desks[event.desk]
                penalties = self._penalties(desk)
                self._calls.append(_Call(event.ticket, self._count, event.desk, event.manager, penalties))
            self.office = evolve(self.office, event)
            for ticket in self._touched(event):
                self._notice(ticket, by_rule=by_rule)

    def asked_again(self, form: Form | None = None) -> list[tuple[TicketId, TicketId | None]]:
        """Each recorded call by the rule: the ticket that was called, and the one that the kernel calls."""
        stretches = self._stretches
        if not stretches or not self._calls:
            return []
        arrival = np.array([[stretch.begins for stretch in stretches]], float)
        shape = arrival.shape
        visitors = Visitors(
            arrival_ms=arrival,
            line=np.arange(len(stretches))[None, :],
            place_ms=_places([stretch.standing for stretch in stretches])[None, :],
            walk_ms=np.ones(shape),  # and with that the shift is over
            service_ms=np.zeros(shape),
            patience_ms=np.array([[stretch.leaves - stretch.begins for stretch in stretches]], float),
        )
        at = np.array([call.number for call in self._calls], float)
        shifts = Shifts(
            penalty_ms=np.array([[_seen_by(call, one.standing) for call in self._calls] for one in stretches]),
            speed=np.ones(len(at)),
            free_ms=at[None, :],
            closes_ms=at + 0.5,
            breaks_at_ms=no_breaks(len(at))[0],
            breaks_ms=no_breaks(len(at))[1],
        )
        chosen = run(shifts, visitors, form).by[0]
        by_call = {int(call): stretches[number].ticket for number, call in enumerate(chosen) if call >= 0}
        return [(call.ticket, by_call.get(number)) for number, call in enumerate(self._calls)]

    def _penalties(self, desk: Desk) -> dict[TopicId, int]:
        config = self.office.configured
        skills = config.managers[desk.manager].topics if desk.manager is not None else {}
        policy = POLICIES[config.policy]
        return {topic: policy.penalty(skills[topic], config) for topic in desk.topics if topic in skills}

    def _touched(self, event: Event) -> Iterable[TicketId]:
        ticket = getattr(event, "ticket", None)
        return [ticket] if ticket is not None else list(self._waiting)

    def _notice(self, name: TicketId, *, by_rule: bool) -> None:
        ticket = self.office.tickets.get(name)
        now = self._standing(ticket) if ticket is not None else None
        before = self._waiting.get(name)
        if before is not None and before.standing == now:
            return
        if before is not None:
            del self._waiting[name]
            before.leaves = np.inf if by_rule else self._count
        if now is not None:
            self._waiting[name] = _Stretch(name, now, self._count)
            self._stretches.append(self._waiting[name])

    def _standing(self, ticket: Ticket) -> _Standing | None:
        if ticket.state is not TicketState.WAITING or ticket.topic is None:
            return None
        return _Standing(line_entry(self.office, ticket)[0], ticket.order, ticket.topic, ticket.pin, ticket.early)


def _places(standings: Sequence[_Standing]) -> Times:
    """With the order of issue as a fraction of a millisecond, and early appointments after everybody else."""
    place = np.array([standing.place for standing in standings])
    order = np.array([standing.order for standing in standings])
    early = np.array([standing.early for standing in standings])
    return np.asarray(place - place.min() + (order - order.min()) / ORDERS + LAST_CHOICE_MS * early)


def _seen_by(call: _Call, standing: _Standing) -> float:
    """What the call's desk adds to a place; `inf` where it may not call the ticket."""
    tied_to = {PinKind.MANAGER: call.manager, PinKind.DESK: call.desk}
    if standing.topic not in call.penalties:
        return np.inf
    if standing.pin is not None and tied_to[standing.pin.kind] != standing.pin.to:
        return np.inf
    return float(call.penalties[standing.topic])
