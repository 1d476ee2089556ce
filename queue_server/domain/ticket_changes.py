"""What events change of a ticket that comes or goes: booked, issued, checked in, ended, rated."""

from collections.abc import Mapping
from typing import Any

from queue_server.domain.changing import changed
from queue_server.domain.clocks import first_promise_at, promise_at, settled, with_void_call_counted
from queue_server.domain.events import TicketBooked, TicketCheckedIn, TicketIssued, TicketRemoved, VisitRated
from queue_server.domain.ids import SECOND, CategoryId, DeskNumber, Instant, Milliseconds, TicketId, TopicId
from queue_server.domain.numbering import prefix_of, with_number_used
from queue_server.domain.office import Desk, Office
from queue_server.domain.standing import with_ticket
from queue_server.domain.ticket import Pin, Ticket, TicketState, WaitReason

VOID_ENDS = frozenset({TicketState.REMOVED, TicketState.UNSERVED})
"""Ends of a called ticket by the office's doing: the time since the call counts."""

GIVES_UP_SLOT = frozenset({TicketState.CANCELLED, TicketState.LEFT, TicketState.REMOVED})
"""Ends after which nobody comes to the booked slot any more: it can be booked again, checked in or not."""

BLANK = Ticket(
    id="", order=0, state=TicketState.WAITING, since_at=0, topic=None, topics=(), wait_reason=WaitReason.FIRST
)
"""What is the same on every new ticket."""


def known(office: Office, ticket_id: TicketId) -> Ticket:
    """The ticket that a recorded event speaks of."""
    ticket = office.tickets.get(ticket_id)
    if ticket is None:
        raise LookupError(f"the log of {office.id!r} speaks of ticket {ticket_id!r}, which it never issued")
    return ticket


def booked(office: Office, event: TicketBooked) -> Office:
    """An appointment: no number and no clock until check-in."""
    ticket = Ticket(
        id=event.ticket,
        order=office.issued_count,
        state=TicketState.BOOKED,
        since_at=event.at,
        topic=event.topic,
        topics=(event.topic,),
        category=event.category,
        language=event.language,
        slot_at=event.slot_at,
        appointment=True,
    )
    slots = {**office.slots, event.slot_at: office.slots.get(event.slot_at, 0) + 1}
    office = changed(office, issued_count=office.issued_count + 1, slots=slots, last_at=event.at)
    return with_ticket(office, ticket)


def issued(office: Office, event: TicketIssued) -> Office:
    """A walk-in joins the line: as `waiting_from` has it, in one version of the ticket, for these come in crowds."""
    target = target_ms(office, event.topic, appointment=False)
    start_at = max(event.issued_at, event.clock_start_at)
    ticket = changed(
        BLANK,
        id=event.ticket,
        order=office.issued_count,
        since_at=event.issued_at,
        topic=event.topic,
        topics=(event.topic,),
        category=event.category,
        language=event.language,
        number=event.number,
        issued_at=event.issued_at,
        clock_start_at=event.clock_start_at,
        offline=event.offline,
        awaited=event.topic,
        target_ms=target,
        promise_at=first_promise_at(start_at, target, _credit_s(office, event.category)),
    )
    return _joined(office, event, ticket)


def checked_in(office: Office, event: TicketCheckedIn) -> Office:
    """An appointment becomes a ticket: number, order and the visit begin now."""
    before = known(office, event.ticket)
    ticket = changed(
        before,
        order=office.issued_count,
        state=TicketState.WAITING,
        since_at=event.at,
        number=event.number,
        issued_at=event.at,
        clock_start_at=event.clock_start_at,
        appointment=event.appointment,
    )
    return _joined(office, event, waiting_from(office, ticket, event.at, WaitReason.FIRST))


def ended(office: Office, at: Instant, ticket_id: TicketId, state: TicketState, **also: Any) -> Office:
    """The visit is over, for good or (`no_show`) softly; its desk is free. `also` is what else its end says of it."""
    before = known(office, ticket_id)
    ticket = settled(
        with_void_call_counted(before, at) if state in VOID_ENDS else before,
        at,
        state=state,
        ended_at=at,
        due_at=None,
        early=False,
        pin=before.pin if state is TicketState.NO_SHOW else None,
        **also,
    )
    slots = office.slots
    if state in GIVES_UP_SLOT and before.slot_at is not None:
        slots = {**slots, before.slot_at: slots.get(before.slot_at, 1) - 1}
    return with_ticket(office, ticket, desks=_desks_without(office, before, at), slots=slots, last_at=at)


def removed(office: Office, event: TicketRemoved) -> Office:
    """Taken out by staff, with the reason kept."""
    return ended(office, event.at, event.ticket, TicketState.REMOVED, reason=event.reason)


def rated(office: Office, event: VisitRated) -> Office:
    """What the visitor thought of it."""
    ticket = changed(known(office, event.ticket), score=event.score, comment=event.comment)
    return with_ticket(changed(office, last_at=event.at), ticket)


def waiting_from(office: Office, ticket: Ticket, at: Instant, reason: WaitReason, pin: Pin | None = None) -> Ticket:
    """The ticket as it waits from `at` on for its topic: target, promise and pin are set."""
    target = target_ms(office, ticket.topic, appointment=ticket.appointment)
    return changed(
        ticket,
        state=TicketState.WAITING,
        wait_reason=reason,
        pin=pin,
        ended_at=None,
        due_at=None,
        desk=None,
        awaited=ticket.topic,
        target_ms=target,
        promise_at=promise_at(ticket, at, target, _credit_s(office, ticket.category)),
        early=ticket.appointment and ticket.slot_at is not None and at < ticket.slot_at,
    )


def target_ms(office: Office, topic: TopicId | None, *, appointment: bool) -> Milliseconds:
    """The promised longest wait: the topic's own standard, else the organisation's for walk-ins or appointments."""
    config = office.configured
    own = config.topics[topic].standard_s if topic in config.topics else None
    if own is not None:
        return own * SECOND
    return (config.appointment_standard_s if appointment else config.standard_s) * SECOND


def freed(office: Office, ticket: Ticket, at: Instant) -> Office:
    """The office at `at`, in which the desk that had `ticket` is free again."""
    return changed(office, desks=_desks_without(office, ticket, at), last_at=at)


def _desks_without(office: Office, ticket: Ticket, at: Instant) -> Mapping[DeskNumber, Desk]:
    """The office's desks; the one that had `ticket` is free again."""
    desk = office.desks.get(ticket.desk) if ticket.desk is not None else None
    if desk is None or desk.ticket != ticket.id:
        return office.desks
    return {**office.desks, desk.number: changed(desk, ticket=None, since_at=at)}


def _credit_s(office: Office, category: CategoryId | None) -> int:
    found = office.configured.categories.get(category) if category else None
    return found.credit_s if found else 0


def _joined(office: Office, event: TicketIssued | TicketCheckedIn, ticket: Ticket) -> Office:
    """The office with a numbered ticket more in its line.

    The number was given out under the configuration of its day: the topic may have gone since, or its prefix changed.
    """
    topic = office.configured.topics.get(ticket.topic) if ticket.topic is not None else None
    prefix = prefix_of(event.number, topic.prefix if topic is not None else "")
    return with_ticket(
        office,
        ticket,
        numbers=with_number_used(office, prefix, event.date, event.number),
        issued_count=office.issued_count + 1,
        last_at=event.at,
    )
