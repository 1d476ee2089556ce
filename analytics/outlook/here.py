"""Who is in the hall already: who waits, who is tied to a manager or a desk or stands before their slot, who has
stepped out for a while, and who will be sent back once the service is over.

Most stand in their topic's line. Whoever may be called otherwise for a time has a line of their own, and a `Hold` says
how, until the line turns and is called like the topic's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from analytics.schedules.schedule import Plan
from queue_server.domain.clocks import accountable_ms, breach_at
from queue_server.domain.configuration import PolicyName
from queue_server.domain.ids import SECOND, DeskNumber, Instant, ManagerId, TopicId
from queue_server.domain.office import Desk, Office
from queue_server.domain.policies import POLICIES
from queue_server.domain.ticket import PinKind, PostponedBy, ReturnTo, Ticket, TicketState
from queue_server.domain.transferring import pin_ms

LOOKED_AT = 400
"""People in the lines who are simulated: beyond it no move of today helps, and the look must not take long."""
LAST_CHOICE_MS = 1e11
"""Added to the place of an appointment before its slot, which is called only where nobody else may be."""
ORDERS = 2.0**16
"""More than an office issues while anybody waits: orders by this are fractions of a place."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seat:
    """A manager at a desk, for the future that is looked at."""

    desk: DeskNumber
    manager: ManagerId | None
    topics: frozenset[TopicId]


@dataclass(frozen=True, slots=True)
class Hold:
    """How the one visitor of a line may be called for `lasts_ms` after joining it, and not beyond `until_ms` from now:
    only at the desk or by the manager of `to`, as the `last` choice, or by `nobody`."""

    lasts_ms: float
    to: tuple[PinKind, str] | None = None
    last: bool = False
    nobody: bool = False
    then: "Hold | None" = None
    """How they may be called after that; like the topic's line where there is none."""
    until_ms: float = np.inf

    def stages(self) -> "list[Hold]":
        """This one and those that follow it."""
        return [self, *(self.then.stages() if self.then is not None else [])]

    def penalties(self, usual: Floats, seats: Sequence[Seat]) -> Floats:
        """(D,) what each seat adds to the visitor's place until then; `usual` (D,) is what it adds to the topic's."""
        if self.nobody:
            return np.full(len(seats), np.inf)
        if self.to is not None:
            kind, to = self.to
            own = [to == (seat.manager if kind is PinKind.MANAGER else seat.desk) for seat in seats]
            usual = np.where(own, usual, np.inf)
        return usual + LAST_CHOICE_MS * self.last


