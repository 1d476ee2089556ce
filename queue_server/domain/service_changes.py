"""What events change between the call and the end of service."""

from queue_server.domain.changing import changed
from queue_server.domain.clocks import settled, with_long_walk_counted
from queue_server.domain.events import (
    ServiceStarted,
    TicketCalled,
    TicketRecalled,
    TopicAdded,
    TopicFinished,
    TopicSwitched,
    VisitCompleted,
)
from queue_server.domain.office import Desk, Office
from queue_server.domain.standing import with_ticket
from queue_server.domain.ticket import FinishedTopic, TicketState
from queue_server.domain.ticket_changes import ended, known

RECENT_CALLS = 12
"""How many of the last calls the office remembers for its boards."""


def called(office: Office, event: TicketCalled) -> Office:
    """A desk takes the ticket; a call from another state begins a new row of calls."""
    before = known(office, event.ticket)
    ticket = settled(
        before,
        event.at,
        state=TicketState.CALLED,
        calls=before.calls + 1,
        calls_in_row=1,
        out_of_order_calls=before.out_of_order_calls + event.out_of_order,
        desk=event.desk,
        manager=event.manager,
        called_at=event.at,
        announced_at=event.at,
        due_at=None,
        ended_at=None,
        early=False,
    )
    desk = changed(office.desks.get(event.desk, Desk(event.desk)), ticket=event.ticket, since_at=event.at)
    recent = (event.ticket, *(other for other in office.recent_calls if other != event.ticket))[:RECENT_CALLS]
    desks = {**office.desks, event.desk: desk}
    return with_ticket(office, ticket, desks=desks, recent_calls=recent, last_at=event.at)


def recalled(office: Office, event: TicketRecalled) -> Office:
    """Announced again: the count grows, the time of the call stays."""
    ticket = known(office, event.ticket)
    ticket = changed(ticket, calls=ticket.calls + 1, calls_in_row=ticket.calls_in_row + 1, announced_at=event.at)
    return with_ticket(changed(office, last_at=event.at), ticket)


def started(office: Office, event: ServiceStarted) -> Office:
    """The visitor is at the desk. A pin ends; a walk above the limit counts as waiting."""
    ticket = known(office, event.ticket)
    ticket = with_long_walk_counted(ticket, event.at, office.configured.limits.walk_limit_s)
    ticket = settled(ticket, event.at, state=TicketState.SERVING, started_at=event.at, pin=None)
    desks = office.desks
    desk = desks.get(ticket.desk) if ticket.desk is not None else None
    if desk is not None:
        desks = {**desks, desk.number: changed(desk, since_at=event.at)}
    return with_ticket(office, ticket, desks=desks, last_at=event.at)


def topic_added(office: Office, event: TopicAdded) -> Office:
    """One more thing to settle in this visit; it becomes the active one where none is."""
    ticket = known(office, event.ticket)
    ticket = changed(ticket, topics=(*ticket.topics, event.topic), topic=ticket.topic or event.topic)
    return with_ticket(changed(office, last_at=event.at), ticket)


def topic_switched(office: Office, event: TopicSwitched) -> Office:
    """Another of the visit's topics is the active one."""
    ticket = changed(known(office, event.ticket), topic=event.topic)
    return with_ticket(changed(office, last_at=event.at), ticket)


def topic_finished(office: Office, event: TopicFinished) -> Office:
    """The active topic is settled; the oldest remaining one becomes active."""
    ticket = known(office, event.ticket)
    remaining = tuple(topic for topic in ticket.topics if topic != event.topic)
    ticket = changed(
        ticket,
        topics=remaining,
        topic=remaining[0] if remaining else None,
        finished=(*ticket.finished, FinishedTopic(event.topic, event.outcome)),
    )
    return with_ticket(changed(office, last_at=event.at), ticket)


def completed(office: Office, event: VisitCompleted) -> Office:
    """Served: every topic that remained ends with the outcome."""
    ticket = known(office, event.ticket)
    finished = tuple(FinishedTopic(topic, event.outcome) for topic in ticket.topics)
    finished = ticket.finished + finished
    return ended(office, event.at, event.ticket, TicketState.COMPLETED, outcome=event.outcome, finished=finished)
