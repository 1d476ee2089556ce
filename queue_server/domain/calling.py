"""Calling a visitor: the next one by the rule, one by number, again, by mistake, or not there."""

from queue_server.domain.commands import Call, CallNext, MarkNoShow, Recall, Restore, ReturnToQueue
from queue_server.domain.events import CallReturned, Event, NoShowMarked, TicketCalled, TicketRecalled, TicketRestored
from queue_server.domain.finding import in_state, name_of, the_free_desk, the_ticket, with_day_open
from queue_server.domain.ids import SECOND, Instant
from queue_server.domain.office import Desk, Office
from queue_server.domain.rejection import CommandRejected
from queue_server.domain.routing import next_ticket
from queue_server.domain.ticket import Ticket, TicketState

CALLED = frozenset({TicketState.CALLED})
NO_SHOW = frozenset({TicketState.NO_SHOW})
CALLABLE = frozenset({TicketState.WAITING, TicketState.POSTPONED, TicketState.NO_SHOW})


def call_next(office: Office, command: CallNext, at: Instant) -> list[Event]:
    """The routing rule chooses. Nobody to call is an answer, not an error: no event."""
    desk = the_free_desk(office, command.desk)
    ticket = next_ticket(office, desk)
    return [] if ticket is None else [_called(desk, ticket, at)]


def call(office: Office, command: Call, at: Instant) -> list[Event]:
    """By number. Topic and pin are not asked; a ticket that the rule would not choose here now needs a reason."""
    ticket = in_state(the_ticket(office, command.ticket), CALLABLE, "ticket_not_waiting")
    if ticket.state is TicketState.NO_SHOW:
        _within_grace(office, ticket, at, "ticket_not_waiting")
        with_day_open(office)
    desk = the_free_desk(office, command.desk)
    chosen = next_ticket(office, desk)
    out_of_order = chosen is None or chosen.id != ticket.id
    if out_of_order and not _said(command.reason):
        raise CommandRejected(
            "reason_required", f"Ticket {name_of(ticket)} is not next here; say why it is called out of order."
        )
    return [_called(desk, ticket, at, out_of_order=out_of_order, reason=command.reason if out_of_order else None)]


def recall(office: Office, command: Recall, at: Instant) -> list[Event]:
    """Announced again; the time of the call stays."""
    ticket = in_state(the_ticket(office, command.ticket), CALLED, "ticket_not_called")
    return [TicketRecalled(at=at, ticket=ticket.id)]


def return_to_queue(office: Office, command: ReturnToQueue, at: Instant) -> list[Event]:
    """Called by mistake: as if never called."""
    ticket = in_state(the_ticket(office, command.ticket), CALLED, "ticket_not_called")
    return [CallReturned(at=at, ticket=ticket.id)]


def mark_no_show(office: Office, command: MarkNoShow, at: Instant) -> list[Event]:
    """Only after enough calls and enough time since the ticket was called from another state."""
    ticket = in_state(the_ticket(office, command.ticket), CALLED, "ticket_not_called")
    limits = office.configured.limits
    waited_ms = at - ticket.since_at
    if ticket.calls_in_row < limits.no_show_calls or waited_ms < limits.no_show_after_s * SECOND:
        raise CommandRejected(
            "no_show_too_early",
            f"Ticket {name_of(ticket)} was called {ticket.calls_in_row} time(s), first {waited_ms // SECOND} s ago; "
            f"a no-show needs {limits.no_show_calls} calls and {limits.no_show_after_s} s.",
            ticket.state.value,
        )
    return [NoShowMarked(at=at, ticket=ticket.id)]


def restore(office: Office, command: Restore, at: Instant) -> list[Event]:
    """Back in the line within the grace time, once a visit."""
    ticket = in_state(the_ticket(office, command.ticket), NO_SHOW, "ticket_not_no_show")
    with_day_open(office)
    if ticket.restore_used:
        raise CommandRejected(
            "restore_used", f"Ticket {name_of(ticket)} was restored once already.", ticket.state.value
        )
    _within_grace(office, ticket, at, "restore_too_late")
    return [TicketRestored(at=at, ticket=ticket.id)]


def _within_grace(office: Office, ticket: Ticket, at: Instant, code: str) -> None:
    grace_s = office.configured.limits.restore_grace_s
    if at - ticket.since_at > grace_s * SECOND:
        raise CommandRejected(
            code,
            f"Ticket {name_of(ticket)} is no_show for more than {grace_s // 60} minutes; issue a new one.",
            ticket.state.value,
        )


def _called(
    desk: Desk, ticket: Ticket, at: Instant, *, out_of_order: bool = False, reason: str | None = None
) -> TicketCalled:
    if desk.manager is None:
        raise LookupError(f"desk {desk.number!r} has no manager")
    return TicketCalled(
        at=at, ticket=ticket.id, desk=desk.number, manager=desk.manager, out_of_order=out_of_order, reason=reason
    )


def _said(reason: str | None) -> bool:
    return bool(reason and reason.strip())