@dataclass(frozen=True, slots=True)
class Stay:
    """One visitor as the kernel takes them, times from now. `limit_ms` after joining the line the target is reached;
    the wait that goes on counts from `counts_ms` on."""

    ticket: Ticket
    topic: TopicId
    place_ms: float
    limit_ms: float
    counts_ms: float
    hold: Hold | None = None

    @property
    def here_ms(self) -> float:
        """When patience begins: whoever has stepped out, or came before their slot, does not go for the line."""
        return self.hold.lasts_ms if self.hold is not None and self.hold.nobody else max(0.0, self.counts_ms)


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody who is sent back when the service of the stay number `after`, that at desk number `desk`, or that of the
    return number `back` is over. `limit_ms` is what the target leaves at the last call of now; what is waited until
    then comes off it."""

    stay: Stay
    after: int | None = None
    desk: int | None = None
    back: int | None = None


def waiting(office: Office, topics: Sequence[TopicId], at: Instant, plan: Plan) -> list[Stay]:
    """Those in the lines, whoever is called first by place standing first; no more than `LOOKED_AT`."""
    lines: Iterable[Iterable[tuple[int, int, str]]] = chain(office.lines.values(), office.early.values())
    entries = nsmallest(LOOKED_AT, chain.from_iterable(lines))
    tickets = (office.tickets.get(name) for _, _, name in entries)
    return [_waits(office, t, at, plan) for t in tickets if t is not None and t.topic in topics]


def stepped_out(office: Office, topics: Sequence[TopicId], at: Instant, plan: Plan) -> list[Stay]:
    """Postponed tickets that come back by themselves."""
    named = dict.fromkeys(name for _, _, name in office.due)  # one with a pin is due twice
    tickets = (office.tickets.get(name) for name in named)
    out = (t for t in tickets if t is not None and t.state is TicketState.POSTPONED and t.topic in topics)
    return [_comes_back_at(office, t, t.due_at, at, plan) for t in out if t.due_at is not None]


def returns(
    office: Office, stays: Sequence[Stay], desks: Sequence[Desk], topics: Sequence[TopicId], at: Instant, plan: Plan
) -> Iterator[Return]:
    """Who is wanted back by somebody: by the last who asked first, then by who asked before them."""
    count = 0
    at_desks = [office.tickets.get(desk.ticket) if desk.ticket is not None else None for desk in desks]
    sent = [
        *((stay.ticket, stay.counts_ms, {"after": number}) for number, stay in enumerate(stays)),
        *((ticket, 0.0, {"desk": number}) for number, ticket in enumerate(at_desks) if ticket is not None),
    ]
    for ticket, counts_ms, first in sent:
        follows = first
        for to in reversed(ticket.returns):
            if to.topic not in topics:
                break
            yield Return(_sent_back(office, ticket, counts_ms, to, at, plan), **follows)
            follows = {"back": count}
            count += 1


def target_ms(office: Office, topic: TopicId, *, appointment: bool) -> float:
    """The promised longest wait for a topic."""
    config = office.configured
    own = config.topics[topic].standard_s
    usual = config.appointment_standard_s if appointment else config.standard_s
    return float((own if own is not None else usual) * SECOND)


def _waits(office: Office, ticket: Ticket, at: Instant, plan: Plan) -> Stay:
    hold = _tied(ticket, at, _pinned_until(office, ticket, at, plan))
    counts_at = max(ticket.since_at, ticket.clock_start_at)
    place = _place(office, ticket, float(ticket.promise_at - at))
    limit = float((breach_at(ticket) or at) - at)
    return Stay(ticket, ticket.topic or "", place, limit, float(counts_at - at), hold)


def _pinned_until(office: Office, ticket: Ticket, now: Instant, plan: Plan) -> float:
    """A pin ends with the desk that it leads to."""
    pin = ticket.pin
    if pin is None:
        return -np.inf
    desk = office.desks.get(pin.to)
    manager = pin.to if pin.kind is PinKind.MANAGER else desk.manager if desk is not None else None
    return min(float(pin.until_at), float(np.rint(now + plan.of(manager).leaves_s * SECOND)))


def _tied(ticket: Ticket, at: Instant, pinned_until: float) -> Hold | None:
    """From `at` on: by a pin, by a slot that is not reached, or by both until the first of them ends and by the other
    after it."""
    pin, slot_at = ticket.pin, ticket.slot_at if ticket.appointment else None
    pinned = pinned_until - at
    early = float(slot_at - at) if slot_at is not None else 0.0
    to = (pin.kind, pin.to) if pin is not None and pinned > 0 else None
    if to is None or early <= 0:
        whole = pinned if to is not None else early
        return Hold(whole, to=to, last=early > 0) if whole > 0 else None
    first = min(pinned, early)
    then = Hold(pinned - first, to=to) if pinned > first else Hold(early - first, last=True) if early > first else None
    return Hold(first, to=to, last=True, then=then)


def _comes_back_at(office: Office, ticket: Ticket, due_at: Instant, at: Instant, plan: Plan) -> Stay:
    topic = ticket.topic or ""
    target = target_ms(office, topic, appointment=ticket.appointment)
    waits = ticket.postponed_by is PostponedBy.OFFICE  # the clock runs on
    counts_at = max(ticket.since_at, ticket.clock_start_at) if waits else due_at
    place = _place(office, ticket, counts_at - at + target - _credit_ms(office, ticket, target) - ticket.counted_ms)
    passed = accountable_ms(ticket, at) > target
    limit = -1.0 if passed else counts_at - at + target - ticket.round_ms
    return Stay(
        ticket,
        topic,
        place,
        limit,
        float(counts_at - at),
        Hold(float(due_at - at), nobody=True, then=_tied(ticket, due_at, _pinned_until(office, ticket, at, plan))),
    )


def _sent_back(office: Office, ticket: Ticket, counts_ms: float, to: ReturnTo, at: Instant, plan: Plan) -> Stay:
    """Pinned to whoever wants them back, until that one's shift ends."""
    target = target_ms(office, to.topic, appointment=ticket.appointment)
    place = _place(office, ticket, counts_ms + target - _credit_ms(office, ticket, target) - ticket.counted_ms)
    limit = -1.0 if accountable_ms(ticket, at) > target else target - ticket.round_ms
    here = any(desk.manager == to.manager for desk in office.desks.values())
    leaves_ms = float(np.rint(plan.of(to.manager).leaves_s * SECOND))
    pinned = Hold(float(pin_ms(office)), to=(PinKind.MANAGER, to.manager), until_ms=leaves_ms)
    hold = pinned if here else Hold(np.inf)
    return Stay(ticket, to.topic, place, limit, 0.0, hold)


def _credit_ms(office: Office, ticket: Ticket, target: float) -> float:
    category = office.configured.categories.get(ticket.category or "")
    return min(float(category.credit_s * SECOND), target) if category is not None else 0.0


def _place(office: Office, ticket: Ticket, promise_ms: float) -> float:
    """By the policy; among equals, and where the policy knows no more, by the order of issue: before those to come."""
    config = office.configured
    before = max(float(ticket.order - office.issued_count), -ORDERS)
    match config.policy:
        case PolicyName.EARLIEST_PROMISE:
            return promise_ms + before / ORDERS
        case PolicyName.FIFO:
            return before
        case PolicyName.STRICT_PRIORITY:
            return POLICIES[config.policy].place(ticket, config) + before / ORDERS
