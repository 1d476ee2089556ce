"""What events change of a ticket that goes back to the line, or steps out of it for a while."""

from queue_server.domain.changing import changed
from queue_server.domain.clocks import settled, with_new_round, with_void_call_counted
from queue_server.domain.events import (
    CallReturned,
    PinEnded,
    SlotReached,
    TicketPostponed,
    TicketRestored,
    TicketResumed,
    TicketSentBack,
    TicketTransferred,
)
from queue_server.domain.ids import TopicId
from queue_server.domain.office import Office
from queue_server.domain.standing import with_ticket
from queue_server.domain.ticket import FinishedTopic, PostponedBy, Ticket, TicketState, WaitReason
from queue_server.domain.ticket_changes import freed, known, target_ms, waiting_from


def slot_reached(office: Office, event: SlotReached) -> Office:
    """The appointment is now eligible like any other ticket."""
    ticket = changed(known(office, event.ticket), early=False)
    return with_ticket(changed(office, last_at=event.at), ticket)


def pin_ended(office: Office, event: PinEnded) -> Office:
    """The ticket falls back to its topic's line, at its own place."""
    ticket = changed(known(office, event.ticket), pin=None)
    return with_ticket(changed(office, last_at=event.at), ticket)


def transferred(office: Office, event: TicketTransferred) -> Office:
    """To a topic, a manager, a desk: the number and the clocks stay."""
    before = known(office, event.ticket)
    ticket = settled(with_void_call_counted(before, event.at), event.at)
    ticket = _for_topic(ticket, event.topic)
    if event.return_to is not None:
        ticket = changed(ticket, returns=(*ticket.returns, event.return_to))
    office = freed(office, before, event.at)
    return with_ticket(office, waiting_from(office, ticket, event.at, WaitReason.TRANSFERRED, event.pin))


def returned(office: Office, event: CallReturned) -> Office:
    """Called by mistake: as if never called, but for the time it took."""
    before = known(office, event.ticket)
    ticket = settled(with_void_call_counted(before, event.at), event.at)
    ticket = changed(ticket, calls=ticket.calls - ticket.calls_in_row, calls_in_row=0)
    recent = tuple(other for other in office.recent_calls if other != event.ticket)
    office = changed(freed(office, before, event.at), recent_calls=recent)
    return with_ticket(office, waiting_from(office, ticket, event.at, WaitReason.RETURNED, ticket.pin))


def postponed(office: Office, event: TicketPostponed) -> Office:
    """Out of the line for a while. By the office before the start, the call came to nothing and its time counts."""
    before = known(office, event.ticket)
    ticket = with_void_call_counted(before, event.at) if event.by is PostponedBy.OFFICE else before
    ticket = changed(
        settled(ticket, event.at),
        state=TicketState.POSTPONED,
        postponed_by=event.by,
        reason=event.reason,
        due_at=event.due_at,
        desk=None,
        early=False,
        awaited=before.topic,
        target_ms=target_ms(office, before.topic, appointment=before.appointment),
    )
    return with_ticket(freed(office, before, event.at), ticket)


def resumed(office: Office, event: TicketResumed) -> Office:
    """Back in the line; the pin, if it has not ended, stays."""
    ticket = settled(known(office, event.ticket), event.at)
    ticket = waiting_from(office, ticket, event.at, WaitReason.RESUMED, ticket.pin)
    return with_ticket(changed(office, last_at=event.at), ticket)


def restored(office: Office, event: TicketRestored) -> Office:
    """Back after a no-show: a new round of the clock, the old promise."""
    ticket = with_new_round(settled(known(office, event.ticket), event.at))
    ticket = changed(ticket, restore_used=True)
    ticket = waiting_from(office, ticket, event.at, WaitReason.RESTORED, ticket.pin)
    return with_ticket(changed(office, last_at=event.at), ticket)


def sent_back(office: Office, event: TicketSentBack) -> Office:
    """Served where it had been transferred to, and back to whoever wanted the visitor back."""
    before = known(office, event.ticket)
    ticket = settled(before, event.at)
    finished = tuple(FinishedTopic(topic, event.outcome) for topic in ticket.topics)
    ticket = changed(
        ticket,
        topic=event.topic,
        topics=(event.topic,),
        finished=ticket.finished + finished,
        returns=ticket.returns[:-1],
    )
    office = freed(office, before, event.at)
    return with_ticket(office, waiting_from(office, ticket, event.at, WaitReason.SENT_BACK, event.pin))


def _for_topic(ticket: Ticket, topic: TopicId) -> Ticket:
    """The ticket waiting for `topic` in place of its active one; the other topics of the visit stay."""
    if topic == ticket.topic:
        return ticket
    kept = tuple(other for other in ticket.topics if other not in (ticket.topic, topic))
    return changed(ticket, topic=topic, topics=(topic, *kept))
