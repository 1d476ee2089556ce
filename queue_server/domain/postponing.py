"""Stepping out of the line for a while, and back. Only the visitor's own wish stops the clock."""

from queue_server.domain.commands import Postpone, Resume
from queue_server.domain.events import Event, TicketPostponed, TicketResumed
from queue_server.domain.finding import in_state, name_of, the_ticket
from queue_server.domain.ids import Instant
from queue_server.domain.office import Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.ticket import TicketState

POSTPONABLE = frozenset({TicketState.WAITING, TicketState.CALLED, TicketState.SERVING})
POSTPONED = frozenset({TicketState.POSTPONED})


def postpone(office: Office, command: Postpone, at: Instant) -> list[Event]:
    """By the visitor or by the office; with a due time the ticket comes back by itself."""
    ticket = in_state(the_ticket(office, command.ticket), POSTPONABLE, "ticket_not_waiting")
    if command.by is None:
        raise CommandRejected("by_required", "A postponement names whose wish it is: visitor or office.")
    if command.due_at is not None and command.due_at <= at:
        raise CommandRejected("due_past", "The due time has passed.", ticket.state.value)
    if ticket.topic is None:
        raise CommandRejected(
            "topic_none_active", f"Ticket {name_of(ticket)} has no active topic to wait for.", ticket.state.value
        )
    return [TicketPostponed(at=at, ticket=ticket.id, by=command.by, reason=command.reason, due_at=command.due_at)]


def resume(office: Office, command: Resume, at: Instant) -> list[Event]:
    """Back in the line, at the place its promise gives it."""
    ticket = in_state(the_ticket(office, command.ticket), POSTPONED, "ticket_not_postponed")
    return [TicketResumed(at=at, ticket=ticket.id)]
